"""Several profiles and one goal, in words: how far each is, and on which conditions they differ."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pathways.cards import Writer, short_way
from pathways.cohort import Cohort, Compared, Standing
from pathways.eligibility import Verdict
from pathways.model import Nature
from pathways.wording import decimal, duration, listing, outline

COLUMNS = ("label", "time", "gaps", "decisions", "to_confirm")


@dataclass(frozen=True, slots=True)
class ComparedLine:
    """
    A condition in words.

    Parameters
    ----------
    by_verdict
        The labels of those for whom it stands so; none for a group.
    verdicts
        How it stands for each, in the order of the list, for a group as well; none for what only explains the
        line above.
    """

    text: str
    depth: int
    by_verdict: tuple[tuple[Verdict, tuple[str, ...]], ...]
    verdicts: tuple[Verdict, ...] = ()


@dataclass(frozen=True, slots=True)
class CohortSheet:
    """
    Several profiles in one language.

    Parameters
    ----------
    columns, rows
        The table: a row for each profile, in the order of the list.
    reasons
        By label, why there is no route.
    nearest
        Whose known time is the shortest, and who may be nearer still; empty where nobody has a route.
    way
        What is compared condition by condition; empty when nothing leads to the goal.
    """

    message: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    reasons: tuple[str, ...]
    nearest: tuple[str, ...]
    way: str
    conditions: tuple[ComparedLine, ...]
    remarks: tuple[str, ...]
    cohort: Cohort

    def nearest_first(self) -> list[tuple[str, str]]:
        """Labels with their time, the nearest first; bounds after what is known, no route last."""
        return [
            (self.rows[place][0], self.rows[place][1])
            for place in sorted(range(len(self.rows)), key=self._distance)
        ]

    def _distance(self, place: int) -> tuple[bool, bool, int, int]:
        standing = self.cohort.standings[place]
        route = standing.route
        if route is None:
            return not standing.held_already, False, 0, place
        return False, route.at_least, route.months, place


def cohort_sheet(writer: Writer, cohort: Cohort) -> CohortSheet:
    """Put several profiles in words, in the language and on the day of the writer."""
    goal = writer.label(cohort.question.goal)
    return CohortSheet(
        message=writer.count("cohort.message", len(cohort.standings), goal=goal),
        columns=tuple(writer.say(f"cohort.column.{column}") for column in COLUMNS),
        rows=tuple(_row(writer, standing) for standing in cohort.standings),
        reasons=tuple(_reasons(writer, cohort)),
        nearest=tuple(_nearest(writer, cohort)),
        way=_way(writer, cohort),
        conditions=tuple(_conditions(writer, cohort)),
        remarks=tuple(_remarks(writer, cohort)),
        cohort=cohort,
    )


def _row(writer: Writer, standing: Standing) -> tuple[str, ...]:
    route = standing.route
    if route is None:
        return standing.label, _without_route(writer, standing), "", "", ""
    counts = (route.gaps, route.employer_decisions, len(route.to_confirm))
    return standing.label, _time(writer, standing), *(decimal(count, writer.lang) for count in counts)


def _without_route(writer: Writer, standing: Standing) -> str:
    if standing.held_already:
        return writer.say("cohort.held")
    return writer.say("cohort.no_route" if standing.answer.complete else "cohort.none_yet")


def _time(writer: Writer, standing: Standing) -> str:
    route = standing.route
    if route is None or not (route.months or route.at_least):
        return writer.say("reach.at_once")
    time = duration(route.months, None, writer.lang, at_least=route.at_least)
    return time if standing.is_fastest else writer.say("cohort.not_sure", time=time)


def _reasons(writer: Writer, cohort: Cohort) -> Iterator[str]:
    """Why there is no route, for each who has none."""
    for standing in cohort.standings:
        for block in standing.answer.blocked_by if standing.answer.complete else ():
            text = writer.say(f"routes.block.{block.reason}", label=writer.label(block.node))
            yield writer.say("cohort.reason", label=standing.label, reason=text)


def _nearest(writer: Writer, cohort: Cohort) -> Iterator[str]:
    """Whose known time is the shortest; a time that is only a lower bound beats none, but may."""
    if len(cohort.standings) < 2:
        return
    times = [(each.label, *_months(each)) for each in cohort.standings]
    known = {label: months for label, months, is_bound in times if months is not None and not is_bound}
    bounds = {label: months for label, months, is_bound in times if months is not None and is_bound}
    if not known:
        if bounds:
            yield writer.say("cohort.nearest_unknown")
        return
    least = min(known.values())
    labels = listing([label for label, months in known.items() if months == least], writer.lang)
    time = duration(least, None, writer.lang) if least else writer.say("reach.at_once")
    yield writer.say("cohort.nearest", labels=labels, time=time)
    rivals = [label for label, months in bounds.items() if months < least]
    if rivals:
        yield writer.say("cohort.nearest_but", labels=listing(rivals, writer.lang))


def _months(standing: Standing) -> tuple[int | None, bool]:
    """How far somebody is, and whether that is only a lower bound."""
    if standing.held_already:
        return 0, False
    route = standing.route
    return (None, False) if route is None else (route.months, route.at_least)


# --- condition by condition -----------------------------------------------------------------------


def _way(writer: Writer, cohort: Cohort) -> str:
    if cohort.way is None:
        return ""
    key = "cohort.way" if cohort.conditions else "cohort.way_open"
    return writer.say(key, way=short_way(writer, cohort.way), step=cohort.way.id)


def _conditions(writer: Writer, cohort: Cohort) -> Iterator[ComparedLine]:
    said: list[tuple[int, Nature | None]] = []
    for line in cohort.conditions:
        said = [each for each in said if each[0] < line.depth]
        above = next((nature for _, nature in said if nature is not None), None)
        written = outline(line.requirement, writer.catalogue, writer.lang, step=cohort.way, said=above)
        said.append((line.depth, written.nature))
        by_verdict = () if line.is_group else _by_verdict(cohort, line)
        yield ComparedLine(written.text, line.depth, by_verdict, line.verdicts)
        if not line.is_group:
            yield from (
                ComparedLine(text, line.depth + more, ())
                for child in written.children
                for more, text in child.lines(1)
            )


def _by_verdict(cohort: Cohort, line: Compared) -> tuple[tuple[Verdict, tuple[str, ...]], ...]:
    labelled = list(zip(cohort.standings, line.verdicts, strict=True))
    found = (
        (verdict, tuple(standing.label for standing, each in labelled if each is verdict))
        for verdict in (Verdict.MET, Verdict.UNKNOWN, Verdict.UNMET)
    )
    return tuple((verdict, labels) for verdict, labels in found if labels)


def _remarks(writer: Writer, cohort: Cohort) -> Iterator[str]:
    if not all(standing.is_fastest for standing in cohort.standings):
        yield writer.say("reach.not_sure")
    yield writer.say("cohort.no_score")
    yield writer.say("reach.fewest_gaps")
    yield writer.say("routes.others_exist")
