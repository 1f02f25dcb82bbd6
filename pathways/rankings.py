"""
What a route costs, and what "best" means.

A cost is a sum over segments, so that "best" is exact. A ranking reads a cost as one whole number whose
digits are, from the left, what matters most; numbers add up as costs do, and comparing them compares the
digits in order.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from pathways.model import Basis, Step
from pathways.questions import By
from pathways.structure import Structure

_DAYS_REMEMBERED: Final = 16
_READINGS_REMEMBERED: Final = 64
_DIGIT_BITS: Final = {"gaps": 12, "months": 20, "unpaid": 20, "decisions": 12, "doubts": 14, "places": 40}
_ORDER: Final[dict[By, tuple[str, ...]]] = {
    "fastest": ("gaps", "months", "decisions", "places"),
    "paid": ("gaps", "unpaid", "months", "decisions", "places"),
    "surest": ("decisions", "doubts", "gaps", "months", "places"),
    "pareto": ("gaps", "months", "decisions", "doubts", "unpaid", "places"),
}
CRITERIA: Final = ("gaps", "months", "unpaid", "decisions", "doubts")
"""What trade-offs are between: a route that is worse in none and better in one is the better one."""
Criteria = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Cost:
    """
    What a part of a route costs.

    Parameters
    ----------
    gaps
        Unknown lengths and unpublished conditions.
    months, unpaid
        Months in all, and those without pay.
    decisions
        An employer's decisions.
    doubts
        Conditions to confirm and facts assumed.
    places
        Places of the steps in the alphabetical list of step ids: the tie-breaker.
    """

    gaps: int = 0
    months: int = 0
    unpaid: int = 0
    decisions: int = 0
    doubts: int = 0
    places: int = 0

    def __add__(self, other: Cost) -> Cost:
        return Cost(
            self.gaps + other.gaps,
            self.months + other.months,
            self.unpaid + other.unpaid,
            self.decisions + other.decisions,
            self.doubts + other.doubts,
            self.places + other.places,
        )


@lru_cache(maxsize=_DAYS_REMEMBERED)
def own_costs(structure: Structure, on: date) -> Mapping[str, Cost]:
    """By step, what it costs on a day whatever its conditions lean on."""
    return {step.id: _own_cost(structure, step, on) for step in structure.steps.values()}


def _own_cost(structure: Structure, step: Step, on: date) -> Cost:
    months = step.months.min if step.months else 0
    assumed = (step.basis is Basis.ASSUMED) + (step.months is not None and step.months.basis is Basis.ASSUMED)
    target = structure.qualifications.get(step.target)
    return Cost(
        gaps=int(step.duration_is_unknown),
        months=months,
        unpaid=0 if step.access.is_alternance else months,
        doubts=assumed + (target is not None and target.is_registered(on) is False),
        places=structure.place[step.id],
    )


@lru_cache(maxsize=_READINGS_REMEMBERED)
def own_numbers(structure: Structure, on: date, digits: tuple[str, ...]) -> Mapping[str, int]:
    """The same as numbers of a ranking."""
    ranking = Ranking(digits)
    return {step: ranking.number(cost) for step, cost in own_costs(structure, on).items()}


class Ranking:
    """
    Reads costs as whole numbers: the smaller, the better.

    Parameters
    ----------
    digits
        What a number counts, first what matters most.

    Examples
    --------
    >>> fastest = Ranking.by("fastest")
    >>> fastest.number(Cost(gaps=1, months=2)) > fastest.number(Cost(months=900))
    True
    """

    def __init__(self, digits: tuple[str, ...]) -> None:
        self.digits = digits
        self._weights: dict[str, int] = {}
        shift = 0
        for digit in reversed(digits):
            self._weights[digit] = 1 << shift
            shift += _DIGIT_BITS[digit]

    @classmethod
    def by(cls, by: By) -> Ranking:
        """The ranking of a name."""
        return cls(_ORDER[by])

    def number(self, cost: Cost) -> int:
        """A cost as one number."""
        return sum(weight * int(getattr(cost, digit)) for digit, weight in self._weights.items())

    def months_in(self, number: int) -> int:
        """
        The months that a number counts.

        Examples
        --------
        >>> fastest = Ranking.by("fastest")
        >>> fastest.months_in(fastest.number(Cost(gaps=1, months=18, decisions=2)))
        18
        """
        return self._counted("months", number)

    def counts(self, criteria: tuple[str, ...], number: int) -> Criteria:
        """What a number counts of some criteria, in their order."""
        return tuple(self._counted(digit, number) for digit in criteria)

    def _counted(self, digit: str, number: int) -> int:
        return number // self._weights[digit] % (1 << _DIGIT_BITS[digit])

    def month(self, months: int) -> int:
        """So many months that are paid, or whose pay is not the point."""
        return self._weights.get("months", 0) * months

    def of_counts(self, gaps: int, decisions: int, doubts: int) -> int:
        """What leaning on so many gaps, decisions and doubts costs."""
        weights = self._weights
        return (
            weights.get("gaps", 0) * gaps
            + weights.get("decisions", 0) * decisions
            + weights.get("doubts", 0) * doubts
        )
