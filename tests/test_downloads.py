"""What can be taken away from a page, without a browser: the offers and the address."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from tests.serving import ROOT

SCRIPT = str(ROOT / "tests" / "data" / "taking_away.py")


@pytest.mark.parametrize(
    ("lang", "labels"),
    [
        ("fr", ["Une page à imprimer (PDF, A4)", "Ce tableau pour un tableur (CSV)"]),
        ("en", ["One page to print (PDF, A4)", "This table for a spreadsheet (CSV)"]),
    ],
)
def test_each_offer_says_its_format(lang: str, labels: list[str]):
    app = AppTest.from_file(SCRIPT, default_timeout=60)
    app.query_params["lang"] = lang
    app.run()
    assert not app.exception
    assert [each.label for each in app.download_button] == labels


def test_nothing_is_made_before_the_click(monkeypatch: pytest.MonkeyPatch):
    def fail(*_: object, **__: object) -> bytes:
        raise AssertionError("made too early")

    monkeypatch.setattr("pathways.handout.card_handout", fail)
    monkeypatch.setattr("pathways.sheets.tables.card_table", fail)
    app = AppTest.from_file(SCRIPT, default_timeout=60).run()
    assert not app.exception


def test_a_page_that_nobody_visits_has_no_address():
    app = AppTest.from_file(SCRIPT, default_timeout=60).run()
    assert [each.value for each in app.text] == [""]
