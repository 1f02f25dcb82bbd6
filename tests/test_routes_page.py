"""The page of routes without a browser: what somebody who asks is told, from either end."""

from __future__ import annotations

import re

import pytest
from streamlit.testing.v1 import AppTest

from tests.test_pages import BAC_PRO, EXPERT, ROUTES, in_short, shown, words

CAP = "cap-maintenance-vehicules-transport-routier-2014"
FOREMAN, TEACHER, CONFIRMED = "a-23-1-gestionnaire-atelier", "k-9-1", "a-9-1-technicien-confirme-mecanique"
TYRES = "a-3-4-operateur-maintenance-pneumatiques-vi"
BAC_PRO_STEP = "bac-pro-maintenance-vehicules-transport-routier-2025-by-apprenticeship-24"
ELSEWHERE = "diplome-autre-domaine-5"


def said(app: AppTest) -> str:
    """Everything written on the page, with ordinary spaces; expanders and links too."""
    labels = [each.label for each in app.expander]
    text = "\n".join([words(app), *labels])
    return text.replace("\xa0", " ").replace("\u202f", " ").replace("\\", "")


# --- the form -------------------------------------------------------------------------------------


def test_common_diplomas_are_chips_and_all_others_are_searched_and_both_are_one_address():
    app = shown(ROUTES, hold=[CAP, "bts-muc"], to=EXPERT)
    assert app.pills(key="chips").value == [CAP]
    assert app.multiselect(key="holds").value == ["bts-muc"]
    app.pills(key="chips").unselect(CAP).run()
    assert app.query_params["hold"] in ("bts-muc", ["bts-muc"])


def test_months_of_work_are_a_slider_and_go_to_the_address():
    app = shown(ROUTES, exp=f"{TYRES}:36")
    slider = app.select_slider(key=f"months-{TYRES}")
    assert slider.value == 36
    slider.set_value(60).run()
    assert app.query_params["exp"] in (f"{TYRES}:60", [f"{TYRES}:60"])


def test_a_licence_and_a_situation_are_chips():
    app = shown(ROUTES, to=TEACHER, licence="B", status="jobseeker")
    assert app.pills(key="licences").value == ["B"]
    assert app.pills(key="statuses").value == ["jobseeker"]


def test_the_page_asks_for_no_name_and_no_birth_date():
    app = shown(ROUTES)
    assert [each.key for each in app.text_input] == ["search"], "the one thing to write is the goal"
    assert not app.get("date_input")
    assert "Aucun nom, aucune date de naissance" in said(app)


def test_the_goal_is_found_by_everyday_words_and_who_asks_is_kept():
    app = shown(ROUTES, age="17", q="garagiste")
    written = words(app)
    assert "Rien dans cette carte ne s’appelle « garagiste »" in said(app)
    assert re.search(r'href="\./routes\?to=a-3-1-mecanicien-maintenance&amp;age=17"', written)
    assert app.selectbox(key="to").value is None


def test_a_goal_that_is_chosen_is_not_searched_again():
    assert not shown(ROUTES, to=FOREMAN, q="garagiste").text_input


def test_the_assumed_length_comes_with_its_reason():
    app = shown(ROUTES, to=FOREMAN, age="15")
    assert app.slider(key="practice").value == 24
    assert "aucun texte ne donne cette durée" in said(app)


# --- from either end ------------------------------------------------------------------------------


def test_without_a_profile_the_routes_are_those_from_nothing_and_from_each_common_situation():
    app = shown(ROUTES, to=FOREMAN)
    text = said(app)
    assert "D’où partir ?" in text
    starts = [line for line in text.split("<li>") if "J’ai " in line and "href=" in line]
    assert len(starts) == 9
    assert "bac pro Maintenance des véhicules, option camions</a> : 3 ans et 2 mois" in starts[0]
    assert f"to={FOREMAN}" in starts[0]
    assert "D’où partir" not in said(shown(ROUTES, to=FOREMAN, age="15"))


def test_a_profile_without_a_goal_is_told_what_is_open_at_once_first():
    app = shown(ROUTES, hold=CAP, age="18")
    times = [each for each in app.expander if each.label[-1].isdigit()]
    first = times[0]
    assert first.label.replace("\xa0", " ").replace("\\", "") == "tout de suite : 6"
    assert "Mécanicien de maintenance" in first.markdown[0].value
    assert "(échelon 3)" in first.markdown[0].value.replace("\\", "")


def test_where_nothing_is_open_at_once_the_nearest_is_named_and_it_is_not_nothing():
    assert "Rien n’est ouvert tout de suite sur cette carte" in said(shown(ROUTES, age="15"))
    assert "Le plus proche vient en 1 mois" in said(shown(ROUTES, age="15"))
    assert "Rien n’est ouvert" not in said(shown(ROUTES, hold=CAP, age="18"))


# --- routes ---------------------------------------------------------------------------------------


def test_one_route_is_open_the_one_that_the_address_names():
    app = shown(ROUTES, to=FOREMAN, age="15", route="3")
    assert app.radio(key="route").value == 2
    assert app.subheader[0].value.startswith("3")
    assert len(app.get("plotly_chart")) == 2
    app.radio(key="route").set_value(0).run()
    assert "route" not in app.query_params
    assert app.subheader[0].value.startswith("1")


