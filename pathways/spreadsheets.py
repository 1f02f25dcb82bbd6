"""
A table as a file that spreadsheets open: CSV in UTF-8, in the manner of the reader's country.

A cell that a spreadsheet would run as a formula is written so that it is read as text: an apostrophe before
it, as OWASP advises (CSV injection). Numbers stay numbers.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from pathways.model import Lang

Cell = str | int | float | None

SEPARATORS: Final[dict[Lang, str]] = {"fr": ";", "en": ","}
_MARK = "\ufeff"
_RUNS = re.compile(r"^[\s]*[=+\-@]|^[\t\r\n]")


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under the names of their columns; what is unknown is None, an empty cell."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def csv_of(table: Table, *, separator: str = ",", mark: bool = True) -> bytes:
    r"""
    The table as a CSV file.

    Parameters
    ----------
    separator
        What stands between cells; French spreadsheets expect a semicolon (``SEPARATORS``), and with it a
        comma in numbers.
    mark
        Whether the file begins with the mark by which Excel knows UTF-8.

    Examples
    --------
    >>> csv_of(Table(("name", "months"), (("=1+1", 12), ("CAP", None))), mark=False)
    b"name,months\r\n'=1+1,12\r\nCAP,\r\n"
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=separator)
    writer.writerows(_row(row, separator) for row in (table.columns, *table.rows))
    return ((_MARK if mark else "") + text.getvalue()).encode()


def _row(cells: Iterable[Cell], separator: str) -> Sequence[Cell]:
    return [_number(cell, separator) if isinstance(cell, float) else _text(cell) for cell in cells]


def _text(cell: Cell) -> Cell:
    return harmless(cell) if isinstance(cell, str) else cell


def _number(number: float, separator: str) -> str:
    return str(number).replace(".", "," if separator == ";" else ".")


def harmless(text: str) -> str:
    """
    Text that no spreadsheet takes for a formula.

    Examples
    --------
    >>> harmless("@SUM(A1)"), harmless("bac pro")
    ("'@SUM(A1)", 'bac pro')
    """
    return f"'{text}" if _RUNS.search(text) else text


def as_meant(text: str) -> str:
    """
    What a cell meant before it was made harmless.

    Examples
    --------
    >>> as_meant("'@SUM(A1)"), as_meant("'tis")
    ('@SUM(A1)', "'tis")
    """
    return text[1:] if text.startswith("'") and _RUNS.search(text[1:]) else text
