"""The plain enumeration, which judges the search, is judged on toy maps that are answered by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from pathways.catalogue import Catalogue
from pathways.model import Profile
from pathways.routes import Segment, find_routes
from tests.brute_force import Asked, By, Options, Totals, all_routes, ranked
from tests.replay import replay
from tests.toys import TODAY, toy


def asked(catalogue: Catalogue, goal: str, options: Options | None = None, **profile: Any) -> Asked:
    return Asked(catalogue.file, Profile(**profile), goal, TODAY, options or Options())


def told(question: Asked, by: By) -> list[tuple[list[str], list[Totals]]]:
    """The routes of a ranking, the best first: the ids of their steps, and their totals at their best."""
    routes = ranked(all_routes(question), by, question)
    return [(sorted(route.steps), sorted(route.best)) for route in routes]


def totals(months: int, unpaid: int = 0, gaps: int = 0, decisions: int = 0, doubts: int = 0) -> Totals:
    return Totals(months, unpaid, gaps, decisions, doubts)


def test_each_ranking_puts_another_way_first():
    """
    q ──initial 6──▶ job      p ──apprenticeship 12──▶ job      job ◀──(employer decides)── low, at once
    """
    catalogue = toy(
        {
            "q by initial": {"months": 6, "basis": "assumed"},
            "p by apprenticeship": {"months": 12},
            "low by recruitment": {},
            "job by recruitment": {"requires": {"any_of": [{"holds": "q"}, {"holds": "p"}]}},
            "job by promotion": {"requires": {"all_of": [{"in_post": "low"}, {"employer_decision": True}]}},
        }
    )
    promoted = (["job-by-promotion", "low-by-recruitment"], [totals(0, decisions=1)])
    school = (["job-by-recruitment", "q-by-initial"], [totals(6, unpaid=6, doubts=1)])
    contract = (["job-by-recruitment", "p-by-apprenticeship"], [totals(12)])
    assert told(asked(catalogue, "job"), "fastest") == [promoted, school, contract]
    assert told(asked(catalogue, "job"), "paid") == [promoted, contract, school]
    assert told(asked(catalogue, "job"), "surest") == [contract, school, promoted]


def test_practice_fills_what_is_lacking_and_a_circle_reaches_nothing():
    """
    low ──practise 24, of which 10 are had──▶ job      x ◀──▶ y: each needs the other
    """
    catalogue = toy(
        {
            "job by promotion": {"requires": {"experience": {"months": 24, "roles": ["low"]}}},
            "x by initial": {"months": 1, "requires": {"holds": "y"}},
            "y by initial": {"months": 1, "requires": {"holds": "x"}},
        },
        roles={"low": {}},
    )
    assert told(asked(catalogue, "job", experience={"low": 10}), "fastest") == [
        (["job-by-promotion"], [totals(14)])
    ]
    assert told(asked(catalogue, "job"), "fastest") == []
    assert told(asked(catalogue, "x"), "fastest") == []


def test_no_part_of_a_route_would_do_and_a_useless_training_is_in_none():
    """
    q, p ──▶ job, one of the two; r opens nothing, and is in no route
    """
    catalogue = toy(
        {
            "q by initial": {"months": 12},
            "p by initial": {"months": 6, "requires": {"any_of": [{"holds": "q"}, {"licence": "B"}]}},
            "r by initial": {"months": 1},
            "job by recruitment": {"requires": {"any_of": [{"holds": "q"}, {"holds": "p"}]}},
        }
    )
    assert told(asked(catalogue, "job"), "fastest") == [
        (["job-by-recruitment", "p-by-initial"], [totals(6, unpaid=6, doubts=1)]),
        (["job-by-recruitment", "q-by-initial"], [totals(12, unpaid=12)]),
    ]


def test_a_wait_for_an_age_is_unpaid_and_an_age_that_is_past_shuts():
    """
    q from 18 years on; p up to 17: one waits a year at 17, and is too late at 18
    """
    catalogue = toy(
        {
            "q by apprenticeship": {"months": 3, "requires": {"age": {"min": 18}}},
            "p by initial": {"months": 3, "requires": {"age": {"max": 17}}},
        }
    )
    assert told(asked(catalogue, "q", age=17), "paid") == [(["q-by-apprenticeship"], [totals(15, unpaid=12)])]
    assert told(asked(catalogue, "q"), "paid") == [(["q-by-apprenticeship"], [totals(3, doubts=1)])]
    assert told(asked(catalogue, "p", age=17), "paid") == [(["p-by-initial"], [totals(3, unpaid=3)])]
    assert told(asked(catalogue, "p", age=18), "paid") == []


def test_the_order_matters_where_one_step_shuts_another():
    """
    trade, then inspector: who is an inspector may not trade, and whoever trades first may do both
    """
    catalogue = toy(
        {
            "trade by recruitment": {"requires": {"none_of": [{"in_post": "inspector"}]}},
            "inspector by recruitment": {},
            "job by promotion": {"requires": {"all_of": [{"in_post": "trade"}, {"in_post": "inspector"}]}},
        }
    )
    assert told(asked(catalogue, "job"), "fastest") == [
        (["inspector-by-recruitment", "job-by-promotion", "trade-by-recruitment"], [totals(0)])
    ]
    assert told(asked(catalogue, "job", experience={"inspector": 1}), "fastest") == []


def test_months_without_a_date_only_ever_make_a_recent_experience_unknown():
    """
    job wants 12 months in low of the last two years; the profile's 12 may be older, and practice is not
    """
    practice = {"months": 12, "roles": ["low"], "within_years": 2}
    catalogue = toy({"job by promotion": {"requires": {"experience": practice}}}, roles={"low": {}})
    for had, best in ((1, totals(11, doubts=1)), (12, totals(0, doubts=1))):
        assert told(asked(catalogue, "job", experience={"low": had}), "surest") == [
            (["job-by-promotion"], [best])
        ]


def test_recent_practice_is_forgotten_during_a_long_training():
    """
    low ──practise 12──▶ q (36 months) ──▶ job, which wants 12 months in low of the last two years: again
    """
    recent = {"experience": {"months": 12, "roles": ["low"], "within_years": 2}}
    catalogue = toy(
        {
            "low by recruitment": {},
            "q by apprenticeship": {"months": 36, "requires": recent},
            "job by promotion": {"requires": {"all_of": [recent, {"holds": "q"}]}},
        }
    )
    steps = ["job-by-promotion", "low-by-recruitment", "q-by-apprenticeship"]
    assert told(asked(catalogue, "job"), "fastest") == [(steps, [totals(60)])]


def test_a_training_counts_as_practice_unless_it_must_be_outside_training():
    """
    q ──apprenticeship 12, counts in low──▶ job wants 24 in low; boss wants them outside training
    """
    worked = {"months": 24, "roles": ["low"]}
    catalogue = toy(
        {
            "low by recruitment": {},
            "q by apprenticeship": {"months": 12, "counts_as_experience": "low"},
            "job by promotion": {"requires": {"all_of": [{"holds": "q"}, {"experience": worked}]}},
            "boss by promotion": {
                "requires": {"all_of": [{"holds": "q"}, {"experience": {**worked, "outside_training": True}}]}
            },
        }
    )
    ((_, inside),) = told(asked(catalogue, "job"), "fastest")
    ((_, outside),) = told(asked(catalogue, "boss"), "fastest")
    assert (inside, outside) == ([totals(24)], [totals(36)])


@pytest.mark.parametrize(("until", "found"), [("2027-11-24", True), ("2027-11-23", False)])
def test_a_training_ends_by_the_last_day_of_its_qualification(until: str, found: bool):
    catalogue = toy({"q by initial": {"months": 12}}, qualifications={"q": {"closed_on": until}})
    assert bool(told(asked(catalogue, "q"), "fastest")) == found


def test_options_let_go_of_advice_admit_bare_decisions_and_set_the_length_of_practice():
    """
    job: advised q, and 24 assumed months in low; boss: an employer's word alone
    """
    conditions = [
        {"holds": "q", "nature": "advised"},
        {"experience": {"months": 24, "roles": ["low"]}, "basis": "assumed"},
    ]
    catalogue = toy(
        {
            "q by initial": {"months": 12},
            "job by promotion": {"requires": {"all_of": conditions}},
            "boss by recruitment": {"requires": {"employer_decision": True}},
        },
        roles={"low": {}},
    )
    shorter = Options(relax_advised=True, practice_months=6)
    assert told(asked(catalogue, "job", experience={"low": 1}), "fastest") == [
        (["job-by-promotion", "q-by-initial"], [totals(35, unpaid=12, doubts=1)])
    ]
    assert told(asked(catalogue, "job", shorter, experience={"low": 1}), "fastest") == [
        (["job-by-promotion"], [totals(5, doubts=1)])
    ]
    assert told(asked(catalogue, "boss"), "fastest") == []
    assert told(asked(catalogue, "boss", Options(bare_decisions=True)), "fastest") == [
        (["boss-by-recruitment"], [totals(0, decisions=1)])
    ]


def test_what_nobody_documents_is_a_gap_and_what_has_lapsed_a_doubt():
    """
    q: length unknown, registration ended the day before; job: q and something unpublished
    """
    ended = {"code": "RNCP1", "status": "registered", "until": "2026-11-23"}
    unpublished = {"not_published": {"fr": "?", "en": "?"}}
    catalogue = toy(
        {
            "q by initial": {},
            "job by recruitment": {"requires": {"all_of": [{"holds": "q"}, unpublished]}},
        },
        qualifications={"q": {"rncp": [ended]}},
    )
    ((_, best),) = told(asked(catalogue, "job"), "fastest")
    assert best == [totals(0, gaps=2, doubts=2)]


# --- the replay is not fooled ---------------------------------------------------------------------


def _a_route() -> tuple[Asked, tuple[Segment, ...]]:
    """low ──practise 24──▶ job, from 18 years on: enter, practise, wait, enter."""
    conditions = [{"experience": {"months": 24, "roles": ["low"]}}, {"age": {"min": 20}}, {"licence": "B"}]
    catalogue = toy(
        {"low by recruitment": {}, "job by promotion": {"requires": {"all_of": conditions}}},
    )
    question = asked(catalogue, "job", age=17)
    (route,) = find_routes(catalogue, question.profile, "job").routes
    assert [segment.kind for segment in route.segments] == ["enter", "practise", "wait", "enter"]
    return question, route.segments


def test_a_replay_follows_a_sound_route_to_the_goal():
    question, segments = _a_route()
    assert replay(question, segments, "fastest") is None


@pytest.mark.parametrize("left_out", [0, 1, 2, 3])
def test_a_replay_notices_each_segment_that_is_missing(left_out: int):
    question, segments = _a_route()
    assert replay(question, segments[:left_out] + segments[left_out + 1 :], "fastest") is not None


@pytest.mark.parametrize(
    ("place", "change"),
    [
        (1, {"months": 25, "months_max": 25}),
        (1, {"months_unpaid": 24}),
        (1, {"node": "job"}),
        (2, {"months": 11, "months_max": 11, "months_unpaid": 11}),
        (2, {"months_unpaid": 0}),
        (3, {"employer_decisions": 1}),
        (3, {"doubts": 0}),
        (3, {"gaps": 1}),
        (3, {"months": 1}),
        (3, {"node": "low"}),
    ],
)
def test_a_replay_notices_a_segment_that_says_something_else(place: int, change: dict[str, Any]):
    question, segments = _a_route()
    changed = (*segments[:place], replace(segments[place], **change), *segments[place + 1 :])
    assert replay(question, changed, "fastest") is not None
