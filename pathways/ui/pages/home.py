"""The first page: what this is, three ways in with questions to click, and the three words one needs."""

from __future__ import annotations

import html

import streamlit as st

from pathways.ui.cache import the_map
from pathways.ui.examples import Example, examples
from pathways.ui.frame import FIRST, PAGES, draw_frame
from pathways.ui.state import address, language, tell
from pathways.ui.widgets import plain
from pathways.wording import AUDIENCES, Audience, day, decimal

WORDS = ("qualification", "role", "step")


def main() -> None:
    """Draw the page."""
    draw_frame("home")
    st.title(tell("home.title"), anchor=False)
    st.markdown(plain(_what()))
    for column, who in zip(st.columns(len(AUDIENCES), border=True), AUDIENCES, strict=True):
        with column:
            _way_in(who)
    st.header(tell("home.words"), anchor=False)
    st.markdown("\n".join(f"- {_word(word)}" for word in WORDS))
    st.caption(plain(tell("home.honest")))


def _what() -> str:
    file, lang = the_map().file, language()
    return tell(
        "home.what",
        roles=decimal(len(file.roles), lang),
        qualifications=decimal(len(file.qualifications), lang),
        day=day(file.as_of, lang),
    )


def _way_in(who: Audience) -> None:
    first = next(page for page in FIRST[who] if page in PAGES)
    st.header(tell(f"home.{who}"), anchor=False)
    st.markdown(plain(tell(f"home.{who}.what")))
    asked = "".join(f"<li>{_question(example, who)}</li>" for example in examples(the_map(), who))
    begin = html.escape(address(first, reader=who))
    st.html(
        f'<p><a class="pathways-begin" href="{begin}">{html.escape(tell(f"home.{who}.begin"))}</a></p>'
        f"<p>{html.escape(tell('home.or_ask'))}</p><ul>{asked}</ul>"
    )


def _question(example: Example, who: Audience) -> str:
    link = html.escape(address(example.page, example.said, reader=who))
    return f'<a href="{link}">{html.escape(tell(f"home.ask.{example.key}"))}</a>'


def _word(word: str) -> str:
    name, _, meaning = tell(f"home.word.{word}").partition("|")
    return f"**{plain(name)}** — {plain(meaning)}"


main()
