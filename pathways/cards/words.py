"""The words of the trade that a text uses, with their line of the glossary."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pathways.catalogue import Catalogue
from pathways.model import Lang
from pathways.names import fold
from pathways.typography import typeset


def words_used(catalogue: Catalogue, texts: Iterable[str], lang: Lang) -> Iterator[tuple[str, str]]:
    """
    The glossary terms that stand in some texts, each with its explanation, in the order of the alphabet.

    A term may be several names (``VL, VUI, PL, VI``) or carry a remark in brackets: any of its names counts.
    """
    said = " ".join(texts)
    for entry in sorted(catalogue.file.glossary, key=lambda each: each.term.casefold()):
        term = typeset(entry.term, lang)
        if _first_place(term, said) is not None:
            yield term, entry.text[lang]


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a text uses a word of the trade: from ``start`` to before ``end``."""

    start: int
    end: int
    term: str
    meaning: str


def word_spots(catalogue: Catalogue, text: str, lang: Lang) -> list[Spot]:
    """
    The first place of each glossary term in a text, from left to right; of two that overlap, the longer one.

    Examples
    --------
    >>> from tests.small_map import small
    >>> [(spot.start, spot.end, spot.term) for spot in word_spots(small(), "A CQP, then two CQPs", "en")]
    [(2, 5, 'CQP')]
    """
    spots = []
    for term, meaning in words_used(catalogue, [text], lang):
        place = _first_place(term, text)
        if place is not None:
            spots.append(Spot(*place.span(), term, meaning))
    kept: list[Spot] = []
    for spot in sorted(spots, key=lambda each: each.start - each.end):
        if all(spot.end <= other.start or other.end <= spot.start for other in kept):
            kept.append(spot)
    return sorted(kept, key=lambda each: each.start)


def _first_place(term: str, text: str) -> re.Match[str] | None:
    """Where a text first uses a term under any of its names."""
    searches = (re.search(rf"\b{re.escape(name)}s?\b", text, _case(name)) for name in _names(term))
    return min(filter(None, searches), key=re.Match.start, default=None)


def words_about(catalogue: Catalogue, text: str, lang: Lang) -> list[tuple[str, str]]:
    """
    The glossary terms whose name or explanation holds a text, in the order of the alphabet; all for none.

    A term that is called so comes first: who asks for « CAP » wants it before what mentions it.

    Examples
    --------
    >>> from tests.small_map import small
    >>> words_about(small(), "vocational", "en")
    [('CQP', 'Branch vocational certificate')]
    """
    entries = sorted(catalogue.file.glossary, key=lambda each: fold(each.term))
    told = ((typeset(entry.term, lang), entry.text[lang]) for entry in entries)
    wanted = fold(typeset(text.strip(), lang))
    found = [(term, meaning) for term, meaning in told if wanted in fold(f"{term} {meaning}")]
    return sorted(found, key=lambda each: wanted not in [fold(each[0]), *map(fold, _names(each[0]))])


def _names(term: str) -> list[str]:
    bare = re.sub(r"\(.*?\)|[«»]", "", term)
    return [name.strip() for name in bare.split(",") if name.strip()]


def _case(name: str) -> re.RegexFlag:
    """Capitals are kept apart for abbreviations: « CAP » is no « cap »."""
    return re.RegexFlag(0) if name.isupper() else re.IGNORECASE
