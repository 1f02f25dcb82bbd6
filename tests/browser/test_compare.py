"""Comparisons as people walk them: three qualifications, two routes, two candidates; on a phone as well."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.screen import visit

BAC_PRO = "bac-pro-maintenance-vehicules-vehicules-legers-2025"
CARROSSIER = "cap-carrossier-automobile"
PARTS = "cap-vendeur-magasinier-pra"
CONFIRMED = "a-9-1-technicien-confirme-mecanique"
EXPERT = "a-12-2-technicien-expert-apres-vente"
THREE = f"/compare?node={BAC_PRO}&node={CARROSSIER}&node={PARTS}"
QUESTION = f"to={CONFIRMED}&hold=cap-maintenance-vehicules-vehicules-legers-2025&age=17"
ROUTES = f"/compare?{QUESTION}&route=1&route=3"
CANDIDATES = f"/class?to={EXPERT}&a.hold={BAC_PRO}%40apprenticeship&a.age=22&b.exp={CONFIRMED}:24&b.age=30"


def row(page: Page, label: str):
    return page.get_by_role("row").filter(has=page.get_by_role("rowheader", name=label))


def test_a_counsellor_puts_three_qualifications_side_by_side_from_the_first_page(
    desktop: Page, console_errors: list[str]
):
    visit(desktop)
    desktop.get_by_role("link", name="Bac pro maintenance, CAP carrossier et CAP pièces").click()
    expect(desktop.get_by_role("heading", name="Côte à côte")).to_be_visible()
    heads = desktop.get_by_role("columnheader")
    expect(heads).to_have_count(4)
    expect(heads.nth(1)).to_contain_text("Bac pro Maintenance des véhicules option véhicules légers")
    expect(heads.nth(3)).to_contain_text("CAP Vendeur-magasinier en pièces de rechange")
    expected = {
        "Niveau": "niveau 4", "Entrée": "ouvert à tous", "Durée": "24 mois", "Comment": "apprentissage",
        "Métiers": "Tôlier spécialiste", "Place dans la grille": "échelon 3",
        "Études ensuite": "BTS Maintenance",
        "Que deviennent": "73 %", "À savoir": "RNCP37601", "Sources": "documents", "Date": "édition",
    }  # fmt: skip
    for label, said in expected.items():
        expect(row(desktop, label)).to_contain_text(re.compile(said.replace(" ", r"\s")))
    expect(row(desktop, "Entrée").get_by_role("cell").nth(2)).to_have_text(
        re.compile("nos sources n’en disent rien")
    )
    expect(row(desktop, "Date").get_by_role("rowheader")).to_contain_text("= identique")
    assert console_errors == []


def test_the_documents_behind_a_column_unfold_by_keyboard(desktop: Page):
    visit(desktop, THREE)
    documents = row(desktop, "Sources").locator("summary").first
    documents.focus()
    desktop.keyboard.press("Enter")
    expect(row(desktop, "Sources").get_by_role("cell").first).to_contain_text("France compétences")


def test_only_the_differences_are_left_and_the_link_shows_the_same(desktop: Page):
    visit(desktop, THREE)
    desktop.get_by_text("Seulement les différences").click()
    expect(row(desktop, "Date")).to_have_count(0)
    expect(row(desktop, "Niveau")).to_have_count(1)
    expect(desktop).to_have_url(re.compile("diff=1"))
    visit(desktop, desktop.url)
    expect(row(desktop, "Niveau")).to_have_count(1)
    expect(row(desktop, "Date")).to_have_count(0)


def test_a_card_is_compared_with_another_in_a_few_clicks(desktop: Page):
    visit(desktop, f"/explore?node={CARROSSIER}")
    desktop.get_by_role("link", name="Comparer avec d’autres").click()
    expect(desktop.get_by_text("Il en faut encore au moins un")).to_be_visible()
    desktop.get_by_label("Deux à quatre qualifications ou métiers").click()
    desktop.keyboard.type("CAP peintre automobile")
    desktop.keyboard.press("Enter")
    desktop.keyboard.press("Escape")
    expect(desktop.get_by_role("columnheader")).to_have_count(3)
    expect(desktop).to_have_url(re.compile(f"node={CARROSSIER}&node=cap-peintre-automobile"))
    desktop.get_by_role("columnheader").nth(2).get_by_role("link").click()
    expect(desktop.get_by_role("heading", level=1)).to_have_text("CAP peintre automobile")


def test_two_routes_to_the_experienced_technician_show_where_they_part(
    desktop: Page, console_errors: list[str]
):
    visit(desktop, f"/routes?{QUESTION}")
    desktop.get_by_role("link", name="Comparer ces parcours").click()
    expect(desktop.get_by_role("columnheader")).to_have_count(3)
    desktop.get_by_text(re.compile(r"^3\.")).click()
    expect(desktop.get_by_role("columnheader")).to_have_count(4)
    desktop.get_by_text(re.compile(r"^2\.")).click()
    expect(desktop.get_by_role("columnheader")).to_have_count(3)
    expect(desktop).to_have_url(re.compile("route=1&route=3"))
    expect(desktop.get_by_text("Ils se séparent dès la première étape : parcours 1")).to_be_visible()
    expect(
        desktop.get_by_text(re.compile(r"Le parcours 3 dure 12\smois de plus que le parcours 1"))
    ).to_be_visible()
    expect(row(desktop, "Durée").get_by_role("rowheader")).to_contain_text("≠ différent")
    expect(row(desktop, "Étape 2").get_by_role("rowheader")).to_contain_text("= identique")
    expect(row(desktop, "Étape 1").get_by_role("cell").first).to_contain_text("Préparer en apprentissage")
    assert console_errors == []


def test_two_candidates_are_told_apart_without_a_score(desktop: Page, console_errors: list[str]):
    visit(desktop, CANDIDATES)
    times = row(desktop, "Délai jusqu’au but").get_by_role("cell")
    expect(times.nth(0)).to_contain_text(re.compile(r"18\smois"))
    expect(times.nth(1)).to_contain_text("tout de suite")
    expect(row(desktop, "Ce qu’il reste à faire")).to_contain_text("Évoluer vers")
    expect(row(desktop, "Décisions d’un employeur").get_by_role("cell").nth(1)).to_contain_text("1")
    expect(desktop.get_by_text("il n’y a ni note ni classement").last).to_be_visible()
    expect(row(desktop, "l’un de").first).to_contain_text("✗ manque")
    desktop.locator(".st-key-candidate-b").get_by_role("spinbutton", name="Âge").fill("41")
    desktop.keyboard.press("Enter")
    expect(desktop.get_by_role("columnheader").nth(2)).to_contain_text(re.compile(r"41\sans"))
    expect(desktop).to_have_url(re.compile("b.age=41"))
    expect(desktop).to_have_url(re.compile("a.age=22"))
    assert console_errors == []


def test_a_recruiter_opens_two_candidates_from_the_first_page_and_chooses_the_way(desktop: Page):
    visit(desktop)
    desktop.get_by_role("link", name="Deux candidats pour technicien expert").click()
    expect(desktop.get_by_role("columnheader").nth(2)).to_contain_text("Profil B")
    expect(row(desktop, "Voie « embauche »")).to_have_count(1)
    desktop.get_by_label("La voie comparée condition par condition").click()
    desktop.keyboard.type("promotion")
    expect(desktop.get_by_role("option").first).to_have_text(re.compile("^promotion"))
    desktop.keyboard.press("Enter")
    expect(row(desktop, "Voie « promotion »")).to_have_count(1)
    expect(row(desktop, "que l’employeur le décide")).to_contain_text("à confirmer")
    expect(desktop).to_have_url(re.compile("as=recruiter"))


def test_on_a_phone_each_row_is_a_list_that_names_its_columns_and_is_still_a_table(phone: Page):
    visit(phone, THREE)
    level = row(phone, "Niveau")
    expect(level.get_by_role("cell").nth(1)).to_contain_text("niveau 3")
    boxes = [level.get_by_role("cell").nth(n).bounding_box() for n in range(3)]
    tops = [box["y"] for box in boxes if box is not None]
    assert tops == sorted(set(tops))
    assert len(tops) == 3
    assert level.locator(".of").nth(1).inner_text() == "CAP carrossier automobile"
