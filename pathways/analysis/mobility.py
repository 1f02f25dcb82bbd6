"""
Mobility: the moves from role to role that the map names, counted by rung and by family.

A move is a pair of roles: a step into the second asks to be, or to have been, in post in the first. Months of
work asked for in one of many roles are a condition, no move. Every move counts once, however many steps make
it. The map counts *moves that are named*, not people who make them: it has no head-counts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from pathways.catalogue import Catalogue, asked
from pathways.model import InPost, Rung, Step

UNKNOWN: Final = ""
"""The key of a role without a rung, or of no family."""


@dataclass(frozen=True, slots=True)
class Move:
    """From one role to another, and the steps that make it."""

    origin: str
    target: str
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mobility:
    """
    The moves of a map, and how many there are from each rung or family to each.

    Parameters
    ----------
    rungs, families
        Numbers of moves by where they start and where they lead.
    rung_order, family_order
        What there is, from the lowest rung to the highest; what is not known last.
    """

    moves: tuple[Move, ...]
    rungs: Mapping[tuple[str, str], int]
    families: Mapping[tuple[str, str], int]
    rung_order: tuple[str, ...]
    family_order: tuple[str, ...]

    @property
    def total(self) -> int:
        """How many moves there are."""
        return len(self.moves)


def mobility(catalogue: Catalogue, on: date | None = None) -> Mobility:
    """
    The moves from role to role that can be made on a day.

    Examples
    --------
    >>> from tests.small_map import small
    >>> found = mobility(small())
    >>> [(each.origin, each.target) for each in found.moves], dict(found.rungs)
    ([('a-12-2-technicien-expert', 'a-20-1-receptionnaire')], {('12', '20'): 1})
    """
    on = on or catalogue.file.as_of
    steps: dict[tuple[str, str], list[str]] = defaultdict(list)
    for step in catalogue.steps.values():
        if step.target in catalogue.roles and catalogue.can_be_taken(step, on):
            for origin in _origins(step):
                steps[origin, step.target].append(step.id)
    moves = tuple(Move(*pair, tuple(ids)) for pair, ids in sorted(steps.items()) if pair[0] != pair[1])
    rung_of = {role.id: rung_key(role.rung) for role in catalogue.roles.values()}
    family_of = {role.id: role.family or UNKNOWN for role in catalogue.roles.values()}
    heights = {rung_key(role.rung): role.rung.height for role in catalogue.roles.values() if role.rung}
    return Mobility(
        moves,
        _counted(moves, rung_of),
        _counted(moves, family_of),
        _order(moves, rung_of, heights),
        _order(moves, family_of, {family: place for place, family in enumerate(sorted(catalogue.families))}),
    )


def _origins(step: Step) -> list[str]:
    return sorted({leaf.in_post for leaf in asked(step.requires) if isinstance(leaf, InPost)})


def rung_key(rung: Rung | None) -> str:
    """
    The short name of a rung.

    Examples
    --------
    >>> rung_key(Rung(echelon=12)), rung_key(Rung(cadre="II")), rung_key(None)
    ('12', 'II', '')
    """
    return UNKNOWN if rung is None else rung.cadre or str(rung.echelon)


def _counted(moves: tuple[Move, ...], key: Mapping[str, str]) -> Mapping[tuple[str, str], int]:
    counted: dict[tuple[str, str], int] = defaultdict(int)
    for move in moves:
        counted[key[move.origin], key[move.target]] += 1
    return dict(counted)


def _order(moves: tuple[Move, ...], key: Mapping[str, str], place: Mapping[str, int]) -> tuple[str, ...]:
    met = {key[node] for move in moves for node in (move.origin, move.target)}
    return tuple(sorted(met, key=lambda each: (each == UNKNOWN, place.get(each, 0), each)))
