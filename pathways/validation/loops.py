"""
Circles: qualifications that need themselves on every way in, and successions that never end.

A node can be obtained when some step to it passes, every unknown taken as a yes; nodes to which the file
has no step (a closed diploma, a job outside the register) are taken as held. What cannot be obtained so,
even when everything around it is given, needs itself. Roles that lead to one another are no fault: whoever is
in one of them can move on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field
from functools import cached_property
from graphlib import CycleError, TopologicalSorter

from pathways.eligibility import Eligibility, Verdict
from pathways.model import (
    AllOf,
    AnyOf,
    AtLeastLevel,
    Experience,
    Holds,
    InPost,
    NoneOf,
    Qualification,
    Requirement,
    Role,
    Step,
    children,
)
from pathways.problems import Problem
from pathways.validation.draft import Draft

Links = Mapping[str, Set[str]]


def self_requiring(draft: Draft) -> Iterator[Problem]:
    """One problem for each circle of nodes that need one another on every way in."""
    places = {entry.value.id: entry.place for entry in draft.nodes}
    for circle in _Obtaining(draft).circles():
        what = f"every way in needs what it leads to: {_around(circle, 'needs')}"
        remedy = "give one of these a step that needs none of them"
        yield Problem(places[min(circle)], what, remedy)


def endless_successions(draft: Draft) -> Iterator[Problem]:
    """Nodes that replace one another in a circle."""
    places = {entry.value.id: entry.at("replaced_by") for entry in draft.nodes}
    links = {entry.value.id: set(entry.value.replaced_by) for entry in draft.nodes}
    for knot in _knots(links):
        circle = {node: links[node] & knot for node in knot}
        what = f"the succession goes round in a circle: {_around(circle, 'is replaced by')}"
        yield Problem(places[min(knot)], what, "leave the newest one without a successor")


# --- what can be obtained -------------------------------------------------------------------------


@dataclass(frozen=True)
class _Obtaining:
    """What a map lets one obtain, starting with nothing but the nodes without steps."""

    draft: Draft
    _of_level: dict[AtLeastLevel, Set[str]] = field(default_factory=dict)

    @cached_property
    def qualifications(self) -> dict[str, Qualification]:
        return {entry.value.id: entry.value for entry in self.draft.qualifications}

    @cached_property
    def roles(self) -> dict[str, Role]:
        return {entry.value.id: entry.value for entry in self.draft.roles}

    @cached_property
    def _eligibility(self) -> Eligibility:
        return Eligibility(self)

    @cached_property
    def _nodes(self) -> frozenset[str]:
        return frozenset({*self.qualifications, *self.roles})

    @cached_property
    def _steps(self) -> dict[str, list[Step]]:
        to: dict[str, list[Step]] = defaultdict(list)
        for entry in self.draft.steps:
            if entry.value.target in self._nodes - self.draft.doubtful:
                to[entry.value.target].append(entry.value)
        return dict(to)

    def circles(self) -> Iterator[Links]:
        """Each circle as its nodes with what each needs of the circle."""
        given = self._nodes - self._steps.keys()
        out_of_reach = self._nodes - self._obtained(given)
        needs = {node: self._needs(node) & out_of_reach for node in out_of_reach}
        for knot in sorted(_knots(needs), key=min):
            still_closed = knot - self._obtained(self._nodes - knot)
            if not still_closed <= self.roles.keys():
                yield {node: needs[node] & still_closed for node in still_closed}

    def _obtained(self, given: Set[str]) -> set[str]:
        """The least set that holds what is given and whatever passes with it."""
        obtained = set(given)
        waiting = {target: steps for target, steps in self._steps.items() if target not in obtained}
        while True:
            new = {
                target
                for target, steps in waiting.items()
                if any(self._passes(step.requires, obtained) for step in steps)
            }
            if not new:
                return obtained
            obtained |= new
            waiting = {target: steps for target, steps in waiting.items() if target not in new}

    def _passes(self, requirement: Requirement | None, obtained: Set[str]) -> bool:
        match requirement:
            case None | NoneOf():
                return True
            case AllOf(all_of=branches):
                return all(self._passes(branch, obtained) for branch in branches)
            case AnyOf(any_of=branches):
                return not branches or any(self._passes(branch, obtained) for branch in branches)
            case _:
                suppliers = self._suppliers(requirement)
                return not suppliers or not suppliers.isdisjoint(obtained)

    def _needs(self, node: str) -> set[str]:
        return {each for step in self._steps[node] for each in self._named(step.requires)}

    def _named(self, requirement: Requirement | None) -> Iterator[str]:
        """Whatever in a tree could help to meet it; what it excludes does not."""
        if requirement is None or isinstance(requirement, NoneOf):
            return
        yield from self._suppliers(requirement)
        for branch in children(requirement):
            yield from self._named(branch)

    def _suppliers(self, leaf: Requirement) -> Set[str]:
        """The nodes of the map that meet a leaf; none for what the map cannot supply."""
        match leaf:
            case Holds(holds=node) | InPost(in_post=node):
                return {node} & self._nodes
            case Experience(experience=practice):
                return self._eligibility.counting_roles(practice) & self._nodes
            case AtLeastLevel():
                return self._at_least(leaf)
            case _:
                return frozenset()

    def _at_least(self, leaf: AtLeastLevel) -> Set[str]:
        if leaf not in self._of_level:
            self._of_level[leaf] = {
                node
                for node in self.qualifications
                if self._eligibility.level_verdict(leaf, node) is not Verdict.UNMET
            }
        return self._of_level[leaf]


# --- circles --------------------------------------------------------------------------------------


def _knots(links: Links) -> list[frozenset[str]]:
    """
    The largest sets of nodes that all lead to one another; a node alone only if it leads to itself.

    The library that tells them apart is loaded where there is a circle: it takes longer than all else here.
    """
    try:
        TopologicalSorter(links).prepare()
    except CycleError:
        import networkx as nx  # noqa: PLC0415
    else:
        return []
    graph = nx.DiGraph((node, other) for node, others in links.items() for other in others)
    found = (frozenset(component) for component in nx.strongly_connected_components(graph))
    return sorted((knot for knot in found if len(knot) > 1 or graph.has_edge(*knot, *knot)), key=min)


def _around(circle: Links, verb: str) -> str:
    """
    One walk round a circle, in words.

    Examples
    --------
    >>> _around({"bac": {"cap"}, "cap": {"bac"}}, "needs")
    'bac needs cap, which needs bac'
    """
    walk = [min(circle)]
    while walk[-1] not in walk[:-1]:
        walk.append(min(circle[walk[-1]]))
    first, *others = walk[walk.index(walk[-1]) :]
    return f"{first} {verb} " + f", which {verb} ".join(others)
