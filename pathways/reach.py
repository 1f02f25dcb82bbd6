"""
Which roles no typical place to start from leads to, and what shuts the way.

A role is beyond reach when even the lower bound of a route there is endless: an unknown is taken as a yes, so
a role that is left out here may still ask for something that nobody can confirm.
"""

from __future__ import annotations

from dataclasses import dataclass

from pathways.blocks import Block, blocks
from pathways.bounds import NEVER, Bounds
from pathways.catalogue import Catalogue
from pathways.model import Profile
from pathways.questions import OpenMap, Question
from pathways.rankings import Ranking


@dataclass(frozen=True, slots=True)
class OutOfReach:
    """A role in force that no entry point leads to, and what shuts the way to somebody who has nothing."""

    role: str
    blocked_by: tuple[Block, ...]


def out_of_reach(catalogue: Catalogue) -> tuple[OutOfReach, ...]:
    """
    The roles in force beyond every entry point of a map, on its own day.

    Examples
    --------
    >>> from tests.small_map import small
    >>> [each.role for each in out_of_reach(small())]
    ['a-c-iii-1-chef-apres-vente']
    """
    left = [role.id for role in catalogue.roles.values() if role.status in ("in_force", "renamed")]
    open_map, bounds = _seen_by(catalogue, Profile())
    for seen in (bounds, *(_seen_by(catalogue, each.profile)[1] for each in catalogue.file.entry_points)):
        left = [role for role in left if seen.node(role) >= NEVER]
    return tuple(OutOfReach(role, blocks(open_map, bounds, role)) for role in left)


def _seen_by(catalogue: Catalogue, profile: Profile) -> tuple[OpenMap, Bounds]:
    """The map as somebody sees it, and how little each node can cost them; no goal is asked for."""
    open_map = OpenMap(catalogue, Question(profile, goal="", on=catalogue.file.as_of))
    return open_map, Bounds(open_map, Ranking("fastest"))
