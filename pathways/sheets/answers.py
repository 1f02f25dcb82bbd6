"""An answer about routes as a sheet: the routes in words, or why there is none, and how far to trust it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pathways.blocks import Block
from pathways.cards.pieces import Reference, Writer
from pathways.model import Leaf
from pathways.openers import Opener
from pathways.pay import PayTables
from pathways.routes import Answer
from pathways.sheets.routes import RouteSheet, route_sheet
from pathways.wording import Outline, duration, outline, say_many


@dataclass(frozen=True, slots=True)
class BlockLine:
    """A condition that nothing can satisfy: what it shuts, in words, with its sources."""

    text: str
    condition: Outline | None
    citations: tuple[Reference, ...]
    block: Block


@dataclass(frozen=True, slots=True)
class OpenerLine:
    """What would open the goal, in words."""

    text: str
    opener: Opener


@dataclass(frozen=True, slots=True)
class AnswerSheet:
    """
    An answer in one language.

    Parameters
    ----------
    message
        What to say above the routes, or instead of them.
    would_open
        Where there is no route: what would open one, the surest first.
    remarks
        What belongs under every answer: other ways exist, an employer may decide alone.
    """

    goal: str
    message: str
    routes: tuple[RouteSheet, ...]
    blocked_by: tuple[BlockLine, ...]
    would_open: tuple[OpenerLine, ...]
    remarks: tuple[str, ...]
    answer: Answer


def answer_sheet(
    writer: Writer, tables: PayTables, answer: Answer, openers: tuple[Opener, ...] = ()
) -> AnswerSheet:
    """Put an answer in words, in the language and on the day of the writer."""
    profile = answer.question.profile
    return AnswerSheet(
        goal=writer.label(answer.question.goal),
        message=_message(writer, answer),
        routes=tuple(route_sheet(writer, tables, profile, route) for route in answer.routes),
        blocked_by=tuple(_block_line(writer, block, answer.question.within) for block in answer.blocked_by),
        would_open=tuple(OpenerLine(_opener_text(writer, each), each) for each in openers),
        remarks=tuple(_remarks(writer, answer)),
        answer=answer,
    )


def _message(writer: Writer, answer: Answer) -> str:
    goal = writer.label(answer.question.goal)
    if answer.held_already:
        return writer.say("routes.held_already", goal=goal)
    if not answer.routes:
        return writer.say("routes.none" if answer.complete else "routes.none_yet", goal=goal)
    return say_many(f"routes.found.{answer.question.by}", len(answer.routes), writer.lang, goal=goal)


def _remarks(writer: Writer, answer: Answer) -> Iterator[str]:
    if not answer.complete and answer.routes:
        is_any_certain = answer.certain > 0
        yield (
            say_many("routes.cut_short", answer.certain, writer.lang)
            if is_any_certain
            else writer.say("routes.cut_short.none")
        )
    if answer.question.by == "pareto" and answer.routes:
        yield writer.say("routes.pareto")
    steps = writer.catalogue.steps_to.get(answer.question.goal, ())
    if not answer.question.bare_decisions and any(step.is_bare_decision for step in steps):
        yield writer.say("routes.bare_decision")
    yield writer.say("routes.others_exist")


def _block_line(writer: Writer, block: Block, within: int | None) -> BlockLine:
    condition = None
    if block.step is not None and block.condition is not None:
        condition = outline(block.condition, writer.catalogue, writer.lang, step=block.step)
    cited = block.step.sources if block.step else writer.catalogue.node(block.node).sources
    if isinstance(block.condition, Leaf):
        cited = (*block.condition.sources, *cited)
    return BlockLine(_block_text(writer, block, within), condition, writer.references(cited), block)


def _block_text(writer: Writer, block: Block, within: int | None) -> str:
    """Why a node is shut, with the way in or the time allowed where that is the reason."""
    key = "not_at_once" if block.reason == "too_long" and within == 0 else block.reason
    limit = duration(within, None, writer.lang)
    way = writer.say(f"access.{block.step.access}") if block.step else ""
    return writer.say(f"routes.block.{key}", label=writer.label(block.node), within=limit, way=way)


def _opener_text(writer: Writer, opener: Opener) -> str:
    """How many routes it would open, the time of the fastest, and that it cannot be had where that is so."""
    first = opener.fastest
    at_once = not first.at_least and not first.months
    length = duration(first.months, None, writer.lang, at_least=first.at_least)
    effect = writer.count(
        "opens.routes" if opener.is_all else "opens.at_least",
        len(opener.routes),
        lead=_opener_lead(writer, opener),
        length=writer.say("reach.at_once") if at_once else length,
    )
    if opener.lost is None:
        return effect
    return f"{effect} {writer.say(f'opens.lost.{opener.lost}')}"


def _opener_lead(writer: Writer, opener: Opener) -> str:
    """What is supposed, or let go."""
    if opener.node is None:
        return writer.say(f"opens.let_go.{opener.let_go}")
    label = writer.label(opener.node)
    if not opener.months:
        return writer.say("opens.have", label=label)
    return writer.say("opens.worked", label=label, months=duration(opener.months, None, writer.lang))
