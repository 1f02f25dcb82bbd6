"""Qualifications and roles, their places on the ladder, their registrations, what sources dispute."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated, Final, Literal

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
    RomeCode,
    Text,
    Vehicle,
)

CADRE_DEGREES = ("I", "II", "III", "IV", "V")
SOON: Final = timedelta(days=365)
"""An end no further away than that is announced."""


class Rung(Frozen):
    """A place on the branch's ladder: an échelon (1–12 and 17–25) or a cadre level (I–V)."""

    echelon: Annotated[int, Field(ge=1, le=25)] | None = None
    """Of workers and employees (1–12) or of supervisors (17–25)."""
    cadre: Literal["I", "II", "III", "IV", "V"] | None = None
    """Of managers."""

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
    """Any of these ways."""
    rung: Rung
    """What it opens then."""


class Registration(Frozen):
    """An RNCP code, its state on the day of the edition and the end of its registration."""

    code: Annotated[str, Field(pattern=r"^(RNCP|RS)\d+$")]
    """As the register writes it."""
    status: Literal["registered", "lapsed", "unknown"]
    """Its state on the day of the edition."""
    until: date | None = None
    """The last day of the registration, where it is known."""

    def in_force(self, on: date) -> bool | None:
        """By its end date where one is known, else by its state on the day of the edition."""
        if self.until is not None:
            return self.until >= on
        return None if self.status == "unknown" else self.status == "registered"


class Sessions(Frozen):
    """First and last examination years that a reform sets."""

    first: int | None = None
    """The year of the first."""
    last: int | None = None
    """The year of the last."""


class Outcome(Frozen):
    """What became of those who left with it: never a figure without its population."""

    what: Text
    """What is measured."""
    value_percent: Annotated[float, Field(ge=0, le=100)] | None = None
    """The figure, of a hundred; none when the source says it in words only."""
    population: Text
    """Of whom."""
    cohort: str
    """Who left in which year."""
    sources: tuple[Citation, ...] = Field(min_length=1)
    """Where the figure comes from."""


class ConflictValue(Frozen):
    """What one source says."""

    value: Text
    """What it says."""
    source: Id
    """The source that says it."""
    date: str | None = None
    """Of what it says."""


class Conflict(Frozen):
    """Sources that disagree: every value, which one is used here, and why."""

    about: Text
    """What is disputed."""
    values: tuple[ConflictValue, ...] = Field(min_length=2)
    """What each source says."""
    used: int
    """The place of the value used here, counting from 0."""
    why: Text
    """Why that one."""


class Onward(Frozen):
    """What a source names next without giving the conditions: shown as its words, never as a step."""

    kind: Literal["further_study", "role"]
    """Whether the source speaks of study or of work."""
    target: Id
    """The node that it means."""
    said: Text
    """Its own words."""
    sources: tuple[Citation, ...] = Field(min_length=1)
    """Who says so."""


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
    """Never changes, and never means anything else."""
    label: Text
    """Today's title; the English one is a gloss."""
    family: str | None = None
    """The letter of its field; none for what belongs to no one field."""
    vehicles: tuple[Vehicle, ...] = ()
    """The vehicles that it is about; none when it is about no kind in particular."""
    rome: tuple[RomeCode, ...] = ()
    """Its codes in ROME, the national list of jobs."""
    former_labels: tuple[str, ...] = ()
    """Titles that were official once."""
    also_called: tuple[str, ...] = ()
    """What people say and type."""
    replaced_by: tuple[Id, ...] = ()
    """What follows it, where a source says so."""
    summary: Text | None = None
    """What it is, in our words."""
    notes: tuple[Note, ...] = ()
    """What a reader should know besides."""
    conflicts: tuple[Conflict, ...] = ()
    """What sources disagree on."""
    onward: tuple[Onward, ...] = ()
    """What a source names next, without the conditions."""
    sources: tuple[Citation, ...] = ()
    """Where all this comes from."""


class Qualification(Node):
    """A diploma, titre or CQP. ``level`` is the French *niveau* 3–8 (the EQF level)."""

    kind: QualificationKind
    """What sort of diploma, titre or certificate it is."""
    level: Annotated[int, Field(ge=3, le=8)] | None = None
    """The French *niveau*, which is the EQF level; none where no source gives one."""
    rung: Rung | None = None
    """The rung that it opens in the branch's register."""
    rung_when: tuple[RungWhen, ...] = ()
    """The rungs that it opens, where that depends on how it was prepared."""
    rncp: tuple[Registration, ...] = ()
    """Its registrations, the newest first."""
    certifier: str | None = None
    """Who awards it."""
    closed_on: date | None = None
    """The last day on which it could, or can, be obtained."""
    sessions: Sessions | None = None
    """Its first and last examinations."""
    content: tuple[Text, ...] = ()
    """The blocks of the training."""
    outcomes: tuple[Outcome, ...] = ()
    """What became of those who left with it."""

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

    def last_registered_day(self, on: date) -> date | None:
        """The last day of its registrations in force; None when one of them has no known end, or none is."""
        ends = [code.until for code in self.rncp if code.in_force(on)]
        known = [end for end in ends if end is not None]
        return max(known, default=None) if len(known) == len(ends) else None


class Amendments(Frozen):
    """How often later agreements changed a sheet without its text being reprinted."""

    count: Annotated[int, Field(ge=0)]
    """How many agreements."""
    last: date | None = None
    """The day of the last one."""


class Role(Node):
    """A job of the branch's register (RNQSA sheet), or one that a source names outside it."""

    rnqsa: str | None = None
    """The code of its sheet in the branch's register."""
    rung: Rung | None = None
    """The échelon of reference, or the cadre level."""
    steps_within: tuple[str, ...] = ()
    """The échelons or degrees that one can reach without changing role."""
    titles: tuple[str, ...] = ()
    """What the sheet calls it."""
    status: Literal["in_force", "renamed", "suppressed", "renumbered", "uncertain", "outside"] = "in_force"
    """The state of its sheet; ``outside`` for a role that the register does not have."""
    text_known: bool = True
    """Whether the text of its sheet was published."""
    amended: Amendments | None = None
    """How often it was changed since, unseen."""

    @property
    def is_in_force(self) -> bool:
        """True when the register has its sheet today, under this name or a newer one."""
        return self.status in ("in_force", "renamed")

    @property
    def is_gone(self) -> bool:
        """True when the register no longer has its sheet under this number."""
        return self.status in ("suppressed", "renumbered")
