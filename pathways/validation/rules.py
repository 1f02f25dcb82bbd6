"""
What a sound shape and good references do not promise.

Groups that say something, dates in order, ways that lead where such ways lead, a source for every fact.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pathways.model import (
    Age,
    AllOf,
    AnyOf,
    EmployerDecision,
    Experience,
    NoneOf,
    NotPublished,
    Requirement,
    children,
)
from pathways.problems import Problem
from pathways.validation.draft import GROUPS, Draft, Place, branches

_NAME_SPACES = (("qualifications", "roles"), *((name,) for name in (
    "sources", "families", "statuses", "steps", "entry_points", "occupations", "leaflets", "glossary",
)))  # fmt: skip


def repeated_names(draft: Draft) -> Iterator[Problem]:
    """Entries that call themselves as another one does: an id must mean one thing."""
    for space in _NAME_SPACES:
        seen: dict[str, str] = {}
        for place, name in _named(draft, space):
            if name in seen:
                what = f"'{name}' is already taken by {seen[name]}"
                yield Problem(place, what, "give each a name of its own, or delete one")
            seen.setdefault(name, place)


def _named(draft: Draft, space: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The place and the name of everything in some lists that has a name."""
    for each in space:
        yield from ((Place(each, i).called(name), name) for i, name in enumerate(draft.names[each]) if name)


def without_source(draft: Draft) -> Iterator[Problem]:
    """Facts that nobody vouches for."""
    for entry in (*draft.nodes, *draft.steps):
        if not entry.value.sources:
            remedy = "cite at least one of 'sources'; what has none does not go in"
            yield Problem(entry.at("sources"), "this fact has no source", remedy)


def wrong_directions(draft: Draft) -> Iterator[Problem]:
    """Trainings that lead to a role, recruitments and promotions that lead to a qualification."""
    roles, qualifications = set(draft.names["roles"]), set(draft.names["qualifications"])
    for entry in draft.steps:
        step = entry.value
        if step.is_training and step.target in roles:
            what = f"{step.access} is a training, and '{step.target}' is a role"
            yield Problem(entry.at("access"), what, "a role is entered by recruitment or promotion")
        if not step.is_training and step.target in qualifications:
            what = f"{step.access} leads to a role, and '{step.target}' is a qualification"
            yield Problem(entry.at("access"), what, "name the training: initial, apprenticeship, vae…")


def backward_dates(draft: Draft) -> Iterator[Problem]:
    """Steps that close before they open."""
    for entry in draft.steps:
        opens, closes = entry.value.valid_from, entry.value.valid_to
        if opens is not None and closes is not None and closes < opens:
            what = f"the step closes on {closes}, before it opens on {opens}"
            yield Problem(entry.at("valid_to"), what, "put the two days in order, or leave one out")


def unused_values(draft: Draft) -> Iterator[Problem]:
    """Conflicts whose ``used`` is the index of no value."""
    for entry in draft.nodes:
        for i, conflict in enumerate(entry.value.conflicts):
            if not 0 <= conflict.used < len(conflict.values):
                what = f"{conflict.used} is the index of none of the {len(conflict.values)} values"
                remedy = f"write 0 to {len(conflict.values) - 1}, counting from 0"
                yield Problem(entry.at(f"conflicts[{i}].used"), what, remedy)


# --- groups of conditions -------------------------------------------------------------------------

_EMPTY: dict[type, str] = {
    AllOf: "nothing is asked: leave requires null if a source says that it is open to anyone",
    AnyOf: "no branch could be met: list the branches, or write not_published",
    NoneOf: "nothing is excluded: list what is, or take the group out",
}
_NEVER_EXCLUDED: dict[type, tuple[str, str]] = {
    NoneOf: ("a none_of inside a none_of is a double negative", "write what is asked for, outside"),
    Age: ("an age is excluded", "write the ages that are admitted, as an age outside the none_of"),
    Experience: (
        "an experience is excluded, and work can be left out of a profile",
        "exclude the role itself with in_post, or say it in a remark",
    ),
    EmployerDecision: (
        "an employer's decision is excluded, and nobody can know it beforehand",
        "say it in a remark, or ask for employer_decision outside the none_of",
    ),
    NotPublished: (
        "something unpublished is excluded, and nobody can check it",
        "write the not_published outside the none_of",
    ),
}


def empty_groups(draft: Draft) -> Iterator[Problem]:
    """Groups without a branch."""
    for condition in draft.conditions:
        group = condition.value
        if type(group) in _EMPTY and not children(group):
            where = f"{condition.place} {condition.path}.{GROUPS[type(group)]}"
            yield Problem(where, "the group is empty", _EMPTY[type(group)])


def wrong_exclusions(draft: Draft) -> Iterator[Problem]:
    """What stands in a ``none_of`` and cannot be denied with any meaning."""
    for condition in draft.conditions:
        if isinstance(condition.value, NoneOf):
            for path, denied in branches(condition.path, condition.value):
                yield from _undeniable(condition.place, path, denied)


def _undeniable(place: str, path: str, denied: Requirement) -> Iterator[Problem]:
    """The faults of one branch of a ``none_of``; those inside an inner ``none_of`` are its own."""
    if type(denied) in _NEVER_EXCLUDED:
        what, remedy = _NEVER_EXCLUDED[type(denied)]
        yield Problem(f"{place} {path}", what, remedy)
        return
    for inner_path, branch in branches(path, denied):
        yield from _undeniable(place, inner_path, branch)
