"""
The paths of a corridor in order: of the small part of a network where all paths up to some length are.

First the best of all; then, for each node of a path handed out, the best of those that end as it does from
there on and come there by another step (Yen's branches). A branch waits under a bound that ignores loops, and
is searched only when it is its turn, with the known distances as heuristic and without the nodes of its end:
one search each, so that no number of loops floods the queue.

Paths of the same cost come in the order of their sorted step numbers. That order is kept by comparing two
ways where they meet, so that a great many ties cost little. It cannot be had so where steps of no cost form a
circle (which way through it is the first without meeting itself is as hard as any question): there, all paths
of a cost are listed before the first of them is handed out.
"""

from __future__ import annotations

import heapq
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from graphlib import CycleError, TopologicalSorter
from itertools import count, groupby


@dataclass(frozen=True, slots=True)
class Path:
    """
    One way from an origin to the goal.

    Parameters
    ----------
    cost
        The sum over its steps.
    steps
        The numbers of its steps, in the order in which they are taken.
    """

    cost: int
    steps: tuple[int, ...]


@dataclass(frozen=True)
class Corridor:
    """
    Where all paths from some origins to a goal are that cost no more than a limit.

    Parameters
    ----------
    distances
        From the nearest origin to each node but the goal.
    into
        By node, the steps into it: where from, cost, number. None into an origin, none from the goal.
    """

    origins: Collection[int]
    goal: int
    limit: int
    distances: Mapping[int, int]
    into: Mapping[int, Sequence[tuple[int, int, int]]]

    @cached_property
    def ranks(self) -> Mapping[int, int] | None:
        """An order in which steps of no cost lead from later nodes to earlier ones; None when they circle."""
        sorter: TopologicalSorter[int] = TopologicalSorter()
        for node, steps in self.into.items():
            for end, cost, _ in steps:
                if cost == 0:
                    sorter.add(end, node)
        try:
            return {node: rank for rank, node in enumerate(sorter.static_order())}
        except CycleError:
            return None


def paths_in_order(corridor: Corridor) -> Iterator[Path]:
    """
    All paths of a corridor, by cost, then by their sorted step numbers.

    Examples
    --------
    >>> into = {2: [(0, 5, 0), (1, 1, 2)], 1: [(0, 2, 1)], 0: []}
    >>> [path.steps for path in paths_in_order(Corridor({0}, 2, 9, {0: 0, 1: 2}, into))]
    [(1, 2), (0,)]
    """
    paths = _Branches(corridor).by_cost()
    if corridor.ranks is not None:
        yield from paths
        return
    for _, tied in groupby(paths, key=lambda path: path.cost):
        yield from sorted(tied, key=lambda path: sorted(path.steps))


@dataclass(frozen=True, slots=True)
class _Way:
    """
    A path, or the end of one, read backwards.

    Parameters
    ----------
    nodes, steps, lengths
        From the goal: the nodes, the step into each but the last, and how far each is from the goal.
    """

    nodes: tuple[int, ...]
    steps: tuple[int, ...]
    lengths: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Branch:
    """
    The paths that end as one does from a node on, and come to that node by other steps.

    Parameters
    ----------
    place
        The place of the node on the path, counted from the goal.
    without
        The steps into that node that they do not take.
    """

    way: _Way
    place: int
    without: frozenset[int]


