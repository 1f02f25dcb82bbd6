"""An employer's roles in words: where they stand, what leads where, who could come from inside."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from pathways.cards import Block, Line, Reference, Writer, short_way
from pathways.errors import NotOnRecord
from pathways.model import Access, Requirement, Role, Step
from pathways.pay import PayTables, floor
from pathways.pay.minima import Floor
from pathways.sheets.matching import role_with_code
from pathways.spreadsheets import Table
from pathways.staffing import Move, OurRole, Staffing, WeakPoint
from pathways.wording import duration, euros, listing, outline, rung

MOST_ALTERNATIVES: Final = 3
COLUMNS = ("role", "titles", "heads", "family", "rung", "minimum")


@dataclass(frozen=True, slots=True)
class Grid:
    """
    Where an employer's roles stand: a row for each rung, the highest first, a column for each family.

    Parameters
    ----------
    families
        The names of the columns.
    rows
        The name of each rung, and under each family the roles that stand there.
    """

    families: tuple[str, ...]
    rows: tuple[tuple[str, tuple[tuple[OurRole, ...], ...]], ...]


@dataclass(frozen=True, slots=True)
class StaffingSheet:
    """
    An employer's roles in one language.

    Parameters
    ----------
    table
        A row for each role of ours, the lowest rung first.
    minima
        What each role earns at least, in the order of the table; None where that is not known.
    grid
        The roles by rung and family.
    blocks
        Ladders, hires from inside, next steps, single points of failure, lines without a role.
    pay_sources
        Where the minima come from.
    """

    message: str
    table: Table
    minima: tuple[Floor | None, ...]
    grid: Grid
    blocks: tuple[Block, ...]
    pay_sources: tuple[Reference, ...]
    remarks: tuple[str, ...]
    staffing: Staffing


def staffing_sheet(writer: Writer, tables: PayTables, found: Staffing) -> StaffingSheet:
    """Put an employer's roles in words, in the language and on the day of the writer."""
    return StaffingSheet(
        message=writer.count("staffing.message", len(found.ours)),
        table=Table(
            tuple(writer.say(f"staffing.column.{column}") for column in COLUMNS),
            tuple(_row(writer, tables, each) for each in found.ours),
        ),
        minima=tuple(_floor(writer, tables, each.role) for each in found.ours),
        grid=_grid(writer, found.ours),
        blocks=tuple(_blocks(writer, found)),
        pay_sources=tuple(_pay_sources(writer, tables, found)),
        remarks=tuple(writer.say(f"staffing.remark.{key}") for key in ("someone", "minimum", "confirmed")),
        staffing=found,
    )


# --- our roles ------------------------------------------------------------------------------------


def _grid(writer: Writer, ours: Sequence[OurRole]) -> Grid:
    """The roles by rung and family; those whose rung is not known come last."""
    families = {_family(writer, each.role): None for each in sorted(ours, key=_by_family)}
    rows: dict[str, list[OurRole]] = {}
    for each in sorted(ours, key=_from_the_top):
        rows.setdefault(_rung(writer, each.role), []).append(each)
    cells = {rung: tuple(_at(writer, there, family) for family in families) for rung, there in rows.items()}
    return Grid(tuple(families), tuple(cells.items()))


def _at(writer: Writer, ours: Sequence[OurRole], family: str) -> tuple[OurRole, ...]:
    return tuple(each for each in ours if _family(writer, each.role) == family)


def _by_family(ours: OurRole) -> tuple[bool, str]:
    return ours.role.family is None, ours.role.family or ""


def _from_the_top(ours: OurRole) -> tuple[float, str]:
    return (0 if ours.role.rung is None else -ours.role.rung.height), ours.id


def _family(writer: Writer, role: Role) -> str:
    return writer.family(role.family) if role.family else writer.say("staffing.not_known")


def _row(writer: Writer, tables: PayTables, ours: OurRole) -> tuple[str, ...]:
    role = ours.role
    return (
        role_with_code(writer, role.id),
        ", ".join(ours.titles),
        writer.say("staffing.heads_unknown") if ours.heads is None else str(ours.heads),
        _family(writer, role),
        _rung(writer, role),
        _minimum(writer, tables, role),
    )


