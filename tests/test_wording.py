"""What the interface says: the same in both languages, and what a condition looks like in words."""

from __future__ import annotations

import json
import string
from collections import Counter
from datetime import date
from typing import get_args

import pytest

from pathways.model import (
    Access,
    Basis,
    Experience,
    Lang,
    Nature,
    Qualification,
    QualificationKind,
    Role,
    Rung,
    Step,
    Vehicle,
)
from pathways.wording import day, decimal, duration, euros, outline, rung, say, say_many, sentences
from pathways.wording.words import LOCALES
from tests.small_map import small

LANGUAGES: tuple[Lang, ...] = ("fr", "en")


def plain(text: str) -> str:
    """A text with the spaces that cannot break made ordinary."""
    return text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")


def shown(step: Step, lang: Lang = "fr") -> list[str]:
    """The conditions of a step, a line each, indented by two spaces a level."""
    tree = outline(step.requires, small(), lang, step=step)
    return [plain("  " * depth + text) for depth, text in tree.lines()]


# --- the two languages ----------------------------------------------------------------------------


def placeholders(sentence: str) -> Counter[str]:
    return Counter(name for _, name, _, _ in string.Formatter().parse(sentence) if name)


def test_both_languages_have_the_same_sentences():
    assert set(sentences("fr")) == set(sentences("en"))


@pytest.mark.parametrize("key", sorted(sentences("fr")))
def test_a_sentence_says_the_same_things_in_both_languages(key: str):
    assert placeholders(sentences("fr")[key]) == placeholders(sentences("en")[key])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_sentence_is_written_twice_or_left_empty(lang: Lang):
    pairs = json.loads((LOCALES / f"{lang}.json").read_text(encoding="utf-8"), object_pairs_hook=list)
    assert [key for key, count in Counter(key for key, _ in pairs).items() if count > 1] == []
    assert [key for key, text in pairs if not text.strip()] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_word_of_the_model_has_its_name(lang: Lang):
    words = [
        *(f"access.{access}" for access in Access),
        *(f"basis.{basis}" for basis in Basis),
        *(f"nature.{nature}" for nature in Nature),
        *(f"outline.nature.{nature}" for nature in Nature),
        *(f"kind.{kind}" for kind in get_args(QualificationKind)),
        *(f"vehicle.{vehicle}" for vehicle in get_args(Vehicle)),
        *(f"level.{level}" for level in range(1, 9)),
        *(f"sheet.{status}" for status in get_args(Role.model_fields["status"].annotation)),
    ]
    assert [word for word in words if word not in sentences(lang)] == []


def test_french_does_not_begin_a_line_with_a_colon_or_a_closing_quote():
    loose = [key for key, text in sentences("fr").items() if any(f" {mark}" in text for mark in ":;!?»%")]
    assert loose == []
    assert say("outline.any_of", "fr") == "l’un de\N{NO-BREAK SPACE}:"


def test_an_unknown_sentence_is_an_error():
    with pytest.raises(KeyError):
        say("no.such.key", "fr")


# --- numbers, days, lengths -----------------------------------------------------------------------


def test_euros_are_written_as_each_language_writes_them():
    assert plain(euros(1213.56, "fr")) == "1 213,56 €"
    assert euros(1213.56, "en") == "€1,213.56"
    assert plain(euros(1000, "fr")) == "1 000,00 €"


def test_numbers_are_written_as_each_language_writes_them():
    assert plain(decimal(1213.5, "fr")) == "1 213,5"
    assert decimal(1213.5, "en") == "1,213.5"


@pytest.mark.parametrize(
    ("when", "fr", "en"),
    [
        (date(2026, 11, 24), "24 novembre 2026", "24 November 2026"),
        (date(2027, 2, 1), "1er février 2027", "1 February 2027"),
        ("2019-12-21", "21 décembre 2019", "21 December 2019"),
        ("2019-12", "décembre 2019", "December 2019"),
        ("2017", "2017", "2017"),
    ],
)
def test_a_day_is_told_as_far_as_it_is_known(when: date | str, fr: str, en: str):
    assert (day(when, "fr"), day(when, "en")) == (fr, en)


