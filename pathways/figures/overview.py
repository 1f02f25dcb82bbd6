"""The whole map: a lane for each family, a column for each rung, a mark for each qualification and role."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import plotly.graph_objects as go

from pathways.catalogue import Catalogue
from pathways.figures.style import QUALIFICATION, ROLE, STROKE, blank
from pathways.layout import Overview, Point
from pathways.model import Lang
from pathways.wording import rung, say

_PIXELS_A_ROW = 19
_LANE_FILL = "rgba(122, 133, 148, 0.12)"
_MARKS = {"qualification": ("diamond", QUALIFICATION), "role": ("circle", ROLE)}


def overview_figure(catalogue: Catalogue, placed: Overview, lang: Lang) -> go.Figure:
    """
    Draw the overview; a mark carries the id of its node as ``customdata``.

    The figure depends on the map and the language alone, never on what is chosen, so that a browser keeps it.
    """
    figure = blank(max(240, int((placed.height + 3.6) * _PIXELS_A_ROW) + 16))
    for lane in placed.lanes:
        figure.add_shape(
            type="rect", xref="paper", x0=0, x1=1, y0=lane.bottom, y1=lane.top, fillcolor=_LANE_FILL,
            line_width=0, layer="below",
        )  # fmt: skip
        name = catalogue.families[lane.family].label[lang] if lane.family else say("map.no_family", lang)
        figure.add_annotation(
            xref="paper", x=0, xanchor="left", y=lane.top, yanchor="bottom", text=f"<b>{name}</b>",
            showarrow=False, font_size=12, font_color=STROKE,
        )  # fmt: skip
    for column in placed.columns:
        text = rung(column.rung, lang) if column.rung else say("map.no_rung", lang)
        figure.add_annotation(
            x=column.x, y=placed.height + 2.0, text=text.replace(" ", "<br>", 1), showarrow=False,
            font_size=12, font_color=STROKE,
        )  # fmt: skip
    for kind in _MARKS:
        points = [point for point in placed.points if (point.node in catalogue.roles) == (kind == "role")]
        figure.add_trace(_marks(catalogue, points, kind, lang))
    figure.update_xaxes(range=[placed.columns[0].x - 0.6, placed.columns[-1].x + 0.6])
    figure.update_yaxes(range=[-0.4, placed.height + 3.2])
    figure.update_layout(hoverdistance=20, clickmode="event+select")
    return figure


def _marks(catalogue: Catalogue, points: list[Point], kind: str, lang: Lang) -> go.Scatter:
    symbol, colour = _MARKS[kind]
    plain = {"marker": {"opacity": 1}}
    return go.Scatter(
        x=[point.x for point in points],
        y=[point.y for point in points],
        mode="markers",
        customdata=[point.node for point in points],
        text=[catalogue.label(point.node, lang) for point in points],
        hovertemplate="%{text}<extra></extra>",
        marker={"symbol": symbol, "size": 11, "color": colour},
        selected={"marker": {"opacity": 1, "size": 16}},
        unselected=plain,
        name=kind,
    )


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
