"""
The map: a lane for each family, a column for each rung, a mark for each qualification and role.

No lines but those of what is chosen: all of them at once are a knot that nobody can read. A table in counts
and a list of names say the same.
"""

from __future__ import annotations

import html
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from pathways.catalogue import Catalogue
from pathways.figures.markup import ACROSS, at, bow, curve, lines_picture
from pathways.figures.twin import TwinLine
from pathways.ladder import NO_RUNG, rung_key
from pathways.layout import Cell, Lane, Overview
from pathways.model import Lang, Rung
from pathways.selection import NO_FAMILY
from pathways.surroundings import Line, Tie
from pathways.wording import rung, say, say_many

LEGEND: Final = ("qualification", "role", "rail", "line.stated", "line.assumed", "line.decision")
_ROW: Final = 18
_HIGH: Final = 28
_ABOVE, _BELOW, _BESIDE = 3.2, 0.6, 0.55
_FROM_HERE_NAMES_STAND_LEFT = 0.55

Places = Mapping[str, tuple[float, float]]
ToNode = Callable[[str], str]
ToPart = Callable[[Mapping[str, str]], str]


def overview_drawing(
    catalogue: Catalogue, placed: Overview, lang: Lang, to_node: ToNode, to_part: ToPart
) -> str:
    """
    Draw the map as links.

    The drawing depends on the map, what is shown of it and the language, never on what is chosen, so that a
    browser keeps it.

    Parameters
    ----------
    to_node
        Where the mark of a node leads.
    to_part
        Where the name of a family leads, given as ``{"family": letter}``.
    """
    lanes = "".join(_lane(catalogue, lane, placed, lang, to_part) for lane in placed.lanes)
    marks = "".join(_mark(catalogue, node, place, lang, to_node) for node, place in places(placed).items())
    name = html.escape(say("map.drawing", lang))
    return (
        f'<div class="map" role="group" aria-label="{name}" style="height:{_height(placed):.0f}px">'
        f"{_rungs(placed, lang)}{lanes}{marks}</div>"
    )


def places(placed: Overview) -> dict[str, tuple[float, float]]:
    """Where each node stands in the drawing: units from the left, pixels from the top."""
    return {point.node: (_across(placed, point.x), _down(point.y)) for point in placed.points}


def _across(placed: Overview, x: float) -> float:
    return (x + _BESIDE) / (len(placed.rungs) - 1 + 2 * _BESIDE) * ACROSS


def _down(y: float) -> float:
    return (_ABOVE - y) * _ROW


def _height(placed: Overview) -> float:
    return _down(placed.bottom - _BELOW)


def _rungs(placed: Overview, lang: Lang) -> str:
    names = (html.escape(_rung(each, lang)).replace(" ", "<br>", 1) for each in placed.rungs)
    return "".join(
        f'<span class="rung" {at(_across(placed, x), 0)}>{name}</span>' for x, name in enumerate(names)
    )


def _lane(catalogue: Catalogue, lane: Lane, placed: Overview, lang: Lang, to_part: ToPart) -> str:
    """The band of a family, its name as a link, and a rail up the ladder, from its first mark to its last."""
    top, bottom = _down(lane.top), _down(lane.bottom)
    where = places(placed)
    stops = [where[node][0] for cell in lane.cells if cell.rung is not None for node in cell.nodes] or [0]
    left, width = min(stops) * 100 / ACROSS, (max(stops) - min(stops)) * 100 / ACROSS
    link = html.escape(to_part({"family": lane.family or NO_FAMILY}))
    name = html.escape(_family(catalogue, lane, lang))
    return (
        f'<i class="band" style="top:{top:.4g}px;height:{bottom - top:.4g}px"></i>'
        f'<i class="rail" style="top:{top + _ROW / 2:.4g}px;left:{left:.4g}%;width:{width:.4g}%"></i>'
        f'<a class="lane" tabindex="-1" href="{link}" style="top:{top:.4g}px">{name}</a>'
    )


def _mark(catalogue: Catalogue, node: str, place: tuple[float, float], lang: Lang, to_node: ToNode) -> str:
    kind = "role" if node in catalogue.roles else "qualification"
    side = " left" if place[0] > _FROM_HERE_NAMES_STAND_LEFT * ACROSS else ""
    name, link = html.escape(catalogue.label(node, lang)), html.escape(to_node(node))
    return f'<a class="{kind}{side}" tabindex="-1" href="{link}" aria-label="{name}" {at(*place)}></a>'


def focus_drawing(catalogue: Catalogue, placed: Overview, node: str, ties: Iterable[Tie], lang: Lang) -> str:
    """What is laid over the map when a node is chosen: its lines and the marks at their ends."""
    where = places(placed)
    paths: dict[Line, list[str]] = defaultdict(list)
    ends = {node: "chosen"}
    for tie in ties:
        if tie.source in where and tie.target in where:
            start, end = where[tie.source], where[tie.target]
            in_one_row = abs(start[1] - end[1]) < _ROW / 2
            paths[tie.line].append(bow(start, end, _HIGH) if in_one_row else curve(start, end))
            ends.setdefault(tie.source, "before")
            ends.setdefault(tie.target, "after")
    shown = {each: side for each, side in ends.items() if each in where}
    marks = "".join(
        f'<i class="{"role" if each in catalogue.roles else "qualification"} {side}" {at(*where[each])}></i>'
        for each, side in shown.items()
    )
    name = _focus_name(catalogue, node, where, lang) if node in where else ""
    height = _height(placed)
    return (
        f'<div class="focus" aria-hidden="true" style="height:{height:.0f}px">'
        f"{lines_picture(paths, height)}{marks}{name}</div>"
    )


