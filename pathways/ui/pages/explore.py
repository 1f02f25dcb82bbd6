"""Explore: search, the whole map, and the card of what is chosen."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from pathways.cards import card
from pathways.cards.pieces import Writer
from pathways.errors import UnknownId
from pathways.figures import node_clicked, surroundings_figure, twin
from pathways.graph import surroundings
from pathways.model import Lang
from pathways.names import Hit
from pathways.sheets import pay_blocks
from pathways.ui.cache import the_map, the_overview, the_pay
from pathways.ui.state import draw_navigation, language, with_language
from pathways.ui.widgets import ROUTES, bullets, draw_card, draw_words, flat, plain
from pathways.wording import say, say_many

MOST_HITS = 8


def main() -> None:
    """Draw the page that the address asks for."""
    lang = language()
    draw_navigation(lang)
    node = st.query_params.get("node")
    if node is None:
        _welcome(lang)
    _search(lang)
    if node is not None:
        _chosen(node, lang)
    _map(lang)


def _welcome(lang: Lang) -> None:
    st.title(say("explore.title", lang), anchor=False)
    st.markdown(plain(say("explore.what", lang)))
    st.markdown(bullets((0, say(f"explore.word.{word}", lang)) for word in ("qualification", "role", "step")))


def _search(lang: Lang) -> None:
    catalogue = the_map()
    text = st.text_input(
        say("explore.search", lang), key="search", placeholder=say("explore.search_example", lang)
    )
    if not text.strip():
        return
    hits = catalogue.search(text, MOST_HITS)
    if not hits:
        st.info(plain(say("search.none", lang, text=text)))
    for hit in hits:
        _hit(hit, lang)


def _hit(hit: Hit, lang: Lang) -> None:
    through = say(f"search.through.{hit.through}", lang, matched=hit.matched)
    _open_button(hit.id, f"{the_map().label(hit.id, lang)} ({through})", "hit")


def _chosen(node: str, lang: Lang) -> None:
    catalogue = the_map()
    try:
        on = catalogue.file.as_of
        catalogue.node(node)
        shown = card(
            catalogue, node, lang, on, extra=pay_blocks(Writer(catalogue, lang, on), the_pay(), node)
        )
    except UnknownId as error:
        st.title(say("explore.unknown_title", lang), anchor=False)
        st.warning(plain(say("error.unknown_id", lang, unknown=error.unknown)))
        for near in error.nearest:
            _open_button(near, catalogue.label(near, lang), "near")
        return
    with st.container(horizontal=True, key="card-links"):
        st.page_link(
            ROUTES, label=say("explore.routes_to", lang), query_params=with_language({"to": node}, lang)
        )
        if node in catalogue.qualifications:
            held = with_language({"hold": node}, lang)
            st.page_link(ROUTES, label=say("explore.start_from", lang), query_params=held)
    st.title(plain(shown.title), anchor=False)
    _surroundings(node, lang)
    draw_words(catalogue, (text for block in shown.blocks for _, text in flat(block.lines)), lang, "card")
    draw_card(shown)


def _surroundings(node: str, lang: Lang) -> None:
    catalogue = the_map()
    around = surroundings(catalogue, node)
    st.header(say("explore.around", lang), anchor=False)
    with st.container(key="drawing"):
        st.caption(plain(say("explore.legend", lang)))
        st.plotly_chart(
            surroundings_figure(catalogue, around, lang),
            key=f"around-{node}",
            on_select=_choose(f"around-{node}"),
            config={"displayModeBar": False},
        )
    lines = list(twin(catalogue, around, lang))
    with st.expander(say("explore.around_in_text", lang), key="around-in-text"):
        st.markdown(bullets((depth, text) for depth, _, text in lines))
    links = {spot.node: text for _, spot, text in lines if spot.node and spot.node != node}
    with st.expander(say_many("explore.around_links", len(links), lang), key="around-links"):
        for target in links:
            _open_button(target, catalogue.label(target, lang), "neighbour")


def _map(lang: Lang) -> None:
    catalogue = the_map()
    st.header(say("explore.map", lang), anchor=False)
    asked = st.query_params.get("family")
    st.session_state["family"] = asked if asked in catalogue.families else None
    family = st.selectbox(
        say("explore.family", lang),
        [None, *catalogue.families],
        key="family",
        on_change=_choose_family,
        format_func=lambda letter: (
            catalogue.families[letter].label[lang] if letter else say("explore.all_families", lang)
        ),
    )
    with st.expander(say("explore.map_as_list", lang), key="map-as-list"):
        _list(family, lang)
    with st.container(key="overview"):
        st.caption(plain(say("explore.map_legend", lang)))
        st.plotly_chart(
            the_overview(family, lang),
            key=f"map-{family}-{lang}",
            on_select=_choose(f"map-{family}-{lang}"),
            config={"displayModeBar": False},
        )


def _list(family: str | None, lang: Lang) -> None:
    """The map as a list to choose from: the way in for a keyboard and for a small screen."""
    catalogue = the_map()
    nodes = [node for node in catalogue.nodes.values() if family is None or node.family == family]
    ids = sorted((node.id for node in nodes), key=lambda node: catalogue.label(node, lang))
    st.selectbox(
        say_many("explore.choose", len(ids), lang),
        ids,
        index=None,
        key="chosen-in-list",
        format_func=lambda node: catalogue.label(node, lang),
        on_change=_choose_in_list,
    )


def _choose_in_list() -> None:
    node = st.session_state.get("chosen-in-list")
    if node:
        _open(node)


def _choose_family() -> None:
    family = st.session_state["family"]
    if family is None:
        del st.query_params["family"]
    else:
        st.query_params["family"] = family


def _open(node: str) -> None:
    st.query_params["node"] = node


def _open_button(node: str, label: str, key: str) -> None:
    """A way to a card of the same page: a link to it would leave the address as it was."""
    st.button(plain(label), key=f"{key}-{node}", on_click=_open, args=(node,), type="tertiary")


def _choose(key: str) -> Callable[[], None]:
    """A callback that puts the node clicked in the address; an empty selection changes nothing."""

    def choose() -> None:
        node = node_clicked(st.session_state.get(key))
        if node is not None:
            _open(node)

    return choose


main()
