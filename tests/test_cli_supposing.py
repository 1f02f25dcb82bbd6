"""``choice`` at the command line, on the small map."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from pathways.cli import app
from tests.small_map import SMALL
from tests.test_wording import plain

WITH_BAC = ("--hold", "bac-pro-camion@initial", "--hold", "cap-mecano", "--age", "18")


def run(*arguments: str) -> tuple[int, str]:
    command, *options = arguments
    shown = CliRunner().invoke(app, [command, "--data", str(SMALL), *options])
    assert "Traceback" not in shown.output
    return shown.exit_code, plain(shown.stdout or shown.stderr)


def test_the_command_tells_what_is_closed_first_then_what_is_kept_then_what_is_compared():
    code, text = run("choice", "a-3-1-mecanicien", *WITH_BAC, "--lang", "en")
    answer, remarks = text.split("\n\n")
    assert code == 0
    assert answer.splitlines() == [
        "If you choose “Maintenance mechanic” (recruitment)",
        "1 qualification or role is no longer within your reach:",
        "  - Vehicle inspector (before: at once)",
        "5 stay within your reach, as soon:",
        "  - After-sales service adviser (24 months)",
        "  - Expert after-sales technician (14 months)",
        "  - Expert after-sales technician, trucks (14 months)",
        "  - Maintenance mechanic (at once)",
        "  - Professional title: driving instructor (32 months)",
    ]
    assert "It takes no time." in remarks
    assert "a training given up half-way" in remarks


def test_what_comes_later_says_by_how_much_and_when_it_came_without_the_step():
    _, text = run("choice", "cap-mecano", "--age", "15")
    assert "Cette étape ne ferme rien de ce qui est à ta portée." in text
    assert "5 restent à ta portée, 12 mois plus tard :" in text
    assert "  - Contrôleur technique (4 ans ; sans cette étape : 3 ans)" in text
    assert "dans sa durée la plus courte (le 24 novembre 2028)" in text


def test_an_age_that_is_not_told_and_what_is_not_known_of_the_step_are_said():
    _, text = run("choice", "titre-moniteur", "--lang", "en")
    assert "You did not tell your age" in text
    assert "left to confirm: be at least 20" in text


def test_the_choice_in_json_has_the_months_before_and_after():
    code, text = run("choice", "cap-mecano", "--age", "15", "--within", "49", "--format", "json")
    found = json.loads(text)
    assert code == 0
    assert set(found) == {
        "edition", "as_of", "profile", "within", "step", "months", "to_confirm", "closes", "keeps", "opens",
    }  # fmt: skip
    assert (found["step"], found["months"]) == ("cap-mecano-initial", 24)
    assert found["closes"] == found["opens"] == []
    later = {each["node"]: (each["before"]["months"], each["months"]) for each in found["keeps"]}
    assert later["g-9-1-controleur"] == (36, 48)


def test_two_choices_name_what_only_one_of_them_leaves_open():
    both = ("choice", "a-3-1-mecanicien", "--instead", "g-9-1-controleur", *WITH_BAC)
    _, text = run(*both)
    assert "rien de plus n’est à ta portée qu’avec l’autre choix" in text.splitlines()[0]
    assert text.splitlines()[2] == "  - Contrôleur technique (tout de suite)"
    found = json.loads(run(*both, "--format", "json")[1])
    assert [each["node"] for each in found["only_second"]] == ["g-9-1-controleur"]
    assert found["only_first"] == []


@pytest.mark.parametrize(
    ("step", "words"),
    [("cqp-expert-camion", "2 ways in"), ("a-3-1-by-cap", "is not met"), ("nowhere", "nowhere")],
)
def test_a_step_that_cannot_be_chosen_exits_2_with_the_reason(step: str, words: str):
    code, text = run("choice", step)
    assert code == 2
    assert words in text
