"""An employer's titles matched to roles, in words; and the table in which a person confirms or corrects."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from pathways.cards import Line, Writer
from pathways.matching import Candidate, Evidence, Match, State, appellations
from pathways.names import words
from pathways.spreadsheets import Cell, Table
from pathways.wording import listing

COLUMNS = ("title", "heads", "family", "state", "role", "label", "confidence", "maybe")


@dataclass(frozen=True, slots=True)
class MatchingSheet:
    """
    Titles and their roles in one language.

    Parameters
    ----------
    groups
        A line for each state that some title is in, the matched first; under it a line for each title.
    remarks
        How the scores come about, and what comes several times.
    table
        What a person corrects: the role stands there where the title is matched, and nowhere else.
    """

    message: str
    groups: tuple[Line, ...]
    remarks: tuple[str, ...]
    table: Table
    matches: tuple[Match, ...]


def matching_sheet(writer: Writer, matches: tuple[Match, ...]) -> MatchingSheet:
    """Put titles and their roles in words, in the language of the writer."""
    return MatchingSheet(
        message=writer.count("match.message", len(matches)),
        groups=tuple(_groups(writer, matches)),
        remarks=tuple(_remarks(writer, matches)),
        table=Table(
            tuple(writer.say(f"match.column.{column}") for column in COLUMNS),
            tuple(_row(writer, match) for match in matches),
        ),
        matches=matches,
    )


def role_with_code(writer: Writer, role: str) -> str:
    """A role by its label, with its code in the register where it has one."""
    label, code = writer.label(role), writer.catalogue.roles[role].rnqsa
    return writer.say("match.with_code", label=label, code=code) if code else label


# --- lines ----------------------------------------------------------------------------------------


def _groups(writer: Writer, matches: tuple[Match, ...]) -> Iterator[Line]:
    for state in State:
        together = [match for match in matches if match.state is state]
        if together:
            lines = tuple(_line(writer, match) for match in together)
            yield Line(writer.count(f"match.{state}", len(together)), children=lines)


def _line(writer: Writer, match: Match) -> Line:
    title = _title(writer, match)
    if match.elsewhere is not None:
        job, code = match.elsewhere.label[writer.lang], match.elsewhere.code
        return Line(writer.say("match.elsewhere", title=title, job=job, code=code))
    if match.state is State.MATCHED:
        first, *others = match.candidates
        text = _scored(writer, "match.found", first, title=title)
        return Line(text, first.role, (_why(writer, first), *(_or_else(writer, each) for each in others[:1])))
    return Line(title, children=tuple(_maybe(writer, each) for each in match.candidates))


def _title(writer: Writer, match: Match) -> str:
    heads = match.listed.heads
    title = match.listed.title
    return title if heads is None else writer.say("match.with_heads", title=title, n=heads)


def _scored(writer: Writer, key: str, candidate: Candidate, **values: object) -> str:
    role = role_with_code(writer, candidate.role)
    return writer.say(key, role=role, confidence=candidate.confidence, **values)


def _why(writer: Writer, candidate: Candidate) -> Line:
    return Line(writer.say(f"match.by.{candidate.evidence}", name=candidate.name))


def _or_else(writer: Writer, candidate: Candidate) -> Line:
    return Line(_scored(writer, "match.or_else", candidate), candidate.role)


def _maybe(writer: Writer, candidate: Candidate) -> Line:
    return Line(_scored(writer, "match.maybe", candidate), candidate.role, (_why(writer, candidate),))


def _remarks(writer: Writer, matches: tuple[Match, ...]) -> Iterator[str]:
    times = Counter(words(match.listed.title) for match in matches)
    said = {words(match.listed.title): match.listed.title for match in reversed(matches)}
    several = [title for key, title in sorted(said.items()) if times[key] > 1]
    if several:
        titles = listing([writer.say("outline.named", qualification=title) for title in several], writer.lang)
        yield writer.count("match.repeated", len(several), titles=titles)
    yield from (writer.say(f"match.{key}") for key in ("formula", "rule", "ignored"))
    if any(each.evidence is Evidence.ROME for match in matches for each in match.candidates):
        source = appellations()
        date = writer.day(source.released) if source.released else writer.say("source.undated")
        title, publisher, licence = source.title, source.publisher, source.licence
        yield writer.say("match.rome", title=title, publisher=publisher, date=date, licence=licence)
    yield writer.say("match.not_stored")


# --- the table ------------------------------------------------------------------------------------


def _row(writer: Writer, match: Match) -> tuple[Cell, ...]:
    """A role that nobody has looked at is never written where a confirmed one would stand."""
    role = match.role
    maybe = " | ".join(f"{each.role} ({each.confidence})" for each in match.candidates if each.role != role)
    return (
        match.listed.title,
        match.listed.heads,
        match.listed.family,
        writer.say(f"match.state.{match.state}"),
        role,
        None if role is None else writer.label(role),
        match.confidence if match.candidates else None,
        maybe or None,
    )
