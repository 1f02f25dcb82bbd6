"""What a choice closes, keeps and opens, in words; and what only one of two choices leaves open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from pathways.cards import Line, Writer, short_way
from pathways.choices import Choice, Prospect, TwoChoices
from pathways.gaps import Missing
from pathways.model import Step
from pathways.names import fold
from pathways.questions import month_of
from pathways.reach import Reached
from pathways.wording import duration, listing, outline


@dataclass(frozen=True, slots=True)
class ChoiceSheet:
    """
    A choice in one language.

    Parameters
    ----------
    title
        The step.
    closes, opens, keeps
        A line for each heading, under it one for each node, by name; what is kept stands by how much later
        it comes.
    remarks
        What is compared, and what is not.
    """

    title: str
    closes: Line
    opens: Line | None
    keeps: tuple[Line, ...]
    remarks: tuple[str, ...]
    choice: Choice


@dataclass(frozen=True, slots=True)
class TwoChoicesSheet:
    """Two choices side by side: what only the first, what only the second leaves open, what both do."""

    only_first: Line
    only_second: Line
    both: str
    remarks: tuple[str, ...]
    choices: TwoChoices


@dataclass(frozen=True, slots=True)
class OpenStep:
    """A step that can be taken today, in words."""

    text: str
    step: Step


def open_steps_in_words(writer: Writer, steps: Iterable[Step]) -> tuple[OpenStep, ...]:
    """Steps as one chooses among them: trainings before roles, each by name."""
    told = (OpenStep(_option(writer, step), step) for step in steps)
    return tuple(sorted(told, key=lambda each: (not each.step.is_training, fold(each.text))))


def _option(writer: Writer, step: Step) -> str:
    way = short_way(writer, step)
    return writer.say("choices.option", label=writer.label(step.target), way=way)


def choice_sheet(writer: Writer, choice: Choice) -> ChoiceSheet:
    """Put a choice in words, in the language and on the day of the writer."""
    opens = _by_name(_prospect(writer, each) for each in choice.opens)
    heading = writer.count("choices.opens", len(opens))
    return ChoiceSheet(
        title=writer.say("choices.title", step=_step(writer, choice.step)),
        closes=_closed(writer, choice),
        opens=Line(heading, children=opens) if opens else None,
        keeps=tuple(_kept(writer, choice)),
        remarks=tuple(_remarks(writer, (choice,))),
        choice=choice,
    )


def two_choices_sheet(writer: Writer, choices: TwoChoices) -> TwoChoicesSheet:
    """Put two choices in words, in the language and on the day of the writer."""
    first, second = choices.first, choices.second
    return TwoChoicesSheet(
        only_first=_only(writer, first.step, choices.only_first),
        only_second=_only(writer, second.step, choices.only_second),
        both=writer.count("choices.both", len(choices.both)),
        remarks=tuple(_remarks(writer, (first, second))),
        choices=choices,
    )


def _step(writer: Writer, step: Step) -> str:
    return writer.say("choices.step", label=writer.label(step.target), way=short_way(writer, step))


def _only(writer: Writer, step: Step, found: tuple[Prospect, ...]) -> Line:
    lines = _by_name(_prospect(writer, each) for each in found)
    return Line(_count(writer, "choices.only", len(found), step=_step(writer, step)), children=lines)


# --- what is closed, kept, opened -----------------------------------------------------------------


def _closed(writer: Writer, choice: Choice) -> Line:
    lines = _by_name(_shut(writer, each) for each in choice.closes)
    limit = "" if choice.within is None else duration(choice.within, None, writer.lang)
    key = "choices.closes" if choice.within is None else "choices.closes_within"
    return Line(_count(writer, key, len(lines), within=limit), children=lines)


def _count(writer: Writer, key: str, number: int, **values: str) -> str:
    """A heading that counts; one of its own where there is nothing."""
    return writer.count(key, number, **values) if number else writer.say(f"{key}.none", **values)


def _shut(writer: Writer, each: Reached) -> Line:
    """What was within reach, and in how long; perhaps only, where no route had been found."""
    if each.route is None:
        return Line(writer.say("choices.was_perhaps", name=writer.label(each.node)), each.node)
    return _line(writer, "choices.was", each, before=_time(writer, each))


def _kept(writer: Writer, choice: Choice) -> Iterator[Line]:
    """What is kept, by how much later it comes, what nobody can tell the length of last."""
    in_order = sorted(choice.keeps, key=_delay)
    for (unsure, months), together in groupby(in_order, key=_delay):
        lines = _by_name(_prospect(writer, each) for each in together)
        yield Line(_heading(writer, unsure, months, len(lines)), children=lines)


def _delay(each: Prospect) -> tuple[bool, int]:
    unsure = each.at_least or (each.before is not None and each.before.at_least)
    return unsure, 0 if unsure else each.months_later or 0


def _heading(writer: Writer, unsure: bool, months: int, number: int) -> str:
    if unsure:
        return writer.count("choices.keeps_some_time", number)
    if not months:
        return writer.count("choices.keeps_as_soon", number)
    key = "choices.keeps_later" if months > 0 else "choices.keeps_sooner"
    return writer.count(key, number, length=duration(abs(months), None, writer.lang))


def _prospect(writer: Writer, each: Prospect) -> Line:
    is_told_once = each.before is None or each.before.route is None or _is_as_soon(each)
    if each.before is None or is_told_once:
        return _line(writer, "choices.will", each, after=_time(writer, each))
    return _line(writer, "choices.moves", each, before=_time(writer, each.before), after=_time(writer, each))


def _is_as_soon(each: Prospect) -> bool:
    unsure, months = _delay(each)
    return not unsure and not months


def _line(writer: Writer, key: str, each: Reached | Prospect, **times: str) -> Line:
    text = writer.say(key, name=writer.label(each.node), **times)
    return Line(text if each.is_fastest else writer.say("choices.cut_short", line=text), each.node)


def _time(writer: Writer, each: Reached | Prospect) -> str:
    if not each.months and not each.at_least:
        return writer.say("reach.at_once")
    return duration(each.months, None, writer.lang, at_least=each.at_least)


def _by_name(lines: Iterable[Line]) -> tuple[Line, ...]:
    return tuple(sorted(lines, key=lambda line: fold(line.text)))


# --- remarks --------------------------------------------------------------------------------------


def _remarks(writer: Writer, choices: tuple[Choice, ...]) -> Iterator[str]:
    """What is compared, what of it is not sure, and what the map knows nothing of."""
    for each in choices:
        yield from _of_the_step(writer, each)
    if not all(_is_certain(each) for each in choices):
        yield writer.say("choices.not_sure")
    age = "choices.no_age" if choices[0].question.profile.age is None else "choices.age"
    yield writer.say(age)
    yield writer.say("choices.not_modelled")
    yield writer.say("reach.fewest_gaps")
    yield writer.say("routes.others_exist")


def _of_the_step(writer: Writer, choice: Choice) -> Iterator[str]:
    step, on = _step(writer, choice.step), choice.question.on
    if choice.step.duration_is_unknown:
        yield writer.say("choices.length_unknown", step=step)
    elif not choice.months:
        yield writer.say("choices.compared_at_once", step=step, today=writer.day(on))
    else:
        end = writer.day(month_of(on, choice.months))
        yield writer.say("choices.compared", step=step, today=writer.day(on), end=end)
    if choice.to_confirm is not None:
        conditions = _conditions(writer, choice.step, choice.to_confirm)
        yield writer.say("choices.to_confirm", step=step, conditions=conditions)


def _conditions(writer: Writer, step: Step, missing: Missing) -> str:
    texts = [outline(leaf, writer.catalogue, writer.lang, step=step).text for leaf in missing.unknown]
    return listing(texts, writer.lang, "and")


def _is_certain(choice: Choice) -> bool:
    return all(each.is_fastest for each in (*choice.before, *choice.after))
