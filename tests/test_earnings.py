"""What a route earns: the months are worked out by hand, and the totals are their sums."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.earnings import Earned, MonthEarned, Stretch, monthly_earnings, total
from pathways.errors import NotOnRecord
from pathways.model import Access, Rung
from pathways.pay import RuleKey, load_pay

TABLES = load_pay()
JULY_2026 = date(2026, 7, 1)
SIXTEEN, NINETEEN = 16 * 12, 19 * 12


def train(
    access: Access, months: int | None, age: int | None, job_rung: Rung | None = None, contract_month: int = 0
) -> Stretch:
    return Stretch("train", access, months, age, job_rung, False, contract_month)


def practise(months: int | None, rung: Rung | None, age: int | None = NINETEEN) -> Stretch:
    return Stretch("practise", None, months, age, rung, None)


def earnings(*stretches: Stretch) -> tuple[MonthEarned, ...]:
    return monthly_earnings(TABLES, stretches, on=JULY_2026)


def amounts(months: tuple[MonthEarned, ...]) -> list[str]:
    return [str(month.gross) for month in months]


# --- one stretch ----------------------------------------------------------------------------------


@pytest.mark.parametrize("access", [Access.INITIAL, Access.CONTINUING, Access.VAE])
def test_school_continuing_training_and_vae_are_not_paid_by_this_map(access: Access):
    months = earnings(train(access, 3, SIXTEEN))
    assert amounts(months) == ["0", "0", "0"]
    assert all(month.is_unpaid for month in months)


def test_waiting_is_not_paid_and_taking_up_a_role_takes_no_month():
    months = earnings(
        Stretch("wait", None, 2, SIXTEEN, None, None),
        Stretch("enter", Access.RECRUITMENT, None, SIXTEEN + 2, Rung(echelon=6), None),
    )
    assert [(month.stretch, month.month, month.rule) for month in months] == [
        (0, 0, RuleKey.UNPAID),
        (0, 1, RuleKey.UNPAID),
    ]


def test_practice_earns_the_floor_of_its_rung():
    assert amounts(earnings(practise(2, Rung(echelon=12)))) == ["2231", "2231"]
    assert amounts(earnings(practise(2, Rung(echelon=1)))) == ["1867.02", "1867.02"]


def test_practice_in_a_role_of_unknown_rung_is_not_known_and_at_least_the_smic():
    (month,) = earnings(practise(1, None))
    assert (month.gross, month.low, month.high) == (None, Decimal("1867.02"), None)
    assert month.unknown == ("job",)


def test_a_minor_in_practice_gets_a_note_for_six_months_and_not_after_18():
    months = earnings(practise(8, Rung(echelon=1), 17 * 12))
    assert [RuleKey.MINORS in month.notes for month in months] == [True] * 6 + [False] * 2
    near_18 = earnings(practise(3, Rung(echelon=1), 18 * 12 - 1))
    assert [RuleKey.MINORS in month.notes for month in near_18] == [True, False, False]


def test_an_apprentice_of_16_earns_by_year_and_by_birthday():
    months = earnings(train(Access.APPRENTICESHIP, 25, SIXTEEN))
    assert amounts(months) == ["504.10"] * 12 + ["728.14"] * 12 + ["1250.90"]


def test_a_contract_that_begins_in_the_second_year_is_paid_as_a_second_year():
    (month,) = earnings(train(Access.APPRENTICESHIP, 1, SIXTEEN, contract_month=12))
    assert month.gross == Decimal("728.14")


def test_each_paid_month_names_its_rule_and_its_sources():
    months = earnings(train(Access.PROFESSIONALISATION, 1, NINETEEN), practise(1, Rung(echelon=6)))
    listed = {source.id for source in TABLES.sources}
    for month in months:
        assert month.rule is not None
        assert month.sources
        assert set(month.sources) <= listed
    assert months[1].pending == ("agreement-2026-01",)


def test_an_apprentice_of_22_earns_the_least_that_any_job_pays_and_a_better_job_may_raise_it():
    """53% of the SMIC, €989.52, twelve times; at échelon 9 it would be 53% of €2,080, €1,102.40."""
    months = earnings(train(Access.APPRENTICESHIP, 12, 22 * 12))
    assert amounts(months) == ["989.52"] * 12
    assert all(month.job_may_raise and month.net is not None for month in months)
    assert total(months) == Earned(Decimal("11874.24"), Decimal("11874.24"), None, ())
    said = earnings(train(Access.APPRENTICESHIP, 12, 22 * 12, job_rung=Rung(echelon=9)))
    assert total(said) == Earned(Decimal("13228.80"), Decimal("13228.80"), Decimal("13228.80"), ())
    assert not any(month.job_may_raise for month in said)


# --- one after the other --------------------------------------------------------------------------


def test_a_second_apprenticeship_pays_no_less_than_the_last_year_of_the_first():
    """
    After two years from 16 (the last month paid 39 %: 728.14), the row of 18 is higher: 43 %, 802.82.

    After three years from 15 (the last month paid 55 %: 1026.86), the first two years at 18 (802.82 and
    952.18) are lifted to that, until the third is higher: 67 %, 1250.90.
    """
    second = train(Access.APPRENTICESHIP, 25, 18 * 12)
    after_two = earnings(train(Access.APPRENTICESHIP, 24, SIXTEEN), second)[24:]
    after_three = earnings(train(Access.APPRENTICESHIP, 36, 15 * 12), second)[36:]
    assert amounts(after_two) == ["802.82"] * 12 + ["952.18"] * 12 + ["1250.90"]
    assert amounts(after_three) == ["1026.86"] * 24 + ["1250.90"]
    assert [after_two[0].rule, after_three[0].rule, after_three[24].rule] == [
        RuleKey.APPRENTICESHIP_SHARE,
        RuleKey.SUCCESSIVE_CONTRACTS,
        RuleKey.APPRENTICESHIP_SHARE,
    ]


def test_an_apprenticeship_after_another_pays_no_less_than_the_least_of_the_first_in_any_job():
    """Three years from 22 end at 78%, €1,456.28: so does the first year at 25 (53%, €989.52) that follows."""
    first, second = (
        train(Access.APPRENTICESHIP, months, age) for months, age in ((36, 22 * 12), (2, 25 * 12))
    )
    months = earnings(first, second)[36:]
    assert amounts(months) == ["1456.28"] * 2
    assert [(month.high, month.job_may_raise, month.unknown) for month in months] == [(None, True, ())] * 2


def test_the_pay_of_an_earlier_apprenticeship_that_is_not_known_leaves_the_next_one_open():
    first = train(Access.APPRENTICESHIP, None, SIXTEEN)
    (_, month) = earnings(first, train(Access.APPRENTICESHIP, 1, 18 * 12))
    assert (month.gross, month.low, month.high) == (None, Decimal("802.82"), None)
    assert month.unknown == ("length",)


def test_a_contrat_de_professionnalisation_is_not_lifted_by_an_apprenticeship_before_it():
    months = earnings(
        train(Access.APPRENTICESHIP, 36, NINETEEN, job_rung=Rung(echelon=3)),
        train(Access.PROFESSIONALISATION, 1, 22 * 12),
    )
    assert (months[35].gross, months[36].gross) == (Decimal("1456.28"), Decimal("1306.91"))


# --- totals ---------------------------------------------------------------------------------------


def test_the_total_of_a_year_of_contract_and_a_year_of_work_is_35_614_32():
    months = earnings(train(Access.PROFESSIONALISATION, 12, NINETEEN), practise(12, Rung(echelon=6)))
    assert total(months) == Earned(Decimal("35614.32"), Decimal("35614.32"), Decimal("35614.32"), ())


def test_the_total_of_one_stretch_is_the_sum_of_its_own_months():
    months = earnings(train(Access.INITIAL, 24, SIXTEEN), practise(10, Rung(echelon=6)))
    assert [total(m for m in months if m.stretch == i).gross for i in (0, 1)] == [0, 19410]


def test_an_unknown_age_makes_the_total_a_range_and_says_why():
    earned = total(earnings(train(Access.PROFESSIONALISATION, 10, None, job_rung=Rung(echelon=6))))
    assert earned == Earned(None, Decimal("10268.60"), Decimal("18670.20"), ("age",))


def test_an_unknown_age_does_not_matter_where_nothing_hangs_on_it():
    earned = total(earnings(train(Access.INITIAL, 24, None), practise(1, Rung(echelon=6), None)))
    assert earned == Earned(Decimal(1941), Decimal(1941), Decimal(1941), ())


def test_a_contract_of_unknown_length_leaves_the_total_open_above_what_is_known():
    months = earnings(train(Access.PROFESSIONALISATION, None, NINETEEN), practise(1, Rung(echelon=6)))
    assert [month.month for month in months] == [None, 0]
    assert months[0].low == Decimal("1026.86")
    assert total(months) == Earned(None, Decimal(1941), None, ("length",))


def test_school_of_unknown_length_earns_nothing_and_leaves_the_total_known():
    months = earnings(train(Access.INITIAL, None, SIXTEEN), practise(1, Rung(echelon=6)))
    assert total(months).gross == 1941


def test_a_person_too_young_for_the_contract_earns_an_amount_not_known():
    earned = total(earnings(train(Access.PROFESSIONALISATION, 1, 15 * 12)))
    assert earned == Earned(None, Decimal(0), None, ("too_young",))


def test_a_day_before_the_branch_tables_is_not_on_record():
    with pytest.raises(NotOnRecord, match="branch minima"):
        monthly_earnings(TABLES, [practise(1, Rung(echelon=6))], on=date(2024, 3, 1))


stretches = st.builds(
    Stretch,
    kind=st.sampled_from(["train", "practise", "wait", "enter"]),
    access=st.sampled_from([*Access]),
    months=st.none() | st.integers(0, 30),
    age_months_at_start=st.none() | st.integers(16 * 12, 40 * 12),
    job_rung=st.none() | st.sampled_from([Rung(echelon=3), Rung(echelon=12), Rung(cadre="II")]),
    bac_pro_or_more=st.none() | st.booleans(),
)


@given(st.lists(stretches, max_size=4))
def test_a_total_is_known_exactly_when_every_month_is_and_otherwise_says_why(route: list[Stretch]):
    months = earnings(*route)
    earned = total(months)
    assert (earned.gross is None) == any(month.gross is None for month in months) == bool(earned.unknown)
    assert earned.high is None or earned.low <= earned.high
    if earned.gross is not None:
        assert earned.low == earned.gross
        assert earned.high == (None if any(month.job_may_raise for month in months) else earned.gross)


@given(st.lists(stretches, max_size=4))
def test_each_month_of_known_length_is_there_once_and_in_order(route: list[Stretch]):
    months = [month for month in earnings(*route) if month.month is not None]
    expected = [
        (index, month)
        for index, stretch in enumerate(route)
        if stretch.kind != "enter"
        for month in range(stretch.months or 0)
    ]
    assert [(month.stretch, month.month) for month in months] == expected
