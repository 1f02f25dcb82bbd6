"""Commands that suppose something: ``choice``, one step taken; ``cohort``, several people asking."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from pathways.cards.pieces import Writer, in_lines
from pathways.catalogue import load
from pathways.choices import Choice, Prospect, TwoChoices, choices_in
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
from pathways.cli.asking import MARKS, ToOption
from pathways.cli.posing import Limits, Who, WithinOption, unfolded
from pathways.cohort import Standing, compared
from pathways.importing import read_profiles
from pathways.model import Profile
from pathways.questions import Question
from pathways.reach import NO_GOAL, Reached
from pathways.sheets.choices import ChoiceSheet, TwoChoicesSheet, choice_sheet, two_choices_sheet
from pathways.sheets.cohort import CohortSheet, cohort_sheet
from pathways.wording import say

ChosenArgument = Annotated[
    str, typer.Argument(metavar="STEP", help="A step; or a node with only one way in.")
]
InsteadOption = Annotated[
    str | None, typer.Option("--instead", metavar="STEP", help="Another step, to compare with.")
]
FileArgument = Annotated[
    Path, typer.Argument(metavar="FILE.csv", help="A profile a row; labels such as A or B, never names.")
]
WayOption = Annotated[
    str | None, typer.Option("--way", metavar="STEP", help="The way to compare condition by condition.")
]


def join(app: typer.Typer) -> None:
    """Add these commands to the program."""
    for command in (choice, cohort):
        app.command(cls=Answering)(unfolded(command))


# --- one step taken -------------------------------------------------------------------------------


def choice(
    step: ChosenArgument,
    who: Who,
    limits: Limits,
    instead: InsteadOption = None,
    within: WithinOption = None,
    on: OnOption = None,
    print_as: FormatOption = Format.TEXT,
    lang: LangOption = "fr",
    data: DataOption = None,
) -> None:
    """Show what a step closes, keeps and opens; or what only one of two leaves open."""
    catalogue = load(data)
    profile = who.profile(catalogue)
    day = day_of(on, catalogue)
    question = Question(
        profile, NO_GOAL, day, **limits.said
    )  # fmt: skip
    with progress_bar() as tell:
        found = choices_in(
            catalogue, question, [step] if instead is None else [step, instead], within,
            lambda done, total: tell(say("reach.searching", lang), done, total),
        )  # fmt: skip
    writer = Writer(catalogue, lang, day)
    if instead is None:
        sheet = choice_sheet(writer, found[0])
        answer(print_as, {**_about(writer, found[0]), **_choice_json(found[0])}, _choice_lines(sheet))
    else:
        two = two_choices_sheet(writer, TwoChoices(*found))
        answer(print_as, {**_about(writer, found[0]), **_two_json(two.choices)}, _two_lines(two))


def _about(writer: Writer, choice: Choice) -> dict[str, Any]:
    return {
        "edition": writer.catalogue.file.edition,
        "as_of": choice.question.on,
        "profile": choice.question.profile.model_dump(mode="json"),
        "within": choice.within,
    }


def _choice_json(choice: Choice) -> dict[str, Any]:
    unknown = () if choice.to_confirm is None else choice.to_confirm.unknown
    return {
        "step": choice.step.id,
        "months": None if choice.step.duration_is_unknown else choice.months,
        "to_confirm": [leaf.model_dump(mode="json", exclude_defaults=True) for leaf in unknown],
        "closes": [_reached_json(each) for each in choice.closes],
        "keeps": [_prospect_json(each) for each in choice.keeps],
        "opens": [_prospect_json(each) for each in choice.opens],
    }


def _two_json(two: TwoChoices) -> dict[str, Any]:
    return {
        "first": _choice_json(two.first),
        "second": _choice_json(two.second),
        "only_first": [_prospect_json(each) for each in two.only_first],
        "only_second": [_prospect_json(each) for each in two.only_second],
    }


def _reached_json(each: Reached) -> dict[str, Any]:
    return {
        "node": each.node,
        "months": each.months,
        "at_least": each.at_least,
        "is_fastest": each.is_fastest,
    }


def _prospect_json(each: Prospect) -> dict[str, Any]:
    return {
        "node": each.node,
        "months": each.months,
        "at_least": each.at_least,
        "is_fastest": each.is_fastest,
        "before": None if each.before is None else _reached_json(each.before),
        "months_later": each.months_later,
    }


def _choice_lines(sheet: ChoiceSheet) -> Iterator[str]:
    yield heading(sheet.title)
    yield from in_lines([sheet.closes, *([sheet.opens] if sheet.opens else []), *sheet.keeps])
    yield ""
    yield from sheet.remarks


def _two_lines(sheet: TwoChoicesSheet) -> Iterator[str]:
    yield from in_lines([sheet.only_first, sheet.only_second])
    yield sheet.both
    yield ""
    yield from sheet.remarks


# --- several people asking ------------------------------------------------------------------------


def cohort(
    file: FileArgument,
    to: ToOption,
    limits: Limits,
    way: WayOption = None,
    on: OnOption = None,
    print_as: FormatOption = Format.TEXT,
    lang: LangOption = "fr",
    data: DataOption = None,
) -> None:
    """Ask the same question for each profile of a table, and compare them condition by condition."""
    catalogue = load(data)
    profiles = read_profiles(catalogue, file, lang)
    day = day_of(on, catalogue)
    question = Question(
        Profile(), to, day, **limits.said
    )  # fmt: skip
    with progress_bar() as tell:
        found = compared(
            catalogue, question, profiles, way,
            lambda done, total: tell(say("cohort.searching", lang), done, total),
        )  # fmt: skip
    writer = Writer(catalogue, lang, day)
    sheet = cohort_sheet(writer, found)
    answer(print_as, _cohort_json(writer, sheet), _cohort_lines(sheet))
    if not any(each.route or each.held_already for each in found.standings):
        raise typer.Exit(NO_ANSWER)


def _cohort_json(writer: Writer, sheet: CohortSheet) -> dict[str, Any]:
    found = sheet.cohort
    return {
        "edition": writer.catalogue.file.edition,
        "as_of": found.question.on,
        "goal": found.question.goal,
        "profiles": [_standing_json(each) for each in found.standings],
        "way": None if found.way is None else found.way.id,
        "conditions": _conditions_json(sheet),
    }


def _standing_json(standing: Standing) -> dict[str, Any]:
    route = standing.route
    return {
        "label": standing.label,
        "profile": standing.profile.model_dump(mode="json"),
        "held_already": standing.held_already,
        "months": None if route is None else route.months,
        "at_least": None if route is None else route.at_least,
        "is_fastest": standing.is_fastest,
        "gaps": None if route is None else route.gaps,
        "employer_decisions": None if route is None else route.employer_decisions,
        "to_confirm": None if route is None else len(route.to_confirm),
        "steps": None if route is None else [step.id for step in route.steps],
        "blocked_by": [{"node": each.node, "reason": each.reason} for each in standing.answer.blocked_by],
    }


def _conditions_json(sheet: CohortSheet) -> list[dict[str, Any]]:
    """The lines of the way; those that only explain the one above have no state."""
    return [
        {
            "depth": line.depth,
            "text": line.text,
            "states": {
                label: verdict.name.lower() for verdict, labels in line.by_verdict for label in labels
            },
        }
        for line in sheet.conditions
    ]


def _cohort_lines(sheet: CohortSheet) -> Iterator[str]:
    yield heading(sheet.message)
    yield from _table([sheet.columns, *sheet.rows])
    yield from (f"  {reason}" for reason in sheet.reasons)
    yield from sheet.nearest
    if sheet.way:
        yield ""
        yield heading(sheet.way)
    for line in sheet.conditions:
        yield f"{'  ' * (line.depth + 1)}{line.text}"
        if line.by_verdict:
            states = (f"{MARKS[verdict.name]} {', '.join(labels)}" for verdict, labels in line.by_verdict)
            yield f"{'  ' * (line.depth + 2)}{'   '.join(states)}"
    yield ""
    yield from sheet.remarks


def _table(rows: list[tuple[str, ...]]) -> Iterator[str]:
    """Rows with their cells one under the other."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
