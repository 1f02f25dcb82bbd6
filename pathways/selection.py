"""
What of the map is shown: a few filters that combine, applied alike to drawing, table and list.

Family, rung, vehicle and kind ask what a node is. Access, basis and nature ask how one gets there: one and
the same way in, still open on the day of the map, must answer all of them. Its basis is that of its weakest
part, so that nothing is shown as stated that leans on a guess. A bare decision of an employer is no way in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import Final, NamedTuple

from pathways.catalogue import Catalogue
from pathways.grounds import basis_of, binding
from pathways.ladder import height_of, place_on_ladder, rung_key
from pathways.model import Access, Basis, Nature, Qualification, Role, Step, Vehicle, leaves

NO_FAMILY: Final = "none"


@dataclass(frozen=True, slots=True)
class Selection:
    """
    What is wanted of the map; None for any.

    Parameters
    ----------
    family
        A letter, or ``NO_FAMILY`` for what belongs to none.
    rung
        As ``ladder.rung_key`` writes it.
    vehicle
        A vehicle that the node is about by name.
    kind
        ``role``, or a kind of qualification.
    access, basis, nature
        Those of one way in, all three of the same one. A nature is that of one of its conditions.
    """

    family: str | None = None
    rung: str | None = None
    vehicle: str | None = None
    kind: str | None = None
    access: str | None = None
    basis: str | None = None
    nature: str | None = None

    @property
    def said(self) -> dict[str, str]:
        """The filters that are set, by name."""
        values = ((name, getattr(self, name)) for name in FACETS)
        return {name: value for name, value in values if value is not None}


FACETS: Final = tuple(field.name for field in fields(Selection))


class _Way(NamedTuple):
    access: Access
    basis: Basis
    natures: frozenset[Nature]


@dataclass(frozen=True, slots=True)
class _Facts:
    """What filters ask of a node."""

    family: str
    rung: str
    vehicles: tuple[Vehicle, ...]
    kind: str
    ways: frozenset[_Way]

    def values(self, facet: str) -> Collection[str]:
        match facet:
            case "vehicle":
                return self.vehicles
            case "access":
                return {way.access for way in self.ways}
            case "basis":
                return {way.basis for way in self.ways}
            case "nature":
                return {nature for way in self.ways for nature in way.natures}
            case _:
                return (getattr(self, facet),)


class Sieve:
    """
    The map, ready to be filtered.

    Examples
    --------
    >>> from tests.small_map import small
    >>> Sieve(small()).shown(Selection(kind="role", access="promotion"))
    ('a-20-1-receptionnaire',)
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self._facts = {node.id: _facts(catalogue, node) for node in catalogue.nodes.values()}
        self._options = {facet: tuple(_options(catalogue, facet, self._facts)) for facet in FACETS}

    @property
    def options(self) -> Mapping[str, tuple[str, ...]]:
        """The values that each filter may have on this map, in the order in which they are offered."""
        return self._options

    def shown(self, selection: Selection) -> tuple[str, ...]:
        """The nodes that answer all the filters, by id."""
        return tuple(node for node, facts in self._facts.items() if _answers(facts, selection))

    def counts(self, selection: Selection, facet: str) -> dict[str, int]:
        """How many nodes each value of a filter would show, the others kept; those of none are left out."""
        others = replace(selection, **{facet: None})
        asked = {value: replace(others, **{facet: value}) for value in self.options[facet]}
        counted = Counter(
            value
            for facts in self._facts.values()
            for value in facts.values(facet)
            if _answers(facts, asked[value])
        )
        return {value: counted[value] for value in asked if counted[value]}


_OF_WAYS: Final = ("access", "basis", "nature")


def _answers(facts: _Facts, wanted: Selection) -> bool:
    of_the_node = ("family", "rung", "vehicle", "kind")
    if any(
        (value := getattr(wanted, facet)) is not None and value not in facts.values(facet)
        for facet in of_the_node
    ):
        return False
    if wanted.access is wanted.basis is wanted.nature is None:
        return True
    return any(_way_answers(way, wanted) for way in facts.ways)


def _way_answers(way: _Way, wanted: Selection) -> bool:
    return (
        wanted.access in (None, way.access)
        and wanted.basis in (None, way.basis)
        and (wanted.nature is None or wanted.nature in way.natures)
    )


def _facts(catalogue: Catalogue, node: Qualification | Role) -> _Facts:
    on = catalogue.file.as_of
    ways = (step for step in catalogue.ways_in(node.id) if catalogue.can_be_taken(step, on))
    return _Facts(
        node.family or NO_FAMILY,
        rung_key(place_on_ladder(node)),
        node.vehicles,
        node.kind if isinstance(node, Qualification) else "role",
        frozenset(_way(catalogue, step) for step in ways),
    )


def _way(catalogue: Catalogue, step: Step) -> _Way:
    natures = (binding(catalogue, leaf, step) for leaf in leaves(step.requires))
    return _Way(step.access, basis_of(step), frozenset(each for each in natures if each is not None))


def _options(catalogue: Catalogue, facet: str, facts: Mapping[str, _Facts]) -> Iterator[str]:
    """The values that some node has, in the order of the map, of the ladder or of the model."""
    found = {value for each in facts.values() for value in each.values(facet)}
    if facet == "rung":
        rungs = {rung for node in catalogue.nodes.values() if (rung := place_on_ladder(node)) is not None}
        ordered = [*(rung_key(rung) for rung in sorted(rungs, key=height_of)), rung_key(None)]
    elif facet == "family":
        ordered = [*catalogue.families, NO_FAMILY]
    elif facet in _OF_WAYS:
        ordered = [*{"access": Access, "basis": Basis, "nature": Nature}[facet]]
    else:
        ordered = sorted(found - {"role"})
        ordered = ["role", *ordered] if "role" in found else ordered
    yield from (str(value) for value in ordered if value in found)
