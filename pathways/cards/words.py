"""The words of the trade that a text uses, with their line of the glossary."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

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
        if any(re.search(rf"\b{re.escape(name)}s?\b", said, _case(name)) for name in _names(term)):
            yield term, entry.text[lang]


def words_about(catalogue: Catalogue, text: str, lang: Lang) -> list[tuple[str, str]]:
    """
    The glossary terms whose name or explanation holds a text, in the order of the alphabet; all for none.

    Examples
    --------
    >>> from tests.small_map import small
    >>> words_about(small(), "vocational", "en")
    [('CQP', 'Branch vocational certificate')]
    """
    entries = sorted(catalogue.file.glossary, key=lambda each: fold(each.term))
    told = ((typeset(entry.term, lang), entry.text[lang]) for entry in entries)
    wanted = fold(typeset(text.strip(), lang))
    return [(term, meaning) for term, meaning in told if wanted in fold(f"{term} {meaning}")]


def _names(term: str) -> list[str]:
    bare = re.sub(r"\(.*?\)|[«»]", "", term)
    return [name.strip() for name in bare.split(",") if name.strip()]


def _case(name: str) -> re.RegexFlag:
    """Capitals are kept apart for abbreviations: « CAP » is no « cap »."""
    return re.RegexFlag(0) if name.isupper() else re.IGNORECASE
