"""
One route, or the ways into one node, as a map of its own: steps, conditions, every node that these name.

Alternatives stay: a condition that the person met in one way still says the other ways. Left out is what the
steps do not name: successors outside the part, places, leaflets, typical starting points, neighbouring jobs.
Who asked for the route is not in it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from pathways.catalogue import Catalogue, named_by
from pathways.exports.attributes import flat
from pathways.exports.network import counts_of, plainly, step_name
from pathways.model import CareersFile, Step, leaves
from pathways.routes import Route, Segment

if TYPE_CHECKING:
    import networkx as nx

ROUTE: Final = "route"
SEGMENT: Final = "segment"


def part_of_map(catalogue: Catalogue, goal: str, steps: Sequence[Step] | None = None) -> Catalogue:
    """
    A sound map of some steps of another.

    Parameters
    ----------
    steps
        Those that lead to the goal; all the ways into it when not given.

    Raises
    ------
    UnknownId
        The map has no such goal.

    Examples
    --------
    >>> from tests.small_map import small
    >>> part = part_of_map(small(), "a-3-1-mecanicien")
    >>> sorted(part.nodes), len(part.steps)
    (['a-3-1-mecanicien', 'bep-ancien', 'cap-mecano'], 1)
    """
    whole = plainly(catalogue.file, "entry_points", "training_places", "leaflets", "glossary")
    steps = catalogue.steps_to.get(goal, ()) if steps is None else steps
    nodes = {catalogue.node(goal).id, *(node for step in steps for node in _named(step))}
    kept = {step.id for step in steps}
    whole["steps"] = [step for step in whole["steps"] if step["id"] in kept]
    for kind in ("qualifications", "roles"):
        whole[kind] = [_cut(node, nodes) for node in whole[kind] if node["id"] in nodes]
    whole["occupations"] = _occupations(whole)
    cited = set(_cited(whole))
    whole["sources"] = [source for source in whole["sources"] if source["id"] in cited]
    return Catalogue(CareersFile.model_validate(whole))


def _named(step: Step) -> Iterator[str]:
    yield step.target
    if step.counts_as_experience is not None:
        yield step.counts_as_experience
    for leaf in leaves(step.requires):
        yield from named_by(leaf)


def _cut(node: Mapping[str, Any], nodes: Collection[str]) -> dict[str, Any]:
    """A node without its mentions of nodes that are not there."""
    return {
        **node,
        "replaced_by": [each for each in node["replaced_by"] if each in nodes],
        "onward": [each for each in node["onward"] if each["target"] in nodes],
    }


def _occupations(whole: Mapping[str, Any]) -> list[dict[str, Any]]:
    codes = {code for kind in ("qualifications", "roles") for node in whole[kind] for code in node["rome"]}
    return [{**each, "neighbours": []} for each in whole["occupations"] if each["code"] in codes]


def _cited(value: Any, above: str = "") -> Iterator[str]:
    """The ids of all sources that something cites, at any depth; the list of sources itself cites none."""
    if isinstance(value, Mapping):
        for name, inner in value.items():
            if name == "sources":
                yield from (each["id"] for each in inner if above)
            yield from _cited(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from _cited(inner, above)


# --- what is done, in its order -------------------------------------------------------------------


def add_route(graph: nx.DiGraph, route: Route) -> None:
    """Add the segments of a route to the network of its steps, in order, and its totals to the whole."""
    names = [f"{SEGMENT}:{place}" for place in range(len(route.segments))]
    for place, (name, segment) in enumerate(zip(names, route.segments, strict=True)):
        graph.add_node(name, **_of_segment(graph, place, segment))
        graph.add_edge(name, segment.node, relation="done_for")
        graph.add_edge(
            name, step_name(segment.step.id), relation="takes" if segment.takes_step else "prepares"
        )
    for before, after in pairwise(names):
        graph.add_edge(before, after, relation="then")
    graph.graph.update(flat({ROUTE: _totals(route)}) | counts_of(graph))


def _of_segment(graph: nx.DiGraph, place: int, segment: Segment) -> dict[str, Any]:
    told = {
        "position": place,
        "kind": segment.kind,
        "months": segment.months,
        "months_max": segment.months_max,
        "months_unpaid": segment.months_unpaid,
        "employer_decisions": segment.employer_decisions,
        "to_confirm": len(segment.to_confirm),
    }
    return {"type": SEGMENT, "label": graph.nodes[segment.node]["label"], **flat({SEGMENT: told})}


def _totals(route: Route) -> dict[str, Any]:
    return {
        "goal": route.steps[-1].target,
        "months": route.months,
        "at_least": route.at_least,
        "months_max": route.months_max,
        "months_unpaid": route.months_unpaid,
        "gaps": route.gaps,
        "employer_decisions": route.employer_decisions,
        "to_confirm": len(route.to_confirm),
    }
