"""
A table of profiles, one a row, as a careers adviser or a recruiter keeps it: read whole, or refused whole.

Columns: ``label``, ``age``, ``holds`` (qualification ids, each perhaps with ``@`` and how it was prepared),
``experience`` (``ROLE=MONTHS``), ``licences``, ``statuses``. Several things in a cell stand between ``;`` or
``|``. The label tells a row from the others ("A", "row 3") and is never a name: a column of names or of birth
dates is refused. What a spreadsheet would take for a formula is refused: nothing that can be said here begins
like one.
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
from pathways.model import LICENCES, TRAININGS, Lang, Profile
from pathways.names import nearest
from pathways.problems import Problem
from pathways.spreadsheets import Table
from pathways.wording import say

COLUMNS: Final = ("label", "age", "holds", "experience", "licences", "statuses")
MOST_BYTES: Final = 5_000_000
MOST_ROWS: Final = 500
LONGEST_LABEL: Final = 40
LONGEST_PRACTICE: Final = 600
_LETTERS: Final = 26
_DELIMITERS: Final = (",", ";", "\t")
_PERSONAL: Final = re.compile(
    r"\bnoms?\b|\bpr[ée]noms?\b|\bnames?\b|\bsurname\b|naissance|\bbirth|\bborn\b|n[ée]e? le|e-?mail|courriel"
)
_FORMULAS: Final = ("=", "+", "-", "@")
_Cell = tuple[str, str]
"""Where it is, and what it says."""


def read_profiles(catalogue: Catalogue, path: Path, lang: Lang = "en") -> tuple[tuple[str, Profile], ...]:
    """
    The profiles of a table in a file; see ``profiles_in``.

    Raises
    ------
    BadTable
        With every problem: its line and column, its cause, what to do.
    """
    name = str(path)
    try:
        if path.stat().st_size > MOST_BYTES:
            raise _refusal(name, lang, "too_big", mb=MOST_BYTES // 1_000_000, rows=MOST_ROWS)
        data = path.read_bytes()
    except OSError as error:
        raise _refusal(name, lang, "not_read", why=error.strerror) from None
    return profiles_in(catalogue, name, data, lang)


def profiles_in(
    catalogue: Catalogue, name: str, data: bytes, lang: Lang = "en"
) -> tuple[tuple[str, Profile], ...]:
    r"""
    The profiles of a table, each with its label ("row 3" where it has none).

    Parameters
    ----------
    name
        What the file is called, for messages.
    data
        CSV in UTF-8, with or without a byte order mark; cells between commas, semicolons or tabs.
    lang
        The language of the messages.

    Raises
    ------
    BadTable
        With every problem: its line and column, its cause, what to do.

    Examples
    --------
    >>> from tests.small_map import small
    >>> [(label, who.age) for label, who in profiles_in(small(), "x.csv", b"label,age\nA,17")]
    [('A', 17)]
    """
    header, rows = _rows(name, _text(name, data, lang), lang)
    reading = _Reading(catalogue, lang)
    found = [reading.profile(line, dict(zip(header, cells, strict=False))) for line, cells in rows]
    reading.problems += _labels_twice(
        [(line, label) for (line, _), (label, _) in zip(rows, found, strict=True)], lang
    )
    if reading.problems:
        raise BadTable(reading.problems)
    return tuple(found)


def template(catalogue: Catalogue) -> Table:
    """A table that can be read as it is, to be filled anew: the typical people of a map."""
    rows = (
        (
            chr(ord("A") + place),
            entry.age,
            "|".join(entry.holds),
            "|".join(f"{worked.role}={worked.months}" for worked in entry.experience),
            "",
            "|".join(entry.statuses),
        )
        for place, entry in enumerate(catalogue.file.entry_points[:_LETTERS])
    )
    return Table(COLUMNS, tuple(rows))


# --- the file -------------------------------------------------------------------------------------


def _text(name: str, data: bytes, lang: Lang) -> str:
    if len(data) > MOST_BYTES:
        raise _refusal(name, lang, "too_big", mb=MOST_BYTES // 1_000_000, rows=MOST_ROWS)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _refusal(name, lang, "not_utf8", byte=error.start) from None
    if not re.search(r"\w", text):
        raise _refusal(name, lang, "empty", columns=", ".join(COLUMNS))
    if "\0" in text:
        raise _refusal(name, lang, "no_text")
    return text


def _rows(name: str, text: str, lang: Lang) -> tuple[list[str], list[tuple[int, list[str]]]]:
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
        raise _refusal(name, lang, "no_csv", line=reader.line_num, why=error) from None
    (line, header), *rows = found
    columns = [column.casefold() for column in header]
    problems = [
        *_wrong_columns(line, columns, lang),
        *_wrong_size(name, rows, lang),
        *_wrong_widths(columns, rows, lang),
    ]  # fmt: skip
    if problems:
        raise BadTable(problems)
    return columns, rows


def _delimiter(text: str) -> str:
    """The one between which most of the columns are found on the first line; a comma when none is."""
    first = text.lstrip().splitlines()[0].casefold()

    def columns(delimiter: str) -> int:
        return sum(name.strip(' "') in COLUMNS for name in first.split(delimiter))

    return max(_DELIMITERS, key=columns)


def _wrong_columns(line: int, columns: list[str], lang: Lang) -> Iterator[Problem]:
    where, known = say("table.line", lang, line=line), ", ".join(COLUMNS)
    if not set(columns) & set(COLUMNS):
        yield _problem(where, lang, "no_columns", columns=known)
        return
    for name in columns:
        if _PERSONAL.search(name):
            yield _problem(where, lang, "personal", name=name)
        elif name not in COLUMNS:
            yield _problem(where, lang, "unknown_column", name=name, columns=known)
    for name, times in Counter(columns).items():
        if times > 1 and name in COLUMNS:
            yield _problem(where, lang, "column_twice", name=name, times=times)


def _wrong_size(name: str, rows: list[tuple[int, list[str]]], lang: Lang) -> Iterator[Problem]:
    if not rows:
        yield _problem(name, lang, "no_row")
    if len(rows) > MOST_ROWS:
        yield _problem(name, lang, "too_many", rows=len(rows), most=MOST_ROWS)


def _wrong_widths(columns: list[str], rows: list[tuple[int, list[str]]], lang: Lang) -> Iterator[Problem]:
    for line, cells in rows[:MOST_ROWS]:
        if len(cells) > len(columns):
            where = say("table.line", lang, line=line)
            yield _problem(where, lang, "too_wide", cells=len(cells), columns=len(columns))


def _problem(where: str, lang: Lang, key: str, **values: object) -> Problem:
    """A problem in words: what it is and what to do."""
    return Problem(where, say(f"table.{key}", lang, **values), say(f"table.{key}.remedy", lang, **values))


def _refusal(name: str, lang: Lang, key: str, **values: object) -> BadTable:
    return BadTable([_problem(name, lang, key, **values)])


def _labels_twice(labels: list[tuple[int, str]], lang: Lang) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for line, label in labels:
        if first.setdefault(label, line) != line:
            where = say("table.cell", lang, line=line, column="label")
            yield _problem(where, lang, "label_twice", label=label, line=first[label])


# --- one row --------------------------------------------------------------------------------------


class _Reading:
    """Reads rows on one map, and keeps every problem."""

    def __init__(self, catalogue: Catalogue, lang: Lang) -> None:
        self._catalogue = catalogue
        self._lang = lang
        self.problems: list[Problem] = []

    def profile(self, line: int, row: Mapping[str, str]) -> tuple[str, Profile]:
        """A row as a label and a profile; what is wrong in it is noted, and left out."""
        cells = {
            name: (say("table.cell", self._lang, line=line, column=name), row.get(name, ""))
            for name in COLUMNS
        }
        label = self._label(cells["label"]) or say("table.row", self._lang, line=line)
        statuses = tuple(self._catalogue.statuses)
        return label, Profile(
            age=self._age(cells["age"]),
            holds=tuple(self._each(cells["holds"], self._held)),
            experience=self._experience(cells["experience"]),
            licences=frozenset(self._each(cells["licences"], partial(self._one_of, LICENCES))),
            statuses=frozenset(self._each(cells["statuses"], partial(self._one_of, statuses))),
        )

    def _note(self, where: str, key: str, **values: object) -> None:
        self.problems.append(_problem(where, self._lang, key, **values))

    def _is_plain(self, where: str, text: str) -> bool:
        """False, and noted, for what a spreadsheet would take for a formula."""
        if text.startswith(_FORMULAS):
            self._note(where, "formula", text=text[:20])
            return False
        return True

    def _label(self, cell: _Cell) -> str:
        where, text = cell
        if len(text) > LONGEST_LABEL or not text.isprintable():
            self._note(where, "label", length=len(text), most=LONGEST_LABEL)
            return ""
        return text if self._is_plain(where, text) else ""

    def _age(self, cell: _Cell) -> int | None:
        where, text = cell
        if not text:
            return None
        if not re.fullmatch("[0-9]{1,3}", text) or int(text) > 120:
            self._note(where, "age", text=text[:20])
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
            self._note(where, "way", way=way, known=", ".join(TRAININGS))
            return None
        return text if is_known else None

    def _experience(self, cell: _Cell) -> dict[str, int]:
        worked: dict[str, int] = {}
        for role, months in self._each(cell, self._worked):
            if role in worked:
                self._note(cell[0], "role_twice", role=role)
            worked[role] = months
        return worked

    def _worked(self, where: str, text: str) -> tuple[str, int] | None:
        role, _, months = (part.strip() for part in text.partition("="))
        if not re.fullmatch("[0-9]{1,3}", months) or int(months) > LONGEST_PRACTICE:
            self._note(where, "experience", text=text[:60], most=LONGEST_PRACTICE)
            return None
        return (role, int(months)) if self._on_map(where, role, self._catalogue.roles, "role") else None

    def _one_of(self, known: tuple[str, ...], where: str, text: str) -> str | None:
        if text in known:
            return text
        self._note(where, "not_known", text=text[:40], known=", ".join(known))
        return None

    def _on_map(self, where: str, node: str, known: Mapping[str, Any], kind: str) -> bool:
        if node in known:
            return True
        alike = nearest(node, known)
        key = f"no_{kind}" if alike else f"no_{kind}_alike"
        self._note(where, key, node=node[:60], alike=" / ".join(alike))
        return False
