"""The blocks that only a role has: its sheet in the branch's register, and its rung."""

from __future__ import annotations

from collections.abc import Iterator

from pathways.cards import nodes
from pathways.cards.pieces import Block, Line, Writer
from pathways.model import Amendments, Role
from pathways.names import fold
from pathways.wording import rung as rung_in_words


def what(writer: Writer, node: Role) -> Block:
    """Whether the job is still there, what one does, on which vehicles, and what else it is called."""
    lines = [*_warnings(writer, node), *nodes.about(writer, node)]
    titles = [title for title in node.titles if fold(title) != fold(node.label.fr)]
    if titles:
        lines.append(writer.line("titles", titles=", ".join(titles)))
    return writer.block("what", lines, node.sources)


def _warnings(writer: Writer, node: Role) -> Iterator[Line]:
    """That the register no longer has it, with what has replaced it."""
    if nodes.is_past(writer, node):
        yield writer.line(f"warning_{node.status}")
        yield from nodes.successors(writer, node)


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
        yield _amended(writer, node, node.amended)


def _amended(writer: Writer, node: Role, amended: Amendments) -> Line:
    """How often the sheet was changed, and since when where its text was read and is dated."""
    last = amended.last
    when = "" if last is None else writer.count("card.amended_last", amended.count, day=writer.day(last))
    dates = (writer.catalogue.sources[cited.id].date for cited in node.sources)
    read_in = next((writer.day(each[: len("2019-12")]) for each in dates if each), None)
    if node.text_known and read_in is not None:
        return Line(writer.count("line.amended_since", amended.count, month=read_in, last=when))
    return Line(writer.count("line.amended", amended.count, last=when))


def rung(writer: Writer, node: Role) -> Block:
    """Where the role stands on the ladder, and how one moves up inside it."""
    lines = [writer.line("rung", rung=rung_in_words(node.rung, writer.lang))] if node.rung else []
    if node.steps_within:
        lines.append(Line(_steps_within(writer, node)))
    return writer.block("rung", lines, node.sources)


def _steps_within(writer: Writer, node: Role) -> str:
    """The échelons, or the degrees of a cadre, that one may climb without changing role."""
    *before, last = node.steps_within
    steps = writer.say("card.then", before=", ".join(before), last=last) if before else last
    of_cadre = node.rung is not None and node.rung.cadre is not None
    return writer.count(
        "line.degrees_within" if of_cadre else "line.steps_within", len(before) + 1, steps=steps
    )
