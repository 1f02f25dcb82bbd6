"""Requirements: trees of ``AllOf``, ``AnyOf`` and ``NoneOf`` over leaves, each leaf on its own basis."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import (
    Discriminator,
    Field,
    Tag,
    model_validator,
)

from pathways.model.base import (
    Access,
    Basis,
    Citation,
    Frozen,
    Id,
    Nature,
    Text,
    Vehicle,
)


class Leaf(Frozen):
    """One condition. ``basis``, ``why``, ``nature`` and ``sources`` default to those of the step."""

    basis: Basis | None = None
    """How the condition stands; that of its step when not said."""
    why: Text | None = None
    """Why it stands where no source says so."""
    nature: Nature | None = None
    """How binding it is; when not said, as binding as its source."""
    sources: tuple[Citation, ...] = ()
    """Where the condition comes from, beyond the sources of its step."""


class Holds(Leaf):
    """The person holds a qualification, prepared in one of the given ways where that matters."""

    holds: Id
    """The qualification."""
    prepared_by: tuple[Access, ...] = ()
    """The ways that count; any when empty."""


class AtLeastLevel(Leaf):
    """
    The person holds some qualification of at least this level, in the field where one is given.

    With ``diploma``, only a diploma of the State or of a university counts, not a titre or a CQP.
    """

    at_least_level: Annotated[int, Field(ge=1, le=8)]
    """The lowest level that counts (3 to 8; 1 and 2 ask for less than a CAP)."""
    family: str | None = None
    """The field in which it must be; any when not said."""
    vehicles: tuple[Vehicle, ...] = ()
    """The vehicles that it must be about; any when empty."""
    diploma: bool = False
    """Whether only a diploma of the State or of a university counts."""


class Practice(Frozen):
    """How much work, where, how recent. ``roles`` or ``family`` says where it counts."""

    months: Annotated[int, Field(ge=1, le=600)]
    """How long."""
    roles: tuple[Id, ...] = ()
    """The roles in which it counts."""
    family: str | None = None
    """The field in which it counts, where no roles are named."""
    min_echelon: int | None = None
    """The lowest échelon at which it counts in that field."""
    within_years: Annotated[int, Field(ge=1, le=50)] | None = None
    """How recent it must be."""
    outside_training: bool = False
    """Whether months under a work-study contract do not count."""

    @model_validator(mode="after")
    def _counts_somewhere(self) -> Practice:
        if bool(self.roles) == bool(self.family):
            raise ValueError("an experience counts in a list of roles or in a family, one of the two")
        return self


class Experience(Leaf):
    """The person has worked for so many months where it counts."""

    experience: Practice
    """The work asked for."""


class AgeWindow(Frozen):
    """Whole years, both ends included."""

    min: Annotated[int, Field(ge=0, le=99)] | None = None
    """The youngest age."""
    max: Annotated[int, Field(ge=0, le=99)] | None = None
    """The oldest age."""

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
    """The ages admitted when the step begins."""


class Licence(Leaf):
    """The person holds a driving licence of this category."""

    licence: str
    """The category, as on the licence: B, C, CE…"""


class Status(Leaf):
    """Something about the person that only they can say (jobseeker, clean record…)."""

    status: Id
    """A code of ``statuses``."""


class EmployerDecision(Leaf):
    """An employer decides; nobody can count on it."""

    employer_decision: Literal[True]
    """Always true."""


class InPost(Leaf):
    """The person is, or has been, in this role."""

    in_post: Id
    """The role."""


class NotPublished(Leaf):
    """A condition exists, or may exist, that none of our sources gives."""

    not_published: Text
    """What is not known, in words."""


class AllOf(Frozen):
    """Every branch must be met."""

    all_of: tuple[Requirement, ...]
    """The branches."""


class AnyOf(Frozen):
    """One branch is enough."""

    any_of: tuple[Requirement, ...]
    """The branches."""


class NoneOf(Frozen):
    """No branch may be met: a true incompatibility."""

    none_of: tuple[Requirement, ...]
    """What rules the step out."""


CONDITIONS = (
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
        return next((key for key in CONDITIONS if key in value), None)
    return next((key for key in CONDITIONS if hasattr(value, key)), None)


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
        custom_error_message="this is no requirement: one of " + ", ".join(CONDITIONS) + " is needed",
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


def leaves(requirement: Requirement | None) -> Iterator[Leaf]:
    """Every leaf of a requirement tree, those that it excludes included."""
    return (node for node in walk(requirement) if isinstance(node, Leaf))
