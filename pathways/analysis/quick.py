"""
Whether there is a route, and how long the fastest one is: without proving which one comes first of equals.

A measure that takes nodes away asks thousands of times. It needs the gaps and months of the fastest route,
not its tie-breaks, and often only whether there is any. So three things are tried, the cheapest first:

1. the lower bound: endless, and there is no route;
2. the steps by which the bound is reached, and those of routes known from elsewhere, walked: one that takes
   no longer than anything can (the bound, or the fastest route before something was taken away) is an answer;
3. the search of ``routes``, which ends at the first route that is short enough.

What is answered is what the whole search would answer, or *unsure* where the search is cut.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from pathways.bounds import NEVER, Bounds
from pathways.model import Requirement, children
from pathways.ordering import Ordering, Walk
from pathways.questions import OpenMap
from pathways.rankings import Ranking
from pathways.reach import MOST_PLANS_A_GOAL
from pathways.searching import Search

_COUNTED: Final = ("gaps", "months")
_LENGTHS: Final = Ranking(_COUNTED)
ANY: Final = NEVER - 1
"""Long enough for any route: the first one found will do."""


@dataclass(frozen=True, slots=True)
class Quick:
    """
    What was found of the fastest route.

    Parameters
    ----------
    steps
        The steps of a route as fast as the fastest one; None where none was found.
    is_sure
        False where the search was cut: there may be a route, or a faster one.
    """

    steps: frozenset[str] | None = None
    gaps: int = 0
    months: int = 0
    at_least: bool = False
    is_sure: bool = True


class QuickSearch:
    """Asks for one goal after the other on one map as somebody sees it."""

    def __init__(self, open_map: OpenMap) -> None:
        self._map = open_map
        self._ranking = _LENGTHS
        self._bounds = Bounds(open_map, self._ranking)
        self._ordering = Ordering(open_map, self._ranking)

    def is_shut(self, goal: str) -> bool:
        """True where it is certain without a search that no route leads to a goal."""
        return self._bounds.node(goal) >= NEVER

    def fastest(
        self, goal: str, enough: int | tuple[int, int] = 0, known: Iterable[frozenset[str]] = ()
    ) -> Quick:
        """
        The fastest route to a goal that the person does not have.

        Parameters
        ----------
        enough
            ``ANY`` when any route will do; or gaps and months that nothing can be below.
        known
            Steps that led there in another case: they are tried first.
        """
        if self.is_shut(goal):
            return Quick()
        least = self._bounds.node(goal)
        will_do = max(least, enough if isinstance(enough, int) else self._length(*enough))
        for steps in (self._likely(goal), *(self._needed(each) for each in known)):
            walk = self._ordering.best(steps)
            if walk is not None and walk.number <= will_do:
                return self._read(walk, is_sure=True)
        return self._searched(goal, will_do)

    def _searched(self, goal: str, will_do: int) -> Quick:
        search = Search(self._map.towards(goal), self._ranking, self._bounds, None)
        search.run(1, MOST_PLANS_A_GOAL, will_do)
        walks = search.best(1)
        if not walks:
            return Quick(is_sure=search.complete)
        is_sure = search.complete or walks[0].number <= will_do
        return self._read(walks[0], is_sure=is_sure)

    def _read(self, walk: Walk, *, is_sure: bool) -> Quick:
        taken = [leg.step for leg in walk.legs if leg.kind in ("train", "enter")]
        gaps, months = self._ranking.counts(_COUNTED, walk.number)
        unknown = any(step.duration_is_unknown for step in taken)
        return Quick(frozenset(step.id for step in taken), gaps, months, unknown, is_sure)

    def _length(self, gaps: int, months: int) -> int:
        """The number of so many gaps and months."""
        return self._ranking.of_counts(gaps, 0, 0) + self._ranking.month(months)

    # --- steps worth trying -----------------------------------------------------------------------

    def _needed(self, steps: frozenset[str]) -> frozenset[str]:
        """Steps but for those that lead to what the person has, or that cannot be taken."""
        usable = self._map.usable.steps
        return frozenset(step for step in steps if step in usable and self._map.ways_to(usable[step].target))

    def _likely(self, goal: str) -> frozenset[str]:
        """The steps by which the lower bound of a goal is reached."""
        steps: dict[str, str] = {}
        waiting = [goal]
        while waiting:
            node = waiting.pop()
            if node in steps or self._map.has(node):
                continue
            for step in self._map.ways_to(node):
                requirement = self._map.requires[step.id]
                if self._bounds.own(step) + sum(self._bounds.parts(requirement)) == self._bounds.node(node):
                    steps[node] = step.id
                    waiting += self._leaned_on(requirement)
                    break
        return frozenset(steps.values())

    def _leaned_on(self, requirement: Requirement | None) -> Iterator[str]:
        """The nodes by which the bound of a requirement is reached."""
        if requirement is None:
            return
        ask = self._bounds.ask(requirement)
        if ask.any_of is not None:
            cheapest = min(children(requirement), key=lambda branch: sum(self._bounds.parts(branch)))
            yield from self._leaned_on(cheapest)
        for branch in children(requirement) if ask.all_of else ():
            yield from self._leaned_on(branch)
        if ask.nodes:
            yield min(ask.nodes, key=self._bounds.node)
