"""
A route along the months: a bar for each stage, and under it, on the same months, what each month pays.

Bars are told apart by their pattern and by the words beside them. A stage of unknown length is a dashed,
crossed bar of no particular length: the months after it are written "≥". Pay that is not known is a crossed
band, pay that is a lower bound is hatched, and months without pay say so: no unknown is drawn as nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

import plotly.graph_objects as go

from pathways.figures.style import CONDITION, QUALIFICATION, ROLE, STROKE, wrapped
from pathways.model import Lang
from pathways.sheets import RouteSheet
from pathways.sheets.timeline import Bar, Block, Manner, bar_words, bars, longest_in_words, months_in_words
from pathways.wording import euros, say

_FILLS: Final[dict[Manner, str]] = {
    "unpaid": QUALIFICATION, "contract": QUALIFICATION, "work": ROLE, "wait": CONDITION, "enter": ROLE,
}  # fmt: skip
PATTERNS: Final[dict[Manner, str]] = {"unpaid": "", "contract": "/", "work": ".", "wait": "-", "enter": ""}
UNKNOWN: Final = "x"
_CLEAR, _GRID = "rgba(0,0,0,0)", "rgba(122,133,148,0.25)"
_ROW, _MONEY, _LETTERS, _LETTERS_BESIDE = 50, 190, 52, 30
_SHARE_OF_UNKNOWN, _ROOM_FOR_WORDS, _LEAST_FOR_AMOUNT = 0.14, 1.42, 0.07


@dataclass(frozen=True, slots=True)
class _Axis:
    """Where months are drawn: those after a length that is unknown are shifted by the room it takes."""

    bars: tuple[Bar, ...]
    open_width: float

    def shift(self, bar: Bar) -> float:
        return self.open_width * sum(each.months is None for each in self.bars[: bar.number - 1])

    def start(self, bar: Bar) -> float:
        return bar.start + self.shift(bar)

    def width(self, months: int | None) -> float:
        return self.open_width if months is None else months

    @property
    def end(self) -> float:
        return max((self.after(bar) for bar in self.bars), default=1)

    def after(self, bar: Bar) -> float:
        """Where the longest that a stage may take is drawn to."""
        return self.start(bar) + self.width(bar.months) + bar.months_more


def timeline_figure(sheet: RouteSheet, lang: Lang) -> go.Figure:
    """Draw a route along the months, and what each month pays; ``timeline_lines`` is its text twin."""
    stages = bars(sheet)
    known = sum(bar.months or 0 for bar in stages)
    axis = _Axis(stages, max(3.0, known * _SHARE_OF_UNKNOWN))
    rows = _ROW * len(stages)
    return go.Figure(
        data=[*_stages(axis, lang), *_money(axis, lang)],
        layout={
            "height": rows + _MONEY + 80, "margin": {"l": 300, "r": 8, "t": 8, "b": 50}, "showlegend": False,
            "paper_bgcolor": _CLEAR, "plot_bgcolor": _CLEAR, "barmode": "overlay", "bargap": 0.3,
            "dragmode": False, "separators": ", " if lang == "fr" else ".,",
            "annotations": [*_beside_bars(axis, lang), *_on_pay(axis, lang)],
            **_axes(axis, _MONEY / (rows + _MONEY), lang),
        },
    )  # fmt: skip


# --- the stages -----------------------------------------------------------------------------------


def _stages(axis: _Axis, lang: Lang) -> Iterator[go.Bar | go.Scatter]:
    """A trace for each look, of all stages that look so."""
    entered = [bar for bar in axis.bars if bar.manner == "enter"]
    lasting = [bar for bar in axis.bars if bar.manner != "enter"]
    for look in dict.fromkeys(map(_look, lasting)):
        alike = [bar for bar in lasting if _look(bar) == look]
        fill = _fill(UNKNOWN, _CLEAR) if look == "unknown" else _fill(PATTERNS[look], _FILLS[look])
        spans = [(bar, axis.start(bar), axis.width(bar.months)) for bar in alike]
        yield _bars(look, spans, fill, [_hover(bar, lang) for bar in alike])
    longer = [bar for bar in lasting if bar.months_more]
    if longer:
        spans = [(bar, axis.start(bar) + (bar.months or 0), bar.months_more) for bar in longer]
        most = [longest_in_words(bar, lang) for bar in longer]
        yield _bars("more", spans, _fill("", _CLEAR), most, width=0.3)
    yield go.Scatter(
        x=[axis.start(bar) for bar in entered], y=[bar.number for bar in entered], name="enter",
        mode="markers", hovertext=[_hover(bar, lang) for bar in entered], hoverinfo="text",
        marker={"symbol": "circle", "size": 13, "color": ROLE},
    )  # fmt: skip


def _look(bar: Bar) -> Manner | Literal["unknown"]:
    return "unknown" if bar.months is None else bar.manner


def _hover(bar: Bar, lang: Lang) -> str:
    return f"{bar.stage.title}<br>{months_in_words(bar, lang)}"


def _bars(
    name: str,
    spans: list[tuple[Bar, float, float]],
    fill: dict[str, Any],
    told: list[str],
    width: float = 0.6,
) -> go.Bar:
    return go.Bar(
        base=[start for _, start, _ in spans], x=[length for _, _, length in spans],
        y=[bar.number for bar, _, _ in spans], orientation="h", name=name, width=width, marker=fill,
        hovertext=told, hoverinfo="text",
    )  # fmt: skip


def _fill(pattern: str, colour: str) -> dict[str, Any]:
    """A fill with its pattern: light strokes on a colour, grey ones and an outline on none."""
    strokes = STROKE if colour == _CLEAR else "rgba(255,255,255,0.75)"
    return {
        "color": colour,
        "line": {"color": STROKE if colour == _CLEAR else colour, "width": 1.5},
        "pattern": {"shape": pattern, "fgcolor": strokes, "bgcolor": colour, "size": 7, "solidity": 0.22},
    }


def _beside_bars(axis: _Axis, lang: Lang) -> Iterator[dict[str, Any]]:
    for bar in axis.bars:
        yield {
            "x": axis.after(bar), "y": bar.number, "xref": "x", "yref": "y", "xanchor": "left",
            "text": wrapped(bar_words(bar, lang), _LETTERS_BESIDE, 3), "align": "left",
            "showarrow": False, "xshift": 10 if bar.manner == "enter" else 5, "font": {"size": 12},
        }  # fmt: skip


# --- the money ------------------------------------------------------------------------------------


def _placed(axis: _Axis) -> Iterator[tuple[Bar, Block, float, float]]:
    """Each stretch of equal pay, where it begins and how wide it is drawn."""
    for bar in axis.bars:
        for block in bar.blocks:
            if block.months != 0:
                yield bar, block, block.start + axis.shift(bar), axis.width(block.months)


def _money(axis: _Axis, lang: Lang) -> Iterator[go.Bar]:
    placed, top = list(_placed(axis)), _top(axis)
    kinds: dict[str, list[tuple[float, float, float, str]]] = {}
    for bar, block, start, width in placed:
        if block.pay.is_unpaid:
            continue
        kind = "known" if block.pay.gross is not None else "unknown" if block.is_unknown else "at_least"
        amount = top if kind == "unknown" else float(block.pay.low)
        told = say(f"timeline.hover.{kind}", lang, amount=euros(block.pay.low, lang), title=bar.stage.title)
        kinds.setdefault(kind, []).append((start, width, amount, told))
    looks = {"known": _fill("", ROLE), "at_least": _fill("/", ROLE), "unknown": _fill(UNKNOWN, _CLEAR)}
    for kind, blocks in kinds.items():
        yield go.Bar(
            x=[start + width / 2 for start, width, _, _ in blocks],
            width=[width for _, width, _, _ in blocks],
            y=[amount for _, _, amount, _ in blocks], hovertext=[told for _, _, _, told in blocks],
            hoverinfo="text", name=kind, marker=looks[kind], xaxis="x2", yaxis="y2",
        )  # fmt: skip


def _top(axis: _Axis) -> float:
    """The most that is drawn of a month's pay; 1 where there is none."""
    return max((float(block.pay.low) for bar in axis.bars for block in bar.blocks), default=0.0) or 1.0


