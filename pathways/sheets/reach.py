"""What a person can get to, in words: by time, each with what is not sure about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from pathways.cards import Line, Writer
from pathways.model import Leaf, Nature
from pathways.names import fold
from pathways.reach import Reached
from pathways.routes import Route
from pathways.wording import duration, rung

_AT_ONCE = (False, 0)


@dataclass(frozen=True, slots=True)
class ReachSheet:
    """
    What can be reached, in one language.

    Parameters
    ----------
    message
        How much can be reached.
    sure, perhaps
        What nothing is left to confirm of, and what hangs on a condition that nobody has said is met or on
        an employer: each as a line for each length of time, soonest first, those that are only lower bounds
        last; under it a line for each node, by name.
    remarks
        How to read it.
    """

    message: str
    sure: tuple[Line, ...]
    perhaps: tuple[Line, ...]
    remarks: tuple[str, ...]
    reached: tuple[Reached, ...]


def reach_sheet(writer: Writer, reached: tuple[Reached, ...], within: int | None) -> ReachSheet:
    """Put what can be reached in words, in the language and on the day of the writer."""
    sure = tuple(each for each in reached if not _doubts(writer, each.route))
    perhaps = tuple(each for each in reached if _doubts(writer, each.route))
    return ReachSheet(
        message=_message(writer, len(sure), len(perhaps), within),
        sure=tuple(_by_time(writer, sure)),
        perhaps=tuple(_by_time(writer, perhaps)),
        remarks=tuple(_remarks(writer, reached)),
        reached=reached,
    )


def _message(writer: Writer, sure: int, perhaps: int, within: int | None) -> str:
    """How much can be reached; and how much more only perhaps, which is never counted as reached."""
    key = "reach.found" if within is None else "reach.found_within" if within else "reach.found_at_once"
    limit = "" if within is None else duration(within, None, writer.lang)
    message = writer.count(key, sure, within=limit)
    more = writer.count("reach.more_perhaps", perhaps) if perhaps else ""
    return writer.say("reach.message", message=message, more=more) if more else message


def _remarks(writer: Writer, reached: tuple[Reached, ...]) -> Iterator[str]:
    if any(not each.is_fastest for each in reached):
        yield writer.say("reach.not_sure")
    soonest = min(reached, key=_time, default=None)
    if soonest is not None and _time(soonest) != _AT_ONCE:
        yield writer.say("reach.nothing_at_once", time=_heading(writer, soonest.months, soonest.at_least))
    yield writer.say("reach.fewest_gaps")
    yield writer.say("routes.others_exist")


def _by_time(writer: Writer, reached: tuple[Reached, ...]) -> Iterator[Line]:
    in_order = sorted(reached, key=lambda each: (_time(each), fold(writer.label(each.node))))
    for (at_least, months), together in groupby(in_order, key=_time):
        lines = tuple(_line(writer, each) for each in together)
        yield Line(_heading(writer, months, at_least), children=lines)


def _time(reached: Reached) -> tuple[bool, int]:
    return reached.at_least, reached.months


def _heading(writer: Writer, months: int, at_least: bool) -> str:
    """A time that is known; or a lower bound, which says so: an unknown length is never at once."""
    if not at_least and not months:
        return writer.say("reach.at_once")
    return duration(months, None, writer.lang, at_least=at_least)


def _line(writer: Writer, reached: Reached) -> Line:
    """The name, for a role its rung, and what is not sure of it."""
    name, role = writer.label(reached.node), writer.catalogue.roles.get(reached.node)
    told = [rung(role.rung, writer.lang)] if role is not None and role.rung is not None else []
    told += [writer.say("reach.usual")] if _is_usual(reached.route) else []
    said = ", ".join([*told, *_doubts(writer, reached.route)])
    return Line(writer.say("reach.line", name=name, doubts=said) if said else name, reached.node)


def _is_usual(route: Route | None) -> bool:
    """Whether the last step is taken thanks to what is only usual or advised, not required."""
    if route is None:
        return False
    natures = {leaf.nature for leaf in route.segments[-1].leans_on if isinstance(leaf, Leaf)}
    return bool(natures & {Nature.USUAL, Nature.ADVISED})


def _doubts(writer: Writer, route: Route | None) -> list[str]:
    """What a route leans on that nobody can count on, or that there is none yet."""
    if route is None:
        return [writer.say("reach.no_route_yet")]
    counted = {"reach.to_confirm": len(route.to_confirm), "reach.decisions": route.employer_decisions}
    return [writer.count(key, number) for key, number in counted.items() if number]
