"""
Feeders: who can take up a role now, who lacks exactly one condition and which, and who is further away.

Each qualification and role of the map is supposed to be all that somebody has: held, however it was prepared,
or just entered. What of the role's conditions is then unmet is counted. *Ready* means that nothing is unmet;
what nobody can know of a stranger (an age, a licence, an employer's decision, terms that are not published)
is listed as left to confirm, never counted as met. *One condition away* has exactly one unmet. *Further* are
those that help with a step before: from there the fastest route is shorter than from nothing.

It errs towards *further*: nobody has one thing only, and two things together are never supposed. How many
people hold a qualification or work in a role is not measured.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from pathways.analysis.narrow import direct_feeders
from pathways.analysis.starts import having
from pathways.bounds import NEVER, Bounds
from pathways.catalogue import Catalogue
from pathways.errors import BadValue
from pathways.gaps import Missing, WayGap, gap_on
from pathways.model import Profile, Step
from pathways.questions import OpenMap, Question
from pathways.rankings import CRITERIA, Ranking
from pathways.reach import MOST_PLANS_A_GOAL
from pathways.routes import Answer, answer_within

STEPS_BACK: Final = 1
"""How many steps before the direct feeders are looked at."""


@dataclass(frozen=True, slots=True)
class Feeder:
    """
    A qualification or role, and what somebody who has it still lacks for a role.

    Parameters
    ----------
    way
        The way in that it is nearest to; None for one that is further away.
    missing
        The smallest set of conditions still missing on that way; what is unknown is kept apart.
    months, at_least, gaps
        Those of the fastest route from there; months are None where none was found.
    steps
        How many trainings and entries that route has.
    """

    node: str
    way: Step | None
    missing: Missing
    months: int | None
    at_least: bool
    gaps: int
    steps: int

    @property
    def place(self) -> tuple[object, ...]:
        """Its place among others: the soonest first, those without a route last."""
        return self.months is None, self.gaps, self.months or 0, self.steps, self.node


@dataclass(frozen=True, slots=True)
class Feeders:
    """The feeders of a role on a day, each group the soonest first."""

    role: str
    on: date
    ready: tuple[Feeder, ...]
    one_away: tuple[Feeder, ...]
    further: tuple[Feeder, ...]


def feeders(catalogue: Catalogue, role: str, *, on: date | None = None) -> Feeders:
    """
    The feeders of a role.

    Parameters
    ----------
    on
        The day asked; the map's own day when left out.

    Raises
    ------
    UnknownId
        The map has no such node.
    BadValue
        It is a qualification.

    Examples
    --------
    >>> from tests.small_map import small
    >>> found = feeders(small(), "a-12-2-technicien-expert")
    >>> [(each.node, each.months) for each in (*found.ready, *found.further)][:2]
    [('cqp-expert-camion', 0), ('bac-pro-camion', 14)]
    """
    catalogue.node(role)
    if role not in catalogue.roles:
        raise BadValue(f"'{role}' is a qualification: feeders are those of a role")
    asking = _Asking(catalogue, role, on or catalogue.file.as_of)
    direct = [feeder for node in asking.direct if (feeder := asking.direct_feeder(node)) is not None]
    found = {feeder.node for feeder in direct}
    before = [asking.feeder(node) for node in asking.before if node not in found and asking.helps(node)]
    few = [each for each in direct if len(each.missing.unmet) == 1]
    return Feeders(
        role,
        asking.on,
        _in_order(each for each in direct if not each.missing.unmet),
        _in_order(few),
        _in_order(each for each in (*direct, *before) if len(each.missing.unmet) > 1 or each.way is None),
    )


def _in_order(found: Iterator[Feeder] | list[Feeder]) -> tuple[Feeder, ...]:
    return tuple(sorted(found, key=lambda each: each.place))


class _Asking:
    """One role, asked for by somebody who has nothing but one node."""

    def __init__(self, catalogue: Catalogue, role: str, on: date) -> None:
        self._catalogue = catalogue
        self._role = role
        self.on = on
        self._ranking = Ranking.by("fastest")
        self._map = OpenMap(catalogue, Question(Profile(), role, on, k=1))
        self._from_nothing = Bounds(self._map, self._ranking).node(role)
        self._gap_of_nobody = {way.step.id: set(way.missing) for way in gap_on(self._map).ways}
        self.direct = direct_feeders(self._map, role)

    @property
    def before(self) -> tuple[str, ...]:
        """The feeders of the direct ones, and so on, as far back as is looked."""
        found, last = set(self.direct), set(self.direct)
        for _ in range(STEPS_BACK):
            last = {node for each in last for node in direct_feeders(self._map, each)} - found - {self._role}
            found |= last
        return tuple(sorted(found))

    def helps(self, node: str) -> bool:
        """True where a route from a node may have fewer gaps or months than one from nothing."""
        bound = Bounds(self._seen_from(node), self._ranking).node(self._role)
        return bound < NEVER and self._length(bound) < self._length(self._from_nothing)

    def direct_feeder(self, node: str) -> Feeder | None:
        """What is missing to somebody who has a node, on the nearest way that it helps with, if any."""
        gap = gap_on(self._seen_from(node))
        nearest = [(way, missing) for way in gap.ways for missing in self._thanks_to_it(way)]
        if not nearest:
            return None
        way, missing = min(nearest, key=lambda each: (each[1].size, each[0].step.id))
        return self.feeder(node, way.step, missing)

    def _thanks_to_it(self, way: WayGap) -> Iterator[Missing]:
        """The sets that are missing now and were not what somebody without anything lacks."""
        of_nobody = self._gap_of_nobody[way.step.id]
        for missing in way.missing or (Missing(),):
            if missing not in of_nobody and of_nobody:
                yield missing

    def feeder(self, node: str, way: Step | None = None, missing: Missing | None = None) -> Feeder:
        """A node with the fastest route from there."""
        answer = self._answer(self._seen_from(node))
        missing = missing or Missing()
        if not answer.routes:
            return Feeder(node, way, missing, None, False, 0, 0)
        route = answer.routes[0]
        return Feeder(node, way, missing, route.months, route.at_least, route.gaps, len(route.steps))

    def _answer(self, open_map: OpenMap) -> Answer:
        return answer_within(open_map, self._ranking, Bounds(open_map, self._ranking), MOST_PLANS_A_GOAL)

    def _seen_from(self, node: str) -> OpenMap:
        return self._map.seen_by(having(self._catalogue, node))

    def _length(self, number: int) -> tuple[int, ...]:
        return (1 << 30,) if number >= NEVER else self._ranking.counts(CRITERIA[:2], number)
