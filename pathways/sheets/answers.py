"""An answer about routes as a sheet: the routes in words, or why there is none, and how far to trust it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from pathways.blocks import Block
from pathways.cards.pieces import Reference, Writer
from pathways.model import Leaf
from pathways.openers import Opener
from pathways.pay import PayTables
from pathways.rankings import CRITERIA
from pathways.routes import Answer
from pathways.sheets.routes import RouteSheet, route_sheet
from pathways.wording import Outline, duration, listing, outline, say_many


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
        routes=_with_reasons(
            writer, answer, tuple(route_sheet(writer, tables, profile, route) for route in answer.routes)
        ),
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


def _with_reasons(writer: Writer, answer: Answer, sheets: tuple[RouteSheet, ...]) -> tuple[RouteSheet, ...]:
    """Of trade-offs, why each is shown; other rankings say it by their order."""
    if answer.question.by != "pareto" or len(sheets) < 2:
        return sheets
    reasons = (listing(list(_kept_for(writer, sheet, sheets)), writer.lang) for sheet in sheets)
    return tuple(
        replace(sheet, kept_for=writer.say("route.kept_for", reasons=why))
        for sheet, why in zip(sheets, reasons, strict=True)
    )


def _kept_for(writer: Writer, sheet: RouteSheet, shown: tuple[RouteSheet, ...]) -> Iterator[str]:
    """
    On which points no other route that is shown is better, unless all are alike; else that it lies between.

    A number that is only a lower bound is never called the best: it is said that it may be.
    """
    is_best = False
    for place, criterion in enumerate(CRITERIA):
        own = _counts(sheet)[place]
        all_counts = [_counts(each)[place] for each in shown]
        known = [count for count in all_counts if count is not None]
        if own is None or own > min(known) or len(set(all_counts)) == 1:
            continue
        is_best = True
        key = "among_known" if None in all_counts else "shared" if known.count(own) > 1 else "alone"
        yield writer.say(f"route.kept_for.{criterion}.{key}")
    if sheet.route.at_least:
        yield writer.say("route.kept_for.length_unknown")
    elif not is_best:
        yield writer.say("route.kept_for.between")


def _counts(sheet: RouteSheet) -> tuple[int | None, ...]:
    """What trade-offs are between, in the order of ``CRITERIA``; None where only a lower bound is known."""
    route = sheet.route
    months = None if route.at_least else route.months
    is_bound = any(month.month is None and month.is_unpaid for month in sheet.money.months)
    unpaid = None if is_bound else route.months_unpaid
    return route.gaps, months, unpaid, route.employer_decisions, route.doubts


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