def _focus_name(catalogue: Catalogue, node: str, where: Places, lang: Lang) -> str:
    side = " left" if where[node][0] > _FROM_HERE_NAMES_STAND_LEFT * ACROSS else ""
    return f'<b class="name{side}" {at(*where[node])}>{html.escape(catalogue.label(node, lang))}</b>'


def focus_in_text(catalogue: Catalogue, placed: Overview, node: str, ties: Iterable[Tie], lang: Lang) -> str:
    """The lines over the map in a sentence: how many lead here, how many go on, how many are not shown."""
    known = list(ties)
    shown = {point.node for point in placed.points}
    before = sum(tie.target == node for tie in known)
    hidden = sum(not {tie.source, tie.target} <= shown for tie in known)
    told = say(
        "map.focus",
        lang,
        name=catalogue.label(node, lang),
        before=say_many("map.focus.before", before, lang),
        after=say_many("map.focus.after", len(known) - before, lang),
    )
    return f"{told} {say_many('map.focus.hidden', hidden, lang)}" if hidden else told


def _family(catalogue: Catalogue, lane: Lane, lang: Lang) -> str:
    return catalogue.families[lane.family].label[lang] if lane.family else say("map.no_family", lang)


def _rung(place: Rung | None, lang: Lang) -> str:
    return rung(place, lang) if place else say("map.no_rung", lang)


# --- in counts ------------------------------------------------------------------------------------


def overview_table(catalogue: Catalogue, placed: Overview, lang: Lang, to_part: ToPart) -> str:
    """The map in counts: a row for each family, a column for each rung; each count leads to its list."""
    head = "".join(f'<th scope="col" role="columnheader">{_rung(each, lang)}</th>' for each in placed.rungs)
    first, total = html.escape(say("facet.family", lang)), html.escape(say("map.total", lang))
    rows = "".join(_row(catalogue, lane, placed, lang, to_part) for lane in placed.lanes)
    return (
        f'<table class="counts" role="table"><caption>{html.escape(say("map.counts", lang))}</caption>'
        f'<thead role="rowgroup"><tr role="row"><th scope="col" role="columnheader">{first}</th>{head}'
        f'<th scope="col" role="columnheader">{total}</th></tr></thead>'
        f'<tbody role="rowgroup">{rows}{_totals(placed, lang, to_part)}</tbody></table>'
    )


def _row(catalogue: Catalogue, lane: Lane, placed: Overview, lang: Lang, to_part: ToPart) -> str:
    part = {"family": lane.family or NO_FAMILY}
    of_rung = {cell.rung: len(cell.nodes) for cell in lane.cells}
    cells = "".join(
        _count(of_rung.get(each, 0), _rung(each, lang), to_part({**part, "rung": rung_key(each)}))
        for each in placed.rungs
    )
    total = _count(len(lane.nodes), say("map.total", lang), to_part(part))
    name = _link(_family(catalogue, lane, lang), to_part(part))
    return f'<tr role="row"><th scope="row" role="rowheader">{name}</th>{cells}{total}</tr>'


def _totals(placed: Overview, lang: Lang, to_part: ToPart) -> str:
    counts: dict[str, int] = defaultdict(int)
    for lane in placed.lanes:
        for cell in lane.cells:
            counts[rung_key(cell.rung)] += len(cell.nodes)
    cells = "".join(
        _count(counts[key], _rung(each, lang), to_part({"rung": key}))
        for each in placed.rungs
        for key in [rung_key(each)]
    )
    whole = f'<td role="cell" data-of="{html.escape(say("map.total", lang))}">{sum(counts.values())}</td>'
    name = html.escape(say("map.total", lang))
    return f'<tr role="row"><th scope="row" role="rowheader">{name}</th>{cells}{whole}</tr>'


def _count(count: int, of: str, link: str) -> str:
    if not count:
        return '<td role="cell"></td>'
    return f'<td role="cell" data-of="{html.escape(of)}">{_link(str(count), link)}</td>'


def _link(text: str, address: str) -> str:
    return f'<a href="{html.escape(address)}">{html.escape(text)}</a>'


# --- in names -------------------------------------------------------------------------------------


def lane_in_text(catalogue: Catalogue, lane: Lane, lang: Lang) -> str:
    """A lane by its name and how many stand in it."""
    count = say_many("map.cards", len(lane.nodes), lang)
    return say("map.lane", lang, family=_family(catalogue, lane, lang), count=count)


def cells_in_text(catalogue: Catalogue, cells: Iterable[Cell], lang: Lang) -> Iterator[TwinLine]:
    """Every card by its name: each rung, and under it the roles and qualifications that stand on it."""
    for cell in cells:
        yield TwinLine(0, _rung(cell.rung, lang))
        for node in cell.nodes:
            kind = "kind.role" if node in catalogue.roles else "map.kind.qualification"
            text = say("map.card", lang, name=catalogue.label(node, lang), kind=say(kind, lang))
            yield TwinLine(1, text, node=node)


def value_in_words(catalogue: Catalogue, facet: str, value: str, lang: Lang) -> str:
    """
    A value of a filter in words.

    Examples
    --------
    >>> from tests.small_map import small
    >>> [value_in_words(small(), *each, "fr") for each in (("rung", "cadre-III"), ("family", "none"))]
    ['cadre III', 'Sans filière']
    """
    if facet == "family":
        return catalogue.families[value].label[lang] if value != NO_FAMILY else say("map.no_family", lang)
    if facet == "rung":
        if value == NO_RUNG:
            return say("map.no_rung", lang)
        kind, _, degree = value.rpartition("-")
        return say("rung.cadre", lang, degree=degree) if kind else say("rung.echelon", lang, echelon=value)
    return say(f"{facet}.{value}", lang)
