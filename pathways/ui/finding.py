"""A search by what people call things, even without accents or in words of their own; each hit is a link."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from pathways.figures import TwinLine
from pathways.guessing import guesses
from pathways.model import Lang
from pathways.names import Hit
from pathways.ui.cache import the_map
from pathways.ui.state import card_address, keep_in_address
from pathways.ui.widgets import Address, draw_list, plain
from pathways.wording import say

MOST_HITS = 8


def draw_search(label: str, lang: Lang, leads_to: Address = card_address) -> None:
    """
    Ask for a name, and list what has it; where nothing has, say so, and what may be meant.

    Parameters
    ----------
    leads_to
        Where the link of a hit goes: to its card, unless the page says otherwise.
    """
    st.session_state["search"] = st.query_params.get("q", "")
    text = st.text_input(label, key="search", placeholder=say("explore.search_example", lang),
                         on_change=keep_in_address, args=("search", "q")).strip()  # fmt: skip
    if not text:
        return
    hits = the_map().search(text, MOST_HITS)
    if hits:
        _draw_hits(hits, lang, leads_to)
        return
    st.info(plain(say("search.none", lang, text=text)))
    perhaps = guesses(the_map(), text)
    if perhaps:
        st.caption(plain(say("search.nearest", lang)))
        _draw_hits(perhaps, lang, leads_to)


def _draw_hits(hits: Sequence[Hit], lang: Lang, leads_to: Address) -> None:
    draw_list(the_map(), (TwinLine(0, _in_words(hit, lang), hit.id) for hit in hits), lang, leads_to)


def _in_words(hit: Hit, lang: Lang) -> str:
    through = say(f"search.through.{hit.through}", lang, matched=hit.matched)
    return f"{the_map().label(hit.id, lang)} ({through})"
