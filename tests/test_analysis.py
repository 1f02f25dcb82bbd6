"""The measures of a map's structure: a toy map with its whole answer, plain enumeration on random ones."""

from __future__ import annotations

import itertools
import sys
from collections import Counter
from collections.abc import Iterable
from types import ModuleType

import joblib
import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.analysis import (
    Start,
    analyse,
    ends,
    feeders,
    fewest_ways_in,
    gateways,
    hubs,
    islands,
    mobility,
    openness,
    removal,
    resilience,
    starts_of,
    survey,
)
from pathways.analysis.moves import gateways_of, hubs_of, moves_of, openness_of, resilience_of
from pathways.bounds import Bounds
from pathways.cards import Writer
from pathways.catalogue import Catalogue, load
from pathways.choices import choice
from pathways.eligibility import Verdict
from pathways.errors import BadValue, UnknownId
from pathways.gaps import gap
from pathways.model import CareersFile, Held, InPost, Profile
from pathways.rankings import Ranking
from pathways.reach import MOST_PLANS_A_GOAL
from pathways.routes import answer_within, find_routes
from pathways.sheets.analysis import measure_sheet
from tests.brute_force import Asked, Options, all_feasible, has
from tests.maps import Question, questions
from tests.small_map import small
from tests.test_routes_properties import examples
from tests.toys import toy

ASKED_BY_NOBODY = Options()


def a_map() -> Catalogue:
    """
    Two diplomas and a certificate, four roles, somebody with nothing and somebody with the short diploma.

        (open) ──12──▶ short ──────▶ helper ──24 months, in post──▶ worker ──24, in post, employer──▶ chief
          │              └─ both ─┐                                  ▲
          │                       ├──6──▶ cert ──────────────────────┘
          └────36────▶ long ──────┘                   lost ◀── gone (no way in)
    """
    return Catalogue(
        toy(
            {
                "short by initial": {"months": 12},
                "long by initial": {"months": 36},
                "cert by continuing": {
                    "months": 6,
                    "requires": {"all_of": [{"holds": "short"}, {"holds": "long"}]},
                },
                "helper by recruitment": {"requires": {"holds": "short"}},
                "worker by recruitment": {"requires": {"holds": "cert"}},
                "worker by promotion": {"requires": in_post("helper")},
                "chief by promotion": {
                    "requires": {"all_of": [*in_post("worker")["all_of"], {"employer_decision": True}]}
                },
                "lost by recruitment": {"requires": {"holds": "gone"}},
            },
            qualifications={"short": {"family": "A"}, "gone": {}},
            roles={
                "helper": {"family": "A", "rung": {"echelon": 3}},
                "worker": {"family": "A", "rung": {"echelon": 6}},
                "chief": {"family": "B", "rung": {"cadre": "I"}},
            },
        ).file.model_copy(update={"entry_points": entry_points()})
    )


def in_post(role: str) -> dict[str, list[dict[str, object]]]:
    return {"all_of": [{"in_post": role}, {"experience": {"months": 24, "roles": [role]}}]}


def entry_points() -> tuple[object, ...]:
    points = [
        {"id": "nothing", "label": {"fr": "rien", "en": "nothing"}, "age": 15},
        {"id": "short", "label": {"fr": "court", "en": "short"}, "holds": ["short"]},
    ]
    return CareersFile.model_validate(
        {**toy({}).file.model_dump(mode="json"), "entry_points": points}
    ).entry_points


# --- one map, by hand -----------------------------------------------------------------------------


def test_the_fastest_route_of_each_start_and_role_is_found_and_of_nothing_else():
    assert {pair: (route.nodes, route.months) for pair, route in survey(a_map()).best.items()} == {
        ("nothing", "helper"): (("short", "helper"), 12),
        ("nothing", "worker"): (("short", "helper", "worker"), 36),
        ("nothing", "chief"): (("short", "helper", "worker", "chief"), 60),
        ("short", "helper"): (("helper",), 0),
        ("short", "worker"): (("helper", "worker"), 24),
        ("short", "chief"): (("helper", "worker", "chief"), 48),
    }


