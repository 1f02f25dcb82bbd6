"""
The map as a network of ids: what leads to what, and what stands around one node.

The network holds ids only, so that it can be handed to networkx as it is; what an id means is asked of the
catalogue. A condition with several branches is a node of its own ("one of", "all of"), so that nobody takes
alternatives for joint requirements. The surroundings of a node are cut to what fits on a screen, and say how
much more there is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

import networkx as nx

from pathways.catalogue import Catalogue, named_by
from pathways.model import (
    Access,
    AllOf,
    AnyOf,
    Basis,
    EmployerDecision,
    Holds,
    InPost,
    Leaf,
    NoneOf,
    Requirement,
    Step,
    children,
    walk,
)

Line = Literal["stated", "assumed", "decision"]
Kind = Literal["qualification", "role", "one_of", "all_of", "none_of", "condition", "open", "more"]

MOST_SPOTS_BEFORE: Final = 20
MOST_BRANCHES: Final = 4
MOST_WAYS_ON: Final = 8


def network(catalogue: Catalogue) -> nx.MultiDiGraph:
    """
    Every node of the map, with an edge from each node that a step names to the step's target.

    Edges carry the step's id as their key and its access; nodes their kind.
    """
    graph = nx.MultiDiGraph()
    for node in catalogue.nodes:
        graph.add_node(node, kind="role" if node in catalogue.roles else "qualification")
    for step in catalogue.steps.values():
        for named in named_in(step.requires):
            graph.add_edge(named, step.target, key=step.id, access=step.access.value)
    return graph


def named_in(requirement: Requirement | None) -> list[str]:
    """The nodes that a requirement names, each once, in its order."""
    return list(dict.fromkeys(node for leaf in walk(requirement) for node in named_by(leaf)))


def line_of(step: Step) -> Line:
    """How a step is drawn: by an employer's decision, on an assumption of ours, or as stated."""
    leaves = [leaf for leaf in walk(step.requires) if isinstance(leaf, Leaf)]
    if any(isinstance(leaf, EmployerDecision) for leaf in leaves):
        return "decision"
    assumed = step.basis is Basis.ASSUMED or any(leaf.basis is Basis.ASSUMED for leaf in leaves)
    return "assumed" if assumed else "stated"


# --- around one node ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Spot:
    """
    Something drawn around a node.

    Parameters
    ----------
    key
        Its name in the drawing; the node's id for qualifications and roles.
    column
        0 for the node in the middle, negative for what leads to it, 1 for what follows.
    requirement
        The condition that it stands for; None for nodes.
    more
        How many more there are, for a spot that stands for what was left out.
    """

    key: str
    kind: Kind
    column: int
    node: str | None = None
    requirement: Requirement | None = None
    step: Step | None = None
    more: int = 0


@dataclass(frozen=True, slots=True)
class Tie:
    """A line of the drawing, from what is needed to what needs it."""

    source: str
    target: str
    line: Line
    access: Access | None = None


@dataclass(frozen=True, slots=True)
class Surroundings:
    """A node, what leads to it and what follows, in the order in which it is to be read."""

    centre: str
    spots: tuple[Spot, ...]
    ties: tuple[Tie, ...]


def surroundings(catalogue: Catalogue, node: str) -> Surroundings:
    """
    What stands around a node, cut to what fits on a screen.

    Raises
    ------
    UnknownId
        The map has no such node.
    """
    catalogue.node(node)
    return _Drawing(catalogue, node).draw()


