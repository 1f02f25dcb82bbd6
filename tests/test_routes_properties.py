"""
The search against plain enumeration on random small maps, and the invariants of every answer.

The examples are the same at every run; ``--hypothesis-profile=thorough`` tries twenty times as many, others
each time.
"""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from pathways.catalogue import Catalogue
from pathways.gaps import gap
from pathways.model import (
    Access,
    AllOf,
    AnyOf,
    CareersFile,
    EmployerDecision,
    Held,
    Holds,
    NotPublished,
    Profile,
    Requirement,
    children,
)
from pathways.questions import By
from pathways.routes import Answer, Route, find_routes, pareto_routes
from tests.brute_force import Options, Ranked, Totals, Value, all_routes, has, ranked, trade_offs, value
from tests.maps import Question, questions, text
from tests.replay import replay

T = TypeVar("T")
MOST = 6
THOROUGH = settings.get_current_profile_name() == "thorough"
SUMS: tuple[By, ...] = ("fastest", "paid", "surest")
rankings = st.sampled_from(SUMS)


def examples(number: int) -> settings:
    """So many examples, the same ones each time; many more, and others, when the run is thorough."""
    return settings(
        max_examples=number * 20 if THOROUGH else number,
        derandomize=not THOROUGH,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
    )


def ask(question: Question, by: By, k: int = MOST) -> Answer:
    options = question.options._asdict()
    catalogue = Catalogue(question.file)
    return find_routes(catalogue, question.profile, question.goal, on=question.on, k=k, by=by, **options)


def totals(route: Route) -> Totals:
    return Totals(route.months, route.months_unpaid, route.gaps, route.employer_decisions, route.doubts)


def steps(route: Route) -> frozenset[str]:
    return frozenset(step.id for step in route.steps)


def with_steps(question: Question, **changes: object) -> Question:
    return question._replace(file=question.file.model_copy(update=changes))


# --- the same answer as plain enumeration ---------------------------------------------------------


def agrees(question: Question, by: By) -> None:
    """The k best routes are those of the enumeration, in its order and with its totals, and replay."""
    is_found(question, by, ranked(all_routes(question.asked), by, question.asked)[:MOST])


def is_found(question: Question, by: By, expected: list[Ranked]) -> None:
    found = ask(question, by)
    assert [steps(route) for route in found.routes] == [each.steps for each in expected]
    for route, each in zip(found.routes, expected, strict=True):
        assert totals(route) in each.best
        assert replay(question.asked, route.segments, by) is None
    assert found.complete
    assert found.certain == len(found.routes)
    assert found.held_already == has(question.goal, question.asked.start, question.asked)
    assert bool(found.blocked_by) == (not found.routes and not found.held_already)


@examples(600)
@given(questions())
def test_the_fastest_routes_are_those_of_plain_enumeration(question: Question):
    agrees(question, "fastest")


@examples(600)
@given(questions())
def test_the_best_paid_routes_are_those_of_plain_enumeration(question: Question):
    agrees(question, "paid")


@examples(600)
@given(questions())
def test_the_surest_routes_are_those_of_plain_enumeration(question: Question):
    agrees(question, "surest")


@examples(600)
@given(questions())
def test_the_trade_offs_are_those_of_plain_enumeration(question: Question):
    is_found(question, "pareto", trade_offs(all_routes(question.asked), question.asked))


@examples(150)
@given(questions(), st.integers(0, 30))
def test_trade_offs_within_a_time_are_between_the_routes_of_that_time(question: Question, within: int):
    asked = question.asked
    best = {
        route.steps: totals for route in ranked(all_routes(asked), "pareto", asked) for totals in route.best
    }
    in_time = [route for route in all_routes(asked) if best[route.steps].months <= within]
    options = question.options._asdict()
    found = pareto_routes(
        Catalogue(question.file), question.profile, question.goal, on=question.on, within=within, **options
    )
    assert [steps(route) for route in found.routes] == [each.steps for each in trade_offs(in_time, asked)]


