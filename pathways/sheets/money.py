"""
What a route earns: its segments as stretches of life, and the months that follow.

The job held during a work-study contract is not known in advance: what counts is the least that any job pays,
and a better one is paid more. A general baccalauréat alone does not count as bac pro level.

The month of the training cycle in which an apprenticeship begins, as far as pay goes, follows from the map by
two rules of the law. A *shorter cycle* is an apprenticeship whose longest length is below the length of
another apprenticeship to the same qualification (the shortest one of that other, where it may vary): it is
paid as if the months left out had been done. A *licence professionnelle* in one year is paid as a second
year. Other contracts begin at the beginning; so does a contrat de professionnalisation, whose grid has no
years.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from pathways.cards import Reference
from pathways.catalogue import Catalogue
from pathways.earnings import Earned, MonthEarned, Stretch, monthly_earnings, total
from pathways.model import Access, Profile, Qualification, Rung, Step
from pathways.pay import PayTables, RuleKey
from pathways.pay.tables import MONTHS
from pathways.routes import Route, Segment

MOST_YEARS: Final = 3
"""The years of the longest training cycle that the grid of apprenticeship knows."""
_BAC_LEVEL: Final = 4


@dataclass(frozen=True, slots=True)
class CycleStart:
    """The month of the training cycle that a contract begins in, for its pay, and the rule that says so."""

    month: int = 0
    rule: RuleKey | None = None


_THE_BEGINNING: Final = CycleStart()


@dataclass(frozen=True, slots=True)
class RouteMoney:
    """What a route earns month by month; sums are taken over the months."""

    months: tuple[MonthEarned, ...]

    @property
    def total(self) -> Earned:
        """The whole route."""
        return total(self.months)

    def of_segment(self, index: int) -> Earned:
        """One segment of the route, counted from 0."""
        return total(month for month in self.months if month.stretch == index)

    def months_of(self, index: int) -> tuple[MonthEarned, ...]:
        """The months of one segment."""
        return tuple(month for month in self.months if month.stretch == index)


def money_of(catalogue: Catalogue, tables: PayTables, profile: Profile, route: Route, on: date) -> RouteMoney:
    """What a profile earns on a route, on the tables of one day."""
    held = [catalogue.qualifications[each.qualification] for each in profile.holds]
    age = None if profile.age is None else profile.age * 12
    stretches = []
    for segment in route.segments:
        stretches.append(_stretch(catalogue, segment, age, has_bac_pro_level(held)))
        if segment.kind == "train":
            held.append(catalogue.qualifications[segment.node])
        age = None if age is None else age + (segment.months or 0)
    return RouteMoney(monthly_earnings(tables, stretches, on=on))


def pay_references(tables: PayTables, sources: Iterable[str]) -> tuple[Reference, ...]:
    """The documents of the pay tables that some amounts come from, each once."""
    known = {source.id: source for source in tables.sources}
    found = (known[each] for each in dict.fromkeys(sources) if each in known)
    return tuple(Reference(s.id, s.title, s.publisher, s.date, s.url, None) for s in found)


def has_bac_pro_level(held: list[Qualification]) -> bool | None:
    """Whether something held is at the level of a bac pro; None when it hangs on a level we do not know."""
    if any(each.level is not None and each.level >= _BAC_LEVEL and each.kind != "bac" for each in held):
        return True
    return None if any(each.level is None for each in held) else False


def rung_opened(qualification: Qualification, access: Access | None) -> Rung | None:
    """The rung that a qualification opens when it is prepared in a way."""
    for case in qualification.rung_when:
        if access in case.prepared_by:
            return case.rung
    return qualification.rung


def cycle_start(catalogue: Catalogue, step: Step, months: int | None = None) -> CycleStart:
    """
    Where in the training cycle an apprenticeship begins, as far as its pay goes.

    Parameters
    ----------
    months
        The length of the contract, where it is said: one that is longer than the step leaves less out.

    References
    ----------
    Code du travail, D6222-28-1 (shorter cycle) and D6222-32 (licence professionnelle).
    """
    if step.access is not Access.APPRENTICESHIP or step.months is None:
        return _THE_BEGINNING
    longest = max(step.months.max, months or 0)
    if catalogue.qualifications[step.target].kind == "licence_pro" and longest <= MONTHS:
        return CycleStart(MONTHS, RuleKey.LICENCE_PRO)
    others = (each for each in catalogue.steps_to[step.target] if each.access is step.access)
    usual = max(each.months.min for each in others if each.months is not None)
    left_out = min(usual, MOST_YEARS * MONTHS) - longest
    return CycleStart(left_out, RuleKey.SHORTER_CYCLE) if left_out > 0 else _THE_BEGINNING


def _stretch(catalogue: Catalogue, segment: Segment, age: int | None, bac_pro: bool | None) -> Stretch:
    rung = catalogue.roles[segment.node].rung if segment.kind == "practise" else None
    begins = cycle_start(catalogue, segment.step) if segment.kind == "train" else _THE_BEGINNING
    return Stretch(segment.kind, segment.access, segment.months, age, rung, bac_pro, begins.month)
