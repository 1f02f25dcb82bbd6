"""Commands for those who keep a map: ``refresh``, ``import``, ``changes``."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

import typer

from pathways.cards import Writer, in_lines
from pathways.catalogue import file_named, load
from pathways.cli.answering import (
    Answering,
    DataOption,
    Format,
    FormatOption,
    LangOption,
    OnOption,
    answer,
    day_in,
    day_of,
    progress_bar,
)
from pathways.importing import ReadBack, import_appellations, import_rome, read_ctdl, read_exported
from pathways.importing.exported import content_of
from pathways.model import Lang
from pathways.refresh import Finding, Register, codes_of, compare, read_register, rewritten
from pathways.saving import file_text, save
from pathways.sheets.changes import changes_sheet
from pathways.sheets.refresh import refresh_sheet
from pathways.validation.files import decoded, text_of
from pathways.wording import say, say_many

RncpOption = Annotated[
    Path, typer.Option("--rncp", metavar="FILE", help="The daily archive (ZIP) or the reduced table (CSV).")
]
ReleasedOption = Annotated[
    str | None, typer.Option("--released", metavar="YYYY-MM-DD", help="The day of the release.")
]
WriteOption = Annotated[bool, typer.Option("--write", help="Carry the register's own fields over.")]
FolderArgument = Annotated[Path, typer.Argument(metavar="DIR", help="The tables of a release of ROME.")]
FileArgument = Annotated[Path, typer.Argument(metavar="FILE", help="The file that was exported.")]
OutArgument = Annotated[Path, typer.Argument(metavar="OUT", help="The map to write.")]

OldArgument = Annotated[Path, typer.Argument(metavar="OLD", help="The data file of the older edition.")]
NewArgument = Annotated[
    Path | None, typer.Argument(metavar="NEW", help="That of the newer one; the map in use when not given.")
]

importing = typer.Typer(help="Turn another release, or an exported file, into a map.", no_args_is_help=True)


def join(app: typer.Typer) -> None:
    """Add these commands to the program."""
    for command in (refresh, changes):
        app.command(cls=Answering)(command)
    for reader in (rome, graph, ctdl, appellations):
        importing.command(cls=Answering)(reader)
    app.add_typer(importing, name="import")


# --- the register of certifications ---------------------------------------------------------------


def refresh(
    rncp: RncpOption,
    write: WriteOption = False,
    on: OnOption = None,
    print_as: FormatOption = Format.TEXT,
    lang: LangOption = "fr",
    data: DataOption = None,
) -> None:
    """Tell what a new release of the national register changes; write nothing unless asked to."""
    path = file_named(data)
    catalogue = load(path)
    with progress_bar() as tell:
        register = read_register(rncp, codes_of(catalogue), progress=tell)
    day = day_of(on, catalogue) if on else register.released or catalogue.file.as_of
    findings = compare(catalogue, register, day)
    told = in_lines(refresh_sheet(Writer(catalogue, lang, day), register, findings))
    if write:
        raw = decoded(text_of(path))
        new = rewritten(raw, catalogue, register, day)
        save(new, path)
        changed = sum(a != b for a, b in zip(raw["qualifications"], new["qualifications"], strict=True))
        last = say_many("refresh.written", changed, lang, file=path)
    else:
        last = say("refresh.not_written", lang, file=path)
    answer(print_as, _as_json(register, day, findings, write), (*told, last))


def _as_json(register: Register, on: date, findings: tuple[Finding, ...], written: bool) -> dict[str, object]:
    return {
        "released": register.released,
        "whole": register.whole,
        "on": on,
        "written": written,
        "findings": findings,
    }


# --- editions -------------------------------------------------------------------------------------


def changes(
    old: OldArgument,
    new: NewArgument = None,
    print_as: FormatOption = Format.TEXT,
    lang: LangOption = "fr",
    data: DataOption = None,
) -> None:
    """Tell what changed from an older edition to the map in use, as the change log has it."""
    sheet = changes_sheet(load(old), load(new or data), lang)
    answer(print_as, {"changes": sheet.changes}, sheet.lines)


# --- other maps -----------------------------------------------------------------------------------


def rome(
    folder: FolderArgument,
    out: OutArgument,
    released: ReleasedOption = None,
    print_as: FormatOption = Format.TEXT,
    lang: LangOption = "fr",
) -> None:
    """Turn the tables of ROME, the national list of jobs, into a map of their moves."""
    day = day_in(released)
    imported = import_rome(folder, as_of=day or datetime.now(UTC).date(), released=day)
    save(imported.raw, out)
    told = {"out": str(out), "roles": imported.roles, "moves": imported.moves, "release": imported.release}
    answer(print_as, told, [say("import.done", lang, **told)])


def graph(
    file: FileArgument,
    out: OutArgument,
    print_as: FormatOption = Format.TEXT,
    lang: LangOption = "fr",
) -> None:
    """Turn an exported graph (GraphML, GEXF, JSON, JGF, CSV in a ZIP or a folder) back into a map."""
    _keep(read_exported(content_of(file), str(file)), out, print_as, lang)


def ctdl(
    file: FileArgument,
    out: OutArgument,
    on: OnOption = None,
    print_as: FormatOption = Format.TEXT,
    lang: LangOption = "fr",
) -> None:
    """Turn a pathway in CTDL (JSON-LD) into a map, and tell what could not be carried over."""
    day = day_in(on) or datetime.now(UTC).date()
    _keep(read_ctdl(content_of(file), str(file), as_of=day), out, print_as, lang)


def _keep(back: ReadBack, out: Path, print_as: Format, lang: Lang) -> None:
    save(back.raw, out)
    told = {kind: len(back.raw.get(kind, ())) for kind in ("qualifications", "roles", "steps")}
    remarks = [remark.text(lang) for remark in back.remarks]
    first = say("import.read", lang, out=out, **told)
    answer(
        print_as, {"out": str(out), **told, "remarks": remarks}, [first, *(f"- {each}" for each in remarks)]
    )


def appellations(
    folder: FolderArgument,
    out: Annotated[Path, typer.Argument(metavar="OUT", help="The file of appellations to write.")],
    released: ReleasedOption = None,
    print_as: FormatOption = Format.TEXT,
    lang: LangOption = "fr",
    data: DataOption = None,
) -> None:
    """Take from the tables of ROME what it calls the jobs that the map names: for matching job titles."""
    raw = import_appellations(load(data), folder, released=day_in(released))
    out.write_text(file_text(raw), encoding="utf-8")
    count = sum(map(len, raw["appellations"].values()))
    told = {"out": str(out), "codes": len(raw["appellations"]), "appellations": count}
    answer(print_as, told, [say("import.appellations", lang, **told)])
