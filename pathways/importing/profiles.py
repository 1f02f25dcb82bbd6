"""
A table of profiles, one a row, as a careers adviser or a recruiter keeps it: read whole, or refused whole.

Columns: ``label``, ``age``, ``holds`` (qualification ids, each perhaps with ``@`` and how it was prepared),
``experience`` (``ROLE=MONTHS``), ``licences``, ``statuses``. Several things in a cell stand between ``;`` or
``|``. The label tells a row from the others ("A", "row 3") and is never a name. What a spreadsheet would take
for a formula is refused: nothing that can be said here begins like one.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any, Final

from pathways.catalogue import Catalogue
from pathways.errors import BadTable
from pathways.model import LICENCES, TRAININGS, Profile
from pathways.names import nearest
from pathways.problems import Problem

COLUMNS: Final = ("label", "age", "holds", "experience", "licences", "statuses")
MOST_BYTES: Final = 5_000_000
MOST_ROWS: Final = 500
LONGEST_LABEL: Final = 40
LONGEST_PRACTICE: Final = 600
_DELIMITERS: Final = (",", ";", "\t")
_FORMULAS: Final = ("=", "+", "-", "@")
_Cell = tuple[str, str]
"""Where it is, and what it says."""


def read_profiles(catalogue: Catalogue, path: Path) -> tuple[tuple[str, Profile], ...]:
    """
    The profiles of a table, each with its label ("row 3" where it has none).

    Parameters
    ----------
    path
        CSV in UTF-8, with or without a byte order mark; cells between commas, semicolons or tabs.

    Raises
    ------
    BadTable
        With every problem: its line and column, its cause, what to do.
    """
    header, rows = _rows(path, _text(path))
    reading = _Reading(catalogue)
    found = [reading.profile(line, dict(zip(header, cells, strict=False))) for line, cells in rows]
    reading.problems += _labels_twice(
        [(line, label) for (line, _), (label, _) in zip(rows, found, strict=True)]
    )
    if reading.problems:
        raise BadTable(reading.problems)
    return tuple(found)


# --- the file -------------------------------------------------------------------------------------


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise _refusal(path, f"it is over {MOST_BYTES // 1_000_000} MB", f"keep {MOST_ROWS} rows at most")
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        what = f"the file cannot be read ({error.strerror})"
        raise _refusal(path, what, "check its name and place") from None
    except UnicodeDecodeError as error:
        raise _refusal(path, f"byte {error.start} is not UTF-8", "save it as CSV in UTF-8") from None
    if not re.search(r"\w", text):
        raise _refusal(path, "it is empty", f"begin with a line of columns: {', '.join(COLUMNS)}")
    if "\0" in text:
        raise _refusal(path, "it is no text", "save it as CSV in UTF-8")
    return text


def _rows(path: Path, text: str) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """The columns, and the rows that say something with the line that each begins on."""
    delimiter = _delimiter(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    found: list[tuple[int, list[str]]] = []
    begins = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                found.append((begins, [cell.strip() for cell in cells]))
            begins = reader.line_num + 1
    except csv.Error as error:
        what = f"line {reader.line_num} is no CSV ({error})"
        raise _refusal(path, what, "close each quotation mark, and double those inside a cell") from None
    (line, header), *rows = found
    columns = [name.casefold() for name in header]
    problems = [*_wrong_columns(line, columns), *_wrong_size(path, rows), *_wrong_widths(columns, rows)]
    if problems:
        raise BadTable(problems)
    return columns, rows


def _delimiter(text: str) -> str:
    """The one between which most of the columns are found on the first line; a comma when none is."""
    first = text.lstrip().splitlines()[0].casefold()

    def columns(delimiter: str) -> int:
        return sum(name.strip(' "') in COLUMNS for name in first.split(delimiter))

    return max(_DELIMITERS, key=columns)


def _wrong_columns(line: int, columns: list[str]) -> Iterator[Problem]:
    where, known = f"line {line}", ", ".join(COLUMNS)
    if not set(columns) & set(COLUMNS):
        yield Problem(where, "the columns are not named", f"begin with a line of columns: {known}")
        return
    for name in columns:
        if name not in COLUMNS:
            yield Problem(where, f"no column '{name}' is known", f"leave it out, or use one of {known}")
    for name, times in Counter(columns).items():
        if times > 1 and name in COLUMNS:
            yield Problem(where, f"column '{name}' is there {times} times", "keep one")


def _wrong_size(path: Path, rows: list[tuple[int, list[str]]]) -> Iterator[Problem]:
    if not rows:
        yield Problem(str(path), "there is no row under the columns", "add a row for each profile")
    if len(rows) > MOST_ROWS:
        yield Problem(str(path), f"{len(rows)} rows, over {MOST_ROWS}", "cut it into several files")


def _wrong_widths(columns: list[str], rows: list[tuple[int, list[str]]]) -> Iterator[Problem]:
    for line, cells in rows[:MOST_ROWS]:
        if len(cells) > len(columns):
            what = f"{len(cells)} cells for {len(columns)} columns"
            yield Problem(f"line {line}", what, "put a cell that holds the delimiter between quotation marks")


def _refusal(path: Path, what: str, remedy: str) -> BadTable:
    return BadTable([Problem(str(path), what, remedy)])


def _labels_twice(labels: list[tuple[int, str]]) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for line, label in labels:
        if first.setdefault(label, line) != line:
            what = f"label '{label}' is that of line {first[label]} too"
            yield Problem(f"line {line}, column label", what, "give each row its own")


# --- one row --------------------------------------------------------------------------------------


class _Reading:
    """Reads rows on one map, and keeps every problem."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self.problems: list[Problem] = []

    def profile(self, line: int, row: Mapping[str, str]) -> tuple[str, Profile]:
        """A row as a label and a profile; what is wrong in it is noted, and left out."""
        cells = {name: (f"line {line}, column {name}", row.get(name, "")) for name in COLUMNS}
        label = self._label(cells["label"]) or f"row {line}"
        statuses = tuple(self._catalogue.statuses)
        return label, Profile(
            age=self._age(cells["age"]),
            holds=tuple(self._each(cells["holds"], self._held)),
            experience=self._experience(cells["experience"]),
            licences=frozenset(self._each(cells["licences"], partial(self._one_of, LICENCES))),
            statuses=frozenset(self._each(cells["statuses"], partial(self._one_of, statuses))),
        )

    def _note(self, where: str, what: str, remedy: str) -> None:
        self.problems.append(Problem(where, what, remedy))

    def _is_plain(self, where: str, text: str) -> bool:
        """False, and noted, for what a spreadsheet would take for a formula."""
        if text.startswith(_FORMULAS):
            self._note(where, f"'{text[:20]}' begins like a formula", "write the value itself")
            return False
        return True

    def _label(self, cell: _Cell) -> str:
        where, text = cell
        if len(text) > LONGEST_LABEL or not text.isprintable():
            self._note(
                where, f"a label of {len(text)} characters", f"use {LONGEST_LABEL} at most, on one line"
            )
            return ""
        return text if self._is_plain(where, text) else ""

    def _age(self, cell: _Cell) -> int | None:
        where, text = cell
        if not text:
            return None
        if not re.fullmatch("[0-9]{1,3}", text) or int(text) > 120:
            self._note(where, f"'{text[:20]}' is no age", "write whole years, 0 to 120, or nothing")
            return None
        return int(text)

    def _each(self, cell: _Cell, read: Callable[[str, str], Any]) -> Iterator[Any]:
        """The things of a cell, each as it is read; None is left out."""
        where, text = cell
        for part in re.split("[;|]", text):
            thing = part.strip()
            if thing and self._is_plain(where, thing):
                found = read(where, thing)
                if found is not None:
                    yield found

    def _held(self, where: str, text: str) -> str | None:
        qualification, _, way = text.partition("@")
        is_known = self._on_map(where, qualification, self._catalogue.qualifications, "qualification")
        if "@" in text and way not in TRAININGS:
            self._note(where, f"no way of training '{way}'", f"one of {', '.join(TRAININGS)}")
            return None
        return text if is_known else None

    def _experience(self, cell: _Cell) -> dict[str, int]:
        worked: dict[str, int] = {}
        for role, months in self._each(cell, self._worked):
            if role in worked:
                self._note(cell[0], f"role '{role}' is there twice", "add its months up")
            worked[role] = months
        return worked

    def _worked(self, where: str, text: str) -> tuple[str, int] | None:
        role, _, months = (part.strip() for part in text.partition("="))
        if not re.fullmatch("[0-9]{1,3}", months) or int(months) > LONGEST_PRACTICE:
            remedy = f"ROLE=MONTHS, {LONGEST_PRACTICE} months at most, for instance a-6-1-mecanicien=24"
            self._note(where, f"'{text[:60]}' is no experience", remedy)
            return None
        return (role, int(months)) if self._on_map(where, role, self._catalogue.roles, "role") else None

    def _one_of(self, known: tuple[str, ...], where: str, text: str) -> str | None:
        if text in known:
            return text
        self._note(where, f"'{text[:40]}' is not known", f"one of {', '.join(known)}")
        return None

    def _on_map(self, where: str, node: str, known: Mapping[str, Any], kind: str) -> bool:
        if node in known:
            return True
        alike = nearest(node, known)
        remedy = f"did you mean {' or '.join(alike)}?" if alike else "'search' finds ids by title"
        self._note(where, f"no {kind} '{node[:60]}' on the map", remedy)
        return False
