"""The whole of a data file, and what it holds beside nodes and steps."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import (
    Field,
)

from pathways.model.base import (
    Citation,
    Frozen,
    Id,
    Months,
    RomeCode,
    Source,
    Text,
)
from pathways.model.nodes import (
    Qualification,
    Role,
)
from pathways.model.people import Profile
from pathways.model.steps import Step


class Family(Frozen):
    """A *filière* of the register."""

    id: Annotated[str, Field(pattern=r"^[A-Z]{1,5}$")]
    """Its letter in the register."""
    label: Text
    """What it is called."""


class StatusCode(Frozen):
    """A status that a requirement may ask for, in words a person can say yes to."""

    code: Id
    """What requirements call it."""
    label: Text
    """What a person says yes to."""


class GlossaryEntry(Frozen):
    """A word of the trade, explained."""

    term: str
    """The word, or words, as they are written."""
    text: Text
    """What it means."""
    sources: tuple[Citation, ...] = ()
    """Who says so."""


class TrainingPlace(Frozen):
    """Where a qualification is, or was, prepared."""

    name: str
    """Spelt out; cut where the source is cut."""
    town: str | None = None
    """Where."""
    qualifications: tuple[Id, ...] = Field(min_length=1)
    """What is, or was, prepared there."""
    capacity: Annotated[int, Field(ge=0)] | None = None
    """Places in that year."""
    year: int | None = None
    """Of the intake."""
    sources: tuple[Citation, ...] = Field(min_length=1)
    """Who says so."""


class Occupation(Frozen):
    """A job of ROME, the national list of jobs: what a code of a node means, and what lies near it."""

    code: RomeCode
    """As ROME writes it."""
    label: Text
    """Its title in ROME; the English one is a gloss."""
    inside: bool = False
    """Whether it is a job of this branch as well."""
    neighbours: tuple[RomeCode, ...] = ()
    """The jobs that ROME says one may move to, the nearest first; none where they were not looked up."""
    sources: tuple[Citation, ...] = Field(min_length=1)
    """The release of ROME."""


class Worked(Frozen):
    """Months already worked in a role."""

    role: Id
    """The role."""
    months: Months
    """How long."""


class EntryPoint(Frozen):
    """A typical place to start from, as a profile."""

    id: Id
    """Never changes."""
    label: Text
    """In the person's own words."""
    age: Annotated[int, Field(ge=0, le=99)] | None = None
    """In whole years."""
    holds: tuple[Id, ...] = ()
    """Qualifications held."""
    experience: tuple[Worked, ...] = ()
    """Work done."""
    statuses: tuple[Id, ...] = ()
    """Codes of ``statuses``."""

    @property
    def profile(self) -> Profile:
        """The person who starts there."""
        worked = {each.role: each.months for each in self.experience}
        return Profile(age=self.age, holds=self.holds, experience=worked, statuses=frozenset(self.statuses))


class PracticeRule(Frozen):
    """The one written rule for practice whose length no text gives."""

    months: Annotated[int, Field(ge=1, le=600)]
    """The length assumed."""
    why: Text
    """Why that one, and where practice counts."""


class Leaflet(Frozen):
    """What a leaflet says beside its qualification: the contract, the reasons to choose the sector…"""

    id: Id
    """Never changes."""
    qualification: Id
    """What it is about."""
    nature: Text
    """What such a title is."""
    contract: Text
    """What the contract is."""
    contract_advantages: tuple[Text, ...]
    """Why to sign one."""
    afterwards: Text
    """What comes after."""
    sector_reasons: tuple[Text, ...]
    """Why this sector."""
    where_to_ask: Text
    """Where to learn more."""
    reservation: Text
    """What the leaflet does not promise."""
    sources: tuple[Citation, ...] = Field(min_length=1)
    """The leaflet itself."""


class CareersFile(Frozen):
    """The whole of ``careers.json``."""

    edition: str
    """The number of this edition."""
    as_of: date
    """The day on which states and dates were judged."""
    title: Text
    """What the map shows."""
    licence: str
    """On what terms it may be used."""
    practice: PracticeRule | None = None
    """What is assumed where a text asks for practice without a length."""
    sources: tuple[Source, ...]
    """Every document that something here comes from."""
    families: tuple[Family, ...] = ()
    """The fields of the branch."""
    statuses: tuple[StatusCode, ...] = ()
    """What requirements may ask that only the person can say."""
    qualifications: tuple[Qualification, ...] = ()
    """What can be held."""
    roles: tuple[Role, ...] = ()
    """What can be done."""
    steps: tuple[Step, ...] = ()
    """The ways from one to the next."""
    entry_points: tuple[EntryPoint, ...] = ()
    """Typical places to start from."""
    training_places: tuple[TrainingPlace, ...] = ()
    """Where qualifications are prepared."""
    occupations: tuple[Occupation, ...] = ()
    """The jobs of ROME that codes name, and their neighbours."""
    leaflets: tuple[Leaflet, ...] = ()
    """What leaflets say beside the facts of a qualification."""
    glossary: tuple[GlossaryEntry, ...] = ()
    """The words of the trade."""
