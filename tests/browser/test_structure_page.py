"""What the structure of the map says, as recruiters and counsellors ask it: by mouse, keyboard and phone."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from zipfile import ZipFile

from playwright.sync_api import Locator, Page, expect

from tests.browser.screen import visit

EXPERT = "a-12-2-technicien-expert-apres-vente"
BAC_PRO = "bac-pro-maintenance-vehicules-voitures-particulieres-2014"
CAP = "cap-maintenance-vehicules-vehicules-legers-2025"
FEEDERS = f"/structure?measure=feeders&to={EXPERT}"
SUPPOSED = f"/structure?measure=supposed&to={EXPERT}"
HIRING = f"{SUPPOSED}&step=a-12-2-by-certification-and-practice"
PATIENCE = 60_000


def words(text: str) -> re.Pattern[str]:
    """A text in which any space may be one that cannot end a line."""
    return re.compile(re.escape(text).replace(r"\ ", r"\s"))


def under(page: Page, heading: str) -> Locator:
    """What the list says under a heading."""
    return page.locator(f'.ranked h3:has-text("{heading}") + ul')


def item(page: Page, name: str) -> Locator:
    """The line of a ranked list that begins with a name."""
    return page.locator(".ranked > ol > li").filter(has=page.locator(f':scope > a:text-is("{name}")'))


def taken(page: Page, name: str, within: str) -> tuple[str, bytes]:
    """The file that a button gives, and what it is called."""
    with page.expect_download() as waited:
        page.locator(within).get_by_role("button", name=name).click()
    return waited.value.suggested_filename, Path(waited.value.path()).read_bytes()


# --- recruiters -----------------------------------------------------------------------------------


def test_r1_a_recruiter_asks_from_the_first_page_who_feeds_the_expert(
    desktop: Page, console_errors: list[str]
):
    """Qualifications and roles, by months and steps away, with the sheet of the register and the rung."""
    visit(desktop, "/?as=recruiter")
    desktop.get_by_role("link", name="Technicien expert après-vente : d’où viennent les candidats").click()
    expect(desktop.get_by_role("heading", level=1)).to_have_text("La structure de la carte")
    expect(
        desktop.get_by_text(words("Fiche A.12.2 du répertoire de la branche, échelon 12."))
    ).to_be_visible()
    expect(under(desktop, "Prêts")).to_contain_text(
        words("Titre Technicien expert après-vente automobile – embauche ; tout de suite")
    )
    further = under(desktop, "Plus loin")
    expect(further).to_contain_text(re.compile(r"Agent de maîtrise atelier – 18\smois, \d\sétapes?"))
    expect(desktop.get_by_text("Le vivier n’est pas mesuré")).to_be_visible()
    expect(desktop.get_by_role("link", name="Accord paritaire national du 19 décembre 2019")).to_be_visible()
    under(desktop, "Prêts").get_by_role("link", name="Titre Technicien expert après-vente automobile").click()
    expect(desktop.get_by_role("heading", level=1)).to_contain_text("Titre Technicien expert")
    assert console_errors == []


def test_r2_who_is_one_condition_away_stands_with_the_condition(desktop: Page):
    visit(desktop, FEEDERS)
    away = under(desktop, "À une condition")
    promoted = away.locator("> li").filter(has_text=words("promotion ; 24 mois")).first
    expect(promoted).to_contain_text("Technicien confirmé mécanique")
    expect(promoted).to_contain_text(words("manque : 24 mois d’expérience"))
    expect(promoted).to_contain_text(words("à confirmer : que l’employeur le décide"))


def test_r3_a_condition_is_dropped_by_keyboard_and_who_enters_is_told(desktop: Page):
    """No source calls it law; what is asked for still, and who is ready then."""
    visit(desktop, SUPPOSED)
    expect(desktop.get_by_text("Choisir une condition pour voir qui entrerait")).to_be_visible()
    desktop.get_by_label("Quelle condition ne plus demander").click()
    desktop.keyboard.type("embauche – 24 mois")
    expect(desktop.get_by_role("option").first).to_contain_text("embauche")
    desktop.keyboard.press("Enter")
    expect(desktop).to_have_url(re.compile("step=a-12-2-by-certification-and-practice&drop=experience"))
    message = desktop.get_by_text(words("qualifications et métiers de plus sont prêts."))
    expect(message).to_contain_text("Aucune de nos sources ne dit que la loi l’exige", timeout=PATIENCE)
    expect(under(desktop, "Ce qui ne serait plus demandé")).to_contain_text("durée supposée par nous")
    expect(under(desktop, "Ce qui serait demandé alors")).to_contain_text("Bac pro Maintenance des véhicules")
    expect(under(desktop, "Le parcours le plus rapide, avant et après")).to_contain_text("→")
    ready = under(desktop, "de plus sont prêts").get_by_role("link")
    expect(ready.filter(has_text="Bac pro Maintenance des véhicules option motocycles")).to_be_visible()


def test_r4_a_cap_and_three_years_are_accepted_instead_of_the_bac_pro(desktop: Page):
    visit(desktop, f"{HIRING}&drop={BAC_PRO}")
    dropped = under(desktop, "Ce qui ne serait plus demandé")
    expect(dropped).to_contain_text("Bac pro Maintenance", timeout=PATIENCE)
    desktop.get_by_label("Accepter quoi à la place").click()
    desktop.keyboard.type("CAP Maintenance des véhicules option véhicules légers")
    desktop.keyboard.press("Enter")
    replaced = under(desktop, "Ce qui pourrait être remplacé")
    expect(replaced).to_contain_text("Bac pro Maintenance", timeout=PATIENCE)
    desktop.get_by_label("Et combien de mois de travail en plus").fill("36")
    desktop.keyboard.press("Enter")
    still = under(desktop, "Ce qui serait demandé alors")
    expect(still).to_contain_text(words("3 ans d’expérience"), timeout=PATIENCE)
    expect(still).to_contain_text("CAP Maintenance des véhicules option véhicules légers")
    expect(still).to_contain_text("Bac pro Maintenance des véhicules")
    expect(desktop).to_have_url(re.compile("instead=cap-maintenance-vehicules-vehicules-legers.*months=36"))


def test_r8_a_single_point_of_failure_is_what_every_route_to_our_roles_passes_through(desktop: Page):
    visit(desktop, "/structure?measure=gateways&to=k-9-1&to=k-12-1")
    title = item(desktop, "Titre professionnel enseignant de la conduite et de la sécurité routière")
    expect(title).to_contain_text(words("vers 2 métiers"), timeout=PATIENCE)
    expect(title).to_contain_text("Enseignant de la conduite (fiche K.9.1")
    desktop.get_by_text("Si une qualification disparaît").click()
    expect(title).to_contain_text(words("métiers perdus 2, parcours sans remplaçant"), timeout=PATIENCE)
    expect(desktop).to_have_url(re.compile("measure=resilience.*to=k-9-1.*to=k-12-1"))


def test_r14_the_roles_with_the_fewest_ways_in_are_ranked_with_the_list_behind(desktop: Page):
    visit(desktop, "/?as=recruiter")
    desktop.get_by_role("link", name="Quels métiers ont le moins d’accès").click()
    lines = desktop.locator(".ranked > ol").first.locator("> li")
    expect(lines).to_have_count(15, timeout=PATIENCE)
    numbers = [int(found[1]) for text in lines.all_inner_texts()
               if (found := re.search(r": (\d+)\squalification", text.replace("\xa0", " ")))]  # fmt: skip
    assert len(numbers) == 15
    assert numbers == sorted(numbers)
    assert numbers[0] == 1
    expect(lines.first.locator("li a")).to_have_count(1)
    expect(desktop.get_by_text("Le vivier n’est pas mesuré")).to_be_visible()
    expect(desktop.get_by_text("Beaucoup d’accès ne veut pas dire facile")).to_be_visible()


def test_r16_the_feeder_map_is_taken_away_with_its_codes_and_its_conditions(desktop: Page):
    visit(desktop, FEEDERS)
    name, made = taken(desktop, "Ce tableau pour un tableur", ".st-key-structure-csv")
    heads, *rows = csv.reader(io.StringIO(made.decode("utf-8-sig")), delimiter=";")
    assert name == f"structure-feeders-{EXPERT}.csv"
    assert {"codes RNCP", "codes ROME", "code RNQSA", "manque"} <= set(heads)
    assert "RNCP37071" in made.decode("utf-8-sig")
    assert len(rows) > 30
    name, made = taken(desktop, "JSON (networkx)", ".st-key-files-into")
    graph = json.loads(made)
    assert name.startswith(EXPERT)
    assert graph["graph"]["edition"]
    assert graph["graph"]["licence"]
    assert "any_of" in {node.get("operator") for node in graph["nodes"]}
    _, made = taken(desktop, "Tableaux CSV (ZIP)", ".st-key-files-map")
    assert len(ZipFile(io.BytesIO(made)).namelist()) >= 3


# --- counsellors ----------------------------------------------------------------------------------


def test_c3_what_a_first_choice_closes_is_named(desktop: Page):
    desktop.set_default_timeout(PATIENCE)
    visit(desktop, "/structure?measure=reach&as=counsellor")
    first = desktop.locator(".ranked > ol > li").first
    share = words("J’ai 15 ans et je termine la 3e : 98,5 % des métiers")
    expect(first).to_contain_text(share, timeout=PATIENCE)
    first.locator("summary").click()
    expect(first).to_contain_text(words("99,2 % restent ouverts ; se ferme : Comptable"))
    expect(
        desktop.get_by_text("Beaucoup de portes ouvertes ne veut pas dire des portes faciles")
    ).to_be_visible()


def test_c5_a_counsellor_asks_from_the_first_page_what_all_must_pass_through(
    desktop: Page, console_errors: list[str]
):
    """Not the degree: what no route avoids, what is lost without it, the method in one sentence."""
    visit(desktop, "/?as=counsellor")
    desktop.get_by_role("link", name="Par où faut-il forcément passer").click()
    first = desktop.locator(".ranked > ol > li").first
    expect(first).to_contain_text("Titre professionnel enseignant de la conduite", timeout=PATIENCE)
    first.locator("summary").focus()
    desktop.keyboard.press("Enter")
    lost = first.get_by_role("link", name="Formateur aux métiers de l’éducation et de la sécurité routières")
    expect(lost).to_be_visible()
    expect(desktop.get_by_text("On retire le nœud : plus aucune étape n’y mène")).to_be_visible()
    expect(desktop.locator(".st-key-drawing-structure .js-plotly-plot")).to_be_visible()
    assert console_errors == []


def test_c6_dead_ends_stand_apart_from_the_edge_of_the_map(desktop: Page):
    visit(desktop, "/?as=counsellor")
    desktop.get_by_role("link", name="Quelles qualifications ne mènent à rien de plus").click()
    ends = under(desktop, "fins de parcours")
    expect(ends.get_by_role("link", name="Bac pro construction et aménagement de véhicules")).to_be_visible()
    edges = under(desktop, "bords de la carte")
    expect(edges).to_contain_text(words("Ingénieur en maintenance des véhicules – le ROME nomme 23 métiers"))
    expect(ends).not_to_contain_text("Ingénieur en maintenance des véhicules")


# --- on every screen ------------------------------------------------------------------------------


def test_a_phone_gets_the_list_and_not_the_drawing(phone: Page):
    visit(phone, FEEDERS)
    expect(under(phone, "Prêts")).to_be_visible()
    expect(phone.locator(".st-key-drawing-structure")).to_be_hidden()


def test_the_measure_that_is_shown_bears_a_sign_and_is_chosen_by_keyboard(desktop: Page):
    visit(desktop, "/structure?measure=dead-ends")
    chosen = desktop.get_by_role("radio", name="Fins de parcours")
    assert chosen.evaluate("each => getComputedStyle(each, '::before').content").startswith('"✓"')
    chosen.focus()
    desktop.keyboard.press("ArrowRight")
    desktop.keyboard.press("Space")
    expect(desktop.get_by_role("heading", name="Métiers sans accès")).to_be_visible(timeout=PATIENCE)
    expect(desktop).to_have_url(re.compile("measure=islands"))
