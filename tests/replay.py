"""
A route followed step by step, to see whether it can be, and whether it costs what it says.

It shares the meaning of a route with the plain enumeration (``brute_force``) and nothing with the search.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Protocol

from pathways.model import Requirement, Step
from tests.brute_force import (
    UNPAID,
    Asked,
    By,
    Lean,
    Moment,
    Totals,
    Value,
    cost_of_the_step_itself,
    has,
    has_unknown_length,
    key,
    lead_ins,
    leanings,
    months_of,
    refusal,
    take,
    value,
)


class SegmentLike(Protocol):
    """What a replay reads of a segment."""

    @property
    def kind(self) -> str: ...
    @property
    def node(self) -> str: ...
    @property
    def step(self) -> Step | None: ...
    @property
    def months(self) -> int | None: ...
    @property
    def months_max(self) -> int | None: ...
    @property
    def months_unpaid(self) -> int: ...
    @property
    def gaps(self) -> int: ...
    @property
    def employer_decisions(self) -> int: ...
    @property
    def doubts(self) -> int: ...
    @property
    def to_confirm(self) -> Sequence[Requirement]: ...


def replay(asked: Asked, segments: Sequence[SegmentLike], by: By) -> str | None:
    """The first thing that is wrong with a route; None when it can be followed to the goal as it says."""
    known = {step.id: step for step in asked.steps}
    moment, before = asked.start, list[SegmentLike]()
    for segment in segments:
        before.append(segment)
        if segment.kind not in ("practise", "wait"):
            step = known.get(segment.step.id) if segment.step else None
            if step is None:
                return f"the question admits no such step: {segment.step}"
            begins = _after_lead_in(step, before[:-1], moment, asked)
            problem = begins if isinstance(begins, str) else _wrong_in(step, segment, begins, by, asked)
            if isinstance(begins, str) or problem is not None:
                return f"{step.id}: {problem}"
            moment, before = take(step, begins), []
    if before:
        return "the route ends with practice or a wait"
    return None if has(asked.goal, moment, asked) else "the goal is not reached"


def _after_lead_in(step: Step, before: list[SegmentLike], moment: Moment, asked: Asked) -> Moment | str:
    """The moment when a step begins, or what is wrong before it."""
    if not all(segment.kind == "practise" for segment in before[:-1]):
        return "before it comes something else than practice, then one wait"
    practised = tuple((s.node, s.months) for s in before if s.kind == "practise")
    waited = sum(s.months or 0 for s in before if s.kind == "wait")
    for segment in before:
        free = segment.gaps == segment.employer_decisions == segment.doubts == 0
        unpaid = segment.months if segment.kind == "wait" else 0
        if not free or not segment.months or segment.months_unpaid != unpaid:
            return f"a {segment.kind} of {segment.months} months costs something else than its months"
        if segment.months_max != segment.months:
            return f"a {segment.kind} has one length, not up to {segment.months_max}"
    for lead_in in lead_ins(step, moment, asked):
        if (lead_in.practised, lead_in.waited) == (practised, waited):
            return lead_in.moment
    return f"practice {practised}, then a wait of {waited}, fill nothing that it lacks"


def _wrong_in(step: Step, segment: SegmentLike, begins: Moment, by: By, asked: Asked) -> str | None:
    """What is wrong with the segment of a step that begins now."""
    refused = refusal(step, begins, asked)
    if refused is not None:
        return refused
    own = cost_of_the_step_itself(step, asked)
    costs = {lean.plus(own) for lean in leanings(step.requires, begins, asked)}
    least = min(key(Totals(0, 0, *cost), by) for cost in costs)
    cheapest = {cost for cost in costs if key(Totals(0, 0, *cost), by) == least}
    length = None if has_unknown_length(step) else months_of(step)
    longest = length if step.months is None else step.months.max
    said = Lean(segment.gaps, segment.employer_decisions, segment.doubts)
    doubtful = {value(each, begins, asked) for each in segment.to_confirm}
    checks: dict[str, tuple[object, Collection[object]]] = {
        "its kind": (segment.kind, {"train" if step.is_training else "enter"}),
        "its node": (segment.node, {step.target}),
        "its months": (segment.months, {length}),
        "its longest": (segment.months_max, {longest}),
        "its months unpaid": (segment.months_unpaid, {months_of(step) if step.access in UNPAID else 0}),
        "what it leans on": (said, cheapest),
        "what is to confirm": (doubtful | {Value.UNKNOWN}, [{Value.UNKNOWN}]),
    }
    for what, (is_said, may_be) in checks.items():
        if is_said not in may_be:
            return f"{what}: {is_said}, but should be {may_be}"
    return None
