"""
The same question for several people: who is how far from a goal, and on which conditions they differ.

Each profile is asked for on its own, so nobody's answer depends on who else is on the list; the order is that
of the list, and there is no score. Labels are those of a table ("A", "row 3"), never names: nothing here
needs to know who the people are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from pathways.catalogue import Catalogue
from pathways.eligibility import Situation, Verdict
from pathways.errors import BadValue
from pathways.gaps import Checked, check, missing_today
from pathways.model import Access, Profile, Requirement, Step
from pathways.questions import OpenMap, Question
from pathways.routes import Answer, Route, answer, check_ids

MOST_PLANS_A_PROFILE: Final = 2_000


@dataclass(frozen=True, slots=True)
class Standing:
    """
    Where one profile stands.

    Parameters
    ----------
    answer
        Its fastest route, that it has the goal already, or why there is no route.
    """

    label: str
    profile: Profile
    answer: Answer

    @property
    def held_already(self) -> bool:
        """True when nothing is left to do."""
        return self.answer.held_already

    @property
    def route(self) -> Route | None:
        """The fastest route; None when there is none, or none is needed or was found in time."""
        return self.answer.routes[0] if self.answer.routes else None

    @property
    def is_fastest(self) -> bool:
        """Whether it is proved that no route is faster, or that there is none."""
        return self.answer.complete or self.answer.certain == 1


@dataclass(frozen=True, slots=True)
class Compared:
    """
    One line of a requirement, and how it stands for each profile, in the order of the list.

    Parameters
    ----------
    depth
        How deep in the requirement; 0 for the whole.
    is_group
        True for a line that others stand under.
    """

    requirement: Requirement
    depth: int
    is_group: bool
    verdicts: tuple[Verdict, ...]


@dataclass(frozen=True, slots=True)
class Cohort:
    """
    Several profiles and one goal.

    Parameters
    ----------
    way
        The way to the goal that is compared condition by condition; None when nothing leads there.
    conditions
        Its conditions today; none when it asks for nothing.
    """

    question: Question
    standings: tuple[Standing, ...]
    way: Step | None
    conditions: tuple[Compared, ...]


def cohort(
    catalogue: Catalogue,
    profiles: Sequence[tuple[str, Profile]],
    goal: str,
    *,
    way: str | None = None,
    on: date | None = None,
    bare_decisions: bool = False,
    relax_advised: bool = False,
    practice_months: int | None = None,
    only_by: Collection[Access] = (),
    no_decisions: bool = False,
    stated_only: bool = False,
    progress: Callable[[int, int], None] = lambda *_: None,
) -> Cohort:
    """
    The same question for several profiles.

    Parameters
    ----------
    profiles
        Each with a label that tells it from the others, such as "A" or "row 3": never a name.
    way
        The step to compare condition by condition; when left out, the one that most of the fastest routes
        end with, or else the nearest one for the first profile.
    progress
        Told how many profiles are done, of how many.

    Raises
    ------
    UnknownId
        The goal, the step, or something that a profile names, is not on the map.
    BadValue
        There is no profile, a label is there twice, or the step leads elsewhere.

    Examples
    --------
    >>> from tests.small_map import small
    >>> two = [("A", Profile(age=18, holds=["cap-mecano"])), ("B", Profile(age=18))]
    >>> found = cohort(small(), two, "a-3-1-mecanicien")
    >>> [(each.label, each.route.months) for each in found.standings]
    [('A', 0), ('B', 24)]
    >>> [verdict.name for verdict in found.conditions[0].verdicts]
    ['MET', 'UNMET']
    """
    question = Question(
        Profile(), goal, on or catalogue.file.as_of, k=1, bare_decisions=bare_decisions,
        relax_advised=relax_advised, practice_months=practice_months, only_by=frozenset(only_by),
        no_decisions=no_decisions, stated_only=stated_only,
    )  # fmt: skip
    return compared(catalogue, question, profiles, way, progress)


def compared(
    catalogue: Catalogue,
    question: Question,
    profiles: Sequence[tuple[str, Profile]],
    way: str | None = None,
    progress: Callable[[int, int], None] = lambda *_: None,
) -> Cohort:
    """The same for a question already put together, whoever asks it."""
    question = replace(question, k=1, by="fastest")
    _check(catalogue, question, profiles)
    named = None if way is None else _to_the_goal(catalogue.step(way), question.goal)
    known: dict[Profile, Answer] = {}
    standings: list[Standing] = []
    for done, (label, profile) in enumerate(profiles, start=1):
        if profile not in known:
            asked = replace(question, profile=profile)
            known[profile] = answer(catalogue, asked, MOST_PLANS_A_PROFILE)
        standings.append(Standing(label, profile, known[profile]))
        progress(done, len(profiles))
    step = named or _usual_way(catalogue, question, standings)
    conditions = () if step is None else tuple(_conditions(catalogue, question, step, standings))
    return Cohort(question, tuple(standings), step, conditions)


def _check(catalogue: Catalogue, question: Question, profiles: Sequence[tuple[str, Profile]]) -> None:
    if not profiles:
        raise BadValue("no profile: at least one is needed")
    twice = [label for label, times in Counter(label for label, _ in profiles).items() if times > 1]
    if twice:
        raise BadValue(f"label '{twice[0]}' is there twice: give each profile its own")
    for _, profile in profiles:
        check_ids(catalogue, profile, question.goal)


def _to_the_goal(step: Step, goal: str) -> Step:
    if step.target != goal:
        raise BadValue(f"step '{step.id}' leads to '{step.target}', not to '{goal}'")
    return step


# --- one way, condition by condition --------------------------------------------------------------


def _usual_way(catalogue: Catalogue, question: Question, standings: Sequence[Standing]) -> Step | None:
    """The step that most fastest routes end with; without a route, the nearest of the first profile."""
    last = Counter(each.route.steps[-1].id for each in standings if each.route is not None)
    if last:
        return catalogue.steps[min(last, key=lambda step: (-last[step], step))]
    someone = replace(question, profile=standings[0].profile)
    nearest = missing_today(catalogue, someone).ways
    return nearest[0].step if nearest else None


def _conditions(
    catalogue: Catalogue, question: Question, step: Step, standings: Sequence[Standing]
) -> Iterator[Compared]:
    open_map = OpenMap(catalogue, question)
    requirement = open_map.as_read(step.requires)
    if requirement is None:
        return
    people = [Situation.of(each.profile) for each in standings]
    each_checked = [check(open_map.eligibility, requirement, person) for person in people]
    yield from _lines(each_checked)


def _lines(alike: Sequence[Checked], depth: int = 0) -> Iterator[Compared]:
    """One requirement checked for each profile, line by line."""
    first = alike[0]
    verdicts = tuple(each.verdict for each in alike)
    yield Compared(first.requirement, depth, bool(first.branches), verdicts)
    for branches in zip(*(each.branches for each in alike), strict=True):
        yield from _lines(branches, depth + 1)
