"""What the address bar says, and nothing that it does not; and the frame of links that each page has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args
from urllib.parse import urlencode

import streamlit as st

from pathways.model import Lang
from pathways.wording import say

EXPLORE, ROUTES, ABOUT = (f"pathways/ui/pages/{name}.py" for name in ("explore", "routes", "about"))
LANGUAGES: tuple[Lang, ...] = get_args(Lang)

# A small screen gets the lists: a drawing squeezed into 390 pixels tells nobody anything. The words of a
# drawing that stand on no fill take the colour of text: their own are too faint.
STYLE = """<style>
.js-plotly-plot :is(.annotation-text, .xtick text, .ytick text, .xtitle, .ytitle) {
  fill: currentColor !important;
}
.st-key-card-links a { border: 1px solid #7a8594; border-radius: 0.5rem; }
.st-key-map-in-list [data-testid="stMarkdownContainer"] > ul { columns: 21rem; }
.st-key-map-in-list li { break-inside: avoid-column; }
@media (max-width: 800px) {
  .st-key-overview, .st-key-map-in-text, .st-key-drawing, [class*="st-key-drawing-route"] { display: none; }
  h1 { font-size: 1.75rem !important; }
}</style>"""
_SCROLL_UP = """<script>document.querySelector('[data-testid="stMain"]').scrollTo(0, 0)</script>"""


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


def keep_in_address(widget: str, name: str) -> None:
    """Let the address say what a widget says; nothing when it says nothing."""
    said = st.session_state[widget]
    if said:
        st.query_params[name] = said
    else:
        st.query_params.pop(name, None)


def with_language(said: Mapping[str, str], lang: Lang) -> dict[str, str]:
    """What a link has to say so that the page it opens keeps the language."""
    return {**said, **({} if lang == "fr" else {"lang": lang})}


def card_address(node: str) -> str:
    """The address of a card, as a link of this page: it keeps the language and the family chosen."""
    return _explore_address(node=node, **_kept("lang", "family"))


def routes_address(said: Mapping[str, str | list[str]], lang: Lang) -> str:
    """The address of the routes that answer what is said, as a link of this page."""
    spoken = {} if lang == "fr" else {"lang": lang}
    return f"./routes?{urlencode({**said, **spoken}, doseq=True)}"


def family_address(family: str | None) -> str:
    """The address of the map of one family, or of the whole map."""
    return _explore_address(**({"family": family} if family else {}), **_kept("lang"))


def _kept(*names: str) -> dict[str, str]:
    return {name: st.query_params[name] for name in names if name in st.query_params}


def _explore_address(**said: str) -> str:
    return f"./?{urlencode(said)}"


def show_from_the_top(shown: str | None) -> None:
    """Scroll up when something else is shown than before: who clicks far down sees what the click opened."""
    if st.session_state.get("shown") != shown:
        st.session_state["shown"] = shown
        st.html(_SCROLL_UP, unsafe_allow_javascript=True)


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
