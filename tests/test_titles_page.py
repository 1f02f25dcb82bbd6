"""The page of an employer's own titles without a browser: an example, a file, lines to paste, corrections."""

from __future__ import annotations

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from pathways.catalogue import load
from pathways.importing import read_titles, titles_template
from pathways.matching import match_titles
from pathways.model import Lang
from pathways.spreadsheets import SEPARATORS, csv_of
from pathways.ui.examples import TITLES
from tests.test_pages import ROOT, SECONDS
from tests.test_wording import plain

PAGE = "pathways/ui/pages/titles.py"
SKILLED = "a-6-1-mecanicien-specialiste"
EXPERIENCED = "a-9-1-technicien-confirme-mecanique"
EXPERT = "a-12-2-technicien-expert-apres-vente"
COMPANY = (
    "Poste;Effectif\nMécanicien spécialiste VI;9\nTechnicien confirmé méca PL;4\nTech. expert APV camion;2\n"
)
WORDS = ("title", "header", "subheader", "markdown", "caption", "warning", "info", "error")
LANGS: tuple[Lang, ...] = ("fr", "en")


def opened(**query: str) -> AppTest:
    """The page at an address."""
    app = AppTest.from_file(str(ROOT / PAGE), default_timeout=SECONDS)
    for name, value in query.items():
        app.query_params[name] = value
    return ran(app)


def ran(app: AppTest) -> AppTest:
    app.run()
    assert not app.exception, app.exception
    return app


def given(content: str | bytes, lang: Lang = "fr", name: str = "postes.csv") -> AppTest:
    """The page after a file was given."""
    app = opened(lang=lang)
    data = content if isinstance(content, bytes) else content.encode()
    app.file_uploader(key="own-file-0").set_value((name, data, "text/csv"))
    return ran(app)


def pasted(text: str, lang: Lang = "fr") -> AppTest:
    app = opened(lang=lang, list="text")
    app.text_area(key="own-text").set_value(text)
    app.button(key="own-text-go").click()
    return ran(app)


def text_of(app: AppTest) -> str:
    """Everything that the page says, from the top; what unfolds with its name."""
    return plain("\n".join(map(_said, app.main)).replace("\\", ""))


def _said(each: Any) -> str:
    if each.type == "expander":
        return str(each.label)
    if each.type in ("html", *WORDS):
        return str(getattr(each, "value", getattr(each.proto, "body", "")))
    return ""


def choices(app: AppTest) -> dict[str, Any]:
    """The question about each title that is shown, by its label."""
    asked = (box for box in app.selectbox if str(box.key).startswith("own-role"))
    return {plain(box.label): box for box in asked}


def choose(app: AppTest, title: str, role: str | None) -> AppTest:
    box = next(box for label, box in choices(app).items() if title in label)
    box.set_value(role)
    return ran(app)


def test_the_example_shows_its_twelve_titles_in_one_click_and_drops_none():
    app = opened()
    assert "lignes lues" not in text_of(app)
    app.radio(key="own-way").set_value("example")
    text = text_of(ran(app))
    assert app.query_params["list"] in ("example", ["example"])
    assert "12 lignes lues" in text
    assert "8 avec un métier · 3 à vérifier · 1 sans métier de la carte." in text
    for line in TITLES.splitlines()[1:]:
        title, heads = line.split(";")
        assert f'<th scope="row" role="rowheader">{title} ({heads})</th>' in text


def test_the_example_can_be_asked_for_in_the_link_and_in_english():
    text = text_of(opened(list="example", lang="en"))
    assert "12 lines read" in text
    assert "8 with a role · 3 to check · 1 without a role of the map." in text
    assert "nothing is stored, and the link of the page does not contain it" in text
    assert "Single points of failure" in text


def test_each_title_shows_its_role_with_its_score_and_what_else_it_may_mean():
    text = text_of(opened(list="example"))
    row = text.split('<th scope="row" role="rowheader">Tech. expert APV camion (2)</th>')[1].split("</tr>")[0]
    assert '<td role="cell" data-column="État">rapproché</td>' in row
    assert f"node={EXPERT}" in row
    assert "(A.12.2)</a> : 100 sur 100" in row
    assert "(Z.12.1)</a> : 69 sur 100" in row.split("Autres possibilités")[1]


def test_the_formula_of_the_score_is_on_the_page():
    assert "deux fois le poids des mots communs" in text_of(opened(list="example"))


@pytest.mark.parametrize("lang", LANGS)
def test_a_title_to_check_counts_once_a_person_has_chosen_its_role(lang: Lang):
    app = opened(list="example", lang=lang)
    assert f"node={SKILLED}" not in standing(app)
    choose(app, "Mécanicien PL", SKILLED)
    text = text_of(app)
    assert {"fr": "choisi à la main", "en": "chosen by hand"}[lang] in text
    assert {"fr": "9 avec un métier · 2 à vérifier", "en": "9 with a role · 2 to check"}[lang] in text
    assert f"node={SKILLED}" in standing(app)
    choose(app, "Mécanicien PL", None)
    assert f"node={SKILLED}" not in standing(app)


def standing(app: AppTest) -> str:
    """The table of our roles by rung and family, and what follows."""
    text = text_of(app)
    return next(each for each in text.split("<table")[2:3])


def test_a_matched_title_can_be_set_aside_and_then_counts_nowhere():
    app = opened(list="example")
    app.radio(key="own-state").set_value("matched")
    choose(ran(app), "Électricien PL", "")
    text = text_of(app)
    assert "écarté à la main" in text
    assert "node=a-6-2-electricien-specialiste" not in standing(app)
    assert "Électricien PL" in text.split("Lignes sans métier confirmé")[1]


