"""
Everything that a map says of one qualification or role, in the order in which a person asks for it.

What it is, what it is called, whether it is still registered, where it stands on the ladder, how one gets
in, what it opens, what lies beyond, what became of those who did it, where it is taught; then what sources
disagree on. What is not known is said to be not known. Pay is not here: its block is handed in.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from pathways.cards import leaflets, nodes, qualifications, roles, ways
from pathways.cards.nodes import conflict_in_words
from pathways.cards.pieces import Block, Card, Line, Reference, Writer
from pathways.cards.ways import named_way, short_way
from pathways.catalogue import Catalogue
from pathways.model import Lang, Qualification, Role

__all__ = [
    "Block",
    "Card",
    "Line",
    "Reference",
    "Writer",
    "card",
    "conflict_in_words",
    "named_way",
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
        Further blocks, put at the end.

    Raises
    ------
    UnknownId
        The map has no such node.

    Examples
    --------
    >>> from tests.small_map import small
    >>> print(card(small(), "g-9-1-controleur", "en", date(2026, 11, 24)).subtitle)
    role · Vehicle inspection · échelon 9
    """
    node = catalogue.node(node_id)
    writer = Writer(catalogue, lang, on)
    blocks = _of_qualification(writer, node) if isinstance(node, Qualification) else _of_role(writer, node)
    return Card(
        id=node.id,
        title=node.label[lang],
        subtitle=nodes.subtitle(writer, node),
        lang=lang,
        on=on,
        edition=catalogue.file.edition,
        blocks=(*blocks, *extra),
    )


def _of_qualification(writer: Writer, node: Qualification) -> Iterator[Block]:
    yield qualifications.what(writer, node)
    yield nodes.names(writer, node)
    yield qualifications.registration(writer, node)
    yield qualifications.rung(writer, node)
    yield qualifications.content(writer, node)
    yield from _ways(writer, node)
    yield qualifications.outcomes(writer, node)
    yield qualifications.places(writer, node)
    yield from leaflets.blocks(writer, node)
    yield from nodes.doubts(writer, node)


def _of_role(writer: Writer, node: Role) -> Iterator[Block]:
    yield roles.what(writer, node)
    yield nodes.names(writer, node)
    yield roles.sheet(writer, node)
    yield roles.rung(writer, node)
    yield from _ways(writer, node)
    yield from nodes.doubts(writer, node)


def _ways(writer: Writer, node: Qualification | Role) -> Iterator[Block]:
    yield ways.ways_in(writer, node)
    yield from ways.bare_decision(writer, node)
    yield ways.ways_on(writer, node)
    yield from ways.shuts(writer, node)
    yield from ways.onward(writer, node)
    yield from nodes.exits(writer, node)
