"""
What would open a goal that no route leads to: one thing more that the person had, or one option let go.

Each node that the conditions in the way name, or that could meet them, is supposed held or worked in long
enough, and the question is asked again; so it is without each of its filters, and with each condition that it
could let go. Nobody is supposed younger. It errs on the side of saying less: two things together are never
supposed, only the nodes nearest to the goal are tried, and each search is short.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final, Literal

from pathways.bounds import Bounds
from pathways.catalogue import Catalogue, asked
from pathways.model import Experience, Profile
from pathways.questions import OpenMap, Question
from pathways.rankings import Ranking
from pathways.routes import Answer, Route, answer, answer_within

MOST_SUPPOSED: Final = 20
MOST_PLANS: Final = 200
ENOUGH: Final = 5

LetGo = Literal["only_by", "no_decisions", "stated_only", "within", "bare_decisions", "relax_advised"]
Lost = Literal["closed", "no_route"]


@dataclass(frozen=True, slots=True)
class Opener:
    """
    One thing that would open routes to a goal.

    Parameters
    ----------
    routes
        Those that it would open, fastest first; no more than ``ENOUGH`` are looked for.
    is_all
        True when there are no others.
    node
        What the person is supposed to have; None where an option is let go.
    months
        How long they are supposed to have worked in the role; 0 for a qualification.
    let_go
        The filter without which, or the leniency with which, the question is asked; None for a node.
    lost
        ``closed`` when the node can no longer be obtained, ``no_route`` when no route to it was found.
    """

    routes: tuple[Route, ...]
    is_all: bool
    node: str | None = None
    months: int = 0
    let_go: LetGo | None = None
    lost: Lost | None = None

    @property
    def fastest(self) -> Route:
        """The fastest of the routes, those with the fewest gaps first."""
        return self.routes[0]

    @property
    def place(self) -> tuple[object, ...]:
        """Its place among others: the surest first, then the fastest; of equals, what is let go."""
        first = self.fastest
        months = first.at_least, first.months
        names = self.node or "", self.let_go or ""
        return first.employer_decisions, first.doubts, *months, *names


def would_open(catalogue: Catalogue, found: Answer) -> tuple[Opener, ...]:
    """
    What would open the goal of an answer, one thing at a time; nothing when it has routes.

    Parameters
    ----------
    found
        An answer of the same map.

    Examples
    --------
    >>> from pathways.routes import find_routes
    >>> from tests.small_map import small
    >>> answer = find_routes(small(), Profile(age=19), "a-c-iii-1-chef-apres-vente")
    >>> [(each.node, len(each.routes), each.lost) for each in would_open(small(), answer)]
    [('ingenieur-atelier', 2, 'closed')]
    """
    if found.routes or found.held_already:
        return ()
    question = replace(found.question, k=ENOUGH, by="fastest")
    openers = (*_let_go(catalogue, question), *_supposed(catalogue, question, found))
    return tuple(sorted(openers, key=lambda opener: opener.place))


# --- options --------------------------------------------------------------------------------------


def _let_go(catalogue: Catalogue, question: Question) -> Iterator[Opener]:
    for option, easier in _easier(question):
        if easier != question:
            then = answer(catalogue, easier, MOST_PLANS)
            if then.routes:
                yield Opener(then.routes, _is_all(then), let_go=option)


def _easier(question: Question) -> Iterator[tuple[LetGo, Question]]:
    """The question without each of its filters, and with each leniency."""
    yield "only_by", replace(question, only_by=frozenset())
    yield "no_decisions", replace(question, no_decisions=False)
    yield "stated_only", replace(question, stated_only=False)
    yield "within", replace(question, within=None)
    yield "bare_decisions", replace(question, bare_decisions=True)
    yield "relax_advised", replace(question, relax_advised=True)


def _is_all(then: Answer) -> bool:
    return then.complete and len(then.routes) < ENOUGH


# --- what the person could have -------------------------------------------------------------------


def _supposed(catalogue: Catalogue, question: Question, found: Answer) -> Iterator[Opener]:
    ranking = Ranking.by("fastest")
    today = OpenMap(catalogue, replace(question, k=1, within=None))
    bounds = Bounds(today, ranking)
    for node, months in islice(_in_the_way(today, found).items(), MOST_SUPPOSED):
        profile = _having(catalogue, question.profile, node, months)
        then = answer(catalogue, replace(question, profile=profile), MOST_PLANS)
        if then.routes:
            lost = _lost(today.towards(node), ranking, bounds)
            yield Opener(then.routes, _is_all(then), node, months, lost=lost)


def _in_the_way(today: OpenMap, found: Answer) -> dict[str, int]:
    """What the person lacks of all that the conditions in the way are about, with the months of work."""
    nodes: dict[str, int] = {}
    for block in found.blocked_by:
        nodes.setdefault(block.node, 0)
        for leaf in asked(block.condition):
            months = leaf.experience.months if isinstance(leaf, Experience) else 0
            for node in today.supporters(leaf):
                nodes[node] = max(months, nodes.get(node, 0))
    nodes.pop(found.question.goal, None)
    roles, worked = today.catalogue.roles, today.start.stated
    at_least = {node: max(months, 1) if node in roles else 0 for node, months in nodes.items()}
    return {
        node: months
        for node, months in at_least.items()
        if not today.has(node) or worked.get(node, months) < months
    }


def _having(catalogue: Catalogue, profile: Profile, node: str, months: int) -> Profile:
    """The same person, who holds one qualification more, or has worked in a role for so many months."""
    worked = {**profile.months_in, node: months} if node in catalogue.roles else profile.months_in
    return Profile(
        age=profile.age,
        holds=profile.holds if node in catalogue.roles else (*profile.holds, node),
        experience=worked,
        licences=profile.licences,
        statuses=profile.statuses,
    )


def _lost(today: OpenMap, ranking: Ranking, bounds: Bounds) -> Lost | None:
    """Why the goal of a map, of which the person lacks something, is not to be had by a route either."""
    node = today.question.goal
    qualification = today.catalogue.qualifications.get(node)
    closed_on = qualification.closed_on if qualification else None
    ways = today.catalogue.steps_to.get(node, ())
    is_over = closed_on is not None and closed_on < today.question.on
    if is_over or (ways and all(today.is_closed(step) for step in ways)):
        return "closed"
    is_found = today.has(node) or answer_within(today, ranking, bounds, MOST_PLANS).routes
    return None if is_found else "no_route"
