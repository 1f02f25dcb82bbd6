"""The pay of a work-study step as a sheet: what each month pays at least, by which rule, and the bonus."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from pathways.cards.pieces import Writer
from pathways.errors import BadValue
from pathways.model import Profile, Step
from pathways.pay import (
    MonthPay,
    PayTables,
    age_of_newest_row,
    contract_months,
    floor,
    integration_bonus,
    smic,
)
from pathways.sheets.money import has_bac_pro_level, rung_opened
from pathways.wording import duration, euros, say_many

_DAYS_A_MONTH = 30


@dataclass(frozen=True, slots=True)
class PaySheet:
    """The months of a contract and what is to be known of them, in one language."""

    title: str
    lines: tuple[str, ...]
    notes: tuple[str, ...]
    sources: tuple[str, ...]
    months: tuple[MonthPay, ...]
    on: date


def pay_sheet(
    writer: Writer, tables: PayTables, step: Step, profile: Profile, months: int | None = None
) -> PaySheet:
    """
    What a work-study step pays, month by month.

    Parameters
    ----------
    months
        The length of the contract; the step's shortest when not given, or 12 when that is not known.

    Raises
    ------
    BadValue
        The step is not work-study.
    NotOnRecord
        The tables do not go back to the day of the writer.
    """
    if not step.access.is_alternance:
        raise BadValue(writer.say("pay.not_alternance", step=step.id))
    held = [writer.catalogue.qualifications[each.qualification] for each in profile.holds]
    rung = rung_opened(writer.catalogue.qualifications[step.target], step.access)
    length = months or (step.months.min if step.months else 12)
    paid = contract_months(
        tables,
        step.access,
        length,
        None if profile.age is None else profile.age * 12,
        bac_pro_or_more=has_bac_pro_level(held),
        job_rung=rung,
        on=writer.on,
    )
    title = writer.say(
        "pay.title",
        label=writer.label(step.target),
        access=writer.say(f"access.{step.access}"),
        length=duration(length, length, writer.lang),
        day=writer.day(writer.on),
    )
    base = floor(tables, rung, writer.on).amount if rung else None
    bonus = integration_bonus(tables, base, rung)
    after = (
        writer.say("pay.bonus", amount=euros(bonus.amount, writer.lang), month=bonus.month_of_contract)
        if bonus.amount is not None
        else writer.say(f"pay.no_bonus.{bonus.why_not}")
    )
    sources = dict.fromkeys(each for month in paid for each in (*month.sources, *month.pending))
    known = {source.id: source for source in tables.sources}
    return PaySheet(
        title=title,
        lines=tuple(_months(writer, tables, paid)),
        notes=(after, *_notes(writer, tables, paid)),
        sources=tuple(
            f"{known[each].title} ({known[each].publisher}, {known[each].date or '?'})"
            for each in (*sources, *bonus.sources)
            if each in known
        ),
        months=paid,
        on=writer.on,
    )


def _months(writer: Writer, tables: PayTables, paid: tuple[MonthPay, ...]) -> Iterator[str]:
    """One line for months that pay alike."""
    number = 0
    for _, alike in groupby(paid, key=lambda month: (month.gross, month.low, month.high, month.rule)):
        months = list(alike)
        first, last = number + 1, number + len(months)
        number = last
        which = say_many("pay.months", len(months), writer.lang, first=first, last=last)
        yield f"{which} {_amount(writer, months[0])}"
        if months[0].rule is not None:
            yield f"  {tables.rule(months[0].rule).text[writer.lang]}"
        if months[0].floor_bites:
            yield f"  {writer.say('pay.floor_bites')}"


def _amount(writer: Writer, month: MonthPay) -> str:
    lang = writer.lang
    if month.gross is None:
        reasons = ", ".join(writer.say(f"pay.unknown.{each}") for each in month.unknown)
        low = euros(month.low or 0, lang)
        high = "" if month.high is None else writer.say("pay.up_to", high=euros(month.high, lang))
        return writer.say("pay.range", low=low, high=high, why=reasons)
    share = writer.say("pay.share", percent=f"{(month.share or 0) * 100:.0f}") if month.share else ""
    net = writer.say("pay.net", net=euros(month.net, lang)) if month.net is not None else ""
    return writer.say("pay.gross", gross=euros(month.gross, lang), share=share, net=net)


def _notes(writer: Writer, tables: PayTables, paid: tuple[MonthPay, ...]) -> Iterator[str]:
    since = smic(tables, writer.on)
    yield writer.say("pay.smic", amount=euros(since.amount, writer.lang), day=writer.day(since.since))
    for key in dict.fromkeys(note for month in paid for note in month.notes):
        yield tables.rule(key).text[writer.lang]
    pending = {each for month in paid for each in month.pending}
    yield from (each.text[writer.lang] for each in tables.pending_agreements if each.id in pending)
    months = age_of_newest_row(tables.smic, writer.on) // _DAYS_A_MONTH
    yield say_many("pay.newest_row", months, writer.lang)
    yield writer.say("pay.minima_only")
