"""Commands about everybody: ``analyse``, what the structure of a map says; ``feeders``, who feeds a role."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from pathways.analysis import (
    Analysis,
    Measure,
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
from pathways.catalogue import Catalogue, load
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


def join(app: typer.Typer) -> None:
    """Add these commands to the program."""
    for command in (reach, hubs, gateways, dead_ends, islands, fewest_ways_in, mobility, resilience):
        analysing.command(name=command.__name__.replace("_", "-"), cls=Answering)(command)
    app.add_typer(analysing, name="analyse")
    app.command(cls=Answering)(feeders)


# --- measures -------------------------------------------------------------------------------------


def reach(
    jobs: JobsOption = None,
    most: MostOption = 20,
    csv: CsvOption = None,
    on: OnOption = None,
    print_as: FormatOption = Format.TEXT,
    lang: LangOption = "fr",
    data: DataOption = None,
) -> None:
    """Tell how many roles each starting point reaches, and what a first choice closes."""
    found = _analysed("reach", load(data), lang, on, jobs=jobs)
    _print(_sheet(found, "reach", lang), found, print_as, most, csv, lang)


def hubs(
    to: GoalsOption = [],  # noqa: B006  (Typer reads it, nobody writes to it)
    own: OwnOption = False,
    jobs: JobsOption = None,
    backend: BackendOption = None,
    most: MostOption = 20,
    csv: CsvOption = None,
    on: OnOption = None,
    print_as: FormatOption = Format.TEXT,
    lang: LangOption = "fr",
    data: DataOption = None,
) -> None:
    """Tell what most of the best routes pass through."""
    found = _analysed("hubs", load(data), lang, on, to=to, jobs=jobs, backend=backend)
    _print(_sheet(found, "hubs", lang, to if own else None), found, print_as, most, csv, lang)


def gateways(
    to: GoalsOption = [],  # noqa: B006
    own: OwnOption = False,
    jobs: JobsOption = None,
    most: MostOption = 20,
    csv: CsvOption = None,
    on: OnOption = None,
    print_as: FormatOption = Format.TEXT,
    lang: LangOption = "fr",
    data: DataOption = None,
) -> None:
    """Tell what every route to a role passes through."""
    found = _analysed("gateways", load(data), lang, on, to=to, jobs=jobs)
    sheet = _sheet(found, "gateways", lang, to if own else None)
    _print(sheet, found, print_as, most, csv, lang)
    if found.gateways is not None and not found.gateways.goals:
        raise typer.Exit(NO_ANSWER)


def dead_ends(
    most: MostOption = 200,
    csv: CsvOption = None,
    on: OnOption = None,
    print_as: FormatOption = Format.TEXT,
    lang: LangOption = "fr",
    data: DataOption = None,
) -> None:
    """Tell what leads nowhere further, and what lies at the edge of the map."""
    found = _analysed("dead-ends", load(data), lang, on)
    _print(_sheet(found, "dead-ends", lang), found, print_as, most, csv, lang)


def islands(
    jobs: JobsOption = None,
    most: MostOption = 200,
    csv: CsvOption = None,
    on: OnOption = None,
    print_as: FormatOption = Format.TEXT,
    lang: LangOption = "fr",
    data: DataOption = None,
) -> None:
    """Tell which roles no route reaches, and why."""
    found = _analysed("islands", load(data), lang, on, jobs=jobs)
    _print(_sheet(found, "islands", lang), found, print_as, most, csv, lang)


def fewest_ways_in(
    jobs: JobsOption = None,
    most: MostOption = 20,
    csv: CsvOption = None,
    on: OnOption = None,
    print_as: FormatOption = Format.TEXT,
    lang: LangOption = "fr",
    data: DataOption = None,
) -> None:
    """Rank the roles by how few qualifications and roles lead there."""
    found = _analysed("fewest-ways-in", load(data), lang, on, jobs=jobs)
    _print(_sheet(found, "fewest-ways-in", lang), found, print_as, most, csv, lang)


def mobility(
    most: MostOption = 200,
    csv: CsvOption = None,
    on: OnOption = None,
    print_as: FormatOption = Format.TEXT,
    lang: LangOption = "fr",
    data: DataOption = None,
) -> None:
    """Count the moves from role to role, by rung and by family."""
    found = _analysed("mobility", load(data), lang, on)
    _print(_sheet(found, "mobility", lang), found, print_as, most, csv, lang)


def resilience(
    to: GoalsOption = [],  # noqa: B006
    remove: RemoveOption = [],  # noqa: B006
    step: StepOption = None,
    drop: DropOption = [],  # noqa: B006
    instead: InsteadOption = None,
    jobs: JobsOption = None,
    most: MostOption = 20,
    csv: CsvOption = None,
    on: OnOption = None,
    print_as: FormatOption = Format.TEXT,
    lang: LangOption = "fr",
    data: DataOption = None,
) -> None:
    """Tell what is lost when a qualification goes, or who enters when a condition does."""
    catalogue = load(data)
    writer = Writer(catalogue, lang, day_of(on, catalogue))
    if step is not None or drop or instead is not None:
        sheet = supposed_sheet(writer, _supposed(writer, step, drop, instead))
    elif remove:
        nodes = known_ids(catalogue, remove)
        goals = known_ids(catalogue, to) or None
        with progress_bar() as tell:
            routes = survey(
                catalogue, on=writer.on, goals=goals, n_jobs=jobs,
                progress=lambda done, of: tell(say("structure.searching.routes", lang), done, of),
            )  # fmt: skip
        sheet = removal_sheet(writer, removal(routes, nodes))
    else:
        found = _analysed("resilience", catalogue, lang, on, to=to, jobs=jobs)
        sheet = measure_sheet(writer, found, "resilience")
    _tell(sheet, catalogue, writer, print_as, most, csv)


def _supposed(writer: Writer, step: str | None, drop: list[str], instead: str | None) -> Supposed:
    if step is None:
        raise BadValue("--drop and --instead are about one way in: name it with --step")
    if bool(drop) == (instead is not None):
        raise BadValue(f"step '{step}': say what it no longer asks for (--drop), or what instead (--instead)")
    if instead is None:
        return without(writer.catalogue, step, drop, on=writer.on)
    return suppose(writer.catalogue, step, requirement_in(instead), on=writer.on)


def feeders(
    role: RoleArgument,
    most: MostOption = 50,
    csv: CsvOption = None,
    on: OnOption = None,
    print_as: FormatOption = Format.TEXT,
    lang: LangOption = "fr",
    data: DataOption = None,
) -> None:
    """Show who is ready for a role, who is one condition away, and which."""
    catalogue = load(data)
    day = day_of(on, catalogue)
    writer = Writer(catalogue, lang, day)
    sheet = feeders_sheet(writer, find_feeders(catalogue, role, on=day))
    _tell(sheet, catalogue, writer, print_as, most, csv)
    if not sheet.lines:
        raise typer.Exit(NO_ANSWER)


# --- asking and printing --------------------------------------------------------------------------


def _analysed(
    measure: Measure, catalogue: Catalogue, lang: Lang, on: str | None, *, to: list[str] | None = None,
    jobs: int | None = None, backend: str | None = None,
) -> Analysis:  # fmt: skip
    with progress_bar() as tell:
        return analyse(
            catalogue, [measure], to=to or None, on=day_of(on, catalogue), n_jobs=jobs, backend=backend,
            progress=lambda part, done, of: tell(say(f"structure.searching.{part}", lang), done, of),
        )  # fmt: skip


def _sheet(found: Analysis, measure: Measure, lang: Lang, among: list[str] | None = None) -> MeasureSheet:
    if among is not None:
        found = found.only(among)
    return measure_sheet(Writer(found.catalogue, lang, found.on), found, measure)


def _print(
    sheet: MeasureSheet, found: Analysis, print_as: Format, most: int, csv: Path | None, lang: Lang
) -> None:
    _tell(sheet, found.catalogue, Writer(found.catalogue, lang, found.on), print_as, most, csv)


def _tell(
    sheet: MeasureSheet, catalogue: Catalogue, writer: Writer, print_as: Format, most: int, csv: Path | None
) -> None:
    if csv is not None:
        csv.write_bytes(csv_of(sheet.table, separator=SEPARATORS[writer.lang]))
    answer(print_as, _json(sheet, catalogue, writer), _lines(sheet, writer.lang, most))


def _json(sheet: MeasureSheet, catalogue: Catalogue, writer: Writer) -> dict[str, Any]:
    return {
        "edition": catalogue.file.edition,
        "as_of": writer.on,
        "licence": catalogue.file.licence,
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
