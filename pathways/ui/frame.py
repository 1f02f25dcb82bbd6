"""The frame of every page: its style, the links to the others, and how a link is followed."""

from __future__ import annotations

import html
from pathlib import Path
from typing import Final

import streamlit as st

from pathways.model import Lang
from pathways.ui.state import address, audience, language, query, tell
from pathways.wording import LANGUAGES, Audience, say

PAGES: Final = ("home", "explore", "routes", "compare", "class", "about")
FOLDER: Final = Path("pathways/ui/pages")
FIRST: Final[dict[Audience | None, tuple[str, ...]]] = {
    None: ("explore", "routes", "compare"),
    "student": ("routes", "explore", "compare", "glossary"),
    "counsellor": ("explore", "routes", "compare", "class", "structure"),
    "recruiter": ("titles", "explore", "structure", "compare", "class"),
}

# A small screen gets the lists: a drawing squeezed into 390 pixels tells nobody anything. The words of a
# drawing that stand on no fill take the colour of text: their own are too faint.
STYLE: Final = """<style>
.js-plotly-plot :is(
  .annotation-text, .xtick text, .ytick text, .xtitle, .ytitle, .x2tick text, .y2tick text, .x2title, .y2title
) {
  fill: currentColor !important;
}
:is([data-testid="stButtonGroup"], .st-key-entry-points) button {
  height: auto; min-height: 2rem; text-align: start; color: inherit !important;
}
:is([data-testid="stButtonGroup"], .st-key-entry-points) button :is(p, div, span) {
  white-space: normal; overflow: visible;
}
[data-testid="stButtonGroup"] button[aria-pressed="true"]::before { content: "✓" / ""; margin-right: 0.4rem; }
[data-testid="stSliderThumbValue"] p { color: light-dark(#0f5c9c, #8fc3f5); }
[data-testid="stHtml"] a { color: light-dark(#0f5c9c, #8fc3f5); }
.pathways-nav { display: flex; flex-wrap: wrap; gap: 0.25rem 1.1rem; align-items: baseline; }
.pathways-nav a { display: inline-block; padding: 0.3rem 0; }
.pathways-nav a[aria-current] { font-weight: 700; text-decoration-thickness: 3px; }
.pathways-nav .brand { font-weight: 700; text-decoration: none; }
.pathways-nav .language { margin-left: auto; }
.pathways-links a, .pathways-begin {
  display: inline-block; border: 1px solid #7a8594; border-radius: 0.5rem; padding: 0.35rem 0.8rem;
}
@media (max-width: 800px) {
  [class*="st-key-drawing-route"] { display: none; }
  h1 { font-size: 1.75rem !important; }
}
@media (prefers-reduced-motion: reduce) {
  *, *::before, *::after { animation-duration: 0.01ms !important; transition-duration: 0.01ms !important; }
}
</style>"""

# A link to another page of the explorer is followed without loading everything anew: the address changes, and
# Streamlit is told as if the person had gone back or forth. Without this script it is an ordinary link.
_FOLLOW: Final = """<script>
if (!window.pathwaysFollows) {
  window.pathwaysFollows = true;
  document.addEventListener("click", event => {
    const link = event.target.closest?.("a[href^='.']");
    const plain = !event.button && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    if (!link || !plain || link.hasAttribute("download")) return;
    event.preventDefault();
    history.pushState({}, "", link.href);
    dispatchEvent(new PopStateEvent("popstate"));
  });
}
</script>"""
_FROM_THE_TOP: Final = """<script>
document.querySelector('[data-testid="stMain"]').scrollTo(0, 0);
</script>"""


def declare_language(lang: Lang) -> None:
    """Tell the browser, and so a screen reader, the language of the page: Streamlit always says English."""
    st.html(f"<script>document.documentElement.lang = '{lang}'</script>", unsafe_allow_javascript=True)


def show_from_the_top(shown: str | None) -> None:
    """Scroll up when something else is shown than before: who clicks far down sees what the click opened."""
    if st.session_state.get("shown") != shown:
        st.session_state["shown"] = shown
        st.html(_FROM_THE_TOP, unsafe_allow_javascript=True)


def draw_frame(page: str) -> None:
    """What stands above the page that is named: the links to the others, and the other language."""
    st.html(STYLE)
    st.html(_FOLLOW, unsafe_allow_javascript=True)
    first = [name for name in FIRST[audience()] if name in PAGES]
    others = [name for name in PAGES if name not in first and name != "home"]
    links = [f'<a class="brand" href="{html.escape(address("home"))}">{say("nav.name", language())}</a>']
    links += [_link(name, name == page) for name in (*first, *others)]
    links += [_language(page, lang) for lang in LANGUAGES if lang != language()]
    st.html(f'<nav class="pathways-nav" aria-label="{tell("nav.label")}">{"".join(links)}</nav>')


def _link(page: str, is_here: bool) -> str:
    here = ' aria-current="page"' if is_here else ""
    return f'<a href="{html.escape(address(page))}"{here}>{html.escape(tell(f"nav.{page}"))}</a>'


def _language(page: str, lang: Lang) -> str:
    link = html.escape(address(page, query(), lang=lang))
    name = say("nav.language", lang)
    return f'<a class="language" href="{link}" lang="{lang}" hreflang="{lang}">{name}</a>'
