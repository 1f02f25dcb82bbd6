"""
The official register of certifications, as France compétences publishes it.

Two shapes are read: the daily archive (ten tables, every record, closed ones included) and a reduced table
of the active records (number, title, level). Only the records asked for are kept. What is left out: the
Nsf and Formacode tables, and who sits on which jury.

Format: data.gouv.fr, "Répertoire national des certifications professionnelles et répertoire spécifique".
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final, NamedTuple

from pathways.errors import UnreadableData
from pathways.names import fold
from pathways.problems import Problem

BRANCH_BROCHURE: Final = "3034"
"""The number of the branch's collective agreement (IDCC 1090) in the register."""

Progress = Callable[[str, int, int], None]
"""Told the table in hand, the bytes read and the bytes in all."""

_MEMBER = re.compile(r"export_fiches_csv_(.+)_(\d{4})_(\d{2})_(\d{2})\.csv", re.IGNORECASE)
_CODE = re.compile(r"(?:RNCP|RS)\d+")
_MAY_TRAIN = "FORM"
_ROWS_BETWEEN_REPORTS = 2_000
_Row = Mapping[str, str]


class Block(NamedTuple):
    """A block of competences of a certification."""

    code: str
    title: str


@dataclass(frozen=True, slots=True)
class Record:
    """
    One certification in the register.

    Parameters
    ----------
    level
        The EQF level; None where the register gives none.
    active, until
        What the register says of its state, and the end of its registration. The two can disagree: a
        record may stand as active after its end.
    bodies
        Who is approved to train for it.
    successors
        The codes that replace it.
    """

    code: str
    title: str
    level: int | None
    active: bool
    until: date | None = None
    rome: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()
    bodies: tuple[str, ...] = ()
    successors: tuple[str, ...] = ()
    in_branch: bool = False

    def in_force(self, on: date) -> bool:
        """True when it is active and its end is not past."""
        return self.active and (self.until is None or self.until >= on)

    def end(self, on: date) -> date | None:
        """The end of its registration; None where it was ended before that day came."""
        was_cut_short = not self.active and self.until is not None and self.until >= on
        return None if was_cut_short else self.until


@dataclass(frozen=True, slots=True)
class Register:
    """
    The records of a release that were asked for.

    Parameters
    ----------
    released
        The day of the release; None where its name does not say.
    whole
        True for the archive, which has every record: a code that it lacks does not exist.
    """

    released: date | None
    whole: bool
    records: Mapping[str, Record]


def read_register(path: Path, codes: Set[str], *, progress: Progress = lambda *_: None) -> Register:
    """
    Read a release of the register.

    Parameters
    ----------
    codes
        The codes whose records are wanted. The archive adds their successors and the branch's own records.

    Raises
    ------
    UnreadableData
        The file is missing, is neither shape, or lacks a table or a column.
    """
    if not path.is_file():
        raise _unreadable(path, "there is no such file", "check its name and place")
    try:
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                return _Archive(path, archive, progress).register(codes)
        return _reduced(path, codes)
    except (zipfile.BadZipFile, UnicodeDecodeError, csv.Error, EOFError) as error:
        raise _unreadable(path, f"it cannot be read ({error})", "fetch it again") from None


def _unreadable(where: object, what: str, remedy: str) -> UnreadableData:
    return UnreadableData(Problem(str(where), what, remedy))


# --- the archive ----------------------------------------------------------------------------------


