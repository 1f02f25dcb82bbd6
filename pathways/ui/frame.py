"""The frame of every page: its style, the links to the others, and how a link is followed."""

from __future__ import annotations

import html
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import streamlit as st

from pathways.model import Lang
from pathways.ui.cache import the_map
from pathways.ui.state import address, audience, language, query, tell
from pathways.wording import AUDIENCES, LANGUAGES, Audience, day, say

PAGES: Final = (
    "home", "explore", "routes", "compare", "class", "titles", "structure", "present", "glossary", "about",
    "changes", "accessibility",
)  # fmt: skip
FOOT: Final = ("about", "changes", "glossary", "present", "accessibility")
WITHOUT_FOOT: Final = frozenset({"present"})
FOLDER: Final = Path("pathways/ui/pages")
FIRST: Final[dict[Audience | None, tuple[str, ...]]] = {
    None: ("explore", "routes", "compare"),
    "student": ("routes", "explore", "compare", "glossary"),
    "counsellor": ("explore", "routes", "compare", "class", "structure"),
    "recruiter": ("titles", "explore", "structure", "compare", "class"),
}

STYLE: Final = Path(__file__).with_name("frame.css")

# A link to another page of the explorer is followed without loading everything anew, and more: see there.
_SCRIPT: Final = f"<script>{Path(__file__).with_suffix('.js').read_text(encoding='utf-8')}</script>"
_FROM_THE_TOP: Final = """<script>
document.querySelector('[data-testid="stMain"]').scrollTo(0, 0);
</script>"""


def declare_language(lang: Lang) -> None:
    """Tell the browser, and so a screen reader, the language of the page: Streamlit always says English."""
    skip = json.dumps(say("nav.skip", lang))
    script = f"""<script>
document.documentElement.lang = "{lang}";
document.querySelector('[data-testid="stSkipToContent"]')?.firstChild.replaceData(0, 99, {skip});
</script>"""
    st.html(script, unsafe_allow_javascript=True)


def show_from_the_top(shown: str | None) -> None:
    """Scroll up when something else is shown than before: who clicks far down sees what the click opened."""
    if st.session_state.get("shown") != shown:
        st.session_state["shown"] = shown
        st.html(_FROM_THE_TOP, unsafe_allow_javascript=True)


def draw_script() -> None:
    """How a page looks and how its links are followed, without what stands above and below it."""
    st.html(STYLE)
    st.html(_SCRIPT, unsafe_allow_javascript=True)


def draw_frame(page: str) -> None:
    """What stands above the page that is named: the links to the others, the other language, who reads."""
    draw_script()
    shown = f"<ul>{''.join(f'<li>{_link(name, name == page)}</li>' for name in _in_menu())}</ul>"
    parts = [
        f'<a class="brand" href="{html.escape(address("home"))}">{say("nav.name", language())}</a>',
        shown,
        *(_language(page, lang) for lang in LANGUAGES if lang != language()),
        f'<details class="pathways-menu"><summary>{tell("nav.menu")}</summary>{shown}</details>',
    ]
    st.html(
        f'<nav class="pathways-nav" aria-label="{tell("nav.label")}">{"".join(parts)}</nav>{_readers(page)}'
    )


def draw_foot(page: str) -> None:
    """What stands below a page: how old the data are, the pages about them, and what is never kept."""
    links = "".join(f"<li>{_link(name, name == page)}</li>" for name in FOOT)
    file = the_map().file
    dated = tell("foot.dated", edition=file.edition, day=day(file.as_of, language()))
    st.html(
        f'<footer class="pathways-foot"><nav aria-label="{tell("foot.label")}"><ul>{links}</ul></nav>'
        f"<p>{html.escape(dated)} {html.escape(tell('foot.kept'))}</p></footer>"
    )


def name_window(title: str) -> None:
    """Let the window be called after the card or the goal of the page, where the address names one."""
    named = next((node for name in ("node", "to") for node in query().get(name, ())), "")
    if named in the_map().nodes:
        title = f"{the_map().label(named, language())} · {title}"
    st.set_page_config(page_title=f"{title} · {say('nav.name', language())}")


def _in_menu() -> list[str]:
    """The pages of the menu: first those that the reader needs most, then the others, but for the foot's."""
    first = [name for name in FIRST[audience()] if name in PAGES]
    return first + [name for name in PAGES if name not in (*first, *FOOT, "home")]


def _readers(page: str) -> str:
    """Who reads, to be seen and changed on any page: its words and its links change, nothing else."""
    said = query()
    links = (_reader(page, said, who) for who in (*AUDIENCES, None))
    return (
        f'<nav class="pathways-reader" aria-label="{tell("nav.reads_label")}">'
        f"<span>{tell('nav.reads')}</span> "
        f"<ul>{''.join(f'<li>{link}</li>' for link in links)}</ul></nav>"
    )


def _reader(page: str, said: Mapping[str, Sequence[str]], who: Audience | None) -> str:
    here = ' aria-current="true"' if who == audience() else ""
    link = html.escape(address(page, said, reader=who or ""))
    name = tell(f"nav.reader.{who}" if who else "nav.reader.anyone")
    return f'<a href="{link}"{here}>{html.escape(name)}</a>'


def _link(page: str, is_here: bool) -> str:
    here = ' aria-current="page"' if is_here else ""
    return f'<a href="{html.escape(address(page))}"{here}>{html.escape(tell(f"nav.{page}"))}</a>'


def _language(page: str, lang: Lang) -> str:
    link = html.escape(address(page, query(), lang=lang))
    name = say("nav.language", lang)
    return f'<a class="language" href="{link}" lang="{lang}" hreflang="{lang}">{name}</a>'
