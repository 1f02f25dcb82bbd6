"""Routes on toy maps whose whole answer is stated; the properties are in ``test_routes_properties``."""

from __future__ import annotations

from datetime import date

import pytest

from pathways.errors import BadValue, UnknownId
from pathways.model import Profile
from pathways.questions import Question
from pathways.routes import answer, find_routes
from tests.toys import TODAY, all_walked, toy, walked

TWO_YEARS_IN_LOW = {"experience": {"months": 24, "roles": ["low"]}, "basis": "assumed"}


def test_the_shorter_of_two_ways_comes_first_and_both_are_found():
    """q ──12──▶ job ◀──6── p"""
    catalogue = toy(
        {
            "q by initial": {"months": 12},
            "p by initial": {"months": 6},
            "job by recruitment": {"requires": {"any_of": [{"holds": "q"}, {"holds": "p"}]}},
        }
    )
    found = find_routes(catalogue, Profile(), "job")
    assert all_walked(found) == [["train p 6", "enter job"], ["train q 12", "enter job"]]
    assert found.complete
    assert found.certain == 2


def test_a_detour_through_what_is_not_needed_is_no_route():
    """q and p both open the job: taking both is reducible."""
    catalogue = toy(
        {
            "q by initial": {"months": 12},
            "p by initial": {"months": 6, "requires": {"holds": "q"}},
            "job by recruitment": {"requires": {"any_of": [{"holds": "q"}, {"holds": "p"}]}},
        }
    )
    assert all_walked(find_routes(catalogue, Profile(), "job")) == [["train q 12", "enter job"]]


def test_all_parts_of_a_condition_are_obtained():
    catalogue = toy(
        {
            "q by initial": {"months": 12},
            "p by initial": {"months": 6},
            "job by recruitment": {"requires": {"all_of": [{"holds": "q"}, {"holds": "p"}]}},
        }
    )
    (route,) = find_routes(catalogue, Profile(), "job").routes
    assert sorted(walked(route)) == ["enter job", "train p 6", "train q 12"]
    assert route.months == 18


def test_what_is_held_is_not_obtained_again():
    catalogue = toy({"q by initial": {"months": 12}, "job by recruitment": {"requires": {"holds": "q"}}})
    assert all_walked(find_routes(catalogue, Profile(holds=["q"]), "job")) == [["enter job"]]
    assert find_routes(catalogue, Profile(holds=["q"]), "q").held_already


def test_missing_months_are_practised_in_a_role_that_counts():
    """low ──24 months──▶ high, 10 of them worked before"""
    catalogue = toy(
        {"low by recruitment": {}, "high by recruitment": {"requires": TWO_YEARS_IN_LOW}}, roles={"low": {}}
    )
    assert all_walked(find_routes(catalogue, Profile(experience={"low": 10}), "high")) == [
        ["practise low 14", "enter high"]
    ]
    (route,) = find_routes(catalogue, Profile(), "high").routes
    assert walked(route) == ["enter low", "practise low 24", "enter high"]
    assert (route.months, route.months_unpaid, route.doubts) == (24, 0, 1)


def test_months_practised_for_one_condition_count_for_the_next():
    """low ──24──▶ high ──36 in low or high──▶ top: twelve months more, not thirty-six"""
    catalogue = toy(
        {
            "low by recruitment": {},
            "high by recruitment": {"requires": TWO_YEARS_IN_LOW},
            "top by recruitment": {
                "requires": {
                    "all_of": [{"in_post": "high"}, {"experience": {"months": 36, "roles": ["low", "high"]}}]
                }
            },
        }
    )
    (route,) = find_routes(catalogue, Profile(), "top").routes
    assert route.months == 36


def test_a_person_waits_for_an_age_and_training_shortens_the_wait():
    catalogue = toy(
        {
            "q by initial": {"months": 12},
            "job by recruitment": {"requires": {"all_of": [{"holds": "q"}, {"age": {"min": 20}}]}},
        }
    )
    (route,) = find_routes(catalogue, Profile(age=17), "job").routes
    assert walked(route) == ["train q 12", "wait job 24", "enter job"]
    assert route.months_unpaid == 36


