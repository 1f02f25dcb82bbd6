"""
All the trade-offs: the routes that no other one beats in every criterion.

The criteria are gaps, months, months without pay, an employer's decisions, and doubts. A set of steps stands
for its best walk: the one with the fewest gaps, then months, decisions, doubts and months without pay. Of
routes that count the same of every criterion one is kept, the first in that order.

Plans come as in any other search (``plans``). One is dropped when a route that is found beats the least that
it can come to in each criterion, a bound of its own each (multi-criteria label setting with lower bounds:
E. Q. V. Martins, "On a multicriteria shortest path problem", 1984). What is left at the end is complete.
"""

from __future__ import annotations

from typing import Final

from pathways.bounds import NEVER, Bounds
from pathways.floors import Floors
from pathways.lookahead import Plan
from pathways.ordering import Ordering, Walk
from pathways.plans import Plans
from pathways.questions import OpenMap
from pathways.rankings import CRITERIA, Criteria, Ranking
from pathways.searching import is_in_time

_MONTHS: Final = CRITERIA.index("months")


class TradeOffs:
    """
    Walks complete plans at their best until each plan still waiting is beaten.

    Parameters
    ----------
    within
        The most months that a walk may take; None for any.
    """

    def __init__(self, open_map: OpenMap, ranking: Ranking, bounds: Bounds, within: int | None) -> None:
        self._ordering = Ordering(open_map, ranking)
        self._front = _Front(Floors(open_map, ranking, CRITERIA), ranking, within)
        self._plans = Plans(open_map, bounds, self._front.found.keys(), self._front)
        self.complete = True

    def run(self, most_plans: int) -> None:
        """Go on until all trade-offs are found, or the limit is reached."""
        while plan := self._plans.next(wanted=not self._front.found, most=most_plans):
            if plan.is_complete:
                self._take(plan.steps)
        self.complete = self._plans.bound >= NEVER and not self._plans.left_some_out

    def _take(self, steps: frozenset[str]) -> None:
        """Keep the route that a complete plan holds: all of its steps, or a part that will do."""
        part = self._ordering.smallest_within(steps)
        walk = None if part is None else self._ordering.best(part)
        if part is not None and walk is not None:
            self._front.add(part, walk)

    def best(self, _: int) -> list[Walk]:
        """The routes that none beats, in the order of their numbers."""
        return self._front.unbeaten()

    def certain(self, _: int) -> int:
        """How many of them nothing can beat any more: all, or none when the search was cut."""
        return len(self._front.unbeaten()) if self.complete else 0


class _Front:
    """The routes found so far, and whether one of them beats what a plan can come to."""

    def __init__(self, floors: Floors, ranking: Ranking, within: int | None) -> None:
        self._floors = floors
        self._within = within
        self._ranking = ranking
        self._best: dict[Criteria, tuple[int, list[str], Walk]] = {}
        self.found: dict[frozenset[str], Walk] = {}

    def add(self, steps: frozenset[str], walk: Walk) -> None:
        """Keep a route, and of those that count the same the first."""
        if steps in self.found:
            return
        self.found[steps] = walk
        if not is_in_time(walk, self._within):
            return
        criteria = self._ranking.counts(CRITERIA, walk.number)
        entry = (walk.number, sorted(steps), walk)
        known = self._best.get(criteria)
        if known is None or entry[:2] < known[:2]:
            self._best[criteria] = entry

    def unbeaten(self) -> list[Walk]:
        """The routes that none beats, in the order of their numbers."""
        left = [
            entry
            for criteria, entry in self._best.items()
            if not any(_beats(other, criteria) for other in self._best)
        ]
        return [walk for *_, walk in sorted(left, key=lambda entry: entry[:2])]

    def is_hopeless(self, plan: Plan, bound: int) -> bool:
        """True when whatever a plan becomes is beaten, or counts the same as a route that comes first."""
        if not self._best and self._within is None:
            return False
        floor = self._floors.of(plan)
        if self._within is not None and floor[_MONTHS] > self._within:
            return True
        return any(
            _beats(criteria, floor) or (criteria == floor and number <= bound)
            for criteria, (number, *_) in self._best.items()
        )


def _beats(one: Criteria, other: Criteria) -> bool:
    """True when one is worse in nothing and better in something."""
    return one != other and all(a <= b for a, b in zip(one, other, strict=True))
