"""
Which sets of steps can lead to the goal, the most promising first.

Working back from the goal, a plan chooses a step for each node that is needed and, in each of its
conditions, a branch and a node that will meet it: only what serves the goal is ever considered. Plans wait
in a queue in the order of a bound that never exceeds what their best walk costs (best-first search with an
admissible heuristic: Hart, Nilsson and Raphael 1968), the least cost from the profile to each node being
known exactly or from below (``bounds``). On a map of single-origin steps a plan is a path read backwards and
the bound is exact, so the queue hands out the k shortest simple paths as lazily as can be (compare Yen 1971,
Eppstein 1998).

Of all that is open, what has the fewest alternatives is decided first, and what has only one at once: so the
queue holds real choices only. A plan is complete when nothing that it needs is left open. Whether its steps
can really be walked, and at what cost, is for ``ordering`` to say.
"""

from __future__ import annotations

import heapq
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final, Protocol

from pathways.bounds import NEVER, Bounds
from pathways.lookahead import Chosen, Lookahead, Plan, after
from pathways.model import Access, Step
from pathways.questions import OpenMap
from pathways.settling import Condition, Need, Settling, Way

_LONG: Final = 400
_TURNS: Final = 4


@dataclass(frozen=True, slots=True)
class _StepTo:
    """A step for a node that is needed, and the least that it comes to with all that it needs beforehand."""

    step: Step
    bit: int
    least: int

    def then(self, plan: Plan, settling: Settling) -> Plan | None:
        """The plan that follows; None when the step cannot be settled."""
        way = settling.of_step(self.step)
        return None if way is None else plan.with_step(Chosen(self.step, self.bit, way))

    def after(self, plan: Plan) -> int:
        """What comes after the step at least."""
        return after(plan, self.bit)


@dataclass(frozen=True, slots=True)
class _Settled:
    """A way to settle a condition of a step."""

    asking: Chosen
    condition: Condition
    way: Way

    @property
    def least(self) -> int:
        """The least that it comes to with all that it needs beforehand."""
        return self.way.least

    def then(self, plan: Plan, _: Settling) -> Plan | None:
        """The plan that follows."""
        before = self.asking.way
        rest = tuple(each for each in before.open if each is not self.condition)
        without = Way(before.own, before.needs, rest, before.hopes, before.until)
        return plan.with_step(Chosen(self.asking.step, self.asking.bit, without + self.way))

    def after(self, plan: Plan) -> int:
        """What comes after the condition at least, the rest of its step included."""
        return after(plan, self.asking.bit) + self.asking.own - self.condition.own


_Alternative = _StepTo | _Settled
_Waiting = tuple[int, int, int, int, Plan, _Alternative | None]
"""What it is taken by, twice; its number; its bound; a plan; an alternative that it has yet to take."""


class Hopeless(Protocol):
    """What says which plans cannot matter any more, whatever they become."""

    def is_hopeless(self, plan: Plan, bound: int) -> bool:
        """True for a plan that costs no less than a bound, and cannot matter, whatever it becomes."""


