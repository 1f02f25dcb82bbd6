"""
A question about routes, and the map as that question sees it.

A question fixes who asks, for what goal, on which day, how to rank, which conditions to let go and what a
route must not lean on. The map that it sees leaves out the steps that cannot be taken on that day, those
towards what is already held, and an employer's bare decision unless asked for; assumed lengths of practice
are those of the question. A condition that a filter shuts is never met: a branch of an ``any_of`` leaves the
others, a part of an ``all_of`` shuts the whole. What rules a step out still does: a filter opens nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from copy import copy
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache
from typing import Final, Literal, get_args

from pathways.catalogue import Catalogue
from pathways.eligibility import Eligibility, Situation
from pathways.errors import BadValue
from pathways.model import (
    Access,
    AllOf,
    AnyOf,
    Basis,
    EmployerDecision,
    Experience,
    Leaf,
    Licence,
    NoneOf,
    Profile,
    Requirement,
    Status,
    Step,
    children,
    leaves,
)
from pathways.structure import Structure, structure_of

By = Literal["fastest", "paid", "surest", "pareto"]
"""A ranking; or all the trade-offs between what the rankings count, ``pareto``."""
RANKINGS: Final[tuple[By, ...]] = get_args(By)
LONGEST_PRACTICE: Final = 600
LAST_DAY: Final = date(2199, 12, 31)
MONTHS_A_YEAR = 12
_READINGS_REMEMBERED: Final = 16
Filter = Literal["no_decisions", "stated_only"]
SHUT: Final = NoneOf(none_of=(AllOf(all_of=()),))
"""A requirement that is never met: it rules out what always holds."""


@dataclass(frozen=True, slots=True)
class Terms:
    """
    On which terms a question reads the conditions of the map.

    Parameters
    ----------
    relax_advised, practice_months, no_decisions, stated_only
        As in ``Question``.
    """

    relax_advised: bool = False
    practice_months: int | None = None
    no_decisions: bool = False
    stated_only: bool = False

    @property
    def shutting(self) -> Terms:
        """What of them can shut a step; the same for all questions that filter nothing."""
        return replace(self, practice_months=None) if self.no_decisions or self.stated_only else Terms()

    def lets_go(self, leaf: Requirement | None) -> bool:
        """True for a condition that the question does not ask for."""
        is_advice = isinstance(leaf, Leaf) and leaf.nature is not None and leaf.nature.is_advice
        return self.relax_advised and is_advice

    def shuts(self, leaf: Requirement | None) -> Filter | None:
        """The filter because of which nobody may lean on a condition; None when it may be leaned on."""
        if self.no_decisions and isinstance(leaf, EmployerDecision):
            return "no_decisions"
        is_assumed = isinstance(leaf, Leaf) and leaf.basis is Basis.ASSUMED
        return "stated_only" if self.stated_only and is_assumed else None

    def leaves_out(self, step: Step) -> bool:
        """True for a step that we assume, or whose length we assume, where only stated facts will do."""
        bases = (step.basis, step.months.basis if step.months else None)
        return self.stated_only and Basis.ASSUMED in bases


@dataclass(frozen=True, slots=True)
class Question:
    """
    Who asks for which routes.

    Parameters
    ----------
    on
        The day asked: which steps, registrations and pay tables are in force.
    bare_decisions
        Let an employer's word alone open a role.
    relax_advised
        Let go of the conditions that are only advised or usual.
    practice_months
        The length to use wherever a length of practice is assumed; None for the map's own.
    only_by
        The ways in which the person would train; empty for any. A step by another way is left out whole.
    no_decisions
        Lean on no employer's decision.
    stated_only
        Lean on nothing that we assume; what is derived, or left to confirm, will do.
    within
        The most months that a route may take; None for any.
    """

    profile: Profile
    goal: str
    on: date
    k: int = 5
    by: By = "fastest"
    bare_decisions: bool = False
    relax_advised: bool = False
    practice_months: int | None = None
    only_by: frozenset[Access] = frozenset()
    no_decisions: bool = False
    stated_only: bool = False
    within: int | None = None

    def __post_init__(self) -> None:
        if self.k < 1:
            raise BadValue(f"k = {self.k}: ask for at least one route")
        if self.practice_months is not None and not 1 <= self.practice_months <= LONGEST_PRACTICE:
            span = f"between 1 and {LONGEST_PRACTICE}"
            raise BadValue(f"practice of {self.practice_months} months: {span} is needed")
        if self.on > LAST_DAY:
            raise BadValue(f"{self.on}: the last day that can be asked is {LAST_DAY}")
        if self.within is not None and self.within < 0:
            raise BadValue(f"within {self.within} months: 0 or more are needed")

    @property
    def filters(self) -> bool:
        """True when it leaves out some ways or conditions."""
        return bool(self.only_by) or self.no_decisions or self.stated_only

    @property
    def terms(self) -> Terms:
        """How it reads the conditions of the map."""
        return Terms(self.relax_advised, self.practice_months, self.no_decisions, self.stated_only)


def month_of(day: date, months: int) -> date:
    """
    The same day of the month, so many months later (the last day of shorter months).

    Examples
    --------
    >>> month_of(date(2026, 11, 30), 3)
    datetime.date(2027, 2, 28)
    """
    month = day.month - 1 + months
    year, month = day.year + month // MONTHS_A_YEAR, month % MONTHS_A_YEAR + 1
    following = date(year + month // MONTHS_A_YEAR, month % MONTHS_A_YEAR + 1, 1)
    last = (following - date.resolution).day
    return date(year, month, min(day.day, last))


def months_until(day: date, last: date) -> int:
    """
    The most months after a day that do not pass another one.

    Examples
    --------
    >>> months_until(date(2026, 11, 24), date(2027, 2, 23))
    2
    """
    months = (last.year - day.year) * MONTHS_A_YEAR + last.month - day.month
    return months if month_of(day, months) <= last else months - 1


class OpenMap:
    """The steps that one question may use, with their requirements as it reads them."""

    def __init__(self, catalogue: Catalogue, question: Question) -> None:
        self.catalogue = catalogue
        self.question = question
        self.structure = structure_of(catalogue)
        self.eligibility = Eligibility(catalogue) if self.reads_otherwise else self.structure.eligibility
        self.start = Situation.of(question.profile)
        self.gone: frozenset[str] = frozenset()
        self.usable = usable(
            self.structure, question.on, question.bare_decisions, question.only_by, question.terms.shutting
        )
        self.steps = self.usable.steps
        self.requires: Mapping[str, Requirement | None] = (
            {step.id: self.as_read(step.requires) for step in self.steps.values()}
            if self.reads_otherwise
            else self.structure.requires
        )

    def towards(self, goal: str) -> OpenMap:
        """The same map, seen by the same person who asks for another goal."""
        other = copy(self)
        other.question = replace(self.question, goal=goal)
        return other

    def seen_by(self, person: Situation) -> OpenMap:
        """The same map, seen by somebody whom no profile describes: just entered in a role, a step done."""
        other = copy(self)
        other.start = person
        vars(other).pop("had", None)
        return other

    def without(self, gone: Iterable[str]) -> OpenMap:
        """The same map, where no step leads to some nodes any more; who has one of them keeps it."""
        other = copy(self)
        other.gone = self.gone.union(gone)
        return other

    def ways_to(self, node: str) -> tuple[Step, ...]:
        """The usable steps to a node, in the order of their ids; none to what the profile has."""
        return () if self.has(node) or node in self.gone else self.usable.steps_to.get(node, ())

    def has(self, node: str) -> bool:
        """True when the profile already holds the qualification or has been in the role."""
        return node in self.start.held or node in self.start.posts

    def trainings_that_count(self, roles: Collection[str]) -> list[Step]:
        """The trainings that count as practice in one of some roles, in the order of their ids."""
        return [
            step
            for step in self.usable.that_count
            if step.counts_as_experience in roles and self.ways_to(step.target)
        ]

    def bit(self, node: str) -> int:
        """The bit of a node's own."""
        return self.structure.bits[node]

    def mask(self, nodes: Iterable[str]) -> int:
        """The bits of some nodes, each named once."""
        return sum(self.structure.bits[node] for node in nodes)

    @cached_property
    def had(self) -> int:
        """The bits of what the profile has."""
        return self.mask({*self.start.held, *self.start.posts})

    def is_met_by_one_of(self, requirement: Requirement | None, had: int) -> bool:
        """True when one of some nodes is known to meet a requirement by itself, for good."""
        number = self.structure.numbers.get(id(requirement))
        return number is not None and bool(self.structure.enough[number] & had)

    def mask_of(self, leaf: Requirement | Leaf) -> int:
        """The bits of the nodes that could meet a leaf that the profile does not meet."""
        number = self.structure.numbers.get(id(leaf))
        return self.structure.masks[number] if number is not None else self.mask(self.supporters(leaf))

    def supporters(self, leaf: Requirement | Leaf) -> tuple[str, ...]:
        """The nodes that could meet a leaf that the profile does not meet, in the order of their ids."""
        number = self.structure.numbers.get(id(leaf))
        if number is not None:
            return self.structure.supporters[number]
        return tuple(self.structure.supporters_of(leaf))

    def lapsed(self, step: Step) -> bool:
        """True when the step leads to a certification whose registration has ended, none known to follow."""
        target = self.catalogue.qualifications.get(step.target)
        return target is not None and target.is_registered(self.question.on) is False

    def closed_after(self, step: Step) -> date | None:
        """The last day on which the step's qualification can be obtained."""
        return _closed_after(self.structure, step)

    def is_closed(self, step: Step) -> bool:
        """True when it is too late for a step, whoever asks and however conditions are read."""
        return not _can_be_done(self.structure, step, self.question.on)

    def as_read(self, requirement: Requirement | None) -> Requirement | None:
        """The requirement on the terms of the question; ``SHUT`` where they leave no way to meet it."""
        return reread(requirement, self.question.terms) if self.reads_otherwise else requirement

    @property
    def reads_otherwise(self) -> bool:
        """True when some conditions are not read as the map has them."""
        return self.question.terms != Terms()


