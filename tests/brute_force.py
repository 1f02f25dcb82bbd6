"""
The whole answer for a small map, found by trying everything.

Every sequence of steps is tried, with every practice and every wait that may come before a step, and every
branch of a condition that may be leaned on. Nothing is estimated, bounded or put off, and nothing is shared
with the search: this page and ``docs/decisions/0001-what-a-route-is.md`` say the same thing, once in Python
and once in words. It serves maps of about seven steps.
"""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from functools import cached_property
from typing import Literal, NamedTuple

from pathways.model import (
    Access,
    Age,
    AllOf,
    AnyOf,
    AtLeastLevel,
    Basis,
    CareersFile,
    EmployerDecision,
    Experience,
    Held,
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
    Step,
    walk,
)

By = Literal["fastest", "paid", "surest", "pareto"]
UNPAID = (Access.INITIAL, Access.CONTINUING, Access.VAE)


# --- the question ---------------------------------------------------------------------------------


class Options(NamedTuple):
    """What a question lets go of."""

    bare_decisions: bool = False
    relax_advised: bool = False
    practice_months: int | None = None


@dataclass(frozen=True)
class Asked:
    """One question about one map."""

    file: CareersFile
    profile: Profile
    goal: str
    on: date
    options: Options

    @cached_property
    def qualifications(self) -> dict[str, Qualification]:
        return {qualification.id: qualification for qualification in self.file.qualifications}

    @cached_property
    def roles(self) -> dict[str, Role]:
        return {role.id: role for role in self.file.roles}

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """The steps that the question admits, with their requirements as it reads them."""
        return tuple(
            step.model_copy(update={"requires": as_read(step.requires, self.options)})
            for step in self.file.steps
            if self.options.bare_decisions or not step.is_bare_decision
        )

    @cached_property
    def places(self) -> dict[str, int]:
        """The place of each step in the alphabetical list of step ids, counted from 0."""
        return {step_id: place for place, step_id in enumerate(sorted(s.id for s in self.file.steps))}

    @property
    def start(self) -> Moment:
        return Moment(month=0, held=frozenset(self.profile.holds))

    def day(self, month: int) -> date:
        """The same day of the month, so many months after the day asked; the last of a shorter month."""
        year, month_before = divmod(self.on.year * 12 + self.on.month - 1 + month, 12)
        return date(year, month_before + 1, min(self.on.day, monthrange(year, month_before + 1)[1]))


def as_read(asked_for: Requirement | None, options: Options, excluded: bool = False) -> Requirement | None:
    """
    A requirement as a question reads it; None when nothing of it is left to ask.

    Advice that is let go must make the whole easier, wherever it stands: a branch that asks nothing more
    opens an ``any_of``; inside a ``none_of`` (``excluded``) it excludes nobody any more.
    """
    match asked_for:
        case AllOf(all_of=branches) | AnyOf(any_of=branches):
            read = [as_read(branch, options, excluded) for branch in branches]
            kept = tuple(branch for branch in read if branch is not None)
            one_settles_it = isinstance(asked_for, AnyOf) != excluded
            if not kept or (one_settles_it and None in read):
                return None
            return AnyOf(any_of=kept) if isinstance(asked_for, AnyOf) else AllOf(all_of=kept)
        case NoneOf(none_of=branches):
            read = [as_read(branch, options, excluded=True) for branch in branches]
            kept = tuple(branch for branch in read if branch is not None)
            return NoneOf(none_of=kept) if kept else None
        case Leaf(nature=nature) if options.relax_advised and nature is not None and nature.is_advice:
            return None
        case Experience(experience=practice, basis=Basis.ASSUMED) if options.practice_months is not None:
            months = {"months": options.practice_months}
            return asked_for.model_copy(update={"experience": practice.model_copy(update=months)})
    return asked_for


# --- where somebody stands ------------------------------------------------------------------------


class Stretch(NamedTuple):
    """Months that count as experience in a role: from ``begin`` on, ``end`` not included."""

    role: str
    begin: int
    end: int
    in_training: bool


class Moment(NamedTuple):
    """What somebody has by some month of the route."""

    month: int
    held: frozenset[Held] = frozenset()
    entered: frozenset[str] = frozenset()
    worked: frozenset[Stretch] = frozenset()


def in_post(role: str, moment: Moment, asked: Asked) -> bool:
    return role in moment.entered or asked.profile.months_in.get(role, 0) > 0


def has(node: str, moment: Moment, asked: Asked) -> bool:
    """True when the qualification is held already, or the role was entered or worked in."""
    return in_post(node, moment, asked) or any(held.qualification == node for held in moment.held)


def months_of_age(moment: Moment, asked: Asked) -> int | None:
    return None if asked.profile.age is None else asked.profile.age * 12 + moment.month


# --- three values ---------------------------------------------------------------------------------


