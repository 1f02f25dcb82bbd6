"""
What differs between two editions of a map: entry by entry, field by field, from old to new.

Entries are matched by id. Of a list (registrations, notes, places…) each item that came or went is a change
of its own; of conditions each leaf, or the whole tree where only the way in which they go together changed;
of other values the whole, before and after. Another order, a reason put in other words or another source of
the same fact are no differences.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, Literal

from pathways.catalogue import Catalogue

Part = Literal[
    "qualifications", "roles", "steps", "statuses", "entry_points", "occupations", "leaflets", "glossary"
]
PARTS: Final[Mapping[Part, str]] = {
    "qualifications": "id",
    "roles": "id",
    "steps": "id",
    "statuses": "code",
    "entry_points": "id",
    "occupations": "code",
    "leaflets": "id",
    "glossary": "term",
}
"""The lists that are compared, each with the field that names its entries."""

_Entry = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """
    One difference.

    Parameters
    ----------
    entry
        What the entry is called: its id, code or term.
    node
        The qualification or role that it is about, for a step its target; None where it is about neither.
    field
        The field that differs; empty when the whole entry came or went.
    before, after
        What stood there and what stands there, as JSON has it; None where nothing did or does.
    sources
        The ids of the sources of what came, or else went; those of its entry where it has none of its own.
    """

    part: Part
    entry: str
    node: str | None
    sources: tuple[str, ...]
    field: str = ""
    before: Any = None
    after: Any = None


def changes(old: Catalogue, new: Catalogue) -> tuple[Change, ...]:
    """
    Every difference between two editions, by part, entry and field.

    Examples
    --------
    >>> from tests.small_map import small
    >>> changes(small(), small())
    ()
    """
    return tuple(change for part in PARTS for change in _in_part(part, old, new))


def _in_part(part: Part, old: Catalogue, new: Catalogue) -> Iterator[Change]:
    before, after = _entries(part, old), _entries(part, new)
    for name in sorted(before.keys() | after.keys()):
        was, now = before.get(name), after.get(name)
        about = _about(part, name, now or was or {})
        if was is None or now is None:
            yield replace(about, before=was, after=now)
        else:
            yield from _in_entry(about, was, now)


def _entries(part: Part, catalogue: Catalogue) -> dict[str, _Entry]:
    """The entries of a part by name, without what is left at its default; places are with what they teach."""
    dumped = (entry.model_dump(mode="json", exclude_defaults=True) for entry in getattr(catalogue.file, part))
    entries = {str(entry[PARTS[part]]): _without_reasons(entry) for entry in dumped}
    for name, entry in entries.items() if part == "qualifications" else ():
        entry["training_places"] = [
            place.model_dump(mode="json", exclude_defaults=True, exclude={"qualifications"})
            for place in catalogue.places_for(name)
        ]
    return entries


def _without_reasons(value: Any) -> Any:
    """A value without why its facts stand, at any depth."""
    if isinstance(value, dict):
        return {key: _without_reasons(inside) for key, inside in value.items() if key != "why"}
    return [_without_reasons(inside) for inside in value] if isinstance(value, list) else value


def _about(part: Part, name: str, entry: _Entry) -> Change:
    node = name if part in ("qualifications", "roles") else entry.get("target")
    return Change(part, name, node, _cited(entry))


def _cited(value: Any) -> tuple[str, ...]:
    found = value.get("sources", ()) if isinstance(value, dict) else ()
    return tuple(source["id"] for source in found)


def _in_entry(about: Change, was: _Entry, now: _Entry) -> Iterator[Change]:
    for field in sorted((was.keys() | now.keys()) - {"sources"}):
        before, after = was.get(field), now.get(field)
        if before != after:
            yield from _in_field(replace(about, field=field), before, after)


def _in_field(here: Change, before: Any, after: Any) -> Iterator[Change]:
    if here.field == "requires":
        leaf_by_leaf = list(_in_list(here, list(_leaves(before)), list(_leaves(after))))
        yield from leaf_by_leaf or [replace(here, before=before, after=after)]
    elif isinstance(before or after, list):
        yield from _in_list(here, before or [], after or [])
    else:
        yield replace(here, before=before, after=after)


def _leaves(requirement: Any) -> Iterator[Any]:
    """The leaves of a tree of conditions; those under a ``none_of`` stay under it."""
    for group in ("all_of", "any_of"):
        if requirement is not None and group in requirement:
            for branch in requirement[group]:
                yield from _leaves(branch)
            return
    if requirement is not None:
        yield requirement


def _in_list(here: Change, before: list[Any], after: list[Any]) -> Iterator[Change]:
    """Items that went, then items that came."""
    was, now = ([_fact(item) for item in items] for items in (before, after))
    for item in before:
        if _fact(item) not in now:
            yield replace(here, before=item, sources=_cited(item) or here.sources)
    for item in after:
        if _fact(item) not in was:
            yield replace(here, after=item, sources=_cited(item) or here.sources)


def _fact(item: Any) -> Any:
    """An item without where it comes from."""
    return {key: value for key, value in item.items() if key != "sources"} if isinstance(item, dict) else item
