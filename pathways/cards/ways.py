"""The ways in and on: steps with their conditions, what a node opens or shuts, what a source names next."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from enum import IntEnum

from pathways.cards.nodes import Node
from pathways.cards.pieces import Block, Line, Writer
from pathways.catalogue import asked, named_by
from pathways.eligibility import Eligibility, Situation, Verdict
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
from pathways.names import fold
from pathways.wording import Outline, duration, outline, prepared

_ORDER = {access: place for place, access in enumerate(Access)}


# --- ways in --------------------------------------------------------------------------------------


def ways_in(writer: Writer, node: Node) -> Block:
    """Each step to a node, with its length, conditions, remarks and dates; the closed ones come last."""
    steps = writer.catalogue.ways_in(node.id)
    closed = {step.id: day for step in steps if (day := _closed_since(writer, step)) is not None}
    lines = [
        *(_way(writer, step) for step in steps if step.id not in closed),
        *(_closed_way(writer, step, closed[step.id]) for step in steps if step.id in closed),
    ]
    return writer.block("ways_in", lines, [each for step in steps for each in _citations(step)])


def is_stand_in(writer: Writer, node: Node) -> bool:
    """True for an entry that stands for any diploma of its sort: nobody prepares it."""
    is_other = isinstance(node, Qualification) and node.kind == "other"
    return is_other and not writer.catalogue.ways_in(node.id)


def short_way(writer: Writer, step: Step) -> str:
    """A way in and, for a training, its length."""
    access = writer.say(f"access.{step.access}")
    return f"{access}, {_plain_length(writer, step)}" if step.is_training else access


def named_way(writer: Writer, step: Step) -> str:
    """A way in and, for a training, its length, each with the basis that it stands on."""
    access = _on_basis(writer, writer.say(f"access.{step.access}"), step.basis)
    return f"{access}, {_length(writer, step)}" if step.is_training else access


def _closed_since(writer: Writer, step: Step) -> date | None:
    """The first day on which nobody could begin any more; none while one can."""
    target = writer.catalogue.qualifications.get(step.target)
    ends = (step.valid_to, target.closed_on if target else None)
    last = min((end for end in ends if end is not None and end < writer.on), default=None)
    return None if last is None else last + timedelta(days=1)


def _closed_way(writer: Writer, step: Step, since: date) -> Line:
    """A way that has closed: what it asked for, without what one should know before taking it."""
    way = named_way(writer, step)
    return writer.line("closed_way", _conditions(writer, step), way=way, day=writer.day(since))


def _conditions(writer: Writer, step: Step) -> Outline:
    return outline(step.requires, writer.catalogue, writer.lang, step=step, on=writer.on)


def _way(writer: Writer, step: Step) -> Line:
    return Line(
        named_way(writer, step),
        children=(
            _conditions(writer, step),
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
        yield writer.line("until_day", day=writer.day(step.valid_to))


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
        ways = [step for step in writer.catalogue.ways_in(node.id) if not step.is_over(writer.on)]
        said = {remark.fr for step in ways for remark in step.remarks}
        told = {remark.fr: remark for step in steps for remark in step.remarks if remark.fr not in said}
        lines = [writer.line(_how_bare(steps, ways)), *(Line(each[writer.lang]) for each in told.values())]
        yield writer.block("bare_decision", lines, [each for step in steps for each in _citations(step)])


def _how_bare(steps: Iterable[Step], ways: Sequence[Step]) -> str:
    """What an employer may do without: the conditions above, but never what the law asks for."""
    if any(leaf.nature is Nature.LAW for step in (*steps, *ways) for leaf in leaves(step.requires)):
        return "bare_decision_within_the_law"
    return "bare_decision" if ways else "bare_decision_alone"


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
    lines = [_way_on(writer, node, target, to[target]) for target in _alphabetical(writer, to)]
    cited = [each for steps in to.values() for step in steps for each in step.sources]
    return writer.block("ways_on", lines, cited)


def _alphabetical(writer: Writer, nodes: Iterable[str]) -> list[str]:
    """Nodes in the order of their names, whatever their capitals and accents."""
    return sorted(nodes, key=lambda node: (fold(writer.label(node)), node))


def _way_on(writer: Writer, node: Node, target: str, steps: list[Step]) -> Line:
    alone = {step.access for step in steps if _is_enough(writer, node, step)}
    with_more = {step.access for step in steps} - alone
    key = "opens" if not with_more else "opens_or_helps" if alone else "helps"
    return writer.line(
        key,
        *_only_prepared_by(writer, node.id, steps),
        node=target,
        label=writer.label(target),
        ways=_in_order(writer, alone),
        more=_in_order(writer, with_more),
        tie=writer.say(f"tie.{_tie(writer, node.id, target, steps).name.lower()}"),
    )


def _in_order(writer: Writer, accesses: Iterable[Access]) -> str:
    ordered: list[Access] = sorted(accesses, key=_ORDER.__getitem__)
    return writer.accesses(ordered)


def _is_enough(writer: Writer, node: Node, step: Step) -> bool:
    """Whether a node held alone, however it was prepared, meets a step when nothing else is known."""
    if isinstance(node, Qualification):
        person = Situation(held={node.id: frozenset(Access)}, brought=frozenset({node.id}))
    else:
        person = Situation(posts=frozenset({node.id}))
    return Eligibility(writer.catalogue).verdict(step.requires, person) is Verdict.MET


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
        yield writer.line("only_prepared_by", ways=prepared(ways, writer.lang))


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
        targets = _alphabetical(writer, {step.target for step in steps})
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
