"""Drawings: what is drawn is what is told, and can be read on a light and on a dark page."""

from __future__ import annotations

from datetime import date

import pytest

from pathways.cards import Writer
from pathways.catalogue import Catalogue, load
from pathways.figures import (
    cells_in_text,
    lanes_in_text,
    node_clicked,
    overview_figure,
    surroundings_figure,
    surroundings_in_text,
)
from pathways.figures.style import CENTRE, DASHES, FILLS, ON_FILL, QUALIFICATION, ROLE, STROKE, wrapped
from pathways.layout import overview
from pathways.surroundings import surroundings
from tests.small_map import small
from tests.test_theme import BACKGROUNDS, THEME, channels, contrast

ADVISER, CQP = "a-20-1-receptionnaire", "cqp-expert-camion"
MAPS = pytest.mark.parametrize("catalogue", [small(), load()], ids=["small", "branch"])


def writer(catalogue: Catalogue | None = None) -> Writer:
    return Writer(catalogue or small(), "en", date(2026, 11, 24))


# --- colours --------------------------------------------------------------------------------------


@pytest.mark.parametrize("fill", sorted({*FILLS.values(), CENTRE}))
def test_words_on_a_card_can_be_read(fill: str):
    assert contrast(channels(ON_FILL), channels(fill)) >= 4.5


@pytest.mark.parametrize("background", BACKGROUNDS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("colour", [QUALIFICATION, ROLE, STROKE])
def test_marks_and_lines_stand_out_on_either_page(colour: str, scheme: str, background: str):
    least = 3 if background == "backgroundColor" else 2.5
    assert contrast(channels(colour), channels(THEME[scheme][background])) >= least


def test_each_kind_of_line_has_its_own_stroke():
    assert len(set(DASHES.values())) == len(DASHES) == 3


def test_text_is_broken_at_spaces_only_and_cut_with_a_sign():
    assert wrapped("contrat de professionnalisation", 12, 3) == "contrat de<br>professionnalisation"
    assert wrapped("un deux trois quatre cinq", 8, 2).endswith(" …")


# --- the whole map --------------------------------------------------------------------------------


@MAPS
def test_every_node_is_a_mark_that_says_its_id_and_its_name(catalogue: Catalogue):
    figure = overview_figure(catalogue, overview(catalogue), "fr")
    marks = {
        (node, name) for trace in figure.data for node, name in zip(trace.customdata, trace.text, strict=True)
    }
    assert marks == {(node, catalogue.label(node, "fr")) for node in catalogue.nodes}


def test_qualifications_and_roles_differ_in_shape_and_not_in_colour_alone():
    figure = overview_figure(small(), overview(small()), "fr")
    symbols = {trace.name: trace.marker.symbol for trace in figure.data}
    assert symbols == {"qualification": "diamond", "role": "circle"}


def test_the_map_in_counts():
    lines = [(line.depth, line.text, line.family) for line in lanes_in_text(small(), overview(small()), "en")]
    assert (0, "Vehicle inspection: 1 card", "G") in lines
    assert (1, "échelon\xa09:\xa01", None) in lines


@MAPS
def test_the_map_in_names_leads_to_every_card(catalogue: Catalogue):
    lanes = overview(catalogue).lanes
    told = [line.node for lane in lanes for line in cells_in_text(catalogue, lane.cells, "fr") if line.node]
    assert sorted(told) == sorted(catalogue.nodes)


# --- around one node ------------------------------------------------------------------------------


def test_the_surroundings_in_text_are_nested_as_they_are_drawn():
    told = surroundings_in_text(writer(), surroundings(small(), ADVISER))
    assert ["  " * line.depth + line.text for line in told] == [
        "After-sales service adviser",
        "  What leads here:",
        "    promotion — ALL OF: (with an employer’s decision)",
        "      work or have worked as Expert after-sales technician",
        (
            "      24 months of experience as Expert after-sales technician or "
            "Qualified mechanical technician (length assumed by us)"
        ),
        "      the employer’s decision",
        "  What comes next:",
        "    After-sales manager",
    ]


@MAPS
def test_what_is_drawn_is_what_is_told_in_text(catalogue: Catalogue):
    for node in list(catalogue.nodes)[::7]:
        around = surroundings(catalogue, node)
        words = surroundings_figure(writer(catalogue), around).data[-1]
        drawn = {each for each in words.customdata if each}
        told = {line.node for line in surroundings_in_text(writer(catalogue), around) if line.node}
        assert drawn == told
        assert len(words.text) == len(around.spots)


def test_each_line_of_the_surroundings_is_drawn_with_its_stroke():
    around = surroundings(small(), ADVISER)
    drawn = surroundings_figure(writer(), around).data
    gaps = {trace.line.dash: list(trace.x).count(None) for trace in drawn if trace.mode == "lines"}
    assert gaps == {dash: sum(tie.line == line for tie in around.ties) for line, dash in DASHES.items()}


def test_after_a_click_nothing_fades():
    for trace in surroundings_figure(writer(), surroundings(small(), CQP)).data:
        if trace.mode != "lines":
            assert trace.unselected.marker.opacity == trace.selected.marker.opacity == trace.marker.opacity


# --- clicked --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "event",
    [None, {}, {"selection": {}}, {"selection": {"points": []}}, {"selection": {"points": [{}]}}],
)
def test_an_empty_selection_names_no_node(event):
    assert node_clicked(event) is None


def test_a_card_without_a_node_names_none():
    assert node_clicked({"selection": {"points": [{"customdata": ""}]}}) is None
