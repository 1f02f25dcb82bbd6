"""
What a route earns: its segments as stretches of life, and the months that follow.

The job held during a work-study contract is taken to be on the rung that the qualification opens; where it
opens none that we know, the pay is a range. A general baccalauréat alone does not count as bac pro level.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pathways.catalogue import Catalogue
from pathways.earnings import Earned, MonthEarned, Stretch, monthly_earnings, total
from pathways.model import Access, Profile, Qualification, Rung
from pathways.pay import PayTables
from pathways.routes import Route, Segment

_BAC_LEVEL = 4


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


def _stretch(catalogue: Catalogue, segment: Segment, age: int | None, bac_pro: bool | None) -> Stretch:
    if segment.kind == "practise":
        rung = catalogue.roles[segment.node].rung
    elif segment.kind == "train":
        rung = rung_opened(catalogue.qualifications[segment.node], segment.access)
    else:
        rung = None
    return Stretch(segment.kind, segment.access, segment.months, age, rung, bac_pro)
