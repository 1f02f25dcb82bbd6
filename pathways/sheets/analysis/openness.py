"""
Reach in words: how many roles each start gets to, how many stay open after a first choice, which close.

Only choices that shut something have a line; the others are counted together.
"""

from __future__ import annotations

from collections.abc import Iterator

from pathways.analysis import Analysis, FirstChoice, Openness
from pathways.cards import Line, Writer
from pathways.sheets.analysis.sheet import (
    BETWEEN,
    Bar,
    MeasureSheet,
    percent,
    sheet_of,
    start_name,
    step_name,
)
from pathways.spreadsheets import Cell


def reach_sheet(writer: Writer, found: Analysis) -> MeasureSheet:
    """How many roles each start gets to, and what a first choice shuts."""
    reached = found.reach or ()
    total = len({role for each in reached for role in each.roles})
    columns = "start start_label roles share step closes"
    rows = [row for each in reached for row in _reach_rows(writer, each)]
    lines = (_reach_line(writer, each, total) for each in reached)
    return sheet_of(
        writer,
        "reach",
        writer.count("structure.reach.message", len(reached)),
        lines,
        columns=columns,
        rows=rows,
        bars=(_reach_bar(writer, each, total) for each in reached),
    )


def _reach_bar(writer: Writer, each: Openness, total: int) -> Bar:
    said = writer.say(
        "structure.bar.reach", share=percent(writer, each.score), n=len(each.roles), total=total
    )
    return Bar(start_name(writer, each.start), len(each.roles), said)


def _reach_line(writer: Writer, each: Openness, total: int) -> Line:
    name, share = start_name(writer, each.start), percent(writer, each.score)
    text = writer.say("structure.reach.line", start=name, n=len(each.roles), total=total, share=share)
    shutting = [choice for choice in each.choices if choice.closes]
    children = [_choice_line(writer, choice) for choice in shutting]
    free = len(each.choices) - len(shutting)
    if each.choices:
        children.append(Line(writer.count("structure.reach.choices", free)))
    return Line(text, None, tuple(children))


def _choice_line(writer: Writer, choice: FirstChoice) -> Line:
    roles = BETWEEN.join(writer.label(role) for role in choice.closes)
    text = writer.say(
        "structure.reach.choice",
        step=step_name(writer, choice.step),
        share=percent(writer, choice.score),
        roles=roles,
    )
    return Line(text, writer.catalogue.steps[choice.step].target)


def _reach_rows(writer: Writer, each: Openness) -> Iterator[tuple[Cell, ...]]:
    name = start_name(writer, each.start)
    yield each.start, name, len(each.roles), round(each.score, 4), None, None
    for choice in each.choices:
        left = len(each.roles) - len(choice.closes)
        yield each.start, name, left, round(choice.score, 4), choice.step, BETWEEN.join(choice.closes)
