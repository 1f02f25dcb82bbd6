"""The page that compares, without a browser: data, too few, too many, unknown ids, both languages."""

from __future__ import annotations

import re
from datetime import date
from html.parser import HTMLParser

import pytest
from streamlit.testing.v1 import AppTest

from pathways.ui.address import Asked
from tests.test_pages import shown, words

PAGE = "pathways/ui/pages/compare.py"
BAC_PRO = "bac-pro-maintenance-vehicules-vehicules-legers-2025"
CARROSSIER = "cap-carrossier-automobile"
PARTS = "cap-vendeur-magasinier-pra"
C2 = [BAC_PRO, CARROSSIER, PARTS]
CONFIRMED = "a-9-1-technicien-confirme-mecanique"
EXPERT = "a-12-2-technicien-expert-apres-vente"


class Table(HTMLParser):
    """The rows of the table of a page, each as the texts of its cells."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.scopes: list[str | None] = []
        self.links: list[str] = []
        self._inside = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag == "tr":
            self.rows.append([])
        if tag in ("th", "td"):
            self.rows[-1].append("")
            self._inside = True
        if tag == "th":
            self.scopes.append(said.get("scope"))
        if tag == "a":
            self.links.append(said.get("href") or "")

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag not in ("th", "td")

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.rows[-1][-1] += data.replace("\xa0", " ") + " "


def said(app: AppTest, name: str) -> list[str]:
    """What the address says under a name: AppTest gives one text alone, and several as a list."""
    found = app.query_params.get(name, [])
    return [found] if isinstance(found, str) else list(found)


def html_of(app: AppTest) -> str:
    return "\n".join(each.proto.body for each in app.get("html"))


def table_of(app: AppTest) -> Table:
    found = re.search(r"<table.*</table>", html_of(app), re.DOTALL)
    assert found is not None
    return Table(found[0])


def test_three_qualifications_stand_in_the_order_asked_in_rows_without_a_blank_cell():
    app = shown(PAGE, node=C2)
    told = table_of(app)
    assert [cell.split("CAP ·")[0].strip() for cell in told.rows[0][2:]] == [
        "CAP carrossier automobile",
        "CAP Vendeur-magasinier en pièces de rechange et équipements automobiles",
    ]
    assert {len(row) for row in told.rows} == {4}
    assert all(cell.strip() for row in told.rows for cell in row)
    assert set(told.scopes) == {"col", "row"}
    labels = [row[0] for row in told.rows[1:]]
    assert len(labels) == 13
    assert all("≠ différent" in label or "= identique" in label for label in labels)
    assert f"./explore?node={CARROSSIER}" in told.links
    assert app.multiselect(key="nodes").value == C2


def test_english_keeps_its_language_in_the_links():
    app = shown(PAGE, node=C2[:2], lang="en")
    told = table_of(app)
    assert any("≠ different" in row[0] for row in told.rows)
    assert f"./explore?node={CARROSSIER}&lang=en" in told.links
    assert "Side by side" in words(app)


def test_the_switch_leaves_only_the_rows_that_differ_and_stands_in_the_address():
    app = shown(PAGE, node=C2)
    app.toggle(key="only-differences").set_value(True).run()
    assert said(app, "diff") == ["1"]
    labels = [row[0] for row in table_of(app).rows[1:]]
    assert labels
    assert all("≠ différent" in label for label in labels)


def test_choosing_another_one_adds_a_column():
    app = shown(PAGE, node=C2[:2])
    app.multiselect(key="nodes").set_value([*C2]).run()
    assert said(app, "node") == C2
    assert {len(row) for row in table_of(app).rows} == {4}


@pytest.mark.parametrize(("lang", "asked_for"), [("fr", "au moins deux"), ("en", "at least two")])
def test_with_nothing_chosen_the_page_says_what_to_do_and_shows_examples(lang: str, asked_for: str):
    app = shown(PAGE, lang=lang)
    assert asked_for in words(app)
    assert "<table" not in html_of(app)
    assert html_of(app).count("./compare?") >= 2


def test_with_one_chosen_the_page_asks_for_another():
    app = shown(PAGE, node=CARROSSIER)
    assert "encore au moins un" in words(app)
    assert "<table" not in html_of(app)


def test_an_unknown_id_is_told_with_the_nearest_and_the_rest_counts():
    app = shown(PAGE, node=[*C2[:2], "cap-carrossier-automobil"])
    assert CARROSSIER in app.warning[0].value.replace("\\", "")
    assert {len(row) for row in table_of(app).rows} == {3}


def test_of_five_the_first_four_are_compared_and_it_is_told():
    five = [*C2, CONFIRMED, EXPERT]
    app = shown(PAGE, node=five)
    assert "4 au plus" in words(app)
    assert {len(row) for row in table_of(app).rows} == {5}


def test_what_an_address_says_is_never_run_as_html():
    app = shown(PAGE, node=["<script>alert(1)</script>", *C2[:2]])
    assert "<script>alert" not in html_of(app)


# --- routes ---------------------------------------------------------------------------------------

QUESTION = {"to": CONFIRMED, "hold": "cap-maintenance-vehicules-vehicules-legers-2025", "age": "17"}


def test_the_routes_named_are_compared_with_where_they_part():
    app = shown(PAGE, **QUESTION, route=["1", "3"])
    text = words(app).replace("\xa0", " ")
    assert "Ils se séparent dès la première étape : parcours 1" in text
    assert "Le parcours 3 dure 12 mois de plus que le parcours 1" in text
    assert [app.checkbox(key=f"route-{n}").value for n in (1, 2, 3)] == [True, False, True]
    assert [cell.split()[:2] for cell in table_of(app).rows[0][1:]] == [["Parcours", "1"], ["Parcours", "3"]]


def test_without_a_number_the_first_two_are_compared_and_a_box_changes_that():
    app = shown(PAGE, **QUESTION)
    assert len(table_of(app).rows[0]) == 3
    app.checkbox(key="route-3").check().run()
    assert said(app, "route") == ["1", "2", "3"]
    assert len(table_of(app).rows[0]) == 4


def test_a_route_that_is_not_there_is_told():
    app = shown(PAGE, **QUESTION, by="pareto", route=["1", "2", "10"])
    assert any("route" in each.value and "10" in each.value for each in app.warning)
    assert len(table_of(app).rows[0]) == 3


def test_what_is_no_place_of_a_route_is_told_and_no_route_may_be_chosen():
    app = shown(PAGE, **QUESTION, route=["1", "2", "x"])
    assert "route = x" in app.warning[0].value.replace("\\", "").replace("\xa0", " ")
    for number in (1, 2):
        app.checkbox(key=f"route-{number}").uncheck().run()
    assert "encore au moins un" in words(app)
    assert [app.checkbox(key=f"route-{n}").value for n in (1, 2, 3)] == [False] * 3


def test_one_route_cannot_be_compared():
    app = shown(PAGE, **QUESTION, route="2")
    assert "encore au moins un" in words(app)


def test_without_routes_the_page_says_why():
    app = shown(PAGE, to=PARTS, age="15")
    assert "au moins deux parcours" in words(app)
    assert "<table" not in html_of(app)


def test_another_goal_forgets_which_routes_were_compared():
    app = shown(PAGE, **QUESTION, route=["1", "3"])
    app.selectbox(key="goal").set_value(EXPERT).run()
    assert said(app, "to") == [EXPERT]
    assert "route" not in app.query_params
    assert said(app, "age") == ["17"]


# --- links ----------------------------------------------------------------------------------------


def test_a_card_and_an_answer_lead_to_the_comparison():
    assert f"./compare?node={CARROSSIER}" in html_of(shown("pathways/ui/pages/explore.py", node=CARROSSIER))
    assert f"./compare?to={CONFIRMED}" in html_of(shown("pathways/ui/pages/routes.py", **QUESTION))


def test_a_question_has_the_day_and_as_many_routes_as_are_needed():
    asked = Asked(to=EXPERT, k=3, only=("vae",), longest=12)
    day = date(2026, 11, 24)
    assert asked.question(EXPERT, day, at_least=7).k == 7
    assert asked.question(EXPERT, day, at_least=2).k == 3
    assert asked.question(EXPERT, day).on == day
