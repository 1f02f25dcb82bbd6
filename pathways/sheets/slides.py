"""
A card, or a route, as slides for a projector: what its sheet says, in few and large words.

Nothing is worked out here: a slide shows the first lines of blocks and stages that are there already. What
does not fit is left out by one rule, and said to be: a line has at most three rows, and a part as many as one
slide has; a part for which there is no room left goes on the next slide. Rows are counted, not measured: so
many ``LETTERS`` stand on one at 28 pixels on a screen of 1280, with some to spare. It errs towards emptier
slides.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from pathways.cards import Block, Card, Line, Reference, Writer, one_per_document
from pathways.cards.pieces import without_ids
from pathways.model import Lang
from pathways.sheets.answers import AnswerSheet
from pathways.sheets.routes import RouteSheet, Stage
from pathways.wording import Outline, day, in_one_line, say, say_many

LETTERS: Final = 82
MOST_ROWS: Final = 10
MOST_ROWS_OF_A_LINE: Final = 3
SHOWN: Final = ("what", "ways_in", "pay_in_training", "pay", "ways_on")
_LETTERS_OF_A_SOURCE: Final = 48
_LEAST_OF_A_SENTENCE: Final = 0.5

Row = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Part:
    """
    Lines under a heading.

    Parameters
    ----------
    lines
        Each with its depth.
    left_out
        How many lines had no room.
    """

    heading: str
    lines: tuple[Row, ...]
    left_out: int = 0
    citations: tuple[Reference, ...] = ()

    @property
    def rows(self) -> int:
        """The rows that it takes on a slide, with its heading and the remark on what was left out."""
        return 1 + sum(_rows(line) for line in self.lines) + (self.left_out > 0)


@dataclass(frozen=True, slots=True)
class Slide:
    """
    What stands on the screen at one time.

    Parameters
    ----------
    sources
        Where it comes from and of when, in one line; empty where nothing is cited.
    node
        The card that says all of it; None for a slide about no single card.
    """

    title: str
    subtitle: str
    parts: tuple[Part, ...]
    sources: str
    node: str | None = None


def card_slides(card: Card) -> tuple[Slide, ...]:
    """
    The slides of a card: what it is, how one gets in, what it pays, what it helps to open.

    Examples
    --------
    >>> from datetime import date
    >>> from pathways.cards import card
    >>> from tests.small_map import small
    >>> slides = card_slides(card(small(), "g-9-1-controleur", "en", date(2026, 11, 24)))
    >>> [part.heading for slide in slides for part in slide.parts]
    ['What it is', 'Ways in']
    """
    blocks = {block.key: block for block in card.blocks}
    parts = [
        _part(blocks[key].title, _of_block(blocks[key], card.lang), blocks[key].citations)
        for key in SHOWN
        if key in blocks
    ]
    return _packed(_Head(card.title, card.subtitle, card.id, card.lang), parts)


def route_slides(writer: Writer, answer: AnswerSheet, sheet: RouteSheet) -> tuple[Slide, ...]:
    """The slides of a route: the whole of it, then each of its stages."""
    stages = [f"{stage.title} – {stage.length}" if stage.length else stage.title for stage in sheet.stages]
    parts = [
        _part(writer.say("slide.stages"), ((1, f"{n}. {text}") for n, text in enumerate(stages, start=1))),
        _part(writer.say("slide.honesty"), ((0, text) for text in sheet.honesty)),
    ]
    slides = list(_packed(_Head(answer.goal, sheet.headline, None, writer.lang), parts))
    for number, stage in enumerate(sheet.stages, start=1):
        slides += _of_stage(writer, number, stage)
    return tuple(slides)


def no_route_slides(writer: Writer, answer: AnswerSheet) -> tuple[Slide, ...]:
    """The slides of an answer without a route: why there is none."""
    cited = tuple(each for line in answer.blocked_by for each in line.citations)
    why = _part(writer.say("slide.why_not"), ((0, line.text) for line in answer.blocked_by), cited)
    return _packed(_Head(answer.goal, answer.message, None, writer.lang), [why])


# --- what a part says -----------------------------------------------------------------------------


def _of_block(block: Block, lang: Lang) -> Iterator[Row]:
    """The lines of a block; of what it is, its warnings and its first sentence."""
    lines = block.lines
    if block.key == "what":
        lines = (*[line for line in lines if line.warns], *[line for line in lines if not line.warns][:1])
    for line in lines:
        yield 0, line.text
        yield from _under(line, block.key, lang)


def _under(line: Line, key: str, lang: Lang) -> Iterator[Row]:
    """What a line asks for; beside conditions, remarks on a way in have no room."""
    for child in line.children:
        if isinstance(child, Outline):
            yield 1, in_one_line(child, lang)
        elif key != "ways_in":
            yield 1, child.text


def _of_stage(writer: Writer, number: int, stage: Stage) -> tuple[Slide, ...]:
    asked = (
        (0, f"{condition.text} ({writer.say(f'route.leans.{stage.state_of(condition)}')})")
        for condition in stage.leans_on
    )
    parts = [
        _part(writer.say("slide.facts"), ((0, fact) for fact in stage.facts), stage.citations),
        _part(writer.say("slide.conditions"), asked, stage.citations),
        _part(writer.say("slide.remarks"), ((0, remark) for remark in stage.remarks), stage.citations),
    ]
    label = writer.label(stage.node)
    subtitle = "" if label in stage.title else label
    head = _Head(f"{number}. {stage.title}", subtitle, stage.node, writer.lang)
    return _packed(head, parts)


# --- room -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Head:
    title: str
    subtitle: str
    node: str | None
    lang: Lang


def _part(heading: str, lines: Iterable[Row], citations: tuple[Reference, ...] = ()) -> Part:
    """As many lines as a part may have, from the first one on."""
    told = [_cut(line) for line in lines]
    kept = len(told)
    while kept > 1 and not _has_room(heading, told, kept):
        kept -= 1
    return Part(heading, tuple(told[:kept]), len(told) - kept, citations)


def _has_room(heading: str, told: Sequence[Row], kept: int) -> bool:
    """Whether the first lines have room, and none of them has lost all that stands under it."""
    is_whole = kept == len(told) or told[kept][0] <= told[kept - 1][0]
    return is_whole and Part(heading, tuple(told[:kept]), len(told) - kept).rows <= MOST_ROWS


def _cut(line: Row) -> Row:
    depth, text = line
    return depth, _shortened(text, MOST_ROWS_OF_A_LINE * _letters(depth))


def _letters(depth: int) -> int:
    return LETTERS - 4 * depth


def _rows(line: Row) -> int:
    depth, text = line
    return -(-len(text) // _letters(depth))


def _shortened(text: str, most: int) -> str:
    """
    A text cut after a sentence where that keeps half of the room, else after a word; dots for what was cut.

    Examples
    --------
    >>> _shortened("one of two conditions", 12)
    'one of two…'
    >>> _shortened("Repairs cars. Then sells them.", 20)
    'Repairs cars. …'
    """
    if len(text) <= most:
        return text
    sentences, end, _ = text[:most].rpartition(". ")
    if len(sentences) > most * _LEAST_OF_A_SENTENCE:
        return f"{sentences}{end}…"
    return text[:most].rpartition(" ")[0].rstrip(" ,;:–") + "…"


def _packed(head: _Head, parts: Iterable[Part]) -> tuple[Slide, ...]:
    """The parts that say something on as few slides as hold them, in their order; at least one slide."""
    groups: list[list[Part]] = [[]]
    for part in parts:
        if groups[-1] and sum(each.rows for each in (*groups[-1], part)) > MOST_ROWS:
            groups.append([])
        if part.lines:
            groups[-1].append(part)
    return tuple(_slide(head, group) for group in groups if group or len(groups) == 1)


def _slide(head: _Head, parts: Iterable[Part]) -> Slide:
    shown = tuple(parts)
    cited = one_per_document(each for part in shown for each in part.citations)
    return Slide(head.title, head.subtitle, shown, _cited(cited, head.lang), head.node)


def _cited(references: tuple[Reference, ...], lang: Lang) -> str:
    """The first source with its date, and how many others there are."""
    if not references:
        return ""
    first, *others = references
    title = _shortened(without_ids(first.title), _LETTERS_OF_A_SOURCE)
    dated = say("slide.source", lang, title=title, date=_dated(first, lang))
    return f"{dated} {say_many('slide.more_sources', len(others), lang)}" if others else f"{dated}."


def _dated(reference: Reference, lang: Lang) -> str:
    return day(reference.date, lang) if reference.date else say("source.undated", lang)
