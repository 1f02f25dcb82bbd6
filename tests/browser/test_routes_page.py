"""The pages of routes and of a group as people use them: what each question of theirs is answered with."""

from __future__ import annotations

import re

from playwright.sync_api import BrowserContext, FilePayload, Locator, Page, expect

from tests.browser.screen import VIEWPORTS, ready, visit

CAP = "cap-maintenance-vehicules-transport-routier-2014"
BAC_PRO = "bac-pro-maintenance-vehicules-transport-routier-2014"
BAC_PRO_NOW = "bac-pro-maintenance-vehicules-transport-routier-2025"
FOREMAN, TEACHER, CONFIRMED = "a-23-1-gestionnaire-atelier", "k-9-1", "a-9-1-technicien-confirme-mecanique"
EXPERT, TYRES = "a-12-2-technicien-expert-apres-vente", "a-3-4-operateur-maintenance-pneumatiques-vi"
TO_FOREMAN = f"/routes?to={FOREMAN}&age=15&as=student"
TO_TEACHER = f"/routes?to={TEACHER}&age=17&licence=B&as=student"
AFTER_CAP = f"/routes?hold={CAP}&age=18&as=student"
TRADE_OFFS = f"/routes?to={CONFIRMED}&hold={CAP}&age=17&by=pareto&route=3"
CHOICE = f"{AFTER_CAP}&choose={BAC_PRO_NOW}-by-apprenticeship-24"
TWO = f"/class?to={EXPERT}&a.hold={BAC_PRO}&a.age=19&b.hold={CAP}&b.age=24&as=recruiter"
LIST = f"label;age;holds\nA;19;{BAC_PRO}\nB;24;{CAP}\n"


def unfolded(page: Page, name: str | re.Pattern[str]) -> Locator:
    """What stands under a heading that unfolds, unfolded."""
    heading = page.locator("summary p").filter(has_text=name)
    box = page.get_by_test_id("stExpander").filter(has=heading).first
    if box.locator("details").first.get_attribute("open") is None:
        box.locator("summary").first.click()
    return box


def csv(text: str) -> FilePayload:
    """A list as somebody keeps it."""
    return {"name": "classe.csv", "mimeType": "text/csv", "buffer": text.encode()}


# --- students -------------------------------------------------------------------------------------


def test_a_goal_is_found_without_accents_and_by_everyday_words(desktop: Page):
    visit(desktop, "/routes?age=17&as=student")
    search = desktop.get_by_label("Ou écris-le avec tes mots, même sans accents")
    search.fill("mecano")
    desktop.keyboard.press("Enter")
    found = desktop.get_by_test_id("stMarkdown").get_by_role(
        "link", name=re.compile("^Mécanicien de mainten")
    )
    expect(found).to_be_visible()
    search.fill("garagiste")
    desktop.keyboard.press("Enter")
    expect(desktop.get_by_text("par l’appellation « Garagiste » du ROME").first).to_be_visible()
    found.first.click()
    expect(desktop).to_have_url(re.compile("to=a-3-1-mecanicien-maintenance&age=17"))
    expect(desktop.get_by_role("heading", level=2).first).to_contain_text("Mécanicien de maintenance")


def test_s1_after_3e_the_first_qualifications_stand_with_their_time(desktop: Page, console_errors: list[str]):
    visit(desktop, "/routes?as=student")
    desktop.get_by_role("button", name="J’ai 15 ans et je termine la 3e").click()
    expect(desktop.get_by_role("heading", name="À portée")).to_be_visible()
    expect(desktop.get_by_text("Rien n’est ouvert tout de suite sur cette carte")).to_be_visible()
    two_years = unfolded(desktop, re.compile("^24.mois"))
    expect(
        two_years.get_by_role("link", name="CAP Maintenance des véhicules option véhicules légers")
    ).to_be_visible()
    expect(desktop).to_have_url(re.compile("age=15"))
    two_years.get_by_role("link", name="CAP Maintenance des véhicules option véhicules légers").click()
    expect(desktop.get_by_text("la loi l’exige").first).to_be_visible()
    assert console_errors == []


