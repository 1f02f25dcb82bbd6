"""The ways in and on: steps with their conditions, what a node opens or shuts, what a source names next."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from enum import IntEnum

from pathways.cards.nodes import Node
from pathways.cards.pieces import Block, Line, Writer
from pathways.catalogue import asked, named_by
from pathways.eligibility import Eligibility, Verdict
from pathways.model import (
    Access,
    AnyOf,
    AtLeastLevel,
    Basis,
    Citation,
    Holds,
    Leaf,
    Nature,
    NoneOf,
    Qualification,
    Requirement,
    Step,
    children,
    leaves,
)
from pathways.wording import duration, outline

_ORDER = {access: place for place, access in enumerate(Access)}


# --- ways in --------------------------------------------------------------------------------------


def ways_in(writer: Writer, node: Node) -> Block:
    """Each step to a node, with its length, conditions, remarks and dates."""
    steps = writer.catalogue.ways_in(node.id)
    cited = [each for step in steps for each in _citations(step)]
    is_closed = isinstance(node, Qualification) and node.is_closed(writer.on)
    without = "no_way_in_closed" if is_closed else "no_way_in"
    return writer.block("ways_in", [_way(writer, step) for step in steps], cited, without=without)


def short_way(writer: Writer, step: Step) -> str:
    """A way in and, for a training, its length."""
    access = writer.say(f"access.{step.access}")
    return f"{access}, {_plain_length(writer, step)}" if step.is_training else access


def named_way(writer: Writer, step: Step) -> str:
    """A way in and, for a training, its length, each with the basis that it stands on."""
    access = _on_basis(writer, writer.say(f"access.{step.access}"), step.basis)
    return f"{access}, {_length(writer, step)}" if step.is_training else access


def _way(writer: Writer, step: Step) -> Line:
    return Line(
        named_way(writer, step),
        children=(
            outline(step.requires, writer.catalogue, writer.lang, step=step),
            *_dates(writer, step),
            *_experience(writer, step),
            *_reasons(writer, step),
            *(Line(remark[writer.lang]) for remark in step.remarks),
        ),
    )


def _length(writer: Writer, step: Step) -> str:
    length = _plain_length(writer, step)
    return length if step.months is None else _on_basis(writer, length, step.months.basis or step.basis)


def _plain_length(writer: Writer, step: Step) -> str:
    shortest, longest = (step.months.min, step.months.max) if step.months else (None, None)
    return duration(shortest, longest, writer.lang)


def _on_basis(writer: Writer, text: str, basis: Basis) -> str:
    return text if basis is Basis.STATED else f"{text} ({writer.say(f'basis.{basis}')})"


def _dates(writer: Writer, step: Step) -> Iterator[Line]:
    if step.valid_from is not None and step.valid_from > writer.on:
        yield writer.line("from_day", day=writer.day(step.valid_from))
    if step.valid_to is not None:
        key = "until_day_past" if step.is_over(writer.on) else "until_day"
        yield writer.line(key, day=writer.day(step.valid_to))


def _experience(writer: Writer, step: Step) -> Iterator[Line]:
    role = step.counts_as_experience
    if role is not None:
        yield writer.line("counts_as_experience", node=role, role=writer.label(role))


def _reasons(writer: Writer, step: Step) -> Iterator[Line]:
    """Why a step or its length stands where no source says so."""
    for why in (step.why, step.months.why if step.months else None):
        if why is not None:
            yield writer.line("why", why=why[writer.lang])


def _citations(step: Step) -> Iterator[Citation]:
    yield from step.sources
    if step.months is not None:
        yield from step.months.sources
    for leaf in leaves(step.requires):
        yield from leaf.sources
    for remark in step.remarks:
        yield from remark.sources


def bare_decision(writer: Writer, node: Node) -> Iterator[Block]:
    """That an employer may give the role directly, where a source says so: a remark, not a way in."""
    steps = [step for step in writer.catalogue.steps_to.get(node.id, ()) if step.is_bare_decision]
    if steps:
        remarks = [Line(remark[writer.lang]) for step in steps for remark in step.remarks]
        cited = [each for step in steps for each in _citations(step)]
        yield writer.block("bare_decision", [writer.line("bare_decision"), *remarks], cited)


# --- ways on --------------------------------------------------------------------------------------


class Tie(IntEnum):
    """How a target depends on a node, the strongest first."""

    REQUIRED = 0
    ACCEPTED = 1
    ADVISED = 2
    USUAL = 3
    BY_LEVEL = 4


def ways_on(writer: Writer, node: Node) -> Block:
    """What a node helps to open, and whether it is required for that, accepted, advised or usual."""
    to: dict[str, list[Step]] = defaultdict(list)
    for step in (*writer.catalogue.opens(node.id), *_opened_by_level(writer, node)):
        if writer.catalogue.can_be_taken(step, writer.on) and step not in to[step.target]:
            to[step.target].append(step)
    lines = [_way_on(writer, node, target, steps) for target, steps in to.items() if steps]
    lines.sort(key=lambda line: (line.text, line.node))
    cited = [each for steps in to.values() for step in steps for each in step.sources]
    return writer.block("ways_on", lines, cited, without="no_ways_on")


def _way_on(writer: Writer, node: Node, target: str, steps: list[Step]) -> Line:
    ways = sorted({step.access for step in steps}, key=_ORDER.__getitem__)
    tie = _tie(writer, node.id, target, steps)
    return writer.line(
        "opens",
        *_only_prepared_by(writer, node.id, steps),
        node=target,
        label=writer.label(target),
        ways=writer.accesses(ways),
        tie=writer.say(f"tie.{tie.name.lower()}"),
    )


def _only_prepared_by(writer: Writer, node: str, steps: Iterable[Step]) -> Iterator[Line]:
    """In which ways it must have been prepared, where every mention asks for that."""
    mentions = [
        leaf
        for step in steps
        for leaf in asked(step.requires)
        if isinstance(leaf, Holds) and leaf.holds == node
    ]
    if mentions and all(leaf.prepared_by for leaf in mentions):
        ways = sorted({each for leaf in mentions for each in leaf.prepared_by}, key=_ORDER.__getitem__)
        yield writer.line("only_prepared_by", ways=writer.accesses(ways))


def _tie(writer: Writer, node: str, target: str, steps: Iterable[Step]) -> Tie:
    """The strongest tie of some steps; required only when every way to the target asks for the node."""
    strongest = min(_tie_in(step.requires, node) for step in steps)
    ways = [
        step for step in writer.catalogue.steps_to[target] if writer.catalogue.can_be_taken(step, writer.on)
    ]
    everywhere = all(_tie_in(step.requires, node) is Tie.REQUIRED for step in ways)
    return strongest if strongest is not Tie.REQUIRED or everywhere else Tie.ACCEPTED


def _tie_in(requirement: Requirement | None, node: str) -> Tie:
    """How one requirement depends on a node; by level when it doesn't name it."""
    if isinstance(requirement, Leaf):
        named = named_by(requirement)
        return _tie_of_leaf(requirement, alone=len(named) == 1) if node in named else Tie.BY_LEVEL
    if requirement is None or isinstance(requirement, NoneOf):
        return Tie.BY_LEVEL
    strongest = min((_tie_in(branch, node) for branch in children(requirement)), default=Tie.BY_LEVEL)
    return Tie.ACCEPTED if isinstance(requirement, AnyOf) and strongest is Tie.REQUIRED else strongest


