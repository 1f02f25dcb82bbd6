"""
Whether there is a route, and how long the fastest one is: without proving which one comes first of equals.

A measure that takes nodes away asks thousands of times. It needs the gaps and months of the fastest route,
not its tie-breaks, and often only whether there is any. So four things are tried, the cheapest first:

1. the conditions as they stand: each way asks, in so many words, for what is gone, and there is no route;
2. the lower bound: endless, and there is none either;
3. the fewest steps by which the bound is reached, and those of routes known from elsewhere, walked: a route
   that takes no longer than any can (the bound, or the fastest before something was taken away) will do;
4. the search of ``routes``, which ends at the first route that is short enough.

What is answered is what the whole search would answer, or *unsure* where the search is cut.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, islice, product
from typing import Final

from pathways.bounds import NEVER, Ask, Bounds
from pathways.model import AllOf, AnyOf, Holds, InPost, Requirement, children
from pathways.ordering import Ordering, Walk
from pathways.questions import OpenMap
from pathways.rankings import Ranking
from pathways.reach import MOST_PLANS_A_GOAL
from pathways.searching import Search

_SOME: Final = 6
"""So many sets of nodes that a requirement leans on are looked at."""
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
        self._steps_to: dict[str, frozenset[str] | None] = {}

    @cached_property
    def _bounds(self) -> Bounds:
        return Bounds(self._map, self._ranking)

    @cached_property
    def _cut_off(self) -> frozenset[str]:
        """What is gone and not held, and the nodes to which each way needs it."""
        gone = {node for node in self._map.gone if not self._map.has(node)}
        waiting = list(gone)
        while waiting:
            for step in self._map.catalogue.opens(waiting.pop()):
                asked = [self._map.requires[way.id] for way in self._map.ways_to(step.target)]
                if step.target not in gone and asked and all(_needs(each, gone) for each in asked):
                    gone.add(step.target)
                    waiting.append(step.target)
        return frozenset(gone)

    def is_shut(self, goal: str) -> bool:
        """True where it is certain without a search that no route leads to a goal."""
        return goal in self._cut_off or self._bounds.node(goal) >= NEVER

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
        ordering = Ordering(self._map.towards(goal), self._ranking)
        for steps in (self._likely(goal), *(self._needed(each) for each in known)):
            walk = _at_most(will_do, steps, ordering)
            if walk is not None:
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
        """Steps by which the lower bound of a goal is reached: of those looked at, the fewest."""
        return self._fewest(goal) or frozenset()

    def _fewest(self, node: str) -> frozenset[str] | None:
        """The same for any node; None for one that is being looked at: a circle leads nowhere."""
        if self._map.has(node):
            return frozenset()
        if node not in self._steps_to:
            self._steps_to[node] = None
            self._steps_to[node] = min(self._ways_at_least(node), key=len, default=None)
        return self._steps_to[node]

    def _ways_at_least(self, node: str) -> Iterator[frozenset[str]]:
        """The ways to a node that cost what its bound says, each with the fewest steps to what it needs."""
        for step in self._map.ways_to(node):
            requirement = self._map.requires[step.id]
            if self._bounds.own(step) + sum(self._bounds.parts(requirement)) > self._bounds.node(node):
                continue
            for needed in self._leaned_on(requirement):
                before = [self._fewest(each) for each in needed]
                if None not in before:
                    yield frozenset({step.id}).union(*filter(None, before))

    def _leaned_on(self, requirement: Requirement | None) -> list[tuple[str, ...]]:
        """Some sets of nodes by which the bound of a requirement is reached."""
        ask = Ask() if requirement is None else self._bounds.ask(requirement)
        found: Iterable[tuple[str, ...]] = ((),)
        if requirement is not None and ask.any_of is not None:
            costs = [(sum(self._bounds.parts(branch)), branch) for branch in children(requirement)]
            least = min(cost for cost, _ in costs)
            found = chain.from_iterable(self._leaned_on(branch) for cost, branch in costs if cost == least)
        elif requirement is not None and ask.all_of:
            together = product(*map(self._leaned_on, children(requirement)))
            found = (tuple(chain.from_iterable(each)) for each in together)
        elif ask.nodes:
            least = min(map(self._bounds.node, ask.nodes))
            found = ((node,) for node in ask.nodes if self._bounds.node(node) == least)
        return list(islice(found, _SOME))


def _needs(requirement: Requirement | None, nodes: Collection[str]) -> bool:
    """Whether a requirement cannot be met without one of some nodes, by what it says itself."""
    match requirement:
        case AllOf(all_of=branches):
            return any(_needs(branch, nodes) for branch in branches)
        case AnyOf(any_of=branches):
            return all(_needs(branch, nodes) for branch in branches)
        case Holds(holds=node) | InPost(in_post=node):
            return node in nodes
        case _:
            return False


def _at_most(number: int, steps: frozenset[str], ordering: Ordering) -> Walk | None:
    """
    The best walk of a route that some steps hold, if it costs no more than a number.

    More steps may cost less, where they spare a gap: but as a part of them will do, they are no route.
    """
    walk = ordering.best(steps)
    if walk is None or walk.number > number:
        return None
    part = ordering.smallest_within(steps)
    if part is not None and part != steps:
        walk = ordering.best(part)
    return None if walk is None or walk.number > number else walk
