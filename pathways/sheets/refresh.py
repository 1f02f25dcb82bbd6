"""What a new release of the register says, in words: a heading for each kind of difference, lines below."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from pathways.cards import Line, Writer
from pathways.refresh import Finding, Kind, Register
from pathways.wording import listing

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_STATES = ("registered", "lapsed", "unknown", "active")


def refresh_sheet(writer: Writer, register: Register, findings: tuple[Finding, ...]) -> Iterator[Line]:
    """The release and the day, then the findings under the heading of their kind; or that nothing differs."""
    key = "whole" if register.whole else "reduced"
    released = writer.day(register.released) if register.released else writer.say("refresh.undated")
    yield Line(writer.say(f"refresh.title.{key}", released=released, day=writer.day(writer.on)))
    for kind, found in groupby(findings, key=lambda each: each.kind):
        lines = tuple(_line(writer, each) for each in found)
        yield Line(writer.count(f"refresh.kind.{kind}", len(lines)), children=lines)
    if not findings:
        yield Line(writer.say("refresh.nothing"))


def _line(writer: Writer, finding: Finding) -> Line:
    before, after = (_values(writer, finding, each) for each in (finding.before, finding.after))
    name = finding.code if finding.node is None else f"{writer.label(finding.node)} ({finding.code})"
    if finding.kind is Kind.BODIES:
        return Line(writer.count("refresh.bodies", len(finding.after), name=name), finding.node)
    if not after:
        return Line(name, finding.node)
    key = "refresh.changed" if finding.before else "refresh.told"
    return Line(writer.say(key, name=name, before=before, after=after), finding.node)


def _values(writer: Writer, finding: Finding, values: tuple[str, ...]) -> str:
    told = []
    for value in values:
        if _DAY.fullmatch(value):
            told.append(writer.say("refresh.until", day=writer.day(value)))
        elif value in _STATES:
            told.append(writer.say(f"refresh.state.{value}"))
        elif finding.kind is Kind.LEVEL:
            told.append(writer.say(f"level.{value}"))
        else:
            told.append(value)
    return ", ".join(told) if finding.kind in (Kind.LAPSED, Kind.REGISTERED) else listing(told, writer.lang)
