"""
The k shortest loopless paths against plain enumeration, and against another implementation.

The examples are the same at every run; ``--hypothesis-profile=thorough`` tries twenty times as many, others
each time.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise
from typing import NamedTuple

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pathways.errors import BadValue
from pathways.paths import Network, Path, Search, k_best

THOROUGH = settings.get_current_profile_name() == "thorough"


def examples(number: int) -> settings:
    return settings(max_examples=number * 20 if THOROUGH else number, derandomize=not THOROUGH, deadline=None)


class Steps(NamedTuple):
    """A network in the plainest form: of each step, where it starts, where it leads, what it costs."""

    nodes: int
    steps: Sequence[tuple[int, int, int]]

    @property
    def network(self) -> Network:
        origins, targets, costs = zip(*self.steps, strict=True) if self.steps else ((), (), ())
        return Network.of(self.nodes, origins, targets, costs)

    def all_paths(self, origins: frozenset[int], goal: int) -> list[Path]:
        """Every path, in order, by trying everything."""
        found = [path for origin in origins for path in self._onwards(origin, origins, goal, ())]
        return sorted(found, key=lambda path: (path.cost, sorted(path.steps)))

    def _onwards(
        self, node: int, passed: frozenset[int], goal: int, so_far: tuple[int, ...]
    ) -> Iterator[Path]:
        if node == goal and so_far:
            yield Path(sum(self.steps[step][2] for step in so_far), so_far)
            return
        for number, (origin, target, _) in enumerate(self.steps):
            if origin == node and target not in passed:
                yield from self._onwards(target, passed | {target}, goal, (*so_far, number))


# --- a network to check by hand -------------------------------------------------------------------


@pytest.fixture
def roundabout() -> Network:
    """
    Two origins, a circle between b and c, two steps side by side; ``number: cost`` on each step.

              0: 1        2: 2
        o0 ────────▶ b ────────▶ g
                    │ ▲  3: 2  ▲
                1: 1│ │4: 0    │
                    ▼ │        │
        o5 ────────▶ c ────────┘
              5: 2      6: 3, 7: 3

    where 2 and 3 are side by side from b to g, and 6 and 7 from c to g. All paths from o0 and o5 to g:

        0 2      3     0 3      3
        5 4 2    4     5 4 3    4
        0 1 6    5     0 1 7    5
        5 6      5     5 7      5
    """
    o0, b, c, g, o5 = range(5)
    steps = [(o0, b, 1), (b, c, 1), (b, g, 2), (b, g, 2), (c, b, 0), (o5, c, 2), (c, g, 3), (c, g, 3)]
    return Steps(5, steps).network


def test_all_paths_of_the_roundabout_come_in_order(roundabout: Network):
    assert [(path.cost, path.steps) for path in Search(roundabout, [0, 4], 3)] == [
        (3, (0, 2)), (3, (0, 3)), (4, (5, 4, 2)), (4, (5, 4, 3)),
        (5, (0, 1, 6)), (5, (0, 1, 7)), (5, (5, 6)), (5, (5, 7)),
    ]  # fmt: skip


def test_a_path_from_one_origin_never_passes_another(roundabout: Network):
    """From o0 by b to c, and from o5 to c, leads nothing when c is an origin itself."""
    ways = [(4, 2), (4, 3), (0, 2), (0, 3), (6,), (7,)]
    assert [path.steps for path in k_best(roundabout, [0, 2, 4], 3, 9)] == ways


def test_there_are_no_more_paths_than_there_are(roundabout: Network):
    assert len(k_best(roundabout, [4], 3, 100)) == 4


def test_where_nothing_leads_there_is_no_path(roundabout: Network):
    assert k_best(roundabout, [3], 0, 5) == []
    assert k_best(roundabout, [], 3, 5) == []


def test_to_where_one_is_already_there_is_no_path(roundabout: Network):
    assert k_best(roundabout, [0, 3], 3, 5) == []


def test_costs_may_be_larger_than_any_machine_word():
    large = 1 << 100
    network = Steps(3, [(0, 1, large), (1, 2, large + 1), (0, 2, 2 * large)]).network
    assert [path.cost for path in k_best(network, [0], 2, 3)] == [2 * large, 2 * large + 1]


@pytest.mark.parametrize(
    ("origins", "targets", "costs", "complaint"),
    [
        ([0], [1], [], "1 origins, 1 targets, 0 costs"),
        ([0], [2], [1], "there are 0 to 1"),
        ([-1], [1], [1], "there are 0 to 1"),
        ([0], [1], [-1], "a step that costs -1"),
    ],
)
def test_a_network_that_cannot_be_is_refused(
    origins: list[int], targets: list[int], costs: list[int], complaint: str
):
    with pytest.raises(BadValue, match=complaint):
        Network.of(2, origins, targets, costs)


def test_a_question_about_no_node_or_for_no_path_is_refused(roundabout: Network):
    with pytest.raises(BadValue, match="node 9"):
        k_best(roundabout, [0], 9, 1)
    with pytest.raises(BadValue, match="k = 0"):
        k_best(roundabout, [0], 3, 0)


# --- what would flood a plainer search ------------------------------------------------------------


def grid(side: int) -> Steps:
    """From corner to corner of a square, each step at cost 1: all of the very many paths are tied."""
    nodes = [(x, y) for x in range(side) for y in range(side)]
    steps = [
        (x * side + y, (x + right) * side + y + 1 - right, 1)
        for x, y in nodes
        for right in (0, 1)
        if x + right < side and y + 1 - right < side
    ]
    return Steps(side * side, steps)


def test_of_very_many_tied_paths_the_first_by_their_steps_are_found_without_listing_all():
    """On a square of 12, there are 705,432 paths of the same cost; on one of 5, all can be listed."""
    small = grid(5)
    assert k_best(small.network, [0], 24, 30) == small.all_paths(frozenset({0}), 24)[:30]
    paths = k_best(grid(12).network, [0], 143, 10)
    assert {path.cost for path in paths} == {22}
    assert [sorted(path.steps) for path in paths] == sorted(sorted(path.steps) for path in paths)


def test_circles_next_to_the_cheap_way_do_not_flood_the_search():
    """
    All 14 nodes of a crowd are joined with each other at cost 1, and only the first leads in and out.

    A search that lets partial paths wait until their loops are found out looks at millions of them before it
    comes to the second path, outside of the crowd.
    """
    crowd = range(1, 15)
    steps = [(0, 1, 1), (1, 15, 1), (0, 15, 1_000)]
    steps += [(one, other, 1) for one in crowd for other in crowd if one != other]
    assert [path.steps for path in k_best(Steps(16, steps).network, [0], 15, 5)] == [(0, 1), (2,)]


# --- against plain enumeration --------------------------------------------------------------------


class Question(NamedTuple):
    given: Steps
    origins: frozenset[int]
    goal: int


@st.composite
def questions(draw: st.DrawFn, lowest: int = 0, highest: int = 4) -> Question:
    nodes = draw(st.integers(2, 7))
    node, cost = st.integers(0, nodes - 1), st.integers(lowest, highest)
    steps = draw(st.lists(st.tuples(node, node, cost), min_size=nodes, max_size=18))
    goal = draw(node)
    origins = draw(st.frozensets(node, min_size=1, max_size=3)) - {goal}
    return Question(Steps(nodes, steps), origins, goal)


@examples(600)
@given(questions(), st.integers(1, 12))
def test_the_best_paths_are_those_of_plain_enumeration(question: Question, k: int):
    """With steps of no cost, steps side by side, steps to where they start, several origins, many ties."""
    expected = question.given.all_paths(question.origins, question.goal)
    assert k_best(question.given.network, question.origins, question.goal, k) == expected[:k]
    assert list(Search(question.given.network, question.origins, question.goal)) == expected


@examples(600)
@given(questions(lowest=1, highest=2))
def test_ties_of_steps_that_cost_come_in_the_order_of_their_steps(question: Question):
    expected = question.given.all_paths(question.origins, question.goal)
    assert list(Search(question.given.network, question.origins, question.goal)) == expected


@examples(600)
@given(questions(highest=60))
def test_costs_that_seldom_tie_come_in_order(question: Question):
    expected = question.given.all_paths(question.origins, question.goal)
    assert list(Search(question.given.network, question.origins, question.goal)) == expected


# --- against another implementation ---------------------------------------------------------------


def sparse(seed: int, nodes: int, each: int, dearest: int) -> Steps:
    """A network of random steps, so many from each node, no two side by side."""
    chance = random.Random(seed)
    targets = [
        (node, end) for node in range(nodes) for end in chance.sample(range(nodes), each) if end != node
    ]
    return Steps(nodes, [(node, end, chance.randint(1, dearest)) for node, end in targets])


@pytest.mark.parametrize(("nodes", "each", "dearest"), [(60, 3, 10), (200, 4, 1), (400, 5, 1_000)])
@pytest.mark.parametrize("seed", range(4))
def test_lengths_are_those_that_networkx_finds(seed: int, nodes: int, each: int, dearest: int):
    given = sparse(seed, nodes, each, dearest)
    graph = nx.DiGraph()
    graph.add_weighted_edges_from(given.steps)
    network = given.network
    for goal in [node for node in range(1, 8) if nx.has_path(graph, 0, node)]:
        theirs = islice(nx.shortest_simple_paths(graph, 0, goal, "weight"), 25)
        lengths = [sum(graph.edges[step]["weight"] for step in pairwise(path)) for path in theirs]
        assert [path.cost for path in k_best(network, [0], goal, 25)] == lengths


def test_only_a_small_part_of_a_large_network_is_touched():
    search = Search(sparse(1, 20_000, 5, 1_000).network, [0], 1)
    assert len(list(islice(search, 10))) == 10
    assert search.touched < 4_000
