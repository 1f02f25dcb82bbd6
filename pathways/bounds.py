"""
How little it can cost to obtain each node from a profile: exact lower bounds over the requirement structure.

One pass from the profile outwards, settling nodes in the order of their bound. It is Knuth's generalisation
of Dijkstra's algorithm to AND/OR structures (D. E. Knuth, "A generalization of Dijkstra's algorithm",
Information Processing Letters 6, 1977): a step costs its own months and what its conditions lean on, plus
the dearest of the nodes that it needs together, the cheapest of those that it needs in the alternative. On a
map of single-origin steps the bound is the distance.

A bound never exceeds what a route costs: a node needed twice counts once, months of practice that another
condition may share count once, and time that passes anyway (an age to reach) is not added.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from typing import Final

from pathways.eligibility import Verdict
from pathways.model import (
    Age,
    AllOf,
    AnyOf,
    AtLeastLevel,
    Basis,
    EmployerDecision,
    Experience,
    Holds,
    InPost,
    Leaf,
    NoneOf,
    NotPublished,
    Requirement,
    Step,
)
from pathways.ordering import own_cost
from pathways.questions import OpenMap, mentions
from pathways.rankings import Ranking

NEVER: Final = 1 << 200


class Bounds:
    """Lower bounds for one question under one ranking; ``node(id)`` is ``NEVER`` when nothing leads there."""

    def __init__(self, open_map: OpenMap, ranking: Ranking) -> None:
        self._map = open_map
        self._ranking = ranking
        self._own = {step.id: ranking.number(own_cost(open_map, step)) for step in open_map.steps.values()}
        self._node: dict[str, int] = {}
        self._settle()

    def node(self, node: str) -> int:
        """The least that obtaining a node can cost; 0 for what the profile has."""
        return 0 if self._map.has(node) else self._node.get(node, NEVER)

    def step(self, step: Step) -> int:
        """The least that taking a step can cost, all that it needs included."""
        own, needed = self.parts(self._map.requires[step.id])
        return min(NEVER, self._own[step.id] + own + needed)

    def own(self, step: Step) -> int:
        """A step alone, without its conditions."""
        return self._own[step.id]

    def parts(self, requirement: Requirement | None) -> tuple[int, int]:
        """What a requirement costs at the step itself, and the dearest of what it needs beforehand."""
        match requirement:
            case None:
                return 0, 0
            case AllOf(all_of=branches):
                parts = [self.parts(branch) for branch in branches]
                own, needed = sum(own for own, _ in parts), max((need for _, need in parts), default=0)
                return (own, needed) if max(own, needed) < NEVER else (0, NEVER)
            case AnyOf(any_of=branches):
                return 0, min((sum(self.parts(branch)) for branch in branches), default=NEVER)
            case NoneOf():
                return self._silence(requirement)
            case _:
                return self.own_of_leaf(requirement), self._needed(requirement)

    def least_own(self, requirement: Requirement | None) -> int:
        """The least that a requirement can cost at its step, whatever it ends up leaning on."""
        match requirement:
            case None:
                return 0
            case AllOf(all_of=branches):
                return sum(self.least_own(branch) for branch in branches)
            case AnyOf(any_of=branches):
                return min((self.least_own(branch) for branch in branches), default=0)
            case NoneOf():
                return 0
            case _:
                return self.own_of_leaf(requirement)

    # --- leaves -----------------------------------------------------------------------------------

    def own_of_leaf(self, leaf: Requirement) -> int:
        """The gaps, decisions and doubts that leaning on a leaf always costs."""
        assumed = int(isinstance(leaf, Leaf) and leaf.basis is Basis.ASSUMED)
        match leaf:
            case EmployerDecision():
                return self._ranking.of_counts(0, 1, assumed)
            case NotPublished():
                return self._ranking.of_counts(1, 0, 1 + assumed)
            case AtLeastLevel() | Experience():
                return self._ranking.of_counts(0, 0, assumed)
            case _:
                verdict = self._map.eligibility.verdict(leaf, self._map.start)
                return self._ranking.of_counts(0, 0, assumed + (verdict is Verdict.UNKNOWN))

    def _needed(self, leaf: Requirement) -> int:
        if self._map.eligibility.verdict(leaf, self._map.start) is not Verdict.UNMET:
            return 0
        match leaf:
            case Holds(holds=node):
                return self.holding(leaf) if not self._map.has(node) else NEVER
            case InPost(in_post=node):
                return self.node(node)
            case AtLeastLevel():
                return min((self.node(node) for node in self._map.supporters(leaf)), default=NEVER)
            case Experience():
                return min(NEVER, self.first_post(leaf) + self._ranking.month(self.least_practice(leaf)))
            case Age():
                return self._until_old_enough(leaf)
            case _:
                return NEVER

    def holding(self, leaf: Holds) -> int:
        """The least for a qualification that must have been prepared in one of some ways."""
        ways = self._map.steps_to.get(leaf.holds, ())
        if leaf.prepared_by and all(step.access not in leaf.prepared_by for step in ways):
            return NEVER
        return self.node(leaf.holds)

    def first_post(self, leaf: Experience) -> int:
        """
        The least that it costs to be in the first role where an experience counts.

        All practice that counts comes after it, so the two add up.
        """
        if self._trainings_could_do(leaf):
            return 0
        roles = self._map.eligibility.counting_roles(leaf.experience)
        return min((self.node(role) for role in roles), default=NEVER)

    def least_practice(self, leaf: Experience) -> int:
        """Months of practice lacking at the start, less those that trainings may count for."""
        practice = leaf.experience
        _, stated = self._map.eligibility.counted(practice, self._map.start)
        lacking = max(0, practice.months - stated)
        return max(0, lacking - self._counted_in_training(leaf))

    def _counted_in_training(self, leaf: Experience) -> int:
        if leaf.experience.outside_training:
            return 0
        roles = self._map.eligibility.counting_roles(leaf.experience)
        return sum(months for role, months in self._map.months_counted.items() if role in roles)

    def _trainings_could_do(self, leaf: Experience) -> bool:
        return self.least_practice(leaf) == 0

    def _until_old_enough(self, leaf: Age) -> int:
        age, youngest = self._map.start.age, leaf.age.min
        if age is None or youngest is None or youngest * 12 <= age:
            return NEVER
        return self._ranking.month(youngest * 12 - age)

    def _silence(self, requirement: NoneOf) -> tuple[int, int]:
        if self._map.eligibility.verdict(requirement, self._map.start) is Verdict.UNMET:
            return 0, NEVER
        return 0, 0

    # --- the pass ---------------------------------------------------------------------------------

    def _settle(self) -> None:
        waiting = self._steps_by_node_they_need()
        queue: list[tuple[int, str]] = []

        def consider(step: Step) -> None:
            bound = self.step(step)
            if bound < NEVER and step.target not in self._node:
                heapq.heappush(queue, (bound, step.target))

        for step in self._map.steps.values():
            consider(step)
        while queue:
            bound, node = heapq.heappop(queue)
            if node in self._node:
                continue
            self._node[node] = bound
            for step in waiting[node]:
                consider(step)

    def _steps_by_node_they_need(self) -> dict[str, list[Step]]:
        waiting: dict[str, list[Step]] = defaultdict(list)
        for step in self._map.steps.values():
            needed = {
                node for leaf in mentions(self._map.requires[step.id]) for node in self._map.supporters(leaf)
            }
            for node in needed:
                waiting[node].append(step)
        return waiting
