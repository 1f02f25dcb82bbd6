"""
What a route earns on the way, month by month: the totals are sums over the months.

Work-study earns by the grid of the person's age and level in that month, the least that any job pays where
none is said; practice earns the floor of its rung; school, continuing training, VAE and waiting earn nothing
*here* (the person may have other income).
The tables are those of the day asked, held constant. After a certification obtained by apprenticeship, a new
apprenticeship pays no less than the one before. What is left out: the integration bonus, since a route does
not say that the person stays with the same firm, and the lower pay of minors in their first six months of
practice, which a note recalls.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Literal

from pathways.model import Access, Rung
from pathways.pay import (
    MonthPay,
    PayTables,
    RuleKey,
    Unknown,
    contract_months,
    floor,
    net_estimate,
    smic,
)

Kind = Literal["train", "practise", "wait", "enter"]
WhyUnknown = Literal[Unknown, "job", "length"]

NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Stretch:
    """
    A part of a route that is lived in one way.

    Parameters
    ----------
    access
        How a training is followed; None for practice and waiting.
    months
        How long it lasts; None when not known.
    age_months_at_start
        The stated age × 12 plus the months of the route before; None when no age was said.
    job_rung
        The rung of the role practised, or of the job held during a contract; None when not known.
    bac_pro_or_more
        Whether the person has bac pro level when it starts; None when not known.
    contract_month
        The month of the training cycle that a contract begins in, for its pay: 12 when its first year counts
        as done.
    """

    kind: Kind
    access: Access | None
    months: int | None
    age_months_at_start: int | None
    job_rung: Rung | None
    bac_pro_or_more: bool | None
    contract_month: int = 0

    @property
    def is_paid(self) -> bool:
        """True for practice and for work-study."""
        alternance = self.access is not None and self.access.is_alternance
        return self.kind == "practise" or (self.kind == "train" and alternance)

    @property
    def is_apprenticeship(self) -> bool:
        """True for a training under an apprenticeship contract."""
        return self.kind == "train" and self.access is Access.APPRENTICESHIP


@dataclass(frozen=True, slots=True)
class MonthEarned:
    """
    One month of a route.

    Parameters
    ----------
    stretch
        Which stretch it belongs to, from 0.
    month
        Which month of it, from 0; None for a stretch of unknown length, of which this is the first month.
    gross
        The least that it pays, in euros; None where only a range, or nothing, is known.
    low, high
        The range; ``high`` is None when nothing bounds it.
    unknown
        Why ``gross`` is not known.
    job_may_raise
        Whether the job held during a contract, not said, could be paid more: then ``high`` is None.
    """

    stretch: int
    month: int | None
    gross: Decimal | None
    low: Decimal
    high: Decimal | None
    net: Decimal | None = None
    rule: RuleKey | None = None
    unknown: tuple[WhyUnknown, ...] = ()
    notes: tuple[RuleKey, ...] = ()
    sources: tuple[str, ...] = ()
    pending: tuple[str, ...] = ()
    job_may_raise: bool = False

    @property
    def is_unpaid(self) -> bool:
        """True for months that this map pays nothing for."""
        return self.rule is RuleKey.UNPAID


@dataclass(frozen=True, slots=True)
class Earned:
    """
    Gross euros over some months: the least that they pay together, or the range and why it is no sum.

    ``high`` is None when nothing bounds it.
    """

    gross: Decimal | None
    low: Decimal
    high: Decimal | None
    unknown: tuple[WhyUnknown, ...]


def total(months: Iterable[MonthEarned]) -> Earned:
    """
    What some months earn together.

    Parameters
    ----------
    months
        Of a whole route, or of one stretch of it.

    Examples
    --------
    >>> total([MonthEarned(0, 0, Decimal("504.10"), Decimal("504.10"), Decimal("504.10"))] * 12).gross
    Decimal('6049.20')
    """
    months = tuple(months)
    counted = [month for month in months if month.month is not None]
    gross = [month.gross for month in months if month.gross is not None]
    high = [month.high for month in months if month.high is not None]
    return Earned(
        gross=sum(gross, NOTHING) if len(gross) == len(months) else None,
        low=sum((month.low for month in counted), NOTHING),
        high=sum(high, NOTHING) if len(high) == len(months) else None,
        unknown=tuple(dict.fromkeys(reason for month in months for reason in month.unknown)),
    )


def monthly_earnings(tables: PayTables, stretches: Sequence[Stretch], *, on: date) -> tuple[MonthEarned, ...]:
    """
    What each month of a route earns at least, on the tables of one day.

    Parameters
    ----------
    stretches
        In the order in which they are lived; taking up a role takes no month.

    Returns
    -------
    months
        One for each month; a stretch of unknown length has a single one, whose amount is not known.

    Raises
    ------
    NotOnRecord
        The tables do not go back to that day.

    Examples
    --------
    >>> from pathways.pay import load_pay
    >>> school = Stretch("train", Access.INITIAL, 24, 192, None, False)
    >>> work = Stretch("practise", None, 12, 216, Rung(echelon=6), True)
    >>> months = monthly_earnings(load_pay(), [school, work], on=date(2026, 7, 1))
    >>> len(months), total(months).gross
    (36, Decimal('23292'))
    """
    earned: list[MonthEarned] = []
    last_apprenticeship: MonthEarned | None = None
    for index, stretch in enumerate(stretches):
        months = _months_of(tables, index, stretch, on)
        if stretch.is_apprenticeship and months:
            months = tuple(_no_less(tables, month, last_apprenticeship, on) for month in months)
            last_apprenticeship = months[-1]
        earned.extend(months)
    return tuple(earned)


def _months_of(tables: PayTables, index: int, stretch: Stretch, on: date) -> tuple[MonthEarned, ...]:
    if stretch.kind == "enter":
        return ()
    length = 1 if stretch.months is None else stretch.months
    months = _paid(tables, index, stretch, length, on) if stretch.is_paid else _unpaid(index, length)
    return months if stretch.months is not None else tuple(_of_unknown_length(month) for month in months)


def _unpaid(index: int, length: int) -> tuple[MonthEarned, ...]:
    nothing = MonthEarned(index, 0, NOTHING, NOTHING, NOTHING, rule=RuleKey.UNPAID)
    return tuple(replace(nothing, month=month) for month in range(length))


def _paid(tables: PayTables, index: int, stretch: Stretch, length: int, on: date) -> tuple[MonthEarned, ...]:
    if stretch.access is None or stretch.kind == "practise":
        first = _practised(tables, index, stretch, on)
        return tuple(replace(first, month=month, notes=_of_minors(stretch, month)) for month in range(length))
    contract = contract_months(
        tables,
        stretch.access,
        length,
        stretch.age_months_at_start,
        bac_pro_or_more=stretch.bac_pro_or_more,
        job_rung=stretch.job_rung,
        on=on,
        skipped_months=stretch.contract_month,
    )
    return tuple(_under_contract(index, month, pay) for month, pay in enumerate(contract))


def _practised(tables: PayTables, index: int, stretch: Stretch, on: date) -> MonthEarned:
    """The first month of practice; nobody is paid less than the SMIC, whatever the role."""
    if stretch.job_rung is None:
        least = smic(tables, on)
        at_least = MonthEarned(index, 0, None, least.amount, None, rule=RuleKey.PAY_FLOOR)
        return replace(at_least, unknown=("job",), sources=least.sources)
    due = floor(tables, stretch.job_rung, on)
    return MonthEarned(
        stretch=index,
        month=0,
        gross=due.amount,
        low=due.amount,
        high=due.amount,
        net=net_estimate(tables, due.amount, None, on),
        rule=RuleKey.PAY_FLOOR,
        sources=due.sources,
        pending=due.minimum.pending,
    )


def _of_minors(stretch: Stretch, month: int) -> tuple[RuleKey, ...]:
    """A note for the first six months of a minor's practice."""
    age = stretch.age_months_at_start
    is_minor = age is not None and age + month < 18 * 12 and month < 6
    return (RuleKey.MINORS,) if is_minor else ()


