"""
Roles with the fewest ways in: by how many qualifications and roles feed them, and by the shortest time.

A feeder is a qualification or role that a step into the role names, or accepts (a level, work in a field).
How many people hold it is not measured: a role with one feeder that thousands leave school with each year is
easier to fill than one with ten that nobody teaches.
"""

from __future__ import annotations

from dataclasses import dataclass

from pathways.analysis.survey import BestRoute, Survey
from pathways.catalogue import asked
from pathways.model import Profile
from pathways.questions import OpenMap, Question
from pathways.reach import NO_GOAL


@dataclass(frozen=True, slots=True)
class WaysIn:
    """
    How a role is filled.

    Parameters
    ----------
    feeders
        The qualifications and roles that a step into it names or accepts, in the order of their ids.
    steps
        How many ways in it has, an employer's bare decision left out.
    shortest
        The fastest of the best routes there; None where no start has one.
    """

    role: str
    feeders: tuple[str, ...]
    steps: int
    shortest: BestRoute | None


def fewest_ways_in(found: Survey) -> tuple[WaysIn, ...]:
    """
    The goals of a survey, those with the fewest feeders first; of equals, the one that takes longest.

    Examples
    --------
    >>> from pathways.analysis.survey import survey
    >>> from tests.small_map import small
    >>> [(each.role, len(each.feeders)) for each in fewest_ways_in(survey(small()))][:2]
    [('a-12-2-technicien-expert', 1), ('a-9-1-technicien', 1)]
    """
    open_map = OpenMap(found.catalogue, Question(Profile(), NO_GOAL, found.on, k=1))
    ways = [_ways(found, open_map, goal) for goal in found.goals]
    return tuple(sorted(ways, key=lambda each: (len(each.feeders), _sooner(each), each.role)))


def direct_feeders(open_map: OpenMap, role: str) -> tuple[str, ...]:
    """The nodes that a usable step into a role names or accepts, in the order of their ids."""
    leaves = (leaf for step in open_map.ways_to(role) for leaf in asked(step.requires))
    return tuple(sorted({node for leaf in leaves for node in open_map.supporters(leaf)} - {role}))


def _ways(found: Survey, open_map: OpenMap, role: str) -> WaysIn:
    routes = found.towards(role)
    return WaysIn(
        role,
        direct_feeders(open_map, role),
        len(open_map.ways_to(role)),
        min(routes, key=lambda route: (route.length, route.start), default=None),
    )


def _sooner(ways: WaysIn) -> tuple[int, ...]:
    """Longer comes first; a role that no start reaches before all."""
    return (0, 0, 0) if ways.shortest is None else (1, -ways.shortest.gaps, -ways.shortest.months)
