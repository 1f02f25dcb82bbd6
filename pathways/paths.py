"""
The k shortest loopless paths of a network, exactly, touching only what can lie on one of them.

A network is nodes and steps of a single origin, each with a cost; there may be a million of them. What a step
asks for beyond its origin is left out: whoever needs that asks ``routes``.

Two balls grow, one around the origins, one (backwards) around the goal, the smaller first. A node outside
both is at least as far from the origins as the one radius, and from the goal as the other: it lies on no path
shorter than the two together. So up to that limit all paths are within the balls. The steps of a node are
sorted by cost and looked at one at a time, so that a ball costs as much as it has nodes, not steps. What lies
on a walk within the limit is the corridor, mostly a few dozen nodes: ``corridors`` tells its paths in order.
When it has no more, the balls grow to twice their size and it starts anew.
"""

from __future__ import annotations

import heapq
from array import array
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, islice

from pathways.corridors import Corridor, Path, paths_in_order
from pathways.errors import BadValue

__all__ = ["Network", "Path", "Search", "k_best"]

_GROWTH = 2
_BATCH = 16


@dataclass(frozen=True, slots=True)
class _Steps:
    """The steps at each node, in one direction: those of node n from ``first[n]`` to ``first[n + 1]``."""

    first: array[int]
    ends: array[int]
    costs: Sequence[int]
    numbers: array[int]

    def at(self, node: int) -> Iterator[tuple[int, int, int]]:
        """Of each step at a node, the cheapest first: its other end, its cost, its number."""
        here = slice(self.first[node], self.first[node + 1])
        return zip(self.ends[here], self.costs[here], self.numbers[here], strict=True)


@dataclass(frozen=True, slots=True)
class Network:
    """
    Nodes and the steps between them, packed: 32 bytes a step where costs fit in 64 bits.

    Examples
    --------
    >>> square = Network.of(4, origins=[0, 0, 1, 2], targets=[1, 2, 3, 3], costs=[1, 2, 3, 1])
    >>> k_best(square, [0], 3, k=2)
    [Path(cost=3, steps=(1, 3)), Path(cost=4, steps=(0, 2))]
    """

    nodes: int
    total_cost: int
    _leaving: _Steps
    _entering: _Steps

    @classmethod
    def of(cls, nodes: int, origins: Sequence[int], targets: Sequence[int], costs: Sequence[int]) -> Network:
        """
        Pack a network.

        Parameters
        ----------
        nodes
            How many nodes: they are numbered from 0, and so are the steps.
        origins, targets, costs
            Of each step, where it starts, where it leads and what it costs: whole numbers, at least 0.

        Raises
        ------
        BadValue
            The three differ in length, a step is at a node that there is not, or costs less than nothing.
        """
        if not len(origins) == len(targets) == len(costs):
            raise BadValue(f"{len(origins)} origins, {len(targets)} targets, {len(costs)} costs: one a step")
        for ends in (origins, targets):
            if len(ends) and not 0 <= min(ends) <= max(ends) < nodes:
                raise BadValue(f"a step at node {min(ends)} or {max(ends)}: there are 0 to {nodes - 1}")
        if len(costs) and min(costs) < 0:
            raise BadValue(f"a step that costs {min(costs)}: none costs less than 0")
        by_cost = sorted(range(len(costs)), key=costs.__getitem__)
        leaving, entering = (
            _packed(nodes, by_cost, origins, targets),
            _packed(nodes, by_cost, targets, origins),
        )
        return cls(nodes, sum(costs), *(_with_costs(*side, costs) for side in (leaving, entering)))

    def steps(self) -> Iterator[tuple[int, int, int]]:
        """Every step between two nodes: where it starts, where it leads, what it costs."""
        for node in range(self.nodes):
            for end, cost, _ in self._leaving.at(node):
                yield node, end, cost


