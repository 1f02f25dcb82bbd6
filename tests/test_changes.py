"""What differs between two editions of the small map, one thing changed at a time."""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any, get_args

import pytest
from typer.testing import CliRunner

from pathways.catalogue import load, parse
from pathways.changes import PARTS, Change, Part, changes
from pathways.cli import app
from pathways.model import (
    EntryPoint,
    GlossaryEntry,
    Leaflet,
    Occupation,
    Qualification,
    Role,
    StatusCode,
    Step,
)
from pathways.sheets.changes import changes_sheet
from pathways.wording import sentences
from tests.small_map import SMALL, small, small_raw


def entry(raw: Any, part: str, name: str) -> Any:
    (found,) = [each for each in raw[part] if each[PARTS[part]] == name]  # type: ignore[index]
    return found


def after(change: Callable[[Any], None]) -> tuple[Change, ...]:
    """The differences that a change of the small map makes."""
    raw = small_raw()
    change(raw)
    return changes(small(), parse(raw))


def told(change: Callable[[Any], None], lang: Any = "en") -> list[str]:
    """The same in words, without heading and count."""
    raw = small_raw()
    change(raw)
    return [line for line in changes_sheet(small(), parse(raw), lang).lines[3:] if line]


def test_the_same_map_in_another_order_is_no_difference():
    def shuffled(raw: Any) -> None:
        for part in PARTS:
            raw[part].reverse()

    assert after(shuffled) == ()


def test_a_reason_in_other_words_or_another_source_is_no_difference():
    def changed(raw: Any) -> None:
        step = entry(raw, "steps", "a-20-1-by-promotion")
        step["requires"]["all_of"][1]["why"] = {"fr": "Rien ne le dit.", "en": "Nothing says so."}
        step["sources"] = [{"id": "code"}]

    assert after(changed) == ()


def test_a_value_is_told_from_what_to_what():
    def changed(raw: Any) -> None:
        entry(raw, "qualifications", "cap-mecano")["level"] = 4

    assert after(changed) == (
        Change("qualifications", "cap-mecano", "cap-mecano", ("register",), "level", 3, 4),
    )
    assert told(changed) == [
        "### Vocational certificate in vehicle maintenance (`cap-mecano`)",
        "- level: 3 → 4 [register]",
    ]


def test_a_length_that_became_known_is_told_in_words():
    def changed(raw: Any) -> None:
        entry(raw, "steps", "cqp-expert-camion-professionalisation")["months"] = {"min": 12, "max": 24}

    (line,) = told(changed)[1:]
    assert line.endswith(" length in months: 14 to 24 months → 12 to 24 months [leaflet]")


def test_a_registration_that_came_and_one_that_went_are_two_changes():
    def changed(raw: Any) -> None:
        entry(raw, "qualifications", "cap-mecano")["rncp"] = [{"code": "RNCP50000", "status": "registered"}]

    assert told(changed)[1:] == [
        "- RNCP registration, taken out: RNCP39809, registered, 2027-08-31 [register]",
        "- RNCP registration, added: RNCP50000, registered [register]",
    ]


def test_of_conditions_only_the_leaves_that_came_or_went_are_told():
    def changed(raw: Any) -> None:
        step = entry(raw, "steps", "a-c-iii-1-by-degree")
        step["requires"]["all_of"][0] = {"holds": "cqp-expert-camion"}
        step["requires"]["all_of"].append({"licence": "B"})

    came, went = "“Expert after-sales technician, trucks”", "“Engineering degree in vehicle maintenance”"
    step = "- `a-c-iii-1-by-degree` condition"
    assert told(changed)[1:] == [
        f"{step}, taken out: hold {went} [sheets]",
        f"{step}, added: hold {came}; hold driving licence B [sheets]",
    ]