def test_another_question_opens_its_first_route():
    app = shown(ROUTES, to=FOREMAN, age="15", route="3")
    app.radio(key="by").set_value("surest").run()
    assert "route" not in app.query_params
    assert app.radio(key="route").value == 0


def test_a_route_beyond_the_last_opens_the_last():
    app = shown(ROUTES, to=FOREMAN, age="15", route="99")
    assert not app.exception
    assert app.radio(key="route").value == 2


def test_each_trade_off_says_why_it_is_kept():
    told = in_short(shown(ROUTES, to=CONFIRMED, hold=CAP, age="17", by="pareto"))
    assert len(told) == 3
    assert all("Ce qui le fait garder" in route for route in told)


def test_the_everyday_name_of_the_goal_is_told_beside_the_title_of_the_branch():
    assert "On dit aussi : chef d’atelier" in said(shown(ROUTES, to=FOREMAN)).replace(
        "d'atelier", "d’atelier"
    )


def test_pay_at_the_goal_has_its_population_its_day_gross_and_source():
    text = said(shown(ROUTES, to=FOREMAN, age="15"))
    assert "Au moins 2 510,00 € brut par mois pour 35 h" in text
    assert "tous les salariés de la branche" in text
    assert "tables en vigueur le 24 novembre 2026" in text
    assert "Avenant n° 109 du 3 juillet 2025" in text


def test_a_wait_says_until_when_and_leads_to_what_can_be_done_meanwhile():
    text = said(shown(ROUTES, to=TEACHER, age="17", licence="B"))
    assert "À 20 ans, donc entre le 24 novembre 2028 et le 24 novembre 2029" in text
    (link,) = [line for line in text.splitlines() if "En attendant (3 ans)" in line]
    assert "within=36" in link
    assert "age=17" in link
    assert "to=" not in link


def test_a_shut_way_tells_each_unmet_condition_with_its_source_and_date():
    app = shown(ROUTES, to=TEACHER, age="17", licence="B", lang="en")
    way = next(each for each in app.expander if each.label.startswith("recruitment"))
    told = "\n".join(each.value for each in way.markdown).replace("\\", "")
    shut, _, all_of_them = told.partition("Any one of these would do")
    assert "be at least 20 years old" in shut.replace("\xa0", " ")
    assert "2025" in way.get("html")[0].proto.body
    assert "[missing] be at least 20 years old" in all_of_them.replace("\xa0", " ")


def test_within_a_year_an_adult_with_a_diploma_of_another_field_is_shown_shorter_ways_only():
    text = said(shown(ROUTES, hold=ELSEWHERE, age="40", within="12"))
    assert "à portée en 12 mois au plus" in text
    assert "\n18 mois : " not in text


# --- work and choices -----------------------------------------------------------------------------


def test_work_already_done_is_told_what_it_counts_for():
    text = said(shown(ROUTES, age="35", exp=f"{TYRES}:36", **{"as": "student"}))
    assert "Mon travail, est-ce que ça compte ?" in text
    assert "Assez long pour 14 validations des acquis (VAE)" in text
    assert "bulletins de paie" in text
    assert "Ne compte pas" in text
    assert "est-ce que ça compte" not in said(shown(ROUTES, age="35", **{"as": "student"}))


@pytest.mark.slow
def test_a_choice_says_what_it_closes_what_it_delays_and_what_is_not_modelled():
    app = shown(ROUTES, hold=CAP, age="18", choose=BAC_PRO_STEP)
    text = said(app)
    assert "3 qualifications et métiers ne sont plus à portée" in text
    assert "restent à portée, 24 mois plus tard" in text
    assert "La carte ne connaît ni l’abandon en cours de formation" in text


@pytest.mark.slow
def test_two_choices_are_compared_and_the_address_says_both():
    app = shown(ROUTES, hold=CAP, age="18", choose=BAC_PRO_STEP)
    app.selectbox(key="instead").set_value("a-3-1-by-certification").run()
    assert app.query_params["instead"] in ("a-3-1-by-certification", ["a-3-1-by-certification"])
    assert "à portée dans les deux cas" in said(app)


def test_a_choice_that_is_not_open_to_whoever_is_described_is_told_and_left():
    app = shown(
        ROUTES, hold=CAP, age="40", choose="bac-pro-maintenance-vehicules-transport-routier-2025-by-initial"
    )
    assert not app.exception
    app = shown(ROUTES, age="18", choose="a-3-1-by-certification")
    assert "n’est pas ouverte aujourd’hui" in said(app)
    assert app.selectbox(key="choose").value is None


@pytest.mark.parametrize("name", ["choose", "instead"])
def test_an_unknown_step_in_the_address_gets_a_message(name: str):
    assert f"« {name} = nowhere »" in said(shown(ROUTES, age="18", **{name: "nowhere"}))


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_who_is_described_by_the_bac_pro_link_is_answered_in_either_language(lang: str):
    app = shown(ROUTES, to=EXPERT, hold=BAC_PRO, age="19", lang=lang)
    assert len(app.get("plotly_chart")) == 2
