"""What an adult employee gets at least: the SMIC, the minimum of the rung, and the higher of the two."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from pathways.model import Rung
from pathways.pay.tables import Degree, PayTables, Row, row_on

Base = Literal["smic", "minimum"]


@dataclass(frozen=True, slots=True)
class DatedAmount:
    """Gross euros a month, the day since when, and the ids of the sources and of agreements to come."""

    amount: Decimal
    since: date
    sources: tuple[str, ...]
    pending: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Floor:
    """The higher of the SMIC and the branch minimum, and which of the two it is."""

    smic: DatedAmount
    minimum: DatedAmount

    @property
    def base(self) -> Base:
        """Which of the two is the higher."""
        return "smic" if self.smic.amount > self.minimum.amount else "minimum"

    @property
    def amount(self) -> Decimal:
        """Gross euros a month."""
        return max(self.smic.amount, self.minimum.amount)

    @property
    def sources(self) -> tuple[str, ...]:
        """Both texts: to say which is the higher takes both."""
        return distinct(self.smic.sources, self.minimum.sources)


def smic(tables: PayTables, on: date) -> DatedAmount:
    """
    The SMIC of a month of 35 hours a week.

    Raises
    ------
    NotOnRecord
        The day is before the first row.

    Examples
    --------
    >>> from pathways.pay import load_pay
    >>> smic(load_pay(), date(2026, 7, 1)).amount
    Decimal('1867.02')
    """
    row = row_on(tables.smic, on, "SMIC series")
    return DatedAmount(row.monthly, row.effective, row.source_ids)


def branch_minimum(tables: PayTables, rung: Rung, on: date, degree: Degree = "A") -> DatedAmount:
    """
    The branch minimum of a rung.

    Parameters
    ----------
    degree
        For a cadre level; A is the lowest. Without meaning for an échelon and for level V.

    Raises
    ------
    NotOnRecord
        The day is before the first table.

    Examples
    --------
    >>> from pathways.pay import load_pay
    >>> branch_minimum(load_pay(), Rung(echelon=12), date(2026, 7, 1)).amount
    Decimal('2231')
    """
    row = row_on(tables.minima, on, "series of branch minima")
    pending = tuple(agreement.id for agreement in tables.pending_agreements if agreement.signed <= on)
    return DatedAmount(row.amount_of(rung, degree), row.effective, row.source_ids, pending)


def floor(tables: PayTables, rung: Rung, on: date, degree: Degree = "A") -> Floor:
    """
    What an adult employee of a rung gets at least.

    Raises
    ------
    NotOnRecord
        The day is before the first row of the SMIC or of the branch minima.

    Examples
    --------
    >>> from pathways.pay import load_pay
    >>> lowest = floor(load_pay(), Rung(echelon=3), date(2026, 7, 1))
    >>> lowest.amount, lowest.base
    (Decimal('1867.02'), 'smic')
    """
    return Floor(smic(tables, on), branch_minimum(tables, rung, on, degree))


def age_of_newest_row(series: Sequence[Row], on: date) -> int:
    """
    Days since the row in force took effect: how old what we show is.

    Examples
    --------
    >>> from pathways.pay import load_pay
    >>> age_of_newest_row(load_pay().smic, date(2026, 7, 1))
    30
    """
    return (on - row_on(series, on).effective).days


def smic_predates_january(tables: PayTables, on: date) -> bool:
    """
    True when no SMIC is on record since the last 1 January, the day it usually changes.

    Examples
    --------
    >>> from pathways.pay import load_pay
    >>> smic_predates_january(load_pay(), date(2027, 1, 1))
    True
    """
    return smic(tables, on).since < date(on.year, 1, 1)


def distinct(*groups: Iterable[str]) -> tuple[str, ...]:
    """Ids in the order in which they come, each once."""
    return tuple(dict.fromkeys(name for group in groups for name in group))
