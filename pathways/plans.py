"""
Which sets of steps can lead to the goal, the most promising first.

Working back from the goal, a plan chooses a step for each node that is needed and, in each of its
conditions, a branch and a node that will meet it: only what serves the goal is ever considered. Plans wait
in a queue in the order of a bound that never exceeds what their best walk costs (best-first search with an
admissible heuristic: Hart, Nilsson and Raphael 1968), the least cost from the profile to each node being
known exactly or from below (``bounds``). On a map of single-origin steps a plan is a path read backwards and
the bound is exact, so the queue hands out the k shortest simple paths as lazily as can be (compare Yen 1971,
Eppstein 1998).

A plan is complete when nothing that it needs is left open. Whether its steps can really be walked, and at
what cost, is for ``ordering`` to say.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations
from typing import TypeVar

from pathways.bounds import NEVER, Bounds
from pathways.eligibility import Verdict
from pathways.lookahead import Lookahead, Need, Plan
from pathways.model import (
    Age,
    AllOf,
    AnyOf,
    AtLeastLevel,
    Experience,
    Holds,
    InPost,
    NoneOf,
    Requirement,
    Step,
)
from pathways.questions import OpenMap, is_lasting

T = TypeVar("T")
_Waiting = tuple[int, int, int, int, Plan]
"""What it is taken by, twice; its number; its bound; the plan."""
_LONG, _TURNS = 400, 4


class Plans:
    """
    The plans of one question, handed out in the order of their bound.

    In a long search, as long as no route is known, the plan nearest to complete comes first now and then: a
    route that is soon found says which plans can no longer matter, and is an answer should the search be cut.
    """

    def __init__(
        self, open_map: OpenMap, bounds: Bounds, is_more_than_enough: Callable[[frozenset[str]], bool]
    ) -> None:
        self._map = open_map
        self._bounds = bounds
        self._is_more_than_enough = is_more_than_enough
        self._queue: list[_Waiting] = []
        self._nearest: list[_Waiting] = []
        self._handed_out: set[int] = set()
        self._seen: set[object] = set()
        self._number = 0
        self.looked_at = 0
        for step in open_map.ways_to(open_map.question.goal):
            self._push(self._choose(Plan(()), step), 0, NEVER)

    @property
    def bound(self) -> int:
        """No plan still to come costs less."""
        self._forget_handed_out(self._queue)
        return self._queue[0][0] if self._queue else NEVER

    def next(self, *, wanted: bool, ceiling: int = NEVER) -> Plan | None:
        """
        The next plan, complete or not; its continuations join the queue. None at the end.

        Parameters
        ----------
        wanted
            Whether a route is wanted, whatever it costs.
        ceiling
            What costs more no longer matters.
        """
        is_long = self.looked_at >= _LONG
        queue = self._nearest if wanted and is_long and self.looked_at % _TURNS == 0 else self._queue
        self._forget_handed_out(queue)
        if not queue:
            return None
        *_, number, bound, plan = heapq.heappop(queue)
        self._handed_out.add(number)
        self.looked_at += 1
        if self._is_more_than_enough(plan.steps):
            return plan
        for further in self._continue(plan):
            self._push(further, bound, ceiling)
        return plan

    def _forget_handed_out(self, queue: list[_Waiting]) -> None:
        while queue and queue[0][2] in self._handed_out:
            heapq.heappop(queue)

    def is_complete(self, plan: Plan) -> bool:
        """True when nothing that the plan needs is left open."""
        return not plan.pending and next(self._open(plan), None) is None

    # --- continuing a plan ------------------------------------------------------------------------

    def _continue(self, plan: Plan) -> Iterator[Plan]:
        if plan.pending:
            (asking, requirement), rest = plan.pending[0], plan.pending[1:]
            yield from self._decide(replace(plan, pending=rest), asking, requirement)
            return
        need = next(self._open(plan), None)
        if need is None:
            return
        for step in self._map.ways_to(need.node):
            if not need.ways or step.access in need.ways:
                yield self._choose(plan, step)

    def _choose(self, plan: Plan, step: Step) -> Plan:
        requirement = self._map.requires[step.id]
        pending = () if requirement is None else ((step.id, requirement),)
        return replace(
            plan,
            chosen=tuple(sorted((*plan.chosen, (step.target, step.id)))),
            pending=(*plan.pending, *pending),
        )

    def _open(self, plan: Plan) -> Iterator[Need]:
        chosen = dict(plan.chosen)
        return (need for _, need in plan.needs if need.node not in chosen and not self._map.has(need.node))

    def _decide(
        self, plan: Plan, step: str, requirement: Requirement, instead: frozenset[str] = frozenset()
    ) -> Iterator[Plan]:
        """Every way to settle one condition of a step; ``instead`` are the nodes of its alternatives."""
        if self._passes_anyway(requirement):
            yield _costing(plan, step, self._bounds.least_own(requirement))
            return
        match requirement:
            case AllOf(all_of=branches):
                yield replace(plan, pending=(*((step, branch) for branch in branches), *plan.pending))
            case AnyOf(any_of=branches):
                for branch in branches:
                    yield from self._decide(plan, step, branch, self._as_cheap(branch, branches))
            case NoneOf():
                if self._bounds.parts(requirement)[1] < NEVER:
                    yield _costing(plan, step, self._bounds.least_own(requirement))
            case Age():
                yield from self._wait(plan, step, requirement)
            case _:
                decided = _costing(plan, step, self._bounds.least_own(requirement))
                for together in self._needs_for(requirement, instead):
                    yield replace(decided, needs=(*decided.needs, *((step, need) for need in together)))

    def _wait(self, plan: Plan, step: str, leaf: Age) -> Iterator[Plan]:
        """Time alone brings a lower age limit; nothing brings back an upper one that is passed."""
        age = self._map.start.age
        if age is None or leaf.age.max is None or age // 12 <= leaf.age.max:
            yield _costing(plan, step, self._bounds.least_own(leaf))

    def _as_cheap(self, chosen: Requirement, branches: tuple[Requirement, ...]) -> frozenset[str]:
        """The nodes that alone meet another branch, at no greater cost at the step itself."""
        most = self._bounds.least_own(chosen)
        return frozenset(
            node
            for branch in branches
            if branch is not chosen and self._bounds.least_own(branch) <= most
            for node in self._alone_meeting(branch)
        )

    def _alone_meeting(self, leaf: Requirement) -> Iterable[str]:
        match leaf:
            case Holds(prepared_by=()) | InPost() | AtLeastLevel():
                return self._map.supporters(leaf)
            case _:
                return ()

    def _needs_for(self, leaf: Requirement, instead: frozenset[str]) -> Iterator[tuple[Need, ...]]:
        """Each set of nodes that, together, could meet a leaf."""
        match leaf:
            case Holds(holds=node, prepared_by=ways):
                if not self._map.has(node):
                    yield (Need(node, frozenset(ways), instead=instead),)
            case InPost(in_post=node):
                yield (Need(node, instead=instead),)
            case AtLeastLevel():
                able = frozenset(self._map.supporters(leaf)) | instead
                yield from ((Need(node, instead=able - {node}),) for node in self._map.supporters(leaf))
            case Experience():
                yield from self._posts_for(leaf)
                yield from self._trainings_that_count(leaf)

    def _posts_for(self, leaf: Experience) -> Iterator[tuple[Need, ...]]:
        """The first role to be in where an experience counts: all the practice that it lacks can be there."""
        roles = self._map.eligibility.counting_roles(leaf.experience)
        already = sorted(roles & self._map.start.posts)
        for role in already[:1] or sorted(roles):
            yield (Need(role, practice=leaf, instead=roles - {role}),)

    def _trainings_that_count(self, leaf: Experience) -> Iterator[tuple[Need, ...]]:
        """The smallest sets of trainings whose months count and reach an experience without a post."""
        if leaf.experience.outside_training:
            return
        roles = self._map.eligibility.counting_roles(leaf.experience)
        _, stated = self._map.eligibility.counted(leaf.experience, self._map.start)
        lacking = leaf.experience.months - stated
        counting = self._map.trainings_that_count(roles)
        for together in smallest_sums(counting, lambda step: step.months.min if step.months else 0, lacking):
            yield tuple(Need(step.target, frozenset({step.access}), leaf) for step in together)

    def _passes_anyway(self, requirement: Requirement) -> bool:
        """True when a condition passes from the first day and will go on passing."""
        match requirement:
            case AllOf(all_of=branches):
                return all(self._passes_anyway(branch) for branch in branches)
            case AnyOf(any_of=branches):
                return any(self._passes_anyway(branch) for branch in branches)
            case NoneOf():
                return is_lasting(requirement) and self._verdict(requirement) is not Verdict.UNMET
            case Age(age=window):
                settled = self._map.start.age is None or window.max is None
                return settled and self._verdict(requirement) is not Verdict.UNMET
            case _:
                return self._verdict(requirement) is not Verdict.UNMET

    def _verdict(self, requirement: Requirement) -> Verdict:
        return self._map.eligibility.verdict(requirement, self._map.start)

    # --- bounds -----------------------------------------------------------------------------------

    def _push(self, plan: Plan, at_least: int, ceiling: int) -> None:
        needs = frozenset((step, need, id(need.practice), need.instead) for step, need in plan.needs)
        key = (plan.chosen, needs, tuple((step, id(asked)) for step, asked in plan.pending))
        if key in self._seen:
            return
        self._seen.add(key)
        if self._is_more_than_enough(plan.steps):
            return
        look = Lookahead(plan, self._map, self._bounds)
        if not look.is_sound():
            return
        bound = max(at_least, look.bound())
        if bound < NEVER and bound <= ceiling:
            self._number += 1
            heapq.heappush(self._queue, (bound, -len(plan.chosen), self._number, bound, plan))
            heapq.heappush(self._nearest, (self._left_to_do(plan), bound, self._number, bound, plan))

    def _left_to_do(self, plan: Plan) -> int:
        """How many conditions and nodes are still open."""
        return len(plan.pending) + len({need.node for need in self._open(plan)})


def smallest_sums(items: Sequence[T], size: Callable[[T], int], at_least: int) -> Iterator[tuple[T, ...]]:
    """
    The sets of items whose sizes reach a sum, no item of which could be left out.

    Examples
    --------
    >>> list(smallest_sums([6, 12, 18], int, 18))
    [(18,), (6, 12)]
    """
    for count in range(1, len(items) + 1):
        for together in combinations(items, count):
            total = sum(size(item) for item in together)
            if total >= at_least and all(total - size(item) < at_least for item in together):
                yield together


def _costing(plan: Plan, step: str, own: int) -> Plan:
    return replace(plan, own=(*plan.own, (step, own))) if own else plan
