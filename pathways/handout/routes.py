"""
A route on one page: a table of its stages, with when, how long, what each earns, and conditions to tick.

Where there is no route, the page says why, with the sources, and what would open one. No stage is ever cut.
What is cut, in this order: remarks, and branches of a condition in lines of their own; documents beyond the
first dozen; the conditions that are held or obtained on the way, which are then counted. What is to be
confirmed and what an employer decides is printed as long as there is any room.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from pathways.cards import Writer
from pathways.errors import BadValue
from pathways.handout.frame import Documents, Frame, documents_of, first_of
from pathways.handout.page import LAST_SIZE, SIZES, Entry, Grid, Page, Section, Sections, printed
from pathways.model import Profile
from pathways.routes import Route
from pathways.sheets import AnswerSheet, BlockLine, RouteSheet, Stage
from pathways.sheets.compared_profiles import profile_in_words
from pathways.sheets.routes import amount
from pathways.wording import Outline, duration, in_one_line, listing

_WIDTHS: Final = (0, 1.6, 0.62, 0.7, 0.9, 1.8)
_NOTHING: Final = (Entry("–"),)
_TURNED: Final = ("to_confirm", "decision")
"""The states of a condition that the person still has to see to."""


@dataclass(frozen=True, slots=True)
class _Cut:
    """How much a draft prints; ``seen_to`` are the conditions that are held or obtained on the way."""

    size: float
    brief: bool = False
    documents: int | None = None
    seen_to: bool = True
    in_a_list: int | None = None


def route_handout(writer: Writer, sheet: AnswerSheet, number: int = 1, *, address: str = "") -> bytes:
    """
    A route of an answer on one A4 page, as a PDF; where there is none, why, and what would open one.

    Parameters
    ----------
    writer
        The language and the day of the answer.
    number
        Which route, from 1.
    address
        Where the same answer can be read on a screen; it is printed, and drawn as a code.

    Raises
    ------
    BadValue
        The answer has fewer routes.

    Examples
    --------
    >>> from pathways import Profile, find_routes
    >>> from pathways.pay import load_pay
    >>> from pathways.sheets import answer_sheet
    >>> from tests.small_map import small
    >>> writer = Writer(small(), "fr", small().file.as_of)
    >>> found = find_routes(small(), Profile(), "cap-mecano", k=1)
    >>> route_handout(writer, answer_sheet(writer, load_pay(), found))[:5]
    b'%PDF-'
    """
    frame = Frame(writer.lang, writer.on, writer.catalogue.file.edition, "route", address)
    if not sheet.routes:
        return printed([partial(_why_not, writer, frame, sheet, cut) for cut in _cuts()])
    if not 0 < number <= len(sheet.routes):
        raise BadValue(f"route {number}: the answer has {len(sheet.routes)}")
    return printed([partial(_draft, writer, frame, sheet, number, cut) for cut in _cuts()])


def _cuts() -> Iterator[_Cut]:
    """From all of a route in large letters to its bare stages in small ones."""
    yield from (_Cut(size) for size in SIZES)
    short = _Cut(SIZES[-1], brief=True)
    yield from (short, replace(short, documents=12))
    short = replace(short, documents=8, seen_to=False)
    yield from (short, *(replace(short, in_a_list=most) for most in (8, 5, 3, 2)))
    yield replace(short, size=LAST_SIZE, documents=4, in_a_list=2)


def _draft(writer: Writer, frame: Frame, answer: AnswerSheet, number: int, cut: _Cut) -> Page:
    sheet = answer.routes[number - 1]
    documents = documents_of(writer.lang, (stage.citations for stage in sheet.stages), cut.documents)
    page = frame.page(_title(writer, answer), sheet.headline, cut.size, documents)
    remarks = [Entry(text) for text in answer.remarks if text not in page.captions]
    after = [Section(writer.say("handout.to_know"), tuple(remarks))] if remarks and not cut.brief else []
    return replace(
        page,
        parts=(
            Sections(tuple(_start(writer, answer, number, sheet))),
            _table(writer, sheet, documents, cut),
            Sections(tuple(after), "across"),
        ),
        left_out=(writer.say("handout.no_reasons"),) if cut.brief else (),
    )


def _title(writer: Writer, answer: AnswerSheet) -> str:
    return writer.say("handout.route.title", goal=answer.goal)


# --- where it starts, and what its figures hide ---------------------------------------------------


def _start(writer: Writer, answer: AnswerSheet, number: int, sheet: RouteSheet) -> Iterator[Section]:
    question = answer.answer.question
    told = [_from(writer, question.profile)]
    if len(answer.routes) > 1:
        ranked = writer.say(f"routes.by.{question.by}")
        told.append(writer.say("handout.route.number", n=number, all=len(answer.routes), ranked=ranked))
    for name, texts in (("start", told), ("sums", sheet.honesty)):
        yield Section(writer.say(f"handout.route.{name}"), tuple(map(Entry, texts)), bare=True)


def _from(writer: Writer, profile: Profile) -> str:
    return writer.say("handout.route.from", start=_profile(writer, profile))


def _profile(writer: Writer, profile: Profile) -> str:
    """Where a person starts, in one line; that nothing was said where nothing was."""
    told = list(profile_in_words(writer, profile))
    return writer.say("outline.separator").join(told) if told else writer.say("handout.route.from_nothing")


# --- the stages -----------------------------------------------------------------------------------


def _table(writer: Writer, sheet: RouteSheet, documents: Documents, cut: _Cut) -> Grid:
    states = {check.text: check.state for check in sheet.checks}
    heads = tuple(
        (Entry(writer.say(f"handout.route.head.{name}"), strong=True),)
        for name in ("number", "stage", "when", "length", "earned", "conditions")
    )
    rows = [
        (
            (Entry(str(number)),),
            _what(stage, documents, cut),
            (Entry(when),),
            _how_long(writer, stage),
            _earned(writer, stage),
            tuple(_conditions(writer, stage, states, cut)) or _NOTHING,
        )
        for number, (stage, when) in enumerate(zip(sheet.stages, _whens(writer, sheet.route), strict=True), 1)
    ]
    return Grid(writer.say("handout.route.stages"), heads, _WIDTHS, (*rows, _totals(writer, sheet)))


def _whens(writer: Writer, route: Route) -> Iterator[str]:
    """When each stage begins at the earliest: after a range or an unknown length, a lower bound."""
    months, is_exact = 0, True
    for segment in route.segments:
        if months or not is_exact:
            length = duration(months, None, writer.lang, at_least=not is_exact)
            yield writer.say(
                "handout.route.after" if months else "handout.route.after_unknown", length=length
            )
        else:
            yield writer.say("handout.route.at_once")
        months += segment.months or 0
        is_exact &= segment.months is not None and segment.months_max in (None, segment.months)


def _what(stage: Stage, documents: Documents, cut: _Cut) -> tuple[Entry, ...]:
    rung = stage.facts if stage.kind == "enter" else ()
    remarks = () if cut.brief else stage.remarks
    cites = documents.cites(stage.citations)
    return (Entry(stage.title, strong=True), *map(Entry, (*rung, *remarks, *filter(None, [cites]))))


def _how_long(writer: Writer, stage: Stage) -> tuple[Entry, ...]:
    return (Entry(stage.length), *map(Entry, _bases(writer, stage))) if stage.length else _NOTHING


def _bases(writer: Writer, stage: Stage) -> list[str]:
    known = {writer.say(f"route.length_basis.{basis}") for basis in ("stated", "derived", "assumed")}
    return [fact for fact in stage.facts if fact in known]


def _earned(writer: Writer, stage: Stage) -> tuple[Entry, ...]:
    """What the sheet says of money: all of its facts but the length and its basis."""
    if stage.kind == "enter":
        return _NOTHING
    told = {writer.say("route.length", length=stage.length), *_bases(writer, stage)}
    return tuple(Entry(fact) for fact in stage.facts if fact not in told)


def _conditions(writer: Writer, stage: Stage, states: Mapping[str, str], cut: _Cut) -> Iterator[Entry]:
    """Each condition with a box and its state in a word; those that are seen to may be counted only."""
    left = 0
    for condition in stage.leans_on:
        state = states.get(condition.text, stage.state_of(condition))
        if state in _TURNED or cut.seen_to:
            yield _to_tick(writer, condition, state, cut)
        else:
            left += 1
    told = {condition.text for condition in stage.leans_on}
    yield from (
        Entry(_with_state(writer, "to_confirm", text), tick=True)
        for text in stage.to_confirm
        if text not in told
    )
    if left:
        yield Entry(writer.count("handout.route.seen_to", left))


def _to_tick(writer: Writer, condition: Outline, state: str, cut: _Cut) -> Entry:
    text = in_one_line(condition, writer.lang) if cut.brief else condition.text
    children = () if cut.brief else tuple(_entry(child) for child in condition.children)
    says_so = condition.kind == "not_published"
    return Entry(text if says_so else _with_state(writer, state, text), children, tick=True)


def _with_state(writer: Writer, state: str, text: str) -> str:
    return writer.say("handout.state", state=writer.say(f"route.leans.{state}"), text=text)


def _entry(outline: Outline) -> Entry:
    return Entry(outline.text, tuple(_entry(child) for child in outline.children))


def _totals(writer: Writer, sheet: RouteSheet) -> tuple[tuple[Entry, ...], ...]:
    """The sums, with what makes them lower bounds; what is still open in the last column."""
    route = sheet.route
    is_now = not route.months and not route.at_least
    length = (
        writer.say("reach.at_once")
        if is_now
        else duration(route.months, route.months_max, writer.lang, at_least=route.at_least)
    )
    counted = {"reach.to_confirm": len(route.to_confirm), "reach.decisions": route.employer_decisions}
    still = [writer.count(key, number) for key, number in counted.items() if number]
    earned = () if is_now else (amount(writer, sheet.money.total),)
    texts = (
        "",
        writer.say("handout.route.total"),
        "",
        length,
        *(earned or ("",)),
        listing(still, writer.lang),
    )
    return tuple((Entry(text, strong=True),) if text else () for text in texts)


# --- no route -------------------------------------------------------------------------------------


def _why_not(writer: Writer, frame: Frame, answer: AnswerSheet, cut: _Cut) -> Page:
    documents = documents_of(writer.lang, (line.citations for line in answer.blocked_by), cut.documents)
    page = frame.page(_title(writer, answer), "", cut.size, documents)
    start = _from(writer, answer.answer.question.profile)
    sections = [
        Section(
            writer.say("handout.route.answer"),
            (Entry(answer.message, strong=True), Entry(start)),
            bare=True,
        )
    ]
    if answer.blocked_by:
        blocks = [_blocked(line, documents, cut, writer) for line in answer.blocked_by]
        sections.append(
            Section(writer.say("handout.route.why_not"), first_of(blocks, cut.in_a_list, writer.lang))
        )
    if answer.would_open:
        openers = [Entry(line.text) for line in answer.would_open]
        sections.append(Section(writer.say("opens.title"), first_of(openers, cut.in_a_list, writer.lang)))
    remarks = [Entry(text) for text in answer.remarks if text not in page.captions]
    if remarks:
        sections.append(Section(writer.say("handout.to_know"), tuple(remarks)))
    return replace(page, parts=(Sections(tuple(sections), "across"),))


def _blocked(line: BlockLine, documents: Documents, cut: _Cut, writer: Writer) -> Entry:
    cites = documents.cites(line.citations)
    said = f"{line.text} {cites}" if cites else line.text
    if line.condition is None:
        return Entry(said)
    under = Entry(in_one_line(line.condition, writer.lang)) if cut.brief else _entry(line.condition)
    return Entry(said, (under,))
