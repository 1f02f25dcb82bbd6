"""
Reach, and the keep-open score: how many roles a start gets to, and how many stay open after a first choice.

What a start reaches is the union of its routes. After a first choice (a step that the start can take today,
taken to its end) only lower bounds are asked, one pass for all roles: what they call shut is shut for
certain, what they leave open nearly always is. So the score errs towards *open*; what a choice costs in
months, and each route, is what ``choice`` answers for one person. A role counts as open however long it
takes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from pathways.analysis.starts import Start
from pathways.analysis.survey import Survey
from pathways.analysis.sweeping import Progress, sweep, told_to_nobody
from pathways.bounds import NEVER, Bounds
from pathways.catalogue import Catalogue, named_by
from pathways.eligibility import Verdict
from pathways.model import AtLeastLevel, Experience, Holds, NoneOf, Step, leaves, walk
from pathways.questions import OpenMap, month_of
from pathways.rankings import Ranking
from pathways.reach import map_after


@dataclass(frozen=True, slots=True)
class FirstChoice:
    """
    A step that a start can take today, and what it shuts.

    Parameters
    ----------
    closes
        The roles that were within reach and no longer are.
    score
        The share of the roles within reach that stay open, from 0 to 1.
    """

    step: str
    closes: tuple[str, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Openness:
    """
    What one start reaches, and what its first choices leave of it.

    Parameters
    ----------
    roles
        The roles that it has a route to, or has already, in the order of their ids.
    unsure
        Those for which the search was cut before it found a route.
    score
        The share of all roles that any start reaches, from 0 to 1.
    choices
        Those that shut most first.
    """

    start: str
    roles: tuple[str, ...]
    unsure: tuple[str, ...]
    score: float
    choices: tuple[FirstChoice, ...]


class _Asked(NamedTuple):
    on: date
    start: Start
    roles: tuple[str, ...]


def openness(
    found: Survey, *, n_jobs: int | None = None, progress: Progress = told_to_nobody
) -> tuple[Openness, ...]:
    """
    What each start of a survey reaches, in the order of the starts.

    Examples
    --------
    >>> from pathways.analysis.survey import survey
    >>> from tests.small_map import small
    >>> school, _ = openness(survey(small()))
    >>> len(school.roles), school.choices[0].step, school.choices[0].closes
    (5, 'bac-pro-camion-initial', ('a-9-1-technicien',))
    """
    reached = {start.id: _reached(found, start) for start in found.starts}
    tasks = [_Asked(found.on, start, reached[start.id]) for start in found.starts]
    choices = sweep(found.catalogue, _choices, tasks, n_jobs, progress)
    anywhere = {role for roles in reached.values() for role in roles}
    unsure = {
        start.id: tuple(goal for each, goal in found.unsure if each == start.id) for start in found.starts
    }
    return tuple(
        Openness(
            start.id,
            reached[start.id],
            unsure[start.id],
            len(reached[start.id]) / len(anywhere) if anywhere else 0.0,
            each,
        )
        for start, each in zip(found.starts, choices, strict=True)
    )


def _reached(found: Survey, start: Start) -> tuple[str, ...]:
    return tuple(goal for goal in found.goals if goal in start.has or (start.id, goal) in found.best)


def _choices(catalogue: Catalogue, asked: _Asked) -> tuple[FirstChoice, ...]:
    looking = _Looking(asked.start.sees(catalogue, asked.on), asked.roles)
    found = [looking.choice(step) for step in _open_today(looking.open_map)]
    return tuple(sorted(found, key=lambda each: (each.score, each.step)))


def _open_today(open_map: OpenMap) -> Iterator[Step]:
    """The steps that nothing shuts today: what is to be confirmed may turn out well."""
    for step in open_map.steps.values():
        requirement = open_map.requires[step.id]
        has_begun = step.valid_from is None or step.valid_from <= open_map.question.on
        if has_begun and not open_map.has(step.target):
            verdict = requirement and open_map.eligibility.verdict(requirement, open_map.start)
            if verdict is not Verdict.UNMET:
                yield step


class _Looking:
    """
    What the first choices of one start shut, each month's wait looked at once.

    To have more shuts nothing, but for what an incompatibility names, or for a qualification that another
    way of preparing would have been worth more. So where as much time alone shuts nothing, nor does a step.
    """

    def __init__(self, open_map: OpenMap, roles: tuple[str, ...]) -> None:
        self.open_map = open_map
        self._roles = roles
        self._delicate = _delicate(open_map.catalogue)
        self._shut_by_time: dict[int, tuple[str, ...]] = {}

    def choice(self, step: Step) -> FirstChoice:
        """One first choice."""
        months = step.months.min if step.months else 0
        is_delicate = self._delicate is None or step.target in self._delicate
        closes: tuple[str, ...] = ()
        if is_delicate or self._by_time(months):
            closes = self._shut_on(
                map_after(self.open_map, month_of(self.open_map.question.on, months), step)
            )
        score = 1 - len(closes) / len(self._roles) if self._roles else 1.0
        return FirstChoice(step.id, closes, score)

    def _by_time(self, months: int) -> tuple[str, ...]:
        """What so many months shut of which nothing comes."""
        if months not in self._shut_by_time:
            day = month_of(self.open_map.question.on, months)
            question = replace(self.open_map.question, on=day)
            later = OpenMap(self.open_map.catalogue, question)
            age = None if self.open_map.start.age is None else self.open_map.start.age + months
            older = later.seen_by(replace(self.open_map.start, age=age))
            self._shut_by_time[months] = self._shut_on(older)
        return self._shut_by_time[months]

    def _shut_on(self, open_map: OpenMap) -> tuple[str, ...]:
        bounds = Bounds(open_map, Ranking.by("fastest"))
        return tuple(role for role in self._roles if bounds.node(role) >= NEVER)


def _delicate(catalogue: Catalogue) -> frozenset[str] | None:
    """The nodes that it can be worse to have, or to have prepared in some way; None for any node."""
    found: set[str] = set()
    for step in catalogue.steps.values():
        for part in walk(step.requires):
            if isinstance(part, Holds) and part.prepared_by:
                found.add(part.holds)
            for leaf in leaves(part) if isinstance(part, NoneOf) else ():
                if isinstance(leaf, AtLeastLevel | Experience):
                    return None
                found.update(named_by(leaf))
    return frozenset(found)