def _packed(
    nodes: int, by_cost: Sequence[int], here: Sequence[int], there: Sequence[int]
) -> tuple[array[int], array[int], array[int]]:
    """By node the first of its steps; their other ends; their numbers. From a node to itself leads none."""
    many = [0] * (nodes + 1)
    for node, end in zip(here, there, strict=True):
        many[node + 1] += node != end
    first = list(accumulate(many))
    order, free = array("i", bytes(4 * first[-1])), first[:]
    for step in by_cost:
        node = here[step]
        if node != there[step]:
            order[free[node]] = step
            free[node] += 1
    return array("i", first), array("i", map(there.__getitem__, order)), order


def _with_costs(first: array[int], ends: array[int], order: array[int], costs: Sequence[int]) -> _Steps:
    try:
        return _Steps(first, ends, array("q", map(costs.__getitem__, order)), order)
    except OverflowError:
        return _Steps(first, ends, [costs[step] for step in order], order)


def k_best(network: Network, origins: Collection[int], goal: int, k: int) -> list[Path]:
    """
    The k cheapest paths from any origin to a goal, the cheapest first; fewer where there are no more.

    Parameters
    ----------
    origins
        Where a path may start. It enters none of them later, and no node twice.
    k
        How many, at least 1.

    Returns
    -------
    paths
        By cost, then by their sorted step numbers. Steps side by side between two nodes make different
        paths. None when the goal is one of the origins: nothing is left to do.

    Raises
    ------
    BadValue
        k is below 1, or there is no such node.

    References
    ----------
    J. Y. Yen, "Finding the k shortest loopless paths in a network", 1971; E. L. Lawler, "A procedure for
    computing the k best solutions to discrete optimization problems", 1972; I. Pohl, "Bi-directional search",
    1971; P. E. Hart, N. J. Nilsson and B. Raphael, "A formal basis for the heuristic determination of minimum
    cost paths", 1968; D. Eppstein, "Finding the k shortest paths", 1998 (paths with loops, from one tree).
    """
    if k < 1:
        raise BadValue(f"k = {k}: ask for at least one path")
    return list(islice(Search(network, origins, goal), k))


