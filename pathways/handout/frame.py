"""What every hand-out has around its content: the day, the caption, the link, the documents by number."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise, zip_longest
from typing import Literal

from pathways.cards import Reference, one_per_document
from pathways.cards.pieces import without_ids
from pathways.handout.page import Entry, Page
from pathways.model import Lang
from pathways.typography import typeset
from pathways.wording import day, say, say_many


@dataclass(frozen=True, slots=True)
class Frame:
    """
    The language, day and edition of a hand-out, of what sort it is, and where the same is on a screen.

    Parameters
    ----------
    address
        A full address, for the code and as text; empty where there is none.
    """

    lang: Lang
    on: date
    edition: str
    sort: Literal["card", "route", "comparison"]
    address: str = ""

    def page(self, title: str, subtitle: str, size: float, documents: Documents) -> Page:
        """An empty page with all that every hand-out says."""
        return Page(
            lang=self.lang,
            on=self.on,
            size=size,
            running=say("nav.name", self.lang),
            dated=say("card.dated", self.lang, day=day(self.on, self.lang), edition=self.edition),
            title=title,
            subtitle=subtitle,
            notes=say("handout.notes", self.lang),
            sources_title=say("source.list", self.lang),
            captions=(say("routes.others_exist", self.lang),),
            sources=documents.printed,
            sources_more=documents.more,
            address=self.address,
            address_title=say(f"handout.online.{self.sort}", self.lang),
            code_alt=say("handout.code", self.lang, address=self.address),
        )


@dataclass(frozen=True, slots=True)
class Documents:
    """
    The documents that a hand-out cites, each once, numbered in the order of printing.

    Parameters
    ----------
    most
        How many are printed; the rest is counted.
    """

    lang: Lang
    all: tuple[Reference, ...]
    most: int | None = None

    @property
    def printed(self) -> tuple[str, ...]:
        """Title and date of each one printed; its publisher and the place in it are on the screen."""
        return tuple(_in_short(each, self.lang) for each in self.all[: self.most])

    @property
    def more(self) -> str:
        """How many are not printed."""
        left = len(self.all) - len(self.printed)
        return say_many("handout.more_documents", left, self.lang) if left else ""

    def cites(self, references: Iterable[Reference]) -> str:
        """The numbers of some documents; those not printed are counted."""
        cited = {each.id for each in references}
        places = [number for number, each in enumerate(self.all, start=1) if each.id in cited]
        shown = [number for number in places if number <= len(self.printed)]
        numbers, left = in_ranges(shown), len(places) - len(shown)
        if not places:
            return ""
        if not shown:
            return say_many("handout.cites_none", left, self.lang)
        if left:
            return say_many("handout.cites_more", left, self.lang, numbers=numbers)
        return say("handout.cites", self.lang, numbers=numbers)


def documents_of(lang: Lang, cited: Iterable[Sequence[Reference]], most: int | None = None) -> Documents:
    """
    The documents that the parts of a hand-out cite: the first of each part, then the second of each…

    So those that are printed vouch for every part, however few they are.
    """
    in_turn = zip_longest(*(one_per_document(part) for part in cited))
    return Documents(lang, one_per_document(each for turn in in_turn for each in turn if each), most)


def first_of(lines: Sequence[Entry], most: int | None, lang: Lang) -> tuple[Entry, ...]:
    """The first lines of a list, and how many more there are; all where nothing bounds them."""
    if most is None or len(lines) <= most:
        return tuple(lines)
    return (*lines[:most], Entry(say_many("handout.more", len(lines) - most, lang)))


def _in_short(reference: Reference, lang: Lang) -> str:
    dated = day(reference.date, lang) if reference.date else say("source.undated", lang)
    return say("handout.document", lang, title=typeset(without_ids(reference.title), lang), date=dated)


def in_ranges(numbers: Sequence[int]) -> str:
    """
    Rising numbers, with neighbours put together.

    Examples
    --------
    >>> in_ranges([1, 2, 3, 7, 9, 10])
    '1–3, 7, 9, 10'
    """
    runs = [[number] for number in numbers[:1]]
    for before, number in pairwise(numbers):
        if number == before + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in runs)
