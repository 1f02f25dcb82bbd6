"""A command for those who employ: ``match``, their own job titles on the map, and what these show."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from pathways.cards import Writer, in_lines, one_per_document
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
from pathways.errors import BadValue
from pathways.importing import read_confirmed_file, read_titles_file
from pathways.matching import Match, Post, State, match_titles
from pathways.model import Lang
from pathways.pay import load_pay
from pathways.sheets.matching import MatchingSheet, matching_sheet
from pathways.sheets.staffing import StaffingSheet, staffing_sheet
from pathways.spreadsheets import SEPARATORS, csv_of
from pathways.staffing import Move, Staffing, staffing
from pathways.wording import say, say_many

FileArgument = Annotated[
    Path,
    typer.Argument(metavar="FILE", help="CSV or XLSX: a job title a row; headcounts and families if any."),
]
ConfirmedOption = Annotated[
    Path | None,
    typer.Option("--confirmed", metavar="FILE", help="The table written before, with the roles corrected."),
]
OutOption = Annotated[
    Path | None, typer.Option("--out", metavar="FILE.csv", help="Write the table to be corrected here.")
]


def join(app: typer.Typer) -> None:
    """Add this command to the program."""
    app.command(cls=Answering)(match)


def match(
    file: FileArgument,
    confirmed: ConfirmedOption = None,
    out: OutOption = None,
    on: OnOption = None,
    print_as: FormatOption = Format.TEXT,
    lang: LangOption = "fr",
    data: DataOption = None,
) -> None:
    """Match an employer's job titles to roles; with a confirmed table, show what those roles can do."""
    catalogue = load(data)
    writer = Writer(catalogue, lang, day_of(on, catalogue))
    matches = match_titles(catalogue, read_titles_file(catalogue, file, lang))
    sheet = matching_sheet(writer, matches)
    posts = (
        None if confirmed is None else _confirmed(matches, read_confirmed_file(catalogue, confirmed, lang))
    )
    staff = None if posts is None else _staffing_sheet(writer, posts)
    if out is not None:
        _write(out, sheet, lang)
    answer(print_as, _as_json(writer, matches, staff), _lines(writer, sheet, staff, out))
    if staff is None and all(each.state is State.UNMATCHED for each in matches):
        raise typer.Exit(NO_ANSWER)


def _confirmed(matches: tuple[Match, ...], posts: tuple[Post, ...]) -> tuple[Post, ...]:
    """The lines of the list with the roles that a person confirmed, title by title; none for the others."""
    said = {post.listed.asked: post.role for post in posts}
    by_title = {post.listed.title: post.role for post in posts}
    return tuple(
        Post(each.listed, said.get(each.listed.asked, by_title.get(each.listed.title))) for each in matches
    )


def _staffing_sheet(writer: Writer, posts: tuple[Post, ...]) -> StaffingSheet:
    with progress_bar() as tell:
        found = staffing(
            writer.catalogue, posts, on=writer.on,
            progress=lambda done, total: tell(writer.say("staffing.searching"), done, total),
        )  # fmt: skip
    return staffing_sheet(writer, load_pay(), found)


def _write(out: Path, sheet: MatchingSheet, lang: Lang) -> None:
    try:
        out.write_bytes(csv_of(sheet.table, separator=SEPARATORS[lang]))
    except OSError as error:
        raise BadValue(f"{out}: {error.strerror}") from None


# --- printed --------------------------------------------------------------------------------------


def _lines(
    writer: Writer, sheet: MatchingSheet, staff: StaffingSheet | None, out: Path | None
) -> Iterator[str]:
    yield heading(sheet.message)
    yield from in_lines(sheet.groups)
    if all(each.state is State.UNMATCHED for each in sheet.matches):
        yield writer.say("match.none")
    yield ""
    yield from sheet.remarks
    if out is not None:
        yield say_many("match.written", len(sheet.table.rows), writer.lang, file=out)
    if staff is None:
        yield writer.say("match.to_confirm")
    else:
        yield from _staff_lines(staff, writer.lang)


def _staff_lines(staff: StaffingSheet, lang: Lang) -> Iterator[str]:
    yield ""
    yield heading(staff.message)
    for row in staff.table.rows:
        role, *others = (str(cell) for cell in row)
        yield f"- {role}"
        told = zip(staff.table.columns[1:], others, strict=True)
        yield from (f"  {say('staffing.cell', lang, name=name, text=text)}" for name, text in told)
    for block in staff.blocks:
        yield ""
        yield heading(block.title)
        yield from in_lines(block.lines, depth=1)
    yield ""
    yield heading(say("source.list", lang))
    cited = (*staff.pay_sources, *(reference for block in staff.blocks for reference in block.citations))
    yield from (f"- {document.text(lang)}" for document in one_per_document(cited))
    yield ""
    yield from staff.remarks


# --- as JSON --------------------------------------------------------------------------------------


def _as_json(writer: Writer, matches: tuple[Match, ...], staff: StaffingSheet | None) -> dict[str, Any]:
    return {
        "edition": writer.catalogue.file.edition,
        "as_of": writer.on,
        "titles": [_match_json(each) for each in matches],
        "staffing": None if staff is None else _staffing_json(staff.staffing),
    }


def _match_json(each: Match) -> dict[str, Any]:
    return {
        "title": each.listed.title,
        "heads": each.listed.heads,
        "family": each.listed.family,
        "line": each.listed.line,
        "state": each.state,
        "role": each.role,
        "candidates": each.candidates,
        "elsewhere": None if each.elsewhere is None else each.elsewhere.code,
    }


def _staffing_json(found: Staffing) -> dict[str, Any]:
    return {
        "roles": [
            {
                "role": each.id,
                "rnqsa": each.role.rnqsa,
                "family": each.role.family,
                "rung": each.role.rung,
                "titles": each.titles,
                "heads": each.heads,
            }
            for each in found.ours
        ],
        "unplaced": [post.listed.title for post in found.unplaced],
        "ladders": found.ladders,
        "hires": {role: [_move_json(move) for move in moves] for role, moves in found.hires.items()},
        "next": {role: [_move_json(move) for move in moves] for role, moves in found.moves.items()},
        "weak_points": [
            {
                "role": point.role,
                "lost": point.lost,
                "ladders": len(found.climbs_through(point.role)),
                "from_outside": {
                    role: [step.id for step in ways] for role, ways in point.from_outside.items()
                },
            }
            for point in found.weak_points
        ],
    }


def _move_json(move: Move) -> dict[str, Any]:
    return {
        "source": move.source,
        "target": move.target,
        "step": move.step.id,
        "access": move.step.access,
        "direction": move.direction,
        "nearness": move.nearness,
        "unmet": [leaf.model_dump(mode="json", exclude_defaults=True) for leaf in move.missing.unmet],
        "unknown": [leaf.model_dump(mode="json", exclude_defaults=True) for leaf in move.missing.unknown],
        "months": move.months,
        "trainings": move.trainings,
        "sources": [each.id for each in move.step.sources],
    }
