"""
What an employer's confirmed list shows, on a company of five roles:

    washer (3) ──12──▶ mechanic (6) ──24, and the CQP──▶ expert (12) ──36──▶ chief (cadre I)
                                                           ▲                    ▲
    accountant (6)            school ─▶ BTS ───────────────┘   seller, not ours ┘
"""

from __future__ import annotations

import random
from datetime import date
from itertools import pairwise

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pathways.cards import Writer
from pathways.catalogue import Catalogue, load
from pathways.errors import UnknownId
from pathways.matching import Listed, Post
from pathways.pay import load_pay
from pathways.sheets.staffing import staffing_sheet
from pathways.staffing import Direction, Nearness, Staffing, staffing
from pathways.staffing import _hanging_on as hanging_on
from pathways.staffing import _longest as longest
from tests.small_map import small
from tests.toys import TODAY, toy

YES = {"employer_decision": True}
IN_POST = {"in_post": "washer"}


def after(role: str, months: int) -> dict[str, object]:
    return {"experience": {"months": months, "roles": [role]}}


def company() -> Catalogue:
    rungs = {"washer": 3, "mechanic": 6, "expert": 12, "accountant": 6, "seller": 9}
    return toy(
        {
            "cqp by continuing": {"months": 9},
            "bts by initial": {"months": 24},
            "mechanic by promotion": {
                "requires": {"all_of": [{"in_post": "washer"}, after("washer", 12), YES]}
            },
            "expert by promotion": {"requires": {"all_of": [{"holds": "cqp"}, after("mechanic", 24), YES]}},
            "expert by recruitment": {"requires": {"holds": "bts"}},
            "chief by promotion": {"requires": {"all_of": [after("expert", 36), YES]}},
            "chief by promotion from seller": {"requires": {"all_of": [after("seller", 12), YES]}},
            "chief by recruitment bare": {"requires": YES},
        },
        roles={
            **{role: {"rung": {"echelon": rung}} for role, rung in rungs.items()},
            "chief": {"rung": {"cadre": "I"}},
        },
    )


OURS = ("washer", "mechanic", "expert", "chief", "accountant")


def posts(*roles: str) -> list[Post]:
    return [Post(Listed(f"our {role}", heads=2), role) for role in roles]


def found() -> Staffing:
    return staffing(company(), posts(*OURS))


# --- the toy company ------------------------------------------------------------------------------


def test_the_whole_answer_on_the_toy_company():
    seen = found()
    assert [(each.id, each.titles, each.heads) for each in seen.ours] == [
        ("washer", ("our washer",), 2),
        ("accountant", ("our accountant",), 2),
        ("mechanic", ("our mechanic",), 2),
        ("expert", ("our expert",), 2),
        ("chief", ("our chief",), 2),
    ]
    assert [
        (move.step.id, move.direction, move.nearness, move.months, move.trainings) for move in seen.inside
    ] == [
        ("mechanic-by-promotion", Direction.UP, Nearness.TIME_IS_ENOUGH, 12, ()),
        ("expert-by-promotion", Direction.UP, Nearness.ONE_CONDITION, 24, ("cqp",)),
        ("chief-by-promotion", Direction.UP, Nearness.TIME_IS_ENOUGH, 36, ()),
    ]
    assert {role: [move.source for move in moves] for role, moves in seen.hires.items()} == {
        "washer": [],
        "accountant": [],
        "mechanic": ["washer"],
        "expert": ["mechanic"],
        "chief": ["expert"],
    }
    assert seen.ladders == (("washer", "mechanic", "expert", "chief"),)
    assert [(point.role, point.lost) for point in seen.weak_points] == [
        ("washer", ("chief", "expert", "mechanic")),
        ("mechanic", ("chief", "expert")),
        ("expert", ("chief",)),
    ]
    outside = {role: [step.id for step in ways] for role, ways in seen.weak_points[0].from_outside.items()}
    assert outside == {
        "mechanic": [],
        "expert": ["expert-by-recruitment"],
        "chief": ["chief-by-promotion-from-seller"],
    }
    assert seen.climbs_through("expert") == seen.ladders
    assert seen.climbs_through("accountant") == ()


