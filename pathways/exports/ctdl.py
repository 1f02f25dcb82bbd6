"""
The map, or one route, as a pathway in CTDL, the vocabulary of Credential Engine, in JSON-LD.

Qualifications are ``CredentialComponent``, roles ``JobComponent``; each way in is a ``ComponentCondition`` of
its target, all ways under one ``logic:Or``. A condition is a leaf (``requiredNumber`` of ``targetComponent``)
or a branch (``logicalOperator`` over ``hasCondition``), never both. CTDL has no age, licence, status or
exclusion among component conditions: each is a component of its own, required like a course, so that a reader
who knows nothing of it sees one requirement too many rather than one too few. A pathway has one destination;
that of a whole map is a component "one of its roles".

What CTDL has no word for stands beside it under ``cp:`` (JSON literals, which other readers skip), so that
the map can be rebuilt, its steps in the order of their targets. Left out: ``ceterms:ownedBy``, which whoever
registers the pathway adds.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final
from uuid import NAMESPACE_URL, uuid5

from pathways.catalogue import Catalogue, named_by
from pathways.exports.network import FORMAT, OF_THE_MAP, counts_of, exported_network, group_of, plainly
from pathways.model import (
    DIPLOMAS,
    Age,
    AtLeastLevel,
    Experience,
    Holds,
    InPost,
    Lang,
    Leaf,
    NoneOf,
    Qualification,
    Requirement,
    Role,
    Step,
    children,
)
from pathways.wording import LANGUAGES, day, in_one_line, outline, say

CONTEXT: Final = "https://credreg.net/ctdl/schema/context/json"
OURS: Final = "urn:career-pathways:terms:"
OPERATORS: Final = {"all_of": "logic:And", "any_of": "logic:Or"}
_IDS: Final = uuid5(NAMESPACE_URL, OURS)
_Node = dict[str, Any]


def ctdl_bytes(catalogue: Catalogue, goal: str | None = None) -> bytes:
    """The document as a file."""
    return (json.dumps(ctdl(catalogue, goal), ensure_ascii=False, indent=1) + "\n").encode()


def ctdl(catalogue: Catalogue, goal: str | None = None) -> _Node:
    """
    The pathway of a map.

    Parameters
    ----------
    goal
        The destination; None for "one of the roles of the map".

    Raises
    ------
    UnknownId
        The map has no such node.

    Examples
    --------
    >>> from tests.small_map import small
    >>> document = ctdl(small(), "a-3-1-mecanicien")
    >>> document["@graph"][0]["ceterms:hasDestinationComponent"] == [address("node", "a-3-1-mecanicien")]
    True
    """
    if goal is not None:
        catalogue.node(goal)
    return _Writer(catalogue).document(goal)


def address(kind: str, name: str) -> str:
    """The address of a thing: the same for the same thing in every edition."""
    return f"urn:uuid:{uuid5(_IDS, f'{kind}:{name}')}"


def literal(value: Any) -> _Node:
    """A value that only we read, as JSON-LD keeps it untouched."""
    return {"@type": "@json", "@value": value}


class _Writer:
    """Writes the components of a map, those that conditions need as they come up."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._needed: dict[str, _Node] = {}

    def document(self, goal: str | None) -> _Node:
        nodes = self._catalogue.file.qualifications + self._catalogue.file.roles
        components = [self._of_node(node) for node in nodes]
        end = address("node", goal) if goal else self._one_of_the_roles()
        components += self._needed.values()
        pathway = self._pathway(end, [each["@id"] for each in components])
        for each in components:
            if each["@id"] == end:
                each["ceterms:isDestinationComponentOf"] = [pathway["@id"]]
        return {
            "@context": [CONTEXT, {"cp": OURS}],
            "@id": address("graph", pathway["@id"]),
            "@graph": [pathway, *components],
        }

    def _pathway(self, end: str, parts: list[str]) -> _Node:
        file = self._catalogue.file
        counts = {
            name.partition(".")[2]: n for name, n in counts_of(exported_network(self._catalogue)).items()
        }
        codes = {"edition": file.edition, "as-of": file.as_of.isoformat()}
        return {
            **_named("ceterms:Pathway", "pathway", f"{file.edition}:{end}"),
            "ceterms:name": {"fr": file.title.fr, "en": file.title.en},
            "ceterms:description": {lang: self._about(lang) for lang in LANGUAGES},
            "ceterms:hasDestinationComponent": [end],
            "ceterms:hasPart": parts,
            "ceterms:versionIdentifier": [_identifier(name, code) for name, code in codes.items()],
            "cp:format": FORMAT,
            "cp:counts": literal(counts),
            "cp:map": literal(plainly(file, *OF_THE_MAP)),
        }

    # --- components

    def _of_node(self, node: Qualification | Role) -> _Node:
        is_role = isinstance(node, Role)
        kind = "ceterms:JobComponent" if is_role else "ceterms:CredentialComponent"
        component = {
            **_named(kind, "node", node.id),
            "ceterms:name": {"fr": node.label.fr, "en": node.label.en},
            "ceterms:identifier": [_identifier(name, code) for name, code in _codes(node)],
            "cp:node": literal(plainly(node)),
        }
        if node.summary is not None:
            component["ceterms:description"] = {"fr": node.summary.fr, "en": node.summary.en}
        if isinstance(node, Qualification):
            component["ceterms:credentialType"] = (
                "ceterms:Diploma" if node.kind in DIPLOMAS else "ceterms:Certification"
            )
        elif node.rome:
            component["ceterms:occupationType"] = [_alignment(code) for code in node.rome]
        ways = self._catalogue.steps_to.get(node.id)
        if ways:
            component["ceterms:hasCondition"] = [self._one_of(ways)]
        return component

    def _one_of(self, ways: tuple[Step, ...]) -> _Node:
        return {
            **_condition(_both("ctdl.ways")),
            "ceterms:logicalOperator": OPERATORS["any_of"],
            "ceterms:hasCondition": [self._way(step) for step in ways],
        }

    def _way(self, step: Step) -> _Node:
        return {
            **_condition(_both(f"access.{step.access}")),
            "ceterms:logicalOperator": OPERATORS["all_of"],
            "ceterms:hasCondition": [self._tree(step.requires, step)],
            "cp:step": literal(plainly(step, "target", "requires")),
        }

    def _one_of_the_roles(self) -> str:
        """The destination of a whole map; of its qualifications, where there are no roles."""
        file = self._catalogue.file
        ends = [address("node", node.id) for node in file.roles or file.qualifications]
        said = _both("ctdl.any_role")
        component = {
            **_named("ceterms:BasicComponent", "destination", file.edition),
            "ceterms:name": said,
            "ceterms:componentCategory": _both("ctdl.category.destination"),
        }
        if ends:
            component["ceterms:hasCondition"] = [_leaf(said, ends)]
        self._needed[component["@id"]] = component
        return str(component["@id"])

    # --- conditions

    def _tree(self, requirement: Requirement | None, step: Step) -> _Node:
        said = self._words(requirement, step)
        if requirement is None:
            return {**_leaf(said, [self._component("open", said, {})]), "cp:open": True}
        if isinstance(requirement, Leaf | NoneOf):
            return {
                **_leaf(said, self._targets(requirement, step)),
                "cp:requirement": literal(plainly(requirement)),
            }
        return {
            **_condition(said),
            "ceterms:logicalOperator": OPERATORS[group_of(requirement)[0]],
            "ceterms:hasCondition": [self._tree(branch, step) for branch in children(requirement)],
        }

    def _targets(self, requirement: Requirement, step: Step) -> list[str]:
        """What a leaf requires: the node itself where that is all it says, else a component that says it."""
        match requirement:
            case Holds(holds=node, prepared_by=()) | InPost(in_post=node):
                return [address("node", node)]
        kind = "none_of" if isinstance(requirement, NoneOf) else _kind(requirement)
        said = plainly(requirement, "basis", "why", "nature", "sources")
        return [self._component(kind, self._words(requirement, step), said, self._inside(requirement))]

    def _component(
        self, kind: str, words: _Node, said: Mapping[str, Any], inside: tuple[_Node, ...] = ()
    ) -> str:
        """The component of a condition that CTDL has no word for, one for all that say the same."""
        shape = "ceterms:WorkExperienceComponent" if kind == "experience" else "ceterms:BasicComponent"
        component = {
            **_named(shape, "condition", json.dumps([kind, said, words], sort_keys=True)),
            "ceterms:name": words,
            "ceterms:componentCategory": _both(f"ctdl.category.{kind}"),
        }
        if inside:
            component["ceterms:hasCondition"] = list(inside)
        self._needed[component["@id"]] = component
        return str(component["@id"])

    def _inside(self, requirement: Requirement) -> tuple[_Node, ...]:
        """What machines can check of a component: the nodes that it names, its bounds."""
        if isinstance(requirement, NoneOf):
            return ()
        bounds = list(_bounds(requirement))
        nodes = [address("node", node) for node in named_by(requirement)]
        if not bounds and not nodes:
            return ()
        words = _both(f"ctdl.category.{_kind(requirement)}")
        condition = _leaf(words, nodes) if nodes else _condition(words)
        return (condition | ({"ceterms:hasConstraint": bounds} if bounds else {}),)

    # --- words

    def _words(self, requirement: Requirement | None, step: Step) -> _Node:
        return {lang: self._line(requirement, lang, step) for lang in LANGUAGES}

    def _line(self, requirement: Requirement | None, lang: Lang, step: Step) -> str:
        told = outline(requirement, self._catalogue, lang, step=step)
        is_group = requirement is not None and not isinstance(requirement, Leaf | NoneOf)
        return told.text if is_group else in_one_line(told, lang)

    def _about(self, lang: Lang) -> str:
        file = self._catalogue.file
        when = day(file.as_of, lang)
        return say("ctdl.pathway", lang, edition=file.edition, day=when, licence=file.licence)


