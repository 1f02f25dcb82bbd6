"""
A plan half made, and how little the rest of it can cost.

A plan is a set of chosen steps with what each was decided to need. Read as a whole it gives a lower bound
on every route that it can still become: a person does one thing at a time, so all chosen steps count, and so
does practice that no two conditions can share; an open end counts for what no chosen step can share.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from pathways.bounds import NEVER
from pathways.model import Step
from pathways.settling import ALWAYS, Condition, Hope, Need, Way


@dataclass(frozen=True, slots=True, eq=False)
class Chosen:
    """A step of a plan, with the bit of its target and what was decided of its conditions."""

    step: Step
    bit: int
    way: Way

    @property
    def own(self) -> int:
        """What it costs at least by itself, without what it needs beforehand."""
        return self.way.own + sum(condition.own for condition in self.way.open)

    @property
    def months(self) -> int:
        """Its shortest length."""
        return self.step.months.min if self.step.months else 0


@dataclass(frozen=True, eq=False)
class Plan:
    """
    Steps chosen so far, by the bit of their target, the goal's first.

    Parameters
    ----------
    had
        The mask of what the profile has.
    """

    chosen: Mapping[int, Chosen]
    had: int

    @cached_property
    def steps(self) -> frozenset[str]:
        """The ids of the steps chosen so far."""
        return frozenset(each.step.id for each in self.chosen.values())

    def with_step(self, chosen: Chosen) -> Plan:
        """The plan with one more step, or with more decided of one."""
        return Plan({**self.chosen, chosen.bit: chosen}, self.had)

    def open_needs(self) -> Iterator[Need]:
        """The nodes that a step needs, and that no chosen step leads to."""
        for each in self.chosen.values():
            for need in each.way.needs:
                if need.bit not in self.chosen and not need.bit & self.had:
                    yield need

    def open_conditions(self) -> Iterator[tuple[Chosen, Condition]]:
        """The conditions that have several ways still, with the step that asks."""
        for each in self.chosen.values():
            for condition in each.way.open:
                yield each, condition

    @property
    def is_complete(self) -> bool:
        """True when nothing that the plan needs is left open."""
        return not self.left_to_do

    @property
    def left_to_do(self) -> int:
        """How many conditions and nodes are still open; 0 when the plan is complete."""
        return sum(1 for _ in self.open_conditions()) + len({need.bit for need in self.open_needs()})


def after(plan: Plan, bit: int) -> int:
    """The dearest chain of steps that hang on a node: what comes after it at least."""
    chains = (
        after(plan, each.bit) + each.own + need.practice
        for each in plan.chosen.values()
        for need in each.way.needs
        if need.bit == bit
    )
    return max(chains, default=0)


class Lookahead:
    """Reads one plan."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._chosen = plan.chosen
        self._needs = [need for each in plan.chosen.values() for need in each.way.needs]
        self._open = {need.bit: need for need in plan.open_needs()}
        self._is_complete = not self._open and next(plan.open_conditions(), None) is None
        self._below: dict[int, int | None] = {}
        self._chain: dict[int, int] = {}
        self._before: dict[int, int] = {}

    # --- soundness --------------------------------------------------------------------------------

    def is_sound(self) -> bool:
        """
        False when a plan leads nowhere, or nowhere that another one does not.

        A node needs itself; a step would come too late; or a need is not the first node to meet its
        condition, and the same steps make another plan, in which that first node is the one needed.
        """
        for bit, each in self._chosen.items():
            if bit & self._nodes_below(each):
                return False
        for need in self._needs:
            chosen = self._chosen.get(need.bit) if need.instead else None
            if chosen is not None and need.instead & self._nodes_below(chosen):
                return False
        return not any(each.way.until < self._months_before(each) for each in self._chosen.values())

    def _nodes_below(self, each: Chosen) -> int:
        """The mask of what a step needs, directly or not; its own target in it when it goes round."""
        bit = each.bit
        if bit in self._below:
            known = self._below[bit]
            return bit if known is None else known
        self._below[bit] = None
        found = 0
        for need in each.way.needs:
            found |= need.bit
            if need.bit in self._chosen:
                found |= self._nodes_below(self._chosen[need.bit])
        self._below[bit] = found
        return found

    def _months_before(self, each: Chosen) -> int:
        """The fewest months before a step begins; looked for only where it might come too late."""
        if each.way.until >= self._months_in_all:
            return 0
        return self._months_counted_before(each)

    def _months_counted_before(self, each: Chosen) -> int:
        known = self._before.get(each.bit)
        if known is None:
            nodes = self._nodes_below(each)
            below = [other for bit, other in self._chosen.items() if bit & nodes]
            months = sum(other.months for other in below)
            months += sum(need.months for _, need in self._apart((each, *below)))
            known = self._before[each.bit] = months
        return known

    @cached_property
    def _months_in_all(self) -> int:
        return sum(each.months for each in self._chosen.values()) + sum(n.months for n in self._needs)

    @property
    def months_of_practice(self) -> int:
        """The months of practice that cannot be shared."""
        return sum(need.months for _, need in self._apart(self._chosen.values()))

    # --- bound ------------------------------------------------------------------------------------

    def bound(self) -> int:
        """No route that the plan can become costs less."""
        chain = self._of_chain(next(iter(self._chosen.values())))
        return NEVER if chain >= NEVER else max(chain, self._of_all())

    def _of_chain(self, each: Chosen) -> int:
        """A step, and the dearest of the chains that it hangs on."""
        known = self._chain.get(each.bit)
        if known is None:
            own, needed = each.way.own, 0
            for need in each.way.needs:
                chosen = self._chosen.get(need.bit)
                chain = (need.bound if chosen is None else self._of_chain(chosen)) + need.practice
                needed = max(needed, chain)
            for condition in each.way.open:
                own, needed = own + condition.own, max(needed, condition.beforehand)
            known = self._chain[each.bit] = min(NEVER, self._with_hopes(each, own, needed))
        return known

    def _with_hopes(self, each: Chosen, own: int, needed: int) -> int:
        """The least of all that the hopes of a step may come to: each cheaper way has its own chain."""
        totals = [(own, needed)]
        for hope in each.way.hopes:
            as_it_is = [(own + hope.own, needed) for own, needed in totals]
            better = [
                (own + less, max(needed, beforehand))
                for less, _, beforehand in self._open_to(hope, each)
                for own, needed in totals
            ]
            totals = as_it_is + better
        return min(own + needed for own, needed in totals)

    def _open_to(self, hope: Hope, each: Chosen) -> Iterator[tuple[int, int, int]]:
        """The cheaper ways that may still come true: what each costs, its nodes, what they cost."""
        for own, nodes, beforehand, until in hope.less:
            if until < ALWAYS and until < self._months_counted_before(each):
                continue
            if self._is_complete and nodes and not nodes & self._in_time_for(each):
                continue
            yield own, nodes, beforehand

    def _in_time_for(self, each: Chosen) -> int:
        """The mask of the chosen nodes that do not themselves need a step."""
        nodes = self._plan.had
        for bit, other in self._chosen.items():
            if bit != each.bit and not each.bit & self._nodes_below(other):
                nodes |= bit
        return nodes

    def _alone(self, each: Chosen) -> int:
        """A step and its decided conditions, without what it needs beforehand."""
        hopes = (min([hope.own, *(own for own, *_ in self._open_to(hope, each))]) for hope in each.way.hopes)
        return each.way.own + sum(hopes)

    def _of_all(self) -> int:
        """Every chosen step, the practice that cannot be shared, and what an open end adds at least."""
        alone = {bit: self._alone(each) for bit, each in self._chosen.items()}
        apart = [need for _, need in self._apart(self._chosen.values())]
        counted = sum(alone.values()) + sum(need.practice for need in apart)
        if self._is_complete:
            return counted
        added = [self._last_steps()]
        for bit, need in self._open.items():
            added.append(need.bound - self._shared_with(bit, self._instead_of(bit), alone, apart))
        for each, condition in self._plan.open_conditions():
            added.append(condition.beforehand - self._shared_with(each.bit, each.bit, alone, apart))
        return min(NEVER, counted + max(added))

    def _apart(self, steps: Iterable[Chosen]) -> list[tuple[Chosen, Need]]:
        """Needs of practice, of some steps, that no month can serve together."""
        apart: list[tuple[Chosen, Need]] = []
        practised = [(each, need) for each in steps for need in each.way.needs if need.practice]
        if len(practised) > 1:
            practised.sort(key=lambda pair: (-pair[1].practice, pair[1].node))
        for each, need in practised:
            if not any(self._may_share(each, need, *other) for other in apart):
                apart.append((each, need))
        return apart

    def _may_share(self, one: Chosen, need: Need, other: Chosen, need_of_other: Need) -> bool:
        """False when the roles differ, or all of one practice comes before the first role of the other."""
        if not need.roles & need_of_other.roles:
            return False
        return not (self._comes_before(one, need_of_other) or self._comes_before(other, need))

    def _comes_before(self, each: Chosen, need: Need) -> bool:
        """True when a node can only be had once a step is taken."""
        chosen = self._chosen.get(need.bit)
        return chosen is not None and bool(each.bit & (need.bit | self._nodes_below(chosen)))

    def _last_steps(self) -> int:
        """Open ends and undecided conditions that no single node can serve cost a last step each."""
        groups = [(bit, need.last_step) for bit, need in self._open.items()]
        groups += [group for _, condition in self._plan.open_conditions() for group in condition.one_of]
        taken, added = 0, 0
        for bit in self._chosen:
            taken |= bit
        for nodes, last_step in groups:
            if not nodes & taken:
                taken |= nodes
                added += last_step
        return added

    def _instead_of(self, bit: int) -> int:
        mask = 0
        for need in self._needs:
            if need.bit == bit:
                mask |= need.instead
        return mask

    def _shared_with(self, bit: int, apart_from: int, alone: dict[int, int], apart: list[Need]) -> int:
        """All that is counted already and could help to obtain a node: what does not need it."""
        shared = 0
        for target, each in self._chosen.items():
            if not (bit & self._nodes_below(each) or target & apart_from):
                shared += alone[target]
        for need in apart:
            chosen = self._chosen.get(need.bit)
            comes_after = need.bit == bit or (chosen is not None and bit & self._nodes_below(chosen))
            shared += 0 if comes_after else need.practice
        return shared
