"""A recruiter's own titles as they are walked: an example, files, pasted lines, a correction by keyboard."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest
from openpyxl import Workbook
from playwright.sync_api import FilePayload, Locator, Page, expect

from tests.browser.screen import ready, visit

EXAMPLE = "/titles?list=example"
COMPANY = (
    ("Fonction", "Effectif"),
    ("Mécanicien PL", 9),
    ("Technicien confirmé méca PL", 4),
    ("Tech. expert APV camion", 2),
    ("Chauffeur poids lourd", 2),
)
SKILLED = "a-6-1-mecanicien-specialiste"
CSV = "text/csv"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def in_windows() -> FilePayload:
    """The list as a French spreadsheet writes it."""
    text = "".join(f"{title};{heads}\r\n" for title, heads in COMPANY)
    return {"name": "postes.csv", "mimeType": CSV, "buffer": text.encode("cp1252")}


def workbook() -> FilePayload:
    book = Workbook()
    for row in COMPANY:
        book.worksheets[0].append(row)
    file = io.BytesIO()
    book.save(file)
    return {"name": "postes.xlsx", "mimeType": XLSX, "buffer": file.getvalue()}


def give(page: Page, file: FilePayload | str) -> None:
    page.locator('input[type="file"]').set_input_files(file)


def row(page: Page, title: str) -> Locator:
    return page.get_by_role("row").filter(has=page.get_by_role("rowheader", name=title, exact=True))


def question(page: Page, title: str) -> Locator:
    return page.get_by_role("combobox", name=re.compile(re.escape(title)))


def choose_by_keyboard(page: Page, title: str, typed: str) -> None:
    question(page, title).focus()
    page.keyboard.type(typed)
    page.keyboard.press("Enter")


def taken(page: Page, block: str, lang: str = "fr") -> list[dict[str, str]]:
    """The rows of the table that a button gives."""
    ready(page)
    with page.expect_download() as waited:
        page.locator(f".st-key-{block} button").click()
    text = Path(waited.value.path()).read_text(encoding="utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter={"fr": ";", "en": ","}[lang]))


def test_a_recruiter_sees_what_the_page_does_in_one_click_from_the_first_page(
    desktop: Page, console_errors: list[str]
):
    visit(desktop)
    desktop.get_by_role("link", name="Nos 12 intitulés").click()
    expect(desktop.get_by_role("heading", level=1)).to_have_text("Mes intitulés de poste sur la carte")
    expect(desktop.get_by_role("heading", name="12 lignes lues")).to_be_visible()
    expect(desktop.get_by_text("8 avec un métier · 3 à vérifier · 1 sans métier")).to_be_visible()
    cells = row(desktop, "Tech. expert APV camion (2)").get_by_role("cell")
    expect(cells.nth(0)).to_have_text("rapproché")
    expect(cells.nth(1)).to_contain_text(re.compile(r"Technicien expert après-vente.*100\ssur\s100"))
    expect(cells.nth(2)).to_contain_text(re.compile(r"69\ssur\s100"))
    expect(row(desktop, "Chauffeur poids lourd (2)").get_by_role("cell").first).to_have_text(
        "sans correspondance"
    )
    expect(desktop.get_by_text("rien n’est enregistré, et le lien de la page ne")).to_be_visible()
    assert "as=recruiter" in desktop.url
    assert console_errors == []


@pytest.mark.parametrize("file", [in_windows, workbook], ids=["csv", "xlsx"])
def test_a_file_is_matched_corrected_by_keyboard_taken_away_and_given_back(
    desktop: Page, console_errors: list[str], file, tmp_path: Path
):
    visit(desktop, "/titles?as=recruiter")
    give(desktop, file())
    expect(desktop.get_by_text("2 avec un métier · 1 à vérifier · 1 sans métier")).to_be_visible()
    choose_by_keyboard(desktop, "Mécanicien PL", "Mécanicien spécialiste (auto")
    expect(row(desktop, "Mécanicien PL (9)").get_by_role("cell").first).to_have_text("choisi à la main")
    expect(desktop.get_by_text("3 avec un métier · 1 sans métier")).to_be_visible()
    ready(desktop)
    with desktop.expect_download() as waited:
        desktop.locator(".st-key-own-csv button").click()
    corrected = tmp_path / "corrected.csv"
    waited.value.save_as(corrected)
    rows = list(csv.reader(io.StringIO(corrected.read_text(encoding="utf-8-sig")), delimiter=";"))
    assert [each[0] for each in rows[1:]] == [title for title, _ in COMPANY[1:]]
    assert rows[1][3:5] == ["choisi à la main", SKILLED]
    assert "postes" not in desktop.url
    desktop.get_by_role("button", name="Oublier la liste").click()
    expect(desktop.get_by_role("heading", name="4 lignes lues")).to_have_count(0)
    give(desktop, str(corrected))
    expect(row(desktop, "Mécanicien PL (9)").get_by_role("cell").first).to_have_text("choisi à la main")
    expect(desktop.get_by_text("3 avec un métier · 1 sans métier")).to_be_visible()
    assert console_errors == []


def test_the_single_point_of_failure_the_rung_and_the_next_steps_of_a_company(desktop: Page):
    visit(desktop, "/titles?as=recruiter")
    give(desktop, in_windows())
    choose_by_keyboard(desktop, "Mécanicien PL", "Mécanicien spécialiste (auto")
    expect(desktop.get_by_text("3 avec un métier")).to_be_visible()
    minima = desktop.get_by_role("table", name="Nos métiers, leur échelon et leur minimum")
    expert = minima.get_by_role("row").filter(has_text="A.12.2").get_by_role("cell")
    expect(expert.nth(3)).to_have_text(re.compile(r"échelon\s12"))
    expect(expert.nth(4)).to_contain_text(re.compile(r"2\s231,00\s€ \(minimum de branche, depuis le"))
    weak = taken(desktop, "own-weak-csv")
    told = {(each["Nom"].split(" (")[0], each["Métier qui en dépend"].split(" (")[0]) for each in weak}
    assert ("Technicien confirmé mécanique", "Technicien expert après-vente") in told
    assert all(each["De l’extérieur"] for each in weak)
    expect(desktop.get_by_text(": 1 métier en dépend")).to_be_visible()
    choose_by_keyboard(desktop, "Les suites de quel métier", "Mécanicien spécialiste (auto")
    next_one = re.compile(r"Technicien confirmé mécanique.*échelon\s9 \(promotion, plus haut\)")
    expect(desktop.get_by_role("listitem").filter(has_text=next_one)).to_be_visible()
    moves = taken(desktop, "own-next-csv")
    steps = [each for each in moves if each["Identifiant du métier de départ"] == SKILLED]
    assert {"plus haut"} <= {each["Sens"] for each in steps}
    assert all(each["Mois dans le poste"] and each["Sources"] for each in steps)
    assert {each["Marche"] for each in taken(desktop, "own-ladders-csv")} >= {"1", "2", "3"}
    assert len(taken(desktop, "own-roles-csv")) == 3
    assert taken(desktop, "own-hires-csv")


def test_a_list_outlives_a_look_at_a_card(desktop: Page):
    visit(desktop, "/titles?as=recruiter")
    give(desktop, in_windows())
    cells = row(desktop, "Tech. expert APV camion (2)").get_by_role("cell")
    cells.nth(1).get_by_role("link").click()
    expect(desktop.get_by_role("heading", level=1)).to_contain_text("Technicien expert après-vente")
    desktop.go_back()
    expect(desktop.get_by_role("heading", name="4 lignes lues")).to_be_visible()


@pytest.mark.parametrize(
    ("lang", "buffer", "told"),
    [
        ("fr", b"", "le fichier est vide (mettre une ligne de titres de colonnes"),
        ("fr", b"a" * 10_000_000, "10 Mo, plus que les 5 Mo acceptés (ne garder que la feuille"),
        ("en", b"PK\x03\x04 not a workbook", "the workbook is damaged (open it"),
        (
            "en",
            b"job title;headcount\nMechanic;many\n",
            "line 2, column “headcount”: “many” is no",
        ),
    ],
)
def test_a_bad_file_is_told_where_why_and_what_to_do(
    desktop: Page, console_errors: list[str], lang: str, buffer: bytes, told: str
):
    visit(desktop, f"/titles?lang={lang}")
    give(desktop, {"name": "postes.csv", "mimeType": CSV, "buffer": buffer})
    words = re.compile(re.escape(told).replace(r"\ ", r"\s").replace(":", r"\s?:"))
    expect(desktop.get_by_text(words)).to_be_visible()
    expect(desktop.get_by_role("table")).to_have_count(0)
    assert console_errors == []


def test_lines_are_pasted_on_a_phone_and_corrected_there(phone: Page, console_errors: list[str]):
    visit(phone, "/titles?list=text&lang=en")
    phone.get_by_role("textbox", name="A job title a line").fill("Mécanicien PL\t9\nChef d’atelier\t1")
    phone.get_by_role("button", name="Match these titles").click()
    expect(phone.get_by_text("2 to check")).to_have_count(2)
    choose_by_keyboard(phone, "Chef d’atelier", "Workshop manager")
    expect(row(phone, "Chef d’atelier (1)").get_by_role("cell").first).to_have_text("chosen by hand")
    expect(phone.get_by_role("heading", name="Our roles on the map: 1")).to_be_visible()
    assert "M%C3%A9canicien" not in phone.url
    assert console_errors == []
