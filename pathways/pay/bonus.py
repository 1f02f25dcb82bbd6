"""
The integration bonus: who stays with the firm that trained gets half a month's base salary after a year.

Whether the person stays is theirs and the firm's to say; the special cases (a fixed term first, a dismissal
within the year, sales staff) are in the file as words.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from pathways.model import Rung
from pathways.pay.tables import PayTables, to_the_cent

NoBonus = Literal["below_series", "series_unknown", "salary_unknown"]


@dataclass(frozen=True, slots=True)
class Bonus:
    """The integration bonus in gross euros, or the reason why there is none to show."""

    amount: Decimal | None
    why_not: NoBonus | None
    month_of_contract: int
    sources: tuple[str, ...]


def integration_bonus(
    tables: PayTables, base_salary: Decimal | None, series_or_rung: int | Rung | None
) -> Bonus:
    """
    The bonus that ends the first year of a permanent contract with the firm that trained.

    Parameters
    ----------
    base_salary
        Gross euros a month, without allowances; None when not known.
    series_or_rung
        The RNCSA series of the certification obtained, or the rung that it opens; None when not known.

    References
    ----------
    IDCC 1090, article 1.22 a and b (amendment no. 88 of 10 April 2019).

    Examples
    --------
    >>> from pathways.pay import load_pay
    >>> integration_bonus(load_pay(), Decimal("1941"), 2).amount
    Decimal('970.50')
    >>> integration_bonus(load_pay(), Decimal("1867.02"), Rung(echelon=3)).why_not
    'below_series'
    """
    rule = tables.integration_bonus
    why_not = _no_bonus(tables, base_salary, series_or_rung)
    amount = None
    if why_not is None and base_salary is not None:
        amount = to_the_cent(rule.share_of_base_salary * base_salary)
    return Bonus(amount, why_not, rule.month_of_contract, rule.source_ids)


def _no_bonus(
    tables: PayTables, base_salary: Decimal | None, series_or_rung: int | Rung | None
) -> NoBonus | None:
    series = tables.rncsa_series
    threshold = series.opened_by(tables.integration_bonus.from_series)
    opened = series.opened_by(series_or_rung) if isinstance(series_or_rung, int) else series_or_rung
    if opened is None or threshold is None:
        return "series_unknown"
    if opened.height < threshold.height:
        return "below_series"
    return "salary_unknown" if base_salary is None else None
