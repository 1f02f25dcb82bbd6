"""
The measures of a map's structure in words: what each means, how it is counted, its limits, the list behind.

A sheet and its table come from the same object, in the same order, so that a drawing, the text and the file
cannot disagree. Nothing here says that much is good: a share is a count, and what it leaves out stands below.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from babel.numbers import format_percent

from pathways.analysis import (
    NOBODY,
    Analysis,
    BestRoute,
    Change,
    End,
    FirstChoice,
    Gateway,
    Hub,
    Island,
    Measure,
    Mobility,
    Openness,
    Removal,
    WaysIn,
)
from pathways.analysis.mobility import rung_key
from pathways.blocks import Block
from pathways.cards import Line, Reference, Writer, short_way
from pathways.model import Rung
from pathways.names import fold
from pathways.spreadsheets import Cell, Table
from pathways.wording import decimal, duration, in_one_line, outline, rung, sentences

_BETWEEN: Final = " ; "
_REMOVALS: Final = "removed label within lost pairs longer months_more roles"
_COUNTRY: Final = {"fr": "fr_FR", "en": "en_GB"}


@dataclass(frozen=True, slots=True)
class Bar:
    """
    A line of a ranked list as a length to be drawn.

    Parameters
    ----------
    number
        How long; None where there is nothing to measure.
    said
        The number in words, with what it counts.
    node
        The qualification or role that it is about, if any.
    more
        What is drawn behind it, as another kind of the same.
    """

    name: str
    number: float | None
    said: str
    node: str | None = None
    more: float = 0


@dataclass(frozen=True, slots=True)
class Grid:
    """
    Counts from each of some places to each, to be drawn as a table.

    Parameters
    ----------
    names, marks
        What each row is called, and the short name of the same place above its column.
    counts
        Row by row; 0 where there is nothing.
    """

    heading: str
    names: tuple[str, ...]
    marks: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class MeasureSheet:
    """
    One measure in one language.

    Parameters
    ----------
    key
        The measure.
    title, meaning, formula
        What it is called, what it says in one sentence, and how it is counted.
    limits
        What it does not say.
    message
        How much there is.
    lines
        The answer, ranked; under each line the list behind its number.
    keys
        The names of the columns of the table that no language changes.
    table
        The same for a spreadsheet.
    dated
        The edition and the day.
    citations
        The sources of the conditions that are told; none where numbers are counted on the map as a whole.
    bars, grids
        The lines as lengths or counts to be drawn, in their order.
    """

    key: str
    title: str
    meaning: str
    formula: str
    limits: tuple[str, ...]
    message: str
    lines: tuple[Line, ...]
    keys: tuple[str, ...]
    table: Table
    dated: str
    citations: tuple[Reference, ...] = ()
    bars: tuple[Bar, ...] = ()
    grids: tuple[Grid, ...] = ()


def measure_sheet(writer: Writer, found: Analysis, measure: Measure) -> MeasureSheet:
    """
    Put a measure in words, in the language and on the day of the writer.

    Parameters
    ----------
    measure
        One that the analysis has.

    Examples
    --------
    >>> from pathways.analysis import analyse
    >>> from tests.small_map import small
    >>> writer = Writer(small(), "en", small().file.as_of)
    >>> measure_sheet(writer, analyse(small(), ["islands"]), "islands").message
    '1 role without a route'
    """
    sheet = _SHEETS[measure](writer, found)
    about_plain = f"structure.plain.{measure}"
    if not found.plain or about_plain not in sentences(writer.lang):
        return sheet
    return replace(sheet, limits=(*sheet.limits, writer.say(about_plain)))


def sheet_of(
    writer: Writer,
    key: str,
    message: str,
    lines: Iterable[Line],
    *,
    columns: str,
    rows: Iterable[tuple[Cell, ...]],
    bars: Iterable[Bar] = (),
    grids: Iterable[Grid] = (),
    **words: str,
) -> MeasureSheet:
    """A sheet of a key, whose sentences say what it means; ``columns`` are the keys of its columns."""
    keys = tuple(columns.split())
    return MeasureSheet(
        key=key,
        title=writer.say(f"structure.{key}.title", **words),
        meaning=writer.say(f"structure.{key}.meaning"),
        formula=writer.say(f"structure.{key}.formula"),
        limits=tuple(_limits(writer, key)),
        message=message,
        lines=tuple(lines),
        keys=keys,
        table=Table(tuple(writer.say(f"structure.column.{each}") for each in keys), tuple(rows)),
        dated=writer.say("structure.dated", edition=writer.catalogue.file.edition, day=writer.day(writer.on)),
        bars=tuple(bars),
        grids=tuple(grids),
    )


def _limits(writer: Writer, key: str) -> Iterator[str]:
    number = 1
    while f"structure.{key}.limit.{number}" in sentences(writer.lang):
        yield writer.say(f"structure.{key}.limit.{number}")
        number += 1


# --- what all of them say -------------------------------------------------------------------------


def start_name(writer: Writer, start: str) -> str:
    """What a start is called: an entry point, a role, or whoever says nothing."""
    if start == NOBODY:
        return writer.say("structure.start.nobody")
    for each in writer.catalogue.file.entry_points:
        if each.id == start:
            return each.label[writer.lang]
    return writer.label(start)


def length_of(writer: Writer, months: int, gaps: int = 0, *, at_least: bool = False) -> str:
    """A length, with the gaps of the map on the way."""
    text = duration(months, None, writer.lang, at_least=at_least)
    if not months and not at_least:
        text = writer.say("reach.at_once")
    return writer.count("structure.gaps", gaps, length=text) if gaps else text


def nodes_by_name(writer: Writer, nodes: Iterable[str]) -> tuple[Line, ...]:
    """A line for each node, by name."""
    lines = (Line(writer.label(node), node) for node in nodes)
    return tuple(sorted(lines, key=lambda line: (fold(line.text), line.node or "")))


def _share(writer: Writer, share: float) -> str:
    return str(
        format_percent(
            share, format="#,##0.# %" if writer.lang == "fr" else "#,##0.#%", locale=_COUNTRY[writer.lang]
        )
    )


def _route_length(writer: Writer, route: BestRoute) -> str:
    return length_of(writer, route.months, route.gaps, at_least=route.at_least)


# --- reach ----------------------------------------------------------------------------------------


def _reach(writer: Writer, found: Analysis) -> MeasureSheet:
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
    said = writer.say("structure.bar.reach", share=_share(writer, each.score), n=len(each.roles), total=total)
    return Bar(start_name(writer, each.start), len(each.roles), said)


def _reach_line(writer: Writer, each: Openness, total: int) -> Line:
    name, share = start_name(writer, each.start), _share(writer, each.score)
    text = writer.say("structure.reach.line", start=name, n=len(each.roles), total=total, share=share)
    shutting = [choice for choice in each.choices if choice.closes]
    children = [_choice_line(writer, choice) for choice in shutting]
    free = len(each.choices) - len(shutting)
    if each.choices:
        children.append(Line(writer.count("structure.reach.choices", free)))
    return Line(text, None, tuple(children))


def _choice_line(writer: Writer, choice: FirstChoice) -> Line:
    roles = _BETWEEN.join(writer.label(role) for role in choice.closes)
    text = writer.say(
        "structure.reach.choice",
        step=step_name(writer, choice.step),
        share=_share(writer, choice.score),
        roles=roles,
    )
    return Line(text, writer.catalogue.steps[choice.step].target)


def step_name(writer: Writer, step: str) -> str:
    """A step by what it leads to and how."""
    known = writer.catalogue.steps[step]
    return writer.say("choices.step", label=writer.label(known.target), way=short_way(writer, known))


def _reach_rows(writer: Writer, each: Openness) -> Iterator[tuple[Cell, ...]]:
    name = start_name(writer, each.start)
    yield each.start, name, len(each.roles), round(each.score, 4), None, None
    for choice in each.choices:
        left = len(each.roles) - len(choice.closes)
        yield each.start, name, left, round(choice.score, 4), choice.step, _BETWEEN.join(choice.closes)


# --- hubs and gateways ----------------------------------------------------------------------------


def _hubs(writer: Writer, found: Analysis) -> MeasureSheet:
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
    said = writer.say("structure.bar.hubs", n=n, share=_share(writer, share))
    return Bar(writer.label(hub.node), hub.number, said, hub.node)


def _hub_line(writer: Writer, hub: Hub, total: int, share: float) -> Line:
    text = writer.say(
        "structure.hubs.line",
        name=writer.label(hub.node),
        n=decimal(round(hub.number), writer.lang),
        total=decimal(total, writer.lang),
        share=_share(writer, share),
    )
    return Line(text, hub.node, tuple(_route_line(writer, route) for route in hub.routes))


def _route_line(writer: Writer, route: BestRoute) -> Line:
    words = {"start": start_name(writer, route.start), "goal": writer.label(route.goal)}
    return Line(writer.say("structure.hubs.route", length=_route_length(writer, route), **words), route.goal)


def _gateways(writer: Writer, found: Analysis) -> MeasureSheet:
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
        _bar(writer, each.node, len(each.goals), writer.count("structure.bar.gateways", len(each.goals)))
        for each in ranked
    )
    columns = "node label goal goal_label sure"
    return sheet_of(writer, "gateways", message, lines, columns=columns, rows=rows, bars=bars)


def _bar(writer: Writer, node: str, number: float | None, said: str) -> Bar:
    return Bar(writer.label(node), number, said, node)


def _gateway_line(writer: Writer, each: Gateway) -> Line:
    unsure = (
        Line(writer.say("structure.gateways.unsure", name=writer.label(goal)), goal) for goal in each.unsure
    )
    text = writer.count("structure.gateways.line", len(each.goals), name=writer.label(each.node))
    return Line(text, each.node, (*nodes_by_name(writer, each.goals), *unsure))


# --- ends -----------------------------------------------------------------------------------------


def _dead_ends(writer: Writer, found: Analysis) -> MeasureSheet:
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
            _BETWEEN.join(each.onward),
            _BETWEEN.join(each.neighbours),
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
    named = ((_family_name(writer, family), number) for family, number in counted.items())
    for name, number in sorted(named, key=lambda each: (-each[1], fold(each[0]))):
        yield Bar(name, number, writer.count("structure.dead-ends.sinks", number))


def _family_of_node(writer: Writer, node: str) -> str:
    return writer.catalogue.node(node).family or ""


def _edge_line(writer: Writer, end: End) -> Line:
    name = writer.label(end.node)
    if end.onward:
        onward = _BETWEEN.join(writer.label(node) for node in end.onward)
        return Line(writer.say("structure.dead-ends.onward", name=name, onward=onward), end.node)
    return Line(writer.count("structure.dead-ends.neighbours", len(end.neighbours), name=name), end.node)


def _islands(writer: Writer, found: Analysis) -> MeasureSheet:
    islands = found.islands or ()
    told = [(each, tuple(_reasons(writer, each))) for each in islands]
    lines = (
        Line(writer.label(each.role), each.role, tuple(Line(reason) for reason in reasons))
        for each, reasons in told
    )
    rows = ((each.role, writer.label(each.role), _BETWEEN.join(reasons)) for each, reasons in told)
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


def _fewest(writer: Writer, found: Analysis) -> MeasureSheet:
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
        _BETWEEN.join(ways.feeders),
    )


def _ways_bar(writer: Writer, ways: WaysIn) -> Bar:
    length = _shortest(writer, ways)
    return _bar(
        writer,
        ways.role,
        len(ways.feeders),
        writer.count("structure.bar.fewest-ways-in", len(ways.feeders), length=length),
    )


def _shortest(writer: Writer, ways: WaysIn) -> str:
    return writer.say("structure.no_route") if ways.shortest is None else _route_length(writer, ways.shortest)


def _ways_line(writer: Writer, each: WaysIn) -> Line:
    length = _shortest(writer, each)
    text = writer.count(
        "structure.fewest-ways-in.line", len(each.feeders), name=writer.label(each.role), length=length
    )
    return Line(text, each.role, nodes_by_name(writer, each.feeders))


# --- mobility -------------------------------------------------------------------------------------


class _Axis(NamedTuple):
    """What moves are counted by: how many from each key to each, the keys in order, a role's key and name."""

    heading: str
    counted: Mapping[tuple[str, str], int]
    order: tuple[str, ...]
    key_of: Callable[[Writer, str], str]
    name: Callable[[Writer, str], str]


