"""
Finding a qualification or a role by what people call it: today's title, an old one, a code.

Accents, case, word order and simple plurals are ignored, and so are the small words between. A word may
be begun and not finished, or misspelt by a letter. It errs towards showing too much: a hit says which
words found it, so that the reader judges.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from functools import cached_property

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Prefix

from pathways.model import Qualification, Role

_SMALL_WORDS = frozenset(
    "a au aux d de des du en et l la le les ou par pour sur un une and for in of on the to".split()
)
_ALIKE_PERCENT = 88
_SHORTEST_BEGUN = 2
_SHORTEST_MISSPELT = 4
_SHORTEST_STEM, _SHORTEST_STEM_OF_A_VERB = 5, 4
_STEM_SHARE = 0.55
"""So much of the shorter of two words of one family (selling, seller) stands at the beginning of both."""


class Through(StrEnum):
    """What of a node matched, in the order in which equal hits are shown."""

    LABEL = "label"
    TITLE = "title"
    CODE = "code"
    FORMER = "former"
    SAID = "said"
    ROME = "rome"
    ID = "id"


class Closeness(IntEnum):
    """How well the words match: all and no others, all among others, begun or misspelt, or only some."""

    SAME = 0
    AMONG_OTHERS = 1
    ALIKE = 2
    RELATED = 3


@dataclass(frozen=True, slots=True)
class Hit:
    """A node that was found, and the words that found it."""

    id: str
    matched: str
    through: Through
    closeness: Closeness


def fold(text: str) -> str:
    """
    Text without accents and capitals.

    Examples
    --------
    >>> fold("Réceptionnaire après-vente, cœur de métier")
    'receptionnaire apres-vente, coeur de metier'
    """
    spelled_out = text.casefold().replace("œ", "oe").replace("æ", "ae")
    letters = unicodedata.normalize("NFD", spelled_out)
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def words(text: str) -> tuple[str, ...]:
    """
    The words that count in a title, folded, in the singular and in alphabetical order.

    Examples
    --------
    >>> words("Maintenance de véhicules industriels") == words("maintenance véhicule INDUSTRIEL")
    True
    """
    return tuple(sorted(words_in_order(text)))


def words_in_order(text: str) -> tuple[str, ...]:
    """
    The words that count in a title, folded and in the singular, as they come.

    Examples
    --------
    >>> words_in_order("Maintenance de véhicules industriels")
    ('maintenance', 'vehicule', 'industriel')
    """
    found = re.findall(r"[a-z0-9]+", fold(text))
    return tuple(_singular(word) for word in found if word not in _SMALL_WORDS)


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word[-1] in "sx" else word


def nearest(
    unknown: str, known: Iterable[str], limit: int = 3, at_least_percent: int = 60
) -> tuple[str, ...]:
    """
    The known ids most like an unknown one, the nearest first; none when nothing comes near.

    Examples
    --------
    >>> nearest("cap-mvm", ["cap-mv", "bts-mv"], limit=1)
    ('cap-mv',)
    """
    found = process.extract(
        unknown, sorted(known), scorer=fuzz.ratio, limit=limit, score_cutoff=at_least_percent
    )
    return tuple(str(name) for name, _, _ in found)


@dataclass(frozen=True, slots=True)
class _Name:
    """One thing that a node is called."""

    node: str
    text: str
    through: Through
    words: tuple[str, ...]
    code: str | None = None


class Index:
    """Everything that the nodes of a map are called."""

    def __init__(self, nodes: Iterable[Qualification | Role]) -> None:
        self._names = tuple(name for node in nodes for name in _names_of(node))

    @cached_property
    def _vocabulary(self) -> tuple[str, ...]:
        return tuple(sorted({word for name in self._names for word in name.words}))

    def find(self, text: str, limit: int | None = None) -> list[Hit]:
        """The nodes that a text may mean, one hit each, the likeliest first."""
        asked = words(text)
        alike = {word: self._alike(word) for word in asked}
        best: dict[str, tuple[tuple[object, ...], Hit]] = {}
        for name in self._names:
            closeness = _closeness(name, asked, _squeezed(text), alike)
            if closeness is None:
                continue
            rank = (closeness, len(name.words), _ORDER[name.through], fold(name.text), name.node, name.text)
            if name.node not in best or rank < best[name.node][0]:
                best[name.node] = rank, Hit(name.node, name.text, name.through, closeness)
        ranked = sorted(best.values(), key=lambda each: each[0])
        return [hit for _, hit in ranked][:limit]

    def related(self, text: str, limit: int | None = None) -> list[Hit]:
        """The nodes with a name that shares a word with a text, or a word of the same family."""
        near = {word: self._of_one_family(word) for word in words(text)}
        best: dict[str, tuple[tuple[object, ...], Hit]] = {}
        for name in self._names:
            if name.through is Through.ID:
                continue
            shared = sum(self._weigh(word, near[word].intersection(name.words)) for word in near)
            rank = (-shared, len(name.words), _ORDER[name.through], fold(name.text), name.node, name.text)
            if shared and (name.node not in best or rank < best[name.node][0]):
                best[name.node] = rank, Hit(name.node, name.text, name.through, Closeness.RELATED)
        ranked = sorted(best.values(), key=lambda each: each[0])
        return [hit for _, hit in ranked][:limit]

    def _of_one_family(self, word: str) -> frozenset[str]:
        """The words of the map that are spelt as a word, or almost, or begin as it does."""
        alike = {known for known in self._vocabulary if known == word or _is_of_one_family(word, known)}
        return self._misspelt(word) | alike

    def _weigh(self, word: str, found: frozenset[str]) -> float:
        """What it says that a name has some words for a word: the more, the fewer nodes have them."""
        rarest = min((self._nodes_by_word[each] for each in found), default=0)
        whole = 1.0 if word in found else _STEM_SHARE
        return whole * (1 + math.log(len(self._names) / rarest)) if rarest else 0.0

    @cached_property
    def _nodes_by_word(self) -> Mapping[str, int]:
        return Counter(word for _, word in {(name.node, word) for name in self._names for word in name.words})

    def _alike(self, word: str) -> frozenset[str]:
        """The words of the map that begin with a word, or are spelt almost like it."""
        if len(word) < _SHORTEST_BEGUN:
            return frozenset()
        return self._misspelt(word).union(known for known in self._vocabulary if known.startswith(word))

    def _misspelt(self, word: str) -> frozenset[str]:
        """The words of the map that are spelt almost like a word, with its first letter."""
        if len(word) < _SHORTEST_MISSPELT:
            return frozenset()
        found = process.extract(
            word, self._vocabulary, scorer=fuzz.ratio, limit=None, score_cutoff=_ALIKE_PERCENT
        )
        return frozenset(known for known, _, _ in found if known[0] == word[0])


def _is_of_one_family(one: str, other: str) -> bool:
    shared = Prefix.similarity(one, other)
    shortest = _SHORTEST_STEM_OF_A_VERB if one.endswith(("er", "ir", "re")) else _SHORTEST_STEM
    return shared >= max(shortest, _STEM_SHARE * min(len(one), len(other)))


_ORDER = {through: place for place, through in enumerate(Through)}


def _closeness(
    name: _Name, asked: tuple[str, ...], code: str, alike: dict[str, frozenset[str]]
) -> Closeness | None:
    if name.code is not None:
        return _closeness_of_code(name.code, code)
    if not asked:
        return None
    if asked == name.words:
        return Closeness.SAME
    if set(asked) <= set(name.words):
        return Closeness.AMONG_OTHERS
    if all(_meet(alike[word], name.words) for word in asked):
        return Closeness.ALIKE
    return None


def _closeness_of_code(code: str, asked: str) -> Closeness | None:
    if asked in (code, _figures(code)):
        return Closeness.SAME
    begun = asked != asked.strip("0123456789") and code.startswith(asked)
    return Closeness.ALIKE if begun else None


def _meet(some: frozenset[str], others: Collection[str]) -> bool:
    return not some.isdisjoint(others)


def _names_of(node: Qualification | Role) -> Iterator[_Name]:
    for text in dict.fromkeys((node.label.fr, node.label.en)):
        yield _Name(node.id, text, Through.LABEL, words(text))
    for text in node.former_labels:
        yield _Name(node.id, text, Through.FORMER, words(text))
    for text in node.also_called:
        yield _Name(node.id, text, Through.SAID, words(text))
    for text in node.titles if isinstance(node, Role) else ():
        yield _Name(node.id, text, Through.TITLE, words(text))
    for code in _codes(node):
        yield _Name(node.id, code, Through.CODE, (), _squeezed(code))
    yield _Name(node.id, node.id, Through.ID, words(node.id))


def _codes(node: Qualification | Role) -> tuple[str, ...]:
    if isinstance(node, Qualification):
        return tuple(registration.code for registration in node.rncp)
    return (node.rnqsa,) if node.rnqsa else ()


def _squeezed(code: str) -> str:
    """A code as people spell it in many ways: A.12.2, A-12.2, a122."""
    return "".join(letter for letter in fold(code) if letter.isalnum())


def _figures(code: str) -> str:
    """The number of an RNCP or RS code, which people give without its letters."""
    return re.sub(r"^(rncp|rs)(?=\d)", "", code)
