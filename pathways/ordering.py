"""
The best way to walk a given set of steps: in which order, practising what, waiting for what.

A set of steps says what a person does; this module says whether it can be done at all, and how best. It
walks every order that conditions allow, keeping for each set of steps still to take, and each situation,
only the cheapest way there (a shortest path over the subsets, after Held and Karp 1962). Practice and
waits are added only before a step that would otherwise be refused.

Most sets are *plain*: no age, date or incompatibility can shut a step however the others are ordered. Then
having more never shuts anything, so a step that can be taken at its cheapest is taken at once, and whether
the set can be walked at all is a fixpoint over what is held.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from pathways.catalogue import asked
from pathways.eligibility import Lean, Situation, Spell, Verdict
from pathways.model import Age, AllOf, AnyOf, Experience, NoneOf, Requirement, Step, walk
from pathways.questions import OpenMap, is_lasting, month_of
from pathways.rankings import Cost, Ranking, own_costs

Kind = Literal["train", "enter", "practise", "wait"]
Taken = tuple[Situation, tuple["Leg", ...]]
NOTHING = Lean()


@dataclass(frozen=True, slots=True)
class Leg:
    """One segment of a walk, with what it leans on and what it costs."""

    kind: Kind
    node: str
    step: Step
    months: int
    cost: Cost
    lean: Lean = NOTHING


@dataclass(frozen=True, slots=True)
class Walk:
    """A feasible order of a set of steps, with its practice and waits, and its number in the ranking."""

    legs: tuple[Leg, ...]
    number: int


class Ordering:
    """Finds the best walk of a set of steps; answers are remembered for the life of one question."""

    def __init__(self, open_map: OpenMap, ranking: Ranking) -> None:
        self._map = open_map
        self._ranking = ranking
        self._known: dict[frozenset[str], Walk | None] = {}
        self._read: dict[frozenset[str], _Steps] = {}

    def best(self, steps: frozenset[str]) -> Walk | None:
        """The cheapest walk that takes every step of the set; None when there is none."""
        if steps not in self._known:
            chosen = self._steps(steps)
            possible = chosen.can_be_walked_in_time
            self._known[steps] = _Search(self._map, self._ranking, chosen).run() if possible else None
        return self._known[steps]

    def smallest_within(self, steps: frozenset[str]) -> frozenset[str] | None:
        """
        A set of these steps that can be walked and no part of which will do; None when there is none.

        Plain steps are left out one by one, each with those that it alone opened: a part that leads to the
        goal still does with more. Otherwise every part is looked at, the smaller ones first, save those that
        fail even in time.
        """
        chosen = self._steps(steps)
        if not chosen.can_be_walked_in_time:
            return None
        if not chosen.is_plain:
            return next((part for part in self._parts(steps) if self.best(part) is not None), None)
        for step in sorted(steps):
            fewer = self._steps(steps - {step}).walked_in_time
            if any(self._map.steps[each].target == self._map.question.goal for each in fewer):
                steps = fewer
        return steps

    def _steps(self, ids: frozenset[str]) -> _Steps:
        known = self._read.get(ids)
        if known is None:
            known = self._read[ids] = _Steps(self._map, ids)
        return known

    def _parts(self, steps: frozenset[str]) -> list[frozenset[str]]:
        """The parts of a set that can be walked in time, the smaller ones first."""
        goal = self._map.question.goal
        found: set[frozenset[str]] = set()
        waiting = [steps]
        while waiting:
            part = waiting.pop()
            if part in found or not self._steps(part).can_be_walked_in_time:
                continue
            found.add(part)
            waiting += [part - {step} for step in part if self._map.steps[step].target != goal]
        return sorted(found, key=lambda part: (len(part), sorted(part)))


class _Steps:
    """A set of steps, and what can be said of it without ordering it."""

    def __init__(self, open_map: OpenMap, ids: frozenset[str]) -> None:
        self._map = open_map
        self.ids = ids
        self.steps = tuple(open_map.steps[step] for step in sorted(ids))

    @cached_property
    def horizon(self) -> int:
        """No walk of the set lasts longer, in months, unless it waits for a step that does not exist yet."""
        months = sum(step.months.min for step in self.steps if step.months)
        until_old_enough = 0
        for leaf in self._leaves():
            if isinstance(leaf, Experience):
                months += leaf.experience.months
            elif isinstance(leaf, Age) and leaf.age.min is not None and self._map.start.age is not None:
                until_old_enough = max(until_old_enough, leaf.age.min * 12 - self._map.start.age)
        return months + until_old_enough

    @cached_property
    def is_plain(self) -> bool:
        """True when nothing can shut a step of the set, however the others are ordered."""
        return not any(self._can_shut(step) for step in self.steps)

    @property
    def can_be_walked_in_time(self) -> bool:
        """Whether every step can be taken if no date, upper age or incompatibility is in the way."""
        return self.walked_in_time == self.ids

    @cached_property
    def walked_in_time(self) -> frozenset[str]:
        """The steps that can be taken if no date, upper age or incompatibility is in the way."""
        left, person, had = self.steps, self._map.start, self._map.had
        while left:
            shut: list[Step] = []
            for step in left:
                if self.passes_in_time(self._map.requires[step.id], person, had):
                    person = _taken(step, person)
                    had |= self._map.bit(step.target)
                else:
                    shut.append(step)
            if len(shut) == len(left):
                break
            left = tuple(shut)
        return self.ids - {step.id for step in left}

    def passes_in_time(self, requirement: Requirement | None, person: Situation, had: int = 0) -> bool:
        """Whether a requirement passes now, or will in time; ``had`` are the bits of what a person has."""
        if had and self._map.is_met_by_one_of(requirement, had):
            return True
        match requirement:
            case AllOf(all_of=branches):
                return all(self.passes_in_time(branch, person, had) for branch in branches)
            case AnyOf(any_of=branches):
                return any(self.passes_in_time(branch, person, had) for branch in branches)
            case NoneOf() if not is_lasting(requirement):
                return True
            case Age(age=window):
                years = self._map.start.years
                return years is None or window.max is None or years <= window.max
            case Experience(experience=practice) if person.posts & self._map.eligibility.counting_roles(
                practice
            ):
                return True
            case _:
                return self._map.eligibility.verdict(requirement, person) is not Verdict.UNMET

    def everything_done(self) -> Situation:
        """The situation once all of the set is held and worked in, at its oldest: nothing leans on less."""
        person = self._map.start
        for step in self.steps:
            person = _taken(step, person)
        for leaf in self._leaves():
            if isinstance(leaf, Experience):
                for role in self._map.eligibility.counting_roles(leaf.experience) & person.posts:
                    person = person.practised(role, leaf.experience.months)
        age = self._map.start.age
        return replace(person, age=None if age is None else age + self.horizon)

    def _leaves(self) -> Iterator[Requirement]:
        return (leaf for step in self.steps for leaf in asked(self._map.requires[step.id]))

    def _can_shut(self, step: Step) -> bool:
        on, begins = self._map.question.on, step.valid_from
        end = month_of(on, self.horizon)
        if begins is not None and begins > on:
            return True
        if any(day is not None and day < end for day in (step.valid_to, self._map.closed_after(step))):
            return True
        return any(self._condition_can_shut(node) for node in walk(self._map.requires[step.id]))

    def _condition_can_shut(self, requirement: Requirement) -> bool:
        age = self._map.start.age
        match requirement:
            case NoneOf():
                return not is_lasting(requirement)
            case Age(age=window):
                return (
                    age is not None and window.max is not None and age + self.horizon >= (window.max + 1) * 12
                )
            case Experience(experience=practice):
                return practice.within_years is not None and self.horizon > practice.within_years * 12
            case _:
                return False


@dataclass(frozen=True, slots=True)
class _Point:
    """Where a walk stands: what is left to do, and the situation reached."""

    left: frozenset[str]
    person: Situation

    def key(self) -> tuple[object, ...]:
        """Two points with the same key have the same future."""
        months: dict[tuple[str, int, bool], int] = {}
        for spell in self.person.spells:
            where = (spell.role, spell.ended, spell.in_training)
            months[where] = months.get(where, 0) + spell.months
        return self.left, self.person.now, frozenset(months.items())


class _Search:
    def __init__(self, open_map: OpenMap, ranking: Ranking, steps: _Steps) -> None:
        self._map = open_map
        self._ranking = ranking
        self._steps = steps
        self._best: Walk | None = None
        self._cheapest: dict[tuple[object, ...], int] = {}
        self._own = own_costs(open_map.structure, open_map.question.on)
        self._alone = {step.id: ranking.number(self._own[step.id]) for step in steps.steps}

    def run(self) -> Walk | None:
        self._extend(_Point(self._steps.ids, self._map.start), (), 0)
        return self._best

    def _extend(self, point: _Point, legs: tuple[Leg, ...], number: int) -> None:
        at_least = number + sum(self._alone[step] for step in point.left)
        if self._best is not None and at_least >= self._best.number:
            return
        if not point.left:
            self._best = Walk(legs, number)
            return
        key = point.key()
        if self._cheapest.get(key, number + 1) <= number:
            return
        self._cheapest[key] = number
        for step_id, person, added in self._continuations(point):
            more = sum(self._ranking.number(leg.cost) for leg in added)
            self._extend(_Point(point.left - {step_id}, person), (*legs, *added), number + more)

    def _continuations(self, point: _Point) -> Iterator[tuple[str, Situation, tuple[Leg, ...]]]:
        at_once = self._safe_step(point) if self._steps.is_plain else None
        for step_id in (at_once,) if at_once else self._in_turn(point.left):
            for person, added in self._taking(self._map.steps[step_id], point.person):
                yield step_id, person, added

    def _in_turn(self, left: frozenset[str]) -> list[str]:
        """Trainings before entries, so that of equal walks the one kept enters a role when it needs it."""
        return sorted(left, key=lambda step: (not self._map.steps[step].is_training, step))

    def _safe_step(self, point: _Point) -> str | None:
        """A step that can be taken now, will never lean on less, and lets no other lean on more."""
        for step_id in self._in_turn(point.left):
            leans = self._leans(step_id, point.person)
            is_at_its_least = bool(leans) and self._leaning(leans) == self._least[step_id]
            if is_at_its_least and not self._opens_dearly(step_id, point):
                return step_id
        return None

    def _opens_dearly(self, taken: str, point: _Point) -> bool:
        """
        True when a step opens another that is refused as yet, and not at the least that it can lean on.

        Nobody practises or waits before an open step: only while refused can it be made to lean on less.
        """
        after = _taken(self._map.steps[taken], point.person)
        for other in point.left - {taken}:
            leans = () if self._leans(other, point.person) else self._leans(other, after)
            if leans and self._leaning(leans) > self._least[other]:
                return True
        return False

    def _leans(self, step_id: str, person: Situation) -> tuple[Lean, ...]:
        return self._map.eligibility.leans(self._map.requires[step_id], person)

    @cached_property
    def _least(self) -> dict[str, int]:
        """What each step leans on once everything is done."""
        done = self._steps.everything_done()
        asked = ((step.id, self._map.requires[step.id]) for step in self._steps.steps)
        leans = ((step, self._map.eligibility.leans(requirement, done)) for step, requirement in asked)
        return {step: self._leaning(each) for step, each in leans if each}

    def _leaning(self, leans: tuple[Lean, ...]) -> int:
        return min(self._ranking.of_counts(*lean.counts) for lean in leans)

    # --- taking one step --------------------------------------------------------------------------

    def _taking(self, step: Step, person: Situation) -> Iterator[Taken]:
        """Every way to take a step now: as one is, or after practice, or after a wait."""
        for ready, before in self._made_ready(step, person):
            leg = self._leg(step, ready)
            if leg is not None:
                yield _taken(step, ready), (*before, leg)

    def _made_ready(self, step: Step, person: Situation) -> Iterator[Taken]:
        if not self._steps.passes_in_time(self._map.requires[step.id], person):
            return
        for worked, practice in self._practised(step, person, ()):
            for waited in self._waits(step, worked):
                months = waited.now - worked.now
                wait = (Leg("wait", step.target, step, months, Cost(months=months, unpaid=months)),)
                yield waited, (*practice, *(wait if months else ()))

    def _practised(self, step: Step, person: Situation, filled: tuple[Experience, ...]) -> Iterator[Taken]:
        """As one is; and, where the step is refused, after filling its lacking experiences in every way."""
        yield person, ()
        eligibility, requirement = self._map.eligibility, self._map.requires[step.id]
        is_unmet = eligibility.verdict(requirement, person) is Verdict.UNMET
        if not is_unmet and not self._months_until_it_begins(step, person):
            return
        for leaf in asked(requirement):
            if not isinstance(leaf, Experience) or any(leaf is each for each in filled):
                continue
            missing = eligibility.missing_months(leaf.experience, person)
            if not missing:
                continue
            for role in sorted(eligibility.counting_roles(leaf.experience) & person.posts):
                leg = Leg("practise", role, step, missing, Cost(months=missing))
                for worked, legs in self._practised(step, person.practised(role, missing), (*filled, leaf)):
                    yield worked, (leg, *legs)

    def _waits(self, step: Step, person: Situation) -> Iterator[Situation]:
        """As one is, or after the shortest wait, where the step is then no longer refused."""
        requirement = self._map.requires[step.id]
        months = {0}
        if person.age is not None:
            for leaf in asked(requirement):
                if isinstance(leaf, Age) and leaf.age.min is not None:
                    months.add(max(0, leaf.age.min * 12 - person.age))
        begins = self._months_until_it_begins(step, person)
        for wait in sorted({max(begins, each) for each in months}):
            waited = person.later(wait) if wait else person
            if self._map.eligibility.verdict(requirement, waited) is not Verdict.UNMET:
                yield waited
                return

    def _months_until_it_begins(self, step: Step, person: Situation) -> int:
        if step.valid_from is None:
            return 0
        on = self._map.question.on
        months = max(0, (step.valid_from.year - on.year) * 12 + step.valid_from.month - on.month - person.now)
        return months if month_of(on, person.now + months) >= step.valid_from else months + 1

    def _leg(self, step: Step, person: Situation) -> Leg | None:
        """The step itself, taken now; None when its dates forbid it."""
        on = self._map.question.on
        months = step.months.min if step.months else 0
        if step.valid_to is not None and month_of(on, person.now) > step.valid_to:
            return None
        closed = self._map.closed_after(step)
        if closed is not None and month_of(on, person.now + months) > closed:
            return None
        leans = self._map.eligibility.leans(self._map.requires[step.id], person)
        lean = min(leans, key=lambda each: (self._ranking.of_counts(*each.counts), each.counts))
        cost = self._own[step.id] + Cost(gaps=lean.gaps, decisions=lean.decisions, doubts=lean.doubts)
        return Leg("train" if step.is_training else "enter", step.target, step, months, cost, lean)


def _taken(step: Step, person: Situation) -> Situation:
    """The person, once the step is taken."""
    months = step.months.min if step.months else 0
    done = person.later(months) if months else person
    if step.counts_as_experience is not None and months:
        spell = Spell(step.counts_as_experience, months, done.now, in_training=True)
        done = replace(done, spells=(*done.spells, spell))
    return done.obtained(step.target, step.access) if step.is_training else done.entered(step.target)