class Plans:
    """
    The plans of one question, handed out in the order of their bound.

    The sets of steps found to be routes are read as they grow: a plan that holds one of them is dropped.

    In a long search, as long as no route is known, the plan nearest to complete comes first now and then: a
    route that is soon found says which plans can no longer matter, and is an answer should the search be cut.
    """

    def __init__(
        self,
        open_map: OpenMap,
        bounds: Bounds,
        found: Collection[frozenset[str]],
        hopeless: Hopeless | None = None,
    ) -> None:
        self._hopeless = hopeless
        self._map = open_map
        self._settling = Settling(open_map, bounds)
        self._found = found
        self._ways_to: dict[tuple[str, frozenset[Access]], tuple[_Alternative, ...]] = {}
        self._queue: list[_Waiting] = []
        self._nearest: list[_Waiting] = []
        self._handed_out: set[int] = set()
        self._number = 0
        self.looked_at = 0
        for taking in self._steps_to(open_map.question.goal):
            self._wait(Plan({}, open_map.had), taking.least, taking)

    @property
    def bound(self) -> int:
        """No plan still to come costs less."""
        self._forget_handed_out(self._queue)
        return self._queue[0][0] if self._queue else NEVER

    @property
    def left_some_out(self) -> bool:
        """True when there were too many ways to settle some condition, so that not all are planned."""
        return self._settling.left_some_out

    def next(self, *, wanted: bool, most: int, ceiling: int = NEVER) -> Plan | None:
        """
        The next plan, complete or not; its continuations join the queue. None at the end, or at the limit.

        Parameters
        ----------
        wanted
            Whether a route is wanted, whatever it costs.
        most
            How many plans may be looked at in all.
        ceiling
            What costs more no longer matters.
        """
        while self.looked_at < most:
            is_long = self.looked_at >= _LONG
            queue = self._nearest if wanted and is_long and self.looked_at % _TURNS == 0 else self._queue
            self._forget_handed_out(queue)
            if not queue:
                return None
            *_, number, bound, plan, taking = heapq.heappop(queue)
            if taking is not None:
                self._take(plan, taking, bound, ceiling)
                continue
            self._handed_out.add(number)
            self.looked_at += 1
            if not self._is_more_than_enough(plan.steps) and not self._is_beaten(plan, bound):
                self._continue(plan, bound, ceiling)
                return plan
        return None

    def _is_more_than_enough(self, steps: frozenset[str]) -> bool:
        """True when a part of the steps is a route already: with more it would be reducible."""
        return any(part < steps for part in self._found)

    def _is_beaten(self, plan: Plan, bound: int) -> bool:
        return self._hopeless is not None and self._hopeless.is_hopeless(plan, bound)

    def _forget_handed_out(self, queue: list[_Waiting]) -> None:
        while queue and queue[0][2] in self._handed_out:
            heapq.heappop(queue)

    # --- continuing a plan ------------------------------------------------------------------------

    def _continue(self, plan: Plan, bound: int, ceiling: int) -> None:
        """Let each alternative of what is open, and has the fewest, wait for its turn."""
        alternatives = self._narrowest(plan)
        if alternatives:
            after_all = alternatives[0].after(plan)
            for taking in alternatives:
                at_least = max(bound, after_all + taking.least)
                if at_least <= ceiling:
                    self._wait(plan, at_least, taking)

    def _narrowest(self, plan: Plan) -> tuple[_Alternative, ...] | None:
        """The alternatives of what is open and has the fewest; None when nothing is open."""
        found: tuple[Chosen, Condition] | Need | None = None
        fewest = 0
        for asking, condition in plan.open_conditions():
            if found is None or condition.alternatives < fewest:
                fewest, found = condition.alternatives, (asking, condition)
        for need in plan.open_needs():
            number = len(self._steps_to(need.node, need.ways))
            if found is None or number <= fewest:
                fewest, found = number, need
        match found:
            case None:
                return None
            case Need(node=node, ways=ways):
                return self._steps_to(node, ways)
            case (asking, condition):
                ways_to_settle = self._settling.ways(condition.requirement)
                return tuple(_Settled(asking, condition, way) for way in ways_to_settle)

    def _wait(self, plan: Plan, bound: int, taking: _Alternative | None) -> None:
        self._number += 1
        heapq.heappush(self._queue, (bound, -len(plan.chosen), self._number, bound, plan, taking))

    def _steps_to(self, node: str, ways: frozenset[Access] = frozenset()) -> tuple[_Alternative, ...]:
        """The steps to a node that something leads to, prepared in one of some ways."""
        if (node, ways) not in self._ways_to:
            bit, steps = self._map.bit(node), self._settling.steps_to(node)
            self._ways_to[node, ways] = tuple(
                _StepTo(step, bit, least) for step, least in steps if not ways or step.access in ways
            )
        return self._ways_to[node, ways]

    # --- bounds -----------------------------------------------------------------------------------

    def _take(self, plan: Plan, taking: _Alternative, at_least: int, ceiling: int) -> None:
        """Take an alternative, then all that leaves no choice; the plan waits, if it can still matter."""
        alternatives: tuple[_Alternative, ...] | None = (taking,)
        while alternatives is not None and len(alternatives) <= 1:
            if not alternatives:
                return
            further = alternatives[0].then(plan, self._settling)
            if further is None:
                return
            plan, alternatives = further, self._narrowest(further)
        if self._is_more_than_enough(plan.steps):
            return
        look = Lookahead(plan)
        if not look.is_sound():
            return
        bound = max(at_least, look.bound())
        if bound < NEVER and bound <= ceiling and not self._is_beaten(plan, bound):
            self._wait(plan, bound, None)
            heapq.heappush(self._nearest, (plan.left_to_do, bound, self._number, bound, plan, None))
