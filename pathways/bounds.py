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
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final
from weakref import WeakKeyDictionary

from pathways.eligibility import Situation, Verdict
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
    NotPublished,
    Requirement,
    Step,
    children,
)
from pathways.questions import OpenMap, Usable
from pathways.rankings import Ranking, own_numbers
from pathways.structure import Structure

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
    passes
        True for a condition, no group, that is not refused on the first day.
    unsure
        What leaning on it costs more as long as nothing that the person comes to have meets it for sure.
    """

    own: int = 0
    nodes: tuple[str, ...] | None = None
    more: int = 0
    least: int = 0
    all_of: tuple[Ask, ...] = ()
    any_of: tuple[Ask, ...] | None = None
    passes: bool = False
    unsure: int = 0


class Reading:
    """Reads single conditions as the bounds do, for somebody in some situation."""

    def __init__(self, open_map: OpenMap, ranking: Ranking, person: Situation) -> None:
        self._map = open_map
        self._ranking = ranking
        self._person = person
        self._eligibility = open_map.eligibility

    def leaf(self, leaf: Requirement) -> Ask:
        """A condition that is no group."""
        verdict = self._eligibility.verdict(leaf, self._person)
        own = self._own(leaf, verdict)
        if verdict is not Verdict.UNMET:
            may_be_met = verdict is Verdict.UNKNOWN and isinstance(leaf, AtLeastLevel | Experience)
            return Ask(own, passes=True, unsure=self._ranking.of_counts(0, 0, int(may_be_met)))
        match leaf:
            case Holds(holds=node):
                return Ask(own, least=NEVER) if node in self._person.held else Ask(own, self._prepared(leaf))
            case InPost() | AtLeastLevel():
                return Ask(own, self._map.supporters(leaf))
            case Experience():
                return self._practice(own, leaf)
            case Age():
                return Ask(own, least=self._until_old_enough(leaf))
            case _:
                return Ask(own, least=NEVER)

    def _own(self, leaf: Requirement, verdict: Verdict) -> int:
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
        ways = self._map.usable.steps_to.get(leaf.holds, ())
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
        return Ask(own, self._map.supporters(leaf), more=self._ranking.month(months))

    def least_practice(self, leaf: Experience) -> int:
        """Months of practice lacking at the start, less those that trainings may count for."""
        practice = leaf.experience
        _, stated = self._eligibility.counted(practice, self._person)
        lacking = max(0, practice.months - stated)
        return max(0, lacking - self._counted_in_training(leaf))

    def _counted_in_training(self, leaf: Experience) -> int:
        if leaf.experience.outside_training:
            return 0
        roles = self._eligibility.counting_roles(leaf.experience)
        return sum(months for role, months in self._map.usable.months_counted.items() if role in roles)

    def _until_old_enough(self, leaf: Age) -> int:
        age, youngest = self._person.age, leaf.age.min
        if age is None or youngest is None or youngest * 12 <= age:
            return NEVER
        return self._ranking.month(youngest * 12 - age)


@dataclass(frozen=True, slots=True)
class _Blank:
    """
    The conditions of a map as the bounds read them for somebody who has, and says, nothing.

    Parameters
    ----------
    asks
        By number; a group asks for nothing itself.
    passing
        The numbers of those that need no node.
    opens
        By number, what each step that asks for the condition leads to, and what it costs alone.
    """

    asks: tuple[Ask, ...]
    passing: tuple[int, ...]
    opens: tuple[tuple[tuple[str, int], ...], ...]


_NOTHING: Final = Ask()
_BLANKS: Final[WeakKeyDictionary[Usable, dict[tuple[str, ...], _Blank]]] = WeakKeyDictionary()


def _blank(open_map: OpenMap, ranking: Ranking) -> _Blank:
    """Read once for all questions that may use the same steps."""
    known = _BLANKS.setdefault(open_map.usable, {})
    if ranking.digits not in known:
        read = Reading(open_map, ranking, Situation())
        conditions = open_map.structure.conditions
        asks = tuple(_NOTHING if isinstance(each, AllOf | AnyOf) else read.leaf(each) for each in conditions)
        passing = (n for n, ask in enumerate(asks) if ask is not _NOTHING and ask.nodes is None)
        own = own_numbers(open_map.structure, open_map.question.on, ranking.digits)
        opens = tuple(
            tuple((step.target, own[step.id]) for step in steps if step.id in open_map.steps)
            for steps in open_map.structure.asked_by
        )
        known[ranking.digits] = _Blank(asks, tuple(n for n in passing if asks[n].least < NEVER), opens)
    return known[ranking.digits]


class Bounds:
    """Lower bounds for one question under one ranking; ``node(id)`` is ``NEVER`` when nothing leads there."""

    def __init__(self, open_map: OpenMap, ranking: Ranking) -> None:
        self._map = open_map
        self._structure = open_map.structure
        self._reading = Reading(open_map, ranking, open_map.start)
        self._own = own_numbers(open_map.structure, open_map.question.on, ranking.digits)
        self._groups: dict[int, tuple[Requirement, Ask]] = {}
        self._settled_before = frozenset((*open_map.start.held, *open_map.start.posts))
        blank = _blank(open_map, ranking)
        if open_map.reads_otherwise:
            at_once: Iterable[int] = range(len(self._structure.conditions))
            self._asks = [self._as_read(condition) for condition in self._structure.conditions]
        else:
            personal = set(self._personal())
            self._asks = list(blank.asks)
            for number in personal:
                self._asks[number] = self._reading.leaf(self._structure.conditions[number])
            at_once = (*personal, *blank.passing)
        settled = _Pass(self._asks, blank.opens, self._structure, self._settled_before, open_map.gone)
        for step in self._structure.unconditional:
            if step.id in open_map.steps:
                settled.offer(step.target, self._own[step.id])
        settled.run(at_once)
        self._node = settled.nodes
        self._parts = settled.parts

    def _personal(self) -> Iterator[int]:
        """The conditions that what a person has, or says, could bear on."""
        yield from self._structure.met_by_no_node
        for node in (*self._settled_before, *self._map.start.trained):
            yield from self._structure.supports.get(node, ())
        if self._map.start.held:
            yield from self._structure.levels

    def _as_read(self, condition: Requirement) -> Ask:
        """A condition of the map as this question reads it; one that it lets go asks for nothing."""
        read = self._map.as_read(condition)
        return (
            Ask(passes=True) if read is None or isinstance(read, AllOf | AnyOf) else self._reading.leaf(read)
        )

    def node(self, node: str) -> int:
        """The least that obtaining a node can cost; 0 for what the profile has."""
        return self._node.get(node, NEVER)

    @cached_property
    def reachable(self) -> int:
        """The mask of the nodes that something leads to, or that the profile has."""
        return self._map.mask(self._node)

    def own(self, step: Step) -> int:
        """A step alone, without its conditions."""
        return self._own[step.id]

    def last_step(self, node: str) -> int:
        """The cheapest step to a node, alone: what obtaining it adds to everything else."""
        if node in self._settled_before:
            return 0
        return min((self.own(step) for step in self._map.ways_to(node)), default=NEVER)

    def parts(self, requirement: Requirement | None) -> tuple[int, int]:
        """What a requirement costs at the step itself, and the dearest of what it needs beforehand."""
        if requirement is None:
            return 0, 0
        number = self._structure.numbers.get(id(requirement))
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

    def least_practice(self, leaf: Experience) -> int:
        """Months of practice lacking at the start, less those that trainings may count for."""
        return self._reading.least_practice(leaf)

    def ask(self, requirement: Requirement) -> Ask:
        """A requirement of the question as the bounds read it."""
        is_group = isinstance(requirement, AllOf | AnyOf)
        number = self._structure.numbers.get(id(requirement))
        if number is not None and not is_group:
            return self._asks[number]
        known = self._groups.get(id(requirement))
        if known is None:
            ask = self._group(requirement) if is_group else self._reading.leaf(requirement)
            known = self._groups[id(requirement)] = requirement, ask
        return known[1]

    def _group(self, requirement: Requirement) -> Ask:
        branches = tuple(self.ask(branch) for branch in children(requirement))
        return Ask(any_of=branches) if isinstance(requirement, AnyOf) else Ask(all_of=branches)


class _Pass:
    """
    One pass from the profile outwards, over the structure of the map.

    What a condition costs is known as soon as the first node that meets it is settled; of a group of which
    all is needed, once the last of its branches is known; of one of which one is enough, when nothing
    cheaper can come any more. So every condition is looked at once. What is ``gone`` is never settled.
    """

    def __init__(
        self,
        asks: Sequence[Ask],
        opens: Sequence[Sequence[tuple[str, int]]],
        structure: Structure,
        settled_before: Iterable[str],
        gone: Collection[str],
    ) -> None:
        self._asks = asks
        self._gone = gone
        self._opens = opens
        self._structure = structure
        self._missing = [len(branches) for branches in structure.branches]
        self._sums = [(0, 0)] * len(asks)
        self._known = bytearray(len(asks))
        self._queue: list[tuple[int, bool, Any]] = []
        self.parts: list[tuple[int, int]] = [(0, NEVER)] * len(asks)
        self.nodes: dict[str, int] = dict.fromkeys(settled_before, 0)

    def offer(self, node: str, bound: int) -> None:
        """A way to a node, of which the cheapest will be kept."""
        if node not in self.nodes and node not in self._gone:
            heapq.heappush(self._queue, (bound, True, node))

    def run(self, at_once: Iterable[int]) -> None:
        """
        Settle all that can be.

        Parameters
        ----------
        at_once
            The conditions that may pass without a further node; no other one does.
        """
        supports, asks, queue, known = self._structure.supports, self._asks, self._queue, self._known
        gone = self._gone
        self._settle([settled for number in at_once for settled in self._judged(number)])
        while queue:
            bound, is_node, what = heapq.heappop(queue)
            if not is_node:
                self._settle([(what, 0, bound)])
            elif what not in self.nodes and what not in gone:
                self.nodes[what] = bound
                met = [(number, asks[number]) for number in supports.get(what, ()) if not known[number]]
                self._settle([(number, ask.own, bound + ask.more) for number, ask in met if ask.nodes])

    def _judged(self, number: int) -> Iterator[tuple[int, int, int]]:
        """What a condition costs that passes, or passes in time, with what the person has."""
        ask = self._asks[number]
        if self._structure.branches[number]:
            return
        if ask.nodes is None:
            yield number, ask.own, ask.least
        elif any(node in self.nodes for node in ask.nodes):
            yield number, ask.own, ask.more

    def _settle(self, found: list[tuple[int, int, int]]) -> None:
        """What some conditions cost is known: so may be what hangs on them."""
        known, nodes, queue, sums, missing = self._known, self.nodes, self._queue, self._sums, self._missing
        push, opens, groups = heapq.heappush, self._opens, self._structure.joins
        while found:
            number, own, needed = found.pop()
            if known[number] or needed >= NEVER:
                continue
            known[number] = True
            self.parts[number] = own, needed
            for node, alone in opens[number]:
                if node not in nodes:
                    push(queue, (alone + own + needed, True, node))
            for group, one_is_enough in groups[number]:
                if one_is_enough:
                    if not known[group]:
                        push(queue, (own + needed, False, group))
                    continue
                sum_own, most = sums[group]
                sums[group] = sum_own + own, max(most, needed)
                missing[group] -= 1
                if not missing[group]:
                    found.append((group, *sums[group]))


def _least_own(ask: Ask) -> int:
    if ask.any_of is not None:
        return min((_least_own(branch) for branch in ask.any_of), default=0)
    return ask.own + sum(_least_own(branch) for branch in ask.all_of)
