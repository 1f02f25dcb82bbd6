"""Words that all parts of the map share: ids and codes, texts in two languages, ways in, bases, sources."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Final, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
)

from pathways.typography import typeset

Lang = Literal["fr", "en"]
Id = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
RomeCode = Annotated[str, Field(pattern=r"^[A-Z]\d{4}$")]
MOST_MONTHS = 1200
Months = Annotated[int, Field(ge=0, le=MOST_MONTHS)]
Vehicle = Literal["car", "truck", "motorcycle", "bicycle"]


class Frozen(BaseModel):
    """A value: it cannot be changed, and it refuses fields that the format does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class Text(Frozen):
    """A sentence in both languages of the interface; neither may be empty."""

    fr: Annotated[str, Field(min_length=1)]
    """In French."""
    en: Annotated[str, Field(min_length=1)]
    """In English."""

    def __getitem__(self, lang: Lang) -> str:
        """As it is printed; ``text.fr`` and ``text.en`` are as they were typed."""
        return typeset(self.fr if lang == "fr" else self.en, lang)


class Access(StrEnum):
    """The way in: how a qualification is prepared, or how a role is taken up."""

    INITIAL = "initial"
    APPRENTICESHIP = "apprenticeship"
    PROFESSIONALISATION = "professionalisation"
    CONTINUING = "continuing"
    VAE = "vae"
    RECRUITMENT = "recruitment"
    PROMOTION = "promotion"

    @property
    def is_alternance(self) -> bool:
        """True when the person is employed and paid while training."""
        return self in (Access.APPRENTICESHIP, Access.PROFESSIONALISATION)

    @property
    def is_training(self) -> bool:
        """True for the ways to a qualification, false for the ways into a role."""
        return self not in (Access.RECRUITMENT, Access.PROMOTION)


TRAININGS: Final = tuple(access.value for access in Access if access.is_training)
"""The ways to a qualification, as files, addresses and command lines write them."""


class Basis(StrEnum):
    """How a fact stands: said by the source, derived by a written rule, or assumed by us."""

    STATED = "stated"
    DERIVED = "derived"
    ASSUMED = "assumed"


class Nature(StrEnum):
    """How binding a condition is."""

    LAW = "law"
    REGISTER = "register"
    ADVISED = "advised"
    USUAL = "usual"

    @property
    def is_advice(self) -> bool:
        """True when no text makes the condition compulsory."""
        return self in (Nature.ADVISED, Nature.USUAL)


# --- sources --------------------------------------------------------------------------------------


class Source(Frozen):
    """A document that facts come from."""

    id: Id
    """What citations call it."""
    title: str
    """Its own title, in its own language."""
    publisher: str
    """Who answers for it."""
    date: str | None = Field(None, pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")
    """Of the document, as far as it is known: a year, a month or a day."""
    url: str | None = None
    """Where it can be read."""
    kind: Literal["law", "register", "leaflet", "survey", "press", "own"]
    """What sort of document it is; ``own`` is ours."""


class Citation(Frozen):
    """A source, and where in it."""

    id: Id
    """A source."""
    locator: str | None = None
    """Where in it: an article, a line, a code."""


class Note(Text):
    """A remark worth a line on a card."""

    sources: tuple[Citation, ...] = ()
    """Where it comes from."""
