"""The pages without a browser: data, no result, unknown ids, bad values, both languages."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).resolve().parent.parent
HOME, EXPLORE, ROUTES, ABOUT = (
    f"pathways/ui/pages/{name}.py" for name in ("home", "explore", "routes", "about")
)
SECONDS = 60
BAC_PRO = "bac-pro-maintenance-vehicules-transport-routier-2014"
EXPERT = "a-12-2-technicien-expert-apres-vente"
HEAD = "a-c-iii-1-chef-apres-vente"
LEAFLET = "cqp-technicien-expert-apres-vente-camion"


def shown(page: str, **query: str | list[str]) -> AppTest:
    """A page as a visitor with this address gets it."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=SECONDS)
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    if page != HOME:
        app.switch_page(page)
        for name, value in query.items():
            app.query_params[name] = value
        app.run()
    assert not app.exception, app.exception
    return app


def words(app: AppTest) -> str:
    """Everything written on a page."""
    kinds = ("title", "header", "subheader", "markdown", "caption", "warning", "info")
    said = [str(getattr(each, "value", "")) for kind in kinds for each in app.get(kind)]
    written = [each.proto.body for each in app.get("html")]
    return "\n".join([*said, *written]).replace("\\", "")


def in_short(app: AppTest) -> list[str]:
    """The routes as they are offered: what each takes, and what to know of it."""
    return [caption.replace("\\", "") for caption in app.radio(key="route").proto.captions]


def test_a_card_shows_the_leaflet_word_for_word_of_its_meaning_and_the_register_beside_it():
    text = words(shown(EXPLORE, node=LEAFLET)).replace("\u202f", " ").replace("\xa0", " ")
    for said in ("14 à 24 mois", "RNCP37071", "1 213,56 €", "CQP Technicien expert après-vente camion"):
        assert said in text
    blocks = (
        "Comment y accéder",
        "Ce que l’on gagne au moins pendant la formation",
        "La suite, d’après les sources",
    )
    for block in blocks:
        assert block in text


def test_an_unknown_id_in_the_address_gets_a_message_and_the_nearest_ids():
    app = shown(EXPLORE, node="bac-pro-maintenance-vehicule")
    assert "n’existe pas dans cette carte" in words(app)


def test_a_search_through_a_former_title_says_so():
    app = shown(EXPLORE)
    app.text_input(key="search").set_value("metteur en main").run()
    assert not app.exception
    found = [line for line in words(app).split("\n") if "ancien nom" in line]
    assert any("conseiller en livraison" in line and "href=" in line for line in found)
    assert app.query_params["q"] in ("metteur en main", ["metteur en main"])


def test_a_search_without_result_says_so():
    app = shown(EXPLORE)
    app.text_input(key="search").set_value("xyzzy").run()
    assert "Rien dans cette carte ne s’appelle" in words(app)


@pytest.mark.parametrize(
    ("lang", "said"), [("fr", "parcours les plus courts vers"), ("en", "fastest routes to")]
)
def test_the_address_alone_asks_for_routes(lang: str, said: str):
    text = words(shown(ROUTES, to=EXPERT, hold=BAC_PRO, age="19", lang=lang))
    assert said in text
    assert "1. " in text


def test_a_goal_that_nothing_leads_to_says_why():
    text = words(shown(ROUTES, to="a-c-ii-5-responsable-magasin"))
    assert "Aucun parcours ne mène à" in text
    assert "aucune voie d’accès dans nos sources" in text


def test_the_filters_of_the_address_are_shown_in_the_form_and_asked_for():
    app = shown(
        ROUTES, to="z-17-1-coordinateur", hold=BAC_PRO, age="19", nodecision="1", stated="1", longest="60"
    )
    assert [app.checkbox(key=key).value for key in ("no-decisions", "stated-only")] == [True, True]
    assert app.number_input(key="longest").value == 60
    assert "laissée de côté" in words(app)
    app.checkbox(key="no-decisions").uncheck().run()
    assert "nodecision" not in app.query_params


def test_a_goal_that_nothing_leads_to_says_what_would_open_it():
    text = words(shown(ROUTES, to="n-3-1-employe-comptabilite", age="19"))
    assert "Ce qui ouvrirait une voie" in text
    assert "BEP Métiers des services administratifs" in text


def test_a_goal_already_held_says_so():
    assert "Rien à faire" in words(shown(ROUTES, to=BAC_PRO, hold=BAC_PRO))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("to", "nowhere"),
        ("hold", "nothing"),
        ("age", "-3"),
        ("exp", f"{EXPERT}:x"),
        ("by", "luck"),
        ("on", "x"),
    ],
)
def test_what_the_address_says_wrong_is_told_and_left_out(name: str, value: str):
    text = words(shown(ROUTES, **{name: value}))
    assert f"« {name} = {value} »" in text.replace("\xa0", " ")


@pytest.mark.parametrize(
    "said",
    [
        {"exp": [f"{EXPERT}:1200"]},
        {"practice": "600"},
        {"age": "99", "k": "10", "on": "2199-12-31"},
        {"licence": ["B", "D1E", "B"], "status": ["jobseeker", "jobseeker"]},
    ],
)
def test_the_form_shows_the_most_that_an_address_may_say(said: dict[str, str | list[str]]):
    assert not shown(ROUTES, to=HEAD, **said).warning


