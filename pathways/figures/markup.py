"""
What the drawings made of links have in common: places in per cent and pixels, lines as a picture, a legend.

They are HTML, so that each mark is a link as any other: it opens in a tab of its own, a keyboard and a
screen reader know it, its words wrap and grow with the reader's type. Only lines are a picture under them.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping, Sequence
from typing import Final
from urllib.parse import quote

from pathways.figures.style import DASHES, STROKE
from pathways.ladder import Move
from pathways.model import Lang
from pathways.surroundings import Line
from pathways.wording import say

ACROSS: Final = 1000
"""How many units a drawing is wide; its height is in pixels."""
ARROWS: Final[Mapping[Move, str]] = {"up": "↑", "level": "→", "down": "↓"}
_STROKES: Final = {"solid": "", "dash": "7 5", "dot": "1.5 4.5"}
_AS_THEY_ARE: Final = " ='/:,-().!"


def at(x: float, y: float) -> str:
    """A place in a drawing, as a style: ``x`` in units, ``y`` in pixels."""
    return f'style="left:{x * 100 / ACROSS:.4g}%;top:{y:.4g}px"'


def curve(start: tuple[float, float], end: tuple[float, float]) -> str:
    """
    A line between two places that is level at both ends, as a piece of an SVG path.

    Examples
    --------
    >>> curve((0, 10), (100, 30)), curve((0, 10), (100, 10))
    ('M0 10C50 10 50 30 100 30', 'M0 10H100')
    """
    return f"M{start[0]:.0f} {start[1]:.0f}{bent(start, end)}"


def bent(start: tuple[float, float], end: tuple[float, float]) -> str:
    """The same, where the path has come to the first place already."""
    (x, y), (to_x, to_y) = start, end
    if round(y) == round(to_y):
        return f"H{to_x:.0f}"
    middle = (x + to_x) / 2
    return f"C{middle:.0f} {y:.0f} {middle:.0f} {to_y:.0f} {to_x:.0f} {to_y:.0f}"


def bow(start: tuple[float, float], end: tuple[float, float], high: float) -> str:
    """A line that rises between two places of one row, so that it does not hide behind what stands there."""
    (x, y), (to_x, to_y) = start, end
    return f"M{x:.0f} {y:.0f}Q{(x + to_x) / 2:.0f} {min(y, to_y) - high:.0f} {to_x:.0f} {to_y:.0f}"


def lines_picture(paths: Mapping[Line, Iterable[str]], height: float, width: float = 1.8) -> str:
    """Lines as one picture, each kind with its own stroke, as wide as the drawing that it lies under."""
    drawn = "".join(
        f"<path d='{''.join(pieces)}' stroke-dasharray='{_STROKES[DASHES[line]]}'/>"
        for line, pieces in paths.items()
    )
    svg = (
        f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {ACROSS} {height:.0f}' "
        f"preserveAspectRatio='none'><style>path{{fill:none;stroke:{STROKE};stroke-width:{width};"
        f"vector-effect:non-scaling-stroke}}</style>{drawn}</svg>"
    )
    return f'<img class="lines" alt="" src="data:image/svg+xml,{quote(svg, safe=_AS_THEY_ARE)}">'


def legend(parts: Sequence[str], lang: Lang) -> str:
    """
    What signs and strokes mean, each with a sample of it; a part is a key of ``map.legend``.

    Examples
    --------
    >>> print(legend(["line.assumed"], "en"))
    <ul class="legend"><li><i class="s line assumed"></i>we assume it</li></ul>
    """
    items = (
        f'<li><i class="s {part.replace(".", " ")}"></i>{html.escape(say(f"map.legend.{part}", lang))}</li>'
        for part in parts
    )
    return f'<ul class="legend">{"".join(items)}</ul>'
