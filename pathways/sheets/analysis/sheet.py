"""
The sheet of a measure as plain values, and what sheets of several measures say alike.

The command line prints a sheet, a page draws it. What a measure means, how it is counted and its limits are
found by its key among the sentences of the language, so that no sheet goes without them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from babel.numbers import format_percent

from pathways.analysis import NOBODY, BestRoute
from pathways.cards import Line, Reference, Writer, short_way
from pathways.names import fold
from pathways.spreadsheets import Cell, Table
from pathways.wording import duration, sentences

BETWEEN: Final = " ; "
"""What stands between things that are told in one sentence or in one cell."""

_COUNTRY: Final = {"fr": "fr_FR", "en": "en_GB"}


@dataclass(frozen=True, slots=True)
class Bar:
    """
    A line of a ranked list as a length to be drawn.

    Parameters
    ----------
    number
        How long; None where there is nothing to measure.
    said
        The number in words, with what it counts.
    node
        The qualification or role that it is about, if any.
    more
        What is drawn behind it, as another kind of the same.
    """

    name: str
    number: float | None
    said: str
    node: str | None = None
    more: float = 0


@dataclass(frozen=True, slots=True)
class Grid:
    """
    Counts from each of some places to each, to be drawn as a table.

    Parameters
    ----------
    names, marks
        What each row is called, and the short name of the same place above its column.
    counts
        Row by row; 0 where there is nothing.
    """

    heading: str
    names: tuple[str, ...]
    marks: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class MeasureSheet:
    """
    One measure in one language.

    Parameters
    ----------
    key
        The measure.
    title, meaning, formula
        What it is called, what it says in one sentence, and how it is counted.
    limits
        What it does not say.
    message
        How much there is.
    lines
        The answer, ranked; under each line the list behind its number.
    keys
        The names of the columns of the table that no language changes.
    table
        The same for a spreadsheet.
    dated
        The edition and the day.
    citations
        The sources of the conditions that are told; none where numbers are counted on the map as a whole.
    bars, grids
        The lines as lengths or counts to be drawn, in their order.
    """

    key: str
    title: str
    meaning: str
    formula: str
    limits: tuple[str, ...]
    message: str
    lines: tuple[Line, ...]
    keys: tuple[str, ...]
    table: Table
    dated: str
    citations: tuple[Reference, ...] = ()
    bars: tuple[Bar, ...] = ()
    grids: tuple[Grid, ...] = ()


def sheet_of(
    writer: Writer,
    key: str,
    message: str,
    lines: Iterable[Line],
    *,
    columns: str,
    rows: Iterable[tuple[Cell, ...]],
    bars: Iterable[Bar] = (),
    grids: Iterable[Grid] = (),
    **words: str,
) -> MeasureSheet:
    """A sheet of a key, whose sentences say what it means; ``columns`` are the keys of its columns."""
    keys = tuple(columns.split())
    return MeasureSheet(
        key=key,
        title=writer.say(f"structure.{key}.title", **words),
        meaning=writer.say(f"structure.{key}.meaning"),
        formula=writer.say(f"structure.{key}.formula"),
        limits=tuple(_limits(writer, key)),
        message=message,
        lines=tuple(lines),
        keys=keys,
        table=Table(tuple(writer.say(f"structure.column.{each}") for each in keys), tuple(rows)),
        dated=writer.say("structure.dated", edition=writer.catalogue.file.edition, day=writer.day(writer.on)),
        bars=tuple(bars),
        grids=tuple(grids),
    )


def _limits(writer: Writer, key: str) -> Iterator[str]:
    number = 1
    while f"structure.{key}.limit.{number}" in sentences(writer.lang):
        yield writer.say(f"structure.{key}.limit.{number}")
        number += 1


# --- what several of them say ---------------------------------------------------------------------


def start_name(writer: Writer, start: str) -> str:
    """What a start is called: an entry point, a role, or whoever says nothing."""
    if start == NOBODY:
        return writer.say("structure.start.nobody")
    for each in writer.catalogue.file.entry_points:
        if each.id == start:
            return each.label[writer.lang]
    return writer.label(start)


def step_name(writer: Writer, step: str) -> str:
    """A step by what it leads to and how."""
    known = writer.catalogue.steps[step]
    return writer.say("choices.step", label=writer.label(known.target), way=short_way(writer, known))


def family_name(writer: Writer, key: str) -> str:
    """What a family is called, or that none is told."""
    return writer.family(key) if key else writer.say("structure.mobility.unknown")


def length_of(writer: Writer, months: int, gaps: int = 0, *, at_least: bool = False) -> str:
    """A length, with the gaps of the map on the way."""
    text = duration(months, None, writer.lang, at_least=at_least)
    if not months and not at_least:
        text = writer.say("reach.at_once")
    return writer.count("structure.gaps", gaps, length=text) if gaps else text


def route_length(writer: Writer, route: BestRoute) -> str:
    """How long a route takes, with the gaps of the map on the way."""
    return length_of(writer, route.months, route.gaps, at_least=route.at_least)


def percent(writer: Writer, share: float) -> str:
    """A share in percent, as the language writes it."""
    return str(
        format_percent(
            share, format="#,##0.# %" if writer.lang == "fr" else "#,##0.#%", locale=_COUNTRY[writer.lang]
        )
    )


def nodes_by_name(writer: Writer, nodes: Iterable[str]) -> tuple[Line, ...]:
    """A line for each node, by name."""
    lines = (Line(writer.label(node), node) for node in nodes)
    return tuple(sorted(lines, key=lambda line: (fold(line.text), line.node or "")))


def bar_of(writer: Writer, node: str, number: float | None, said: str) -> Bar:
    """A bar that is about a node and has its name."""
    return Bar(writer.label(node), number, said, node)