def test_an_age_waited_for_once_serves_the_next_step_too():
    catalogue = toy(
        {
            "q by initial": {"months": 12, "requires": {"age": {"min": 20}}},
            "job by recruitment": {"requires": {"all_of": [{"holds": "q"}, {"age": {"min": 20}}]}},
        }
    )
    (route,) = find_routes(catalogue, Profile(age=17), "job").routes
    assert walked(route) == ["wait q 36", "train q 12", "enter job"]


def test_time_alone_is_no_reason_for_a_training():
    """Nobody trains for two years only to be two years older."""
    catalogue = toy(
        {"q by initial": {"months": 24}, "job by recruitment": {"requires": {"age": {"min": 20}}}}
    )
    assert all_walked(find_routes(catalogue, Profile(age=18), "job")) == [["wait job 24", "enter job"]]


def test_an_upper_age_limit_puts_the_limited_training_first():
    catalogue = toy(
        {
            "slow by initial": {"months": 36},
            "young by apprenticeship": {"months": 12, "requires": {"age": {"max": 29}}},
            "job by recruitment": {"requires": {"all_of": [{"holds": "slow"}, {"holds": "young"}]}},
        }
    )
    (route,) = find_routes(catalogue, Profile(age=28), "job").routes
    assert walked(route) == ["train young 12", "train slow 36", "enter job"]


def test_an_age_that_is_passed_blocks_and_the_answer_names_it():
    catalogue = toy({"q by apprenticeship": {"months": 12, "requires": {"age": {"max": 29}}}})
    found = find_routes(catalogue, Profile(age=30), "q")
    assert not found.routes
    assert [(block.reason, block.node) for block in found.blocked_by] == [("age", "q")]


def test_an_unsaid_age_is_to_be_confirmed_and_makes_nobody_wait():
    catalogue = toy({"job by recruitment": {"requires": {"age": {"min": 20}}}})
    (route,) = find_routes(catalogue, Profile(), "job").routes
    assert walked(route) == ["enter job"]
    assert len(route.to_confirm) == route.doubts == 1


def test_an_incompatibility_shuts_what_it_names_and_the_answer_says_so():
    catalogue = toy(
        {"job by recruitment": {"requires": {"none_of": [{"holds": "q"}]}}}, qualifications={"q": {}}
    )
    assert all_walked(find_routes(catalogue, Profile(), "job")) == [["enter job"]]
    blocked = find_routes(catalogue, Profile(holds=["q"]), "job")
    assert [block.reason for block in blocked.blocked_by] == ["incompatible"]


def test_a_step_is_taken_before_what_would_shut_it():
    """job excludes holders of q; top needs both: the job comes first."""
    catalogue = toy(
        {
            "q by initial": {"months": 12},
            "job by recruitment": {"requires": {"none_of": [{"holds": "q"}]}},
            "top by recruitment": {"requires": {"all_of": [{"holds": "q"}, {"in_post": "job"}]}},
        }
    )
    assert all_walked(find_routes(catalogue, Profile(), "top")) == [["enter job", "train q 12", "enter top"]]


def test_how_a_diploma_was_prepared_decides_and_unsaid_is_to_be_confirmed():
    catalogue = toy(
        {"job by recruitment": {"requires": {"holds": "bac", "prepared_by": ["apprenticeship"]}}},
        qualifications={"bac": {}},
    )
    assert find_routes(catalogue, Profile(holds=["bac@apprenticeship"]), "job").routes[0].doubts == 0
    assert find_routes(catalogue, Profile(holds=["bac"]), "job").routes[0].doubts == 1
    assert not find_routes(catalogue, Profile(holds=["bac@initial"]), "job").routes


def test_a_step_that_nobody_documents_does_not_win_by_its_silence():
    """An unknown length is a gap, counted before months, and the total is a lower bound."""
    catalogue = toy(
        {
            "known by initial": {"months": 24},
            "silent by continuing": {},
            "job by recruitment": {"requires": {"any_of": [{"holds": "known"}, {"holds": "silent"}]}},
        }
    )
    first, second = find_routes(catalogue, Profile(), "job").routes
    assert (walked(first), first.gaps, first.at_least) == (["train known 24", "enter job"], 0, False)
    assert (walked(second), second.gaps, second.at_least) == (["train silent ?", "enter job"], 1, True)
    assert second.months_max is None


