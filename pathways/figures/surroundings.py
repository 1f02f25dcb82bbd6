"""The surroundings of a node as cards with lines between them, and the same in text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import plotly.graph_objects as go

from pathways.cards import Writer, named_way, short_way
from pathways.figures.style import CENTRE, DASHES, FILLS, GROUP, ON_FILL, STROKE, blank, box, wrapped
from pathways.figures.twin import TwinLine
from pathways.layout import Card, cards
from pathways.model import AllOf, Step
from pathways.surroundings import Spot, Surroundings, Tie, reading_order
from pathways.wording import in_one_line, outline, say_many

_WIDTH, _GROUP_WIDTH, _HEIGHT, _GROUP_HEIGHT = 0.83, 0.46, 0.88, 0.5
_PIXELS_A_ROW, _PIXELS_ACROSS, _PIXELS_A_LETTER, _LINES = 74, 1100, 5.9, 4
_HEAD_PIXELS = 9
_FEWEST_COLUMNS = 4
_CURVE = tuple(step / 10 for step in range(11))


def spot_text(writer: Writer, spot: Spot) -> str:
    """What the card of a spot says."""
    if spot.kind == "more":
        return say_many("map.more", spot.more, writer.lang)
    if spot.kind == "way" and spot.step is not None:
        return _way_text(writer, spot.step, short_way(writer, spot.step))
    if spot.node is not None:
        return writer.label(spot.node)
    if spot.kind == "condition":
        return _condition_text(writer, spot)
    return writer.say(f"map.{spot.kind}")


def _way_text(writer: Writer, step: Step, name: str) -> str:
    """A way in by one of its names, and what its conditions have to do with each other."""
    if step.requires is None:
        return writer.say("map.way_open", way=name)
    return writer.say("map.way_all_of", way=name) if isinstance(step.requires, AllOf) else name


def _condition_text(writer: Writer, spot: Spot) -> str:
    """A condition in words, without its reasons."""
    told = outline(spot.requirement, writer.catalogue, writer.lang, step=spot.step)
    return in_one_line(told, writer.lang)


# --- in text --------------------------------------------------------------------------------------


def surroundings_in_text(writer: Writer, around: Surroundings) -> Iterator[TwinLine]:
    """The drawing in text, in reading order: the node, what leads to it, what follows."""
    before = after = False
    for depth, spot, tie in reading_order(around):
        if spot.column < 0 and not before:
            yield TwinLine(1, writer.say("map.before"))
        if spot.column > 0 and not after:
            yield TwinLine(1, writer.say("map.after"))
        before, after = before or spot.column < 0, after or spot.column > 0
        yield TwinLine(depth + 1 if depth else 0, _said_of(writer, spot, tie), spot.node)


def _said_of(writer: Writer, spot: Spot, tie: Tie | None) -> str:
    """What a spot says, in full, and how its line is drawn where it is not a solid one."""
    if spot.kind == "way" and spot.step is not None:
        text = _way_text(writer, spot.step, named_way(writer, spot.step))
    elif spot.requirement is not None and spot.node is not None:
        text = _condition_text(writer, spot)
    else:
        text = spot_text(writer, spot)
    if tie is None or tie.line == "stated" or spot.kind == "condition":
        return text
    return writer.say(f"map.line.{tie.line}", what=text)


# --- drawn ----------------------------------------------------------------------------------------


def surroundings_figure(writer: Writer, around: Surroundings) -> go.Figure:
    """Draw the surroundings; a card carries the id of its node as ``customdata``."""
    placed = {card.key: card for card in cards(around)}
    spots = {spot.key: spot for spot in around.spots}
    rows = [card.y for card in placed.values()]
    columns = [card.x for card in placed.values()]
    width = max(max(columns) - min(columns) + 1, _FEWEST_COLUMNS)
    figure = blank(int((max(rows) - min(rows) + 1) * _PIXELS_A_ROW) + 30)
    figure.update_layout(
        shapes=[_box(spots[key], card, around.centre) for key, card in placed.items()],
        hoverdistance=60,
        clickmode="event+select",
    )
    figure.add_traces([*_lines(around, placed, spots), _heads(around, placed, spots, width)])
    figure.add_trace(_words(writer, around.spots, placed, _letters(width)))
    middle = (max(columns) + min(columns)) / 2
    figure.update_xaxes(range=[middle - width / 2, middle + width / 2])
    figure.update_yaxes(range=[min(rows) - 0.6, max(rows) + 0.6])
    return figure


def _letters(columns: float) -> int:
    """How many letters fit in a line of a card."""
    return int((_PIXELS_ACROSS / columns * _WIDTH - 8) / _PIXELS_A_LETTER)


def _is_group(spot: Spot) -> bool:
    return FILLS[spot.kind] == GROUP or spot.kind == "none_of"


def _box(spot: Spot, card: Card, centre: str) -> dict[str, Any]:
    fill = CENTRE if spot.key == centre else FILLS[spot.kind]
    if _is_group(spot):
        return box(card.x, card.y, _GROUP_WIDTH, _GROUP_HEIGHT, fill)
    return box(card.x, card.y, _WIDTH, _HEIGHT, fill)


def _half(spot: Spot) -> float:
    return (_GROUP_WIDTH if _is_group(spot) else _WIDTH) / 2


def _path(tie: Tie, placed: dict[str, Card], spots: dict[str, Spot]) -> Iterator[tuple[float, float]]:
    """A line from card to card: it curves between the columns only, so that it runs over no other card."""
    source, target = placed[tie.source], placed[tie.target]
    left, right = source.x + _WIDTH / 2, target.x - _WIDTH / 2
    yield source.x + _half(spots[tie.source]), source.y
    for along in _CURVE:
        yield left + (right - left) * along, source.y + (target.y - source.y) * _eased(along)
    yield target.x - _half(spots[tie.target]), target.y


def _lines(around: Surroundings, placed: dict[str, Card], spots: dict[str, Spot]) -> Iterator[go.Scatter]:
    """One trace for each stroke; the lines in it are told apart by gaps."""
    for line, dash in DASHES.items():
        xs: list[float | None] = []
        ys: list[float | None] = []
        for tie in around.ties:
            if tie.line == line:
                path = list(_path(tie, placed, spots))
                xs += [*(x for x, _ in path), None]
                ys += [*(y for _, y in path), None]
        yield go.Scatter(
            x=xs, y=ys, mode="lines", hoverinfo="skip", line={"color": STROKE, "width": 1.8, "dash": dash}
        )


def _eased(along: float) -> float:
    """From 0 to 1, level at both ends, so that a line leaves and meets its cards straight."""
    return along * along * (3 - 2 * along)


def _heads(
    around: Surroundings, placed: dict[str, Card], spots: dict[str, Spot], columns: float
) -> go.Scatter:
    """An arrowhead before each card that a line leads to."""
    before = _HEAD_PIXELS / 2 / _PIXELS_ACROSS * columns
    plain = {"marker": {"opacity": 1}}
    return go.Scatter(
        x=[placed[tie.target].x - _half(spots[tie.target]) - before for tie in around.ties],
        y=[placed[tie.target].y for tie in around.ties],
        mode="markers",
        marker={"symbol": "triangle-right", "size": _HEAD_PIXELS, "color": STROKE, "opacity": 1},
        hoverinfo="skip",
        selected=plain,
        unselected=plain,
    )


def _words(writer: Writer, spots: Iterable[Spot], placed: dict[str, Card], letters: int) -> go.Scatter:
    told = [(spot, placed[spot.key], spot_text(writer, spot)) for spot in spots]
    plain = {"marker": {"opacity": 0}, "textfont": {"color": ON_FILL}}
    return go.Scatter(
        x=[card.x for _, card, _ in told],
        y=[card.y for _, card, _ in told],
        mode="markers+text",
        marker={"size": 30, "opacity": 0, "color": STROKE},
        text=[f"{_mark(spot)}{wrapped(text, letters, _LINES)}" for spot, _, text in told],
        textfont={"color": ON_FILL, "size": 11},
        textposition="middle center",
        customdata=[spot.node or "" for spot, _, _ in told],
        hovertext=[wrapped(text, 60, 12) for _, _, text in told],
        hoverinfo="text",
        selected=plain,
        unselected=plain,
    )


def _mark(spot: Spot) -> str:
    """A shape before the words, so that colour is never alone: ◆ qualification, ● role."""
    return {"qualification": "◆ ", "role": "● "}.get(spot.kind, "")