def test_s4_and_s8_with_a_cap_roles_open_now_come_first_with_their_rung_then_what_is_further(desktop: Page):
    visit(desktop, "/routes?as=student")
    desktop.get_by_role("button", name="CAP Maintenance des véhicules option B").click()
    expect(desktop).to_have_url(re.compile(f"hold={CAP}"))
    now = unfolded(desktop, "tout de suite")
    expect(now).to_contain_text("Mécanicien de maintenance (automobile, véhicules utilitaires et industriels")
    expect(now).to_contain_text("(échelon 3)")
    desktop.get_by_role("spinbutton", name="Mon âge").fill("18")
    desktop.keyboard.press("Enter")
    expect(desktop).to_have_url(re.compile("age=18"))
    later = unfolded(desktop, re.compile("^24.mois"))
    expect(later).to_contain_text("Bac pro Maintenance des véhicules")
    assert "Rien n’est ouvert" not in desktop.locator("body").inner_text()


def test_s5_teaching_at_eighteen_is_answered_with_the_earliest_day_and_what_to_do_meanwhile(desktop: Page):
    visit(desktop, TO_TEACHER)
    route = desktop.locator(".st-key-text-route")
    expect(route).to_contain_text("À 20 ans, donc entre le 24 novembre 2028 et le 24 novembre 2029")
    expect(route).to_contain_text("[à confirmer] avoir terminé la période probatoire du permis B")
    expect(route).to_contain_text("[à confirmer] avoir une aptitude médicale")
    desktop.get_by_role("link", name="En attendant (3 ans)").click()
    expect(desktop.get_by_role("heading", name="À portée")).to_be_visible()
    expect(desktop).to_have_url(re.compile("within=36"))


def test_s6_what_is_held_to_obtain_and_to_confirm_is_told_in_words(desktop: Page):
    visit(desktop, f"/routes?to={CONFIRMED}&hold={CAP}&age=17")
    checks = desktop.locator(".st-key-checks-route")
    expect(checks).to_contain_text("[déjà là] avoir entre 15 et 29 ans")
    expect(checks).to_contain_text("[obtenu en chemin] avoir « Bac pro Maintenance des véhicules")
    way = unfolded(desktop, re.compile("^embauche"))
    expect(way).to_contain_text("l’un de :")
    expect(way).to_contain_text("[manque]")


def test_s9_and_c3_a_choice_names_what_it_closes_and_what_nobody_models(
    desktop: Page, console_errors: list[str]
):
    visit(desktop, AFTER_CAP)
    box = desktop.get_by_role("combobox", name=re.compile("L’étape choisie"))
    box.click()
    box.fill("Bac pro Maintenance des véhicules option véhicules de transport routier (apprentissage, 24")
    desktop.keyboard.press("Enter")
    expect(desktop).to_have_url(re.compile(f"choose={BAC_PRO_NOW}-by-apprenticeship-24"), timeout=30_000)
    expect(desktop.get_by_text("ne sont plus à portée")).to_be_visible(timeout=30_000)
    closed = unfolded(desktop, "ne sont plus à portée")
    expect(closed).to_contain_text("Bac pro Maintenance des véhicules option B")
    expect(desktop.get_by_text("ni l’abandon en cours de formation")).to_be_visible()
    assert console_errors == []


def test_s12_the_years_until_foreman_are_a_range_and_say_what_they_rest_on(desktop: Page):
    visit(desktop, TO_FOREMAN)
    expect(desktop.get_by_text("On dit aussi : chef d’atelier")).to_be_visible()
    expect(desktop.get_by_role("heading", level=3).first).to_contain_text("6 ans et 2 mois à 7 ans")
    expect(desktop.locator(".st-key-text-route")).to_contain_text("(durée supposée par nous)")
    expect(desktop.locator(".st-key-route-1")).to_contain_text("personne ne peut la promettre")


def test_s12_another_assumed_length_ranks_the_routes_anew_by_keyboard_alone(desktop: Page):
    visit(desktop, TO_FOREMAN)
    slider = desktop.get_by_role("slider", name=re.compile("Pratique demandée"))
    slider.focus()
    for _ in range(12):
        desktop.keyboard.press("ArrowLeft")
    expect(desktop).to_have_url(re.compile("practice=12"))
    expect(desktop.get_by_role("heading", level=3).first).to_contain_text("1. 5 ans, payés", timeout=15_000)


def test_s13_pay_has_its_population_its_day_and_its_source_on_the_way_and_at_the_goal(desktop: Page):
    visit(desktop, TO_FOREMAN)
    expect(desktop.get_by_text("brut par mois pour 35 h : le minimum de la branche")).to_be_visible()
    expect(desktop.get_by_text("tables en vigueur le 24 novembre 2026")).to_be_visible()
    money = unfolded(desktop, "Le temps et l’argent, en texte")
    expect(money).to_contain_text("504,10 € brut par mois, au moins, pendant 12 mois")
    expect(money).to_contain_text("Sources")


