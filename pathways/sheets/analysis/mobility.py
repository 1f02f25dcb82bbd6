"""
Mobility in words: moves from role to role, counted between rungs and between families, and as grids.

A role without a rung or a family keeps its place, under a name that says that it is not told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from pathways.analysis import Analysis, Mobility
from pathways.analysis.mobility import rung_key
from pathways.cards import Line, Writer
from pathways.model import Rung
from pathways.sheets.analysis.sheet import BETWEEN, Grid, MeasureSheet, family_name, sheet_of
from pathways.spreadsheets import Cell
from pathways.wording import rung


class _Axis(NamedTuple):
    """What moves are counted by: how many from each key to each, the keys in order, a role's key and name."""

    heading: str
    counted: Mapping[tuple[str, str], int]
    order: tuple[str, ...]
    key_of: Callable[[Writer, str], str]
    name: Callable[[Writer, str], str]


def mobility_sheet(writer: Writer, found: Analysis) -> MeasureSheet:
    """The moves from role to role, by rung and by family."""
    assert found.mobility is not None
    moves = found.mobility
    axes = (
        _Axis("by_rung", moves.rungs, moves.rung_order, _rung_of, _rung_name),
        _Axis("by_family", moves.families, moves.family_order, _family_of, family_name),
    )
    lines = (
        Line(writer.say(f"structure.mobility.{axis.heading}"), children=tuple(_counts(writer, moves, axis)))
        for axis in axes
    )
    rows = (
        (*_placed(writer, move.origin), *_placed(writer, move.target), BETWEEN.join(move.steps))
        for move in moves.moves
    )
    sides = " ".join(f"{side} {side}_label {side}_rung {side}_family" for side in ("origin", "target"))
    message = writer.count("structure.mobility.message", moves.total)
    grids = (_grid(writer, axis) for axis in axes)
    return sheet_of(writer, "mobility", message, lines, columns=f"{sides} steps", rows=rows, grids=grids)


def _grid(writer: Writer, axis: _Axis) -> Grid:
    counts = tuple(tuple(axis.counted.get((a, b), 0) for b in axis.order) for a in axis.order)
    names = tuple(axis.name(writer, key) for key in axis.order)
    marks = tuple(key or "?" for key in axis.order)
    return Grid(writer.say(f"structure.mobility.{axis.heading}"), names, marks, counts)


def _placed(writer: Writer, role: str) -> tuple[Cell, ...]:
    return role, writer.label(role), _rung_of(writer, role), _family_of(writer, role)


def _rung_of(writer: Writer, role: str) -> str:
    return rung_key(writer.catalogue.roles[role].rung)


def _family_of(writer: Writer, role: str) -> str:
    return writer.catalogue.roles[role].family or ""


def _rung_name(writer: Writer, key: str) -> str:
    if not key:
        return writer.say("structure.mobility.unknown")
    place = Rung(echelon=int(key)) if key.isdigit() else Rung.model_validate({"cadre": key})
    return rung(place, writer.lang)


def _counts(writer: Writer, found: Mobility, axis: _Axis) -> Iterator[Line]:
    """A line for each pair that has moves, in the order of the axis; the moves under it."""
    between: dict[tuple[str, str], list[Line]] = defaultdict(list)
    for move in found.moves:
        names = {"origin": writer.label(move.origin), "target": writer.label(move.target)}
        pair = axis.key_of(writer, move.origin), axis.key_of(writer, move.target)
        between[pair].append(Line(writer.say("structure.mobility.move", **names), move.target))
    for pair in ((a, b) for a in axis.order for b in axis.order if (a, b) in axis.counted):
        names = {"origin": axis.name(writer, pair[0]), "target": axis.name(writer, pair[1])}
        text = writer.say("structure.mobility.count", n=axis.counted[pair], **names)
        yield Line(text, children=tuple(between[pair]))
