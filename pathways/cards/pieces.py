"""
What a card is made of, as plain values: the command line prints them, a page draws them.

A block always says where its lines come from; its citations are complete, so that whoever shows a block
needs nothing else.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from pathways.cards.official import Pages
from pathways.catalogue import Catalogue
from pathways.model import Citation, Lang
from pathways.typography import typeset
from pathways.wording import Outline, day, listing, say, say_many

_IDS_OF_TEXTS = re.compile(r"\s*\(KALI\w+\)|,\s*KALI\w+")


@dataclass(frozen=True, slots=True)
class Reference:
    """
    A citation, with all that is known of its source.

    ``locator`` is that of the file; what is printed leaves out the ids that only machines follow.
    """

    id: str
    title: str
    publisher: str
    date: str | None
    url: str | None
    locator: str | None

    def text(self, lang: Lang) -> str:
        """The citation in one line, without its address."""
        when = day(self.date, lang) if self.date else say("source.undated", lang)
        text = say(
            "source.document", lang, title=without_ids(self.title), publisher=self.publisher, date=when
        )
        return f"{text}, {typeset(self.place, lang)}" if self.place else text

    @property
    def place(self) -> str:
        """Where in the document, for a person; empty where that is not said."""
        return without_ids(self.locator or "")


def without_ids(text: str) -> str:
    """
    A title or a place in a document without the ids that only machines follow.

    Examples
    --------
    >>> without_ids("fiche A.12.2 : évolution (KALIARTI000041973062)")
    'fiche A.12.2 : évolution'
    """
    return _IDS_OF_TEXTS.sub("", text)


def one_per_document(references: Iterable[Reference]) -> tuple[Reference, ...]:
    """
    References with those to one document put together, each place in it once.

    Examples
    --------
    >>> survey = Reference("survey", "Survey", "The branch", "2024", None, "p. 4")
    >>> [each.locator for each in one_per_document([survey, replace(survey, locator="p. 7"), survey])]
    ['p. 4 ; p. 7']
    """
    together: dict[str, list[Reference]] = defaultdict(list)
    for reference in dict.fromkeys(references):
        together[reference.id].append(reference)
    return tuple(_put_together(same) for same in together.values())


def _put_together(same: list[Reference]) -> Reference:
    places = dict.fromkeys(reference.place for reference in same if reference.place)
    return replace(same[0], locator=" ; ".join(places) or None)


@dataclass(frozen=True, slots=True)
class Line:
    """
    One thing said, what is said under it, its node, whether it warns, and whether it gives a reason.

    ``pages`` are parts of the text, each with the official page that is about it.
    """

    text: str
    node: str | None = None
    children: tuple[Line | Outline, ...] = ()
    warns: bool = False
    explains: bool = False
    pages: Pages = ()


def in_lines(lines: Iterable[Line | Outline], depth: int = 0) -> Iterator[str]:
    """
    Lines and what is said under each, as a list; from depth 1 on, each is an item.

    Examples
    --------
    >>> list(in_lines([Line("Two ways in:", children=(Line("by school"), Line("by apprenticeship")))]))
    ['Two ways in:', '  - by school', '  - by apprenticeship']
    """
    for line in lines:
        yield f"{'  ' * depth}- {line.text}" if depth else line.text
        yield from in_lines(line.children, depth + 1)


@dataclass(frozen=True, slots=True)
class Block:
    """Lines under a title, and the sources of all of them; without lines, sources are silent on it."""

    key: str
    title: str
    lines: tuple[Line, ...]
    citations: tuple[Reference, ...] = ()


@dataclass(frozen=True, slots=True)
class Card:
    """Everything known of a qualification or a role, as of a day, in one language."""

    id: str
    title: str
    subtitle: str
    lang: Lang
    on: date
    edition: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Writer:
    """The map, the language and the day of a card."""

    catalogue: Catalogue
    lang: Lang
    on: date

    def say(self, key: str, **values: Any) -> str:
        """A sentence of the interface."""
        return say(key, self.lang, **values)

    def line(self, key: str, *children: Line | Outline, node: str | None = None, **values: Any) -> Line:
        """A line of a sentence of the interface."""
        text = say(f"line.{key}", self.lang, **values)
        return Line(text, node, children, key.startswith("warning"), key == "why")

    def count(self, key: str, number: int, **values: Any) -> str:
        """A sentence of the interface that counts something."""
        return say_many(key, number, self.lang, **values)

    def block(self, key: str, lines: Iterable[Line], citations: Iterable[Citation] = ()) -> Block:
        """A block of lines with their sources; no source vouches for silence."""
        said = tuple(lines)
        return Block(key, self.say(f"block.{key}"), said, self.references(citations) if said else ())

    def references(self, citations: Iterable[Citation]) -> tuple[Reference, ...]:
        """Citations with their sources, each once."""
        return tuple(self._reference(citation) for citation in dict.fromkeys(citations))

    def _reference(self, citation: Citation) -> Reference:
        source = self.catalogue.sources[citation.id]
        return Reference(source.id, source.title, source.publisher, source.date, source.url, citation.locator)

    def label(self, node: str) -> str:
        """What a node is called."""
        return self.catalogue.label(node, self.lang)

    def family(self, letter: str) -> str:
        """What a family is called."""
        return self.catalogue.families[letter].label[self.lang]

    def day(self, when: date | str) -> str:
        """A day in words."""
        return day(when, self.lang)

    def accesses(self, accesses: Iterable[str], link: Any = "or") -> str:
        """Ways in, one after the other."""
        return listing([self.say(f"access.{access}") for access in accesses], self.lang, link)
