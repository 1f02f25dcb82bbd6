"""The page about the map's structure, without a browser: every measure, both languages, bad addresses."""

from __future__ import annotations

import html
import json
import re
from typing import Literal

import pytest
from streamlit.testing.v1 import AppTest

from pathways.analysis import (
    MEASURES,
    Measure,
    accepting,
    analyse,
    droppable,
    feeders,
    requirement_in,
    without,
)
from pathways.cards import Writer
from pathways.catalogue import load
from pathways.exports import FORMATS
from pathways.figures import MOST_BARS, bars_drawn, grid_figure, measure_figure
from pathways.model import Lang
from pathways.sheets.analysis import MeasureSheet, measure_sheet
from pathways.sheets.feeders import feeders_sheet, supposed_sheet
from pathways.ui.cache import the_map
from pathways.ui.examples import EXAMPLES
from tests.small_map import SMALL, small
from tests.test_pages import shown

PAGE = "pathways/ui/pages/structure.py"
EXPERT = "a-12-2-technicien-expert-apres-vente"
SMALL_EXPERT = "a-12-2-technicien-expert"
BAC_PRO = "bac-pro-maintenance-vehicules-transport-routier-2014"
RANKED: tuple[Measure, ...] = ("hubs", "gateways", "fewest-ways-in", "resilience")
KINDS = ("title", "header", "subheader", "markdown", "caption", "warning", "info")


@pytest.fixture
def on_the_small_map(monkeypatch: pytest.MonkeyPatch):
    """The pages show the small map."""
    monkeypatch.setenv("PATHWAYS_DATA", str(SMALL))
    import streamlit as st

    st.cache_resource.clear()
    assert the_map().file.edition == small().file.edition
    yield
    monkeypatch.undo()
    st.cache_resource.clear()


def read(app: AppTest) -> str:
    """All that a page writes, with entities read and plain spaces."""
    said = [getattr(each, "value", "") for kind in KINDS for each in app.get(kind)]
    said += [each.proto.body for each in app.get("html")]
    return plain("\n".join(map(str, said)))


def plain(text: str) -> str:
    return html.unescape(text).replace("\\", "").replace("\xa0", " ").replace("\u202f", " ")


def ranked(app: AppTest) -> str:
    (found,) = [each.proto.body for each in app.get("html") if 'class="ranked"' in each.proto.body]
    return plain(found)


def sheet_of(measure: Measure | Literal["feeders"], lang: Lang) -> MeasureSheet:
    """The sheet that the command line prints of the small map."""
    writer = Writer(small(), lang, small().file.as_of)
    if measure == "feeders":
        return feeders_sheet(writer, feeders(small(), SMALL_EXPERT))
    return measure_sheet(writer, analyse(small(), [measure]), measure)


# --- every measure --------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("measure", [*MEASURES, "feeders"])
def test_each_measure_shows_what_the_command_line_says(
    on_the_small_map: None, measure: Measure | Literal["feeders"], lang: Lang
):
    app = shown(PAGE, measure=measure, lang=lang, to=SMALL_EXPERT if measure == "feeders" else [])
    text, sheet = read(app), sheet_of(measure, lang)
    assert sheet.limits
    for words in (sheet.title, sheet.meaning, sheet.message, sheet.formula, *sheet.limits, sheet.dated):
        assert plain(words) in text
    listed = re.sub("<[^>]+>", "", ranked(app))
    places = [listed.index(plain(line.text)) for line in sheet.lines]
    assert places == sorted(places)
    assert app.download_button[0].label in (
        "Ce tableau pour un tableur (CSV)", "This table for a spreadsheet (CSV)",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("reader", "title"),
    [("student", "Ce qui reste ouvert"), ("counsellor", "Passages obligés"), ("recruiter", None)],
)
def test_each_reader_begins_with_what_concerns_them_most(
    on_the_small_map: None, reader: str, title: str | None
):
    app = shown(PAGE, **{"as": reader})
    assert [each.value for each in app.header if each.value == title] == ([title] if title else [])
    assert bool(app.get("info")) == (title is None)


def test_the_address_names_the_measure_and_the_role_and_forgets_the_condition_of_another(
    on_the_small_map: None,
):
    app = shown(PAGE, measure="supposed", to=SMALL_EXPERT, step="a-12-2-by-cqp", drop="cqp-expert-camion")
    app.selectbox(key="role").set_value("a-20-1-receptionnaire").run()
    assert app.query_params == {"measure": "supposed", "to": "a-20-1-receptionnaire"}
    app.button_group(key="measure").set_value("gateways").run()
    assert app.query_params == {"measure": "gateways", "to": "a-20-1-receptionnaire"}


