"""Roles with the fewest ways in, in words: who feeds each, and the shortest time to get there."""

from __future__ import annotations

from pathways.analysis import Analysis, WaysIn
from pathways.cards import Line, Writer
from pathways.sheets.analysis.sheet import (
    BETWEEN,
    Bar,
    MeasureSheet,
    bar_of,
    nodes_by_name,
    route_length,
    sheet_of,
)
from pathways.spreadsheets import Cell


def fewest_ways_in_sheet(writer: Writer, found: Analysis) -> MeasureSheet:
    """Those that something leads to, the fewest first; then those that nothing leads to."""
    ways = found.fewest_ways_in or ()
    fed = [each for each in ways if each.feeders]
    unfed = [each for each in ways if not each.feeders]
    lines = [_ways_line(writer, each) for each in fed]
    if unfed:
        heading = writer.count("structure.fewest-ways-in.unfed", len(unfed))
        lines.append(Line(heading, None, nodes_by_name(writer, (each.role for each in unfed))))
    return sheet_of(
        writer,
        "fewest-ways-in",
        writer.count("structure.fewest-ways-in.message", len(fed)),
        lines,
        columns="node label number ways months gaps feeders",
        rows=(_ways_row(writer, each) for each in (*fed, *unfed)),
        bars=(_ways_bar(writer, each) for each in fed),
    )


def _ways_row(writer: Writer, ways: WaysIn) -> tuple[Cell, ...]:
    return (
        ways.role,
        writer.label(ways.role),
        len(ways.feeders),
        ways.steps,
        None if ways.shortest is None else ways.shortest.months,
        None if ways.shortest is None else ways.shortest.gaps,
        BETWEEN.join(ways.feeders),
    )


def _ways_bar(writer: Writer, ways: WaysIn) -> Bar:
    length = _shortest(writer, ways)
    return bar_of(
        writer,
        ways.role,
        len(ways.feeders),
        writer.count("structure.bar.fewest-ways-in", len(ways.feeders), length=length),
    )


def _shortest(writer: Writer, ways: WaysIn) -> str:
    return writer.say("structure.no_route") if ways.shortest is None else route_length(writer, ways.shortest)


def _ways_line(writer: Writer, each: WaysIn) -> Line:
    length = _shortest(writer, each)
    text = writer.count(
        "structure.fewest-ways-in.line", len(each.feeders), name=writer.label(each.role), length=length
    )
    return Line(text, each.role, nodes_by_name(writer, each.feeders))