class Value(IntEnum):
    """In the order in which ``all_of`` takes the least and ``any_of`` the greatest."""

    UNMET = 0
    UNKNOWN = 1
    MET = 2


def value(requirement: Requirement | None, moment: Moment, asked: Asked) -> Value:  # noqa: C901, PLR0912
    match requirement:
        case None:
            return Value.MET
        case AllOf(all_of=branches):
            return min(value(branch, moment, asked) for branch in branches)
        case AnyOf(any_of=branches):
            return max(value(branch, moment, asked) for branch in branches)
        case NoneOf(none_of=branches):
            return Value(Value.MET - max(value(branch, moment, asked) for branch in branches))
        case Holds():
            return _value_of_holds(requirement, moment)
        case AtLeastLevel():
            return _value_of_level(requirement, moment, asked)
        case Experience(experience=practice):
            return _value_of_experience(practice, moment, asked)
        case Age():
            return _value_of_age(requirement, moment, asked)
        case Licence(licence=licence):
            return Value.MET if licence in asked.profile.licences else Value.UNKNOWN
        case Status(status=status):
            return Value.MET if status in asked.profile.statuses else Value.UNKNOWN
        case InPost(in_post=role):
            return Value.MET if in_post(role, moment, asked) else Value.UNMET
        case EmployerDecision():
            return Value.MET
        case NotPublished():
            return Value.UNKNOWN
    raise AssertionError(requirement)


def _value_of_holds(leaf: Holds, moment: Moment) -> Value:
    ways = {held.prepared_by for held in moment.held if held.qualification == leaf.holds}
    if not ways:
        return Value.UNMET
    if not leaf.prepared_by or ways & set(leaf.prepared_by):
        return Value.MET
    return Value.UNKNOWN if None in ways else Value.UNMET


def _value_of_level(leaf: AtLeastLevel, moment: Moment, asked: Asked) -> Value:
    best = Value.UNMET
    for held in moment.held:
        qualification = asked.qualifications[held.qualification]
        of_the_family = leaf.family is None or qualification.family == leaf.family
        if qualification.level is not None and qualification.level >= leaf.at_least_level and of_the_family:
            best = Value.MET
        from_the_start = held in asked.profile.holds
        may_be_of_it = of_the_family or qualification.family is None
        if qualification.level is None and from_the_start and may_be_of_it:
            best = max(best, Value.UNKNOWN)
    return best


def counts(role: str, practice: Practice, asked: Asked) -> bool:
    """Whether work in a role counts for an experience."""
    if practice.roles:
        return role in practice.roles
    known = asked.roles[role]
    if practice.min_echelon is None:
        return known.family == practice.family
    return (
        known.family == practice.family
        and known.rung is not None
        and known.rung.height >= practice.min_echelon
    )


def _value_of_experience(practice: Practice, moment: Moment, asked: Asked) -> Value:
    oldest = None if practice.within_years is None else moment.month - 12 * practice.within_years
    on_the_route = 0
    for stretch in moment.worked:
        if counts(stretch.role, practice, asked) and not (stretch.in_training and practice.outside_training):
            begin = stretch.begin if oldest is None else max(stretch.begin, oldest)
            on_the_route += max(0, stretch.end - begin)
    before = sum(months for role, months in asked.profile.experience if counts(role, practice, asked))
    if on_the_route >= practice.months:
        return Value.MET
    if on_the_route + before >= practice.months:
        return Value.MET if practice.within_years is None else Value.UNKNOWN
    return Value.UNMET


def _value_of_age(leaf: Age, moment: Moment, asked: Asked) -> Value:
    months = months_of_age(moment, asked)
    if months is None:
        return Value.UNKNOWN
    too_young = leaf.age.min is not None and months < leaf.age.min * 12
    too_old = leaf.age.max is not None and months >= (leaf.age.max + 1) * 12
    return Value.UNMET if too_young or too_old else Value.MET


# --- what passing costs ---------------------------------------------------------------------------


class Lean(NamedTuple):
    """What somebody leans on to pass."""

    gaps: int = 0
    decisions: int = 0
    doubts: int = 0

    def plus(self, other: Lean) -> Lean:
        return Lean(self.gaps + other.gaps, self.decisions + other.decisions, self.doubts + other.doubts)


FREE = Lean()


def sums(ones: Iterable[Lean], others: Iterable[Lean]) -> set[Lean]:
    others = list(others)
    return {one.plus(other) for one in ones for other in others}


