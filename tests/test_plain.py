"""
Maps on which a route is a path: the answer along paths is that of the general search and of enumeration.

The examples are the same at every run; ``--hypothesis-profile=thorough`` tries twenty times as many, others
each time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple, TypeVar
from unittest.mock import patch

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pathways import questions
from pathways.catalogue import Catalogue, parse
from pathways.importing import import_rome
from pathways.model import (
    Access,
    AllOf,
    AnyOf,
    Basis,
    CareersFile,
    Duration,
    EmployerDecision,
    Holds,
    InPost,
    NotPublished,
    Profile,
    Qualification,
    Registration,
    Requirement,
    Role,
    Step,
)
from pathways.plain import plain
from pathways.questions import By, OpenMap
from pathways.rankings import Ranking
from pathways.routes import Answer, answer
from tests.brute_force import Asked, Options, all_routes, ranked
from tests.maps import ENTRIES, TRAININGS, text
from tests.test_routes_properties import SUMS

T = TypeVar("T")
ON = date(2026, 11, 24)
ROME = Path(__file__).resolve().parent.parent.parent / "shared" / "data" / "rome_v460"
THOROUGH = settings.get_current_profile_name() == "thorough"
rankings = st.sampled_from(SUMS)


def examples(number: int) -> settings:
    return settings(max_examples=number * 20 if THOROUGH else number, derandomize=not THOROUGH, deadline=None)


class Question(NamedTuple):
    """A map, and what is asked of it."""

    file: CareersFile
    asked: questions.Question

    def answer(self, by: By, k: int) -> Answer:
        return answer(Catalogue(self.file), replace(self.asked, by=by, k=k))

    def is_plain(self, by: By = "fastest") -> bool:
        return plain(OpenMap(Catalogue(self.file), self.asked), Ranking.by(by)) is not None


def searched(question: Question, by: By, k: int) -> Answer:
    """The answer of the general search, whatever the map."""
    with patch("pathways.routes.plain", return_value=None):
        return question.answer(by, k)


def sets(found: Answer) -> list[frozenset[str]]:
    return [frozenset(step.id for step in route.steps) for route in found.routes]


# --- random plain maps ----------------------------------------------------------------------------


class _Maker:
    """Draws plain maps: circles, steps side by side, entries from nowhere; few numbers, so that much ties."""

    def __init__(self, draw: st.DrawFn, most_nodes: int) -> None:
        self._draw = draw
        many = draw(st.integers(2, most_nodes))
        self.qualifications = [f"q{place}" for place in range(many // 2)]
        self.roles = [f"r{place}" for place in range(many - many // 2)]

    def one_of(self, *choices: T) -> T:
        return choices[self._draw(st.integers(0, len(choices) - 1))]

    def file(self, most_steps: int) -> CareersFile:
        names = self._draw(
            st.permutations([f"s{place}" for place in range(self.one_of(*range(2, most_steps)))])
        )
        return CareersFile(
            edition="random",
            as_of=ON,
            title=text("random"),
            licence="none",
            sources=(),
            qualifications=tuple(self.qualification(name) for name in self.qualifications),
            roles=tuple(Role(id=name, label=text(name)) for name in self.roles),
            steps=tuple(self.step(name) for name in names),
        )

    def qualification(self, name: str) -> Qualification:
        lapsed = (Registration(code="RNCP1", status="lapsed"),)
        return Qualification(id=name, label=text(name), kind="other", rncp=self.one_of((), (), lapsed))

    def step(self, name: str) -> Step:
        target = self.one_of(*self.qualifications, *self.roles)
        to_a_role = target in self.roles
        return Step(
            id=name,
            target=target,
            access=self.one_of(*(ENTRIES if to_a_role else TRAININGS)),
            months=None if to_a_role else self.one_of(None, *(Duration(min=n, max=12) for n in (3, 6, 12))),
            requires=self.requirement(),
            basis=self.one_of(Basis.STATED, Basis.STATED, Basis.ASSUMED),
        )

    def requirement(self) -> Requirement | None:
        """At most one node, and up to two conditions that cost the same whoever asks; sometimes nested."""
        parts = [self.named() for _ in range(self.one_of(0, 1, 1, 1, 1, 1))]
        parts += [self.constant() for _ in range(self.one_of(0, 0, 1, 2))]
        if not parts:
            return None
        if len(parts) == 1 and self.one_of(True, False):
            return parts[0]
        inside = AllOf(all_of=tuple(parts[1:]))
        return AllOf(all_of=(parts[0], inside) if self.one_of(True, False) and parts[1:] else tuple(parts))

    def named(self) -> Requirement:
        node, basis = self.one_of(*self.qualifications, *self.roles), self.one_of(None, None, Basis.ASSUMED)
        return InPost(in_post=node, basis=basis) if node in self.roles else Holds(holds=node, basis=basis)

    def constant(self) -> Requirement:
        basis = self.one_of(None, None, Basis.ASSUMED)
        if self.one_of(True, False):
            return NotPublished(not_published=text("?"), basis=basis)
        return EmployerDecision(employer_decision=True, basis=basis)

    def some_of(self, nodes: Sequence[str]) -> list[str]:
        return [node for node in nodes if self.one_of(True, False, False)]

    def profile(self) -> Profile:
        worked = {role: self.one_of(0, 6, 12) for role in self.some_of(self.roles)}
        return Profile(holds=self.some_of(self.qualifications), experience=worked)


@st.composite
def plain_questions(draw: st.DrawFn, most_nodes: int, most_steps: int) -> Question:
    maker = _Maker(draw, most_nodes)
    file, profile = maker.file(most_steps), maker.profile()
    had = {held.qualification for held in profile.holds} | {r for r, months in profile.experience if months}
    goals = [node for node in (*maker.qualifications, *maker.roles) if node not in had]
    assume(goals)
    ways: list[Access] = [maker.one_of(*TRAININGS)] if maker.one_of(False, False, False, True) else []
    asked = questions.Question(
        profile,
        maker.one_of(*goals),
        ON,
        bare_decisions=maker.one_of(True, True, False),
        only_by=frozenset(ways),
    )
    return Question(file, asked)


@examples(400)
@given(plain_questions(most_nodes=9, most_steps=26), rankings, st.integers(1, 12))
def test_the_best_along_paths_are_those_of_the_general_search(question: Question, by: By, k: int):
    """The whole answer: steps in order, totals, what they lean on; what is in the way where none is."""
    assert question.is_plain(by)
    assert question.answer(by, k) == searched(question, by, k)


@examples(300)
@given(plain_questions(most_nodes=5, most_steps=9), rankings, st.integers(1, 8))
def test_the_best_along_paths_are_those_of_plain_enumeration(question: Question, by: By, k: int):
    assume(not question.asked.only_by)
    options = Options(bare_decisions=question.asked.bare_decisions)
    asked = Asked(question.file, question.asked.profile, question.asked.goal, ON, options)
    expected = ranked(all_routes(asked), by, asked)[:k]
    found = question.answer(by, k)
    assert question.is_plain(by)
    assert sets(found) == [route.steps for route in expected]
    assert (found.complete, found.certain) == (True, len(expected))


# --- what is not plain ----------------------------------------------------------------------------


def small_question(requires: Any = None, **changes: Any) -> Question:
    """From r0 to r1 by one step, and to q0 by another; ``requires`` and ``changes`` are of the second."""
    ways = (
        Step(id="s0", target="r1", access=ENTRIES[0], requires=InPost(in_post="r0")),
        Step(id="s1", target="q0", access=TRAININGS[0], **{"requires": requires, **changes}),
    )
    file = CareersFile(
        edition="small",
        as_of=ON,
        title=text("small"),
        licence="none",
        sources=(),
        qualifications=(Qualification(id="q0", label=text("q0"), kind="other"),),
        roles=tuple(Role(id=name, label=text(name)) for name in ("r0", "r1")),
        steps=ways,
    )
    return Question(file, questions.Question(Profile(experience={"r0": 6}), "r1", ON))


def test_one_node_and_what_costs_the_same_whoever_asks_is_plain():
    constants = [{"not_published": text("?")}, {"employer_decision": True}]
    assert small_question().is_plain()
    assert small_question({"all_of": [{"in_post": "r0"}, {"all_of": constants}]}).is_plain()


NOT_PLAIN: dict[str, Any] = {
    "two nodes": {"all_of": [{"in_post": "r0"}, {"in_post": "r1"}]},
    "an alternative": {"any_of": [{"in_post": "r0"}, {"employer_decision": True}]},
    "an exclusion": {"none_of": [{"in_post": "r1"}]},
    "a way of preparing": {"holds": "q0", "prepared_by": ["initial"]},
    "practice": {"experience": {"months": 6, "roles": ["r0"]}},
    "a level": {"at_least_level": 4},
    "an age": {"age": {"min": 18}},
    "a licence": {"licence": "B"},
    "a status": {"status": "jobseeker"},
    "a node that is not on the map": {"in_post": "nowhere"},
}


@pytest.mark.parametrize("requires", NOT_PLAIN.values(), ids=NOT_PLAIN)
def test_a_map_with_any_other_condition_is_not_plain(requires: Any):
    assert not small_question(requires).is_plain()


@pytest.mark.parametrize("dated", [{"valid_from": ON}, {"valid_to": ON}])
def test_a_map_with_a_dated_step_is_not_plain(dated: dict[str, date]):
    assert not small_question(**dated).is_plain()


def test_a_map_with_a_qualification_that_closes_is_not_plain():
    question = small_question()
    closing = question.file.qualifications[0].model_copy(update={"closed_on": date(2030, 1, 1)})
    assert not question._replace(
        file=question.file.model_copy(update={"qualifications": (closing,)})
    ).is_plain()


def test_a_question_that_reads_conditions_otherwise_goes_the_general_way():
    question = small_question()
    for otherwise in ({"relax_advised": True}, {"practice_months": 6}):
        assert not question._replace(asked=replace(question.asked, **otherwise)).is_plain()


def test_what_the_question_may_not_use_is_not_looked_at():
    """Alternatives for training by one way only, when the person wants another."""
    either = AnyOf(any_of=(InPost(in_post="r0"), InPost(in_post="r1")))
    question = small_question(either)
    other_way = replace(question.asked, only_by=frozenset({TRAININGS[1]}))
    assert not question.is_plain()
    assert question._replace(asked=other_way).is_plain()


def test_the_network_is_made_once_for_all_who_may_use_the_same_steps():
    question = small_question()
    catalogue = Catalogue(question.file)
    one, other = (
        plain(OpenMap(catalogue, replace(question.asked, profile=someone)), Ranking.by("fastest"))
        for someone in (Profile(age=20), Profile(experience={"r0": 6}))
    )
    assert one is other is not None


# --- the national list of jobs --------------------------------------------------------------------


@pytest.mark.skipif(not ROME.exists(), reason=f"the release of ROME is not at {ROME}")
def test_on_the_real_list_of_jobs_a_hub_has_the_answers_of_the_general_search():
    """423 moves lead to K2111, the trainer."""
    catalogue = parse(import_rome(ROME, as_of=ON).raw)
    someone = Profile(experience={"a1201-bucheron": 12})
    for by in SUMS:
        asked = questions.Question(someone, "k2111-formateur", ON, k=10, by=by)
        along_paths = answer(catalogue, asked)
        with patch("pathways.routes.plain", return_value=None):
            assert along_paths == answer(catalogue, asked)
        assert len(along_paths.routes) == 10
