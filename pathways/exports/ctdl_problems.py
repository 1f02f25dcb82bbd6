"""
Whether a CTDL document holds together: what a registry or a viewer would stumble over.

One destination to a pathway, no reference without its target, each condition a leaf or a branch and never
both, no obsolete terms. Left out: whether what it says is true, and the many fields that CTDL makes optional.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from pathways.problems import Problem

COMPONENTS: Final = frozenset(
    f"ceterms:{kind}Component"
    for kind in (
        "Credential", "Job", "WorkExperience", "Course", "Assessment", "Competency", "Basic", "Cocurricular",
        "Extracurricular", "Collection", "Multi",
    )
)  # fmt: skip
_OPERATORS: Final = frozenset({"logic:And", "logic:Or", "logic:OnlyOne"})
_COMPARATORS: Final = frozenset(f"compare:{sign}" for sign in ("EQ", "NEQ", "GT", "GTEQ", "LT", "LTEQ"))
_OBSOLETE: Final = frozenset({"ceterms:SelectionComponent", "ceterms:prerequisite"})
_CTID: Final = re.compile(r"ce-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_SHORTEST_DESCRIPTION: Final = 15
_Node = Mapping[str, Any]


def problems_of_ctdl(document: _Node) -> tuple[Problem, ...]:
    """
    Every fault in the structure of a document in prefixed CTDL; none when it is sound.

    Examples
    --------
    >>> from pathways.exports.ctdl import ctdl
    >>> from tests.small_map import small
    >>> problems_of_ctdl(ctdl(small()))
    ()
    >>> print(*problems_of_ctdl({"@graph": []}))
    @graph: there is no pathway — write one ceterms:Pathway
    """
    return tuple(_Checking(document).problems())


class _Checking:
    def __init__(self, document: _Node) -> None:
        self._graph: list[_Node] = list(document["@graph"])
        self._pathways = [each for each in self._graph if each["@type"] == "ceterms:Pathway"]
        self._components = {each["@id"]: each for each in self._graph if each["@type"] in COMPONENTS}
        self._parts = {part for each in self._pathways for part in each.get("ceterms:hasPart", ())}

    def problems(self) -> Iterator[Problem]:
        if not self._pathways:
            yield Problem("@graph", "there is no pathway", "write one ceterms:Pathway")
        yield from self._identities()
        for pathway in self._pathways:
            yield from self._of_pathway(pathway)
        for component in self._components.values():
            yield from self._of_component(component)

    def _identities(self) -> Iterator[Problem]:
        seen: set[str] = set()
        for each in self._graph:
            where = each["@id"]
            if where in seen:
                yield Problem(where, "two things have this @id", "give each its own")
            seen.add(where)
            if each["@type"] not in COMPONENTS | {"ceterms:Pathway"} or not _OBSOLETE.isdisjoint(each):
                yield Problem(where, "its type or a property is obsolete or unknown", "use those of CTDL")
            if not _CTID.fullmatch(each.get("ceterms:ctid", "")):
                yield Problem(where, "its ceterms:ctid is none", "write ce- and a UUID in lower case")
            if not all(each.get("ceterms:name", {"fr": ""}).values()):
                yield Problem(where, "it has no ceterms:name", "name it in each language")

    def _of_pathway(self, pathway: _Node) -> Iterator[Problem]:
        where = pathway["@id"]
        ends = pathway.get("ceterms:hasDestinationComponent", [])
        if len(ends) != 1:
            yield Problem(where, f"it has {len(ends)} destinations", "a pathway has one")
        for end in ends:
            named = self._components.get(end, {}).get("ceterms:isDestinationComponentOf", [])
            if end not in pathway["ceterms:hasPart"] or where not in named:
                yield Problem(where, "its destination is no part of it", "name it in ceterms:hasPart")
        for part in pathway.get("ceterms:hasPart", ()):
            if part not in self._components:
                yield Problem(where, f"its part {part} is not in the document", "write the component")
        if any(len(text) < _SHORTEST_DESCRIPTION for text in pathway["ceterms:description"].values()):
            yield Problem(
                where, "its description is too short", f"{_SHORTEST_DESCRIPTION} characters at least"
            )

    def _of_component(self, component: _Node) -> Iterator[Problem]:
        where = component["@id"]
        if where not in self._parts:
            yield Problem(where, "it is part of no pathway", "name it in ceterms:hasPart")
        if component["@type"] == "ceterms:CredentialComponent" and "ceterms:credentialType" not in component:
            yield Problem(where, "a credential without its type", "write ceterms:credentialType")
        conditions = component.get("ceterms:hasCondition", [])
        if len(conditions) > 1:
            yield Problem(where, "several conditions side by side", "wrap them in a logic:And")
        for condition in conditions:
            yield from self._of_condition(where, condition)

    def _of_condition(self, where: str, condition: _Node) -> Iterator[Problem]:
        targets, inner = condition.get("ceterms:targetComponent"), condition.get("ceterms:hasCondition")
        bounds = condition.get("ceterms:hasConstraint", [])
        if condition["@type"] != "ceterms:ComponentCondition":
            yield Problem(where, f"{condition['@type']} as a condition", "write a ComponentCondition")
        is_leaf = targets is not None or "ceterms:requiredNumber" in condition
        is_branch = inner is not None or "ceterms:logicalOperator" in condition
        if is_leaf and is_branch:
            yield Problem(where, "a condition is leaf and branch at once", "wrap the leaf in one of its own")
        if not (is_leaf or is_branch or bounds):
            yield Problem(where, "a condition asks for nothing", "leave it out")
        if is_leaf:
            yield from self._of_leaf(where, targets or [], condition.get("ceterms:requiredNumber"))
        if is_branch:
            if not inner or condition.get("ceterms:logicalOperator") not in _OPERATORS:
                yield Problem(where, "a branch without parts or operator", "write both")
            for each in inner or ():
                yield from self._of_condition(where, each)
        for bound in bounds:
            if bound["ceterms:comparator"] not in _COMPARATORS:
                yield Problem(where, f"no comparator {bound['ceterms:comparator']}", "use those of compare:")

    def _of_leaf(self, where: str, targets: list[str], number: object) -> Iterator[Problem]:
        if not isinstance(number, int) or not 1 <= number <= len(targets):
            yield Problem(where, f"{number} of {len(targets)} is asked", "ask for as many as there are")
        for target in targets:
            if target not in self._components:
                yield Problem(where, f"{target} is asked for and not in the document", "write the component")
