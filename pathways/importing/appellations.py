"""
What ROME, the national list of jobs, calls the jobs of a map: the appellations of the codes that roles name.

The branch's register tells a few titles for each role, ROME many for each job; but a code of ROME is broader
than a role, so an appellation tells the field and seldom the role. Only roles of the register count: the
codes of those outside it hold hundreds of titles of other trades.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from pathways.catalogue import Catalogue
from pathways.importing.rome import release_of, table_of


def import_appellations(
    catalogue: Catalogue, folder: Path, *, released: date | None = None
) -> dict[str, Any]:
    """
    The appellations of a release for the codes of a map, as ``data/appellations.json`` holds them.

    Parameters
    ----------
    folder
        Where ``appellations.csv`` (or ``.csv.gz``) is; its name says the version (``rome_v460``).
    released
        The day of the release, which the table does not tell.

    Raises
    ------
    UnreadableData
        The table or a column of it is missing, or the text is not UTF-8.
    """
    codes = _codes(catalogue)
    rows = table_of(folder, "appellations", "code_ogr", "libelle", "code_rome")
    kept = sorted((row["code_rome"], row["libelle"]) for row in rows if row["code_rome"] in codes)
    return {
        "title": f"Répertoire opérationnel des métiers et des emplois ({release_of(folder)})",
        "publisher": "France Travail",
        "released": None if released is None else released.isoformat(),
        "licence": "Licence Ouverte 2.0",
        "appellations": {
            code: list(_distinct(label for each, label in kept if each == code)) for code in codes
        },
    }


def _codes(catalogue: Catalogue) -> list[str]:
    """The codes that roles of the register name."""
    return sorted(
        {code for role in catalogue.roles.values() if role.status != "outside" for code in role.rome}
    )


def _distinct(labels: Iterable[str]) -> Iterable[str]:
    return dict.fromkeys(labels)
