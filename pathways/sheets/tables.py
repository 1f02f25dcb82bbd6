"""
The tables of the explorer for a spreadsheet: one function for each, from the same sheets that the pages draw.

Every row bears the day and the edition that it holds for. What is unknown is an empty cell, and a word in the
column of what is known: it is never a nought. A cell that does not concern a row is empty too, and is not
called unknown. Amounts are gross euros, lengths are months.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal

from pathways.cards import Card, Line, Reference, Writer, one_per_document
from pathways.eligibility import Verdict
from pathways.model import Lang, Qualification, Role
from pathways.names import fold
from pathways.sheets.gaps import GapSheet, WaySheet
from pathways.sheets.reach import ReachSheet
from pathways.sheets.routes import RouteSheet, Stage
from pathways.sheets.staffing import StaffingSheet, from_outside_in_words, unmet_in_words
from pathways.spreadsheets import Cell, Table
from pathways.staffing import Move, OurRole
from pathways.wording import Outline, listing, outline, rung, say

Row = tuple[Cell, ...]
_STATES = {Verdict.MET: "met", Verdict.UNKNOWN: "to_confirm", Verdict.UNMET: "unmet"}


def card_table(card: Card) -> Table:
    """
    A card, a row for each line: its block, how deep it stands, what it names, and the sources of the block.

    Examples
    --------
    >>> from pathways.cards import card
    >>> from tests.small_map import small
    >>> table = card_table(card(small(), "cap-mecano", "en", date(2026, 11, 24)))
    >>> table.columns[:4]
    ('Block', 'Line', 'Depth', 'Identifier')
    """
    rows = (
        (block.title, text, depth, node, _sources(block.citations, card.lang))
        for block in card.blocks
        for depth, text, node in _flat(block.lines)
    )
    return _table(card.lang, card.on, card.edition, ("block", "line", "depth", "node", "sources"), rows)


def routes_table(writer: Writer, routes: Iterable[RouteSheet]) -> Table:
    """Routes, a row for each stage: what is done, how long, what it earns, what it asks for."""
    names = (
        "route", "stage", "kind", "what", "node", "step", "access", "months_min", "months_max", "basis",
        "months_unpaid", "earned", "conditions", "to_confirm", "known", "sources",
    )  # fmt: skip
    rows = (
        (number, place, *_stage(writer, stage))
        for number, route in enumerate(routes, start=1)
        for place, stage in enumerate(route.stages, start=1)
    )
    return _dated(writer, names, rows)


def money_table(writer: Writer, route: RouteSheet) -> Table:
    """
    What a route earns, a row for each month; a single one for a stage of unknown length.

    After such a stage nobody can tell which month of the route it is: that cell is empty from there on.
    """
    names = (
        "month", "stage", "what", "month_of_stage", "earned", "least", "most", "net", "least_so_far", "known"
    )  # fmt: skip
    return _dated(writer, names, _months(writer, route))


def checklist_table(writer: Writer, route: RouteSheet) -> Table:
    """The conditions of a route, each once: held, obtained on the way, to confirm, an employer's decision."""
    rows = (
        (each.stage + 1, route.stages[each.stage].title, each.text, writer.say(f"route.leans.{each.state}"))
        for each in route.checks
    )
    return _dated(writer, ("stage", "what", "condition", "state"), rows)


def reach_table(writer: Writer, sheet: ReachSheet) -> Table:
    """What a person can get to, the soonest first: in how many months, and what is not sure about it."""
    names = (
        "node", "label", "kind", "family", "months_min", "months_are", "to_confirm", "decisions", "gaps",
        "steps", "known",
    )  # fmt: skip
    in_order = sorted(sheet.reached, key=lambda each: (each.at_least, each.months, each.node))
    rows = []
    for each in in_order:
        node, route = writer.catalogue.node(each.node), each.route
        sure = "at_least" if each.at_least else "exact" if each.is_fastest else "not_sure"
        is_any_known = each.months > 0 or not each.at_least
        said = {
            "months_min": each.months if is_any_known else None,
            "months_are": writer.say(f"column.months.{sure}"),
            "to_confirm": None if route is None else len(route.to_confirm),
            "decisions": None if route is None else route.employer_decisions,
            "gaps": None if route is None else route.gaps,
            "steps": None if route is None else " ; ".join(step.id for step in route.steps),
        }
        rows.append((*_identity(writer, node), *said.values(), _known(writer, said)))
    return _dated(writer, names, rows)


def gap_table(writer: Writer, sheet: GapSheet) -> Table:
    """What is missing today, a row for each smallest set, then one for each condition with its state."""
    names = ("way", "step", "access", "way_state", "says", "depth", "state", "condition", "sources")
    rows = (
        (
            number,
            way.way.step.id,
            way.title,
            way.state.rstrip(": \xa0"),
            *said,
            _sources(way.citations, writer.lang),
        )
        for number, way in enumerate(sheet.ways, start=1)
        for said in _way(writer, way)
    )
    return _dated(writer, names, rows)