def _both(key: str) -> _Node:
    return {lang: say(key, lang) for lang in LANGUAGES}


def _named(shape: str, kind: str, name: str) -> _Node:
    place = address(kind, name)
    return {"@id": place, "@type": shape, "ceterms:ctid": f"ce-{place.removeprefix('urn:uuid:')}"}


def _condition(said: _Node) -> _Node:
    return {"@type": "ceterms:ComponentCondition", "ceterms:description": said}


def _leaf(said: _Node, targets: list[str]) -> _Node:
    return {**_condition(said), "ceterms:requiredNumber": 1, "ceterms:targetComponent": targets}


def _identifier(kind: str, code: str) -> _Node:
    return {
        "@type": "ceterms:IdentifierValue",
        "ceterms:identifierTypeName": {"en": kind},
        "ceterms:identifierValueCode": code,
    }


def _codes(node: Qualification | Role) -> Iterator[tuple[str, str]]:
    yield "id", node.id
    if isinstance(node, Role):
        if node.rnqsa is not None:
            yield "RNQSA", node.rnqsa
    else:
        yield from (("RNCP", each.code) for each in node.rncp)
    yield from (("ROME", code) for code in node.rome)


def _alignment(code: str) -> _Node:
    return {
        "@type": "ceterms:CredentialAlignmentObject",
        "ceterms:frameworkName": {"fr": "ROME"},
        "ceterms:codedNotation": code,
    }


def _kind(leaf: Requirement) -> str:
    """The key of a leaf in the data file."""
    return next(name for name in type(leaf).model_fields if name not in Leaf.model_fields)


def _bounds(leaf: Requirement) -> Iterator[_Node]:
    match leaf:
        case Age(age=window):
            ends = (("GTEQ", window.min), ("LTEQ", window.max))
            yield from (_bound("cp:age", sign, at) for sign, at in ends if at is not None)
        case Experience(experience=practice):
            yield _bound("cp:monthsWorked", "GTEQ", practice.months)
        case AtLeastLevel(at_least_level=level):
            yield _bound("cp:level", "GTEQ", level)


def _bound(what: str, sign: str, value: int) -> _Node:
    return {
        "@type": "ceterms:Constraint",
        "ceterms:leftSource": [what],
        "ceterms:comparator": f"compare:{sign}",
        "ceterms:rightSource": [str(value)],
    }
