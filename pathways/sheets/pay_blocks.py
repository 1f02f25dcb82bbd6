"""The pay block of a card: the floor of a role, or the work-study grid of a qualification, in euros."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from pathways.cards import Block, Line, Reference
from pathways.cards.pieces import Writer
from pathways.errors import NotOnRecord
from pathways.model import Access, Rung, Step
from pathways.pay import MonthPay, PayTables, alternance_pay, floor, integration_bonus, smic
from pathways.sheets.money import rung_opened
from pathways.wording import euros

_AGES = {Access.PROFESSIONALISATION: (18, 22, 27), Access.APPRENTICESHIP: (16, 19, 22, 27)}
_YEARS = 3


def pay_blocks(writer: Writer, tables: PayTables, node: str) -> tuple[Block, ...]:
    """What a role pays at least, or what its work-study contracts pay; no block where nothing is known."""
    try:
        written = _Written(writer, tables)
        role = writer.catalogue.roles.get(node)
        lines = list(written.role(role.rung) if role else written.qualification(node))
    except NotOnRecord as error:
        lines = [Line(writer.say("error.not_on_record", what=error))]
        return (Block("pay", writer.say("block.pay"), tuple(lines)),)
    return (Block("pay", writer.say("block.pay"), tuple(lines), written.references()),) if lines else ()


class _Written:
    """Lines of pay, and the sources that they used."""

    def __init__(self, writer: Writer, tables: PayTables) -> None:
        self._writer = writer
        self._tables = tables
        self._used: dict[str, None] = {}

    def references(self) -> tuple[Reference, ...]:
        known = {source.id: source for source in self._tables.sources}
        found = (known[each] for each in self._used if each in known)
        return tuple(Reference(s.id, s.title, s.publisher, s.date, s.url, None) for s in found)

    def role(self, rung: Rung | None) -> Iterator[Line]:
        """The higher of the SMIC and the branch minimum."""
        if rung is None:
            return
        least = floor(self._tables, rung, self._writer.on)
        self._use(least.sources)
        yield self._line(f"pay.floor.{least.base}", least.amount, since=self._day(rung, least.base))
        for each in self._tables.pending_agreements:
            yield Line(each.text[self._writer.lang])
            self._use(citation.id for citation in each.sources)
        yield Line(self._writer.say("pay.minima_only"))

    def qualification(self, node: str) -> Iterator[Line]:
        """The grid of each work-study way, then the bonus."""
        steps = self._writer.catalogue.steps_to.get(node, ())
        ways = {step.access: step for step in steps if step.access.is_alternance}
        for access in sorted(ways, reverse=True):
            heading = self._writer.say("pay.by_way", access=self._writer.say(f"access.{access}"))
            yield Line(heading, children=tuple(self._grid(ways[access])))
        if ways:
            step = next(iter(ways.values()))
            yield self._bonus(rung_opened(self._writer.catalogue.qualifications[node], step.access))
            since = smic(self._tables, self._writer.on)
            self._use(since.sources)
            yield self._line("pay.smic", since.amount, day=self._writer.day(since.since))

    def _grid(self, step: Step) -> Iterator[Line]:
        for age in _AGES[step.access]:
            if step.access is Access.PROFESSIONALISATION:
                below, above = (self._month(step, age, level, 0) for level in (False, True))
                yield self._row(f"pay.row.professionalisation.{age}", below, above)
            else:
                years = [self._month(step, age, False, 12 * year) for year in range(_YEARS)]
                yield self._row(f"pay.row.apprenticeship.{age}", *years)

    def _row(self, key: str, *months: MonthPay) -> Line:
        for month in months:
            self._use(month.sources)
        amounts = {f"a{number}": self._amount(month) for number, month in enumerate(months)}
        return Line(self._writer.say(key, **amounts))

    def _amount(self, month: MonthPay) -> str:
        if month.gross is None:
            return euros(month.low or 0, self._writer.lang)
        return euros(month.gross, self._writer.lang)

    def _month(self, step: Step, age: int, bac_pro: bool, month: int) -> MonthPay:
        rung = rung_opened(self._writer.catalogue.qualifications[step.target], step.access)
        return alternance_pay(
            self._tables, step.access, age_months=age * 12, month=month, bac_pro_or_more=bac_pro,
            job_rung=rung, on=self._writer.on,
        )  # fmt: skip

    def _bonus(self, rung: Rung | None) -> Line:
        base = floor(self._tables, rung, self._writer.on).amount if rung else None
        bonus = integration_bonus(self._tables, base, rung)
        self._use(bonus.sources)
        if bonus.amount is None:
            return Line(self._writer.say(f"pay.no_bonus.{bonus.why_not}"))
        return self._line("pay.bonus", bonus.amount, month=bonus.month_of_contract)

    def _day(self, rung: Rung, base: str) -> str:
        least = floor(self._tables, rung, self._writer.on)
        since = least.smic.since if base == "smic" else least.minimum.since
        return self._writer.day(since)

    def _line(self, key: str, amount: Decimal, **values: object) -> Line:
        return Line(self._writer.say(key, amount=euros(amount, self._writer.lang), **values))

    def _use(self, sources: Iterable[str]) -> None:
        self._used.update(dict.fromkeys(sources))
