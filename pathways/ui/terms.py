"""
Words of the trade explained where they stand: on hover, on focus, and with a tap on the glossary.

Only in HTML of our own. The word is a link, so that a keyboard and a finger reach it; its explanation stays
while one reads it, goes with Escape, and can itself be pointed at (WCAG 1.4.13).
"""

from __future__ import annotations

import html
from collections.abc import Collection

from pathways.cards.words import Spot, word_spots
from pathways.catalogue import Catalogue
from pathways.model import Lang
from pathways.ui.state import address


def word_address(term: str) -> str:
    """The address of a word in the glossary."""
    return address("glossary", {"word": term})


def explained(catalogue: Catalogue, text: str, lang: Lang, key: str, *, without: Collection[str] = ()) -> str:
    """
    A text as HTML in which the first use of each word of the trade is explained.

    Parameters
    ----------
    key
        Tells this text from the others of its page.
    without
        Terms that need no explanation here.
    """
    spots = [spot for spot in word_spots(catalogue, text, lang) if spot.term not in without]
    parts, end = [], 0
    for number, spot in enumerate(spots):
        parts += [html.escape(text[end : spot.start]), _term(text, spot, f"word-{key}-{number}")]
        end = spot.end
    return "".join([*parts, html.escape(text[end:])])


def _term(text: str, spot: Spot, anchor: str) -> str:
    link = html.escape(word_address(spot.term))
    word, meaning = html.escape(text[spot.start : spot.end]), html.escape(spot.meaning)
    return (
        f'<span class="term"><a href="{link}" aria-describedby="{anchor}">{word}</a>'
        f'<span role="tooltip" id="{anchor}">{meaning}</span></span>'
    )
