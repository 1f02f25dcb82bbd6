"""
Things side by side: the same rows for each, a mark on those that differ, nothing left blank.

What a table of qualifications and roles, one of routes and one of people have in common. A row differs when
two of its cells do not say the same, word for word: two sources that say one thing in other words are shown
as a difference, never the other way round.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal

from pathways.cards import Line, Reference, Writer, one_per_document
from pathways.errors import BadValue
from pathways.model import Lang
from pathways.spreadsheets import Table
from pathways.wording import Outline, say

Kind = Literal["nodes", "routes", "profiles"]

FEWEST: Final = 2
MOST: Final = 4


@dataclass(frozen=True, slots=True)
class CellLine:
    """One thing said in a cell, how deep it stands under the one before, and the node that it names."""

    text: str
    depth: int = 0
    node: str | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """
    What one column says in one row.

    Parameters
    ----------
    reason
        Why there is no line; empty where there are some.
    citations
        Where the lines come from. Two cells that say the same are the same, whatever they cite.
    """

    lines: tuple[CellLine, ...] = ()
    reason: str = ""
    citations: tuple[Reference, ...] = field(default=(), compare=False)

    @property
    def text(self) -> str:
        """The cell as it stands in a spreadsheet: a line of text for each line."""
        return "\n".join(f"{'  ' * line.depth}{line.text}" for line in self.lines) or self.reason


@dataclass(frozen=True, slots=True)
class Column:
    """
    One of the things compared.

    Parameters
    ----------
    key
        What the address and the command line call it: the id of a node, the number of a route, the label of
        a profile.
    subtitle
        What it is, in one line.
    """

    key: str
    title: str
    subtitle: str
    node: str | None = None
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """
    One question, and what each column answers, in the order of the columns.

    Parameters
    ----------
    depth
        How deep the question stands under those above: a condition inside another one.
    """

    key: str
    label: str
    cells: tuple[Cell, ...]
    depth: int = 0

    @property
    def differs(self) -> bool:
        """Whether two cells do not say the same."""
        return len(set(self.cells)) > 1


@dataclass(frozen=True, slots=True)
class ComparisonSheet:
    """
    Two to four things side by side, in one language.

    Parameters
    ----------
    diverges_at
        For routes: the stage at which they part, in words.
    differences
        What tells them apart, a sentence each.
    remarks
        What belongs under the table.
    """

    kind: Kind
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    lang: Lang
    on: date
    edition: str
    diverges_at: str | None = None
    differences: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def differing(self) -> tuple[Row, ...]:
        """The rows whose cells do not all say the same."""
        return tuple(row for row in self.rows if row.differs)

    @property
    def citations(self) -> tuple[tuple[Reference, ...], ...]:
        """The documents behind each column, each once, in the order of its rows."""
        return tuple(
            one_per_document(cited for row in self.rows for cited in row.cells[index].citations)
            for index in range(len(self.columns))
        )


def cell(lines: Iterable[Line | Outline], reason: str, citations: Iterable[Reference] = ()) -> Cell:
    """A cell of lines and of what is said under them; of the reason alone where nothing is said."""
    told = tuple(_flat(lines))
    return Cell(told, "", tuple(citations)) if told else Cell((), reason)


def closing_rows(writer: Writer, sheet: ComparisonSheet) -> tuple[Row, Row]:
    """The documents behind each column, and the day and the edition that all of them share."""
    silent = writer.say("compare.empty.no_source")
    documents = (
        cell((Line(f"[{n}] {each.text(writer.lang)}") for n, each in enumerate(cited, start=1)), silent)
        for cited in sheet.citations
    )
    dated = writer.say("card.dated", day=writer.day(sheet.on), edition=sheet.edition)
    same = tuple(cell([Line(dated)], "") for _ in sheet.columns)
    return (
        Row("sources", writer.say("compare.row.sources"), tuple(documents)),
        Row("dated", writer.say("compare.row.dated"), same),
    )


def numbers_in(documents: Iterable[Reference], told: Cell) -> str:
    """Which of the documents behind its column, counted from 1, a cell comes from; empty for none."""
    places = {document.id: number for number, document in enumerate(documents, start=1)}
    return in_ranges(sorted({places[cited.id] for cited in told.citations}))


def in_ranges(numbers: Iterable[int]) -> str:
    """
    Numbers in their order, those that follow each other as a range.

    Examples
    --------
    >>> in_ranges([1, 2, 3, 5, 7, 8])
    '1–3, 5, 7, 8'
    """
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in runs)


def check_number(number: int) -> None:
    """
    Refuse to compare one thing, and more than a page can hold side by side.

    Raises
    ------
    BadValue
        There are fewer than two, or more than four.
    """
    if not FEWEST <= number <= MOST:
        raise BadValue(f"{number} to compare: {FEWEST} to {MOST} are needed")


def _flat(lines: Iterable[Line | Outline], depth: int = 0) -> Iterable[CellLine]:
    for line in lines:
        yield CellLine(line.text, depth, line.node)
        yield from _flat(line.children, depth + 1)


def comparison_table(sheet: ComparisonSheet) -> Table:
    """
    The comparison as a table for a spreadsheet: a row for each question, the mark of a difference last.

    Examples
    --------
    >>> same = Row("level", "Level", (Cell((CellLine("4"),)), Cell((CellLine("4"),))))
    >>> two = (Column("a", "A", ""), Column("b", "B", ""))
    >>> comparison_table(ComparisonSheet("nodes", "", two, (same,), "en", date(2026, 11, 24), "1")).rows
    (('Level', '4', '4', 'same'),)
    """
    head = (say("compare.table.row", sheet.lang), *(column.title for column in sheet.columns))
    rows = ((row.label, *(each.text for each in row.cells), mark(row, sheet.lang)) for row in sheet.rows)
    return Table((*head, say("compare.table.mark", sheet.lang)), tuple(rows))


def mark(row: Row, lang: Lang) -> str:
    """Whether the cells of a row differ, in a word."""
    return say("compare.differs" if row.differs else "compare.same", lang)