@pytest.mark.parametrize(
    ("shortest", "longest", "fr", "en"),
    [
        (14, 24, "14 à 24 mois", "14 to 24 months"),
        (24, 24, "24 mois", "24 months"),
        (1, 1, "1 mois", "1 month"),
        (36, 36, "3 ans", "3 years"),
        (36, 60, "3 à 5 ans", "3 to 5 years"),
        (24, 36, "24 à 36 mois", "24 to 36 months"),
        (38, 48, "3 ans et 2 mois à 4 ans", "3 years and 2 months to 4 years"),
        (37, None, "3 ans et 1 mois", "3 years and 1 month"),
        (0, 0, "aucun délai", "no time"),
        (None, None, "durée inconnue", "unknown length"),
    ],
)
def test_a_length_reads_as_one_would_say_it(shortest: int | None, longest: int | None, fr: str, en: str):
    assert (duration(shortest, longest, "fr"), duration(shortest, longest, "en")) == (fr, en)


def test_a_length_that_is_only_a_lower_bound_says_at_least():
    assert duration(24, 36, "fr", at_least=True) == "au moins 24 mois"
    assert duration(24, 36, "en", at_least=True) == "at least 24 months"


def test_at_least_nothing_is_an_unknown_length():
    assert duration(0, None, "fr", at_least=True) == "durée inconnue"


def test_counting_takes_the_plural_of_the_language():
    assert say_many("validate.problems", 0, "en", file="f") == "f: 0 problems"
    assert plain(say_many("validate.problems", 0, "fr", file="f")) == "f : 0 problème"


def test_a_rung_is_named_on_both_parts_of_the_ladder():
    assert rung(Rung(echelon=12), "fr") == "échelon 12"
    assert rung(Rung(cadre="III"), "fr") == "cadre III"
    assert rung(Rung(cadre="III"), "en") == "cadre (executive) III"


# --- conditions -----------------------------------------------------------------------------------


def test_a_tree_of_conditions_reads_from_the_top():
    assert shown(small().steps["cqp-expert-camion-professionalisation"]) == [
        "tout ceci :",
        "  l’un de :",
        "    avoir « Bac pro Maintenance des véhicules de transport routier »",
        (
            "    avoir un diplôme ou un titre de niveau 4 (celui du bac) au moins, "
            "dans la filière Maintenance (déduit par nous)"
        ),
        "      Pourquoi : « ou équivalent »",
        "  l’un de :",
        "    avoir 25 ans au plus — la loi l’exige",
        "    inscription à France Travail — la loi l’exige",
    ]


def test_the_same_tree_reads_in_english():
    assert shown(small().steps["cqp-expert-camion-professionalisation"], "en") == [
        "all of:",
        "  one of:",
        "    hold “Vocational baccalaureate in road transport vehicle maintenance”",
        (
            "    hold a qualification of French level 4 (that of the baccalaureate) or above, "
            "in the field of Maintenance (derived by us)"
        ),
        "      Why: “or equivalent”",
        "  one of:",
        "    be 25 years old at most — the law requires it",
        "    registered as a jobseeker — the law requires it",
    ]


def test_practice_of_a_length_that_we_assume_says_so_and_why():
    assert shown(small().steps["a-20-1-by-promotion"]) == [
        "tout ceci :",
        "  être ou avoir été en poste comme Technicien expert après-vente",
        (
            "  24 mois de pratique comme Technicien expert après-vente ou Technicien confirmé mécanique "
            "(durée supposée par nous)"
        ),
        "    Pourquoi : Aucun texte ne donne la durée.",
        "  décision de l’employeur",
    ]


def test_practice_in_a_field_says_from_which_rung_how_recent_and_what_does_not_count():
    assert shown(small().steps["cqp-expert-camion-vae"]) == [
        (
            "12 mois de pratique dans la filière Maintenance, à l’échelon 9 ou au-dessus, "
            "dans les 5 années qui précèdent, hors temps de formation"
        )
    ]


