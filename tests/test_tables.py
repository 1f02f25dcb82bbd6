"""Tables for spreadsheets say what the sheets say, and never nought for what is unknown."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

from pathways import Profile, find_routes, gap, load, reach
from pathways.cards import Writer, card, in_lines
from pathways.catalogue import Catalogue
from pathways.model import Lang
from pathways.pay import PayTables, load_pay
from pathways.sheets import AnswerSheet, answer_sheet, gap_sheet, pay_blocks
from pathways.sheets.reach import ReachSheet, reach_sheet
from pathways.sheets.tables import (
    card_table,
    checklist_table,
    gap_table,
    money_table,
    nodes_table,
    reach_table,
    routes_table,
)
from pathways.spreadsheets import Cell, Table

LEAFLET = "cqp-technicien-expert-apres-vente-camion"
BAC_PRO = "bac-pro-maintenance-vehicules-transport-routier-2014"
HEAD = "a-c-iii-1-chef-apres-vente"


@cache
def the_map() -> Catalogue:
    return load()


@cache
def the_pay() -> PayTables:
    return load_pay()


def writer(lang: Lang = "en") -> Writer:
    return Writer(the_map(), lang, the_map().file.as_of)


@cache
def answered(
    age: int | None, held: tuple[str, ...], goal: str, lang: Lang = "en", within: int | None = None
) -> AnswerSheet:
    found = find_routes(the_map(), Profile(age=age, holds=held), goal, k=3, within=within)
    return answer_sheet(writer(lang), the_pay(), found)


@cache
def reached() -> ReachSheet:
    """What is within three months of nothing: little enough to be found at once."""
    return reach_sheet(writer(), reach(the_map(), Profile(age=17), within=3), 3)


def columns(table: Table) -> dict[str, list[Cell]]:
    assert {len(row) for row in table.rows} <= {len(table.columns)}
    return {name: [row[place] for row in table.rows] for place, name in enumerate(table.columns)}


def every_table() -> Iterator[tuple[str, Table]]:
    node = card(
        the_map(), LEAFLET, "en", the_map().file.as_of, extra=pay_blocks(writer(), the_pay(), LEAFLET)
    )
    sheet = answered(19, (BAC_PRO,), HEAD)
    profile = Profile(age=17)
    yield "card", card_table(node)
    yield "routes", routes_table(writer(), sheet.routes)
    yield "money", money_table(writer(), sheet.routes[0])
    yield "checklist", checklist_table(writer(), sheet.routes[0])
    yield "gap", gap_table(writer(), gap_sheet(writer(), gap(the_map(), profile, LEAFLET)))
    yield "reach", reach_table(writer(), reached())
    yield "nodes", nodes_table(writer())


def test_every_row_bears_the_day_and_the_edition_and_every_table_has_rows():
    for name, table in every_table():
        told = columns(table)
        assert table.rows, name
        assert set(told["On"]) == {"2026-11-24"}, name
        assert set(told["Edition"]) == {the_map().file.edition}, name


def test_a_card_has_a_row_for_each_of_its_lines_in_order():
    shown = card(the_map(), LEAFLET, "en", the_map().file.as_of)
    told = columns(card_table(shown))
    lines = [text for block in shown.blocks for text in in_lines(block.lines)]
    assert told["Line"] == [text.lstrip(" ").removeprefix("- ") for text in lines]
    assert set(told["Block"]) == {block.title for block in shown.blocks}
    assert all(isinstance(depth, int) for depth in told["Depth"])


def test_the_stages_of_routes_add_up_to_their_totals():
    sheet = answered(19, (BAC_PRO,), HEAD)
    told = columns(routes_table(writer(), sheet.routes))
    for number, route in enumerate(sheet.routes, start=1):
        rows = [place for place, each in enumerate(told["Route"]) if each == number]
        least = [told["Months, at least"][row] for row in rows]
        earned = [told["Gross euros earned, at least"][row] for row in rows]
        assert sum(map(_number, least)) == route.route.months
        assert sum(map(_number, earned)) == pytest.approx(float(route.money.total.low))
        assert [told["Identifier"][row] for row in rows] == [stage.node for stage in route.stages]


def _number(cell: Any) -> float:
    return 0 if cell is None else float(cell)


def test_an_unknown_length_is_an_empty_cell_and_a_word_and_never_nought():
    sheet = answered(60, (), HEAD, within=0)
    told = columns(routes_table(writer(), sheet.routes))
    unknown = [
        row
        for row, stage in enumerate(stage for route in sheet.routes for stage in route.stages)
        if stage.segment.months is None
    ]
    assert unknown
    for row in unknown:
        assert told["Months, at least"][row] is None
        assert told["Unpaid months"][row] is None
        assert "Months, at least" in str(told["Known"][row])


def test_pay_that_hangs_on_an_age_that_was_not_said_is_unknown():
    sheet = answered(None, (BAC_PRO,), LEAFLET)
    route = next(each for each in sheet.routes if each.stages[0].segment.access == "professionalisation")
    told = columns(money_table(writer(), route))
    assert set(told["Gross euros earned, at least"]) == {None}
    assert all("Gross euros earned, at least" in str(each) for each in told["Known"])


def test_the_months_of_a_route_are_counted_from_its_start():
    route = answered(19, (BAC_PRO,), HEAD).routes[0]
    told = columns(money_table(writer(), route))
    assert told["Month of the route"] == list(range(1, route.route.months + 1))
    assert told["Gross euros so far, lower end"][-1] == pytest.approx(float(route.money.total.low))


def test_months_after_a_stage_of_unknown_length_have_no_number():
    for route in answered(60, (), HEAD, within=0).routes:
        months = columns(money_table(writer(), route))["Month of the route"]
        first = next((place for place, month in enumerate(route.money.months) if month.month is None), None)
        if first is not None:
            assert set(months[first:]) == {None}


def test_the_checklist_says_each_state_in_a_word():
    route = answered(19, (BAC_PRO,), HEAD, "fr").routes[0]
    told = columns(checklist_table(writer("fr"), route))
    assert told["Condition"] == [check.text for check in route.checks]
    assert set(told["État"]) <= {"déjà là", "obtenu en chemin", "à confirmer", "décision d’un employeur"}


def test_a_lower_bound_of_months_says_that_it_is_one():
    sheet = reached()
    told = columns(reach_table(writer(), sheet))
    for node, months, are in zip(
        told["Identifier"], told["Months, at least"], told["This number of months is"], strict=True
    ):
        found = next(each for each in sheet.reached if each.node == node)
        assert (are == "a minimum") == found.at_least
        assert months == (found.months or None if found.at_least else found.months)


def test_the_list_of_the_map_has_every_node_once_with_its_codes():
    told = columns(nodes_table(writer()))
    assert sorted(map(str, told["Identifier"])) == sorted(the_map().nodes)
    leaflet = told["Identifier"].index(LEAFLET)
    assert "RNCP37071" in str(told["RNCP codes"][leaflet])
    for node, level, known in zip(told["Identifier"], told["Level (EQF)"], told["Known"], strict=True):
        qualification = the_map().qualifications.get(str(node))
        assert level == (qualification.level if qualification else None)
        assert ("Level (EQF)" in str(known)) == (qualification is not None and qualification.level is None)


def test_the_gap_has_the_smallest_sets_then_every_condition_with_its_state():
    sheet = gap_sheet(writer(), gap(the_map(), Profile(age=17), LEAFLET))
    told = columns(gap_table(writer(), sheet))
    missing = [text for way in sheet.ways for text in way.missing]
    assert [
        text
        for text, says in zip(told["Condition"], told["The line tells"], strict=True)
        if says == "what is missing"
    ] == missing
    assert set(told["State"]) - {None} <= {"met", "to be confirmed", "missing"}
