"""The table of what is met, unknown and unmet, row by row, and what passing leans on."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import TypeAdapter

from pathways.eligibility import Eligibility, Situation, Verdict
from pathways.model import Experience, Profile, Requirement
from tests.toys import toy

READ = TypeAdapter(Requirement)
MET, UNKNOWN, UNMET = Verdict.MET, Verdict.UNKNOWN, Verdict.UNMET
CATALOGUE = toy(
    {},
    qualifications={
        "bac": {"level": 4, "family": "A", "vehicles": ["truck"]},
        "bts": {"level": 5, "family": "B", "kind": "bts"},
        "title": {"level": 5, "kind": "titre_professionnel"},
        "cqp": {"family": "A"},
        "foreign": {},
    },
    roles={
        "low": {"family": "A", "rung": {"echelon": 3}},
        "high": {"family": "A", "rung": {"echelon": 12}},
        "boss": {"family": "A", "rung": {"cadre": "II"}},
        "far": {"family": "B", "rung": {"echelon": 20}},
    },
)
ELIGIBILITY = Eligibility(CATALOGUE)
SILENT = {"not_published": {"fr": "?", "en": "?"}}


def read(requirement: dict[str, Any]) -> Requirement:
    return READ.validate_python(requirement)


def verdict(requirement: dict[str, Any], **profile: Any) -> Verdict:
    return ELIGIBILITY.verdict(read(requirement), Situation.of(Profile(**profile)))


@pytest.mark.parametrize(
    ("requirement", "profile", "expected"),
    [
        ({"holds": "bac"}, {}, UNMET),
        ({"holds": "bac"}, {"holds": ["bac"]}, MET),
        ({"holds": "bac", "prepared_by": ["vae"]}, {"holds": ["bac@vae"]}, MET),
        ({"holds": "bac", "prepared_by": ["vae"]}, {"holds": ["bac"]}, UNKNOWN),
        ({"holds": "bac", "prepared_by": ["vae"]}, {"holds": ["bac@initial"]}, UNMET),
        ({"at_least_level": 4}, {"holds": ["bts"]}, MET),
        ({"at_least_level": 4, "family": "A"}, {"holds": ["bts"]}, UNMET),
        ({"at_least_level": 5, "family": "A"}, {"holds": ["bac"]}, UNMET),
        ({"at_least_level": 4, "vehicles": ["car"]}, {"holds": ["bac"]}, UNMET),
        ({"at_least_level": 4, "vehicles": ["car"]}, {"holds": ["bts"]}, MET),
        ({"at_least_level": 4, "diploma": True}, {"holds": ["bts"]}, MET),
        ({"at_least_level": 4, "diploma": True}, {"holds": ["title"]}, UNMET),
        ({"at_least_level": 4}, {"holds": ["title"]}, MET),
        ({"at_least_level": 4, "family": "A"}, {"holds": ["cqp"]}, UNKNOWN),
        ({"at_least_level": 4, "family": "B"}, {"holds": ["cqp"]}, UNMET),
        ({"at_least_level": 4, "family": "B"}, {"holds": ["foreign"]}, UNKNOWN),
        ({"experience": {"months": 12, "roles": ["low"]}}, {"experience": {"low": 11}}, UNMET),
        ({"experience": {"months": 12, "roles": ["low"]}}, {"experience": {"low": 12}}, MET),
        ({"experience": {"months": 12, "roles": ["low", "far"]}}, {"experience": {"low": 6, "far": 6}}, MET),
        ({"experience": {"months": 12, "family": "A"}}, {"experience": {"far": 24}}, UNMET),
        (
            {"experience": {"months": 12, "family": "A", "min_echelon": 12}},
            {"experience": {"low": 24}},
            UNMET,
        ),
        ({"experience": {"months": 12, "family": "A", "min_echelon": 12}}, {"experience": {"boss": 12}}, MET),
        (
            {"experience": {"months": 12, "roles": ["low"], "within_years": 5}},
            {"experience": {"low": 99}},
            UNKNOWN,
        ),
        ({"age": {"min": 18}}, {}, UNKNOWN),
        ({"age": {"min": 18}}, {"age": 17}, UNMET),
        ({"age": {"min": 18, "max": 29}}, {"age": 29}, MET),
        ({"age": {"max": 29}}, {"age": 30}, UNMET),
        ({"licence": "B"}, {"licences": ["C"]}, UNKNOWN),
        ({"licence": "B"}, {"licences": ["B"]}, MET),
        ({"status": "jobseeker"}, {}, UNKNOWN),
        ({"status": "jobseeker"}, {"statuses": ["jobseeker"]}, MET),
        ({"in_post": "low"}, {}, UNMET),
        ({"in_post": "low"}, {"experience": {"low": 0}}, UNMET),
        ({"in_post": "low"}, {"experience": {"low": 1}}, MET),
        ({"employer_decision": True}, {}, UNKNOWN),
        (SILENT, {}, UNKNOWN),
        ({"all_of": [{"licence": "B"}, {"holds": "bac"}]}, {}, UNMET),
        ({"all_of": [{"licence": "B"}, {"holds": "bac"}]}, {"holds": ["bac"]}, UNKNOWN),
        ({"any_of": [{"licence": "B"}, {"holds": "bac"}]}, {}, UNKNOWN),
        ({"any_of": [{"licence": "B"}, {"holds": "bac"}]}, {"holds": ["bac"]}, MET),
        ({"none_of": [{"status": "trades"}]}, {}, UNKNOWN),
        ({"none_of": [{"status": "trades"}]}, {"statuses": ["trades"]}, UNMET),
        ({"none_of": [{"holds": "bac"}, {"in_post": "low"}]}, {}, MET),
        ({"none_of": [{"holds": "bac"}, {"in_post": "low"}]}, {"experience": {"low": 1}}, UNMET),
    ],
)
def test_each_condition_has_three_values(
    requirement: dict[str, Any], profile: dict[str, Any], expected: Verdict
):
    assert verdict(requirement, **profile) is expected


def test_asking_for_nothing_is_met():
    assert ELIGIBILITY.verdict(None, Situation()) is MET


def test_a_level_that_nobody_states_counts_only_where_it_was_brought():
    """A CQP without a level may be assessed when a person brings it; no route plans on it."""
    asked = read({"at_least_level": 4, "family": "A"})
    on_the_way = Situation.of(Profile()).obtained("cqp", "vae")  # type: ignore[arg-type]
    assert ELIGIBILITY.verdict(asked, on_the_way) is UNMET


def test_practice_on_the_route_grows_old():
    leaf = read({"experience": {"months": 12, "roles": ["low"], "within_years": 1}})
    done = Situation.of(Profile()).practised("low", 12)
    assert ELIGIBILITY.verdict(leaf, done) is MET
    assert ELIGIBILITY.verdict(leaf, done.later(1)) is UNMET


@pytest.mark.parametrize(
    ("within", "later", "missing"),
    [(None, 0, 4), (None, 60, 4), (1, 0, 4), (1, 3, 12), (2, 10, 4), (2, 20, 12)],
)
def test_what_is_missing_is_what_makes_it_met(within: int | None, later: int, missing: int):
    """Eight months of twelve are done; those that grow too old have to be done again."""
    asked: dict[str, Any] = {"months": 12, "roles": ["low"], "within_years": within}
    leaf = read({"experience": {key: value for key, value in asked.items() if value is not None}})
    assert isinstance(leaf, Experience)
    person = Situation.of(Profile()).practised("low", 8).later(later)
    assert ELIGIBILITY.missing_months(leaf.experience, person) == missing
    assert ELIGIBILITY.verdict(leaf, person.practised("low", missing - 1)) is UNMET
    assert ELIGIBILITY.verdict(leaf, person.practised("low", missing)) is MET


def test_a_recency_shorter_than_the_length_can_never_be_reached():
    leaf = read({"experience": {"months": 36, "roles": ["low"], "within_years": 1}})
    assert isinstance(leaf, Experience)
    assert ELIGIBILITY.missing_months(leaf.experience, Situation()) is None


@pytest.mark.parametrize(
    ("requirement", "profile", "counts"),
    [
        ({"holds": "bac"}, {"holds": ["bac"]}, [(0, 0, 0)]),
        ({"holds": "bac", "basis": "assumed"}, {"holds": ["bac"]}, [(0, 0, 1)]),
        ({"licence": "B"}, {}, [(0, 0, 1)]),
        ({"licence": "B", "basis": "assumed"}, {}, [(0, 0, 2)]),
        (SILENT, {}, [(1, 0, 1)]),
        ({"employer_decision": True}, {}, [(0, 1, 0)]),
        ({"holds": "bac"}, {}, []),
        ({"any_of": [SILENT, {"employer_decision": True}]}, {}, [(0, 1, 0), (1, 0, 1)]),
        ({"any_of": [SILENT, {"licence": "B"}]}, {}, [(0, 0, 1)]),
        ({"all_of": [SILENT, {"employer_decision": True}, {"licence": "B"}]}, {}, [(1, 1, 2)]),
        ({"none_of": [{"status": "trades"}, {"licence": "B"}]}, {}, [(0, 0, 1)]),
    ],
)
def test_passing_leans_on_counts_and_the_better_branch_is_leaned_on(
    requirement: dict[str, Any], profile: dict[str, Any], counts: list[tuple[int, int, int]]
):
    leans = ELIGIBILITY.leans(read(requirement), Situation.of(Profile(**profile)))
    assert [lean.counts for lean in leans] == counts