def test_hubs_are_counted_over_all_best_routes_without_their_ends():
    found = hubs(survey(a_map()))
    assert [(each.node, each.number, found.share(each)) for each in found.ranked] == [
        ("helper", 4, 4 / 6), ("short", 3, 3 / 6), ("worker", 2, 2 / 6),
    ]  # fmt: skip
    assert [(route.start, route.goal) for route in found.ranked[1].routes] == [
        ("nothing", "chief"), ("nothing", "helper"), ("nothing", "worker"),
    ]  # fmt: skip


def test_gateways_are_what_nobody_can_do_without_and_what_is_held_is_taken_away_too():
    """The certificate asks for the short diploma as well: without it nobody gets anywhere."""
    found = gateways(survey(a_map()))
    assert {each.node: each.goals for each in found.ranked} == {
        "short": ("chief", "helper", "worker"),
        "worker": ("chief",),
    }
    assert found.to("chief") == ("short", "worker")
    assert "helper" not in found.to("worker")


def test_a_hub_need_not_be_a_gateway_and_a_gateway_to_one_role_is_told_for_that_one():
    found = survey(a_map())
    assert "helper" in {each.node for each in hubs(found).ranked}
    assert "helper" not in {each.node for each in gateways(found).ranked}


def test_a_qualification_that_lapses_stays_with_those_who_hold_it():
    worst = resilience(survey(a_map())).ranked
    assert [each.removed for each in worst] == [("short",)]
    assert worst[0].lost == ()
    assert [(each.before.start, each.before.goal) for each in worst[0].lost_routes] == [
        ("nothing", "chief"), ("nothing", "helper"), ("nothing", "worker"),
    ]  # fmt: skip


def test_without_a_role_the_routes_that_used_it_are_lost_or_longer_by_so_many_months():
    """Without the helper the worker needs the certificate: 12 + 36 + 6 from nothing, 36 + 6 with short."""
    found = removal(survey(a_map()), ["helper"])
    assert found.lost == ("helper",)
    assert {(each.before.start, each.before.goal): each.months_more for each in found.longer} == {
        ("nothing", "worker"): 18,
        ("nothing", "chief"): 18,
        ("short", "worker"): 18,
        ("short", "chief"): 18,
    }
    assert found.months_more == 72


def test_what_is_left_is_the_fastest_also_where_a_bound_is_misled_by_what_is_needed_together():
    """
    Without the fast title: x and y together take 20 + 20, though each alone takes 20; z takes 30.

        (open) ──10──▶ fast ──▶ role ◀── z ◀──30── (open);  role ◀── x and y, 20 each ── (open)
    """
    both = {"all_of": [{"holds": "x"}, {"holds": "y"}]}
    catalogue = toy(
        {
            "fast by initial": {"months": 10},
            "x by initial": {"months": 20},
            "y by initial": {"months": 20},
            "z by initial": {"months": 30},
            "role by recruitment": {"requires": {"any_of": [{"holds": "fast"}, both, {"holds": "z"}]}},
        }
    )
    (change,) = removal(survey(catalogue), ["fast"]).changes
    assert (change.before.months, change.after.months, change.months_more) == (10, 30, 20)
    assert change.after.is_sure