def leanings(requirement: Requirement | None, moment: Moment, asked: Asked) -> set[Lean]:
    """Everything that passing a requirement may cost, one for each way of passing; empty when unmet."""
    found = value(requirement, moment, asked)
    if found == Value.UNMET:
        return set()
    match requirement:
        case AllOf(all_of=branches):
            ways = {FREE}
            for branch in branches:
                ways = sums(ways, leanings(branch, moment, asked))
            return ways
        case AnyOf(any_of=branches):
            return {lean for branch in branches for lean in leanings(branch, moment, asked)}
        case NoneOf():
            return {Lean(doubts=int(found == Value.UNKNOWN))}
        case EmployerDecision(basis=basis):
            return {Lean(decisions=1, doubts=int(basis == Basis.ASSUMED))}
        case NotPublished(basis=basis):
            return {Lean(gaps=1, doubts=1 + int(basis == Basis.ASSUMED))}
        case Leaf(basis=basis):
            return {Lean(doubts=int(found == Value.UNKNOWN) + int(basis == Basis.ASSUMED))}
    return {FREE}


def has_unknown_length(step: Step) -> bool:
    """A training whose length no source gives; taking up a role takes no time."""
    return step.is_training and step.months is None


def cost_of_the_step_itself(step: Step, asked: Asked) -> Lean:
    """What a step costs whatever its conditions: an unknown length, facts assumed, a lapsed registration."""
    length_is_assumed = step.months is not None and step.months.basis == Basis.ASSUMED
    assumed = [step.basis == Basis.ASSUMED, length_is_assumed, has_lapsed(step, asked)]
    return Lean(gaps=int(has_unknown_length(step)), doubts=sum(assumed))


def has_lapsed(step: Step, asked: Asked) -> bool:
    """Every registration of the qualification has ended by the day asked."""
    codes = asked.qualifications[step.target].rncp if step.is_training else ()
    ended = [
        code.until < asked.on if code.until is not None else code.status == "lapsed"
        for code in codes
        if code.until is not None or code.status != "unknown"
    ]
    return bool(codes) and len(ended) == len(codes) and all(ended)


# --- before a step --------------------------------------------------------------------------------


class LeadIn(NamedTuple):
    """The practice and the wait before a step, and where they lead: a moment when it is not refused."""

    practised: tuple[tuple[str, int], ...]
    waited: int
    moment: Moment


def lead_ins(step: Step, moment: Moment, asked: Asked) -> Iterator[LeadIn]:
    """
    Every practice for every choice of the step's experience conditions, then the shortest wait that will do.

    Nobody practises, or waits longer, before a step that is not refused.
    """
    conditions = [leaf for leaf in walk(step.requires) if isinstance(leaf, Experience)]

    def after(
        practised: tuple[tuple[str, int], ...], left: list[Experience], now: Moment
    ) -> Iterator[LeadIn]:
        for months in sorted(waits(step, now, asked)):
            then = now._replace(month=now.month + months)
            if refusal(step, then, asked) is None:
                yield LeadIn(practised, months, then)
                break
        if refusal(step, now, asked) is None:
            return
        for i, condition in enumerate(left):
            for role in asked.roles:
                for months in fills(condition, role, now, asked):
                    then = practise(now, role, months)
                    yield from after((*practised, (role, months)), left[:i] + left[i + 1 :], then)

    yield from after((), conditions, moment)


def practise(moment: Moment, role: str, months: int) -> Moment:
    stretch = Stretch(role, moment.month, moment.month + months, in_training=False)
    return moment._replace(month=stretch.end, worked=moment.worked | {stretch})


def fills(condition: Experience, role: str, moment: Moment, asked: Asked) -> Iterator[int]:
    """The months in a role that are just enough for what a condition lacks; none when it is not unmet."""
    practice = condition.experience
    if not in_post(role, moment, asked) or not counts(role, practice, asked):
        return
    if value(condition, moment, asked) == Value.UNMET:
        for months in range(1, practice.months + 1):
            if value(condition, practise(moment, role, months), asked) != Value.UNMET:
                yield months
                return


def waits(step: Step, moment: Moment, asked: Asked) -> set[int]:
    """No wait, or one until an age that a condition asks for, or until the step's first day."""
    lengths = {0}
    age = months_of_age(moment, asked)
    for leaf in walk(step.requires):
        if isinstance(leaf, Age) and leaf.age.min is not None and age is not None:
            lengths.add(max(0, leaf.age.min * 12 - age))
    if step.valid_from is not None:
        month = moment.month
        while asked.day(month) < step.valid_from:
            month += 1
        lengths.add(month - moment.month)
    return lengths


# --- a step ---------------------------------------------------------------------------------------


def months_of(step: Step) -> int:
    """Its shortest length; nothing when no source gives one."""
    return 0 if step.months is None else step.months.min


def refusal(step: Step, moment: Moment, asked: Asked) -> str | None:
    """Why a step cannot begin now; None when it can."""
    begins, ends = asked.day(moment.month), asked.day(moment.month + months_of(step))
    if has(step.target, moment, asked):
        return "its target is had already"
    if step.valid_from is not None and begins < step.valid_from:
        return "it is not valid yet"
    if step.valid_to is not None and begins > step.valid_to:
        return "it is valid no more"
    if step.is_training:
        closed_on = asked.qualifications[step.target].closed_on
        if closed_on is not None and ends > closed_on:
            return "its qualification is closed before the training ends"
    if value(step.requires, moment, asked) == Value.UNMET:
        return "its conditions are not met"
    return None