class _Drawing:
    def __init__(self, catalogue: Catalogue, centre: str) -> None:
        self._catalogue = catalogue
        self._centre = centre
        self._spots: dict[str, Spot] = {}
        self._ties: dict[tuple[str, str], Tie] = {}

    def draw(self) -> Surroundings:
        self._put(Spot(self._centre, self._kind(self._centre), 0, node=self._centre))
        ways = [step for step in self._catalogue.steps_to.get(self._centre, ()) if not step.is_bare_decision]
        ways.sort(key=lambda step: (list(Access).index(step.access), step.id))
        drawn = 0
        while drawn < len(ways) and len(self._spots) < MOST_SPOTS_BEFORE:
            self._way_in(ways[drawn])
            drawn += 1
        self._rest("in", -1, len(ways) - drawn, self._centre, into=True)
        self._ways_on()
        return Surroundings(self._centre, tuple(self._spots.values()), tuple(self._ties.values()))

    def _way_in(self, step: Step) -> None:
        if step.requires is None:
            key = f"{step.id}:open"
            self._put(Spot(key, "open", -1, step=step))
            self._tie(key, self._centre, step)
        else:
            self._condition(step.requires, self._centre, -1, step, f"{step.id}:")

    def _condition(self, requirement: Requirement, into: str, column: int, step: Step, name: str) -> None:
        """Draw a condition and tie it to what needs it; a group of one is its branch."""
        branches = children(requirement)
        if len(branches) == 1 and not isinstance(requirement, NoneOf):
            self._condition(branches[0], into, column, step, name)
        elif branches:
            kind = _group_kind(requirement)
            self._put(Spot(name, kind, column, requirement=requirement, step=step))
            self._tie(name, into, step)
            most = MOST_BRANCHES if len(self._spots) < MOST_SPOTS_BEFORE else 1
            for number, branch in enumerate(branches[:most]):
                self._condition(branch, name, column - 1, step, f"{name}{number}.")
            self._rest(name, column - 1, len(branches) - most, name, into=True)
        else:
            self._leaf(requirement, into, column, step, name)

    def _leaf(self, leaf: Requirement, into: str, column: int, step: Step, name: str) -> None:
        named = leaf.holds if isinstance(leaf, Holds) else leaf.in_post if isinstance(leaf, InPost) else None
        key = named or name
        if named is not None and named != self._centre:
            self._put(Spot(key, self._kind(named), column, node=named, requirement=leaf, step=step))
        elif named is None:
            self._put(Spot(key, "condition", column, requirement=leaf, step=step))
        if key != self._centre:
            self._tie(key, into, step)

    def _ways_on(self) -> None:
        targets: dict[str, Step] = {}
        for step in self._catalogue.opens(self._centre):
            if step.target not in self._spots:
                targets.setdefault(step.target, step)
        for target, step in list(targets.items())[:MOST_WAYS_ON]:
            self._put(Spot(target, self._kind(target), 1, node=target, step=step))
            self._tie(self._centre, target, step)
        self._rest("on", 1, len(targets) - MOST_WAYS_ON, self._centre, into=False)

    def _rest(self, name: str, column: int, count: int, beside: str, *, into: bool) -> None:
        if count <= 0:
            return
        key = f"{name}:more"
        self._put(Spot(key, "more", column, more=count))
        source, target = (key, beside) if into else (beside, key)
        self._ties[source, target] = Tie(source, target, "stated")

    def _put(self, spot: Spot) -> None:
        """A node drawn twice stands in the column farther from the middle."""
        known = self._spots.get(spot.key)
        if known is None or spot.column < known.column < 0:
            self._spots[spot.key] = spot

    def _tie(self, source: str, target: str, step: Step) -> None:
        self._ties.setdefault((source, target), Tie(source, target, line_of(step), step.access))

    def _kind(self, node: str) -> Kind:
        return "role" if node in self._catalogue.roles else "qualification"


def _group_kind(requirement: Requirement) -> Kind:
    if isinstance(requirement, AnyOf):
        return "one_of"
    return "all_of" if isinstance(requirement, AllOf) else "none_of"


def reading_order(around: Surroundings) -> Iterator[tuple[int, Spot]]:
    """Every spot once with its depth, from the node outwards: what leads to it first, then what follows."""
    by_key = {spot.key: spot for spot in around.spots}
    leading: dict[str, list[str]] = {}
    for tie in around.ties:
        leading.setdefault(tie.target, []).append(tie.source)
    seen: set[str] = set()

    def before(key: str, depth: int) -> Iterator[tuple[int, Spot]]:
        for source in leading.get(key, ()):
            if source not in seen and source != around.centre:
                seen.add(source)
                yield depth, by_key[source]
                yield from before(source, depth + 1)

    yield 0, by_key[around.centre]
    yield from before(around.centre, 1)
    yield from ((1, spot) for spot in around.spots if spot.column > 0)
