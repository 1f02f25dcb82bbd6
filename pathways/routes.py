"""
Routes: which steps, in which order, take a profile to a goal; exactly the k best, and why there is none.

Plans arrive in the order of a lower bound (``plans``), each complete set of steps is walked at its best
(``ordering``), and a route is handed out once no plan still waiting could be better. What a route is, to the
letter: ``docs/decisions/0001-what-a-route-is.md``. Every total of a route is computed from its segments. The
search errs on the side of saying less: cut short, it returns what is certain and says so.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from pathways.blocks import Block, blocks, too_long
from pathways.bounds import NEVER, Bounds
from pathways.catalogue import Catalogue
from pathways.collecting import no_collecting
from pathways.errors import UnknownId
from pathways.model import Access, Profile, Requirement, Step
from pathways.ordering import Kind, Leg, Walk
from pathways.plain import best_walks, plain
from pathways.questions import By, OpenMap, Question
from pathways.rankings import Ranking
from pathways.searching import Search
from pathways.tradeoffs import TradeOffs

MOST_PLANS: Final = 8_000
MOST_FOR_TRADE_OFFS: Final = 1_500


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
    no_decisions: bool = False,
    stated_only: bool = False,
    within: int | None = None,
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
        ``fastest``, ``paid`` (fewest months without pay) or ``surest``; or ``pareto`` for all the trade-offs
        between what these count (see ``pareto_routes``), however many they are.
    only_by
        The ways in which the person would train; none named for any. Ways into roles are not concerned.
    no_decisions
        Lean on no employer's decision.
    stated_only
        Lean on nothing that we assume.
    within
        The most months that a route may take, unknown lengths counted as nothing. Steps are judged by their
        best walk in the ranking: another one may be shorter, unless the ranking is ``fastest``.

    Returns
    -------
    answer
        No feasible irreducible route is better than the last one returned, unless ``complete`` is False.

    Raises
    ------
    UnknownId
        The goal, or something that the profile names, is not on the map.
    BadValue
        k is below 1, or a number of months is out of range.

    References
    ----------
    P. E. Hart, N. J. Nilsson and B. Raphael, "A formal basis for the heuristic determination of minimum cost
    paths", 1968; D. E. Knuth, "A generalization of Dijkstra's algorithm", 1977; J. Y. Yen, "Finding the k
    shortest loopless paths in a network", 1971; D. Eppstein, "Finding the k shortest paths", 1998.
    """
    question = Question(
        profile=profile, goal=goal, on=on or catalogue.file.as_of, k=k, by=by, bare_decisions=bare_decisions,
        relax_advised=relax_advised, practice_months=practice_months, only_by=frozenset(only_by),
        no_decisions=no_decisions, stated_only=stated_only, within=within,
    )  # fmt: skip
    return answer(catalogue, question)


def pareto_routes(catalogue: Catalogue, profile: Profile, goal: str, **options: Any) -> Answer:
    """
    The routes that no other one beats, whatever matters most to the person.

    What is compared: gaps, months, months without pay, an employer's decisions, and doubts (conditions to
    confirm and facts assumed). Of routes that are equal in all five, one is kept.

    Parameters
    ----------
    options
        Those of ``find_routes``, but for the ranking and the number of routes.

    Returns
    -------
    answer
        All such routes, unless ``complete`` is False: then the search was cut, and better ones may exist.

    References
    ----------
    E. Q. V. Martins, "On a multicriteria shortest path problem", 1984.
    """
    return find_routes(catalogue, profile, goal, by="pareto", **options)


@no_collecting()
def answer(catalogue: Catalogue, question: Question, most_plans: int = MOST_PLANS) -> Answer:
    """The answer to a question already put together; ``most_plans`` bounds the search."""
    check_ids(catalogue, question.profile, question.goal)
    open_map = OpenMap(catalogue, question)
    if open_map.has(question.goal):
        return Answer(question, held_already=True)
    ranking = Ranking.by(question.by)
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
    search = _searched(open_map, ranking, bounds, question.within, most_plans)
    routes = tuple(_route(open_map, walk) for walk in search.best(question.k))
    if routes:
        return Answer(question, routes, False, (), search.complete, search.certain(question.k))
    longer = [] if question.within is None else _searched(open_map, ranking, bounds, None, most_plans).best(1)
    blocked = too_long(question.goal) if longer else blocks(open_map, bounds, question.goal)
    return Answer(question, blocked_by=blocked, complete=search.complete)


def _searched(
    open_map: OpenMap, ranking: Ranking, bounds: Bounds, within: int | None, most_plans: int
) -> Search | TradeOffs:
    """The search that a question asks for, done."""
    question = open_map.question
    if question.by == "pareto":
        trade_offs = TradeOffs(open_map, ranking, bounds, within)
        trade_offs.run(min(most_plans, MOST_FOR_TRADE_OFFS))
        return trade_offs
    search = Search(open_map, ranking, bounds, within)
    search.run(question.k, most_plans)
    return search


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