class _Archive:
    """The tables of the daily archive, each read once, row by row."""

    def __init__(self, path: Path, archive: zipfile.ZipFile, progress: Progress) -> None:
        self._path = path
        self._archive = archive
        self._progress = progress
        found = [(_MEMBER.search(member.filename), member) for member in archive.infolist()]
        self._members = {fold(name[1]): member for name, member in found if name}
        self._days = [date(*map(int, name.groups()[1:])) for name, _ in found if name]

    def register(self, codes: Set[str]) -> Register:
        """The records of some codes, of what replaces them, and of the branch."""
        of_branch = {row["Numero_Fiche"] for row in self._rows("CCN") if _is_of_the_branch(row)}
        successors = self._successors()
        wanted = {*codes, *of_branch}
        wanted |= {new for code in wanted for new in successors.get(code, ())}
        records = self._standard(wanted)
        rome = self._grouped("Rome", wanted, "Codes_Rome_Code")
        blocks = self._grouped("Blocs_De_Comp", wanted, "Bloc_Competences_Code", "Bloc_Competences_Libelle")
        partners = self._grouped("Partenaires", wanted, "Nom_Partenaire", "Habilitation_Partenaire")
        whole = {
            code: replace(
                record,
                rome=tuple(sorted(each for (each,) in rome[code])),
                blocks=tuple(sorted(Block(*each) for each in blocks[code])),
                bodies=tuple(sorted({name for name, right in partners[code] if _MAY_TRAIN in right.upper()})),
                successors=tuple(sorted(successors.get(code, ()))),
                in_branch=code in of_branch,
            )
            for code, record in sorted(records.items())
        }
        return Register(max(self._days), True, whole)

    def _standard(self, wanted: Set[str]) -> dict[str, Record]:
        columns = ("Intitule", "Nomenclature_Europe_Niveau", "Actif", "Date_Fin_Enregistrement")
        return {
            code: Record(code, title, _level(level), state.upper() == "ACTIVE", _day(end))
            for code, rows in self._grouped("Standard", wanted, *columns).items()
            for title, level, state, end in rows
        }

    def _successors(self) -> dict[str, set[str]]:
        """By code, the codes that replace it, whichever of the two records says so."""
        found: dict[str, set[str]] = defaultdict(set)
        columns = ("Ancienne_Certification", "Nouvelle_Certification")
        for row in self._rows("Ancienne_Nouvelle_Certification", *columns):
            for new in _CODE.findall(row["Nouvelle_Certification"]):
                found[row["Numero_Fiche"]].add(new)
            for old in _CODE.findall(row["Ancienne_Certification"]):
                found[old].add(row["Numero_Fiche"])
        return {code: new - {code} for code, new in found.items()}

    def _grouped(self, part: str, wanted: Set[str], *columns: str) -> dict[str, set[tuple[str, ...]]]:
        """By code, what some columns of a table say."""
        found: dict[str, set[tuple[str, ...]]] = defaultdict(set)
        for row in self._rows(part, *columns):
            if row["Numero_Fiche"] in wanted:
                found[row["Numero_Fiche"]].add(tuple(row[column].strip() for column in columns))
        return found

    def _rows(self, part: str, *columns: str) -> Iterator[_Row]:
        """The rows of a table, which must have some columns; how far it is read is told on the way."""
        member = self._member(part)
        with self._archive.open(member) as raw:
            where = f"{self._path}: {member.filename}"
            text = io.TextIOWrapper(raw, encoding="utf-8-sig", newline="")
            for number, row in enumerate(_rows(where, text, ";", ("Numero_Fiche", *columns))):
                if number % _ROWS_BETWEEN_REPORTS == 0:
                    self._progress(part, raw.tell(), member.file_size)
                yield row
        self._progress(part, member.file_size, member.file_size)

    def _member(self, part: str) -> zipfile.ZipInfo:
        """The table whose name begins so: archives garble the accents at the end of some."""
        for name, member in self._members.items():
            if name.startswith(fold(part)):
                return member
        have = ", ".join(sorted(self._members)) or "no table of the register"
        raise _unreadable(self._path, f"it has no table '{part}' ({have})", "fetch the archive of CSV files")


def _is_of_the_branch(row: _Row) -> bool:
    return any(row.get(f"Ccn_{number}_Numero", "").strip() == BRANCH_BROCHURE for number in (1, 2, 3))


def _level(text: str) -> int | None:
    """The level of NIV5; none for what is no level."""
    found = re.fullmatch(r"(?:NIV)?([3-8])", text.upper())
    return int(found[1]) if found else None


def _day(text: str) -> date | None:
    """A day written 31/08/2027 or 2027-08-31; none where there is none."""
    if not text:
        return None
    french = re.fullmatch(r"(\d{2})/(\d{2})/(\d{4})", text)
    try:
        return date.fromisoformat("-".join(reversed(french.groups())) if french else text[:10])
    except ValueError:
        raise _unreadable("Date_Fin_Enregistrement", f"'{text}' is no day", "fetch the file again") from None


# --- the reduced table ----------------------------------------------------------------------------


def _reduced(path: Path, codes: Set[str]) -> Register:
    with path.open(encoding="utf-8-sig", newline="") as text:
        rows = _rows(str(path), text, ",", ("numero", "intitule", "niveau_eqf"))
        found = [row for row in rows if _code(row["numero"]) in codes]
    records = {_code(row["numero"]): _active(row) for row in found}
    return Register(None, False, dict(sorted(records.items())))


def _code(number: str) -> str:
    """A number as the archive writes it: those of the RNCP may stand without their letters."""
    return f"RNCP{number}" if number.isdecimal() else number


def _active(row: _Row) -> Record:
    return Record(_code(row["numero"]), row["intitule"].strip(), _level(row["niveau_eqf"]), active=True)


def _rows(where: str, text: Iterable[str], delimiter: str, columns: Iterable[str]) -> Iterator[_Row]:
    """The rows of a table; what a short row lacks is empty."""
    table = csv.DictReader(text, delimiter=delimiter, restval="")
    missing = [column for column in columns if column not in (table.fieldnames or ())]
    if missing:
        have = ", ".join(table.fieldnames or ()) or "it is empty"
        raise _unreadable(where, f"column '{missing[0]}' is missing ({have})", "fetch it again, unchanged")
    yield from table
