"""The map and the cards as a visitor uses them, and the questions of real users that they answer."""

from __future__ import annotations

import re
from statistics import median

from playwright.sync_api import Page, expect

from pathways.catalogue import load
from tests.browser.screen import ready, visit

EXPERT = "a-12-2-technicien-expert-apres-vente"
INSPECTOR = "g-9-1-controleur-technique-vehicules"
BEP = "bep-maintenance-vehicules-vp"
CQP = "cqp-technicien-expert-apres-vente-camion"
DISPUTED = next(node.id for node in load().nodes.values() if node.conflicts)
MOST_BYTES = 30_000


def mark(page: Page, node: str):
    """The mark of a node on the map."""
    return page.locator(f'.map a[href*="node={node}"]')


def heading(page: Page):
    return page.get_by_role("heading", level=1)


# --- the map --------------------------------------------------------------------------------------


def test_a_click_on_a_mark_opens_its_card_and_the_map_is_not_sent_again(
    desktop: Page, console_errors: list[str]
):
    frames: list[str | bytes] = []

    def hear(frame: str | bytes) -> None:
        frames.append(frame)

    desktop.on("websocket", lambda line: line.on("framereceived", hear))
    visit(desktop, "/explore")
    sent = []
    for node in sorted(load().nodes)[::60]:
        frames.clear()
        mark(desktop, node).click()
        expect(heading(desktop)).to_have_text(load().label(node, "fr"))
        ready(desktop)
        received = [frame if isinstance(frame, bytes) else frame.encode() for frame in frames]
        assert any(b"pathways-card" in frame for frame in received)
        assert not any(b'class="map"' in frame for frame in received)
        sent.append(sum(map(len, received)))
    assert median(sent) < MOST_BYTES
    assert console_errors == []


def test_what_is_chosen_shows_its_lines_on_the_map_and_all_else_fades(desktop: Page):
    visit(desktop, f"/explore?node={EXPERT}")
    expect(desktop.locator(".focus .chosen")).to_have_count(1)
    over, under = desktop.locator(".focus .chosen").bounding_box(), mark(desktop, EXPERT).bounding_box()
    assert over is not None
    assert under is not None
    assert abs(over["x"] - under["x"]) < 2
    assert abs(over["y"] - under["y"]) < 2
    faded = mark(desktop, INSPECTOR).evaluate("mark => getComputedStyle(mark).opacity")
    assert float(faded) < 0.5
    expect(desktop.get_by_text(re.compile("Sur la carte, à partir de .*y mènent.*suivent"))).to_be_visible()


def test_a_mark_says_its_name_when_one_points_at_it(desktop: Page):
    visit(desktop, "/explore")
    mark(desktop, EXPERT).hover()
    shown = mark(desktop, EXPERT).evaluate("mark => getComputedStyle(mark, '::after').content")
    assert "Technicien expert après-vente" in shown


def test_a_count_of_the_table_leads_to_its_list(desktop: Page):
    visit(desktop, "/explore?lang=en")
    row = desktop.get_by_role("row", name=re.compile("^Vehicle inspection"))
    row.get_by_role("link", name="5", exact=True).click()
    expect(desktop).to_have_url(re.compile("family=G.*rung=9"))
    expect(desktop.get_by_text("5 cards shown of 437")).to_be_visible()
    expect(desktop.locator(".lanes li a")).to_have_count(5)


def test_a_filter_by_what_is_law_changes_the_map_and_can_be_cleared(desktop: Page):
    """A counsellor's question (C8): is that a legal requirement or a habit?"""
    visit(desktop, "/explore")
    desktop.locator(".facets summary", has_text="Une condition").click()
    desktop.get_by_role("link", name=re.compile("^exigé par la loi")).click()
    expect(desktop).to_have_url(re.compile("nature=law"))
    expect(desktop.locator(".facets .on")).to_contain_text("exigé par la loi")
    by_law = desktop.locator(".map a.role, .map a.qualification").count()
    assert 0 < by_law < len(load().nodes)
    desktop.get_by_role("link", name="tout montrer").click()
    expect(desktop.get_by_text("437 fiches montrées sur 437")).to_be_visible()


