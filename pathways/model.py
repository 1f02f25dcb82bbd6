"""
What the map is made of: qualifications, roles, the steps between them, and the people who ask.

All values are frozen. The shapes are those of the data file (``data/careers.json``), so that reading a
file is validating it. A requirement is a tree of ``AllOf``, ``AnyOf`` and ``NoneOf`` over leaves; each
leaf says on what basis it stands. What is left out: anything about one named person, and anything that
is computed from the map (that belongs to the modules above).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Discriminator,
    Field,
    Tag,
    field_validator,
    model_validator,
)

Lang = Literal["fr", "en"]
Id = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Months = Annotated[int, Field(ge=0, le=1200)]
Vehicle = Literal["car", "truck", "motorcycle", "bicycle"]


class Frozen(BaseModel):
    """A value: it cannot be changed, and it refuses fields that the format does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Text(Frozen):
    """A sentence in both languages of the interface; neither may be empty."""

    fr: Annotated[str, Field(min_length=1)]
    en: Annotated[str, Field(min_length=1)]

    def __getitem__(self, lang: Lang) -> str:
        return self.fr if lang == "fr" else self.en


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
    title: str
    publisher: str
    date: str | None = Field(None, pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")
    url: str | None = None
    kind: Literal["law", "register", "leaflet", "survey", "press", "own"]


class Citation(Frozen):
    """A source, and where in it."""

    id: Id
    locator: str | None = None


class Note(Frozen):
    """A remark worth a line on a card."""

    fr: Annotated[str, Field(min_length=1)]
    en: Annotated[str, Field(min_length=1)]
    sources: tuple[Citation, ...] = ()

    def __getitem__(self, lang: Lang) -> str:
        return self.fr if lang == "fr" else self.en


# --- requirements ---------------------------------------------------------------------------------


class Leaf(Frozen):
    """One condition. ``basis``, ``why``, ``nature`` and ``sources`` default to those of the step."""

    basis: Basis | None = None
    why: Text | None = None
    nature: Nature | None = None
    sources: tuple[Citation, ...] = ()


class Holds(Leaf):
    """The person holds a qualification, prepared in one of the given ways where that matters."""

    holds: Id
    prepared_by: tuple[Access, ...] = ()


class AtLeastLevel(Leaf):
    """
    The person holds some qualification of at least this level, in the field where one is given.

    With ``diploma``, only a diploma of the State or of a university counts, not a titre or a CQP.
    """

    at_least_level: Annotated[int, Field(ge=1, le=8)]
    family: str | None = None
    vehicles: tuple[Vehicle, ...] = ()
    diploma: bool = False


class Practice(Frozen):
    """How much work, where, how recent. ``roles`` or ``family`` says where it counts."""

    months: Annotated[int, Field(ge=1, le=600)]
    roles: tuple[Id, ...] = ()
    family: str | None = None
    min_echelon: int | None = None
    within_years: Annotated[int, Field(ge=1, le=50)] | None = None
    outside_training: bool = False

    @model_validator(mode="after")
    def _counts_somewhere(self) -> Practice:
        if bool(self.roles) == bool(self.family):
            raise ValueError("an experience counts in a list of roles or in a family, one of the two")
        return self


class Experience(Leaf):
    """The person has worked for so many months where it counts."""

    experience: Practice


class AgeWindow(Frozen):
    """Whole years, both ends included."""

    min: Annotated[int, Field(ge=0, le=99)] | None = None
    max: Annotated[int, Field(ge=0, le=99)] | None = None

    @model_validator(mode="after")
    def _is_a_window(self) -> AgeWindow:
        if self.min is None and self.max is None:
            raise ValueError("an age window needs a min or a max")
        if self.min is not None and self.max is not None and self.min > self.max:
            raise ValueError("the age window is empty: min is above max")
        return self


class Age(Leaf):
    """The person's age, when the step begins."""

    age: AgeWindow


class Licence(Leaf):
    """The person holds a driving licence of this category."""

    licence: str


class Status(Leaf):
    """Something about the person that only they can say (jobseeker, clean record…)."""

    status: Id


class EmployerDecision(Leaf):
    """An employer decides; nobody can count on it."""

    employer_decision: Literal[True]


class InPost(Leaf):
    """The person is, or has been, in this role."""

    in_post: Id


class NotPublished(Leaf):
    """A condition exists, or may exist, that none of our sources gives."""

    not_published: Text


class AllOf(Frozen):
    """Every branch must be met."""

    all_of: tuple[Requirement, ...]


class AnyOf(Frozen):
    """One branch is enough."""

    any_of: tuple[Requirement, ...]


class NoneOf(Frozen):
    """No branch may be met: a true incompatibility."""

    none_of: tuple[Requirement, ...]


_KEYS = (
    "all_of",
    "any_of",
    "none_of",
    "holds",
    "at_least_level",
    "experience",
    "age",
    "licence",
    "status",
    "employer_decision",
    "in_post",
    "not_published",
)


def _key_of(value: Any) -> str | None:
    """The one key that says which kind of requirement this is."""
    if isinstance(value, Mapping):
        return next((key for key in _KEYS if key in value), None)
    return next((key for key in _KEYS if hasattr(value, key)), None)


Requirement = Annotated[
    Annotated[AllOf, Tag("all_of")]
    | Annotated[AnyOf, Tag("any_of")]
    | Annotated[NoneOf, Tag("none_of")]
    | Annotated[Holds, Tag("holds")]
    | Annotated[AtLeastLevel, Tag("at_least_level")]
    | Annotated[Experience, Tag("experience")]
    | Annotated[Age, Tag("age")]
    | Annotated[Licence, Tag("licence")]
    | Annotated[Status, Tag("status")]
    | Annotated[EmployerDecision, Tag("employer_decision")]
    | Annotated[InPost, Tag("in_post")]
    | Annotated[NotPublished, Tag("not_published")],
    Discriminator(
        _key_of,
        custom_error_type="unknown_requirement",
        custom_error_message="this is no requirement: one of " + ", ".join(_KEYS) + " is needed",
    ),
]

for _group in (AllOf, AnyOf, NoneOf):
    _group.model_rebuild()


def children(requirement: Requirement) -> tuple[Requirement, ...]:
    """The branches of a group; empty for a leaf."""
    match requirement:
        case AllOf(all_of=branches) | AnyOf(any_of=branches) | NoneOf(none_of=branches):
            return branches
        case _:
            return ()


def walk(requirement: Requirement | None) -> Iterator[Requirement]:
    """Every node of a requirement tree, the root first."""
    if requirement is None:
        return
    yield requirement
    for branch in children(requirement):
        yield from walk(branch)


# --- nodes ----------------------------------------------------------------------------------------

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


# --- steps ----------------------------------------------------------------------------------------


class Duration(Frozen):
    """How long a training takes, in months; it may stand on another basis than its step."""

    min: Months
    max: Months
    basis: Basis | None = None
    why: Text | None = None
    sources: tuple[Citation, ...] = ()

    @model_validator(mode="after")
    def _is_ordered(self) -> Duration:
        if self.min > self.max:
            raise ValueError("the shortest duration is above the longest")
        return self


class Step(Frozen):
    """One way to obtain a qualification or to take up a role."""

    id: Id
    target: Id
    access: Access
    months: Duration | None = None
    requires: Requirement | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    counts_as_experience: Id | None = None
    basis: Basis = Basis.STATED
    why: Text | None = None
    remarks: tuple[Note, ...] = ()
    sources: tuple[Citation, ...] = ()

    @property
    def is_training(self) -> bool:
        """True when the step leads to a qualification."""
        return self.access.is_training

    @property
    def duration_is_unknown(self) -> bool:
        """True for a training whose length no source gives."""
        return self.is_training and self.months is None

    @property
    def is_bare_decision(self) -> bool:
        """True when an employer's word alone opens the role, whatever the person has done before."""
        leaves = [leaf for leaf in walk(self.requires) if isinstance(leaf, Leaf)]
        asks_for_something = any(
            isinstance(leaf, Holds | AtLeastLevel | Experience | InPost) for leaf in leaves
        )
        return any(isinstance(leaf, EmployerDecision) for leaf in leaves) and not asks_for_something


# --- the file -------------------------------------------------------------------------------------


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


# --- people ---------------------------------------------------------------------------------------


class Held(Frozen):
    """A qualification held, and how it was prepared where the person says so."""

    qualification: Id
    prepared_by: Access | None = None


class Profile(Frozen):
    """
    Where a person starts. Never a name or a birth date.

    Parameters
    ----------
    age
        Whole years; None when not said.
    holds
        Qualification ids, each optionally followed by ``@`` and how it was prepared.
    experience
        Months already worked, by role id.
    licences, statuses
        What the person says they have; anything not said stays unknown.

    Examples
    --------
    >>> someone = Profile(age=19, holds=["bac-pro-x@apprenticeship"], experience={"a-6-1": 12})
    >>> someone.holds[0].prepared_by.value
    'apprenticeship'
    """

    age: Annotated[int, Field(ge=0, le=120)] | None = None
    holds: tuple[Held, ...] = ()
    experience: tuple[tuple[Id, Months], ...] = ()
    licences: frozenset[str] = frozenset()
    statuses: frozenset[str] = frozenset()

    @field_validator("holds", mode="before")
    @classmethod
    def _read_holds(cls, value: Any) -> Any:
        def read(item: Any) -> Any:
            if not isinstance(item, str):
                return item
            qualification, _, prepared_by = item.partition("@")
            return Held(qualification=qualification, prepared_by=Access(prepared_by) if prepared_by else None)

        held = [read(item) for item in value]
        return tuple(sorted(set(held), key=lambda h: (h.qualification, h.prepared_by or "")))

    @field_validator("experience", mode="before")
    @classmethod
    def _read_experience(cls, value: Any) -> Any:
        items = value.items() if isinstance(value, Mapping) else value
        return tuple(sorted((role, months) for role, months in items))

    @property
    def months_in(self) -> dict[str, int]:
        """Months worked by role."""
        return dict(self.experience)
