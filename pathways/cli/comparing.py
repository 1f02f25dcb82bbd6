"""The command that puts things side by side: ``compare``, two to four nodes or routes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated, Any

import typer

from pathways.cards.pieces import Writer
from pathways.catalogue import load
from pathways.cli.answering import (
    NO_ANSWER,
    Answering,
    DataOption,
    Format,
    FormatOption,
    LangOption,
    OnOption,
    answer,
    day_of,
    heading,
)
from pathways.cli.posing import ByOption, Limits, Who, WithinOption, ranking, unfolded
from pathways.errors import BadValue
from pathways.pay import load_pay
from pathways.routes import find_routes
from pathways.sheets import AnswerSheet, answer_sheet
from pathways.sheets.compared_nodes import compare_nodes
from pathways.sheets.compared_routes import compare_routes
from pathways.sheets.comparison import Cell, ComparisonSheet, Row, check_number, mark, numbers_in

NodesArgument = Annotated[
    list[str] | None, typer.Argument(metavar="[ID]...", help="Two to four qualifications or roles.")
]
GoalOption = Annotated[
    str | None, typer.Option("--to", metavar="ID", help="Compare routes to this goal instead.")
]
RouteOption = Annotated[
    list[int], typer.Option("--route", metavar="N", min=1, help="A route, by its place in the answer.")
]
DifferencesOption = Annotated[
    bool, typer.Option("--only-differences", help="Leave out the rows that say the same for all.")
]


def join(app: typer.Typer) -> None:
    """Add this command to the program."""
    app.command(cls=Answering)(unfolded(compare))


def compare(
    who: Who,
    limits: Limits,
    nodes: NodesArgument = None,
    to: GoalOption = None,
    route: RouteOption = [1, 2],  # noqa: B006  (Typer reads it, nobody writes to it)
    only_differences: DifferencesOption = False,
    within: WithinOption = None,
    by: ByOption = "fastest",
    on: OnOption = None,
    print_as: FormatOption = Format.TEXT,
    lang: LangOption = "fr",
    data: DataOption = None,
) -> None:
    """Put two to four nodes, or two to four routes to a goal, side by side."""
    catalogue = load(data)
    writer = Writer(catalogue, lang, day_of(on, catalogue))
    if (to is None) == (not nodes):
        raise BadValue("name two to four ids to compare, or a goal with --to to compare routes")
    if to is None:
        sheet = compare_nodes(writer, load_pay(), nodes or [])
    else:
        check_number(len(route))
        profile = who.profile(catalogue)
        found = find_routes(
            catalogue, profile, to, on=writer.on, k=max(route), by=ranking(by), within=within, **limits.said,
        )  # fmt: skip
        routes = answer_sheet(writer, load_pay(), found)
        _stop_without(writer, routes, route, print_as)
        sheet = compare_routes(writer, load_pay(), routes, route)
    shown = sheet.differing if only_differences else sheet.rows
    answer(print_as, _json(sheet, shown), _lines(writer, sheet, shown))


def _stop_without(writer: Writer, sheet: AnswerSheet, route: Sequence[int], print_as: Format) -> None:
    """End here, with the reason, where the answer lacks one of the routes to compare."""
    known = len(sheet.routes)
    if max(route) > known:
        reason = writer.count("compare.too_few_routes", known) if known else sheet.message
        answer(
            print_as,
            {"edition": writer.catalogue.file.edition, "as_of": writer.on, "reason": reason},
            [reason],
        )
        raise typer.Exit(NO_ANSWER)


def _json(sheet: ComparisonSheet, rows: Sequence[Row]) -> dict[str, Any]:
    return {
        "edition": sheet.edition,
        "as_of": sheet.on,
        "kind": sheet.kind,
        "title": sheet.title,
        "columns": [
            {"key": column.key, "title": column.title, "subtitle": column.subtitle, "node": column.node}
            for column in sheet.columns
        ],
        "diverges_at": sheet.diverges_at,
        "differences": sheet.differences,
        "rows": [
            {
                "key": row.key,
                "label": row.label,
                "differs": row.differs,
                "cells": list(map(_cell_json, row.cells)),
            }
            for row in rows
        ],
        "remarks": sheet.remarks,
    }


def _cell_json(cell: Cell) -> dict[str, Any]:
    return {
        "lines": [{"text": line.text, "depth": line.depth, "node": line.node} for line in cell.lines],
        "reason": cell.reason or None,
        "sources": list(dict.fromkeys(cited.id for cited in cell.citations)),
    }


def _lines(writer: Writer, sheet: ComparisonSheet, rows: Sequence[Row]) -> Iterator[str]:
    """The rows one under the other, and in each what every column says: cells are too long for a table."""
    yield heading(sheet.title)
    yield writer.say("card.dated", day=writer.day(sheet.on), edition=sheet.edition)
    yield from (f"{column.title} – {column.subtitle}" for column in sheet.columns)
    yield from filter(None, [sheet.diverges_at])
    yield from sheet.differences
    documents = sheet.citations
    for row in rows:
        yield ""
        yield heading(f"{row.label} [{mark(row, writer.lang)}]")
        for column, cell, cited in zip(sheet.columns, row.cells, documents, strict=True):
            yield f"  {column.title}"
            yield from (f"    {line}" for line in cell.text.split("\n"))
            if numbers := numbers_in(cited, cell):
                yield f"    {writer.say('source.numbers', numbers=numbers)}"
    yield ""
    yield from sheet.remarks
