"""
Where a map ends, in words: dead ends by family, the edge of the map, and islands with what stands in the way.

A dead end is only named; a node at the edge has what its sources name there, or how many neighbouring jobs.
An island has each of its reasons once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from pathways.analysis import Analysis, End, Island
from pathways.blocks import Block
from pathways.cards import Line, Writer
from pathways.names import fold
from pathways.sheets.analysis.sheet import BETWEEN, Bar, MeasureSheet, family_name, nodes_by_name, sheet_of
from pathways.wording import decimal, in_one_line, outline


def dead_ends_sheet(writer: Writer, found: Analysis) -> MeasureSheet:
    """The nodes that lead nowhere further, apart from those at the edge of the map."""
    assert found.dead_ends is not None
    ends = found.dead_ends
    sinks, edges = ends.sinks, ends.edges
    message = writer.say(
        "structure.dead-ends.message", n=len(sinks), edges=len(edges), total=decimal(ends.total, writer.lang)
    )
    lines = (
        Line(
            writer.count("structure.dead-ends.sinks", len(sinks)),
            children=nodes_by_name(writer, (each.node for each in sinks)),
        ),
        Line(
            writer.count("structure.dead-ends.edges", len(edges)),
            children=tuple(_edge_line(writer, each) for each in edges),
        ),
    )
    rows = (
        (
            each.node,
            writer.label(each.node),
            int(each.is_edge),
            BETWEEN.join(each.onward),
            BETWEEN.join(each.neighbours),
        )
        for each in (*sinks, *edges)
    )
    return sheet_of(
        writer,
        "dead-ends",
        message,
        lines,
        columns="node label edge onward neighbours",
        rows=rows,
        bars=_by_family(writer, sinks),
    )


def _by_family(writer: Writer, ends: Iterable[End]) -> Iterator[Bar]:
    """How many ends each family has; most first."""
    counted = Counter(_family_of_node(writer, each.node) for each in ends)
    named = ((family_name(writer, family), number) for family, number in counted.items())
    for name, number in sorted(named, key=lambda each: (-each[1], fold(each[0]))):
        yield Bar(name, number, writer.count("structure.dead-ends.sinks", number))


def _family_of_node(writer: Writer, node: str) -> str:
    return writer.catalogue.node(node).family or ""


def _edge_line(writer: Writer, end: End) -> Line:
    name = writer.label(end.node)
    if end.onward:
        onward = BETWEEN.join(writer.label(node) for node in end.onward)
        return Line(writer.say("structure.dead-ends.onward", name=name, onward=onward), end.node)
    return Line(writer.count("structure.dead-ends.neighbours", len(end.neighbours), name=name), end.node)


def islands_sheet(writer: Writer, found: Analysis) -> MeasureSheet:
    """The roles that no route reaches, each with what stands in the way."""
    islands = found.islands or ()
    told = [(each, tuple(_reasons(writer, each))) for each in islands]
    lines = (
        Line(writer.label(each.role), each.role, tuple(Line(reason) for reason in reasons))
        for each, reasons in told
    )
    rows = ((each.role, writer.label(each.role), BETWEEN.join(reasons)) for each, reasons in told)
    message = writer.count("structure.islands.message", len(islands))
    counted = Counter(reason for _, reasons in told for reason in reasons)
    bars = (
        Bar(reason, number, writer.count("structure.bar.islands", number))
        for reason, number in counted.most_common()
    )
    return sheet_of(writer, "islands", message, lines, columns="node label reasons", rows=rows, bars=bars)


def _reasons(writer: Writer, island: Island) -> Iterable[str]:
    if not island.is_sure:
        return (writer.say("structure.islands.cut"),)
    return dict.fromkeys(_reason(writer, block) for block in island.blocked_by)


def _reason(writer: Writer, block: Block) -> str:
    role = writer.catalogue.roles.get(block.node)
    if block.reason == "no_way_in" and role is not None and not role.text_known:
        return writer.say("structure.islands.untold")
    if block.condition is not None:
        return in_one_line(
            outline(block.condition, writer.catalogue, writer.lang, step=block.step), writer.lang
        )
    return writer.say(f"routes.block.{block.reason}", label=writer.label(block.node), way="", within="")