class Search:
    """
    All paths from some origins to a goal, in order, each found when it is asked for.

    Examples
    --------
    >>> search = Search(Network.of(2, origins=[0, 0], targets=[1, 1], costs=[2, 1]), [0], 1)
    >>> [path.cost for path in search]
    [1, 2]
    """

    def __init__(self, network: Network, origins: Collection[int], goal: int) -> None:
        for node in (goal, *origins):
            if not 0 <= node < network.nodes:
                raise BadValue(f"node {node}: there are 0 to {network.nodes - 1}")
        self._network = network
        self._origins = frozenset(origins)
        self._goal = goal
        never = network.total_cost + 1
        self._near_origins = _Ball(network._leaving, self._origins, {goal}, never)
        self._near_goal = _Ball(network._entering, {goal}, self._origins, never)

    @property
    def touched(self) -> int:
        """How many nodes the search has come to so far."""
        return len(self._near_origins.distances) + len(self._near_goal.distances)

    def __iter__(self) -> Iterator[Path]:
        """Hand out the paths, the cheapest first."""
        if self._goal in self._origins:
            return
        handed_out = 0
        for limit in self._limits():
            for path in islice(self._up_to(limit), handed_out, None):
                yield path
                handed_out += 1

    def _limits(self) -> Iterator[int]:
        """Costs up to which the balls hold every path, the balls twice as large each time."""
        one, other = self._near_origins, self._near_goal
        shortest, last, enough = self._network.total_cost + 1, -1, 0
        while one.is_growing and other.is_growing:
            small, large = (one, other) if len(one.distances) <= len(other.distances) else (other, one)
            shortest = min(shortest, small.grow(large.distances))
            limit = one.radius + other.radius - 1
            if limit >= max(shortest, last + 1) and self.touched >= enough:
                yield limit
                last, enough = limit, self.touched * _GROWTH
        yield self._network.total_cost

    def _up_to(self, limit: int) -> Iterator[Path]:
        distances = self._distances(limit)
        into = self._between(distances, limit)
        return paths_in_order(Corridor(self._origins, self._goal, limit, distances, into))

    def _distances(self, limit: int) -> dict[int, int]:
        """Distances from the origins of all nodes but the goal that paths up to the limit may pass."""
        far, steps = self._near_goal.distances, self._network._leaving
        distances = dict(self._near_origins.distances)
        distances.pop(self._goal, None)
        outside = far.keys() - distances.keys() - {self._goal}
        waiting = self._across(distances, outside, limit)
        heapq.heapify(waiting)
        while waiting:
            length, node = heapq.heappop(waiting)
            if node not in outside:
                continue
            distances[node] = length
            outside.remove(node)
            for end, cost, _ in steps.at(node):
                if length + cost > limit:
                    break
                if end in outside and length + cost + far[end] <= limit:
                    heapq.heappush(waiting, (length + cost, end))
        return distances

    def _across(
        self, distances: Mapping[int, int], outside: Collection[int], limit: int
    ) -> list[tuple[int, int]]:
        """The steps out of the ball around the origins into what only the other holds: length and node."""
        far, steps = self._near_goal.distances, self._network._entering
        return [
            (distances[end] + cost, node)
            for node in outside
            for end, cost, _ in steps.at(node)
            if end in distances and distances[end] + cost + far[node] <= limit
        ]

    def _between(self, distances: Mapping[int, int], limit: int) -> dict[int, list[tuple[int, int, int]]]:
        """By node, the steps into it that lie on a walk from the origins to the goal within the limit."""
        into: dict[int, list[tuple[int, int, int]]] = {}
        waiting = [(0, self._goal)]
        while waiting:
            far, node = heapq.heappop(waiting)
            if node in into:
                continue
            within = into[node] = []
            if node in self._origins:
                continue
            for step in self._network._entering.at(node):
                end, length = step[0], far + step[1]
                if length > limit:
                    break
                if end in distances and length + distances[end] <= limit:
                    within.append(step)
                    heapq.heappush(waiting, (length, end))
        return into


class _Ball:
    """The nodes nearest to some, with their distances (Dijkstra), one after the other."""

    def __init__(self, steps: _Steps, start: Collection[int], ends: Collection[int], never: int) -> None:
        self._steps = steps
        self._ends = ends
        self._never = never
        self.distances: dict[int, int] = {}
        self._waiting: list[tuple[int, int, int]] = []
        for node in start:
            self._settle(node, 0)

    @property
    def is_growing(self) -> bool:
        """True while there may be nodes outside the ball that it can grow to."""
        return bool(self._waiting)

    @property
    def radius(self) -> int:
        """No node outside is nearer."""
        return self._waiting[0][0] if self._waiting else self._never

    def grow(self, others: Mapping[int, int]) -> int:
        """Settle some more nodes; the shortest of the walks that meet the other ball in one of them."""
        ends, costs, distances, waiting = self._steps.ends, self._steps.costs, self.distances, self._waiting
        shortest = self._never
        enough = len(distances) + 1 + len(distances) // _BATCH
        while waiting and len(distances) < enough:
            length, place, end = waiting[0]
            if place + 1 < end:
                heapq.heapreplace(waiting, (length - costs[place] + costs[place + 1], place + 1, end))
            else:
                heapq.heappop(waiting)
            node = ends[place]
            if node not in distances:
                self._settle(node, length)
                if node in others:
                    shortest = min(shortest, length + others[node])
        return shortest

    def _settle(self, node: int, length: int) -> None:
        self.distances[node] = length
        place, end = self._steps.first[node], self._steps.first[node + 1]
        if place < end and node not in self._ends:
            heapq.heappush(self._waiting, (length + self._steps.costs[place], place, end))
