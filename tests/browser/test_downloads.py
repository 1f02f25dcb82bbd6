"""What is taken away from a page in a real browser is a file that can be read."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.printed import Paper
from tests.serving import ROOT, serving

SCRIPT = ROOT / "tests" / "data" / "taking_away.py"
NODE = "a-12-2-technicien-expert-apres-vente"
OFFERS = {
    "fr": ("Une page à imprimer (PDF, A4)", "Ce tableau pour un tableur (CSV)"),
    "en": ("One page to print (PDF, A4)", "This table for a spreadsheet (CSV)"),
}


@pytest.fixture(scope="module")
def offering(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the page that offers a card."""
    with serving(tmp_path_factory.mktemp("offering"), SCRIPT) as server:
        yield server.url
        assert server.complaints_after() == ""


def taken(page: Page, name: str) -> tuple[str, bytes]:
    """The file that a button gives, and what it is called."""
    with page.expect_download() as waited:
        page.get_by_role("button", name=name).click()
    return waited.value.suggested_filename, Path(waited.value.path()).read_bytes()


@pytest.mark.parametrize("lang", OFFERS)
def test_the_page_to_print_bears_the_address_that_the_visitor_sees(desktop: Page, offering: str, lang: str):
    address = f"{offering}/?lang={lang}&hold=a%40b&hold=c"
    desktop.goto(address)
    name, made = taken(desktop, OFFERS[lang][0])
    paper = Paper(made)
    assert name == f"{NODE}.pdf"
    assert paper.pages == 1
    assert address in paper.text


def test_the_table_opens_in_a_spreadsheet_of_the_readers_country(desktop: Page, offering: str):
    for lang, separator in (("fr", ";"), ("en", ",")):
        desktop.goto(f"{offering}/?lang={lang}")
        name, made = taken(desktop, OFFERS[lang][1])
        heads, *rows = csv.reader(io.StringIO(made.decode("utf-8-sig")), delimiter=separator)
        assert name == f"{NODE}.csv"
        assert heads[0] == {"fr": "Partie", "en": "Block"}[lang]
        assert len(rows) > 20
        assert {len(row) for row in rows} == {len(heads)}
        expect(desktop.get_by_role("button", name=OFFERS[lang][1])).to_be_enabled()