def test_a_diploma_said_twice_is_held_once_in_the_way_said_last():
    app = shown(ROUTES, hold=[f"{BAC_PRO}@initial", f"{BAC_PRO}@apprenticeship"])
    assert app.pills(key="chips").value == [BAC_PRO]
    assert app.selectbox(key=f"way-{BAC_PRO}").value == "apprenticeship"


def test_holding_everything_breaks_nothing():
    from pathways.catalogue import load

    app = shown(ROUTES, to=EXPERT, hold=list(load().qualifications))
    assert "Tout de suite" in words(app)


def test_a_day_before_the_pay_tables_is_told():
    text = words(shown(ROUTES, to=EXPERT, hold=BAC_PRO, on="1999-01-01"))
    assert "Hors de nos tables" in text


def test_choosing_a_starting_point_fills_the_form_and_the_address():
    app = shown(ROUTES, to=EXPERT)
    app.button(key="start-bac-pro-camion").click().run()
    assert not app.exception
    assert app.query_params["age"] in ("19", ["19"])
    assert app.pills(key="chips").value == [BAC_PRO]


def test_moving_the_assumed_length_changes_the_routes_at_once():
    app = shown(ROUTES, to=EXPERT, hold=BAC_PRO, age="19")
    before = app.subheader[0].value
    app.slider(key="practice").set_value(3).run()
    assert app.query_params["practice"] in ("3", ["3"])
    assert app.subheader[0].value != before


@pytest.mark.parametrize(("lang", "said"), [("fr", "Ce que nous supposons"), ("en", "What we assume")])
def test_the_data_page_tells_what_is_assumed_dated_and_disputed(lang: str, said: str):
    text = words(shown(ABOUT, lang=lang))
    assert said in text
    assert "24" in text
    assert "OMSA" in text or "Organisation, management" in text


def test_a_data_file_that_cannot_be_read_is_told_on_the_page(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    from pathways.ui.cache import the_map

    broken = tmp_path / "cut-short.json"
    broken.write_text('{"edition": "x", "steps": [', encoding="utf-8")
    monkeypatch.setenv("PATHWAYS_DATA", str(broken))
    the_map.clear()
    try:
        app = shown(EXPLORE)
        assert "Les données ne peuvent pas être lues" in words(app)
        assert "line 1" in app.error[0].value.replace("\\", "")
    finally:
        the_map.clear()


def test_every_card_of_a_field_is_a_link_in_its_list_in_the_language_asked():
    from pathways.catalogue import load

    text = words(shown(EXPLORE, family="G", lang="en"))
    of_the_field = [node.id for node in load().nodes.values() if node.family == "G"]
    assert of_the_field
    for node in of_the_field:
        assert f'href="./explore?node={node}&amp;family=G&amp;lang=en"' in text


@pytest.mark.parametrize(("lang", "title"), [("fr", "Introuvable"), ("en", "Not found")])
def test_an_unknown_card_offers_the_nearest_ones_as_links(lang: str, title: str):
    from pathways.catalogue import load

    app = shown(EXPLORE, node="bac-pro-maintenance-vehicule", lang=lang)
    assert app.title[0].value == title
    nearest = load().nearest("bac-pro-maintenance-vehicule")
    spoken = "" if lang == "fr" else "&amp;lang=en"
    assert nearest
    for node in nearest:
        assert f'href="./explore?node={node}{spoken}"' in words(app)


def test_the_counts_of_the_data_page_are_those_of_the_file():
    from pathways.catalogue import load

    file = load().file
    text = words(shown(ABOUT, lang="en"))
    assert f"- {len(file.roles)} roles" in text
    assert f"- {len(file.training_places)} training places" in text


# --- within reach ---------------------------------------------------------------------------------


def test_without_a_goal_the_page_tells_what_is_within_reach_and_each_leads_to_its_routes():
    app = shown(ROUTES, hold=BAC_PRO, age="19", within="12", lang="en")
    text = words(app)
    assert "Within reach" in text
    assert "within reach in 12 months at most" in text
    assert f'href="./routes?to={EXPERT}' not in text, "its practice alone takes two years"
    technician = "a-9-2-technicien-electricien-electronicien"
    (link,) = [line for line in text.splitlines() if f"to={technician}" in line]
    assert f"hold={BAC_PRO}" in link
    assert "age=19" in link


def test_the_time_asked_is_kept_in_the_address_and_more_time_reaches_further():
    app = shown(ROUTES, hold=BAC_PRO, age="19", within="12", lang="en")
    app.selectbox(key="within").set_value(36).run()
    assert app.query_params["within"] == "36"
    assert f"to={EXPERT}" in words(app)


def test_nobody_in_particular_is_asked_to_choose_a_goal_and_shown_nothing_else():
    text = words(shown(ROUTES))
    assert "Un point de départ ou un but suffit pour commencer" in text
    assert "À portée" not in text


@pytest.mark.parametrize(
    ("reader", "title"), [("student", "Mes parcours possibles"), ("recruiter", "Les parcours possibles")]
)
def test_a_page_speaks_to_whoever_reads_it(reader: str, title: str):
    assert shown(ROUTES, **{"as": reader}).title[0].value == title


def test_only_the_ways_of_training_that_one_wants_are_shown():
    cap, bac_pro = "cap-maintenance-vehicules-transport-routier-2014", BAC_PRO.replace("2014", "2025")
    query = {"hold": cap, "age": "17", "to": bac_pro}
    assert any("voie scolaire" in route for route in in_short(shown(ROUTES, **query)))
    only = in_short(shown(ROUTES, only="apprenticeship", **query))
    assert only
    assert all("apprentissage" in route and "voie scolaire" not in route for route in only)
