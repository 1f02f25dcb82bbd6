"""Who feeds a role, and who would if a condition changed, in words: each condition with its nature."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from pathways.analysis import Droppable, Entering, Feeder, Feeders, Supposed
from pathways.analysis.survey import BestRoute
from pathways.cards import Line, Writer, one_per_document, short_way
from pathways.grounds import binding
from pathways.model import Basis, Leaf, Nature, Qualification, Requirement, Step, leaves
from pathways.sheets.analysis import BETWEEN, Bar, MeasureSheet, length_of, sheet_of, start_name, step_name
from pathways.spreadsheets import Cell
from pathways.wording import Outline, in_one_line, outline, rung

_MOST_ALTERNATIVES = 2
_COLUMNS = "group node label months gaps stages way missing natures confirm rncp rome rnqsa"


def feeders_sheet(writer: Writer, found: Feeders) -> MeasureSheet:
    """
    Put the feeders of a role in words, in the language and on the day of the writer.

    Examples
    --------
    >>> from pathways.analysis import feeders
    >>> from tests.small_map import small
    >>> found = feeders(small(), "a-12-2-technicien-expert")
    >>> sheet = feeders_sheet(Writer(small(), "en", found.on), found)
    >>> sheet.lines[0].text, sheet.lines[0].children[0].node
    ('Ready now: 1', 'cqp-expert-camion')
    """
    groups = {"ready": found.ready, "one_away": found.one_away, "further": found.further}
    role = writer.label(found.role)
    lines = [_group(writer, key, each) for key, each in groups.items()]
    is_fed = any(groups.values())
    message = (
        writer.say("outline.separator").join(line.text for line in lines)
        if is_fed
        else writer.say("structure.feeders.none", role=role)
    )
    message = f"{_place(writer, found.role)}{message}"
    rows = (_row(writer, key, feeder) for key, each in groups.items() for feeder in each)
    bars = (_bar(writer, key, feeder) for key, each in groups.items() for feeder in each)
    sheet = sheet_of(
        writer,
        "feeders",
        message,
        lines if is_fed else (),
        columns=_COLUMNS,
        rows=rows,
        bars=bars,
        role=role,
    )
    ways = (feeder.way for each in groups.values() for feeder in each)
    return _with_sources(writer, sheet, (way for way in ways if way is not None))


def _place(writer: Writer, node: str) -> str:
    """A role's sheet of the register and its rung, where it has both."""
    role = writer.catalogue.roles[node]
    if role.rnqsa is None or role.rung is None:
        return ""
    return writer.say("structure.feeders.place", code=role.rnqsa, rung=rung(role.rung, writer.lang)) + " "


def _with_sources(writer: Writer, sheet: MeasureSheet, steps: Iterable[Step]) -> MeasureSheet:
    """A sheet with the sources of the ways in and of their conditions, each document once."""
    cited = (
        each
        for step in dict.fromkeys(steps)
        for each in (*step.sources, *(source for leaf in leaves(step.requires) for source in leaf.sources))
    )
    return replace(sheet, citations=one_per_document(writer.references(cited)))


def _group(writer: Writer, key: str, found: tuple[Feeder, ...]) -> Line:
    heading = writer.say(
        "structure.feeders.group", group=writer.say(f"structure.feeders.{key}"), n=len(found)
    )
    return Line(heading, children=tuple(_line(writer, each) for each in found))


def _line(writer: Writer, feeder: Feeder) -> Line:
    name, length = writer.label(feeder.node), _length(writer, feeder)
    if feeder.way is None:
        length = writer.count("structure.feeders.stages", feeder.steps, length=length)
        return Line(writer.say("structure.feeders.further_line", name=name, length=length), feeder.node)
    way = short_way(writer, feeder.way)
    text = writer.say("structure.feeders.line", name=name, way=way, length=length)
    told = (("missing", feeder.missing.unmet), ("confirm", feeder.missing.unknown))
    children = tuple(
        Line(writer.say(f"structure.feeders.{key}", condition=_condition(writer, feeder.way, each)))
        for key, many in told
        for each in many
    )
    return Line(text, feeder.node, children)


