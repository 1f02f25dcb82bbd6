"""The blocks that only a qualification has: registration, rung, content, outcomes, places."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from pathways.cards import nodes
from pathways.cards.pieces import Block, Line, Writer
from pathways.model import Citation, Outcome, Qualification, Registration, Source, TrainingPlace
from pathways.wording import decimal
from pathways.wording import rung as rung_in_words

_SOON = timedelta(days=365)


def what(writer: Writer, node: Qualification) -> Block:
    """What one learns to do, for which vehicles, and who awards it."""
    lines = list(nodes.about(writer, node))
    if node.certifier:
        lines.append(writer.line("certifier", certifier=node.certifier))
    return writer.block("what", lines, node.sources)


# --- registration ---------------------------------------------------------------------------------


def registration(writer: Writer, node: Qualification) -> Block:
    """Every RNCP code with its state on the day, and a plain warning when none will do for long."""
    lines = [
        *([_registered(writer, code) for code in node.rncp] or [writer.line("no_rncp")]),
        *_registration_warning(writer, node),
        *_closing(writer, node),
        *_sessions(writer, node),
    ]
    return writer.block("registration", lines, _about_codes(node) or _registers(writer, node))


def _registered(writer: Writer, code: Registration) -> Line:
    in_force = code.in_force(writer.on)
    if in_force is None:
        return writer.line("registration_unknown", code=code.code)
    state = "runs" if in_force else "ended"
    if code.until is None:
        return writer.line(f"registration_{state}_undated", code=code.code)
    return writer.line(f"registration_{state}", code=code.code, day=writer.day(code.until))


def _registration_warning(writer: Writer, node: Qualification) -> Iterator[Line]:
    if not node.rncp:
        return
    registered = node.is_registered(writer.on)
    if not registered:
        yield writer.line("warning_unknown" if registered is None else "warning_ended")
        return
    ends = [code.until for code in node.rncp if code.in_force(writer.on)]
    known = [end for end in ends if end is not None]
    if len(known) == len(ends) and max(known) - writer.on <= _SOON:
        yield writer.line("warning_soon", day=writer.day(max(known)))


def _closing(writer: Writer, node: Qualification) -> Iterator[Line]:
    if node.closed_on is not None:
        key = "closed" if node.is_closed(writer.on) else "closes"
        yield writer.line(key, day=writer.day(node.closed_on))


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
            "rung_when", ways=writer.accesses(each.prepared_by), rung=rung_in_words(each.rung, writer.lang)
        )
        for each in node.rung_when
    ]
    if node.rung is not None:
        lines.insert(0, writer.line("rung", rung=rung_in_words(node.rung, writer.lang)))
    return writer.block("rung", lines, _registers(writer, node), without="no_rung")


def content(writer: Writer, node: Qualification) -> Block:
    """The blocks of the training."""
    lines = [Line(each[writer.lang]) for each in node.content]
    return writer.block("content", lines, node.sources, without="no_content")


def outcomes(writer: Writer, node: Qualification) -> Block:
    """What became of those who left with it, each figure with its population and cohort."""
    lines = [_outcome(writer, outcome) for outcome in node.outcomes]
    cited = [each for outcome in node.outcomes for each in outcome.sources]
    return writer.block("outcomes", lines, cited, without="no_outcomes")


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
    return writer.block(
        "places", lines, [each for place in taught for each in place.sources], without="no_places"
    )


def _place(writer: Writer, place: TrainingPlace) -> Line:
    text = f"{place.name} ({place.town})" if place.town else place.name
    if place.capacity is not None:
        key = "line.capacity" if place.year else "line.capacity_undated"
        text = f"{text}, {writer.count(key, place.capacity, year=place.year)}"
    return Line(text)
