"""What the interface says: the same in both languages, and what a condition looks like in words."""

from __future__ import annotations

import json
import string
from collections import Counter
from datetime import date
from typing import get_args

import pytest
from pydantic import TypeAdapter

from pathways.model import (
    Access,
    Basis,
    Experience,
    Holds,
    Lang,
    Nature,
    Qualification,
    QualificationKind,
    Requirement,
    Role,
    Rung,
    Step,
    Text,
    Vehicle,
)
from pathways.typography import typeset
from pathways.wording import (
    day,
    decimal,
    duration,
    euros,
    in_one_line,
    outline,
    rung,
    say,
    say_many,
    sentences,
)
from pathways.wording.words import LOCALES
from tests.small_map import small

LANGUAGES: tuple[Lang, ...] = ("fr", "en")
GROUPS = ("all_of", "any_of", "none_of", "excluded")


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


ONLY_IN_ENGLISH = {
    "card.level": {"eqf": 1}
}  # a French level is an EQF level: in French it would say it twice


@pytest.mark.parametrize("key", sorted(sentences("fr")))
def test_a_sentence_says_the_same_things_in_both_languages(key: str):
    french = placeholders(sentences("fr")[key]) + Counter(ONLY_IN_ENGLISH.get(key, {}))
    assert french == placeholders(sentences("en")[key])


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
        *(f"outline.{group}.{nature}" for group in GROUPS for nature in Nature if nature != Nature.REGISTER),
        *(f"outline.not_published.{nature}" for nature in Nature if nature.is_advice),
        *(f"outline.prepared.{access}" for access in Access if access.is_training),
        *(f"kind.{kind}" for kind in get_args(QualificationKind)),
        *(f"vehicle.{vehicle}" for vehicle in get_args(Vehicle)),
        *(f"level.{level}" for level in range(1, 9)),
        *(f"sheet.{status}" for status in get_args(Role.model_fields["status"].annotation)),
    ]
    assert [word for word in words if word not in sentences(lang)] == []


@pytest.mark.parametrize("mark", [":", ";", "!", "?", "»", "%", "€"])
def test_french_does_not_begin_a_line_with_a_mark_that_needs_a_word_before_it(mark: str):
    assert typeset(f"mot {mark} mot", "fr") == f"mot\xa0{mark} mot"
    assert typeset(f"word {mark} word", "en") == f"word {mark} word"


@pytest.mark.parametrize(
    "kept", ["« mot", "24 mois", "3 ans", "1 année", "245 h", "3,5 t", "12 kg", "90 km", "n° 2", "1 213 €"]
)
def test_french_does_not_part_a_number_from_its_unit_or_a_quote_from_its_word(kept: str):
    assert " " not in typeset(kept, "fr")


@pytest.mark.parametrize("apart", ["en 2024 et 2025", "les 14 titres", "12 heures", "niveau 4"])
def test_other_spaces_may_end_a_line(apart: str):
    assert typeset(apart, "fr") == apart


def test_apostrophes_are_those_of_print_in_both_languages_and_quotes_stay():
    assert typeset("l'option qu'on suit, l'« agent »", "fr") == "l’option qu’on suit, l’«\xa0agent\xa0»"
    assert typeset("the branch's sheet, the centres' own", "en") == "the branch’s sheet, the centres’ own"
    assert typeset("no role 'mecano'?", "en") == "no role 'mecano'?"


def test_what_a_person_reads_is_set_and_what_the_search_reads_is_not():
    text = Text(fr="l'option B : voitures", en="the branch's own")
    assert (text["fr"], text["en"]) == ("l’option B\xa0: voitures", "the branch’s own")
    assert text.fr == "l'option B : voitures"
    assert say("outline.any_of", "fr") == "l’un de\xa0:"
    assert say("line.name", "fr", name="l'option B : voitures").endswith("l’option B\xa0: voitures")


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
    assert (plain(duration(shortest, longest, "fr")), duration(shortest, longest, "en")) == (fr, en)


def test_a_length_that_is_only_a_lower_bound_says_at_least():
    assert plain(duration(24, 36, "fr", at_least=True)) == "au moins 24 mois"
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
        "  la loi exige l’un de :",
        "    avoir 25 ans au plus",
        "    inscription à France Travail",
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
        "  the law requires one of:",
        "    be 25 years old at most",
        "    registered as a jobseeker",
    ]


def test_practice_of_a_length_that_we_assume_says_so_and_why():
    assert shown(small().steps["a-20-1-by-promotion"]) == [
        "tout ceci :",
        "  travailler ou avoir travaillé comme Technicien expert après-vente",
        (
            "  24 mois d’expérience : Technicien expert après-vente ou Technicien confirmé mécanique "
            "(durée supposée par nous)"
        ),
        "    Pourquoi : Aucun texte ne donne la durée.",
        "  que l’employeur le décide",
    ]


