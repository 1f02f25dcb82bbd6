"""What all commands share: their common options, how an answer is printed, how an error is told."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from pydantic_core import to_jsonable_python
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn
from typer.core import TyperCommand

from pathways.catalogue import Catalogue
from pathways.errors import (
    BadTable,
    BadValue,
    InvalidData,
    NotOnRecord,
    PathwaysError,
    UnknownId,
    UnreadableData,
)
from pathways.model import Lang
from pathways.wording import say, say_many

NO_ANSWER, NOT_UNDERSTOOD = 1, 2
_PROBLEMS_SHOWN = 3


class Format(StrEnum):
    """How an answer is printed."""

    TEXT = "text"
    JSON = "json"


FormatOption = Annotated[Format, typer.Option("--format", help="How to print the answer.")]
LangOption = Annotated[Lang, typer.Option("--lang", help="The language of the answer.")]
OnOption = Annotated[
    str | None, typer.Option("--on", metavar="YYYY-MM-DD", help="The day; that of the map when not given.")
]
DataOption = Annotated[Path | None, typer.Option("--data", help="Another map in the same format.")]


class Answering(TyperCommand):
    """A command that tells an error in words, in the language asked, and never with a traceback."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command on the map that it names itself, or else the program."""
        if "data" in ctx.params:
            ctx.params["data"] = ctx.params["data"] or ctx.obj
        try:
            return super().invoke(ctx)
        except PathwaysError as error:
            for line in error_in_words(error, ctx.params.get("lang", "fr")):
                typer.echo(line, err=True)
            raise typer.Exit(NOT_UNDERSTOOD) from None


def answer(print_as: Format, value: object, text: Iterable[str]) -> None:
    """Print an answer: the value as JSON, or the text line by line."""
    if print_as is Format.JSON:
        typer.echo(json.dumps(to_jsonable_python(value), ensure_ascii=False, indent=2))
    else:
        typer.echo("\n".join(text))


def day_of(text: str | None, catalogue: Catalogue) -> date:
    """
    The day asked, or that of the map.

    Raises
    ------
    BadValue
        The text is no day.
    """
    return day_in(text) or catalogue.file.as_of


def day_in(text: str | None) -> date | None:
    """
    The day that an option says; None when it was not given.

    Raises
    ------
    BadValue
        The text is no day.
    """
    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError:
        raise BadValue(f"'{text}' is not a day: YYYY-MM-DD is needed") from None


@contextmanager
def progress_bar() -> Iterator[Callable[[str, int, int], None]]:
    """A bar on the terminal for each part of a long reading; nothing where there is no terminal."""
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        tasks = {}

        def tell(part: str, done: int, total: int) -> None:
            if part not in tasks:
                tasks[part] = bars.add_task(part, total=total)
            bars.update(tasks[part], completed=done)

        yield tell


def heading(text: str) -> str:
    """A line that stands out on a terminal."""
    return typer.style(text, bold=True)


def error_in_words(error: PathwaysError, lang: Lang) -> Iterable[str]:
    """What went wrong and what to do, in lines."""
    match error:
        case UnknownId():
            yield say("error.unknown_id", lang, unknown=error.unknown)
            if error.nearest:
                yield say("error.nearest", lang, ids=", ".join(error.nearest))
        case InvalidData():
            yield say_many("error.invalid_data", len(error.problems), lang)
            yield from (str(problem) for problem in error.problems[:_PROBLEMS_SHOWN])
        case BadTable():
            yield say_many("error.bad_table", len(error.problems), lang)
            yield from (str(problem) for problem in error.problems)
        case UnreadableData():
            yield say("error.unreadable_data", lang, what=error)
        case NotOnRecord():
            yield say("error.not_on_record", lang, what=error)
        case _:
            yield say("error.bad_value", lang, what=error)
