"""An employer's titles matched to roles, in words; and the table in which a person confirms or corrects."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from pathways.cards import Line, Writer
from pathways.matching import Candidate, Decisions, Evidence, Match, State, appellations
from pathways.names import words
from pathways.spreadsheets import Cell, Table
from pathways.wording import listing

COLUMNS = ("title", "heads", "family", "state", "role", "label", "confidence", "maybe")
NOBODY_DECIDED: Final[Mapping[tuple[str, str | None], str | None]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Placed:
    """
    A line of the list as it stands now.

    Parameters
    ----------
    role
        That which a person gave it; else that which it is matched to.
    state
        In words: matched, to check, confirmed, chosen…
    confidence
        How like its title the role is, 0 to 100; of a line without a role, the likeliest. None where nothing
        on the map is like it.
    others
        What else the title may mean, the likeliest first.
    """

    match: Match
    role: str | None
    state: str
    confidence: int | None
    others: tuple[Candidate, ...]


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
        What a person corrects: a role stands there where the title is matched or a person gave it one, and
        nowhere else.
    lines
        Each line as it stands, in the order of the list.
    """

    message: str
    groups: tuple[Line, ...]
    remarks: tuple[str, ...]
    table: Table
    lines: tuple[Placed, ...]

    @property
    def matches(self) -> tuple[Match, ...]:
        """The titles with what each may mean."""
        return tuple(line.match for line in self.lines)


def matching_sheet(
    writer: Writer, matches: tuple[Match, ...], decisions: Decisions = NOBODY_DECIDED
) -> MatchingSheet:
    """Put titles and their roles in words, in the language of the writer, with what a person decided."""
    lines = tuple(_placed(writer, match, decisions) for match in matches)
    return MatchingSheet(
        message=writer.count("match.message", len(matches)),
        groups=tuple(_groups(writer, matches)),
        remarks=tuple(_remarks(writer, matches)),
        table=Table(
            tuple(writer.say(f"match.column.{column}") for column in COLUMNS),
            tuple(_row(writer, line) for line in lines),
        ),
        lines=lines,
    )


def why_in_words(writer: Writer, match: Match, role: str | None) -> str | None:
    """What speaks for a role, or against any; None where nothing does."""
    if match.elsewhere is not None:
        return _elsewhere(writer, match)
    return next((_why(writer, each).text for each in match.candidates if each.role == role), None)


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
    title = title_with_heads(writer, match)
    if match.elsewhere is not None:
        return Line(_elsewhere(writer, match))
    if match.state is State.MATCHED:
        first, *others = match.candidates
        text = _scored(writer, "match.found", first, title=title)
        return Line(text, first.role, (_why(writer, first), *(_or_else(writer, each) for each in others[:1])))
    return Line(title, children=tuple(_maybe(writer, each) for each in match.candidates))


def _elsewhere(writer: Writer, match: Match) -> str:
    assert match.elsewhere is not None
    job, code = match.elsewhere.label[writer.lang], match.elsewhere.code
    return writer.say("match.elsewhere", title=title_with_heads(writer, match), job=job, code=code)


def title_with_heads(writer: Writer, match: Match) -> str:
    """A title as the employer writes it, with how many people have it where that is said."""
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


def _placed(writer: Writer, match: Match, decisions: Decisions) -> Placed:
    role = decisions.get(match.listed.asked, match.role)
    own = next((each.confidence for each in match.candidates if each.role == role), None)
    likeliest = match.confidence if match.candidates else None
    return Placed(
        match=match,
        role=role,
        state=writer.say(f"match.state.{_state(match, decisions)}"),
        confidence=likeliest if role is None else own,
        others=tuple(each for each in match.candidates if each.role != role),
    )


def _state(match: Match, decisions: Decisions) -> str:
    """What became of a title: of the match alone where nobody decided."""
    if match.listed.asked not in decisions:
        return match.state.value
    role = decisions[match.listed.asked]
    if role is None:
        return "set_aside"
    return "confirmed" if role == match.role else "chosen"


def _row(writer: Writer, line: Placed) -> tuple[Cell, ...]:
    """A role that nobody has looked at is never written where a confirmed one would stand."""
    listed, role = line.match.listed, line.role
    return (
        listed.title,
        listed.heads,
        listed.family,
        line.state,
        role,
        None if role is None else writer.label(role),
        line.confidence,
        " | ".join(f"{each.role} ({each.confidence})" for each in line.others) or None,
    )
