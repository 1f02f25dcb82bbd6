"""The money earned along a route, month by month: what is known as a line, what is not as a marked break."""

from __future__ import annotations

import plotly.graph_objects as go

from pathways.figures.style import QUALIFICATION, STROKE, blank
from pathways.model import Lang
from pathways.sheets import RouteSheet
from pathways.wording import say


def timeline_figure(sheet: RouteSheet, lang: Lang) -> go.Figure:
    """
    Draw the euros earned since the first month.

    The line follows the least that is sure; where an amount or a length is not known it goes on dashed, and a
    mark says so, so that what is unknown is never read as nothing.
    """
    sure_x, sure_y = [0], [0.0]
    breaks: list[tuple[int, float, str]] = []
    total = 0.0
    for number, month in enumerate(sheet.money.months, start=1):
        total += float(month.low)
        if month.gross is None:
            breaks.append((number, total, sheet.stages[month.stretch].title))
        sure_x.append(number)
        sure_y.append(total)
    figure = blank(260)
    unsure = bool(breaks)
    figure.add_trace(
        go.Scatter(
            x=sure_x, y=sure_y, mode="lines",
            line={"color": QUALIFICATION, "width": 3, "dash": "dash" if unsure else "solid"},
            hovertemplate=_hover("hover", lang, euros="%{y:,.0f}"),
        )
    )  # fmt: skip
    if breaks:
        figure.add_trace(
            go.Scatter(
                x=[x for x, _, _ in breaks], y=[y for _, y, _ in breaks], mode="markers",
                marker={"symbol": "x-thin-open", "size": 9, "color": STROKE},
                text=[text for _, _, text in breaks],
                hovertemplate=_hover("unknown", lang, what="%{text}"),
            )
        )  # fmt: skip
    font = {"color": STROKE}
    figure.update_xaxes(
        visible=True, title={"text": say("route.timeline.months", lang), "font": font}, tickfont=font,
        gridcolor="rgba(122,133,148,0.25)", zeroline=False, dtick=12,
    )  # fmt: skip
    figure.update_yaxes(
        visible=True, title={"text": say("route.timeline.euros", lang), "font": font}, tickfont=font,
        gridcolor="rgba(122,133,148,0.25)", zeroline=False, rangemode="tozero",
    )  # fmt: skip
    figure.update_layout(
        margin={"l": 70, "r": 12, "t": 10, "b": 50}, separators=", " if lang == "fr" else ".,"
    )
    return figure


def _hover(key: str, lang: Lang, **values: str) -> str:
    return say(f"route.timeline.{key}", lang, month="%{x}", **values) + "<extra></extra>"
