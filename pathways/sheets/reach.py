"""What a person can get to, in words: by time, each with what is not sure about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from pathways.cards import Line, Writer
from pathways.reach import Reached
from pathways.routes import Route
from pathways.wording import duration


@dataclass(frozen=True, slots=True)
class ReachSheet:
    """
    What can be reached, in one language.

    Parameters
    ----------
    message
        How much can be reached.
    by_time
        A line for each length of time, soonest first, those that are only lower bounds last; under it a line
        for each node, in alphabetical order.
    remarks
        How to read it.
    """

    message: str
    by_time: tuple[Line, ...]
    remarks: tuple[str, ...]
    reached: tuple[Reached, ...]


def reach_sheet(writer: Writer, reached: tuple[Reached, ...], within: int | None) -> ReachSheet:
    """Put what can be reached in words, in the language and on the day of the writer."""
    key = "reach.found" if within is None else "reach.found_within" if within else "reach.found_at_once"
    limit = "" if within is None else duration(within, None, writer.lang)
    remarks = [writer.say("reach.fewest_gaps"), writer.say("routes.others_exist")]
    if any(not each.is_fastest for each in reached):
        remarks.insert(0, writer.say("reach.not_sure"))
    return ReachSheet(
        message=writer.count(key, len(reached), within=limit),
        by_time=tuple(_by_time(writer, reached)),
        remarks=tuple(remarks),
        reached=reached,
    )


def _by_time(writer: Writer, reached: tuple[Reached, ...]) -> Iterator[Line]:
    in_order = sorted(reached, key=_time)
    for (at_least, months), together in groupby(in_order, key=_time):
        lines = sorted((_line(writer, each) for each in together), key=lambda line: line.text)
        yield Line(_heading(writer, months, at_least), children=tuple(lines))


def _time(reached: Reached) -> tuple[bool, int]:
    return reached.at_least, reached.months


def _heading(writer: Writer, months: int, at_least: bool) -> str:
    """A time that is known; or a lower bound, which says so: an unknown length is never at once."""
    if not at_least:
        return duration(months, None, writer.lang) if months else writer.say("reach.at_once")
    return duration(months, None, writer.lang, at_least=True)


def _line(writer: Writer, reached: Reached) -> Line:
    doubts = (
        [writer.say("reach.no_route_yet")] if reached.route is None else list(_doubts(writer, reached.route))
    )
    name = writer.label(reached.node)
    text = writer.say("reach.line", name=name, doubts=", ".join(doubts)) if doubts else name
    return Line(text, reached.node)


def _doubts(writer: Writer, route: Route) -> Iterator[str]:
    """What the length of a route leaves open, and what it leans on."""
    if route.to_confirm:
        yield writer.count("reach.to_confirm", len(route.to_confirm))
    if route.employer_decisions:
        yield writer.count("reach.decisions", route.employer_decisions)
