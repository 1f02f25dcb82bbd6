"""
Qualifications and roles side by side: what their cards say, cut into the rows of one table.

Nothing is worked out anew: a cell holds lines of the card. Long lists of what would do are cut short, and say
so: the card has them all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from pathways.cards import Block, Card, Line, Reference, Writer, card, named_way, short_way
from pathways.cards.nodes import is_past, level
from pathways.errors import BadValue
from pathways.model import Qualification, Role, Step
from pathways.pay import PayTables
from pathways.sheets.comparison import Cell, Column, ComparisonSheet, Row, cell, check_number, closing_rows
from pathways.sheets.pay_blocks import pay_blocks
from pathways.wording import Outline, outline

_MOST_OF_A_GROUP: Final = 4


def compare_nodes(writer: Writer, tables: PayTables, nodes: Sequence[str]) -> ComparisonSheet:
    """
    Qualifications and roles side by side, in the order asked.

    Parameters
    ----------
    nodes
        Two to four ids, each once.

    Raises
    ------
    UnknownId
        The map has no such node.
    BadValue
        There are too few or too many, or one is there twice.

    Examples
    --------
    >>> from datetime import date
    >>> from pathways.pay import load_pay
    >>> from tests.small_map import small
    >>> writer = Writer(small(), "en", date(2026, 11, 24))
    >>> sheet = compare_nodes(writer, load_pay(), ["cap-mecano", "titre-moniteur"])
    >>> [line.text for line in sheet.rows[4].cells[1].lines]
    ['continuing training (adults), 8 months']
    """
    _check(nodes)
    told = [_Told.of(writer, tables, node) for node in nodes]
    rows = [_row(writer, key, told) for key in _CELLS]
    sheet = ComparisonSheet(
        kind="nodes",
        title=writer.say("compare.nodes.title"),
        columns=tuple(_column(writer, each) for each in told),
        rows=tuple(rows),
        lang=writer.lang,
        on=writer.on,
        edition=writer.catalogue.file.edition,
        remarks=(writer.say("compare.nodes.remark"), writer.say("routes.others_exist")),
    )
    return replace(sheet, rows=(*sheet.rows, *closing_rows(writer, sheet)))


def _check(nodes: Sequence[str]) -> None:
    check_number(len(nodes))
    if len(set(nodes)) < len(nodes):
        raise BadValue("the same is there twice: each can be compared once")


@dataclass(frozen=True, slots=True)
class _Told:
    """A node with its card."""

    writer: Writer
    node: Qualification | Role
    card: Card
    steps: tuple[Step, ...]

    @classmethod
    def of(cls, writer: Writer, tables: PayTables, node_id: str) -> _Told:
        catalogue = writer.catalogue
        node = catalogue.node(node_id)
        shown = card(catalogue, node_id, writer.lang, writer.on, extra=pay_blocks(writer, tables, node_id))
        steps = (step for step in catalogue.ways_in(node_id) if catalogue.can_be_taken(step, writer.on))
        return cls(writer, node, shown, tuple(steps))

    def block(self, *keys: str) -> tuple[list[Line], list[Reference]]:
        """The lines and the sources of some blocks of the card; none of those that it does not have."""
        found = [block for key in keys for block in self.card.blocks if block.key == key]
        return [line for block in found for line in block.lines], [*_cited(found)]

    def empty(self, key: str) -> str:
        """Why a cell has nothing to say."""
        return self.writer.say(f"compare.empty.{key}")


def _cited(blocks: Iterable[Block]) -> Iterator[Reference]:
    for block in blocks:
        yield from block.citations


def _column(writer: Writer, told: _Told) -> Column:
    node = told.node
    parts = [writer.say(f"kind.{node.kind}" if isinstance(node, Qualification) else "kind.role")]
    if node.family:
        parts.append(writer.family(node.family))
    return Column(node.id, told.card.title, " · ".join(parts), node=node.id)


def _row(writer: Writer, key: str, told: Sequence[_Told]) -> Row:
    return Row(key, writer.say(f"compare.row.{key}"), tuple(_CELLS[key](each) for each in told))


# --- the cells of a column ------------------------------------------------------------------------


def _what(told: _Told) -> Cell:
    node, writer = told.node, told.writer
    lines = [] if node.summary is None else [Line(node.summary[writer.lang])]
    return cell(lines, told.empty("unsaid"), writer.references(node.sources))


def _level(told: _Told) -> Cell:
    if isinstance(told.node, Role):
        return Cell((), told.empty("role_level"))
    return cell([Line(level(told.writer, told.node))], "", told.writer.references(told.node.sources))


def _entry(told: _Told) -> Cell:
    """Each way in that is open, with what it asks for."""
    lines = (Line(short_way(told.writer, step), children=(_conditions(told, step),)) for step in told.steps)
    return _of_ways(told, lines)


def _mode(told: _Told) -> Cell:
    return _of_ways(told, (Line(told.writer.say(f"access.{step.access}")) for step in told.steps))


def _duration(told: _Told) -> Cell:
    if isinstance(told.node, Role) and told.steps:
        return Cell((), told.empty("role_duration"))
    return _of_ways(told, (Line(named_way(told.writer, step)) for step in told.steps))


def _of_ways(told: _Told, lines: Iterable[Line]) -> Cell:
    """Lines about the ways in, each once; where there is no way, why."""
    past = is_past(told.writer, told.node)
    return cell(dict.fromkeys(lines), told.empty("past" if past else "unsaid"), told.block("ways_in")[1])


def _conditions(told: _Told, step: Step) -> Outline:
    writer = told.writer
    return _shortened(writer, outline(step.requires, writer.catalogue, writer.lang, step=step, on=writer.on))


def _shortened(writer: Writer, condition: Outline) -> Outline:
    """A condition without its reasons, and with the first branches of a group that has many."""
    branches = [each for each in condition.children if each.kind != "why"]
    kept = branches if len(branches) <= _MOST_OF_A_GROUP else branches[: _MOST_OF_A_GROUP - 1]
    more = len(branches) - len(kept)
    left_out = [Outline(writer.count("compare.more", more), "more")] if more else []
    return replace(condition, children=(*(_shortened(writer, each) for each in kept), *left_out))


def _rung(told: _Told) -> Cell:
    lines, cited = told.block("rung")
    return cell(lines, told.empty("unsaid"), cited)


def _roles(told: _Told) -> Cell:
    lines, cited = told.block("ways_on")
    roles = (line for line in lines if line.node in told.writer.catalogue.roles)
    return cell(roles, told.empty("none_on_map"), cited)


def _studies(told: _Told) -> Cell:
    lines, cited = told.block("ways_on", "onward")
    studies = (line for line in lines if line.node in told.writer.catalogue.qualifications)
    return cell(studies, told.empty("none_on_map"), cited)


def _pay(told: _Told) -> Cell:
    lines, cited = told.block("pay", "pay_in_training")
    is_trained_for = any(step.is_training for step in told.steps)
    past = is_past(told.writer, told.node)
    return cell(lines, told.empty("no_contract" if is_trained_for else "past" if past else "unsaid"), cited)


def _outcomes(told: _Told) -> Cell:
    lines, cited = told.block("outcomes")
    return cell(lines, told.empty("unsaid"), cited)


def _limits(told: _Told) -> Cell:
    """What warns, until when it is registered or whether its sheet stands, and what nobody tells."""
    what, cited = told.block("what")
    lines, cited_too = told.block("registration", "sheet", "shuts", "unsaid")
    warnings = [line for line in what if line.warns]
    return cell([*warnings, *lines], told.empty("no_limit"), [*(cited if warnings else ()), *cited_too])


_CELLS: Final[Mapping[str, Callable[[_Told], Cell]]] = {
    "what": _what,
    "level": _level,
    "entry": _entry,
    "mode": _mode,
    "duration": _duration,
    "rung": _rung,
    "roles": _roles,
    "studies": _studies,
    "pay": _pay,
    "outcomes": _outcomes,
    "limits": _limits,
}