def test_a_single_point_of_failure_is_named_with_what_hangs_on_it_and_the_ways_from_outside():
    text = text_of(given(COMPANY))
    weak = text.split("Points de passage obligés")[1].split("Qui pourrait venir")[0]
    assert "Technicien confirmé mécanique" in weak
    assert "1 métier en dépend" in weak
    assert "de l’extérieur" in weak
    assert "1 échelle passe par là" in weak


def test_the_next_steps_of_a_role_come_with_conditions_time_and_training():
    app = given(COMPANY)
    app.selectbox(key="own-next").set_value(SKILLED)
    text = text_of(ran(app)).split("Suites à proposer")[1]
    for said in (
        "promotion, plus haut",
        "24 mois d’expérience",
        "temps dans le poste : 24 mois",
        "formations possibles",
    ):
        assert said in text


def test_the_rung_and_the_least_pay_of_each_role_stand_in_a_table():
    text = text_of(given(COMPANY))
    row = text.split("Mécanicien spécialiste VI</td>")[1].split("</tr>")[0]
    assert '<td role="cell" data-column="échelon">échelon 6</td>' in row
    assert "1 941,00 € (minimum de branche, depuis le 1er octobre 2025)" in row


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", {"fr": "le fichier est vide", "en": "the file is empty"}),
        (b"nom;ville\nA;B\n", {"fr": "aucune colonne d’intitulés", "en": "no column of job titles"}),
        (
            b"poste;effectif\nMacon;dix\n",
            {"fr": "« dix » n’est pas un", "en": "“dix” is no whole"},
        ),
        (b"x" * 6_000_000, {"fr": "6 Mo, plus que les 5 Mo", "en": "6 MB, over the 5 MB"}),
        (b"\x00\x01\x02\xff" * 9, {"fr": "ce n’est ni du texte", "en": "it is neither text"}),
        (b"PK\x03\x04 broken", {"fr": "le classeur est abîmé", "en": "the workbook is damaged"}),
    ],
)
def test_a_bad_file_is_told_where_why_and_what_to_do_and_shows_nothing_else(
    content: bytes, words: dict[Lang, str], lang: Lang
):
    text = text_of(given(content, lang))
    assert {"fr": "La liste n’a pas été lue", "en": "The list was not read"}[lang] in text
    assert words[lang] in text
    assert "<table" not in text


def test_titles_that_are_pasted_are_matched_with_their_heads():
    text = text_of(pasted("Mécanicien spécialiste VI ; 9\n\nInfirmière\n"))
    assert "2 lignes lues" in text
    assert '<th scope="row" role="rowheader">Mécanicien spécialiste VI (9)</th>' in text
    assert '<th scope="row" role="rowheader">Infirmière</th>' in text


def test_nothing_pasted_is_said_to_be_empty():
    assert "lignes collées" in text_of(pasted("   "))


def test_nothing_of_a_list_is_in_the_address():
    app = choose(pasted("Mécanicien PL ; 9\n"), "Mécanicien PL", SKILLED)
    assert {name: app.query_params[name] for name in app.query_params} in (
        {"lang": ["fr"], "list": ["text"]},
        {"lang": "fr", "list": "text"},
    )


def test_a_list_is_still_there_after_another_page_and_gone_once_forgotten():
    app = given(COMPANY)
    app.radio(key="own-way").set_value("example")
    ran(app)
    app.radio(key="own-way").set_value("file")
    assert "3 lignes lues" in text_of(ran(app))
    app.button(key="own-forget").click()
    text = text_of(ran(app))
    assert "lignes lues" not in text
    assert "<table" not in text


def test_the_corrected_table_given_back_shows_what_was_decided():
    listed = "intitulé;effectif;rôle\nMécanicien PL;9;A.6.1\nÉlectricien PL;2;\nInfirmière;1;\n"
    app = given(listed)
    text = text_of(app)
    assert "choisi à la main" in text
    assert "écarté à la main" in text
    assert f"node={SKILLED}" in standing(app)
    assert "node=a-6-2-electricien-specialiste" not in standing(app)


def test_a_long_list_is_shown_whole_and_decided_a_page_at_a_time():
    many = "\n".join(f"Chef d’atelier {number}" for number in range(120))
    app = pasted(many)
    text = text_of(app)
    assert text.count('<th scope="row" role="rowheader">Chef d’atelier ') == 120
    first = set(choices(app))
    assert len(first) == 10
    app.number_input(key="own-page-12").set_value(12)
    last = set(choices(ran(app)))
    assert "Chef d’atelier 119" in " ".join(last)
    assert not first & last


def test_a_title_that_comes_twice_is_asked_about_once_and_counted_twice():
    app = pasted("Mécanicien PL ; 9\nMécanicien PL ; 1\n")
    assert len(choices(app)) == 1
    choose(app, "Mécanicien PL", SKILLED)
    assert "2 avec un métier" in text_of(app)


@pytest.mark.parametrize("lang", LANGS)
def test_the_template_can_be_given_as_it_is(lang: Lang):
    content = csv_of(titles_template(lang), separator=SEPARATORS[lang])
    found = match_titles(load(), read_titles(load(), "template.csv", content, lang))
    assert [(each.listed.heads, each.listed.family) for each in found] == [(4, "A"), (1, None), (None, None)]
    assert all(each.candidates for each in found)


def test_a_title_is_never_taken_for_markup():
    app = pasted("Mécanicien PL <img src=x onerror=alert(1)> [ici](http://x.y) *fort*")
    (label,) = choices(app)
    assert "\\<img" in label
    assert "\\[ici\\]" in label
    assert "\\*fort\\*" in label
    assert '<th scope="row" role="rowheader">Mécanicien PL &lt;img src=x onerror=alert(1)&gt;' in text_of(app)
    assert "<img" not in text_of(app)
