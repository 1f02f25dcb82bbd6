"""Both colour schemes can be read: contrasts as WCAG 2.2 asks for them at level AA."""

from __future__ import annotations

import tomllib

import pytest

from pathways.ui.frame import STYLE
from tests.serving import ROOT

THEME = tomllib.loads((ROOT / ".streamlit/config.toml").read_text(encoding="utf-8"))["theme"]
BACKGROUNDS = ("backgroundColor", "secondaryBackgroundColor")
CAPTION_OPACITY = 0.6


def channels(colour: str) -> list[float]:
    return [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]


def luminance(rgb: list[float]) -> float:
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in rgb]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: list[float], other: list[float]) -> float:
    dark, light = sorted([luminance(one), luminance(other)])
    return (light + 0.05) / (dark + 0.05)


def faded(colour: list[float], behind: list[float], opacity: float) -> list[float]:
    return [c * opacity + b * (1 - opacity) for c, b in zip(colour, behind, strict=True)]


def test_black_on_white_is_21_to_1():
    assert contrast([0, 0, 0], [1, 1, 1]) == pytest.approx(21)


@pytest.mark.parametrize("background", BACKGROUNDS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_captions_links_and_borders_stand_out(scheme: str, background: str):
    behind, text, link, border, primary = (
        channels(THEME[scheme][name])
        for name in (background, "textColor", "linkColor", "borderColor", "primaryColor")
    )
    assert contrast(text, behind) >= 4.5
    assert contrast(faded(text, behind, CAPTION_OPACITY), behind) >= 4.5
    assert contrast(link, behind) >= 4.5
    assert contrast(border, behind) >= 3
    assert contrast(primary, behind) >= 3


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_white_words_on_a_primary_button_can_be_read(scheme: str):
    assert contrast([1, 1, 1], channels(THEME[scheme]["primaryColor"])) >= 4.5


def test_links_of_our_own_have_the_colours_of_the_theme():
    colours = ", ".join(THEME[scheme]["linkColor"] for scheme in ("light", "dark"))
    assert f"a {{ color: light-dark({colours}); }}" in STYLE.read_text(encoding="utf-8")
