"""The frame that every page stands in."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.screen import axe_violations, is_known_noise, screenshot, visit
from tests.serving import serving


def test_the_explorer_opens_in_french(any_screen: Page, console_errors: list[str], request):
    visit(any_screen)
    expect(any_screen).to_have_title("Accueil · Explorateur de parcours")
    expect(any_screen.locator("html")).to_have_attribute("lang", "fr")
    expect(any_screen.get_by_role("heading", level=1)).to_have_count(1)
    screenshot(any_screen, f"home-{request.node.callspec.id.removesuffix('-chromium')}")
    assert console_errors == []


def test_the_address_can_ask_for_english(desktop: Page, console_errors: list[str]):
    visit(desktop, "/?lang=en")
    expect(desktop).to_have_title("Home · Career pathway explorer")
    expect(desktop.locator("html")).to_have_attribute("lang", "en")
    assert console_errors == []


def test_an_unknown_language_is_answered_in_french(desktop: Page):
    visit(desktop, "/?lang=<script>")
    expect(desktop.locator("html")).to_have_attribute("lang", "fr")


def test_a_link_is_followed_without_loading_the_explorer_anew_and_back_returns(
    desktop: Page, console_errors: list[str]
):
    visit(desktop).evaluate("window.stillHere = true")
    desktop.get_by_role("link", name="Combien d’années jusqu’à chef d’atelier").click()
    expect(desktop.get_by_role("heading", level=1)).to_have_text("Mes parcours possibles")
    expect(desktop).to_have_url(re.compile("/routes.*as=student"))
    expect(desktop.get_by_role("heading", level=2).first).to_contain_text("Gestionnaire d’atelier")
    desktop.go_back()
    expect(desktop.get_by_role("heading", level=1)).to_contain_text("Quel chemin")
    assert desktop.evaluate("window.stillHere")
    assert console_errors == []


def test_a_barrier_put_there_on_purpose_is_found(desktop: Page):
    visit(desktop).evaluate(
        "document.querySelector('h1').insertAdjacentHTML('afterend',"
        ' \'<img src="data:,"><p style="color:#bbb">pale</p>\')'
    )
    rules = {line.split(" ")[0] for line in axe_violations(desktop)}
    assert rules == {"image-alt", "color-contrast"}


def test_a_page_that_breaks_is_read_in_the_log_and_not_on_the_screen(desktop: Page, tmp_path: Path):
    script = tmp_path / "broken.py"
    script.write_text("raise KeyError('a secret')", encoding="utf-8")
    with serving(tmp_path, script) as broken:
        visit(desktop, broken.url)
        expect(desktop.get_by_test_id("stException")).to_be_visible()
        assert "a secret" in broken.complaints_after()
        assert "secret" not in desktop.locator("body").inner_text()


def test_the_explorer_asks_nothing_of_other_machines(desktop: Page, server: str):
    asked: list[str] = []
    desktop.on("request", lambda request: asked.append(request.url))
    visit(desktop)
    here = (server, "data:", "blob:")
    assert asked
    assert [url for url in asked if not url.startswith(here)] == []


@pytest.mark.parametrize(
    ("text", "path", "known"),
    [
        ("status of 404 (Not Found)", "/map/_stcore/health", True),
        ("status of 404 (Not Found)", "/map/_stcore/host-config", True),
        ("status of 404 (Not Found)", "/_stcore/health", False),
        ("status of 404 (Not Found)", "/map/_stcore/other", False),
        ("status of 500 (Internal Server Error)", "/map/_stcore/health", False),
    ],
)
def test_only_streamlits_own_two_errors_are_passed_over(text: str, path: str, known: bool):
    assert is_known_noise(text, f"http://127.0.0.1:8501{path}") is known
