"""
The fastest route from each start to each role: what hubs, reach, gateways and resilience count.

Each route is the first of ``find_routes`` for that profile and goal on that day, found under the map's own
conditions with an employer's bare decisions left out. It errs on the side of saying less: where the search
was cut before it found a route, the pair is *unsure* and counted nowhere; where it was cut before it proved
that nothing is faster, the route says so.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from pathways.analysis.starts import Start, starts_of
from pathways.analysis.sweeping import Progress, sweep, told_to_nobody
from pathways.bounds import NEVER, Bounds
from pathways.catalogue import Catalogue
from pathways.errors import UnknownId
from pathways.rankings import Ranking
from pathways.reach import MOST_PLANS_A_GOAL
from pathways.routes import Route, answer_within

Pair = tuple[str, str]
"""A start and a goal, by id."""


@dataclass(frozen=True, slots=True)
class BestRoute:
    """
    The fastest route from a start to a goal, in ids.

    Parameters
    ----------
    steps, nodes
        Its trainings and entries, in order, and what each leads to; the last node is the goal.
    months, gaps
        As the route counts them.
    at_least
        True when a length on the way is unknown.
    is_fastest
        Whether it is proved that no route is faster.
    """

    start: str
    goal: str
    steps: tuple[str, ...]
    nodes: tuple[str, ...]
    months: int
    gaps: int
    at_least: bool
    is_fastest: bool

    @property
    def on_the_way(self) -> tuple[str, ...]:
        """What it passes through before the goal."""
        return tuple(node for node in self.nodes if node != self.goal)

    @property
    def length(self) -> tuple[int, int]:
        """What "fastest" compares: gaps, then months."""
        return self.gaps, self.months

    @classmethod
    def of(cls, pair: Pair, route: Route, *, is_fastest: bool) -> BestRoute:
        """A route in ids."""
        steps = route.steps
        return cls(
            *pair,
            steps=tuple(step.id for step in steps),
            nodes=tuple(step.target for step in steps),
            months=route.months,
            gaps=route.gaps,
            at_least=route.at_least,
            is_fastest=is_fastest,
        )


@dataclass(frozen=True)
class Survey:
    """
    The fastest routes of a map on a day.

    Parameters
    ----------
    goals
        What was asked for: the roles in force, unless others were named.
    routes
        In the order of the starts, then of the goals.
    unsure
        The pairs for which the search was cut before it found a route.
    """

    catalogue: Catalogue
    on: date
    starts: tuple[Start, ...]
    goals: tuple[str, ...]
    routes: tuple[BestRoute, ...]
    unsure: tuple[Pair, ...]

    @cached_property
    def best(self) -> Mapping[Pair, BestRoute]:
        """The routes by start and goal."""
        return {(each.start, each.goal): each for each in self.routes}

    def towards(self, goal: str) -> tuple[BestRoute, ...]:
        """The routes to one goal, in the order of the starts."""
        found = (self.best.get((start.id, goal)) for start in self.starts)
        return tuple(each for each in found if each is not None)


class _Part(NamedTuple):
    on: date
    start: Start
    goals: tuple[str, ...]


class _Found(NamedTuple):
    routes: list[BestRoute]
    unsure: list[Pair]


def survey(
    catalogue: Catalogue,
    *,
    on: date | None = None,
    starts: Sequence[Start] | None = None,
    goals: Collection[str] | None = None,
    n_jobs: int | None = None,
    progress: Progress = told_to_nobody,
) -> Survey:
    """
    The fastest route from each start to each goal.

    Parameters
    ----------
    on
        The day asked; the map's own day when left out.
    starts, goals
        The typical starts and the roles in force, when left out.
    n_jobs
        How many processes; None for what ``joblib.parallel_config`` says, else one.

    Raises
    ------
    UnknownId
        A goal is not on the map.

    Examples
    --------
    >>> from tests.small_map import small
    >>> found = survey(small())
    >>> found.best["after-bac", "a-12-2-technicien-expert"].nodes
    ('cqp-expert-camion', 'a-12-2-technicien-expert')
    """
    on = on or catalogue.file.as_of
    starts = tuple(starts_of(catalogue) if starts is None else starts)
    goals = roles_in_force(catalogue) if goals is None else known_ids(catalogue, goals)
    parts = [_Part(on, start, goals) for start in starts]
    found = sweep(catalogue, _found, parts, n_jobs, progress)
    routes = tuple(route for part in found for route in part.routes)
    unsure = tuple(pair for part in found for pair in part.unsure)
    return Survey(catalogue, on, starts, goals, routes, unsure)


def roles_in_force(catalogue: Catalogue) -> tuple[str, ...]:
    """The roles of today's register, in the order of their ids; all roles of a map outside the register."""
    in_force = tuple(role.id for role in catalogue.roles.values() if role.is_in_force)
    return in_force or tuple(catalogue.roles)


def known_ids(catalogue: Catalogue, nodes: Collection[str]) -> tuple[str, ...]:
    """
    Ids of the map, each once, in order.

    Raises
    ------
    UnknownId
        The map does not have one of them.
    """
    for node in nodes:
        if node not in catalogue.nodes:
            raise UnknownId(node, catalogue.nearest(node))
    return tuple(sorted(set(nodes)))


def _found(catalogue: Catalogue, part: _Part) -> _Found:
    """The routes of one start."""
    open_map, ranking = part.start.sees(catalogue, part.on), Ranking.by("fastest")
    bounds, found = Bounds(open_map, ranking), _Found([], [])
    for goal in part.goals:
        if open_map.has(goal) or bounds.node(goal) >= NEVER:
            continue
        pair = part.start.id, goal
        answer = answer_within(open_map.towards(goal), ranking, bounds, MOST_PLANS_A_GOAL)
        if answer.routes:
            found.routes.append(BestRoute.of(pair, answer.routes[0], is_fastest=answer.certain > 0))
        elif not answer.complete:
            found.unsure.append(pair)
    return found
