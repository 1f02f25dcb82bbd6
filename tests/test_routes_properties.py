"""The search against plain enumeration on random small maps, and the invariants of every answer."""

from __future__ import annotations

import random
from typing import get_args

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from pathways.catalogue import Catalogue
from pathways.model import Held, Profile
from pathways.questions import By
from pathways.routes import Answer, Route, find_routes
from tests.brute_force import Totals, all_routes, has, ranked, replay
from tests.maps import Question, questions

MOST = 6
ODD = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]
thorough = settings(max_examples=700, deadline=None, derandomize=True, suppress_health_check=ODD)
short = settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=ODD)


def ask(question: Question, by: By, profile: Profile | None = None, k: int = MOST) -> Answer:
    options = question.options._asdict()
    who = question.profile if profile is None else profile
    return find_routes(Catalogue(question.file), who, question.goal, on=question.on, k=k, by=by, **options)


def totals(route: Route) -> Totals:
    return Totals(route.months, route.months_unpaid, route.gaps, route.employer_decisions, route.doubts)


def steps(route: Route) -> frozenset[str]:
    return frozenset(step.id for step in route.steps)


def _agrees(question: Question, by: By) -> None:
    expected = ranked(all_routes(question.asked), by, question.asked)[:MOST]
    found = ask(question, by)
    assert found.complete
    assert found.held_already == has(question.goal, question.asked.start, question.asked)
    assert [steps(route) for route in found.routes] == [each.steps for each in expected]
    for route, each in zip(found.routes, expected, strict=True):
        assert totals(route) in each.best
        assert replay(question.asked, route.segments, by) is None
    assert bool(found.blocked_by) == (not found.routes and not found.held_already)


@thorough
@given(questions())
def test_the_fastest_routes_are_those_of_plain_enumeration(question: Question):
    _agrees(question, "fastest")


@thorough
@given(questions())
def test_the_best_paid_routes_are_those_of_plain_enumeration(question: Question):
    _agrees(question, "paid")


@thorough
@given(questions())
def test_the_surest_routes_are_those_of_plain_enumeration(question: Question):
    _agrees(question, "surest")


@short
@given(questions(), st.sampled_from(get_args(By)), st.randoms(use_true_random=False))
def test_the_order_of_the_file_changes_no_answer(question: Question, by: By, chance: random.Random):
    def shuffled(entries):
        return tuple(chance.sample(entries, len(entries)))

    file = question.file.model_copy(
        update={name: shuffled(getattr(question.file, name)) for name in ("qualifications", "roles", "steps")}
    )
    before, after = ask(question, by), ask(question._replace(file=file), by)
    assert [route.segments for route in before.routes] == [route.segments for route in after.routes]


@short
@given(questions(may_exclude=False), st.sampled_from(("qa", "qb", "qc")))
def test_holding_more_closes_nothing_where_nothing_excludes(question: Question, more: str):
    """
    Without incompatibilities, a goal that has a route keeps one when the person holds more.

    Trainings that count as practice are left out: who holds the diploma already states that practice as work.
    """
    assume(not any(step.counts_as_experience for step in question.file.steps))
    assume(any(each.id == more for each in question.file.qualifications))
    richer = question.profile.model_copy(
        update={"holds": (*question.profile.holds, Held(qualification=more))}
    )
    before, after = ask(question, "fastest", k=1), ask(question, "fastest", profile=richer, k=1)
    if before.routes or before.held_already:
        assert after.routes or after.held_already


@short
@given(questions())
def test_routes_come_in_order_and_an_unknown_length_is_only_a_lower_bound(question: Question):
    routes = ask(question, "fastest").routes
    assert [(r.gaps, r.months) for r in routes] == sorted((r.gaps, r.months) for r in routes)
    for route in routes:
        assert route.at_least == any(step.is_training and step.months is None for step in route.steps)
        assert (route.months_max is None) == route.at_least
