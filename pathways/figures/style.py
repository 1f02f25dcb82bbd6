"""
Colours and strokes that all drawings share.

They are readable on a light and on a dark page: fills are strong enough for white text, strokes are mid-grey,
backgrounds are left to the page. Colour never says anything alone: shapes, strokes and words say it too.
"""

from __future__ import annotations

import textwrap
from typing import Any, Final

import plotly.graph_objects as go

QUALIFICATION: Final = "#1f6fb2"
ROLE: Final = "#0b7a53"
CENTRE: Final = "#9a3412"
CONDITION: Final = "#5b6470"
STROKE: Final = "#7a8594"
ON_FILL: Final = "#ffffff"
FILLS: Final = {
    "qualification": QUALIFICATION,
    "role": ROLE,
    "one_of": "#6b4fa0",
    "all_of": "#6b4fa0",
    "none_of": "#8f2d3a",
    "condition": CONDITION,
    "open": CONDITION,
    "more": CONDITION,
}
DASHES: Final = {"stated": "solid", "assumed": "dash", "decision": "dot"}


def blank(height: int, **layout: Any) -> go.Figure:
    """A figure with nothing but its size: no axes, no ground of its own."""
    figure = go.Figure()
    axis = {"visible": False, "fixedrange": True}
    figure.update_layout(
        height=height,
        margin={"l": 8, "r": 8, "t": 8, "b": 8},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        showlegend=False,
        xaxis=axis,
        yaxis=axis,
        dragmode=False,
        **layout,
    )
    return figure


def box(x: float, y: float, width: float, height: float, fill: str) -> dict[str, Any]:
    """A rounded card as a Plotly shape."""
    rx, ry = width * 0.06, height * 0.18
    left, right, bottom, top = x - width / 2, x + width / 2, y - height / 2, y + height / 2
    path = (
        f"M {left + rx},{bottom} L {right - rx},{bottom} Q {right},{bottom} {right},{bottom + ry} "
        f"L {right},{top - ry} Q {right},{top} {right - rx},{top} L {left + rx},{top} "
        f"Q {left},{top} {left},{top - ry} L {left},{bottom + ry} Q {left},{bottom} {left + rx},{bottom} Z"
    )
    return {"type": "path", "path": path, "fillcolor": fill, "line": {"width": 0}, "layer": "below"}


def wrapped(text: str, width: int, lines: int) -> str:
    """Text broken into lines for a card, cut where it does not fit."""
    cut = textwrap.shorten(text, width * lines - 2, placeholder=" …")
    return "<br>".join(textwrap.wrap(cut, width)[:lines])
