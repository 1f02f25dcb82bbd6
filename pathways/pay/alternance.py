"""
What a month of work-study pays at least, by the grids of the law and of the branch.

Where the age or the level is not said and would change the answer, a month has a range (``low`` to ``high``)
and says what is missing; it never guesses. The job held can only raise pay: where it is not said, the least
is what any job pays, and nothing bounds it above. The rules that the data file calls "not counted" are left
out.

How months of age are counted. A person says a whole age, so it stands for *age × 12* months on the day the
map begins, and grows by one each month. A birthday counts from the first day of the month after it. Someone
who says 20 turns 21 within the twelve months that follow, so the row of 21 is due from month 12 at the
latest (from month 13 for the one whose birthday is that very first day): we use month 12, when the count
reaches 21 × 12. In the eleven months before, the higher row may already be due; such a month carries the
note ``age-count``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Literal, TypeVar

from pathways.errors import BadValue
from pathways.model import Access, Rung
from pathways.pay.minima import Base, DatedAmount, Floor, branch_minimum, distinct, smic
from pathways.pay.net import net_estimate
from pathways.pay.tables import (
    MONTHS,
    AgeRow,
    ApprenticeshipGrid,
    ApprenticeshipRow,
    PayTables,
    ProfessionalisationRow,
    Row,
    RuleKey,
    row_on,
    to_the_cent,
)

Unknown = Literal["age", "level", "too_young", "beyond_third_year"]

T = TypeVar("T")

_BY_JOB = (RuleKey.PROFESSIONALISATION_FROM_26, RuleKey.APPRENTICESHIP_FROM_21)


@dataclass(frozen=True, slots=True)
class MonthPay:
    """
    The least that one month of a work-study contract pays.

    Parameters
    ----------
    gross
        Euros, to the cent, in any job where none is said; None when only a range is known.
    low, high
        The range; ``low`` equals ``gross`` where it is known, and so does ``high`` unless the job, not said,
        could raise it: then it is None. Both are None when no row of the grid applies.
    share, base, base_amount
        How ``gross`` comes about; None with it.
    rule
        The rule in words (`PayTables.rule`); None where it hangs on what is not known.
    floor_bites
        Whether the 85 % of the branch minimum lifts pay above the SMIC; None when the job is not said.
    net
        An estimate before income tax; None where our sources do not allow one.
    unknown
        What was not said, or why no row applies; empty where ``gross`` is known.
    notes
        Further rules to show beside the amount.
    sources, pending
        Ids of the texts behind the amount, and of agreements that exist without known amounts.
    """

    gross: Decimal | None
    low: Decimal | None
    high: Decimal | None
    share: Decimal | None
    base: Base | None
    base_amount: Decimal | None
    rule: RuleKey | None
    floor_bites: bool | None
    net: Decimal | None
    unknown: tuple[Unknown, ...]
    notes: tuple[RuleKey, ...]
    sources: tuple[str, ...]
    pending: tuple[str, ...] = ()

    @property
    def job_may_raise(self) -> bool:
        """True when the job held is not said, and a better one would be paid more."""
        return self.low is not None and self.high is None


def alternance_pay(
    tables: PayTables,
    access: Access,
    *,
    age_months: int | None,
    month: int,
    bac_pro_or_more: bool | None,
    job_rung: Rung | None,
    on: date,
    skipped_months: int = 0,
    signed_on: date | None = None,
) -> MonthPay:
    """
    The least that one month of apprenticeship or of a contrat de professionnalisation pays.

    Parameters
    ----------
    age_months
        Age in that month, counted as the head of the module says; None when not said.
    month
        Month of the training cycle, from 0: the year of the grid is ``month // 12 + 1``.
    bac_pro_or_more
        Whether the person has bac pro level in the sense of the Code; None when not said.
    job_rung
        The rung of the job held during the contract; None when not said.
    on
        The day whose tables are used.
    skipped_months
        Months of the cycle that the contract leaves out and that count as done.
    signed_on
        The day the contract was signed, for an apprentice's net pay; None for ``on``.

    Raises
    ------
    BadValue
        The access is no work-study contract, or a number is negative.
    NotOnRecord
        The tables do not go back to that day.

    References
    ----------
    Code du travail, D6325-14 to D6325-18 and D6222-26 to D6222-33; IDCC 1090, article 1.22.

    Examples
    --------
    >>> from pathways.pay import load_pay
    >>> pay = alternance_pay(
    ...     load_pay(), Access.PROFESSIONALISATION, age_months=19 * 12, month=0,
    ...     bac_pro_or_more=True, job_rung=None, on=date(2026, 7, 1),
    ... )
    >>> pay.gross, pay.share, pay.net
    (Decimal('1213.56'), Decimal('0.65'), Decimal('960.65'))
    """
    if not access.is_alternance:
        raise BadValue(f"{access}: only apprenticeship and professionalisation have a pay grid")
    if month < skipped_months or skipped_months < 0 or (age_months is not None and age_months < 0):
        raise BadValue("a month of the contract or an age is negative")
    minimum = None if job_rung is None else branch_minimum(tables, job_rung, on)
    ask = _Ask(age_months, month, month - skipped_months, bac_pro_or_more, smic(tables, on), minimum)
    read = _apprenticeship if access is Access.APPRENTICESHIP else _professionalisation
    answer = _month_pay(ask, read(tables, ask, on))
    net = None if answer.gross is None else net_estimate(tables, answer.gross, access, on, signed_on)
    return replace(answer, net=net)


def contract_months(
    tables: PayTables,
    access: Access,
    months: int,
    age_months: int | None,
    *,
    bac_pro_or_more: bool | None,
    job_rung: Rung | None,
    on: date,
    skipped_months: int = 0,
    signed_on: date | None = None,
) -> tuple[MonthPay, ...]:
    """
    A whole contract, month by month, on the tables of one day.

    Parameters
    ----------
    months
        How many months the contract runs.
    age_months
        Age in its first month; None when not said.

    Examples
    --------
    >>> from pathways.pay import load_pay
    >>> year = contract_months(
    ...     load_pay(), Access.APPRENTICESHIP, 12, 17 * 12 + 6,
    ...     bac_pro_or_more=False, job_rung=None, on=date(2026, 7, 1),
    ... )
    >>> [str(month.gross) for month in year[4:8]]
    ['504.10', '504.10', '802.82', '802.82']
    """
    return tuple(
        alternance_pay(
            tables,
            access,
            age_months=None if age_months is None else age_months + passed,
            month=skipped_months + passed,
            bac_pro_or_more=bac_pro_or_more,
            job_rung=job_rung,
            on=on,
            skipped_months=skipped_months,
            signed_on=signed_on,
        )
        for passed in range(months)
    )


@dataclass(frozen=True, slots=True)
class _Ask:
    """What is known of the person and the contract in the month that is asked for."""

    age_months: int | None
    month: int
    months_served: int
    bac_pro_or_more: bool | None
    smic: DatedAmount
    minimum: DatedAmount | None

    def is_paid_by(self, row: AgeRow) -> bool:
        """True when the row may be the person's."""
        return self.age_months is None or row.covers(self.age_months)

    def reached_in_contract(self, age: int) -> bool:
        """True when the person has passed this age since the contract began."""
        if self.age_months is None:
            return False
        return self.age_months - self.months_served < age * MONTHS <= self.age_months

    def may_be_older_than(self, row: AgeRow) -> bool:
        """True when a birthday within the stated year of age may already have led to the next row."""
        if self.age_months is None or row.age_below is None:
            return False
        return (row.age_below - 1) * MONTHS < self.age_months


