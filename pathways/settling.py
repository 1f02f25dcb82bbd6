"""
How each condition can be settled: the alternatives that a plan chooses from, worked out once a question.

A way to settle a condition names the nodes that it needs, what it costs at the step itself and until which
month it will do. A condition that passes from the first day needs nothing; if it could pass at less once the
person has more, that is kept as a hope. Alternatives that nothing leads to are left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import islice
from operator import or_
from typing import Final, TypeVar

from pathways.bounds import NEVER, Bounds
from pathways.model import (
    Access,
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
from pathways.questions import OpenMap, is_lasting, months_until

T = TypeVar("T")
ALWAYS: Final = 1 << 30
"""More months than any route has."""
MOST_SETS: Final = 500
"""So many sets of trainings are tried for one experience."""


@dataclass(frozen=True, slots=True, eq=False)
class Need:
    """
    A node that a chosen step needs.

    Parameters
    ----------
    bit
        The node's own bit; in masks, nodes are joined as whole numbers.
    bound, last_step
        The least that obtaining the node can cost, and the cheapest step to it alone; 0 for what the profile
        has.
    ways
        How a qualification may have been prepared; empty for any way.
    practice, months
        What the practice that a role is needed for costs, all of it after the role is entered, and its
        months.
    roles
        The mask of the roles where that practice counts.
    instead
        The mask of nodes that would have met the same condition as cheaply. The need is for the *first* of
        them that the person comes to have, so none of these may be among what the node itself needs.
    """

    node: str
    bit: int
    bound: int
    last_step: int
    ways: frozenset[Access] = frozenset()
    practice: int = 0
    months: int = 0
    roles: int = 0
    instead: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Hope:
    """
    A condition that passes anyway, and at less in a way that may come true.

    Parameters
    ----------
    own
        What leaning on it costs as it is.
    less
        The ways that would cost less: what each costs, the mask of nodes one of which it takes (0 for none),
        the least that one of them costs, and the last month at which it would do.
    """

    own: int
    less: tuple[tuple[int, int, int, int], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Way:
    """
    One way to settle a condition.

    Parameters
    ----------
    own
        What it costs at the step itself.
    open
        Conditions that still have several ways.
    hopes
        Conditions that may turn out cheaper.
    until
        The last month of the route at which it will do.
    """

    own: int = 0
    needs: tuple[Need, ...] = ()
    open: tuple[Condition, ...] = ()
    hopes: tuple[Hope, ...] = ()
    until: int = ALWAYS

    @property
    def least(self) -> int:
        """What it costs at least, with all that it needs beforehand."""
        own, beforehand = self.own, 0
        for need in self.needs:
            beforehand = max(beforehand, need.bound + need.practice)
        for condition in self.open:
            own, beforehand = own + condition.own, max(beforehand, condition.beforehand)
        return own + beforehand

    def __add__(self, other: Way) -> Way:
        return Way(
            self.own + other.own,
            self.needs + other.needs,
            self.open + other.open,
            self.hopes + other.hopes,
            min(self.until, other.until),
        )


@dataclass(frozen=True, slots=True, eq=False)
class Condition:
    """
    A condition that has several ways to be settled, worked out when one is to be chosen.

    Parameters
    ----------
    alternatives
        About how many ways there are; one at least.
    own, beforehand
        What it costs at the step itself at least, and the least of what it needs beforehand.
    one_of
        Masks of nodes, of each of which at least one is needed; with the least last step to one of them.
    """

    requirement: Requirement
    alternatives: int
    own: int
    beforehand: int
    one_of: tuple[tuple[int, int], ...]


class Settling:
    """
    The ways to settle the conditions of one question, each worked out when it is first asked for.

    ``left_some_out`` tells whether there were too many sets of trainings for some experience.
    """

    def __init__(self, open_map: OpenMap, bounds: Bounds) -> None:
        self.left_some_out = False
        self._map = open_map
        self._bounds = bounds
        self._known: dict[tuple[int, int], tuple[Requirement, tuple[Way, ...]]] = {}
        self._conditions: dict[int, Condition] = {}
        self._nodes: dict[str, tuple[str, int, int, int]] = {}
        self._of_step: dict[str, Way | None] = {}
        self._passing: dict[int, bool] = {}

    def of_step(self, step: Step) -> Way | None:
        """What a step costs and asks for; None when nothing can settle it."""
        if step.id not in self._of_step:
            self._of_step[step.id] = self._asked_by(step)
        return self._of_step[step.id]

    def _asked_by(self, step: Step) -> Way | None:
        alone = Way(self._bounds.own(step), until=self._last_month(step))
        requirement = self._map.requires[step.id]
        if requirement is None:
            return alone
        asked = next(self._together([requirement]), None)
        return None if asked is None else alone + asked

    def steps_to(self, node: str) -> list[tuple[Step, int]]:
        """The steps to a node that may be settled, each with the least that it comes to."""
        bounds, requires = self._bounds, self._map.requires
        steps = ((step, sum(bounds.parts(requires[step.id]))) for step in self._map.ways_to(node))
        return [(step, bounds.own(step) + asked) for step, asked in steps if asked < NEVER]

    def _last_month(self, step: Step) -> int:
        """The last month of the route at which a step may begin."""
        on, last = self._map.question.on, ALWAYS
        if step.valid_to is not None:
            last = months_until(on, step.valid_to)
        closed = self._map.closed_after(step)
        if closed is not None:
            last = min(last, months_until(on, closed) - (step.months.min if step.months else 0))
        return last

    def ways(self, requirement: Requirement, instead: int = 0) -> tuple[Way, ...]:
        """Every way to settle a requirement; ``instead`` is the mask of the nodes of its alternatives."""
        key = id(requirement), instead
        if key not in self._known:
            self._known[key] = requirement, tuple(self._worked_out(requirement, instead))
        return self._known[key][1]

    def _worked_out(self, requirement: Requirement, instead: int) -> Iterator[Way]:
        if self._passes_anyway(requirement):
            yield self._lean(requirement)
            return
        match requirement:
            case AllOf(all_of=branches):
                yield from self._together(branches)
            case AnyOf(any_of=branches):
                owns = [self._bounds.least_own(branch) for branch in branches]
                as_cheap = self._as_cheap(owns, branches)
                for own, branch in zip(owns, branches, strict=True):
                    yield from self.ways(branch, as_cheap[own])
            case NoneOf():
                if self._bounds.parts(requirement)[1] < NEVER:
                    yield Way(self._bounds.least_own(requirement))
            case Age():
                yield from self._wait(requirement)
            case _:
                own = self._bounds.least_own(requirement)
                yield from (Way(own, needs) for needs in self._needs(requirement, instead))

    def _together(self, branches: Iterable[Requirement]) -> Iterator[Way]:
        """One way to settle all of some requirements, those with several ways left open; or none."""
        whole = Way()
        for branch in branches:
            alternatives = self._alternatives(branch)
            if alternatives > 1:
                whole += Way(open=(self._condition(branch, alternatives),))
                continue
            way = next(iter(self.ways(branch)), None) if alternatives else None
            if way is None:
                return
            whole += way
        yield whole

    def _alternatives(self, requirement: Requirement) -> int:
        """How many ways to settle a requirement there are; 0 and 1 are exact."""
        if self._passes_anyway(requirement):
            return 1
        match requirement:
            case AllOf(all_of=branches):
                return int(all(self._alternatives(branch) for branch in branches))
            case AnyOf(any_of=branches):
                return sum(self._alternatives(branch) for branch in branches)
            case AtLeastLevel():
                return (self._map.mask_of(requirement) & self._bounds.reachable).bit_count()
            case Experience(experience=practice):
                roles = self._map.eligibility.counting_roles(practice)
                posts = (self._map.mask_of(requirement) & self._bounds.reachable).bit_count()
                trainings = not practice.outside_training and self._map.trainings_that_count(roles)
                return (1 if roles & self._map.start.posts else posts) + bool(trainings)
            case _:
                return len(self.ways(requirement))

    def _condition(self, requirement: Requirement, alternatives: int) -> Condition:
        known = self._conditions.get(id(requirement))
        if known is None:
            own, beforehand = self._bounds.parts(requirement)
            one_of = tuple(self._one_of(requirement))
            known = Condition(requirement, alternatives, own, beforehand, one_of)
            self._conditions[id(requirement)] = known
        return known

    def _one_of(self, requirement: Requirement) -> Iterator[tuple[int, int]]:
        """Masks of nodes of each of which at least one must be had, and the least last step to one."""
        match requirement:
            case AllOf(all_of=branches):
                for branch in branches:
                    yield from self._one_of(branch)
            case AnyOf(any_of=branches):
                each = [next(self._one_of(branch), None) for branch in branches]
                found = [one for one in each if one is not None]
                if len(found) == len(each):
                    yield reduce(or_, (mask for mask, _ in found)), min(last for _, last in found)
            case _:
                nodes = self._bounds.ask(requirement).nodes
                if nodes:
                    yield self._map.mask_of(requirement), min(self._node(node)[3] for node in nodes)

    def _wait(self, leaf: Age) -> Iterator[Way]:
        """Time alone brings a lower age limit; nothing brings back an upper one that is passed."""
        until = self._until_too_old(leaf)
        if until >= 0:
            yield Way(self._bounds.least_own(leaf), until=until)

    def _until_too_old(self, leaf: Age) -> int:
        """The last month of the route at which the person is young enough."""
        age = self._map.start.age
        return ALWAYS if age is None or leaf.age.max is None else (leaf.age.max + 1) * 12 - 1 - age

    def _as_cheap(self, owns: list[int], branches: tuple[Requirement, ...]) -> dict[int, int]:
        """By what a branch costs at the step itself, the nodes that alone meet one that costs no more."""
        nodes = [(own, self._alone_meeting(branch)) for own, branch in zip(owns, branches, strict=True)]
        as_cheap, so_far = dict[int, int](), 0
        for own, mask in sorted(nodes):
            so_far |= mask
            as_cheap[own] = so_far
        return as_cheap

    def _alone_meeting(self, leaf: Requirement) -> int:
        match leaf:
            case Holds(prepared_by=()) | InPost() | AtLeastLevel():
                return self._map.mask_of(leaf)
            case _:
                return 0

    # --- what is needed ---------------------------------------------------------------------------

    def _needs(self, leaf: Requirement, instead: int) -> Iterator[tuple[Need, ...]]:
        """Each set of nodes that, together, could meet a leaf and can be had."""
        match leaf:
            case Holds(holds=node, prepared_by=ways):
                if not self._map.has(node):
                    yield from _that_can_be_had(self._need(node, frozenset(ways), instead))
            case InPost(in_post=node):
                yield from _that_can_be_had(self._need(node, instead=instead))
            case AtLeastLevel():
                able = self._map.mask_of(leaf) | instead
                for node in self._map.supporters(leaf):
                    yield from _that_can_be_had(self._need(node, instead=able))
            case Experience():
                yield from self._posts_for(leaf)
                yield from self._trainings_that_count(leaf)

    def _need(self, node: str, ways: frozenset[Access] = frozenset(), instead: int = 0) -> Need:
        known = self._node(node)
        return Need(*known, ways, instead=instead & ~known[1])

    def _node(self, node: str) -> tuple[str, int, int, int]:
        known = self._nodes.get(node)
        if known is None:
            least, last_step = self._bounds.node(node), self._bounds.last_step(node)
            known = self._nodes[node] = node, self._map.bit(node), least, last_step
        return known

    def _posts_for(self, leaf: Experience) -> Iterator[tuple[Need, ...]]:
        """The first role to be in where an experience counts: all the practice that it lacks can be there."""
        roles = self._map.eligibility.counting_roles(leaf.experience)
        already = sorted(roles & self._map.start.posts)
        practice = self._bounds.ask(leaf).more
        months = self._bounds.least_practice(leaf)
        mask = self._map.mask_of(leaf)
        for role in already[:1] or self._map.supporters(leaf):
            others = mask & ~self._map.bit(role)
            need = Need(*self._node(role), practice=practice, months=months, roles=mask, instead=others)
            yield from _that_can_be_had(need)

    def _trainings_that_count(self, leaf: Experience) -> Iterator[tuple[Need, ...]]:
        """The smallest sets of trainings whose months count and reach an experience without a post."""
        if leaf.experience.outside_training:
            return
        roles = self._map.eligibility.counting_roles(leaf.experience)
        _, stated = self._map.eligibility.counted(leaf.experience, self._map.start)
        lacking = leaf.experience.months - stated
        counting = self._map.trainings_that_count(roles)
        sets = smallest_sums(counting, lambda step: step.months.min if step.months else 0, lacking)
        for together in islice(sets, MOST_SETS):
            needs = (self._need(step.target, frozenset({step.access})) for step in together)
            yield from _that_can_be_had(*needs)
        self.left_some_out = self.left_some_out or next(sets, None) is not None

    # --- what passes anyway -----------------------------------------------------------------------

    def _passes_anyway(self, requirement: Requirement) -> bool:
        """True when a condition passes from the first day and will go on passing."""
        known = self._passing.get(id(requirement))
        if known is None:
            known = self._passing[id(requirement)] = self._lasts(requirement)
        return known

    def _lasts(self, requirement: Requirement) -> bool:
        match requirement:
            case AllOf(all_of=branches):
                return all(self._passes_anyway(branch) for branch in branches)
            case AnyOf(any_of=branches):
                return any(self._passes_anyway(branch) for branch in branches)
            case NoneOf():
                return is_lasting(requirement) and self._passes(requirement)
            case Age(age=window):
                settled = self._map.start.age is None or window.max is None
                return settled and self._passes(requirement)
            case _:
                return self._passes(requirement)

    def _passes(self, requirement: Requirement) -> bool:
        """True when a condition passes on the first day."""
        if isinstance(requirement, AllOf):
            return all(self._passes(branch) for branch in requirement.all_of)
        if isinstance(requirement, AnyOf):
            return any(self._passes(branch) for branch in requirement.any_of)
        return self._bounds.ask(requirement).passes

    def _lean(self, requirement: Requirement) -> Way:
        """What leaning on a condition that passes anyway costs."""
        match requirement:
            case AllOf(all_of=branches):
                return sum((self._lean(branch) for branch in branches), Way())
            case AnyOf(any_of=branches):
                return self._lean_on_one(branches)
            case _:
                return self._lean_on_one((requirement,))

    def _lean_on_one(self, branches: tuple[Requirement, ...]) -> Way:
        """The cheapest branch that passes anyway; or a cheaper one, should it come true in time."""
        own = min(self._as_it_is(branch) for branch in branches if self._passes_anyway(branch))
        cheaper = (branch for branch in branches if self._bounds.least_own(branch) < own)
        less = tuple(hope for hope in map(self._hope, cheaper) if hope[2] < NEVER)
        return Way(hopes=(Hope(own, less),)) if less else Way(own)

    def _as_it_is(self, branch: Requirement) -> int:
        """What leaning on a condition that passes anyway costs at least, if nothing more comes true."""
        return self._bounds.least_own(branch) + self._bounds.ask(branch).unsure

    def _hope(self, branch: Requirement) -> tuple[int, int, int, int]:
        own, ask = self._bounds.least_own(branch), self._bounds.ask(branch)
        if ask.unsure:
            nearest = min((self._node(node)[2] for node in self._map.supporters(branch)), default=NEVER)
            return own, self._map.mask_of(branch), nearest, ALWAYS
        if self._passes(branch):
            return own, 0, 0, self._until_too_old(branch) if isinstance(branch, Age) else ALWAYS
        nodes, _ = next(self._one_of(branch), (0, 0))
        return own, nodes, sum(self._bounds.parts(branch)) - own, ALWAYS


def _that_can_be_had(*needs: Need) -> Iterator[tuple[Need, ...]]:
    """Some needs together, if each of them can be had."""
    if all(need.bound < NEVER for need in needs):
        yield needs


def smallest_sums(
    items: Sequence[T], size: Callable[[T], int], at_least: int, so_far: tuple[T, ...] = ()
) -> Iterator[tuple[T, ...]]:
    """
    The sets of items whose sizes reach a sum, no item of which could be left out.

    Examples
    --------
    >>> list(smallest_sums([6, 12, 18], int, 18))
    [(18,), (12, 6)]
    """
    largest_first = sorted((item for item in items if size(item) > 0), key=lambda item: -size(item))
    for place, item in enumerate(largest_first):
        left = largest_first[place:]
        if sum(size(each) for each in left) < at_least:
            return
        if size(item) >= at_least:
            yield (*so_far, item)
        else:
            yield from smallest_sums(left[1:], size, at_least - size(item), (*so_far, item))
