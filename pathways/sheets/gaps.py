"""A gap as a sheet: for each way to a goal, what is held, what is missing and what is to be said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pathways.cards import Reference, Writer, short_way
from pathways.eligibility import Verdict
from pathways.gaps import Checked, Gap, Missing, WayGap
from pathways.model import Leaf, Nature, Requirement, Step
from pathways.wording import Outline, listing, outline


@dataclass(frozen=True, slots=True)
class WaySheet:
    """
    One way in, in words: its state today, the smallest sets missing, every condition with its state.

    Parameters
    ----------
    shut_by
        The conditions that are not met today, each with the sources of it, or those of the way.
    """

    title: str
    state: str
    missing: tuple[str, ...]
    conditions: tuple[tuple[int, Verdict | None, str], ...]
    shut_by: tuple[tuple[str, tuple[Reference, ...]], ...]
    citations: tuple[Reference, ...]
    way: WayGap


@dataclass(frozen=True, slots=True)
class GapSheet:
    """A gap in one language, the nearest way first."""

    goal: str
    message: str
    ways: tuple[WaySheet, ...]
    gap: Gap


def gap_sheet(writer: Writer, gap: Gap) -> GapSheet:
    """Put a gap in words, in the language and on the day of the writer."""
    goal = writer.label(gap.question.goal)
    if gap.held_already:
        message = writer.say("gap.held_already", goal=goal)
    elif not gap.ways:
        is_left_out = bool(writer.catalogue.steps_to.get(gap.question.goal)) and gap.question.filters
        message = writer.say("gap.none_left" if is_left_out else "gap.no_way", goal=goal)
    else:
        message = writer.say(f"gap.{gap.verdict.name.lower()}", goal=goal)
    return GapSheet(goal, message, tuple(_way(writer, way) for way in gap.ways), gap)


def _way(writer: Writer, way: WayGap) -> WaySheet:
    return WaySheet(
        title=short_way(writer, way.step),
        state=writer.say(f"gap.way.{way.verdict.name.lower()}"),
        missing=tuple(_missing(writer, way.step, each) for each in way.missing),
        conditions=tuple(_conditions(writer, way.step, way.checked)) if way.checked else (),
        shut_by=tuple(_shut_by(writer, way.step, way.checked)) if way.checked else (),
        citations=writer.references(way.step.sources),
        way=way,
    )


def _missing(writer: Writer, step: Step, missing: Missing) -> str:
    texts = [_text(writer, step, leaf) for leaf in (*missing.unmet, *missing.unknown)]
    return listing(texts, writer.lang, "and")


def _text(writer: Writer, step: Step, requirement: Requirement) -> str:
    return outline(requirement, writer.catalogue, writer.lang, step=step).text


def _shut_by(writer: Writer, step: Step, checked: Checked) -> Iterator[tuple[str, tuple[Reference, ...]]]:
    """The unmet leaves that shut the way: of an alternative, all of them, since any one would do."""
    if checked.verdict is not Verdict.UNMET:
        return
    for branch in checked.branches:
        yield from _shut_by(writer, step, branch)
    if not checked.branches:
        leaf = checked.requirement
        own = leaf.sources if isinstance(leaf, Leaf) else ()
        yield _text(writer, step, leaf), writer.references(own or step.sources)


def _conditions(
    writer: Writer, step: Step, checked: Checked, depth: int = 0, said: Nature | None = None
) -> Iterator[tuple[int, Verdict | None, str]]:
    """Every line of the requirement with its depth; leaves carry their state, headings none."""
    written: Outline = outline(checked.requirement, writer.catalogue, writer.lang, step=step, said=said)
    yield depth, None if checked.branches else checked.verdict, written.text
    for branch in checked.branches:
        yield from _conditions(writer, step, branch, depth + 1, said or written.nature)
    if not checked.branches:
        for child in written.children:
            for more, text in child.lines(depth + 1):
                yield more, None, text
