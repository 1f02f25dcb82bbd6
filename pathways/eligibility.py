"""
Whether a condition holds for a person at a moment: met, unmet or unknown, and what that leans on.

The table of ``docs/decisions/0001-what-a-route-is.md`` in code. It errs towards *unknown*: what a profile
does not say is never taken as a yes, and only what it would have listed (diplomas, work) counts as a no.
Nothing here knows how to obtain what is missing; that is the business of routes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import IntEnum
from itertools import product
from typing import Final, Protocol

from pathways.model import (
    DIPLOMAS,
    Access,
    Age,
    AllOf,
    AnyOf,
    AtLeastLevel,
    Basis,
    EmployerDecision,
    Experience,
    Holds,
    InPost,
    Leaf,
    Licence,
    NoneOf,
    NotPublished,
    Practice,
    Profile,
    Qualification,
    Requirement,
    Role,
    Status,
)


class Facts(Protocol):
    """What evaluation needs to know of the map."""

    @property
    def qualifications(self) -> Mapping[str, Qualification]:
        """Qualifications by id."""

    @property
    def roles(self) -> Mapping[str, Role]:
        """Roles by id."""


class Verdict(IntEnum):
    """Three values, in order: a group of conditions is the least or the greatest of its branches."""

    UNMET = 0
    UNKNOWN = 1
    MET = 2


@dataclass(frozen=True, slots=True)
class Spell:
    """Months of practice in a role, or of a training that counts as such, ended at a month of the route."""

    role: str
    months: int
    ended: int
    in_training: bool = False

    def months_since(self, start: int) -> int:
        """How many of its months lie after a month of the route."""
        return max(0, min(self.months, self.ended - start))


@dataclass(frozen=True, slots=True)
class Situation:
    """
    What a person has at a moment of a route.

    Parameters
    ----------
    age
        In months; None when not said.
    held
        Qualification id to the ways it was prepared (None among them: not said).
    stated
        Months worked before the route, by role; they carry no date.
    trained
        Months of training before the route that count as work, by role; they carry no date either.
    brought
        The qualifications held before the route.
    now
        Months since the route began.
    """

    age: int | None = None
    held: Mapping[str, frozenset[Access | None]] = field(default_factory=dict)
    posts: frozenset[str] = frozenset()
    stated: Mapping[str, int] = field(default_factory=dict)
    trained: Mapping[str, int] = field(default_factory=dict)
    licences: frozenset[str] = frozenset()
    statuses: frozenset[str] = frozenset()
    brought: frozenset[str] = frozenset()
    spells: tuple[Spell, ...] = ()
    now: int = 0

    @classmethod
    def of(cls, profile: Profile) -> Situation:
        """The situation of a profile on the first day."""
        held: dict[str, set[Access | None]] = {}
        for item in profile.holds:
            held.setdefault(item.qualification, set()).add(item.prepared_by)
        months = profile.months_in
        return cls(
            age=None if profile.age is None else profile.age * 12,
            held={qualification: frozenset(ways) for qualification, ways in held.items()},
            posts=frozenset(role for role, worked in months.items() if worked > 0),
            stated=months,
            licences=profile.licences,
            statuses=profile.statuses,
            brought=frozenset(held),
        )

    @property
    def years(self) -> int | None:
        """The age in whole years."""
        return None if self.age is None else self.age // 12

    def later(self, months: int) -> Situation:
        """The same person, so many months later."""
        age = None if self.age is None else self.age + months
        return replace(self, now=self.now + months, age=age)

    def practised(self, role: str, months: int) -> Situation:
        """After so many months of work in a role."""
        after = self.later(months)
        return replace(after, spells=(*self.spells, Spell(role, months, after.now)))

    def obtained(self, qualification: str, access: Access) -> Situation:
        """With one more qualification, prepared in this way."""
        return replace(self, held={**self.held, qualification: frozenset({access})})

    def entered(self, role: str) -> Situation:
        """In post in one more role."""
        return replace(self, posts=self.posts | {role})


@dataclass(frozen=True, slots=True)
class Lean:
    """
    What passing a condition leans on, as counts that add up along a route.

    ``gaps`` are conditions that nobody publishes; ``decisions`` are an employer's; ``doubts`` are
    conditions to confirm and facts assumed. ``on`` are the conditions themselves, ``to_confirm`` those of
    them that are unknown.
    """

    gaps: int = 0
    decisions: int = 0
    doubts: int = 0
    on: tuple[Requirement, ...] = ()
    to_confirm: tuple[Requirement, ...] = ()

    def __add__(self, other: Lean) -> Lean:
        return Lean(
            self.gaps + other.gaps,
            self.decisions + other.decisions,
            self.doubts + other.doubts,
            self.on + other.on,
            self.to_confirm + other.to_confirm,
        )

    @property
    def counts(self) -> tuple[int, int, int]:
        """Gaps, decisions, doubts."""
        return self.gaps, self.decisions, self.doubts


FREE: Final = (0, 0, 0)
"""The counts of a lean that no other one beats."""


class Eligibility:
    """
    Evaluates requirements against situations on one map.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> facts = SimpleNamespace(qualifications={}, roles={})
    >>> eligibility = Eligibility(facts)
    >>> grown_up = Age(age={"min": 18})
    >>> eligibility.verdict(grown_up, Situation.of(Profile(age=17))).name
    'UNMET'
    >>> eligibility.verdict(grown_up, Situation.of(Profile())).name
    'UNKNOWN'
    """

    def __init__(self, facts: Facts) -> None:
        self._qualifications = facts.qualifications
        self._roles = facts.roles
        self._counting: dict[int, tuple[Practice, frozenset[str]]] = {}

    # --- three values -----------------------------------------------------------------------------

    def verdict(self, requirement: Requirement | None, person: Situation) -> Verdict:
        """Whether a requirement is met, unmet or unknown; None asks for nothing and is met."""
        match requirement:
            case None:
                return Verdict.MET
            case AllOf(all_of=branches):
                return self._least(branches, person)
            case AnyOf(any_of=branches):
                return self._greatest(branches, person)
            case NoneOf(none_of=branches):
                return _opposite(self._greatest(branches, person))
            case _:
                return self._leaf(requirement, person)

    def _least(self, branches: tuple[Requirement, ...], person: Situation) -> Verdict:
        least = Verdict.MET
        for branch in branches:
            least = min(least, self.verdict(branch, person))
            if least is Verdict.UNMET:
                break
        return least

    def _greatest(self, branches: tuple[Requirement, ...], person: Situation) -> Verdict:
        greatest = Verdict.UNMET
        for branch in branches:
            greatest = max(greatest, self.verdict(branch, person))
            if greatest is Verdict.MET:
                break
        return greatest

    def _leaf(self, leaf: Requirement, person: Situation) -> Verdict:
        match leaf:
            case Holds():
                return _holds(leaf, person)
            case AtLeastLevel():
                return self._level(leaf, person)
            case Experience():
                return self._experience(leaf.experience, person)
            case Age():
                return _age(leaf, person)
            case Licence(licence=code):
                return _said(code in person.licences)
            case Status(status=code):
                return _said(code in person.statuses)
            case InPost(in_post=role):
                return Verdict.MET if role in person.posts else Verdict.UNMET
            case EmployerDecision() | NotPublished():
                return Verdict.UNKNOWN
            case _:
                raise TypeError(f"not a leaf: {leaf!r}")

    def _level(self, leaf: AtLeastLevel, person: Situation) -> Verdict:
        found = (
            self.level_verdict(leaf, qualification)
            for qualification in person.held
            if qualification in person.brought or self.has_level(qualification)
        )
        return max(found, default=Verdict.UNMET)

    def has_level(self, qualification: str) -> bool:
        """True when its level is known: no route is planned on a level that nobody states."""
        return self._qualifications[qualification].level is not None

    def level_verdict(self, leaf: AtLeastLevel, qualification: str) -> Verdict:
        """What holding one qualification says about a level asked for."""
        held = self._qualifications[qualification]
        of_vehicle = not leaf.vehicles or not held.vehicles or bool({*leaf.vehicles} & {*held.vehicles})
        counts = of_vehicle and (not leaf.diploma or held.kind in DIPLOMAS)
        in_field = counts and (leaf.family is None or held.family == leaf.family)
        if held.level is not None:
            return Verdict.MET if in_field and held.level >= leaf.at_least_level else Verdict.UNMET
        return Verdict.UNKNOWN if in_field or (counts and held.family is None) else Verdict.UNMET

    def _experience(self, practice: Practice, person: Situation) -> Verdict:
        on_route, stated = self.counted(practice, person)
        if practice.within_years is None:
            return Verdict.MET if on_route + stated >= practice.months else Verdict.UNMET
        if on_route >= practice.months:
            return Verdict.MET
        return Verdict.UNKNOWN if on_route + stated >= practice.months else Verdict.UNMET

    # --- experience -------------------------------------------------------------------------------

    def counting_roles(self, practice: Practice) -> frozenset[str]:
        """The roles in which practice counts."""
        known = self._counting.get(id(practice))
        if known is None:
            known = practice, frozenset(practice.roles) or frozenset(self._roles_of(practice))
            self._counting[id(practice)] = known
        return known[1]

    def _roles_of(self, practice: Practice) -> Iterable[str]:
        for role in self._roles.values():
            if role.family != practice.family:
                continue
            height = role.rung.height if role.rung else 0
            if practice.min_echelon is None or height >= practice.min_echelon:
                yield role.id

    def counted(self, practice: Practice, person: Situation) -> tuple[int, int]:
        """Months that count: those dated on the route, and those stated without a date."""
        roles = self.counting_roles(practice)
        start = 0 if practice.within_years is None else person.now - 12 * practice.within_years
        on_route = sum(
            spell.months_since(start)
            for spell in person.spells
            if spell.role in roles and not (practice.outside_training and spell.in_training)
        )
        before = [*person.stated.items(), *(() if practice.outside_training else person.trained.items())]
        return on_route, sum(months for role, months in before if role in roles)

    def missing_months(self, practice: Practice, person: Situation) -> int | None:
        """
        The fewest months of work, begun now, after which the experience is no longer unmet.

        Returns
        -------
        months
            0 when nothing is missing; None when no length would do (older months expire faster).
        """
        on_route, stated = self.counted(practice, person)
        if practice.within_years is None:
            return max(0, practice.months - on_route - stated)
        for months in range(practice.months + 1):
            kept, _ = self.counted(practice, person.later(months))
            recent = min(months, 12 * practice.within_years)
            if kept + stated + recent >= practice.months:
                return months
        return None

    # --- what passing leans on --------------------------------------------------------------------

    def leans(self, requirement: Requirement | None, person: Situation) -> tuple[Lean, ...]:
        """The ways to pass a requirement, none better than another in every count; empty when unmet."""
        match requirement:
            case None:
                return (Lean(),)
            case AllOf(all_of=branches):
                return self._lean_on_all(branches, person)
            case AnyOf(any_of=branches):
                return self._lean_on_one(branches, person)
            case NoneOf():
                return _lean_on_silence(self.verdict(requirement, person), requirement)
            case _:
                return self._lean_on_leaf(requirement, person)

    def _lean_on_all(self, branches: tuple[Requirement, ...], person: Situation) -> tuple[Lean, ...]:
        total: tuple[Lean, ...] = (Lean(),)
        for branch in branches:
            total = _best(a + b for a, b in product(total, self.leans(branch, person)))
            if not total:
                return ()
        return total

    def _lean_on_one(self, branches: tuple[Requirement, ...], person: Situation) -> tuple[Lean, ...]:
        found: list[Lean] = []
        for branch in branches:
            for lean in self.leans(branch, person):
                if lean.counts == FREE:
                    return (lean,)
                found.append(lean)
        return _best(found)

    def _lean_on_leaf(self, leaf: Requirement, person: Situation) -> tuple[Lean, ...]:
        verdict = self._leaf(leaf, person)
        if verdict is Verdict.UNMET:
            return ()
        assumed = int(isinstance(leaf, Leaf) and leaf.basis is Basis.ASSUMED)
        match leaf:
            case EmployerDecision():
                return (Lean(decisions=1, doubts=assumed, on=(leaf,)),)
            case NotPublished():
                return (Lean(gaps=1, doubts=1 + assumed, on=(leaf,), to_confirm=(leaf,)),)
            case _:
                return (_leaning(leaf, verdict, assumed),)


def _opposite(verdict: Verdict) -> Verdict:
    return Verdict(Verdict.MET - verdict)


def _said(yes: bool) -> Verdict:
    return Verdict.MET if yes else Verdict.UNKNOWN


def _holds(leaf: Holds, person: Situation) -> Verdict:
    ways = person.held.get(leaf.holds)
    if ways is None:
        return Verdict.UNMET
    if not leaf.prepared_by or not ways.isdisjoint(leaf.prepared_by):
        return Verdict.MET
    return Verdict.UNKNOWN if None in ways else Verdict.UNMET


def _age(leaf: Age, person: Situation) -> Verdict:
    years = person.years
    if years is None:
        return Verdict.UNKNOWN
    window = leaf.age
    old_enough = window.min is None or years >= window.min
    young_enough = window.max is None or years <= window.max
    return Verdict.MET if old_enough and young_enough else Verdict.UNMET


def _lean_on_silence(verdict: Verdict, requirement: NoneOf) -> tuple[Lean, ...]:
    """An incompatibility passes when no branch is met; it is to be confirmed while one is unknown."""
    return () if verdict is Verdict.UNMET else (_leaning(requirement, verdict, 0),)


def _leaning(condition: Requirement, verdict: Verdict, assumed: int) -> Lean:
    unknown = verdict is Verdict.UNKNOWN
    return Lean(doubts=assumed + unknown, on=(condition,), to_confirm=(condition,) if unknown else ())


def _best(leans: Iterable[Lean]) -> tuple[Lean, ...]:
    """Those that no other one matches or beats in all three counts; the first of equals stays."""
    kept: list[Lean] = []
    for lean in sorted(leans, key=lambda each: each.counts):
        if not any(all(a <= b for a, b in zip(other.counts, lean.counts, strict=True)) for other in kept):
            kept.append(lean)
    return tuple(kept)