def _bar(writer: Writer, group: str, feeder: Feeder) -> Bar:
    group = writer.say(f"structure.feeders.{group}")
    said = writer.say("structure.bar.feeders", length=_length(writer, feeder), group=group)
    return Bar(writer.label(feeder.node), feeder.months, said, feeder.node)


def _length(writer: Writer, feeder: Feeder) -> str:
    if feeder.months is None:
        return writer.say("structure.no_route")
    return length_of(writer, feeder.months, feeder.gaps, at_least=feeder.at_least)


def _condition(writer: Writer, step: Step, requirement: Requirement) -> str:
    """A condition in words, with its nature."""
    return _with_natures(writer, step, [requirement], _words(writer, step, requirement))


def _with_natures(writer: Writer, step: Step, requirements: Collection[Requirement], told: str) -> str:
    """Conditions that are told, and how binding they are; what is ours alone says so itself."""
    if all(_is_ours(writer, step, leaf) for each in requirements for leaf in leaves(each)):
        return told
    natures = _natures(writer, step, requirements)
    return writer.say("structure.condition", condition=told, nature=natures)


def _words(writer: Writer, step: Step, requirement: Requirement) -> str:
    said = requirement.nature if isinstance(requirement, Leaf) else None
    return in_one_line(outline(requirement, writer.catalogue, writer.lang, step=step, said=said), writer.lang)


def _natures(writer: Writer, step: Step | None, requirements: Iterable[Requirement]) -> str:
    """How binding some conditions of a step are, each word once."""
    if step is None:
        return ""
    asked_for = (leaf for each in requirements for leaf in leaves(each))
    return BETWEEN.join(dict.fromkeys(_nature(writer, step, leaf) for leaf in asked_for))


def _nature(writer: Writer, step: Step, leaf: Leaf) -> str:
    """The law, the register, advice or use; else that we deduce it or assume it, or that it is not told."""
    if _is_ours(writer, step, leaf):
        return writer.say("structure.nature.ours")
    nature = binding(writer.catalogue, leaf, step)
    return writer.say("structure.nature.unknown" if nature is None else f"nature.{nature}")


def _is_ours(writer: Writer, step: Step, leaf: Leaf) -> bool:
    """Whether we deduce or assume a condition, and nothing says how binding it is."""
    is_stated = (leaf.basis or step.basis) is Basis.STATED
    return not is_stated and binding(writer.catalogue, leaf, step) is None


def _row(writer: Writer, group: str, feeder: Feeder) -> tuple[Cell, ...]:
    node = writer.catalogue.node(feeder.node)
    codes = node.rncp if isinstance(node, Qualification) else ()
    unmet, unknown = feeder.missing.unmet, feeder.missing.unknown
    return (
        writer.say(f"structure.feeders.{group}"),
        feeder.node,
        writer.label(feeder.node),
        feeder.months,
        feeder.gaps,
        feeder.steps,
        None if feeder.way is None else feeder.way.id,
        _all_words(writer, feeder.way, unmet),
        _natures(writer, feeder.way, unmet),
        _all_words(writer, feeder.way, unknown),
        BETWEEN.join(each.code for each in codes),
        BETWEEN.join(node.rome),
        None if isinstance(node, Qualification) else node.rnqsa,
    )


def _all_words(writer: Writer, step: Step | None, requirements: tuple[Requirement, ...]) -> str:
    return "" if step is None else BETWEEN.join(_words(writer, step, each) for each in requirements)


# --- another condition ----------------------------------------------------------------------------


