"""The command that hands the map, or one route, to other programs: ``export``."""

from __future__ import annotations

import io
from collections.abc import Collection
from pathlib import Path
from typing import Annotated
from zipfile import ZipFile

import typer

from pathways.cards import Writer
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
)
from pathways.cli.asking import answer_lines, routes_json
from pathways.cli.posing import ByOption, Limits, Who, WithinOption, ranking, unfolded
from pathways.errors import BadValue
from pathways.exports import As, export_bytes, file_name
from pathways.model import Step
from pathways.openers import would_open
from pathways.pay import load_pay
from pathways.routes import Route, find_routes
from pathways.sheets import answer_sheet
from pathways.wording import say_many

AsOption = Annotated[As, typer.Option("--as", help="The format of the file.")]
OutArgument = Annotated[Path, typer.Argument(metavar="OUT", help="The file to write, or a folder for it.")]
ToOption = Annotated[
    str | None, typer.Option("--to", metavar="ID", help="The best route to this goal, not the whole map.")
]
IntoOption = Annotated[
    str | None, typer.Option("--into", metavar="ID", help="The ways into this alone, with their conditions.")
]
MarkOption = Annotated[bool, typer.Option(help="Begin CSV files with the mark by which Excel knows UTF-8.")]


def join(app: typer.Typer) -> None:
    """Add these commands to the program."""
    app.command(cls=Answering)(unfolded(export))


def export(
    out: OutArgument,
    as_: AsOption,
    who: Who,
    limits: Limits,
    to: ToOption = None,
    into: IntoOption = None,
    within: WithinOption = None,
    by: ByOption = "fastest",
    on: OnOption = None,
    bom: MarkOption = True,
    print_as: FormatOption = Format.TEXT,
    lang: LangOption = "fr",
    data: DataOption = None,
) -> None:
    """Write the map, the best route to a goal or the ways into a node as a file that other programs read."""
    if to is not None and into is not None:
        raise BadValue("--to and --into: one of the two")
    catalogue = load(data)
    route = None
    if to is not None:
        day = day_of(on, catalogue)
        profile = who.profile(catalogue)
        found = find_routes(
            catalogue, profile, to, on=day, k=1, by=ranking(by), within=within, **limits.said,
        )  # fmt: skip
        if not found.routes:
            writer = Writer(catalogue, lang, day)
            sheet = answer_sheet(writer, load_pay(), found, would_open(catalogue, found))
            answer(print_as, routes_json(writer, sheet), answer_lines(writer, sheet))
            raise typer.Exit(NO_ANSWER)
        route = found.routes[0]
    content = export_bytes(catalogue, as_, route=route, into=into, lang=lang, mark=bom)
    written = _write(content, out, as_, file_name(catalogue, as_, to or into))
    steps = len(_steps(catalogue, route, into))
    what = "route" if to else "ways" if into else "map"
    told = {"out": str(written), "as": as_, "what": what, "steps": steps}
    answer(print_as, told, [say_many(f"export.{what}", steps, lang, out=written)])


def _steps(catalogue: Catalogue, route: Route | None, into: str | None) -> Collection[Step]:
    if route is not None:
        return route.steps
    return catalogue.steps.values() if into is None else catalogue.steps_to.get(into, ())


def _write(content: bytes, out: Path, as_: As, name: str) -> Path:
    """The place where it stands: tables one by one in a folder, anything else under its own name there."""
    try:
        if as_ == "csv" and out.is_dir():
            ZipFile(io.BytesIO(content)).extractall(out)
            return out
        place = out / name if out.is_dir() else out
        place.write_bytes(content)
    except OSError as error:
        raise BadValue(f"'{out}' cannot be written ({error.strerror})") from None
    return place
