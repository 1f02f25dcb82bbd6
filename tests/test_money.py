"""
Where in its training cycle a contract begins, by the two rules of the law; and that all who show pay agree.

By hand, at 19 on the tables of November 2026 (SMIC €1,867.02): a first year pays 43%, €802.82; a second 51%,
€952.18; a third 67%, €1,250.90.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest

from pathways.cards.pieces import Writer
from pathways.catalogue import Catalogue, load
from pathways.model import Access, Profile, Step
from pathways.pay import MonthPay, load_pay
from pathways.routes import Route, Segment
from pathways.sheets import RouteMoney, money_of, pay_blocks, pay_sheet
from pathways.sheets.money import cycle_start
from pathways.wording import euros
from tests.test_wording import plain
from tests.toys import TODAY, toy

BRANCH = load()
TABLES = load_pay()
BAC_PRO = "bac-pro-maintenance-vehicules-transport-routier-2025"
CONTRACTS = [step for step in BRANCH.steps.values() if step.access.is_alternance]


def paid(catalogue: Catalogue, step: Step, age: int | None = 19) -> tuple[MonthPay, ...]:
    """The months that the sheet of a contract shows."""
    return pay_sheet(Writer(catalogue, "fr", TODAY), TABLES, step, Profile(age=age)).months


def earned(catalogue: Catalogue, age: int | None, *steps: Step) -> RouteMoney:
    """What a route of trainings earns."""
    segments = [
        Segment("train", step.target, step, step.months.min if step.months else None, None, 0, 0, 0, 0)
        for step in steps
    ]
    return money_of(catalogue, TABLES, Profile(age=age), Route(tuple(segments)), TODAY)


def start(steps: Mapping[str, Mapping[str, Any]], kind: str = "other", months: int | None = None) -> str:
    """The month in which the last of some steps to one qualification begins, and the rule that says so."""
    catalogue = toy(steps, qualifications={"q": {"kind": kind}})
    found = cycle_start(catalogue, catalogue.step([*steps][-1].replace(" ", "-")), months)
    return f"{found.month} {found.rule}"


def between(least: int, most: int) -> dict[str, int]:
    return {"min": least, "max": most}


# --- the rule -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("other", "this", "begins"),
    [
        (24, 12, "12 shorter-cycle"),
        (36, 24, "12 shorter-cycle"),
        (36, 30, "6 shorter-cycle"),
        (36, 12, "24 shorter-cycle"),
        (60, 12, "24 shorter-cycle"),
        (60, 48, "0 None"),
        (24, 24, "0 None"),
        (12, 24, "0 None"),
        (between(24, 36), 12, "12 shorter-cycle"),
        (24, between(6, 12), "12 shorter-cycle"),
        (between(12, 36), 12, "0 None"),
        (24, between(6, 24), "0 None"),
        (None, 12, "0 None"),
        (24, None, "0 None"),
    ],
)
def test_a_contract_begins_later_by_what_it_lacks_of_another_apprenticeship_to_the_same_qualification(
    other: Any, this: Any, begins: str
):
    assert start(
        {"q by apprenticeship": {"months": other}, "q by apprenticeship fast": {"months": this}}
    ) == (begins)


@pytest.mark.parametrize(
    ("longer", "shorter"),
    [
        ("q by initial", "q by apprenticeship"),
        ("q by professionalisation", "q by apprenticeship"),
        ("q by professionalisation", "q by professionalisation fast"),
        ("r by apprenticeship", "q by apprenticeship"),
    ],
)
def test_neither_another_way_nor_another_qualification_makes_a_contract_shorter(longer: str, shorter: str):
    assert start({longer: {"months": 24}, shorter: {"months": 12}}) == "0 None"


@pytest.mark.parametrize(
    ("kind", "access", "months", "begins"),
    [
        ("licence_pro", "apprenticeship", 12, "12 licence-pro-second-year"),
        ("licence_pro", "apprenticeship", between(10, 12), "12 licence-pro-second-year"),
        ("licence_pro", "apprenticeship", 24, "0 None"),
        ("licence_pro", "apprenticeship", None, "0 None"),
        ("licence_pro", "professionalisation", 12, "0 None"),
        ("but", "apprenticeship", 12, "0 None"),
    ],
)
def test_a_licence_professionnelle_in_one_year_begins_as_a_second_year(
    kind: str, access: str, months: Any, begins: str
):
    assert start({f"q by {access}": {"months": months}}, kind) == begins


def test_a_contract_said_to_be_longer_leaves_less_out():
    steps = {"q by apprenticeship": {"months": 36}, "q by apprenticeship fast": {"months": 24}}
    said = [start(steps, months=months) for months in (12, 24, 30, 36, 48)]
    assert said == ["12 shorter-cycle", "12 shorter-cycle", "6 shorter-cycle", "0 None", "0 None"]
    one_year = {"q by apprenticeship": {"months": 12}}
    assert [start(one_year, "licence_pro", months) for months in (12, 24)] == [
        "12 licence-pro-second-year",
        "0 None",
    ]


def test_on_the_map_of_the_branch_the_shorter_cycles_are_one_year_of_cap_and_two_of_bac_pro():
    found = {
        (BRANCH.qualifications[step.target].kind, step.months and step.months.max, begins.month, begins.rule)
        for step in CONTRACTS
        if (begins := cycle_start(BRANCH, step)).month
    }
    assert found == {
        ("cap", 12, 12, "shorter-cycle"),
        ("bac_pro", 24, 12, "shorter-cycle"),
        ("licence_pro", 12, 12, "licence-pro-second-year"),
    }


# --- routes ---------------------------------------------------------------------------------------


def route_of(*steps: str, age: int) -> list[str]:
    months = earned(BRANCH, age, *(BRANCH.step(step) for step in steps)).months
    return [str(month.gross) for month in months]


def test_a_licence_professionnelle_on_a_route_earns_a_second_year():
    assert route_of("licence-pro-omsa-by-apprenticeship", age=19) == ["952.18"] * 12


def test_a_bac_pro_in_two_years_after_a_cap_goes_on_where_the_cap_ended():
    """From 16: 27% and 39% of the SMIC in the CAP; from 18 the second and third years, 51% and 67%."""
    assert (
        route_of(
            "cap-maintenance-vehicules-transport-routier-2025-by-apprenticeship",
            "bac-pro-maintenance-vehicules-transport-routier-2025-by-apprenticeship-24",
            age=16,
        )
        == ["504.10"] * 12 + ["728.14"] * 12 + ["952.18"] * 12 + ["1250.90"] * 12
    )


# --- all say the same -----------------------------------------------------------------------------


@pytest.mark.parametrize("age", [None, 17, 19, 22, 25, 30])
def test_a_route_of_one_contract_earns_what_the_sheet_of_that_contract_shows(age: int | None):
    for step in CONTRACTS:
        if step.months is None:
            continue
        months = paid(BRANCH, step, age)
        on_route = earned(BRANCH, age, step)
        assert [(m.gross, m.low or 0, m.high, m.net) for m in months] == [
            (m.gross, m.low, m.high, m.net) for m in on_route.months
        ], step.id


@pytest.mark.parametrize(
    ("age", "apprentice", "pro"),
    [
        (15, "moins de 18 ans", None),
        (18, "de 18 à 20 ans", "moins de 21 ans"),
        (22, "de 21 à 25 ans", "de 21 à 25 ans"),
        (30, "26 ans et plus", "26 ans et plus"),
    ],
)
def test_the_row_of_an_age_on_a_card_has_the_amounts_of_the_sheets_of_its_contracts(
    age: int, apprentice: str, pro: str | None
):
    """Begun at these ages, no contract has a birthday that changes the row; who begins has a bac pro."""
    writer = Writer(BRANCH, "fr", TODAY)
    seen = 0
    for target, steps in BRANCH.steps_to.items():
        for access, ages in ((Access.APPRENTICESHIP, apprentice), (Access.PROFESSIONALISATION, pro)):
            shown = on_card(target, access, ages)
            sheets = [
                pay_sheet(writer, TABLES, step, Profile(age=age, holds=[BAC_PRO]), longest(step))
                for step in steps
                if step.access is access and BRANCH.can_be_taken(step, TODAY)
            ]
            due = {euros(month.gross or 0, "fr") for sheet in sheets for month in sheet.months}
            if shown and access is Access.APPRENTICESHIP:
                assert shown == due, target
            assert not shown or (due and due <= shown), target
            seen += bool(shown)
    assert seen > 20


def longest(step: Step) -> int:
    return step.months.max if step.months else 36


def on_card(node: str, access: Access, ages: str | None) -> set[str]:
    """The amounts in the row of an age, under the heading of a contract; none where the row is not there."""
    writer = Writer(BRANCH, "fr", TODAY)
    heading = writer.say("pay.by_way", access=writer.say(f"access.{access}"))
    rows = [
        row.text
        for block in pay_blocks(writer, TABLES, node)
        for line in block.lines
        if line.text == heading
        for row in line.children
    ]
    said = (row for row in rows if ages and plain(row).startswith(f"{ages} :"))
    return {amount for row in said for amount in re.findall(r"\d[\d\u202f]*,\d\d\xa0€", row)}


def test_the_card_of_a_licence_professionnelle_says_what_its_sheet_and_its_route_say():
    """The contradiction that was: 802.82 € in ``pay`` and on routes, 952.18 € on the card."""
    step = BRANCH.step("licence-pro-omsa-by-apprenticeship")
    assert on_card(step.target, step.access, "de 18 à 20 ans") == {"952,18\xa0€"}
    assert paid(BRANCH, step)[0].gross == earned(BRANCH, 19, step).months[0].gross == Decimal("952.18")


def test_every_contract_on_the_map_is_looked_at():
    assert {step.access for step in CONTRACTS} == {Access.APPRENTICESHIP, Access.PROFESSIONALISATION}
    assert len(CONTRACTS) > 100