def test_an_unpublished_condition_is_a_gap_and_to_be_confirmed():
    unknown = {"not_published": {"fr": "?", "en": "?"}}
    (route,) = find_routes(toy({"q by initial": {"months": 6, "requires": unknown}}), Profile(), "q").routes
    assert (route.gaps, route.doubts, len(route.to_confirm)) == (1, 1, 1)


def test_a_bare_decision_is_no_route_unless_asked_for():
    catalogue = toy({"job by recruitment": {"requires": {"employer_decision": True}}})
    assert [b.reason for b in find_routes(catalogue, Profile(), "job").blocked_by] == ["only_a_decision"]
    (route,) = find_routes(catalogue, Profile(), "job", bare_decisions=True).routes
    assert route.employer_decisions == 1


def test_a_route_without_a_decision_comes_before_an_equal_one_with_it():
    decided = {"all_of": [{"in_post": "low"}, {"employer_decision": True}]}
    catalogue = toy(
        {
            "low by recruitment": {},
            "high by promotion": {"requires": decided},
            "high by recruitment": {"requires": {"in_post": "low"}},
        }
    )
    found = find_routes(catalogue, Profile(), "high").routes
    assert [route.employer_decisions for route in found] == [0, 1]


def test_paid_prefers_alternance_and_surest_prefers_what_is_stated():
    catalogue = toy(
        {
            "school by initial": {"months": 12},
            "work by apprenticeship": {"months": 24},
            "guess by apprenticeship": {"months": 6, "basis": "assumed"},
            "job by recruitment": {
                "requires": {"any_of": [{"holds": q} for q in ("school", "work", "guess")]}
            },
        }
    )
    best = {by: walked(find_routes(catalogue, Profile(), "job", by=by, k=1).routes[0])[0] for by in
            ("fastest", "paid", "surest")}  # fmt: skip
    assert best == {"fastest": "train guess 6", "paid": "train guess 6", "surest": "train school 12"}


def test_advice_can_be_let_go():
    advised = {"holds": "bac", "nature": "advised"}
    catalogue = toy(
        {"bac by initial": {"months": 36}, "cqp by professionalisation": {"months": 12, "requires": advised}}
    )
    assert find_routes(catalogue, Profile(), "cqp").routes[0].months == 48
    assert find_routes(catalogue, Profile(), "cqp", relax_advised=True).routes[0].months == 12


def test_an_assumed_length_of_practice_is_the_askers_to_change_and_a_stated_one_is_not():
    stated = {"experience": {"months": 24, "roles": ["low"]}}
    catalogue = toy(
        {
            "low by recruitment": {},
            "high by recruitment": {"requires": TWO_YEARS_IN_LOW},
            "law by recruitment": {"requires": stated},
        }
    )
    assert find_routes(catalogue, Profile(), "high", practice_months=6).routes[0].months == 6
    assert find_routes(catalogue, Profile(), "law", practice_months=6).routes[0].months == 24


def test_a_lapsed_registration_passes_as_a_doubt_and_a_closed_one_not_at_all():
    lapsed = {"rncp": [{"code": "RNCP1", "status": "lapsed", "until": "2026-08-31"}]}
    closed = {"closed_on": "2026-12-31"}
    catalogue = toy(
        {"old by initial": {"months": 6}, "shut by initial": {"months": 6}},
        qualifications={"old": lapsed, "shut": closed},
    )
    (route,) = find_routes(catalogue, Profile(), "old").routes
    assert (route.doubts, route.segments[0].lapsed) == (1, True)
    assert [b.reason for b in find_routes(catalogue, Profile(), "shut").blocked_by] == ["closed"]
    assert find_routes(catalogue, Profile(), "shut", on=date(2026, 1, 1)).routes


def test_a_step_that_begins_later_is_waited_for_and_one_that_has_ended_is_gone():
    catalogue = toy(
        {
            "new by initial": {"months": 12, "valid_from": "2027-02-24"},
            "past by initial": {"months": 12, "valid_to": "2026-11-23"},
        }
    )
    assert all_walked(find_routes(catalogue, Profile(), "new", on=TODAY)) == [["wait new 3", "train new 12"]]
    assert not find_routes(catalogue, Profile(), "past", on=TODAY).routes


