"""
Where people begin, for measures that are about everybody: the typical profiles that a map names.

A map that names none is measured from somebody who has and says nothing; and where nothing at all is open to
such a person (ROME names no first job), from each of its roles in turn, just entered.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Final

from pathways.bounds import NEVER, Bounds
from pathways.catalogue import Catalogue
from pathways.eligibility import Situation
from pathways.model import Profile
from pathways.questions import OpenMap, Question
from pathways.rankings import Ranking
from pathways.reach import NO_GOAL

NOBODY: Final = ""
"""The id of the start of somebody who has and says nothing."""


@dataclass(frozen=True, slots=True)
class Start:
    """
    Where somebody begins.

    Parameters
    ----------
    id
        Of an entry point of the map, or of a role; ``NOBODY`` for who has and says nothing.
    in_post
        The role that the person has just entered; None for an entry point.
    """

    id: str
    profile: Profile
    in_post: str | None = None

    def sees(self, catalogue: Catalogue, on: date, without: Collection[str] = ()) -> OpenMap:
        """
        The map as the person sees it on a day.

        Parameters
        ----------
        without
            Nodes that there are no more: no step leads there, and the person does not have them either.
        """
        open_map = OpenMap(catalogue, Question(self._lacking(without), NO_GOAL, on, k=1))
        if self.in_post is not None and self.in_post not in without:
            open_map = open_map.seen_by(open_map.start.entered(self.in_post))
        return open_map.without(without) if without else open_map

    def _lacking(self, without: Collection[str]) -> Profile:
        """The profile but for some nodes."""
        kept = {
            "holds": tuple(each for each in self.profile.holds if each.qualification not in without),
            "experience": tuple(each for each in self.profile.experience if each[0] not in without),
        }
        return self.profile.model_copy(update=kept)

    @property
    def has(self) -> frozenset[str]:
        """The nodes that the person has."""
        here = () if self.in_post is None else (self.in_post,)
        worked = (role for role, months in self.profile.experience if months)
        return frozenset((*(each.qualification for each in self.profile.holds), *worked, *here))


def starts_of(catalogue: Catalogue) -> tuple[Start, ...]:
    """
    Where people begin on a map.

    Examples
    --------
    >>> from tests.small_map import small
    >>> [each.id for each in starts_of(small())]
    ['after-third', 'after-bac']
    """
    if catalogue.file.entry_points:
        return tuple(Start(each.id, each.profile) for each in catalogue.file.entry_points)
    nobody = Start(NOBODY, Profile())
    open_map = nobody.sees(catalogue, catalogue.file.as_of)
    bounds = Bounds(open_map, Ranking.by("fastest"))
    if not catalogue.roles or any(bounds.node(node) < NEVER for node in catalogue.nodes):
        return (nobody,)
    return tuple(Start(role, Profile(), role) for role in catalogue.roles)


def having(catalogue: Catalogue, node: str) -> Situation:
    """Somebody who holds one qualification, however it was prepared, or has just entered one role."""
    if node in catalogue.roles:
        return Situation().entered(node)
    return Situation.of(Profile(holds=[node]))
