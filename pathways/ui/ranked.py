"""A ranked list with the list behind each number: the first lines in sight, the rest to unfold."""

from __future__ import annotations

import html
from collections.abc import Sequence
from typing import Final

import streamlit as st

from pathways.cards import Line
from pathways.catalogue import Catalogue
from pathways.figures import MOST_BARS, TwinLine
from pathways.model import Lang
from pathways.sheets.analysis import MeasureSheet
from pathways.ui.widgets import linked
from pathways.wording import Outline, say, say_many

MOST_UNDER: Final = 3
"""How many lines stand under another without having to be unfolded."""

MOST_BEHIND: Final = 40
"""How many lines are unfolded at most: what is behind a hub is a hundred routes, and the table has them."""

GROUPED: Final = frozenset({"feeders", "supposed", "dead-ends", "mobility"})

_STYLE: Final = """<style>
.ranked h3 { font-size: 1.1rem; padding: 0.8rem 0 0.2rem; }
.ranked li { margin: 0.25rem 0; overflow-wrap: anywhere; }
.ranked summary { cursor: pointer; text-decoration: underline; padding: 0.2rem 0; width: fit-content; }
</style>"""


def draw_ranked(catalogue: Catalogue, sheet: MeasureSheet, lang: Lang) -> None:
    """The lines of a measure, in their order, each name a link to its card."""
    st.html(f'{_STYLE}<div class="ranked">{ranked(catalogue, sheet, lang)}</div>')


def ranked(catalogue: Catalogue, sheet: MeasureSheet, lang: Lang) -> str:
    """The lines as HTML; those of a sheet in groups are the headings of what stands under them."""
    if sheet.key not in GROUPED:
        return _list(catalogue, sheet.lines, lang, is_ranked=True)
    return "".join(
        f"<h3>{html.escape(line.text)}</h3>{_list(catalogue, line.children, lang)}" for line in sheet.lines
    )


def _list(
    catalogue: Catalogue, lines: Sequence[Line | Outline], lang: Lang, *, is_ranked: bool = False
) -> str:
    """The first lines, numbered where they are ranked, and the others to unfold."""
    first, rest = lines[:MOST_BARS], lines[MOST_BARS:]
    told = _items(catalogue, first, lang, 1 if is_ranked else None)
    if not rest:
        return told
    summary = html.escape(say_many("structure.page.rest", len(rest), lang))
    others = _items(catalogue, rest, lang, MOST_BARS + 1 if is_ranked else None)
    return f"{told}<details><summary>{summary}</summary>{others}</details>"


def _items(
    catalogue: Catalogue, lines: Sequence[Line | Outline], lang: Lang, start: int | None = None
) -> str:
    if not lines:
        return ""
    inside = "".join(f"<li>{_item(catalogue, line, lang)}</li>" for line in lines)
    return f"<ul>{inside}</ul>" if start is None else f'<ol start="{start}">{inside}</ol>'


def _item(catalogue: Catalogue, line: Line | Outline, lang: Lang) -> str:
    """A line, and what stands under it: a little in sight, much to unfold."""
    told = linked(catalogue, TwinLine(0, line.text, line.node), lang)
    many = len(line.children)
    if many <= MOST_UNDER or isinstance(line, Outline):
        return told + _items(catalogue, line.children, lang)
    under = _items(catalogue, line.children[:MOST_BEHIND], lang)
    if many > MOST_BEHIND:
        under += f"<p>{html.escape(say_many('structure.more', many - MOST_BEHIND, lang))}</p>"
    summary = html.escape(say("structure.page.behind", lang, n=many))
    whose = html.escape(f"{say('structure.page.behind', lang, n=many)} : {line.text}")
    return f'{told}<details><summary aria-label="{whose}">{summary}</summary>{under}</details>'
