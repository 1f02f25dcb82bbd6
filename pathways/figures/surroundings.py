"""The surroundings of a node as cards with lines between them, and the same in text."""

from __future__ import annotations

import html
from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import compress
from typing import Final

from pathways.cards import Writer, named_way, short_way
from pathways.figures.markup import ACROSS, ARROWS, at, bent, lines_picture
from pathways.figures.twin import TwinLine
from pathways.ladder import Move
from pathways.layout import Card, cards
from pathways.model import AllOf, Step
from pathways.surroundings import Line, Spot, Surroundings, Tie, reading_order
from pathways.wording import in_one_line, outline, say_many

LEGEND: Final = (
    "qualification", "role", "way", "group",
    "line.stated", "line.assumed", "line.decision",
    "move.up", "move.level", "move.down",
)  # fmt: skip
_WIDTH, _GROUP_WIDTH, _ROW, _EDGE = 0.84, 0.5, 76, 6
_GROUPS: Final = ("one_of", "all_of", "none_of")
_SIGNS: Final = {"qualification": "◆ ", "role": "● "}  # colour is never alone
_FEWEST_COLUMNS = 4


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
    """What a spot says, in full, how its line is drawn where it is not a solid one, and which way it goes."""
    if spot.kind == "way" and spot.step is not None:
        text = _way_text(writer, spot.step, named_way(writer, spot.step))
    elif spot.requirement is not None and spot.node is not None:
        text = _condition_text(writer, spot)
    else:
        text = spot_text(writer, spot)
    if tie is None:
        return text
    if tie.line != "stated" and spot.kind != "condition":
        text = writer.say(f"map.line.{tie.line}", what=text)
    return writer.say(f"map.move.{tie.move}", what=text) if tie.move and _is_a_card(spot) else text


def _is_a_card(spot: Spot) -> bool:
    return spot.node is not None


# --- drawn ----------------------------------------------------------------------------------------


def surroundings_drawing(writer: Writer, around: Surroundings, to_node: Callable[[str], str]) -> str:
    """
    Draw the surroundings: cards in columns, those of nodes as links, and lines between them.

    Parameters
    ----------
    to_node
        Where the card of a node leads.
    """
    frame = _Frame({card.key: card for card in cards(around)})
    moves = {tie.source if tie.source != around.centre else tie.target: tie.move for tie in around.ties}
    entered = {tie.target for tie in around.ties}
    drawn = ""
    for spot in around.spots:
        inside = _inside(writer, spot, moves.get(spot.key))
        kind = "centre" if spot.key == around.centre else spot.kind
        style = f'class="card {kind}{" to" if spot.key in entered else ""}" {frame.style(spot.key)}'
        if spot.node is None or kind == "centre":
            drawn += f"<div {style}>{inside}</div>"
        else:
            drawn += f'<a href="{html.escape(to_node(spot.node))}" {style}>{inside}</a>'
    name = html.escape(writer.say("map.around", name=writer.label(around.centre)))
    size = f"height:{frame.height}px;--card:{_WIDTH * 100 / frame.columns:.4g}%"
    return (
        f'<div class="around" role="group" aria-label="{name}" style="{size}">'
        f"{lines_picture(_paths(around, frame), frame.height)}{drawn}</div>"
    )


def _inside(writer: Writer, spot: Spot, move: Move | None) -> str:
    """The words of a card with its sign and the arrow of its move."""
    text = spot_text(writer, spot)
    arrow = f" <b>{ARROWS[move]}</b>" if move and _is_a_card(spot) else ""
    return f"<span>{_SIGNS.get(spot.kind, '')}{html.escape(text)}{arrow}</span>"


class _Frame:
    """Columns and rows of cards as units and pixels."""

    def __init__(self, placed: dict[str, Card]) -> None:
        columns, rows = [card.x for card in placed.values()], [card.y for card in placed.values()]
        self.placed = placed
        self.columns = max(max(columns) - min(columns) + 1, _FEWEST_COLUMNS)
        self._left = (max(columns) + min(columns) - self.columns) / 2
        self._top = max(rows) + 0.5
        self.height = int((max(rows) - min(rows) + 1) * _ROW) + 2 * _EDGE

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Where a column and a row are."""
        return (x - self._left) / self.columns * ACROSS, (self._top - y) * _ROW + _EDGE

    def style(self, key: str) -> str:
        """The place of a card as a style."""
        return at(*self.place(self.placed[key].x, self.placed[key].y))


def _paths(around: Surroundings, frame: _Frame) -> dict[Line, list[str]]:
    """Every line, from card to card: it curves between columns only, so that it runs over no other card."""
    kinds = {spot.key: spot.kind for spot in around.spots}
    paths: dict[Line, list[str]] = defaultdict(list)
    for tie in around.ties:
        source, target = frame.placed[tie.source], frame.placed[tie.target]
        start = frame.place(source.x + _WIDTH / 2, source.y)
        end = frame.place(target.x - _WIDTH / 2, target.y)
        leaves_at, _ = frame.place(source.x + _half(kinds[tie.source]), 0)
        meets_at, _ = frame.place(target.x - _half(kinds[tie.target]), 0)
        straight = [f"H{start[0]:.0f}", bent(start, end), f"H{meets_at:.0f}"]
        passed = (leaves_at != start[0], True, meets_at != end[0])
        paths[tie.line].append(f"M{leaves_at:.0f} {start[1]:.0f}{''.join(compress(straight, passed))}")
    return paths


def _half(kind: str) -> float:
    return (_GROUP_WIDTH if kind in _GROUPS else _WIDTH) / 2
