"""
What is missing today for a goal: the smallest sets of conditions still unmet, and each condition's state.

A gap looks at one step only, the last one: it answers "what stands between me and this?", where a route
answers "how do I get there?". What is held is never counted as missing; what is unknown is kept apart.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import Final

from pathways.catalogue import Catalogue
from pathways.eligibility import Eligibility, Situation, Verdict
from pathways.model import (
    Access,
    AllOf,
    AnyOf,
    EmployerDecision,
    NoneOf,
    Profile,
    Requirement,
    Step,
    children,
)
from pathways.questions import OpenMap, Question
from pathways.routes import check_ids

MOST_SETS: Final = 40


@dataclass(frozen=True, slots=True)
class Checked:
    """A requirement, whether it is met today, and the same for its branches."""

    requirement: Requirement
    verdict: Verdict
    branches: tuple[Checked, ...] = ()


@dataclass(frozen=True, slots=True)
class Missing:
    """
    One set of conditions that, if they were met, would open a way.

    Parameters
    ----------
    unmet
        Conditions that do not hold today.
    unknown
        Conditions that nobody has said hold.
    """

    unmet: tuple[Requirement, ...] = ()
    unknown: tuple[Requirement, ...] = ()

    @property
    def size(self) -> tuple[int, int, int]:
        """How many are unmet, how many an employer decides, how many are unknown: smaller is nearer."""
        decided = sum(isinstance(leaf, EmployerDecision) for leaf in self.unknown)
        return len(self.unmet), decided, len(self.unknown) - decided

    def __add__(self, other: Missing) -> Missing:
        return Missing(_united(self.unmet, other.unmet), _united(self.unknown, other.unknown))

    def covers(self, other: Missing) -> bool:
        """True when the other one asks for nothing that this one does not."""
        return set(other.unmet) <= set(self.unmet) and set(other.unknown) <= set(self.unknown)


@dataclass(frozen=True, slots=True)
class WayGap:
    """One way in, checked today: its conditions' state and the smallest sets still missing."""

    step: Step
    checked: Checked | None
    missing: tuple[Missing, ...]

    @property
    def verdict(self) -> Verdict:
        """Whether the way is open today: unknown is never open."""
        return self.checked.verdict if self.checked else Verdict.MET


@dataclass(frozen=True, slots=True)
class Gap:
    """
    The ways to a goal, the nearest first.

    Parameters
    ----------
    held_already
        True when the profile has the goal.
    """

    question: Question
    ways: tuple[WayGap, ...] = ()
    held_already: bool = False

    @property
    def verdict(self) -> Verdict:
        """Met when a way is open today, unknown when one may be, else unmet."""
        return (
            Verdict.MET
            if self.held_already
            else max((way.verdict for way in self.ways), default=Verdict.UNMET)
        )


def gap(
    catalogue: Catalogue,
    profile: Profile,
    goal: str,
    *,
    on: date | None = None,
    bare_decisions: bool = False,
    relax_advised: bool = False,
    practice_months: int | None = None,
    only_by: Collection[Access] = (),
    no_decisions: bool = False,
    stated_only: bool = False,
) -> Gap:
    """
    What stands between a profile and a goal today.

    Raises
    ------
    UnknownId
        The goal, or something that the profile names, is not on the map.
    """
    question = Question(
        profile, goal, on or catalogue.file.as_of, bare_decisions=bare_decisions, relax_advised=relax_advised,
        practice_months=practice_months, only_by=frozenset(only_by), no_decisions=no_decisions,
        stated_only=stated_only,
    )  # fmt: skip
    return missing_today(catalogue, question)


def missing_today(catalogue: Catalogue, question: Question) -> Gap:
    """The gap of a question already put together; how it ranks routes, and how many, is no matter."""
    check_ids(catalogue, question.profile, question.goal)
    return gap_on(OpenMap(catalogue, question))


def gap_on(open_map: OpenMap) -> Gap:
    """The same on a map as somebody sees it, for the goal of its question."""
    question, goal = open_map.question, open_map.question.goal
    if open_map.has(goal):
        return Gap(question, held_already=True)
    ways = (way_today(open_map, step) for step in open_map.ways_to(goal) if has_begun(step, question.on))
    return Gap(question, tuple(sorted(ways, key=lambda way: (_nearest(way), way.step.id))))


def has_begun(step: Step, on: date) -> bool:
    """Whether a step can be taken already on a day."""
    return step.valid_from is None or step.valid_from <= on


def _nearest(way: WayGap) -> tuple[int, int, int]:
    return min((missing.size for missing in way.missing), default=(0, 0, 0))


def way_today(open_map: OpenMap, step: Step) -> WayGap:
    """One way in, checked for the person who asks on a map."""
    requirement = open_map.requires[step.id]
    if requirement is None:
        return WayGap(step, None, ())
    checked = check(open_map.eligibility, requirement, open_map.start)
    missing = tuple(sorted(_missing(checked), key=lambda each: each.size))
    return WayGap(step, checked, tuple(each for each in missing if each != Missing()))


def check(eligibility: Eligibility, requirement: Requirement, person: Situation) -> Checked:
    """A requirement with the state of every condition in it."""
    verdict = eligibility.verdict(requirement, person)
    branches = () if isinstance(requirement, NoneOf) else children(requirement)
    return Checked(requirement, verdict, tuple(check(eligibility, branch, person) for branch in branches))


def _missing(checked: Checked) -> tuple[Missing, ...]:
    """The smallest sets that would make a requirement met."""
    if checked.verdict is Verdict.MET:
        return (Missing(),)
    match checked.requirement:
        case AllOf():
            total: tuple[Missing, ...] = (Missing(),)
            for branch in checked.branches:
                total = _smallest(a + b for a, b in product(total, _missing(branch)))
            return total
        case AnyOf():
            return _smallest(each for branch in checked.branches for each in _missing(branch))
        case leaf if checked.verdict is Verdict.UNKNOWN:
            return (Missing(unknown=(leaf,)),)
        case leaf:
            return (Missing(unmet=(leaf,)),)


def _smallest(sets: Iterable[Missing]) -> tuple[Missing, ...]:
    """Those that cover no other one; at most ``MOST_SETS``, the smallest."""
    kept: list[Missing] = []
    for each in sorted(sets, key=lambda missing: missing.size):
        if len(kept) < MOST_SETS and not any(each.covers(other) for other in kept):
            kept.append(each)
    return tuple(kept)


def _united(a: tuple[Requirement, ...], b: tuple[Requirement, ...]) -> tuple[Requirement, ...]:
    return a + tuple(leaf for leaf in b if leaf not in a)
