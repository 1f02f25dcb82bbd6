"""What a month pays at least: the cases worked out by hand, and what must hold at any age, level and rung."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pathways.errors import BadValue
from pathways.model import Access, Rung
from pathways.pay import (
    MonthPay,
    RuleKey,
    alternance_pay,
    contract_months,
    floor,
    integration_bonus,
    load_pay,
    net_estimate,
    smic,
)
from pathways.pay.tables import to_the_cent

TABLES = load_pay()
JULY_2026 = date(2026, 7, 1)
PRO, APPRENTICE = Access.PROFESSIONALISATION, Access.APPRENTICESHIP
LADDERS = (
    [Rung(echelon=echelon) for echelon in range(1, 13)],
    [Rung(echelon=echelon) for echelon in range(17, 26)],
    [Rung(cadre=level) for level in ("I", "II", "III", "IV", "V")],
)
RUNGS = [rung for ladder in LADDERS for rung in ladder]


def euros(text: str) -> Decimal:
    return Decimal(text)


def pro(
    age_months: int | None, *, level: bool | None = False, job: Rung | None = None, month: int = 0
) -> MonthPay:
    return alternance_pay(
        TABLES, PRO, age_months=age_months, month=month, bac_pro_or_more=level, job_rung=job, on=JULY_2026
    )


def apprentice(age_months: int | None, *, month: int = 0, job: Rung | None = None) -> MonthPay:
    return alternance_pay(
        TABLES,
        APPRENTICE,
        age_months=age_months,
        month=month,
        bac_pro_or_more=None,
        job_rung=job,
        on=JULY_2026,
    )


def is_about(net: Decimal | None, expected: str) -> bool:
    """The cases were reckoned with each contribution rounded by itself: up to 0.013 € from one factor."""
    return net is not None and abs(net - euros(expected)) <= euros("0.013")


def years(age: int) -> int:
    return age * 12


# --- worked out by hand ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("age", "level", "gross", "net"),
    [
        (19, False, "1026.86", "812.86"),
        (19, True, "1213.56", "960.65"),
        (23, False, "1306.91", "1034.54"),
        (23, True, "1493.62", "1182.34"),
    ],
)
def test_a_contrat_de_professionnalisation_pays_its_share_of_the_smic(
    age: int, level: bool, gross: str, net: str
):
    pay = pro(years(age), level=level)
    assert pay.gross == euros(gross)
    assert is_about(pay.net, net)
    assert (pay.base, pay.rule, pay.floor_bites) == ("smic", RuleKey.PROFESSIONALISATION_SHARE, False)


@pytest.mark.parametrize("echelon", range(1, 12))
def test_from_26_the_smic_is_due_up_to_echelon_11(echelon: int):
    pay = pro(years(30), job=Rung(echelon=echelon))
    assert (pay.gross, pay.net, pay.floor_bites) == (euros("1867.02"), euros("1477.93"), False)


def test_from_26_the_85_percent_lift_pay_at_echelon_12():
    pay = pro(years(30), job=Rung(echelon=12))
    assert (pay.gross, pay.net) == (euros("1896.35"), euros("1501.15"))
    assert (pay.share, pay.base, pay.base_amount, pay.floor_bites) == (
        euros("0.85"),
        "minimum",
        euros("2231"),
        True,
    )


def test_the_85_percent_matter_only_above_a_minimum_of_2196_49():
    biting = {rung.height for rung in RUNGS if pro(years(30), job=rung).floor_bites}
    assert biting == {12, *range(17, 31)}


@pytest.mark.parametrize(
    ("age", "month", "gross", "net"),
    [
        (17, 0, "504.10", "504.10"),
        (19, 12, "952.18", "948.29"),
        (22, 0, "989.52", "977.85"),
        (20, 24, "1250.90", "1184.76"),
        (22, 24, "1456.28", "1347.33"),
        (29, 0, "1867.02", "1672.47"),
    ],
)
def test_an_apprentice_is_paid_by_age_and_year_on_the_smic(age: int, month: int, gross: str, net: str):
    pay = apprentice(years(age), month=month, job=Rung(echelon=3))
    assert (pay.gross, pay.net, pay.base) == (euros(gross), euros(net), "smic")


def test_from_21_an_apprentice_is_paid_on_the_branch_minimum_when_it_is_higher():
    pay = apprentice(years(22), job=Rung(echelon=12))
    assert (pay.gross, pay.base, pay.rule) == (euros("1182.43"), "minimum", RuleKey.APPRENTICESHIP_FROM_21)
    assert "avenant-109" in pay.sources
    assert pay.pending == ("agreement-2026-01",)


def test_before_21_the_job_changes_nothing_for_an_apprentice():
    assert apprentice(years(20), job=Rung(cadre="V")) == apprentice(years(20), job=None)


def test_a_year_of_contract_a_year_of_work_and_the_bonus_add_up_to_36_584_82():
    contract = contract_months(TABLES, PRO, 12, years(19), bac_pro_or_more=False, job_rung=None, on=JULY_2026)
    work = floor(TABLES, Rung(echelon=6), JULY_2026).amount
    bonus = integration_bonus(TABLES, work, 2)
    assert {month.gross for month in contract} == {euros("1026.86")}
    assert (work, bonus.amount, bonus.month_of_contract) == (euros("1941"), euros("970.50"), 12)
    assert bonus.amount is not None
    assert sum(month.gross or 0 for month in contract) + 12 * work + bonus.amount == euros("36584.82")


def test_echelons_1_to_3_are_below_the_smic_since_june_2026_and_the_smic_is_what_is_due():
    bases = [floor(TABLES, rung, JULY_2026).base for rung in LADDERS[0]]
    assert bases == ["smic"] * 3 + ["minimum"] * 9
    assert floor(TABLES, Rung(echelon=3), date(2026, 5, 31)).base == "minimum"


def test_a_floor_names_both_of_its_texts():
    assert floor(TABLES, Rung(echelon=3), JULY_2026).sources == ("smic-2026-06", "avenant-109")


# --- birthdays ------------------------------------------------------------------------------------


def test_a_person_of_20_is_paid_as_21_from_the_thirteenth_month_and_a_note_says_it_may_be_sooner():
    contract = contract_months(TABLES, PRO, 14, years(20), bac_pro_or_more=True, job_rung=None, on=JULY_2026)
    assert [month.share for month in contract] == [euros("0.65")] * 12 + [euros("0.8")] * 2
    assert [RuleKey.AGE_COUNT in month.notes for month in contract] == [False] + [True] * 11 + [False] * 2
    assert RuleKey.PROFESSIONALISATION_AGE_CHANGE in contract[12].notes


def test_a_person_who_is_21_from_the_start_needs_no_note():
    assert pro(years(21)).notes == ()


def test_turning_26_in_the_contract_takes_the_row_of_26_and_is_to_be_confirmed():
    before, after = (pro(years(26) + passed, month=12 + passed) for passed in (-1, 0))
    assert (before.share, after.share) == (euros("0.7"), euros("1"))
    assert RuleKey.TURNING_26 not in before.notes
    assert RuleKey.TURNING_26 in after.notes
    assert RuleKey.TURNING_26 not in pro(years(26)).notes


def test_an_apprentice_who_turns_18_changes_row_and_keeps_the_year_of_the_contract():
    assert apprentice(years(18) - 1, month=13).share == euros("0.39")
    assert apprentice(years(18), month=14).share == euros("0.51")


def test_a_birthday_in_the_apprenticeship_lifts_pay_no_higher_than_the_smic():
    turned_26_in_it = apprentice(years(26), month=6, job=Rung(echelon=12))
    was_26_before_it = apprentice(years(27), month=6, job=Rung(echelon=12))
    assert (turned_26_in_it.gross, turned_26_in_it.base) == (euros("1867.02"), "smic")
    assert was_26_before_it.gross == 2231
    assert RuleKey.APPRENTICESHIP_AGE_CHANGE in turned_26_in_it.notes


def test_the_cap_on_a_birthday_never_takes_back_what_was_paid_before_it():
    before, after = (apprentice(years(26) + m, month=6 + m, job=Rung(cadre="V")) for m in (-1, 0))
    assert before.gross == after.gross == euros("3090.43")


def test_skipped_years_of_the_cycle_count_for_pay_and_not_as_time_in_the_contract():
    pay = alternance_pay(
        TABLES,
        APPRENTICE,
        age_months=years(26) + 1,
        month=12,
        skipped_months=12,
        bac_pro_or_more=None,
        job_rung=Rung(echelon=12),
        on=JULY_2026,
    )
    assert (pay.gross, pay.notes) == (euros("2231"), ())


# --- what is not known ----------------------------------------------------------------------------


def test_an_unknown_level_gives_the_range_of_the_two_shares():
    pay = pro(years(19), level=None)
    assert (pay.gross, pay.low, pay.high) == (None, euros("1026.86"), euros("1213.56"))
    assert (pay.unknown, pay.net, pay.share) == (("level",), None, None)


def test_an_unknown_level_does_not_matter_from_26():
    pay = pro(years(30), level=None, job=Rung(echelon=6))
    assert (pay.gross, pay.unknown) == (euros("1867.02"), ())


def test_an_unknown_age_gives_the_range_of_all_rows():
    pay = pro(None, level=True, job=Rung(echelon=12))
    assert (pay.low, pay.high, pay.unknown) == (euros("1213.56"), euros("1896.35"), ("age",))


def test_an_unknown_job_gives_the_least_that_any_job_pays_with_no_upper_end():
    """At 30 by contrat pro, and at 22 in the third year of an apprenticeship: the amounts on the SMIC."""
    for pay, gross, net in (
        (pro(years(30)), "1867.02", "1477.93"),
        (apprentice(years(22), month=24), "1456.28", "1347.33"),
    ):
        assert (pay.gross, pay.low, pay.high, pay.unknown) == (euros(gross), euros(gross), None, ())
        assert (pay.net, pay.base, pay.job_may_raise) == (euros(net), "smic", True)


def test_a_job_that_is_said_leaves_nothing_to_raise():
    """The golden amount of échelon 12 from 26; where no job matters, nothing could be raised either."""
    said = pro(years(30), job=Rung(echelon=12))
    assert (said.gross, said.high, said.job_may_raise) == (euros("1896.35"), euros("1896.35"), False)
    assert not pro(years(19)).job_may_raise
    assert not pro(years(15)).job_may_raise


def test_all_that_is_missing_is_said_at_once():
    pay = pro(None, level=None)
    assert (pay.gross, pay.unknown, pay.job_may_raise) == (None, ("age", "level"), True)


def test_below_the_first_age_there_is_no_row_and_no_amount():
    pay = pro(years(15))
    assert (pay.gross, pay.low, pay.high, pay.unknown) == (None, None, None, ("too_young",))
    assert apprentice(years(15)).gross == euros("504.10")


def test_the_grid_of_apprenticeship_has_no_fourth_year():
    assert apprentice(years(19), month=36).unknown == ("beyond_third_year",)


def test_only_work_study_has_a_grid():
    with pytest.raises(BadValue, match="initial: only apprenticeship and professionalisation"):
        alternance_pay(
            TABLES, Access.INITIAL, age_months=228, month=0, bac_pro_or_more=None, job_rung=None, on=JULY_2026
        )


@pytest.mark.parametrize(("age_months", "month"), [(-1, 0), (228, -1)])
def test_an_age_or_a_month_below_zero_is_no_question(age_months: int, month: int):
    with pytest.raises(BadValue, match="negative"):
        pro(age_months, month=month)


# --- net pay and the bonus ------------------------------------------------------------------------


def test_net_is_estimated_up_to_the_ceiling_and_only_in_a_year_whose_ceiling_is_on_record():
    assert net_estimate(TABLES, euros("4005"), None, JULY_2026) == euros("3170.35")
    assert net_estimate(TABLES, euros("4005.01"), None, JULY_2026) is None
    assert net_estimate(TABLES, euros("1500"), None, date(2025, 12, 31)) is None
    assert net_estimate(TABLES, euros("1500"), None, date(2027, 1, 1)) is None


def test_an_apprentice_who_signed_before_march_2025_keeps_the_older_exemption():
    gross = euros("1456.28")
    assert net_estimate(TABLES, gross, APPRENTICE, JULY_2026) == euros("1347.33")
    assert net_estimate(TABLES, gross, APPRENTICE, JULY_2026, date(2025, 2, 28)) == gross
    assert net_estimate(TABLES, euros("1867.02"), APPRENTICE, JULY_2026, date(2025, 2, 28)) == euros(
        "1822.68"
    )


def test_the_official_example_of_1200_euros_bears_about_29_euros_of_csg_and_crds():
    rates, exempt = TABLES.net.employee, TABLES.net.apprentice[-1].exempt_share_of_smic
    csg = (1200 - exempt * smic(TABLES, date(2025, 4, 1)).amount) * rates.csg_crds * rates.csg_crds_base
    assert abs(csg - 29) < 1


@pytest.mark.parametrize("opened", [2, 3, 8, Rung(echelon=6), Rung(echelon=12), Rung(cadre="I")])
def test_the_bonus_is_half_the_base_salary_from_series_2_on(opened: int | Rung):
    bonus = integration_bonus(TABLES, euros("2231"), opened)
    assert (bonus.amount, bonus.why_not) == (euros("1115.50"), None)
    assert "ccn-1090-art-1-22" in bonus.sources


@pytest.mark.parametrize(
    ("salary", "opened", "reason"),
    [
        ("1867.02", 1, "below_series"),
        ("1867.02", Rung(echelon=3), "below_series"),
        ("1867.02", 9, "series_unknown"),
        ("1867.02", None, "series_unknown"),
        (None, 2, "salary_unknown"),
    ],
)
def test_where_there_is_no_bonus_the_reason_is_given(
    salary: str | None, opened: int | Rung | None, reason: str
):
    bonus = integration_bonus(TABLES, None if salary is None else euros(salary), opened)
    assert (bonus.amount, bonus.why_not) == (None, reason)


# --- what holds for everybody ---------------------------------------------------------------------

ages = st.integers(years(16), years(45))
jobs = st.sampled_from(RUNGS)
days = st.dates(date(2024, 4, 1), date(2027, 12, 31))
work_study = st.sampled_from([PRO, APPRENTICE])
cycle_months = st.integers(0, 35)


def least(
    access: Access, age: int | None, month: int, *, level: bool | None, job: Rung | None, on: date
) -> MonthPay:
    return alternance_pay(
        TABLES, access, age_months=age, month=month, bac_pro_or_more=level, job_rung=job, on=on
    )


@given(work_study, ages, ages, cycle_months, st.booleans(), jobs, days)
def test_pay_never_falls_as_age_grows(
    access: Access, age: int, other: int, month: int, level: bool, job: Rung, on: date
):
    younger, older = (
        least(access, age, month, level=level, job=job, on=on).gross for age in sorted((age, other))
    )
    assert younger is not None
    assert older is not None
    assert younger <= older


@given(work_study, ages, st.integers(1, 36), st.booleans(), jobs, days)
def test_pay_never_falls_in_the_course_of_a_contract(
    access: Access, age: int, months: int, level: bool, job: Rung, on: date
):
    contract = contract_months(TABLES, access, months, age, bac_pro_or_more=level, job_rung=job, on=on)
    assert all(month.gross is not None for month in contract)
    assert all((earlier.gross or 0) <= (later.gross or 0) for earlier, later in pairwise(contract))


@given(ages, cycle_months, jobs, days)
def test_pay_never_falls_as_the_level_rises(age: int, month: int, job: Rung, on: date):
    below, above = (least(PRO, age, month, level=level, job=job, on=on).gross for level in (False, True))
    assert below is not None
    assert above is not None
    assert below <= above


@given(work_study, ages, cycle_months, st.booleans(), jobs, days)
def test_pay_is_never_under_its_share_of_the_smic(
    access: Access, age: int, month: int, level: bool, job: Rung, on: date
):
    grids = TABLES.professionalisation[0].rows, TABLES.apprenticeship[0].rows
    if access is PRO:
        (share,) = next(row for row in grids[0] if row.covers(age)).shares(level)
    else:
        share = next(row for row in grids[1] if row.covers(age)).years[month // 12]
    gross = least(access, age, month, level=level, job=job, on=on).gross
    assert gross is not None
    assert gross >= to_the_cent(share * smic(TABLES, on).amount)


@given(work_study, ages, cycle_months, st.booleans(), jobs, days, st.data())
def test_a_range_always_holds_what_would_be_paid_if_all_were_known(
    access: Access, age: int, month: int, level: bool, job: Rung, on: date, data: st.DataObject
):
    known = least(access, age, month, level=level, job=job, on=on).gross
    said_age = data.draw(st.sampled_from([None, age]))
    said_level = data.draw(st.sampled_from([None, level]))
    said_job = data.draw(st.sampled_from([None, job]))
    pay = least(access, said_age, month, level=said_level, job=said_job, on=on)
    assert known is not None
    assert pay.low is not None
    assert pay.low <= known
    assert pay.high is None or known <= pay.high
    assert (pay.gross is None) == bool(pay.unknown)


@given(st.sampled_from(LADDERS), st.data(), days)
def test_the_floor_never_falls_on_the_way_up_one_ladder(ladder: list[Rung], data: st.DataObject, on: date):
    places = st.integers(0, len(ladder) - 1)
    low, high = sorted((data.draw(places), data.draw(places)))
    assume(low < high)
    lower, higher = floor(TABLES, ladder[low], on), floor(TABLES, ladder[high], on)
    assert lower.amount <= higher.amount
    if lower.base == higher.base == "minimum":
        assert lower.minimum.amount < higher.minimum.amount


def test_between_two_ladders_the_branch_table_itself_steps_down():
    last_worker, first_supervisor = Rung(echelon=12), Rung(echelon=17)
    last_supervisor, first_cadre = Rung(echelon=25), Rung(cadre="I")
    amounts = [
        floor(TABLES, rung, JULY_2026).amount
        for rung in (last_worker, first_supervisor, last_supervisor, first_cadre)
    ]
    assert amounts == [2231, 2209, 2796, 2510]


@given(work_study, ages, cycle_months, st.booleans(), jobs)
def test_net_is_never_above_gross_nor_below_the_ordinary_rates(
    access: Access, age: int, month: int, level: bool, job: Rung
):
    pay = least(access, age, month, level=level, job=job, on=JULY_2026)
    if pay.gross is None or pay.net is None:
        assert pay.gross is None or pay.gross > 4005
        return
    assert to_the_cent(pay.gross * TABLES.net.employee.factor) <= pay.net <= pay.gross
