"""
The k best routes under one ranking: complete plans walked at their best, until no other one could be better.

Plans arrive in the order of a lower bound (``plans``), each complete set of steps is walked at its best
(``ordering``), and a route is handed out once no plan still waiting could be better.
"""

from __future__ import annotations

from bisect import insort

from pathways.bounds import NEVER, Bounds
from pathways.floors import Floors
from pathways.lookahead import Plan
from pathways.ordering import Ordering, Walk
from pathways.plans import Plans
from pathways.questions import OpenMap
from pathways.rankings import Ranking


class Search:
    """
    Walks complete plans at their best until no plan still waiting could be better.

    Parameters
    ----------
    within
        The most months that a walk may take; None for any.
    """

    def __init__(self, open_map: OpenMap, ranking: Ranking, bounds: Bounds, within: int | None) -> None:
        self._ordering = Ordering(open_map, ranking)
        self._within = within
        self._found: dict[frozenset[str], Walk] = {}
        too_long = None if within is None else _TooLong(Floors(open_map, ranking, ("months",)), within)
        self._plans = Plans(open_map, bounds, self._found.keys(), too_long)
        self._numbers: list[int] = []
        self._enough = -1
        self.complete = True

    def run(self, k: int, most_plans: int, enough: int = -1) -> None:
        """
        Go on until the k best are certain, or the limit is reached.

        Parameters
        ----------
        enough
            A route that costs no more will do, and of equal ones any: with the first one, the search ends.
        """
        self._enough = enough
        while not self._is_enough(k):
            ceiling = self._numbers[k - 1] if len(self._numbers) >= k else NEVER
            plan = self._plans.next(wanted=not self._numbers, most=most_plans, ceiling=ceiling)
            if plan is None:
                break
            if plan.is_complete:
                self._take(plan.steps)
        is_done = self._is_enough(k) or self._plans.bound >= NEVER
        self.complete = is_done and not self._plans.left_some_out

    def best(self, k: int) -> list[Walk]:
        """The walks found so far, best first; equal numbers are told apart by their step ids."""
        in_time = ((steps, walk) for steps, walk in self._found.items() if is_in_time(walk, self._within))
        ranked = sorted(in_time, key=lambda each: (each[1].number, sorted(each[0])))
        return [walk for _, walk in ranked[:k]]

    def certain(self, k: int) -> int:
        """How many of the best no plan still waiting could change."""
        if self.complete:
            return min(k, len(self._numbers))
        if self._plans.left_some_out:
            return 0
        return sum(walk.number < self._plans.bound for walk in self.best(k))

    def _is_enough(self, k: int) -> bool:
        if self._enough >= 0 and self._numbers:
            return self._numbers[0] <= max(self._enough, self._plans.bound)
        return len(self._numbers) >= k and self._numbers[k - 1] < self._plans.bound

    def _take(self, steps: frozenset[str]) -> None:
        """
        Keep the route that a complete plan holds: all of its steps, or a part that will do.

        One that takes too long is none of the answer's, and with more steps it is reducible all the same.
        """
        part = self._ordering.smallest_within(steps)
        if part is None or part in self._found:
            return
        walk = self._ordering.best(part)
        if walk is not None:
            self._found[part] = walk
            if is_in_time(walk, self._within):
                insort(self._numbers, walk.number)


def is_in_time(walk: Walk, within: int | None) -> bool:
    """Whether a walk takes no more than so many months; None for any number."""
    return within is None or sum(leg.months for leg in walk.legs) <= within


class _TooLong:
    """Plans that take longer than is wanted, whatever they become."""

    def __init__(self, floors: Floors, within: int) -> None:
        self._floors = floors
        self._within = within

    def is_hopeless(self, plan: Plan, _: int) -> bool:
        """True when a plan takes too long."""
        (months,) = self._floors.of(plan)
        return months > self._within
