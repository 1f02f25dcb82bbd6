"""
Routes: which steps, in which order, take a profile to a goal; exactly the k best, and why there is none.

Plans arrive in the order of a lower bound (``plans``), each complete set of steps is walked at its best
(``ordering``), and a route is handed out once no plan still waiting could be better. What a route is, to the
letter: ``docs/decisions/0001-what-a-route-is.md``. Every total of a route is computed from its segments. The
search errs on the side of saying less: cut short, it returns what is certain and says so.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from pathways.blocks import Block, blocks
from pathways.bounds import NEVER, Bounds
from pathways.catalogue import Catalogue
from pathways.collecting import no_collecting
from pathways.errors import UnknownId
from pathways.model import Access, Profile, Requirement, Step
from pathways.ordering import Kind, Leg, Ordering, Walk
from pathways.plain import best_walks, plain
from pathways.plans import Plans
from pathways.questions import By, OpenMap, Question
from pathways.rankings import Ranking

MOST_PLANS = 8_000


@dataclass(frozen=True, slots=True)
class Segment:
    """
    One stretch of a route.

    Parameters
    ----------
    kind
        ``train``, ``enter`` a role, ``practise`` in one, or ``wait``.
    node
        The qualification obtained, the role entered or worked in; for a wait, what it is for.
    step
        The step taken; for practice and waits, the step that asks for them.
    months
        Its length; None when no source gives it.
    leans_on
        The conditions that let the person through.
    """

    kind: Kind
    node: str
    step: Step
    months: int | None
    months_max: int | None
    months_unpaid: int
    gaps: int
    employer_decisions: int
    doubts: int
    leans_on: tuple[Requirement, ...] = ()
    to_confirm: tuple[Requirement, ...] = ()
    lapsed: bool = False

    @property
    def access(self) -> Access | None:
        """The way in; None for practice and waits."""
        return self.step.access if self.takes_step else None

    @property
    def takes_step(self) -> bool:
        """True for a training or an entry, false for what is done before one."""
        return self.kind in ("train", "enter")


@dataclass(frozen=True, slots=True)
class Route:
    """The ordered segments that take one profile to one goal; totals are sums over them."""

    segments: tuple[Segment, ...]

    @property
    def months(self) -> int:
        """Months in all, unknown lengths counted as nothing: see ``at_least``."""
        return sum(segment.months or 0 for segment in self.segments)

    @property
    def at_least(self) -> bool:
        """True when a length on the way is unknown, so that ``months`` is a lower bound."""
        return any(segment.months is None for segment in self.segments)

    @property
    def months_max(self) -> int | None:
        """The longest that its known lengths allow; None when one is unknown."""
        if self.at_least:
            return None
        return sum(segment.months_max or 0 for segment in self.segments)

    @property
    def months_unpaid(self) -> int:
        """Months in school, unpaid training and waiting."""
        return sum(segment.months_unpaid for segment in self.segments)

    @property
    def gaps(self) -> int:
        """Unknown lengths and unpublished conditions on the way."""
        return sum(segment.gaps for segment in self.segments)

    @property
    def employer_decisions(self) -> int:
        """Decisions of an employer that the route leans on."""
        return sum(segment.employer_decisions for segment in self.segments)

    @property
    def doubts(self) -> int:
        """Conditions to confirm and facts assumed."""
        return sum(segment.doubts for segment in self.segments)

    @property
    def steps(self) -> tuple[Step, ...]:
        """The trainings and entries, in order."""
        return tuple(segment.step for segment in self.segments if segment.takes_step)

    @property
    def to_confirm(self) -> tuple[Requirement, ...]:
        """The conditions that nobody has said are met, in order."""
        return tuple(leaf for segment in self.segments for leaf in segment.to_confirm)


@dataclass(frozen=True, slots=True)
class Answer:
    """
    The routes found, best first.

    Parameters
    ----------
    held_already
        True when the profile has the goal: nothing is left to do.
    blocked_by
        When there is no route: the conditions that nothing can satisfy.
    complete
        False when the search was cut short: better routes than those beyond ``certain`` may exist.
    certain
        How many of the routes, from the first, are proved to be the best.
    """

    question: Question
    routes: tuple[Route, ...] = ()
    held_already: bool = False
    blocked_by: tuple[Block, ...] = ()
    complete: bool = True
    certain: int = 0


def find_routes(
    catalogue: Catalogue,
    profile: Profile,
    goal: str,
    *,
    on: date | None = None,
    k: int = 5,
    by: By = "fastest",
    bare_decisions: bool = False,
    relax_advised: bool = False,
    practice_months: int | None = None,
    only_by: Collection[Access] = (),
) -> Answer:
    """
    The k best routes from a profile to a goal, exactly.

    Parameters
    ----------
    on
        The day asked; the map's own day when left out.
    k
        How many routes, at least 1.
    by
        ``fastest``, ``paid`` (fewest months without pay) or ``surest``.
    only_by
        The ways in which the person would train; none named for any. Ways into roles are not concerned.

    Returns
    -------
    answer
        No feasible irreducible route is better than the last one returned, unless ``complete`` is False.

    Raises
    ------
    UnknownId
        The goal, or something that the profile names, is not on the map.
    BadValue
        k is below 1, or a length of practice is out of range.

    References
    ----------
    P. E. Hart, N. J. Nilsson and B. Raphael, "A formal basis for the heuristic determination of minimum cost
    paths", 1968; D. E. Knuth, "A generalization of Dijkstra's algorithm", 1977; J. Y. Yen, "Finding the k
    shortest loopless paths in a network", 1971; D. Eppstein, "Finding the k shortest paths", 1998.
    """
    question = Question(
        profile=profile, goal=goal, on=on or catalogue.file.as_of, k=k, by=by, bare_decisions=bare_decisions,
        relax_advised=relax_advised, practice_months=practice_months, only_by=frozenset(only_by),
    )  # fmt: skip
    return answer(catalogue, question)


def answer(catalogue: Catalogue, question: Question, most_plans: int = MOST_PLANS) -> Answer:
    """The answer to a question already put together; ``most_plans`` bounds the search."""
    check_ids(catalogue, question.profile, question.goal)
    open_map = OpenMap(catalogue, question)
    if open_map.has(question.goal):
        return Answer(question, held_already=True)
    ranking = Ranking(question.by)
    if along_paths := _along_paths(open_map, ranking):
        return along_paths
    return answer_within(open_map, ranking, Bounds(open_map, ranking), most_plans)


def answer_within(open_map: OpenMap, ranking: Ranking, bounds: Bounds, most_plans: int) -> Answer:
    """The answer to the question of a map whose bounds are known, for a goal that is not held yet."""
    question = open_map.question
    if bounds.node(question.goal) >= NEVER:
        return Answer(question, blocked_by=blocks(open_map, bounds, question.goal))
    if along_paths := _along_paths(open_map, ranking):
        return along_paths
    search = _Search(open_map, ranking, bounds)
    with no_collecting():
        search.run(question.k, most_plans)
    routes = tuple(_route(open_map, walk) for walk in search.best(question.k))
    blocked = () if routes else blocks(open_map, bounds, question.goal)
    return Answer(question, routes, False, blocked, search.complete, search.certain(question.k))


def _along_paths(open_map: OpenMap, ranking: Ranking) -> Answer | None:
    """The answer where a route is a path; None where it may be more, and where there is none."""
    found = plain(open_map, ranking)
    walks = best_walks(found, open_map, ranking) if found else []
    routes = tuple(_route(open_map, walk) for walk in walks)
    return Answer(open_map.question, routes, certain=len(routes)) if routes else None


def check_ids(catalogue: Catalogue, profile: Profile, *nodes: str) -> None:
    """
    Refuse ids that the map does not have.

    Raises
    ------
    UnknownId
        Naming the nearest known ids.
    """
    for node in nodes:
        catalogue.node(node)
    held = [each.qualification for each in profile.holds]
    worked = [role for role, _ in profile.experience]
    for named, known in ((held, catalogue.qualifications), (worked, catalogue.roles)):
        for each in named:
            if each not in known:
                raise UnknownId(each, catalogue.nearest(each, known))


class _Search:
    """Walks complete plans at their best until no plan still waiting could be better."""

    def __init__(self, open_map: OpenMap, ranking: Ranking, bounds: Bounds) -> None:
        self._ordering = Ordering(open_map, ranking)
        self._found: dict[frozenset[str], Walk] = {}
        self._plans = Plans(open_map, bounds, self._found.keys())
        self._numbers: list[int] = []
        self.complete = True

    def run(self, k: int, most_plans: int) -> None:
        """Go on until the k best are certain, or the limit is reached."""
        while not self._is_enough(k):
            if self._plans.looked_at >= most_plans:
                self.complete = False
                return
            ceiling = self._numbers[k - 1] if len(self._numbers) >= k else NEVER
            plan = self._plans.next(wanted=not self._found, ceiling=ceiling)
            if plan is None:
                return
            if plan.is_complete:
                self._take(plan.steps)

    def best(self, k: int) -> list[Walk]:
        """The walks found so far, best first; equal numbers are told apart by their step ids."""
        ranked = sorted(self._found.items(), key=lambda each: (each[1].number, sorted(each[0])))
        return [walk for _, walk in ranked[:k]]

    def certain(self, k: int) -> int:
        """How many of the best no plan still waiting could change."""
        if self.complete:
            return min(k, len(self._found))
        return sum(walk.number < self._plans.bound for walk in self.best(k))

    def _is_enough(self, k: int) -> bool:
        return len(self._numbers) >= k and self._numbers[k - 1] < self._plans.bound

    def _take(self, steps: frozenset[str]) -> None:
        """Keep the route that a complete plan holds: all of its steps, or a part that will do."""
        part = self._ordering.smallest_within(steps)
        if part is None or part in self._found:
            return
        walk = self._ordering.best(part)
        if walk is not None:
            self._found[part] = walk
            insort(self._numbers, walk.number)


# --- from walks to routes -------------------------------------------------------------------------


def _route(open_map: OpenMap, walk: Walk) -> Route:
    return Route(tuple(_segment(open_map, leg) for leg in walk.legs))


def _segment(open_map: OpenMap, leg: Leg) -> Segment:
    takes_step = leg.kind in ("train", "enter")
    unknown = takes_step and leg.step.duration_is_unknown
    longest = leg.step.months.max if takes_step and leg.step.months else leg.months
    return Segment(
        kind=leg.kind,
        node=leg.node,
        step=leg.step,
        months=None if unknown else leg.months,
        months_max=None if unknown else longest,
        months_unpaid=leg.cost.unpaid,
        gaps=leg.cost.gaps,
        employer_decisions=leg.cost.decisions,
        doubts=leg.cost.doubts,
        leans_on=leg.lean.on,
        to_confirm=leg.lean.to_confirm,
        lapsed=takes_step and open_map.lapsed(leg.step),
    )
