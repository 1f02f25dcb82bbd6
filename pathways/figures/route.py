"""A route drawn from left to right: a card for each stage, above it the condition that lets the person in."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

import plotly.graph_objects as go

from pathways.figures.style import CONDITION, FILLS, ON_FILL, QUALIFICATION, ROLE, STROKE, blank, box, wrapped
from pathways.model import Lang
from pathways.sheets import RouteSheet, Stage
from pathways.wording import say, say_many

_WIDTH, _HEIGHT = 0.86, 0.9
_LETTERS, _LINES = 26, 4
_ROW, _ABOVE, _PIXELS_A_ROW = 2.0, 0.78, 210
PER_ROW: Final = 5
_FILLS = {"train": QUALIFICATION, "enter": ROLE, "practise": ROLE, "wait": CONDITION}
_MARKS = {"train": "◆", "enter": "●", "practise": "●", "wait": "◷"}


def route_figure(sheet: RouteSheet, lang: Lang) -> go.Figure:
    """Draw a route in rows of five, like a line of text; the sheet's own lines are its text twin."""
    spots = [(_spot(number), stage) for number, stage in enumerate(sheet.stages)]
    rows = 1 + (len(spots) - 1) // PER_ROW
    figure = blank(rows * _PIXELS_A_ROW)
    conditioned = [(x, y + _ABOVE, stage) for (x, y), stage in spots if stage.leans_on]
    shapes = [box(x, y, _WIDTH, _HEIGHT, _FILLS[stage.kind]) for (x, y), stage in spots]
    shapes += [box(x, y, _WIDTH, 0.46, FILLS["all_of"]) for x, y, _ in conditioned]
    figure.update_layout(shapes=shapes, hoverdistance=60)
    for (before, _), (after, stage) in pairwise(spots):
        if before[1] == after[1]:
            unsure = bool(stage.to_confirm or stage.segment.employer_decisions)
            start, end = before[0] + _WIDTH / 2, after[0] - _WIDTH / 2
            figure.add_trace(_arrow(start, end, before[1], "dot" if unsure else "solid"))
    figure.add_trace(_words([(x, y, _stage(stage)) for (x, y), stage in spots], 12))
    hover = ["<br>".join(each.text for each in stage.leans_on) for _, _, stage in conditioned]
    words = [(x, y, _condition(stage, lang)) for x, y, stage in conditioned]
    figure.add_trace(_words(words, 11, hover))
    figure.update_xaxes(range=[-0.5, PER_ROW - 0.5])
    figure.update_yaxes(range=[-(rows - 1) * _ROW - 0.6, 1.35])
    return figure


def _spot(number: int) -> tuple[int, float]:
    row, column = divmod(number, PER_ROW)
    return column, -row * _ROW


def _stage(stage: Stage) -> str:
    length = f"<br><b>{stage.length}</b>" if stage.length else ""
    return f"{_MARKS[stage.kind]} {wrapped(stage.title, _LETTERS, _LINES)}{length}"


def _condition(stage: Stage, lang: Lang) -> str:
    """One condition says itself; several are said to be needed together."""
    if len(stage.leans_on) == 1:
        return wrapped(stage.leans_on[0].text, _LETTERS + 4, 2)
    text = say_many("route.all_of", len(stage.leans_on), lang)
    unsure = len(stage.to_confirm)
    return f"{text}<br>{say('route.some_to_confirm', lang, n=unsure)}" if unsure else text


def _arrow(start: float, end: float, y: float, dash: str) -> go.Scatter:
    return go.Scatter(
        x=[start, end], y=[y, y], mode="lines+markers", hoverinfo="skip",
        line={"color": STROKE, "width": 2, "dash": dash},
        marker={"symbol": ["circle", "arrow-right"], "size": [0, 11], "color": STROKE},
    )  # fmt: skip


def _words(said: list[tuple[int, float, str]], size: int, hover: list[str] | None = None) -> go.Scatter:
    texts = [text for _, _, text in said]
    return go.Scatter(
        x=[x for x, _, _ in said], y=[y for _, y, _ in said], mode="markers+text", text=texts,
        hovertext=hover or texts, hoverinfo="text", marker={"size": 30, "opacity": 0, "color": STROKE},
        textposition="middle center", textfont={"color": ON_FILL, "size": size},
    )  # fmt: skip
