"""
What somebody may have meant by words that nothing on the map is called: guesses, and told as such.

First the roles that the words agree with in part, as an employer's title would be read; then whatever has a
name with one of the words, or with one of the same family: who asks for "selling cars" finds the sellers.
"""

from __future__ import annotations

from typing import Final

from pathways.catalogue import Catalogue
from pathways.matching import Listed, match_title
from pathways.names import Closeness, Hit, Through, fold

MOST: Final = 6
_IDLE: Final = frozenset("avec chez dans devenir etre faire je metier travail travailler veux".split())
"""What people write around what they look for."""


def guesses(catalogue: Catalogue, text: str, most: int = MOST) -> tuple[Hit, ...]:
    """
    What a text may mean, the likeliest first; nothing where no word of it is like any of the map.

    Examples
    --------
    >>> from tests.small_map import small
    >>> [(each.id, each.matched) for each in guesses(small(), "réparer des camions")]
    [('cqp-expert-camion', 'CQP Technicien expert après-vente camion')]
    """
    telling = " ".join(word for word in text.split() if fold(word) not in _IDLE)
    found = {
        each.role: Hit(each.role, each.name, Through(each.evidence), Closeness.RELATED)
        for each in match_title(catalogue, Listed(telling)).candidates
    }
    for hit in catalogue.related(telling):
        found.setdefault(hit.id, hit)
    return tuple(found.values())[:most]
