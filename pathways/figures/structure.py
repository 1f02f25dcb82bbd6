"""
The measures of a map's structure, drawn: a ranked list as bars, counts between places as a table of cells.

A drawing is made of the sheet that the list is made of, in the same order. Bars tell their number in words
beside them, cells in figures inside; hatched is what stands behind a bar as another kind of the same. Drawn
are the first lines only: a list of a hundred is for reading.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

import plotly.graph_objects as go

from pathways.catalogue import Catalogue
from pathways.figures.style import ON_FILL, QUALIFICATION, ROLE, STROKE, blank, wrapped
from pathways.model import Lang
from pathways.sheets.analysis import Bar, Grid, MeasureSheet
from pathways.wording import say

MOST_BARS: Final = 15
_ROW, _CELL, _LETTERS, _LETTERS_BESIDE, _MARGIN = 48, 40, 56, 44, 360
_ROOM_FOR_WORDS, _GRID_COLOUR, _CLEAR = 1.45, "rgba(122,133,148,0.25)", "rgba(0,0,0,0)"
_OF_MONTHS: Final = frozenset({"feeders", "supposed"})
_MONTHS, _NUMBERS = (1, 3, 6, 12, 24, 60), (1, 2, 5, 10, 20, 50, 100, 200, 500)
_PALE, _DEEP = QUALIFICATION, "#123f66"


def bars_drawn(sheet: MeasureSheet) -> tuple[Bar, ...]:
    """The lines of a sheet that are drawn: the first ones, in the order of the list."""
    return sheet.bars[:MOST_BARS]


# --- bars -----------------------------------------------------------------------------------------


def measure_figure(catalogue: Catalogue, sheet: MeasureSheet, lang: Lang) -> go.Figure:
    """
    Draw the first lines of a ranked list as bars; the list itself is the text twin.

    Examples
    --------
    >>> from pathways.analysis import analyse
    >>> from pathways.cards import Writer
    >>> from pathways.sheets.analysis import measure_sheet
    >>> from tests.small_map import small
    >>> writer = Writer(small(), "en", small().file.as_of)
    >>> sheet = measure_sheet(writer, analyse(small(), ["gateways"]), "gateways")
    >>> list(measure_figure(small(), sheet, "en").data[0].customdata)[:2]
    ['bac-pro-camion', 'cqp-expert-camion']
    """
    drawn = bars_drawn(sheet)
    rows = range(1, len(drawn) + 1)
    most = max((bar.more + (bar.number or 0) for bar in drawn), default=0) or 1
    figure = blank(_ROW * len(drawn) + 60, barmode="stack", bargap=0.35)
    figure.add_trace(_trace(drawn, [bar.number or 0 for bar in drawn], catalogue, ""))
    if any(bar.more for bar in drawn):
        figure.add_trace(_trace(drawn, [bar.more for bar in drawn], catalogue, "/"))
    figure.update_layout(
        margin={"l": _MARGIN, "r": 8, "t": 8, "b": 50},
        annotations=[_beside(row, bar) for row, bar in zip(rows, drawn, strict=True)],
        separators=", " if lang == "fr" else ".,",
    )
    figure.update_xaxes(
        visible=True, range=[0, most * _ROOM_FOR_WORDS], gridcolor=_GRID_COLOUR, zerolinecolor=STROKE,
        title={"text": say(f"structure.page.axis.{sheet.key}", lang)}, tickformat=",d",
        dtick=_step(most, _MONTHS if sheet.key in _OF_MONTHS else _NUMBERS),
    )  # fmt: skip
    figure.update_yaxes(
        visible=True, range=[len(drawn) + 0.6, 0.4], tickvals=list(rows), showgrid=False, zeroline=False,
        ticktext=[wrapped(f"{_mark(catalogue, bar)}{bar.name}", _LETTERS, 3) for bar in drawn],
    )  # fmt: skip
    return figure


def _trace(drawn: Sequence[Bar], numbers: list[float], catalogue: Catalogue, pattern: str) -> go.Bar:
    fills = [QUALIFICATION if bar.node in catalogue.qualifications else ROLE for bar in drawn]
    look = {"shape": pattern, "fgcolor": "rgba(255,255,255,0.75)", "size": 7, "solidity": 0.3}
    return go.Bar(
        x=numbers, y=list(range(1, len(drawn) + 1)), orientation="h", customdata=[bar.node for bar in drawn],
        hovertext=[f"{bar.name}<br>{bar.said}" for bar in drawn], hoverinfo="text",
        marker={"color": fills, "pattern": look, "line": {"width": 1, "color": fills}},
    )  # fmt: skip


def _mark(catalogue: Catalogue, bar: Bar) -> str:
    """Qualification or role, by a sign as well."""
    if bar.node is None:
        return ""
    return "◆ " if bar.node in catalogue.qualifications else "● "


def _beside(row: int, bar: Bar) -> dict[str, Any]:
    return {
        "x": bar.more + (bar.number or 0), "y": row, "xref": "x", "yref": "y", "xanchor": "left", "xshift": 5,
        "text": wrapped(bar.said, _LETTERS_BESIDE, 2), "align": "left", "showarrow": False,
        "font": {"size": 12},
    }  # fmt: skip


def _step(most: float, steps: Sequence[int]) -> int:
    """A whole number of units between two lines."""
    return next((step for step in steps if most <= 10 * step), steps[-1])


# --- cells ----------------------------------------------------------------------------------------


def grid_figure(grid: Grid, lang: Lang) -> go.Figure:
    """Draw counts as a table of cells: the deeper the colour, the more; the number stands inside."""
    size = len(grid.names)
    filled = list(_filled(grid))
    figure = blank(_CELL * size + 110)
    counts = [[count or None for count in row] for row in grid.counts]
    figure.add_trace(
        go.Heatmap(
            z=counts, x=list(range(size)), y=list(range(size)), showscale=False, xgap=2, ygap=2,
            colorscale=[[0, _PALE], [1, _DEEP]], hoverinfo="skip", hoverongaps=False,
        )
    )  # fmt: skip
    figure.add_trace(
        go.Scatter(
            x=[column for _, column, _ in filled], y=[row for row, _, _ in filled], mode="text",
            text=[str(count) for _, _, count in filled], textfont={"color": ON_FILL, "size": 13},
            hovertext=[_between(grid, row, column, count) for row, column, count in filled],
            hoverinfo="text",
        )
    )  # fmt: skip
    places = list(range(size))
    figure.update_layout(margin={"l": _MARGIN, "r": 8, "t": 60, "b": 8})
    figure.update_xaxes(
        visible=True, side="top", tickvals=places, ticktext=list(grid.marks), showgrid=False, zeroline=False,
        range=[-0.5, size - 0.5], title={"text": say("structure.page.to", lang)},
    )  # fmt: skip
    figure.update_yaxes(
        visible=True, tickvals=places, ticktext=list(_row_names(grid)), showgrid=False, zeroline=False,
        range=[size - 0.5, -0.5], title={"text": say("structure.page.from", lang)},
    )  # fmt: skip
    return figure


def _filled(grid: Grid) -> Iterator[tuple[int, int, int]]:
    for row, counts in enumerate(grid.counts):
        for column, count in enumerate(counts):
            if count:
                yield row, column, count


def _between(grid: Grid, row: int, column: int, count: int) -> str:
    return f"{grid.names[row]} → {grid.names[column]} : {count}"


def _row_names(grid: Grid) -> Iterator[str]:
    """Each name, with the mark of its column where the name does not say it."""
    for name, mark in zip(grid.names, grid.marks, strict=True):
        yield wrapped(name if mark in name.split() else f"{name} ({mark})", _LETTERS, 2)