@examples(100)
@given(questions(), rankings)
def test_fewer_routes_asked_for_are_the_first_of_more(question: Question, by: By):
    most = ask(question, by, MOST).routes
    for k in range(1, MOST):
        assert ask(question, by, k).routes == most[:k]


HARD = json.loads((Path(__file__).parent / "data" / "hard_questions.json").read_text("utf-8"))


@pytest.mark.parametrize("by", SUMS)
@pytest.mark.parametrize("hard", HARD, ids=[hard["name"] for hard in HARD])
def test_questions_that_once_had_a_wrong_answer_have_that_of_plain_enumeration(hard: dict[str, Any], by: By):
    question = Question(
        file=CareersFile.model_validate(hard["map"]),
        profile=Profile.model_validate(hard["profile"]),
        goal=hard["goal"],
        on=date.fromisoformat(hard["on"]),
        options=Options(bare_decisions=hard["bare_decisions"]),
    )
    agrees(question, by)


# --- options --------------------------------------------------------------------------------------


@examples(100)
@given(questions(), rankings)
def test_options_answer_as_if_the_map_were_written_so(question: Question, by: By):
    """Without its advice, with other lengths of practice and without bare decisions."""
    rewritten = with_steps(question, steps=question.asked.steps)._replace(
        options=Options(bare_decisions=True)
    )
    as_asked, as_written = ask(question, by, k=40), ask(rewritten, by, k=40)
    assert {steps(route): totals(route) for route in as_asked.routes} == {
        steps(route): totals(route) for route in as_written.routes
    }


@examples(100)
@given(questions())
def test_letting_go_closes_nothing(question: Question):
    """Without advice, and with an employer's bare decision, whatever could be reached still can."""
    strict = question._replace(options=question.options._replace(bare_decisions=False, relax_advised=False))
    assume(ask(strict, "fastest", k=1).routes)
    for option in ("bare_decisions", "relax_advised"):
        easier = strict._replace(options=strict.options._replace(**{option: True}))
        assert ask(easier, "fastest", k=1).routes


# --- invariants -----------------------------------------------------------------------------------


@examples(100)
@given(questions(may_exclude=False), st.sampled_from(("qa", "qb", "qc")))
def test_holding_more_closes_nothing_where_nothing_excludes(question: Question, more: str):
    """
    Without incompatibilities, a goal that has a route keeps one when the person holds more.

    Trainings that count as practice are left out: who holds the diploma already states that practice as work.
    """
    assume(not any(step.counts_as_experience for step in question.file.steps))
    assume(any(each.id == more for each in question.file.qualifications))
    assume(ask(question, "fastest", k=1).routes)
    richer = {"holds": (*question.profile.holds, Held(qualification=more))}
    after = ask(question._replace(profile=question.profile.model_copy(update=richer)), "fastest", k=1)
    assert after.routes or after.held_already


def undecided(requirement: Requirement | None) -> Requirement | None:
    """A requirement as it stands today, when no employer has decided anything: that is unknown."""
    match requirement:
        case EmployerDecision():
            return NotPublished(not_published=text("undecided"))
        case AllOf() | AnyOf():
            branches = tuple(undecided(branch) for branch in children(requirement))
            name = "all_of" if isinstance(requirement, AllOf) else "any_of"
            return requirement.model_copy(update={name: branches})
    return requirement


@examples(200)
@given(questions())
def test_a_goal_is_open_today_if_and_only_if_a_whole_tree_is_met(question: Question):
    """An unknown that matters gives unknown; dates aside, which are no conditions of the person."""
    undated = tuple(s.model_copy(update={"valid_from": None, "valid_to": None}) for s in question.file.steps)
    unclosed = tuple(q.model_copy(update={"closed_on": None}) for q in question.file.qualifications)
    question = with_steps(question, steps=undated, qualifications=unclosed)
    asked = question.asked
    assume(not has(question.goal, asked.start, asked))
    ways = [undecided(step.requires) for step in asked.steps if step.target == question.goal]
    expected = max((value(way, asked.start, asked) for way in ways), default=Value.UNMET)
    options = question.options._asdict()
    today = gap(Catalogue(question.file), question.profile, question.goal, on=question.on, **options)
    assert today.verdict.name == expected.name


