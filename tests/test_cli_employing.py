"""``match`` at the command line: titles in text and JSON, the table written and given back, exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pathways.cli import app
from tests.small_map import SMALL
from tests.test_wording import plain

TITLES = "Poste;Effectif\nMécanicienne de maintenance (H/F);4\nRéceptionnaire;3\nInfirmière;1\n"


@pytest.fixture
def titles(tmp_path: Path) -> Path:
    file = tmp_path / "titles.csv"
    file.write_text(TITLES, encoding="utf-8")
    return file


def run(*arguments: object) -> tuple[int, str]:
    shown = CliRunner().invoke(app, ["match", "--data", str(SMALL), *map(str, arguments)])
    assert "Traceback" not in shown.output
    return shown.exit_code, plain(shown.stdout or shown.stderr)


def test_what_is_matched_comes_first_then_what_is_to_check_then_what_is_like_nothing(titles: Path):
    code, said = run(titles, "--lang", "en")
    assert code == 0
    assert said.splitlines()[:11] == [
        "3 lines read",
        "1 matched to a role:",
        "  - Mécanicienne de maintenance (H/F) (4) → Maintenance mechanic (A.3.1): 100 out of 100",
        "    - by the official title “Mécanicien de maintenance”",
        "1 to check:",
        "  - Réceptionnaire (3)",
        "    - After-sales service adviser (A.20.1): 77 out of 100",
        "      - by the official title “Réceptionnaire après-vente”",
        "1 without a role of the map:",
        "  - Infirmière (1)",
        "",
    ]
    assert "Nothing is stored." in said
    assert "To confirm: write the table (--out)" in said


def test_in_json_every_line_has_its_state_its_role_and_what_else_it_may_mean(titles: Path):
    code, said = run(titles, "--format", "json")
    told = json.loads(said)
    assert (code, told["edition"], told["staffing"]) == (0, "small.1", None)
    assert [
        (each["title"], each["heads"], each["line"], each["state"], each["role"]) for each in told["titles"]
    ] == [
        ("Mécanicienne de maintenance (H/F)", 4, 2, "matched", "a-3-1-mecanicien"),
        ("Réceptionnaire", 3, 3, "to_check", None),
        ("Infirmière", 1, 4, "unmatched", None),
    ]
    assert told["titles"][1]["candidates"][0].keys() == {"role", "confidence", "name", "evidence", "is_whole"}


def test_the_table_written_corrected_and_given_back_shows_what_the_roles_can_do(titles: Path, tmp_path: Path):
    table = tmp_path / "table.csv"
    code, said = run(titles, "--out", table)
    assert (code, f"3 lignes écrites dans {table}" in said) == (0, True)
    lines = table.read_text(encoding="utf-8-sig").splitlines()
    assert lines[2].startswith("Réceptionnaire;3;;à vérifier;;;")
    lines[2] = lines[2].replace("à vérifier;;", "confirmé;a-20-1-receptionnaire;")
    lines[3] = lines[3].replace("sans correspondance;;", "confirmé;a-12-2-technicien-expert;")
    table.write_text("\n".join(lines), encoding="cp1252")
    code, said = run(titles, "--confirmed", table, "--format", "json")
    staff = json.loads(said)["staffing"]
    assert code == 0
    assert [(each["role"], each["heads"]) for each in staff["roles"]] == [
        ("a-3-1-mecanicien", 4),
        ("a-12-2-technicien-expert", 1),
        ("a-20-1-receptionnaire", 3),
    ]
    assert staff["ladders"] == [["a-12-2-technicien-expert", "a-20-1-receptionnaire"]]
    assert [(each["role"], each["lost"]) for each in staff["weak_points"]] == [
        ("a-12-2-technicien-expert", ["a-20-1-receptionnaire"])
    ]
    [hire] = staff["hires"]["a-20-1-receptionnaire"]
    assert (hire["source"], hire["nearness"], hire["months"], hire["sources"] != []) == (
        "a-12-2-technicien-expert", "time_is_enough", 24, True,
    )  # fmt: skip
    assert staff["unplaced"] == []


def test_the_text_of_a_confirmed_list_has_roles_minima_ladders_hires_next_steps_and_weak_points(
    titles: Path, tmp_path: Path
):
    table = tmp_path / "table.csv"
    rows = ("title,role", "Réceptionnaire,A.20.1", "Infirmière,a-12-2-technicien-expert")
    table.write_text("\n".join(rows), encoding="utf-8")
    code, said = run(titles, "--confirmed", table, "--lang", "en")
    assert code == 0
    for words in (
        "Our roles on the map: 2",
        "gross minimum a month: €2,231.00 (branch minimum, since 1 October 2025)",
        "2 rungs: Expert after-sales technician → After-sales service adviser",
        "time in post is enough (24 months); still to be granted or confirmed: the employer’s decision",
        "After-sales service adviser, échelon 20 (promotion, higher)",
        "Expert after-sales technician: 1 role hangs on it",
        "Lines without a confirmed role\n  - Mécanicienne de maintenance (H/F)",
        "Sources",
        "A minimum is not a wage",
    ):
        assert words in said


def test_when_nothing_is_like_a_role_there_is_no_answer(tmp_path: Path):
    file = tmp_path / "others.csv"
    file.write_text("job title\nBoucher\nInfirmière\n", encoding="utf-8")
    code, said = run(file, "--lang", "en")
    assert (code, "No title is like a role of the map." in said) == (1, True)


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("fr", "Le tableau a 1 problème :\ntitles.csv : aucune colonne d’intitulés"),
        ("en", "The table has 1 problem:\ntitles.csv: no column of job titles"),
    ],
)
def test_a_list_that_cannot_be_understood_is_refused_in_words(titles: Path, lang: str, words: str):
    titles.write_text("nom;effectif\nX;3\n", encoding="utf-8")
    code, said = run(titles, "--lang", lang)
    assert code == 2
    assert words.replace(" : ", ": ").replace(" :", ":") in said.replace(" : ", ": ").replace(" :", ":")


def test_a_place_that_cannot_be_written_to_is_told(titles: Path, tmp_path: Path):
    code, said = run(titles, "--out", tmp_path / "nowhere" / "table.csv")
    assert (code, "nowhere" in said) == (2, True)
