"""
The map, read from its file and ready to be asked: nodes by id, steps by target, words to ids.

A catalogue only says what the file says; what follows for one person is the business of ``eligibility``
and ``routes``. Everything comes in the order of ids, so that the order of the file changes no answer.
"""

from __future__ import annotations

import json
import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Protocol, TypeVar

from pathways import names
from pathways.collecting import no_collecting
from pathways.errors import InvalidData, UnknownId, UnreadableData
from pathways.model import (
    Access,
    CareersFile,
    Experience,
    Family,
    Holds,
    InPost,
    Lang,
    Leaf,
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
    leaves,
    walk,
)
from pathways.names import Hit, Index
from pathways.problems import Problem
from pathways.validation import check
from pathways.validation.files import text_of

DEFAULT_FILE = Path(__file__).resolve().parent.parent / "data" / "careers.json"
DATA_VARIABLE = "PATHWAYS_DATA"
_ACCESS_ORDER = {access: place for place, access in enumerate(Access)}


# --- reading --------------------------------------------------------------------------------------


def load(path: Path | str | None = None) -> Catalogue:
    """
    Read a data file.

    Parameters
    ----------
    path
        The file; by default the one that ``PATHWAYS_DATA`` names, else the map of the branch.

    Raises
    ------
    UnreadableData
        The file is missing, cut short or not JSON.
    InvalidData
        The file breaks the rules of its format; all problems at once.
    """
    return _checked(text_of(file_named(path)))


def parse(raw: object) -> Catalogue:
    """
    Read what a data file holds, already decoded from JSON.

    Raises
    ------
    InvalidData
        It breaks the rules of the format; all problems at once.
    """
    return _checked(json.dumps(raw, default=str))


def problems_of(path: Path | str | None = None) -> tuple[Problem, ...]:
    """Every problem of a data file; none when it is sound."""
    try:
        _, problems = check(text_of(file_named(path)))
    except UnreadableData as error:
        return (error.args[0],)
    return problems


def _checked(text: str) -> Catalogue:
    with no_collecting():
        file, problems = check(text)
    if file is None or problems:
        raise InvalidData(problems)
    return Catalogue(file)


def file_named(path: Path | str | None = None) -> Path:
    """The file of a map: the one given, or the one that ``PATHWAYS_DATA`` names, or that of the branch."""
    return Path(path or os.environ.get(DATA_VARIABLE) or DEFAULT_FILE)


# --- asking ---------------------------------------------------------------------------------------


class _Identified(Protocol):
    @property
    def id(self) -> str: ...


T = TypeVar("T")


