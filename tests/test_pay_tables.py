"""The pay tables: whole, dated, sourced; and a file that is not is told so in full."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest

from pathways.errors import InvalidData, NotOnRecord, UnreadableData
from pathways.model import Frozen, Rung
from pathways.pay import age_of_newest_row, branch_minimum, floor, load_pay, smic, smic_predates_january
from pathways.pay.reading import PAY_FILE
from pathways.pay.tables import LADDER, PayRule, Row, RuleKey
from pathways.problems import Problem

BROKEN = Path(__file__).parent / "data" / "invalid_pay"
JULY_2026 = date(2026, 7, 1)
TABLES = load_pay()
SERIES: dict[str, Sequence[Row]] = {
    "smic": TABLES.smic,
    "minima": TABLES.minima,
    "professionalisation": TABLES.professionalisation,
    "apprenticeship": TABLES.apprenticeship,
    "net.bounds": TABLES.net.bounds,
    "net.apprentice": TABLES.net.apprentice,
}


def everything(value: object) -> Iterator[Frozen]:
    """Each value that the file holds, however deep."""
    if isinstance(value, Frozen):
        yield value
        for name in type(value).model_fields:
            yield from everything(getattr(value, name))
    elif isinstance(value, tuple):
        for item in value:
            yield from everything(item)


# --- what the file holds --------------------------------------------------------------------------


def test_every_row_and_every_rule_carries_a_day_and_a_source_of_the_file():
    listed = {source.id for source in TABLES.sources}
    dated = [value for value in everything(TABLES) if isinstance(value, Row | PayRule)]
    assert len(dated) > 30
    for value in dated:
        day = value.effective if isinstance(value, Row) else value.confirmed_on
        assert date(2000, 1, 1) < day <= TABLES.as_of
        assert value.sources
        assert {citation.id for citation in value.sources} <= listed


def test_no_source_is_listed_that_nothing_cites():
    cited = {citation.id for value in everything(TABLES) for citation in getattr(value, "sources", ())}
    assert {source.id for source in TABLES.sources} <= cited


def test_every_rule_that_an_amount_may_refer_to_has_its_words_in_both_languages():
    for key in RuleKey:
        assert TABLES.rule(key).text.fr != TABLES.rule(key).text.en


@pytest.mark.parametrize("name", SERIES)
def test_the_days_of_a_series_only_run_forward(name: str):
    assert all(earlier.effective < later.effective for earlier, later in pairwise(SERIES[name]))


def test_a_month_of_smic_is_the_hour_times_35_times_52_over_12():
    for row in TABLES.smic:
        assert row.monthly == round(row.hourly * 35 * 52 / 12, 2)


def test_our_net_factor_agrees_with_each_published_net_smic():
    published = [row for row in TABLES.smic if row.net_published]
    assert len(published) == 3
    for row in published:
        assert row.net_published is not None
        estimate = row.monthly * TABLES.net.employee.factor
        assert abs(estimate - row.net_published.monthly) < Decimal("0.02")


def test_the_net_factor_is_what_its_parts_leave():
    assert TABLES.net.employee.factor == Decimal("0.7915975")
    assert TABLES.net.employee.contributions == Decimal("0.1131")


def test_each_grid_gives_a_share_at_every_age_from_its_first_on():
    for grid, first_age in ((TABLES.professionalisation[0], 16), (TABLES.apprenticeship[0], 15)):
        for age in range(first_age, 70):
            assert [row.covers(age * 12) for row in grid.rows].count(True) == 1


def test_the_grid_of_the_contrat_de_professionnalisation_is_that_of_the_leaflet():
    rows = TABLES.professionalisation[0].rows
    shares = [[float(row.below_bac_pro), float(row.bac_pro_or_more)] for row in rows]
    assert shares == [[0.55, 0.65], [0.7, 0.8], [1.0, 1.0]]
    assert [row.floor_share_of_minimum for row in rows] == [None, None, Decimal("0.85")]


def test_the_apprenticeship_grid_is_that_of_the_code_for_three_years():
    rows = TABLES.apprenticeship[0].rows
    assert [[int(share * 100) for share in row.years] for row in rows] == [
        [27, 39, 55],
        [43, 51, 67],
        [53, 61, 78],
        [100, 100, 100],
    ]
    assert [row.base for row in rows] == ["smic", "smic", "smic_or_minimum", "smic_or_minimum"]


def test_each_branch_table_has_an_amount_for_every_rung_of_the_ladder():
    assert len(LADDER) == 34
    for table in TABLES.minima:
        assert sorted(amount.place for amount in table.amounts) == sorted(LADDER)


def test_no_branch_table_is_below_the_one_before_it_on_any_rung():
    for earlier, later in pairwise(TABLES.minima):
        before = {amount.place: amount.monthly for amount in earlier.amounts}
        assert all(amount.monthly > before[amount.place] for amount in later.amounts)


@pytest.mark.parametrize(
    ("day", "echelon_12", "cadre_v"),
    [
        (date(2024, 4, 1), 2176, 5688),
        (date(2025, 1, 1), 2220, 5802),
        (date(2025, 9, 30), 2220, 5802),
        (date(2025, 10, 1), 2231, 5831),
    ],
)
def test_the_table_of_the_day_is_the_one_that_counts(day: date, echelon_12: int, cadre_v: int):
    assert branch_minimum(TABLES, Rung(echelon=12), day).amount == echelon_12
    assert branch_minimum(TABLES, Rung(cadre="V"), day).amount == cadre_v


def test_echelons_12_and_20_have_the_same_minimum_and_so_have_23_and_cadre_i_a():
    pairs = [(Rung(echelon=12), Rung(echelon=20)), (Rung(echelon=23), Rung(cadre="I"))]
    for lower, higher in pairs:
        assert (
            branch_minimum(TABLES, lower, JULY_2026).amount
            == branch_minimum(TABLES, higher, JULY_2026).amount
        )


def test_the_degree_counts_within_a_cadre_level():
    amounts = [
        branch_minimum(TABLES, Rung(cadre="II"), JULY_2026, degree).amount for degree in ("A", "B", "C")
    ]
    assert amounts == [2941, 3227, 3516]


def test_the_agreement_of_january_2026_is_a_note_beside_the_minima_and_never_an_amount():
    before = branch_minimum(TABLES, Rung(echelon=6), date(2026, 1, 21))
    after = branch_minimum(TABLES, Rung(echelon=6), date(2026, 1, 22))
    assert (before.amount, before.pending) == (Decimal(1941), ())
    assert (after.amount, after.pending) == (Decimal(1941), ("agreement-2026-01",))


def test_the_older_wordings_of_the_bonus_stand_beside_it_with_their_sources():
    wordings = {wording.id: wording for wording in TABLES.integration_bonus.other_wordings}
    assert {citation.id for citation in wordings["leaflet"].sources} == {"leaflet-cqp-teav-camion"}
    assert {citation.id for citation in wordings["avenant-57-of-2010"].sources} == {"avenant-57"}


def test_turning_26_during_a_contract_is_marked_as_the_least_certain_of_the_rules():
    assert [rule.id for rule in TABLES.rules if rule.confidence == "low"] == [RuleKey.TURNING_26]


# --- asked at a day -------------------------------------------------------------------------------


def test_a_day_before_the_first_row_is_not_on_record():
    with pytest.raises(NotOnRecord, match="2022-12-31: the SMIC series begins on 2023-01-01"):
        smic(TABLES, date(2022, 12, 31))
    with pytest.raises(NotOnRecord, match="series of branch minima begins on 2024-04-01"):
        floor(TABLES, Rung(echelon=6), date(2024, 3, 31))


def test_the_smic_of_a_day_is_the_last_one_begun():
    assert smic(TABLES, date(2026, 5, 31)).amount == Decimal("1823.03")
    assert smic(TABLES, date(2026, 6, 1)).amount == Decimal("1867.02")


def test_the_age_of_what_we_show_is_counted_from_the_row_in_force():
    assert age_of_newest_row(TABLES.minima, date(2026, 10, 1)) == 365
    assert not smic_predates_january(TABLES, date(2026, 12, 31))
    assert smic_predates_january(TABLES, date(2027, 1, 1))


# --- files that break the format ------------------------------------------------------------------


def problems_of(name: str) -> tuple[Problem, ...]:
    with pytest.raises(InvalidData) as caught:
        load_pay(BROKEN / name)
    return caught.value.problems


def test_figures_that_contradict_each_other_are_all_told_with_what_to_write_instead():
    assert problems_of("figures-that-contradict.json") == (
        Problem(
            "smic[1]",
            "1876.02 a month is not 12.31 × 35 × 52 / 12",
            "write 1867.02, or correct the hourly amount",
        ),
        Problem("minima[0]", "no amount for échelon 7, échelon 20", "add it from the text of the agreement"),
        Problem("professionalisation[0].rows[0].below_bac_pro", "55 is too large", "write 1 or less"),
        Problem(
            "net.apprentice",
            "the row of 2019-01-01 comes after that of 2025-03-01",
            "put the rows in order of their day, one row a day",
        ),
    )


def test_holes_in_the_tables_are_all_told_with_their_places():
    assert problems_of("holes-in-the-tables.json") == (
        Problem("smic[0].hourly", "'hourly' is missing", "add it; pay.schema.json says what it holds"),
        Problem("smic[0].houry", "the format has no field 'houry' here", "take it out"),
        Problem(
            "minima[0].amounts[12].rung",
            "the branch has no échelon 13 to 16",
            'write {"echelon": 1 to 12 or 17 to 25} or {"cadre": "I" to "V"}',
        ),
        Problem(
            "professionalisation[0].rows",
            "ages 16–21 are followed by 22",
            "make each row begin at the age where the row before it ends",
        ),
        Problem(
            "apprenticeship[0].rows",
            "nobody of 30 or more has a row",
            "leave out age_below in the last row",
        ),
        Problem("integration_bonus.text.en", "the English words are empty", "write them out"),
        Problem("rncsa_series.sources", "'sources' is missing", "add it; pay.schema.json says what it holds"),
    )


def test_loose_ends_are_told_together_with_faults_of_shape():
    assert problems_of("loose-ends.json") == (
        Problem(
            "rncsa_series.series[0].series",
            '"two" is not a whole number',
            "write a number, without quotes and without decimals",
        ),
        Problem("sources", "'law' is there twice", "keep one entry"),
        Problem("rules", "'professionalisation-share' is there twice", "keep one entry"),
        Problem(
            "smic[1].sources[0].id", "no source 'decree'", "add the document to sources, or cite another"
        ),
        Problem("rules", "no rule 'turning-26'", "add it: amounts refer to its words"),
    )


def pay_file(folder: Path, **changes: object) -> Path:
    """The real file with some of its parts replaced."""
    raw = json.loads(PAY_FILE.read_text(encoding="utf-8"))
    path = folder / "pay.json"
    path.write_text(json.dumps({**raw, **changes}), encoding="utf-8")
    return path


def test_a_file_of_sound_shape_is_refused_for_a_loose_end_alone(tmp_path: Path):
    own = [source.model_dump() for source in TABLES.sources if source.kind != "own"]
    with pytest.raises(InvalidData, match="no source 'our-reading'"):
        load_pay(pay_file(tmp_path, sources=own))


def test_a_missing_list_of_sources_is_one_problem_and_not_one_for_each_citation(tmp_path: Path):
    with pytest.raises(InvalidData) as caught:
        load_pay(pay_file(tmp_path, sources=None))
    assert [problem.where for problem in caught.value.problems] == ["sources"]


def test_a_rung_that_is_there_twice_is_told(tmp_path: Path):
    table = json.loads(PAY_FILE.read_text(encoding="utf-8"))["minima"][0]
    twice = {**table, "amounts": [*table["amounts"], table["amounts"][0]]}
    with pytest.raises(
        InvalidData, match=r"minima\[0\]: échelon 1 is there twice or is not a rung — keep one"
    ):
        load_pay(pay_file(tmp_path, minima=[twice]))


@pytest.mark.parametrize(("written", "shown"), [("11.27", '"11.27"'), (True, "true"), (None, "null")])
def test_an_amount_that_is_no_number_is_told(tmp_path: Path, written: object, shown: str):
    row = json.loads(PAY_FILE.read_text(encoding="utf-8"))["smic"][0]
    with pytest.raises(InvalidData) as caught:
        load_pay(pay_file(tmp_path, smic=[{**row, "hourly": written}]))
    assert caught.value.problems == (
        Problem("smic[0].hourly", f"{shown} is not a number", "write a number, without quotes"),
    )


def test_a_file_cut_short_is_unreadable_and_the_message_says_where():
    with pytest.raises(UnreadableData, match="line 18, column 47: the file stops in the middle — it was cut"):
        load_pay(BROKEN / "cut-short.json")


def test_a_file_that_is_not_there_is_unreadable_and_the_message_names_it(tmp_path: Path):
    with pytest.raises(
        UnreadableData, match=r"none\.json: the file cannot be read .*No such file.* — check its name"
    ):
        load_pay(tmp_path / "none.json")


def test_a_file_that_holds_no_table_at_all_is_told_so(tmp_path: Path):
    path = tmp_path / "list.json"
    path.write_text("[]", encoding="utf-8")
    with pytest.raises(InvalidData) as caught:
        load_pay(path)
    assert caught.value.problems == (Problem("the file", "[] is not an object", "write it between { and }"),)
