"""
The dated pay tables: what the law and the branch guarantee, from which day, and which text says so.

``data/pay.json`` is read into frozen models; every row carries the day it takes effect and its sources. A
series is asked *at* a day (`row_on`): before its first row there is no answer, and `NotOnRecord` is raised.
What is left out: what firms really pay, part time and overtime, Mayotte, and every amount that no source
gives (the branch table of 2026 among them). The tables hold minima, so they err low.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from itertools import pairwise
from typing import Annotated, Literal, TypeVar

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from pathways.errors import NotOnRecord
from pathways.model import Citation, Frozen, Id, Rung, Source, Text


def _fault(what: str, remedy: str) -> PydanticCustomError:
    """A broken rule of the format, with what to do about it."""
    return PydanticCustomError("pay_table", "{what}", {"what": what, "remedy": remedy})


def _decimal(value: object) -> Decimal:
    """A number of the file as it is written there: 0.55 is 0.55 to the last digit."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise _fault(f"{json.dumps(value, default=str)} is not a number", "write a number, without quotes")
    return Decimal(str(value))


Amount = Annotated[
    Decimal,
    BeforeValidator(_decimal),
    Field(gt=0),
    WithJsonSchema({"type": "number", "exclusiveMinimum": 0}),
]
Share = Annotated[
    Decimal,
    BeforeValidator(_decimal),
    Field(gt=0, le=1),
    WithJsonSchema({"type": "number", "exclusiveMinimum": 0, "maximum": 1}),
]
AgeInYears = Annotated[int, Field(ge=0, le=99)]
Confidence = Literal["high", "medium", "low"]
Degree = Literal["A", "B", "C"]

WEEKLY_HOURS, WEEKS, MONTHS = 35, 52, 12
CENT = Decimal("0.01")


def to_the_cent(amount: Decimal) -> Decimal:
    """
    Round an amount of euros as a payslip does: half a cent goes up.

    Examples
    --------
    >>> to_the_cent(Decimal("1213.563")), to_the_cent(Decimal("0.005"))
    (Decimal('1213.56'), Decimal('0.01'))
    """
    return amount.quantize(CENT, ROUND_HALF_UP)


class RuleKey(StrEnum):
    """The rules that a computed amount may refer to: the file must hold the words of each."""

    PROFESSIONALISATION_SHARE = "professionalisation-share"
    PROFESSIONALISATION_FROM_26 = "professionalisation-from-26"
    PROFESSIONALISATION_AGE_CHANGE = "professionalisation-age-change"
    TURNING_26 = "turning-26"
    APPRENTICESHIP_SHARE = "apprenticeship-share"
    APPRENTICESHIP_FROM_21 = "apprenticeship-from-21"
    APPRENTICESHIP_AGE_CHANGE = "apprenticeship-age-change"
    SHORTER_CYCLE = "shorter-cycle"
    SUCCESSIVE_CONTRACTS = "successive-contracts"
    LICENCE_PRO = "licence-pro-second-year"
    AGE_COUNT = "age-count"
    PAY_FLOOR = "pay-floor"
    MINORS = "minors-outside-alternance"
    UNPAID = "not-paid-by-this-map"


# --- rows of a series -----------------------------------------------------------------------------


class Row(Frozen):
    """One row of a dated series: it holds from its day until the next row's."""

    effective: date
    """The day from which it holds."""
    confidence: Confidence = "high"
    """How sure we are of it."""
    sources: tuple[Citation, ...] = Field(min_length=1)
    """Which texts say so."""

    @property
    def source_ids(self) -> tuple[str, ...]:
        """The ids of the documents behind the row."""
        return tuple(citation.id for citation in self.sources)


AnyRow = TypeVar("AnyRow", bound=Row)


def _in_date_order(series: tuple[AnyRow, ...]) -> tuple[AnyRow, ...]:
    for earlier, later in pairwise(series):
        if later.effective <= earlier.effective:
            raise _fault(
                f"the row of {later.effective} comes after that of {earlier.effective}",
                "put the rows in order of their day, one row a day",
            )
    return series


def row_on(series: Sequence[AnyRow], on: date, name: str = "series") -> AnyRow:
    """
    The row of a series that is in force on a day.

    Parameters
    ----------
    series
        Rows in order of their day.
    name
        What to call the series in the message.

    Raises
    ------
    NotOnRecord
        The day is before the first row.
    """
    begun = [row for row in series if row.effective <= on]
    if not begun:
        raise NotOnRecord(f"{on}: the {name} begins on {series[0].effective}; ask for that day or later")
    return begun[-1]