@dataclass(frozen=True, eq=False)
class Usable:
    """
    The steps of a map that can be taken on a day, whoever asks.

    Parameters
    ----------
    steps_to
        The steps to each node, in the order of their ids.
    that_count
        The trainings that count as practice in some role.
    months_counted
        By role, their months together.
    """

    steps: Mapping[str, Step]
    steps_to: Mapping[str, tuple[Step, ...]]
    that_count: tuple[Step, ...]
    months_counted: Mapping[str, int]


@lru_cache(maxsize=_READINGS_REMEMBERED)
def usable(
    structure: Structure, on: date, bare_decisions: bool, only_by: frozenset[Access], terms: Terms
) -> Usable:
    """The steps that can be taken on a day, an employer's bare decisions and what is left out aside."""
    steps = {
        step.id: step
        for step in sorted(structure.steps.values(), key=lambda each: each.id)
        if (bare_decisions or step.id not in structure.bare_decisions)
        and not is_left_out(step, only_by)
        and not terms.leaves_out(step)
        and _can_be_done(structure, step, on)
        and reread(step.requires, terms) is not SHUT
    }
    steps_to: dict[str, list[Step]] = defaultdict(list)
    months_counted: dict[str, int] = defaultdict(int)
    for step in steps.values():
        steps_to[step.target].append(step)
        if step.counts_as_experience:
            months_counted[step.counts_as_experience] += step.months.min if step.months else 0
    return Usable(
        steps,
        {target: tuple(ways) for target, ways in steps_to.items()},
        tuple(step for step in steps.values() if step.counts_as_experience),
        months_counted,
    )


