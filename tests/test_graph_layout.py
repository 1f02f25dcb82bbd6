"""The network and the places of drawings, on the small map and on the real one."""

from __future__ import annotations

import random
from itertools import combinations

import pytest

from pathways.catalogue import Catalogue, load
from pathways.figures import spot_text, twin
from pathways.graph import network, reading_order, surroundings
from pathways.layout import cards, overview
from tests.small_map import small

EXPERT = "a-12-2-technicien-expert"


def test_the_network_has_every_node_and_an_edge_for_each_node_that_a_step_names():
    graph = network(small())
    assert set(graph.nodes) == set(small().nodes)
    assert graph.nodes["cap-mecano"]["kind"] == "qualification"
    into = {(source, key) for source, _, key in graph.in_edges(EXPERT, keys=True)}
    named = {
        (node, step.id)
        for step in small().steps_to[EXPERT]
        for node in small().nodes
        if step in small().opens(node)
    }
    assert named
    assert named <= into


def test_alternatives_are_a_node_of_their_own():
    around = surroundings(load(), "a-12-2-technicien-expert-apres-vente")
    kinds = {spot.kind for spot in around.spots}
    assert {"one_of", "all_of"} <= kinds


@pytest.mark.parametrize("catalogue", [small(), load()], ids=["small", "branch"])
def test_the_surroundings_fit_on_a_screen_and_every_line_joins_two_cards(catalogue: Catalogue):
    for node in catalogue.nodes:
        around = surroundings(catalogue, node)
        keys = [spot.key for spot in around.spots]
        assert len(keys) == len(set(keys)) <= 40
        assert around.spots[0].key == node
        for tie in around.ties:
            assert tie.source in keys
            assert tie.target in keys


def test_the_text_twin_names_each_card_once():
    around = surroundings(small(), EXPERT)
    read = [spot.key for _, spot in reading_order(around)]
    assert sorted(read) == sorted(spot.key for spot in around.spots)
    told = list(twin(small(), around, "fr"))
    assert [spot.key for _, spot, _ in told] == read
    assert all(spot_text(small(), spot, "fr") in text for _, spot, text in told)


@pytest.mark.parametrize("catalogue", [small(), load()], ids=["small", "branch"])
def test_no_two_cards_of_the_surroundings_overlap(catalogue: Catalogue):
    for node in list(catalogue.nodes)[::5]:
        placed = cards(surroundings(catalogue, node))
        for one, other in combinations(placed, 2):
            assert one.x != other.x or abs(one.y - other.y) >= 1


def test_the_overview_places_every_node_once_in_the_lane_of_its_family():
    catalogue = load()
    placed = overview(catalogue)
    assert {point.node for point in placed.points} == set(catalogue.nodes)
    assert len({(point.x, point.y) for point in placed.points}) == len(placed.points) == len(catalogue.nodes)
    lanes = {lane.family: lane for lane in placed.lanes}
    for point in placed.points:
        lane = lanes[catalogue.node(point.node).family]
        assert lane.bottom < point.y < lane.top
    for above, below in zip(placed.lanes, placed.lanes[1:], strict=False):
        assert above.bottom >= below.top


def test_one_family_can_be_drawn_alone():
    catalogue = load()
    placed = overview(catalogue, frozenset({"G"}))
    assert {catalogue.node(point.node).family for point in placed.points} == {"G"}


def test_the_order_of_the_file_moves_nothing():
    file = load().file
    chance = random.Random(1)
    shuffled = file.model_copy(
        update={
            name: tuple(chance.sample(getattr(file, name), len(getattr(file, name))))
            for name in ("qualifications", "roles", "steps")
        }
    )
    assert overview(Catalogue(shuffled)) == overview(load())
    around = surroundings(Catalogue(shuffled), "a-12-2-technicien-expert-apres-vente")
    assert cards(around) == cards(surroundings(load(), "a-12-2-technicien-expert-apres-vente"))