def test_gateways_can_be_asked_towards_some_roles(on_the_small_map: None):
    text = ranked(shown(PAGE, measure="gateways", to="a-20-1-receptionnaire", lang="en"))
    assert re.findall(r"<li><a href=\"[^\"]*node=([^&\"]*)", text)[0] == SMALL_EXPERT
    assert "1 role" in text


def test_every_name_of_the_list_leads_to_its_card(on_the_small_map: None):
    text = ranked(shown(PAGE, measure="hubs", lang="en"))
    links = re.findall(r'href="\./explore\?node=([^&"]+)&lang=en"', text)
    assert {"bac-pro-camion", SMALL_EXPERT} <= set(links)


# --- what is not there ----------------------------------------------------------------------------


def test_an_unknown_measure_and_role_are_told_with_the_nearest_and_a_qualification_as_one():
    app = shown(PAGE, measure="dead-end", to=["a-12-2-technicien-expert-apres-vent", BAC_PRO], lang="en")
    text = read(app)
    assert "dead-ends" in text
    assert EXPERT in text
    assert "is a qualification: choose a role" in text
    assert "Gateways" in text


def test_without_a_role_the_feeders_ask_for_one():
    text = read(shown(PAGE, measure="feeders"))
    assert "Choisir un métier" in text
    assert 'class="ranked"' not in text


def test_a_role_that_nothing_leads_to_says_so():
    text = read(shown(PAGE, measure="feeders", to="k-c-ii-1", lang="en"))
    assert "Nothing of the kind on this map." in text


def test_a_role_that_nobody_reaches_has_no_gateway(on_the_small_map: None):
    text = read(shown(PAGE, measure="gateways", to="a-c-iii-1-chef-apres-vente", lang="en"))
    assert "0 gateways" in text
    assert "Nothing of the kind on this map." in text


def test_a_condition_that_the_role_does_not_have_is_told(on_the_small_map: None):
    text = read(shown(PAGE, measure="supposed", to=SMALL_EXPERT, step="nope", drop="nothing", lang="en"))
    assert "drop = nope nothing" in text
    assert "Choose a condition" in text


# --- another condition ----------------------------------------------------------------------------


def test_a_dropped_condition_shows_who_enters_and_that_no_source_calls_it_law(on_the_small_map: None):
    """R3: an employer may drop it, and who enters then is told."""
    app = shown(PAGE, measure="supposed", to=SMALL_EXPERT, lang="en")
    box = app.selectbox(key="condition")
    assert len(box.options) == len(droppable(small(), SMALL_EXPERT))
    box.select_index(0).run()
    text = read(app)
    assert app.query_params["drop"] == "cqp-expert-camion"
    writer = Writer(small(), "en", small().file.as_of)
    sheet = supposed_sheet(writer, without(small(), "a-12-2-by-cqp", ["cqp-expert-camion"]))
    assert plain(sheet.message) in text
    assert "None of our sources says that the law demands it: it is the branch’s register" in text


@pytest.mark.parametrize("node", [SMALL_EXPERT, "g-9-1-controleur", "a-20-1-receptionnaire"])
def test_what_can_be_dropped_is_what_dropping_it_leaves_out(node: str):
    found = droppable(small(), node)
    assert found
    for each in found:
        assert set(without(small(), each.step.id, [each.name]).dropped) >= set(each.conditions)
    effects = [(each.step.id, without(small(), each.step.id, [each.name]).requires) for each in found]
    assert len({(step, json.dumps(str(left))) for step, left in effects}) == len(effects)


def test_something_else_can_be_accepted_with_months_of_work_and_what_opened_before_opens_still(
    on_the_small_map: None,
):
    """R4: a lower diploma and some years instead of the certificate."""
    asked = {"measure": "supposed", "to": SMALL_EXPERT, "step": "a-12-2-by-cqp", "drop": "cqp-expert-camion"}
    app = shown(PAGE, **asked, lang="en")
    app.selectbox(key="instead").set_value("cap-mecano").run()
    app.number_input(key="months").set_value(36).run()
    assert app.query_params["instead"] == "cap-mecano"
    assert app.query_params["months"] == "36"
    listed = " ".join(re.sub("<[^>]+>", "", ranked(app).replace("<li>", " ")).split())
    asked_then = listed.partition("What would then be asked for")[2]
    assert asked_then.startswith(" one of: hold “Expert after-sales technician, trucks” all of:")
    assert "Vocational certificate in vehicle maintenance” 3 years of experience in the field" in asked_then
    assert "What could be replaced" in listed
    app.selectbox(key="instead").set_value(None).run()
    assert "No longer asked for" in read(app)
    assert "months" not in app.query_params


