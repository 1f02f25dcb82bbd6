"""As much of a data file as could be read, each entry with its place: what the rules look at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic, NamedTuple, TypeVar

from pathways.model import (
    AllOf,
    AnyOf,
    EntryPoint,
    Family,
    GlossaryEntry,
    Leaflet,
    NoneOf,
    Occupation,
    Qualification,
    Requirement,
    Role,
    Source,
    StatusCode,
    Step,
    TrainingPlace,
    children,
)

T = TypeVar("T")

GROUPS: Mapping[type, str] = {AllOf: "all_of", AnyOf: "any_of", NoneOf: "none_of"}
_NAMED_BY = {"statuses": "code", "occupations": "code", "glossary": "term", "training_places": "name"}


class Place(NamedTuple):
    """Where an entry stands: in which list, and its number there, from 0."""

    list: str
    number: int

    def called(self, name: str) -> str:
        """
        The place in words.

        Examples
        --------
        >>> Place("steps", 12).called("cap-carrossier-initial")
        'steps[12] "cap-carrossier-initial"'
        """
        return f'{self.list}[{self.number}] "{name}"' if name else f"{self.list}[{self.number}]"


@dataclass(frozen=True, slots=True)
class Entry(Generic[T]):
    """An entry of sound shape, and its place in words."""

    place: str
    value: T

    def at(self, path: str) -> str:
        """The place of something inside the entry."""
        return f"{self.place} {path}"


class Condition(NamedTuple):
    """One requirement of a step's tree, with the place of the step and the path inside it."""

    place: str
    path: str
    value: Requirement


@dataclass(frozen=True)
class Draft:
    """
    As much of a file as could be read.

    Parameters
    ----------
    names
        What every entry calls itself, by list and in file order, those of unsound entries included: one
        fault must not become many in the entries that refer to it.
    doubtful
        Ids of unsound nodes and of the targets of unsound steps: nothing is concluded about them.
    """

    names: Mapping[str, tuple[str, ...]]
    doubtful: frozenset[str] = frozenset()
    sources: tuple[Entry[Source], ...] = ()
    families: tuple[Entry[Family], ...] = ()
    statuses: tuple[Entry[StatusCode], ...] = ()
    qualifications: tuple[Entry[Qualification], ...] = ()
    roles: tuple[Entry[Role], ...] = ()
    steps: tuple[Entry[Step], ...] = ()
    entry_points: tuple[Entry[EntryPoint], ...] = ()
    training_places: tuple[Entry[TrainingPlace], ...] = ()
    occupations: tuple[Entry[Occupation], ...] = ()
    leaflets: tuple[Entry[Leaflet], ...] = ()
    glossary: tuple[Entry[GlossaryEntry], ...] = ()

    @property
    def nodes(self) -> tuple[Entry[Qualification] | Entry[Role], ...]:
        """Qualifications and roles."""
        return (*self.qualifications, *self.roles)

    @cached_property
    def conditions(self) -> tuple[Condition, ...]:
        """Every condition of every step; a group comes before its branches."""
        return tuple(
            Condition(step.place, path, condition)
            for step in self.steps
            if step.value.requires is not None
            for path, condition in _within("requires", step.value.requires)
        )


LISTS = tuple(name for name in Draft.__dataclass_fields__ if name not in ("names", "doubtful"))


def draft(
    items: Mapping[Place, Any], sound: Mapping[Place, Any], doubtful: frozenset[str] = frozenset()
) -> Draft:
    """
    Put a draft together.

    Parameters
    ----------
    items
        Every entry, decoded only or read as a value of the model.
    sound
        Those that are values of the model.
    """
    entries: dict[str, Any] = {name: [] for name in LISTS}
    names: dict[str, list[str]] = {name: [] for name in LISTS}
    for place, item in items.items():
        name = name_of(place, item)
        names[place.list].append(name)
        if place in sound:
            entries[place.list].append(Entry(place.called(name), sound[place]))
    return Draft(
        {each: tuple(found) for each, found in names.items()},
        doubtful,
        **{each: tuple(found) for each, found in entries.items()},
    )


def name_of(place: Place, item: Any) -> str:
    """What an entry calls itself; empty when it does not."""
    key = _NAMED_BY.get(place.list, "id")
    found = item.get(key) if isinstance(item, dict) else getattr(item, key, None)
    return found if isinstance(found, str) else ""


def branches(path: str, requirement: Requirement) -> Iterator[tuple[str, Requirement]]:
    """The branches of a group, each with its path, as ``requires.all_of[1]``; none for a leaf."""
    inside = children(requirement)
    if inside:
        path = f"{path}.{GROUPS[type(requirement)]}"
    for i, branch in enumerate(inside):
        yield f"{path}[{i}]", branch


def _within(path: str, requirement: Requirement) -> list[tuple[str, Requirement]]:
    """A condition and everything inside it, the outer before the inner."""
    found = [(path, requirement)]
    for each in found:
        found.extend(branches(*each))
    return found
