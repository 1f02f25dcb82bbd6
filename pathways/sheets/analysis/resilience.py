"""
Resilience in words: what is lost, and which routes get longer, when qualifications or roles go.

A role that is lost to all is told once; other changes are told route by route, the length before and after.
"""

from __future__ import annotations

from typing import Final

from pathways.analysis import Analysis, Change, Removal
from pathways.cards import Line, Writer
from pathways.sheets.analysis.sheet import (
    BETWEEN,
    Bar,
    MeasureSheet,
    length_of,
    nodes_by_name,
    route_length,
    sheet_of,
    start_name,
)
from pathways.spreadsheets import Cell
from pathways.wording import decimal

_REMOVALS: Final = "removed label within lost pairs longer months_more roles"


def resilience_sheet(writer: Writer, found: Analysis) -> MeasureSheet:
    """What is lost when registrations end together, then when each qualification or role goes."""
    assert found.resilience is not None
    resilience = found.resilience
    lines = [_lapsing_line(writer, each) for each in resilience.lapsing]
    lines += [_removal_line(writer, each) for each in resilience.ranked]
    return sheet_of(
        writer,
        "resilience",
        writer.count("structure.resilience.message", len(resilience.ranked)),
        lines,
        columns=_REMOVALS,
        rows=(_removal_row(writer, each) for each in (*resilience.lapsing, *resilience.ranked)),
        bars=(_removal_bar(writer, each) for each in (*resilience.lapsing, *resilience.ranked)),
    )


def _removal_bar(writer: Writer, removed: Removal) -> Bar:
    """Routes without a replacement, and behind them those that get longer."""
    lost = writer.count("structure.bar.lost", len(removed.lost))
    said = writer.say(
        "structure.bar.resilience",
        lost=lost,
        pairs=decimal(removed.pairs, writer.lang),
        longer=len(removed.longer),
    )
    node = removed.removed[0] if removed.within is None else None
    return Bar(_removed_name(writer, removed), removed.pairs, said, node, len(removed.longer))


def removal_sheet(writer: Writer, removed: Removal) -> MeasureSheet:
    """Put one removal in words."""
    return sheet_of(
        writer,
        "resilience",
        writer.count("structure.resilience.removed", len(removed.removed)),
        [_removal_line(writer, removed)],
        columns=_REMOVALS,
        rows=[_removal_row(writer, removed)],
    )


def _lapsing_line(writer: Writer, removed: Removal) -> Line:
    together = _removal_line(writer, removed)
    lapsing = Line(writer.say("structure.resilience.ending"), None, nodes_by_name(writer, removed.removed))
    changes = Line(writer.say("structure.resilience.together"), None, together.children)
    return Line(together.text, children=(lapsing, changes))


def _removed_name(writer: Writer, removed: Removal) -> str:
    if removed.within is not None:
        return writer.count("structure.resilience.lapsing", len(removed.removed), within=removed.within)
    return BETWEEN.join(writer.label(node) for node in removed.removed)


def _removal_line(writer: Writer, removed: Removal) -> Line:
    is_one = len(removed.removed) == 1 and removed.within is None
    name = _removed_name(writer, removed)
    text = writer.say(
        "structure.resilience.counted" if removed.is_counted_only else "structure.resilience.line",
        name=name,
        lost=len(removed.lost),
        pairs=decimal(removed.pairs, writer.lang),
        longer=len(removed.longer),
        months=writer.say("structure.resilience.months", n=decimal(removed.months_more, writer.lang)),
    )
    lost = (
        Line(writer.say("structure.resilience.lost", name=writer.label(role)), role) for role in removed.lost
    )
    changed = (_change_line(writer, each) for each in removed.changes if _is_worse(removed, each))
    return Line(text, removed.removed[0] if is_one else None, (*lost, *changed))


def _is_worse(removed: Removal, change: Change) -> bool:
    """What is lost to all is told once, above."""
    return change.before.goal not in removed.lost and (change.is_lost or change.is_unsure or change.is_longer)


def _change_line(writer: Writer, change: Change) -> Line:
    route = change.before
    key = "lost_route" if change.is_lost else "unsure_route" if change.is_unsure else "longer_route"
    text = writer.say(
        f"structure.resilience.{key}",
        start=start_name(writer, route.start),
        goal=writer.label(route.goal),
        before=route_length(writer, route),
        after=length_of(writer, change.after.months, change.after.gaps, at_least=change.after.at_least),
    )
    return Line(text, route.goal)


def _removal_row(writer: Writer, removed: Removal) -> tuple[Cell, ...]:
    return (
        BETWEEN.join(removed.removed),
        BETWEEN.join(writer.label(node) for node in removed.removed),
        removed.within,
        len(removed.lost),
        removed.pairs,
        None if removed.is_counted_only else len(removed.longer),
        None if removed.is_counted_only else removed.months_more,
        BETWEEN.join(removed.lost),
    )
