"""The blocks that only a qualification has: registration, rung, content, outcomes, places."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from pathways.cards import nodes
from pathways.cards.official import official_pages
from pathways.cards.pieces import Block, Line, Writer
from pathways.model import SOON, Citation, Outcome, Qualification, Registration, Source, TrainingPlace
from pathways.typography import typeset
from pathways.wording import decimal, prepared
from pathways.wording import rung as rung_in_words

_MOST_IN_DAYS, _MOST_IN_WEEKS, _DAYS_A_MONTH = 20, 90, 30.4


def what(writer: Writer, node: Qualification) -> Block:
    """What to beware of, what one learns to do, for which vehicles, and who awards it."""
    lines = [*_warnings(writer, node), *nodes.about(writer, node)]
    if node.certifier:
        lines.append(writer.line("certifier", certifier=node.certifier))
    return writer.block("what", lines, node.sources)


# --- warnings -------------------------------------------------------------------------------------


def _warnings(writer: Writer, node: Qualification) -> Iterator[Line]:
    """That it is closed; or that its end, or that of its registration, is near; and what replaces it."""
    if node.closed_on is not None and node.is_closed(writer.on):
        yield writer.line("warning_closed", day=writer.day(node.closed_on))
    else:
        yield from _ends(writer, node)
    if nodes.is_ending(writer, node):
        yield from nodes.successors(writer, node)


def _ends(writer: Writer, node: Qualification) -> Iterator[Line]:
    """The last day that is near, and a registration that ends earlier or is in doubt."""
    last = node.last_registered_day(writer.on)
    if node.closed_on is not None and nodes.is_ending(writer, node):
        yield _warning_of_an_end(writer, "warning_closes", node.closed_on)
        last = last if last is not None and last < node.closed_on else None
    if node.rncp and not node.is_registered(writer.on):
        yield writer.line("warning_unknown" if node.is_registered(writer.on) is None else "warning_ended")
    elif last is not None and last - writer.on <= SOON:
        yield _warning_of_an_end(writer, "warning_soon", last)


def _warning_of_an_end(writer: Writer, key: str, end: date) -> Line:
    return writer.line(key, day=writer.day(end), left=_left(writer, (end - writer.on).days))


def _left(writer: Writer, days: int) -> str:
    """How long that is, rounded down, in the unit that people would take."""
    if days == 0:
        return writer.say("card.left.today")
    if days <= _MOST_IN_DAYS:
        return writer.count("card.left.days", days)
    if days <= _MOST_IN_WEEKS:
        return writer.count("card.left.weeks", days // 7)
    return writer.count("card.left.months", int(days / _DAYS_A_MONTH))


# --- registration ---------------------------------------------------------------------------------


def registration(writer: Writer, node: Qualification) -> Block:
    """Every RNCP code with its state on the day, the last day and the examinations."""
    lines = [
        *(_registered(writer, code) for code in node.rncp),
        *_closing(writer, node),
        *_sessions(writer, node),
    ]
    return writer.block("registration", lines, _about_codes(node) or _registers(writer, node))


def _registered(writer: Writer, code: Registration) -> Line:
    return replace(_state(writer, code), pages=official_pages([code.code]))


def _state(writer: Writer, code: Registration) -> Line:
    in_force = code.in_force(writer.on)
    if in_force is None:
        return writer.line("registration_unknown", code=code.code)
    state = "runs" if in_force else "ended"
    if code.until is None:
        return writer.line(f"registration_{state}_undated", code=code.code)
    return writer.line(f"registration_{state}", code=code.code, day=writer.day(code.until))


def _closing(writer: Writer, node: Qualification) -> Iterator[Line]:
    if node.closed_on is not None and not nodes.is_ending(writer, node):
        yield writer.line("closes", day=writer.day(node.closed_on))


def _sessions(writer: Writer, node: Qualification) -> Iterator[Line]:
    if node.sessions is None:
        return
    if node.sessions.first is not None:
        yield writer.line("sessions_first", year=node.sessions.first)
    if node.sessions.last is not None:
        yield writer.line("sessions_last", year=node.sessions.last)


def _about_codes(node: Qualification) -> list[Citation]:
    """The citations whose locator names one of the codes."""
    codes = [code.code for code in node.rncp]
    return [cited for cited in node.sources if any(code in (cited.locator or "") for code in codes)]


def _registers(writer: Writer, node: Qualification) -> list[Citation]:
    """The registers among the sources of a qualification; all its sources when none is one."""

    def source(citation: Citation) -> Source:
        return writer.catalogue.sources[citation.id]

    registers = [citation for citation in node.sources if source(citation).kind == "register"]
    return registers or list(node.sources)


# --- the rest -------------------------------------------------------------------------------------


def rung(writer: Writer, node: Qualification) -> Block:
    """The rung that it opens, and by which preparation where that matters."""
    lines = [
        writer.line(
            "rung_when",
            ways=prepared(each.prepared_by, writer.lang),
            rung=rung_in_words(each.rung, writer.lang),
        )
        for each in node.rung_when
    ]
    if node.rung is not None:
        lines.insert(0, writer.line("rung", rung=rung_in_words(node.rung, writer.lang)))
    return writer.block("rung", lines, _registers(writer, node))


def content(writer: Writer, node: Qualification) -> Block:
    """The blocks of the training."""
    lines = [Line(each[writer.lang]) for each in node.content]
    return writer.block("content", lines, node.sources)


def outcomes(writer: Writer, node: Qualification) -> Block:
    """What became of those who left with it, each figure with its population and cohort."""
    lines = [_outcome(writer, outcome) for outcome in node.outcomes]
    cited = [each for outcome in node.outcomes for each in outcome.sources]
    return writer.block("outcomes", lines, cited)


def _outcome(writer: Writer, outcome: Outcome) -> Line:
    said = {
        "what": outcome.what[writer.lang],
        "population": outcome.population[writer.lang],
        "cohort": outcome.cohort,
    }
    if outcome.value_percent is None:
        return writer.line("outcome_in_words", **said)
    return writer.line("outcome", percent=decimal(outcome.value_percent, writer.lang), **said)


def places(writer: Writer, node: Qualification) -> Block:
    """Where it is, or was, taught."""
    taught = writer.catalogue.places_for(node.id)
    lines = [_place(writer, place) for place in taught]
    return writer.block("places", lines, [each for place in taught for each in place.sources])


def _place(writer: Writer, place: TrainingPlace) -> Line:
    text = f"{place.name} ({place.town})" if place.town else place.name
    if place.capacity is not None:
        key = "line.capacity" if place.year else "line.capacity_undated"
        text = f"{text}, {writer.count(key, place.capacity, year=place.year)}"
    return Line(typeset(text, writer.lang))
