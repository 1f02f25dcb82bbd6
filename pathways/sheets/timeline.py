"""
A route along the months: when each stage begins and ends, and what each of its months pays.

A length that no source gives is never nothing: its stage is *open*, and every month after it is counted "at
least". A taking up of a role takes no month. The drawing and its text are made from the same bars.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from pathways.earnings import NOTHING, Earned, MonthEarned, total
from pathways.model import Lang
from pathways.sheets.routes import RouteSheet, Stage
from pathways.wording import duration, euros, say

Manner = Literal["unpaid", "contract", "work", "wait", "enter"]


@dataclass(frozen=True, slots=True)
class Block:
    """
    Months in a row that pay the same.

    Parameters
    ----------
    start, months
        Whole months since the route began, and how many; ``months`` is None where the length is unknown.
    pay
        What each of them pays: the first of them.
    """

    start: int
    months: int | None
    pay: MonthEarned

    @property
    def is_unknown(self) -> bool:
        """True when nothing is known of what these months pay."""
        return self.pay.gross is None and self.pay.low == NOTHING


@dataclass(frozen=True, slots=True)
class Bar:
    """
    One stage along the months.

    Parameters
    ----------
    number
        Its place on the route, from 1.
    start
        Whole months since the route began; a lower bound where ``after_unknown``.
    """

    number: int
    stage: Stage
    manner: Manner
    start: int
    after_unknown: bool
    blocks: tuple[Block, ...]
    so_far: Earned

    @property
    def months(self) -> int | None:
        """Its length, 0 for taking up a role; None when no source gives it."""
        return 0 if self.manner == "enter" else self.stage.segment.months

    @property
    def months_more(self) -> int:
        """How much longer it may take than it is drawn."""
        longest = self.stage.segment.months_max
        return max(0, longest - self.months) if longest is not None and self.months is not None else 0


def bars(sheet: RouteSheet) -> tuple[Bar, ...]:
    """The stages of a route along the months, in order."""
    found: list[Bar] = []
    start, unknown = 0, False
    months = sheet.money.months
    for number, stage in enumerate(sheet.stages, start=1):
        blocks = tuple(_blocks(sheet.money.months_of(number - 1), start))
        so_far = total(month for month in months if month.stretch < number)
        found.append(Bar(number, stage, manner_of(stage), start, unknown, blocks, so_far))
        if stage.kind != "enter":
            start += stage.segment.months or 0
            unknown = unknown or stage.segment.months is None
    return tuple(found)


def manner_of(stage: Stage) -> Manner:
    """How a stage is lived: it tells the bars apart, together with words."""
    match stage.kind:
        case "enter":
            return "enter"
        case "wait":
            return "wait"
        case "practise":
            return "work"
    access = stage.segment.access
    return "contract" if access is not None and access.is_alternance else "unpaid"


def _blocks(months: tuple[MonthEarned, ...], start: int) -> Iterator[Block]:
    for _, together in groupby(months, key=lambda month: (month.low, month.gross)):
        same = list(together)
        is_open = same[0].month is None
        yield Block(start, None if is_open else len(same), same[0])
        start += 0 if is_open else len(same)


# --- in words -------------------------------------------------------------------------------------


def bar_words(bar: Bar, lang: Lang) -> str:
    """How a stage is lived and how long, in a few words: what stands beside its bar."""
    access = bar.stage.segment.access
    way = say(f"access.{access}", lang) if access is not None else ""
    if bar.manner == "enter":
        return say("timeline.at_once", lang)
    length = bar.stage.length
    return say(f"timeline.{bar.manner}", lang, way=way, length=length)


def months_in_words(bar: Bar, lang: Lang) -> str:
    """From which month to which."""
    least = "_at_least" if bar.after_unknown else ""
    if bar.manner == "enter":
        nothing = "" if bar.start else "_nothing"
        return say(f"timeline.after{nothing}{least}", lang, length=duration(bar.start, None, lang))
    if bar.months is None:
        return say("timeline.from_unknown", lang, first=bar.start + 1)
    return say(f"timeline.from_to{least}", lang, first=bar.start + 1, last=bar.start + bar.months)


def longest_in_words(bar: Bar, lang: Lang) -> str:
    """How long a stage may take at most."""
    return say("timeline.up_to", lang, most=duration((bar.months or 0) + bar.months_more, None, lang))


def pay_in_words(bar: Bar, lang: Lang) -> Iterator[str]:
    """What the months of a stage pay, the changes in order; then all that is earned so far."""
    for block in bar.blocks:
        if block.pay.is_unpaid:
            yield say("timeline.unpaid_months", lang)
            continue
        reasons = ", ".join(say(f"pay.unknown.{each}", lang) for each in block.pay.unknown)
        if block.is_unknown:
            yield say("timeline.pay_unknown", lang, why=reasons)
            continue
        length = duration(block.months, None, lang)
        amount = euros(block.pay.low, lang)
        key = "timeline.pays" if block.pay.gross is not None else "timeline.pays_or_more"
        yield say(key, lang, length=length, amount=amount, why=reasons)
    if bar.manner != "enter" and bar.so_far.high != NOTHING:
        key = "timeline.so_far" if bar.so_far.gross is not None else "timeline.so_far_or_more"
        yield say(key, lang, amount=euros(bar.so_far.low, lang))


def timeline_lines(sheet: RouteSheet, lang: Lang) -> Iterator[tuple[int, str]]:
    """The time line in text: each stage with its months, under it what they pay."""
    for bar in bars(sheet):
        yield (
            0,
            say("timeline.line", lang, n=bar.number, title=bar.stage.title, when=months_in_words(bar, lang)),
        )
        if bar.months_more:
            yield 1, longest_in_words(bar, lang)
        yield from ((1, text) for text in pay_in_words(bar, lang))
