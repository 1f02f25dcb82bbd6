"""
One A4 page as plain values, and how it becomes a PDF: tagged, in one language, legible in black and white.

A hand-out comes as drafts, from the fullest to the shortest; the first that leaves room for notes is printed.
Texts are handed over as data, never as markup, so that a title is printed as it is written. The fonts are
those that come with Typst: the same page has the same bytes on every machine.
"""

from __future__ import annotations

import io
import json
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Final, Literal

import segno
import typst

from pathways.model import Lang

FULL_SIZE: Final = 10.0
SIZES: Final = (FULL_SIZE, 9.5, 9.0, 8.5)
"""Letters in points, from what is best read to what can still be read."""
LAST_SIZE: Final = 8.0
"""For the few pages that fit in no other way: still larger than the list of sources."""

_TEMPLATE: Final = Path(__file__).with_name("page.typ")
_MM_PER_MODULE: Final = 0.5
_LEAST_NOTES_MM: Final = 22.0
_FAR_TOO_LONG: Final = 24_000  # letters of JSON; the fullest pages have about 9,000
_SMALLEST_CODE_MM, _LARGEST_CODE_MM = 24.0, 36.0


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing said, what is said under it, whether it stands out, and whether it has a box to tick."""

    text: str
    children: tuple[Entry, ...] = ()
    strong: bool = False
    tick: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """Lines under a heading, with the numbers of their sources; ``bare`` sets them without bullets."""

    title: str
    lines: tuple[Entry, ...]
    cites: str = ""
    bare: bool = False


@dataclass(frozen=True, slots=True)
class Sections:
    """Sections in two columns, or across the page."""

    sections: tuple[Section, ...]
    kind: Literal["columns", "across"] = "columns"


@dataclass(frozen=True, slots=True)
class Grid:
    """
    A table under a heading.

    Parameters
    ----------
    widths
        The share of the page that each column takes; 0 for what its words need.
    rows
        Lines for each cell; a row of two cells says the second for all columns.
    """

    title: str
    heads: tuple[tuple[Entry, ...], ...]
    widths: tuple[float, ...]
    rows: tuple[tuple[tuple[Entry, ...], ...], ...]
    cites: str = ""
    kind: Literal["table"] = "table"


@dataclass(frozen=True, slots=True)
class Page:
    """
    All that is printed.

    Parameters
    ----------
    running, dated
        What stands small at the top: the name of the explorer; the day and the edition.
    left_out
        What was cut, and where it can be read: nothing is cut in silence.
    sources
        The documents that the numbers stand for, in order; ``sources_more`` says how many more there are.
    captions
        What belongs under every hand-out.
    address
        Where the same can be read on a screen; empty where there is no such place.
    """

    lang: Lang
    on: date
    size: float
    running: str
    dated: str
    title: str
    subtitle: str
    notes: str
    sources_title: str
    captions: tuple[str, ...]
    warnings: tuple[str, ...] = ()
    parts: tuple[Sections | Grid, ...] = ()
    left_out: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    sources_more: str = ""
    address: str = ""
    address_title: str = ""
    code_alt: str = ""


Draft = Callable[[], Page]


def printed(drafts: Sequence[Draft]) -> bytes:
    """
    The fullest draft that leaves room for notes, as a PDF of one page; the shortest where none does.

    Parameters
    ----------
    drafts
        From the fullest to the shortest: where one fits, so do all after it.
    """
    is_enough = _fits(drafts[0]())
    first = 0 if is_enough else bisect_left(drafts, True, 1, len(drafts) - 1, key=lambda make: _fits(make()))
    return pdf_of(drafts[first]())


def pdf_of(page: Page) -> bytes:
    """A page as a PDF that a screen reader can follow (PDF/UA-1), dated from the day of the map."""
    day = datetime(page.on.year, page.on.month, page.on.day, tzinfo=UTC)
    made = typst.compile(
        _template(), format="pdf", sys_inputs=_inputs(page), ignore_system_fonts=True,
        pdf_standards="ua-1", timestamp=day,
    )  # fmt: skip
    assert isinstance(made, bytes)
    return made


def _fits(page: Page) -> bool:
    """Whether all stands on one page, with some room for notes; what is far too long is not even set."""
    if len(json.dumps([asdict(part) for part in page.parts])) > _FAR_TOO_LONG:
        return False
    told = typst.query(
        _template(), "<told>", field="value", sys_inputs=_inputs(page), ignore_system_fonts=True
    )
    said = {name: value for each in json.loads(told) for name, value in each.items()}
    return bool(said["pages"] == 1 and said["left_mm"] >= _LEAST_NOTES_MM)


@cache
def _template() -> bytes:
    return _TEMPLATE.read_bytes()


def _inputs(page: Page) -> dict[str, str]:
    code, side = _code(page.address) if page.address else ("", 0.0)
    said = {**asdict(page), "on": "", "qr": code, "qr_mm": side, "qr_alt": page.code_alt}
    return {"page": json.dumps(said, ensure_ascii=False)}


@cache
def _code(address: str) -> tuple[str, float]:
    """A QR code as SVG, and its side in millimetres, larger for a long address; none for one too long."""
    try:
        code, drawn = segno.make_qr(address, error="m"), io.BytesIO()
    except segno.DataOverflowError:
        return "", 0.0
    code.save(drawn, kind="svg", xmldecl=False)
    side = code.symbol_size()[0] * _MM_PER_MODULE
    return drawn.getvalue().decode(), min(max(side, _SMALLEST_CODE_MM), _LARGEST_CODE_MM)
