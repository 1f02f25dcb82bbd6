"""Commands about everybody: ``analyse``, what the structure of a map says; ``feeders``, who feeds a role."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any

import typer

from pathways.analysis import (
    Analysis,
    Measure,
    Removal,
    Supposed,
    analyse,
    removal,
    requirement_in,
    suppose,
    survey,
    without,
)
from pathways.analysis import feeders as find_feeders
from pathways.analysis.survey import known_ids
from pathways.cards import Line, Writer, in_lines
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
    progress_bar,
)
from pathways.cli.posing import unfolded
from pathways.errors import BadValue
from pathways.model import Lang
from pathways.sheets.analysis import MeasureSheet, measure_sheet, removal_sheet
from pathways.sheets.feeders import feeders_sheet, supposed_sheet
from pathways.spreadsheets import SEPARATORS, csv_of
from pathways.wording import say, say_many

GoalsOption = Annotated[
    list[str],
    typer.Option("--to", metavar="ID", help="A role that matters; all roles in force if none is named."),
]
OwnOption = Annotated[bool, typer.Option("--own", help="Name only what is among the roles named with --to.")]
JobsOption = Annotated[
    int | None, typer.Option("--jobs", metavar="N", help="How many processes; -1 for one a core.")
]
BackendOption = Annotated[
    str | None, typer.Option("--backend", metavar="NAME", help="The backend that networkx is to use.")
]
MostOption = Annotated[int, typer.Option("--most", min=1, help="The most lines to print, and under each.")]
CsvOption = Annotated[Path | None, typer.Option("--csv", metavar="FILE", help="Write the table there too.")]
RemoveOption = Annotated[
    list[str],
    typer.Option("--remove", metavar="ID", help="Take this node away, together with the others named."),
]
StepOption = Annotated[
    str | None, typer.Option("--step", metavar="ID", help="The way in whose condition changes.")
]
DropOption = Annotated[
    list[str],
    typer.Option("--drop", metavar="CONDITION", help="A node, a kind (experience…) or a nature (usual…)."),
]
InsteadOption = Annotated[
    str | None,
    typer.Option("--instead", metavar="JSON", help="What the step asks for instead, as in the data."),
]
RoleArgument = Annotated[str, typer.Argument(metavar="ROLE", help="The role to be filled.")]

analysing = typer.Typer(help="Tell what the structure of the map says.", no_args_is_help=True)


@dataclass(frozen=True)
class Telling:
    """Of which map and which day, and how it is told."""

    csv: CsvOption = None
    on: OnOption = None
    print_as: FormatOption = Format.TEXT
    lang: LangOption = "fr"
    data: DataOption = None

    @cached_property
    def writer(self) -> Writer:
        """What writes of the map, as of the day."""
        catalogue = load(self.data)
        return Writer(catalogue, self.lang, day_of(self.on, catalogue))


def join(app: typer.Typer) -> None:
    """Add these commands to the program."""
    for command in (reach, hubs, gateways, dead_ends, islands, fewest_ways_in, mobility, resilience):
        analysing.command(name=command.__name__.replace("_", "-"), cls=Answering)(unfolded(command))
    app.add_typer(analysing, name="analyse")
    app.command(cls=Answering)(unfolded(feeders))


# --- measures -------------------------------------------------------------------------------------


def reach(jobs: JobsOption = None, most: MostOption = 20, *, telling: Telling) -> None:
    """Tell how many roles each starting point reaches, and what a first choice closes."""
    _tell_measure(telling, "reach", _analysed(telling, "reach", jobs=jobs), most)


def hubs(
    to: GoalsOption = [],  # noqa: B006  (Typer reads it, nobody writes to it)
    own: OwnOption = False,
    jobs: JobsOption = None,
    backend: BackendOption = None,
    most: MostOption = 20,
    *,
    telling: Telling,
) -> None:
    """Tell what most of the best routes pass through."""
    found = _analysed(telling, "hubs", to=to, jobs=jobs, backend=backend)
    _tell_measure(telling, "hubs", found.only(to) if own else found, most)


def gateways(
    to: GoalsOption = [],  # noqa: B006
    own: OwnOption = False,
    jobs: JobsOption = None,
    most: MostOption = 20,
    *,
    telling: Telling,
) -> None:
    """Tell what every route to a role passes through."""
    found = _analysed(telling, "gateways", to=to, jobs=jobs)
    _tell_measure(telling, "gateways", found.only(to) if own else found, most)
    if found.gateways is not None and not found.gateways.goals:
        raise typer.Exit(NO_ANSWER)


def dead_ends(most: MostOption = 200, *, telling: Telling) -> None:
    """Tell what leads nowhere further, and what lies at the edge of the map."""
    _tell_measure(telling, "dead-ends", _analysed(telling, "dead-ends"), most)


def islands(jobs: JobsOption = None, most: MostOption = 200, *, telling: Telling) -> None:
    """Tell which roles no route reaches, and why."""
    _tell_measure(telling, "islands", _analysed(telling, "islands", jobs=jobs), most)


def fewest_ways_in(jobs: JobsOption = None, most: MostOption = 20, *, telling: Telling) -> None:
    """Rank the roles by how few qualifications and roles lead there."""
    _tell_measure(telling, "fewest-ways-in", _analysed(telling, "fewest-ways-in", jobs=jobs), most)


def mobility(most: MostOption = 200, *, telling: Telling) -> None:
    """Count the moves from role to role, by rung and by family."""
    _tell_measure(telling, "mobility", _analysed(telling, "mobility"), most)


def resilience(
    to: GoalsOption = [],  # noqa: B006
    remove: RemoveOption = [],  # noqa: B006
    step: StepOption = None,
    drop: DropOption = [],  # noqa: B006
    instead: InsteadOption = None,
    jobs: JobsOption = None,
    most: MostOption = 20,
    *,
    telling: Telling,
) -> None:
    """Tell what is lost when a qualification goes, or who enters when a condition does."""
    if step is not None or drop or instead is not None:
        _tell(telling, supposed_sheet(telling.writer, _supposed(telling.writer, step, drop, instead)), most)
    elif remove:
        _tell(telling, removal_sheet(telling.writer, _removed(telling, remove, to, jobs)), most)
    else:
        _tell_measure(telling, "resilience", _analysed(telling, "resilience", to=to, jobs=jobs), most)


def _supposed(writer: Writer, step: str | None, drop: list[str], instead: str | None) -> Supposed:
    if step is None:
        raise BadValue("--drop and --instead are about one way in: name it with --step")
    if bool(drop) == (instead is not None):
        raise BadValue(f"step '{step}': say what it no longer asks for (--drop), or what instead (--instead)")
    if instead is None:
        return without(writer.catalogue, step, drop, on=writer.on)
    return suppose(writer.catalogue, step, requirement_in(instead), on=writer.on)


def _removed(telling: Telling, nodes: list[str], to: list[str], jobs: int | None) -> Removal:
    catalogue, on = telling.writer.catalogue, telling.writer.on
    removed, goals = known_ids(catalogue, nodes), known_ids(catalogue, to) or None
    with progress_bar() as tell:
        routes = survey(
            catalogue, on=on, goals=goals, n_jobs=jobs,
            progress=lambda done, of: tell(say("structure.searching.routes", telling.lang), done, of),
        )  # fmt: skip
    return removal(routes, removed)


def feeders(role: RoleArgument, most: MostOption = 50, *, telling: Telling) -> None:
    """Show who is ready for a role, who is one condition away, and which."""
    writer = telling.writer
    sheet = feeders_sheet(writer, find_feeders(writer.catalogue, role, on=writer.on))
    _tell(telling, sheet, most)
    if not sheet.lines:
        raise typer.Exit(NO_ANSWER)


# --- asking and printing --------------------------------------------------------------------------


def _analysed(
    telling: Telling, measure: Measure, *, to: list[str] | None = None, jobs: int | None = None,
    backend: str | None = None,
) -> Analysis:  # fmt: skip
    catalogue, on = telling.writer.catalogue, telling.writer.on
    with progress_bar() as tell:
        return analyse(
            catalogue, [measure], to=to or None, on=on, n_jobs=jobs, backend=backend,
            progress=lambda part, done, of: tell(say(f"structure.searching.{part}", telling.lang), done, of),
        )  # fmt: skip


def _tell_measure(telling: Telling, measure: Measure, found: Analysis, most: int) -> None:
    _tell(telling, measure_sheet(telling.writer, found, measure), most)


def _tell(telling: Telling, sheet: MeasureSheet, most: int) -> None:
    if telling.csv is not None:
        telling.csv.write_bytes(csv_of(sheet.table, separator=SEPARATORS[telling.lang]))
    answer(telling.print_as, _json(sheet, telling.writer), _lines(sheet, telling.lang, most))


def _json(sheet: MeasureSheet, writer: Writer) -> dict[str, Any]:
    return {
        "edition": writer.catalogue.file.edition,
        "as_of": writer.on,
        "licence": writer.catalogue.file.licence,
        "measure": sheet.key,
        "meaning": sheet.meaning,
        "formula": sheet.formula,
        "limits": sheet.limits,
        "message": sheet.message,
        "ranked": [_line_json(line) for line in sheet.lines],
        "sources": [each.id for each in sheet.citations],
        "table": [dict(zip(sheet.keys, row, strict=True)) for row in sheet.table.rows],
    }


def _line_json(line: Any) -> dict[str, Any]:
    node = line.node if isinstance(line, Line) else None
    return {"text": line.text, "node": node, "list": [_line_json(each) for each in line.children]}


def _lines(sheet: MeasureSheet, lang: Lang, most: int) -> Iterator[str]:
    yield heading(sheet.title)
    yield sheet.meaning
    yield sheet.message
    yield ""
    yield from in_lines(_shortened(sheet.lines, lang, most))
    yield ""
    yield sheet.formula
    yield from (f"- {limit}" for limit in sheet.limits)
    if sheet.citations:
        yield say("source.list", lang)
        yield from (f"  {each.text(lang)} {each.url or ''}".rstrip() for each in sheet.citations)
    yield sheet.dated


def _shortened(lines: tuple[Any, ...], lang: Lang, most: int) -> tuple[Any, ...]:
    """The first lines, each with the first of those under it, and how many more there are."""
    shown = tuple(
        Line(line.text, line.node, _shortened(line.children, lang, most)) if isinstance(line, Line) else line
        for line in lines[:most]
    )
    left = len(lines) - most
    return shown if left <= 0 else (*shown, Line(say_many("structure.more", left, lang)))
