"""
A route as a sheet: what is done, how long, what it earns, what it leans on, and where each fact comes from.

The same sheet feeds the command line, the page, the drawing and its text twin, so that they cannot disagree.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from pathways.cards.pieces import Reference, Writer
from pathways.earnings import Earned
from pathways.eligibility import Eligibility, Situation, Verdict
from pathways.model import Age, Citation, Leaf, Profile, Requirement, Step, leaves
from pathways.pay import PayTables
from pathways.questions import month_of
from pathways.routes import Route, Segment
from pathways.sheets.money import RouteMoney, money_of, paid_by
from pathways.wording import Outline, duration, euros, outline, rung, say_many

Said = Literal["met", "to_confirm", "decision"]
State = Literal["held", "obtained", "to_confirm", "decision"]


@dataclass(frozen=True, slots=True)
class Stage:
    """
    One segment of a route in words.

    Parameters
    ----------
    title
        What is done: « Préparer le bac pro… ».
    facts
        How, how long, what it earns: short lines.
    leans_on
        The conditions that let the person through, in words.
    to_confirm
        Those of them that nobody has said are met.
    remarks
        What the sources add.
    """

    kind: str
    node: str
    title: str
    length: str
    facts: tuple[str, ...]
    leans_on: tuple[Outline, ...]
    to_confirm: tuple[str, ...]
    remarks: tuple[str, ...]
    citations: tuple[Reference, ...]
    segment: Segment
    earned: Earned

    def state_of(self, condition: Outline) -> Said:
        """How a condition that the stage leans on stands when the stage begins."""
        if condition.kind == "employer_decision":
            return "decision"
        return "to_confirm" if condition.text in self.to_confirm else "met"


@dataclass(frozen=True, slots=True)
class Check:
    """A condition and its state: held, obtained on the way, to confirm, an employer's decision."""

    text: str
    state: State
    stage: int


@dataclass(frozen=True, slots=True)
class RouteSheet:
    """
    A whole route in one language; its totals are sums over its stages.

    Parameters
    ----------
    pay_sources
        Where the amounts come from.
    kept_for
        Among trade-offs: on which points none of the others that are shown is better; else empty.
    """

    headline: str
    honesty: tuple[str, ...]
    stages: tuple[Stage, ...]
    checks: tuple[Check, ...]
    money: RouteMoney
    pay_sources: tuple[Reference, ...]
    route: Route
    kept_for: str = ""

    def lines(self) -> Iterator[str]:
        """The text twin: the headline, each stage in order, what is to be known."""
        yield self.headline
        for number, stage in enumerate(self.stages, start=1):
            yield f"{number}. {stage.title}"
            yield from (f"   {fact}" for fact in stage.facts)
        yield from self.honesty
        yield from filter(None, (self.kept_for,))


def route_sheet(writer: Writer, tables: PayTables, profile: Profile, route: Route) -> RouteSheet:
    """Put a route in words, in the language and on the day of the writer."""
    money = money_of(writer.catalogue, tables, profile, route, writer.on)
    waits = dict(_waits(writer, profile, route))
    stages = tuple(
        _stage(writer, money, index, segment, waits.get(index))
        for index, segment in enumerate(route.segments)
    )
    sources = (source for month in money.months for source in month.sources)
    return RouteSheet(
        headline=_headline(writer, route, money),
        honesty=tuple(_honesty(writer, route, money)),
        stages=stages,
        checks=tuple(_checks(writer, profile, stages)),
        money=money,
        pay_sources=paid_by(tables, sources),
        route=route,
    )


def _headline(writer: Writer, route: Route, money: RouteMoney) -> str:
    length = duration(route.months, route.months_max, writer.lang, at_least=route.at_least)
    if not route.months and not route.at_least:
        return writer.say("route.headline.now")
    if not route.months_unpaid:
        is_unknown = _has_unpaid_of_unknown_length(route, money)
        return writer.say(f"route.headline.{'unpaid_unknown' if is_unknown else 'all_paid'}", length=length)
    return writer.say("route.headline.some_unpaid", length=length, unpaid=unpaid(writer, route, money))


def unpaid(writer: Writer, route: Route, money: RouteMoney) -> str:
    """How long a route goes without pay; a lower bound where an unpaid training has no known length."""
    at_least = _has_unpaid_of_unknown_length(route, money)
    if not route.months_unpaid and not at_least:
        return writer.say("route.unpaid_none")
    return duration(route.months_unpaid, None, writer.lang, at_least=at_least)


def _has_unpaid_of_unknown_length(route: Route, money: RouteMoney) -> bool:
    months = (money.months_of(index) for index, each in enumerate(route.segments) if each.months is None)
    return any(month.is_unpaid for each in months for month in each)


def _honesty(writer: Writer, route: Route, money: RouteMoney) -> Iterator[str]:
    """What the figures hide, each in a sentence."""
    yield writer.say("route.earned", amount=amount(writer, money.total))
    if route.at_least:
        yield writer.say("route.at_least")
    if route.gaps:
        yield say_many("route.gaps", route.gaps, writer.lang)
    if route.employer_decisions:
        yield say_many("route.decisions", route.employer_decisions, writer.lang)
    if route.to_confirm:
        yield say_many("route.to_confirm", len(route.to_confirm), writer.lang)
    if assumptions(route):
        yield say_many("route.assumptions", assumptions(route), writer.lang)


def assumptions(route: Route) -> int:
    """Facts that the route assumes: doubts that are neither to confirm nor lapsed registrations."""
    lapsed = sum(segment.lapsed for segment in route.segments)
    return route.doubts - len(route.to_confirm) - lapsed