def _on_pay(axis: _Axis, lang: Lang) -> Iterator[dict[str, Any]]:
    """The amount above each stretch that is wide enough; months without pay, and unknown pay, in words."""
    for _, block, start, width in _placed(axis):
        if width < _LEAST_FOR_AMOUNT * axis.end and not block.is_unknown and not block.pay.is_unpaid:
            continue
        yield {
            "x": start + width / 2, "y": 0 if block.is_unknown else float(block.pay.low), "xref": "x2",
            "yref": "y2", "text": _amount(block, lang), "showarrow": False, "yanchor": "bottom", "yshift": 2,
            "font": {"size": 12},
        }  # fmt: skip


def _amount(block: Block, lang: Lang) -> str:
    if block.pay.is_unpaid:
        return say("timeline.mark.unpaid", lang)
    if block.is_unknown:
        return say("timeline.mark.unknown", lang)
    amount = euros(block.pay.low, lang, cents=False)
    return amount if block.pay.gross is not None else say("timeline.mark.at_least", lang, amount=amount)


# --- axes -----------------------------------------------------------------------------------------


def _axes(axis: _Axis, share: float, lang: Lang) -> dict[str, Any]:
    """The months below both halves; above, the names of the stages; below, euros a month."""
    ticks, font = list(_ticks(axis)), {"color": STROKE}
    months = {
        "range": [-axis.end * 0.01, axis.end * _ROOM_FOR_WORDS], "fixedrange": True, "zeroline": False,
        "tickvals": [x for x, _ in ticks], "ticktext": [text for _, text in ticks], "gridcolor": _GRID,
        "tickfont": font,
    }  # fmt: skip
    names = [wrapped(f"{bar.number}. {bar.stage.title}", _LETTERS, 2) for bar in axis.bars]
    return {
        "xaxis": {**months, "anchor": "y", "matches": "x2", "showticklabels": False},
        "xaxis2": {
            **months, "anchor": "y2", "title": {"text": say("route.timeline.months", lang), "font": font},
        },
        "yaxis": {
            "domain": [share + 0.04, 1], "range": [len(axis.bars) + 0.6, 0.4], "fixedrange": True,
            "tickvals": [bar.number for bar in axis.bars], "ticktext": names, "tickfont": font,
            "showgrid": False, "zeroline": False,
        },
        "yaxis2": {
            "domain": [0, share - 0.04], "title": {"text": say("timeline.a_month", lang), "font": font},
            "tickfont": font, "gridcolor": _GRID, "zeroline": True, "zerolinecolor": STROKE,
            "range": [0, 1.2 * _top(axis)], "fixedrange": True, "tickformat": ",d",
            **({"nticks": 4} if _top(axis) > 1 else {"tickvals": [0]}),
        },
    }  # fmt: skip


def _ticks(axis: _Axis) -> Iterator[tuple[float, str]]:
    """Round numbers of months; "≥" after a length that is unknown, whose room carries none."""
    step = _step(sum(bar.months or 0 for bar in axis.bars))
    seen: set[float] = set()
    for bar in axis.bars:
        if not bar.months:
            continue
        first = -(-bar.start // step) * step
        for month in range(first, bar.start + bar.months + 1, step):
            x = month + axis.shift(bar)
            if x not in seen:
                seen.add(x)
                yield x, f"≥ {month}" if bar.after_unknown else str(month)


def _step(months: int, steps: Sequence[int] = (1, 3, 6, 12, 24)) -> int:
    return next((step for step in steps if months <= 12 * step), 60)