def test_what_is_excluded_and_what_is_asked_are_told_apart():
    assert shown(small().steps["g-9-1-by-bac"]) == [
        "tout ceci :",
        "  avoir un diplôme ou un titre de niveau 4 (celui du bac) au moins, dans la filière Maintenance",
        "  rien de ceci :",
        "    être ou avoir été en poste comme Réceptionnaire après-vente",
        "    être ou avoir été en poste comme Mécanicien de maintenance",
    ]


def test_what_nobody_publishes_and_what_is_only_usual_say_so():
    assert shown(small().steps["ingenieur-atelier-apprenticeship"]) == [
        "tout ceci :",
        (
            "  d’habitude, sans que ce soit obligatoire : "
            "avoir « Technicien expert après-vente véhicules utilitaires et industriels »"
        ),
        "  condition non publiée : les conditions d'admission de l'école",
    ]


def test_age_licence_and_status_read_as_things_one_has():
    assert shown(small().steps["titre-moniteur-continuing"], "en") == [
        "all of:",
        "  be at least 20 years old — the law requires it",
        "  hold driving licence B — the law requires it",
        "  no criminal record that rules the job out — the law requires it",
    ]
    assert (
        shown(small().steps["bac-pro-camion-apprenticeship"])[1]
        .strip()
        .startswith("avoir entre 16 et 29 ans")
    )


def test_how_a_diploma_must_have_been_prepared_is_said():
    assert shown(small().steps["a-9-1-by-bac"]) == [
        (
            "avoir « Bac pro Maintenance des véhicules de transport routier », "
            "par apprentissage ou formation continue (adultes)"
        )
    ]


def test_a_step_without_conditions_is_open_to_all_because_a_source_says_so():
    tree = outline(None, small(), "fr", step=small().steps["cap-mecano-initial"])
    assert (tree.text, tree.kind) == ("ouvert à tous, sans condition", "open")
    assert [citation.id for citation in tree.sources] == ["register"]


def test_many_roles_have_a_line_each():
    roles = [role for role in small().roles if role.startswith("a-")]
    practice = Experience.model_validate({"experience": {"months": 24, "roles": roles}, "nature": "advised"})
    tree = outline(practice, small(), "en")
    assert tree.text == "advised, not compulsory: 24 months of practice in one of these roles:"
    assert [(child.kind, child.node) for child in tree.children] == [("role", role) for role in roles]


def test_a_condition_stands_on_its_own_basis_and_sources_or_else_on_those_of_its_step():
    step = small().steps["bac-pro-camion-apprenticeship"]
    age, diploma = outline(step.requires, small(), "fr", step=step).children
    assert [citation.id for citation in age.sources] == ["code"]
    assert (age.nature, age.basis) == (Nature.LAW, Basis.STATED)
    assert [citation.id for citation in diploma.children[0].sources] == ["register"]
    assert diploma.children[0].node == "cap-mecano"


def test_a_condition_of_an_assumed_step_is_assumed():
    step = small().steps["a-9-1-by-bac"].model_copy(update={"basis": Basis.ASSUMED})
    assert shown(step)[0].endswith("(supposé par nous)")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", sorted(small().steps))
def test_every_condition_of_the_map_has_words(name: str, lang: Lang):
    assert all(line.strip() and "{" not in line for line in shown(small().steps[name], lang))


def test_the_map_asks_for_every_kind_of_condition():
    kinds = {
        node.kind for step in small().steps.values() for node in flat(outline(step.requires, small(), "fr"))
    }
    assert kinds >= {
        "all_of", "any_of", "none_of", "holds", "at_least_level", "experience", "age", "licence", "status",
        "employer_decision", "in_post", "not_published", "open",
    }  # fmt: skip


def flat(tree):
    yield tree
    for child in tree.children:
        yield from flat(child)


def test_the_kinds_of_the_small_map_are_named_in_the_language_asked():
    kinds = {node.kind for node in small().nodes.values() if isinstance(node, Qualification)}
    assert {say(f"kind.{kind}", "fr") for kind in kinds} >= {"CAP", "CQP", "bac pro", "diplôme d’ingénieur"}