def test_what_is_left_is_a_route_and_not_more_steps_that_spare_a_gap():
    """
    Without the fast title: the paper alone will do, though nobody says what it asks for; with the diploma
    first there would be no gap, but of steps of which a part will do there is no route.

        (open) ──10──▶ fast ──▶ role ◀── paper ◀──1── (not published, or diploma ◀──20── (open))
    """
    unsaid = {"not_published": {"fr": "ce qu’il demande", "en": "what it asks for"}}
    catalogue = toy(
        {
            "fast by initial": {"months": 10},
            "diploma by initial": {"months": 20},
            "paper by vae": {"months": 1, "requires": {"any_of": [unsaid, {"holds": "diploma"}]}},
            "role by recruitment": {"requires": {"any_of": [{"holds": "fast"}, {"holds": "paper"}]}},
        }
    )
    (change,) = removal(survey(catalogue), ["fast"]).changes
    assert change.after.steps == frozenset({"paper-by-vae", "role-by-recruitment"})
    assert (change.gaps_more, change.after.months) == (1, 1)


def test_reach_is_the_union_of_the_routes_and_no_first_choice_closes_what_it_cannot():
    found = survey(a_map())
    nothing, short = openness(found)
    for each in (nothing, short):
        assert set(each.roles) == {route.goal for route in found.routes if route.start == each.start}
        assert each.score == 1
        assert all(choice.closes == () for choice in each.choices)
    assert [choice.step for choice in nothing.choices] == ["long-by-initial", "short-by-initial"]


def test_dead_ends_are_told_apart_from_the_edge_of_the_map():
    found = ends(a_map())
    assert [each.node for each in found.sinks] == ["chief", "lost"]
    onward = [{"kind": "role", "target": "short", "said": {"fr": "x", "en": "x"}, "sources": [{"id": "own"}]}]
    catalogue = toy(
        {"a by initial": {"months": 1}, "short by initial": {}}, qualifications={"a": {"onward": onward}}
    )
    assert [each.node for each in ends(catalogue).edges] == ["a"]
    assert [each.node for each in ends(catalogue).sinks] == ["short"]


def test_an_island_is_a_role_without_a_route_with_what_shuts_the_way():
    (found,) = islands(survey(a_map()))
    assert (found.role, found.is_sure) == ("lost", True)
    assert [(each.node, each.reason) for each in found.blocked_by] == [
        ("lost", "out_of_reach"), ("gone", "no_way_in"),
    ]  # fmt: skip


def test_moves_are_counted_once_by_rung_and_by_family():
    found = mobility(a_map())
    assert [(each.origin, each.target) for each in found.moves] == [("helper", "worker"), ("worker", "chief")]
    assert found.rungs == {("3", "6"): 1, ("6", "I"): 1}
    assert found.families == {("A", "A"): 1, ("A", "B"): 1}
    assert (found.rung_order, found.family_order) == (("3", "6", "I"), ("A", "B"))


def test_the_fewest_ways_in_come_first_the_unreachable_before_all():
    found = fewest_ways_in(survey(a_map()))
    assert [(each.role, each.feeders, each.steps) for each in found] == [
        ("lost", ("gone",), 1),
        ("chief", ("worker",), 1),
        ("helper", ("short",), 1),
        ("worker", ("cert", "helper"), 2),
    ]
    assert found[1].shortest is not None
    assert found[1].shortest.months == 48


def test_all_measures_in_one_call_are_those_of_each():
    catalogue = a_map()
    whole, found = analyse(catalogue), survey(catalogue)
    assert whole.hubs == hubs(found)
    assert whole.gateways == gateways(found)
    assert whole.resilience == resilience(found)
    assert whole.reach == openness(found)
    assert whole.islands == islands(found)
    assert whole.fewest_ways_in == fewest_ways_in(found)
    assert not whole.plain


def test_how_far_it_is_gets_told_part_by_part_to_the_end():
    told: dict[str, list[tuple[int, int]]] = {}
    analyse(a_map(), progress=lambda part, done, of: told.setdefault(part, []).append((done, of)))
    assert told.keys() == {"routes", "reach", "gateways", "resilience"}
    assert all(each[-1][0] == each[-1][1] == len(each) for each in told.values())


def test_a_goal_that_the_map_does_not_have_is_refused():
    with pytest.raises(UnknownId, match="wroker"):
        analyse(a_map(), ["hubs"], to=["wroker"])