def test_practice_in_a_field_says_from_which_rung_how_recent_and_what_does_not_count():
    assert shown(small().steps["cqp-expert-camion-vae"]) == [
        (
            "12 mois d’expérience dans la filière Maintenance, à l’échelon 9 ou au-dessus, "
            "dans les 5 années qui précèdent, hors temps de formation"
        )
    ]


def test_what_is_excluded_and_what_is_asked_are_told_apart():
    assert shown(small().steps["g-9-1-by-bac"]) == [
        "tout ceci :",
        "  avoir un diplôme ou un titre de niveau 4 (celui du bac) au moins, dans la filière Maintenance",
        "  à condition de ne pas :",
        "    travailler ou avoir travaillé comme Réceptionnaire après-vente",
        "    travailler ou avoir travaillé comme Mécanicien de maintenance",
    ]


def test_what_nobody_publishes_and_what_is_only_usual_say_so():
    assert shown(small().steps["ingenieur-atelier-apprenticeship"]) == [
        "tout ceci :",
        (
            "  d’habitude, sans que ce soit obligatoire : "
            "avoir « Technicien expert après-vente véhicules utilitaires et industriels »"
        ),
        "  à confirmer : les conditions d’admission de l’école",
    ]


def test_age_licence_and_status_read_as_things_one_has():
    assert shown(small().steps["titre-moniteur-continuing"], "en") == [
        "the law requires all of:",
        "  be at least 20 years old",
        "  hold driving licence B",
        "  no criminal record that rules the job out",
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
            "avec une préparation en apprentissage ou en formation continue"
        )
    ]


def test_in_one_line_a_group_inside_a_group_is_in_brackets_and_reasons_are_left_out():
    raw = {
        "any_of": [
            {"age": {"max": 29}},
            {"all_of": [{"licence": "B"}, {"status": "jobseeker", "why": {"fr": "car", "en": "for"}}]},
        ]
    }
    tree = outline(TypeAdapter(Requirement).validate_python(raw), small(), "en")
    one = "one of: be 29 years old at most; (all of: hold driving licence B; registered as a jobseeker)"
    assert in_one_line(tree, "en") == one


def test_a_step_without_conditions_is_open_to_all_because_a_source_says_so():
    tree = outline(None, small(), "fr", step=small().steps["cap-mecano-initial"])
    assert (tree.text, tree.kind) == ("ouvert à tous, dans la limite des places", "open")
    assert [citation.id for citation in tree.sources] == ["register"]


def test_many_roles_have_a_line_each():
    roles = [role for role in small().roles if role.startswith("a-")]
    practice = Experience.model_validate({"experience": {"months": 24, "roles": roles}, "nature": "advised"})
    tree = outline(practice, small(), "en")
    assert tree.text == "advised, not compulsory: 24 months of experience in one of these roles:"
    assert [(child.kind, child.node) for child in tree.children] == [("role", role) for role in roles]


def test_a_condition_stands_on_its_own_basis_and_sources_or_else_on_those_of_its_step():
    step = small().steps["bac-pro-camion-apprenticeship"]
    age, diploma = outline(step.requires, small(), "fr", step=step).children
    assert [citation.id for citation in age.sources] == ["code"]
    assert (age.nature, age.basis) == (Nature.LAW, Basis.STATED)
    assert [citation.id for citation in diploma.children[0].sources] == ["register"]
    assert diploma.children[0].node == "cap-mecano"


def asked_for(requirement: object, lang: Lang = "fr", step: Step | None = None) -> list[str]:
    """A requirement of the data file in words, a line each, indented by two spaces a level."""
    read = TypeAdapter(Requirement).validate_python(requirement)
    tree = outline(read, small(), lang, step=step)
    return [plain("  " * depth + text) for depth, text in tree.lines()]


CAP, BAC = {"holds": "cap-mecano"}, {"holds": "bac-pro-camion"}
WHY = {"why": {"fr": "remplace l’ancien", "en": "replaces the old one"}}
EXPERT, TECHNICIAN = "a-12-2-technicien-expert", "a-9-1-technicien"


def test_what_binds_a_whole_group_is_said_once_and_on_the_group():
    law = {"nature": "law"}
    assert asked_for({"all_of": [CAP | law, {"any_of": [BAC | law, {"licence": "B"} | law]}]}, "en") == [
        "the law requires all of:",
        "  hold “Vocational certificate in vehicle maintenance”",
        "  one of:",
        "    hold “Vocational baccalaureate in road transport vehicle maintenance”",
        "    hold driving licence B",
    ]
    assert asked_for({"none_of": [{"in_post": EXPERT} | law, CAP | law]})[0] == "la loi exige de ne pas :"
    assert asked_for({"any_of": [CAP | {"nature": "advised"}, BAC | {"nature": "advised"}]}) == [
        "conseillé, pas obligatoire, l’un de :",
        "  avoir « CAP Maintenance des véhicules »",
        "  avoir « Bac pro Maintenance des véhicules de transport routier »",
    ]