@dataclass(frozen=True, eq=False)
class Catalogue:
    """
    What a data file says, by id.

    Parameters
    ----------
    file
        The file as it was read, in its own order.
    """

    file: CareersFile

    @cached_property
    def qualifications(self) -> Mapping[str, Qualification]:
        """Qualifications by id."""
        return _by(_id, self.file.qualifications)

    @cached_property
    def roles(self) -> Mapping[str, Role]:
        """Roles by id."""
        return _by(_id, self.file.roles)

    @cached_property
    def nodes(self) -> Mapping[str, Qualification | Role]:
        """Qualifications and roles by id."""
        return _by(_id, (*self.file.qualifications, *self.file.roles))

    @cached_property
    def steps(self) -> Mapping[str, Step]:
        """Steps by id."""
        return _by(_id, self.file.steps)

    @cached_property
    def steps_to(self) -> Mapping[str, tuple[Step, ...]]:
        """The ways in to each node that has some, by the node's id."""
        return _grouped((step.target, step) for step in self.steps.values())

    @cached_property
    def sources(self) -> Mapping[str, Source]:
        """Sources by id."""
        return _by(_id, self.file.sources)

    @cached_property
    def families(self) -> Mapping[str, Family]:
        """Families by letter."""
        return _by(_id, self.file.families)

    @cached_property
    def statuses(self) -> Mapping[str, StatusCode]:
        """Statuses by code."""
        return _by(_code, self.file.statuses)

    @cached_property
    def occupations(self) -> Mapping[str, Occupation]:
        """Jobs of ROME by code."""
        return _by(_code, self.file.occupations)

    def node(self, node_id: str) -> Qualification | Role:
        """
        The qualification or role of an id.

        Raises
        ------
        UnknownId
            The map has no such node; the error names the nearest ones.
        """
        return _find(node_id, self.nodes)

    def step(self, step_id: str) -> Step:
        """
        The step of an id.

        Raises
        ------
        UnknownId
            The map has no such step; the error names the nearest ones.
        """
        return _find(step_id, self.steps)

    def ways_in(self, node_id: str) -> tuple[Step, ...]:
        """The steps to a node that are more than an employer's word, by the way in."""
        ways = (step for step in self.steps_to.get(node_id, ()) if not step.is_bare_decision)
        return tuple(sorted(ways, key=lambda step: (_ACCESS_ORDER[step.access], step.id)))

    def can_be_taken(self, step: Step, on: date) -> bool:
        """True for more than an employer's word, not over on a day, to what can still be obtained then."""
        target = self.qualifications.get(step.target)
        is_closed = target is not None and target.is_closed(on)
        return not (step.is_bare_decision or step.is_over(on) or is_closed)

    def label(self, node_id: str, lang: Lang) -> str:
        """What a node is called."""
        return self.node(node_id).label[lang]

    def nearest(self, unknown: str, known: Iterable[str] | None = None) -> tuple[str, ...]:
        """The ids most like an unknown one, among all nodes or among some ids."""
        return names.nearest(unknown, self.nodes if known is None else known)

    def search(self, text: str, limit: int | None = 20) -> list[Hit]:
        """
        The nodes that a text may mean, the likeliest first.

        Parameters
        ----------
        text
            Words of a title, today's or an old one, in either language; or an RNQSA or RNCP code.
        limit
            The most hits wanted; None for all.
        """
        return self._index.find(text, limit)

    def related(self, text: str, limit: int | None = 20) -> list[Hit]:
        """
        The nodes with a name that has a word of a text, or one of the same family, the rarest words first.

        For a text that nothing is called: what comes is a guess, and nothing may come.
        """
        return self._index.related(text, limit)

    def opens(self, node_id: str) -> tuple[Step, ...]:
        """The steps that name a node among what they ask for."""
        return self._asked_for.get(node_id, ())

    def bars(self, node_id: str) -> tuple[Step, ...]:
        """The steps that a node shuts: their requirement names it in a ``none_of``."""
        return self._excluded.get(node_id, ())

    def places_for(self, qualification_id: str) -> tuple[TrainingPlace, ...]:
        """Where a qualification is, or was, prepared, by town and name; those of no known town come last."""
        return self._places.get(qualification_id, ())

    def leaflets_for(self, qualification_id: str) -> tuple[Leaflet, ...]:
        """The leaflets about a qualification."""
        return tuple(
            sorted((each for each in self.file.leaflets if each.qualification == qualification_id), key=_id)
        )

    @cached_property
    def _index(self) -> Index:
        return Index(self.nodes.values())

    @cached_property
    def _asked_for(self) -> Mapping[str, tuple[Step, ...]]:
        return _grouped(
            (node, step)
            for step in self.steps.values()
            for node in {node for leaf in asked(step.requires) for node in named_by(leaf)}
        )

    @cached_property
    def _excluded(self) -> Mapping[str, tuple[Step, ...]]:
        return _grouped(
            (node, step)
            for step in self.steps.values()
            for node in {
                node
                for group in walk(step.requires)
                if isinstance(group, NoneOf)
                for leaf in leaves(group)
                for node in named_by(leaf)
            }
        )

    @cached_property
    def _places(self) -> Mapping[str, tuple[TrainingPlace, ...]]:
        in_order = sorted(
            self.file.training_places, key=lambda each: (each.town is None, each.town or "", each.name)
        )
        return _grouped((node, place) for place in in_order for node in place.qualifications)


def asked(requirement: Requirement | None) -> Iterator[Requirement]:
    """The leaves of a tree that help to meet it: all but what it excludes."""
    if isinstance(requirement, Leaf):
        yield requirement
    elif requirement is not None and not isinstance(requirement, NoneOf):
        for branch in children(requirement):
            yield from asked(branch)


def named_by(requirement: Requirement | Leaf) -> tuple[str, ...]:
    """The nodes that a leaf names."""
    match requirement:
        case Holds(holds=node) | InPost(in_post=node):
            return (node,)
        case Experience(experience=practice):
            return practice.roles
        case _:
            return ()


def _id(entry: _Identified) -> str:
    return entry.id


def _code(entry: StatusCode | Occupation) -> str:
    return entry.code


def _by(name: Callable[[T], str], entries: Iterable[T]) -> Mapping[str, T]:
    return MappingProxyType({name(entry): entry for entry in sorted(entries, key=name)})


def _grouped(pairs: Iterable[tuple[str, T]]) -> Mapping[str, tuple[T, ...]]:
    """Values by key, each key's values in the order in which they came."""
    groups: dict[str, list[T]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return MappingProxyType({key: tuple(values) for key, values in sorted(groups.items())})


def _find(wanted: str, known: Mapping[str, T]) -> T:
    try:
        return known[wanted]
    except KeyError:
        raise UnknownId(wanted, names.nearest(wanted, known)) from None
