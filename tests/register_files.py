"""Releases of the national register in the shape of the official archive, made for tests."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

COLUMNS = {
    "Standard": (
        "Id_Fiche", "Numero_Fiche", "Intitule", "Abrege_Libelle", "Nomenclature_Europe_Niveau",
        "Date_Fin_Enregistrement", "Actif",
    ),
    "Rome": ("Numero_Fiche", "Codes_Rome_Code", "Codes_Rome_Libelle"),
    "Blocs_De_Compétences": ("Numero_Fiche", "Bloc_Competences_Code", "Bloc_Competences_Libelle"),
    "Partenaires": ("Numero_Fiche", "Nom_Partenaire", "Siret_Partenaire", "Habilitation_Partenaire"),
    "Ancienne_Nouvelle_Certification": (
        "Numero_Fiche", "Ancienne_Certification", "Nouvelle_Certification",
    ),
    "CCN": ("Numero_Fiche", "Ccn_1_Numero", "Ccn_1_Libelle", "Ccn_2_Numero", "Ccn_2_Libelle"),
    "Nsf": ("Numero_Fiche", "Nsf_Code", "Nsf_Intitule"),
}  # fmt: skip


@dataclass(frozen=True)
class Fiche:
    """A record of the register, as a test needs it."""

    code: str
    title: str
    level: str = "NIV4"
    until: str = ""
    active: str = "ACTIVE"
    rome: tuple[str, ...] = ()
    blocks: tuple[tuple[str, str], ...] = ()
    partners: tuple[tuple[str, str], ...] = ()
    replaces: str = ""
    replaced_by: str = ""
    brochure: str = ""


def archive(path: Path, fiches: Iterable[Fiche], *, day: str = "2026_12_01", without: str = "") -> Path:
    """Write an archive of some records; ``without`` leaves a table out."""
    with zipfile.ZipFile(path, "w") as out:
        for part, rows in _tables(list(fiches)).items():
            if part != without:
                out.writestr(f"export_fiches_CSV_{part}_{day}.csv", _text(COLUMNS[part], rows))
    return path


def _tables(fiches: list[Fiche]) -> Mapping[str, list[dict[str, str]]]:
    tables: dict[str, list[dict[str, str]]] = {part: [] for part in COLUMNS}
    for fiche in fiches:
        number = {"Numero_Fiche": fiche.code}
        tables["Standard"].append(
            {
                **number,
                "Intitule": fiche.title,
                "Nomenclature_Europe_Niveau": fiche.level,
                "Date_Fin_Enregistrement": fiche.until,
                "Actif": fiche.active,
            }
        )
        tables["Rome"] += [{**number, "Codes_Rome_Code": code} for code in fiche.rome]
        tables["Blocs_De_Compétences"] += [
            {**number, "Bloc_Competences_Code": code, "Bloc_Competences_Libelle": title}
            for code, title in fiche.blocks
        ]
        tables["Partenaires"] += [
            {**number, "Nom_Partenaire": name, "Siret_Partenaire": "01234", "Habilitation_Partenaire": right}
            for name, right in fiche.partners
        ]
        if fiche.replaces or fiche.replaced_by:
            links = {"Ancienne_Certification": fiche.replaces, "Nouvelle_Certification": fiche.replaced_by}
            tables["Ancienne_Nouvelle_Certification"].append({**number, **links})
        if fiche.brochure:
            tables["CCN"].append({**number, "Ccn_1_Numero": "9999", "Ccn_2_Numero": fiche.brochure})
    return tables


def _text(columns: tuple[str, ...], rows: list[dict[str, str]]) -> bytes:
    """A table as the register writes it: a byte-order mark, semicolons, quotes around each field."""
    text = io.StringIO()
    table = csv.DictWriter(text, columns, delimiter=";", quoting=csv.QUOTE_ALL, restval="")
    table.writeheader()
    table.writerows(rows)
    return text.getvalue().encode("utf-8-sig")
