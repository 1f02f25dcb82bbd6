"""Changes: what the data said before and say now, card by card, with the source; searched by the address."""

from __future__ import annotations

import html

import streamlit as st

from pathways.cards.pieces import without_ids
from pathways.names import fold
from pathways.sheets.changes import LoggedEdition, Section
from pathways.ui.cache import the_log, the_map
from pathways.ui.frame import draw_frame
from pathways.ui.state import card_address, keep_in_address, language, tell
from pathways.ui.widgets import plain
from pathways.wording import day, say, say_many

IN_SIGHT = 3


def main() -> None:
    """Draw the changes that the address asks for: those of each edition, or those that hold a word."""
    lang = language()
    draw_frame("changes")
    st.title(tell("news.title"), anchor=False)
    st.markdown(plain(tell("news.what")))
    editions = the_log(lang)
    if not editions:
        st.info(plain(tell("news.no_log")))
        return
    text = _asked()
    shown = [_narrowed(edition, text) for edition in editions]
    if text and not any(edition.sections for edition in shown):
        st.info(plain(tell("news.none", text=text)))
    for edition in [each for each in shown if each.sections or not text]:
        st.header(plain(edition.title), anchor=False)
        st.markdown(plain(edition.about))
        are_few = len(edition.sections) <= IN_SIGHT
        if edition.sections:
            st.html("".join(_section(section, are_few) for section in edition.sections))


def _asked() -> str:
    st.session_state["changed"] = st.query_params.get("changed", "")
    return st.text_input(
        tell("news.find"),
        key="changed",
        placeholder=tell("news.example"),
        on_change=keep_in_address,
        args=("changed", "changed"),
    ).strip()


def _narrowed(edition: LoggedEdition, text: str) -> LoggedEdition:
    """An edition with the sections about a text, or their lines that hold it; all for none."""
    wanted = fold(text)
    kept = []
    for section in edition.sections:
        if wanted in fold(f"{section.heading} {section.node or ''}"):
            kept.append(section)
        elif lines := tuple(line for line in section.lines if wanted in fold(line[0])):
            kept.append(Section(section.heading, section.node, lines))
    return LoggedEdition(edition.title, edition.about, tuple(kept))


def _section(section: Section, is_open: bool) -> str:
    """A section to unfold: a reader looks for a few cards among hundreds."""
    heading = html.escape(tell("news.section", heading=section.heading, n=len(section.lines)))
    items = "".join(f"<li>{html.escape(_told(text))} {_sources(cited)}</li>" for text, cited in section.lines)
    link = ""
    if section.node and section.node in the_map().nodes:
        card = html.escape(card_address(section.node))
        link = f'<p><a href="{card}">{html.escape(tell("news.card"))}</a></p>'
    opened = " open" if is_open else ""
    return f"<details{opened}><summary>{heading}</summary><ul>{items}</ul>{link}</details>"


def _told(text: str) -> str:
    """A change; where the log names a step by its id, the way in that it is."""
    step, _, change = text.removeprefix("`").partition("` ")
    if step not in the_map().steps:
        return text
    return tell("news.step", way=tell(f"access.{the_map().steps[step].access}"), change=change)


def _sources(cited: tuple[str, ...]) -> str:
    """The first source by its title and date, and how many others."""
    known = [the_map().sources[each] for each in cited if each in the_map().sources]
    if not known:
        return ""
    first, *others = known
    date = day(first.date, language()) if first.date else say("source.undated", language())
    told = tell("news.source", title=without_ids(first.title), date=date)
    if others:
        told += f" {say_many('news.more', len(others), language())}"
    return f"<small>{html.escape(told)}</small>"


main()