def test_a_map_without_entry_points_starts_from_somebody_who_says_nothing():
    assert [each.id for each in starts_of(toy({"q by initial": {"months": 1}}))] == [""]


def test_a_map_where_nothing_is_open_starts_from_each_role():
    catalogue = toy({"b by promotion": {"requires": {"in_post": "a"}}}, roles={"a": {}})
    assert [each.id for each in starts_of(catalogue)] == ["a", "b"]


# --- against plain enumeration --------------------------------------------------------------------


def starts_for(question: Question) -> tuple[Start, ...]:
    return Start("one", question.profile), Start("other", Profile(age=18))


def roads(file: CareersFile, profile: Profile, goal: str, question: Question) -> list[tuple[int, int]]:
    """Gaps and months of every feasible set of steps that holds a way to a goal."""
    asked = Asked(file, profile, goal, question.on, ASKED_BY_NOBODY)
    into = {step.id for step in file.steps if step.target == goal}
    if has(goal, asked.start, asked):
        return []
    found = all_feasible(asked).items()
    return [(t.gaps, t.months) for steps, totals in found if steps & into for t in totals]


def lacking(file: CareersFile, node: str) -> CareersFile:
    return file.model_copy(update={"steps": tuple(step for step in file.steps if step.target != node)})


def stripped(profile: Profile, node: str) -> Profile:
    held: Iterable[Held] = (each for each in profile.holds if each.qualification != node)
    worked = {role: months for role, months in profile.experience if role != node}
    return profile.model_copy(update={"holds": tuple(held), "experience": tuple(worked.items())})


def surveyed(question: Question):
    catalogue = Catalogue(question.file)
    goals = [question.goal, *catalogue.roles]
    return survey(catalogue, on=question.on, starts=starts_for(question), goals=goals)


@given(question=questions(most_steps=6))
@examples(150)
def test_gateways_are_exactly_what_leaves_no_feasible_route_when_it_is_removed(question: Question):
    found = surveyed(question)
    named = gateways(found)
    assert not any(each.unsure for each in named.ranked)
    for goal in found.goals:
        profiles = [start.profile for start in found.starts]
        if not any(roads(question.file, profile, goal, question) for profile in profiles):
            assert named.to(goal) == ()
            continue
        needed = [
            node
            for node in found.catalogue.nodes
            if node != goal and not _without(question, node, goal, profiles)
        ]
        assert list(named.to(goal)) == needed


def _without(question: Question, node: str, goal: str, profiles: list[Profile]) -> bool:
    """Whether somebody gets to a goal in a world without a node."""
    file = lacking(question.file, node)
    return any(roads(file, stripped(profile, node), goal, question) for profile in profiles)


@given(question=questions(most_steps=6))
@examples(150)
def test_after_a_removal_gaps_and_months_are_those_of_the_fastest_route_left(question: Question):
    found = surveyed(question)
    profiles = {start.id: start.profile for start in found.starts}
    for node in found.catalogue.nodes:
        file, changed = lacking(question.file, node), removal(found, [node])
        for change in changed.changes:
            assert node in change.before.nodes
            left = roads(file, profiles[change.before.start], change.before.goal, question)
            if not left:
                assert change.is_lost
            else:
                assert (change.after.gaps, change.after.months) == min(left)


@pytest.mark.slow
def test_on_the_branch_what_a_removal_leaves_is_what_the_whole_search_finds():
    found = survey(load(), n_jobs=2)
    seen = {start.id: start.sees(load(), found.on) for start in found.starts}
    fastest, compared = Ranking.by("fastest"), 0
    for each in (ranked := resilience(found, n_jobs=2)).ranked + ranked.lapsing:
        without = {start: open_map.without(each.removed) for start, open_map in seen.items()}
        bounds = {start: Bounds(open_map, fastest) for start, open_map in without.items()}
        for before, after in ((change.before, change.after) for change in each.changes):
            open_map = without[before.start].towards(before.goal)
            answer = answer_within(open_map, fastest, bounds[before.start], MOST_PLANS_A_GOAL)
            if after.is_sure and (answer.certain or answer.complete):
                lengths = [(route.gaps, route.months) for route in answer.routes]
                assert lengths == ([] if after.steps is None else [(after.gaps, after.months)])
                compared += 1
    assert compared > 1_800


