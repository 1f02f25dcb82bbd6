"""``analyse`` and ``feeders`` at the command line, on the small map and on that of the branch."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from pathways.cli import app
from tests.small_map import SMALL
from tests.test_wording import plain

MEASURES = (
    "reach", "hubs", "gateways", "dead-ends", "islands", "fewest-ways-in", "mobility", "resilience",
)  # fmt: skip


def run(*arguments: str, data: str | None = str(SMALL)) -> tuple[int, str]:
    where = () if data is None else ("--data", data)
    shown = CliRunner().invoke(app, [*where, *arguments])
    assert "Traceback" not in shown.output
    return shown.exit_code, plain(shown.stdout or shown.stderr)


def read(*arguments: str, data: str | None = str(SMALL)) -> Any:
    code, text = run(*arguments, "--format", "json", data=data)
    assert code == 0
    return json.loads(text)


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_each_measure_says_what_it_means_how_it_is_counted_and_what_it_does_not_say(measure: str, lang: str):
    code, text = run("analyse", measure, "--lang", lang)
    found = read("analyse", measure, "--lang", lang)
    assert code == 0
    assert found["measure"] == measure
    for words in (found["meaning"], found["formula"], *found["limits"], found["message"]):
        assert plain(words) in text
    assert found["limits"]
    assert [line["text"] for line in found["ranked"] if plain(line["text"]) not in text] == []
    assert "small.1" in text


def test_the_table_has_a_row_for_each_line_of_the_text_in_its_order():
    found = read("analyse", "hubs")
    assert [line["node"] for line in found["ranked"]] == [row["node"] for row in found["table"]]
    assert found["table"][0] == {
        "node": "bac-pro-camion",
        "label": "Bac pro Maintenance des véhicules de transport routier",
        "routes": 4,
        "share": 0.4,
    }


def test_the_gateways_to_one_goal_are_named_with_it():
    found = read("analyse", "gateways", "--to", "a-20-1-receptionnaire")
    assert [row["node"] for row in found["table"]] == [
        "a-12-2-technicien-expert", "bac-pro-camion", "cqp-expert-camion",
    ]  # fmt: skip


def test_of_our_own_roles_only_those_are_named():
    ours = ("--to", "a-20-1-receptionnaire", "--to", "a-12-2-technicien-expert")
    found = read("analyse", "gateways", *ours, "--own")
    assert [(row["node"], row["goal"]) for row in found["table"]] == [
        ("a-12-2-technicien-expert", "a-20-1-receptionnaire")
    ]
    assert [row["node"] for row in read("analyse", "hubs", *ours, "--own")["table"]] == [
        "a-12-2-technicien-expert"
    ]


def test_a_goal_that_nobody_reaches_has_no_answer_and_the_islands_say_why():
    code, text = run("analyse", "gateways", "--to", "a-c-iii-1-chef-apres-vente")
    assert code == 1
    assert "voir les métiers sans accès" in text
    assert "cette voie est fermée" in run("analyse", "islands")[1]


def test_what_lapses_together_comes_before_what_is_taken_away_alone():
    rows = read("analyse", "resilience")["table"]
    assert [(row["within"], row["removed"]) for row in rows] == [
        (12, "cap-mecano ; cqp-expert-camion"),
        (24, "cap-mecano ; cqp-expert-camion"),
        (None, "cqp-expert-camion"),
        (None, "cap-mecano"),
        (None, "bac-pro-camion"),
    ]
    assert rows[2]["lost"] == 2


def test_any_node_can_be_taken_away_and_what_is_left_is_told():
    found = read("analyse", "resilience", "--remove", "cap-mecano", "--lang", "en")
    lost, longer = (line["text"] for line in found["ranked"][0]["list"])
    assert lost == "lost to all: Maintenance mechanic"
    assert longer.endswith("Qualified mechanical technician: 7 years and 8 months (before: 4 years)")


def test_who_enters_when_a_condition_is_dropped_is_told_with_its_nature():
    drop = ("analyse", "resilience", "--step", "a-20-1-by-promotion", "--drop", "experience")
    _, text = run(*drop, "--lang", "en")
    assert "No longer asked for" in text
    assert [(row["start"], row["before"], row["after"]) for row in read(*drop)["table"]] == [
        ("after-third", 60, 50), ("after-bac", 24, 14),
    ]  # fmt: skip


def test_a_condition_that_says_no_nature_is_as_binding_as_its_source():
    """R3: the sheet of the register asks for it; the law does not."""
    found = read("analyse", "resilience", "--step", "a-3-1-by-cap", "--drop", "register", "--lang", "en")
    assert "it is the branch’s register that asks for it" in found["message"]
    dropped = [line["text"] for line in found["ranked"][0]["list"]]
    assert dropped
    assert all(text.endswith("(entered in the branch’s register)") for text in dropped)


def test_what_the_law_demands_is_told_before_what_the_register_does():
    drop = ("analyse", "resilience", "--step", "g-9-1-by-law", "--drop", "law")
    found = read(*drop, "--lang", "en", data=None)
    assert "an employer cannot let it go" in found["message"]


def test_who_enters_when_another_condition_is_asked_for_instead():
    """R4: a bac pro and two years, say, instead of the branch's certificate."""
    instead = json.dumps(
        {
            "all_of": [
                {"holds": "bac-pro-camion"},
                {"experience": {"months": 24, "roles": ["a-9-1-technicien"]}},
            ]
        }
    )
    found = read("analyse", "resilience", "--step", "a-12-2-by-cqp", "--instead", instead)
    assert {row["start"]: row["after"] for row in found["table"]} == {"after-third": 72, "after-bac": 24}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("analyse", "hubs", "--to", "a-20-1-receptionist"), "a-20-1-receptionnaire"),
        (("analyse", "resilience", "--remove", "cap-mecanno"), "cap-mecano"),
        (("analyse", "resilience", "--drop", "experience"), "--step"),
        (("analyse", "resilience", "--step", "a-12-2-by-cqp"), "--drop"),
        (("analyse", "resilience", "--step", "a-12-2-by-cqp", "--drop", "age"), "cqp-expert-camion"),
        (("analyse", "resilience", "--step", "a-12-2-by-cqp", "--instead", "{}"), "no requirement"),
        (("analyse", "reach", "--on", "yesterday"), "YYYY-MM-DD"),
        (("feeders", "cap-mecano"), "qualification"),
        (("feeders", "a-12-2-technicien"), "a-12-2-technicien-expert"),
    ],
)
def test_a_question_that_cannot_be_understood_exits_2_with_a_way_out(arguments: tuple[str, ...], words: str):
    code, text = run(*arguments)
    assert code == 2
    assert words in text


