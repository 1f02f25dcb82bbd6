"""The surroundings of a node as cards with lines between them, and the same in text."""

from __future__ import annotations

from collections.abc import Iterator

import plotly.graph_objects as go

from pathways.catalogue import Catalogue
from pathways.figures.style import CENTRE, DASHES, FILLS, ON_FILL, STROKE, blank, box, wrapped
from pathways.graph import Spot, Surroundings, Tie, reading_order
from pathways.layout import Card, cards
from pathways.model import Lang
from pathways.wording import outline, say, say_many

_WIDTH, _HEIGHT = 0.84, 0.82
_PIXELS_A_ROW, _LETTERS_A_ROW, _MOST_LETTERS, _LINES = 62, 150, 27, 3


def spot_text(catalogue: Catalogue, spot: Spot, lang: Lang) -> str:
    """What a spot says."""
    if spot.node is not None:
        return catalogue.label(spot.node, lang)
    if spot.kind == "more":
        return say_many("map.more", spot.more, lang)
    if spot.kind == "open":
        return say("map.open", lang)
    if spot.kind in ("one_of", "all_of", "none_of"):
        return say(f"map.{spot.kind}", lang)
    return outline(spot.requirement, catalogue, lang, step=spot.step).text


def surroundings_figure(catalogue: Catalogue, around: Surroundings, lang: Lang) -> go.Figure:
    """Draw the surroundings; a card carries the id of its node as ``customdata``."""
    placed = {card.key: card for card in cards(around)}
    rows = [card.y for card in placed.values()]
    figure = blank(int((max(rows) - min(rows) + 1) * _PIXELS_A_ROW) + 30)
    for tie in around.ties:
        figure.add_trace(_line(placed[tie.source], placed[tie.target], tie))
    spots = list(around.spots)
    fills = [CENTRE if spot.key == around.centre else FILLS[spot.kind] for spot in spots]
    figure.update_layout(
        shapes=[
            box(placed[spot.key].x, placed[spot.key].y, _WIDTH, _HEIGHT, fill)
            for spot, fill in zip(spots, fills, strict=True)
        ]
    )
    texts = [spot_text(catalogue, spot, lang) for spot in spots]
    letters = min(_MOST_LETTERS, _LETTERS_A_ROW // len({card.x for card in placed.values()}))
    figure.add_trace(
        go.Scatter(
            x=[placed[spot.key].x for spot in spots],
            y=[placed[spot.key].y for spot in spots],
            mode="markers+text",
            marker={"size": 30, "opacity": 0, "color": STROKE},
            text=[
                f"{_mark(spot)}{wrapped(text, letters, _LINES)}"
                for spot, text in zip(spots, texts, strict=True)
            ],
            textfont={"color": ON_FILL, "size": 11},
            textposition="middle center",
            customdata=[spot.node or "" for spot in spots],
            hovertext=texts,
            hoverinfo="text",
            selected={"marker": {"opacity": 0}, "textfont": {"color": ON_FILL}},
            unselected={"marker": {"opacity": 0}, "textfont": {"color": ON_FILL}},
        )
    )
    columns = [card.x for card in placed.values()]
    figure.update_xaxes(range=[min(columns) - 0.5, max(columns) + 0.5])
    figure.update_yaxes(range=[min(rows) - 0.6, max(rows) + 0.6])
    figure.update_layout(hoverdistance=60, clickmode="event+select")
    return figure


def _mark(spot: Spot) -> str:
    """A shape before the words, so that colour is never alone: ◆ qualification, ● role."""
    return {"qualification": "◆ ", "role": "● "}.get(spot.kind, "")


def _line(source: Card, target: Card, tie: Tie) -> go.Scatter:
    start, end = source.x + _WIDTH / 2, target.x - _WIDTH / 2
    middle = (start + end) / 2
    return go.Scatter(
        x=[start, middle, middle, end],
        y=[source.y, source.y, target.y, target.y],
        mode="lines+markers",
        line={"color": STROKE, "width": 1.6, "dash": DASHES[tie.line], "shape": "linear"},
        marker={
            "symbol": ["circle", "circle", "circle", "arrow-right"],
            "size": [0, 0, 0, 9],
            "color": STROKE,
        },
        hoverinfo="skip",
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 1}},
    )


def twin(catalogue: Catalogue, around: Surroundings, lang: Lang) -> Iterator[tuple[int, Spot, str]]:
    """The drawing in text, in reading order: depth, spot, words; lines say how they are drawn."""
    lines = {tie.source: tie.line for tie in around.ties}
    for depth, spot in reading_order(around):
        text = spot_text(catalogue, spot, lang)
        line = lines.get(spot.key, "stated")
        if spot.key != around.centre and line != "stated":
            text = say(f"map.line.{line}", lang, what=text)
        yield depth, spot, text
