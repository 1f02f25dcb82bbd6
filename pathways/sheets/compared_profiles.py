"""
People with one goal side by side: how far each is, and condition by condition where each stands today.

Made from the sheet of a cohort, whose order it keeps: there is no score, and no order of merit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from pathways.cards import Line, Reference, Writer, short_way
from pathways.cohort import Standing
from pathways.eligibility import Verdict
from pathways.model import Profile, leaves
from pathways.pay import PayTables
from pathways.sheets.cohort import COLUMNS, CohortSheet, ComparedLine
from pathways.sheets.comparison import Cell, Column, ComparisonSheet, Row, cell, check_number, closing_rows
from pathways.sheets.routes import cited_by, route_sheet
from pathways.wording import duration, prepared

_STATES: Final = {Verdict.MET: "met", Verdict.UNKNOWN: "to_confirm", Verdict.UNMET: "unmet"}
_MARKS: Final = {Verdict.MET: "✓", Verdict.UNKNOWN: "?", Verdict.UNMET: "✗"}


def compare_profiles(writer: Writer, tables: PayTables, sheet: CohortSheet) -> ComparisonSheet:
    """
    Two to four profiles side by side: how long, through what, and which conditions are met today.

    Raises
    ------
    BadValue
        There are too few or too many.
    """
    standings = sheet.cohort.standings
    check_number(len(standings))
    compared = ComparisonSheet(
        kind="profiles",
        title=sheet.message,
        columns=tuple(_column(writer, each) for each in standings),
        rows=(*_totals(writer, sheet), _steps(writer, tables, sheet), *_conditions(writer, sheet)),
        lang=writer.lang,
        on=writer.on,
        edition=writer.catalogue.file.edition,
        differences=(*sheet.nearest, *sheet.reasons),
        remarks=(*([] if sheet.conditions or not sheet.way else [sheet.way]), *sheet.remarks),
    )
    return replace(compared, rows=(*compared.rows, *closing_rows(writer, compared)))


def _column(writer: Writer, standing: Standing) -> Column:
    title = writer.say("compare.profile", label=standing.label)
    return Column(standing.label, title, " · ".join(profile_in_words(writer, standing.profile)))


def profile_in_words(writer: Writer, profile: Profile) -> Iterator[str]:
    """Where somebody starts: age, what they hold, where they have worked, what else is true of them."""
    if profile.age is not None:
        yield writer.count("compare.profile.age", profile.age)
    for held in profile.holds:
        label = writer.label(held.qualification)
        ways = [held.prepared_by] if held.prepared_by else []
        yield f"{label} ({prepared(ways, writer.lang)})" if ways else label
    for role, months in profile.experience:
        length = duration(months, None, writer.lang)
        yield writer.say("compare.profile.worked", role=writer.label(role), length=length)
    for code in sorted(profile.licences):
        yield writer.say("compare.profile.licence", code=code)
    for status in sorted(profile.statuses):
        yield writer.catalogue.statuses[status].label[writer.lang]


def _totals(writer: Writer, sheet: CohortSheet) -> Iterator[Row]:
    """The columns of the table of a cohort, but for the labels, as rows."""
    for index, key in enumerate(COLUMNS[1:], start=1):
        cells = (
            cell(
                [Line(row[index])] if row[index] else [],
                _why_none(writer, standing),
                _cited(writer, standing),
            )
            for row, standing in zip(sheet.rows, sheet.cohort.standings, strict=True)
        )
        yield Row(key, writer.say(f"compare.row.{key}"), tuple(cells))


def _cited(writer: Writer, standing: Standing) -> tuple[Reference, ...]:
    """The documents behind the fastest route of somebody."""
    segments = () if standing.route is None else standing.route.segments
    return writer.references(cited for segment in segments for cited in cited_by(segment))


def _why_none(writer: Writer, standing: Standing) -> str:
    return writer.say("compare.empty.nothing_to_do" if standing.held_already else "compare.empty.no_route")


def _steps(writer: Writer, tables: PayTables, sheet: CohortSheet) -> Row:
    """What is left to do on the fastest route of each."""
    cells = (_steps_of(writer, tables, standing) for standing in sheet.cohort.standings)
    return Row("steps", writer.say("compare.row.steps"), tuple(cells))


def _steps_of(writer: Writer, tables: PayTables, standing: Standing) -> Cell:
    if standing.route is None:
        return Cell((), _why_none(writer, standing))
    stages = route_sheet(writer, tables, standing.profile, standing.route).stages
    lines = (Line(stage.title, stage.node, (Line(stage.length),) if stage.length else ()) for stage in stages)
    return cell(lines, "", _cited(writer, standing))


def _conditions(writer: Writer, sheet: CohortSheet) -> Iterator[Row]:
    """A row for each condition and each group of them; what only explains one stands in its label."""
    way = sheet.cohort.way
    if way is None:
        return
    words = {
        verdict: f"{_MARKS[verdict]} {writer.say(f'route.leans.{state}')}"
        for verdict, state in _STATES.items()
    }
    told = zip(_explained(sheet.conditions), sheet.cohort.conditions, strict=True)
    for number, ((line, more), condition) in enumerate(told, start=1):
        own = [cited for leaf in leaves(condition.requirement) for cited in leaf.sources]
        cited = writer.references(own or way.sources)
        label = _label(writer, line.text, more)
        if not line.depth:
            label = writer.say("compare.profile.through", way=short_way(writer, way), condition=label)
        cells = tuple(cell([Line(words[each])], "", cited) for each in line.verdicts)
        yield Row(f"condition-{number}", label, cells, line.depth)


def _label(writer: Writer, condition: str, more: list[str]) -> str:
    """A condition with what explains it, or with the list that it heads, in one line."""
    if not more:
        return condition
    link = " " if condition.endswith(":") else ". "
    return f"{condition}{link}{writer.say('compare.separator').join(more)}"


def _explained(lines: Iterable[ComparedLine]) -> list[tuple[ComparedLine, list[str]]]:
    """Each line that has a state, with the texts below it that have none and only explain it."""
    said: list[tuple[ComparedLine, list[str]]] = []
    for line in lines:
        if line.verdicts:
            said.append((line, []))
        else:
            said[-1][1].append(line.text)
    return said
