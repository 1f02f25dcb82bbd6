"""The three pages as a visitor uses them: by mouse, by keyboard, through a link, on a phone, in the dark."""

from __future__ import annotations

import re

from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.screen import VIEWPORTS, ready, visit

EXPERT = "a-12-2-technicien-expert-apres-vente"
LEAFLET = "cqp-technicien-expert-apres-vente-camion"
HEAD = "a-c-iii-1-chef-apres-vente"
BAC_PRO = "bac-pro-maintenance-vehicules-transport-routier-2014"
CARD, ROUTE = f"/explore?node={LEAFLET}", f"/routes?to={HEAD}&hold={BAC_PRO}&age=19"
FIELD = "/explore?family=K&lang=en"
REACH = f"/routes?hold={BAC_PRO}&age=19"


def test_a_click_on_a_neighbour_opens_its_card(desktop: Page):
    visit(desktop, f"/explore?node={LEAFLET}")
    desktop.locator(f'.around a[href*="{EXPERT}"]').click()
    expect(desktop).to_have_url(re.compile(f"node={EXPERT}"))
    expect(desktop.get_by_role("heading", level=1)).to_contain_text("Technicien expert après-vente")


def test_the_keyboard_alone_opens_a_card(desktop: Page):
    visit(desktop, "/explore")
    search = desktop.get_by_label("Chercher un diplôme ou un métier")
    search.focus()
    desktop.keyboard.type("receptionnaire")
    desktop.keyboard.press("Enter")
    found = desktop.get_by_test_id("stMarkdown")
    link = found.get_by_role("link", name=re.compile("^Conseiller client après-vente"))
    expect(link).to_be_visible()
    expect(link).to_have_attribute("target", "_self")
    for _ in range(8):
        desktop.keyboard.press("Tab")
        if link.evaluate("node => node === document.activeElement || node.contains(document.activeElement)"):
            break
    desktop.keyboard.press("Enter")
    expect(desktop.get_by_role("heading", level=1)).to_contain_text("Conseiller client après-vente")
    expect(desktop).to_have_url(re.compile("node=a-20-1-conseiller-client-apres-vente"))


def test_a_click_far_down_the_map_shows_the_card_from_its_top(desktop: Page):
    visit(desktop, "/explore")
    desktop.locator('.map a[href*="z-c-iv-1-cadre-dirigeant"]').click()
    expect(desktop.get_by_role("heading", level=1)).to_contain_text("Cadre dirigeant")
    desktop.wait_for_function("document.querySelector('[data-testid=\"stMain\"]').scrollTop === 0")


def test_a_name_in_a_list_leads_to_its_card_in_the_same_tab_and_language(desktop: Page):
    visit(desktop, FIELD)
    desktop.locator(".lanes").get_by_role("link").first.click()
    expect(desktop.get_by_role("heading", name="What it is")).to_be_visible()
    expect(desktop).to_have_url(re.compile("node=k-.*family=K.*lang=en"))
    assert len(desktop.context.pages) == 1


def test_a_search_is_in_the_address_and_says_when_an_old_name_found_it(desktop: Page):
    visit(desktop, "/explore?q=metteur+en+main")
    expect(desktop.get_by_text("par l’ancien nom").first).to_be_visible()
    expect(desktop.get_by_label("Chercher un diplôme ou un métier")).to_have_value("metteur en main")


def test_words_on_the_map_take_the_colour_of_text(any_screen: Page):
    visit(any_screen, "/explore")
    colours = any_screen.evaluate(
        "[getComputedStyle(document.querySelector('.map .lane')).color,"
        " getComputedStyle(document.querySelector('h1')).color]"
    )
    assert colours[0] == colours[1]


def test_a_drawing_has_a_name_that_says_what_it_shows(desktop: Page):
    visit(desktop, f"/explore?node={EXPERT}&lang=en")
    described = desktop.get_by_role("group", name=re.compile("^Drawing: what leads to .* then what"))
    expect(described).to_have_count(1)


def test_a_copied_link_reopens_the_same_route_elsewhere(
    desktop: Page, new_context, console_errors: list[str]
):
    visit(desktop, ROUTE)
    headline = desktop.get_by_role("heading", level=3).first
    expect(headline).to_contain_text("1.")
    said = headline.inner_text()
    elsewhere: BrowserContext = new_context(viewport=VIEWPORTS["desktop"])
    page = elsewhere.new_page()
    visit(page, desktop.url)
    expect(page.get_by_role("heading", level=3).first).to_have_text(said)
    assert console_errors == []


def test_choosing_another_ranking_changes_the_routes_and_the_address(desktop: Page):
    visit(desktop, ROUTE)
    desktop.get_by_text("les plus sûrs", exact=True).click()
    expect(desktop.get_by_role("heading", level=2).first).to_contain_text("les plus sûrs")
    expect(desktop).to_have_url(re.compile("by=surest"))


def test_what_is_within_reach_leads_to_its_routes_for_the_same_person(
    desktop: Page, console_errors: list[str]
):
    visit(desktop, REACH)
    expect(desktop.get_by_role("heading", name="À portée")).to_be_visible()
    desktop.get_by_role("link", name="Vendeur automobile").first.click()
    expect(desktop.get_by_role("heading", level=2).first).to_contain_text("Vendeur automobile")
    expect(desktop).to_have_url(re.compile(f"to=.*vendeur.*age=19.*hold={BAC_PRO}"))
    assert console_errors == []


def test_the_language_switch_keeps_the_page(desktop: Page):
    visit(desktop, CARD)
    desktop.get_by_role("link", name="English").click()
    expect(desktop.get_by_role("heading", name="What it is")).to_be_visible()
    expect(desktop.locator("html")).to_have_attribute("lang", "en")
    expect(desktop).to_have_url(re.compile(f"node={LEAFLET}.*lang=en"))


def test_a_drawing_has_its_text_twin_in_reading_order(desktop: Page):
    visit(desktop, f"/explore?node={EXPERT}")
    desktop.get_by_text("La même chose, en liste").click()
    twin = desktop.locator(".twin li")
    expect(twin.first).to_contain_text("Technicien expert après-vente")
    texts = twin.all_inner_texts()
    assert any("L’UN DE" in text for text in texts)
    assert any("avec la décision d’un employeur" in text for text in texts)


def test_a_phone_gets_lists_and_not_squeezed_drawings(phone: Page):
    for address in ("/explore", CARD, ROUTE):
        visit(phone, address)
        for drawing in phone.locator(".js-plotly-plot").all():
            expect(drawing).not_to_be_visible()
    expect(phone.get_by_text("Le parcours, étape par étape").first).to_be_visible()


def test_an_unknown_id_in_the_address_gets_a_message(desktop: Page, console_errors: list[str]):
    visit(desktop, "/explore?node=nowhere-at-all")
    expect(desktop.get_by_text("n’existe pas dans cette carte")).to_be_visible()
    visit(desktop, "/routes?to=nowhere&age=-3&hold=x")
    expect(desktop.get_by_text("n’a pas été compris").first).to_be_visible()
    ready(desktop)
    assert console_errors == []
