"""What a browser test does again and again: visit, wait, scan for barriers, take a picture."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.serving import BUILD

SCREENSHOTS = BUILD / "screenshots"
VIEWPORTS = {"desktop": {"width": 1280, "height": 900}, "phone": {"width": 390, "height": 844}}
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

# A test's browser talks to this machine only: whatever the explorer fetches from elsewhere fails at once,
# and so shows among the console errors.
FLAGS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)

_SETTLED = (
    '[data-testid="stApp"][data-test-script-state="notRunning"][data-test-connection-state="CONNECTED"]'
)
_NOT_YET = '[data-testid="stSkeleton"], [data-testid="stSpinner"]'


def find_browser(named: str | None) -> str:
    """The Chromium or Chrome of this machine; ``named`` (the variable CHROMIUM) comes first."""
    found = next(filter(None, map(shutil.which, (named, *BROWSERS) if named else BROWSERS)), None)
    if found is None:
        raise RuntimeError(
            "no Chromium or Chrome on this machine; `make test` brings one, or says what to install"
        )
    return found


def visit(page: Page, address: str = "/") -> Page:
    """Open an address of the explorer (``/``, ``/?lang=en``) and wait until it is drawn."""
    page.goto(address)
    return ready(page)


def ready(page: Page) -> Page:
    """
    Wait until the explorer has drawn the page that was just opened.

    After a click this says nothing (Streamlit may not have begun): expect the new words instead, with
    ``expect(…)``, which also lets ``page.url`` catch up.
    """
    page.wait_for_selector(_SETTLED)
    page.wait_for_function("css => !document.querySelector(css)", arg=_NOT_YET)
    page.evaluate("document.fonts.ready.then(() => true)")
    return page


def axe_violations(page: Page, within: str | None = None) -> list[str]:
    """Every barrier that axe finds, one a line: rule, how bad, where, why."""
    found = Axe().run(page, context=within).response["violations"]
    return [_told(violation, node) for violation in found for node in violation["nodes"]]


def _told(violation: dict[str, Any], node: dict[str, Any]) -> str:
    why = re.sub(r"\s+", " ", node["failureSummary"])
    return f"{violation['id']} ({violation['impact']}) at {node['target']}: {why}"


def screenshot(page: Page, name: str) -> Path:
    """Take a picture of the whole page, below the fold too: build/screenshots/NAME.png."""
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    path = SCREENSHOTS / f"{name}.png"
    size = page.viewport_size
    assert size is not None
    # Streamlit scrolls a box inside the window, so a "full page" picture would stop at the fold.
    tall = page.evaluate("document.querySelector('[data-testid=\"stMain\"]').scrollHeight")
    page.set_viewport_size({"width": size["width"], "height": max(size["height"], int(tall))})
    page.screenshot(path=path)
    page.set_viewport_size(size)
    return path


def is_known_noise(text: str, url: str) -> bool:
    """
    Whether a console error is one of the two that Streamlit causes when a sub-page is opened directly.

    It asks for its own health beside the page before it asks at the root (streamlit issue 7074).
    """
    beside_a_page = re.fullmatch(r"/[^/]+/_stcore/(health|host-config)", urlsplit(url).path)
    return "404" in text and beside_a_page is not None
