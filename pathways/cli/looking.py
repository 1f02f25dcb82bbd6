"""Commands that look things up: ``validate``, ``search``, ``card``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated

import typer

from pathways.cards import Block, Card, card, in_lines, one_per_document
from pathways.cards.pieces import Writer
from pathways.catalogue import Catalogue, file_named, load, problems_of
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
from pathways.errors import UnreadableData
from pathways.guessing import guesses
from pathways.model import Lang
from pathways.names import Closeness, Hit
from pathways.pay import load_pay
from pathways.problems import Problem
from pathways.sheets import pay_blocks
from pathways.wording import day as day_in_words
from pathways.wording import say, say_many

FileArgument = Annotated[Path | None, typer.Argument(help="The file; the map in use when not given.")]
TextArgument = Annotated[str, typer.Argument(help="Words of a title, today's or a former one; or a code.")]
NodeArgument = Annotated[str, typer.Argument(metavar="ID", help="A qualification or a role.")]
LimitOption = Annotated[int, typer.Option(min=1, help="The most hits to show.")]


def join(app: typer.Typer) -> None:
    """Add these commands to the program."""
    for command in (validate, search, show_card):
        app.command(name=command.__name__.removeprefix("show_"), cls=Answering)(command)


def validate(
    file: FileArgument = None,
    print_as: FormatOption = Format.TEXT,
    lang: LangOption = "fr",
    data: DataOption = None,
) -> None:
    """Tell every problem of a data file, one a line: where, what, remedy."""
    path = file_named(file or data)
    if not path.exists():
        raise UnreadableData(problems_of(path)[0])
    problems = problems_of(path)
    answer(print_as, {"file": str(path), "problems": problems}, _problems(path, problems, lang))
    if problems:
        raise typer.Exit(NO_ANSWER)


def _problems(path: Path, problems: tuple[Problem, ...], lang: Lang) -> Iterator[str]:
    if not problems:
        yield say("validate.sound", lang, file=path)
        return
    yield say_many("validate.problems", len(problems), lang, file=path)
    yield from (str(problem) for problem in problems)


def search(
    text: TextArgument,
    limit: LimitOption = 20,
    print_as: FormatOption = Format.TEXT,
    lang: LangOption = "fr",
    data: DataOption = None,
) -> None:
    """Find the ids whose current or former labels match; accents and case are ignored."""
    catalogue = load(data)
    hits = catalogue.search(text, limit)
    found = [_hit(catalogue, hit, lang) for hit in hits]
    perhaps = () if hits else guesses(catalogue, text)
    lines = [_hit_in_words(catalogue, hit, lang) for hit in hits] or _none(catalogue, text, perhaps, lang)
    guessed = [_hit(catalogue, hit, lang) for hit in perhaps]
    told = {"edition": catalogue.file.edition, "text": text, "hits": found, "guesses": guessed}
    answer(print_as, told, lines)
    if not hits:
        raise typer.Exit(NO_ANSWER)


def _hit(catalogue: Catalogue, hit: Hit, lang: Lang) -> dict[str, object]:
    return {
        "id": hit.id,
        "label": catalogue.label(hit.id, lang),
        "through": hit.through,
        "matched": hit.matched,
        "exact": hit.closeness in (Closeness.SAME, Closeness.AMONG_OTHERS),
    }


def _none(catalogue: Catalogue, text: str, perhaps: Sequence[Hit], lang: Lang) -> list[str]:
    """That nothing is called so, and what may be meant."""
    none = [say("search.none", lang, text=text)]
    if perhaps:
        none += [say("search.nearest", lang), *(_hit_in_words(catalogue, hit, lang) for hit in perhaps)]
    return none


def _hit_in_words(catalogue: Catalogue, hit: Hit, lang: Lang) -> str:
    through = say(f"search.through.{hit.through}", lang, matched=hit.matched)
    return f"{hit.id}: {catalogue.label(hit.id, lang)} ({through})"


def show_card(
    node: NodeArgument,
    on: OnOption = None,
    print_as: FormatOption = Format.TEXT,
    lang: LangOption = "fr",
    data: DataOption = None,
) -> None:
    """Show everything known of a qualification or a role, with sources."""
    catalogue = load(data)
    day = day_of(on, catalogue)
    catalogue.node(node)
    pay = pay_blocks(Writer(catalogue, lang, day), load_pay(), node)
    shown = card(catalogue, node, lang, day, extra=pay)
    answer(print_as, shown, _card(shown))


def _card(shown: Card) -> Iterator[str]:
    """A card with its documents numbered, and listed once at the end: many blocks share them."""
    documents = one_per_document(reference for block in shown.blocks for reference in block.citations)
    numbers = {document.id: number for number, document in enumerate(documents, start=1)}
    yield heading(shown.title)
    yield shown.subtitle
    yield say("card.dated", shown.lang, day=day_in_words(shown.on, shown.lang), edition=shown.edition)
    for block in shown.blocks:
        yield ""
        yield from _block(block, numbers, shown.lang)
    yield ""
    yield heading(say("source.list", shown.lang))
    for document in documents:
        yield f"  [{numbers[document.id]}] {document.text(shown.lang)} {document.url or ''}".rstrip()


def _block(block: Block, numbers: Mapping[str, int], lang: Lang) -> Iterator[str]:
    yield heading(block.title)
    yield from in_lines(block.lines, depth=1)
    if block.citations:
        cited = ", ".join(f"[{number}]" for number in sorted({numbers[each.id] for each in block.citations}))
        yield f"  {say('source.numbers', lang, numbers=cited)}"