def amount(writer: Writer, earned: Earned) -> str:
    """Euros, a range of them, or that they are not known."""
    if earned.gross is not None:
        return euros(earned.gross, writer.lang)
    low = euros(earned.low, writer.lang)
    if earned.high is None:
        return writer.say("route.amount.at_least", low=low)
    return writer.say("route.amount.range", low=low, high=euros(earned.high, writer.lang))


# --- stages ---------------------------------------------------------------------------------------


def _stage(writer: Writer, money: RouteMoney, index: int, segment: Segment, wait: str | None) -> Stage:
    label = writer.label(segment.node)
    access = f".{segment.access}" if segment.kind == "train" else ""
    length = duration(segment.months, segment.months_max, writer.lang) if segment.kind != "enter" else ""
    earned = money.of_segment(index)
    takes_step = segment.takes_step
    return Stage(
        kind=segment.kind,
        node=segment.node,
        title=writer.say(f"route.stage.{_stage_key(segment)}{access}", label=label),
        length=length,
        facts=(*_facts(writer, segment, length, money, index), *((wait,) if wait else ())),
        leans_on=tuple(_outline(writer, leaf, segment.step) for leaf in segment.leans_on),
        to_confirm=tuple(to_confirm_words(writer, segment)),
        remarks=tuple(remark[writer.lang] for remark in segment.step.remarks) if takes_step else (),
        citations=writer.references(cited_by(segment)),
        segment=segment,
        earned=earned,
    )


def _stage_key(segment: Segment) -> str:
    return "promotion" if segment.access == "promotion" else segment.kind


def to_confirm_words(writer: Writer, segment: Segment) -> Iterator[str]:
    """The conditions of a segment that nobody has said are met, and a registration that has ended."""
    for leaf in segment.to_confirm:
        yield _outline(writer, leaf, segment.step).text
    if segment.lapsed:
        yield _lapsed(writer, segment)


def _lapsed(writer: Writer, segment: Segment) -> str:
    return writer.say("route.lapsed", label=writer.label(segment.node))


def cited_by(segment: Segment) -> tuple[Citation, ...]:
    """The sources of a segment: those of its step, its length and the conditions that it leans on."""
    if not segment.takes_step:
        return segment.step.sources
    length = segment.step.months.sources if segment.step.months else ()
    leaves = [leaf for leaf in segment.leans_on if isinstance(leaf, Leaf)]
    return (*segment.step.sources, *length, *(each for leaf in leaves for each in leaf.sources))


def _outline(writer: Writer, requirement: Requirement, step: Step) -> Outline:
    return outline(requirement, writer.catalogue, writer.lang, step=step)


def _facts(writer: Writer, segment: Segment, length: str, money: RouteMoney, index: int) -> Iterator[str]:
    if segment.kind != "enter":
        yield writer.say("route.length", length=length)
        basis = segment.step.months.basis if segment.step.months and segment.kind == "train" else None
        if basis is not None:
            yield writer.say(f"route.length_basis.{basis}")
    if segment.kind == "enter":
        place = writer.catalogue.roles[segment.node].rung
        if place is not None:
            yield writer.say("route.rung", rung=rung(place, writer.lang))
    elif segment.months is None or segment.months > 0:
        yield _pay_line(writer, money, index)
        if any(month.job_may_raise for month in money.months_of(index)):
            yield writer.say("pay.more.graded")


def _pay_line(writer: Writer, money: RouteMoney, index: int) -> str:
    months = money.months_of(index)
    if months and all(month.is_unpaid for month in months):
        return writer.say("route.unpaid")
    earned = money.of_segment(index)
    first = months[0]
    monthly = euros(first.gross if first.gross is not None else first.low, writer.lang)
    key = "route.pays" if first.gross is not None else "route.pays_at_least"
    return writer.say(key, amount=amount(writer, earned), monthly=monthly)


def _waits(writer: Writer, profile: Profile, route: Route) -> Iterator[tuple[int, str]]:
    """
    Until which age a wait lasts, and between which days that is.

    An age said in whole years counts as just reached: the birthday may come up to a year sooner.
    """
    passed = 0
    for index, segment in enumerate(route.segments):
        begins, passed = passed, passed + (segment.months or 0)
        ages = [leaf.age.min for leaf in leaves(segment.step.requires) if isinstance(leaf, Age)]
        if segment.kind != "wait" or profile.age is None or route.at_least:
            continue
        years, rest = divmod(profile.age * 12 + passed, 12)
        if not rest and years in ages:
            first, last = (month_of(writer.on, each) for each in (max(begins, passed - 12), passed))
            yield index, writer.say("route.wait", age=years, first=writer.day(first), last=writer.day(last))


# --- checklist ------------------------------------------------------------------------------------


def _checks(writer: Writer, profile: Profile, stages: tuple[Stage, ...]) -> Iterator[Check]:
    """Each condition that the route leans on, once, with its state for this person."""
    eligibility, start = Eligibility(writer.catalogue), Situation.of(profile)
    seen: set[str] = set()
    for number, stage in enumerate(stages):
        for written, condition in zip(stage.leans_on, stage.segment.leans_on, strict=True):
            if written.text in seen:
                continue
            seen.add(written.text)
            said = stage.state_of(written)
            is_held = eligibility.verdict(condition, start) is Verdict.MET
            yield Check(written.text, said if said != "met" else "held" if is_held else "obtained", number)
        if stage.segment.lapsed:
            yield Check(_lapsed(writer, stage.segment), "to_confirm", number)