def test_what_an_employer_grants_is_told_apart_from_what_is_missing():
    [move] = found().hires["expert"]
    assert [type(leaf).__name__ for leaf in move.missing.unmet] == ["Holds"]
    assert [type(leaf).__name__ for leaf in move.missing.unknown] == ["EmployerDecision"]


def test_a_second_way_within_the_company_takes_the_weak_point_away():
    """With a seller of ours, the chief no longer hangs on the expert, nor on anybody else."""
    seen = staffing(company(), posts(*OURS, "seller"))
    assert {point.role: point.lost for point in seen.weak_points} == {
        "washer": ("expert", "mechanic"),
        "mechanic": ("expert",),
    }
    assert seen.ladders == (("washer", "mechanic", "expert", "chief"), ("seller", "chief"))


def test_a_role_that_several_titles_mean_is_one_role_and_heads_are_added_where_all_are_known():
    listed = [Post(Listed("A", heads=2), "washer"), Post(Listed("B", heads=3), "washer")]
    [ours] = staffing(company(), listed).ours
    assert (ours.titles, ours.heads) == (("A", "B"), 5)
    [ours] = staffing(company(), [*listed, Post(Listed("C"), "washer")]).ours
    assert ours.heads is None


def test_a_line_without_a_role_is_named_and_counts_nowhere():
    left = Post(Listed("Boucher", heads=9), None)
    seen = staffing(company(), [*posts("washer"), left])
    assert seen.unplaced == (left,)
    assert [each.id for each in seen.ours] == ["washer"]


def test_an_empty_list_has_an_empty_answer():
    seen = staffing(company(), [])
    assert (seen.ours, seen.inside, seen.ladders, seen.weak_points) == ((), (), (), ())


def test_a_role_that_the_map_does_not_have_is_an_error_that_names_the_nearest():
    with pytest.raises(UnknownId, match="washer"):
        staffing(company(), posts("washerr"))


def test_a_way_that_is_over_on_the_day_is_no_move():
    map_ = toy(
        {"up by promotion": {"requires": after("low", 6), "valid_to": date(2027, 1, 1)}},
        roles={"low": {"rung": {"echelon": 3}}, "up": {"rung": {"echelon": 6}}},
    )
    two = posts("low", "up")
    assert [move.target for move in staffing(map_, two).inside] == ["up"]
    assert staffing(map_, two, on=date(2027, 1, 2)).inside == ()


def test_a_way_that_has_not_begun_on_the_day_is_no_move():
    map_ = toy(
        {"up by promotion": {"requires": after("low", 6), "valid_from": date(2027, 1, 1)}}, roles={"low": {}}
    )
    two = posts("low", "up")
    assert staffing(map_, two).inside == ()
    assert [move.direction for move in staffing(map_, two, on=date(2027, 1, 1)).inside] == [
        Direction.NOT_KNOWN
    ]


def test_where_a_role_excludes_another_nobody_long_in_it_is_near():
    """The small map bars who has been a mechanic from inspecting; the technician is not barred."""
    two = [Post(Listed("m"), "a-3-1-mecanicien"), Post(Listed("c"), "g-9-1-controleur")]
    assert staffing(small(), two).hires["g-9-1-controleur"] == ()


# --- any company ----------------------------------------------------------------------------------

BRANCH = load()
ROLES = sorted(role.id for role in BRANCH.roles.values() if role.is_in_force)


@given(st.lists(st.sampled_from(ROLES), max_size=8), st.randoms(use_true_random=False))
@settings(max_examples=25, deadline=None)
def test_the_order_of_the_lines_changes_nothing(roles: list[str], chance: random.Random):
    listed = posts(*roles)
    mixed = chance.sample(listed, len(listed))
    first, second = staffing(BRANCH, listed), staffing(BRANCH, mixed)
    assert first.ours == second.ours
    assert first.moves == second.moves
    assert first.ladders == second.ladders
    assert first.weak_points == second.weak_points


