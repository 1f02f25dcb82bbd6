"""
The map as one network with flat attributes, from which every graph format is written: they cannot disagree.

Conditions are nodes of their own, so that no reader takes alternatives for joint requirements:

    bac pro ──named_in──▶ (holds it) ──part_of──▶ (one of) ──required_by──▶ (step) ──leads_to──▶ role
                      (24 months as …) ──part_of──┘

if TYPE_CHECKING:
    import networkx as nx

A node has a ``type``: ``qualification``, ``role``, ``step``, ``group`` (``operator`` all_of, any_of or
none_of, ``required_number`` how many of its parts are needed) or ``condition``. What a ``none_of`` excludes
is ``excluded_by`` it, never ``named_in``. The network itself carries title, edition, day, licence, sources
and counts. Left out: pay, which has tables and dates of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

from pydantic import BaseModel

from pathways.catalogue import Catalogue, named_by
from pathways.exports.attributes import Plain, flat, shown
from pathways.model import (
    AllOf,
    AnyOf,
    Lang,
    Leaf,
    NoneOf,
    Qualification,
    Requirement,
    Role,
    Step,
    children,
)
from pathways.wording import in_one_line, outline, say

FORMAT: Final = "career-pathways 1"
OF_THE_MAP: Final = frozenset({"qualifications", "roles", "steps"})
"""What of a file are nodes of the network, and not said of the whole."""
FOR_READERS: Final = frozenset(
    {"type", "label", "asks", "operator", "required_number", "rncp_codes", "rome_codes", "format", "lang"}
)

if TYPE_CHECKING:
    import networkx as nx
"""Attributes that repeat, or that say what a thing is: none of them is a field of the model."""
COUNTS: Final = "counts"
_COUNTED: Final = {
    "qualification": "qualifications",
    "role": "roles",
    "step": "steps",
    "group": "groups",
    "condition": "conditions",
}


def exported_network(catalogue: Catalogue, lang: Lang = "fr") -> nx.DiGraph:
    """
    Everything that a map says, as a network with flat attributes.

    Parameters
    ----------
    lang
        That of the labels; all texts of the map are there in both languages besides.

    Examples
    --------
    >>> from tests.small_map import small
    >>> network = exported_network(small(), "en")
    >>> network.nodes["condition:a-3-1-by-cap/0"]["operator"]
    'any_of'
    >>> "condition:a-3-1-by-cap/0/0" in network["cap-mecano"]
    True
    """
    import networkx as nx  # noqa: PLC0415  (slow to load, and most questions need it not)

    graph = nx.DiGraph()
    for node in chain[Qualification | Role](catalogue.file.qualifications, catalogue.file.roles):
        graph.add_node(node.id, **_of_node(node, lang))
    for step in catalogue.file.steps:
        _Stepping(graph, catalogue, step, lang).add()
    graph.graph.update(_of_the_whole(catalogue, graph, lang))
    return graph


def plainly(entry: BaseModel, *leave_out: str) -> dict[str, Any]:
    """The fields of an entry as JSON has them, without those that are empty."""
    return entry.model_dump(mode="json", exclude_none=True, exclude=set(leave_out))


def _of_node(node: Qualification | Role, lang: Lang) -> dict[str, Plain]:
    is_role = isinstance(node, Role)
    codes = [] if isinstance(node, Role) else [each.code for each in node.rncp]
    told = {"rncp_codes": " ".join(codes), "rome_codes": " ".join(node.rome)}
    return {
        "type": "role" if is_role else "qualification",
        "label": shown(node.label[lang]),
        **{name: text for name, text in told.items() if text},
        **flat(plainly(node, "id")),
    }


def _of_the_whole(catalogue: Catalogue, graph: nx.DiGraph, lang: Lang) -> dict[str, Plain]:
    return {"format": FORMAT, "lang": lang} | flat(plainly(catalogue.file, *OF_THE_MAP)) | counts_of(graph)


def counts_of(graph: nx.DiGraph) -> dict[str, Plain]:
    """How many of each there are in a network, as attributes of the whole."""
    types = Counter(kind for _, kind in graph.nodes(data="type"))
    counts = {name: types[kind] for kind, name in _COUNTED.items()}
    return flat({COUNTS: {**counts, "nodes": graph.number_of_nodes(), "links": graph.number_of_edges()}})


class _Stepping:
    """Adds one step, with its conditions, to a network."""

    def __init__(self, graph: nx.DiGraph, catalogue: Catalogue, step: Step, lang: Lang) -> None:
        self._graph, self._catalogue, self._step, self._lang = graph, catalogue, step, lang

    def add(self) -> None:
        step, name = self._step, step_name(self._step.id)
        fields = flat(plainly(step, "id", "target", "requires"))
        self._graph.add_node(name, type="step", label=self._title(), asks=self._asks(), **fields)
        self._graph.add_edge(name, step.target, relation="leads_to")
        if step.requires is not None:
            root = f"condition:{step.id}/0"
            self._add_condition(root, step.requires, "named_in")
            self._graph.add_edge(root, name, relation="required_by")

    def _add_condition(self, name: str, requirement: Requirement, mention: str) -> None:
        if isinstance(requirement, Leaf):
            self._graph.add_node(
                name, type="condition", label=self._label(requirement), **flat(plainly(requirement))
            )
            for node in named_by(requirement):
                self._graph.add_edge(node, name, relation=mention)
            return
        operator, needed = group_of(requirement)
        self._graph.add_node(
            name, type="group", label=self._label(requirement), operator=operator, required_number=needed
        )
        below = "excluded_by" if operator == "none_of" else mention
        for place, branch in enumerate(children(requirement)):
            self._add_condition(f"{name}/{place}", branch, below)
            self._graph.add_edge(
                f"{name}/{place}", name, relation="part_of", operator=operator, position=place
            )

    def _title(self) -> str:
        way = say(f"access.{self._step.access}", self._lang)
        return shown(f"{way} → {self._catalogue.label(self._step.target, self._lang)}")

    def _asks(self) -> str:
        """All conditions in one line, the groups in brackets, for those who read a row alone."""
        told = outline(self._step.requires, self._catalogue, self._lang, step=self._step)
        return shown(in_one_line(told, self._lang))

    def _label(self, requirement: Requirement) -> str:
        return shown(outline(requirement, self._catalogue, self._lang, step=self._step).text)


def step_name(step_id: str) -> str:
    """What a step is called in the network, where qualifications and roles keep their ids."""
    return f"step:{step_id}"


def group_of(requirement: Requirement) -> tuple[str, int]:
    """The operator of a group, and how many of its parts are needed."""
    match requirement:
        case AllOf(all_of=parts):
            return "all_of", len(parts)
        case AnyOf():
            return "any_of", 1
        case NoneOf():
            return "none_of", 0
        case _:
            raise TypeError(f"not a group: {requirement!r}")


def in_order(graph: nx.DiGraph, kind: str) -> Iterator[str]:
    """The names of the nodes of a type, in the order of the network."""
    return (name for name, each in graph.nodes(data="type") if each == kind)
