"""What stands around a node, on the small map and on every node of the branch's."""

from __future__ import annotations

import random

import pytest

from pathways.catalogue import Catalogue, load, parse
from pathways.errors import UnknownId
from pathways.surroundings import MOST_SPOTS, line_of, reading_order, surroundings
from tests.small_map import small, small_raw

MAPS = pytest.mark.parametrize("catalogue", [small(), load()], ids=["small", "branch"])
CQP, MECHANIC, ADVISER = "cqp-expert-camion", "a-3-1-mecanicien", "a-20-1-receptionnaire"


def told(node: str) -> list[str]:
    """The surroundings of a node of the small map as indented lines: node or kind, and a line not solid."""
    lines = []
    for depth, spot, tie in reading_order(surroundings(small(), node)):
        stroke = f" ({tie.line})" if tie is not None and tie.line != "stated" else ""
        lines.append("  " * depth + (spot.node or spot.kind) + stroke)
    return lines


def test_alternatives_are_a_node_of_their_own_and_joint_conditions_hang_on_the_way():
    assert told(CQP) == [
        CQP,
        "  way",
        "    one_of",
        "      bac-pro-camion",
        "      condition",
        "    condition",
        "  way",
        "    condition",
        "  a-12-2-technicien-expert",
    ]


def test_an_assumed_practice_is_dashed_and_an_employers_decision_dotted():
    assert told(ADVISER) == [
        ADVISER,
        "  way (decision)",
        "    a-12-2-technicien-expert",
        "    condition (assumed)",
        "    condition (decision)",
        "  a-c-iii-1-chef-apres-vente",
    ]
    assert line_of(small().steps["a-20-1-by-promotion"]) == "decision"


def test_what_is_open_to_anyone_has_a_way_without_conditions():
    assert told("cap-mecano")[:2] == ["cap-mecano", "  way"]
    (way,) = [spot for spot in surroundings(small(), "cap-mecano").spots if spot.kind == "way"]
    assert way.step is not None
    assert way.step.requires is None


def test_a_bare_decision_is_no_way_in():
    ways = [
        spot.key for spot in surroundings(small(), "a-12-2-technicien-expert").spots if spot.kind == "way"
    ]
    assert ways == ["a-12-2-by-cqp"]


def test_an_incompatibility_is_a_node_of_its_own():
    assert "    none_of" in told("g-9-1-controleur")


def test_what_can_no_longer_be_begun_does_not_follow():
    followers = {spot.node for spot in surroundings(small(), CQP).spots if spot.column == 1}
    assert "ingenieur-atelier" not in followers, "its last day was 31 August 2026"


def test_an_unknown_node_has_no_surroundings():
    with pytest.raises(UnknownId):
        surroundings(small(), "cap-mecanno")


@MAPS
def test_the_surroundings_of_every_node_fit_on_a_screen(catalogue: Catalogue):
    for node in catalogue.nodes:
        around = surroundings(catalogue, node)
        keys = [spot.key for spot in around.spots]
        assert keys[0] == node == around.centre
        assert len(keys) == len(set(keys)) <= MOST_SPOTS


@MAPS
def test_every_line_joins_two_cards_in_neighbouring_columns(catalogue: Catalogue):
    for node in catalogue.nodes:
        around = surroundings(catalogue, node)
        column = {spot.key: spot.column for spot in around.spots}
        assert all(column[tie.target] - column[tie.source] == 1 for tie in around.ties)


@MAPS
def test_every_card_and_every_line_is_told_in_text(catalogue: Catalogue):
    for node in catalogue.nodes:
        around = surroundings(catalogue, node)
        read = list(reading_order(around))
        assert {spot.key for _, spot, _ in read} == {spot.key for spot in around.spots}
        assert {tie for *_, tie in read if tie is not None} == set(around.ties)


@MAPS
def test_what_is_left_out_is_counted(catalogue: Catalogue):
    for node in catalogue.nodes:
        spots = surroundings(catalogue, node).spots
        ways = [step for step in catalogue.steps_to.get(node, ()) if not step.is_bare_decision]
        left_out = sum(spot.more for spot in spots if spot.column == -1)
        assert sum(spot.kind == "way" for spot in spots) + left_out == len(ways)
        assert all(spot.more > 0 for spot in spots if spot.kind == "more")


def test_the_order_of_the_file_changes_nothing():
    one, other = load(), shuffled()
    assert all(surroundings(other, node) == surroundings(one, node) for node in one.nodes)


def shuffled() -> Catalogue:
    """The branch's map, its file in another order."""
    file, chance = load().file, random.Random(1)
    parts = ("families", "qualifications", "roles", "steps")
    mixed = {name: tuple(chance.sample(getattr(file, name), len(getattr(file, name)))) for name in parts}
    return Catalogue(file.model_copy(update=mixed))


def test_a_hub_of_hundreds_of_ways_is_cut_to_what_a_screen_holds_and_says_how_many_more():
    raw = small_raw()
    way = {"target": "a-3-1-mecanicien", "access": "recruitment", "sources": [{"id": "sheets"}]}
    raw["steps"] += [{**way, "id": f"way-{n}", "requires": {"licence": f"L{n}"}} for n in range(400)]
    around = surroundings(parse(raw), "a-3-1-mecanicien")
    ways = [spot for spot in around.spots if spot.kind == "way"]
    (more,) = [spot.more for spot in around.spots if spot.kind == "more" and spot.column == -1]
    assert len(around.spots) <= MOST_SPOTS
    assert len(ways) + more == 401
