"""The first page, the frame, presentation and the pages about the data, as a visitor uses them."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from pathways.sheets.slides import MOST_ROWS
from tests.browser.screen import VIEWPORTS, visit

CAP, BAC_PRO = (
    "cap-maintenance-vehicules-vehicules-legers-2025",
    "bac-pro-maintenance-vehicules-vehicules-legers-2025",
)
FITTER, EXPERT = "a-6-1-mecanicien-specialiste", "a-12-2-technicien-expert-apres-vente"
INSTRUCTOR = "k-9-1"
SLIDES = f"/present?node={CAP}&node={FITTER}"
ROUTE_SLIDES = f"/present?to={EXPERT}&hold={CAP}&age=17"
PROJECTOR = ViewportSize(width=1280, height=720)
MAIN = "document.querySelector('[data-testid=\"stMain\"]')"
TALLER_THAN_THE_SCREEN = f"{MAIN}.scrollHeight - {MAIN}.clientHeight"


def heading(page: Page):
    """The title of a page."""
    return page.get_by_role("heading", level=1)


# --- every page -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "title"),
    [
        ("/glossary?lang=en", "Glossary · Career pathway explorer"),
        ("/accessibility", "Accessibilité · Explorateur de parcours"),
        (f"/explore?node={FITTER}", re.compile("^Mécanicien spécialiste.*Fiches et carte")),
        (f"/routes?to={EXPERT}&lang=en", re.compile("^After-sales expert technician.*Routes")),
    ],
)
def test_the_window_is_called_after_what_it_shows_in_its_language(desktop: Page, address: str, title):
    expect(visit(desktop, address)).to_have_title(title)


# --- first visit ----------------------------------------------------------------------------------


def test_three_clicks_lead_from_the_first_page_to_a_useful_answer(desktop: Page):
    """S4: I hold a CAP; what opens next, and how do I get there? It takes two."""
    visit(desktop)
    desktop.get_by_role("link", name="J’ai un CAP Maintenance des véhicules").click()
    expect(heading(desktop)).to_have_text("Mes parcours possibles")
    desktop.get_by_role("link", name="Mécanicien de maintenance").first.click()
    expect(desktop).to_have_url(re.compile("/routes.*to=a-3-1-mecanicien-maintenance"))
    answer = desktop.get_by_role("heading", level=2).filter(has_text="Mécanicien de maintenance")
    expect(answer.first).to_be_visible()


def test_a_search_of_the_first_page_leads_to_a_card_in_two_steps(desktop: Page):
    visit(desktop, "/?lang=en&as=recruiter").get_by_role("searchbox").fill("receptionnaire")
    desktop.keyboard.press("Enter")
    expect(desktop).to_have_url(re.compile(r"/explore\?.*q=receptionnaire"))
    expect(desktop).to_have_url(re.compile("lang=en.*as=recruiter|as=recruiter.*lang=en"))
    desktop.get_by_role("link", name=re.compile("^After-sales customer adviser")).first.click()
    expect(heading(desktop)).to_contain_text("After-sales customer adviser")


def test_a_phone_has_a_menu_that_opens_and_closes_by_keyboard(phone: Page):
    visit(phone)
    menu, link = phone.get_by_text("Menu", exact=True), phone.get_by_role("link", name="Fiches et carte")
    expect(link).to_be_hidden()
    menu.focus()
    phone.keyboard.press("Enter")
    expect(link.first).to_be_visible()
    phone.keyboard.press("Tab")
    phone.keyboard.press("Escape")
    expect(link).to_be_hidden()
    expect(menu).to_be_focused()


def test_who_reads_changes_on_any_page_and_the_rest_of_the_address_stays(desktop: Page):
    visit(desktop, f"/routes?to={EXPERT}&age=19")
    desktop.get_by_role("navigation", name="Qui lit").get_by_role("link", name="élève").click()
    expect(heading(desktop)).to_have_text("Mes parcours possibles")
    expect(desktop).to_have_url(re.compile(f"to={EXPERT}.*age=19.*as=student"))
    desktop.get_by_role("navigation", name="Qui lit").get_by_role("link", name="tout public").click()
    expect(heading(desktop)).to_have_text("Les parcours possibles")
    expect(desktop).not_to_have_url(re.compile("as="))


# --- keyboard and screen reader -------------------------------------------------------------------


def test_the_first_tab_leads_past_the_menu_in_the_language_of_the_page(desktop: Page):
    visit(desktop)
    desktop.keyboard.press("Tab")
    expect(desktop.get_by_role("link", name="Aller au contenu")).to_be_focused()
    desktop.keyboard.press("Enter")
    expect(heading(desktop)).to_be_focused()


def test_a_link_that_was_followed_gives_the_focus_to_the_heading_of_what_it_opened(desktop: Page):
    visit(desktop)
    desktop.get_by_role("link", name="Lexique").click()
    expect(heading(desktop)).to_have_text("Lexique : les mots du métier")
    expect(heading(desktop)).to_be_focused()
    desktop.get_by_role("link", name="English").click()
    expect(heading(desktop)).to_have_text("Glossary: the words of the trade")
    expect(heading(desktop)).to_be_focused()
    expect(desktop.locator("html")).to_have_attribute("lang", "en")


def test_a_word_is_explained_on_focus_and_on_hover_until_escape(desktop: Page):
    visit(desktop)
    word = desktop.locator(".pathways-words-of-three .term").first
    meaning = word.get_by_role("tooltip", include_hidden=True)
    expect(meaning).to_be_hidden()
    word.get_by_role("link").focus()
    expect(meaning).to_be_visible()
    desktop.keyboard.press("Escape")
    expect(meaning).to_be_hidden()
    desktop.get_by_role("searchbox").focus()
    word.hover()
    expect(meaning).to_be_visible()
    meaning.hover()
    expect(meaning).to_be_visible()
    desktop.mouse.move(0, 0)
    expect(meaning).to_be_hidden()
    word.get_by_role("link").click()
    expect(desktop).to_have_url(re.compile(r"/glossary\?word="))


@pytest.mark.parametrize("number", range(4))
def test_an_explanation_near_an_edge_is_on_the_screen_whole(any_screen: Page, number: int):
    visit(any_screen)
    word = any_screen.locator(".pathways-words-of-three .term").nth(number)
    word.get_by_role("link").focus()
    shown = word.get_by_role("tooltip")
    expect(shown).to_be_in_viewport(ratio=0.5)
    any_screen.wait_for_function(
        "it => { const box = it.getBoundingClientRect(); return box.left >= 0 && box.right <= innerWidth; }",
        arg=shown.element_handle(),
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_whatever_has_the_focus_is_seen_to_have_it(desktop: Page, scheme: str):
    visit(desktop)
    desktop.keyboard.press("Tab")
    seen = 0
    for _ in range(40):
        desktop.keyboard.press("Tab")
        name, width = desktop.evaluate(
            "(it => [it.tagName, parseFloat(getComputedStyle(it).outlineWidth)])(document.activeElement)"
        )
        if name in ("A", "BUTTON", "INPUT", "SUMMARY"):
            seen += 1
            assert width >= 2, desktop.evaluate("document.activeElement.outerHTML")
    assert seen > 25


def test_a_page_on_paper_is_whole_and_without_its_menus(desktop: Page):
    visit(desktop, "/changes?changed=carrossier")
    desktop.emulate_media(media="print")
    expect(desktop.get_by_role("navigation", name="Pages")).to_be_hidden()
    expect(heading(desktop)).to_be_visible()
    assert desktop.evaluate(f"getComputedStyle({MAIN}).overflow") == "visible"
    desktop.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert desktop.evaluate("document.querySelectorAll('details:not([open], .pathways-menu)').length") == 0


# --- presentation ---------------------------------------------------------------------------------


def place(page: Page, said: str) -> None:
    """Wait until a slide is there, and until its place has been announced."""
    expect(page.locator(".pathways-turn .place")).to_have_text(said)
    expect(page.locator("#pathways-place")).to_have_text(said)


def test_a_presentation_is_driven_by_the_keyboard_alone(desktop: Page, console_errors: list[str]):
    visit(desktop, SLIDES)
    count = int(desktop.locator(".pathways-turn .place").inner_text().split(" sur ")[1])
    expect(heading(desktop)).to_contain_text("CAP Maintenance des véhicules")
    for key, at in [
        ("ArrowRight", 2),
        ("PageDown", 3),
        ("ArrowLeft", 2),
        ("PageUp", 1),
        ("End", count),
        ("Home", 1),
    ]:
        desktop.keyboard.press(key)
        place(desktop, f"{at} sur {count}")
        expect(heading(desktop)).to_be_focused()
        expect(desktop).to_have_url(re.compile(f"slide={at}"))
    desktop.keyboard.press("Escape")
    expect(desktop).to_have_url(re.compile(rf"/explore\?node={CAP}$"))
    expect(heading(desktop)).to_contain_text("CAP Maintenance des véhicules")
    assert console_errors == []


def test_a_presentation_is_driven_by_its_links_and_a_slide_can_be_sent(desktop: Page):
    visit(desktop, f"{ROUTE_SLIDES}&lang=en")
    desktop.get_by_role("link", name="Next").click()
    expect(desktop.locator(".pathways-turn .place")).to_have_text(re.compile("^2 of"))
    said = heading(desktop).inner_text()
    assert said.startswith("1. ")
    expect(heading(visit(desktop, desktop.url))).to_have_text(said)
    desktop.get_by_role("link", name="Leave").click()
    expect(desktop).to_have_url(re.compile(rf"/routes\?.*to={EXPERT}"))
    expect(desktop).not_to_have_url(re.compile("slide="))


@pytest.mark.parametrize("address", [SLIDES, ROUTE_SLIDES, f"/present?node={INSTRUCTOR}&lang=en"])
def test_every_slide_can_be_read_from_the_back_and_stands_on_the_screen_whole(desktop: Page, address: str):
    desktop.set_viewport_size(PROJECTOR)
    visit(desktop, address)
    last = int(re.split(" sur | of ", desktop.locator(".pathways-turn .place").inner_text())[1])
    for number in range(1, last + 1):
        visit(desktop, f"{address}&slide={number}")
        assert desktop.evaluate(TALLER_THAN_THE_SCREEN) <= 0
        smallest = desktop.evaluate(
            "Math.min(...[...document.querySelectorAll('.pathways-slide *')]"
            ".map(each => parseFloat(getComputedStyle(each).fontSize)))"
        )
        assert smallest >= 28
        assert desktop.locator(".pathways-slide section li").count() <= MOST_ROWS
        expect(desktop.locator(".pathways-slide .sources")).to_contain_text("2026")


def test_a_card_that_is_not_on_the_map_is_told_on_its_slide(desktop: Page):
    visit(desktop, f"/present?node=nowhere&node={FITTER}")
    expect(heading(desktop)).to_have_text("Rien à montrer ici")
    expect(desktop.get_by_text("« nowhere »")).to_be_visible()
    desktop.keyboard.press("ArrowRight")
    expect(heading(desktop)).to_contain_text("Mécanicien spécialiste")


# --- questions of the acceptance list that live here ----------------------------------------------


def test_s20_a_link_reopens_the_same_slide_and_holds_no_name(desktop: Page, new_context):
    visit(desktop, f"{SLIDES}&slide=2")
    said = desktop.locator(".pathways-slide").inner_text()
    elsewhere = new_context(viewport=VIEWPORTS["desktop"]).new_page()
    visit(elsewhere, desktop.url)
    expect(elsewhere.locator(".pathways-slide")).to_have_text(said, use_inner_text=True)


def test_c14_what_changed_since_last_term_is_told_by_card_with_old_new_and_source(desktop: Page):
    visit(desktop)
    desktop.get_by_role("link", name="Ce qui a changé").click()
    expect(heading(desktop)).to_have_text("Ce qui a changé dans les données")
    desktop.get_by_label("Chercher une fiche ou un mot").fill("carrossier")
    desktop.keyboard.press("Enter")
    section = desktop.locator("main details").filter(has_text="carrossier réparateur").first
    expect(section).to_contain_text("TP carrossier réparateur")
    expect(section).to_contain_text(re.compile(r"Source\s: .*\(.*20\d\d\)"))
    section.get_by_role("link", name="Voir la fiche").click()
    expect(heading(desktop)).to_contain_text("carrossier réparateur")


def test_r20_the_same_in_english_keeps_french_words_french_and_says_so(desktop: Page):
    visit(desktop, "/glossary?word=CQP")
    desktop.get_by_role("link", name="English").click()
    expect(heading(desktop)).to_have_text("Glossary: the words of the trade")
    term = desktop.locator("dt a", has_text="CQP").first
    expect(term).to_have_attribute("lang", "fr")
    expect(desktop).to_have_url(re.compile("word=CQP.*lang=en"))
