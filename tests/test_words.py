"""The words of the trade on a page come with their line of the glossary."""

from __future__ import annotations

from pathways.cards.words import words_about, words_used
from pathways.catalogue import load


def terms(text: str) -> list[str]:
    return [term for term, _ in words_used(load(), [text], "fr")]


def test_a_word_used_is_explained_and_no_other():
    assert terms("Préparer un CQP en apprentissage") == ["apprentissage", "CQP"]


def test_any_name_of_an_entry_counts_and_plurals_do():
    assert set(terms("deux échelons pour les VUI")) == {"échelon", "VL, VUI, PL, VI"}


def test_an_abbreviation_is_no_ordinary_word():
    assert "CAP" not in terms("garder le cap")


def test_every_term_is_explained_in_both_languages():
    for entry in load().file.glossary:
        assert entry.text.fr
        assert entry.text.en != entry.text.fr


def test_a_term_with_an_apostrophe_is_found_as_it_is_printed_and_as_it_is_typed():
    assert terms("une prime d’intégration") == ["prime d’intégration"]
    for typed in ("prime d'intégration", "prime d’intégration"):
        assert "prime d’intégration" in [term for term, _ in words_about(load(), typed, "fr")]
