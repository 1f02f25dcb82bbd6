"""The blocks that only a role has: its sheet in the branch's register, and its rung."""

from __future__ import annotations

from collections.abc import Iterator

from pathways.cards import nodes
from pathways.cards.pieces import Block, Line, Writer
from pathways.model import Role
from pathways.wording import rung as rung_in_words


def what(writer: Writer, node: Role) -> Block:
    """What one does, on which vehicles, and what else the job is called."""
    lines = list(nodes.about(writer, node))
    if node.titles:
        lines.append(writer.line("titles", titles=", ".join(node.titles)))
    return writer.block("what", lines, node.sources)


def sheet(writer: Writer, node: Role) -> Block:
    """The sheet: its code, its state, and how far its published text can be trusted."""
    return writer.block("sheet", _sheet(writer, node), node.sources)


def _sheet(writer: Writer, node: Role) -> Iterator[Line]:
    if node.rnqsa:
        yield writer.line("rnqsa", code=node.rnqsa)
    yield Line(writer.say(f"sheet.{node.status}"))
    if not node.text_known:
        yield writer.line("text_unknown")
    if node.amended is not None and node.amended.count:
        text = writer.count("line.amended", node.amended.count)
        last = node.amended.last
        yield Line(
            text if last is None else f"{text} {writer.say('line.amended_last', day=writer.day(last))}"
        )


def rung(writer: Writer, node: Role) -> Block:
    """Where the role stands on the ladder, and how one moves up inside it."""
    lines = [writer.line("rung", rung=rung_in_words(node.rung, writer.lang))] if node.rung else []
    if node.steps_within:
        lines.append(writer.line("steps_within", *(Line(each) for each in node.steps_within)))
    return writer.block("rung", lines, node.sources, without="no_rung")