def nodes_table(writer: Writer, nodes: Iterable[str] | None = None) -> Table:
    """
    Qualifications and roles with their codes and their place; all of the map where none are named.

    Examples
    --------
    >>> from tests.small_map import small
    >>> writer = Writer(small(), "en", date(2026, 11, 24))
    >>> nodes_table(writer, ["a-9-1-technicien"]).rows[0][:5]
    ('a-9-1-technicien', 'Qualified mechanical technician', 'role', 'Maintenance', 'échelon 9')
    """
    names = ("node", "label", "kind", "family", "rung", "level", "rncp", "rnqsa", "rome", "ways_in", "known")
    every = writer.catalogue.nodes if nodes is None else nodes
    in_order = sorted(every, key=lambda node: (fold(writer.label(node)), node)) if nodes is None else every
    rows = (_node(writer, writer.catalogue.node(node)) for node in in_order)
    return _dated(writer, names, rows)


# --- an employer's roles --------------------------------------------------------------------------


def our_roles_table(writer: Writer, sheet: StaffingSheet) -> Table:
    """An employer's roles, the lowest rung first: titles, heads, family, rung, least pay."""
    names = ("node", "label", "rnqsa", "our_titles", "heads", "family", "rung", "least_a_month", "known")
    rows = []
    for ours, least in zip(sheet.staffing.ours, sheet.minima, strict=True):
        said = {
            "heads": ours.heads,
            "family": writer.family(ours.role.family) if ours.role.family else None,
            "rung": _rungs(writer, ours.role),
            "least_a_month": None if least is None else _euros(least.amount),
        }
        rows.append((*_titled(writer, ours), *said.values(), _known(writer, said)))
    return _dated(writer, names, rows)


def _titled(writer: Writer, ours: OurRole) -> Row:
    return ours.id, writer.label(ours.id), ours.role.rnqsa, _joined(ours.titles)


def ladders_table(writer: Writer, sheet: StaffingSheet) -> Table:
    """The ladders within a company, a row for each rung of a ladder, from the bottom."""
    rows = (
        (number, place, role, writer.label(role))
        for number, ladder in enumerate(sheet.staffing.ladders, start=1)
        for place, role in enumerate(ladder, start=1)
    )
    return _dated(writer, ("ladder", "place", "node", "label"), rows)


def moves_table(writer: Writer, sheet: StaffingSheet, *, inside: bool) -> Table:
    """The moves out of an employer's roles, the nearest first; or those that end within the company."""
    names = (
        "from_node", "from_label", "node", "label", "step", "access", "direction", "nearness",
        "months_in_post", "missing", "to_confirm", "sources",
    )  # fmt: skip
    staffing = sheet.staffing
    by_role = staffing.hires if inside else staffing.moves
    rows = (_our_move(writer, move) for ours in staffing.ours for move in by_role[ours.id])
    return _dated(writer, names, rows)


def _our_move(writer: Writer, move: Move) -> Row:
    unknown = (
        outline(leaf, writer.catalogue, writer.lang, step=move.step).text for leaf in move.missing.unknown
    )
    return (
        move.source, writer.label(move.source), move.target, writer.label(move.target), move.step.id,
        writer.say(f"access.{move.step.access}"), writer.say(f"staffing.direction.{move.direction}"),
        writer.say(f"column.nearness.{move.nearness}"), move.months, unmet_in_words(writer, move) or None,
        _joined(unknown), _sources(writer.references(move.step.sources), writer.lang),
    )  # fmt: skip


def weak_points_table(writer: Writer, sheet: StaffingSheet) -> Table:
    """The roles that others of ours hang on, a row for each other, with the ways there from outside."""
    names = ("node", "label", "ladders", "lost_node", "lost_label", "from_outside")
    rows = (
        (
            point.role, writer.label(point.role), len(sheet.staffing.climbs_through(point.role)), lost,
            writer.label(lost),
            _joined(dict.fromkeys(from_outside_in_words(writer, step) for step in point.from_outside[lost])),
        )
        for point in sheet.staffing.weak_points
        for lost in point.lost
    )  # fmt: skip
    return _dated(writer, names, rows)


# --- rows -----------------------------------------------------------------------------------------