@pytest.mark.slow
@given(question=questions(most_steps=6))
@examples(150)
def test_a_route_of_the_survey_is_the_first_of_the_routes_of_that_profile(question: Question):
    found = surveyed(question)
    for start, goal in itertools.product(found.starts, found.goals):
        answer = find_routes(found.catalogue, start.profile, goal, on=question.on, k=1)
        route = found.best.get((start.id, goal))
        assert (route is None) == (not answer.routes)
        if route is not None:
            assert route.steps == tuple(step.id for step in answer.routes[0].steps)
            assert route.months == answer.routes[0].months
            lengths = roads(question.file, start.profile, goal, question)
            assert route.length == min(lengths)


@given(question=questions(most_steps=6))
@examples(100)
def test_what_a_first_choice_is_said_to_close_is_closed_and_the_rest_was_not_shut_by_bounds(
    question: Question,
):
    found = surveyed(question)
    for each, start in zip(openness(found), found.starts, strict=True):
        for first in each.choices:
            try:
                after = choice(found.catalogue, start.profile, first.step, on=question.on)
            except BadValue:
                continue
            closed = {reached.node for reached in after.closes}
            assert set(first.closes) <= closed | start.has
            assert first.score == 1 - len(first.closes) / len(each.roles) if each.roles else 1


@given(question=questions(most_steps=6))
@examples(100)
def test_an_island_is_a_goal_that_nobody_gets_to(question: Question):
    found = surveyed(question)
    alone = {each.role for each in islands(found)}
    for goal in found.goals:
        profiles = [Profile(), *(start.profile for start in found.starts)]
        is_had = any(goal in start.has for start in found.starts)
        is_reached = is_had or any(roads(question.file, profile, goal, question) for profile in profiles)
        assert (goal in alone) == (not is_reached)


@given(question=questions(most_steps=6))
@examples(100)
def test_who_is_ready_is_who_is_not_refused_and_holds_the_one_thing_that_makes_the_difference(
    question: Question,
):
    catalogue = Catalogue(question.file)
    for role in catalogue.roles:
        if gap(catalogue, Profile(), role, on=question.on).verdict is not Verdict.UNMET:
            continue
        ready = {each.node for each in feeders(catalogue, role, on=question.on).ready}
        for qualification in catalogue.qualifications.values():
            holder = Profile(holds=[qualification.id])
            verdict = gap(catalogue, holder, role, on=question.on).verdict
            if qualification.level is not None:
                assert (qualification.id in ready) == (verdict is not Verdict.UNMET)


# --- plain maps -----------------------------------------------------------------------------------


@st.composite
def plain_maps(draw: st.DrawFn) -> Catalogue:
    roles = [f"r{n}" for n in range(draw(st.integers(2, 6)))]
    pairs = [(a, b) for a in roles for b in roles if a != b]
    moves = draw(st.lists(st.sampled_from(pairs), unique=True, min_size=1, max_size=12))
    steps = {f"{b} by promotion from {a}": {"requires": {"in_post": a}} for a, b in moves}
    return toy(steps, roles={role: {} for role in roles})


def drawn(catalogue: Catalogue) -> nx.DiGraph:
    graph = nx.DiGraph()
    graph.add_nodes_from(catalogue.roles)
    for step in catalogue.steps.values():
        assert isinstance(step.requires, InPost)
        graph.add_edge(step.requires.in_post, step.target)
    return graph


