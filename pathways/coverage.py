"""
How much of the world the map covers, counted: what is told, what is assumed, what is about to lapse.

Computed from the file and its own day; it errs on the side of admitting gaps.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from pathways.catalogue import Catalogue
from pathways.model import SOON, Basis, Holds, Qualification, Step, Text, leaves

_SCHOOL_DIPLOMAS: Final = ("cap", "bac_pro", "bac")
_STARTS_A_KIND: Final = 2
_FROM_FIRM_TO_WEAK = (Basis.STATED, Basis.DERIVED, Basis.ASSUMED)


@dataclass(frozen=True, slots=True)
class Coverage:
    """
    What the map holds and lacks, by id.

    Parameters
    ----------
    told, untold
        Roles whose sheet we have read, and roles known by their title only.
    registered, lapsed, unsure, without_code
        Qualifications with a registration in force; with registrations that have all ended, none known to
        follow; with one whose state is not known; with no RNCP code in our sources.
    lapsing
        Of those registered, the ones whose last known registration ends within a year, soonest first.
    stated, derived, assumed
        Steps by the weakest fact that they rest on.
    unknown_lengths
        Trainings whose length no source gives.
    without_way_in
        Nodes that no step leads to.
    assumptions
        What we assume and why, with the number of facts that rest on it, most first.
    """

    told: tuple[str, ...]
    untold: tuple[str, ...]
    registered: tuple[str, ...]
    lapsed: tuple[str, ...]
    unsure: tuple[str, ...]
    without_code: tuple[str, ...]
    lapsing: tuple[tuple[str, date], ...]
    stated: tuple[str, ...]
    derived: tuple[str, ...]
    assumed: tuple[str, ...]
    unknown_lengths: tuple[str, ...]
    without_way_in: tuple[str, ...]
    assumptions: tuple[tuple[Text, int], ...]


def coverage(catalogue: Catalogue) -> Coverage:
    """
    What a map holds and lacks on its own day.

    Examples
    --------
    >>> from tests.small_map import small
    >>> coverage(small()).lapsed
    ('ingenieur-atelier',)
    """
    on = catalogue.file.as_of
    qualifications = catalogue.qualifications.values()
    roles = catalogue.roles.values()
    coded = [each for each in qualifications if each.rncp]
    weakest = {step.id: _weakest(step) for step in catalogue.steps.values()}
    return Coverage(
        told=tuple(role.id for role in roles if role.text_known),
        untold=tuple(role.id for role in roles if not role.text_known),
        registered=tuple(each.id for each in coded if each.is_registered(on) is True),
        lapsed=tuple(each.id for each in coded if each.is_registered(on) is False),
        unsure=tuple(each.id for each in coded if each.is_registered(on) is None),
        without_code=tuple(each.id for each in qualifications if not each.rncp),
        lapsing=_lapsing(coded, on),
        stated=tuple(step for step, basis in weakest.items() if basis is Basis.STATED),
        derived=tuple(step for step, basis in weakest.items() if basis is Basis.DERIVED),
        assumed=tuple(step for step, basis in weakest.items() if basis is Basis.ASSUMED),
        unknown_lengths=tuple(step.id for step in catalogue.steps.values() if step.duration_is_unknown),
        without_way_in=tuple(node for node in catalogue.nodes if node not in catalogue.steps_to),
        assumptions=_assumptions(catalogue),
    )


def _facts(step: Step) -> Iterator[tuple[Basis, Text | None]]:
    """The basis of each fact of a step, and why it stands."""
    yield step.basis, step.why
    if step.months is not None and step.months.basis is not None:
        yield step.months.basis, step.months.why
    for leaf in leaves(step.requires):
        if leaf.basis is not None:
            yield leaf.basis, leaf.why


def _weakest(step: Step) -> Basis:
    return max((basis for basis, _ in _facts(step)), key=_FROM_FIRM_TO_WEAK.index)


def _assumptions(catalogue: Catalogue) -> tuple[tuple[Text, int], ...]:
    facts = (fact for step in catalogue.steps.values() for fact in _facts(step))
    found = Counter(why for basis, why in facts if basis is Basis.ASSUMED and why is not None)
    return tuple(sorted(found.items(), key=lambda each: (-each[1], each[0].fr)))


def _lapsing(qualifications: list[Qualification], on: date) -> tuple[tuple[str, date], ...]:
    ends = ((each.id, each.last_registered_day(on)) for each in qualifications)
    soon = [(each, end) for each, end in ends if end is not None and end - on <= SOON]
    return tuple(sorted(soon, key=lambda each: (each[1], each[0])))


def common_starts(catalogue: Catalogue) -> tuple[str, ...]:
    """
    The qualifications that people who begin hold most often, as far as a map can tell.

    Those that its typical people hold, and of each kind of school diploma those that most steps ask for and
    that can still be obtained; CAP first, then bac pro, then bac.

    Examples
    --------
    >>> from tests.small_map import small
    >>> common_starts(small())
    ('cap-mecano', 'bac-pro-camion')
    """
    asked_for = Counter(
        leaf.holds
        for step in catalogue.steps.values()
        for leaf in leaves(step.requires)
        if isinstance(leaf, Holds)
    )
    found = {held.partition("@")[0] for entry in catalogue.file.entry_points for held in entry.holds}
    for kind in _SCHOOL_DIPLOMAS:
        alike = (each for each in catalogue.qualifications.values() if each.kind == kind)
        often = sorted(alike, key=lambda each: (each.closed_on is not None, -asked_for[each.id], each.id))
        found |= {each.id for each in often[:_STARTS_A_KIND]}

    def place(node: str) -> tuple[int, str]:
        kind = catalogue.qualifications[node].kind
        return (_SCHOOL_DIPLOMAS.index(kind) if kind in _SCHOOL_DIPLOMAS else len(_SCHOOL_DIPLOMAS)), node

    return tuple(sorted(found, key=place))
