"""
Routes of one answer side by side: their totals, their conditions, and their stages one beside the other.

Stages are set in rows so that as many as possible of those that routes share stand in one row, in the order
in which each route takes them; among the others, a training stands beside a training, a post beside a post.
Nothing is worked out anew: a cell holds lines of the sheet of its route.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Final, TypeVar

from pathways.cards import Line, Reference, Writer
from pathways.errors import BadValue
from pathways.pay import PayTables
from pathways.routes import Route
from pathways.sheets.answers import AnswerSheet
from pathways.sheets.comparison import Cell, Column, ComparisonSheet, Row, cell, check_number, closing_rows
from pathways.sheets.money import paid_by
from pathways.sheets.routes import RouteSheet, Stage, amount, assumptions, unpaid
from pathways.wording import decimal, duration

_T = TypeVar("_T")

Likeness = Callable[[_T, _T], int]

_THE_SAME, _OF_A_KIND = 100, 1


def compare_routes(
    writer: Writer, tables: PayTables, answer: AnswerSheet, numbers: Sequence[int]
) -> ComparisonSheet:
    """
    Routes of an answer side by side, in the order asked.

    Parameters
    ----------
    numbers
        Two to four places in the answer, counted from 1, each once.

    Raises
    ------
    BadValue
        There are too few or too many, one is there twice, or the answer has no such route.
    """
    _check(answer, numbers)
    routes = [answer.routes[number - 1] for number in numbers]
    columns = [
        Column(str(number), writer.say("compare.route", n=number), route.headline, number=number)
        for number, route in zip(numbers, routes, strict=True)
    ]
    sheet = ComparisonSheet(
        kind="routes",
        title=writer.count("compare.routes.title", len(routes), goal=answer.goal),
        columns=tuple(columns),
        rows=(*_totals(writer, tables, routes), *_stages(writer, tables, routes)),
        lang=writer.lang,
        on=writer.on,
        edition=writer.catalogue.file.edition,
        diverges_at=_parting(writer, numbers, routes),
        differences=(*_times(writer, numbers, routes), *_own_conditions(writer, numbers, routes)),
        remarks=answer.remarks,
    )
    return replace(sheet, rows=(*sheet.rows, *closing_rows(writer, sheet)))


def _check(answer: AnswerSheet, numbers: Sequence[int]) -> None:
    check_number(len(numbers))
    if len(set(numbers)) < len(numbers):
        raise BadValue("the same route is there twice: each can be compared once")
    for number in numbers:
        if not 1 <= number <= len(answer.routes):
            raise BadValue(f"route {number}: the answer has {len(answer.routes)}")


# --- totals and conditions ------------------------------------------------------------------------


def _totals(writer: Writer, tables: PayTables, routes: Sequence[RouteSheet]) -> Iterator[Row]:
    for key, told in _TOTALS.items():
        cells = (
            replace(told(writer, route), citations=tuple(_behind(tables, route, key))) for route in routes
        )
        yield Row(key, writer.say(f"compare.row.{key}"), tuple(cells))


def _behind(tables: PayTables, route: RouteSheet, key: str) -> Iterable[Reference]:
    """The documents behind a total: the pay tables, or those of all stages."""
    if key == "earned":
        return paid_by(tables, (source for month in route.money.months for source in month.sources))
    return (cited for stage in route.stages for cited in stage.citations)


def _months(writer: Writer, sheet: RouteSheet) -> Cell:
    route = sheet.route
    if not route.months and not route.at_least:
        return cell([Line(writer.say("reach.at_once"))], "")
    length = duration(route.months, route.months_max, writer.lang, at_least=route.at_least)
    return cell([Line(length)], "")


def _unpaid(writer: Writer, sheet: RouteSheet) -> Cell:
    return cell([Line(unpaid(writer, sheet.route, sheet.money))], "")


def _earned(writer: Writer, sheet: RouteSheet) -> Cell:
    return cell([Line(amount(writer, sheet.money.total))], "")


def _gaps(writer: Writer, sheet: RouteSheet) -> Cell:
    return _number(writer, sheet.route.gaps)


def _assumptions(writer: Writer, sheet: RouteSheet) -> Cell:
    return _number(writer, assumptions(sheet.route))


def _decisions(writer: Writer, sheet: RouteSheet) -> Cell:
    """How many an employer has to take, and for what."""
    deciding = [stage for stage in sheet.stages if stage.segment.employer_decisions]
    under = tuple(Line(stage.title, stage.node) for stage in deciding)
    return _number(writer, sheet.route.employer_decisions, under)


def _number(writer: Writer, number: int, under: tuple[Line, ...] = ()) -> Cell:
    return cell([Line(decimal(number, writer.lang), children=under)], "")


def _to_confirm(writer: Writer, sheet: RouteSheet) -> Cell:
    texts = (check.text for check in sheet.checks if check.state == "to_confirm")
    return cell(map(Line, texts), writer.say("compare.empty.nothing_to_confirm"))


def _conditions(writer: Writer, sheet: RouteSheet) -> Cell:
    """What the route leans on, each with its state for this person."""
    lines = (
        Line(writer.say("compare.check", text=check.text, state=writer.say(f"route.leans.{check.state}")))
        for check in sheet.checks
    )
    return cell(lines, writer.say("compare.empty.no_condition"))


_TOTALS: Final[Mapping[str, Callable[[Writer, RouteSheet], Cell]]] = {
    "months": _months,
    "unpaid": _unpaid,
    "earned": _earned,
    "decisions": _decisions,
    "assumptions": _assumptions,
    "gaps": _gaps,
    "to_confirm": _to_confirm,
    "conditions": _conditions,
}


# --- stages ---------------------------------------------------------------------------------------


def _stages(writer: Writer, tables: PayTables, routes: Sequence[RouteSheet]) -> Iterator[Row]:
    no_stage = writer.say("compare.empty.no_stage")
    rows = aligned([route.stages for route in routes], _alike)
    for number, stages in enumerate(rows, start=1):
        cells = (
            Cell((), no_stage) if stage is None else _stage(tables, route, stage)
            for route, stage in zip(routes, stages, strict=True)
        )
        yield Row(f"stage-{number}", writer.say("compare.stage", n=number), tuple(cells))


def _stage(tables: PayTables, route: RouteSheet, stage: Stage) -> Cell:
    facts = tuple(map(Line, stage.facts))
    months = route.money.months_of(route.stages.index(stage))
    paid = paid_by(tables, (source for month in months for source in month.sources))
    return cell([Line(stage.title, stage.node, facts)], "", [*stage.citations, *paid])


def _alike(one: Stage, other: Stage) -> int:
    if _key(one) == _key(other):
        return _THE_SAME
    return _OF_A_KIND if one.kind == other.kind else 0


def _key(stage: Stage) -> tuple[str, str, str]:
    """What is done, whatever time it takes."""
    segment = stage.segment
    return segment.kind, segment.node, segment.step.id if segment.takes_step else ""


def aligned(sequences: Sequence[Sequence[_T]], alike: Likeness[_T]) -> tuple[tuple[_T | None, ...], ...]:
    """
    Sequences side by side: rows with one place for each, None where a sequence has nothing.

    Parameters
    ----------
    alike
        How much two things belong in one row; 0 for not at all. The sum is the greatest that is possible
        between each sequence and those before it.

    References
    ----------
    S. B. Needleman and C. D. Wunsch, "A general method applicable to the search for similarities in the amino
    acid sequence of two proteins", 1970.

    Examples
    --------
    >>> aligned(["abd", "acd"], lambda one, other: one == other)
    (('a', 'a'), ('b', None), (None, 'c'), ('d', 'd'))
    """
    rows: tuple[tuple[_T | None, ...], ...] = ()
    for width, sequence in enumerate(sequences):
        nothing = (None,) * width
        rows = tuple(
            (*(nothing if row is None else rows[row]), None if place is None else sequence[place])
            for row, place in _pairs(rows, sequence, alike)
        )
    return rows


def _pairs(
    rows: Sequence[Sequence[_T | None]], sequence: Sequence[_T], alike: Likeness[_T]
) -> Iterator[tuple[int | None, int | None]]:
    """Which row and which place of the sequence stand together, in the order of both."""

    def likeness(row: int, place: int) -> int:
        return max(alike(each, sequence[place]) for each in rows[row] if each is not None)

    @cache
    def best(row: int, place: int) -> int:
        if row == len(rows) or place == len(sequence):
            return 0
        together = likeness(row, place) + best(row + 1, place + 1)
        return max(together, best(row + 1, place), best(row, place + 1))

    row = place = 0
    while row < len(rows) and place < len(sequence):
        here = likeness(row, place)
        if here and best(row, place) == here + best(row + 1, place + 1):
            yield row, place
            row, place = row + 1, place + 1
        elif best(row, place) == best(row + 1, place):
            yield row, None
            row += 1
        else:
            yield None, place
            place += 1
    yield from ((each, None) for each in range(row, len(rows)))
    yield from ((None, each) for each in range(place, len(sequence)))


# --- what tells them apart ------------------------------------------------------------------------


def _parting(writer: Writer, numbers: Sequence[int], routes: Sequence[RouteSheet]) -> str:
    """The first stage at which routes part, and what each does then."""
    common = _common(routes)
    then = (_then(writer, number, route, common) for number, route in zip(numbers, routes, strict=True))
    what = writer.say("compare.separator").join(then)
    if not common:
        return writer.say("compare.parts.at_once", what=what)
    return writer.say("compare.parts.after", stage=routes[0].stages[common - 1].title, what=what)


def _common(routes: Sequence[RouteSheet]) -> int:
    """How many stages all routes begin with, of the same length."""
    begins = [[(_key(stage), stage.segment.months) for stage in route.stages] for route in routes]
    common = 0
    for together in zip(*begins, strict=False):
        if len(set(together)) > 1:
            break
        common += 1
    return common


def _then(writer: Writer, number: int, route: RouteSheet, place: int) -> str:
    if place >= len(route.stages):
        return writer.say("compare.parts.done", n=number)
    stage = route.stages[place]
    key = "stage_of" if stage.length else "stage"
    return writer.say(f"compare.parts.{key}", n=number, stage=stage.title, length=stage.length)


def _times(writer: Writer, numbers: Sequence[int], routes: Sequence[RouteSheet]) -> Iterator[str]:
    """How much longer or shorter each route is than the first one, where that can be told."""
    for number, sheet in zip(numbers[1:], routes[1:], strict=True):
        more = sheet.route.months - routes[0].route.months
        yield writer.say(
            f"compare.time.{_difference(routes[0].route, sheet.route)}",
            n=number,
            first=numbers[0],
            length=duration(abs(more), None, writer.lang),
        )


def _difference(first: Route, other: Route) -> str:
    """How the second of two routes stands to the first in time; a lower bound is never called shorter."""
    more = other.months - first.months
    if first.at_least or (other.at_least and more <= 0):
        return "unknown"
    if more > 0:
        return "longer_at_least" if other.at_least else "longer"
    return "shorter" if more else "as_long"


def _own_conditions(writer: Writer, numbers: Sequence[int], routes: Sequence[RouteSheet]) -> Iterator[str]:
    """What one route alone asks for."""
    asked = [dict.fromkeys(check.text for check in route.checks) for route in routes]
    for index, number in enumerate(numbers):
        others = {text for place, each in enumerate(asked) if place != index for text in each}
        own = [text for text in asked[index] if text not in others]
        if own:
            conditions = writer.say("compare.separator").join(own)
            yield writer.say("compare.only_asks", n=number, conditions=conditions)
