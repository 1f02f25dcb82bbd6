"""
The rows of a table that somebody sends, as text: CSV in the usual encodings, or the first sheets of an XLSX.

Nothing in the file is run or followed: a formula is its last value, or its text. Sizes are checked before
anything is unpacked. What cannot be read is refused, with what to do about it, in the reader's language.
"""

from __future__ import annotations

import csv
import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NoReturn
from xml.etree.ElementTree import ParseError

from pathways.errors import BadTable
from pathways.model import Lang
from pathways.problems import Problem
from pathways.wording import decimal, say

MOST_BYTES: Final = 5_000_000
MOST_BYTES_UNPACKED: Final = 60_000_000
MOST_ROWS: Final = 5_000
MOST_COLUMNS: Final = 200
_DELIMITERS: Final = (";", ",", "\t", "|")
_ZIP, _OLE = b"PK\x03\x04", bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_BROKEN: Final = (
    zipfile.BadZipFile, zlib.error, ParseError, KeyError, ValueError, TypeError,
    AttributeError, IndexError, EOFError, OSError, NotImplementedError, RuntimeError,
)  # fmt: skip
"""What openpyxl and zipfile raise on files that are not what they say: they promise nothing narrower."""


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row, as text, and the line of the file or of the sheet that it stands on."""

    line: int
    cells: tuple[str, ...]


def rows_of_file(path: Path, lang: Lang) -> tuple[Row, ...]:
    """The rows of a file, as ``rows_of`` has them."""
    try:
        _check_size(path.name, path.stat().st_size, lang)
        content = path.read_bytes()
    except OSError as error:
        refuse(path.name, "unreadable", lang, reason=error.strerror or error)
    return rows_of(path.name, content, lang)


def rows_of(name: str, content: bytes, lang: Lang) -> tuple[Row, ...]:
    r"""
    The rows that say something, the first of them the headings.

    Parameters
    ----------
    name
        What the file is called, for messages only.
    lang
        The language of messages.

    Raises
    ------
    BadTable
        The file is empty, too large, no table, or locked; what it is and what to do.

    Examples
    --------
    >>> [row.cells for row in rows_of("posts.csv", "poste;effectif\nMécanicien;4\n".encode("cp1252"), "fr")]
    [('poste', 'effectif'), ('Mécanicien', '4')]
    """
    _check_size(name, len(content), lang)
    return _sized(
        name, _sheet(name, content, lang) if content.startswith(_ZIP) else _csv(name, content, lang), lang
    )


def rows_of_text(name: str, text: str, lang: Lang) -> tuple[Row, ...]:
    r"""
    The lines of a text that say something, cells between tabs or semicolons, as spreadsheets copy them.

    Examples
    --------
    >>> [row.cells for row in rows_of_text("text", "Mécanicien\t4\n\nChef d'atelier, VI", "fr")]
    [('Mécanicien', '4'), ("Chef d'atelier, VI",)]
    """
    lines = enumerate(text.splitlines(), start=1)
    return _sized(name, (row for line, said in lines for row in _said(line, re.split(r"[\t;]", said))), lang)


def _sized(name: str, rows: Iterable[Row], lang: Lang) -> tuple[Row, ...]:
    """The rows, unless there are none, or too many."""
    found = tuple(rows)
    if not found:
        refuse(name, "empty", lang)
    if max(len(row.cells) for row in found) > MOST_COLUMNS:
        refuse(name, "columns", lang, most=MOST_COLUMNS)
    if len(found) > MOST_ROWS + 1:
        refuse(name, "rows", lang, most=decimal(MOST_ROWS, lang))
    return found


def refuse(where: str, key: str, lang: Lang, **values: Any) -> NoReturn:
    """Refuse a file: where, what is wrong, what to do."""
    raise BadTable([problem(where, key, lang, **values)])


def problem(where: str, key: str, lang: Lang, **values: Any) -> Problem:
    """What is wrong at a place of a table, and what to do about it."""
    what, remedy = (say(f"titles.{key}.{part}", lang, **values) for part in ("what", "remedy"))
    return Problem(where, what, remedy)


def _check_size(name: str, size: int, lang: Lang) -> None:
    if size > MOST_BYTES:
        refuse(name, "large", lang, size=decimal(round(size / 1e6, 1), lang), most=MOST_BYTES // 1_000_000)


def _said(line: int, cells: Iterable[str]) -> Iterator[Row]:
    """The row, unless all of its cells are empty; those at its end are left out."""
    kept = [" ".join(cell.split()) for cell in cells]
    while kept and not kept[-1]:
        kept.pop()
    if kept:
        yield Row(line, tuple(kept))


# --- CSV ------------------------------------------------------------------------------------------


def _csv(name: str, content: bytes, lang: Lang) -> Iterator[Row]:
    text = _decoded(name, content, lang)
    if not re.search(r"\w", text):
        refuse(name, "empty", lang)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    line = 1
    try:
        for cells in reader:
            yield from _said(line, cells)
            line = reader.line_num + 1
    except csv.Error:
        refuse(say("titles.where.line", lang, line=reader.line_num), "no_csv", lang)


def _decoded(name: str, content: bytes, lang: Lang) -> str:
    """UTF-8, UTF-16 where the file says so, or else what Windows writes in western Europe."""
    if content.startswith(_OLE):
        refuse(name, "locked" if _ENCRYPTED in content else "xls", lang)
    encodings = ("utf-16",) if content.startswith(_UTF_16) else ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not re.search(r"[\0-\x08\x0e-\x1f]", text):
            return text
    refuse(name, "no_text", lang)


def _delimiter(text: str) -> str:
    """The one found most often on the first line that says something."""
    first = text.lstrip().splitlines()[0]
    return max(_DELIMITERS, key=first.count)


# --- XLSX -----------------------------------------------------------------------------------------


def _sheet(name: str, content: bytes, lang: Lang) -> list[Row]:
    """The rows of the first sheet that says something."""
    _check_package(name, content, lang)
    try:
        with warnings.catch_warnings(action="ignore"):  # openpyxl warns of what it leaves out: colours, lists
            typed, shown = _book(content, values=False), _book(content, values=True)
    except _BROKEN:
        refuse(name, "broken", lang)
    return next((_shown(*pair) for pair in zip(typed, shown, strict=True) if pair[0]), [])


def _check_package(name: str, content: bytes, lang: Lang) -> None:
    """Refuse what is no workbook, or would fill the memory once unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = package.infolist()
    except _BROKEN:
        refuse(name, "broken", lang)
    if sum(part.file_size for part in parts) > MOST_BYTES_UNPACKED:
        refuse(name, "unpacked", lang, most=MOST_BYTES_UNPACKED // 1_000_000)
    if not any(part.filename == "[Content_Types].xml" for part in parts):
        refuse(name, "no_workbook", lang)
    if any(part.flag_bits & 1 for part in parts):
        refuse(name, "locked", lang)


def _book(content: bytes, *, values: bool) -> list[list[Row]]:
    """The rows of each sheet: as typed, or the values that formulas last had."""
    from openpyxl import load_workbook  # noqa: PLC0415  (slow to load, and most questions need it not)

    book = load_workbook(io.BytesIO(content), read_only=True, data_only=values)
    try:
        return [list(_rows_of_sheet(sheet)) for sheet in book.worksheets]
    finally:
        book.close()


def _rows_of_sheet(sheet: Any) -> Iterator[Row]:
    sheet.reset_dimensions()  # what a file says of its own size may be wrong
    rows = sheet.iter_rows(max_row=MOST_ROWS + 2, max_col=MOST_COLUMNS + 1, values_only=True)
    for line, cells in enumerate(rows, start=1):
        yield from _said(line, (_text(cell) for cell in cells))


def _shown(typed: list[Row], shown: list[Row]) -> list[Row]:
    """Rows with each formula replaced by its last value, where the file has one."""
    values = {row.line: row.cells for row in shown}
    return [
        Row(
            row.line,
            tuple(_value(values.get(row.line, ()), place, cell) for place, cell in enumerate(row.cells)),
        )
        for row in typed
    ]


def _value(values: tuple[str, ...], place: int, cell: str) -> str:
    has_value = cell.startswith("=") and place < len(values) and values[place]
    return values[place] if has_value else cell


def _text(cell: object) -> str:
    """A cell as text; a whole number without its point."""
    if cell is None:
        return ""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