NETWORKS = st.sets(st.tuples(st.sampled_from("abcdefg"), st.sampled_from("abcdefg")), max_size=16)


@given(NETWORKS)
@settings(max_examples=300, deadline=None)
def test_what_hangs_on_a_role_is_what_nobody_gets_to_once_it_is_taken_away(ties: set[tuple[str, str]]):
    network = nx.DiGraph()
    network.add_nodes_from("abcdefg")
    network.add_edges_from((source, target) for source, target in ties if source != target)
    entries = {role for role in network if nx.ancestors(network, role) <= nx.descendants(network, role)}
    lost = {}
    for gate in sorted(network):
        left = network.copy()
        left.remove_node(gate)
        still = {role for entry in entries - {gate} for role in (entry, *nx.descendants(left, entry))}
        if others := sorted(set(network) - {gate} - still):
            lost[gate] = others
    assert hanging_on(network) == lost


@given(NETWORKS)
@settings(max_examples=200, deadline=None)
def test_a_ladder_is_the_longest_climb_between_its_ends(ties: set[tuple[str, str]]):
    network = nx.DiGraph((min(tie), max(tie)) for tie in ties if len(set(tie)) == 2)
    for start in network:
        every = {
            end: [tuple(path) for path in nx.all_simple_paths(network, start, end)]
            for end in network
            if end != start
        }
        best = {end: min(paths, key=lambda path: (-len(path), path)) for end, paths in every.items() if paths}
        assert longest(network, start) == {start: (start,), **best}


@given(st.lists(st.sampled_from(ROLES), max_size=10, unique=True))
@settings(max_examples=25, deadline=None)
def test_every_ladder_climbs_by_moves_of_ours_and_cannot_be_made_longer_at_its_ends(roles: list[str]):
    seen = staffing(BRANCH, posts(*roles))
    climbs = {(move.source, move.target) for move in seen.inside if move.direction is Direction.UP}
    for ladder in seen.ladders:
        assert set(pairwise(ladder)) <= climbs
        assert not any(target == ladder[0] or source == ladder[-1] for source, target in climbs)


# --- in words -------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_sheet_names_every_role_and_its_minimum(lang):
    seen = staffing(BRANCH, posts("a-6-1-mecanicien-specialiste", "a-9-1-technicien-confirme-mecanique"))
    sheet = staffing_sheet(Writer(BRANCH, lang, BRANCH.file.as_of), load_pay(), seen)
    minima = [str(row[-1]) for row in sheet.table.rows]
    assert len(minima) == 2
    assert all("2025" in each for each in minima)
    assert [block.key for block in sheet.blocks] == [
        "staffing.ladders",
        "staffing.hires",
        "staffing.next",
        "staffing.weak",
    ]
    assert {source.id for source in sheet.pay_sources}
    assert all(block.citations for block in sheet.blocks[:3])


def test_before_the_tables_begin_a_minimum_is_not_known():
    seen = staffing(company(), posts("washer"))
    sheet = staffing_sheet(Writer(company(), "en", date(1990, 1, 1)), load_pay(), seen)
    assert sheet.table.rows[0][-1] == "not known"


def test_the_sheet_says_what_hangs_on_whom_and_what_is_left_from_outside():
    writer = Writer(company(), "en", TODAY)
    weak = staffing_sheet(writer, load_pay(), found()).blocks[3]
    told = [(line.text, [child.text for child in line.children]) for line in weak.lines[1:]]
    assert told[-1] == (
        "expert: 1 role hangs on it",
        [
            "2 people work there",
            "1 ladder passes through it",
            "chief; from outside: experience in a role that the company does not have",
        ],
    )
    assert "mechanic; from outside: no other way known" in told[0][1]
