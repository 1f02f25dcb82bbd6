"""The appellations of ROME beside the map: read from ``data/appellations.json``, with what they come from."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).resolve().parent.parent.parent / "data" / "appellations.json"


@dataclass(frozen=True, slots=True)
class Appellations:
    """
    What ROME calls the jobs of some codes, and the release that says so.

    Parameters
    ----------
    by_code
        By code of ROME, in the order of the alphabet.
    released
        The day of the release, as ``YYYY-MM-DD``; None when it is not known.
    """

    title: str
    publisher: str
    released: str | None
    licence: str
    by_code: Mapping[str, tuple[str, ...]]


@cache
def appellations() -> Appellations:
    """
    The appellations for the codes that the map of the branch names.

    Examples
    --------
    >>> "Garagiste" in appellations().by_code["I1604"]
    True
    """
    raw = json.loads(FILE.read_text(encoding="utf-8"))
    by_code = {code: tuple(labels) for code, labels in raw["appellations"].items()}
    return Appellations(raw["title"], raw["publisher"], raw["released"], raw["licence"], by_code)
