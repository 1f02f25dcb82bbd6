"""Drawings: what is drawn is what is told, and can be read on a light and on a dark page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from datetime import date
from html import escape
from urllib.parse import unquote, urlencode

import pytest

from pathways.cards import Writer
from pathways.catalogue import Catalogue, load
from pathways.figures import (
    cells_in_text,
    focus_drawing,
    focus_in_text,
    legend,
    overview_drawing,
    overview_table,
    surroundings_drawing,
    surroundings_in_text,
)
from pathways.figures.markup import ARROWS, at
from pathways.figures.overview import places
from pathways.figures.style import CENTRE, DASHES, FILLS, ON_FILL, QUALIFICATION, ROLE, STROKE, wrapped
from pathways.figures.surroundings import LEGEND
from pathways.layout import overview
from pathways.selection import Selection, Sieve
from pathways.surroundings import hanging_on, surroundings
from pathways.ui.look import LOOK
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


def to_node(node: str) -> str:
    return f"./explore?node={node}"


def to_part(part: Mapping[str, str]) -> str:
    return f"./explore?{urlencode(part)}"


def drawn_map(catalogue: Catalogue) -> str:
    return overview_drawing(catalogue, overview(catalogue), "fr", to_node, to_part)


@MAPS
def test_every_node_is_a_mark_that_leads_to_its_card_and_says_its_name(catalogue: Catalogue):
    marks = re.findall(r'href="\./explore\?node=([^"]*)" aria-label="([^"]*)"', drawn_map(catalogue))
    assert sorted(marks) == sorted((node, escape(catalogue.label(node, "fr"))) for node in catalogue.nodes)


def test_qualifications_and_roles_differ_in_shape_and_not_in_colour_alone():
    classes = dict(re.findall(r'class="(role|qualification)[^"]*"[^>]*node=([^"]*)"', drawn_map(small())))
    assert set(classes) == {"role", "qualification"}
    assert "border-radius:50%" in LOOK
    assert "rotate(45deg)" in LOOK


def test_the_map_draws_no_line_until_something_is_chosen():
    assert "<img" not in drawn_map(small())


def test_what_is_chosen_is_joined_to_what_leads_to_it_and_to_what_follows():
    placed, ties = overview(small()), hanging_on(small(), ADVISER)
    drawing = focus_drawing(small(), placed, ADVISER, ties, "en")
    assert drawing.count("stroke-dasharray=&#x27;") + drawing.count("stroke-dasharray='") == 2
    for node, side in (("a-12-2-technicien-expert", "before"), ("a-c-iii-1-chef-apres-vente", "after")):
        assert f'<i class="role {side}" {at(*places(placed)[node])}></i>' in drawing
    assert focus_in_text(small(), placed, ADVISER, ties, "en") == (
        "On the map, from “After-sales service adviser”: 2 cards lead to it, 1 card follows."
    )


def test_a_line_to_what_is_not_shown_is_told_and_not_drawn():
    placed, ties = overview(small(), [ADVISER, "a-9-1-technicien"]), hanging_on(small(), ADVISER)
    assert focus_drawing(small(), placed, ADVISER, ties, "en").count("<i class") == 2
    assert focus_in_text(small(), placed, ADVISER, ties, "en").endswith("The filters hide 2 of them.")


@MAPS
def test_the_counts_of_the_table_add_up_and_each_leads_to_its_part(catalogue: Catalogue):
    table = overview_table(catalogue, overview(catalogue), "fr", to_part)
    cells = re.findall(r'family=([^"&]*)&amp;rung=([^"]*)">(\d+)<', table)
    sieve = Sieve(catalogue)
    for family, rung, count in cells:
        assert len(sieve.shown(Selection(family=family, rung=rung))) == int(count)
    assert sum(int(count) for *_, count in cells) == len(catalogue.nodes)


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
        "      work or have worked as Expert after-sales technician [↑ up the ladder]",
        (
            "      24 months of experience as Expert after-sales technician or "
            "Qualified mechanical technician (length assumed by us)"
        ),
        "      the employer’s decision",
        "  What comes next:",
        "    After-sales manager [↑ up the ladder]",
    ]


@MAPS
def test_what_is_drawn_is_what_is_told_in_text(catalogue: Catalogue):
    for node in list(catalogue.nodes)[::7]:
        around = surroundings(catalogue, node)
        drawing = surroundings_drawing(writer(catalogue), around, to_node)
        drawn = {node, *re.findall(r'href="\./explore\?node=([^"]*)"', drawing)}
        told = {line.node for line in surroundings_in_text(writer(catalogue), around) if line.node}
        assert drawn == told
        assert drawing.count('class="card ') == len(around.spots)


def test_each_line_of_the_surroundings_is_drawn_with_its_stroke():
    around = surroundings(small(), ADVISER)
    drawing = unquote(surroundings_drawing(writer(), around, to_node))
    paths = re.findall(r"<path d='([^']*)' stroke-dasharray='([^']*)'/>", drawing)
    drawn = {dashes: path.count("M") for path, dashes in paths}
    strokes = {"stated": "", "assumed": "7 5", "decision": "1.5 4.5"}
    assert drawn == {strokes[line]: count for line, count in Counter(tie.line for tie in around.ties).items()}


def test_a_card_says_by_an_arrow_whether_one_climbs():
    drawing = surroundings_drawing(writer(), surroundings(small(), ADVISER), to_node)
    assert "After-sales manager <b>↑</b>" in drawing
    assert "Expert after-sales technician <b>↑</b>" in drawing


def test_the_legend_has_a_sample_of_every_line_move_and_kind():
    samples = legend(LEGEND, "en")
    for line in DASHES:
        assert f'<i class="s line {line}"></i>' in samples
    for move in ARROWS:
        assert f'<i class="s move {move}"></i>' in samples
    for sample in re.findall(r'<i class="s (\w+)', samples):
        assert f".s.{sample}" in LOOK
