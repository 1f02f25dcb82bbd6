"""
A card as one piece of HTML: a page that draws it in one go answers a click at once.

What one asks first stands open; the rest unfolds without asking the server. Conditions are trees: a group
says in capitals whether all of it is needed or one is enough; what the branch's register asks for says so.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator
from typing import Final

from pathways.cards import Block, Card, Line, Reference, one_per_document
from pathways.cards.words import words_about, words_used
from pathways.catalogue import Catalogue
from pathways.figures import TwinLine
from pathways.grounds import binding_by
from pathways.model import Basis, Lang, Nature
from pathways.ui.widgets import AT_FIRST_SIGHT, Address, linked_list, sources_as_html
from pathways.wording import Outline, day, say

GROUPS: Final = frozenset({"all_of", "any_of", "none_of"})


def head_of(card: Card) -> str:
    """What a card is about, and of which day it is."""
    dated = say("card.dated", card.lang, day=day(card.on, card.lang), edition=card.edition)
    about = html.escape(f"{card.subtitle} · {dated}")
    return f'<h1>{html.escape(card.title)}</h1><p class="about">{about}</p>'


def body_of(
    catalogue: Catalogue, blocks: Iterable[Block], lang: Lang, address: Address, after_first: str = ""
) -> str:
    """
    Blocks of a card: what one asks first in full, the rest to unfold; each with its sources.

    A long list of sources that stands under an earlier block is named by that block, not listed again.
    """
    told: dict[tuple[Reference, ...], str] = {}
    written = ""
    for place, block in enumerate(blocks):
        listed = one_per_document(block.citations)
        written += _block(catalogue, block, sources_as_html(listed, lang, told.get(listed)), lang, address)
        told.setdefault(listed, block.title)
        written += after_first if place == 0 else ""
    return written


def _block(catalogue: Catalogue, block: Block, sources: str, lang: Lang, address: Address) -> str:
    """A block: its warnings before anything else, its title, its lines as a list, where they come from."""
    warnings = "".join(_warning(line.text) for line in block.lines if line.warns)
    lines = _in_order(catalogue, (line for line in block.lines if not line.warns), lang)
    body = linked_list(catalogue, lines, lang, address) + sources
    title = f"<h2>{html.escape(block.title)}</h2>"
    if block.key in AT_FIRST_SIGHT:
        return f'{warnings}<section class="{block.key}">{title}{body}</section>'
    return f'{warnings}<details class="{block.key}"><summary>{title}</summary>{body}</details>'


def _in_order(
    catalogue: Catalogue, lines: Iterable[Line | Outline], lang: Lang, depth: int = 0, *, said: bool = False
) -> Iterator[TwinLine]:
    """Lines and what is said under each; what the register asks for says so, a group for all in it."""
    for line in lines:
        by_register = isinstance(line, Outline) and _is_of_the_register(catalogue, line)
        tag = say("card.by_register", lang) if by_register and not said else None
        if isinstance(line, Outline):
            kind = line.kind if line.kind in GROUPS and line.children else None
            yield TwinLine(depth, line.text, line.node, kind=kind, tag=tag)
        else:
            yield TwinLine(depth, line.text, line.node, pages=line.pages)
        yield from _in_order(catalogue, line.children, lang, depth + 1, said=said or by_register)


def _is_of_the_register(catalogue: Catalogue, told: Outline) -> bool:
    """Whether a condition binds because the register says it: the one nature that its words leave out."""
    if told.kind in GROUPS and told.children:
        conditions = [each for each in told.children if each.kind != "why"]
        return all(_is_of_the_register(catalogue, each) for each in conditions)
    if told.kind in {"open", "role", "why", "not_published"} or told.basis is not Basis.STATED:
        return False
    return binding_by(catalogue, told.nature, told.basis, told.sources) is Nature.REGISTER


def _warning(text: str) -> str:
    return f'<p class="warning">{html.escape(text)}</p>'


def words_in(catalogue: Catalogue, texts: Iterable[str], lang: Lang) -> str:
    """A style that shows, of the whole glossary, the words of the trade that some texts use."""
    used = dict(words_used(catalogue, texts, lang))
    terms = [term for term, _ in words_about(catalogue, "", lang)]
    shown = ",".join(f".terms .t{place}" for place, term in enumerate(terms) if term in used)
    return (
        f"<style>{shown}{{display:block!important}}.terms{{display:block!important}}</style>" if shown else ""
    )


def glossary(catalogue: Catalogue, lang: Lang) -> str:
    """The whole glossary, to unfold: a card shows its own words of it, and so need not send them."""
    terms = "".join(
        f'<div class="t{place}"><dt>{html.escape(term)}</dt><dd>{html.escape(text)}</dd></div>'
        for place, (term, text) in enumerate(words_about(catalogue, "", lang))
    )
    title = html.escape(say("card.words", lang))
    return (
        f'<div class="pathways-card terms"><details><summary><h2>{title}</h2></summary>'
        f"<dl>{terms}</dl></details></div>"
    )
