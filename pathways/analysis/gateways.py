"""
Gateways: what every route passes through, from whatever start, to a goal.

A gateway is checked by taking it away, on the requirement graph: no step leads there any more, and nobody has
it to begin with. When no start is left with a feasible route to a goal that some start could reach, the node
is a gateway to it. Only nodes on *one* route of each start can be that, so few are tried
(``docs/decisions/0005-what-removal-means.md``). A dominator of the drawn network is neither necessary nor
enough, because a drawing does not tell what is needed together from what is one of several.

It is exact up to searches that were cut: a node is then named as a gateway that is *not sure*. A start that
has the goal already needs no route, and is left aside.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from pathways.analysis.quick import ANY, QuickSearch
from pathways.analysis.starts import Start
from pathways.analysis.survey import Survey
from pathways.analysis.sweeping import Progress, sweep, told_to_nobody
from pathways.catalogue import Catalogue


@dataclass(frozen=True, slots=True)
class Gateway:
    """
    A node that every route to some goals passes through.

    Parameters
    ----------
    goals
        The goals that nobody reaches without it.
    unsure
        Those for which a search was cut: no route without it was found, but there may be one.
    """

    node: str
    goals: tuple[str, ...]
    unsure: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gateways:
    """
    The gateways of a map, those to most goals first.

    Parameters
    ----------
    goals
        What was looked at: the goals that some start reaches.
    """

    ranked: tuple[Gateway, ...]
    goals: tuple[str, ...]

    def to(self, goal: str) -> tuple[str, ...]:
        """The gateways to one goal, in the order of their ids; those that are not sure are left out."""
        return tuple(sorted(each.node for each in self.ranked if goal in each.goals))


class _Suspect(NamedTuple):
    """A node on a route of each start to some goals."""

    on: date
    starts: tuple[Start, ...]
    node: str
    goals: tuple[str, ...]


def gateways(found: Survey, *, n_jobs: int | None = None, progress: Progress = told_to_nobody) -> Gateways:
    """
    The gateways to the goals of a survey.

    Examples
    --------
    >>> from pathways.analysis.survey import survey
    >>> from tests.small_map import small
    >>> gateways(survey(small())).to("a-20-1-receptionnaire")
    ('a-12-2-technicien-expert', 'bac-pro-camion', 'cqp-expert-camion')
    """
    suspects = _suspects(found)
    tasks = [_Suspect(found.on, found.starts, node, goals) for node, goals in suspects.items()]
    checked = sweep(found.catalogue, _checked, tasks, n_jobs, progress)
    ranked = sorted(
        (each for each in checked if each.goals or each.unsure),
        key=lambda each: (-len(each.goals), -len(each.unsure), each.node),
    )
    return Gateways(tuple(ranked), tuple(goal for goal in found.goals if found.towards(goal)))


def _suspects(found: Survey) -> Mapping[str, tuple[str, ...]]:
    """By node, the goals of which it is on a route of every start that has one, or is had by the start."""
    had = {start.id: start.has for start in found.starts}
    goals: dict[str, list[str]] = defaultdict(list)
    for goal in found.goals:
        routes = found.towards(goal)
        met = [{*route.on_the_way, *had[route.start]} - {goal} for route in routes]
        for node in sorted(set.intersection(*met)) if met else ():
            goals[node].append(goal)
    return {node: tuple(each) for node, each in sorted(goals.items())}


def _checked(catalogue: Catalogue, suspect: _Suspect) -> Gateway:
    """The goals to which no start has a route once a node is taken away."""
    left, unsure = list(suspect.goals), set[str]()
    for start in suspect.starts:
        quick = QuickSearch(start.sees(catalogue, suspect.on, without=(suspect.node,)))
        for goal in tuple(left):
            if goal in start.has or quick.is_shut(goal):
                continue
            route = quick.fastest(goal, ANY)
            if route.steps is not None:
                left.remove(goal)
            elif not route.is_sure:
                unsure.add(goal)
        if not left:
            break
    return Gateway(
        suspect.node,
        tuple(goal for goal in left if goal not in unsure),
        tuple(goal for goal in left if goal in unsure),
    )
