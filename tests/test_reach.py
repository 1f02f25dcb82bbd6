"""What a profile can get to: the whole answer on the small map, the union of the routes on random ones."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from typer.testing import CliRunner

from pathways.cards import Writer
from pathways.catalogue import Catalogue, parse
from pathways.cli import app
from pathways.errors import UnknownId
from pathways.model import Profile
from pathways.questions import Question
from pathways.reach import reach, reached_in
from pathways.routes import find_routes
from pathways.sheets.reach import reach_sheet
from tests.maps import Question as Asked
from tests.maps import questions
from tests.small_map import SMALL, small, small_raw
from tests.test_wording import plain


def months(profile: Profile, within: int | None = None) -> dict[str, int]:
    return {each.node: each.months for each in reach(small(), profile, within=within)}


def test_the_whole_of_what_a_school_leaver_can_get_to_is_told_with_its_months():
    """
    From nothing at 15: CAP (24) and bac pro (36) at school, the CQP by contract (14), which counts as work.
    The technician asks for a bac pro by apprenticeship, after the CAP (24 + 24); the adviser for ten months
    more than the CQP counts; the instructor's title for an age of 20 (60 + 8). Not the engineer's degree,
    which has lapsed, nor the chief's role, which asks for it.
    """
    found = months(Profile(age=15))
    assert found == {
        "cap-mecano": 24,
        "a-3-1-mecanicien": 24,
        "bac-pro-camion": 36,
        "g-9-1-controleur": 36,
        "a-9-1-technicien": 48,
        "cqp-expert-camion": 50,
        "a-12-2-technicien-expert": 50,
        "a-20-1-receptionnaire": 60,
        "titre-moniteur": 68,
    }


def test_what_is_held_or_done_already_is_not_reached_again():
    someone = Profile(holds=["cap-mecano"], experience={"a-3-1-mecanicien": 12})
    assert not {"cap-mecano", "a-3-1-mecanicien"} & months(someone).keys()


def test_within_a_time_what_takes_longer_is_left_out():
    someone = Profile(age=15)
    whole = months(someone)
    for limit in (0, 24, 50, 61):
        assert months(someone, limit) == {node: each for node, each in whole.items() if each <= limit}


def test_the_soonest_comes_first():
    found = [(each.months, each.node) for each in reach(small(), Profile(age=15))]
    assert found == sorted(found)


def test_how_far_it_is_gets_told_up_to_the_last_goal():
    told: list[tuple[int, int]] = []
    found = reach(small(), Profile(age=15), progress=lambda done, total: told.append((done, total)))
    assert [done for done, _ in told] == list(range(1, len(told) + 1))
    assert told[-1][0] == told[-1][1] >= len(found)


def test_a_profile_that_names_what_the_map_does_not_have_is_refused():
    with pytest.raises(UnknownId, match="cap-mecanno"):
        reach(small(), Profile(holds=["cap-mecanno"]))


def test_neither_the_goal_nor_the_ranking_nor_the_number_of_routes_of_a_question_matters():
    question = Question(Profile(age=15), "cap-mecano", small().file.as_of, k=3, by="surest")
    assert reached_in(small(), question, None) == reach(small(), Profile(age=15))


def test_an_unknown_length_is_never_at_once_and_comes_last():
    raw = small_raw()
    (school,) = [step for step in raw["steps"] if step["id"] == "cap-mecano-initial"]
    school["months"] = None
    catalogue = parse(raw)
    sheet = reach_sheet(
        Writer(catalogue, "en", catalogue.file.as_of), reach(catalogue, Profile(age=15), within=36), 36
    )
    assert [(line.text, [each.node for each in line.children]) for line in sheet.sure] == [
        ("3 years", ["g-9-1-controleur", "bac-pro-camion"]),
        ("unknown length", ["a-3-1-mecanicien", "cap-mecano"]),
    ]


def test_what_hangs_on_a_condition_to_confirm_is_never_counted_as_within_reach():
    raw = small_raw()
    (school,) = [step for step in raw["steps"] if step["id"] == "cap-mecano-initial"]
    school["requires"] = {"not_published": {"fr": "une place", "en": "a place"}}
    school["months"] = {"min": 36, "max": 36}
    catalogue = parse(raw)
    reached = reach(catalogue, Profile(age=15), within=36)
    sheet = reach_sheet(Writer(catalogue, "en", catalogue.file.as_of), reached, 36)
    assert plain(sheet.message) == (
        "2 qualifications and roles within reach in 3 years at most, "
        "and 2 perhaps: a condition is left to confirm, or an employer decides"
    )
    ((sure,), (perhaps,)) = sheet.sure, sheet.perhaps
    assert [line.text for line in sure.children] == [
        "Vehicle inspector (échelon 9)",
        "Vocational baccalaureate in road transport vehicle maintenance",
    ]
    assert [line.text for line in perhaps.children] == [
        "Maintenance mechanic (échelon 3, 1 condition to confirm)",
        "Vocational certificate in vehicle maintenance (1 condition to confirm)",
    ]


@given(asked=questions())
@settings(max_examples=200, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
def test_what_is_within_reach_is_what_has_a_route_and_its_months_are_those_of_the_fastest(asked: Asked):
    catalogue, options = Catalogue(asked.file), asked.options._asdict()
    found = {each.node: each for each in reach(catalogue, asked.profile, on=asked.on, **options)}
    for node in catalogue.nodes:
        answer = find_routes(catalogue, asked.profile, node, on=asked.on, k=1, **options)
        assert (node in found) is bool(answer.routes)
        if answer.routes:
            assert found[node].route == answer.routes[0]
            assert found[node].months == answer.routes[0].months
            assert found[node].is_fastest


# --- the command ----------------------------------------------------------------------------------


def run(*options: str) -> tuple[int, str]:
    shown = CliRunner().invoke(app, ["reach", "--data", str(SMALL), *options])
    return shown.exit_code, plain(shown.stdout)


def test_the_command_lists_what_is_within_reach_by_time():
    code, text = run("--age", "15", "--within", "36", "--lang", "en")
    assert code == 0
    assert text.splitlines()[:6] == [
        "4 qualifications and roles within reach in 3 years at most",
        "24 months",
        "  - Maintenance mechanic (échelon 3)",
        "  - Vocational certificate in vehicle maintenance",
        "3 years",
        "  - Vehicle inspector (échelon 9)",
    ]


def test_the_command_answers_in_json_with_the_steps_of_each_route():
    code, text = run("--age", "15", "--format", "json")
    reached = {each["node"]: each for each in json.loads(text)["reached"]}
    assert code == 0
    assert reached["a-9-1-technicien"]["steps"] == [
        "cap-mecano-initial", "bac-pro-camion-apprenticeship", "a-9-1-by-bac",
    ]  # fmt: skip
    assert reached["a-20-1-receptionnaire"]["employer_decisions"] == 1


def test_nothing_within_reach_is_an_answer_of_its_own():
    code, text = run("--age", "15", "--within", "0")
    assert (code, text.splitlines()[0]) == (1, "0 qualification ou métier à portée tout de suite")
