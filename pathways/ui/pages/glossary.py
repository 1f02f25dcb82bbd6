"""Glossary: the words of the trade, searched through the address; each has an address of its own."""

from __future__ import annotations

import html

import streamlit as st

from pathways.cards.words import words_about
from pathways.model import Lang
from pathways.ui.cache import the_map
from pathways.ui.frame import draw_frame
from pathways.ui.state import address, keep_in_address, language, tell
from pathways.ui.terms import explained, word_address
from pathways.ui.widgets import plain
from pathways.wording import say_many

STYLE = """<style>
.pathways-words dt { font-weight: 700; margin-top: 1.1rem; }
.pathways-words dd { margin: 0.2rem 0 0; max-width: 46rem; line-height: 1.6; }
</style>"""


def main() -> None:
    """Draw the words that the address asks for."""
    lang = language()
    draw_frame("glossary")
    st.html(STYLE)
    st.title(tell("glossary.title"), anchor=False)
    st.markdown(plain(tell("glossary.what")))
    text = _asked()
    found = words_about(the_map(), text, lang)
    if not found:
        st.info(plain(tell("glossary.none", text=text)))
    elif text.strip():
        everything = f'<a href="{html.escape(address("glossary"))}">{html.escape(tell("glossary.all"))}</a>'
        st.html(f"<p>{html.escape(say_many('glossary.found', len(found), lang))} {everything}</p>")
    words = "".join(_word(term, meaning, number, lang) for number, (term, meaning) in enumerate(found))
    st.html(f'<dl class="pathways-words">{words}</dl>')


def _asked() -> str:
    st.session_state["word"] = st.query_params.get("word", "")
    return st.text_input(
        tell("glossary.find"),
        key="word",
        placeholder=tell("glossary.example"),
        on_change=keep_in_address,
        args=("word", "word"),
    )


def _word(term: str, meaning: str, number: int, lang: Lang) -> str:
    """A word, always French, with a link to itself, and its meaning, in which other words are explained."""
    link = f'<a href="{html.escape(word_address(term))}" lang="fr">{html.escape(term)}</a>'
    told = explained(the_map(), meaning, lang, f"dd-{number}", without=(term,))
    return f"<dt>{link}</dt><dd>{told}</dd>"


main()
