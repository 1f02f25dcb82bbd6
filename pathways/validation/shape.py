"""
Whether a text has the shape of the format.

One unsound entry does not hide the others: what could be read goes on to the rules, as a ``Draft``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from pathways.model import CareersFile
from pathways.problems import Problem
from pathways.validation.draft import LISTS, Draft, Place, draft
from pathways.validation.files import decoded
from pathways.validation.plain_words import in_words

_Items = Mapping[Place, Any]


class Reading(NamedTuple):
    """What came of reading a text: the file when its shape is sound, its draft, and the faults."""

    file: CareersFile | None
    draft: Draft
    problems: tuple[Problem, ...]


def read(text: str) -> Reading:
    """
    Read a text against the format.

    Raises
    ------
    UnreadableData
        The text is not JSON; the error carries the one problem, with line and column.
    """
    try:
        file = CareersFile.model_validate_json(text, strict=True)
    except ValidationError as error:
        return _read_in_part(decoded(text), error.errors(include_url=False))
    entries = {Place(name, i): entry for name in LISTS for i, entry in enumerate(getattr(file, name))}
    return Reading(file, draft(entries, entries), ())


def _read_in_part(raw: Any, faults: Sequence[ErrorDetails]) -> Reading:
    """The problems of an unsound file, and a draft of its sound entries."""
    items = _items(raw)
    faulty = {fault["loc"][:2] for fault in faults}
    unsound = {place for place in items if not faulty.isdisjoint((place, place[:1], ()))}
    sound = {place: items[place] for place in items.keys() - unsound}
    problems = tuple(dict.fromkeys(in_words(fault, items) for fault in faults))
    doubtful = frozenset(_doubtful({place: items[place] for place in unsound}))
    return Reading(None, draft(items, _validated(sound), doubtful), problems)


def _items(raw: Any) -> _Items:
    """The entries of the lists as they were decoded."""
    lists = {name: raw.get(name) for name in LISTS} if isinstance(raw, dict) else {}
    return {
        Place(name, i): item
        for name, items in lists.items()
        if isinstance(items, list)
        for i, item in enumerate(items)
    }


def _validated(items: _Items) -> _Items:
    """The same entries as values of the model."""
    entries: dict[Place, Any] = {}
    for name in LISTS:
        places = sorted(place for place in items if place.list == name)
        shape: Any = CareersFile.model_fields[name].annotation
        values = TypeAdapter(shape).validate_json(json.dumps([items[place] for place in places]), strict=True)
        entries.update(zip(places, values, strict=True))
    return entries


def _doubtful(unsound: _Items) -> Iterator[str]:
    """The nodes that an unsound entry is, or leads to."""
    for item in unsound.values():
        if isinstance(item, dict):
            yield from (value for key in ("id", "target") if isinstance(value := item.get(key), str))
