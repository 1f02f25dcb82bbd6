"""
The pay of a work-study step as a sheet: what each month pays at least, by which rule, and the bonus.

The amounts hold in any job. Where a better one is paid more, the line under them says so, with what the job
that the qualification opens would pay.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from pathways.cards.pieces import Writer
from pathways.errors import BadValue
from pathways.model import Profile, Rung, Step
from pathways.pay import (
    MonthPay,
    PayTables,
    RuleKey,
    age_of_newest_row,
    contract_months,
    floor,
    integration_bonus,
    smic,
)
from pathways.sheets.money import cycle_start, has_bac_pro_level, rung_opened
from pathways.wording import duration, euros, say_many
from pathways.wording import rung as rung_in_words

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
    length = months or (step.months.min if step.months else 12)
    start = cycle_start(writer.catalogue, step, length)
    rung = rung_opened(writer.catalogue.qualifications[step.target], step.access)
    held = [writer.catalogue.qualifications[each.qualification] for each in profile.holds]
    paid, better = (
        contract_months(
            tables,
            step.access,
            length,
            None if profile.age is None else profile.age * 12,
            bac_pro_or_more=has_bac_pro_level(held),
            job_rung=job,
            on=writer.on,
            skipped_months=start.month,
        )
        for job in (None, rung)
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
    shown = (*paid, *(month for month, sure in zip(better, paid, strict=True) if _is_more(month, sure)))
    sources = dict.fromkeys(each for month in shown for each in month.sources)
    known = {source.id: source for source in tables.sources}
    return PaySheet(
        title=title,
        lines=tuple(_months(writer, tables, zip(paid, better, strict=True), rung)),
        notes=(after, *_notes(writer, tables, shown, start.rule)),
        sources=tuple(
            f"{known[each].title} ({known[each].publisher}, {known[each].date or '?'})"
            for each in (*sources, *bonus.sources)
            if each in known
        ),
        months=paid,
        on=writer.on,
    )


def if_at_rung(writer: Writer, rung: Rung, amounts: str) -> str:
    """What a better job is paid, when it is on the rung that the qualification opens."""
    return writer.say("pay.more.rung", rung=rung_in_words(rung, writer.lang), amounts=amounts)


def _is_more(better: MonthPay, sure: MonthPay) -> bool:
    """True when both amounts are known, and the job that the qualification opens is paid more than any."""
    return better.gross is not None and sure.gross is not None and better.gross > sure.gross


def _months(
    writer: Writer, tables: PayTables, paid: Iterable[tuple[MonthPay, MonthPay]], rung: Rung | None
) -> Iterator[str]:
    """One line for months that pay alike, then what a better job adds."""
    number = 0
    for _, alike in groupby(paid, key=lambda pair: [(m.gross, m.low, m.high, m.rule) for m in pair]):
        months = list(alike)
        (sure, better), count = months[0], len(months)
        first, last = number + 1, number + count
        number = last
        yield f"{say_many('pay.months', count, writer.lang, first=first, last=last)} {_amount(writer, sure)}"
        if sure.rule is not None:
            yield f"  {tables.rule(sure.rule).text[writer.lang]}"
        if sure.gross is not None and sure.job_may_raise:
            yield f"  {_more(writer, sure, better, rung)}"


def _more(writer: Writer, sure: MonthPay, better: MonthPay, rung: Rung | None) -> str:
    if rung is not None and better.gross is not None and _is_more(better, sure):
        return if_at_rung(writer, rung, euros(better.gross, writer.lang))
    return writer.say("pay.more.graded")


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


def _notes(
    writer: Writer, tables: PayTables, paid: tuple[MonthPay, ...], begins_by: RuleKey | None
) -> Iterator[str]:
    since = smic(tables, writer.on)
    yield writer.say("pay.smic", amount=euros(since.amount, writer.lang), day=writer.day(since.since))
    rules = (note for month in paid for note in month.notes)
    for key in dict.fromkeys(rules if begins_by is None else (begins_by, *rules)):
        yield tables.rule(key).text[writer.lang]
    pending = {each for month in paid for each in month.pending}
    yield from (each.text[writer.lang] for each in tables.pending_agreements if each.id in pending)
    months = age_of_newest_row(tables.smic, writer.on) // _DAYS_A_MONTH
    yield say_many("pay.newest_row", months, writer.lang)
    yield writer.say("pay.minima_only")