def _rung(writer: Writer, role: Role) -> str:
    return rung(role.rung, writer.lang) if role.rung else writer.say("staffing.not_known")


def _minimum(writer: Writer, tables: PayTables, role: Role) -> str:
    """The higher of the SMIC and the branch minimum, with the day since when."""
    least = _floor(writer, tables, role)
    if least is None:
        return writer.say("staffing.not_known")
    since = least.smic.since if least.base == "smic" else least.minimum.since
    amount = euros(least.amount, writer.lang)
    return writer.say(f"staffing.minimum.{least.base}", amount=amount, since=writer.day(since))


def _floor(writer: Writer, tables: PayTables, role: Role) -> Floor | None:
    """None for a role without a rung, and for a day that the tables do not know."""
    try:
        return None if role.rung is None else floor(tables, role.rung, writer.on)
    except NotOnRecord:
        return None


def _pay_sources(writer: Writer, tables: PayTables, found: Staffing) -> Iterator[Reference]:
    used: dict[str, None] = {}
    for each in found.ours:
        try:
            used.update(
                dict.fromkeys(floor(tables, each.role.rung, writer.on).sources if each.role.rung else ())
            )
        except NotOnRecord:
            continue
    for source in tables.sources:
        if source.id in used:
            yield Reference(source.id, source.title, source.publisher, source.date, source.url, None)


# --- blocks ---------------------------------------------------------------------------------------


def _blocks(writer: Writer, found: Staffing) -> Iterator[Block]:
    inside = [move.step for move in found.inside]
    every = [move.step for each in found.ours for move in found.moves[each.id]]
    instead = [step for point in found.weak_points for ways in point.from_outside.values() for step in ways]
    yield _block(writer, "ladders", _ladders(writer, found), inside)
    yield _block(writer, "hires", (_hires(writer, found, each) for each in found.ours), inside)
    yield _block(writer, "next", (_next(writer, found, each) for each in found.ours), every)
    yield _block(writer, "weak", _weak(writer, found), instead)
    if found.unplaced:
        yield _block(writer, "unplaced", (Line(post.listed.title) for post in found.unplaced), ())


def _block(writer: Writer, key: str, lines: Iterator[Line], steps: Sequence[Step]) -> Block:
    cited = writer.references(citation for step in steps for citation in step.sources)
    return Block(f"staffing.{key}", writer.say(f"staffing.{key}"), tuple(lines), cited)


def _ladders(writer: Writer, found: Staffing) -> Iterator[Line]:
    for ladder in found.ladders:
        yield Line(writer.count("staffing.ladder", len(ladder), roles=" → ".join(map(writer.label, ladder))))
    if not found.ladders:
        yield Line(writer.say("staffing.no_ladder"))


def _hires(writer: Writer, found: Staffing, ours: OurRole) -> Line:
    moves = found.hires[ours.id]
    if not moves:
        return Line(writer.say("staffing.no_hire", role=writer.label(ours.id)), ours.id)
    lines = tuple(Line(_hire(writer, move), move.source) for move in moves)
    return Line(writer.say("staffing.hire", role=writer.label(ours.id)), ours.id, lines)


def _hire(writer: Writer, move: Move) -> str:
    said = writer.say(
        f"staffing.from.{move.nearness}",
        role=writer.label(move.source),
        months=_months(writer, move),
        missing=unmet_in_words(writer, move),
    )
    unknown = move.missing.unknown
    if not unknown:
        return said
    return writer.say("staffing.with_unknown", said=said, unknown=_conditions(writer, move.step, unknown))


def unmet_in_words(writer: Writer, move: Move) -> str:
    """What is missing; where several sets are as small, some of them in the alternative."""
    smallest = [each for each in move.way.missing if each.size == move.missing.size]
    texts = [
        _conditions(writer, move.step, each.unmet) for each in smallest[:MOST_ALTERNATIVES] if each.unmet
    ]
    more = (
        [writer.count("staffing.more", len(smallest) - len(texts))] if len(smallest) > len(texts) > 0 else []
    )
    return listing([*texts, *more], writer.lang, "or")


def _conditions(writer: Writer, step: Step, leaves: tuple[Requirement, ...]) -> str:
    texts = [outline(leaf, writer.catalogue, writer.lang, step=step).text for leaf in leaves]
    return listing(texts, writer.lang, "and")


