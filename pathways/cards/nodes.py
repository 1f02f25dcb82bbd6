"""What the cards of qualifications and of roles have in common: subtitle, names, exits, notes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pathways.cards.pieces import Block, Line, Writer
from pathways.model import Citation, Conflict, Occupation, Qualification, Role
from pathways.wording import listing, rung

Node = Qualification | Role


def subtitle(writer: Writer, node: Node) -> str:
    """Kind, level, family and rung in one line."""
    if isinstance(node, Qualification):
        parts = [writer.say(f"kind.{node.kind}"), _level(writer, node)]
    else:
        parts = [writer.say("kind.role")]
    if node.family:
        parts.append(writer.family(node.family))
    return " · ".join([*parts, *_rungs(writer, node)])


def _level(writer: Writer, node: Qualification) -> str:
    if node.level is None:
        return writer.say("card.level_unknown")
    return writer.say("card.level", level=writer.say(f"level.{node.level}"), eqf=node.level)


def _rungs(writer: Writer, node: Node) -> list[str]:
    """The rung, or the rungs that the preparation decides between."""
    if node.rung is not None:
        return [rung(node.rung, writer.lang)]
    possible = [each.rung for each in node.rung_when] if isinstance(node, Qualification) else []
    in_order = sorted(possible, key=lambda each: each.height)
    return [listing([rung(each, writer.lang) for each in in_order], writer.lang, "or")] if possible else []


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
        yield writer.line("rome", jobs=_jobs(writer, node.rome))


def _jobs(writer: Writer, codes: Iterable[str]) -> str:
    """Jobs of ROME by name and code; the code alone where the map does not tell the name."""
    known = writer.catalogue.occupations
    jobs = [f"{known[code].label[writer.lang]} ({code})" if code in known else code for code in codes]
    return listing(jobs, writer.lang)


def names(writer: Writer, node: Node) -> Block:
    """Today's name, the one in the other language, and those of before."""
    lines = [
        writer.line("name", name=node.label.fr),
        writer.line("english_name", name=node.label.en),
        *(writer.line("former_name", name=name) for name in node.former_labels),
        *(
            [writer.line("also_called", names=listing(node.also_called, writer.lang))]
            if node.also_called
            else ()
        ),
        *(writer.line("replaced_by", node=each, name=writer.label(each)) for each in node.replaced_by),
    ]
    return writer.block("names", lines, node.sources)


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
            source=writer.catalogue.sources[value.source].title,
            date=writer.day(value.date) if value.date else writer.say("source.undated"),
            value=value.value[writer.lang],
        )
        for i, value in enumerate(conflict.values)
    )
    why = writer.line("why", why=conflict.why[writer.lang])
    return Line(conflict.about[writer.lang], children=(*values, why))
