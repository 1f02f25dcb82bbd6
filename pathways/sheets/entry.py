"""
Who can begin a work-study training: at which ages, and with which diploma at the least.

Written for the pay grids, which go by age, by year and by diploma. It errs towards letting people in, so that
an amount is left out only when nobody can be paid it. Three rules. What a référentiel merely *advises* keeps
nobody out. A course asks the same of everyone: where a way does not publish its entry level, the lowest that
another way to the same qualification asks stands for it. And who must hold a baccalauréat, or prepares a
qualification above it, is taken to be of age.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import IntEnum
from itertools import product
from typing import Final

from pathways.catalogue import Catalogue
from pathways.eligibility import Eligibility, Verdict
from pathways.model import (
    Access,
    Age,
    AllOf,
    AnyOf,
    AtLeastLevel,
    Holds,
    Leaf,
    Nature,
    NotPublished,
    Qualification,
    Requirement,
    Step,
    leaves,
)
from pathways.sheets.money import MOST_YEARS, has_bac_pro_level

OF_AGE: Final = 18
ABOVE_THE_BAC: Final = 5
AGES: Final = range(100)
_COURSES = frozenset({Access.INITIAL, Access.APPRENTICESHIP, Access.PROFESSIONALISATION})


class Diploma(IntEnum):
    """What somebody holds at the least, as far as a contrat de professionnalisation pays by it."""

    ANY = 0
    """Perhaps nothing."""
    BAC = 1
    """A baccalauréat, perhaps a general one, which alone does not count as bac pro level."""
    BAC_PRO = 2
    """A bac pro, or what counts as one or more."""


def open_contracts(catalogue: Catalogue, qualification: str, on: date) -> dict[Access, list[Step]]:
    """The work-study steps to a qualification that one may still begin, by the kind of contract."""
    contracts: dict[Access, list[Step]] = {}
    for step in catalogue.steps_to.get(qualification, ()):
        if step.access.is_alternance and catalogue.can_be_taken(step, on):
            contracts.setdefault(step.access, []).append(step)
    return contracts


def longest_years(steps: Sequence[Step]) -> int:
    """The years that the longest of some trainings takes; the most there are where one length is unknown."""
    longest = [step.months.max if step.months else MOST_YEARS * 12 for step in steps]
    return min(MOST_YEARS, -(-max(longest) // 12))


def ages_in_contract(catalogue: Catalogue, steps: Sequence[Step]) -> frozenset[int]:
    """The whole ages that somebody may have during a contract for one of the steps to a qualification."""
    youngest = OF_AGE if _is_for_the_grown(catalogue, steps[0]) else 0
    begins = (age for age in AGES if age >= youngest and any(admits(step.requires, age) for step in steps))
    return frozenset(age + passed for age, passed in product(begins, range(longest_years(steps))))


def _is_for_the_grown(catalogue: Catalogue, step: Step) -> bool:
    level = catalogue.qualifications[step.target].level
    asks_for_a_bac = least_diploma(catalogue, step) >= Diploma.BAC
    return asks_for_a_bac or (level is not None and level >= ABOVE_THE_BAC)


def admits(requirement: Requirement | None, age: int) -> bool:
    """
    False when the age alone shuts somebody out, whatever else they have.

    Examples
    --------
    >>> young = AnyOf(any_of=(Age(age={"max": 25}), AllOf(all_of=(Age(age={"min": 30}),))))
    >>> [admits(young, age) for age in (25, 27, 30)]
    [True, False, True]
    """
    match requirement:
        case AllOf(all_of=branches):
            return all(admits(branch, age) for branch in branches)
        case AnyOf(any_of=branches):
            return any(admits(branch, age) for branch in branches)
        case Age(age=window):
            return (window.min or 0) <= age and (window.max is None or age <= window.max)
        case _:
            return True


def least_diploma(catalogue: Catalogue, step: Step) -> Diploma:
    """What everybody who begins a training holds at the least."""
    own = _published(catalogue, step)
    if own is not None:
        return own
    ways = (way for way in catalogue.steps_to[step.target] if way.access in _COURSES)
    published = (_published(catalogue, way) for way in ways)
    return min((each for each in published if each is not None), default=Diploma.ANY)


def _published(catalogue: Catalogue, step: Step) -> Diploma | None:
    """What a step asks for; None where it asks for nothing that we know, and may ask for more."""
    asked = _asked(catalogue, step.requires)
    is_silent = any(isinstance(leaf, NotPublished) and _binds(leaf) for leaf in leaves(step.requires))
    return None if asked is Diploma.ANY and is_silent else asked


def _asked(catalogue: Catalogue, requirement: Requirement | None) -> Diploma:
    match requirement:
        case AllOf(all_of=branches):
            return max((_asked(catalogue, branch) for branch in branches), default=Diploma.ANY)
        case AnyOf(any_of=branches):
            return min((_asked(catalogue, branch) for branch in branches), default=Diploma.ANY)
        case Holds(holds=qualification) if _binds(requirement):
            return _as(catalogue.qualifications[qualification])
        case AtLeastLevel() if _binds(requirement):
            return min((_as(each) for each in _reaching(catalogue, requirement)), default=Diploma.ANY)
        case _:
            return Diploma.ANY


def _binds(leaf: Leaf) -> bool:
    return leaf.nature is not Nature.ADVISED


def _reaching(catalogue: Catalogue, leaf: AtLeastLevel) -> list[Qualification]:
    """The qualifications any of which is enough for a level asked for."""
    verdict = Eligibility(catalogue).level_verdict
    return [each for each in catalogue.qualifications.values() if verdict(leaf, each.id) is Verdict.MET]


def _as(qualification: Qualification) -> Diploma:
    if has_bac_pro_level([qualification]):
        return Diploma.BAC_PRO
    return Diploma.BAC if qualification.kind == "bac" else Diploma.ANY
