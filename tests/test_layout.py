"""Where things are drawn: each in its place, no two in the same."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest

from pathways.catalogue import Catalogue, load
from pathways.ladder import place_on_ladder
from pathways.layout import cards, overview
from pathways.model import Rung
from pathways.selection import Selection, Sieve
from pathways.surroundings import surroundings
from tests.small_map import small
from tests.test_surroundings import shuffled

MAPS = pytest.mark.parametrize("catalogue", [small(), load()], ids=["small", "branch"])


# --- the whole map --------------------------------------------------------------------------------


@MAPS
def test_every_node_has_one_place_and_no_two_the_same(catalogue: Catalogue):
    points = list(overview(catalogue).points)
    assert sorted(point.node for point in points) == sorted(catalogue.nodes)
    assert len({(point.x, point.y) for point in points}) == len(points)


@MAPS
def test_a_node_stands_in_the_lane_of_its_family_and_the_column_of_its_rung(catalogue: Catalogue):
    placed = overview(catalogue)
    lanes = {lane.family: lane for lane in placed.lanes}
    for point in placed.points:
        node = catalogue.nodes[point.node]
        lane = lanes[node.family]
        assert lane.bottom < point.y < lane.top
        assert placed.rungs[round(point.x)] == place_on_ladder(node)


@MAPS
def test_lanes_do_not_overlap(catalogue: Catalogue):
    lanes = overview(catalogue).lanes
    assert all(above.bottom > below.top for above, below in pairwise(lanes))
    assert overview(catalogue).bottom == lanes[-1].bottom


def test_rungs_rise_to_the_right_and_what_has_none_comes_last():
    assert overview(small()).rungs == (
        Rung(echelon=3),
        Rung(echelon=9),
        Rung(echelon=12),
        Rung(echelon=20),
        Rung(cadre="I"),
        Rung(cadre="III"),
        None,
    )


def test_of_two_rungs_by_preparation_the_higher_one_places_a_qualification():
    assert place_on_ladder(small().qualifications["bac-pro-camion"]) == Rung(echelon=9)


def test_what_is_not_shown_takes_no_place():
    (lane,) = overview(small(), Sieve(small()).shown(Selection(family="G"))).lanes
    assert lane.nodes == ("g-9-1-controleur",)
    assert overview(small(), ()).lanes == ()


def test_the_fewer_the_rungs_the_more_stand_side_by_side():
    whole, of_one_family = overview(small()), overview(small(), ["g-9-1-controleur"])
    assert [lane.per_row for lane in whole.lanes] == [60 // 7] * 3
    assert [lane.per_row for lane in of_one_family.lanes] == [60]


def test_the_order_of_the_file_moves_no_mark():
    assert overview(shuffled()) == overview(load())


# --- around one node ------------------------------------------------------------------------------


@MAPS
def test_every_spot_has_one_card_in_its_column_and_no_two_overlap(catalogue: Catalogue):
    for node in catalogue.nodes:
        around = surroundings(catalogue, node)
        placed = cards(around)
        assert {card.key: card.x for card in placed} == {spot.key: spot.column for spot in around.spots}
        assert len(placed) == len(around.spots)
        for one, other in combinations(placed, 2):
            assert one.x != other.x or abs(one.y - other.y) >= 1


def test_conditions_of_the_same_way_stay_together():
    around = surroundings(load(), "a-12-2-technicien-expert-apres-vente")
    rows = {card.key: card.y for card in cards(around)}
    lines = [(rows[tie.source], rows[tie.target]) for tie in around.ties if tie.target in way_keys(around)]
    crossings = sum((a - c) * (b - d) < 0 for (a, b), (c, d) in combinations(lines, 2))
    assert crossings <= 4


def way_keys(around) -> set[str]:
    return {spot.key for spot in around.spots if spot.kind == "way"}
