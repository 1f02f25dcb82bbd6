"""
What changes when a role's condition is dropped, or replaced by another: who enters then.

The map is copied with another requirement on one step, and both are asked: the fastest route from each start
to the step's target, and the target's feeders. Nothing else changes. A condition dropped asks for nothing
any more: a branch of which one is enough opens the whole, and what it ruled out it rules out no longer. An
employer may drop what is usual or advised, and what the branch's register describes; never what the law
demands, and the answer says the nature of each.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any

from pydantic import TypeAdapter, ValidationError

from pathways.analysis.feeders import Feeder, Feeders, feeders
from pathways.analysis.starts import starts_of
from pathways.analysis.survey import BestRoute, survey
from pathways.catalogue import Catalogue, asked, named_by
from pathways.errors import BadValue
from pathways.grounds import binding
from pathways.model import (
    CONDITIONS,
    AllOf,
    AnyOf,
    Holds,
    Leaf,
    NoneOf,
    Requirement,
    Step,
    children,
    leaves,
    walk,
)

_REQUIREMENT: TypeAdapter[Any] = TypeAdapter(Requirement)


@dataclass(frozen=True, slots=True)
class Entering:
    """One start, and its fastest route to the target before and after; None where it has none."""

    start: str
    before: BestRoute | None
    after: BestRoute | None


@dataclass(frozen=True, slots=True)
class Supposed:
    """
    What another requirement on one step changes.

    Parameters
    ----------
    step
        As the map has it.
    dropped
        The conditions of it that are asked for no longer, or that something else may replace.
    requires
        What the step asks for instead; None for nothing.
    before, after
        The target's feeders; None where it is a qualification.
    """

    step: Step
    dropped: tuple[Requirement, ...]
    requires: Requirement | None
    entering: tuple[Entering, ...]
    before: Feeders | None
    after: Feeders | None

    @property
    def newly_ready(self) -> tuple[Feeder, ...]:
        """The feeders that are ready, and were not."""
        if self.before is None or self.after is None:
            return ()
        known = {each.node for each in self.before.ready}
        return tuple(each for each in self.after.ready if each.node not in known)

    @property
    def newly_one_away(self) -> tuple[Feeder, ...]:
        """The feeders that lack exactly one condition, and lacked more."""
        if self.before is None or self.after is None:
            return ()
        known = {each.node for each in (*self.before.ready, *self.before.one_away)}
        return tuple(each for each in self.after.one_away if each.node not in known)

    @property
    def is_accepting(self) -> bool:
        """True where what was asked for opens the step still, beside something else."""
        kept = set(walk(self.requires))
        return any(each in kept for each in self.dropped)


def suppose(
    catalogue: Catalogue, step: str, requires: Requirement | None, *, on: date | None = None
) -> Supposed:
    """
    Who enters when a step asks for something else.

    Parameters
    ----------
    step
        Its id.
    requires
        What it would ask for; None for nothing.

    Raises
    ------
    UnknownId
        The map has no such step.
    BadValue
        The requirement names what the map does not have.

    Examples
    --------
    >>> from tests.small_map import small
    >>> from pathways.model import Holds
    >>> found = suppose(small(), "a-12-2-by-cqp", Holds(holds="bac-pro-camion"))
    >>> [(each.start, each.before.months, each.after.months) for each in found.entering]
    [('after-third', 50, 36), ('after-bac', 14, 0)]
    >>> [each.node for each in found.newly_ready]
    ['bac-pro-camion']
    """
    known = catalogue.step(step)
    _check(catalogue, requires)
    changed = _with(catalogue, known, requires)
    on = on or catalogue.file.as_of
    before, after = (_routes(each, known.target, on) for each in (catalogue, changed))
    fed = [
        feeders(each, known.target, on=on) if known.target in catalogue.roles else None
        for each in (catalogue, changed)
    ]
    entering = (Entering(start, before.get(start), after.get(start)) for start in _starts(catalogue, known))
    dropped = _gone(known.requires, requires)
    return Supposed(known, dropped, requires, tuple(entering), fed[0], fed[1])


def without(
    catalogue: Catalogue, step: str, conditions: Collection[str], *, on: date | None = None
) -> Supposed:
    """
    Who enters when a step no longer asks for some conditions.

    Parameters
    ----------
    conditions
        Each a node that the conditions are about, a kind of condition (``experience``, ``age``…) or a nature
        (``usual``, ``advised``, ``register``, ``law``).

    Raises
    ------
    UnknownId
        The map has no such step.
    BadValue
        The step asks for nothing of the kind.

    Examples
    --------
    >>> from tests.small_map import small
    >>> found = without(small(), "a-20-1-by-promotion", ["experience"])
    >>> [type(each).__name__ for each in found.dropped]
    ['Experience']
    """
    return suppose(catalogue, step, _left(catalogue, catalogue.step(step), conditions), on=on)


def accepting(
    catalogue: Catalogue,
    step: str,
    conditions: Collection[str],
    instead: Requirement,
    *,
    on: date | None = None,
) -> Supposed:
    """
    Who enters when a step accepts something else as well, in the place of some of its conditions.

    What it asked for opens it still: nobody who could enter is kept out.

    Raises
    ------
    UnknownId
        The map has no such step, or not what is accepted.
    BadValue
        The step asks for nothing of the kind.

    Examples
    --------
    >>> from tests.small_map import small
    >>> found = accepting(
    ...     small(), "a-12-2-by-cqp", ["cqp-expert-camion"], requirement_in('{"holds": "bac-pro-camion"}')
    ... )
    >>> [each.node for each in found.newly_ready], [each.node for each in found.after.ready]
    (['bac-pro-camion'], ['bac-pro-camion', 'cqp-expert-camion'])
    """
    known = catalogue.step(step)
    left = _left(catalogue, known, conditions)
    assert known.requires is not None
    other = instead if left is None else AllOf(all_of=(left, instead))
    found = suppose(catalogue, step, AnyOf(any_of=(known.requires, other)), on=on)
    return replace(found, dropped=_gone(known.requires, left))


def _left(catalogue: Catalogue, step: Step, conditions: Collection[str]) -> Requirement | None:
    """What a step still asks for without some conditions."""

    def is_about(leaf: Leaf, what: str) -> bool:
        return _is_about(leaf, what) or what == binding(catalogue, leaf, step)

    for condition in conditions:
        if not any(is_about(leaf, condition) for leaf in leaves(step.requires)):
            raise BadValue(
                f"step '{step.id}' asks for nothing like '{condition}': {_may_drop(step.requires)}"
            )
    return _dropped(step.requires, lambda leaf: any(is_about(leaf, each) for each in conditions))


def _gone(before: Requirement | None, after: Requirement | None) -> tuple[Requirement, ...]:
    """The conditions of one requirement that another does not have."""
    left = set(walk(after))
    return tuple(part for part in dict.fromkeys(walk(before)) if isinstance(part, Leaf) and part not in left)


@dataclass(frozen=True, slots=True)
class Droppable:
    """
    A condition of a step that could be dropped, with all that goes with it.

    Parameters
    ----------
    name
        What ``without`` calls it: a qualification, or a kind of condition.
    conditions
        What is asked for no longer then: the alternatives of a branch go together.
    """

    step: Step
    name: str
    conditions: tuple[Requirement, ...]


def droppable(catalogue: Catalogue, node: str, *, on: date | None = None) -> tuple[Droppable, ...]:
    """
    The conditions of the ways into a node that could be dropped, way by way; those of equal effect are one.

    Raises
    ------
    UnknownId
        The map has no such node.

    Examples
    --------
    >>> from tests.small_map import small
    >>> [(each.step.id, each.name) for each in droppable(small(), "a-12-2-technicien-expert")]
    [('a-12-2-by-cqp', 'cqp-expert-camion')]
    """
    catalogue.node(node)
    on = on or catalogue.file.as_of
    steps = (step for step in catalogue.ways_in(node) if catalogue.can_be_taken(step, on))
    return tuple(each for step in steps for each in _droppable(step))


def _droppable(step: Step) -> Iterator[Droppable]:
    seen: set[Requirement | None] = set()
    asked_for = tuple(asked(step.requires))
    for name in dict.fromkeys(map(_short_name, asked_for)):
        left = _dropped(step.requires, partial(_is_about, what=name))
        if left not in seen:
            seen.add(left)
            still = set(walk(left))
            yield Droppable(step, name, tuple(leaf for leaf in asked_for if leaf not in still))


def _short_name(condition: Requirement) -> str:
    if isinstance(condition, Holds):
        return condition.holds
    assert isinstance(condition, Leaf)
    return _kind(condition)


def requirement_in(text: str) -> Requirement:
    """
    A requirement as the data file writes it.

    Raises
    ------
    BadValue
        It is none.

    Examples
    --------
    >>> requirement_in('{"holds": "cap-mecano"}').holds
    'cap-mecano'
    """
    try:
        read: Requirement = _REQUIREMENT.validate_json(text)
    except ValidationError as error:
        told = error.errors()[0]["msg"]
        raise BadValue(f"'{text}' is no requirement of the data file: {told}") from None
    return read


# --- requirements ---------------------------------------------------------------------------------


def _is_about(leaf: Leaf, what: str) -> bool:
    return what in (*named_by(leaf), _kind(leaf))


def _kind(leaf: Leaf) -> str:
    return next(kind for kind in CONDITIONS if hasattr(leaf, kind))


def _may_drop(requirement: Requirement | None) -> str:
    known = {what for leaf in leaves(requirement) for what in (*named_by(leaf), _kind(leaf))}
    return f"it asks for {', '.join(sorted(known))}" if known else "it asks for nothing"


def _dropped(
    requirement: Requirement | None, is_dropped: Callable[[Leaf], bool], *, excluded: bool = False
) -> Requirement | None:
    """A requirement without some leaves; None when nothing of it is left to ask."""
    if requirement is None or isinstance(requirement, Leaf):
        return None if requirement is None or is_dropped(requirement) else requirement
    inside = excluded or isinstance(requirement, NoneOf)
    branches = [_dropped(branch, is_dropped, excluded=inside) for branch in children(requirement)]
    kept = tuple(branch for branch in branches if branch is not None)
    is_settled = len(kept) < len(branches) and isinstance(requirement, AllOf if excluded else AnyOf)
    if is_settled or not kept:
        return None
    match requirement:
        case AnyOf():
            return AnyOf(any_of=kept)
        case NoneOf():
            return NoneOf(none_of=kept)
        case _:
            return AllOf(all_of=kept)


def _check(catalogue: Catalogue, requires: Requirement | None) -> None:
    for leaf in walk(requires):
        for node in named_by(leaf):
            catalogue.node(node)


# --- both maps ------------------------------------------------------------------------------------


def _with(catalogue: Catalogue, step: Step, requires: Requirement | None) -> Catalogue:
    changed = step.model_copy(update={"requires": requires})
    steps = tuple(changed if each.id == step.id else each for each in catalogue.file.steps)
    return Catalogue(catalogue.file.model_copy(update={"steps": steps}))


def _starts(catalogue: Catalogue, step: Step) -> Iterator[str]:
    for start in starts_of(catalogue):
        if step.target not in start.has:
            yield start.id


def _routes(catalogue: Catalogue, goal: str, on: date) -> dict[str, BestRoute]:
    return {route.start: route for route in survey(catalogue, on=on, goals=[goal], n_jobs=1).routes}
