"""Whether everything that an entry names is in the file, and is of the kind that the place asks for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import NamedTuple

from pathways.model import (
    AtLeastLevel,
    Citation,
    EntryPoint,
    Experience,
    GlossaryEntry,
    Holds,
    InPost,
    Leaf,
    Leaflet,
    Node,
    Occupation,
    Practice,
    Qualification,
    Requirement,
    Status,
    Step,
    TrainingPlace,
)
from pathways.names import nearest
from pathways.problems import Problem
from pathways.validation.draft import Draft, Entry


class Kind(StrEnum):
    """What a reference must point to."""

    QUALIFICATION = "qualification"
    ROLE = "role"
    NODE = "qualification or role"
    SOURCE = "source"
    FAMILY = "family"
    STATUS = "status"
    OCCUPATION = "ROME code"


_DEFINED_IN = {
    Kind.QUALIFICATION: ("qualifications",),
    Kind.ROLE: ("roles",),
    Kind.NODE: ("qualifications", "roles"),
    Kind.SOURCE: ("sources",),
    Kind.FAMILY: ("families",),
    Kind.STATUS: ("statuses",),
    Kind.OCCUPATION: ("occupations",),
}


class Reference(NamedTuple):
    """An id somewhere in the file, and what it must be the id of."""

    path: str
    id: str
    kind: Kind


def broken_references(draft: Draft) -> Iterator[Problem]:
    """References to what the file does not have, or has as something else."""
    known = {kind: _ids(draft, lists) for kind, lists in _DEFINED_IN.items()}
    for place, reference in references(draft):
        if reference.id not in known[reference.kind]:
            yield _problem(f"{place} {reference.path}", reference, known)


def _ids(draft: Draft, lists: Iterable[str]) -> frozenset[str]:
    return frozenset(name for each in lists for name in draft.names[each])


def _problem(where: str, reference: Reference, known: Mapping[Kind, frozenset[str]]) -> Problem:
    wrong, kind = reference.id, reference.kind
    if kind is Kind.QUALIFICATION and wrong in known[Kind.ROLE]:
        remedy = "a role is practised, not held: name a qualification, or write in_post or experience"
        return Problem(where, f"'{wrong}' is a role, and a qualification is wanted here", remedy)
    if kind is Kind.ROLE and wrong in known[Kind.QUALIFICATION]:
        remedy = "a qualification is held, not practised: name a role, or write holds"
        return Problem(where, f"'{wrong}' is a qualification, and a role is wanted here", remedy)
    near = nearest(wrong, known[kind], limit=1)
    add = f"add it to {' or '.join(_DEFINED_IN[kind])}, or mend the id"
    remedy = f"did you mean '{near[0]}'?" if near else add
    return Problem(where, f"there is no {kind} '{wrong}'", remedy)


# --- everything that an entry names ---------------------------------------------------------------


def references(draft: Draft) -> Iterator[tuple[str, Reference]]:
    """Every reference of a file, with the place of the entry that makes it."""
    for condition in draft.conditions:
        yield from _from(condition.place, _of_condition(condition.path, condition.value))
    for node in draft.nodes:
        yield from _from(node.place, _of_node(node.value))
    for step in draft.steps:
        yield from _from(step.place, _of_step(step.value))
    for point in draft.entry_points:
        yield from _from(point.place, _many("holds", point.value.holds, Kind.QUALIFICATION))
        yield from _from(point.place, _of_work(point.value))
        yield from _from(point.place, _many("statuses", point.value.statuses, Kind.STATUS))
    for place in draft.training_places:
        yield from _from(place.place, _many("qualifications", place.value.qualifications, Kind.QUALIFICATION))
    for leaflet in draft.leaflets:
        yield leaflet.place, Reference("qualification", leaflet.value.qualification, Kind.QUALIFICATION)
    for job in draft.occupations:
        yield from _from(job.place, _many("neighbours", job.value.neighbours, Kind.OCCUPATION))
    cited: tuple[Entry[TrainingPlace] | Entry[Occupation] | Entry[Leaflet] | Entry[GlossaryEntry], ...]
    cited = (*draft.training_places, *draft.occupations, *draft.leaflets, *draft.glossary)
    for entry in cited:
        yield from _from(entry.place, _citations("sources", entry.value.sources))


def _from(place: str, found: Iterable[Reference]) -> Iterator[tuple[str, Reference]]:
    return ((place, reference) for reference in found)


def _of_node(node: Node) -> Iterator[Reference]:
    is_qualification = isinstance(node, Qualification)
    own_kind = Kind.QUALIFICATION if is_qualification else Kind.ROLE
    if node.family is not None:
        yield Reference("family", node.family, Kind.FAMILY)
    yield from _many("replaced_by", node.replaced_by, own_kind)
    yield from _citations("sources", node.sources)
    for i, note in enumerate(node.notes):
        yield from _citations(f"notes[{i}].sources", note.sources)
    for i, conflict in enumerate(node.conflicts):
        for j, value in enumerate(conflict.values):
            yield Reference(f"conflicts[{i}].values[{j}].source", value.source, Kind.SOURCE)
    for i, onward in enumerate(node.onward):
        next_kind = Kind.ROLE if onward.kind == "role" else Kind.QUALIFICATION
        yield Reference(f"onward[{i}].target", onward.target, next_kind)
        yield from _citations(f"onward[{i}].sources", onward.sources)
    for i, outcome in enumerate(node.outcomes if isinstance(node, Qualification) else ()):
        yield from _citations(f"outcomes[{i}].sources", outcome.sources)


def _of_step(step: Step) -> Iterator[Reference]:
    yield Reference("target", step.target, Kind.NODE)
    if step.counts_as_experience is not None:
        yield Reference("counts_as_experience", step.counts_as_experience, Kind.ROLE)
    yield from _citations("sources", step.sources)
    if step.months is not None:
        yield from _citations("months.sources", step.months.sources)
    for i, remark in enumerate(step.remarks):
        yield from _citations(f"remarks[{i}].sources", remark.sources)


def _of_condition(path: str, requirement: Requirement) -> Iterator[Reference]:
    match requirement:
        case Holds(holds=qualification):
            yield Reference(f"{path}.holds", qualification, Kind.QUALIFICATION)
        case InPost(in_post=role):
            yield Reference(f"{path}.in_post", role, Kind.ROLE)
        case Status(status=code):
            yield Reference(f"{path}.status", code, Kind.STATUS)
        case AtLeastLevel(family=str(family)):
            yield Reference(f"{path}.family", family, Kind.FAMILY)
        case Experience(experience=practice):
            yield from _of_practice(f"{path}.experience", practice)
        case _:
            pass
    if isinstance(requirement, Leaf):
        yield from _citations(f"{path}.sources", requirement.sources)


def _of_practice(path: str, practice: Practice) -> Iterator[Reference]:
    yield from _many(f"{path}.roles", practice.roles, Kind.ROLE)
    if practice.family is not None:
        yield Reference(f"{path}.family", practice.family, Kind.FAMILY)


def _of_work(point: EntryPoint) -> Iterator[Reference]:
    for i, worked in enumerate(point.experience):
        yield Reference(f"experience[{i}].role", worked.role, Kind.ROLE)


def _citations(path: str, citations: Iterable[Citation]) -> Iterator[Reference]:
    for i, citation in enumerate(citations):
        yield Reference(f"{path}[{i}].id", citation.id, Kind.SOURCE)


def _many(path: str, ids: Iterable[str], kind: Kind) -> Iterator[Reference]:
    for i, each in enumerate(ids):
        yield Reference(f"{path}[{i}]", each, kind)
