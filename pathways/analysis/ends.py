"""
Where a map ends: nodes that lead nowhere further, told apart from its edge; and roles that no route reaches.

A node leads further when a step that can be taken on the day, and that is more than an employer's word, names
it among what it asks for; or asks for a level, in the node's own field, that the node has, unless that
leads back down. At the *edge of the map* no step does, but a source names what comes next without the
conditions, or ROME names neighbouring jobs: the world goes on where the map does not. It errs towards *dead
end*: that our sources name nothing further does not say that there is nothing.

Islands are the roles in force that no start, and nobody who has nothing, has a route to.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from pathways.analysis.survey import Survey
from pathways.blocks import Block, blocks
from pathways.bounds import NEVER, Bounds
from pathways.catalogue import Catalogue, asked
from pathways.eligibility import Verdict
from pathways.model import AtLeastLevel, Experience, Leaf, Profile, Qualification, Role, Step
from pathways.questions import OpenMap, Question
from pathways.rankings import Ranking
from pathways.reach import MOST_PLANS_A_GOAL, NO_GOAL
from pathways.routes import answer_within
from pathways.structure import structure_of

Node = Qualification | Role


@dataclass(frozen=True, slots=True)
class End:
    """
    A node that leads nowhere further on the map.

    Parameters
    ----------
    onward
        What a source names next without the conditions.
    neighbours
        Codes of the jobs that ROME says one may move to.
    """

    node: str
    onward: tuple[str, ...] = ()
    neighbours: tuple[str, ...] = ()

    @property
    def is_edge(self) -> bool:
        """True where a source says that there is more than the map has."""
        return bool(self.onward or self.neighbours)


@dataclass(frozen=True, slots=True)
class Ends:
    """
    The nodes that lead nowhere further on a day, in the order of their ids.

    Parameters
    ----------
    sinks
        Those of which no source names anything further.
    edges
        Those at the edge of the map.
    total
        How many nodes were looked at: what can still be obtained, and the roles that there still are.
    """

    sinks: tuple[End, ...]
    edges: tuple[End, ...]
    total: int


def ends(catalogue: Catalogue, on: date | None = None) -> Ends:
    """
    The dead ends of a map and its edges, on a day.

    Examples
    --------
    >>> from tests.small_map import small
    >>> [each.node for each in ends(small()).sinks]
    ['a-3-1-mecanicien', 'a-c-iii-1-chef-apres-vente', 'g-9-1-controleur', 'titre-moniteur']
    """
    on = on or catalogue.file.as_of
    leading = _leading_further(catalogue, on)
    nodes = [node for node in catalogue.nodes.values() if _is_current(node, on)]
    found = [_end(catalogue, node) for node in nodes if node.id not in leading]
    return Ends(
        tuple(each for each in found if not each.is_edge),
        tuple(each for each in found if each.is_edge),
        len(nodes),
    )


def _is_current(node: Node, on: date) -> bool:
    return not node.is_gone if isinstance(node, Role) else not node.is_closed(on)


def _end(catalogue: Catalogue, node: Node) -> End:
    jobs = (catalogue.occupations[code] for code in node.rome if code in catalogue.occupations)
    neighbours = dict.fromkeys(code for job in jobs for code in job.neighbours if code not in node.rome)
    return End(node.id, tuple(each.target for each in node.onward), tuple(neighbours))


def _leading_further(catalogue: Catalogue, on: date) -> set[str]:
    found: set[str] = set()
    for step in catalogue.steps.values():
        if catalogue.can_be_taken(step, on):
            found.update(node for node in _helping(catalogue, step) if node != step.target)
    return found


def _helping(catalogue: Catalogue, step: Step) -> Iterator[str]:
    """The nodes that help to take a step, and that it leads on from."""
    structure = structure_of(catalogue)
    for leaf in asked(step.requires):
        assert isinstance(leaf, Leaf)
        if isinstance(leaf, AtLeastLevel):
            yield from _of_level(catalogue, leaf, step)
        elif not isinstance(leaf, Experience) or leaf.experience.roles:
            yield from structure.supporters_of(leaf)


def _of_level(catalogue: Catalogue, leaf: AtLeastLevel, step: Step) -> Iterator[str]:
    target = catalogue.qualifications.get(step.target)
    verdict = structure_of(catalogue).eligibility.level_verdict
    for each in catalogue.qualifications.values():
        leads_down = target is not None and (target.level or 0) < (each.level or 0)
        in_own_field = leaf.family == each.family and verdict(leaf, each.id) is Verdict.MET
        if in_own_field and not leads_down:
            yield each.id


# --- what no route reaches ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Island:
    """
    A role in force that no route reaches.

    Parameters
    ----------
    blocked_by
        What shuts the way to somebody who has nothing; empty where the search was cut.
    """

    role: str
    blocked_by: tuple[Block, ...]

    @property
    def is_sure(self) -> bool:
        """False where a search was cut before it found a route."""
        return bool(self.blocked_by)


def islands(found: Survey) -> tuple[Island, ...]:
    """
    The goals of a survey that no start has or has a route to, nor somebody who has nothing.

    Examples
    --------
    >>> from pathways.analysis.survey import survey
    >>> from tests.small_map import small
    >>> [each.role for each in islands(survey(small()))]
    ['a-c-iii-1-chef-apres-vente']
    """
    reached = {route.goal for route in found.routes}.union(*(start.has for start in found.starts))
    open_map = OpenMap(found.catalogue, Question(Profile(), NO_GOAL, found.on, k=1))
    bounds = Bounds(open_map, Ranking.by("fastest"))
    left = (_island(found, open_map, bounds, goal) for goal in found.goals if goal not in reached)
    return tuple(each for each in left if each is not None)


def _island(found: Survey, open_map: OpenMap, bounds: Bounds, role: str) -> Island | None:
    is_cut = any(goal == role for _, goal in found.unsure)
    if bounds.node(role) >= NEVER:
        return Island(role, () if is_cut else blocks(open_map, bounds, role))
    answer = answer_within(open_map.towards(role), Ranking.by("fastest"), bounds, MOST_PLANS_A_GOAL)
    if answer.routes:
        return None
    return Island(role, answer.blocked_by if answer.complete and not is_cut else ())
