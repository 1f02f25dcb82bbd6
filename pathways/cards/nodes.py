"""What the cards of qualifications and of roles have in common: subtitle, names, exits, notes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from pathways.cards.official import official_pages
from pathways.cards.pieces import Block, Line, Writer, without_ids
from pathways.model import SOON, Citation, Conflict, Occupation, Qualification, Role
from pathways.names import fold
from pathways.wording import listing, rung

Node = Qualification | Role


def subtitle(writer: Writer, node: Node) -> str:
    """Kind, level, family and rung in one line."""
    if isinstance(node, Qualification):
        parts = [writer.say(f"kind.{node.kind}"), level(writer, node)]
    else:
        parts = [writer.say("kind.role")]
    if node.family:
        parts.append(writer.family(node.family))
    return " · ".join([*parts, *_rungs(writer, node)])


def level(writer: Writer, node: Qualification) -> str:
    """The level of a diploma, or that it is not known."""
    if node.level is None:
        return writer.say("card.level_unknown")
    return writer.say("card.level", level=writer.say(f"level.{node.level}"), eqf=node.level)


def _rungs(writer: Writer, node: Node) -> list[str]:
    """The rung, or the rungs that the preparation decides between."""
    possible = [node.rung] if node.rung is not None else []
    if not possible and isinstance(node, Qualification):
        possible = sorted((each.rung for each in node.rung_when), key=lambda each: each.height)
    rungs = listing([rung(each, writer.lang) for each in possible], writer.lang, "or")
    return [writer.say("card.rungs", rungs=rungs)] if possible else []


def is_past(writer: Writer, node: Node) -> bool:
    """True for a qualification that can no longer be obtained and for a sheet that is no more."""
    if isinstance(node, Qualification):
        return node.is_closed(writer.on)
    return node.is_gone


def is_ending(writer: Writer, node: Node) -> bool:
    """True for what is past, and for a qualification that closes within the year."""
    closes = node.closed_on if isinstance(node, Qualification) else None
    return is_past(writer, node) if closes is None else closes - writer.on <= SOON


def successors(writer: Writer, node: Node) -> Iterator[Line]:
    """What has taken its place."""
    for each in node.replaced_by:
        yield writer.line("replaced_by", node=each, name=writer.label(each))


def about(writer: Writer, node: Node) -> Iterator[Line]:
    """The description, the vehicles and the ROME codes."""
    if node.summary is None:
        yield writer.line("no_summary")
    else:
        yield Line(node.summary[writer.lang])
    if node.vehicles:
        vehicles = [writer.say(f"vehicle.{vehicle}") for vehicle in node.vehicles]
        yield writer.line("vehicles", vehicles=listing(vehicles, writer.lang))
    if node.rome:
        yield replace(writer.line("rome", jobs=_jobs(writer, node.rome)), pages=official_pages(node.rome))


def _jobs(writer: Writer, codes: Iterable[str]) -> str:
    """Jobs of ROME by name and code; the code alone where the map does not tell the name."""
    known = writer.catalogue.occupations
    jobs = [f"{known[code].label[writer.lang]} ({code})" if code in known else code for code in codes]
    return listing(jobs, writer.lang)


def names(writer: Writer, node: Node) -> Iterator[Block]:
    """What it is called beside the title of the card: in the other language, before, in other words."""
    called = [
        ("name", node.label.fr),
        ("english_name", node.label.en),
        *(("former_name", name) for name in node.former_labels),
    ]
    lines = [writer.line(key, name=name) for key, name in called if not is_title(writer, node, name)]
    others = [name for name in node.also_called if not is_title(writer, node, name)]
    if others:
        lines.append(writer.line("also_called", names=listing(others, writer.lang)))
    if not is_ending(writer, node):
        lines += successors(writer, node)
    if lines:
        yield writer.block("names", lines, node.sources)


def is_title(writer: Writer, node: Node, name: str) -> bool:
    """True for a name that the card has as its title."""
    return fold(name) == fold(node.label.fr if writer.lang == "fr" else node.label.en)


def exits(writer: Writer, node: Node) -> Iterator[Block]:
    """The jobs that ROME says one may move to, those of the branch told apart from the others."""
    known = writer.catalogue.occupations
    jobs = [known[code] for code in node.rome if code in known and known[code].neighbours]
    if jobs:
        lines = [writer.line("exits"), *(_exits_from(writer, job) for job in jobs)]
        yield writer.block("exits", lines, [each for job in jobs for each in job.sources])


def _exits_from(writer: Writer, job: Occupation) -> Line:
    known = writer.catalogue.occupations
    inside = [code for code in job.neighbours if known[code].inside]
    outside = [code for code in job.neighbours if not known[code].inside]
    sides = {"exits_inside": inside, "exits_outside": outside}
    told = (writer.line(key, jobs=_jobs(writer, codes)) for key, codes in sides.items() if codes)
    return writer.line("exits_from", *told, job=_jobs(writer, [job.code]))


def doubts(writer: Writer, node: Node) -> Iterator[Block]:
    """Notes, and what sources disagree on; no block where there is nothing."""
    if node.conflicts:
        lines = [conflict_in_words(writer, conflict) for conflict in node.conflicts]
        cited = [Citation(id=value.source) for conflict in node.conflicts for value in conflict.values]
        yield writer.block("conflicts", lines, cited)
    if node.notes:
        lines = [Line(note[writer.lang]) for note in node.notes]
        yield writer.block("notes", lines, [each for note in node.notes for each in note.sources])


def conflict_in_words(writer: Writer, conflict: Conflict) -> Line:
    """Every value with its source and date, the one used, and why."""
    values = (
        writer.line(
            "conflict_used" if i == conflict.used else "conflict_unused",
            source=without_ids(writer.catalogue.sources[value.source].title),
            date=writer.day(value.date) if value.date else writer.say("source.undated"),
            value=value.value[writer.lang],
        )
        for i, value in enumerate(conflict.values)
    )
    why = writer.line("why", why=conflict.why[writer.lang])
    return Line(conflict.about[writer.lang], children=(*values, why))
