"""What is made for paper: ``handout``."""

from __future__ import annotations

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
from pathways.cli.asking import (
    AgeOption,
    BareOption,
    ByOption,
    ExperienceOption,
    HoldOption,
    KOption,
    LicenceOption,
    OnlyOption,
    PracticeOption,
    RelaxOption,
    StatedOption,
    StatusOption,
    UndecidedOption,
    WithinOption,
    profile_of,
    ranking,
    ways,
)
from pathways.errors import BadValue
from pathways.handout import card_handout, route_handout
from pathways.openers import would_open
from pathways.pay import load_pay
from pathways.routes import find_routes
from pathways.sheets import answer_sheet, pay_blocks
from pathways.wording import say

OutArgument = Annotated[Path, typer.Argument(metavar="OUT.pdf", help="The file to write.")]
CardOption = Annotated[
    str | None, typer.Option("--card", metavar="ID", help="The card of a qualification or a role.")
]
GoalOption = Annotated[
    str | None, typer.Option("--to", metavar="ID", help="A route to this goal; with the options of routes.")
]
RouteOption = Annotated[int, typer.Option("--route", min=1, help="Which of the routes found.")]
AddressOption = Annotated[
    str,
    typer.Option(
        "--address", metavar="URL", help="Where the same is on a screen: printed, and as a QR code."
    ),
]


def join(app: typer.Typer) -> None:
    """Add these commands to the program."""
    app.command(cls=Answering)(handout)


def handout(
    out: OutArgument,
    show_card: CardOption = None,
    to: GoalOption = None,
    route: RouteOption = 1,
    hold: HoldOption = [],  # noqa: B006  (Typer reads it, nobody writes to it)
    experience: ExperienceOption = [],  # noqa: B006
    age: AgeOption = None,
    licence: LicenceOption = [],  # noqa: B006
    status: StatusOption = [],  # noqa: B006
    bare_decisions: BareOption = False,
    relax_advised: RelaxOption = False,
    practice: PracticeOption = None,
    only: OnlyOption = [],  # noqa: B006
    no_decisions: UndecidedOption = False,
    stated_only: StatedOption = False,
    within: WithinOption = None,
    k: KOption = 5,
    by: ByOption = "fastest",
    address: AddressOption = "",
    on: OnOption = None,
    print_as: FormatOption = Format.TEXT,
    lang: LangOption = "fr",
    data: DataOption = None,
) -> None:
    """Write a card, or a route, as a page to print (PDF, A4)."""
    catalogue = load(data)
    writer = Writer(catalogue, lang, day_of(on, catalogue))
    if address and not address.startswith(("https://", "http://")):
        raise BadValue(f"address '{address}': one that begins with https:// is needed")
    if (show_card is None) == (to is None):
        raise BadValue("what to print: --card ID or --to ID is needed, not both")
    if to is None:
        assert show_card is not None
        _write(out, _card(writer, show_card, address))
        answer(print_as, {"out": str(out)}, [say("handout.written", lang, out=out)])
        return
    found = find_routes(
        catalogue, profile_of(catalogue, hold, experience, age, licence, status), to, on=writer.on,
        k=max(k, route), by=ranking(by), bare_decisions=bare_decisions, relax_advised=relax_advised,
        practice_months=practice, only_by=ways(only), no_decisions=no_decisions, stated_only=stated_only,
        within=within,
    )  # fmt: skip
    sheet = answer_sheet(writer, load_pay(), found, would_open(catalogue, found))
    made = route_handout(writer, sheet, route, address=address)
    _write(out, made)
    told = [sheet.message] if not found.routes else []
    answer(print_as, {"out": str(out)}, [*told, say("handout.written", lang, out=out)])
    if not found.routes and not found.held_already:
        raise typer.Exit(NO_ANSWER)


def _card(writer: Writer, node: str, address: str) -> bytes:
    writer.catalogue.node(node)
    pay = pay_blocks(writer, load_pay(), node)
    return card_handout(card(writer.catalogue, node, writer.lang, writer.on, extra=pay), address=address)


def _write(out: Path, made: bytes) -> None:
    try:
        out.write_bytes(made)
    except OSError as error:
        raise BadValue(f"'{out}' cannot be written: {error.strerror}") from None