def test_what_binds_a_part_of_a_group_is_said_of_that_part_only():
    told = asked_for({"any_of": [CAP | {"nature": "law"}, BAC]}, "en")
    assert told == [
        "one of:",
        "  hold “Vocational certificate in vehicle maintenance” — the law requires it",
        "  hold “Vocational baccalaureate in road transport vehicle maintenance”",
    ]


def test_what_a_group_above_has_said_is_not_said_again():
    cap = Holds.model_validate(CAP | {"nature": "law"})
    assert outline(cap, small(), "en", said=Nature.LAW).text.endswith("maintenance”")


def test_the_one_thing_that_is_ruled_out_is_told_in_one_line():
    expert = {"in_post": EXPERT}
    said = "travailler ou avoir travaillé comme Technicien expert après-vente"
    assert asked_for({"none_of": [expert]}) == [f"à condition de ne pas {said}"]
    ruled_out = {"none_of": [expert | {"nature": "law"} | WHY]}
    assert asked_for(ruled_out) == [f"la loi exige de ne pas {said}", "  Pourquoi : remplace l’ancien"]
    all_of = {"all_of": [ruled_out, {"licence": "B", "nature": "law"}]}
    assert asked_for(all_of)[:2] == ["la loi exige tout ceci :", f"  à condition de ne pas {said}"]


def test_a_reason_that_a_whole_group_shares_is_said_once_under_it():
    assert asked_for({"any_of": [CAP | WHY, BAC | WHY]})[1:] == [
        "  avoir « CAP Maintenance des véhicules »",
        "  avoir « Bac pro Maintenance des véhicules de transport routier »",
        "  Pourquoi : remplace l’ancien",
    ]


def test_a_reason_of_all_that_is_derived_in_a_group_is_said_once_as_theirs():
    derived = WHY | {"basis": "derived"}
    expert = {"holds": "cqp-expert-camion"}
    assert asked_for({"any_of": [expert, CAP | derived, BAC | derived]})[2:] == [
        "  avoir « CAP Maintenance des véhicules » (déduit par nous)",
        "  avoir « Bac pro Maintenance des véhicules de transport routier » (déduit par nous)",
        "  Déduit par nous : remplace l’ancien",
    ]
    nested = {"all_of": [{"licence": "B"}, {"any_of": [expert, CAP | derived, BAC | derived]}]}
    assert asked_for(nested)[-1] == "    Déduit par nous : remplace l’ancien", (
        "in the group that has them all"
    )
    assert (
        asked_for({"any_of": [expert | {"basis": "derived"}, CAP | derived, BAC | derived]}).count(
            "    Pourquoi : remplace l’ancien"
        )
        == 2
    ), "one that is derived has another reason"


def test_a_post_is_not_named_beside_practice_in_it_alone():
    practice = {"experience": {"months": 24, "roles": [EXPERT]}}
    decision = {"employer_decision": True}
    assert asked_for({"all_of": [{"in_post": EXPERT}, practice, decision]}) == [
        "tout ceci :",
        "  24 mois d’expérience : Technicien expert après-vente",
        "  que l’employeur le décide",
    ]
    assert asked_for({"all_of": [{"in_post": EXPERT}, practice]}, "en") == [
        "24 months of experience as Expert after-sales technician"
    ]
    assert len(asked_for({"all_of": [{"in_post": TECHNICIAN}, practice]})) == 3, "of another role"
    assert len(asked_for({"any_of": [{"in_post": EXPERT}, practice]})) == 3, "one of the two is enough"


def test_a_diploma_that_can_no_longer_be_obtained_is_marked_from_the_day_after():
    old = Holds.model_validate({"holds": "bep-ancien"})

    def said(on: date) -> str:
        return plain(outline(old, small(), "fr", on=on).text)

    assert said(date(2012, 1, 1)) == "avoir « BEP Maintenance de véhicules » (ne se prépare plus)"
    assert said(date(2011, 12, 31)) == "avoir « BEP Maintenance de véhicules »"
    assert "(no longer taught)" in outline(old, small(), "en").text, "on the day of the map"


def test_what_nobody_publishes_has_one_heading_and_no_basis():
    unsaid = {"not_published": {"fr": "le niveau d’entrée", "en": "the entry level"}}
    derived = small().steps["a-9-1-by-bac"].model_copy(update={"basis": Basis.DERIVED})
    assert asked_for(unsaid, step=derived) == ["à confirmer : le niveau d’entrée"]
    assert asked_for(unsaid | {"nature": "advised"}, "en") == [
        "to be confirmed, not compulsory: the entry level"
    ]
    assert asked_for(unsaid | {"nature": "law"}) == ["à confirmer : le niveau d’entrée — la loi l’exige"]


def test_one_of_several_vehicles_is_enough():
    level = {"at_least_level": 4, "vehicles": ["car", "truck"]}
    assert asked_for(level)[0].endswith(", pour voitures ou camions")


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
