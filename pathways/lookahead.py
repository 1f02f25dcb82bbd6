"""
A plan half made, and how little the rest of it can cost.

A plan is a set of chosen steps with what each was decided to need. Read as a whole it gives a lower bound
on every route that it can still become: a person does one thing at a time, so all chosen steps count, and so
does practice that no two conditions can share; an open end counts for what no chosen step can share.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from pathways.bounds import NEVER, Bounds
from pathways.model import Access, Experience, Requirement
from pathways.questions import OpenMap, month_of


@dataclass(frozen=True, slots=True)
class Need:
    """
    A node that a chosen step needs.

    Parameters
    ----------
    ways
        How a qualification may have been prepared; empty for any way.
    practice
        The experience that the node is needed for: a role to work in, or a training that counts.
    instead
        Nodes that would have met the same condition as cheaply. The need is for the *first* of them that the
        person comes to have, so none of these may be among what the node itself needs.
    """

    node: str
    ways: frozenset[Access] = frozenset()
    practice: Experience | None = field(default=None, compare=False)
    instead: frozenset[str] = field(default=frozenset(), compare=False)


@dataclass(frozen=True, slots=True)
class Plan:
    """
    Steps chosen so far, what each needs, and the conditions still to be looked at.

    Parameters
    ----------
    chosen
        The step chosen for each node.
    needs
        By step id, the nodes that its conditions were decided to need.
    own
        By step id, what its decided conditions cost at the step itself.
    pending
        Conditions not yet decided, with the step that they belong to.
    """

    chosen: tuple[tuple[str, str], ...]
    needs: tuple[tuple[str, Need], ...] = ()
    own: tuple[tuple[str, int], ...] = ()
    pending: tuple[tuple[str, Requirement], ...] = ()

    @property
    def steps(self) -> frozenset[str]:
        """The ids of the steps chosen so far."""
        return frozenset(step for _, step in self.chosen)


class Lookahead:
    """Reads one plan."""

    def __init__(self, plan: Plan, open_map: OpenMap, bounds: Bounds) -> None:
        self._map = open_map
        self._bounds = bounds
        self._plan = plan
        self._chosen = dict(plan.chosen)
        self._needs: dict[str, list[Need]] = defaultdict(list)
        self._own: dict[str, int] = defaultdict(int)
        self._pending: dict[str, list[Requirement]] = defaultdict(list)
        for step, need in plan.needs:
            self._needs[step].append(need)
        for step, own in plan.own:
            self._own[step] += own
        for step, requirement in plan.pending:
            self._pending[step].append(requirement)
        self._below: dict[str, int | None] = {}
        self._chain: dict[str, int] = {}

    # --- soundness --------------------------------------------------------------------------------

    def is_sound(self) -> bool:
        """
        False when a plan leads nowhere, or nowhere that another one does not.

        A node needs itself; a step would come too late for its dates; or a need is not the first node to meet
        its condition, and the same steps make another plan, in which that first node is the one needed.
        """
        bit, mask = self._map.bit, self._map.mask
        if any(bit(target) & self._nodes_below(step) for target, step in self._plan.chosen):
            return False
        if any(self._is_too_late(step) for _, step in self._plan.chosen):
            return False
        return not any(
            mask(need.instead) & self._nodes_below(self._chosen[need.node])
            for _, need in self._plan.needs
            if need.instead and need.node in self._chosen
        )

    def _nodes_below(self, step: str) -> int:
        """The nodes that a step needs, directly or not; its own target among them when it goes round."""
        if step in self._below:
            known = self._below[step]
            return self._map.bit(self._map.steps[step].target) if known is None else known
        self._below[step] = None
        found = 0
        for need in self._needs[step]:
            found |= self._map.bit(need.node)
            if need.node in self._chosen:
                found |= self._nodes_below(self._chosen[need.node])
        self._below[step] = found
        return found

    def _is_too_late(self, step_id: str) -> bool:
        """True when all that must come before a step takes until after its last day."""
        step = self._map.steps[step_id]
        closed = self._map.closed_after(step)
        if step.valid_to is None and closed is None:
            return False
        nodes = self._nodes_below(step_id)
        below = {step for node, step in self._plan.chosen if self._map.bit(node) & nodes}
        lengths = (self._map.steps[each].months for each in below)
        before = sum(months.min for months in lengths if months)
        for need in self._practice_apart({step_id, *below}):
            assert need.practice is not None
            before += self._bounds.least_practice(need.practice)
        on, own = self._map.question.on, step.months.min if step.months else 0
        starts_late = step.valid_to is not None and month_of(on, before) > step.valid_to
        return starts_late or (closed is not None and month_of(on, before + own) > closed)

    # --- bound ------------------------------------------------------------------------------------

    def bound(self) -> int:
        """No route that the plan can become costs less."""
        chain = self._of_chain(self._chosen[self._map.question.goal])
        return NEVER if chain >= NEVER else max(chain, self._of_all())

    def _of_chain(self, step: str) -> int:
        """A step, and the dearest of the chains that it hangs on."""
        if step not in self._chain:
            own, needed = self._alone(step), 0
            for need in self._needs[step]:
                needed = max(needed, self._of_node(need.node) + self._practice(need))
            for requirement in self._pending[step]:
                part, beforehand = self._bounds.parts(requirement)
                own, needed = own + part, max(needed, beforehand)
            self._chain[step] = min(NEVER, own + needed)
        return self._chain[step]

    def _of_node(self, node: str) -> int:
        return self._of_chain(self._chosen[node]) if node in self._chosen else self._bounds.node(node)

    def _alone(self, step: str) -> int:
        """A step and its decided conditions, without what it needs beforehand."""
        return self._bounds.own(self._map.steps[step]) + self._own[step]

    def _practice(self, need: Need) -> int:
        """The practice that a role is needed for: it is all still to come when the role is entered."""
        if need.practice is None or need.node not in self._map.catalogue.roles:
            return 0
        return self._bounds.ask(need.practice).more

    def _of_all(self) -> int:
        """Every chosen step, the practice that cannot be shared, and what an open end adds at least."""
        alone = {step: self._alone(step) for step in self._chosen.values()}
        apart = self._practice_apart()
        open_ends = {need.node for _, need in self._plan.needs if self._bounds.node(need.node)} - {
            *self._chosen
        }
        added = max((self._added_by(node, alone, apart) for node in open_ends), default=0)
        added = max(added, self._last_steps(open_ends))
        return sum(alone.values()) + sum(self._practice(need) for need in apart) + added

    def _last_steps(self, open_ends: set[str]) -> int:
        """Open ends and undecided conditions that no single node can serve cost a last step each."""
        groups = [frozenset({node}) for node in sorted(open_ends)]
        for _, requirement in self._plan.pending:
            groups += self._bounds.ask(requirement).one_of()
        taken = set(self._chosen)
        added = 0
        for group in groups:
            if taken.isdisjoint(group):
                taken |= group
                added += min(self._bounds.last_step(node) for node in group)
        return added

    def _practice_apart(self, among: set[str] | None = None) -> list[Need]:
        """Needs of practice, of some steps or all, that no month can serve together: their roles differ."""
        apart: list[Need] = []
        taken: set[str] = set()
        of_steps = (need for step, need in self._plan.needs if among is None or step in among)
        needs = (need for need in of_steps if self._practice(need))
        for need in sorted(needs, key=lambda each: (-self._practice(each), each.node)):
            assert need.practice is not None
            roles = self._map.eligibility.counting_roles(need.practice.experience)
            if taken.isdisjoint(roles):
                apart.append(need)
                taken |= roles
        return apart

    def _added_by(self, node: str, alone: dict[str, int], apart: list[Need]) -> int:
        """What an open end costs beyond all that it could share with what is counted already."""
        bit = self._map.bit
        instead = 0
        for _, need in self._plan.needs:
            if need.node == node:
                instead |= self._map.mask(need.instead)
        shared = sum(
            alone[step]
            for target, step in self._plan.chosen
            if not (bit(node) & self._nodes_below(step) or bit(target) & instead)
        )
        for need in apart:
            comes_after = need.node == node or (
                need.node in self._chosen and bit(node) & self._nodes_below(self._chosen[need.node])
            )
            shared += 0 if comes_after else self._practice(need)
        return max(0, self._bounds.node(node) - shared)
