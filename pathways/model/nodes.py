"""Qualifications and roles, their places on the ladder, their registrations, what sources dispute."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import (
    Field,
    model_validator,
)

from pathways.model.base import (
    Access,
    Citation,
    Frozen,
    Id,
    Note,
    Text,
    Vehicle,
)

CADRE_DEGREES = ("I", "II", "III", "IV", "V")


class Rung(Frozen):
    """A place on the branch's ladder: an échelon (1–12 and 17–25) or a cadre level (I–V)."""

    echelon: Annotated[int, Field(ge=1, le=25)] | None = None
    cadre: Literal["I", "II", "III", "IV", "V"] | None = None

    @model_validator(mode="after")
    def _is_one_or_the_other(self) -> Rung:
        if (self.echelon is None) == (self.cadre is None):
            raise ValueError("a rung is an échelon or a cadre level, one of the two")
        if self.echelon is not None and 12 < self.echelon < 17:
            raise ValueError("the branch has no échelon 13 to 16")
        return self

    @property
    def height(self) -> int:
        """A number that grows up the ladder: the échelon itself, then 26 (cadre I) to 30 (cadre V)."""
        if self.echelon is not None:
            return self.echelon
        assert self.cadre is not None
        return 26 + CADRE_DEGREES.index(self.cadre)


class RungWhen(Frozen):
    """The rung that a qualification opens when it was prepared in one of these ways."""

    prepared_by: tuple[Access, ...]
    rung: Rung


class Registration(Frozen):
    """An RNCP code, its state on the day of the edition and the end of its registration."""

    code: Annotated[str, Field(pattern=r"^(RNCP|RS)\d+$")]
    status: Literal["registered", "lapsed", "unknown"]
    until: date | None = None

    def in_force(self, on: date) -> bool | None:
        """By its end date where one is known, else by its state on the day of the edition."""
        if self.until is not None:
            return self.until >= on
        return None if self.status == "unknown" else self.status == "registered"


class Sessions(Frozen):
    """First and last examination years that a reform sets."""

    first: int | None = None
    last: int | None = None


class Outcome(Frozen):
    """What became of those who left with it: never a figure without its population."""

    what: Text
    value_percent: Annotated[float, Field(ge=0, le=100)] | None = None
    population: Text
    cohort: str
    sources: tuple[Citation, ...] = Field(min_length=1)


class ConflictValue(Frozen):
    """What one source says."""

    value: Text
    source: Id
    date: str | None = None


class Conflict(Frozen):
    """Sources that disagree: every value, which one is used here, and why."""

    about: Text
    values: tuple[ConflictValue, ...] = Field(min_length=2)
    used: int
    why: Text


class Onward(Frozen):
    """What a source names next without giving the conditions: shown as its words, never as a step."""

    kind: Literal["further_study", "role"]
    target: Id
    said: Text
    sources: tuple[Citation, ...] = Field(min_length=1)


QualificationKind = Literal[
    "cap", "bep", "bac_pro", "bac", "bts", "dut", "but", "licence_pro", "licence", "engineer", "master",
    "mention_complementaire", "titre_professionnel", "titre_branche", "cqp", "brevet_maitrise",
    "titre_ecole", "diplome_etat", "local", "other",
]  # fmt: skip
DIPLOMAS: frozenset[QualificationKind] = frozenset(
    {
        "cap", "bep", "bac_pro", "bac", "bts", "dut", "but", "licence_pro", "licence", "engineer", "master",
        "mention_complementaire", "diplome_etat",
    }
)  # fmt: skip


class Node(Frozen):
    """
    What qualifications and roles have in common.

    ``former_labels`` are titles that were official once; ``also_called`` is what people say and type.
    """

    id: Id
    label: Text
    family: str | None = None
    vehicles: tuple[Vehicle, ...] = ()
    rome: tuple[Annotated[str, Field(pattern=r"^[A-Z]\d{4}$")], ...] = ()
    former_labels: tuple[str, ...] = ()
    also_called: tuple[str, ...] = ()
    replaced_by: tuple[Id, ...] = ()
    summary: Text | None = None
    notes: tuple[Note, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    onward: tuple[Onward, ...] = ()
    sources: tuple[Citation, ...] = ()


class Qualification(Node):
    """A diploma, titre or CQP. ``level`` is the French *niveau* 3–8 (the EQF level)."""

    kind: QualificationKind
    level: Annotated[int, Field(ge=3, le=8)] | None = None
    rung: Rung | None = None
    rung_when: tuple[RungWhen, ...] = ()
    rncp: tuple[Registration, ...] = ()
    certifier: str | None = None
    closed_on: date | None = None
    sessions: Sessions | None = None
    content: tuple[Text, ...] = ()
    outcomes: tuple[Outcome, ...] = ()

    def is_closed(self, on: date) -> bool:
        """True when it can no longer be obtained."""
        return self.closed_on is not None and self.closed_on < on

    def is_registered(self, on: date) -> bool | None:
        """
        Whether a registration is in force on a day.

        Returns
        -------
        registered
            None when the qualification has no RNCP code, or none whose end is known.
        """
        said = [code.in_force(on) for code in self.rncp]
        if any(said):
            return True
        return None if None in said or not said else False


class Amendments(Frozen):
    """How often later agreements changed a sheet without its text being reprinted."""

    count: Annotated[int, Field(ge=0)]
    last: date | None = None


class Role(Node):
    """A job of the branch's register (RNQSA sheet), or one that a source names outside it."""

    rnqsa: str | None = None
    rung: Rung | None = None
    steps_within: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    status: Literal["in_force", "renamed", "suppressed", "renumbered", "uncertain", "outside"] = "in_force"
    text_known: bool = True
    amended: Amendments | None = None
