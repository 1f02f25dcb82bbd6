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
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

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
from pathways.questions import OpenMap
from pathways.rankings import Ranking, own_numbers

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
        self._own = own_numbers(open_map.structure, open_map.question.on, ranking.by)
        self._asks: dict[int, tuple[Requirement, Ask]] = {}
        self._settled_before = frozenset((*open_map.start.held, *open_map.start.posts))
        settled = _Pass(self, open_map, self._settled_before)
        self._node = settled.nodes
        self._parts = settled.parts

    def node(self, node: str) -> int:
        """The least that obtaining a node can cost; 0 for what the profile has."""
        return self._node.get(node, NEVER)

    def own(self, step: Step) -> int:
        """A step alone, without its conditions."""
        return self._own[step.id]

    def last_step(self, node: str) -> int:
        """The cheapest step to a node, alone: what obtaining it adds to everything else."""
        if node in self._settled_before:
            return 0
        return min((self.own(step) for step in self._map.steps_to.get(node, ())), default=NEVER)

    def parts(self, requirement: Requirement | None) -> tuple[int, int]:
        """What a requirement costs at the step itself, and the dearest of what it needs beforehand."""
        if requirement is None:
            return 0, 0
        number = self._map.structure.numbers.get(id(requirement))
        return self._read(self.ask(requirement)) if number is None else self._parts[number]

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

    def ask_as_read(self, condition: Requirement) -> Ask:
        """A condition of the map as this question reads it; one that it lets go asks for nothing."""
        read = self._map.as_read(condition)
        return Ask() if read is None else self.ask(read)

    def ask(self, requirement: Requirement) -> Ask:
        """A requirement as the bounds read it."""
        known = self._asks.get(id(requirement))
        if known is None:
            known = self._asks[id(requirement)] = requirement, self._as_ask(requirement)
        return known[1]

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

    def least_doubt(self, leaf: Leaf) -> int:
        """What leaning on a leaf costs when it is met: something only where it is assumed."""
        return self._ranking.of_counts(0, 0, int(leaf.basis is Basis.ASSUMED))

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


class _Pass:
    """
    One pass from the profile outwards, over the structure of the map.

    What a condition costs is known as soon as the first node that meets it is settled; of a group of which
    all is needed, once the last of its branches is known; of one of which one is enough, when nothing
    cheaper can come any more. So every condition is looked at once.
    """

    def __init__(self, bounds: Bounds, open_map: OpenMap, settled_before: frozenset[str]) -> None:
        self._bounds = bounds
        self._map = open_map
        self._structure = open_map.structure
        count = len(self._structure.conditions)
        self._missing = [len(branches) for branches in self._structure.branches]
        self._sums = [(0, 0)] * count
        self._known = [False] * count
        self._queue: list[tuple[int, bool, Any]] = []
        self.parts: list[tuple[int, int]] = [(0, NEVER)] * count
        self.nodes: dict[str, int] = dict.fromkeys(settled_before, 0)
        self._begin(settled_before)
        self._run()

    def _begin(self, settled_before: frozenset[str]) -> None:
        for step in self._structure.unconditional:
            self._offer(step, 0)
        for number in self._judged_at_once(settled_before):
            self._judge(number)

    def _judged_at_once(self, settled_before: frozenset[str]) -> Iterator[int]:
        """The conditions that may pass on the first day; no other one does without a node."""
        structure, question = self._structure, self._map.question
        yield from structure.met_by_no_node
        for node in (*settled_before, *self._map.months_counted):
            yield from structure.supports.get(node, ())
        if self._map.start.held:
            yield from structure.levels
        if self._map.start.stated:
            yield from structure.experiences
        if question.relax_advised:
            yield from structure.advised

    def _judge(self, number: int) -> None:
        """Settle a condition that passes, or passes in time, with what the person has."""
        if self._known[number]:
            return
        ask = self._ask(number)
        if ask.nodes is None:
            self._settle(number, ask.own, ask.least)
        elif any(node in self.nodes for node in ask.nodes):
            self._settle(number, ask.own, ask.more)

    def _ask(self, number: int) -> Ask:
        return self._bounds.ask_as_read(self._structure.conditions[number])

    def _settle(self, number: int, own: int, needed: int) -> None:
        """What a condition costs is known: so may be what hangs on it."""
        if needed >= NEVER or self._known[number]:
            return
        self._known[number] = True
        self.parts[number] = own, needed
        for step in self._structure.asked_by[number]:
            self._offer(step, own + needed)
        for group in self._structure.groups[number]:
            if isinstance(self._structure.conditions[group], AnyOf):
                heapq.heappush(self._queue, (own + needed, False, group))
            else:
                self._add_to(group, own, needed)

    def _add_to(self, group: int, own: int, needed: int) -> None:
        sum_own, most = self._sums[group]
        self._sums[group] = sum_own + own, max(most, needed)
        self._missing[group] -= 1
        if not self._missing[group]:
            self._settle(group, *self._sums[group])

    def _offer(self, step: Step, needed: int) -> None:
        if step.id in self._map.steps and step.target not in self.nodes:
            heapq.heappush(self._queue, (self._bounds.own(step) + needed, True, step.target))

    def _run(self) -> None:
        while self._queue:
            bound, is_node, what = heapq.heappop(self._queue)
            if not is_node:
                self._settle(what, 0, bound)
            elif what not in self.nodes:
                self.nodes[what] = bound
                self._reach(what, bound)

    def _reach(self, node: str, bound: int) -> None:
        """A node is settled: it is the nearest one that meets the conditions not known yet."""
        for number in self._structure.supports.get(node, ()):
            if not self._known[number]:
                own, more = self._asked_of(number)
                self._settle(number, own, min(NEVER, bound + more))

    def _asked_of(self, number: int) -> tuple[int, int]:
        """What a condition that a node has just met costs at its step, and what comes after the node."""
        condition = self._structure.conditions[number]
        if isinstance(condition, InPost | AtLeastLevel) or (
            isinstance(condition, Holds) and not condition.prepared_by
        ):
            return self._bounds.least_doubt(condition), 0
        ask = self._ask(number)
        return (ask.own, ask.more) if ask.nodes else (0, NEVER)


def _least_own(ask: Ask) -> int:
    if ask.any_of is not None:
        return min((_least_own(branch) for branch in ask.any_of), default=0)
    return ask.own + sum(_least_own(branch) for branch in ask.all_of)
