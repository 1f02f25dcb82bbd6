"""Pieces of pages: cards, conditions, sources and links, drawn from plain values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import streamlit as st

from pathways.cards import Block, Card, Line, Reference
from pathways.cards.words import words_used
from pathways.catalogue import Catalogue
from pathways.model import Lang
from pathways.wording import Outline, say, say_many

EXPLORE, ROUTES, ABOUT = (f"pathways/ui/pages/{name}.py" for name in ("explore", "routes", "about"))
AT_FIRST_SIGHT = frozenset(
    {"what", "registration", "ways_in", "pay", "ways_on", "onward", "bare_decision", "conflicts"}
)
_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+\-.!|~$<>:])")


def plain(text: str) -> str:
    """Text that Markdown leaves as it is."""
    return _SPECIAL.sub(r"\\\1", text)


def bullets(lines: Iterable[tuple[int, str]]) -> str:
    """Nested lines as a Markdown list."""
    return "\n".join(f"{'    ' * depth}- {plain(text)}" for depth, text in lines)


def flat(lines: Iterable[Line | Outline], depth: int = 0) -> Iterator[tuple[int, str]]:
    """Lines and their children with their depth."""
    for line in lines:
        yield depth, line.text
        yield from flat(line.children, depth + 1)


def sources(references: Iterable[Reference], lang: Lang, key: str) -> None:
    """The sources of what stands above, folded: title, publisher, date, place, link."""
    listed = list(dict.fromkeys(references))
    if not listed:
        return
    with st.popover(say("widget.sources", lang, n=len(listed)), key=f"sources-{key}", type="tertiary"):
        st.markdown("\n".join(f"- {_source(reference, lang)}" for reference in listed))


def _source(reference: Reference, lang: Lang) -> str:
    text = plain(reference.text(lang))
    return f"{text} — [{say('widget.open', lang)}]({reference.url})" if reference.url else text


def draw_card(shown: Card) -> None:
    """A whole card: what one asks first in full, the rest to unfold; each block with its sources."""
    st.caption(plain(shown.subtitle))
    for block in shown.blocks:
        if block.key in AT_FIRST_SIGHT:
            st.header(plain(block.title), anchor=False)
            draw_block(block, shown.lang)
        else:
            with st.expander(plain(block.title), key=f"block-{block.key}"):
                draw_block(block, shown.lang)


def draw_words(catalogue: Catalogue, texts: Iterable[str], lang: Lang, key: str) -> None:
    """The words of the trade that a page has just used, each with its line of the glossary."""
    found = list(words_used(catalogue, texts, lang))
    if found:
        with st.expander(say_many("widget.words", len(found), lang), key=f"words-{key}"):
            st.markdown("\n".join(f"- **{plain(term)}** — {plain(text)}" for term, text in found))


def draw_block(block: Block, lang: Lang) -> None:
    """The lines of a block as a list, conditions nested, and its sources to unfold."""
    st.markdown(bullets(flat(block.lines)))
    sources(block.citations, lang, block.key)


def message_for(misread: Iterable[tuple[str, str, tuple[str, ...]]], lang: Lang) -> None:
    """What the address says that could not be understood, with the nearest that could."""
    for name, text, nearest in misread:
        words = say("widget.misread", lang, name=name, text=text)
        if nearest:
            words += " " + say("error.nearest", lang, ids=", ".join(nearest))
        st.warning(plain(words))
