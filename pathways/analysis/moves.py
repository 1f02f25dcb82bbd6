"""
The measures of a plain map on which everybody begins in some role: there, routes are paths (``plain``).

ROME is such a map: 1,584 jobs, each a start, and two million best routes. They are counted by the algorithms
of networkx, which answer exactly what the general measures would, without a route in hand for each pair. What
differs is said: equally fast routes share a pair between them, where the general measure keeps the first; and
roles are taken away in turn, as such a map may have no qualifications.

Each call of networkx is given the ``backend`` that the caller names, so that its parallel and GPU backends
serve where they are installed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import islice, product
from typing import Any, Final, NamedTuple

from pathways.analysis.ends import Island
from pathways.analysis.gateways import Gateway, Gateways
from pathways.analysis.hubs import Hub, Hubs
from pathways.analysis.openness import Openness
from pathways.analysis.resilience import Removal, Resilience
from pathways.analysis.starts import Start, starts_of
from pathways.analysis.survey import BestRoute, roles_in_force
from pathways.analysis.sweeping import Progress, sweep, told_to_nobody
from pathways.blocks import Block
from pathways.catalogue import Catalogue
from pathways.plain import plain
from pathways.rankings import CRITERIA, Ranking

LISTED: Final = 12
"""How many routes are listed behind each hub."""
_AT_ONCE: Final = 100
Successors = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, eq=False)
class Moves:
    """
    The moves between the roles of a plain map on a day.

    Parameters
    ----------
    graph
        A node for each role, an edge for each move, with the ``length`` of its shortest step as a number of
        the ranking ``fastest`` without its tie-breaks.
    """

    catalogue: Catalogue
    on: date
    graph: Any

    @cached_property
    def reached_from(self) -> Mapping[str, frozenset[str]]:
        """By role, the roles that it leads to, itself left out where no circle leads back."""
        return _descendants({node: tuple(self.graph.successors(node)) for node in self.graph})

    @property
    def pairs(self) -> int:
        """How many roles have a route to how many others."""
        return sum(len(reached - {node}) for node, reached in self.reached_from.items())


def moves_of(catalogue: Catalogue, on: date | None = None) -> Moves | None:
    """The moves of a plain map on which everybody begins in some role; None for any other map."""
    on = on or catalogue.file.as_of
    starts = starts_of(catalogue)
    if catalogue.qualifications or not starts or starts[0].in_post is None:
        return None
    ranking = Ranking.by("fastest")
    found = plain(starts[0].sees(catalogue, on), ranking)
    return None if found is None else Moves(catalogue, on, _graph(catalogue, starts, on))


def _graph(catalogue: Catalogue, starts: tuple[Start, ...], on: date) -> Any:
    import networkx as nx  # noqa: PLC0415  (slow to load, and most maps need it not)

    graph = nx.DiGraph()
    graph.add_nodes_from(catalogue.roles)
    ranking, seen = Ranking.by("fastest"), starts[0].sees(catalogue, on)
    found = plain(seen, ranking)
    assert found is not None
    names = {number: node for node, number in found.numbers.items()}
    for origin, target, cost in found.network.steps():
        if origin in names and target != origin:
            length = cost // ranking.month(1)
            known = graph.get_edge_data(names[origin], names[target], {"length": length})
            graph.add_edge(names[origin], names[target], length=min(length, known["length"]))
    return nx.freeze(graph)


# --- hubs -----------------------------------------------------------------------------------------


def hubs_of(moves: Moves, backend: str | None = None) -> Hubs:
    """
    How many of the best routes between two roles pass through a third.

    References
    ----------
    U. Brandes, "A faster algorithm for betweenness centrality", 2001.
    """
    import networkx as nx  # noqa: PLC0415  (slow to load, and most maps need it not)

    lengths = {length for *_, length in moves.graph.edges(data="length")}
    weight = "length" if len(lengths) > 1 else None
    found = nx.betweenness_centrality(moves.graph, normalized=False, weight=weight, backend=backend)
    ranked = sorted(((-number, node) for node, number in found.items() if number))
    hubs = (Hub(node, -less, tuple(_through(moves, node))) for less, node in ranked)
    return Hubs(tuple(hubs), moves.pairs, 0)


def _through(moves: Moves, node: str) -> Iterator[BestRoute]:
    """Some routes of two moves through a role, between roles that no single move joins."""
    graph = moves.graph
    pairs = product(sorted(graph.predecessors(node)), sorted(graph.successors(node)))
    apart = ((a, b) for a, b in pairs if a != b and not graph.has_edge(a, b))
    for start, goal in islice(apart, LISTED):
        number = graph.edges[start, node]["length"] + graph.edges[node, goal]["length"]
        gaps, months = _length(number)
        yield BestRoute(start, goal, (), (node, goal), months, gaps, False, True)


def _length(number: int) -> tuple[int, int]:
    ranking = Ranking.by("fastest")
    gaps, months = ranking.counts(CRITERIA[:2], number * ranking.month(1))
    return gaps, months


# --- reach, islands, gateways ---------------------------------------------------------------------


def openness_of(moves: Moves) -> tuple[Openness, ...]:
    """What each role leads to; a first choice shuts nothing on a plain map."""
    anywhere = set(roles_in_force(moves.catalogue))
    same: dict[frozenset[str], tuple[str, ...]] = {}
    found = []
    for role in anywhere:
        reached = (moves.reached_from[role] | {role}) & anywhere
        roles = same.setdefault(reached, tuple(sorted(reached)))
        found.append(Openness(role, roles, (), len(roles) / len(anywhere), ()))
    return tuple(sorted(found, key=lambda each: (-len(each.roles), each.start)))


def islands_of(moves: Moves) -> tuple[Island, ...]:
    """The roles that no other role leads to."""
    alone = (role for role in roles_in_force(moves.catalogue) if not moves.graph.in_degree(role))
    return tuple(Island(role, (Block(role, "no_way_in"),)) for role in alone)


def gateways_of(moves: Moves) -> Gateways:
    """
    The roles without which no other one leads to a role: every role is a start, so it has one way in only.

    Where two roles lead to a goal, each is a start that needs the other not.
    """
    goals: dict[str, list[str]] = defaultdict(list)
    reached = []
    for goal in roles_in_force(moves.catalogue):
        before = list(moves.graph.predecessors(goal))
        if before:
            reached.append(goal)
        if len(before) == 1:
            goals[before[0]].append(goal)
    ranked = sorted(goals.items(), key=lambda each: (-len(each[1]), each[0]))
    return Gateways(tuple(Gateway(node, tuple(each)) for node, each in ranked), tuple(reached))


# --- one role at a time taken away ----------------------------------------------------------------


class _Some(NamedTuple):
    """Some roles to take away in turn, and the network."""

    roles: tuple[str, ...]
    successors: Successors
    predecessors: Successors


def resilience_of(
    moves: Moves, *, n_jobs: int | None = None, progress: Progress = told_to_nobody
) -> Resilience:
    """How many pairs of roles have no route left between them when a third one goes, the worst first."""
    graph = moves.graph
    onwards = {node: tuple(graph.successors(node)) for node in graph}
    back = {node: tuple(graph.predecessors(node)) for node in graph}
    nodes = tuple(graph)
    parts = [nodes[first : first + _AT_ONCE] for first in range(0, len(nodes), _AT_ONCE)]
    tasks = [_Some(part, onwards, back) for part in parts]
    found = [each for part in sweep(moves.catalogue, _removals, tasks, n_jobs, progress) for each in part]
    return Resilience(tuple(sorted(found, key=lambda each: each.place)), (), moves.pairs)


def _removals(_: Catalogue, some: _Some) -> list[Removal]:
    """The roles that cut others off; what hangs on a role is looked at only where a way round it fails."""
    before = _descendants(some.successors) if some.roles else {}
    cutting = (role for role in some.roles if not _has_ways_round(role, some))
    return [_removal(role, some, before) for role in cutting]


def _has_ways_round(role: str, some: _Some) -> bool:
    """True where whatever leads to a role leads to all that it leads to without it as well."""
    wanted = set(some.successors[role]) - {role}
    for origin in some.predecessors[role]:
        if not _leads_to(origin, wanted - {origin}, role, some.successors):
            return False
    return True


def _leads_to(origin: str, wanted: set[str], without: str, successors: Successors) -> bool:
    seen, waiting, left = {origin, without}, [origin], set(wanted)
    while waiting and left:
        for node in successors[waiting.pop()]:
            if node not in seen:
                seen.add(node)
                left.discard(node)
                waiting.append(node)
    return not left


def _removal(role: str, some: _Some, before: Mapping[str, frozenset[str]]) -> Removal:
    left = {
        node: tuple(each for each in onwards if each != role)
        for node, onwards in some.successors.items()
        if node != role
    }
    after = _descendants(left)
    pairs = sum(len(before[node] - {role, node}) - len(after[node] - {node}) for node in left)
    lost = (goal for goal in some.successors[role] if set(some.predecessors[goal]) <= {role, goal})
    return Removal((role,), None, (), tuple(sorted(set(lost) - {role})), pairs)


def _descendants(successors: Successors) -> dict[str, frozenset[str]]:
    """By node, all that it leads to; one set for all of a circle, which it has itself."""
    import networkx as nx  # noqa: PLC0415  (slow to load, and most maps need it not)

    graph = nx.DiGraph({node: list(onwards) for node, onwards in successors.items()})
    condensed = nx.condensation(graph)
    reached: dict[int, frozenset[str]] = {}
    for part in reversed(list(nx.topological_sort(condensed))):
        members = condensed.nodes[part]["members"]
        onwards = [reached[each] | condensed.nodes[each]["members"] for each in condensed.successors(part)]
        own = members if len(members) > 1 else ()
        reached[part] = frozenset(own).union(*onwards)
    return {node: reached[part] for node, part in condensed.graph["mapping"].items()}
