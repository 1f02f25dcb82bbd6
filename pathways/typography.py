"""
How a text is set: the apostrophes of print, and the spaces that French keeps with what stands beside them.

Everything that a person reads passes here once: texts of the map as they are asked for in a language,
sentences of the interface as they are said. Files keep what was typed, and so does the search.
"""

from __future__ import annotations

import re
from functools import lru_cache

_NO_BREAK = "\N{NO-BREAK SPACE}"
_APOSTROPHE = re.compile(r"(?<=\w)'(?=[\w«“])|(?<=s)'(?= )")
_UNITS = "h|t|kg|km|ans?|années?|mois|semaines?|jours?|euros?"
_KEPT = re.compile(
    rf"(?<=«) | (?=[:;!?»%€])|(?<=\d) (?=(?:{_UNITS})\b)|(?<=\d) (?=\d{{3}}(?!\d))|(?<=n°) (?=\d)"
)
_MOST_TEXTS = 50_000


@lru_cache(maxsize=_MOST_TEXTS)
def typeset(text: str, lang: str) -> str:
    r"""
    A text with typographic apostrophes and, in French, with spaces that cannot end a line.

    Examples
    --------
    >>> typeset("l'option B : n° 2, 24 mois", "fr")
    'l’option B\xa0: n°\xa02, 24\xa0mois'
    >>> typeset("the branch's own, 24 months", "en")
    'the branch’s own, 24 months'
    """
    printed = _APOSTROPHE.sub("’", text)
    return _KEPT.sub(_NO_BREAK, printed) if lang == "fr" else printed
