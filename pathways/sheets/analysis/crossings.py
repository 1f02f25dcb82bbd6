"""
Where routes meet, in words: hubs, with the routes through them, and gateways, with the goals behind them.

What a search did not settle is told: hubs leave it out and say how much, gateways list it as not sure.
"""

from __future__ import annotations

from pathways.analysis import Analysis, BestRoute, Gateway, Hub
from pathways.cards import Line, Writer
from pathways.sheets.analysis.sheet import (
    Bar,
    MeasureSheet,
    bar_of,
    nodes_by_name,
    percent,
    route_length,
    sheet_of,
    start_name,
)
from pathways.wording import decimal


def hubs_sheet(writer: Writer, found: Analysis) -> MeasureSheet:
    """The nodes that most of the fastest routes pass through."""
    assert found.hubs is not None
    hubs = found.hubs
    message = writer.count("structure.hubs.message", hubs.total)
    if hubs.unsure:
        message = f"{message}. {writer.count('structure.unsure', hubs.unsure)}"
    lines = (_hub_line(writer, hub, hubs.total, hubs.share(hub)) for hub in hubs.ranked)
    rows = (
        (hub.node, writer.label(hub.node), round(hub.number, 1), round(hubs.share(hub), 4))
        for hub in hubs.ranked
    )
    bars = (_hub_bar(writer, hub, hubs.share(hub)) for hub in hubs.ranked)
    return sheet_of(writer, "hubs", message, lines, columns="node label routes share", rows=rows, bars=bars)


def _hub_bar(writer: Writer, hub: Hub, share: float) -> Bar:
    n = decimal(round(hub.number), writer.lang)
    said = writer.say("structure.bar.hubs", n=n, share=percent(writer, share))
    return Bar(writer.label(hub.node), hub.number, said, hub.node)


def _hub_line(writer: Writer, hub: Hub, total: int, share: float) -> Line:
    text = writer.say(
        "structure.hubs.line",
        name=writer.label(hub.node),
        n=decimal(round(hub.number), writer.lang),
        total=decimal(total, writer.lang),
        share=percent(writer, share),
    )
    return Line(text, hub.node, tuple(_route_line(writer, route) for route in hub.routes))


def _route_line(writer: Writer, route: BestRoute) -> Line:
    words = {"start": start_name(writer, route.start), "goal": writer.label(route.goal)}
    return Line(writer.say("structure.hubs.route", length=route_length(writer, route), **words), route.goal)


def gateways_sheet(writer: Writer, found: Analysis) -> MeasureSheet:
    """The nodes that no route to some goal gets around, with those goals."""
    assert found.gateways is not None
    ranked, goals = found.gateways.ranked, found.gateways.goals
    message = writer.count("structure.gateways.message", len(ranked), goals=len(goals))
    rows = (
        (each.node, writer.label(each.node), goal, writer.label(goal), int(goal in each.goals))
        for each in ranked
        for goal in (*each.goals, *each.unsure)
    )
    lines = (_gateway_line(writer, each) for each in ranked)
    bars = (
        bar_of(writer, each.node, len(each.goals), writer.count("structure.bar.gateways", len(each.goals)))
        for each in ranked
    )
    columns = "node label goal goal_label sure"
    return sheet_of(writer, "gateways", message, lines, columns=columns, rows=rows, bars=bars)


def _gateway_line(writer: Writer, each: Gateway) -> Line:
    unsure = (
        Line(writer.say("structure.gateways.unsure", name=writer.label(goal)), goal) for goal in each.unsure
    )
    text = writer.count("structure.gateways.line", len(each.goals), name=writer.label(each.node))
    return Line(text, each.node, (*nodes_by_name(writer, each.goals), *unsure))
