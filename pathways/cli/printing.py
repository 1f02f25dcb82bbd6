"""What is made for paper: ``handout``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from pathways.cards import Writer, card
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
)
from pathways.cli.asking import KOption
from pathways.cli.posing import ByOption, Limits, Who, WithinOption, ranking, unfolded
from pathways.errors import BadValue
from pathways.handout import card_handout, comparison_handout, route_handout
from pathways.openers import would_open
from pathways.pay import load_pay
from pathways.routes import Answer, find_routes
from pathways.sheets import answer_sheet, pay_blocks
from pathways.sheets.compared_nodes import compare_nodes
from pathways.sheets.compared_routes import compare_routes
from pathways.wording import say

OutArgument = Annotated[Path, typer.Argument(metavar="OUT.pdf", help="The file to write.")]
CardOption = Annotated[
    str | None, typer.Option("--card", metavar="ID", help="The card of a qualification or a role.")
]
GoalOption = Annotated[
    str | None, typer.Option("--to", metavar="ID", help="A route to this goal; with the options of routes.")
]
RouteOption = Annotated[
    list[int],
    typer.Option("--route", min=1, metavar="N", help="Which of the routes found; several: side by side."),
]
CompareOption = Annotated[
    list[str],
    typer.Option("--compare", metavar="ID", help="A qualification or role; two to four: side by side."),
]
AddressOption = Annotated[
    str,
    typer.Option(
        "--address", metavar="URL", help="Where the same is on a screen: printed, and as a QR code."
    ),
]


def join(app: typer.Typer) -> None:
    """Add these commands to the program."""
    app.command(cls=Answering)(unfolded(handout))


def handout(
    out: OutArgument,
    who: Who,
    limits: Limits,
    show_card: CardOption = None,
    to: GoalOption = None,
    route: RouteOption = [1],  # noqa: B006  (Typer reads it, nobody writes to it)
    compare: CompareOption = [],  # noqa: B006
    within: WithinOption = None,
    k: KOption = 5,
    by: ByOption = "fastest",
    address: AddressOption = "",
    on: OnOption = None,
    print_as: FormatOption = Format.TEXT,
    lang: LangOption = "fr",
    data: DataOption = None,
) -> None:
    """Write a card, a route or a comparison as a page to print (PDF, A4)."""
    catalogue = load(data)
    writer = Writer(catalogue, lang, day_of(on, catalogue))
    if address and not address.startswith(("https://", "http://")):
        raise BadValue(f"address '{address}': one that begins with https:// is needed")
    if [show_card is not None, to is not None, bool(compare)].count(True) != 1:
        raise BadValue("what to print: one of --card ID, --to ID, or --compare ID --compare ID is needed")
    if show_card is not None:
        _write(out, _card(writer, show_card, address))
    if compare:
        sheet = compare_nodes(writer, load_pay(), compare)
        _write(out, comparison_handout(sheet, address=address))
    is_answered = True
    if to is not None:
        found = find_routes(
            catalogue, who.profile(catalogue), to, on=writer.on,
            k=max(k, *route), by=ranking(by), within=within, **limits.said,
        )  # fmt: skip
        _write(out, _routes(writer, found, route, address))
        is_answered = bool(found.routes) or found.held_already
    answer(print_as, {"out": str(out)}, [say("handout.written", lang, out=out)])
    if not is_answered:
        raise typer.Exit(NO_ANSWER)


def _routes(writer: Writer, found: Answer, numbers: Sequence[int], address: str) -> bytes:
    """One route, or why there is none; several side by side."""
    sheet = answer_sheet(writer, load_pay(), found, would_open(writer.catalogue, found))
    if len(numbers) > 1 and found.routes:
        return comparison_handout(compare_routes(writer, load_pay(), sheet, numbers), address=address)
    return route_handout(writer, sheet, numbers[0], address=address)


def _card(writer: Writer, node: str, address: str) -> bytes:
    writer.catalogue.node(node)
    pay = pay_blocks(writer, load_pay(), node)
    return card_handout(card(writer.catalogue, node, writer.lang, writer.on, extra=pay), address=address)


def _write(out: Path, made: bytes) -> None:
    try:
        out.write_bytes(made)
    except OSError as error:
        raise BadValue(f"'{out}' cannot be written: {error.strerror}") from None
