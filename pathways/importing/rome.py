"""
ROME, the national list of jobs, as a map: a role for each job, a step for each move that it names.

A move says that people go from one job to another, and nothing of what is asked: so each step needs the
first job and a condition that is not published. ROME 4 names no first job to begin with: a route on this
map starts from a job that one has done. Facts only: codes, titles, appellations, moves; no descriptions.

Tables: ``metiers.csv``, ``mobilite.csv``, ``domaines.csv`` and ``appellations.csv`` (or ``.csv.gz``), UTF-8,
comma-separated. Publisher: France Travail, under the Licence Ouverte 2.0.
"""

from __future__ import annotations

import csv
import gzip
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from pathways.errors import UnreadableData
from pathways.names import fold
from pathways.problems import Problem

_SOURCE: Final = "rome"
_UNTRANSLATED: Final = "[fr]"
_WITHOUT_CONDITIONS: Final = {
    "fr": "le ROME rapproche ces métiers sans dire ce qui est demandé",
    "en": "ROME puts these jobs side by side without saying what is asked",
}
_Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Imported:
    """
    A release as a map.

    Parameters
    ----------
    raw
        The map as JSON has it.
    release
        What the release calls itself.
    """

    raw: dict[str, Any]
    release: str

    @property
    def roles(self) -> int:
        """How many jobs."""
        return len(self.raw["roles"])

    @property
    def moves(self) -> int:
        """How many moves."""
        return len(self.raw["steps"])


def import_rome(folder: Path, *, as_of: date, released: date | None = None) -> Imported:
    """
    Turn the tables of a release into a map.

    Parameters
    ----------
    folder
        Where the tables are; its name says the version (``rome_v460``).
    as_of
        The day of the map.
    released
        The day of the release, which the tables do not tell; None when it is not known.

    Raises
    ------
    UnreadableData
        A table or a column is missing, or the text is not UTF-8.
    """
    jobs = sorted(table_of(folder, "metiers", "code_rome", "libelle"), key=lambda row: row["code_rome"])
    release = release_of(folder)
    ids = {row["code_rome"]: _id(row) for row in jobs}
    return Imported(
        {
            "edition": release,
            "as_of": as_of.isoformat(),
            "title": {"fr": f"{release}, métiers et mobilités", "en": f"{release}, jobs and moves"},
            "licence": "France Travail, Licence Ouverte 2.0",
            "sources": [_source(release, released)],
            "families": _families(folder),
            "roles": _roles(folder, jobs, ids),
            "steps": list(_steps(folder, ids)),
        },
        release,
    )


def release_of(folder: Path) -> str:
    """
    The version that a folder's name tells.

    Examples
    --------
    >>> release_of(Path("rome_v460")), release_of(Path("tables"))
    ('ROME 4.60', 'ROME')
    """
    found = re.search(r"v(\d)(\d{2})(?!\d)", folder.resolve().name)
    return f"ROME {found[1]}.{found[2]}" if found else "ROME"


def _source(release: str, released: date | None) -> dict[str, str | None]:
    return {
        "id": _SOURCE,
        "title": f"Répertoire opérationnel des métiers et des emplois ({release})",
        "publisher": "France Travail",
        "date": None if released is None else released.isoformat(),
        "kind": "register",
    }


def _id(job: _Row) -> str:
    """
    The id of a job: its code, then its title.

    Examples
    --------
    >>> _id({"code_rome": "I1604", "libelle": "Mécanicien / Mécanicienne automobile"})
    'i1604-mecanicien-automobile'
    """
    first = re.sub(r" / \S+", "", job["libelle"])
    return "-".join(re.findall(r"[a-z0-9]+", fold(f"{job['code_rome']} {first}")))


def _untranslated(text: str) -> dict[str, str]:
    """A French text in both languages; the English side says that it is French."""
    return {"fr": text, "en": f"{text} {_UNTRANSLATED}"}


def _families(folder: Path) -> list[dict[str, Any]]:
    """The fourteen broad fields, by their letter."""
    return [
        {"id": row["code"], "label": _untranslated(row["libelle"])}
        for row in table_of(folder, "domaines", "code", "libelle")
        if len(row["code"]) == 1
    ]


def _roles(folder: Path, jobs: list[_Row], ids: Mapping[str, str]) -> list[dict[str, Any]]:
    names: dict[str, list[str]] = defaultdict(list)
    for row in table_of(folder, "appellations", "code_rome", "libelle"):
        names[row["code_rome"]].append(row["libelle"])
    return [
        {
            "id": ids[job["code_rome"]],
            "label": _untranslated(job["libelle"]),
            "family": job["code_rome"][0],
            "rome": [job["code_rome"]],
            "status": "outside",
            "also_called": sorted(set(names[job["code_rome"]]) - {job["libelle"]}),
            "sources": [{"id": _SOURCE, "locator": job["code_rome"]}],
        }
        for job in jobs
    ]


def _steps(folder: Path, ids: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """The moves; one towards a job that the release does not list is left out."""
    moves = table_of(folder, "mobilite", "code_rome", "code_rome_cible", "numero_ordre")
    for move in sorted(moves, key=lambda row: (row["code_rome"], int(row["numero_ordre"]))):
        start, end = move["code_rome"], move["code_rome_cible"]
        if start in ids and end in ids:
            yield {
                "id": f"{start}-to-{end}".lower(),
                "target": ids[end],
                "access": "recruitment",
                "requires": {"all_of": [{"in_post": ids[start]}, {"not_published": _WITHOUT_CONDITIONS}]},
                "sources": [{"id": _SOURCE, "locator": f"{start} → {end}, n° {move['numero_ordre']}"}],
            }


def table_of(folder: Path, name: str, *columns: str) -> list[_Row]:
    """The rows of a table, which must have some columns."""
    plain, packed = folder / f"{name}.csv", folder / f"{name}.csv.gz"
    path = plain if plain.exists() else packed
    try:
        text = path.read_bytes() if path is plain else gzip.decompress(path.read_bytes())
        rows = csv.DictReader(text.decode("utf-8-sig").splitlines(), restval="")
    except (OSError, EOFError, UnicodeDecodeError) as error:
        what = f"the table cannot be read ({error})"
        raise UnreadableData(Problem(str(plain), what, "fetch the tables of the release again")) from None
    missing = [column for column in columns if column not in (rows.fieldnames or ())]
    if missing:
        have = ", ".join(rows.fieldnames or ()) or "it is empty"
        what = f"column '{missing[0]}' is missing ({have})"
        raise UnreadableData(Problem(str(path), what, "fetch the tables of the release again"))
    return list(rows)
