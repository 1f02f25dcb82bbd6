"""``choice`` and ``cohort`` at the command line, on the small map."""

from __future__ import annotations

import json
from pathlib import Path

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
        "Choosing “Maintenance mechanic” (recruitment)",
        "1 qualification or role is no longer within reach:",
        "  - Vehicle inspector (before: at once)",
        "5 stay within reach, as soon:",
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
    assert "Cette étape ne ferme rien de ce qui est à portée." in text
    assert "5 restent à portée, 12 mois plus tard :" in text
    assert "  - Contrôleur technique (4 ans ; sans cette étape : 3 ans)" in text
    assert "dans sa durée la plus courte (le 24 novembre 2028)" in text


def test_an_age_that_is_not_told_and_what_is_not_known_of_the_step_are_said():
    _, text = run("choice", "titre-moniteur", "--lang", "en")
    assert "The age is not told" in text
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
    assert "rien de plus n’est à portée qu’avec l’autre choix" in text.splitlines()[0]
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


# --- several people asking ------------------------------------------------------------------------


@pytest.fixture
def table(tmp_path: Path) -> str:
    path = tmp_path / "profiles.csv"
    path.write_text(
        "label;age;holds\nA;19;bac-pro-camion\nB;30;bac-pro-camion\nC;;cqp-expert-camion\n", encoding="utf-8"
    )
    return str(path)


def test_the_cohort_is_a_table_then_the_conditions_of_one_way(table: str):
    code, text = run("cohort", table, "--to", "cqp-expert-camion", "--lang", "en")
    answer, conditions, remarks = text.split("\n\n")
    assert code == 0
    assert answer.splitlines() == [
        "3 profiles towards “Expert after-sales technician, trucks”",
        "profile  time          gaps in our sources  employers’ decisions  conditions to confirm",
        "A        14 months     0                    0                     0",
        "B        14 months     0                    0                     1",
        "C        held already",
        "The shortest time known: C (at once).",
    ]
    lines = conditions.splitlines()
    assert lines[0].endswith("; cqp-expert-camion-professionalisation):")
    assert lines[lines.index("      be 25 years old at most") + 1] == "        ✓ A   ? C   ✗ B"
    assert "there is no score" in remarks


def test_the_cohort_in_json_has_each_profile_and_each_condition(table: str):
    code, text = run("cohort", table, "--to", "cqp-expert-camion", "--format", "json")
    found = json.loads(text)
    assert code == 0
    assert [(each["label"], each["months"], each["held_already"]) for each in found["profiles"]] == [
        ("A", 14, False), ("B", 14, False), ("C", None, True),
    ]  # fmt: skip
    states = [line["states"] for line in found["conditions"] if line["states"]]
    assert {"A": "met", "B": "unmet", "C": "unknown"} in states


def test_a_cohort_nobody_of_which_has_a_route_exits_1_and_says_why(table: str):
    code, text = run("cohort", table, "--to", "bep-ancien")
    assert code == 1
    assert "A – « BEP Maintenance de véhicules » : aucune voie d’accès dans nos sources" in text


def test_a_bad_table_exits_2_with_every_problem(tmp_path: Path):
    path = tmp_path / "profiles.csv"
    path.write_text("label,age\n" + "".join(f"{n},x\n" for n in range(5)), encoding="utf-8")
    code, text = run("cohort", str(path), "--to", "cqp-expert-camion")
    assert code == 2
    assert "Le tableau a 5 problèmes" in text
    assert [f"ligne {line}, colonne age" in text for line in range(2, 7)] == [True] * 5