def _tie_of_leaf(leaf: Leaf, *, alone: bool) -> Tie:
    if leaf.nature is Nature.ADVISED:
        return Tie.ADVISED
    if leaf.nature is Nature.USUAL:
        return Tie.USUAL
    return Tie.REQUIRED if alone else Tie.ACCEPTED


def _opened_by_level(writer: Writer, node: Node) -> Iterator[Step]:
    """Steps that ask for a level in the node's own field, which it has, and that do not lead back down."""
    if not isinstance(node, Qualification) or node.level is None:
        return
    eligibility = Eligibility(writer.catalogue)
    for step in writer.catalogue.steps.values():
        levels = [leaf for leaf in asked(step.requires) if isinstance(leaf, AtLeastLevel)]
        has_one = any(
            leaf.family == node.family and eligibility.level_verdict(leaf, node.id) is Verdict.MET
            for leaf in levels
        )
        if has_one and step.target != node.id and not _is_lower(writer, step.target, node.level):
            yield step


def _is_lower(writer: Writer, target: str, level: int) -> bool:
    qualification = writer.catalogue.qualifications.get(target)
    return qualification is not None and (qualification.level or level) < level


def shuts(writer: Writer, node: Node) -> Iterator[Block]:
    """What a node rules out."""
    steps = writer.catalogue.bars(node.id)
    if steps:
        targets = sorted({step.target for step in steps})
        lines = [writer.line("shuts", node=target, label=writer.label(target)) for target in targets]
        yield writer.block("shuts", lines, [each for step in steps for each in _citations(step)])


def onward(writer: Writer, node: Node) -> Iterator[Block]:
    """What a source names next without its conditions."""
    if node.onward:
        lines = [
            Line(writer.label(each.target), each.target, (Line(each.said[writer.lang]),))
            for each in node.onward
        ]
        yield writer.block("onward", lines, [each for next_ in node.onward for each in next_.sources])