class NetPublished(Frozen):
    """The net amount that a publication gives, to check our own estimate against."""

    monthly: Amount
    """Net euros a month."""
    sources: tuple[Citation, ...] = Field(min_length=1)
    """Who publishes it."""


class SmicRow(Row):
    """The statutory minimum wage, gross, by the hour and by the month of 35 hours a week."""

    hourly: Amount
    """Gross euros an hour."""
    monthly: Amount
    """Gross euros for a month of 35 hours a week."""
    net_published: NetPublished | None = None
    """The net amount that a publication gives."""

    @model_validator(mode="after")
    def _month_follows_from_the_hour(self) -> SmicRow:
        expected = to_the_cent(self.hourly * WEEKLY_HOURS * WEEKS / MONTHS)
        if self.monthly != expected:
            raise _fault(
                f"{self.monthly} a month is not {self.hourly} × 35 × 52 / 12",
                f"write {expected}, or correct the hourly amount",
            )
        return self


class Minimum(Frozen):
    """The branch minimum of one rung; a cadre level has three degrees, level V none."""

    rung: Rung
    """The échelon or cadre level."""
    degree: Degree | None = None
    """The degree within a cadre level."""
    monthly: Amount
    """Gross euros for a month of 35 hours a week."""

    @property
    def place(self) -> str:
        """The rung in the branch's own words.

        Examples
        --------
        >>> Minimum(rung=Rung(cadre="I"), degree="B", monthly=2652).place
        'cadre I B'
        """
        return place_of(self.rung, self.degree)


def place_of(rung: Rung, degree: str | None = None) -> str:
    """
    The rung as the branch writes it; the degree is dropped where there is none.

    Examples
    --------
    >>> place_of(Rung(echelon=12), "A"), place_of(Rung(cadre="V"), "A"), place_of(Rung(cadre="II"), "C")
    ('échelon 12', 'cadre V', 'cadre II C')
    """
    if rung.cadre is None:
        return f"échelon {rung.echelon}"
    return f"cadre {rung.cadre}" if degree is None or rung.cadre == "V" else f"cadre {rung.cadre} {degree}"


LADDER = (
    *(place_of(Rung(echelon=echelon)) for echelon in (*range(1, 13), *range(17, 26))),
    *(f"cadre {level} {degree}" for level in ("I", "II", "III", "IV") for degree in ("A", "B", "C")),
    "cadre V",
)


class MinimaRow(Row):
    """A table of branch minima, gross euros for a month of 35 hours a week."""

    id: Id
    """Never changes."""
    title: Text
    """The agreement."""
    amounts: tuple[Minimum, ...]
    """One amount for each rung."""

    @model_validator(mode="after")
    def _covers_the_ladder(self) -> MinimaRow:
        places = [amount.place for amount in self.amounts]
        missing = [place for place in LADDER if place not in places]
        odd = [place for place in places if place not in LADDER or places.count(place) > 1]
        if missing:
            raise _fault(f"no amount for {', '.join(missing)}", "add it from the text of the agreement")
        if odd:
            raise _fault(f"{odd[0]} is there twice or is not a rung", "keep one amount for each rung")
        return self

    def amount_of(self, rung: Rung, degree: Degree) -> Decimal:
        """The minimum of a rung, gross euros a month."""
        wanted = place_of(rung, degree)
        return next(amount.monthly for amount in self.amounts if amount.place == wanted)


# --- work-study grids -----------------------------------------------------------------------------


class AgeRow(Frozen):
    """Ages in whole years: from ``age_from``, up to but not including ``age_below``."""

    age_from: AgeInYears
    """The youngest age."""
    age_below: AgeInYears | None = None
    """The first age that is no longer covered; none in the last row."""

    def covers(self, age_months: int) -> bool:
        """True when a person of this age is paid by the row."""
        starts = self.age_from * MONTHS <= age_months
        return starts and (self.age_below is None or age_months < self.age_below * MONTHS)


AnyAgeRow = TypeVar("AnyAgeRow", bound=AgeRow)


