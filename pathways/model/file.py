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
    Source,
    Text,
)
from pathways.model.nodes import (
    Qualification,
    Role,
)
from pathways.model.steps import Step


class Family(Frozen):
    """A *filière* of the register."""

    id: Annotated[str, Field(pattern=r"^[A-Z]{1,5}$")]
    label: Text


class StatusCode(Frozen):
    """A status that a requirement may ask for, in words a person can say yes to."""

    code: Id
    label: Text


class GlossaryEntry(Frozen):
    """A word of the trade, explained."""

    term: str
    text: Text
    sources: tuple[Citation, ...] = ()


class TrainingPlace(Frozen):
    """Where a qualification is, or was, prepared."""

    name: str
    town: str | None = None
    qualifications: tuple[Id, ...] = Field(min_length=1)
    capacity: Annotated[int, Field(ge=0)] | None = None
    year: int | None = None
    sources: tuple[Citation, ...] = Field(min_length=1)


class Worked(Frozen):
    """Months already worked in a role."""

    role: Id
    months: Months


class EntryPoint(Frozen):
    """A typical place to start from, as a profile."""

    id: Id
    label: Text
    age: Annotated[int, Field(ge=0, le=99)] | None = None
    holds: tuple[Id, ...] = ()
    experience: tuple[Worked, ...] = ()
    statuses: tuple[Id, ...] = ()


class PracticeRule(Frozen):
    """The one written rule for practice whose length no text gives."""

    months: Annotated[int, Field(ge=1, le=600)]
    why: Text


class Leaflet(Frozen):
    """What a leaflet says beside its qualification: the contract, the reasons to choose the sector…"""

    id: Id
    qualification: Id
    nature: Text
    contract: Text
    contract_advantages: tuple[Text, ...]
    afterwards: Text
    sector_reasons: tuple[Text, ...]
    where_to_ask: Text
    reservation: Text
    sources: tuple[Citation, ...] = Field(min_length=1)


class CareersFile(Frozen):
    """The whole of ``careers.json``."""

    edition: str
    as_of: date
    title: Text
    licence: str
    practice: PracticeRule | None = None
    sources: tuple[Source, ...]
    families: tuple[Family, ...] = ()
    statuses: tuple[StatusCode, ...] = ()
    qualifications: tuple[Qualification, ...] = ()
    roles: tuple[Role, ...] = ()
    steps: tuple[Step, ...] = ()
    entry_points: tuple[EntryPoint, ...] = ()
    training_places: tuple[TrainingPlace, ...] = ()
    leaflets: tuple[Leaflet, ...] = ()
    glossary: tuple[GlossaryEntry, ...] = ()
