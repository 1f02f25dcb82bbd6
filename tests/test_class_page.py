"""The page of a group without a browser: two candidates in the address, or a list in memory; never a name."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from pathways.catalogue import load
from pathways.importing.profiles import profiles_in, template
from pathways.model import Lang
from pathways.spreadsheets import SEPARATORS, csv_of
from tests.test_compare_page import table_of
from tests.test_pages import BAC_PRO, EXPERT, ROOT, SECONDS, shown
from tests.test_routes_page import CAP, said

CLASS = "pathways/ui/pages/class.py"
TWO = {"a.hold": BAC_PRO, "a.age": "19", "b.hold": CAP, "b.age": "24"}
LIST = f"label;age;holds\nA;19;{BAC_PRO}\nB;24;{CAP}\nC;15;\n"


def with_list(text: str, lang: str = "fr") -> AppTest:
    """The page after a list has been given."""
    app = AppTest.from_file(str(ROOT / CLASS), default_timeout=SECONDS)
    for name, value in {"to": EXPERT, "list": "1", "lang": lang}.items():
        app.query_params[name] = value
    app.run()
    app.file_uploader(key="class-list").set_value(("profils.csv", text.encode(), "text/csv")).run()
    assert not app.exception, app.exception
    return app


def test_two_candidates_are_in_the_link_and_compared_condition_by_condition_without_a_score():
    app = shown(CLASS, to=EXPERT, **TWO)
    told = [[cell.strip() for cell in row] for row in table_of(app).rows]
    assert [cell.partition(" Sources")[0] for cell in told[1][1:]] == [
        "Profil A 14 mois",
        "Profil B 3 ans et 2 mois",
    ]
    assert any("✗ manque" in cell for row in told for cell in row)
    assert "il n’y a ni note ni classement" in said(app)


def test_what_is_typed_goes_to_the_address_of_its_own_candidate():
    app = shown(CLASS, to=EXPERT, **TWO)
    app.number_input(key="b.age").set_value(31).run()
    assert app.query_params["b.age"] in ("31", ["31"])
    assert app.query_params["a.age"] in ("19", ["19"])


def test_another_way_can_be_compared_and_an_unknown_one_is_told():
    app = shown(CLASS, to=EXPERT, **TWO)
    way = next(each for each in app.selectbox(key="way").options if each.startswith("promotion"))
    app.selectbox(key="way").select(way).run()
    assert "a-12-2" in str(app.query_params["way"])
    assert any("décision" in row[0] or "employeur" in row[0] for row in table_of(app).rows)
    assert "way" in shown(CLASS, to=EXPERT, way="nowhere", **TWO).warning[0].value


def test_one_candidate_alone_is_not_compared():
    assert "la comparaison s’affiche ici" in said(shown(CLASS, to=EXPERT, **{"a.age": "19"}))


def test_a_list_is_read_in_memory_and_its_rows_are_compared():
    app = with_list(LIST)
    text = said(app)
    assert "3 profils vers" in text
    assert app.get("download_button")[-1].label == "Ce tableau pour un tableur (CSV)"  # type: ignore[union-attr]
    assert "aucun de ses" not in text
    assert "le lien de la page ne la contient pas" in text
    assert BAC_PRO not in str(app.query_params)


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("fr", "aucun nom ni aucune date de naissance n’est lu"),
        ("en", "no name and no birth date is ever read"),
    ],
)
@pytest.mark.parametrize("column", ["nom", "Prénom", "name", "date de naissance"])
def test_a_column_of_names_is_refused_in_the_readers_language(column: str, lang: str, words: str):
    app = with_list(f"label;age;{column}\nA;19;Dupont\n", lang=lang)
    text = said(app)
    assert words in text
    assert "Dupont" not in text
    assert "profils vers" not in text


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_template_is_a_list_that_can_be_read(lang: Lang):
    given = csv_of(template(load()), separator=SEPARATORS[lang])
    assert [label for label, _ in profiles_in(load(), "x.csv", given)] == list("ABCDEFGHI")
    assert [who for _, who in profiles_in(load(), "x.csv", given)] == [
        entry.profile for entry in load().file.entry_points
    ]


def test_an_unknown_id_of_a_candidate_gets_a_message():
    assert "« hold = nothing »" in said(shown(CLASS, to=EXPERT, **{"a.hold": "nothing"}))


def test_rows_without_a_label_are_called_by_their_line():
    assert [label for label, _ in profiles_in(load(), "x.csv", b"age\n19\n20\n", "fr")] == [
        "ligne 2",
        "ligne 3",
    ]
