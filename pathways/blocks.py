"""
Why there is no route: the conditions that nothing on the map can satisfy.

Starting from the goal, every step that leads there is followed down to the conditions at which it fails for
good: a diploma that can no longer be obtained, an age that is passed, an incompatibility, a length of work in
a role that cannot be reached. A condition is named once, with the step that asks for it and thus its source.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from pathways.bounds import NEVER, Bounds
from pathways.model import Age, AllOf, AnyOf, NoneOf, Requirement, Step, children
from pathways.questions import Filter, OpenMap, is_left_out

Reason = (
    Filter
    | Literal[
        "no_way_in", "closed", "left_out", "only_a_decision", "age", "incompatible", "out_of_reach",
        "together", "too_long",
    ]
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Block:
    """
    One thing that shuts the way.

    Parameters
    ----------
    node
        The node that cannot be had because of it.
    step
        The step that asks; None where no step leads to the node at all, or every route is too long.
    condition
        What it asks; None where the step itself is shut (its dates, a closed certification, a filter).
    """

    node: str
    reason: Reason
    step: Step | None = None
    condition: Requirement | None = None


def blocks(open_map: OpenMap, bounds: Bounds, goal: str) -> tuple[Block, ...]:
    """What shuts every way to a goal, nearest to the goal first; never empty when there is no route."""
    found = tuple(_Tracer(open_map, bounds).shut(goal))
    return found or tuple(_together(open_map, goal))


def too_long(goal: str) -> tuple[Block, ...]:
    """What is in the way when routes lead to a goal, none of them in the time allowed."""
    return (Block(goal, "too_long"),)


class _Tracer:
    def __init__(self, open_map: OpenMap, bounds: Bounds) -> None:
        self._map = open_map
        self._bounds = bounds
        self._seen: set[str] = set()

    def shut(self, node: str) -> Iterator[Block]:
        """What shuts every way to a node."""
        if node in self._seen or self._bounds.node(node) < NEVER:
            return
        self._seen.add(node)
        ways = self._map.catalogue.steps_to.get(node, ())
        if not ways:
            yield Block(node, "no_way_in")
        for step in ways:
            reason = self._why_shut(step)
            if reason is None:
                yield from self._conditions(node, step, step.requires)
            else:
                yield Block(node, reason, step)

    def _why_shut(self, step: Step) -> Reason | None:
        """Why a step of the map is none of the question's, whatever it asks for."""
        question = self._map.question
        if is_left_out(step, question.only_by):
            return "left_out"
        if step.is_bare_decision and not question.bare_decisions:
            return "only_a_decision"
        if self._map.is_closed(step):
            return "closed"
        return "stated_only" if question.terms.leaves_out(step) else None

    def _conditions(self, node: str, step: Step, requirement: Requirement | None) -> Iterator[Block]:
        """The conditions, as the map has them, at which a step fails for good."""
        if requirement is None or sum(self._bounds.parts(requirement)) < NEVER:
            return
        if isinstance(requirement, AllOf | AnyOf):
            for branch in children(requirement):
                yield from self._conditions(node, step, branch)
            return
        shut_by = self._map.question.terms.shuts(requirement)
        if shut_by is not None:
            yield Block(node, shut_by, step, requirement)
            return
        read = self._map.as_read(requirement)
        assert read is not None
        yield Block(node, _reason(read), step, read)
        for lower in self._map.supporters(read):
            yield from self.shut(lower)


def _reason(condition: Requirement) -> Reason:
    match condition:
        case NoneOf():
            return "incompatible"
        case Age():
            return "age"
        case _:
            return "out_of_reach"


def _together(open_map: OpenMap, goal: str) -> Iterator[Block]:
    """Each condition could be met alone, but no order meets them all: name the last step's conditions."""
    for step in open_map.ways_to(goal):
        yield Block(goal, "together", step, open_map.requires[step.id])
