"""
What a release of the register says that the map does not, certification by certification.

The register is not asked what it cannot know: a reduced table of active records gives no end, no code of
ROME and no successor, and its silence about a code is told as silence. Judged on one day, for all alike.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from pathways import names
from pathways.catalogue import Catalogue
from pathways.model import SOON, Qualification, Registration
from pathways.refresh.register import Record, Register

_OF_THE_REGISTER: Final = frozenset(names.words("option fiche nationale"))


class Kind(StrEnum):
    """What is different, the most pressing first."""

    LAPSED = "lapsed"
    LAPSING = "lapsing"
    REPLACED = "replaced"
    ABSENT = "absent"
    REGISTERED = "registered"
    END = "end"
    LEVEL = "level"
    ROME = "rome"
    RENAMED = "renamed"
    BLOCKS = "blocks"
    BODIES = "bodies"
    NEW = "new"


WRITTEN: Final = frozenset({Kind.LAPSED, Kind.REGISTERED, Kind.END, Kind.LEVEL, Kind.ROME})
"""What ``--write`` carries over; the rest is for a person to judge."""


@dataclass(frozen=True, slots=True)
class Finding:
    """
    One difference.

    Parameters
    ----------
    node
        The qualification of the map; None for a certification that the map does not have.
    before, after
        What the map says and what the register says, as texts; empty where nothing is said.
    """

    kind: Kind
    code: str
    node: str | None
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


def compare(catalogue: Catalogue, register: Register, on: date) -> tuple[Finding, ...]:
    """
    Every difference between a map and a release, by kind and code.

    Parameters
    ----------
    on
        The day on which registrations are judged.
    """
    by_code = _sharing(catalogue)
    found = [
        finding
        for node in catalogue.qualifications.values()
        for finding in (*_codes(catalogue, node, register, on), *_record(node, by_code, register, on))
    ]
    found += [
        Finding(Kind.NEW, record.code, None, after=(record.title,))
        for record in register.records.values()
        if record.in_branch and record.in_force(on) and _stands_alone(record, register, by_code.keys())
    ]
    place = {kind: number for number, kind in enumerate(Kind)}
    return tuple(sorted(found, key=lambda each: (place[each.kind], each.code, each.node or "")))


def codes_of(catalogue: Catalogue) -> frozenset[str]:
    """The codes that a map knows."""
    return frozenset(_sharing(catalogue))


def current(node: Qualification, register: Register, on: date) -> Record | None:
    """The record that stands for a qualification: the first in force on a day, else the newest known."""
    records = [register.records[entry.code] for entry in node.rncp if entry.code in register.records]
    return next((record for record in records if record.in_force(on)), next(iter(records), None))


# --- each code ------------------------------------------------------------------------------------


def _codes(catalogue: Catalogue, node: Qualification, register: Register, on: date) -> Iterator[Finding]:
    """What became of each registration of a qualification."""
    for entry in node.rncp:
        record = register.records.get(entry.code)
        if record is None:
            if register.whole or entry.in_force(on):
                yield Finding(Kind.ABSENT, entry.code, node.id)
        elif register.whole:
            yield from _state(node, entry, record, on)
            yield from _successors(catalogue, node, register, record)


def _state(node: Qualification, entry: Registration, record: Record, on: date) -> Iterator[Finding]:
    was, is_now = entry.in_force(on), record.in_force(on)
    if was is not is_now:
        kind = Kind.REGISTERED if is_now else Kind.LAPSED
        yield Finding(kind, entry.code, node.id, (entry.status,), state_of(record, on))
    end = record.end(on)
    if was is is_now and end is not None and end != entry.until:
        before = () if entry.until is None else (entry.until.isoformat(),)
        yield Finding(Kind.END, entry.code, node.id, before, (end.isoformat(),))
    if is_now and end is not None and end - on <= SOON:
        yield Finding(Kind.LAPSING, entry.code, node.id, after=(end.isoformat(),))


def state_of(record: Record, on: date) -> tuple[str, ...]:
    """The state of a record on a day, its end, and the register's own word where that contradicts it."""
    state = "registered" if record.in_force(on) else "lapsed"
    end = record.end(on)
    until = () if end is None else (end.isoformat(),)
    return (state, *until, *(("active",) if record.active and state == "lapsed" else ()))


def _successors(
    catalogue: Catalogue, node: Qualification, register: Register, record: Record
) -> Iterator[Finding]:
    """The codes that replace a record, beyond those of the node and of what the map says replaces it."""
    family = (node, *(catalogue.qualifications[each] for each in node.replaced_by))
    known = {entry.code for each in family for entry in each.rncp}
    new = [code for code in record.successors if code not in known]
    if new:
        told = (register.records.get(code) for code in new)
        titles = tuple(f"{each.code} {each.title}" for each in told if each is not None)
        yield Finding(Kind.REPLACED, record.code, node.id, after=titles or tuple(new))


def _stands_alone(record: Record, register: Register, known: Set[str]) -> bool:
    """True when a map knows neither a record nor anything that it replaces."""
    replaced = {old.code for old in register.records.values() if record.code in old.successors}
    return known.isdisjoint({record.code, *replaced})


# --- the record that stands for it ----------------------------------------------------------------


def _record(
    node: Qualification, by_code: Mapping[str, tuple[Qualification, ...]], register: Register, on: date
) -> Iterator[Finding]:
    """Title, level, codes of ROME, blocks and training bodies, by the record that stands for it."""
    record = current(node, register, on)
    if record is None:
        return
    if record.level is not None and record.level != node.level:
        before = () if node.level is None else (str(node.level),)
        yield Finding(Kind.LEVEL, record.code, node.id, before, (str(record.level),))
    if record.rome and set(record.rome) != set(node.rome):
        yield Finding(Kind.ROME, record.code, node.id, node.rome, record.rome)
    if not _is_called(record.title, by_code[record.code]):
        yield Finding(Kind.RENAMED, record.code, node.id, (node.label.fr,), (record.title,))
    if record.blocks and not node.content:
        titles = tuple(f"{block.code} {block.title}" for block in record.blocks)
        yield Finding(Kind.BLOCKS, record.code, node.id, after=titles)
    if record.bodies:
        yield Finding(Kind.BODIES, record.code, node.id, after=record.bodies)


def _is_called(title: str, nodes: Iterable[Qualification]) -> bool:
    """
    True when the names of the nodes that share a code have every word of its title.

    Ours may begin with the kind (CAP, titre…), and one record may list the options that we tell apart.
    """
    said = set(names.words(title)) - _OF_THE_REGISTER
    ours = {
        word for node in nodes for name in (node.label.fr, *node.former_labels) for word in names.words(name)
    }
    return said <= ours


def _sharing(catalogue: Catalogue) -> Mapping[str, tuple[Qualification, ...]]:
    """The qualifications by code."""
    found: dict[str, list[Qualification]] = defaultdict(list)
    for node in catalogue.qualifications.values():
        for entry in node.rncp:
            found[entry.code].append(node)
    return {code: tuple(nodes) for code, nodes in found.items()}