def test_long_lists_are_cut_and_say_how_much_is_left():
    _, text = run("analyse", "hubs", "--most", "1", "--lang", "en")
    assert text.count("… and 3 more") == 2


def test_the_table_is_written_for_a_spreadsheet_as_well(tmp_path: Path):
    file = tmp_path / "hubs.csv"
    run("analyse", "hubs", "--csv", str(file))
    lines = file.read_text(encoding="utf-8-sig").splitlines()
    assert lines[0] == "identifiant;nom;parcours;part"
    assert lines[1].startswith("bac-pro-camion;")


# --- feeders --------------------------------------------------------------------------------------


def test_feeders_come_in_three_groups_with_what_is_missing_and_its_nature():
    found = read("feeders", "g-9-1-controleur", "--lang", "en")
    groups = {row["node"]: row["group"] for row in found["table"]}
    ready = {node for node, group in groups.items() if group == "Ready now"}
    assert ready == {"bac-pro-camion", "cqp-expert-camion", "ingenieur-atelier"}
    assert groups["cap-mecano"] == "Further away"
    assert not {"a-3-1-mecanicien", "a-20-1-receptionnaire"} & groups.keys()
    assert {row["months"] for row in found["table"] if row["group"] == "Ready now"} == {0}


def test_a_feeder_one_condition_away_says_which():
    found = read("feeders", "a-20-1-receptionnaire", "--lang", "en")
    rows = {row["node"]: row for row in found["table"]}
    expert = rows["a-12-2-technicien-expert"]
    assert (expert["group"], expert["months"]) == ("One condition away", 24)
    assert expert["missing"].startswith("24 months of experience")
    assert expert["natures"] == "no text says it as such"
    assert "employer" in expert["confirm"]
    assert found["sources"]


def test_a_role_that_nothing_feeds_has_no_answer(tmp_path: Path):
    raw = json.loads(SMALL.read_text(encoding="utf-8"))
    raw["steps"] = [step for step in raw["steps"] if step["target"] != "a-c-iii-1-chef-apres-vente"]
    file = tmp_path / "map.json"
    file.write_text(json.dumps(raw), encoding="utf-8")
    code, text = run("feeders", "a-c-iii-1-chef-apres-vente", data=str(file))
    assert code == 1
    assert "aucune qualification ni aucun métier de la carte n’y mène" in text


# --- the branch -----------------------------------------------------------------------------------


def test_a_recruiter_learns_who_feeds_the_expert_and_who_is_one_step_away():
    """R1 and R2 on the map of the branch."""
    rows = read("feeders", "a-12-2-technicien-expert-apres-vente", data=None)["table"]
    groups = {row["node"]: row["group"] for row in rows}
    assert groups["cqp-technicien-expert-apres-vente-camion"] == "Prêts"
    assert groups["bac-pro-maintenance-vehicules-transport-routier-2025"] == "À une condition"
    one_away = next(row for row in rows if row["node"] == "a-9-1-technicien-confirme-mecanique")
    assert (one_away["months"], one_away["rnqsa"]) == (24, "A.9.1")


@pytest.mark.slow
def test_a_counsellor_learns_where_the_bottlenecks_of_the_branch_are():
    """C5: the teaching title is on every route to the driving instructors' roles."""
    rows = read("analyse", "gateways", data=None)["table"]
    assert {row["goal"] for row in rows if row["node"] == "tp-ecsr"} >= {"k-9-1", "k-12-1"}
