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
from pathways.model import Age, AllOf, AnyOf, NoneOf, Requirement, Step
from pathways.questions import OpenMap, is_left_out

Reason = Literal[
    "no_way_in", "closed", "left_out", "only_a_decision", "age", "incompatible", "out_of_reach", "together"
]


@dataclass(frozen=True, slots=True)
class Block:
    """
    One thing that shuts the way.

    Parameters
    ----------
    node
        The node that cannot be had because of it.
    step
        The step that asks; None where no step leads to the node at all.
    condition
        What it asks; None where the step itself is shut (its dates, a closed certification).
    """

    node: str
    reason: Reason
    step: Step | None = None
    condition: Requirement | None = None


def blocks(open_map: OpenMap, bounds: Bounds, goal: str) -> tuple[Block, ...]:
    """What shuts every way to a goal, nearest to the goal first; never empty when there is no route."""
    found = tuple(_Tracer(open_map, bounds).shut(goal))
    return found or tuple(_together(open_map, goal))


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
            if step.id in self._map.steps:
                yield from self._conditions(node, step, self._map.requires[step.id])
            else:
                yield Block(node, self._why_shut(step), step)

    def _why_shut(self, step: Step) -> Reason:
        """Why a step of the map is none of the question's."""
        if is_left_out(step, self._map.question.only_by):
            return "left_out"
        return "only_a_decision" if step.is_bare_decision else "closed"

    def _conditions(self, node: str, step: Step, requirement: Requirement | None) -> Iterator[Block]:
        if requirement is None or sum(self._bounds.parts(requirement)) < NEVER:
            return
        match requirement:
            case AllOf(all_of=branches) | AnyOf(any_of=branches):
                for branch in branches:
                    yield from self._conditions(node, step, branch)
            case NoneOf():
                yield Block(node, "incompatible", step, requirement)
            case Age():
                yield Block(node, "age", step, requirement)
            case _:
                yield Block(node, "out_of_reach", step, requirement)
                for lower in self._map.supporters(requirement):
                    yield from self.shut(lower)


def _together(open_map: OpenMap, goal: str) -> Iterator[Block]:
    """Each condition could be met alone, but no order meets them all: name the last step's conditions."""
    for step in open_map.ways_to(goal):
        yield Block(goal, "together", step, open_map.requires[step.id])
