"""
Where things are drawn: the whole map as lanes, the surroundings of a node as columns of cards.

Coordinates only, as plain values: a figure adds colours and words, a list the same in text. The same map
gives the same drawing, whatever the order of its file. A place is never taken twice.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from pathways.catalogue import Catalogue
from pathways.ladder import height_of, place_on_ladder
from pathways.model import Qualification, Role, Rung
from pathways.surroundings import Surroundings

FEWEST_IN_A_ROW: Final = 4
MOST_ACROSS: Final = 60
LANE_GAP: Final = 1.1
_ACROSS_A_CELL: Final = 0.8


@dataclass(frozen=True, slots=True)
class Point:
    """A node of the overview; the first row of the first lane is just below 0, the first column at 0."""

    node: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Cell:
    """The nodes of a family on a rung, roles first; ``rung`` is None for those with no place on it."""

    rung: Rung | None
    nodes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lane:
    """
    The band of one family, up the ladder; ``family`` is None for what belongs to no family.

    ``per_row`` is how many nodes stand side by side in a cell.
    """

    family: str | None
    cells: tuple[Cell, ...]
    top: float
    per_row: int

    @property
    def bottom(self) -> float:
        """One row lower for every ``per_row`` nodes of its fullest cell."""
        return self.top - max(-(-len(cell.nodes) // self.per_row) for cell in self.cells)

    @property
    def nodes(self) -> tuple[str, ...]:
        """All its nodes, up the ladder."""
        return tuple(node for cell in self.cells for node in cell.nodes)


@dataclass(frozen=True, slots=True)
class Overview:
    """The whole map: a lane for each family from the top down, a column for each rung from left to right."""

    lanes: tuple[Lane, ...]
    rungs: tuple[Rung | None, ...]

    @property
    def points(self) -> Iterator[Point]:
        """Every node once, in the order of lanes and rungs."""
        for lane in self.lanes:
            for cell in lane.cells:
                yield from _points(cell, self.rungs.index(cell.rung), lane)

    @property
    def bottom(self) -> float:
        """The lower edge of the last lane."""
        return min((lane.bottom for lane in self.lanes), default=0.0)


def _points(cell: Cell, x: int, lane: Lane) -> Iterator[Point]:
    for place, node in enumerate(cell.nodes):
        row, column = divmod(place, lane.per_row)
        across = (column - (lane.per_row - 1) / 2) * _ACROSS_A_CELL / lane.per_row
        yield Point(node, x + across, lane.top - row - 0.5)


def overview(catalogue: Catalogue, shown: Iterable[str] | None = None) -> Overview:
    """
    Lay out the map.

    Parameters
    ----------
    shown
        The nodes to lay out (``selection.Sieve.shown``); all when not given.

    Examples
    --------
    >>> from tests.small_map import small
    >>> for lane in overview(small()).lanes:
    ...     print(lane.family, [len(cell.nodes) for cell in lane.cells])
    A [2, 2, 2, 1, 1, 1, 1]
    G [1]
    J [1]
    """
    cells: dict[tuple[str | None, Rung | None], list[str]] = defaultdict(list)
    wanted = catalogue.nodes.keys() if shown is None else frozenset(shown)
    nodes: tuple[Qualification | Role, ...] = (
        *catalogue.roles.values(),
        *catalogue.qualifications.values(),
    )
    for node in nodes:
        if node.id in wanted:
            cells[node.family, place_on_ladder(node)].append(node.id)
    rungs = sorted({rung: None for _, rung in cells}, key=height_of)
    per_row = max(FEWEST_IN_A_ROW, MOST_ACROSS // max(1, len(rungs)))
    lanes: list[Lane] = []
    for name in sorted({name for name, _ in cells}, key=lambda each: (each is None, each)):
        held = sorted(
            ((rung, nodes) for (each, rung), nodes in cells.items() if each == name),
            key=lambda held: height_of(held[0]),
        )
        top = lanes[-1].bottom - LANE_GAP if lanes else 0.0
        lanes.append(Lane(name, tuple(Cell(rung, tuple(here)) for rung, here in held), top, per_row))
    return Overview(tuple(lanes), tuple(rungs))


# --- surroundings ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Card:
    """A card of the surroundings: its middle, in columns and rows."""

    key: str
    x: float
    y: float


def cards(around: Surroundings) -> tuple[Card, ...]:
    """
    Place the surroundings of a node in columns, the node in the middle of its own.

    From the node outwards, each card stands near the middle of the cards that it is tied to further in (the
    barycentre heuristic of Sugiyama, Tagawa and Toda, 1981), so that lines cross little; the ways in and
    what follows stay in their reading order.
    """
    columns: dict[int, list[str]] = defaultdict(list)
    for spot in around.spots:
        columns[spot.column].append(spot.key)
    tied: dict[str, list[str]] = defaultdict(list)
    for tie in around.ties:
        tied[tie.source].append(tie.target)
    rows: dict[str, float] = {}
    for column in sorted(columns, key=abs):
        keys = columns[column]
        if column < -1:
            keys.sort(key=lambda key: -_middle(rows[further_in] for further_in in tied[key]))
        rows |= {key: (len(keys) - 1) / 2 - place for place, key in enumerate(keys)}
    return tuple(Card(key, float(column), rows[key]) for column in sorted(columns) for key in columns[column])


def _middle(rows: Iterable[float]) -> float:
    found = tuple(rows)
    return sum(found) / len(found)