def test_s16_three_years_in_a_tyre_centre_count_and_say_where_they_do_not(desktop: Page):
    visit(desktop, f"/routes?age=35&exp={TYRES}:36&as=student")
    expect(desktop.get_by_role("heading", name="Mon travail, est-ce que ça compte ?")).to_be_visible()
    vae = unfolded(desktop, re.compile("^Assez long pour .*VAE"))
    expect(vae).to_contain_text("CQP Opérateur maintenance pneumatiques véhicules industriels")
    expect(vae).to_contain_text("12 mois demandés")
    expect(desktop.get_by_text("Une preuve de l’activité est demandée").first).to_be_visible()
    expect(unfolded(desktop, "Ne compte pas")).to_contain_text("demandés")


def test_s19_the_text_of_the_time_line_has_the_stages_of_the_drawing_in_its_order(desktop: Page):
    visit(desktop, TO_FOREMAN)
    drawing = desktop.get_by_role("figure", name=re.compile("1. Préparer en apprentissage.*5. Évoluer vers"))
    expect(drawing.first).to_be_attached()
    text = unfolded(desktop, "Le temps et l’argent, en texte").locator("li").all_inner_texts()
    numbers = [match[0] for each in text if (match := re.match(r"\d+\.", each))]
    assert numbers == ["1.", "2.", "3.", "4.", "5."]


def test_s20_a_link_reopens_the_same_route_and_names_nobody(desktop: Page, new_context):
    visit(desktop, TRADE_OFFS)
    said = desktop.get_by_role("heading", level=3).first.inner_text()
    assert said.startswith("3.")
    elsewhere: BrowserContext = new_context(viewport=VIEWPORTS["desktop"])
    page = visit(elsewhere.new_page(), desktop.url)
    expect(page.get_by_role("heading", level=3).first).to_have_text(said)
    expect(page.get_by_role("radio", name=re.compile("^3"))).to_be_checked()


# --- counsellors ----------------------------------------------------------------------------------


def test_c7_a_shut_way_tells_the_unmet_condition_its_source_and_its_date(desktop: Page):
    visit(desktop, TO_TEACHER)
    way = unfolded(desktop, re.compile("^embauche"))
    expect(way).to_contain_text("Ce qui ferme cette voie aujourd’hui")
    expect(way).to_contain_text("avoir au moins 20 ans — la loi l’exige")
    expect(way).to_contain_text(re.compile(r"Sources?\s: .*20\d\d"))
    expect(way).to_contain_text("Il suffirait, au choix, de")


def test_c10_within_a_year_an_adult_with_a_diploma_of_another_field_sees_what_fits(desktop: Page):
    visit(desktop, "/?as=counsellor")
    desktop.get_by_role("link", name="Une personne de 40 ans, un BTS d’un autre domaine").click()
    expect(desktop.get_by_role("heading", name="À portée")).to_be_visible()
    expect(desktop.get_by_text("à portée en 12 mois au plus")).to_be_visible()
    expect(desktop.get_by_role("combobox", name=re.compile("En combien de temps"))).to_have_value(
        re.compile(r"12\smois")
    )
    assert desktop.locator("summary p").filter(has_text=re.compile("^(18|24).mois")).count() == 0


def test_c12_only_by_apprenticeship_leaves_no_other_way_and_whole_conditions(desktop: Page):
    visit(desktop, f"/routes?to={EXPERT}&age=16&as=counsellor")
    unfolded(desktop, "Limiter la recherche").get_by_role("button", name="apprentissage").click()
    expect(desktop).to_have_url(re.compile("only=apprenticeship"))
    routes = desktop.locator(".st-key-route-1, .st-key-route")
    expect(routes.first).not_to_contain_text("voie scolaire")
    expect(desktop.locator(".st-key-text-route")).to_contain_text("Préparer en apprentissage")
    expect(desktop.locator(".st-key-text-route")).not_to_contain_text("Préparer à l’école")


def test_each_trade_off_says_why_it_is_kept(desktop: Page):
    visit(desktop, TRADE_OFFS)
    expect(desktop.get_by_text("Ce qui le fait garder : sa durée n’est pas connue").first).to_be_visible()
    expect(desktop.get_by_text("le plus court de ceux dont la durée est connue").first).to_be_visible()


def test_from_a_goal_alone_each_common_situation_leads_to_its_own_routes(desktop: Page):
    visit(desktop, f"/routes?to={FOREMAN}")
    expect(desktop.get_by_role("heading", name="D’où partir ?")).to_be_visible()
    desktop.get_by_role("link", name="un bac pro Maintenance des véhicules, option camions").click()
    expect(desktop.get_by_role("heading", level=3).first).to_contain_text("3 ans et 2 mois")
    expect(desktop).to_have_url(re.compile(f"age=19.*hold={BAC_PRO}"))