def take(step: Step, moment: Moment) -> Moment:
    end = moment.month + months_of(step)
    if not step.is_training:
        return moment._replace(month=end, entered=moment.entered | {step.target})
    held = moment.held | {Held(qualification=step.target, prepared_by=step.access)}
    worked = moment.worked
    if step.counts_as_experience is not None:
        worked |= {Stretch(step.counts_as_experience, moment.month, end, in_training=True)}
    return moment._replace(month=end, held=held, worked=worked)


# --- every route ----------------------------------------------------------------------------------


class Totals(NamedTuple):
    """The totals of a route."""

    months: int
    unpaid: int
    gaps: int
    decisions: int
    doubts: int


Totalled = dict[frozenset[str], set[Totals]]


class Found(NamedTuple):
    """An irreducible set of steps, and the totals of all ways to order, practise, wait and lean."""

    steps: frozenset[str]
    totals: frozenset[Totals]


def all_feasible(asked: Asked) -> Totalled:
    """Every set of steps that can be taken, all of it, in some order; with all its totals."""
    totalled: Totalled = defaultdict(set)
    seen = set()

    def go_on(moment: Moment, taken: frozenset[str], unpaid: int, leans: frozenset[Lean]) -> None:
        if (moment, taken, unpaid, leans) in seen:
            return
        seen.add((moment, taken, unpaid, leans))
        totalled[taken] |= {Totals(moment.month, unpaid, *lean) for lean in leans}
        for step in asked.steps:
            if step.id in taken or has(step.target, moment, asked):
                continue
            for lead_in in lead_ins(step, moment, asked):
                begins = lead_in.moment
                unpaid_here = lead_in.waited + (months_of(step) if step.access in UNPAID else 0)
                leans_here = sums(
                    leanings(step.requires, begins, asked), {cost_of_the_step_itself(step, asked)}
                )
                leans_then = frozenset(sums(leans, leans_here))
                go_on(take(step, begins), taken | {step.id}, unpaid + unpaid_here, leans_then)

    go_on(asked.start, frozenset(), 0, frozenset({FREE}))
    return totalled


def all_routes(asked: Asked) -> list[Found]:
    """Every irreducible set of steps that reaches the goal; none when it is had already."""
    if has(asked.goal, asked.start, asked):
        return []
    to_the_goal = {step.id for step in asked.steps if step.target == asked.goal}
    reaching = {steps: totals for steps, totals in all_feasible(asked).items() if steps & to_the_goal}
    return [
        Found(steps, frozenset(totals))
        for steps, totals in reaching.items()
        if not any(fewer < steps for fewer in reaching)
    ]


# --- the ranking ----------------------------------------------------------------------------------


def key(totals: Totals, by: By) -> tuple[int, ...]:
    """What a ranking compares, the first difference deciding; fewer decisions before any tie-break."""
    months, unpaid, gaps, decisions, doubts = totals
    match by:
        case "fastest":
            return gaps, months, decisions
        case "paid":
            return gaps, unpaid, months, decisions
        case "surest":
            return decisions, doubts, gaps, months
        case "pareto":
            return gaps, months, decisions, doubts, unpaid


class Ranked(NamedTuple):
    """A route at its best, and every list of totals that is as good."""

    steps: frozenset[str]
    best: frozenset[Totals]


def ranked(routes: Iterable[Found], by: By, asked: Asked) -> list[Ranked]:
    """The routes, each at its best, the best first."""

    def at_its_best(route: Found) -> Ranked:
        least = min(key(totals, by) for totals in route.totals)
        return Ranked(route.steps, frozenset(t for t in route.totals if key(t, by) == least))

    def order(route: Ranked) -> tuple[tuple[int, ...], int, list[str]]:
        places = sum(asked.places[step] for step in route.steps)
        return min(key(totals, by) for totals in route.best), places, sorted(route.steps)

    return sorted(map(at_its_best, routes), key=order)


def trade_offs(routes: Iterable[Found], asked: Asked) -> list[Ranked]:
    """The routes, each at its best, that no other one beats; one of those that come to the same."""
    in_order = ranked(routes, "pareto", asked)
    first = {totals: route for route in reversed(in_order) for totals in route.best}

    def is_beaten(totals: Totals) -> bool:
        return any(o != totals and all(a <= b for a, b in zip(o, totals, strict=True)) for o in first)

    return [
        route
        for route in in_order
        for (totals,) in [route.best]
        if first[totals] is route and not is_beaten(totals)
    ]
