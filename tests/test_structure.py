"""The compiled structure of a map, and the one pass over it that gives the lower bounds."""

from __future__ import annotations

import gc
import weakref
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pathways.bounds import NEVER, Ask, Bounds
from pathways.catalogue import Catalogue, load, parse
from pathways.model import AllOf, AnyOf, children, walk
from pathways.questions import RANKINGS, By, OpenMap, Question
from pathways.rankings import Ranking
from pathways.structure import structure_of
from tests.maps import Question as Asked
from tests.maps import questions
from tests.small_map import small, small_raw

MAPS = pytest.mark.parametrize("catalogue", [small(), load()], ids=["small", "branch"])


@MAPS
def test_every_condition_of_a_step_has_the_number_of_its_equals(catalogue: Catalogue):
    structure = structure_of(catalogue)
    for step in catalogue.steps.values():
        for condition in walk(step.requires):
            if id(condition) in structure.numbers:
                assert structure.conditions[structure.numbers[id(condition)]] == condition
    assert len(set(structure.conditions)) == len(structure.conditions)


@MAPS
def test_branches_and_groups_are_two_ways_of_saying_the_same_and_branches_come_first(catalogue: Catalogue):
    structure = structure_of(catalogue)
    down = [(group, each) for group, inside in enumerate(structure.branches) for each in inside]
    up = [(group, each) for each, groups in enumerate(structure.groups) for group in groups]
    assert sorted(down) == sorted(up)
    assert all(each < group for group, each in down)
    for number, condition in enumerate(structure.conditions):
        joined = children(condition) if isinstance(condition, AllOf | AnyOf) else ()
        assert [structure.conditions[each] for each in structure.branches[number]] == list(joined)


def test_a_structure_lives_no_longer_than_its_map():
    catalogue = parse(small_raw())
    known = weakref.ref(structure_of(catalogue))
    assert known() is structure_of(catalogue)
    del catalogue
    gc.collect()
    assert known() is None


# --- the pass -------------------------------------------------------------------------------------


def by_going_round(open_map: OpenMap, bounds: Bounds) -> dict[str, int]:
    """The least cost of each node by going over all steps until nothing gets cheaper."""
    least = dict.fromkeys((*open_map.start.held, *open_map.start.posts), 0)
    while True:
        before = dict(least)
        for step in open_map.steps.values():
            requirement = open_map.requires[step.id]
            asked = sum(read(bounds.ask(requirement), least)) if requirement is not None else 0
            cost = min(NEVER, bounds.own(step) + asked)
            if cost < least.get(step.target, NEVER):
                least[step.target] = cost
        if least == before:
            return least


def read(ask: Ask, least: dict[str, int]) -> tuple[int, int]:
    """What a requirement costs at its step, and the dearest of what it needs beforehand."""
    if ask.any_of is not None:
        return 0, min((sum(read(branch, least)) for branch in ask.any_of), default=NEVER)
    if ask.nodes is not None:
        return ask.own, min((least.get(node, NEVER) + ask.more for node in ask.nodes), default=NEVER)
    inside = [read(branch, least) for branch in ask.all_of]
    own = ask.own + sum(own for own, _ in inside)
    return own, max([ask.least, *(needed for _, needed in inside)])


@given(asked=questions(), by=st.sampled_from(RANKINGS))
@settings(max_examples=300, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
def test_one_pass_finds_what_going_round_until_nothing_changes_finds(asked: Asked, by: By):
    catalogue = Catalogue(asked.file)
    question = Question(asked.profile, asked.goal, asked.on, by=by, **asked.options._asdict())
    open_map = OpenMap(catalogue, question)
    bounds = Bounds(open_map, Ranking.by(by))
    least = by_going_round(open_map, bounds)
    assert {node: bounds.node(node) for node in catalogue.nodes} == {
        node: least.get(node, NEVER) for node in catalogue.nodes
    }
    for step in open_map.steps.values():
        requirement = open_map.requires[step.id]
        expected = (0, 0) if requirement is None else read(bounds.ask(requirement), least)
        assert min(NEVER, sum(bounds.parts(requirement))) == min(NEVER, sum(expected))


@pytest.mark.parametrize("options", [{}, {"relax_advised": True}, {"practice_months": 6}])
def test_on_the_branch_too(options: dict[str, Any]):
    branch = load()
    for point in branch.file.entry_points:
        question = Question(point.profile, "a-c-iii-1-chef-apres-vente", branch.file.as_of, **options)
        open_map = OpenMap(branch, question)
        bounds = Bounds(open_map, Ranking.by("fastest"))
        least = by_going_round(open_map, bounds)
        assert all(bounds.node(node) == least.get(node, NEVER) for node in branch.nodes)
