"""What is guessed for words that nothing on the map is called: told through which name, or nothing."""

from __future__ import annotations

import pytest

from pathways import load
from pathways.guessing import guesses
from pathways.names import Closeness, Through, words
from tests.small_map import small


def guessed(text: str) -> list[str]:
    return [hit.id for hit in guesses(load(), text)]


def first_guess(text: str) -> tuple[str, Through, str]:
    assert not load().search(text), "a search that finds something needs no guess"
    hit = guesses(load(), text)[0]
    assert hit.closeness is Closeness.RELATED
    return hit.id, hit.through, hit.matched


@pytest.mark.parametrize(
    ("text", "guess"),
    [
        ("garagiste", ("a-3-1-mecanicien-maintenance", Through.ROME, "Garagiste")),
        ("peintre voiture", ("b-6-2-peintre-specialiste", Through.SAID, "peintre automobile")),
        ("réparer des vélos", ("a-3-5-mecanicien-cycles", Through.SAID, "réparateur vélo")),
        ("vendre des voitures", ("c-20-1-vendeur-automobile-confirme", Through.SAID, "vendeur voitures")),
    ],
)
def test_everyday_words_lead_to_a_role_by_the_name_they_are_like(text: str, guess: tuple[str, Through, str]):
    assert first_guess(text) == guess


def test_a_verb_leads_to_who_does_it():
    assert "i-6-1" not in " ".join(guessed("peindre"))
    assert all("peint" in load().label(node, "fr").lower() for node in guessed("peindre"))


def test_a_word_before_an_apostrophe_does_not_count():
    assert "a-23-1-gestionnaire-atelier" in guessed("technicien d'atelier")
    assert guessed("technicien d'atelier") == guessed("technicien d’atelier")


def test_what_people_write_around_a_trade_finds_nothing_by_itself():
    assert guessed("je veux travailler dans un métier") == []
    assert guessed("travailler avec des vélos") == guessed("vélos") != []


def test_a_short_word_is_not_the_beginning_of_another():
    assert not [hit for hit in load().related("car") if "car" not in words(hit.matched)]


@pytest.mark.parametrize("text", ["boulanger", "zzz", "", "?!"])
def test_nothing_is_guessed_where_no_word_is_like_any_of_the_map(text: str):
    assert guessed(text) == []


def test_no_more_guesses_than_wanted_and_each_node_once():
    found = guessed("mécanicien de garage rapide")
    assert len(found) == len(set(found)) == 6
    assert [each.id for each in guesses(load(), "mécanicien de garage rapide", most=2)] == found[:2]


def test_rare_words_say_more_than_common_ones():
    hits = small().related("technicien camion")
    assert "camion" in hits[0].matched.lower()


def test_a_misspelt_word_begins_as_the_right_one_does():
    assert "préparateur" not in " ".join(hit.matched for hit in load().search("réparer", limit=None)).lower()
