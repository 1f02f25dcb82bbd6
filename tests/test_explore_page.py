"""The page of cards and map without a browser: data, filters, no result, unknown ids, both languages."""

from __future__ import annotations

import html
import re

import pytest

from pathways.catalogue import load
from pathways.coverage import coverage
from pathways.model import Lang
from pathways.selection import FACETS, Selection, Sieve
from tests.test_pages import EXPERT, EXPLORE, shown, words

LANGUAGES = pytest.mark.parametrize("lang", ["fr", "en"])
BEP = "bep-maintenance-vehicules-vp"
DISPUTED = next(node.id for node in load().nodes.values() if node.conflicts)


def text_of(*, page: str = EXPLORE, **query: str | list[str]) -> str:
    """Everything written on the page, as a person reads it."""
    written = re.sub(
        r"<style>.*?</style>|<script>.*?</script>", "", words(shown(page, **query)), flags=re.DOTALL
    )
    return html.unescape(re.sub(r"<[^>]+>", " ", written)).replace("\xa0", " ").replace("\u202f", " ")


def links_of(**query: str | list[str]) -> set[str]:
    """Where the links of the page lead."""
    return {html.unescape(link) for link in re.findall(r'href="([^"]*)"', words(shown(EXPLORE, **query)))}


# --- the map --------------------------------------------------------------------------------------


@LANGUAGES
def test_the_whole_map_is_drawn_listed_and_counted(lang: str):
    text = text_of(lang=lang)
    assert {"fr": "437 fiches montrées sur 437", "en": "437 cards shown of 437"}[lang] in text
    spoken = "" if lang == "fr" else f"&lang={lang}"
    links = links_of(lang=lang)
    assert {f"./explore?node={node}{spoken}" for node in load().nodes} <= links
    assert f"./explore?family=A&rung=12{spoken}" in links


@pytest.mark.parametrize("facet", FACETS)
def test_each_filter_changes_drawing_list_and_count_alike(facet: str):
    sieve = Sieve(load())
    value = sieve.options[facet][-1]
    wanted = sieve.shown(Selection(**{facet: value}))
    written = words(shown(EXPLORE, **{facet: value}))
    marks = re.findall(r'href="\./explore\?node=([^"&]*)&amp;[^"]*" aria-label', written)
    listed = re.findall(r'<li><a href="\./explore\?node=([^"&]*)&amp;', written)
    assert sorted(marks) == sorted(listed) == sorted(wanted)
    assert 0 < len(wanted) < len(load().nodes)
    assert f"{len(wanted)} fiche" in text_of(**{facet: value})


def test_filters_combine_and_one_link_clears_them():
    query = {"family": "A", "vehicle": "truck", "kind": "role"}
    wanted = Sieve(load()).shown(Selection(**query))
    assert f"{len(wanted)} fiches montrées sur 437" in text_of(**query)
    assert "./explore" in links_of(**query)
    assert all(load().nodes[node].family == "A" for node in wanted)


def test_a_filter_by_what_is_law_or_habit_changes_the_map():
    law, usual = (Sieve(load()).shown(Selection(nature=nature)) for nature in ("law", "usual"))
    assert set(law) != set(usual)
    assert f"{len(law)} fiches montrées" in text_of(nature="law")
    assert f"{len(usual)} fiches montrées" in text_of(nature="usual")


def test_filters_that_nothing_answers_say_so():
    assert "Aucune fiche ne répond à tous ces filtres à la fois" in text_of(family="G", vehicle="bicycle")


def test_a_filter_that_is_not_understood_is_told_and_left_out():
    text = text_of(family="nowhere")
    assert "« family = nowhere »" in text
    assert "437 fiches montrées sur 437" in text


def test_the_links_of_a_filtered_map_keep_its_filters():
    assert f"./explore?node={EXPERT}&family=A&kind=role" in links_of(family="A", kind="role")


def test_the_map_is_the_same_whatever_card_is_open():
    def drawn(**query: str) -> str:
        written = [each.proto.body for each in shown(EXPLORE, **query).get("html")]
        (the_map,) = [body for body in written if 'class="map"' in body]
        return str(the_map)

    assert drawn() == drawn(node=EXPERT) == drawn(node=BEP)


# --- a card ---------------------------------------------------------------------------------------