# --- a group --------------------------------------------------------------------------------------


def test_r9_two_candidates_side_by_side_with_months_and_conditions_and_no_score(
    desktop: Page, console_errors: list[str]
):
    visit(desktop, TWO)
    expect(desktop.get_by_text("Le délai connu le plus court : A (14 mois).")).to_be_visible()
    expect(desktop.get_by_role("table")).to_contain_text("3 ans et 2 mois")
    expect(desktop.get_by_text("Il n’y a ni note ni classement").first).to_be_visible()
    assert console_errors == []


def test_r9_changing_a_candidate_changes_the_answer_and_the_link(desktop: Page):
    visit(desktop, TWO)
    second = desktop.locator(".st-key-candidate-b")
    second.get_by_role("button", name="Bac pro Maintenance des véhicules option B").click()
    expect(desktop).to_have_url(re.compile(f"b.hold={CAP}&b.hold={BAC_PRO}"))
    expect(desktop.get_by_text("Le délai connu le plus court : A et B (14 mois).")).to_be_visible()


def test_c16_a_list_is_compared_and_stays_out_of_the_link(desktop: Page, console_errors: list[str]):
    visit(desktop, f"/class?to={EXPERT}&list=1")
    desktop.locator("input[type=file]").set_input_files(csv(LIST))
    expect(desktop.get_by_role("table")).to_contain_text("3 ans et 2 mois")
    assert BAC_PRO not in desktop.url
    assert console_errors == []


def test_c16_a_list_with_names_is_refused_and_none_of_it_is_shown(desktop: Page):
    visit(desktop, f"/class?to={EXPERT}&list=1")
    desktop.locator("input[type=file]").set_input_files(csv("nom;age\nDurand;15\n"))
    expect(desktop.get_by_text("aucun nom ni aucune date de naissance n’est lu ici")).to_be_visible()
    assert "Durand" not in desktop.locator("body").inner_text()


# --- every screen ---------------------------------------------------------------------------------


def test_a_phone_gets_the_route_as_a_list(phone: Page):
    visit(phone, TO_FOREMAN)
    for drawing in phone.locator(".js-plotly-plot").all():
        expect(drawing).not_to_be_visible()
    expect(phone.locator(".st-key-text-route")).to_contain_text("1. Préparer en apprentissage")
    expect(phone.locator(".st-key-text-route")).to_be_visible()
    chip = phone.get_by_role("button", name="CAP Maintenance des véhicules option B")
    box = chip.bounding_box()
    assert box is not None
    assert box["x"] + box["width"] <= VIEWPORTS["phone"]["width"]


def test_a_chip_that_is_chosen_says_so_without_colour(desktop: Page):
    visit(desktop, AFTER_CAP)
    chip = desktop.get_by_role("button", name="CAP Maintenance des véhicules option B")
    expect(chip).to_have_attribute("aria-pressed", "true")
    assert "✓" in chip.evaluate("node => getComputedStyle(node, '::before').content")


def test_the_keyboard_alone_asks_and_reads_a_route(desktop: Page):
    visit(desktop, "/routes?as=student")
    goal = desktop.get_by_role("combobox", name="Où je veux aller")
    goal.focus()
    desktop.keyboard.type("Chef après-vente")
    expect(desktop.get_by_role("option").first).to_have_text(re.compile("^Chef après-vente"))
    desktop.keyboard.press("Enter")
    expect(desktop.get_by_role("heading", level=2).first).to_contain_text("Chef après-vente")
    desktop.get_by_role("radio", name=re.compile("^1")).focus()
    desktop.keyboard.press("ArrowDown")
    expect(desktop).to_have_url(re.compile("route=2"))
    expect(desktop.get_by_role("heading", level=3).first).to_contain_text("2.")


def test_going_to_a_card_and_back_keeps_the_form(desktop: Page, console_errors: list[str]):
    visit(desktop, AFTER_CAP)
    desktop.get_by_role("link", name="Fiches et carte").click()
    expect(desktop.get_by_role("heading", level=1)).not_to_contain_text("parcours possibles")
    desktop.go_back()
    expect(desktop.get_by_role("heading", name="À portée")).to_be_visible()
    chip = desktop.get_by_role("button", name="CAP Maintenance des véhicules option B")
    expect(chip).to_have_attribute("aria-pressed", "true")
    ready(desktop)
    assert console_errors == []
