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
        kinds = {type(leaf) for leaf in leaves(self.requires)}
        return EmployerDecision in kinds and kinds.isdisjoint({Holds, AtLeastLevel, Experience, InPost})

    def is_over(self, on: date) -> bool:
        """True when its last day is past."""
        return self.valid_to is not None and self.valid_to < on
