"""Things side by side: the same rows for all, no cell blank, a mark on what differs, where routes part."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pathways.cards import Writer
from pathways.catalogue import Catalogue, load
from pathways.cohort import cohort
from pathways.errors import BadValue, UnknownId
from pathways.model import Lang, Profile
from pathways.pay import load_pay
from pathways.routes import find_routes
from pathways.sheets import AnswerSheet, answer_sheet
from pathways.sheets.cohort import cohort_sheet
from pathways.sheets.compared_nodes import compare_nodes
from pathways.sheets.compared_profiles import compare_profiles
from pathways.sheets.compared_routes import aligned, compare_routes
from pathways.sheets.comparison import ComparisonSheet, comparison_table, in_ranges, numbers_in
from pathways.spreadsheets import csv_of
from tests.maps import Question as Asked
from tests.maps import questions
from tests.small_map import small

BAC_PRO = "bac-pro-maintenance-vehicules-vehicules-legers-2025"
CARROSSIER = "cap-carrossier-automobile"
PARTS = "cap-vendeur-magasinier-pra"
CONFIRMED = "a-9-1-technicien-confirme-mecanique"
EXPERT = "a-12-2-technicien-expert-apres-vente"


def writer(catalogue: Catalogue, lang: Lang = "en") -> Writer:
    return Writer(catalogue, lang, catalogue.file.as_of)


def told(sheet: ComparisonSheet) -> dict[str, tuple[bool, list[str]]]:
    """Each row by its key: whether it differs, and its cells as text."""
    return {row.key: (row.differs, [cell.text for cell in row.cells]) for row in sheet.rows}


def holds_together(sheet: ComparisonSheet) -> None:
    """What is true of every comparison."""
    for row in sheet.rows:
        assert len(row.cells) == len(sheet.columns)
        assert row.differs == (len({(cell.lines, cell.reason) for cell in row.cells}) > 1)
        for cell in row.cells:
            assert bool(cell.lines) != bool(cell.reason)
            assert cell.text.strip()
        for documents, cell in zip(sheet.citations, row.cells, strict=True):
            cited = {
                place for place, each in enumerate(documents, 1) if each.id in {c.id for c in cell.citations}
            }
            assert numbers_in(documents, cell) == in_ranges(sorted(cited))
            assert bool(cited) == bool(cell.citations)
    assert len({row.key for row in sheet.rows}) == len(sheet.rows)
    assert sheet.differing == tuple(row for row in sheet.rows if row.differs)


# --- nodes ----------------------------------------------------------------------------------------

SILENT = "our sources say nothing of it"
PAST = "no way in any more: it can no longer be obtained"
NONE_ON_MAP = "nothing on this map; there may be something else"


def test_the_whole_table_of_a_diploma_a_closed_one_and_a_role():
    sheet = compare_nodes(writer(small()), load_pay(), ["cap-mecano", "bep-ancien", "a-9-1-technicien"])
    holds_together(sheet)
    assert [column.key for column in sheet.columns] == ["cap-mecano", "bep-ancien", "a-9-1-technicien"]
    assert sheet.columns[2].subtitle == "role · Maintenance"
    rows = told(sheet)
    assert list(rows) == [
        "what", "level", "entry", "mode", "duration", "rung", "roles", "studies", "pay", "outcomes", "limits",
        "sources", "dated",
    ]  # fmt: skip
    level = "French level 3 (that of the CAP), EQF 3"
    mechanic = "Maintenance mechanic — recruitment (one of the accepted ways in)"
    assert rows["what"] == (False, [SILENT] * 3)
    assert rows["level"] == (True, [level, level, "does not apply: a role has no diploma level"])
    assert rows["entry"] == (
        True,
        [
            "school, 24 months\n  open to anyone, while there are places",
            PAST,
            (
                "recruitment\n  hold “Vocational baccalaureate in road transport vehicle maintenance”, "
                "prepared in an apprenticeship or in continuing training (adults)"
            ),
        ],
    )
    assert rows["mode"] == (True, ["school", PAST, "recruitment"])
    assert rows["duration"][1][:2] == ["school, 24 months", PAST]
    assert rows["duration"][1][2].startswith("does not apply: taking up a role takes no time")
    assert rows["rung"] == (True, ["échelon 3", SILENT, "échelon 9"])
    assert rows["roles"] == (
        True,
        [
            mechanic,
            mechanic,
            "After-sales service adviser — promotion, with other conditions (one of the accepted ways in)",
        ],
    )
    bac_pro = "Vocational baccalaureate in road transport vehicle maintenance — apprenticeship, with other"
    assert rows["studies"][1][0].startswith(bac_pro)
    assert rows["studies"][1][1:] == [NONE_ON_MAP] * 2
    assert rows["pay"][1][:2] == ["no work-study contract known to our sources", PAST]
    assert rows["pay"][1][2].startswith("At least €2,080.00 gross a month")
    assert rows["outcomes"] == (False, [SILENT] * 3)
    assert "registered until 31 August 2027" in rows["limits"][1][0]
    assert "the last day to obtain it was 31 December 2011" in rows["limits"][1][1]
    assert "Sheet in force." in rows["limits"][1][2]
    assert rows["sources"][1][0].startswith("[1] Répertoire des certifications (La branche, 1 January")
    assert rows["dated"] == (False, ["On 24 November 2026, edition small.1"] * 3)


def test_the_bac_pro_the_body_repairers_and_the_parts_certificate_answer_the_same_questions():
    sheet = compare_nodes(writer(load(), "fr"), load_pay(), [BAC_PRO, CARROSSIER, PARTS])
    holds_together(sheet)
    rows = {key: [text.replace("\xa0", " ") for text in texts] for key, (_, texts) in told(sheet).items()}
    assert rows["level"] == ["niveau 4 (celui du bac)", *["niveau 3 (celui du CAP)"] * 2]
    assert rows["mode"][0] == "voie scolaire\napprentissage"
    assert "voie scolaire, 24 mois" in rows["duration"][1]
    assert rows["entry"][2] == rows["duration"][2] == "nos sources n’en disent rien"
    assert "échelon 9 si on l’a préparé en apprentissage" in rows["rung"][0]
    assert "Tôlier spécialiste" in rows["roles"][1]
    assert "Magasinier" in rows["roles"][2]
    assert "BTS Maintenance des véhicules" in rows["studies"][0]
    assert "504,10 €" in rows["pay"][0]
    assert "73 %" in rows["outcomes"][0].replace("\u202f", " ")
    assert "inscrit jusqu’au 31 août 2028" in rows["limits"][1]
    assert len(rows["sources"][1].splitlines()) == len(sheet.citations[1])
    assert [line.node for line in sheet.rows[6].cells[2].lines if line.text.startswith("Magasinier —")] == [
        "d-3-1-magasinier"
    ]


def test_many_that_would_do_are_cut_short_and_counted():
    sheet = compare_nodes(writer(load()), load_pay(), [BAC_PRO, CARROSSIER])
    entry = told(sheet)["entry"][1][0]
    assert entry.count("and 6 other possibilities, on the card") == 2
    assert "Why:" not in entry


@pytest.mark.parametrize(
    ("nodes", "said"),
    [
        (["cap-mecano"], "1 to compare: 2 to 4"),
        (list(small().nodes)[:5], "5 to compare: 2 to 4"),
        (["cap-mecano", "cap-mecano"], "there twice"),
    ],
)
def test_one_five_or_the_same_twice_cannot_be_compared(nodes: list[str], said: str):
    with pytest.raises(BadValue, match=said):
        compare_nodes(writer(small()), load_pay(), nodes)


def test_an_unknown_node_is_told():
    with pytest.raises(UnknownId):
        compare_nodes(writer(small()), load_pay(), ["cap-mecano", "cap-mecana"])


@pytest.mark.slow
@given(
    nodes=st.lists(st.sampled_from(sorted(load().nodes)), min_size=2, max_size=4, unique=True),
    lang=st.sampled_from(["fr", "en"]),
)
@settings(max_examples=12, derandomize=True, deadline=None)
def test_any_nodes_of_the_branch_stand_in_the_order_asked_in_the_same_rows(nodes: list[str], lang: Lang):
    sheet = compare_nodes(writer(load(), lang), load_pay(), nodes)
    holds_together(sheet)
    assert [column.node for column in sheet.columns] == nodes
    backwards = compare_nodes(writer(load(), lang), load_pay(), nodes[::-1])
    for row, reversed_row in zip(sheet.rows, backwards.rows, strict=True):
        assert row.key == reversed_row.key
        assert row.cells == reversed_row.cells[::-1]
        assert row.differs == reversed_row.differs


# --- routes ---------------------------------------------------------------------------------------


def answered(catalogue: Catalogue, profile: Profile, goal: str, lang: Lang = "en", **options) -> AnswerSheet:
    found = find_routes(catalogue, profile, goal, **options)
    return answer_sheet(writer(catalogue, lang), load_pay(), found)


def test_the_whole_table_of_two_routes():
    """At 17: school then apprenticeship; or three years of waiting, a title, then the same apprenticeship."""
    answer = answered(small(), Profile(age=17), "a-9-1-technicien")
    sheet = compare_routes(writer(small()), load_pay(), answer, [1, 2])
    holds_together(sheet)
    assert [(column.key, column.number, column.title) for column in sheet.columns] == [
        ("1", 1, "Route 1"),
        ("2", 2, "Route 2"),
    ]
    assert sheet.diverges_at == (
        "They part at the first stage: route 1, “Prepare at school: Vocational certificate in vehicle "
        "maintenance” (24 months); route 2, “Wait before: Professional title: driving instructor” (3 years)."
    )
    licence = "hold driving licence B — the law requires it"
    record = "no criminal record that rules the job out — the law requires it"
    usual = "usually, though not compulsory: hold a qualification of French level 3"
    assert sheet.differences[:2] == (
        "Route 2 takes 20 months more than route 1, at the shortest lengths.",
        "Route 1 alone asks for: hold “Vocational certificate in vehicle maintenance”.",
    )
    assert sheet.differences[2].startswith(
        f"Route 2 alone asks for: be at least 20 years old — the law requires it; {licence}; {record}; "
        f"{usual}"
    )
    rows = told(sheet)
    none = "no stage here on this route"
    assert rows["months"] == (True, ["4 to 5 years", "5 years and 8 months to 6 years and 8 months"])
    assert rows["unpaid"] == (True, ["24 months", "3 years and 8 months"])
    assert rows["earned"] == (True, ["€21,060.00", "€24,794.00"])
    earned = next(row for row in sheet.rows if row.key == "earned")
    assert any("salaire minimum de croissance" in cited.title for cited in earned.cells[0].citations)
    assert [rows[key] for key in ("decisions", "assumptions", "gaps")] == [(False, ["0", "0"])] * 3
    assert rows["to_confirm"] == (True, ["nothing to confirm", f"{licence}\n{record}"])
    assert rows["conditions"][1][0].splitlines()[:2] == [
        "be 16 to 29 years old — the law requires it (already there)",
        "hold “Vocational certificate in vehicle maintenance” (obtained on the way)",
    ]
    assert [rows[f"stage-{n}"][1][0].splitlines()[0] for n in (1, 2, 3, 4)] == [
        none,
        "Prepare at school: Vocational certificate in vehicle maintenance",
        "Prepare by apprenticeship: Vocational baccalaureate in road transport vehicle maintenance",
        "Take up the role: Qualified mechanical technician",
    ]
    assert rows["stage-1"][1][1].startswith("Wait before: Professional title: driving instructor")
    assert [rows[f"stage-{n}"][0] for n in (1, 2, 3, 4)] == [True, True, True, False]
    assert list(rows)[-2:] == ["sources", "dated"]


def test_two_routes_to_the_experienced_technician_part_at_the_first_stage_and_differ_in_time():
    someone = Profile(age=17, holds=["cap-maintenance-vehicules-vehicules-legers-2025"])
    answer = answered(load(), someone, CONFIRMED, k=3)
    sheet = compare_routes(writer(load()), load_pay(), answer, [3, 1])
    holds_together(sheet)
    assert [column.number for column in sheet.columns] == [3, 1]
    assert sheet.differences[0] == "Route 1 takes 12 months less than route 3, at the shortest lengths."
    assert sheet.diverges_at is not None
    assert sheet.diverges_at.startswith("They part at the first stage: route 3, “Prepare by apprenticeship")
    rows = told(sheet)
    assert rows["months"] == (True, ["3 years", "24 months"])
    assert rows["earned"][0]
    assert not rows["stage-2"][0]


def test_routes_that_begin_alike_part_after_the_stages_that_they_share():
    """After the same two trainings: the contract, or first a year in a post and then the VAE."""
    answer = answered(small(), Profile(age=17), "a-12-2-technicien-expert")
    sheet = compare_routes(writer(small()), load_pay(), answer, [2, 3])
    holds_together(sheet)
    assert sheet.diverges_at == (
        "They part after “Prepare by apprenticeship: Vocational baccalaureate in road transport vehicle "
        "maintenance”: route 2, “Prepare on a contrat de professionnalisation (work-study contract): "
        "Expert after-sales technician, trucks” (14 to 24 months); route 3, “Take up the role: Qualified "
        "mechanical technician”."
    )
    none = "no stage here on this route"
    beside = {key: [text != none for text in row[1]] for key, row in told(sheet).items() if "stage" in key}
    assert list(beside.values()) == [
        [True, True], [True, True], [False, True], [False, True], [True, True], [True, True],
    ]  # fmt: skip
    assert [told(sheet)[f"stage-{n}"][0] for n in range(1, 7)] == [False, False, True, True, True, False]


def test_a_route_of_unknown_length_is_never_called_shorter():
    answer = answered(load(), Profile(age=17), CONFIRMED, by="pareto")
    unknown = next(n for n, each in enumerate(answer.routes, start=1) if each.route.at_least)
    known = next(n for n, each in enumerate(answer.routes, start=1) if not each.route.at_least)
    for pair in ([unknown, known], [known, unknown]):
        sheet = compare_routes(writer(load()), load_pay(), answer, pair)
        assert "the difference in time is not known" in sheet.differences[0]
        place = pair.index(unknown)
        assert told(sheet)["months"][1][place] == "unknown length"
        assert told(sheet)["unpaid"][1][place] == "unknown length"
        assert sheet.columns[place].subtitle == (
            "unknown length, of which a part without pay, nobody knows how long"
        )


@pytest.mark.parametrize("numbers", [[1], [1, 1], [1, 3], [0, 1]])
def test_routes_that_are_not_there_cannot_be_compared(numbers: list[int]):
    answer = answered(small(), Profile(age=17), "a-9-1-technicien")
    with pytest.raises(BadValue):
        compare_routes(writer(small()), load_pay(), answer, numbers)


@given(asked=questions())
@settings(max_examples=150, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_stage_of_a_route_stands_once_in_its_column_in_its_order(asked: Asked):
    catalogue = Catalogue(asked.file)
    found = find_routes(catalogue, asked.profile, asked.goal, on=asked.on, k=4, **asked.options._asdict())
    told_by = Writer(catalogue, "en", asked.on)
    answer = answer_sheet(told_by, load_pay(), found)
    numbers = range(len(answer.routes), 0, -1)
    if len(numbers) < 2:
        return
    sheet = compare_routes(told_by, load_pay(), answer, numbers)
    holds_together(sheet)
    stages = [row for row in sheet.rows if row.key.startswith("stage-")]
    for place, number in enumerate(numbers):
        titles = [row.cells[place].lines[0].text for row in stages if row.cells[place].lines]
        assert titles == [stage.title for stage in answer.routes[number - 1].stages]


WORDS = st.text("abc", max_size=6)


@cache
def most_in_common(one: str, other: str) -> int:
    """How many letters two words have in common in the same order, by trying all."""
    if not one or not other:
        return 0
    without = max(most_in_common(one[1:], other), most_in_common(one, other[1:]))
    return max(without, 1 + most_in_common(one[1:], other[1:])) if one[0] == other[0] else without


@given(one=WORDS, other=WORDS)
def test_as_many_as_possible_of_what_two_share_stands_in_one_row(one: str, other: str):
    rows = aligned([one, other], lambda left, right: left == right)
    assert "".join(row[0] or "" for row in rows) == one
    assert "".join(row[1] or "" for row in rows) == other
    assert sum(row[0] == row[1] for row in rows) == most_in_common(one, other)


# --- people ---------------------------------------------------------------------------------------

TWO = [
    ("A", Profile(age=22, holds=["bac-pro-camion@apprenticeship"])),
    ("B", Profile(age=30, experience={"a-9-1-technicien": 12})),
]


def test_two_candidates_stand_condition_by_condition_without_a_score():
    """The contract: A is young enough; B holds neither the bac pro nor, as far as we know, the status."""
    found = cohort(small(), TWO, "cqp-expert-camion", way="cqp-expert-camion-professionalisation")
    sheet = compare_profiles(writer(small()), load_pay(), cohort_sheet(writer(small()), found))
    holds_together(sheet)
    assert [column.title for column in sheet.columns] == ["Profile A", "Profile B"]
    assert sheet.columns[0].subtitle.startswith("22 years old · Vocational baccalaureate in road transport")
    assert sheet.columns[1].subtitle == "30 years old · Qualified mechanical technician, 12 months"
    rows = told(sheet)
    assert rows["time"] == (True, ["14 months", "6 months"])
    assert rows["steps"][1] == [
        (
            "Prepare on a contrat de professionnalisation (work-study contract): Expert after-sales "
            "technician, trucks\n  14 to 24 months"
        ),
        "Have one’s experience validated (VAE): Expert after-sales technician, trucks\n  6 to 12 months",
    ]
    by_label = [(row.depth, row.label, [cell.text for cell in row.cells]) for row in sheet.rows[5:-2]]
    met, unmet, unknown = "✓ met", "✗ missing", "? to be confirmed"
    assert by_label == [
        (
            0,
            (
                "Way in “professional training contract (contrat de professionnalisation), 14 to 24 months” "
                "– all of:"
            ),
            [met, unmet],
        ),
        (1, "one of:", [met, unmet]),
        (2, "hold “Vocational baccalaureate in road transport vehicle maintenance”", [met, unmet]),
        (
            2,
            (
                "hold a qualification of French level 4 (that of the baccalaureate) or above, in the field "
                "of Maintenance (derived by us). Why: “or equivalent”"
            ),
            [met, unmet],
        ),
        (1, "the law requires one of:", [met, unknown]),
        (2, "be 25 years old at most", [met, unmet]),
        (2, "registered as a jobseeker", [unknown, unknown]),
    ]
    assert any("no score" in remark for remark in sheet.remarks)


def test_two_candidates_for_expert_technician_are_told_apart_by_what_they_hold_and_how_long_it_takes():
    people = [
        ("A", Profile(age=22, holds=[f"{BAC_PRO}@apprenticeship"])),
        ("B", Profile(age=30, experience={CONFIRMED: 24})),
    ]
    sheet = compare_profiles(
        writer(load()), load_pay(), cohort_sheet(writer(load()), cohort(load(), people, EXPERT))
    )
    holds_together(sheet)
    rows = told(sheet)
    assert rows["time"] == (True, ["18 months", "at once"])
    assert rows["decisions"] == (True, ["0", "1"])
    assert [len(text.splitlines()) for text in rows["steps"][1]] == [6, 1]


def test_a_condition_of_the_law_cites_the_law_and_not_the_rest_of_its_step():
    way = next(
        step
        for step in load().ways_in(BAC_PRO)
        if step.access == "apprenticeship" and step.months is not None
    )
    found = cohort(load(), [("A", Profile(age=16)), ("B", Profile(age=40))], BAC_PRO, way=way.id)
    sheet = compare_profiles(writer(load()), load_pay(), cohort_sheet(writer(load()), found))
    age = next(row for row in sheet.rows if row.label == "be 15 to 29 years old")
    assert [cell.text for cell in age.cells] == ["✓ met", "✗ missing"]
    assert all("Code du travail" in cited.title for cited in age.cells[0].citations)
    assert age.cells[0].citations


def test_who_has_no_route_has_no_totals_but_reasons():
    people = [("A", Profile(age=40)), ("B", Profile(age=41))]
    found = cohort(small(), people, "a-c-iii-1-chef-apres-vente")
    sheet = compare_profiles(writer(small()), load_pay(), cohort_sheet(writer(small()), found))
    holds_together(sheet)
    rows = told(sheet)
    assert rows["time"] == (False, ["no route", "no route"])
    assert rows["gaps"] == (False, ["does not apply: no route"] * 2)
    assert [each[:4] for each in sheet.differences] == ["A – ", "A – ", "B – ", "B – "]


def test_who_has_the_goal_already_has_nothing_left_to_do():
    people = [("A", Profile(holds=["cqp-expert-camion"])), ("B", Profile(age=19, holds=["bac-pro-camion"]))]
    found = cohort(small(), people, "cqp-expert-camion")
    sheet = compare_profiles(writer(small()), load_pay(), cohort_sheet(writer(small()), found))
    holds_together(sheet)
    rows = told(sheet)
    assert rows["time"] == (True, ["held already", "14 months"])
    assert [rows[key][1][0] for key in ("gaps", "steps")] == ["nothing is left to do: held already"] * 2


def test_a_way_that_asks_for_nothing_is_said_to_be_open():
    people = [("A", Profile(age=15)), ("B", Profile(age=16))]
    found = cohort(small(), people, "cap-mecano")
    sheet = compare_profiles(writer(small()), load_pay(), cohort_sheet(writer(small()), found))
    holds_together(sheet)
    assert not [row for row in sheet.rows if row.key.startswith("condition")]
    assert sheet.remarks[0].startswith("This way asks for nothing (school, 24 months")


# --- the table ------------------------------------------------------------------------------------


def test_the_table_of_a_comparison_has_its_rows_its_columns_and_the_mark():
    sheet = compare_nodes(writer(small()), load_pay(), ["cap-mecano", "bep-ancien"])
    table = comparison_table(sheet)
    assert table.columns == ("What is compared", *(column.title for column in sheet.columns), "Difference")
    assert [row[0] for row in table.rows] == [row.label for row in sheet.rows]
    assert [row[1:-1] for row in table.rows] == [tuple(c.text for c in row.cells) for row in sheet.rows]
    assert [row[-1] for row in table.rows] == ["different" if row.differs else "same" for row in sheet.rows]
    assert b"Vocational certificate in vehicle maintenance" in csv_of(table)
