"""
Colours and strokes that all drawings share.

They are readable on a light and on a dark page: fills are strong enough for white text, strokes are mid-grey,
backgrounds are left to the page, and so is the colour of words that stand on no fill. Colour never says
anything alone: shapes, strokes and words say it too.
"""

from __future__ import annotations

import textwrap
from typing import Any, Final

import plotly.graph_objects as go

QUALIFICATION: Final = "#1f6fb2"
ROLE: Final = "#0b7a53"
CENTRE: Final = "#9a3412"
WAY: Final = "#75540b"
GROUP: Final = "#6b4fa0"
CONDITION: Final = "#5b6470"
STROKE: Final = "#7a8594"
ON_FILL: Final = "#ffffff"
LANES: Final = ("rgba(122, 133, 148, 0.16)", "rgba(31, 111, 178, 0.12)")
FILLS: Final = {
    "qualification": QUALIFICATION,
    "role": ROLE,
    "way": WAY,
    "one_of": GROUP,
    "all_of": GROUP,
    "none_of": "#8f2d3a",
    "condition": CONDITION,
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
    r"""
    Text broken into lines for a card, cut where it does not fit.

    Examples
    --------
    >>> wrapped("Bac pro option B\xa0: véhicules de transport routier", 22, 2)
    'Bac pro option B\xa0:<br>véhicules de …'
    """
    broken = textwrap.wrap(text, width, break_on_hyphens=False, break_long_words=False)
    if len(broken) > lines:
        broken = [*broken[: lines - 1], textwrap.shorten(broken[lines - 1], width - 2, placeholder="") + " …"]
    return "<br>".join(broken)