def test_what_is_accepted_must_be_a_qualification_of_the_map(on_the_small_map: None):
    asked = {"measure": "supposed", "to": SMALL_EXPERT, "step": "a-12-2-by-cqp", "drop": "cqp-expert-camion"}
    text = read(shown(PAGE, **asked, instead="cap-mecan", months="-3", lang="en"))
    assert "instead = cap-mecan" in text
    assert "Nearest: cap-mecano" in text
    assert "No longer asked for" in text


def test_accepting_something_else_never_makes_a_route_longer():
    for each in droppable(small(), "a-20-1-receptionnaire"):
        instead = requirement_in('{"holds": "cap-mecano"}')
        found = accepting(small(), each.step.id, [each.name], instead)
        assert found.is_accepting
        assert found.dropped == each.conditions
        for start in found.entering:
            if start.before is not None:
                assert start.after is not None
                assert start.after.length <= start.before.length


# --- what can be taken away -----------------------------------------------------------------------


def test_the_map_is_offered_in_every_format_and_the_ways_into_a_role_as_well(on_the_small_map: None):
    app = shown(PAGE, measure="feeders", to=SMALL_EXPERT)
    keys = [each.key for each in app.download_button]
    assert keys == [
        "structure-csv", *(f"into-{each}" for each in FORMATS), *(f"map-{each}" for each in FORMATS)
    ]  # fmt: skip


def test_the_examples_of_the_first_page_name_measures_that_there_are():
    asked = [each for every in EXAMPLES.values() for each in every if each.page == "structure"]
    assert len(asked) >= 4
    assert {str(each.said["measure"]) for each in asked} <= {*MEASURES, "feeders", "supposed"}


# --- drawings -------------------------------------------------------------------------------------


@pytest.mark.parametrize("measure", RANKED)
def test_a_drawing_has_the_nodes_of_the_list_in_its_order(measure: Measure):
    sheet = sheet_of(measure, "en")
    figure = measure_figure(small(), sheet, "en")
    told = [line.node for line in sheet.lines][: len(bars_drawn(sheet))]
    assert list(figure.data[0].customdata) == told
    assert told


def test_the_drawing_of_feeders_has_the_nodes_of_all_groups_in_their_order():
    sheet = sheet_of("feeders", "en")
    told = [line.node for group in sheet.lines for line in group.children]
    assert list(measure_figure(small(), sheet, "en").data[0].customdata) == told[:MOST_BARS]


def test_each_bar_has_its_name_its_sign_and_its_number_in_words():
    sheet = sheet_of("gateways", "en")
    figure = measure_figure(small(), sheet, "en")
    assert figure.layout.yaxis.ticktext[0].startswith("◆ ")
    assert [each.text for each in figure.layout.annotations] == [bar.said for bar in sheet.bars]
    assert list(figure.data[0].x) == [bar.number for bar in sheet.bars]


def test_what_gets_longer_is_hatched_behind_what_is_lost():
    sheet = sheet_of("resilience", "en")
    lost, longer = measure_figure(small(), sheet, "en").data
    assert (lost.marker.pattern.shape, longer.marker.pattern.shape) == ("", "/")
    assert list(longer.x) == [bar.more for bar in sheet.bars]


def test_the_cells_of_mobility_add_up_to_the_moves_and_say_their_number():
    catalogue = load()
    found = analyse(catalogue, ["mobility"])
    sheet = measure_sheet(Writer(catalogue, "en", found.on), found, "mobility")
    assert found.mobility is not None
    assert len(sheet.grids) == 2
    for grid in sheet.grids:
        written = [int(text) for text in grid_figure(grid, "en").data[1].text]
        assert sum(written) == sum(map(sum, grid.counts)) == found.mobility.total
        assert len(grid.names) == len(grid.marks) == len(grid.counts)


def test_no_more_bars_are_drawn_than_can_be_read():
    catalogue = load()
    writer = Writer(catalogue, "fr", catalogue.file.as_of)
    sheet = feeders_sheet(writer, feeders(catalogue, EXPERT))
    assert len(sheet.bars) > MOST_BARS
    assert len(measure_figure(catalogue, sheet, "fr").data[0].y) == MOST_BARS