def is_left_out(step: Step, only_by: Collection[Access]) -> bool:
    """True for a training by a way that the person does not want."""
    return bool(only_by) and step.is_training and step.access not in only_by


def _can_be_done(structure: Structure, step: Step, on: date) -> bool:
    """False for a step that is over on a day, and for one too long to end before its certification closes."""
    if step.is_over(on):
        return False
    closed = _closed_after(structure, step)
    shortest = step.months.min if step.months else 0
    return closed is None or month_of(on, shortest) <= closed


def _closed_after(structure: Structure, step: Step) -> date | None:
    target = structure.qualifications.get(step.target)
    return target.closed_on if target else None


def reread(requirement: Requirement | None, terms: Terms, *, excluded: bool = False) -> Requirement | None:
    """
    A requirement on some terms: None when they ask for nothing, ``SHUT`` when they leave no way to meet it.

    Advised leaves are let go, assumed lengths of practice replaced, branches that a filter shuts left out.
    Advice let go makes the whole easier wherever it stands: a branch that asks nothing more opens an
    ``any_of``, and inside a ``none_of`` (``excluded``) it shuts nobody out any more. A filter makes the whole
    harder: inside a ``none_of``, what it would shut still rules the step out.
    """
    if requirement is None or terms.lets_go(requirement):
        return None
    if children(requirement):
        return _reread_group(requirement, terms, excluded)
    if not excluded and terms.shuts(requirement):
        return SHUT
    return _with_length(requirement, terms.practice_months)


def _reread_group(group: Requirement, terms: Terms, excluded: bool) -> Requirement | None:
    inside = excluded or isinstance(group, NoneOf)
    branches = children(group)
    read = [reread(branch, terms, excluded=inside) for branch in branches]
    if all(one is other for one, other in zip(read, branches, strict=True)):
        return group
    kept = tuple(branch for branch in read if branch is not None)
    settled = len(kept) < len(read) and isinstance(group, AllOf if excluded else AnyOf)
    if settled or not kept:
        return None
    still_open = tuple(branch for branch in kept if branch is not SHUT)
    is_shut = len(still_open) < len(kept) if isinstance(group, AllOf) else not still_open
    return SHUT if is_shut else _group(group, still_open)


def _group(like: Requirement | None, branches: tuple[Requirement, ...]) -> Requirement:
    """The same kind of group over other branches."""
    match like:
        case AnyOf():
            return AnyOf(any_of=branches)
        case NoneOf():
            return NoneOf(none_of=branches)
        case _:
            return AllOf(all_of=branches)


def _with_length(leaf: Requirement | None, practice_months: int | None) -> Requirement | None:
    if practice_months is None or not isinstance(leaf, Experience) or leaf.basis is not Basis.ASSUMED:
        return leaf
    practice = leaf.experience.model_copy(update={"months": practice_months})
    return leaf.model_copy(update={"experience": practice})


def is_lasting(requirement: NoneOf) -> bool:
    """True for an incompatibility with things that no step brings."""
    return all(isinstance(leaf, Licence | Status) for leaf in leaves(requirement))
