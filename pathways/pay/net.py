"""
From gross to net, as an estimate before income tax.

Left out: the employee's share of health cover and of the branch provident scheme, so that a payslip is a
little lower. The estimate is given only where the ceiling of the day is on record.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pathways.model import Access
from pathways.pay.minima import smic
from pathways.pay.tables import PayTables, row_on, to_the_cent


def net_estimate(
    tables: PayTables, gross: Decimal, access: Access | None, on: date, signed_on: date | None = None
) -> Decimal | None:
    """
    Net pay before income tax, where the bounds of our rates allow an estimate.

    Parameters
    ----------
    gross
        Euros of the month.
    access
        Apprentices are spared part of the contributions; anyone else is an ordinary employee.
    signed_on
        The day an apprentice's contract was signed; None for ``on``.

    Returns
    -------
    net
        Euros to the cent; None above the ceiling, or on a day whose ceiling is not on record.

    References
    ----------
    Code du travail, L6243-2 and D6243-5.

    Examples
    --------
    >>> from pathways.pay import load_pay
    >>> net_estimate(load_pay(), Decimal("1867.02"), None, date(2026, 7, 1))
    Decimal('1477.93')
    """
    bounds = tables.net.bounds
    if not any(b.effective <= on <= b.until and gross <= b.gross_up_to for b in bounds):
        return None
    rates = tables.net.employee
    if access is not Access.APPRENTICESHIP:
        return to_the_cent(gross * rates.factor)
    spared = row_on(tables.net.apprentice, signed_on or on, "apprentices' exemption")
    rate = 1 - rates.factor if spared.bears_csg_crds else rates.contributions
    taxed = max(Decimal(0), gross - spared.exempt_share_of_smic * smic(tables, on).amount)
    return to_the_cent(gross - rate * taxed)