def _without_gaps(rows: tuple[AnyAgeRow, ...]) -> tuple[AnyAgeRow, ...]:
    for younger, older in pairwise(rows):
        if younger.age_below != older.age_from:
            raise _fault(
                f"ages {younger.age_from}–{younger.age_below} are followed by {older.age_from}",
                "make each row begin at the age where the row before it ends",
            )
    if rows and rows[-1].age_below is not None:
        raise _fault(
            f"nobody of {rows[-1].age_below} or more has a row", "leave out age_below in the last row"
        )
    return rows


class ProfessionalisationRow(AgeRow):
    """Shares of the SMIC, by whether the person has bac pro level; from 26, a floor by the job held."""

    below_bac_pro: Share
    """Share of the SMIC below bac pro level."""
    bac_pro_or_more: Share
    """Share of the SMIC from bac pro level up."""
    floor_share_of_minimum: Share | None = None
    """Share of the branch minimum of the job held, below which pay may not fall."""

    def shares(self, bac_pro_or_more: bool | None) -> tuple[Decimal, ...]:
        """The share of the SMIC that applies; both when the level is not said."""
        if bac_pro_or_more is None:
            return (self.below_bac_pro, self.bac_pro_or_more)
        return (self.bac_pro_or_more if bac_pro_or_more else self.below_bac_pro,)


class ApprenticeshipRow(AgeRow):
    """Shares by year of the cycle, of the SMIC or of the branch minimum of the job when that is higher."""

    years: tuple[Share, ...] = Field(min_length=3, max_length=3)
    """Shares in the first, second and third year."""
    base: Literal["smic", "smic_or_minimum"]
    """What they are shares of."""


class ProfessionalisationGrid(Row):
    """What a contrat de professionnalisation pays at least."""

    confirmed_on: date
    """The day up to which it is known to hold."""
    rows: Annotated[tuple[ProfessionalisationRow, ...], Field(min_length=1), AfterValidator(_without_gaps)]
    """By age."""


class ApprenticeshipGrid(Row):
    """What an apprenticeship pays at least, and the cap on the rise that a birthday brings."""

    confirmed_on: date
    """The day up to which it is known to hold."""
    age_change_cap_share_of_smic: Share
    """The most that a birthday may add, as a share of the SMIC."""
    rows: Annotated[tuple[ApprenticeshipRow, ...], Field(min_length=1), AfterValidator(_without_gaps)]
    """By age."""


# --- after the contract, and net pay --------------------------------------------------------------


class BonusCase(Frozen):
    """What becomes of the bonus in one situation."""

    id: Id
    """Never changes."""
    text: Text
    """What happens then."""


class OtherWording(Frozen):
    """The same bonus as another document puts it."""

    id: Id
    """Never changes."""
    text: Text
    """Its words, as we put them."""
    sources: tuple[Citation, ...] = Field(min_length=1)
    """Which document."""


class BonusRule(Row):
    """The integration bonus of article 1.22."""

    share_of_base_salary: Share
    """How much, as a share of the base salary."""
    month_of_contract: Annotated[int, Field(ge=1, le=60)]
    """At the end of which month."""
    from_series: Annotated[int, Field(ge=1, le=8)]
    """From which series of the RNCSA up."""
    after: tuple[Literal["apprenticeship", "professionalisation"], ...] = Field(min_length=1)
    """After which contracts."""
    text: Text
    """The rule in words."""
    cases: tuple[BonusCase, ...] = ()
    """Particular situations."""
    other_wordings: tuple[OtherWording, ...] = ()
    """How other documents put it."""


class SeriesRung(Frozen):
    """The rung that the certifications of one RNCSA series open."""

    series: Annotated[int, Field(ge=1, le=8)]
    """The number of the series."""
    opens: Rung
    """The rung that it opens."""


class RncsaSeries(Row):
    """The series of the register of certifications that open one rung each."""

    series: tuple[SeriesRung, ...] = Field(min_length=1)
    """Each series with its rung."""

    def opened_by(self, series: int) -> Rung | None:
        """The rung that a series opens; None for a series that opens no single rung."""
        return next((row.opens for row in self.series if row.series == series), None)


