"""Steps: one way to obtain a qualification or to take up a role."""

from __future__ import annotations

from datetime import date

from pydantic import (
    model_validator,
)

from pathways.model.base import (
    Access,
    Basis,
    Citation,
    Frozen,
    Id,
    Months,
    Note,
    Text,
)
from pathways.model.requirements import (
    AtLeastLevel,
    EmployerDecision,
    Experience,
    Holds,
    InPost,
    Requirement,
    leaves,
)


class Duration(Frozen):
    """How long a training takes, in months; it may stand on another basis than its step."""

    min: Months
    """At least."""
    max: Months
    """At most."""
    basis: Basis | None = None
    """How the length stands; as the step when not said."""
    why: Text | None = None
    """Why it stands where no source says so."""
    sources: tuple[Citation, ...] = ()
    """Where it comes from, beyond the sources of the step."""

    @model_validator(mode="after")
    def _is_ordered(self) -> Duration:
        if self.min > self.max:
            raise ValueError("the shortest duration is above the longest")
        return self


class Step(Frozen):
    """One way to obtain a qualification or to take up a role."""

    id: Id
    """Never changes."""
    target: Id
    """The qualification or role that it leads to."""
    access: Access
    """The way in."""
    months: Duration | None = None
    """How long the training takes; none where no source or rule says, and for taking up a role."""
    requires: Requirement | None = None
    """The conditions; none for a step that a source says is open to anyone."""
    valid_from: date | None = None
    """The first day on which it can be taken."""
    valid_to: date | None = None
    """The last day on which it can be taken."""
    counts_as_experience: Id | None = None
    """The role in which the training counts as work."""
    basis: Basis = Basis.STATED
    """How the step stands."""
    why: Text | None = None
    """Why it stands where no source says so."""
    remarks: tuple[Note, ...] = ()
    """What a person should know before taking it."""
    sources: tuple[Citation, ...] = ()
    """Where it comes from."""

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
        kinds = {type(leaf) for leaf in leaves(self.requires)}
        return EmployerDecision in kinds and kinds.isdisjoint({Holds, AtLeastLevel, Experience, InPost})

    def is_over(self, on: date) -> bool:
        """True when its last day is past."""
        return self.valid_to is not None and self.valid_to < on
