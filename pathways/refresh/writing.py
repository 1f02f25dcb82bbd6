"""
The register's own fields carried over into a map: states, ends, levels, codes of ROME, and their source.

Titles, blocks, successors and new certifications are not carried over: they need words in two languages, or
somebody's judgement.
"""

from __future__ import annotations

import json
from copy import deepcopy
from datetime import date
from typing import Any

from pathways.catalogue import Catalogue
from pathways.errors import BadValue
from pathways.model import Registration
from pathways.refresh.comparing import WRITTEN, compare, current
from pathways.refresh.register import Record, Register

_ADDRESS = (
    "https://www.data.gouv.fr/datasets/"
    "repertoire-national-des-certifications-professionnelles-et-repertoire-specifique"
)


def rewritten(raw: Any, catalogue: Catalogue, register: Register, on: date) -> Any:
    """
    A map with the register's fields as the register has them.

    Parameters
    ----------
    raw
        The map as JSON has it; it is left as it is.
    catalogue
        The same map, read.

    Raises
    ------
    BadValue
        The day of the release is not known, or is before that of the map: nothing older is written over it.
    """
    if register.released is None or register.released < catalogue.file.as_of:
        released = register.released or "a day that its name does not say"
        remedy = "nothing older is written over it"
        raise BadValue(f"the release is of {released}, the map of {catalogue.file.as_of}: {remedy}")
    changed = {each.node for each in compare(catalogue, register, on) if each.kind in WRITTEN}
    new = deepcopy(raw)
    for entry in new["qualifications"]:
        record = current(catalogue.qualifications[entry["id"]], register, on)
        if entry["id"] in changed and record is not None:
            _carry_over(entry, record, register, on)
            entry["sources"].append({"id": _source_id(register.released), "locator": record.code})
    if changed:
        new["sources"].append(_source(register.released))
    return new


def _carry_over(entry: dict[str, Any], record: Record, register: Register, on: date) -> None:
    for registration in entry["rncp"] if register.whole else ():
        found = register.records.get(registration["code"])
        if found is not None:
            _carry_over_state(registration, found, on)
    if record.level is not None:
        entry["level"] = record.level
    if record.rome:
        entry["rome"] = list(record.rome)


def _carry_over_state(registration: dict[str, Any], found: Record, on: date) -> None:
    """The state on a day, and the end where the register gives one, or where ours belies the state."""
    end, in_force = found.end(on), found.in_force(on)
    ours = Registration.model_validate_json(json.dumps(registration))
    if end is not None or ours.in_force(on) is not in_force:
        registration["until"] = None if end is None else end.isoformat()
    registration["status"] = "registered" if in_force else "lapsed"


def _source_id(released: date) -> str:
    return f"rncp-{released.isoformat()}"


def _source(released: date) -> dict[str, str]:
    return {
        "id": _source_id(released),
        "title": "Répertoire national des certifications professionnelles : export du jour",
        "publisher": "France compétences",
        "date": released.isoformat(),
        "url": _ADDRESS,
        "kind": "register",
    }
