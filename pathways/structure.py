"""
The conditions of a map, compiled once: each different one once, what hangs on it, and who could meet it.

A map has thousands of conditions and far fewer different ones, and what they need does not depend on who
asks: a question reads this structure and adds what it knows of the person. Numbers stand for conditions; the
branches of a group have lower numbers than the group.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, reduce
from operator import and_, or_
from weakref import WeakKeyDictionary

from pathways.catalogue import Catalogue
from pathways.eligibility import Eligibility, Verdict
from pathways.model import (
    AllOf,
    AnyOf,
    AtLeastLevel,
    Experience,
    Holds,
    InPost,
    Leaf,
    Qualification,
    Requirement,
    Step,
    children,
)


@dataclass(frozen=True, eq=False)
class Structure:
    """
    The different conditions of a map, by number.

    Parameters
    ----------
    conditions
        Each different condition; equal ones of several steps are one.
    branches, groups
        The branches of a group of which all or one is needed (none for what is judged as a whole, a
        ``none_of`` too); the groups that a condition is a branch of, once for each time.
    asked_by
        The steps whose whole requirement a condition is.
    numbers
        The number of each condition of each step, by the identity of its value.
    eligibility
        What judges the conditions of the map.
    """

    nodes: tuple[str, ...]
    qualifications: Mapping[str, Qualification]
    steps: Mapping[str, Step]
    eligibility: Eligibility
    conditions: tuple[Requirement, ...]
    branches: tuple[tuple[int, ...], ...]
    groups: tuple[tuple[int, ...], ...]
    asked_by: tuple[tuple[Step, ...], ...]
    numbers: Mapping[int, int]

    @cached_property
    def supporters(self) -> tuple[tuple[str, ...], ...]:
        """By number, the nodes that could meet a condition, in the order of their ids."""
        return tuple(tuple(self.supporters_of(condition)) for condition in self.conditions)

    def supporters_of(self, condition: Requirement | Leaf) -> Iterable[str]:
        """The nodes that could meet a condition; none for a group, and for what no node can meet."""
        match condition:
            case Holds(holds=node) | InPost(in_post=node):
                return (node,)
            case Experience(experience=practice):
                return sorted(self.eligibility.counting_roles(practice))
            case AtLeastLevel():
                verdict = self.eligibility.level_verdict
                return (q for q in self.qualifications if verdict(condition, q) is Verdict.MET)
            case _:
                return ()

    @cached_property
    def supports(self) -> Mapping[str, tuple[int, ...]]:
        """By node, the conditions that it could meet."""
        found: dict[str, list[int]] = defaultdict(list)
        for number, nodes in enumerate(self.supporters):
            for node in nodes:
                found[node].append(number)
        return {node: tuple(numbers) for node, numbers in found.items()}

    @cached_property
    def bits(self) -> Mapping[str, int]:
        """A bit of each node's own: sets of nodes as whole numbers are fast to join and to compare."""
        return {node: 1 << place for place, node in enumerate(self.nodes)}

    @cached_property
    def masks(self) -> tuple[int, ...]:
        """By number, the bits of the nodes that could meet a condition."""
        return tuple(sum(self.bits[node] for node in nodes) for nodes in self.supporters)

    @cached_property
    def enough(self) -> tuple[int, ...]:
        """By number, the bits of the nodes each of which meets a whole condition for good, by itself."""
        found: list[int] = []
        for number, condition in enumerate(self.conditions):
            inside = [found[branch] for branch in self.branches[number]]
            match condition:
                case Holds(prepared_by=()) | InPost() | AtLeastLevel():
                    found.append(self.masks[number])
                case AnyOf():
                    found.append(reduce(or_, inside, 0))
                case AllOf() if inside:
                    found.append(reduce(and_, inside))
                case _:
                    found.append(0)
        return tuple(found)

    @cached_property
    def met_by_no_node(self) -> tuple[int, ...]:
        """The conditions that only the person, an employer or time can meet."""
        return tuple(
            number
            for number, nodes in enumerate(self.supporters)
            if not nodes and not isinstance(self.conditions[number], AnyOf | AllOf)
        )

    @cached_property
    def joins(self) -> tuple[tuple[tuple[int, bool], ...], ...]:
        """By number, the groups that a condition is a branch of, and whether one branch is enough there."""
        return tuple(
            tuple((group, isinstance(self.conditions[group], AnyOf)) for group in groups)
            for groups in self.groups
        )

    @cached_property
    def levels(self) -> tuple[int, ...]:
        """The conditions of a level."""
        return tuple(n for n, condition in enumerate(self.conditions) if isinstance(condition, AtLeastLevel))

    @cached_property
    def unconditional(self) -> tuple[Step, ...]:
        """The steps that ask for nothing."""
        return tuple(step for step in self.steps.values() if step.requires is None)

    @cached_property
    def bare_decisions(self) -> frozenset[str]:
        """The steps that an employer's word alone opens."""
        return frozenset(step.id for step in self.steps.values() if step.is_bare_decision)

    @cached_property
    def requires(self) -> Mapping[str, Requirement | None]:
        """What each step asks for."""
        return {step.id: step.requires for step in self.steps.values()}

    @cached_property
    def place(self) -> Mapping[str, int]:
        """The place of each step in the alphabetical list of all steps."""
        return {step: number for number, step in enumerate(sorted(self.steps))}


_COMPILED: WeakKeyDictionary[Catalogue, Structure] = WeakKeyDictionary()


def structure_of(catalogue: Catalogue) -> Structure:
    """The structure of a map, compiled when it is first asked for."""
    known = _COMPILED.get(catalogue)
    if known is None:
        known = _COMPILED[catalogue] = _compiled(catalogue)
    return known


def _compiled(catalogue: Catalogue) -> Structure:
    different: dict[Requirement, int] = {}
    branches: list[tuple[int, ...]] = []
    numbers: dict[int, int] = {}
    asked_by: dict[int, list[Step]] = defaultdict(list)
    for step in catalogue.steps.values():
        for condition in _branches_first(step.requires):
            number = different.setdefault(condition, len(branches))
            numbers[id(condition)] = number
            if number == len(branches):
                branches.append(tuple(numbers[id(each)] for each in _joined(condition)))
        if step.requires is not None:
            asked_by[numbers[id(step.requires)]].append(step)
    groups: dict[int, list[int]] = defaultdict(list)
    for group, inside in enumerate(branches):
        for number in inside:
            groups[number].append(group)
    return Structure(
        tuple(catalogue.nodes),
        catalogue.qualifications,
        catalogue.steps,
        Eligibility(catalogue),
        tuple(different),
        tuple(branches),
        tuple(tuple(groups[number]) for number in range(len(branches))),
        tuple(tuple(asked_by[number]) for number in range(len(branches))),
        numbers,
    )


def _joined(condition: Requirement) -> tuple[Requirement, ...]:
    """The branches that are needed together or in the alternative; what is excluded needs nothing."""
    return children(condition) if isinstance(condition, AllOf | AnyOf) else ()


def _branches_first(requirement: Requirement | None) -> Iterator[Requirement]:
    if requirement is not None:
        for branch in _joined(requirement):
            yield from _branches_first(branch)
        yield requirement
