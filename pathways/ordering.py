"""
The best way to walk a given set of steps: in which order, practising what, waiting for what.

A set of steps says what a person does; this module says whether it can be done at all, and how best. It
walks every order that conditions allow, keeping for each set of steps still to take, and each situation,
only the cheapest way there (a shortest path over the subsets, after Held and Karp 1962). Practice and
waits are added only before a step that would otherwise be refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from pathways.eligibility import Lean, Situation, Spell, Verdict
from pathways.model import Access, Age, Basis, Experience, Step
from pathways.questions import OpenMap, leaves, month_of
from pathways.rankings import Cost, Ranking

Kind = Literal["train", "enter", "practise", "wait"]


@dataclass(frozen=True, slots=True)
class Leg:
    """One segment of a walk, with what it leans on and what it costs."""

    kind: Kind
    node: str | None
    step: Step | None
    months: int
    cost: Cost
    lean: Lean = Lean()


@dataclass(frozen=True, slots=True)
class Walk:
    """A feasible order of a set of steps, with its practice and waits."""

    legs: tuple[Leg, ...]
    number: int

    @property
    def cost(self) -> Cost:
        """The sum over the legs."""
        return sum((leg.cost for leg in self.legs), Cost())


class Ordering:
    """Finds the best walk of a set of steps; answers are remembered for the life of one question."""

    def __init__(self, open_map: OpenMap, ranking: Ranking) -> None:
        self._map = open_map
        self._ranking = ranking
        self._known: dict[frozenset[str], Walk | None] = {}

    def best(self, steps: frozenset[str]) -> Walk | None:
        """The cheapest walk that takes every step of the set; None when there is none."""
        if steps not in self._known:
            self._known[steps] = _Search(self._map, self._ranking).run(steps)
        return self._known[steps]

    def is_irreducible(self, steps: frozenset[str]) -> bool:
        """True when the set can be walked and no step of it, other than the last, can be left out."""
        goal = self._map.question.goal
        without = (steps - {step} for step in steps if self._map.steps[step].target != goal)
        return all(self.best(fewer) is None for fewer in without)


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
    def __init__(self, open_map: OpenMap, ranking: Ranking) -> None:
        self._map = open_map
        self._ranking = ranking
        self._best: Walk | None = None
        self._cheapest: dict[tuple[object, ...], int] = {}

    def run(self, steps: frozenset[str]) -> Walk | None:
        self._extend(_Point(steps, self._map.start), (), 0)
        return self._best

    def _extend(self, point: _Point, legs: tuple[Leg, ...], number: int) -> None:
        if self._best is not None and number >= self._best.number:
            return
        if not point.left:
            self._best = Walk(legs, number)
            return
        key = point.key()
        if self._cheapest.get(key, number + 1) <= number:
            return
        self._cheapest[key] = number
        for step_id in sorted(point.left):
            for person, added in self._taking(self._map.steps[step_id], point.person):
                more = sum(self._ranking.number(leg.cost) for leg in added)
                self._extend(_Point(point.left - {step_id}, person), (*legs, *added), number + more)

    # --- taking one step --------------------------------------------------------------------------

    def _taking(self, step: Step, person: Situation) -> Iterator[tuple[Situation, tuple[Leg, ...]]]:
        """Every way to take a step now: as one is, or after practice, or after a wait."""
        for ready, before in self._made_ready(step, person):
            leg = self._leg(step, ready)
            if leg is not None:
                yield _after(step, ready), (*before, leg)

    def _made_ready(self, step: Step, person: Situation) -> Iterator[tuple[Situation, tuple[Leg, ...]]]:
        requirement = self._map.requires[step.id]
        for worked, practice in self._practised(step, person, ()):
            for waited, months in self._waits(step, worked):
                if self._map.eligibility.verdict(requirement, waited) is not Verdict.UNMET:
                    wait = (Leg("wait", None, step, months, Cost(months=months, unpaid=months)),) if months else ()
                    yield waited, (*practice, *wait)

    def _practised(
        self, step: Step, person: Situation, filled: tuple[Experience, ...]
    ) -> Iterator[tuple[Situation, tuple[Leg, ...]]]:
        """As one is; and, where the step is refused, after filling its lacking experiences in every way."""
        yield person, ()
        requirement = self._map.requires[step.id]
        if self._map.eligibility.verdict(requirement, person) is not Verdict.UNMET:
            return
        for leaf in leaves(requirement):
            if not isinstance(leaf, Experience) or leaf in filled:
                continue
            missing = self._map.eligibility.missing_months(leaf.experience, person)
            if not missing:
                continue
            for role in sorted(self._map.eligibility.counting_roles(leaf.experience) & person.posts):
                leg = Leg("practise", role, step, missing, Cost(months=missing))
                after = self._practised(step, person.practised(role, missing), (*filled, leaf))
                for worked, legs in after:
                    yield worked, (leg, *legs)

    def _waits(self, step: Step, person: Situation) -> Iterator[tuple[Situation, int]]:
        """As one is; or once old enough for a condition of the step, or once the step begins to exist."""
        months = {0}
        if person.age is not None:
            for leaf in leaves(self._map.requires[step.id]):
                if isinstance(leaf, Age) and leaf.age.min is not None:
                    months.add(max(0, leaf.age.min * 12 - person.age))
        opens = self._months_until_it_exists(step, person)
        for wait in sorted({max(opens, each) for each in months}):
            yield person.later(wait), wait
            if self._map.eligibility.verdict(self._map.requires[step.id], person.later(wait)) is not Verdict.UNMET:
                return

    def _months_until_it_exists(self, step: Step, person: Situation) -> int:
        if step.valid_from is None:
            return 0
        on = self._map.question.on
        months = max(0, (step.valid_from.year - on.year) * 12 + step.valid_from.month - on.month - person.now)
        while month_of(on, person.now + months) < step.valid_from:
            months += 1
        return months

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
        return Leg("train" if step.is_training else "enter", step.target, step, months, self.cost(step, lean), lean)

    def cost(self, step: Step, lean: Lean) -> Cost:
        return own_cost(self._map, step) + Cost(gaps=lean.gaps, decisions=lean.decisions, doubts=lean.doubts)


def own_cost(open_map: OpenMap, step: Step) -> Cost:
    """What a step costs whatever its conditions lean on."""
    months = step.months.min if step.months else 0
    assumed = (step.basis is Basis.ASSUMED) + (step.months is not None and step.months.basis is Basis.ASSUMED)
    return Cost(
        gaps=int(step.duration_is_unknown),
        months=months,
        unpaid=0 if step.access.is_alternance else months,
        doubts=assumed + open_map.lapsed(step),
        places=open_map.place[step.id],
    )


def _after(step: Step, person: Situation) -> Situation:
    """The person, once the step is taken."""
    months = step.months.min if step.months else 0
    done = person.later(months)
    if step.counts_as_experience is not None and months:
        spell = Spell(step.counts_as_experience, months, done.now, in_training=True)
        done = replace(done, spells=(*done.spells, spell))
    return done.obtained(step.target, Access(step.access)) if step.is_training else done.entered(step.target)
