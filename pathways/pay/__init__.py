"""
Pay in training and after: guaranteed minima, gross, on a day, with the texts behind them.

What is left out: what a firm pays above the minimum, part time and overtime, benefits in kind, and every
amount that no source gives. The tables hold minima, so they err low.
"""

from pathways.pay.alternance import MonthPay, Unknown, alternance_pay, contract_months
from pathways.pay.bonus import Bonus, integration_bonus
from pathways.pay.minima import (
    DatedAmount,
    Floor,
    age_of_newest_row,
    branch_minimum,
    floor,
    smic,
    smic_predates_january,
)
from pathways.pay.net import net_estimate
from pathways.pay.reading import PAY_FILE, load_pay
from pathways.pay.tables import PayTables, RuleKey

__all__ = [
    "PAY_FILE",
    "Bonus",
    "DatedAmount",
    "Floor",
    "MonthPay",
    "PayTables",
    "RuleKey",
    "Unknown",
    "age_of_newest_row",
    "alternance_pay",
    "branch_minimum",
    "contract_months",
    "floor",
    "integration_bonus",
    "load_pay",
    "net_estimate",
    "smic",
    "smic_predates_january",
]