def _mobility(writer: Writer, found: Analysis) -> MeasureSheet:
    assert found.mobility is not None
    moves = found.mobility
    axes = (
        _Axis("by_rung", moves.rungs, moves.rung_order, _rung_of, _rung_name),
        _Axis("by_family", moves.families, moves.family_order, _family_of, _family_name),
    )
    lines = (
        Line(writer.say(f"structure.mobility.{axis.heading}"), children=tuple(_counts(writer, moves, axis)))
        for axis in axes
    )
    rows = (
        (*_placed(writer, move.origin), *_placed(writer, move.target), _BETWEEN.join(move.steps))
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


def _family_name(writer: Writer, key: str) -> str:
    return writer.family(key) if key else writer.say("structure.mobility.unknown")


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


# --- resilience -----------------------------------------------------------------------------------


def _resilience(writer: Writer, found: Analysis) -> MeasureSheet:
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
    return _BETWEEN.join(writer.label(node) for node in removed.removed)


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
        before=_route_length(writer, route),
        after=length_of(writer, change.after.months, change.after.gaps, at_least=change.after.at_least),
    )
    return Line(text, route.goal)


def _removal_row(writer: Writer, removed: Removal) -> tuple[Cell, ...]:
    return (
        _BETWEEN.join(removed.removed),
        _BETWEEN.join(writer.label(node) for node in removed.removed),
        removed.within,
        len(removed.lost),
        removed.pairs,
        None if removed.is_counted_only else len(removed.longer),
        None if removed.is_counted_only else removed.months_more,
        _BETWEEN.join(removed.lost),
    )


_SHEETS: Final[Mapping[Measure, Callable[[Writer, Analysis], MeasureSheet]]] = {
    "reach": _reach,
    "hubs": _hubs,
    "gateways": _gateways,
    "dead-ends": _dead_ends,
    "islands": _islands,
    "fewest-ways-in": _fewest,
    "mobility": _mobility,
    "resilience": _resilience,
}