def _months(writer: Writer, move: Move) -> str:
    return duration(move.months, None, writer.lang) if move.months else writer.say("reach.at_once")


def _next(writer: Writer, found: Staffing, ours: OurRole) -> Line:
    moves = found.moves[ours.id]
    if not moves:
        return Line(writer.say("staffing.no_next", role=writer.label(ours.id)), ours.id)
    lines = tuple(_move(writer, move) for move in moves)
    return Line(writer.say("staffing.next_of", role=writer.label(ours.id)), ours.id, lines)


def _move(writer: Writer, move: Move) -> Line:
    text = writer.say(
        "staffing.move",
        role=writer.label(move.target),
        rung=_rung(writer, writer.catalogue.roles[move.target]),
        access=short_way(writer, move.step),
        direction=writer.say(f"staffing.direction.{move.direction}"),
    )
    conditions = outline(move.step.requires, writer.catalogue, writer.lang, step=move.step, on=writer.on)
    time = Line(writer.say("staffing.time", months=_months(writer, move)))
    return Line(text, move.target, (conditions, time, *_trainings(writer, move)))


def _trainings(writer: Writer, move: Move) -> Iterator[Line]:
    """How qualifications that may be missing are prepared, and how long that takes: first those that are."""
    ways = {each: _ways_in_short(writer, each) for each in move.trainings}
    told = sorted(ways, key=lambda each: not ways[each])[:MOST_ALTERNATIVES]
    lines = [_training(writer, each, ways[each]) for each in told]
    if len(ways) > len(told):
        lines.append(Line(writer.count("staffing.more", len(ways) - len(told))))
    if lines:
        yield Line(writer.say("staffing.trainings"), children=tuple(lines))


def _ways_in_short(writer: Writer, qualification: str) -> tuple[str, ...]:
    """The ways to prepare a qualification that can be taken on the day of the writer."""
    ways = writer.catalogue.ways_in(qualification)
    taken = (short_way(writer, step) for step in ways if writer.catalogue.can_be_taken(step, writer.on))
    return tuple(dict.fromkeys(taken))


def _training(writer: Writer, qualification: str, ways: tuple[str, ...]) -> Line:
    told = ways or (writer.say("staffing.no_training"),)
    name = writer.say("outline.named", qualification=writer.label(qualification))
    return Line(name, qualification, tuple(map(Line, told)))


def _weak(writer: Writer, found: Staffing) -> Iterator[Line]:
    if not found.weak_points:
        yield Line(writer.say("staffing.no_weak"))
        return
    yield Line(writer.say("staffing.weak_meaning"))
    heads = {each.id: each.heads for each in found.ours}
    for point in found.weak_points:
        text = writer.count("staffing.weak_role", len(point.lost), role=writer.label(point.role))
        yield Line(text, point.role, tuple(_under(writer, found, point, heads[point.role])))


def _under(writer: Writer, found: Staffing, point: WeakPoint, heads: int | None) -> Iterator[Line]:
    if heads is not None:
        yield Line(writer.count("staffing.heads_on_it", heads))
    crossing = len(found.climbs_through(point.role))
    if crossing:
        yield Line(writer.count("staffing.crossing", crossing))
    for lost in point.lost:
        yield _lost(writer, lost, point.from_outside[lost])


def _lost(writer: Writer, role: str, ways: tuple[Step, ...]) -> Line:
    if not ways:
        return Line(writer.say("staffing.lost_without", role=writer.label(role)), role)
    counted = dict.fromkeys(from_outside_in_words(writer, step) for step in ways)
    text = writer.say(
        "staffing.lost", role=writer.label(role), ways=listing(list(counted), writer.lang, "or")
    )
    conditions = (
        outline(step.requires, writer.catalogue, writer.lang, step=step, on=writer.on) for step in ways
    )
    return Line(text, role, tuple(conditions))


def from_outside_in_words(writer: Writer, step: Step) -> str:
    """A way in for somebody new; a promotion is one for whoever was in that role elsewhere."""
    is_promotion = step.access is Access.PROMOTION
    return writer.say("staffing.other_role") if is_promotion else short_way(writer, step)
