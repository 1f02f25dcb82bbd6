"""What a route must not lean on, and how long it may take: condition groups stay whole."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pathways.catalogue import Catalogue
from pathways.errors import BadValue
from pathways.gaps import gap
from pathways.model import (
    AllOf,
    AnyOf,
    Basis,
    EmployerDecision,
    Leaf,
    NoneOf,
    Profile,
    Requirement,
    Step,
    children,
)
from pathways.questions import By
from pathways.reach import reach
from pathways.routes import Answer, find_routes
from tests.brute_force import Options
from tests.maps import Question, questions
from tests.test_routes_properties import ask, examples, rankings, steps, totals, with_steps
from tests.toys import all_walked, toy

DECISION = {"employer_decision": True}
PLAIN: Final = {"months": 12}


def reasons(answer: Answer) -> list[tuple[str, str, str | None]]:
    """Each reason with the node that it shuts and the step that asks."""
    return [(each.reason, each.node, each.step.id if each.step else None) for each in answer.blocked_by]


def ask_with(question: Question, by: By, k: int, **more: Any) -> Answer:
    """The answer to a question of the random maps, with a filter."""
    options = {**question.options._asdict(), **more}
    catalogue = Catalogue(question.file)
    return find_routes(catalogue, question.profile, question.goal, on=question.on, k=k, by=by, **options)


# --- no employer's decision -----------------------------------------------------------------------


def test_a_decision_that_is_left_out_leaves_the_other_branches_and_shuts_what_needs_it_with_more():
    """q ──▶ one of: 12 months as r (in post through q), or an employer's word; ``both`` asks for both."""
    practice = {"experience": {"months": 12, "roles": ["r"]}}
    catalogue = toy({
        "q by initial": PLAIN,
        "r by recruitment": {"requires": {"holds": "q"}},
        "either by promotion": {"requires": {"all_of": [{"holds": "q"}, {"any_of": [practice, DECISION]}]}},
        "both by promotion": {"requires": {"all_of": [practice, DECISION]}},
    })  # fmt: skip
    assert all_walked(find_routes(catalogue, Profile(), "either")) == [["train q 12", "enter either"]]
    strict = find_routes(catalogue, Profile(), "either", no_decisions=True)
    assert all_walked(strict) == [["train q 12", "enter r", "practise r 12", "enter either"]]
    shut = find_routes(catalogue, Profile(), "both", no_decisions=True)
    assert (shut.routes, reasons(shut)) == ((), [("no_decisions", "both", "both-by-promotion")])
    assert isinstance(shut.blocked_by[0].condition, EmployerDecision)


def test_what_is_assumed_of_an_incompatibility_still_rules_the_step_out():
    """A filter opens nothing: what rules a step out is read as the map has it."""
    asks = {"none_of": [{"holds": "q", "basis": "assumed", "why": {"fr": "?", "en": "?"}}]}
    catalogue = toy({"q by initial": PLAIN, "r by recruitment": {"requires": asks}})
    holder = Profile(holds=["q"])
    assert reasons(find_routes(catalogue, holder, "r", stated_only=True)) == [
        ("incompatible", "r", "r-by-recruitment")
    ]
    assert all_walked(find_routes(catalogue, Profile(), "r", stated_only=True)) == [["enter r"]]


# --- only what is stated --------------------------------------------------------------------------


def test_what_we_assume_is_left_out_whether_a_step_its_length_or_a_condition_and_named_as_the_reason():
    """Three ways to the goal, one for each; what is derived will do, and so will what is to confirm."""
    why = {"fr": "?", "en": "?"}
    catalogue = toy({
        "a by initial": {**PLAIN, "basis": "assumed", "why": why},
        "b by initial": {"months": {"min": 6, "max": 6, "basis": "assumed", "why": why}},
        "c by initial": {**PLAIN, "requires": {"licence": "B", "basis": "assumed", "why": why}},
        "d by initial": {**PLAIN, "basis": "derived", "why": why, "requires": {"licence": "B"}},
        "r by recruitment": {"requires": {"any_of": [{"holds": "a"}, {"holds": "b"}, {"holds": "c"}]}},
        "s by recruitment": {"requires": {"any_of": [{"holds": "a"}, {"holds": "d"}]}},
    })  # fmt: skip
    assert len(find_routes(catalogue, Profile(), "r").routes) == 3
    shut = find_routes(catalogue, Profile(), "r", stated_only=True)
    assert not shut.routes
    assert [each for each in reasons(shut) if each[0] == "stated_only"] == [
        ("stated_only", "a", "a-by-initial"),
        ("stated_only", "b", "b-by-initial"),
        ("stated_only", "c", "c-by-initial"),
    ]
    assert all_walked(find_routes(catalogue, Profile(), "s", stated_only=True)) == [["train d 12", "enter s"]]


# --- no longer than -------------------------------------------------------------------------------


