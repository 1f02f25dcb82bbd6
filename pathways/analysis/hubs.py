"""
Hubs: how many of the best routes pass through a node.

The routes are the fastest ones, one from each start to each role, so that a share has a list behind it. It is
the betweenness of L. C. Freeman ("A set of measures of centrality based on betweenness", 1977), counted on
routes under real conditions instead of on paths of a drawing. It says where routes meet, not that nothing
else would do: that is what ``gateways`` are.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from pathways.analysis.survey import BestRoute, Survey


@dataclass(frozen=True, slots=True)
class Hub:
    """
    A node that best routes pass through on their way.

    Parameters
    ----------
    number
        How many do; on a plain map, where equally fast routes share, it may be no whole number.
    routes
        They themselves; on a plain map the shortest of them, as there are millions.
    """

    node: str
    number: float
    routes: tuple[BestRoute, ...]


@dataclass(frozen=True, slots=True)
class Hubs:
    """
    The nodes that best routes pass through, those with most routes first.

    Parameters
    ----------
    total
        How many best routes there are.
    unsure
        Pairs of a start and a role of which no route was found in time.
    """

    ranked: tuple[Hub, ...]
    total: int
    unsure: int

    def share(self, hub: Hub) -> float:
        """The share of all best routes that pass through a hub, from 0 to 1."""
        return hub.number / self.total


def hubs(found: Survey) -> Hubs:
    """
    The hubs of a survey; the goal of a route, and what one starts with, are not on its way.

    Examples
    --------
    >>> from pathways.analysis.survey import survey
    >>> from tests.small_map import small
    >>> [(each.node, each.number) for each in hubs(survey(small())).ranked][:2]
    [('bac-pro-camion', 4), ('cqp-expert-camion', 4)]
    """
    through: dict[str, list[BestRoute]] = defaultdict(list)
    for route in found.routes:
        for node in route.on_the_way:
            through[node].append(route)
    ranked = sorted(through.items(), key=lambda each: (-len(each[1]), each[0]))
    found_hubs = tuple(Hub(node, len(routes), tuple(routes)) for node, routes in ranked)
    return Hubs(found_hubs, len(found.routes), len(found.unsure))
