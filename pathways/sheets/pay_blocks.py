"""The pay block of a card: the floor of a role, or the work-study grids of a qualification, in euros."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from pathways.cards import Block, Line, Reference
from pathways.cards.pieces import Writer
from pathways.errors import NotOnRecord
from pathways.model import Access, Qualification, Role, Rung, Step
from pathways.pay import PayTables, alternance_pay, floor, integration_bonus, smic
from pathways.pay.tables import MONTHS, AgeRow, AnyAgeRow, row_on
from pathways.sheets.entry import Diploma, ages_in_contract, least_diploma, open_contracts
from pathways.sheets.money import MOST_YEARS, CycleStart, cycle_start, pay_references, rung_opened
from pathways.sheets.pay import if_at_rung
from pathways.wording import euros


def pay_blocks(writer: Writer, tables: PayTables, node: str) -> tuple[Block, ...]:
    """
    What a role pays at least, or what one earns at least while preparing a qualification.

    No block where nothing is known, for a role that the register no longer has, and for a qualification whose
    work-study contracts can no longer be begun.
    """
    found = writer.catalogue.node(node)
    key = "pay" if isinstance(found, Role) else "pay_in_training"
    written = _Written(writer, tables)
    try:
        lines = tuple(written.role(found) if isinstance(found, Role) else written.qualification(found))
    except NotOnRecord as error:
        lines = (Line(writer.say("error.not_on_record", what=error)),)
    return (Block(key, writer.say(f"block.{key}"), lines, written.references()),) if lines else ()


class _Written:
    """Lines of pay, and the sources that they used."""

    def __init__(self, writer: Writer, tables: PayTables) -> None:
        self._writer = writer
        self._tables = tables
        self._used: dict[str, None] = {}

    def references(self) -> tuple[Reference, ...]:
        return pay_references(self._tables, self._used)

    # --- a role -----------------------------------------------------------------------------------

    def role(self, node: Role) -> Iterator[Line]:
        """The higher of the SMIC and the branch minimum."""
        rung = node.rung
        if rung is None or node.is_gone:
            return
        least = floor(self._tables, rung, self._writer.on)
        self._use(least.sources)
        since = least.smic.since if least.base == "smic" else least.minimum.since
        yield self._line(f"pay.floor.{least.base}", least.amount, since=self._writer.day(since))
        for each in self._tables.pending_agreements:
            yield Line(each.text[self._writer.lang])
            self._use(citation.id for citation in each.sources)
        yield self._say("pay.minima_only")

    # --- a qualification --------------------------------------------------------------------------

    def qualification(self, node: Qualification) -> Iterator[Line]:
        """The grid of each work-study contract that one may still begin, then the bonus."""
        contracts = open_contracts(self._writer.catalogue, node.id, self._writer.on)
        for access in sorted(contracts, reverse=True):
            heading = self._writer.say("pay.by_way", access=self._writer.say(f"access.{access}"))
            write = self._apprenticeship if access is Access.APPRENTICESHIP else self._professionalisation
            yield Line(heading, children=tuple(write(node, contracts[access])))
        if contracts:
            yield self._bonus(rung_opened(node, next(iter(contracts))))
            since = smic(self._tables, self._writer.on)
            self._use(since.sources)
            yield self._line("pay.smic", since.amount, day=self._writer.day(since.since))

    def _professionalisation(self, node: Qualification, steps: Sequence[Step]) -> Iterator[Line]:
        """A row for each age, by the diploma held; from 26 by the job held."""
        held = min(least_diploma(self._writer.catalogue, step) for step in steps)
        rung = rung_opened(node, Access.PROFESSIONALISATION)
        grid = row_on(self._tables.professionalisation, self._writer.on)
        for ages, row in self._rows(grid.rows, steps):
            if row.floor_share_of_minimum is None:
                yield self._by_diploma(ages, row, held)
            else:
                yield self._by_job(ages, row, row.floor_share_of_minimum, rung)
        if held is Diploma.BAC:
            yield self._rule("professionalisation-level")

    def _by_diploma(self, ages: str, row: AgeRow, held: Diploma) -> Line:
        """The amount below bac pro level, where somebody may be there, and the one from there on."""
        amounts = (self._month(Access.PROFESSIONALISATION, row, bac_pro=has) for has in (False, True))
        below, above = (self._euros(amount) for amount in amounts)
        return self._say(f"pay.row.{held.name.lower()}", ages=ages, below=below, above=above)

    def _by_job(self, ages: str, row: AgeRow, share: Decimal, rung: Rung | None) -> Line:
        """The SMIC, which is sure; under it, what the job that the qualification opens would add."""
        sure = self._month(Access.PROFESSIONALISATION, row)
        in_post = self._month(Access.PROFESSIONALISATION, row, rung=rung)
        more = [self._at_rung(rung, self._euros(in_post))] if rung and in_post > sure else []
        percent = f"{share * 100:.0f}"
        return self._say("pay.row.by_job", *more, ages=ages, amount=self._euros(sure), percent=percent)

    def _apprenticeship(self, node: Qualification, steps: Sequence[Step]) -> Iterator[Line]:
        """A row for each age, by the year of the cycle; then the rules that make a contract begin later."""
        starts = {step.id: cycle_start(self._writer.catalogue, step) for step in steps}
        years = sorted({year for step in steps for year in _years(step, starts[step.id])})
        rung = rung_opened(node, Access.APPRENTICESHIP)
        grid = row_on(self._tables.apprenticeship, self._writer.on)
        for ages, row in self._rows(grid.rows, steps):
            sure = {year: self._month(Access.APPRENTICESHIP, row, year=year) for year in years}
            in_post = {year: self._month(Access.APPRENTICESHIP, row, year=year, rung=rung) for year in years}
            more = [] if row.base == "smic" else [self._more(rung, sure, in_post)]
            yield self._say("pay.row.by_year", *more, ages=ages, amounts=self._by_year(sure))
        for rule in dict.fromkeys(start.rule for start in starts.values() if start.rule):
            yield self._rule(rule)

    def _more(self, rung: Rung | None, sure: Mapping[int, Decimal], in_post: Mapping[int, Decimal]) -> Line:
        """What the job held may add to the share of the SMIC, which is sure."""
        if rung is None or in_post == sure:
            return self._say("pay.more.job")
        return self._at_rung(rung, self._by_year(in_post))

    def _at_rung(self, rung: Rung, amounts: str) -> Line:
        return Line(if_at_rung(self._writer, rung, amounts))

    def _bonus(self, rung: Rung | None) -> Line:
        base = floor(self._tables, rung, self._writer.on).amount if rung else None
        bonus = integration_bonus(self._tables, base, rung)
        self._use(bonus.sources)
        if bonus.amount is None:
            return self._say(f"pay.no_bonus.{bonus.why_not}")
        return self._line("pay.bonus", bonus.amount, month=bonus.month_of_contract)

    # --- amounts and words ------------------------------------------------------------------------

    def _rows(self, grid: Sequence[AnyAgeRow], steps: Sequence[Step]) -> Iterator[tuple[str, AnyAgeRow]]:
        """The rows of a grid that somebody in these contracts may be paid by, with their ages in words."""
        ages = ages_in_contract(self._writer.catalogue, steps)
        for row in grid:
            if any(row.covers(age * MONTHS) for age in ages):
                yield self._ages(row, is_youngest=row is grid[0]), row

    def _ages(self, row: AgeRow, *, is_youngest: bool) -> str:
        if row.age_below is None:
            return self._writer.say("pay.ages.from", first=row.age_from)
        if is_youngest:
            return self._writer.say("pay.ages.below", below=row.age_below)
        return self._writer.say("pay.ages.between", first=row.age_from, last=row.age_below - 1)

    def _month(
        self, access: Access, row: AgeRow, *, year: int = 0, bac_pro: bool = False, rung: Rung | None = None
    ) -> Decimal:
        """
        The least that a row pays in a year of the cycle, counted from 0; where no job is said, in any job.

        The years before count as done elsewhere, so that no birthday falls in the contract.
        """
        month = alternance_pay(
            self._tables, access, age_months=row.age_from * MONTHS, month=year * MONTHS,
            skipped_months=year * MONTHS, bac_pro_or_more=bac_pro, job_rung=rung, on=self._writer.on,
        )  # fmt: skip
        self._use(month.sources)
        assert month.low is not None
        return month.low

    def _by_year(self, amounts: Mapping[int, Decimal]) -> str:
        """One amount where all years pay alike, else one for each year of the cycle, counted from 0."""
        if len(set(amounts.values())) == 1:
            return self._euros(next(iter(amounts.values())))
        years = (
            self._writer.say(f"pay.year.{year + 1}", amount=self._euros(amount))
            for year, amount in amounts.items()
        )
        return ", ".join(years)

    def _euros(self, amount: Decimal) -> str:
        return euros(amount, self._writer.lang)

    def _rule(self, key: str) -> Line:
        """A rule of the tables in its own words."""
        rule = self._tables.rule(key)
        self._use(citation.id for citation in rule.sources)
        return Line(rule.text[self._writer.lang])

    def _say(self, key: str, *under: Line, **values: object) -> Line:
        return Line(self._writer.say(key, **values), children=under)

    def _line(self, key: str, amount: Decimal, **values: object) -> Line:
        return self._say(key, amount=self._euros(amount), **values)

    def _use(self, sources: Iterable[str]) -> None:
        self._used.update(dict.fromkeys(sources))


def _years(step: Step, start: CycleStart) -> range:
    """The years of the cycle that an apprenticeship may be paid by, from 0."""
    longest = step.months.max if step.months else MOST_YEARS * MONTHS
    return range(start.month // MONTHS, min(MOST_YEARS, -(-(start.month + longest) // MONTHS)))