def _stage(writer: Writer, stage: Stage) -> Iterator[Cell]:
    segment = stage.segment
    length = segment.step.months if segment.kind == "train" else None
    is_of_unknown_length = segment.months is None
    said: dict[str, Cell] = {
        "months_min": segment.months,
        "months_max": segment.months_max,
        "months_unpaid": None if is_of_unknown_length else segment.months_unpaid,
        "earned": _euros(stage.earned.gross),
    }
    yield from (writer.say(f"column.kind.{stage.kind}"), stage.title, stage.node)
    yield from (segment.step.id, writer.say(f"access.{segment.access}")) if segment.access else (None, None)
    yield from (said["months_min"], said["months_max"])
    yield writer.say(f"basis.{length.basis or segment.step.basis}") if length else None
    yield from (said["months_unpaid"], said["earned"])
    yield _joined(f"[{_state(writer, stage, each)}] {each.text}" for each in stage.leans_on)
    yield _joined(stage.to_confirm)
    yield _known(writer, said)
    yield _sources(stage.citations, writer.lang)


def _state(writer: Writer, stage: Stage, condition: Outline) -> str:
    return writer.say(f"route.leans.{stage.state_of(condition)}")


def _months(writer: Writer, route: RouteSheet) -> Iterator[Row]:
    so_far, is_counted = Decimal(0), True
    for number, month in enumerate(route.money.months, start=1):
        so_far += month.low if month.month is not None else 0
        is_counted &= month.month is not None
        told: dict[str, Cell] = {
            "month": number if is_counted else None,
            "month_of_stage": None if month.month is None else month.month + 1,
            "earned": _euros(month.gross),
            "least": _euros(month.low),
            "most": _euros(month.high),
            "net": _euros(Decimal(0) if month.is_unpaid else month.net),
            "least_so_far": _euros(so_far),
        }
        stage = (month.stretch + 1, route.stages[month.stretch].title)
        place, *rest = told.values()
        yield (place, *stage, *rest, _known(writer, told))


def _way(writer: Writer, way: WaySheet) -> Iterator[Row]:
    for text in way.missing:
        yield writer.say("column.missing"), None, None, text
    for depth, verdict, text in way.conditions:
        state = None if verdict is None else writer.say(f"route.leans.{_STATES[verdict]}")
        yield writer.say("column.asked"), depth, state, text


def _node(writer: Writer, node: Qualification | Role) -> Row:
    place: dict[str, Cell] = {"rung": _rungs(writer, node)}
    if isinstance(node, Qualification):
        place["level"] = node.level
        codes = {"rncp": _joined(code.code for code in node.rncp), "rnqsa": None}
    else:
        codes = {"rncp": None, "rnqsa": node.rnqsa}
    rome = _joined(node.rome)
    own = "rncp" if isinstance(node, Qualification) else "rnqsa"
    said = {**place, own: codes[own], "rome": rome}
    ways = sum(not step.is_over(writer.on) for step in writer.catalogue.ways_in(node.id))
    return (
        *_identity(writer, node), place["rung"], place.get("level"), codes["rncp"], codes["rnqsa"], rome,
        ways, _known(writer, said),
    )  # fmt: skip


def _rungs(writer: Writer, node: Qualification | Role) -> str | None:
    """The rung, or those that its preparation decides between."""
    if node.rung is not None:
        return rung(node.rung, writer.lang)
    cases = node.rung_when if isinstance(node, Qualification) else ()
    possible = sorted((case.rung for case in cases), key=lambda each: each.height)
    return listing([rung(each, writer.lang) for each in possible], writer.lang, "or") or None


def _identity(writer: Writer, node: Qualification | Role) -> Row:
    kind = writer.say(f"kind.{node.kind}" if isinstance(node, Qualification) else "kind.role")
    return node.id, writer.label(node.id), kind, writer.family(node.family) if node.family else None


# --- cells ----------------------------------------------------------------------------------------


def _dated(writer: Writer, names: Iterable[str], rows: Iterable[Row]) -> Table:
    return _table(writer.lang, writer.on, writer.catalogue.file.edition, names, rows)


def _table(lang: Lang, on: date, edition: str, names: Iterable[str], rows: Iterable[Row]) -> Table:
    """Rows under their names in a language, each with the day and the edition."""
    heads = tuple(say(f"column.{name}", lang) for name in (*names, "day", "edition"))
    return Table(heads, tuple((*row, on.isoformat(), edition) for row in rows))


def _known(writer: Writer, said: Mapping[str, Cell]) -> str:
    """That all of this is known, or the names of what is not."""
    unknown = [writer.say(f"column.{name}") for name, cell in said.items() if cell is None]
    if not unknown:
        return writer.say("column.all_known")
    return writer.say("column.unknown", names=", ".join(unknown))


def _sources(references: Iterable[Reference], lang: Lang) -> str | None:
    """Each document once with its date and the places in it."""
    return _joined(reference.text(lang) for reference in one_per_document(references))


def _joined(texts: Iterable[str]) -> str | None:
    return " ; ".join(texts) or None


def _euros(amount: Decimal | None) -> float | None:
    return None if amount is None else float(amount)


def _flat(lines: Iterable[Line | Outline], depth: int = 0) -> Iterator[tuple[int, str, str | None]]:
    for line in lines:
        yield depth, line.text, line.node
        yield from _flat(line.children, depth + 1)
