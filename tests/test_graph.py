"""The network: every node, and an edge for each mention."""

from __future__ import annotations

import networkx as nx
import pytest

from pathways.graph import network
from tests.small_map import small

INSPECTOR, ADVISER = "g-9-1-controleur", "a-20-1-receptionnaire"


def test_every_qualification_and_role_is_a_node_of_its_kind():
    kinds = dict(network(small()).nodes(data="kind"))
    assert set(kinds) == set(small().nodes)
    assert {node for node, kind in kinds.items() if kind == "role"} == set(small().roles)


def test_the_edges_into_a_role_say_by_which_step_and_how_it_is_named():
    edges = network(small()).in_edges(ADVISER, keys=True, data="mention")
    assert sorted(edges) == [
        ("a-12-2-technicien-expert", ADVISER, "a-20-1-by-promotion", "in_post"),
        ("a-9-1-technicien", ADVISER, "a-20-1-by-promotion", "experience"),
    ]


def test_what_excludes_is_told_from_what_leads_there():
    edges = network(small()).in_edges(INSPECTOR, data="mention")
    assert {mention for *_, mention in edges} == {"excluded"}


def test_an_edge_stands_for_each_node_that_a_step_names_and_no_other():
    graph = network(small())
    for node in small().nodes:
        steps = {step.id for step in (*small().opens(node), *small().bars(node))}
        assert {key for *_, key in graph.out_edges(node, keys=True)} == steps


def test_nobody_can_change_the_network_that_all_share():
    with pytest.raises(nx.NetworkXError):
        network(small()).add_node("new")