def test_a_route_that_takes_too_long_is_left_out_and_said_to_be_the_reason():
    catalogue = toy({
        "long by initial": {"months": 24},
        "short by continuing": {"months": 6},
        "r by recruitment": {"requires": {"any_of": [{"holds": "long"}, {"holds": "short"}]}},
    })  # fmt: skip
    assert all_walked(find_routes(catalogue, Profile(), "r", within=6)) == [["train short 6", "enter r"]]
    assert reasons(find_routes(catalogue, Profile(), "r", within=5)) == [("too_long", "r", None)]
    with pytest.raises(BadValue, match="within -1 months"):
        find_routes(catalogue, Profile(), "r", within=-1)


@examples(200)
@given(questions(), rankings, st.sampled_from((0, 3, 6, 12, 18, 24, 36)))
def test_routes_of_at_most_so_many_months_are_those_of_the_whole_answer(
    question: Question, by: By, within: int
):
    """Also the reducible stay out: a part that will do counts, however long it takes."""
    everything = ask(question, by, k=40)
    in_time = tuple(route for route in everything.routes if route.months <= within)
    assume(len(in_time) < len(everything.routes))
    for k in (1, 40):
        found = ask_with(question, by, k, within=within)
        assert found.routes == in_time[:k]
        assert found.certain == len(found.routes)
        assert bool(in_time) != ("too_long" in {block.reason for block in found.blocked_by})


# --- as if the map were written so ----------------------------------------------------------------


def decided(leaf: Requirement) -> bool:
    return isinstance(leaf, EmployerDecision)


def assumed(leaf: Requirement) -> bool:
    return isinstance(leaf, Leaf) and leaf.basis is Basis.ASSUMED


SHUTS: Mapping[str, Callable[[Requirement], bool]] = {"no_decisions": decided, "stated_only": assumed}


def left(requirement: Requirement, is_shut: Callable[[Requirement], bool]) -> list[Requirement]:
    """What is left of a requirement when nobody may lean on some leaves; nothing when it cannot be met."""
    match requirement:
        case AllOf() | AnyOf():
            read = [left(branch, is_shut) for branch in children(requirement)]
            kept = tuple(branch for each in read for branch in each)
            if isinstance(requirement, AllOf):
                return [AllOf(all_of=kept)] if all(read) else []
            return [AnyOf(any_of=kept)] if kept else []
        case NoneOf():
            return [requirement]
    return [] if is_shut(requirement) else [requirement]


def written_so(question: Question, name: str) -> Question:
    """The same question on a map without what the filter leaves out, nor bare decisions or advice let go."""
    kept: list[Step] = []
    for step in question.asked.steps:
        bases = (step.basis, step.months.basis if step.months else None)
        if name == "stated_only" and Basis.ASSUMED in bases:
            continue
        if step.requires is None:
            kept.append(step)
        else:
            kept += [step.model_copy(update={"requires": each}) for each in left(step.requires, SHUTS[name])]
    return with_steps(question, steps=tuple(kept))._replace(options=Options(bare_decisions=True))


@examples(300)
@given(questions(), rankings, st.sampled_from(sorted(SHUTS)))
def test_a_filter_answers_as_if_the_map_were_written_so(question: Question, by: By, name: str):
    found = ask_with(question, by, 40, **{name: True})
    as_written = ask(written_so(question, name), by, k=40)
    assert {steps(route): totals(route) for route in found.routes} == {
        steps(route): totals(route) for route in as_written.routes
    }
    assert bool(found.blocked_by) == (not found.routes and not found.held_already)
    for route in found.routes:
        leaned_on = [leaf for segment in route.segments for leaf in segment.leans_on]
        assert not any(map(SHUTS[name], leaned_on))


@examples(150)
@given(questions(), st.sampled_from(sorted(SHUTS)))
def test_what_is_missing_and_what_is_in_reach_are_filtered_alike(question: Question, name: str):
    catalogue, written = Catalogue(question.file), written_so(question, name)
    asked = {"on": question.on, **question.options._asdict(), name: True}
    plain = {"on": question.on, **written.options._asdict()}
    profile, as_written = question.profile, Catalogue(written.file)
    today = gap(catalogue, profile, question.goal, **asked)
    then = gap(as_written, profile, question.goal, **plain)
    assert {way.step.id: (way.verdict, set(way.missing)) for way in today.ways} == {
        way.step.id: (way.verdict, set(way.missing)) for way in then.ways
    }
    assert {each.node: each.months for each in reach(catalogue, profile, **asked)} == {
        each.node: each.months for each in reach(as_written, profile, **plain)
    }


@examples(150)
@given(questions(), rankings, st.sampled_from(sorted(SHUTS)))
def test_where_only_a_filter_stands_in_the_way_it_is_named(question: Question, by: By, name: str):
    """Unless conditions could each be met alone: then no order meets them together."""
    assume(ask(question, by, k=1).routes)
    strict = ask_with(question, by, 1, **{name: True})
    assume(not strict.routes)
    assert {block.reason for block in strict.blocked_by} & {name, "together"}