class _Branches:
    """The branches still to be searched, by their bound, and the paths found in others, by their cost."""

    def __init__(self, corridor: Corridor) -> None:
        self._corridor = corridor
        self._numbers = count()
        self._queue: list[tuple[int, tuple[int, ...], int, _Branch, _Way | None]] = []
        self._push(_Branch(_Way((corridor.goal,), (), (0,)), 0, frozenset()), set())

    def by_cost(self) -> Iterator[Path]:
        """The paths by cost; ties by their sorted steps, unless steps of no cost circle."""
        while self._queue:
            cost, _, _, branch, way = heapq.heappop(self._queue)
            if way is None:
                self._search(branch)
            else:
                yield Path(cost, way.steps[::-1])
                self._split(branch, way)

    def _search(self, branch: _Branch) -> None:
        """Let the best path of a branch wait; its bound came before all paths of the same cost."""
        way = _Joining(self._corridor, branch).best()
        if way is not None:
            entry = (way.lengths[-1], tuple(sorted(way.steps)), next(self._numbers), branch, way)
            heapq.heappush(self._queue, entry)

    def _split(self, branch: _Branch, way: _Way) -> None:
        """What is left of a branch without its best path: at each node of that, what comes another way."""
        passed, without = set(way.nodes[: branch.place]), branch.without
        for place in range(branch.place, len(way.steps)):
            self._push(_Branch(way, place, without | {way.steps[place]}), passed)
            passed.add(way.nodes[place])
            without = frozenset()

    def _push(self, branch: _Branch, passed: Collection[int]) -> None:
        corridor, node, length = (
            self._corridor,
            branch.way.nodes[branch.place],
            branch.way.lengths[branch.place],
        )
        bounds = [
            length + cost + corridor.distances[end]
            for end, cost, step in corridor.into[node]
            if step not in branch.without and end not in passed
        ]
        if bounds and min(bounds) <= corridor.limit:
            heapq.heappush(self._queue, (min(bounds), (), next(self._numbers), branch, None))


class _Joining:
    """The search for the best path of a branch: from its node back to an origin, clear of its end (A*)."""

    def __init__(self, corridor: Corridor, branch: _Branch) -> None:
        self._corridor = corridor
        self._branch = branch
        self._ranks = corridor.ranks
        self._node = branch.way.nodes[branch.place]
        self._settled = set(branch.way.nodes[: branch.place + 1])
        self._lengths = {self._node: branch.way.lengths[branch.place]}
        self._next: dict[int, tuple[int, int]] = {}
        self._waiting: list[tuple[int, int, int, int]] = []

    def best(self) -> _Way | None:
        """The best path within the limit; of several that cost the same, the first by its sorted steps."""
        reached: list[int] = []
        limit = self._corridor.limit
        self._look_back_from(self._node, limit)
        while self._waiting and self._waiting[0][0] <= limit:
            total, _, _, node = heapq.heappop(self._waiting)
            if node in self._settled:
                continue
            self._settled.add(node)
            if node in self._corridor.origins:
                reached.append(node)
                limit = total
            else:
                self._look_back_from(node, limit)
        return self._way_from(min(reached, key=self._sorted_steps)) if reached else None

    def _look_back_from(self, node: int, limit: int) -> None:
        here, lengths, distances = self._lengths[node], self._lengths, self._corridor.distances
        for end, cost, step in self._corridor.into[node]:
            if end in self._settled or step in self._branch.without:
                continue
            length, total = here + cost, here + cost + distances[end]
            known = lengths.get(end)
            if known == length:
                if self._is_better(node, step, end):
                    self._next[end] = node, step
            elif total <= limit and (known is None or length < known):
                lengths[end], self._next[end] = length, (node, step)
                heapq.heappush(self._waiting, (total, length, self._rank(end), end))

    def _is_better(self, node: int, step: int, end: int) -> bool:
        """Whether a step to a node is better than the way known, as long, by what is not common to both."""
        if self._ranks is None:
            return False
        other, other_step = self._next[end]
        ours, theirs = [step], [other_step]
        while node != other:
            if (self._lengths[node], self._rank(node)) > (self._lengths[other], self._rank(other)):
                node, step = self._next[node]
                ours.append(step)
            else:
                other, step = self._next[other]
                theirs.append(step)
        return sorted(ours) < sorted(theirs)

    def _rank(self, node: int) -> int:
        return self._ranks.get(node, 0) if self._ranks else 0

    def _sorted_steps(self, node: int) -> list[int]:
        return sorted(step for _, step in self._from(node))

    def _from(self, node: int) -> Iterator[tuple[int, int]]:
        """The nodes and steps that follow a node, up to that of the branch."""
        while node in self._next:
            node, step = self._next[node]
            yield node, step

    def _way_from(self, origin: int) -> _Way:
        end, last = self._branch.way, self._branch.place
        onwards = list(self._from(origin))[::-1]
        nodes = [node for node, _ in onwards[1:]] + [origin]
        return _Way(
            end.nodes[: last + 1] + tuple(nodes),
            end.steps[:last] + tuple(step for _, step in onwards),
            end.lengths[: last + 1] + tuple(self._lengths[node] for node in nodes),
        )
