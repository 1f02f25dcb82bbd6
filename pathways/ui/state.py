"""What the address bar says, and nothing that it does not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

import streamlit as st

from pathways.model import Lang
from pathways.ui.widgets import ABOUT, EXPLORE, ROUTES
from pathways.wording import say

# A small screen gets the lists: a drawing squeezed into 390 pixels tells nobody anything. The number on a
# slider takes the colour of text, since that of the slider is too dark to be read on a dark page.
STYLE = """<style>
[data-testid="stSliderThumbValue"] { color: inherit !important; }
@media (max-width: 640px) {
  .st-key-overview, .st-key-drawing, [class*="st-key-drawing-route"] { display: none; }
}</style>"""
LANGUAGES: tuple[Lang, ...] = get_args(Lang)


def language() -> Lang:
    """The language that the address asks for; French where it asks for none that we have."""
    asked = st.query_params.get("lang")
    return asked if asked in LANGUAGES else "fr"


def declare_language(lang: Lang) -> None:
    """Tell the browser, and so a screen reader, the language of the page: Streamlit always says English."""
    st.html(f"<script>document.documentElement.lang = '{lang}'</script>", unsafe_allow_javascript=True)


def query() -> dict[str, list[str]]:
    """Everything that the address says."""
    return {name: st.query_params.get_all(name) for name in st.query_params}


def say_in_address(said: Mapping[str, str | list[str]], lang: Lang) -> None:
    """Let the address say this, and the language where it is not French."""
    spoken = {} if lang == "fr" else {"lang": lang}
    st.query_params.from_dict({**said, **spoken})


def with_language(said: Mapping[str, str], lang: Lang) -> dict[str, str]:
    """What a link has to say so that the page it opens keeps the language."""
    return {**said, **({} if lang == "fr" else {"lang": lang})}


def draw_navigation(lang: Lang) -> None:
    """The three pages and the other language, as links at the top of each page."""
    st.html(STYLE)
    with st.container(horizontal=True, vertical_alignment="center", key="navigation"):
        for page, name in ((EXPLORE, "explore"), (ROUTES, "routes"), (ABOUT, "about")):
            st.page_link(page, label=say(f"nav.{name}", lang), query_params=with_language({}, lang))
        st.button(
            say("nav.other_language", lang), key="other-language", on_click=_other_language, type="tertiary"
        )


def _other_language() -> None:
    if language() == "fr":
        st.query_params["lang"] = "en"
    else:
        del st.query_params["lang"]
