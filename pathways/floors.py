"""
The least that a plan can come to of one thing at a time: months, gaps, decisions…

Where the bound of a plan reads costs in the order of a ranking, a floor asks of each criterion alone how
little it can come to, whatever the others come to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from weakref import WeakKeyDictionary

from pathways.bounds import Bounds
from pathways.lookahead import Chosen, Lookahead, Plan, after
from pathways.questions import OpenMap
from pathways.rankings import Criteria, Ranking


class Floors:
    """
    Floors for one question.

    Parameters
    ----------
    ranking
        The ranking whose numbers the plans count in.
    criteria
        What to look at, digits of that ranking.
    """

    def __init__(self, open_map: OpenMap, ranking: Ranking, criteria: tuple[str, ...]) -> None:
        self._ranking = ranking
        self._criteria = criteria
        self._bounds = [Bounds(open_map, Ranking((criterion,))) for criterion in criteria]
        self._known: WeakKeyDictionary[Plan, Criteria] = WeakKeyDictionary()

    def of(self, plan: Plan) -> Criteria:
        """The floor of each criterion, worked out once a plan."""
        known = self._known.get(plan)
        if known is None:
            known = self._known[plan] = self._worked_out(plan)
        return known

    def _worked_out(self, plan: Plan) -> Criteria:
        """What is chosen already; or, where it is more, a chain down to what is open."""
        counted = _sum([self._practice(plan), *(self._alone(each) for each in plan.chosen.values())])
        chains = list(self._chains_to_nodes(plan))
        for asking, condition in plan.open_conditions():
            parts = [bounds.parts(condition.requirement) for bounds in self._bounds]
            behind = self._counts(after(plan, asking.bit) + asking.way.own)
            chains.append([a + own + needed for a, (own, needed) in zip(behind, parts, strict=True)])
            counted = [a + own for a, (own, _) in zip(counted, parts, strict=True)]
        return tuple(max(each) for each in zip(counted, *chains, strict=True))

    def _counts(self, number: int) -> Criteria:
        return self._ranking.counts(self._criteria, number)

    def _practice(self, plan: Plan) -> Criteria:
        """The practice that cannot be shared: months, and nothing else."""
        return self._counts(self._ranking.month(Lookahead(plan).months_of_practice))

    def _alone(self, each: Chosen) -> Criteria:
        """A step with its decided conditions; of what may turn out cheaper, the least of each criterion."""
        parts = [self._counts(each.way.own)]
        for hope in each.way.hopes:
            ways = [self._counts(own) for own in (hope.own, *(own for own, *_ in hope.less))]
            parts.append(tuple(min(criterion) for criterion in zip(*ways, strict=True)))
        return tuple(_sum(parts))

    def _chains_to_nodes(self, plan: Plan) -> Iterator[list[int]]:
        for bit, node in {(need.bit, need.node) for need in plan.open_needs()}:
            behind = self._counts(after(plan, bit))
            yield [a + bounds.node(node) for a, bounds in zip(behind, self._bounds, strict=True)]


def _sum(parts: Iterable[Criteria]) -> list[int]:
    return [sum(each) for each in zip(*parts, strict=True)]
