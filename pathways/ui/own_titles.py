"""
An employer's own list in the memory of a visit: as it was given, what it is matched to, what was decided.

Nothing of it is in the address, in what visitors share or on a disk; it goes when the visit ends.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

import streamlit as st

from pathways.cards import Writer
from pathways.importing import read_list, read_pasted
from pathways.importing.titles import TitleList
from pathways.matching import Asked, Match, Post, decided, match_titles
from pathways.model import Lang
from pathways.sheets.matching import MatchingSheet, matching_sheet
from pathways.sheets.staffing import StaffingSheet, staffing_sheet
from pathways.staffing import Staffing, staffing
from pathways.ui.cache import the_map, the_pay

Progress = Callable[[int, int], None]
WAYS: Final = ("file", "text", "example")


@dataclass
class OwnList:
    """
    A list that a visitor gave.

    Parameters
    ----------
    name
        What its file is called; empty for lines that were pasted.
    content
        The file, or the lines.
    """

    name: str
    content: bytes | str
    decisions: dict[Asked, str | None] = field(default_factory=dict)
    _matches: tuple[Match, ...] | None = None
    _staffing: tuple[tuple[Post, ...], Staffing] | None = None

    def matches(self, lang: Lang, progress: Progress) -> tuple[Match, ...]:
        """
        Its titles with what each may mean; worked out once.

        Raises
        ------
        BadTable
            It cannot be read: why, in the language asked.
        """
        if self._matches is None:
            given = self._read(lang)
            self._matches = match_titles(the_map(), [post.listed for post in given.posts], progress)
            self.decisions |= _decisions_in(given, self._matches)
        return self._matches

    def staffing(self, matches: tuple[Match, ...], progress: Progress) -> Staffing:
        """What its roles show, as decided so far; worked out once for the same decisions."""
        posts = decided(matches, self.decisions)
        if self._staffing is None or self._staffing[0] != posts:
            self._staffing = posts, staffing(the_map(), posts, progress=progress)
        return self._staffing[1]

    def _read(self, lang: Lang) -> TitleList:
        if isinstance(self.content, str):
            return read_pasted(the_map(), self.content, lang)
        return read_list(the_map(), self.name, self.content, lang)


def _decisions_in(given: TitleList, matches: tuple[Match, ...]) -> dict[Asked, str | None]:
    """What a person wrote beside the titles; no role says something only where there would be one."""
    if not given.has_roles:
        return {}
    both = zip(given.posts, matches, strict=True)
    return {post.listed.asked: post.role for post, match in both if post.role or match.role}


# --- the memory of the visit ----------------------------------------------------------------------


def kept(way: str) -> OwnList | None:
    """The list that was given in this way during this visit."""
    found: OwnList | None = st.session_state.get(_name(way))
    return found


def keep(way: str, own: OwnList) -> None:
    """Keep a list until the visit ends or another is given in the same way."""
    st.session_state[_name(way)] = own


def forget(way: str) -> None:
    """Keep nothing of the list that was given in this way."""
    st.session_state.pop(_name(way), None)


def _name(way: str) -> str:
    return f"own-list-{way}"


# --- in words -------------------------------------------------------------------------------------


def in_words(own: OwnList, matches: tuple[Match, ...], lang: Lang) -> MatchingSheet:
    """The titles and their roles as decided so far."""
    return matching_sheet(writer(lang), matches, own.decisions)


def staffing_in_words(found: Staffing, lang: Lang) -> StaffingSheet:
    """What an employer's roles show."""
    return staffing_sheet(writer(lang), the_pay(), found)


def writer(lang: Lang) -> Writer:
    """Writes on the day of the map."""
    return Writer(the_map(), lang, the_map().file.as_of)
