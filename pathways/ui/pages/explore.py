"""Explore: search, the card of what is chosen, and the whole map, drawn and as a list."""

from __future__ import annotations

import html
from collections.abc import Callable

import streamlit as st

from pathways.errors import UnknownId
from pathways.figures import TwinLine, cells_in_text, lanes_in_text, node_clicked
from pathways.model import Lang
from pathways.names import Hit
from pathways.ui.cache import the_card, the_layout, the_map, the_overview, the_surroundings
from pathways.ui.frame import draw_frame, show_from_the_top
from pathways.ui.state import compare_address, keep_in_address, language, routes_address, tell
from pathways.ui.widgets import draw_blocks, draw_list, draw_words, flat, plain
from pathways.wording import day, say, say_many

MOST_HITS = 8
_ALL = ""


def main() -> None:
    """Draw the page that the address asks for."""
    lang = language()
    draw_frame("explore")
    node = st.query_params.get("node")
    show_from_the_top(node)
    if node is None:
        st.title(tell("explore.title"), anchor=False)
    _search(lang)
    if node is not None:
        _chosen(node, lang)
    _map(lang)


# --- search ---------------------------------------------------------------------------------------


def _search(lang: Lang) -> None:
    catalogue = the_map()
    st.session_state["search"] = st.query_params.get("q", "")
    text = st.text_input(
        say("explore.search", lang),
        key="search",
        placeholder=say("explore.search_example", lang),
        on_change=keep_in_address,
        args=("search", "q"),
    ).strip()
    if not text:
        return
    hits = catalogue.search(text, MOST_HITS)
    if not hits:
        st.info(plain(say("search.none", lang, text=text)))
    draw_list(catalogue, (_hit(hit, lang) for hit in hits), lang)


def _hit(hit: Hit, lang: Lang) -> TwinLine:
    through = say(f"search.through.{hit.through}", lang, matched=hit.matched)
    return TwinLine(0, f"{the_map().label(hit.id, lang)} ({through})", hit.id)


# --- the card -------------------------------------------------------------------------------------


def _chosen(node: str, lang: Lang) -> None:
    catalogue = the_map()
    try:
        shown = the_card(node, lang)
    except UnknownId as error:
        _unknown(error, lang)
        return
    st.title(plain(shown.title), anchor=False)
    dated = say("card.dated", lang, day=day(shown.on, lang), edition=shown.edition)
    st.caption(plain(f"{shown.subtitle} · {dated}"))
    _links(node)
    what, *others = shown.blocks
    draw_blocks(catalogue, [what], lang)
    _surroundings(node, lang)
    draw_blocks(catalogue, others, lang)
    texts = (line.text for block in shown.blocks for line in flat(block.lines))
    draw_words(catalogue, [shown.subtitle, *texts], lang, "card")


def _unknown(error: UnknownId, lang: Lang) -> None:
    st.title(say("explore.unknown_title", lang), anchor=False)
    st.warning(plain(say("error.unknown_id", lang, unknown=error.unknown)))
    near = (TwinLine(0, the_map().label(node, lang), node) for node in error.nearest)
    draw_list(the_map(), near, lang)


def _links(node: str) -> None:
    """From the card to the routes: to here, or from here."""
    asked = {"routes_to": {"to": node}}
    if node in the_map().qualifications:
        asked["start_from"] = {"hold": node}
    links = (
        f'<a href="{html.escape(routes_address(said))}">{html.escape(tell(f"explore.{name}"))}</a>'
        for name, said in asked.items()
    )
    compare = html.escape(compare_address({"node": node}))
    link = f'<a href="{compare}">{html.escape(tell("compare.link.node"))}</a>'
    st.html(f'<p class="pathways-links">{" ".join([*links, link])}</p>')


def _surroundings(node: str, lang: Lang) -> None:
    figure, lines = the_surroundings(node, lang)
    st.header(say("explore.around", lang), anchor=False)
    with st.container(key="drawing"):
        st.caption(plain(say("explore.legend", lang)))
        st.plotly_chart(
            figure,
            key=f"around-{node}",
            on_select=_choose(f"around-{node}"),
            config={"displayModeBar": False},
            alt=" ".join(line.text for line in lines),
        )
    with st.expander(say("explore.around_in_text", lang), key="around-in-text"):
        draw_list(the_map(), lines, lang)


# --- the map --------------------------------------------------------------------------------------


def _map(lang: Lang) -> None:
    catalogue = the_map()
    st.header(say("explore.map", lang), anchor=False)
    asked = st.query_params.get("family")
    st.session_state["family"] = asked if asked in catalogue.families else _ALL
    chosen = st.selectbox(
        say("explore.family", lang),
        [_ALL, *catalogue.families],
        key="family",
        on_change=keep_in_address,
        args=("family", "family"),
        format_func=lambda letter: (
            catalogue.families[letter].label[lang] if letter else say("explore.all_families", lang)
        ),
    )
    family = chosen or None
    with st.container(key="overview"):
        st.caption(plain(say("explore.map_legend", lang)))
        st.plotly_chart(
            the_overview(family, lang),
            key=f"map-{family}-{lang}",
            on_select=_choose(f"map-{family}-{lang}"),
            config={"displayModeBar": False},
            alt=say("explore.map_alt", lang),
        )
    _list(family, lang)


def _list(family: str | None, lang: Lang) -> None:
    """The map as a list: the way in for a keyboard and for a small screen."""
    catalogue, placed = the_map(), the_layout(family)
    with st.container(key="map-in-text"):
        st.subheader(say("explore.map_in_text", lang), anchor=False)
    with st.container(key="map-in-list"):
        if family is None:
            draw_list(catalogue, lanes_in_text(catalogue, placed, lang), lang)
        for lane in placed.lanes:
            if family is not None:
                draw_list(catalogue, cells_in_text(catalogue, lane.cells, lang), lang)
            elif lane.family is None:
                with st.expander(say_many("explore.without_family", len(lane.nodes), lang), key="no-family"):
                    draw_list(catalogue, cells_in_text(catalogue, lane.cells, lang), lang)


def _choose(key: str) -> Callable[[], None]:
    """A callback that puts the node clicked in the address; an empty selection changes nothing."""

    def choose() -> None:
        node = node_clicked(st.session_state.get(key))
        if node is not None:
            st.query_params["node"] = node

    return choose


main()
