"""The people who ask: what they hold and have done, never who they are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import (
    Field,
    field_validator,
)

from pathways.model.base import (
    Access,
    Frozen,
    Id,
    Months,
)

LICENCES = (
    "AM", "A1", "A2", "A", "B1", "B", "BE", "C1", "C1E", "C", "CE", "D1", "D1E", "D", "DE",
)  # fmt: skip


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
        Driving licence categories, among ``LICENCES``, and what else the person says is true of them;
        anything not said stays unknown.

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
