"""
The card, the surroundings and the map as HTML, written once for all visitors who ask for the same.

Links keep some of the address; ``kept`` says what, so that only those who keep the same share what is written
(``state.kept_by_links``). The map does not depend on the card that is open: a browser that has it is not sent
it again.
"""

from __future__ import annotations

import html
from collections.abc import Mapping
from dataclasses import replace
from typing import Final, NamedTuple

import streamlit as st

from pathways.cards import Writer
from pathways.figures import (
    cells_in_text,
    focus_drawing,
    focus_in_text,
    lane_in_text,
    legend,
    nested_list,
    overview_drawing,
    overview_table,
    surroundings_drawing,
    surroundings_in_text,
    value_in_words,
)
from pathways.figures.overview import LEGEND as MAP_LEGEND
from pathways.figures.surroundings import LEGEND as AROUND_LEGEND
from pathways.model import Lang
from pathways.selection import FACETS, Selection
from pathways.surroundings import hanging_on, surroundings
from pathways.ui.cache import MOST_CARDS, MOST_SELECTIONS, the_card, the_layout, the_map, the_sieve
from pathways.ui.cards import body_of, glossary, head_of, words_in
from pathways.ui.look import LOOK
from pathways.ui.state import card_address, part_address
from pathways.ui.widgets import flat, linked_list
from pathways.wording import decimal, say, say_many

FEW: Final = 60
"""So many names or fewer are listed at once; more are unfolded family by family."""


# --- a card ---------------------------------------------------------------------------------------


class WrittenCard(NamedTuple):
    """A card in two pieces: what can be done with it stands between them."""

    head: str
    body: str


@st.cache_resource(show_spinner=False, max_entries=MOST_CARDS)
def the_written_card(node: str, lang: Lang, kept: str) -> WrittenCard:  # noqa: ARG001
    """
    A card with what stands around its node.

    Raises
    ------
    UnknownId
        The map has no such node.
    """
    catalogue, card = the_map(), the_card(node, lang)
    texts = [card.subtitle, *(line.text for block in card.blocks for line in flat(block.lines))]
    body = body_of(catalogue, card.blocks, lang, card_address, after_first=_around(node, lang))
    return WrittenCard(_card(head_of(card)), _card(body + words_in(catalogue, texts, lang)))


def _card(inside: str) -> str:
    return f'<div class="pathways-card">{inside}</div>'


def _around(node: str, lang: Lang) -> str:
    """What stands around a node: drawn, with its legend, and the same in text."""
    catalogue = the_map()
    writer = Writer(catalogue, lang, catalogue.file.as_of)
    around = surroundings(catalogue, node)
    twin = nested_list(surroundings_in_text(writer, around), lambda line: html.escape(line.text))
    return (
        f"<section><h2>{html.escape(say('explore.around', lang))}</h2>{legend(AROUND_LEGEND, lang)}"
        f"{surroundings_drawing(writer, around, card_address)}"
        f'<details class="twin"><summary>{html.escape(say("explore.around_in_text", lang))}</summary>'
        f"{twin}</details></section>"
    )


@st.cache_resource(show_spinner=False)
def the_glossary(lang: Lang) -> str:
    """The words of the trade, of which a card shows its own."""
    return glossary(the_map(), lang)


# --- the map --------------------------------------------------------------------------------------


@st.cache_resource(show_spinner=False, max_entries=MOST_SELECTIONS)
def the_drawn_map(selection: Selection, lang: Lang, kept: str) -> str:  # noqa: ARG001
    """The style of all this, the filters, how much is shown, and the drawing of that."""
    placed = the_layout(selection)
    drawing = (
        legend(MAP_LEGEND, lang)
        + overview_drawing(the_map(), placed, lang, card_address, lambda part: _address(selection, part))
        if placed.lanes
        else f"<p>{html.escape(say('facet.nothing', lang))}</p>"
    )
    title = html.escape(say("explore.map", lang))
    return f"{LOOK}<h2>{title}</h2>{_filters(selection, lang)}{drawing}"


def _address(selection: Selection, part: Mapping[str, str]) -> str:
    return part_address(replace(selection, **part))


def _filters(selection: Selection, lang: Lang) -> str:
    """A list to unfold for each filter, then how much is shown of how much, with a link to clear them."""
    lists = "".join(_filter(selection, facet, lang) for facet in FACETS)
    shown, whole = len(the_sieve().shown(selection)), len(the_map().nodes)
    told = html.escape(say_many("facet.shown", shown, lang, whole=decimal(whole, lang)))
    if selection.said:
        link = html.escape(part_address(Selection()))
        told += f' · <a href="{link}">{html.escape(say("facet.clear", lang))}</a>'
    name = html.escape(say("facet.all", lang))
    return f'<div class="facets" role="group" aria-label="{name}">{lists}</div><p role="status">{told}</p>'


def _filter(selection: Selection, facet: str, lang: Lang) -> str:
    chosen = selection.said.get(facet)
    any_value = say(f"facet.{facet}.any", lang)
    items = [_option(any_value, None, replace(selection, **{facet: None}), chosen is None)]
    for value, count in the_sieve().counts(selection, facet).items():
        name = value_in_words(the_map(), facet, value, lang)
        items.append(_option(name, count, replace(selection, **{facet: value}), chosen == value))
    now = any_value if chosen is None else value_in_words(the_map(), facet, chosen, lang)
    name = html.escape(say("facet.now", lang, facet=say(f"facet.{facet}", lang), value=now))
    on = "" if chosen is None else ' class="on"'
    return f'<details name="facet"{on}><summary>{name}</summary><ul>{"".join(items)}</ul></details>'


def _option(name: str, count: int | None, leads_to: Selection, is_chosen: bool) -> str:
    text = html.escape(name if count is None else f"{name} ({count})")
    here = ' aria-current="true"' if is_chosen else ""
    return f'<li><a href="{html.escape(part_address(leads_to))}"{here}>{text}</a></li>'


@st.cache_resource(show_spinner=False, max_entries=MOST_SELECTIONS)
def the_listed_map(selection: Selection, lang: Lang, kept: str) -> str:  # noqa: ARG001
    """The same in names, family by family, and in counts: the ways in for a keyboard and a small screen."""
    catalogue, placed = the_map(), the_layout(selection)
    few = sum(len(lane.nodes) for lane in placed.lanes) <= FEW
    lanes = ""
    for lane in placed.lanes:
        name = html.escape(lane_in_text(catalogue, lane, lang))
        names = linked_list(catalogue, cells_in_text(catalogue, lane.cells, lang), lang, card_address)
        lanes += f"<details{' open' if few else ''}><summary>{name}</summary>{names}</details>"
    table = overview_table(catalogue, placed, lang, lambda part: _address(selection, part))
    return (
        f"<h3>{html.escape(say('explore.map_in_text', lang))}</h3>"
        f'<div class="lanes{" few" if len(placed.lanes) < 2 else ""}">{lanes}</div>{table}'
    )


@st.cache_resource(show_spinner=False, max_entries=MOST_CARDS)
def the_focus(node: str, selection: Selection, lang: Lang) -> str:
    """What hangs on a node, drawn over the map and in a sentence under it."""
    catalogue, placed = the_map(), the_layout(selection)
    ties = hanging_on(catalogue, node)
    told = html.escape(focus_in_text(catalogue, placed, node, ties, lang))
    return f'{focus_drawing(catalogue, placed, node, ties, lang)}<p class="told">{told}</p>'
