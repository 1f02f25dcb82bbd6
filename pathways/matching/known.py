"""
What the roles of a map are called, in the words that matching compares, and what each word weighs.

A role that the register no longer has gives its names to the one that followed it. A title that stands with
its field in brackets, or beside another after a dash, is also known by itself.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Final
from weakref import WeakKeyDictionary

from rapidfuzz import fuzz, process

from pathways.catalogue import Catalogue
from pathways.matching.appellations import appellations
from pathways.matching.hearing import heard
from pathways.model import Occupation, Role
from pathways.names import fold

SHORTEST_MISSPELT: Final = 5
ALIKE_PERCENT: Final = 84
_NOT_A_FIELD = re.compile(r"fiche|fonction générique|sheet|generic|former")


class Evidence(StrEnum):
    """What of a role a title is like, the surest first."""

    LABEL = "label"
    TITLE = "title"
    CODE = "code"
    FORMER = "former"
    SAID = "said"
    ROME = "rome"


TRUST: Final[Mapping[Evidence, float]] = {
    Evidence.LABEL: 1.0,
    Evidence.TITLE: 1.0,
    Evidence.CODE: 1.0,
    Evidence.FORMER: 0.97,
    Evidence.SAID: 0.92,
    Evidence.ROME: 0.6,
}
"""How far each kind of name can be trusted to mean its role and no other."""


@dataclass(frozen=True, slots=True, eq=False)
class KnownName:
    """One thing that a role is called, and its words as they are compared."""

    role: str
    text: str
    evidence: Evidence
    words: frozenset[str]


@dataclass(frozen=True, eq=False)
class KnownNames:
    """
    Everything that the roles of a map are called.

    Parameters
    ----------
    names
        Each different name of a role once.
    by_code
        The roles of each code of the register, written together: ``a122``.
    elsewhere
        By its words, each job of the national list that no role belongs to.
    """

    names: tuple[KnownName, ...]
    by_code: Mapping[str, tuple[str, ...]]
    elsewhere: Mapping[frozenset[str], Occupation]

    @cached_property
    def by_word(self) -> Mapping[str, tuple[KnownName, ...]]:
        """The names that have a word."""
        found: dict[str, list[KnownName]] = defaultdict(list)
        for name in self.names:
            for word in sorted(name.words):
                found[word].append(name)
        return {word: tuple(names) for word, names in found.items()}

    @cached_property
    def _roles_by_word(self) -> Mapping[str, int]:
        return {word: len({name.role for name in names}) for word, names in self.by_word.items()}

    @cached_property
    def _roles(self) -> int:
        return len({name.role for name in self.names})

    @cached_property
    def _weight_by_word(self) -> Mapping[str, float]:
        return {word: 1 + math.log(self._roles / number) for word, number in self._roles_by_word.items()}

    def weight(self, word: str) -> float:
        """1 for a word that every role is called by, more for a rare one, the most for an unknown one."""
        known = self._weight_by_word.get(word)
        return 1 + math.log(max(self._roles, 1)) if known is None else known

    @cached_property
    def weights(self) -> Mapping[KnownName, float]:
        """What the words of each name weigh together."""
        return {name: self.weight_of(name.words) for name in self.names}

    def weight_of(self, words: Iterable[str]) -> float:
        """What words weigh together."""
        return sum(self.weight(word) for word in sorted(words))

    @cached_property
    def _long_words(self) -> Mapping[str, tuple[str, ...]]:
        """By first letter, which is seldom the wrong one, the words that may be misspelt."""
        found: dict[str, list[str]] = defaultdict(list)
        for word in sorted(self.by_word):
            if len(word) >= SHORTEST_MISSPELT:
                found[word[0]].append(word)
        return {letter: tuple(words) for letter, words in found.items()}

    def nearest_word(self, word: str) -> tuple[str, float]:
        """The word of the map that is meant, and how like it is (1 for the same); itself when none is."""
        if word in self.by_word or len(word) < SHORTEST_MISSPELT:
            return word, 1.0
        alike = self._long_words.get(word[0], ())
        found = process.extractOne(word, alike, scorer=fuzz.ratio, score_cutoff=ALIKE_PERCENT)
        return (found[0], found[1] / 100) if found else (word, 1.0)


_READ: WeakKeyDictionary[Catalogue, KnownNames] = WeakKeyDictionary()


def known_names(catalogue: Catalogue) -> KnownNames:
    """The names of a map, read when they are first asked for."""
    known = _READ.get(catalogue)
    if known is None:
        names = tuple(_all_names(catalogue))
        known = _READ[catalogue] = KnownNames(names, _by_code(catalogue), _elsewhere(catalogue))
    return known


def _by_code(catalogue: Catalogue) -> Mapping[str, tuple[str, ...]]:
    """The roles that a code of the register means today: those in force, or those that followed."""
    having: dict[str, list[Role]] = defaultdict(list)
    for role in catalogue.roles.values():
        having[squeezed(role.rnqsa or "")].append(role)
    having.pop("", None)
    kept = {code: [role for role in roles if role.is_in_force] or roles for code, roles in having.items()}
    return {
        code: tuple(sorted({heir for role in roles for heir in heirs(catalogue, role)}))
        for code, roles in kept.items()
    }


def squeezed(code: str) -> str:
    """
    A code as people write it in many ways.

    Examples
    --------
    >>> squeezed("A.12.2"), squeezed("a-12-2")
    ('a122', 'a122')
    """
    return re.sub(r"[^a-z0-9]", "", fold(code))


def _elsewhere(catalogue: Catalogue) -> Mapping[frozenset[str], Occupation]:
    ours = {code for role in catalogue.roles.values() for code in role.rome}
    jobs = (job for code, job in catalogue.occupations.items() if code not in ours)
    return {frozenset(heard(job.label.fr)): job for job in jobs}


def _all_names(catalogue: Catalogue) -> Iterator[KnownName]:
    """Each name once for each role, by its surest evidence."""
    seen: set[tuple[str, frozenset[str]]] = set()
    names = [name for role in catalogue.roles.values() for name in _names_of(catalogue, role)]
    order = {evidence: place for place, evidence in enumerate(Evidence)}
    for name in sorted(names, key=lambda each: (order[each.evidence], each.role)):
        if name.words and (name.role, name.words) not in seen:
            seen.add((name.role, name.words))
            yield name


def _names_of(catalogue: Catalogue, role: Role) -> Iterator[KnownName]:
    for target in heirs(catalogue, role):
        for text, evidence in _texts(role):
            kept = evidence if target == role.id else Evidence.FORMER
            yield KnownName(target, text, kept, frozenset(heard(text)))
    for code in role.rome if not role.is_gone else ():
        for text in appellations().by_code.get(code, ()):
            yield KnownName(role.id, text, Evidence.ROME, frozenset(heard(text)))


def heirs(catalogue: Catalogue, role: Role) -> tuple[str, ...]:
    """The role itself; for one that the register no longer has, those that followed it, if any."""
    if not role.is_gone:
        return (role.id,)
    after = (catalogue.roles[each] for each in role.replaced_by if each in catalogue.roles)
    return tuple(sorted({heir for each in after for heir in heirs(catalogue, each)}))


def _texts(role: Role) -> Iterator[tuple[str, Evidence]]:
    yield role.label.fr, Evidence.LABEL
    for part, is_whole in _parts(role.label.fr):
        yield part, Evidence.LABEL if is_whole else Evidence.SAID
    yield role.label.en, Evidence.LABEL
    yield from ((part, Evidence.LABEL) for part, is_whole in _parts(role.label.en) if is_whole)
    for text in role.titles:
        yield text, Evidence.TITLE
    for text in role.former_labels:
        yield text, Evidence.FORMER
    for text in role.also_called:
        yield text, Evidence.SAID


def _parts(label: str) -> Iterator[tuple[str, bool]]:
    """
    What a label says between its dashes, with each field of its brackets; without its field it is not whole.

    Examples
    --------
    >>> list(_parts("Vendeur – conseiller (cycles)"))
    [('Vendeur cycles', True), ('Vendeur', False), ('conseiller cycles', True), ('conseiller', False)]
    """
    bare, _, bracketed = label.partition(" (")
    fields = [] if _NOT_A_FIELD.search(bracketed.casefold()) else bracketed.rstrip(")").split(", ")
    named = [field for field in fields if field]
    for part in bare.split(" – "):
        yield from ((f"{part} {field}", True) for field in named)
        yield part, not named
