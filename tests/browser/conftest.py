"""Pages of the explorer in a real browser, on two sizes of screen and in two colour schemes."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage, Page

from tests.browser.screen import FLAGS, VIEWPORTS, find_browser, is_known_noise
from tests.serving import Server

HERE = Path(__file__).parent
# One screen at every run, all four with the slow tests: a page takes seconds to draw.
SCREENS = [
    ("desktop", "light"),
    *(
        pytest.param(screen, marks=pytest.mark.slow)
        for screen in (("desktop", "dark"), ("phone", "light"), ("phone", "dark"))
    ),
]
ACTION_MILLISECONDS = 15_000

OpenScreen = Callable[[str, str], Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder is a browser test."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """How the machine's own browser is started."""
    browser = find_browser(os.environ.get("CHROMIUM"))
    return {**browser_type_launch_args, "executable_path": browser, "args": list(FLAGS)}


@pytest.fixture(scope="session")
def base_url(server: str) -> str:
    """Let a test say ``page.goto("/")``."""
    return server


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """A visitor in France whose machine keeps still."""
    place = {"locale": "fr-FR", "timezone_id": "Europe/Paris"}
    return {**browser_context_args, **place, "reduced_motion": "reduce"}


@pytest.fixture
def console_errors() -> list[str]:
    """Errors that the pages of this test have told the browser's console, but for Streamlit's own two."""
    return []


@pytest.fixture
def open_screen(new_context: Callable[..., BrowserContext], console_errors: list[str]) -> OpenScreen:
    """Open a blank page: ``open_screen("desktop" | "phone", "light" | "dark")``."""

    def hear(message: ConsoleMessage) -> None:
        url = message.location.get("url", "")
        if message.type == "error" and not is_known_noise(message.text, url):
            console_errors.append(f"{message.text} ({url})")

    def open_one(size: str, scheme: str) -> Page:
        page = new_context(viewport=VIEWPORTS[size], color_scheme=scheme).new_page()
        page.set_default_timeout(ACTION_MILLISECONDS)
        page.on("console", hear)
        page.on("pageerror", lambda error: console_errors.append(str(error)))
        return page

    return open_one


@pytest.fixture
def scheme() -> str:
    """The colour scheme of ``desktop`` and ``phone``; a test may parametrize it."""
    return "light"


@pytest.fixture
def desktop(open_screen: OpenScreen, scheme: str) -> Page:
    """A blank page of 1280 × 900."""
    return open_screen("desktop", scheme)


@pytest.fixture
def phone(open_screen: OpenScreen, scheme: str) -> Page:
    """A blank page of 390 × 844."""
    return open_screen("phone", scheme)


@pytest.fixture(params=SCREENS, ids="-".join)
def any_screen(request: pytest.FixtureRequest, open_screen: OpenScreen) -> Page:
    """A blank page, four times: both sizes in both colour schemes."""
    return open_screen(*request.param)


@pytest.fixture(autouse=True)
def _no_traceback_in_the_log(running_explorer: Server) -> Iterator[None]:
    """The visitor only sees a neutral message, so what broke is read in the server's log."""
    before = len(running_explorer.said())
    yield
    assert running_explorer.complaints_after(before) == ""
