"""The whole map: a lane for each family, a column for each rung, a mark for each qualification and role."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import plotly.graph_objects as go

from pathways.catalogue import Catalogue
from pathways.figures.style import LANES, QUALIFICATION, ROLE, blank
from pathways.figures.twin import TwinLine
from pathways.layout import Cell, Lane, Overview, Point
from pathways.model import Lang, Rung
from pathways.wording import rung, say, say_many

_PIXELS_A_ROW = 19
_ABOVE, _BELOW, _BESIDE = 3.4, 2.4, 0.6
_NO_BREAK = "\N{NO-BREAK SPACE}"
_MARKS = {"qualification": ("diamond", QUALIFICATION), "role": ("circle", ROLE)}


def overview_figure(catalogue: Catalogue, placed: Overview, lang: Lang) -> go.Figure:
    """
    Draw the overview; a mark carries the id of its node as ``customdata``.

    The figure depends on the map and the language alone, never on what is chosen, so that a browser keeps it.
    """
    figure = blank(int((_ABOVE - placed.bottom + _BELOW) * _PIXELS_A_ROW) + 16)
    figure.update_layout(
        shapes=[_band(lane, LANES[number % 2]) for number, lane in enumerate(placed.lanes)],
        annotations=[
            *(_lane_name(catalogue, lane, lang) for lane in placed.lanes),
            *_rung_names(placed, lang),
        ],
        hoverdistance=20,
        clickmode="event+select",
    )
    points = tuple(placed.points)
    for kind in _MARKS:
        these = [point for point in points if (point.node in catalogue.roles) == (kind == "role")]
        figure.add_trace(_marks(catalogue, these, kind, lang))
    figure.update_xaxes(range=[-_BESIDE, len(placed.rungs) - 1 + _BESIDE])
    figure.update_yaxes(range=[placed.bottom - _BELOW, _ABOVE])
    return figure


def _band(lane: Lane, fill: str) -> dict[str, Any]:
    place = {"xref": "paper", "x0": 0, "x1": 1, "y0": lane.bottom, "y1": lane.top}
    return {"type": "rect", "fillcolor": fill, "line": {"width": 0}, "layer": "below", **place}


def _lane_name(catalogue: Catalogue, lane: Lane, lang: Lang) -> dict[str, Any]:
    name = _family(catalogue, lane, lang)
    place = {"xref": "paper", "x": 0, "xanchor": "left", "y": lane.top, "yanchor": "bottom"}
    return {"text": f"<b>{name}</b>", "showarrow": False, "font": {"size": 12}, **place}


def _rung_names(placed: Overview, lang: Lang) -> Iterator[dict[str, Any]]:
    """The rungs above and below: a tall map is read from both ends."""
    for y in (_ABOVE - 1.2, placed.bottom - 1.2):
        for x, place in enumerate(placed.rungs):
            text = _rung(place, lang).replace(" ", "<br>", 1)
            yield {"x": x, "y": y, "text": text, "showarrow": False, "font": {"size": 12}}


def _marks(catalogue: Catalogue, points: list[Point], kind: str, lang: Lang) -> go.Scatter:
    symbol, colour = _MARKS[kind]
    return go.Scatter(
        x=[point.x for point in points],
        y=[point.y for point in points],
        mode="markers",
        customdata=[point.node for point in points],
        text=[catalogue.label(point.node, lang) for point in points],
        hovertemplate="%{text}<extra></extra>",
        marker={"symbol": symbol, "size": 11, "color": colour},
        selected={"marker": {"opacity": 1, "size": 16}},
        unselected={"marker": {"opacity": 1}},
        name=kind,
    )


def _family(catalogue: Catalogue, lane: Lane, lang: Lang) -> str:
    return catalogue.families[lane.family].label[lang] if lane.family else say("map.no_family", lang)


def _rung(place: Rung | None, lang: Lang) -> str:
    return rung(place, lang) if place else say("map.no_rung", lang)


# --- in text --------------------------------------------------------------------------------------


def lanes_in_text(catalogue: Catalogue, placed: Overview, lang: Lang) -> Iterator[TwinLine]:
    """The map in counts: each family, and under it how many stand on each rung."""
    for lane in placed.lanes:
        name = _family(catalogue, lane, lang)
        text = say("map.lane", lang, family=name, count=say_many("map.cards", len(lane.nodes), lang))
        yield TwinLine(0, text, family=lane.family)
        counts = (
            say("map.cell", lang, rung=_rung(cell.rung, lang), count=len(cell.nodes)).replace(" ", _NO_BREAK)
            for cell in lane.cells
        )
        yield TwinLine(1, " · ".join(counts))


def cells_in_text(catalogue: Catalogue, cells: Iterable[Cell], lang: Lang) -> Iterator[TwinLine]:
    """Every card by its name: each rung, and under it the roles and qualifications that stand on it."""
    for cell in cells:
        yield TwinLine(0, _rung(cell.rung, lang))
        for node in cell.nodes:
            kind = "kind.role" if node in catalogue.roles else "map.kind.qualification"
            text = say("map.card", lang, name=catalogue.label(node, lang), kind=say(kind, lang))
            yield TwinLine(1, text, node=node)


# --- clicked --------------------------------------------------------------------------------------


def node_clicked(event: Mapping[str, Any] | None) -> str | None:
    """
    The id of the node that a selection event of a drawing names; None when it names none.

    Examples
    --------
    >>> node_clicked({"selection": {"points": [{"customdata": "cap-mv"}]}})
    'cap-mv'
    >>> node_clicked({"selection": {"points": []}}) is None
    True
    """
    points = ((event or {}).get("selection") or {}).get("points") or []
    if not points:
        return None
    data = points[0].get("customdata")
    found = data[0] if isinstance(data, list | tuple) and data else data
    return found if isinstance(found, str) and found else None