def droppable_in_words(writer: Writer, found: Droppable) -> str:
    """
    What could be dropped, and of which way in.

    Examples
    --------
    >>> from pathways.analysis import droppable
    >>> from tests.small_map import small
    >>> found = droppable(small(), "a-12-2-technicien-expert")[0]
    >>> droppable_in_words(Writer(small(), "en", small().file.as_of), found)
    'recruitment – hold “Expert after-sales technician, trucks” (entered in the branch’s register)'
    """
    told = [_words(writer, found.step, each) for each in found.conditions]
    shown = writer.say("structure.supposed.or").join(told[:_MOST_ALTERNATIVES])
    if len(told) > _MOST_ALTERNATIVES:
        shown = f"{shown} {writer.count('structure.more', len(told) - _MOST_ALTERNATIVES)}"
    condition = _with_natures(writer, found.step, found.conditions, shown)
    return f"{short_way(writer, found.step)} – {condition}"


def supposed_sheet(writer: Writer, found: Supposed) -> MeasureSheet:
    """Put what another requirement changes in words."""
    rows = [
        (each.start, start_name(writer, each.start), _months(each.before), _months(each.after))
        for each in found.entering
    ]
    message = writer.count("structure.supposed.newly_ready", len(found.newly_ready))
    message = f"{message}. {_who_demands(writer, found)}"
    sheet = sheet_of(
        writer,
        "supposed",
        message,
        _supposed_lines(writer, found),
        columns="start start_label before after",
        rows=rows,
        bars=(_entering_bar(writer, each) for each in found.entering),
        step=step_name(writer, found.step.id),
    )
    return _with_sources(writer, sheet, [found.step])


def _who_demands(writer: Writer, found: Supposed) -> str:
    """Whether the law or the register demands any of what would be dropped."""
    dropped = [leaf for each in found.dropped for leaf in leaves(each)]
    natures = {binding(writer.catalogue, leaf, found.step) for leaf in dropped}
    for nature, key in ((Nature.LAW, "law"), (Nature.REGISTER, "register")):
        if nature in natures:
            return writer.say(f"structure.supposed.{key}")
    return writer.say("structure.supposed.no_law")


def _supposed_lines(writer: Writer, found: Supposed) -> Iterator[Line]:
    dropped = (Line(_condition(writer, found.step, leaf)) for leaf in found.dropped)
    key = "replaced" if found.is_accepting else "dropped"
    yield Line(writer.say(f"structure.supposed.{key}"), children=tuple(dropped))
    yield Line(writer.say("structure.supposed.now"), children=(_asked_now(writer, found),))
    entries = (
        Line(writer.say("structure.supposed.entry", **_entering(writer, each))) for each in found.entering
    )
    yield Line(writer.say("structure.supposed.entering"), children=tuple(entries))
    for key, feeders in (("newly_ready", found.newly_ready), ("newly_one_away", found.newly_one_away)):
        heading = writer.count(f"structure.supposed.{key}", len(feeders))
        yield Line(heading, children=tuple(_line(writer, each) for each in feeders))


def _asked_now(writer: Writer, found: Supposed) -> Line | Outline:
    if found.requires is None:
        return Line(writer.say("structure.supposed.nothing"))
    return outline(found.requires, writer.catalogue, writer.lang, step=found.step)


def _entering(writer: Writer, each: Entering) -> dict[str, str]:
    return {
        "start": start_name(writer, each.start),
        "before": _route_in_words(writer, each.before),
        "after": _route_in_words(writer, each.after),
    }


def _entering_bar(writer: Writer, each: Entering) -> Bar:
    """The months after, and behind them those that are saved."""
    before, after = _months(each.before), _months(each.after)
    saved = max(0, before - after) if before is not None and after is not None else 0
    words = _entering(writer, each)
    return Bar(words["start"], after, writer.say("structure.bar.supposed", **words), None, saved)


def _route_in_words(writer: Writer, route: BestRoute | None) -> str:
    if route is None:
        return writer.say("structure.no_route")
    return length_of(writer, route.months, route.gaps, at_least=route.at_least)


def _months(route: BestRoute | None) -> int | None:
    return None if route is None else route.months
