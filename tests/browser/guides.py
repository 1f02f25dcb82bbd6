"""
The guides as a list of steps: what the reader does, what is to be read then, and which picture shows it.

A step stands in the guide itself, in a comment beside its words, so that the two are changed together::

    <!-- step
    visit: /explore?node=…        (or  click: the name of a link on the page of the step before)
    expect: words that stand on the page
    from: words that the picture begins with, where it does not begin at the top
    picture: name.png desktop     (or  projector)
    -->

``make pictures`` walks all guides and takes their pictures anew, into ``docs/images/guides``.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PIL import Image
from playwright.sync_api import Locator, Page, ViewportSize, expect, sync_playwright

from tests.browser.screen import FLAGS, find_browser, ready, visit
from tests.serving import ROOT, serving

GUIDES: Final = sorted((ROOT / "docs/guides").glob("*.md"))
PICTURES: Final = ROOT / "docs/images/guides"
SIZES: Final = {
    "desktop": ViewportSize(width=1280, height=800),
    "projector": ViewportSize(width=1280, height=720),
}
COLOURS: Final = 96
# Plotly draws in several goes: bars and words come after the axes.
_STANDS_STILL: Final = """() => new Promise(done => {
  let before = "", frames = 0;
  const look = () => {
    const now = [...document.querySelectorAll(".js-plotly-plot")].map(it => it.innerHTML.length).join();
    frames = now === before ? frames + 1 : 0;
    before = now;
    if (frames < 90) requestAnimationFrame(look); else done(true);
  };
  look();
})"""
_STEP = re.compile(r"<!-- step\n(.*?)\n-->", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Step:
    """What is done (``visit`` an address or ``click`` a link), what is expected, and how its picture is."""

    action: str
    target: str
    expected: tuple[str, ...]
    top: str | None
    picture: tuple[str, str] | None


def steps_of(guide: Path) -> tuple[Step, ...]:
    """The steps of a guide, in their order."""
    return tuple(_step(written) for written in _STEP.findall(guide.read_text(encoding="utf-8")))


def _step(written: str) -> Step:
    (action, target), *others = (line.split(": ", 1) for line in written.splitlines())
    assert action in ("visit", "click"), written
    expected = tuple(value for name, value in others if name == "expect")
    assert expected, written
    said = dict(others)
    picture = said["picture"].split() if "picture" in said else None
    return Step(action, target, expected, said.get("from"), (picture[0], picture[1]) if picture else None)


def walk(page: Page, guide: Path) -> Iterator[Step]:
    """Do each step, and expect its words, before it is handed out."""
    for step in steps_of(guide):
        page.set_viewport_size(SIZES[step.picture[1] if step.picture else "desktop"])
        if step.action == "visit":
            visit(page, step.target)
        else:
            page.get_by_role("link", name=step.target).first.click()
        for words in step.expected:
            expect(_words(page, words)).to_be_visible()
        yield step


def _words(page: Page, words: str) -> Locator:
    return page.locator("main").get_by_text(words).locator("visible=true").first


def take_pictures() -> None:
    """Take the pictures of all guides anew, small enough to stand in a repository."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        serving(Path(folder)) as server,
        sync_playwright() as started,
    ):
        browser = started.chromium.launch(executable_path=find_browser(None), args=[*FLAGS, "--no-sandbox"])
        context = browser.new_context(base_url=server.url, locale="fr-FR", reduced_motion="reduce")
        for guide in GUIDES:
            page = context.new_page()
            for step in walk(page, guide):
                if step.picture:
                    if step.top:
                        _words(ready(page), step.top).evaluate("it => it.scrollIntoView()")
                    _take(ready(page), PICTURES / step.picture[0])
            page.close()


def _take(page: Page, path: Path) -> None:
    """The window as it is once its drawings stand still."""
    page.evaluate(_STANDS_STILL)
    page.screenshot(path=path)
    with Image.open(path) as taken:
        small = taken.convert("RGB").quantize(COLOURS)
    small.save(path, optimize=True)


if __name__ == "__main__":
    take_pictures()
