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
from collections.abc import Iterator
from dataclasses import dataclass
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
    leaves,
)
from pathways.ordering import own_cost
from pathways.questions import OpenMap
from pathways.rankings import Ranking

NEVER: Final = 1 << 200


@dataclass(frozen=True, slots=True)
class Ask:
    """
    A requirement as the bounds read it, for one profile under one ranking.

    Parameters
    ----------
    own
        What leaning on it costs at the step itself.
    nodes
        Nodes one of which is needed beforehand; None when none is.
    more
        What comes after that node: months of practice.
    least
        What is needed beforehand when no node is: 0, months until an age, or ``NEVER``.
    all_of, any_of
        The branches of a group.
    """

    own: int = 0
    nodes: tuple[str, ...] | None = None
    more: int = 0
    least: int = 0
    all_of: tuple[Ask, ...] = ()
    any_of: tuple[Ask, ...] | None = None

    def one_of(self) -> Iterator[frozenset[str]]:
        """Sets of nodes of which at least one must be had."""
        if self.any_of is not None:
            each = [next(branch.one_of(), frozenset[str]()) for branch in self.any_of]
            if all(each):
                yield frozenset[str]().union(*each)
        elif self.nodes is not None:
            yield frozenset(self.nodes)
        for branch in self.all_of:
            yield from branch.one_of()


class Bounds:
    """Lower bounds for one question under one ranking; ``node(id)`` is ``NEVER`` when nothing leads there."""

    def __init__(self, open_map: OpenMap, ranking: Ranking) -> None:
        self._map = open_map
        self._ranking = ranking
        self._own = {step.id: ranking.number(own_cost(open_map, step)) for step in open_map.steps.values()}
        self._asks: dict[int, Ask] = {}
        self._settled_before = frozenset((*open_map.start.held, *open_map.start.posts))
        self._node: dict[str, int] = dict.fromkeys(self._settled_before, 0)
        self._settle()

    def node(self, node: str) -> int:
        """The least that obtaining a node can cost; 0 for what the profile has."""
        return self._node.get(node, NEVER)

    def step(self, step: Step) -> int:
        """The least that taking a step can cost, all that it needs included."""
        own, needed = self.parts(self._map.requires[step.id])
        return min(NEVER, self._own[step.id] + own + needed)

    def own(self, step: Step) -> int:
        """A step alone, without its conditions."""
        return self._own[step.id]

    def last_step(self, node: str) -> int:
        """The cheapest step to a node, alone: what obtaining it adds to everything else."""
        if node in self._settled_before:
            return 0
        return min((self._own[step.id] for step in self._map.steps_to.get(node, ())), default=NEVER)

    def parts(self, requirement: Requirement | None) -> tuple[int, int]:
        """What a requirement costs at the step itself, and the dearest of what it needs beforehand."""
        return (0, 0) if requirement is None else self._read(self.ask(requirement))

    def _read(self, ask: Ask) -> tuple[int, int]:
        if ask.any_of is not None:
            return 0, min((sum(self._read(branch)) for branch in ask.any_of), default=NEVER)
        if ask.nodes is not None:
            known = self._node
            nearest = min((known.get(node, NEVER) for node in ask.nodes), default=NEVER)
            return ask.own, min(NEVER, nearest + ask.more)
        own, needed = ask.own, ask.least
        for branch in ask.all_of:
            branch_own, branch_needed = self._read(branch)
            own += branch_own
            needed = max(needed, branch_needed)
        return own, needed

    def least_own(self, requirement: Requirement | None) -> int:
        """The least that a requirement can cost at its step, whatever it ends up leaning on."""
        return 0 if requirement is None else _least_own(self.ask(requirement))

    # --- how requirements are read ----------------------------------------------------------------

    def ask(self, requirement: Requirement) -> Ask:
        """A requirement as the bounds read it."""
        known = self._asks.get(id(requirement))
        if known is None:
            known = self._asks[id(requirement)] = self._as_ask(requirement)
        return known

    def _as_ask(self, requirement: Requirement) -> Ask:
        match requirement:
            case AllOf(all_of=branches):
                return Ask(all_of=tuple(self.ask(branch) for branch in branches))
            case AnyOf(any_of=branches):
                return Ask(any_of=tuple(self.ask(branch) for branch in branches))
            case NoneOf():
                verdict = self._map.eligibility.verdict(requirement, self._map.start)
                doubt = self._ranking.of_counts(0, 0, int(verdict is Verdict.UNKNOWN))
                return Ask(doubt, least=NEVER if verdict is Verdict.UNMET else 0)
            case _:
                return self._leaf(requirement)

    def _leaf(self, leaf: Requirement) -> Ask:
        verdict = self._map.eligibility.verdict(leaf, self._map.start)
        own = self._own_of(leaf, verdict)
        if verdict is not Verdict.UNMET:
            return Ask(own)
        match leaf:
            case Holds(holds=node):
                return Ask(own, least=NEVER) if self._map.has(node) else Ask(own, nodes=self._prepared(leaf))
            case InPost() | AtLeastLevel():
                return Ask(own, nodes=self._map.supporters(leaf))
            case Experience():
                return self._practice(own, leaf)
            case Age():
                return Ask(own, least=self._until_old_enough(leaf))
            case _:
                return Ask(own, least=NEVER)

    def _own_of(self, leaf: Requirement, verdict: Verdict) -> int:
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
                return self._ranking.of_counts(0, 0, assumed + (verdict is Verdict.UNKNOWN))

    def _prepared(self, leaf: Holds) -> tuple[str, ...]:
        ways = self._map.steps_to.get(leaf.holds, ())
        possible = not leaf.prepared_by or any(step.access in leaf.prepared_by for step in ways)
        return (leaf.holds,) if possible else ()

    def _practice(self, own: int, leaf: Experience) -> Ask:
        """
        The first role where the experience counts, and then all the practice: the two add up.

        Where trainings that count could do, nothing is certain to be needed.
        """
        months = self.least_practice(leaf)
        if not months:
            return Ask(own)
        return Ask(own, nodes=self._map.supporters(leaf), more=self._ranking.month(months))

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

    def _until_old_enough(self, leaf: Age) -> int:
        age, youngest = self._map.start.age, leaf.age.min
        if age is None or youngest is None or youngest * 12 <= age:
            return NEVER
        return self._ranking.month(youngest * 12 - age)

    # --- the pass ---------------------------------------------------------------------------------

    def _settle(self) -> None:
        waiting = self._steps_by_node_they_need()
        settled = set(self._node)
        queue: list[tuple[int, str]] = []

        def consider(step: Step) -> None:
            bound = self.step(step)
            if bound < NEVER and step.target not in settled:
                heapq.heappush(queue, (bound, step.target))

        for step in self._map.steps.values():
            consider(step)
        while queue:
            bound, node = heapq.heappop(queue)
            if node in settled:
                continue
            settled.add(node)
            self._node[node] = bound
            for step in waiting[node]:
                consider(step)

    def _steps_by_node_they_need(self) -> dict[str, list[Step]]:
        waiting: dict[str, list[Step]] = defaultdict(list)
        for step in self._map.steps.values():
            needed = {
                node for leaf in leaves(self._map.requires[step.id]) for node in self._map.supporters(leaf)
            }
            for node in needed:
                waiting[node].append(step)
        return waiting


def _least_own(ask: Ask) -> int:
    if ask.any_of is not None:
        return min((_least_own(branch) for branch in ask.any_of), default=0)
    return ask.own + sum(_least_own(branch) for branch in ask.all_of)
