"""What each page offers to take away: a page to print, and each of its tables."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from tests.test_pages import BAC_PRO, EXPERT, EXPLORE, HEAD, LEAFLET, ROUTES, shown

COMPARE, CLASS = "pathways/ui/pages/compare.py", "pathways/ui/pages/class.py"
ROUTE = {"to": HEAD, "hold": BAC_PRO, "age": "19"}


def offered(app: AppTest) -> list[str]:
    """The labels of the buttons that give a file, in the order of the page."""
    return [each.label for each in app.get("download_button")]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("page", "query", "labels"),
    [
        (EXPLORE, {}, ["The cards shown, as a table (CSV)"]),
        (
            EXPLORE,
            {"node": LEAFLET},
            [
                "One page to print (PDF, A4)",
                "The card as a table (CSV)",
            ],
        ),
        (
            ROUTES,
            ROUTE,
            [
                "One page to print (PDF, A4)",
                "The routes as a table (CSV)",
                "The money month by month (CSV)",
                "The conditions to tick (CSV)",
                "What is missing, as a table (CSV)",
            ],
        ),
        (ROUTES, {"hold": BAC_PRO, "age": "19"}, ["This list as a table (CSV)"]),
        (ROUTES, {"to": "a-c-ii-5-responsable-magasin"}, ["One page to print (PDF, A4)"]),
        (
            COMPARE,
            {"node": [LEAFLET, EXPERT]},
            ["One page to print (PDF, A4)", "This table for a spreadsheet (CSV)"],
        ),
    ],
)
def test_a_page_offers_what_it_shows_on_paper_and_as_tables(
    page: str, query: dict[str, str | list[str]], labels: list[str]
):
    assert offered(shown(page, lang="en", **query)) == labels
