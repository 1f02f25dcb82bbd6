"""Commands that ask for a person: ``routes``, ``gap``, ``reach``, ``pay``."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any

import typer

from pathways.cards.pieces import Writer, in_lines
from pathways.catalogue import Catalogue, load
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
    progress_bar,
)
from pathways.cli.posing import AgeOption, ByOption, HoldOption, Limits, Who, WithinOption, ranking, unfolded
from pathways.earnings import Earned
from pathways.gaps import gap as find_gap
from pathways.model import Lang, Profile
from pathways.openers import would_open
from pathways.pay import load_pay
from pathways.reach import reach as find_reach
from pathways.routes import find_routes
from pathways.sheets import (
    AnswerSheet,
    GapSheet,
    OpenerLine,
    PaySheet,
    RouteSheet,
    answer_sheet,
    gap_sheet,
    pay_sheet,
)
from pathways.sheets.reach import ReachSheet, reach_sheet
from pathways.sheets.routes import Stage, assumptions, cited_by, to_confirm_words
from pathways.wording import say

STATE_MARKS = {"met": "✓", "to_confirm": "?", "decision": "!"}
MARKS = {"MET": "✓", "UNKNOWN": "?", "UNMET": "✗"}

ToOption = Annotated[str, typer.Option("--to", metavar="ID", help="The goal: a qualification or a role.")]
KOption = Annotated[int, typer.Option("-k", help="How many routes; all with --by pareto.")]
StepOption = Annotated[
    str, typer.Option("--step", metavar="ID", help="A step by apprenticeship or contrat pro.")
]
MonthsOption = Annotated[int | None, typer.Option("--months", min=1, max=48, help="Length of the contract.")]


def join(app: typer.Typer) -> None:
    """Add these commands to the program."""
    for command in (routes, gap, reach, pay):
        app.command(cls=Answering)(unfolded(command))


def routes(
    to: ToOption,
    who: Who,
    limits: Limits,
    within: WithinOption = None,
    k: KOption = 5,
    by: ByOption = "fastest",
    on: OnOption = None,
    print_as: FormatOption = Format.TEXT,
    lang: LangOption = "fr",
    data: DataOption = None,
) -> None:
    """Show the best routes from a profile to a goal, or why there is none."""
    catalogue = load(data)
    profile = who.profile(catalogue)
    day = day_of(on, catalogue)
    found = find_routes(
        catalogue, profile, to, on=day, k=k, by=ranking(by), within=within, **limits.said,
    )  # fmt: skip
    writer = Writer(catalogue, lang, day)
    sheet = answer_sheet(writer, load_pay(), found, would_open(catalogue, found))
    answer(print_as, routes_json(writer, sheet), answer_lines(writer, sheet))
    if not found.routes and not found.held_already:
        raise typer.Exit(NO_ANSWER)


def gap(
    to: ToOption,
    who: Who,
    limits: Limits,
    on: OnOption = None,
    print_as: FormatOption = Format.TEXT,
    lang: LangOption = "fr",
    data: DataOption = None,
) -> None:
    """Show what is missing today for a goal, the smallest set first."""
    catalogue = load(data)
    profile = who.profile(catalogue)
    day = day_of(on, catalogue)
    found = find_gap(
        catalogue, profile, to, on=day, **limits.said
    )  # fmt: skip
    sheet = gap_sheet(Writer(catalogue, lang, day), found)
    answer(print_as, _gap_json(catalogue, sheet), _gap_lines(sheet))
    if not found.ways and not found.held_already:
        raise typer.Exit(NO_ANSWER)


def reach(
    who: Who,
    limits: Limits,
    within: WithinOption = None,
    on: OnOption = None,
    print_as: FormatOption = Format.TEXT,
    lang: LangOption = "fr",
    data: DataOption = None,
) -> None:
    """Show what can be reached, and in how many months."""
    catalogue = load(data)
    profile = who.profile(catalogue)
    day = day_of(on, catalogue)
    with progress_bar() as tell:
        reached = find_reach(
            catalogue, profile, on=day, within=within, **limits.said,
            progress=lambda done, total: tell(say("reach.searching", lang), done, total),
        )  # fmt: skip
    sheet = reach_sheet(Writer(catalogue, lang, day), reached, within)
    answer(print_as, _reach_json(catalogue, sheet, profile, day), _reach_lines(sheet, lang))
    if not reached:
        raise typer.Exit(NO_ANSWER)


def pay(
    step: StepOption,
    age: AgeOption = None,
    hold: HoldOption = [],  # noqa: B006
    months: MonthsOption = None,
    on: OnOption = None,
    print_as: FormatOption = Format.TEXT,
    lang: LangOption = "fr",
    data: DataOption = None,
) -> None:
    """Show what a work-study step pays at least, month by month."""
    catalogue = load(data)
    profile = Who(hold=hold, age=age).profile(catalogue)
    day = day_of(on, catalogue)
    sheet = pay_sheet(Writer(catalogue, lang, day), load_pay(), catalogue.step(step), profile, months)
    answer(print_as, sheet, _pay_lines(sheet))


# --- routes ---------------------------------------------------------------------------------------


def routes_json(writer: Writer, sheet: AnswerSheet) -> dict[str, Any]:
    """An answer in the shape that other programs rely on."""
    question = sheet.answer.question
    return {
        "edition": writer.catalogue.file.edition,
        "as_of": question.on,
        "profile": question.profile.model_dump(mode="json"),
        "goal": question.goal,
        "by": question.by,
        "held_already": sheet.answer.held_already,
        "complete": sheet.answer.complete,
        "routes": [_route_json(writer, route) for route in sheet.routes],
        "blocked_by": [
            {
                "node": line.block.node,
                "reason": line.block.reason,
                "step": line.block.step.id if line.block.step else None,
                "text": line.text,
                "condition": None if line.condition is None else [text for _, text in line.condition.lines()],
                "sources": [reference.id for reference in line.citations],
            }
            for line in sheet.blocked_by
        ],
        "would_open": [_opener_json(line) for line in sheet.would_open],
    }


def _opener_json(line: OpenerLine) -> dict[str, Any]:
    opener = line.opener
    return {
        "node": opener.node,
        "worked_months": opener.months,
        "let_go": opener.let_go,
        "routes": len(opener.routes),
        "or_more": not opener.is_all,
        "months": opener.fastest.months,
        "at_least": opener.fastest.at_least,
        "lost": opener.lost,
        "text": line.text,
    }


def _route_json(writer: Writer, sheet: RouteSheet) -> dict[str, Any]:
    route = sheet.route
    return {
        "months": route.months,
        "at_least": route.at_least,
        "months_max": route.months_max,
        "months_unpaid": route.months_unpaid,
        "gaps": route.gaps,
        "earned_eur": _euros(sheet.money.total),
        "employer_decisions": route.employer_decisions,
        "assumptions": assumptions(route),
        "to_confirm": [text for segment in route.segments for text in to_confirm_words(writer, segment)],
        "segments": [_segment_json(stage) for stage in sheet.stages],
    }


def _segment_json(stage: Stage) -> dict[str, Any]:
    segment = stage.segment
    return {
        "kind": segment.kind,
        "step": segment.step.id if segment.takes_step else None,
        "node": segment.node,
        "access": segment.access,
        "months": segment.months,
        "earned_eur": _euros(stage.earned),
        "satisfied_by": [condition.text for condition in stage.leans_on],
        "sources": list(dict.fromkeys(citation.id for citation in cited_by(segment))),
    }


def _euros(earned: Earned) -> float | None:
    return None if earned.gross is None else float(earned.gross)


def answer_lines(writer: Writer, sheet: AnswerSheet) -> Iterator[str]:
    """An answer in lines, its routes or what is in their way."""
    yield heading(sheet.message)
    yield say("card.dated", writer.lang, day=writer.day(writer.on), edition=writer.catalogue.file.edition)
    for number, route in enumerate(sheet.routes, start=1):
        yield ""
        yield from _route_lines(writer, number, route)
    for line in sheet.blocked_by:
        yield f"- {line.text}"
        if line.condition is not None:
            yield from (f"{'  ' * (depth + 1)}- {text}" for depth, text in line.condition.lines())
        yield from (f"    [{reference.text(writer.lang)}]" for reference in line.citations)
    if sheet.would_open:
        yield ""
        yield heading(say("opens.title", writer.lang))
        yield from (f"- {line.text}" for line in sheet.would_open)
    yield ""
    yield from sheet.remarks


def _route_lines(writer: Writer, number: int, sheet: RouteSheet) -> Iterator[str]:
    yield heading(f"{number}. {sheet.headline}")
    yield from (f"   {line}" for line in (*sheet.honesty, sheet.kept_for) if line)
    for stage in sheet.stages:
        yield f"   • {stage.title}"
        yield f"     {' · '.join(stage.facts)}" if stage.facts else f"     {stage.node}"
        for condition in stage.leans_on:
            yield f"     {STATE_MARKS[stage.state_of(condition)]} {condition.text}"
        yield from (f"     [{reference.text(writer.lang)}]" for reference in stage.citations)


# --- gap and pay ----------------------------------------------------------------------------------


def _gap_json(catalogue: Catalogue, sheet: GapSheet) -> dict[str, Any]:
    question = sheet.gap.question
    return {
        "edition": catalogue.file.edition,
        "as_of": question.on,
        "profile": question.profile.model_dump(mode="json"),
        "goal": question.goal,
        "verdict": sheet.gap.verdict.name.lower(),
        "held_already": sheet.gap.held_already,
        "ways": [
            {
                "step": way.way.step.id,
                "access": way.way.step.access,
                "verdict": way.way.verdict.name.lower(),
                "missing": [
                    {
                        "unmet": [leaf.model_dump(mode="json", exclude_defaults=True) for leaf in each.unmet],
                        "unknown": [
                            leaf.model_dump(mode="json", exclude_defaults=True) for leaf in each.unknown
                        ],
                        "text": text,
                    }
                    for each, text in zip(way.way.missing, way.missing, strict=True)
                ],
                "conditions": [
                    {
                        "depth": depth,
                        "state": verdict.name.lower() if verdict is not None else None,
                        "text": text,
                    }
                    for depth, verdict, text in way.conditions
                ],
                "sources": [reference.id for reference in way.citations],
            }
            for way in sheet.ways
        ],
    }


def _gap_lines(sheet: GapSheet) -> Iterator[str]:
    yield heading(sheet.message)
    for way in sheet.ways:
        yield ""
        yield heading(f"{way.title} — {way.state}")
        for number, text in enumerate(way.missing, start=1):
            yield f"  {number}. {text}"
        for depth, verdict, text in way.conditions:
            mark = MARKS[verdict.name] if verdict is not None else "·"
            yield f"  {'  ' * depth}{mark} {text}"


def _pay_lines(sheet: PaySheet) -> Iterator[str]:
    yield heading(sheet.title)
    yield from sheet.lines
    yield ""
    yield from (f"- {note}" for note in sheet.notes)
    yield ""
    yield from (f"[{source}]" for source in sheet.sources)


# --- reach ----------------------------------------------------------------------------------------


def _reach_json(catalogue: Catalogue, sheet: ReachSheet, profile: Profile, on: date) -> dict[str, Any]:
    return {
        "edition": catalogue.file.edition,
        "as_of": on,
        "profile": profile.model_dump(mode="json"),
        "reached": [
            {
                "node": each.node,
                "months": each.months,
                "at_least": each.at_least,
                "is_fastest": each.is_fastest,
                "gaps": None if each.route is None else each.route.gaps,
                "to_confirm": None if each.route is None else len(each.route.to_confirm),
                "employer_decisions": None if each.route is None else each.route.employer_decisions,
                "steps": None if each.route is None else [step.id for step in each.route.steps],
            }
            for each in sheet.reached
        ],
    }


def _reach_lines(sheet: ReachSheet, lang: Lang) -> Iterator[str]:
    yield heading(sheet.message)
    yield from in_lines(sheet.sure)
    if sheet.perhaps:
        yield ""
        yield heading(say("reach.perhaps", lang))
        yield from in_lines(sheet.perhaps)
    yield ""
    yield from sheet.remarks
