"""Decisions about titles, and what an employer takes away: tables of the same numbers as the sheets."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.cards import Writer
from pathways.catalogue import Catalogue
from pathways.errors import BadTable
from pathways.importing import read_list, read_pasted
from pathways.importing.uploads import MOST_ROWS
from pathways.matching import Listed, decided, match_titles
from pathways.model import Lang
from pathways.pay import load_pay
from pathways.sheets.matching import MatchingSheet, matching_sheet, why_in_words
from pathways.sheets.staffing import StaffingSheet, staffing_sheet
from pathways.sheets.tables import ladders_table, moves_table, our_roles_table, weak_points_table
from pathways.spreadsheets import Cell, Table
from pathways.staffing import staffing
from tests.small_map import small
from tests.test_staffing import OURS, company, posts
from tests.test_wording import plain
from tests.toys import toy

MECHANIC, TECHNICIAN = "a-3-1-mecanicien", "a-9-1-technicien"
LIST = [Listed("Mécanicien de maintenance", heads=4), Listed("Réceptionnaire", heads=3), Listed("Infirmière")]


def sheet_with(decisions: dict[tuple[str, str | None], str | None], lang: Lang = "en") -> MatchingSheet:
    writer = Writer(small(), lang, small().file.as_of)
    return matching_sheet(writer, match_titles(small(), LIST), decisions)


# --- what a person decided ------------------------------------------------------------------------


def test_each_line_says_whether_it_was_matched_confirmed_chosen_or_set_aside():
    said: dict[tuple[str, str | None], str | None] = {("Réceptionnaire", None): TECHNICIAN}
    assert [line.state for line in sheet_with(said).lines] == ["matched", "chosen by hand", "unmatched"]
    said = {("Mécanicien de maintenance", None): MECHANIC, ("Infirmière", None): None}
    assert [line.state for line in sheet_with(said).lines] == ["confirmed", "to check", "set aside by hand"]


def test_a_line_keeps_its_other_possibilities_and_the_score_of_its_own_role():
    matched, to_check, unmatched = sheet_with({}).lines
    assert (matched.role, matched.confidence) == (MECHANIC, 100)
    assert MECHANIC not in {each.role for each in matched.others}
    assert to_check.role is None
    assert to_check.others == to_check.match.candidates
    assert to_check.confidence == to_check.match.candidates[0].confidence
    assert (unmatched.confidence, unmatched.others) == (None, ())
    _, chosen, _ = sheet_with({("Réceptionnaire", None): TECHNICIAN}).lines
    assert chosen.confidence is None
    assert chosen.others == chosen.match.candidates


def test_the_table_has_the_role_that_was_decided_and_none_where_it_was_set_aside():
    table = sheet_with(
        {("Réceptionnaire", None): TECHNICIAN, ("Mécanicien de maintenance", None): None}
    ).table
    assert [row[4] for row in table.rows] == [None, TECHNICIAN, None]


def test_a_decision_holds_for_every_line_with_the_same_title_and_family():
    lines = [Listed("Infirmière", 1), Listed("Infirmière", 2), Listed("Infirmière", 3, "A")]
    found = decided(match_titles(small(), lines), {("Infirmière", None): TECHNICIAN})
    assert [post.role for post in found] == [TECHNICIAN, TECHNICIAN, None]


def test_what_speaks_for_a_role_is_told_in_words_and_nothing_where_nothing_does():
    writer = Writer(small(), "fr", small().file.as_of)
    mechanic, _, nurse = match_titles(small(), LIST)
    why = plain(str(why_in_words(writer, mechanic, MECHANIC)))
    assert why == "d’après l’intitulé officiel « Mécanicien de maintenance »"
    assert why_in_words(writer, mechanic, TECHNICIAN) is None
    assert why_in_words(writer, nurse, None) is None


def test_matching_tells_how_far_it_is_line_by_line():
    told: list[tuple[int, int]] = []
    match_titles(small(), LIST, lambda done, total: told.append((done, total)))
    assert told == [(1, 3), (2, 3), (3, 3)]


# --- a list as it was given -----------------------------------------------------------------------


def test_a_list_says_whether_a_person_has_written_roles_beside_the_titles():
    bare = read_list(small(), "list.csv", "poste;effectif\nMécanicien;4\n".encode())
    assert (bare.has_roles, bare.posts[0].role) == (False, None)
    written = read_list(small(), "list.csv", "poste;rôle\nMécanicien;\nChef;A.3.1\n".encode())
    assert written.has_roles
    assert [post.role for post in written.posts] == [None, MECHANIC]


def test_pasted_lines_are_titles_then_heads_then_families_and_empty_ones_are_left_out():
    posts = read_pasted(small(), "Mécanicien, VI; 4 ;A\n\n  Chef\t2\nVendeur").posts
    assert [
        (post.listed.title, post.listed.heads, post.listed.family, post.listed.line) for post in posts
    ] == [
        ("Mécanicien, VI", 4, "A", 1),
        ("Chef", 2, None, 3),
        ("Vendeur", None, None, 4),
    ]


def test_a_table_that_is_pasted_with_its_headings_is_read_by_them():
    found = read_pasted(small(), "Effectif\tRôle\tPoste\n4\tA.3.1\tMécanicien")
    assert found.has_roles
    (post,) = found.posts
    assert (post.listed.title, post.listed.heads, post.role) == ("Mécanicien", 4, MECHANIC)


def test_a_single_pasted_line_is_a_title_even_where_it_is_a_word_for_titles():
    assert [post.listed.title for post in read_pasted(small(), "Fonction").posts] == ["Fonction"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "pasted lines: the file is empty"),
        ("Chef;many", "line 1, column “headcount”: “many” is no whole number"),
        ("Chef\n" * (MOST_ROWS + 2), "more than 5,000 rows"),
        ("Chef" + ";" * 300 + "x", "more than 200 columns"),
    ],
)
def test_pasted_lines_in_fault_are_told_as_those_of_a_file(text: str, words: str):
    with pytest.raises(BadTable) as error:
        read_pasted(small(), text, "en")
    assert words in str(error.value.problems[0])


@given(st.text(max_size=200))
def test_whatever_is_pasted_the_answer_is_a_list_or_a_refusal(text: str):
    try:
        found = read_pasted(small(), text)
    except BadTable:
        return
    assert all(post.listed.title for post in found.posts)


# --- what an employer takes away ------------------------------------------------------------------


def shown(lang: Lang = "en") -> tuple[Writer, StaffingSheet]:
    """The toy company of the tests of staffing, in words."""
    catalogue = company()
    writer = Writer(catalogue, lang, catalogue.file.as_of)
    return writer, staffing_sheet(writer, load_pay(), staffing(catalogue, posts(*OURS)))


def columns(table: Table, *names: str) -> list[tuple[Cell, ...]]:
    places = [table.columns.index(name) for name in names]
    return [tuple(row[place] for place in places) for row in table.rows]


def test_roles_stand_by_rung_from_the_top_and_by_family_and_each_once():
    _, sheet = shown()
    assert [name for name, _ in sheet.grid.rows] == [
        "cadre (executive) I", "échelon 12", "échelon 6", "échelon 3",
    ]  # fmt: skip
    standing = [ours.id for _, cells in sheet.grid.rows for cell in cells for ours in cell]
    assert standing == ["chief", "expert", "accountant", "mechanic", "washer"]
    assert all(len(cells) == len(sheet.grid.families) for _, cells in sheet.grid.rows)


def test_the_table_of_roles_has_the_least_pay_as_a_number_or_says_that_it_is_not_known():
    writer, sheet = shown()
    table = our_roles_table(writer, sheet)
    assert columns(table, "Identifier", "Headcount")[:2] == [("washer", 2), ("accountant", 2)]
    for (least, known), minimum in zip(
        columns(table, "Gross minimum a month, in euros", "Known"), sheet.minima, strict=True
    ):
        assert least == (None if minimum is None else float(minimum.amount))
        assert (least is None) == ("Gross minimum" in str(known))


def test_the_tables_of_ladders_moves_and_weak_points_have_what_the_answer_has():
    writer, sheet = shown()
    found = sheet.staffing
    ladders = columns(ladders_table(writer, sheet), "Ladder", "Rung of the ladder", "Identifier")
    assert ladders == [
        (1, 1, "washer"), (1, 2, "mechanic"), (1, 3, "expert"), (1, 4, "chief"),
    ]  # fmt: skip
    names = "Identifier of the role left", "Identifier", "Lacking after long in post", "Months in post"
    assert columns(moves_table(writer, sheet, inside=True), *names, "Direction") == [
        ("washer", "mechanic", "nothing", 12, "higher"),
        ("mechanic", "expert", "one condition", 24, "higher"),
        ("expert", "chief", "nothing", 36, "higher"),
    ]
    every = columns(moves_table(writer, sheet, inside=False), "Step identifier")
    assert [step for (step,) in every] == [
        move.step.id for ours in found.ours for move in found.moves[ours.id]
    ]
    lost = "Identifier of the role that hangs on it"
    weak = columns(weak_points_table(writer, sheet), "Identifier", lost, "From outside")
    assert [each[:2] for each in weak] == [
        (point.role, other) for point in found.weak_points for other in point.lost
    ]
    assert ("washer", "mechanic", None) in weak


def toy_with(asked: Mapping[str, object]) -> Catalogue:
    """A washer who may become a mechanic with one of these, and twelve months of work."""
    worked = {"experience": {"months": 12, "roles": ["washer"]}}
    return toy(
        {
            "new by continuing": {"months": 9},
            "mechanic by promotion": {"requires": {"all_of": [asked, worked]}},
        },
        qualifications={"old": {}, "older": {}, "oldest": {}},
        roles={"washer": {"rung": {"echelon": 3}}, "mechanic": {"rung": {"echelon": 6}}},
    )


def test_training_that_can_be_had_is_told_before_what_is_no_longer_prepared():
    """Of four diplomas only the last is still prepared: it comes first, and one is only counted."""
    asked = {"any_of": [{"holds": name} for name in ("old", "older", "oldest", "new")]}
    catalogue = toy_with(asked)
    writer = Writer(catalogue, "en", catalogue.file.as_of)
    sheet = staffing_sheet(writer, load_pay(), staffing(catalogue, posts("washer", "mechanic")))
    (block,) = [each for each in sheet.blocks if each.key == "staffing.next"]
    (move,) = block.lines[0].children
    (told,) = [line for line in move.children if line.text == "possible trainings:"]
    assert [line.node for line in told.children] == ["new", "old", "older", None]
    assert told.children[-1].text == "1 other possibility"
