"""The guides are walked through step by step: what they tell can be done, and is there to be read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.guides import GUIDES, PICTURES, steps_of, walk


@pytest.mark.parametrize(
    "guide",
    [pytest.param(path, marks=[] if path.stem.endswith("fr") else pytest.mark.slow) for path in GUIDES],
    ids=lambda path: path.stem,
)
def test_a_guide_can_be_followed_to_its_end(desktop: Page, guide: Path, console_errors: list[str]):
    assert [step.target for step in walk(desktop, guide)] == [step.target for step in steps_of(guide)]
    assert console_errors == []


def test_there_is_a_guide_for_each_reader_in_each_language_with_the_same_steps():
    names = {path.stem for path in GUIDES}
    assert names == {
        f"{who}.{lang}" for who in ("student", "counsellor", "recruiter") for lang in ("fr", "en")
    }
    for who in ("student", "counsellor", "recruiter"):
        counts = {len(steps_of(path)) for path in GUIDES if path.stem.startswith(who)}
        assert len(counts) == 1


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.stem)
def test_every_part_of_a_guide_has_a_step_and_every_picture_is_taken_by_one(guide: Path):
    text = guide.read_text(encoding="utf-8")
    steps = steps_of(guide)
    assert len(steps) == len(re.findall(r"^## ", text, re.MULTILINE))
    shown = re.findall(r"\]\(\.\./images/guides/(\S+)\)", text)
    assert shown == [step.picture[0] for step in steps if step.picture]
    for name in shown:
        assert (PICTURES / name).stat().st_size < 200_000