@dataclass(frozen=True, slots=True)
class _Cell:
    """One amount that the grid may give. ``at_least`` when the job, not said, could raise it."""

    share: Decimal
    base: Base
    base_amount: Decimal
    rule: RuleKey
    at_least: bool = False
    floor_bites: bool | None = False

    @property
    def amount(self) -> Decimal:
        return to_the_cent(self.share * self.base_amount)


@dataclass(frozen=True, slots=True)
class _Reading:
    """What a grid says of a month: every amount that it may give, and what is to be said with them."""

    grid: Row
    cells: frozenset[_Cell]
    unknown: tuple[Unknown, ...]
    notes: tuple[RuleKey, ...] = ()


def _professionalisation(tables: PayTables, ask: _Ask, on: date) -> _Reading:
    grid = row_on(tables.professionalisation, on, "grid of the contrat de professionnalisation")
    rows = [row for row in grid.rows if ask.is_paid_by(row)]
    cells = frozenset(cell for row in rows for cell in _pro_cells(ask, row))
    level_matters = any(len(set(row.shares(ask.bac_pro_or_more))) > 1 for row in rows)
    unknown = _unknown(ask, cells, level_matters=level_matters)
    return _Reading(grid, cells, unknown, (*_age_count(ask, rows), *_pro_birthday(ask, rows)))


def _pro_cells(ask: _Ask, row: ProfessionalisationRow) -> list[_Cell]:
    if row.floor_share_of_minimum is None:
        rule = RuleKey.PROFESSIONALISATION_SHARE
        return [_Cell(s, "smic", ask.smic.amount, rule) for s in row.shares(ask.bac_pro_or_more)]
    return [_lifted(ask, share, row.floor_share_of_minimum) for share in row.shares(ask.bac_pro_or_more)]


