"""The command that compares: nodes, routes, only what differs; and the reason where it cannot."""

from __future__ import annotations

import json
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from pathways.cli import app
from tests.small_map import SMALL

TWO = ("cap-mecano", "bep-ancien")
ROUTES = ("--to", "a-9-1-technicien", "--age", "17")


def ask(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["--data", str(SMALL), "compare", *arguments, "--lang", "en"])


def as_json(*arguments: str) -> Any:
    result = ask(*arguments, "--format", "json")
    assert result.exit_code == 0, result.output
    return json.loads(result.output)


def test_nodes_are_printed_row_by_row_with_a_word_for_each_that_differs():
    result = ask(*TWO)
    assert result.exit_code == 0
    lines = result.output.splitlines()
    at = lines.index("Level [same]")
    assert lines[at + 1 : at + 4] == [
        "  Vocational certificate in vehicle maintenance",
        "    French level 3 (that of the CAP), EQF 3",
        "    Sources: 1",
    ]
    assert "    [1] Répertoire des certifications (La branche, 1 January 2021), série 1" in lines
    assert "Length [different]" in lines
    assert "On 24 November 2026, edition small.1" in lines


def test_only_what_differs_is_printed_when_asked():
    assert "Level [same]" not in ask(*TWO, "--only-differences").output
    rows = as_json(*TWO, "--only-differences")["rows"]
    assert all(row["differs"] for row in rows)
    assert rows


def test_the_json_has_the_columns_in_the_order_asked_and_never_an_empty_cell():
    told = as_json(*reversed(TWO))
    assert [column["key"] for column in told["columns"]] == [*reversed(TWO)]
    assert (told["edition"], told["as_of"], told["kind"]) == ("small.1", "2026-11-24", "nodes")
    cells = [cell for row in told["rows"] for cell in row["cells"]]
    assert all(bool(cell["lines"]) != bool(cell["reason"]) for cell in cells)
    entry = next(row for row in told["rows"] if row["key"] == "entry")["cells"][1]
    assert entry["sources"] == ["register"]


def test_routes_are_compared_where_they_part():
    told = as_json(*ROUTES)
    assert [column["key"] for column in told["columns"]] == ["1", "2"]
    assert told["diverges_at"].startswith("They part at the first stage: route 1, ")
    assert told["differences"][0].startswith("Route 2 takes 20 months more than route 1")
    assert "They part at the first stage" in ask(*ROUTES).output


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        ((*ROUTES, "--route", "1", "--route", "3"), "2 routes found: too few"),
        (("--to", "a-c-iii-1-chef-apres-vente", "--age", "40"), "No route"),
    ],
)
def test_routes_that_are_not_there_have_no_answer(arguments: tuple[str, ...], reason: str):
    result = ask(*arguments)
    assert result.exit_code == 1
    assert result.output.startswith(reason)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "two to four ids"),
        ((*TWO, *ROUTES), "two to four ids"),
        (TWO[:1], "1 to compare"),
        (("cap-mecano", "cap-mecana"), "cap-mecano"),
        ((*ROUTES, "--route", "1"), "1 to compare"),
        ((*ROUTES, "--route", "1", "--route", "1"), "there twice"),
        ((*ROUTES, "--by", "luck"), "luck"),
    ],
)
def test_a_question_that_cannot_be_understood_is_told(arguments: tuple[str, ...], said: str):
    result = ask(*arguments)
    assert result.exit_code == 2
    assert said in result.output