def test_a_closed_diploma_says_so_first_and_names_what_follows_it():
    """A pupil's question: is this still offered? My brother did the BEP."""
    texts = {closed: text_of(node=closed) for closed in (BEP, "bepecaser")}
    for text in texts.values():
        assert text.index("Attention") < text.index("Ce que c’est")
    for successor in load().qualifications["bepecaser"].replaced_by:
        assert load().label(successor, "fr") in texts["bepecaser"]


def test_sources_that_disagree_are_shown_with_their_dates_and_which_is_used():
    text = text_of(node=DISPUTED, lang="en")
    conflict = load().nodes[DISPUTED].conflicts[0]
    assert conflict.about.en in text
    for value in conflict.values:
        assert value.value.en in text


def test_which_rung_goes_with_a_certificate_is_told_with_the_edition_of_the_register():
    text = text_of(node="cqp-technicien-expert-apres-vente-camion")
    assert "échelon 9" in text
    assert "Accord" in text


def test_a_repairer_cannot_inspect_and_the_card_says_by_what_law():
    text = text_of(node="g-9-1-controleur-technique-vehicules")
    assert "la loi exige de ne pas réparer ou vendre des véhicules" in text


def test_codes_lead_to_the_official_pages():
    links = links_of(node="cqp-technicien-expert-apres-vente-camion")
    assert "https://www.francecompetences.fr/recherche/rncp/37071/" in links
    assert any(
        link.startswith("https://candidat.francetravail.fr/metierscope/fiche-metier/I") for link in links
    )


def test_a_condition_of_the_register_says_so_and_one_of_law_too():
    assert "d’après le répertoire" in text_of(node=EXPERT)
    assert "by the register" in text_of(node=EXPERT, lang="en")


def test_a_group_of_conditions_says_whether_one_is_enough():
    written = words(shown(EXPLORE, node=EXPERT))
    assert '<li class="any_of"><b class="op">l’un de' in written
    assert '<li class="all_of"><b class="op">tout ceci' in written


def test_the_text_says_for_each_neighbour_whether_one_climbs():
    text = text_of(node=EXPERT)
    assert re.search(r"Agent de maîtrise atelier[^\[]*\[↑ on monte d’échelon\]", text)


def test_a_card_offers_the_routes_to_it_and_from_it():
    node = "cqp-technicien-expert-apres-vente-camion"
    assert {f"./routes?to={node}", f"./routes?hold={node}"} <= links_of(node=node)
    assert f"./routes?hold={EXPERT}" not in links_of(node=EXPERT)


def test_a_registration_in_doubt_is_a_warning_and_a_sound_one_is_not():
    found = coverage(load())
    lapsing, _ = found.lapsing[0]
    sound = next(iter(set(found.registered) - {each for each, _ in found.lapsing}))
    assert "Please note: the registration ends on" in text_of(node=lapsing, lang="en")
    assert "Please note" not in text_of(node=sound, lang="en")


def test_the_sources_of_a_block_are_under_it_with_their_dates():
    written = words(shown(EXPLORE, node=EXPERT))
    assert re.search(r"Source\xa0: <a href=[^>]*>Accord paritaire national du 19 décembre 2019", written)


def test_the_same_long_list_of_sources_is_listed_once_and_named_after():
    text = text_of(node="cap-peintre-automobile")
    assert re.search(r"Sources : \d+ documents, de \d{4} à \d{4}, sous « Ce que c’est »", text)


def test_what_is_not_published_is_not_said_to_be_of_the_register():
    assert not re.search(
        r"que nos sources ne donnent pas\s+d’après le répertoire", text_of(node="cap-peintre-automobile")
    )


@LANGUAGES
def test_an_unknown_card_still_shows_the_map(lang: str):
    text = text_of(node="bac-pro-maintenance-vehicule", lang=lang)
    assert {"fr": "Introuvable", "en": "Not found"}[lang] in text
    assert "437" in text


def test_a_search_that_finds_nothing_offers_the_nearest():
    app = shown(EXPLORE)
    app.text_input(key="search").set_value("peindre des voitures").run()
    assert not app.exception
    (none,) = app.info
    assert none.value.startswith("Rien dans cette carte ne s’appelle «\xa0peindre des voitures\xa0»")
    assert re.search(r'href="\./explore\?node=b-6-2-peintre-specialiste', words(app))


@pytest.mark.slow
@LANGUAGES
def test_every_card_can_be_opened(lang: Lang):
    """One page shows them all in turn: no node has a card that cannot be written."""
    for node in sorted(load().nodes)[::40]:
        assert load().label(node, lang)[:12] in text_of(node=node, lang=lang)
