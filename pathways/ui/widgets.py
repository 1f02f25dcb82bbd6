"""Pieces of pages: cards, conditions, sources and links, drawn from plain values."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

import streamlit as st

from pathways.cards import Line, Reference, one_per_document
from pathways.cards.words import words_used
from pathways.catalogue import Catalogue
from pathways.figures import TwinLine, nested_list
from pathways.model import Lang
from pathways.ui.state import card_address, family_address
from pathways.ui.terms import word_address
from pathways.wording import Outline, say, say_many

AT_FIRST_SIGHT = frozenset(
    {
        "what",
        "registration",
        "ways_in",
        "pay",
        "pay_in_training",
        "ways_on",
        "onward",
        "bare_decision",
        "conflicts",
        "unsaid",
    }
)
MOST_SOURCES_IN_SIGHT: Final = 3
_SPECIAL_WITHIN = re.compile(r"([\\`*_\[\]~$<>]|:(?=\w))")
_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+\-.!|~$<>:&])")


def plain(text: str) -> str:
    """Text that Markdown leaves as it is."""
    return _SPECIAL.sub(r"\\\1", text)


def plain_label(text: str) -> str:
    r"""
    The label of a widget that Markdown leaves as it is.

    A screen reader hears a label as it is written, so that only what means something within a line is marked.

    Examples
    --------
    >>> plain_label("Mécanicien PL (9)"), plain_label("*PL* :red[a]")
    ('Mécanicien PL (9)', '\\*PL\\* \\:red\\[a\\]')
    """
    return _SPECIAL_WITHIN.sub(r"\\\1", text)


def bullets(lines: Iterable[tuple[int, str]]) -> str:
    """Nested lines as a Markdown list."""
    return "\n".join(f"{'    ' * depth}- {plain(text)}" for depth, text in lines)


# --- lists with links -----------------------------------------------------------------------------


Address = Callable[[str], str]


def draw_list(
    catalogue: Catalogue,
    lines: Iterable[TwinLine],
    lang: Lang,
    address: Address = card_address,
) -> None:
    """
    Nested lines as a list in which every card and every family that is named is a link.

    ``address`` is where the link of a node leads: to its card, unless the page says otherwise.
    """
    written = linked_list(catalogue, lines, lang, address)
    # Streamlit opens the links of a text in another tab unless they say otherwise.
    written = written.replace('<a href="./', '<a target="_self" href="./').replace("</li>", "</li>\n")
    st.markdown(written, unsafe_allow_html=True)


def linked_list(catalogue: Catalogue, lines: Iterable[TwinLine], lang: Lang, address: Address) -> str:
    """The same list, as HTML."""
    return nested_list(lines, lambda line: linked(catalogue, line, lang, address))


def linked(catalogue: Catalogue, line: TwinLine, lang: Lang, address: Address = card_address) -> str:
    """A line as HTML, with what it names as a link; the whole line where it does not say the name."""
    tag = f" <small>{html.escape(line.tag)}</small>" if line.tag else ""
    if line.node is not None:
        return _with_link(line.text, catalogue.label(line.node, lang), address(line.node)) + tag
    if line.family is not None:
        name = catalogue.families[line.family].label[lang]
        return _with_link(line.text, name, family_address(line.family)) + tag
    written = _with_pages(line.text, line.pages)
    return f'<b class="op">{written}</b>{tag}' if line.kind else written + tag


def _with_link(text: str, name: str, address: str) -> str:
    before, found, after = text.partition(name)
    if not found:
        before, found, after = "", text, ""
    link = f'<a href="{html.escape(address)}">{html.escape(found)}</a>'
    return f"{html.escape(before)}{link}{html.escape(after)}"


def _with_pages(text: str, pages: Iterable[tuple[str, str]]) -> str:
    """A text in which each part that has an official page leads to it."""
    written = html.escape(text)
    for part, page in dict(pages).items():
        link = f'<a href="{html.escape(page)}" target="_blank">{html.escape(part)}</a>'
        written = written.replace(html.escape(part), link, 1)
    return written


def flat(lines: Iterable[Line | Outline], depth: int = 0) -> Iterator[TwinLine]:
    """Lines and their children with their depth and what each names."""
    for line in lines:
        yield TwinLine(depth, line.text, line.node, pages=() if isinstance(line, Outline) else line.pages)
        yield from flat(line.children, depth + 1)


# --- sources --------------------------------------------------------------------------------------


def sources(references: Iterable[Reference], lang: Lang) -> None:
    """The sources of what stands above, with their dates: a few in sight, many to unfold."""
    written = sources_as_html(one_per_document(references), lang)
    if written:
        st.html(written)


def sources_as_html(listed: Sequence[Reference], lang: Lang, told_under: str | None = None) -> str:
    """The same as HTML; many that an earlier block has listed are named by that block, not listed again."""
    texts = [linked_source(reference, lang) for reference in listed]
    if len(listed) > MOST_SOURCES_IN_SIGHT:
        many = _how_many(listed, lang)
        if told_under is not None:
            same = html.escape(say("card.same_sources", lang, sources=many, block=told_under))
            return f'<p class="sources">{same}</p>'
        items = "".join(f"<li>{text}</li>" for text in texts)
        return f'<details class="sources"><summary>{html.escape(many)}</summary><ul>{items}</ul></details>'
    if not texts:
        return ""
    told = say_many("widget.source", len(texts), lang, sources="\0")
    return f'<p class="sources">{html.escape(told).replace(chr(0), " · ".join(texts))}</p>'


def _how_many(references: Sequence[Reference], lang: Lang) -> str:
    """How many sources there are, from which years."""
    years = sorted(reference.date[:4] for reference in references if reference.date)
    if not years:
        return say("widget.sources", lang, n=len(references))
    key = "widget.sources_of_one_year" if years[0] == years[-1] else "widget.sources_of_years"
    return say(key, lang, n=len(references), first=years[0], last=years[-1])


def linked_source(reference: Reference, lang: Lang) -> str:
    """A source in one line of HTML, which leads to it where it has an address."""
    text = html.escape(reference.text(lang))
    link = html.escape(reference.url or "")
    return f'<a href="{link}" target="_blank">{text}</a>' if link else text


def draw_words(catalogue: Catalogue, texts: Iterable[str], lang: Lang, key: str) -> None:
    """The words of the trade that a page has just used, each with its line of the glossary."""
    found = list(words_used(catalogue, texts, lang))
    if found:
        with st.expander(say_many("widget.words", len(found), lang), key=f"words-{key}"):
            st.markdown("\n".join(_word(term, text) for term, text in found), unsafe_allow_html=True)


def _word(term: str, text: str) -> str:
    """A word with its meaning; it leads to the glossary, where others are explained in turn."""
    link = f'<a href="{html.escape(word_address(term))}" target="_self" lang="fr">**{plain(term)}**</a>'
    return f"- {link} — {plain(text)}"


def message_for(misread: Iterable[tuple[str, str, tuple[str, ...]]], lang: Lang) -> None:
    """What the address says that could not be understood, with the nearest that could."""
    for name, text, nearest in misread:
        words = say("widget.misread", lang, name=name, text=text)
        if nearest:
            words += " " + say("error.nearest", lang, ids=", ".join(nearest))
        st.warning(plain(words))
