"""
How much of the world the map covers, counted: what is told, what is assumed, what is about to lapse.

Counts only, computed from the file; they err on the side of admitting gaps.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pathways.catalogue import Catalogue
from pathways.model import Basis, Leaf, Qualification, Step, walk

MONTHS_SOON = 12


@dataclass(frozen=True, slots=True)
class Coverage:
    """
    What the map holds and lacks, by id.

    Parameters
    ----------
    untold
        Roles known by their title only.
    without_way_in
        Nodes that no step leads to.
    lapsing
        Qualifications whose last known registration ends within twelve months, with the day.
    lapsed
        Qualifications whose registrations have all ended, none known to follow.
    unknown_lengths, derived, assumed
        Steps whose length no source gives; that rest on a derived fact; that rest on an assumed one.
    """

    qualifications: tuple[str, ...]
    roles: tuple[str, ...]
    steps: tuple[str, ...]
    untold: tuple[str, ...]
    without_way_in: tuple[str, ...]
    lapsing: tuple[tuple[str, date], ...]
    lapsed: tuple[str, ...]
    unknown_lengths: tuple[str, ...]
    derived: tuple[str, ...]
    assumed: tuple[str, ...]
    sources: int
    places: int

    def counts(self) -> dict[str, int]:
        """The numbers to show, by name."""
        return {
            "qualifications": len(self.qualifications),
            "roles": len(self.roles),
            "untold": len(self.untold),
            "steps": len(self.steps),
            "unknown_lengths": len(self.unknown_lengths),
            "derived": len(self.derived),
            "assumed": len(self.assumed),
            "places": self.places,
            "sources": self.sources,
        }


def coverage(catalogue: Catalogue) -> Coverage:
    """Count what a map holds and lacks on its own day."""
    on = catalogue.file.as_of
    steps = catalogue.steps.values()
    bases = {step.id: {step.basis, *_bases_of(step)} for step in steps}
    ends = {q.id: _last_day(q, on) for q in catalogue.qualifications.values()}
    return Coverage(
        qualifications=tuple(catalogue.qualifications),
        roles=tuple(catalogue.roles),
        steps=tuple(catalogue.steps),
        untold=tuple(role.id for role in catalogue.roles.values() if not role.text_known),
        without_way_in=tuple(node for node in catalogue.nodes if node not in catalogue.steps_to),
        lapsing=tuple((q, end) for q, end in sorted(ends.items()) if end is not None and _is_soon(on, end)),
        lapsed=tuple(q.id for q in catalogue.qualifications.values() if q.is_registered(on) is False),
        unknown_lengths=tuple(step.id for step in steps if step.duration_is_unknown),
        derived=tuple(step for step, found in bases.items() if Basis.DERIVED in found),
        assumed=tuple(step for step, found in bases.items() if Basis.ASSUMED in found),
        sources=len(catalogue.sources),
        places=len(catalogue.file.training_places),
    )


def _bases_of(step: Step) -> set[Basis | None]:
    leaves = (leaf for leaf in walk(step.requires) if isinstance(leaf, Leaf))
    return {step.months.basis if step.months else None, *(leaf.basis for leaf in leaves)}


def _last_day(qualification: Qualification, on: date) -> date | None:
    """The last day of its registrations in force; None when one of them has no known end, or none is."""
    running = [code for code in qualification.rncp if code.in_force(on)]
    days = [code.until for code in running]
    known = [day for day in days if day is not None]
    return max(known) if known and len(known) == len(days) else None


def _is_soon(on: date, end: date) -> bool:
    return (end.year - on.year) * 12 + end.month - on.month <= MONTHS_SOON