def test_a_route_practises_only_while_the_practice_is_recent_enough():
    """Five years of study after the practice would make it too old: it comes last."""
    recent = {"experience": {"months": 12, "roles": ["low"], "within_years": 2}}
    catalogue = toy(
        {
            "low by recruitment": {},
            "long by initial": {"months": 60},
            "job by recruitment": {"requires": {"all_of": [{"holds": "long"}, recent]}},
        }
    )
    (route,) = find_routes(catalogue, Profile(), "job").routes
    assert walked(route) == ["train long 60", "enter low", "practise low 12", "enter job"]


def test_months_worked_before_carry_no_date_so_a_recency_is_to_be_confirmed():
    recent = {"experience": {"months": 12, "roles": ["low"], "within_years": 2}}
    catalogue = toy({"job by recruitment": {"requires": recent}}, roles={"low": {}})
    (route,) = find_routes(catalogue, Profile(experience={"low": 40}), "job").routes
    assert (walked(route), route.doubts) == (["enter job"], 1)


def test_a_circle_of_requirements_is_an_answer_and_no_hang():
    catalogue = toy(
        {
            "a by initial": {"months": 1, "requires": {"holds": "b"}},
            "b by initial": {"months": 1, "requires": {"holds": "a"}},
        }
    )
    found = find_routes(catalogue, Profile(), "a")
    assert not found.routes
    assert {block.node for block in found.blocked_by} == {"a", "b"}


def test_a_search_cut_short_says_so_and_what_is_certain():
    steps: dict[str, dict[str, object]] = {f"q{i} by initial": {"months": i + 1} for i in range(6)}
    steps["job by recruitment"] = {"requires": {"any_of": [{"holds": f"q{i}"} for i in range(6)]}}
    question = Question(Profile(), "job", TODAY, k=6)
    cut = answer(toy(steps), question, most_plans=5)
    assert not cut.complete
    assert 0 < cut.certain == len(cut.routes) < 6


def test_thirty_nested_conditions_are_bounded():
    """Each of thirty diplomas has two ways in: a thousand million plans, one answer."""
    steps: dict[str, dict[str, object]] = {}
    for i in range(30):
        steps[f"a{i} by initial"] = {"months": 1}
        steps[f"b{i} by initial"] = {"months": 2}
    either = [{"any_of": [{"holds": f"a{i}"}, {"holds": f"b{i}"}]} for i in range(30)]
    steps["job by recruitment"] = {"requires": {"all_of": either}}
    found = answer(toy(steps), Question(Profile(), "job", TODAY, k=1), most_plans=2_000)
    assert found.complete
    assert found.routes[0].months == 30


def test_too_many_trainings_that_count_are_bounded_and_the_answer_says_so():
    """Forty trainings of a month each count as work: any twenty of them would do."""
    steps: dict[str, dict[str, object]] = {
        f"q{i} by apprenticeship": {"months": 1, "counts_as_experience": "work"} for i in range(40)
    }
    steps["job by recruitment"] = {"requires": {"experience": {"months": 20, "roles": ["work"]}}}
    found = answer(toy(steps, roles={"work": {}}), Question(Profile(), "job", TODAY, k=1), most_plans=50)
    assert [(route.months, len(route.steps)) for route in found.routes] == [(20, 21)]
    assert (found.complete, found.certain) == (False, 0)


@pytest.mark.parametrize("k", [0, -1])
def test_asking_for_no_route_is_refused(k: int):
    with pytest.raises(BadValue, match="at least one route"):
        find_routes(toy({"q by initial": {}}), Profile(), "q", k=k)


def test_an_unknown_goal_names_the_nearest():
    with pytest.raises(UnknownId, match="bac-pro"):
        find_routes(toy({"bac-pro by initial": {}}), Profile(), "bac-pri")


def test_a_role_held_as_a_qualification_is_refused():
    catalogue = toy({"job by recruitment": {}})
    with pytest.raises(UnknownId):
        find_routes(catalogue, Profile(holds=["job"]), "job")
    with pytest.raises(UnknownId):
        find_routes(catalogue, Profile(experience={"nowhere": 3}), "job")
