"""
A card on one page: what a pupil needs first, and the rest as far as there is room.

First of all what it is, the ways in with their conditions, the pay, what it opens and what it shuts. What is
cut, in this order: the reasons; documents beyond the first sixteen; the other blocks, the least asked for
first; long lists; the conditions of the last ways in. A condition is printed whole or not at all: half of an
"all of" would be wrong. The page says each time what is missing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from pathways.cards import Block, Card, Line
from pathways.handout.frame import Documents, Frame, documents_of, first_of
from pathways.handout.page import SIZES, Entry, Page, Section, Sections, printed
from pathways.model import Lang
from pathways.wording import Outline, in_one_line, say

FIRST: Final = ("what", "ways_in", "bare_decision", "pay", "pay_in_training", "ways_on", "shuts")
"""The blocks that a pupil needs first."""
_THEN: Final = (
    "content",
    "outcomes",
    "conflicts",
    "unsaid",
    "places",
    "onward",
    "names",
    "registration",
    "notes",
)
_LAST: Final = ("sheet", "rung", "exits")
_MOST_DOCUMENTS: Final = 16


@dataclass(frozen=True, slots=True)
class _Cut:
    """How much of a card a draft prints."""

    size: float
    others: int
    reasons: bool = True
    run_in: bool = False
    documents: int | None = None
    in_a_list: int | None = None
    conditions: int | None = None


def card_handout(card: Card, *, address: str = "") -> bytes:
    """
    A card on one A4 page, as a PDF.

    Parameters
    ----------
    address
        Where the card can be read on a screen; it is printed, and drawn as a code.

    Examples
    --------
    >>> from datetime import date
    >>> from pathways.cards import card
    >>> from tests.small_map import small
    >>> card_handout(card(small(), "cap-mecano", "fr", date(2026, 11, 24)))[:5]
    b'%PDF-'
    """
    frame = Frame(card.lang, card.on, card.edition, "card", address)
    return printed([partial(_draft, frame, card, cut) for cut in _cuts(card)])


def _cuts(card: Card) -> Iterator[_Cut]:
    """From the whole card in large letters to its bare essentials in small ones."""
    others = len(_others(card))
    yield from (_Cut(size, others) for size in SIZES)
    short = _Cut(SIZES[-1], others, reasons=False)
    yield short
    short = replace(short, run_in=True, documents=_MOST_DOCUMENTS)
    yield from (replace(short, others=left) for left in range(others, -1, -1))
    ways = next((len(block.lines) for block in card.blocks if block.key == "ways_in"), 0)
    for most, documents in ((8, 14), (6, 12), (5, 10), (4, 8), (3, 8)):
        short = replace(short, others=0, in_a_list=most, documents=documents)
        yield short
    yield from (replace(short, conditions=left) for left in range(ways - 1, -1, -1))
    yield replace(short, in_a_list=2, documents=6, conditions=0)


def _others(card: Card) -> list[Block]:
    """The blocks that can be left out, the most asked for first."""
    order = {key: place for place, key in enumerate(_THEN)} | {key: 100 + i for i, key in enumerate(_LAST)}
    others = [block for block in card.blocks if block.key not in FIRST]
    return sorted(others, key=lambda block: order.get(block.key, len(_THEN)))


def _draft(frame: Frame, card: Card, cut: _Cut) -> Page:
    others = _others(card)
    left_out = others[cut.others :]
    shown = [block for block in card.blocks if block not in left_out]
    documents = documents_of(card.lang, (block.citations for block in shown), cut.documents)
    warnings = tuple(line.text for block in shown for line in block.lines if line.warns)
    first, *rest = (_section(block, cut, documents, card.lang) for block in shown)
    page = frame.page(card.title, card.subtitle, cut.size, documents)
    return replace(
        page,
        warnings=warnings,
        parts=(Sections((replace(first, bare=True),), "across"), Sections(tuple(rest))),
        left_out=tuple(_left_out(left_out, cut, card.lang)),
    )


def _left_out(blocks: Sequence[Block], cut: _Cut, lang: Lang) -> Iterator[str]:
    """What was cut that no place on the page shows."""
    if blocks:
        titles = say("outline.separator", lang).join(block.title for block in blocks)
        yield say("handout.left_out", lang, titles=titles)
    if not cut.reasons:
        yield say("handout.no_reasons", lang)


# --- sections -------------------------------------------------------------------------------------


def _section(block: Block, cut: _Cut, documents: Documents, lang: Lang) -> Section:
    lines = [line for line in block.lines if not line.warns]
    is_ways_in = block.key == "ways_in"
    entries = (
        [_way(line, place, cut, lang) for place, line in enumerate(lines)]
        if is_ways_in
        else [_entry(line, cut, lang) for line in lines]
    )
    shown = entries if block.key == "what" else first_of(entries, cut.in_a_list, lang)
    return Section(block.title, tuple(shown), documents.cites(block.citations))


def _way(line: Line, place: int, cut: _Cut, lang: Lang) -> Entry:
    """A way in, with its conditions whole or with a word on where they are."""
    if cut.conditions is not None and place >= cut.conditions:
        return Entry(line.text, (Entry(say("handout.no_conditions", lang)),), strong=True)
    under = _under(line, replace(cut, in_a_list=None), lang)
    if cut.run_in:
        conditions = [each for each in line.children if isinstance(each, Outline)]
        said = [Entry(text) for each in conditions for text in _run_in(each, lang)]
        under = (*said, *under[len(conditions) :])
    return Entry(line.text, under, strong=True)


def _run_in(condition: Outline, lang: Lang) -> list[str]:
    """A condition in as few lines as it has parts that are all needed."""
    parts = condition.children if condition.kind == "all_of" and not condition.nature else (condition,)
    return [in_one_line(part, lang) for part in parts if part.kind != "why"]


def _entry(line: Line | Outline, cut: _Cut, lang: Lang) -> Entry:
    return Entry(line.text, first_of(_under(line, cut, lang), cut.in_a_list, lang))


def _under(line: Line | Outline, cut: _Cut, lang: Lang) -> tuple[Entry, ...]:
    told = (child for child in line.children if cut.reasons or not _explains(child))
    return tuple(_entry(child, cut, lang) for child in told)


def _explains(line: Line | Outline) -> bool:
    return line.explains if isinstance(line, Line) else line.kind == "why"