def _lifted(ask: _Ask, share: Decimal, floor_share: Decimal) -> _Cell:
    """The share of the SMIC, or the share of the branch minimum when that is higher."""
    rule = RuleKey.PROFESSIONALISATION_FROM_26
    if ask.minimum is None:
        return _Cell(share, "smic", ask.smic.amount, rule, at_least=True, floor_bites=None)
    by_smic = _Cell(share, "smic", ask.smic.amount, rule)
    by_job = _Cell(floor_share, "minimum", ask.minimum.amount, rule, floor_bites=True)
    return by_job if by_job.amount > by_smic.amount else by_smic


def _pro_birthday(ask: _Ask, rows: Iterable[ProfessionalisationRow]) -> tuple[RuleKey, ...]:
    reached = [row for row in rows if ask.reached_in_contract(row.age_from)]
    if any(row.floor_share_of_minimum is not None for row in reached):
        return (RuleKey.TURNING_26,)
    return (RuleKey.PROFESSIONALISATION_AGE_CHANGE,) if reached else ()


def _apprenticeship(tables: PayTables, ask: _Ask, on: date) -> _Reading:
    grid = row_on(tables.apprenticeship, on, "grid of apprenticeship")
    rows = [row for row in grid.rows if ask.is_paid_by(row)]
    if ask.month // MONTHS >= len(grid.rows[0].years):
        return _Reading(grid, frozenset(), ("beyond_third_year",))
    cells = frozenset(_apprentice_cell(ask, grid, row) for row in rows)
    reached = any(ask.reached_in_contract(row.age_from) for row in rows)
    birthday = (RuleKey.APPRENTICESHIP_AGE_CHANGE,) if reached else ()
    unknown = _unknown(ask, cells, level_matters=False)
    return _Reading(grid, cells, unknown, (*_age_count(ask, rows), *birthday))


def _apprentice_cell(ask: _Ask, grid: ApprenticeshipGrid, row: ApprenticeshipRow) -> _Cell:
    """The row's amount; after a birthday in the contract, no further above the row before than the cap."""
    cell = _uncapped(ask, row)
    if not ask.reached_in_contract(row.age_from) or row is grid.rows[0]:
        return cell
    before = _apprentice_cell(ask, grid, grid.rows[grid.rows.index(row) - 1])
    cap = _Cell(grid.age_change_cap_share_of_smic, "smic", ask.smic.amount, cell.rule, cell.at_least)
    return max(before, min(cell, cap, key=_amount), key=_amount)


def _uncapped(ask: _Ask, row: ApprenticeshipRow) -> _Cell:
    share = row.years[ask.month // MONTHS]
    if row.base == "smic":
        return _Cell(share, "smic", ask.smic.amount, RuleKey.APPRENTICESHIP_SHARE)
    rule = RuleKey.APPRENTICESHIP_FROM_21
    if ask.minimum is None:
        return _Cell(share, "smic", ask.smic.amount, rule, at_least=True)
    base = Floor(ask.smic, ask.minimum)
    return _Cell(share, base.base, base.amount, rule)


def _amount(cell: _Cell) -> Decimal:
    return cell.amount


def _age_count(ask: _Ask, rows: Iterable[AgeRow]) -> tuple[RuleKey, ...]:
    return (RuleKey.AGE_COUNT,) if any(ask.may_be_older_than(row) for row in rows) else ()


def _unknown(ask: _Ask, cells: Collection[_Cell], *, level_matters: bool) -> tuple[Unknown, ...]:
    """What would have to be said for the range to become a figure."""
    if not cells:
        return ("too_young",)
    missing: dict[Unknown, bool] = {
        "age": ask.age_months is None,
        "level": level_matters,
    }
    return tuple(name for name, matters in missing.items() if matters)


def _month_pay(ask: _Ask, reading: _Reading) -> MonthPay:
    """One figure when all cells agree, else their range; no upper end where the job may raise it."""
    cells = reading.cells
    amounts = [cell.amount for cell in cells]
    open_ended = not cells or any(cell.at_least for cell in cells)
    known = next(iter(cells)) if len(cells) == 1 else None
    minimum = ask.minimum if any(cell.rule in _BY_JOB for cell in cells) else None
    return MonthPay(
        gross=known.amount if known else None,
        low=min(amounts, default=None),
        high=None if open_ended else max(amounts),
        share=known.share if known else None,
        base=known.base if known else None,
        base_amount=known.base_amount if known else None,
        rule=_only({cell.rule for cell in cells}),
        floor_bites=_only({cell.floor_bites for cell in cells}),
        net=None,
        unknown=() if known else reading.unknown,
        notes=reading.notes,
        sources=distinct(reading.grid.source_ids, ask.smic.sources, minimum.sources if minimum else ()),
        pending=minimum.pending if minimum else (),
    )


def _only(values: set[T]) -> T | None:
    """The one value of a set; None where there are several, or none."""
    return next(iter(values)) if len(values) == 1 else None
