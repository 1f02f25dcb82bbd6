"""
The routes of a plain map: there a route is a path, and the k best routes are the k best paths.

A map is plain when every step that a question may use asks for one role or one qualification at most, beside
conditions that cost the same whoever asks (what nobody publishes, what an employer decides), and nothing has
a date. ROME is such a map. One such step opens the next and shuts none, so that a set of steps no part of
which will do is a path without loops. Errs towards *not plain*: the general search is always right.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final
from weakref import WeakKeyDictionary

from pathways.bounds import Reading
from pathways.catalogue import Catalogue
from pathways.eligibility import Situation
from pathways.model import (
    AllOf,
    EmployerDecision,
    Holds,
    InPost,
    NotPublished,
    Requirement,
    walk,
)
from pathways.ordering import Ordering, Walk
from pathways.paths import Network, k_best
from pathways.questions import OpenMap, Usable
from pathways.rankings import Ranking, own_numbers


@dataclass(frozen=True, slots=True)
class Plain:
    """
    A plain map as a network; node 0 is where everybody starts, for what asks for nothing.

    Parameters
    ----------
    numbers
        The number of each node of the map.
    steps
        The step of each number, in the order of their ids: paths tie as routes do.
    """

    network: Network
    numbers: dict[str, int]
    steps: tuple[str, ...]

    def sets_of_steps(self, had: Iterable[str], goal: str, k: int) -> list[frozenset[str]]:
        """The steps of each of the k best paths from what somebody has, the best first."""
        origins = {0, *(self.numbers[node] for node in had)}
        paths = k_best(self.network, origins, self.numbers[goal], k)
        return [frozenset(self.steps[number] for number in path.steps) for path in paths]


_KNOWN: Final[WeakKeyDictionary[Usable, dict[tuple[str, ...], Plain | None]]] = WeakKeyDictionary()


def plain(open_map: OpenMap, ranking: Ranking) -> Plain | None:
    """The network of what a question may use, made once for all that may use the same; None if not plain."""
    question = open_map.question
    if open_map.reads_otherwise or open_map.gone or question.within is not None or question.by == "pareto":
        return None
    known = _KNOWN.setdefault(open_map.usable, {})
    if ranking.digits not in known:
        asks = None if _has_dates(open_map) else _asks(open_map, ranking)
        known[ranking.digits] = None if asks is None else _made(open_map, ranking, asks)
    return known[ranking.digits]


def best_walks(found: Plain, open_map: OpenMap, ranking: Ranking) -> list[Walk]:
    """The k best routes of a question about a plain map, best first; none where nothing leads to the goal."""
    question, start = open_map.question, open_map.start
    ordering = Ordering(open_map, ranking)
    chosen = found.sets_of_steps({*start.held, *start.posts}, question.goal, question.k)
    walks = (ordering.best(steps) for steps in chosen)
    return [walk for walk in walks if walk is not None]


@dataclass(frozen=True, slots=True)
class _Ask:
    """What a step asks for: a node (none is named for nothing), and what its conditions cost whoever asks."""

    node: str
    own: int


def _has_dates(open_map: OpenMap) -> bool:
    closing = {each.id for each in open_map.catalogue.qualifications.values() if each.closed_on}
    return any(step.valid_from or step.valid_to or step.target in closing for step in open_map.steps.values())


def _asks(open_map: OpenMap, ranking: Ranking) -> dict[str, _Ask] | None:
    """By step, what it asks for, equal conditions read once; None if one is not plain."""
    structure, read = open_map.structure, Reading(open_map, ranking, Situation())
    asks = {step.id: _Ask("", 0) for step in structure.unconditional}
    for condition, steps in zip(structure.conditions, structure.asked_by, strict=True):
        usable = [step.id for step in steps if step.id in open_map.steps]
        ask = _ask(condition, open_map.catalogue, read) if usable else None
        if ask is not None:
            asks.update(dict.fromkeys(usable, ask))
        elif usable:
            return None
    return asks


def _ask(condition: Requirement, catalogue: Catalogue, read: Reading) -> _Ask | None:
    node, parts = "", [part for part in walk(condition) if not isinstance(part, AllOf)]
    for part in parts:
        if isinstance(part, NotPublished | EmployerDecision):
            continue
        if node or not (node := _node(part, catalogue)):
            return None
    return _Ask(node, sum(read.leaf(part).own for part in parts))


def _node(part: Requirement, catalogue: Catalogue) -> str:
    """The node that a condition asks for; none for other conditions."""
    match part:
        case InPost(in_post=role) if role in catalogue.roles:
            return role
        case Holds(holds=qualification, prepared_by=()) if qualification in catalogue.qualifications:
            return qualification
        case _:
            return ""


def _made(open_map: OpenMap, ranking: Ranking, asks: Mapping[str, _Ask]) -> Plain:
    numbers = {node: number for number, node in enumerate(open_map.structure.nodes, start=1)}
    steps = sorted(open_map.steps)
    own = own_numbers(open_map.structure, open_map.question.on, ranking.digits)
    network = Network.of(
        len(numbers) + 1,
        origins=[numbers.get(asks[step].node, 0) for step in steps],
        targets=[numbers[open_map.steps[step].target] for step in steps],
        costs=[own[step] + asks[step].own for step in steps],
    )
    return Plain(network, numbers, tuple(steps))