@given(catalogue=plain_maps())
@examples(100)
def test_on_a_plain_map_the_hubs_are_counted_on_all_shortest_paths(catalogue: Catalogue):
    moves, graph = moves_of(catalogue), drawn(catalogue)
    assert moves is not None
    counted: Counter[str] = Counter()
    for start, goal in itertools.permutations(graph, 2):
        if nx.has_path(graph, start, goal):
            paths = list(nx.all_shortest_paths(graph, start, goal))
            for path in paths:
                counted.update({node: 1 / len(paths) for node in path[1:-1]})
    found = hubs_of(moves)
    assert {each.node: pytest.approx(each.number) for each in found.ranked} == dict(counted)
    assert found.total == sum(nx.has_path(graph, a, b) for a, b in itertools.permutations(graph, 2))


@given(catalogue=plain_maps())
@examples(100)
def test_on_a_plain_map_gateways_and_reach_are_those_of_the_general_measures(catalogue: Catalogue):
    moves, starts = moves_of(catalogue), [Start(role, Profile(), role) for role in catalogue.roles]
    assert moves is not None
    found = survey(catalogue, starts=starts)
    general = {each.node: each.goals for each in gateways(found).ranked}
    assert {each.node: each.goals for each in gateways_of(moves).ranked} == general
    reached = {each.start: each.roles for each in openness(found)}
    assert {each.start: each.roles for each in openness_of(moves)} == reached


@given(catalogue=plain_maps())
@examples(100)
def test_on_a_plain_map_a_removal_cuts_the_pairs_that_have_no_path_left(catalogue: Catalogue):
    moves, graph = moves_of(catalogue), drawn(catalogue)
    assert moves is not None
    cut = {each.removed[0]: each.pairs for each in resilience_of(moves).ranked}
    for role in graph:
        left = nx.restricted_view(graph, [role], [])
        pairs = [pair for pair in itertools.permutations(left, 2) if nx.has_path(graph, *pair)]
        assert cut.get(role, 0) == sum(not nx.has_path(left, *pair) for pair in pairs)


def test_what_is_not_counted_on_a_plain_map_is_left_empty_and_not_nought():
    steps = {
        "b by promotion": {"requires": {"in_post": "a"}},
        "c by promotion": {"requires": {"in_post": "b"}},
    }
    catalogue = toy(steps, roles={"a": {}})
    found = analyse(catalogue, ["resilience"])
    sheet = measure_sheet(Writer(catalogue, "en", found.on), found, "resilience")
    assert sheet.lines[0].text == "b: roles lost 1, pairs of roles without a route 1"
    row = dict(zip(sheet.keys, sheet.table.rows[0], strict=True))
    assert (row["removed"], row["pairs"], row["longer"], row["months_more"]) == ("b", 1, None, None)
    assert "not counted" in sheet.limits[-1]


def test_a_backend_of_networkx_is_asked_for_by_name():
    catalogue = toy({"b by promotion": {"requires": {"in_post": "a"}}}, roles={"a": {}})
    moves = moves_of(catalogue)
    assert moves is not None
    with pytest.raises(ImportError, match="none-such"):
        hubs_of(moves, backend="none-such")


# --- side by side ---------------------------------------------------------------------------------


@pytest.mark.slow
def test_two_processes_and_a_cluster_give_what_one_process_gives(monkeypatch: pytest.MonkeyPatch):
    """
    The one setting is ``joblib.parallel_config``: the work itself does not know where it runs.

    Streamlit's tests leave the page as the program, which each worker of the cluster would run first.
    """
    monkeypatch.setitem(sys.modules, "__main__", ModuleType("__main__"))
    from dask.distributed import Client, LocalCluster

    alone = analyse(small(), n_jobs=1)
    assert analyse(small(), n_jobs=2).resilience == alone.resilience
    with (
        LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster,
        Client(cluster),
        joblib.parallel_config(backend="dask"),
    ):
        there = analyse(small())
    assert (there.gateways, there.resilience, there.hubs) == (alone.gateways, alone.resilience, alone.hubs)