class EmployeeRates(Row):
    """What is taken from gross pay below the social-security ceiling, as shares of it."""

    old_age_capped: Share
    """Old-age pension, up to the ceiling."""
    old_age_uncapped: Share
    """Old-age pension, on the whole."""
    supplementary_pension: Share
    """Supplementary pension."""
    pension_balance: Share
    """Contribution d'équilibre général."""
    csg_crds: Share
    """CSG and CRDS."""
    csg_crds_base: Share
    """The share of gross pay that CSG and CRDS are taken from."""

    @property
    def contributions(self) -> Decimal:
        """The share of gross pay that goes to pensions."""
        return self.old_age_capped + self.old_age_uncapped + self.supplementary_pension + self.pension_balance

    @property
    def factor(self) -> Decimal:
        """Net before income tax, as a share of gross."""
        return 1 - self.contributions - self.csg_crds * self.csg_crds_base


class NetBound(Row):
    """Until when, and up to what gross pay in a month, the rates are known to hold."""

    until: date
    """The last day."""
    gross_up_to: Amount
    """Gross euros in a month."""


class ApprenticeRates(Row):
    """What an apprentice is spared. ``effective`` is compared with the day the contract is signed."""

    exempt_share_of_smic: Share
    """The pay that bears no contributions, as a share of the SMIC."""
    bears_csg_crds: bool
    """Whether pay above it bears CSG and CRDS."""


class NetRules(Frozen):
    """From gross to net, where our sources allow it."""

    employee: EmployeeRates
    """Of every employee."""
    bounds: Annotated[tuple[NetBound, ...], Field(min_length=1), AfterValidator(_in_date_order)]
    """How far the rates are known to hold."""
    apprentice: Annotated[tuple[ApprenticeRates, ...], Field(min_length=1), AfterValidator(_in_date_order)]
    """Of apprentices, by the day the contract is signed."""
    text: Text
    """In words."""


# --- words, and the file --------------------------------------------------------------------------


class PayRule(Frozen):
    """A rule in words. ``confirmed_on`` is the day up to which its text is known to hold."""

    id: Id
    """Never changes."""
    about: tuple[Literal["professionalisation", "apprenticeship", "floor", "unpaid", "net"], ...]
    """What it rules."""
    effective: date | None = None
    """The day from which it holds, where it is known."""
    confirmed_on: date
    """The day up to which its text is known to hold."""
    confidence: Confidence
    """How sure we are of it."""
    text: Text
    """In words."""
    sources: tuple[Citation, ...] = Field(min_length=1)
    """Which texts say so."""


class PendingAgreement(Frozen):
    """An agreement that exists, of which no source gives the amounts: shown beside the minima."""

    id: Id
    """Never changes."""
    signed: date
    """The day of signature."""
    confidence: Confidence
    """How sure we are of it."""
    text: Text
    """What is known of it."""
    sources: tuple[Citation, ...] = Field(min_length=1)
    """Who says so."""


class PayTables(Frozen):
    """The whole of ``pay.json``."""

    as_of: date
    """The day for which the tables were compiled."""
    compiled_on: date
    """The day on which they were compiled."""
    title: Text
    """What the tables show."""
    scope: Text
    """Whom they are about."""
    sources: tuple[Source, ...] = Field(min_length=1)
    """Every document that something here comes from."""
    smic: Annotated[tuple[SmicRow, ...], Field(min_length=1), AfterValidator(_in_date_order)]
    """The statutory minimum wage."""
    minima: Annotated[tuple[MinimaRow, ...], Field(min_length=1), AfterValidator(_in_date_order)]
    """The branch minima."""
    pending_agreements: tuple[PendingAgreement, ...] = ()
    """Agreements whose amounts no source gives."""
    professionalisation: Annotated[
        tuple[ProfessionalisationGrid, ...], Field(min_length=1), AfterValidator(_in_date_order)
    ]
    """Pay in a contrat de professionnalisation."""
    apprenticeship: Annotated[
        tuple[ApprenticeshipGrid, ...], Field(min_length=1), AfterValidator(_in_date_order)
    ]
    """Pay in an apprenticeship."""
    integration_bonus: BonusRule
    """The bonus after a year in the firm."""
    rncsa_series: RncsaSeries
    """Which series of certifications opens which rung."""
    net: NetRules
    """From gross to net."""
    rules: tuple[PayRule, ...]
    """The rules in words."""

    def rule(self, key: str) -> PayRule:
        """The words of a rule that a computed amount refers to."""
        return next(rule for rule in self.rules if rule.id == key)