@examples(100)
@given(questions())
def test_the_fastest_comes_first_and_an_unknown_length_is_only_a_lower_bound(question: Question):
    routes = ask(question, "fastest").routes
    assert [(r.gaps, r.months) for r in routes] == sorted((r.gaps, r.months) for r in routes)
    for route in routes:
        assert route.at_least == any(step.is_training and step.months is None for step in route.steps)
        assert (route.months_max is None) == route.at_least
        assert not route.at_least or route.gaps > 0


def is_reached(question: Question, requirement: Requirement) -> bool:
    """Whether the goal is reached when one step alone leads to it, and asks for this."""
    to_it = next(step for step in question.file.steps if step.target == question.goal)
    others = (step for step in question.file.steps if step.target != question.goal)
    changed = (*others, to_it.model_copy(update={"requires": requirement}))
    options = question.options._replace(bare_decisions=True)
    return bool(ask(with_steps(question, steps=changed)._replace(options=options), "fastest", k=1).routes)


@examples(150)
@given(questions())
def test_a_branch_of_an_or_blocks_nothing_and_a_part_of_an_and_blocks(question: Question):
    """``out_of_reach`` is held by nobody and has no step: so is whatever is deleted from the map."""
    trees = [step.requires for step in question.file.steps if step.requires is not None]
    assume(len(trees) > 1 and any(step.target == question.goal for step in question.file.steps))
    one, other = trees[:2]
    extra = question.file.qualifications[0].model_copy(update={"id": "nowhere"})
    question = with_steps(question, qualifications=(*question.file.qualifications, extra))
    out_of_reach = Holds(holds="nowhere")
    opens_one, opens_other = is_reached(question, one), is_reached(question, other)
    assert is_reached(question, AnyOf(any_of=(one, other))) == (opens_one or opens_other)
    assert is_reached(question, AnyOf(any_of=(one, out_of_reach))) == opens_one
    assert not is_reached(question, AllOf(all_of=(one, out_of_reach)))
    if is_reached(question, AllOf(all_of=(one, other))):
        assert opens_one
        assert opens_other


@examples(150)
@given(questions(), rankings, st.randoms(use_true_random=False))
def test_the_order_of_the_file_changes_no_answer(question: Question, by: By, chance: random.Random):
    def shuffled(entries: Sequence[T]) -> tuple[T, ...]:
        return tuple(chance.sample(entries, len(entries)))

    file = question.file
    mixed = with_steps(
        question,
        qualifications=shuffled(file.qualifications),
        roles=shuffled(file.roles),
        steps=shuffled(file.steps),
    )
    before, after = ask(question, by), ask(mixed, by)
    assert [route.segments for route in before.routes] == [route.segments for route in after.routes]
    assert before.blocked_by == after.blocked_by


@given(questions(), st.sets(st.sampled_from([access for access in Access if access.is_training])))
@examples(150)
def test_training_in_some_ways_only_is_asking_a_map_without_the_other_steps(
    question: Question, only: set[Access]
):
    """A step is left out whole, so no route is left with a part of its conditions."""
    kept = [
        step for step in question.file.steps if not (only and step.is_training and step.access not in only)
    ]
    without = Catalogue(question.file.model_copy(update={"steps": tuple(kept)}))
    options = question.options._asdict()
    asked = {"on": question.on, "k": MOST, **options}
    answer = find_routes(Catalogue(question.file), question.profile, question.goal, only_by=only, **asked)
    plain = find_routes(without, question.profile, question.goal, **asked)
    assert [route.steps for route in answer.routes] == [route.steps for route in plain.routes]
    assert [route.months for route in answer.routes] == [route.months for route in plain.routes]
