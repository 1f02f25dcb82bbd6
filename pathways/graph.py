"""
The map as a network of ids: what leads to what.

The network holds ids only, so that it can be handed to networkx as it is; what an id means is asked of the
catalogue. It leaves out how conditions combine: an edge says that a step names a node, never that the node
is enough. Whoever needs that asks ``surroundings`` or ``eligibility``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import networkx as nx

from pathways.catalogue import Catalogue
from pathways.model import Experience, Holds, InPost, NoneOf, Requirement, children

Mention = Literal["holds", "in_post", "experience", "excluded"]


def network(catalogue: Catalogue) -> nx.MultiDiGraph:
    """
    Every node of the map, with an edge from each node that a step names to the step's target.

    A node has its ``kind``; an edge has the step's id as its key, the step's ``access``, and as its
    ``mention`` how the step names the node: held, in post, practised in, or excluded. The network is frozen.

    Examples
    --------
    >>> from tests.small_map import small
    >>> network(small()).edges["cap-mecano", "a-3-1-mecanicien", "a-3-1-by-cap"]
    {'access': 'recruitment', 'mention': 'holds'}
    """
    graph = nx.MultiDiGraph()
    for node in catalogue.nodes:
        graph.add_node(node, kind="role" if node in catalogue.roles else "qualification")
    for step in catalogue.steps.values():
        for node, mention in dict(mentions(step.requires)).items():
            graph.add_edge(node, step.target, key=step.id, access=step.access.value, mention=mention)
    return nx.freeze(graph)


def mentions(requirement: Requirement | None) -> Iterator[tuple[str, Mention]]:
    """The nodes that a requirement names, and how; a role in post comes after the practice in it."""
    yield from sorted(_mentions(requirement), key=lambda each: each[1] == "in_post")


def _mentions(requirement: Requirement | None) -> Iterator[tuple[str, Mention]]:
    match requirement:
        case None:
            return
        case Holds(holds=node):
            yield node, "holds"
        case InPost(in_post=node):
            yield node, "in_post"
        case Experience(experience=practice):
            yield from ((role, "experience") for role in practice.roles)
        case NoneOf(none_of=branches):
            yield from ((node, "excluded") for branch in branches for node, _ in _mentions(branch))
        case _:
            for branch in children(requirement):
                yield from _mentions(branch)
