"""
What the address of a page says, read and written: the only memory of a page.

An address never holds a name or a birth date. What it says that cannot be understood becomes a message, never
a crash: the rest of it still counts.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from pathways.catalogue import Catalogue
from pathways.model import LICENCES, MOST_MONTHS, TRAININGS, Access, EntryPoint, Profile
from pathways.names import nearest
from pathways.questions import LAST_DAY, LONGEST_PRACTICE, RANKINGS, By, Question
from pathways.selection import FACETS, Selection, Sieve

Query = Mapping[str, Sequence[str]]
Misread = tuple[str, str, tuple[str, ...]]

OLDEST: Final = 99
MOST_ROUTES: Final = 10
MOST_SHOWN: Final = 999


@dataclass(frozen=True, slots=True)
class Asked:
    """
    A question as an address puts it.

    Parameters
    ----------
    holds
        ``id`` or ``id@access``.
    practice
        Months of practice wherever its length is assumed; None for the map's own.
    only
        The ways in which the person would train; empty for any.
    no_decisions, stated_only
        Whether an employer's decision, and what we assume, are left out.
    longest
        The most months that a route may take; None for any.
    within
        Months in which something must be reached, where no goal is chosen; 0 for any time.
    route
        Which of the routes is open, from 1.
    choose, instead
        The step whose choice is looked at, and the one that it is compared with.
    misread
        What could not be understood: the parameter, its text, and the nearest ids where it is one.
    """

    to: str | None = None
    age: int | None = None
    holds: tuple[str, ...] = ()
    experience: tuple[tuple[str, int], ...] = ()
    licences: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    by: By = "fastest"
    k: int = 3
    practice: int | None = None
    relax: bool = False
    bare: bool = False
    only: tuple[str, ...] = ()
    no_decisions: bool = False
    stated_only: bool = False
    longest: int | None = None
    within: int | None = None
    on: date | None = None
    route: int = 1
    choose: str | None = None
    instead: str | None = None
    misread: tuple[tuple[str, str, tuple[str, ...]], ...] = field(default=(), compare=False)

    @property
    def profile(self) -> Profile:
        """Who asks."""
        return Profile(
            age=self.age,
            holds=tuple(self.holds),
            experience=self.experience,
            licences=frozenset(self.licences),
            statuses=frozenset(self.statuses),
        )

    def question(self, goal: str, day: date, *, at_least: int = 1) -> Question:
        """
        The question, to the end that is named.

        Parameters
        ----------
        day
            The day on which it is asked where the address names none.
        at_least
            The routes that must be there, where the address asks for fewer.
        """
        return Question(
            self.profile, goal, self.on or day, max(self.k, at_least), self.by, self.bare, self.relax,
            self.practice, frozenset(map(Access, self.only)), self.no_decisions, self.stated_only,
            self.longest,
        )  # fmt: skip

    def query(self) -> dict[str, str | list[str]]:
        """The address that says the same; what is not said is left out."""
        said: dict[str, str | list[str]] = {
            "to": self.to or "",
            "age": "" if self.age is None else str(self.age),
            "hold": list(self.holds),
            "exp": [f"{role}:{months}" for role, months in self.experience],
            "licence": list(self.licences),
            "status": list(self.statuses),
            "by": "" if self.by == "fastest" else self.by,
            "k": "" if self.k == Asked().k else str(self.k),
            "practice": "" if self.practice is None else str(self.practice),
            "relax": "1" if self.relax else "",
            "bare": "1" if self.bare else "",
            "only": list(self.only),
            "nodecision": "1" if self.no_decisions else "",
            "stated": "1" if self.stated_only else "",
            "longest": "" if self.longest is None else str(self.longest),
            "within": "" if self.within is None else str(self.within),
            "on": "" if self.on is None else self.on.isoformat(),
            "route": "" if self.route == 1 else str(self.route),
            "choose": self.choose or "",
            "instead": self.instead or "",
        }
        return {name: value for name, value in said.items() if value}


def read_asked(catalogue: Catalogue, query: Query) -> Asked:
    """The question that an address asks, and what of it could not be understood."""
    return _Reader(catalogue, query).read()


def read_selection(sieve: Sieve, query: Query) -> tuple[Selection, tuple[Misread, ...]]:
    """What of the map an address wants to see, and what of that could not be understood."""
    said = {name: texts[-1] for name in FACETS if (texts := [text for text in query.get(name, ()) if text])}
    known = {name: text for name, text in said.items() if text in sieve.options[name]}
    wrong = tuple(
        (name, text, nearest(text, sieve.options[name])) for name, text in said.items() if name not in known
    )
    return Selection(**known), wrong


def starting_from(entry: EntryPoint, asked: Asked) -> Asked:
    """The same question, asked by a typical person."""
    return replace(
        asked,
        age=entry.age,
        holds=tuple(entry.holds),
        experience=tuple((worked.role, worked.months) for worked in entry.experience),
        licences=(),
        statuses=tuple(entry.statuses),
    )


class _Reader:
    def __init__(self, catalogue: Catalogue, query: Query) -> None:
        self._catalogue = catalogue
        self._query = query
        self._misread: list[tuple[str, str, tuple[str, ...]]] = []

    def read(self) -> Asked:
        asked = Asked(
            to=self._goal(),
            age=self._number("age", 0, OLDEST),
            holds=self._holds(),
            experience=tuple(dict(filter(None, map(self._worked, self._all("exp")))).items()),
            licences=self._known("licence", LICENCES),
            statuses=self._known("status", self._catalogue.statuses),
            by=self._by(),
            k=self._number("k", 1, MOST_ROUTES) or Asked().k,
            practice=self._number("practice", 1, LONGEST_PRACTICE),
            relax=self._one("relax") == "1",
            bare=self._one("bare") == "1",
            only=self._known("only", TRAININGS),
            no_decisions=self._one("nodecision") == "1",
            stated_only=self._one("stated") == "1",
            longest=self._number("longest", 0, MOST_MONTHS),
            within=self._number("within", 0, MOST_MONTHS),
            on=self._day(),
            route=self._number("route", 1, MOST_SHOWN) or 1,
            choose=self._step("choose"),
            instead=self._step("instead"),
        )
        return replace(asked, misread=tuple(self._misread))

    def _all(self, name: str) -> Sequence[str]:
        return [text for text in self._query.get(name, ()) if text]

    def _one(self, name: str) -> str | None:
        texts = self._all(name)
        return texts[-1] if texts else None

    def _wrong(self, name: str, text: str, nearest: Sequence[str] = ()) -> None:
        self._misread.append((name, text, tuple(nearest)))

    def _goal(self) -> str | None:
        goal = self._one("to")
        if goal is not None and goal not in self._catalogue.nodes:
            self._wrong("to", goal, self._catalogue.nearest(goal))
            return None
        return goal

    def _holds(self) -> tuple[str, ...]:
        """Each qualification once, prepared in the way said last."""
        said = filter(None, map(self._held, self._all("hold")))
        return tuple({text.partition("@")[0]: text for text in said}.values())

    def _held(self, text: str) -> str | None:
        qualification, _, way = text.partition("@")
        if qualification not in self._catalogue.qualifications:
            self._wrong("hold", text, self._catalogue.nearest(qualification, self._catalogue.qualifications))
            return None
        if way and way not in TRAININGS:
            self._wrong("hold", text)
            return qualification
        return text.rstrip("@")

    def _worked(self, text: str) -> tuple[str, int] | None:
        role, _, months = text.rpartition(":")
        if role not in self._catalogue.roles:
            self._wrong("exp", text, self._catalogue.nearest(role, self._catalogue.roles))
            return None
        if not months.isdecimal() or not 0 < int(months) <= MOST_MONTHS:
            self._wrong("exp", text)
            return None
        return role, int(months)

    def _known(self, name: str, known: Collection[str]) -> tuple[str, ...]:
        """What is said of a kind that has a list, each once."""
        said = dict.fromkeys(self._all(name))
        for text in said.keys() - set(known):
            self._wrong(name, text, self._catalogue.nearest(text, known))
        return tuple(text for text in said if text in known)

    def _number(self, name: str, least: int, most: int) -> int | None:
        text = self._one(name)
        if text is None:
            return None
        if text.isdecimal() and least <= int(text) <= most:
            return int(text)
        self._wrong(name, text)
        return None

    def _step(self, name: str) -> str | None:
        step = self._one(name)
        if step is not None and step not in self._catalogue.steps:
            self._wrong(name, step, self._catalogue.nearest(step, self._catalogue.steps))
            return None
        return step

    def _by(self) -> By:
        text = self._one("by")
        for known in RANKINGS:
            if text == known:
                return known
        if text is not None:
            self._wrong("by", text, RANKINGS)
        return "fastest"

    def _day(self) -> date | None:
        text = self._one("on")
        if text is None:
            return None
        try:
            day = date.fromisoformat(text)
        except ValueError:
            day = date.max
        if day > LAST_DAY:
            self._wrong("on", text)
            return None
        return day