def test_the_keyboard_alone_filters_the_map_and_opens_any_card_of_it(desktop: Page):
    visit(desktop, "/explore")
    desktop.locator(".facets summary").first.focus()
    desktop.keyboard.press("Enter")
    link = desktop.get_by_role("link", name=re.compile("^Contrôle technique \\("))
    for _ in range(25):
        desktop.keyboard.press("Tab")
        if link.evaluate("link => link === document.activeElement"):
            break
    desktop.keyboard.press("Enter")
    expect(desktop).to_have_url(re.compile("family=G"))
    listed = desktop.locator(".lanes li a")
    expect(listed).to_have_count(sum(node.family == "G" for node in load().nodes.values()))
    listed.first.focus()
    desktop.keyboard.press("Enter")
    expect(desktop).to_have_url(re.compile("node=g-"))


def test_no_mark_of_the_map_stops_the_tab_key(desktop: Page):
    """437 stops would be a wall: the list has them all, family by family."""
    visit(desktop, "/explore")
    assert desktop.locator('.map a:not([tabindex="-1"])').count() == 0
    assert desktop.locator(".lanes li a").count() == len(load().nodes)


# --- a card ---------------------------------------------------------------------------------------


def test_cards_around_a_node_are_links_that_a_keyboard_reaches(desktop: Page):
    visit(desktop, f"/explore?node={EXPERT}")
    neighbour = desktop.locator(".around a.card", has_text="Agent de maîtrise atelier")
    expect(neighbour).to_contain_text("↑")
    neighbour.focus()
    desktop.keyboard.press("Enter")
    expect(heading(desktop)).to_contain_text("Agent de maîtrise atelier")


def test_the_legend_stands_with_the_drawing_and_shows_each_stroke(desktop: Page):
    visit(desktop, f"/explore?node={EXPERT}")
    samples = desktop.locator(".pathways-card .legend")
    expect(samples).to_be_visible()
    strokes = samples.locator("i.line").evaluate_all(
        "lines => lines.map(line => getComputedStyle(line).borderTopStyle)"
    )
    assert strokes == ["solid", "dashed", "dotted"]


def test_s17_a_diploma_no_longer_offered_says_so_before_anything_else(desktop: Page):
    visit(desktop, f"/explore?node={BEP}")
    warning = desktop.locator(".warning")
    expect(warning).to_contain_text("31 août 2011")
    expect(warning).to_be_in_viewport()


def test_c20_sources_that_disagree_show_both_values_and_which_is_used(desktop: Page):
    visit(desktop, f"/explore?node={DISPUTED}&lang=en")
    conflict = load().nodes[DISPUTED].conflicts[0]
    block = desktop.locator(".conflicts")
    for value in conflict.values:
        expect(block).to_contain_text(value.value.en)
    expect(block).to_contain_text(conflict.why.en)


def test_r5_the_card_of_a_certificate_tells_its_rung_and_leads_to_the_register(desktop: Page):
    visit(desktop, f"/explore?node={CQP}")
    expect(desktop.locator(".about")).to_contain_text("échelon")
    link = desktop.get_by_role("link", name="RNCP37071").first
    expect(link).to_have_attribute("href", "https://www.francecompetences.fr/recherche/rncp/37071/")


def test_r18_a_repairer_cannot_inspect_and_the_source_is_named(desktop: Page):
    visit(desktop, f"/explore?node={INSPECTOR}")
    ways = desktop.locator("section.ways_in")
    expect(ways).to_contain_text("la loi exige de ne pas réparer ou vendre des véhicules")
    expect(ways.locator(".sources")).to_contain_text("Source")


def test_r20_the_same_card_in_english_keeps_its_codes(desktop: Page):
    visit(desktop, f"/explore?node={CQP}&lang=en")
    expect(desktop.get_by_role("heading", name="Ways in")).to_be_visible()
    expect(desktop.locator("section.registration")).to_contain_text("RNCP37071")
    expect(desktop.locator(".about")).to_contain_text("EQF")


# --- every screen ---------------------------------------------------------------------------------


def test_a_phone_gets_lists_and_a_table_that_stacks(phone: Page):
    visit(phone, "/explore")
    expect(phone.locator(".map")).not_to_be_visible()
    expect(phone.locator(".lanes summary").first).to_be_visible()
    expect(phone.locator(".counts thead")).not_to_be_visible()
    count = phone.locator(".counts td", has_text="22").first
    assert "échelon 3" in count.evaluate("cell => getComputedStyle(cell, '::before').content")
    visit(phone, f"/explore?node={EXPERT}")
    expect(phone.locator(".around")).not_to_be_visible()
    expect(phone.locator(".twin summary")).to_be_visible()
