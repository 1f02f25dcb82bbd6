"""
Where things are drawn: the whole map as lanes, the surroundings of a node as columns of cards.

Coordinates only, as plain values: a figure adds colours and words. The same map gives the same drawing,
whatever the order of its file. A place is never taken twice.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Final

from pathways.catalogue import Catalogue
from pathways.graph import Surroundings
from pathways.model import Qualification, Role, Rung

PER_ROW: Final = 4
CELL_WIDTH: Final = 1.0
ROW_HEIGHT: Final = 1.0
LANE_GAP: Final = 1.1
NO_RUNG: Final = 99


@dataclass(frozen=True, slots=True)
class Point:
    """A node of the overview."""

    node: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Lane:
    """The band of one family; None for what belongs to no family."""

    family: str | None
    bottom: float
    top: float


@dataclass(frozen=True, slots=True)
class Column:
    """A rung of the ladder; ``rung`` is None for what has no place on it."""

    rung: Rung | None
    x: float


@dataclass(frozen=True, slots=True)
class Overview:
    """The whole map: a lane for each family from the top down, a column for each rung from left to right."""

    points: tuple[Point, ...]
    lanes: tuple[Lane, ...]
    columns: tuple[Column, ...]

    @property
    def height(self) -> float:
        """From the bottom of the last lane to the top of the first."""
        return max((lane.top for lane in self.lanes), default=0.0)


def place_on_ladder(node: Qualification | Role) -> Rung | None:
    """The rung of a node; of several, by how it was prepared, the highest."""
    if node.rung is not None:
        return node.rung
    cases = node.rung_when if isinstance(node, Qualification) else ()
    return max((case.rung for case in cases), key=lambda rung: rung.height, default=None)


def overview(catalogue: Catalogue, families: frozenset[str] | None = None) -> Overview:
    """
    Lay out the whole map, or some of its families.

    Parameters
    ----------
    families
        Ids of families; None for all, and for what belongs to none.
    """
    cells: dict[tuple[str | None, int], list[str]] = defaultdict(list)
    rungs: dict[int, Rung | None] = {}
    for node in catalogue.nodes.values():
        if families is not None and node.family not in families:
            continue
        rung = place_on_ladder(node)
        height = rung.height if rung else NO_RUNG
        rungs[height] = rung
        cells[node.family, height].append(node.id)
    heights = sorted(rungs)
    columns = {height: number * CELL_WIDTH for number, height in enumerate(heights)}
    points: list[Point] = []
    lanes: list[Lane] = []
    top = 0.0
    for family in sorted(
        {family for family, _ in cells}, key=lambda each: (each is None, each), reverse=True
    ):
        rows = max(_rows(cells.get((family, height), ())) for height in heights)
        lane = Lane(family, top, top + rows * ROW_HEIGHT)
        lanes.append(lane)
        for height in heights:
            nodes = cells.get((family, height), [])
            points += (_spot(node, place, columns[height], lane) for place, node in enumerate(nodes))
        top = lane.top + LANE_GAP
    return Overview(
        points=tuple(sorted(points, key=lambda point: point.node)),
        lanes=tuple(reversed(lanes)),
        columns=tuple(Column(rungs[height], columns[height]) for height in heights),
    )


def _rows(nodes: list[str] | tuple[str, ...]) -> int:
    return max(1, -(-len(nodes) // PER_ROW))


def _spot(node: str, place: int, x: float, lane: Lane) -> Point:
    row, column = divmod(place, PER_ROW)
    across = x + (column - (PER_ROW - 1) / 2) * CELL_WIDTH * 0.8 / PER_ROW
    return Point(node, across, lane.top - (row + 0.5) * ROW_HEIGHT)


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

    Cards keep the order in which they are read, so that lines cross little: a few sweeps put each card near
    the cards it is tied to (the barycentre heuristic of Sugiyama, Tagawa and Toda, 1981).
    """
    columns: dict[int, list[str]] = defaultdict(list)
    for spot in around.spots:
        columns[spot.column].append(spot.key)
    tied: dict[str, list[str]] = defaultdict(list)
    for tie in around.ties:
        tied[tie.source].append(tie.target)
        tied[tie.target].append(tie.source)
    rows = _in_rows(columns)
    for _ in range(4):
        for keys in columns.values():
            keys.sort(key=lambda key: (_mean([rows[other] for other in tied[key]], rows[key]), key))
        rows = _in_rows(columns)
    return tuple(
        Card(key, float(column), rows[key]) for column, keys in sorted(columns.items()) for key in keys
    )


def _in_rows(columns: dict[int, list[str]]) -> dict[str, float]:
    """Each column from its top, centred on the others."""
    return {key: (len(keys) - 1) / 2 - place for keys in columns.values() for place, key in enumerate(keys)}


def _mean(rows: list[float], otherwise: float) -> float:
    return -(sum(rows) / len(rows)) if rows else -otherwise
