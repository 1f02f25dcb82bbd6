"""Answers in words, as plain values that the command line and a page share."""

from pathways.sheets.answers import AnswerSheet, BlockLine, OpenerLine, answer_sheet
from pathways.sheets.gaps import GapSheet, WaySheet, gap_sheet
from pathways.sheets.money import RouteMoney, money_of
from pathways.sheets.pay import PaySheet, pay_sheet
from pathways.sheets.pay_blocks import pay_blocks
from pathways.sheets.routes import Check, RouteSheet, Stage, route_sheet

__all__ = [
    "AnswerSheet",
    "BlockLine",
    "Check",
    "GapSheet",
    "OpenerLine",
    "PaySheet",
    "RouteMoney",
    "RouteSheet",
    "Stage",
    "WaySheet",
    "answer_sheet",
    "gap_sheet",
    "money_of",
    "pay_blocks",
    "pay_sheet",
    "route_sheet",
]
