"""Finding nodes by what people call them, on the small map."""

from __future__ import annotations

import pytest

from pathways.model import Role, Text
from pathways.names import Closeness, Index, Through, nearest, words
from tests.small_map import small


def found(text: str) -> list[str]:
    return [hit.id for hit in small().search(text)]


def test_a_former_title_finds_its_successor_and_says_through_which_title():
    (hit,) = small().search("maintenance de véhicules industriels")
    assert hit.id == "bac-pro-camion"
    assert hit.through is Through.FORMER
    assert hit.matched == "Bac pro Maintenance de véhicules industriels"


@pytest.mark.parametrize(
    "text",
    [
        "Réceptionnaire après-vente",
        "RECEPTIONNAIRE APRES VENTE",
        "après-vente réceptionnaires",
        "service adviser",
    ],
)
def test_accents_case_order_plurals_and_language_do_not_matter(text: str):
    assert found(text)[0] == "a-20-1-receptionnaire"


@pytest.mark.parametrize("text", ["A.12.2", "a-12-2", "A 12 2", "a122"])
def test_a_code_is_found_however_it_is_spelt(text: str):
    assert found(text)[0] == "a-12-2-technicien-expert"


@pytest.mark.parametrize("text", ["RNCP34367", "rncp 34367", "34367"])
def test_an_old_rncp_code_finds_its_qualification(text: str):
    assert found(text) == ["cqp-expert-camion"]


def test_a_code_that_is_begun_finds_all_that_begin_so():
    assert found("A.C.III") == ["a-c-iii-1-chef-apres-vente"]
    assert found("G.9") == ["g-9-1-controleur"]
    assert found("g") == ["g-9-1-controleur"], "a letter is a word of an id, and begins no word"


def test_an_alternative_title_of_a_role_finds_it():
    (hit,) = small().search("metteur au point")
    assert (hit.id, hit.through, hit.closeness) == ("a-12-2-technicien-expert", Through.TITLE, Closeness.SAME)


def test_the_same_words_come_before_words_among_others_and_those_before_misspelt_ones():
    ranks = {hit.id: hit.closeness for hit in small().search("technicien expert après-vente", limit=None)}
    assert ranks == {
        "a-12-2-technicien-expert": Closeness.SAME,
        "cqp-expert-camion": Closeness.AMONG_OTHERS,
    }
    assert found("technicien expert après-vente") == list(ranks)
    assert {hit.closeness for hit in small().search("tecnicien expert")} == {Closeness.ALIKE}


def test_a_whole_word_in_a_long_title_comes_before_a_begun_one_in_a_short_title():
    titles = {"r-1": "Ventes", "r-2": "Ventelle", "r-3": "Chef des ventes de pièces"}
    roles = [Role(id=name, label=Text(fr=title, en=title)) for name, title in titles.items()]
    assert [hit.id for hit in Index(roles).find("vente")] == ["r-1", "r-3", "r-2"]


def test_a_former_title_with_fewer_other_words_comes_before_a_longer_title_of_today():
    first = small().search("technicien expert camion")[0]
    assert (first.id, first.through) == ("cqp-expert-camion", Through.FORMER)
    assert found("expert après-vente")[:1] == ["a-12-2-technicien-expert"]


def test_every_word_asked_must_be_found():
    assert "cqp-expert-camion" in found("technicien expert")
    assert found("technicien boulanger") == []


def test_words_that_are_begun_are_enough():
    assert found("récep ap") == ["a-20-1-receptionnaire"]


@pytest.mark.parametrize("text", ["", "  ", "de la", "?!"])
def test_no_word_that_counts_finds_nothing(text: str):
    assert found(text) == []


def test_no_more_hits_than_the_limit():
    assert len(small().search("technicien", limit=2)) == 2
    assert small().search("technicien", limit=2) == small().search("technicien", limit=None)[:2]


def test_short_words_keep_their_s():
    assert words("Les bus des champs") == ("bus", "champ")


def test_nothing_is_near_an_id_that_resembles_none():
    assert nearest("zzzz", ["cap-mv"]) == ()
