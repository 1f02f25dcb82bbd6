"""
Everything that a map says of one qualification or role, in the order in which a person asks for it.

What it is, and first of all whether it still exists; what one learns, how one gets in, what that pays, what
it helps to open, what lies beyond, what became of those who did it, where it is taught; then its
registration or sheet, its place on the ladder, its names, and what sources disagree on. What is not known
is said to be not known, in one line at the end. Pay is handed in, and put where it belongs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from pathways.cards import leaflets, nodes, qualifications, roles, ways
from pathways.cards.nodes import conflict_in_words
from pathways.cards.pieces import Block, Card, Line, Reference, Writer, in_lines, one_per_document
from pathways.cards.ways import named_way, short_way
from pathways.catalogue import Catalogue
from pathways.model import Lang, Qualification, Role
from pathways.wording import listing

__all__ = [
    "Block",
    "Card",
    "Line",
    "Reference",
    "Writer",
    "card",
    "conflict_in_words",
    "in_lines",
    "named_way",
    "one_per_document",
    "short_way",
]


def card(catalogue: Catalogue, node_id: str, lang: Lang, on: date, *, extra: Sequence[Block] = ()) -> Card:
    """
    The card of a node.

    Parameters
    ----------
    on
        The day on which registrations and dates are judged.
    extra
        Further blocks, put right after the ways in: what it pays.

    Raises
    ------
    UnknownId
        The map has no such node.

    Examples
    --------
    >>> from tests.small_map import small
    >>> print(card(small(), "g-9-1-controleur", "en", date(2026, 11, 24)).subtitle)
    role · Vehicle inspection · échelon 9 on the branch’s pay scale
    """
    node = catalogue.node(node_id)
    writer = Writer(catalogue, lang, on)
    return Card(
        id=node.id,
        title=node.label[lang],
        subtitle=nodes.subtitle(writer, node),
        lang=lang,
        on=on,
        edition=catalogue.file.edition,
        blocks=tuple(_with_silence(writer, node, _blocks(writer, node, extra))),
    )


def _blocks(writer: Writer, node: Qualification | Role, extra: Iterable[Block]) -> Iterator[Block]:
    if isinstance(node, Qualification):
        return _of_qualification(writer, node, extra)
    return _of_role(writer, node, extra)


def _of_qualification(writer: Writer, node: Qualification, extra: Iterable[Block]) -> Iterator[Block]:
    yield qualifications.what(writer, node)
    yield qualifications.content(writer, node)
    yield from _ways(writer, node, extra)
    yield qualifications.outcomes(writer, node)
    yield qualifications.places(writer, node)
    yield from leaflets.blocks(writer, node)
    yield qualifications.registration(writer, node)
    yield qualifications.rung(writer, node)
    yield from nodes.names(writer, node)
    yield from nodes.doubts(writer, node)


def _of_role(writer: Writer, node: Role, extra: Iterable[Block]) -> Iterator[Block]:
    yield roles.what(writer, node)
    yield from _ways(writer, node, extra)
    yield roles.sheet(writer, node)
    if not nodes.is_past(writer, node):
        yield roles.rung(writer, node)
    yield from nodes.names(writer, node)
    yield from nodes.doubts(writer, node)


def _ways(writer: Writer, node: Qualification | Role, extra: Iterable[Block]) -> Iterator[Block]:
    yield ways.ways_in(writer, node)
    yield from ways.bare_decision(writer, node)
    yield from extra
    yield ways.ways_on(writer, node)
    yield from ways.shuts(writer, node)
    yield from ways.onward(writer, node)
    yield from nodes.exits(writer, node)


def _with_silence(writer: Writer, node: Qualification | Role, blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks that say something, then a line on what sources do not tell of a node one may aim at."""
    silent = []
    for block in blocks:
        if block.lines:
            yield block
        else:
            silent.append(writer.say(f"card.unsaid.{block.key}"))
    if silent and not nodes.is_past(writer, node) and not ways.is_stand_in(writer, node):
        yield writer.block("unsaid", [writer.line("unsaid", topics=listing(silent, writer.lang))])
