"""Explore: search, the card of what is chosen, and the map, drawn, as a list and as a table."""

from __future__ import annotations

import html
from collections.abc import Iterator

import streamlit as st

from pathways.cards import Writer
from pathways.errors import UnknownId
from pathways.figures import TwinLine
from pathways.handout import card_handout
from pathways.model import Lang
from pathways.selection import Selection
from pathways.sheets.tables import card_table, nodes_table
from pathways.ui.address import read_selection
from pathways.ui.cache import the_card, the_map, the_sieve
from pathways.ui.downloads import offer_csv, offer_pdf, page_address
from pathways.ui.drawn import the_drawn_map, the_focus, the_glossary, the_listed_map, the_written_card
from pathways.ui.finding import draw_search
from pathways.ui.frame import PAGES, draw_frame, show_from_the_top
from pathways.ui.state import (
    address,
    compare_address,
    kept_by_links,
    language,
    query,
    routes_address,
    tell,
)
from pathways.ui.widgets import draw_list, message_for, plain
from pathways.wording import say


def main() -> None:
    """Draw the page that the address asks for."""
    lang = language()
    draw_frame("explore")
    node = st.query_params.get("node")
    selection, misread = read_selection(the_sieve(), query())
    show_from_the_top(node or str(selection.said))
    if node is None:
        st.title(tell("explore.title"), anchor=False)
    draw_search(say("explore.search", lang), lang)
    message_for(misread, lang)
    is_known = node is not None and _card(node, lang)
    st.html(the_glossary(lang))
    _map(selection, node if is_known else None, lang)


# --- the card -------------------------------------------------------------------------------------


def _card(node: str, lang: Lang) -> bool:
    """Draw the card of a node; False where the map has no such node, which the page then says."""
    try:
        written = the_written_card(node, lang, kept_by_links())
    except UnknownId as error:
        st.title(say("explore.unknown_title", lang), anchor=False)
        st.warning(plain(say("error.unknown_id", lang, unknown=error.unknown)))
        _nearest(error.nearest, lang)
        return False
    st.html(f"{written.head}{_actions(node)}")
    _to_take_away(node, lang)
    st.html(written.body)
    return True


def _actions(node: str) -> str:
    """What can be done with a card in another page."""
    links = (
        f'<a href="{html.escape(link)}">{html.escape(tell(name))}</a>' for name, link in _ways_from(node)
    )
    return f'<p class="pathways-links">{" ".join(links)}</p>'


def _to_take_away(node: str, lang: Lang) -> None:
    """The card on paper, and as a table."""
    here = page_address()
    with st.container(horizontal=True, key="take-away"):
        offer_pdf("card-pdf", lang, node, lambda: card_handout(the_card(node, lang), address=here))
        offer_csv("card-csv", lang, node, lambda: card_table(the_card(node, lang)), label="download.csv.card")


def _ways_from(node: str) -> Iterator[tuple[str, str]]:
    """What each link says, as a key, and where it leads."""
    yield "explore.routes_to", routes_address({"to": node})
    if node in the_map().qualifications:
        yield "explore.start_from", routes_address({"hold": node})
    if node in the_map().roles and "structure" in PAGES:
        yield "explore.feeders", address("structure", {"measure": "feeders", "to": node})
    yield "compare.link.node", compare_address({"node": node})
    if "present" in PAGES:
        yield "explore.present", address("present", {"node": node})


def _nearest(nodes: tuple[str, ...], lang: Lang) -> None:
    if nodes:
        st.caption(plain(say("search.nearest", lang)))
        draw_list(the_map(), (TwinLine(0, the_map().label(node, lang), node) for node in nodes), lang)


# --- the map --------------------------------------------------------------------------------------


def _map(selection: Selection, node: str | None, lang: Lang) -> None:
    """The map and what hangs on the node that is open: the map comes first in its box, and never changes."""
    kept = kept_by_links()
    with st.container(key="overview", gap=None):
        st.html(the_drawn_map(selection, lang, kept))
        if node:
            st.html(the_focus(node, selection, lang))
    st.html(the_listed_map(selection, lang, kept))
    if node is None:
        writer = Writer(the_map(), lang, the_map().file.as_of)
        offer_csv("map-csv", lang, "map", lambda: nodes_table(writer, the_sieve().shown(selection)),
                  label="download.csv.map")  # fmt: skip


main()
