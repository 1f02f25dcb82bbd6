"""
Two to four things side by side on one page: the same rows for each, and a word on those that differ.

A row that says the same for all says it once. What is cut, in this order: documents beyond the first
sixteen; what goes beyond a dozen lines in a cell, then beyond fewer and fewer, from the last row up;
sentences on what tells them apart beyond the first few; what the table says again anyway, and how it was
made. A line is printed with all that is said under it, or with a word on where that is: half of an "all of"
would be wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from pathways.handout.frame import Documents, Frame, documents_of
from pathways.handout.page import LAST_SIZE, SIZES, Entry, Grid, Page, Section, Sections, printed
from pathways.model import Lang
from pathways.sheets.comparison import Cell, CellLine, ComparisonSheet, Row, mark
from pathways.wording import listing, say, say_many

_LABEL_WIDTH: Final = 0.55
_LINES_IN_A_CELL: Final = (12, 9, 7, 5, 4, 3, 2, 1)
_ON_EVERY_PAGE: Final = ("sources", "dated")
"""The rows that the page says in its own way."""


@dataclass(frozen=True, slots=True)
class _Cut:
    """
    How much a draft prints.

    ``in_a_cell`` holds for all rows but the first ``better_off``, which may have ``in_these`` lines.
    """

    size: float
    documents: int | None = None
    in_a_cell: int | None = None
    differences: int | None = None
    better_off: int = 0
    in_these: int | None = None
    table_only: bool = False

    def most(self, place: int) -> int | None:
        """The lines that a cell may have in a row."""
        return self.in_these if place < self.better_off else self.in_a_cell


def comparison_handout(sheet: ComparisonSheet, *, address: str = "") -> bytes:
    """
    A comparison on one A4 page, as a PDF.

    Parameters
    ----------
    address
        Where the same can be read on a screen; it is printed, and drawn as a code.

    Examples
    --------
    >>> from pathways.cards import Writer
    >>> from pathways.pay import load_pay
    >>> from pathways.sheets.compared_nodes import compare_nodes
    >>> from tests.small_map import small
    >>> writer = Writer(small(), "fr", small().file.as_of)
    >>> two = compare_nodes(writer, load_pay(), ["cap-mecano", "bac-pro-camion"])
    >>> comparison_handout(two)[:5]
    b'%PDF-'
    """
    frame = Frame(sheet.lang, sheet.on, sheet.edition, "comparison", address)
    return printed([partial(_draft, frame, sheet, cut) for cut in _cuts(len(sheet.rows))])


def _cuts(rows: int) -> Iterator[_Cut]:
    """From the whole table in large letters to one line for each cell in small ones."""
    yield from (_Cut(size) for size in SIZES)
    short = _Cut(SIZES[-1], documents=16)
    yield short
    for more, most in zip((None, *_LINES_IN_A_CELL), _LINES_IN_A_CELL, strict=False):
        short = replace(short, in_a_cell=most, in_these=more, documents=12 if most > 4 else 8)
        short = replace(short, differences=None if most > 4 else most)
        yield from (replace(short, better_off=left) for left in range(rows, -1, -1))
    yield replace(short, size=LAST_SIZE, in_these=None, documents=4, table_only=True)


def _draft(frame: Frame, sheet: ComparisonSheet, cut: _Cut) -> Page:
    lang = sheet.lang
    documents = documents_of(lang, sheet.citations, cut.documents)
    of_nodes = [column.title for column in sheet.columns if sheet.kind == "nodes"]
    subtitle = "" if cut.table_only else listing(of_nodes, lang)
    page = frame.page(sheet.title, subtitle, cut.size, documents)
    told = [] if cut.table_only else [Entry(text) for text in _told(sheet, cut)]
    first = [Section(say("handout.comparison.differences", lang), tuple(told))] if told else []
    remarks = [Entry(text) for text in sheet.remarks if text not in page.captions]
    has_room = remarks and not cut.table_only
    after = [Section(say("handout.to_know", lang), tuple(remarks))] if has_room else []
    return replace(
        page,
        parts=(
            Sections(tuple(first), "across"),
            _table(sheet, documents, cut),
            Sections(tuple(after), "across"),
        ),
    )


def _told(sheet: ComparisonSheet, cut: _Cut) -> Iterator[str]:
    """Where they part, then what tells them apart, with a count of what is left out."""
    if sheet.diverges_at:
        yield sheet.diverges_at
    shown = sheet.differences[: cut.differences]
    yield from shown
    if left := len(sheet.differences) - len(shown):
        yield say_many("handout.more", left, sheet.lang)


# --- the table ------------------------------------------------------------------------------------


def _table(sheet: ComparisonSheet, documents: Documents, cut: _Cut) -> Grid:
    return Grid(
        title=say("handout.comparison.table", sheet.lang),
        heads=(_bold(say("compare.table.row", sheet.lang)), *_heads(sheet, documents)),
        widths=(_LABEL_WIDTH, *(1.0 for _ in sheet.columns)),
        rows=tuple(
            _row(row, cut.most(place), sheet.lang)
            for place, row in enumerate(row for row in sheet.rows if row.key not in _ON_EVERY_PAGE)
        ),
    )


def _heads(sheet: ComparisonSheet, documents: Documents) -> Iterator[tuple[Entry, ...]]:
    """What each column is, in bold, in a line and with the numbers of its sources."""
    for column, cited in zip(sheet.columns, sheet.citations, strict=True):
        texts = (column.subtitle, documents.cites(cited))
        yield (*_bold(column.title), *(Entry(text) for text in texts if text))


def _bold(text: str) -> tuple[Entry, ...]:
    return (Entry(text, strong=True),)


def _row(row: Row, most: int | None, lang: Lang) -> tuple[tuple[Entry, ...], ...]:
    """A row with what each says, or with what all say; whether they differ is said in a word."""
    label, told = Entry(row.label, strong=True), Entry(mark(row, lang))
    if row.differs:
        return ((label, told), *(_cell(each, most, lang) for each in row.cells))
    first, *rest = _cell(row.cells[0], most, lang)
    same = replace(first, text=say("handout.state", lang, state=told.text, text=first.text))
    return ((label,), (same, *rest))


def _cell(cell: Cell, most: int | None, lang: Lang) -> tuple[Entry, ...]:
    if not cell.lines:
        return (Entry(cell.reason),)
    lines = _nested(cell.lines)
    return lines if most is None else tuple(_first(lines, most, lang))


def _first(lines: Sequence[Entry], most: int, lang: Lang) -> Iterator[Entry]:
    """The first lines, each whole, that take so many lines together; the first one at least."""
    shown = 0
    for line in lines:
        most -= _taken(line)
        if most < 0:
            break
        shown += 1
        yield line
    if not shown:
        shown = 1
        yield Entry(say("handout.detail", lang, line=lines[0].text.rstrip(": \xa0")))
    if left := len(lines) - shown:
        yield Entry(say_many("handout.more", left, lang))


def _taken(line: Entry) -> int:
    return 1 + sum(_taken(child) for child in line.children)


def _nested(lines: Sequence[CellLine]) -> tuple[Entry, ...]:
    """Lines that say how deep they stand, as lines that hold what is said under them."""
    if not lines:
        return ()
    starts = [place for place, line in enumerate(lines) if line.depth == lines[0].depth]
    ends = [*starts[1:], len(lines)]
    return tuple(
        Entry(lines[start].text, _nested(lines[start + 1 : end]))
        for start, end in zip(starts, ends, strict=True)
    )
