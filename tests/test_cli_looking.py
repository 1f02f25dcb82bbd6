"""The commands ``validate``, ``search`` and ``card``: answers in text and JSON, and exit codes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from pathways.catalogue import DATA_VARIABLE
from pathways.cli import app
from tests.small_map import DATA, SMALL
from tests.test_wording import plain


@pytest.fixture(autouse=True)
def small_map(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every command asks the small map unless it names another."""
    monkeypatch.setenv(DATA_VARIABLE, str(SMALL))


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(each) for each in arguments])


def asked(*arguments: object) -> tuple[int, list[str]]:
    """The exit code and the lines of an answer."""
    result = run(*arguments)
    return result.exit_code, plain(result.stdout).splitlines()


def refused(*arguments: object) -> list[str]:
    """The lines told of a question that cannot be understood."""
    result = run(*arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    return plain(result.stderr).splitlines()


def as_json(*arguments: object) -> Any:
    return json.loads(run(*arguments, "--format", "json").stdout)


# --- validate -------------------------------------------------------------------------------------


def test_a_sound_file_is_valid():
    code, lines = asked("validate", SMALL, "--lang", "en")
    assert (code, lines) == (0, [f"{SMALL}: no problem"])


def test_without_a_file_the_map_in_use_is_validated():
    assert asked("validate")[1] == [f"{SMALL} : aucun problème"]


def test_every_problem_has_a_line_and_the_exit_code_says_no():
    file = DATA / "invalid" / "unknown-in-holds.json"
    assert asked("validate", file, "--lang", "en") == (
        1,
        [
            f"{file}: 1 problem",
            (
                'steps[1] "mecanicien-by-bac" requires.holds: '
                "there is no qualification 'bacc' — did you mean 'bac'?"
            ),
        ],
    )


def test_problems_in_json_keep_place_cause_and_remedy_apart():
    answer = as_json("validate", DATA / "invalid" / "truncated.json")
    assert answer["problems"] == [
        {
            "where": "line 20, column 99",
            "what": "the file stops in the middle",
            "remedy": "it was cut short: fetch or save it again",
        }
    ]
    assert as_json("validate", SMALL)["problems"] == []


def test_a_file_that_is_not_there_is_no_question():
    (line,) = refused("validate", "gone.json", "--lang", "en")
    assert line.startswith("The data file cannot be read: gone.json")


# --- search ---------------------------------------------------------------------------------------


def test_search_says_through_which_former_title_it_found():
    assert asked("search", "maintenance de véhicules industriels", "--lang", "fr") == (
        0,
        [
            (
                "bac-pro-camion: Bac pro Maintenance des véhicules de transport routier "
                "(par l’ancien nom « Bac pro Maintenance de véhicules industriels »)"
            )
        ],
    )


def test_search_in_json_gives_id_label_and_what_matched():
    assert as_json("search", "A.12.2", "--lang", "en")["hits"] == [
        {
            "id": "a-12-2-technicien-expert",
            "label": "Expert after-sales technician",
            "through": "code",
            "matched": "A.12.2",
            "exact": True,
        }
    ]


def test_search_gives_no_more_hits_than_asked():
    assert len(as_json("search", "technicien", "--limit", 1)["hits"]) == 1


def test_a_search_without_hits_is_answered_with_no():
    code, lines = asked("search", "boulanger")
    assert (code, lines) == (
        1,
        ["Rien dans cette carte ne s’appelle « boulanger », ni aujourd’hui ni autrefois."],
    )
    told = as_json("search", "boulanger")
    assert (told["hits"], told["guesses"]) == ([], [])


def test_a_search_without_hits_says_what_may_be_meant():
    code, lines = asked("search", "camionneur")
    assert code == 1
    assert lines[:2] == [
        "Rien dans cette carte ne s’appelle « camionneur », ni aujourd’hui ni autrefois.",
        "Peut-être :",
    ]
    told = as_json("search", "camionneur")
    assert lines[2].startswith(f"{told['guesses'][0]['id']}: ")
    assert not any(guess["exact"] for guess in told["guesses"])


# --- card -----------------------------------------------------------------------------------------


def test_a_card_begins_with_title_kind_and_date():
    code, lines = asked("card", "cqp-expert-camion", "--lang", "en")
    assert code == 0
    assert lines[:3] == [
        "Expert after-sales technician, trucks",
        (
            "branch certificate (CQP) · French level 5 (two years after the baccalaureate), EQF 5 · "
            "Maintenance · échelon 12 on the branch’s pay scale"
        ),
        "On 24 November 2026, edition small.1",
    ]


def test_a_card_is_in_french_unless_asked_otherwise():
    assert "Comment y accéder" in asked("card", "cqp-expert-camion")[1]


def test_a_card_indents_conditions_and_numbers_its_sources():
    lines = asked("card", "cap-mecano")[1]
    at = lines.index("Comment y accéder")
    assert lines[at + 1 : at + 5] == [
        "  - voie scolaire, 24 mois",
        "    - ouvert à tous, dans la limite des places",
        "    - Après la troisième.",
        "  Sources : [1]",
    ]


def test_a_card_lists_each_document_once_at_its_end_with_its_places_and_its_address():
    lines = asked("card", "cap-mecano")[1]
    assert lines[lines.index("Sources") + 1 :] == [
        "  [1] Répertoire des certifications (La branche, 1er janvier 2021), série 1 https://example.org/register",
        "  [2] Fiches de qualification (La branche, décembre 2019), fiche A.3.1",
    ]


def test_a_card_is_judged_on_the_day_asked():
    assert not any(
        "Attention" in line for line in asked("card", "ingenieur-atelier", "--on", "2025-01-01")[1]
    )
    assert any("Attention" in line for line in asked("card", "ingenieur-atelier")[1])


def test_a_card_in_json_has_the_blocks_of_the_card():
    answer = as_json("card", "cap-mecano", "--lang", "en")
    assert (answer["id"], answer["lang"], answer["on"]) == ("cap-mecano", "en", "2026-11-24")
    ways = next(block for block in answer["blocks"] if block["key"] == "ways_in")
    assert ways["lines"][0]["children"][0]["kind"] == "open"
    assert ways["citations"][0]["title"] == "Répertoire des certifications"


def test_an_unknown_id_names_the_nearest_one_in_the_language_asked():
    assert refused("card", "cap-meccano") == [
        "L’identifiant « cap-meccano » n’existe pas dans cette carte.",
        "Le plus proche : cap-mecano",
    ]
    assert refused("card", "cap-meccano", "--lang", "en")[1] == "Nearest: cap-mecano"


# --- the map that is asked, and questions that are none ---------------------------------------------


@pytest.mark.parametrize("before", [True, False])
def test_another_map_can_be_named_before_or_after_the_command(before: bool, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv(DATA_VARIABLE, "/nowhere.json")
    named, command = ["--data", SMALL], ["card", "cap-mecano"]
    code, lines = asked(*named, *command) if before else asked(*command, *named)
    assert (code, lines[0]) == (0, "CAP Maintenance des véhicules")


def test_an_invalid_map_is_told_and_not_asked():
    lines = refused("card", "cap", "--data", DATA / "invalid" / "level-too-high.json", "--lang", "en")
    assert lines == [
        "The data file has 1 problem; “validate” gives them all. First:",
        'qualifications[0] "cap" level: 9 is too large — write 8 or less',
    ]


@pytest.mark.parametrize(
    "arguments",
    [
        ["card", "cap-mecano", "--on", "2026-13-01"],
        ["card", "cap-mecano", "--lang", "de"],
        ["card", "cap-mecano", "--format", "xml"],
        ["card"],
        ["search", "x", "--limit", "0"],
        ["no-such-command"],
    ],
)
def test_a_question_that_is_none_exits_with_two(arguments: list[str]):
    assert run(*arguments).exit_code == 2


@pytest.mark.parametrize("arguments", [["card", "no-such-id"], ["search", "x", "--data", "gone.json"]])
def test_the_program_never_shows_a_traceback(arguments: list[str], tmp_path: Path):
    command = [sys.executable, "-m", "pathways", *arguments]
    result = subprocess.run(command, capture_output=True, text=True, check=False, encoding="utf-8")
    assert result.returncode == 2
    assert result.stderr
    assert "Traceback" not in result.stderr


def test_a_terminal_that_lacks_a_letter_gets_a_question_mark_in_its_place(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PYTHONIOENCODING", "latin-1")
    command = [sys.executable, "-m", "pathways", "card", "cap-mecano"]
    result = subprocess.run(command, capture_output=True, check=False)
    assert result.returncode == 0
    assert "ce qu?on y apprend" in result.stdout.decode("latin-1")