def test_conditions_that_only_go_together_in_another_way_are_told_whole():
    def changed(raw: Any) -> None:
        step = entry(raw, "steps", "a-3-1-by-cap")
        step["requires"] = {"all_of": step["requires"]["any_of"]}

    (line,) = told(changed)[1:]
    one = "hold “Vocational certificate in vehicle maintenance”"
    other = "hold “Vocational certificate in vehicle maintenance (closed)” (no longer taught)"
    assert line == f"- `a-3-1-by-cap` condition: one of: {one}; {other} → all of: {one}; {other} [sheets]"


def test_a_place_is_told_with_what_it_teaches():
    def changed(raw: Any) -> None:
        raw["training_places"][0]["capacity"] = 30

    assert [line for line in told(changed) if line.startswith("- ")] == [
        "- place of training, taken out: Lycée du Nord, Lille, 24, 2024 [register]",
        "- place of training, added: Lycée du Nord, Lille, 30, 2024 [register]",
    ] * 2


def test_a_whole_entry_that_came_or_went_is_told_by_its_name():
    def changed(raw: Any) -> None:
        raw["glossary"] = []
        new = deepcopy(entry(raw, "steps", "a-3-1-by-cap"))
        raw["steps"].append({**new, "id": "a-3-1-by-other"})

    assert told(changed) == [
        "### Maintenance mechanic (`a-3-1-mecanicien`)",
        "- `a-3-1-by-other` new [sheets]",
        "### Glossary",
        "- `CQP` taken out [leaflet]",
    ]


def test_a_title_that_changed_in_one_language_is_told_in_that_one():
    def changed(raw: Any) -> None:
        entry(raw, "qualifications", "cap-mecano")["label"]["fr"] = "CAP MV"

    assert told(changed)[1:] == ["- title: “CAP Maintenance des véhicules” → “CAP MV” [register]"]


def test_what_is_alike_in_four_places_is_told_once_and_rewording_is_counted():
    def changed(raw: Any) -> None:
        for step in raw["steps"][:4]:
            step["valid_to"] = "2027-12-31"
        entry(raw, "qualifications", "bac-pro-camion")["summary"] = {"fr": "Autre.", "en": "Other."}

    lines = told(changed)
    assert lines[:1] == ["### In many places"]
    assert lines[1].startswith("- open until, added: 2027-12-31 (4 times) [")
    assert lines[2:] == ["### Texts put in other words (counted only)", "- description (1 time)"]


def test_every_part_is_compared_and_every_field_has_its_word():
    shapes = (Qualification, Role, Step, StatusCode, EntryPoint, Occupation, Leaflet, GlossaryEntry)
    assert len(shapes) == len(PARTS) == len(get_args(Part))
    named = {f"changes.field.{field}" for shape in shapes for field in shape.model_fields} - {
        "changes.field.sources",
        "changes.field.why",
    }
    for lang in ("fr", "en"):
        assert named | {"changes.field.training_places"} <= sentences(lang).keys()
        assert {f"changes.part.{part}" for part in PARTS} <= sentences(lang).keys()


def test_the_command_compares_two_files(tmp_path: Path):
    raw = small_raw()
    entry(raw, "qualifications", "cap-mecano")["level"] = 4
    new = tmp_path / "new.json"
    new.write_text(json.dumps(raw), encoding="utf-8")
    shown = CliRunner().invoke(app, ["changes", str(SMALL), str(new)])
    assert (
        shown.exit_code,
        "- niveau : 3 → 4 [register]" in shown.stdout.replace("\N{NO-BREAK SPACE}", " "),
    ) == (0, True)
    asked = CliRunner().invoke(app, ["changes", str(SMALL), "--data", str(new), "--format", "json"])
    (change,) = json.loads(asked.stdout)["changes"]
    assert (change["entry"], change["field"], change["before"], change["after"]) == (
        "cap-mecano",
        "level",
        3,
        4,
    )


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_on_the_branch_against_the_small_map_everything_can_be_told(lang: Any):
    sheet = changes_sheet(small(), load(), lang)
    assert len(sheet.changes) > 1_000
    assert all("None" not in line for line in sheet.lines)
