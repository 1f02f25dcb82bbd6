"""
Reading ``data/pay.json``: the tables, or everything that is wrong with the file, told at once.

The models of `pathways.pay.tables` find what is wrong with a value or a row; what only the file as a whole
can show (a source that is cited and not there, a rule without its words) is looked for in the raw text, so
that one fault never hides another.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from pathways.errors import InvalidData
from pathways.pay.tables import PayTables, RuleKey
from pathways.problems import Problem
from pathways.validation.files import decoded, text_of
from pathways.validation.plain_words import SCHEMA, in_words

PAY_FILE = Path(__file__).parents[2] / "data" / "pay.json"


def load_pay(path: Path | None = None) -> PayTables:
    """
    Read the pay tables, or tell everything that is wrong with them at once.

    Parameters
    ----------
    path
        The file; None for the one that comes with the map.

    Raises
    ------
    UnreadableData
        The file is missing or is not JSON.
    InvalidData
        The file breaks the rules of its format; ``problems`` holds every fault.

    Examples
    --------
    >>> load_pay().smic[-1].monthly
    Decimal('1867.02')
    """
    text = text_of(PAY_FILE if path is None else path)
    problems = list(_broken_references(decoded(text)))
    try:
        tables = PayTables.model_validate_json(text, strict=True)
    except ValidationError as error:
        faults = [fault for fault in error.errors(include_url=False) if not _only_follows(fault)]
        raise InvalidData([*map(_told, faults), *problems]) from None
    if problems:
        raise InvalidData(problems)
    return tables


def _only_follows(fault: ErrorDetails) -> bool:
    """True for a list called too short although it is long enough: its entries are at fault, and told."""
    least = fault.get("ctx", {}).get("min_length", 0)
    return fault["type"] == "too_short" and len(fault["input"]) >= least


def _told(fault: ErrorDetails) -> Problem:
    """A fault in the words of the map's faults; the rules of the pay tables bring their own."""
    told = in_words(fault, {})
    remedy = fault.get("ctx", {}).get("remedy")
    if remedy is not None:
        return Problem(told.where, fault["msg"], remedy)
    return replace(told, remedy=told.remedy.replace(SCHEMA, "pay.schema.json"))


def _broken_references(raw: Any) -> Iterator[Problem]:
    """Faults that only the file as a whole shows; it is read raw, so that they come with all others."""
    if not isinstance(raw, Mapping):
        return
    sources, rules = (_ids(raw.get(section)) for section in ("sources", "rules"))
    for section, ids in (("sources", sources), ("rules", rules)):
        for repeated in sorted({name for name in ids if ids.count(name) > 1}):
            yield Problem(section, f"'{repeated}' is there twice", "keep one entry")
    for where, cited in _citations(raw):
        if sources and cited not in sources:
            yield Problem(where, f"no source '{cited}'", "add the document to sources, or cite another")
    for key in RuleKey:
        if rules and key.value not in rules:
            yield Problem("rules", f"no rule '{key.value}'", "add it: amounts refer to its words")


def _citations(value: Any, where: str = "") -> Iterator[tuple[str, str]]:
    """Every citation of the file: its place and the source it names."""
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from _citations(item, f"{where}[{index}]")
    elif isinstance(value, Mapping):
        for key, item in value.items():
            place = f"{where}.{key}".lstrip(".")
            if key == "sources" and where:
                yield from ((f"{place}[{i}].id", cited) for i, cited in enumerate(_ids(item)))
            else:
                yield from _citations(item, place)


def _ids(entries: Any) -> list[str]:
    """The ids of a list of entries, as far as they can be read."""
    if not isinstance(entries, list):
        return []
    return [str(entry["id"]) for entry in entries if isinstance(entry, Mapping) and "id" in entry]
