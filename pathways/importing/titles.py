"""
An employer's list of job titles, one a row, and the same list once a person has given each title its role.

A title column is needed; how many people have the title and the field that it is filed under may stand
beside it. Headings are understood in French and in English, whatever their capitals and accents; other
columns are left alone. A title that comes twice is kept twice. Nobody's name is read: a column of names is
one of those left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from pathways.catalogue import Catalogue
from pathways.errors import BadTable
from pathways.importing.uploads import Row, problem, refuse, rows_of, rows_of_file, rows_of_text
from pathways.matching import Listed, Post, family_of
from pathways.model import Lang
from pathways.names import fold, nearest, words
from pathways.problems import Problem
from pathways.spreadsheets import Table, harmless
from pathways.wording import listing, say

HEADINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "title": (
        "intitulé", "intitulé de poste", "intitulé du poste", "poste", "titre", "titre du poste", "métier",
        "emploi", "fonction", "libellé", "libellé de poste", "libellé emploi", "job title", "title", "job",
        "position",
    ),
    "heads": (
        "effectif", "nombre", "nb", "nombre de salariés", "nombre de personnes", "nb salariés", "headcount",
        "head count", "heads", "count", "number", "employees", "number of employees",
    ),
    "family": ("famille", "filière", "famille de métiers", "family", "field"),
    "role": ("rôle", "identifiant du rôle", "role", "role id"),
}  # fmt: skip
"""By what a column holds, what it may be called."""
AS_PASTED: Final = ("title", "heads", "family")
LONGEST_TITLE: Final = 200
MOST_HEADS: Final = 100_000


@dataclass(frozen=True, slots=True)
class TitleList:
    """
    A list as it was given.

    Parameters
    ----------
    posts
        Its lines in their order, each with its role where one is written.
    has_roles
        Whether it has a column of roles: then a person has been through it.
    """

    posts: tuple[Post, ...]
    has_roles: bool


def titles_template(lang: Lang) -> Table:
    """A list that can be read as it is, to be filled anew."""
    heads = tuple(say(f"titles.column.{kind}", lang) for kind in AS_PASTED)
    rows = ("mechanic", 4, "A"), ("adviser", 1, None), ("parts", None, None)
    return Table(heads, tuple((say(f"titles.example.{title}", lang), *others) for title, *others in rows))


def read_list(catalogue: Catalogue, name: str, content: bytes, lang: Lang = "fr") -> TitleList:
    r"""
    An employer's list, with or without roles beside the titles.

    Parameters
    ----------
    name, content, lang
        As for ``read_titles``.

    Raises
    ------
    BadTable
        As for ``read_titles``; or a role that the map does not have.

    Examples
    --------
    >>> from tests.small_map import small
    >>> found = read_list(small(), "list.csv", "Poste;Rôle\nMécanicien;A.3.1\n".encode())
    >>> found.has_roles, [post.role for post in found.posts]
    (True, ['a-3-1-mecanicien'])
    """
    return _with_headings(catalogue, name, rows_of(name, content, lang), lang)


def read_pasted(catalogue: Catalogue, text: str, lang: Lang = "fr") -> TitleList:
    r"""
    A list as somebody pastes it: a title a line, then its headcount and its family, or a table with headings.

    Raises
    ------
    BadTable
        As for a file.

    Examples
    --------
    >>> from tests.small_map import small
    >>> pasted = read_pasted(small(), "Mécanicien\t4\nVendeur")
    >>> [(post.listed.title, post.listed.heads) for post in pasted.posts]
    [('Mécanicien', 4), ('Vendeur', None)]
    """
    name = say("titles.pasted", lang)
    rows = rows_of_text(name, text, lang)
    headings = {words(heading) for heading in HEADINGS["title"]}
    if len(rows) > 1 and headings & {words(cell) for cell in rows[0].cells}:
        return _with_headings(catalogue, name, rows, lang)
    return _read(catalogue, rows, {kind: place for place, kind in enumerate(AS_PASTED)}, lang)


def read_titles(catalogue: Catalogue, name: str, content: bytes, lang: Lang = "fr") -> tuple[Listed, ...]:
    r"""
    The lines of an employer's list, in their order.

    Parameters
    ----------
    name
        What the file is called, for messages only.
    content
        CSV in UTF-8, UTF-16 or as Windows writes it, cells between semicolons, commas, tabs or bars; or XLSX.
    lang
        The language of messages.

    Raises
    ------
    BadTable
        With every problem: where it is, its cause, what to do.

    Examples
    --------
    >>> from tests.small_map import small
    >>> listed = read_titles(small(), "list.csv", "Poste;Effectif\nMécanicien;4\nVendeur;\n".encode())
    >>> [(each.title, each.heads, each.line) for each in listed]
    [('Mécanicien', 4, 2), ('Vendeur', None, 3)]
    """
    return tuple(post.listed for post in read_list(catalogue, name, content, lang).posts)


def read_titles_file(catalogue: Catalogue, path: Path, lang: Lang = "fr") -> tuple[Listed, ...]:
    """The lines of a file, as ``read_titles`` has them."""
    found = _with_headings(catalogue, path.name, rows_of_file(path, lang), lang)
    return tuple(post.listed for post in found.posts)


def read_confirmed(catalogue: Catalogue, name: str, content: bytes, lang: Lang = "fr") -> tuple[Post, ...]:
    """
    The same list once a person has written roles beside titles: by id, by code of the register or by label.

    Raises
    ------
    BadTable
        As for a list; or there is no column of roles, or a role that the map does not have.
    """
    return _with_headings(catalogue, name, rows_of(name, content, lang), lang, needs_role=True).posts


def read_confirmed_file(catalogue: Catalogue, path: Path, lang: Lang = "fr") -> tuple[Post, ...]:
    """The lines of a file, as ``read_confirmed`` has them."""
    return _with_headings(catalogue, path.name, rows_of_file(path, lang), lang, needs_role=True).posts


def _with_headings(
    catalogue: Catalogue, name: str, rows: tuple[Row, ...], lang: Lang, *, needs_role: bool = False
) -> TitleList:
    heading, *lines = rows
    columns = _columns(name, heading, lang, needs_role=needs_role)
    if not lines:
        refuse(name, "no_rows", lang)
    return _read(catalogue, lines, columns, lang)


def _read(catalogue: Catalogue, lines: Iterable[Row], columns: Mapping[str, int], lang: Lang) -> TitleList:
    reading = _Reading(catalogue, lang, columns)
    found = tuple(post for row in lines for post in reading.post(row))
    if reading.problems:
        raise BadTable(reading.problems)
    return TitleList(found, "role" in columns)


# --- the headings ---------------------------------------------------------------------------------


def _columns(name: str, heading: Row, lang: Lang, *, needs_role: bool) -> dict[str, int]:
    """The place of each column that is understood."""
    meant = {words(text): kind for kind, texts in HEADINGS.items() for text in texts}
    columns: dict[str, int] = {}
    where = say("titles.where.line", lang, line=heading.line)
    for place, cell in enumerate(heading.cells):
        kind = meant.get(words(cell))
        if kind is None:
            continue
        if kind in columns:
            refuse(where, "column_twice", lang, first=heading.cells[columns[kind]], second=cell)
        columns[kind] = place
    for kind in ("title", "role") if needs_role else ("title",):
        if kind not in columns:
            refuse(name, f"no_{kind}", lang, known=listing(HEADINGS[kind], lang, "or"))
    return columns


# --- one row --------------------------------------------------------------------------------------


@dataclass
class _Reading:
    """Reads rows on one map, and keeps every problem."""

    catalogue: Catalogue
    lang: Lang
    columns: Mapping[str, int]
    problems: list[Problem] = field(default_factory=list)

    def post(self, row: Row) -> Iterator[Post]:
        """A row as a line of the list; what is wrong in it is noted."""
        title, heads = self._cell(row, "title"), self._heads(row)
        if not title:
            if heads or self._cell(row, "role"):
                self._note(row, "title", "no_title_here")
            return
        if len(title) > LONGEST_TITLE:
            self._note(row, "title", "long_title", n=len(title), most=LONGEST_TITLE)
        family = family_of(self.catalogue, self._cell(row, "family"))
        yield Post(Listed(title, heads, family, row.line), self._role(row))

    def _cell(self, row: Row, kind: str) -> str:
        place = self.columns.get(kind)
        text = row.cells[place] if place is not None and place < len(row.cells) else ""
        return _as_typed(text)

    def _note(self, row: Row, kind: str, key: str, **values: object) -> None:
        column = say(f"titles.column.{kind}", self.lang)
        where = say("titles.where.cell", self.lang, line=row.line, column=column)
        self.problems.append(problem(where, key, self.lang, **values))

    def _heads(self, row: Row) -> int | None:
        text = re.sub(r"\s", "", self._cell(row, "heads"))
        if not text:
            return None
        whole = re.fullmatch(r"([0-9]{1,6})([.,]0+)?", text)
        if whole is None or int(whole[1]) > MOST_HEADS:
            self._note(row, "heads", "no_number", text=text[:20])
            return None
        return int(whole[1])

    def _role(self, row: Row) -> str | None:
        text = self._cell(row, "role")
        if not text:
            return None
        role = next(_roles_named(self.catalogue, text), None)
        if role is None:
            alike = nearest(fold(text), self.catalogue.roles)
            known = listing(alike, self.lang, "or") if alike else say("titles.search", self.lang)
            self._note(row, "role", "no_role_here", text=text[:60], known=known)
        return role


def _roles_named(catalogue: Catalogue, text: str) -> Iterator[str]:
    """The role of an id, of a code of the register, or of a label; those in force first."""
    if text in catalogue.roles:
        yield text
    in_order = sorted(catalogue.roles.values(), key=lambda role: (not role.is_in_force, role.id))
    for role in in_order:
        if text in (role.rnqsa, role.label.fr, role.label.en):
            yield role.id


def _as_typed(text: str) -> str:
    """Without the apostrophe by which our own tables keep a spreadsheet from running a cell."""
    bare = text.removeprefix("'")
    return bare if bare != text and harmless(bare) != bare else text
