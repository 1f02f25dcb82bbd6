"""
What a person can get to, and in how many months; and which roles nobody gets to.

Each node is asked for as a goal of its own, on one map read once: its fastest route is the one of ``routes``,
with the fewest gaps first. What the search must leave open is told with the lower bound of its months. A role
is *out of reach* when even the lower bound of a route there is endless: an unknown is taken as a yes, so what
is not listed may still ask for something that nobody can confirm.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from pathways.blocks import Block, blocks
from pathways.bounds import NEVER, Bounds
from pathways.catalogue import Catalogue
from pathways.eligibility import Situation
from pathways.model import Access, Profile, Step
from pathways.questions import OpenMap, Question
from pathways.rankings import Ranking
from pathways.routes import Route, answer_within, check_ids

MOST_PLANS_A_GOAL: Final = 400
NO_GOAL: Final = ""


@dataclass(frozen=True, slots=True)
class Reached:
    """
    A qualification or role that a profile can get to.

    Parameters
    ----------
    months
        Those of the fastest route, or the least that any can take where none was found in time.
    route
        The fastest route; None where the search was cut before it found one.
    is_fastest
        Whether it is proved that no route is faster.
    """

    node: str
    months: int
    route: Route | None
    is_fastest: bool

    @property
    def at_least(self) -> bool:
        """True when it may take longer: a length is unknown, or no route was found in time."""
        return self.route is None or self.route.at_least


def reach(
    catalogue: Catalogue,
    profile: Profile,
    *,
    on: date | None = None,
    within: int | None = None,
    bare_decisions: bool = False,
    relax_advised: bool = False,
    practice_months: int | None = None,
    only_by: Collection[Access] = (),
    no_decisions: bool = False,
    stated_only: bool = False,
    progress: Callable[[int, int], None] = lambda *_: None,
) -> tuple[Reached, ...]:
    """
    Everything that a profile can get to, the soonest first.

    Parameters
    ----------
    on
        The day asked; the map's own day when left out.
    within
        Months; what takes longer is left out. None for everything.
    progress
        Told how many goals are done, of how many.

    Raises
    ------
    UnknownId
        Something that the profile names is not on the map.
    BadValue
        A length of practice or a day is out of range.

    Examples
    --------
    >>> from tests.small_map import small
    >>> someone = Profile(age=19, holds=["cap-mecano"])
    >>> [(each.node, each.months) for each in reach(small(), someone, within=36)][0]
    ('a-3-1-mecanicien', 0)
    """
    question = Question(
        profile, NO_GOAL, on or catalogue.file.as_of, bare_decisions=bare_decisions,
        relax_advised=relax_advised, practice_months=practice_months, only_by=frozenset(only_by),
        no_decisions=no_decisions, stated_only=stated_only,
    )  # fmt: skip
    return reached_in(catalogue, question, within, progress)


def reached_in(
    catalogue: Catalogue,
    question: Question,
    within: int | None,
    progress: Callable[[int, int], None] = lambda *_: None,
) -> tuple[Reached, ...]:
    """The same for a question already put together, whatever its goal, ranking and number of routes."""
    check_ids(catalogue, question.profile)
    question = replace(question, goal=NO_GOAL, k=1, by="fastest", within=None)
    return reached_on(OpenMap(catalogue, question), within, progress)


def reached_on(
    open_map: OpenMap, within: int | None, progress: Callable[[int, int], None] = lambda *_: None
) -> tuple[Reached, ...]:
    """The same on a map as somebody sees it, whose question asks for one route, the fastest."""
    ranking = Ranking.by("fastest")
    bounds = Bounds(open_map, ranking)
    nodes = open_map.catalogue.nodes
    goals = [node for node in nodes if _may_be_reached(open_map, bounds, ranking, node, within)]
    found: list[Reached] = []
    for done, goal in enumerate(goals, start=1):
        found += _reached(open_map.towards(goal), ranking, bounds)
        progress(done, len(goals))
    in_time = (each for each in found if within is None or each.months <= within)
    return tuple(sorted(in_time, key=lambda each: (each.months, each.node)))


def _may_be_reached(
    open_map: OpenMap, bounds: Bounds, ranking: Ranking, node: str, within: int | None
) -> bool:
    least = bounds.node(node)
    in_time = within is None or ranking.months_in(least) <= within
    return not open_map.has(node) and least < NEVER and in_time


def _reached(open_map: OpenMap, ranking: Ranking, bounds: Bounds) -> Iterator[Reached]:
    """The goal of a map with its fastest route; nothing where it is certain that there is none."""
    goal = open_map.question.goal
    found = answer_within(open_map, ranking, bounds, MOST_PLANS_A_GOAL)
    for route in found.routes:
        yield Reached(goal, route.months, route, found.certain == 1)
    if not found.routes and not found.complete:
        yield Reached(goal, ranking.months_in(bounds.node(goal)), None, False)


# --- after a step ---------------------------------------------------------------------------------


def map_after(open_map: OpenMap, on: date, step: Step) -> OpenMap:
    """The map as the same person sees it who has just taken a step; ``on`` is the day when it is over."""
    later = OpenMap(open_map.catalogue, replace(open_map.question, on=on))
    return later.seen_by(_taken(step, open_map.start))


def _taken(step: Step, person: Situation) -> Situation:
    """The person on the day when a step is over, as the start of what comes next."""
    months = step.months.min if step.months else 0
    age = None if person.age is None else person.age + months
    older = replace(person, age=age, trained=_counted(step, months))
    return older.obtained(step.target, step.access) if step.is_training else older.entered(step.target)


def _counted(step: Step, months: int) -> Mapping[str, int]:
    return {} if step.counts_as_experience is None else {step.counts_as_experience: months}


# --- what nobody gets to --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class OutOfReach:
    """A role in force that no entry point leads to, and what shuts the way to somebody who has nothing."""

    role: str
    blocked_by: tuple[Block, ...]


def out_of_reach(catalogue: Catalogue) -> tuple[OutOfReach, ...]:
    """
    The roles in force beyond every entry point of a map, on its own day.

    Examples
    --------
    >>> from tests.small_map import small
    >>> [each.role for each in out_of_reach(small())]
    ['a-c-iii-1-chef-apres-vente']
    """
    left = [role.id for role in catalogue.roles.values() if role.is_in_force]
    open_map, bounds = _seen_by(catalogue, Profile())
    for seen in (bounds, *(_seen_by(catalogue, each.profile)[1] for each in catalogue.file.entry_points)):
        left = [role for role in left if seen.node(role) >= NEVER]
    return tuple(OutOfReach(role, blocks(open_map, bounds, role)) for role in left)


def _seen_by(catalogue: Catalogue, profile: Profile) -> tuple[OpenMap, Bounds]:
    """The map as somebody sees it, and how little each node can cost them; no goal is asked for."""
    open_map = OpenMap(catalogue, Question(profile, NO_GOAL, on=catalogue.file.as_of))
    return open_map, Bounds(open_map, Ranking.by("fastest"))