def _under_contract(index: int, month: int, pay: MonthPay) -> MonthEarned:
    return MonthEarned(
        stretch=index,
        month=month,
        gross=pay.gross,
        low=NOTHING if pay.low is None else pay.low,
        high=pay.high,
        net=pay.net,
        rule=pay.rule,
        unknown=pay.unknown,
        notes=pay.notes,
        sources=pay.sources,
        pending=pay.pending,
        job_may_raise=pay.job_may_raise,
    )


def _of_unknown_length(first: MonthEarned) -> MonthEarned:
    """What is known of a stretch whose length is not: its first month, as an amount with no upper end."""
    if first.is_unpaid:
        return replace(first, month=None)
    return replace(first, month=None, gross=None, high=None, net=None, unknown=(*first.unknown, "length"))


def _no_less(tables: PayTables, month: MonthEarned, before: MonthEarned | None, on: date) -> MonthEarned:
    """A month of apprenticeship, lifted to what the last month of the contract before paid."""
    if before is None:
        return month
    low = max(month.low, before.low)
    high = None if month.high is None or before.high is None else max(month.high, before.high)
    if (low, high) == (month.low, month.high):
        return month
    is_known = low == high or (month.gross is not None and before.gross is not None)
    gross = low if is_known and month.month is not None else None
    return replace(
        month,
        gross=gross,
        low=low,
        high=high,
        net=None if gross is None else net_estimate(tables, gross, Access.APPRENTICESHIP, on),
        rule=RuleKey.SUCCESSIVE_CONTRACTS,
        unknown=() if gross is not None else tuple(dict.fromkeys((*month.unknown, *before.unknown))),
    )
