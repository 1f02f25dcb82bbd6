"""What the cards of the small map say, block by block."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from pathways.cards import Block, Card, Line, card
from pathways.catalogue import Catalogue, parse
from pathways.errors import UnknownId
from pathways.model import Lang
from tests.small_map import small, small_raw
from tests.test_wording import plain

TODAY = date(2026, 11, 24)


def blocks(
    node: str, lang: Lang = "fr", on: date = TODAY, catalogue: Catalogue | None = None
) -> dict[str, Block]:
    return {block.key: block for block in card(catalogue or small(), node, lang, on).blocks}


def said(block: Block) -> list[str]:
    """The lines of a block, indented by two spaces a level."""
    return [plain(text) for line in block.lines for text in lines(line, 0)]


def lines(line, depth: int):
    yield "  " * depth + line.text
    for child in line.children:
        yield from lines(child, depth + 1)


def cited(block: Block) -> list[tuple[str, str | None]]:
    return [(reference.id, reference.locator) for reference in block.citations]


# --- the whole ------------------------------------------------------------------------------------


def test_the_card_of_a_qualification_has_its_blocks_in_the_order_of_the_questions():
    assert list(blocks("cqp-expert-camion")) == [
        "what", "content", "ways_in", "ways_on", "onward", "exits", "outcomes", "leaflet_nature",
        "leaflet_contract", "leaflet_advantages", "leaflet_afterwards", "leaflet_reasons",
        "leaflet_where_to_ask", "leaflet_reservation", "registration", "rung", "names", "conflicts",
        "notes", "unsaid",
    ]  # fmt: skip


def test_the_card_of_a_role_has_its_sheet_and_the_bare_decision_as_a_remark():
    assert list(blocks("a-12-2-technicien-expert")) == [
        "what", "ways_in", "bare_decision", "ways_on", "sheet", "rung", "names",
    ]  # fmt: skip


def test_title_and_subtitle_say_what_it_is():
    french, english = (card(small(), "cqp-expert-camion", lang, TODAY) for lang in ("fr", "en"))
    assert french.title == "Technicien expert après-vente véhicules utilitaires et industriels"
    assert french.subtitle == "CQP · niveau 5 (bac + 2) · Maintenance · échelon 12"
    assert english.title == "Expert after-sales technician, trucks"
    assert english.subtitle.endswith("EQF 5 · Maintenance · échelon 12 on the branch’s pay scale")
    assert (french.edition, french.on) == ("small.1", TODAY)


def test_the_subtitle_of_a_qualification_whose_rung_depends_on_its_preparation_gives_both():
    assert card(small(), "bac-pro-camion", "fr", TODAY).subtitle.endswith("échelon 6 ou échelon 9")


def test_an_unknown_id_has_no_card():
    with pytest.raises(UnknownId):
        card(small(), "cqp-expert", "fr", TODAY)


@pytest.mark.parametrize("node", ["cap-mecano", "a-12-2-technicien-expert"])
def test_pay_comes_right_after_the_ways_in(node: str):
    pay = Block("pay", "Rémunération", (Line("1 213,56 €"),))
    keys = [block.key for block in card(small(), node, "fr", TODAY, extra=[pay]).blocks]
    after = keys[keys.index("ways_in") + 1 :]
    assert [key for key in after if key != "bare_decision"][:2] == ["pay", "ways_on"]


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("node", sorted(small().nodes))
def test_every_block_of_every_card_says_something_and_what_it_knows_is_cited(node: str, lang: Lang):
    shown = card(small(), node, lang, TODAY)
    for block in shown.blocks:
        assert block.title
        assert all(text.strip() and "{" not in text for text in said(block))
        assert block.lines
        assert block.citations or block.key == "unsaid"
        assert len(set(block.citations)) == len(block.citations)


def test_a_card_is_the_same_whatever_the_order_of_the_file():
    raw = small_raw()
    for entries in raw.values():
        if isinstance(entries, list):
            entries.reverse()
    upside_down = parse(raw)
    assert all(same(node, upside_down) for node in small().nodes)


def same(node: str, other: Catalogue) -> bool:
    def of(catalogue: Catalogue) -> Card:
        return card(catalogue, node, "fr", TODAY)

    return of(small()) == of(other)


# --- names and registration -----------------------------------------------------------------------


def test_names_give_those_beside_the_title_with_their_source():
    names = blocks("bac-pro-camion")["names"]
    assert said(names) == [
        "En anglais : Vocational baccalaureate in road transport vehicle maintenance",
        "Ancien nom : Bac pro Maintenance de véhicules industriels",
    ]
    assert cited(names) == [("register", "série 2")]


def test_in_english_the_french_name_is_told_and_the_title_is_not():
    assert said(blocks("bac-pro-camion", "en")["names"])[0] == (
        "Today’s French name: Bac pro Maintenance des véhicules de transport routier"
    )
    assert not any(line.startswith("In English") for line in said(blocks("bac-pro-camion", "en")["names"]))


def test_a_node_that_has_no_other_name_has_no_names():
    same = changed("cap-mecano", label={"fr": "CAP Mécano", "en": "CAP Mécano"}, also_called=["cap mecano"])
    assert "names" not in blocks("cap-mecano", "en", catalogue=same)


def test_a_replaced_qualification_names_its_successor():
    line = blocks("cap-mecano", catalogue=changed("cap-mecano", replaced_by=["bac-pro-camion"]))[
        "names"
    ].lines[-1]
    assert plain(line.text) == "Remplacé par : Bac pro Maintenance des véhicules de transport routier"
    assert line.node == "bac-pro-camion"


def changed(node: str, **changes: object) -> Catalogue:
    """The small map after changing some fields of a qualification or a role."""
    raw = small_raw()
    for entry in (*raw["qualifications"], *raw["roles"]):
        if entry["id"] == node:
            entry.update(changes)
    return parse(raw)


def registration(node: str, on: date = TODAY, **changes: object) -> list[str]:
    """What a card warns of, then its registration block, after changing some fields of the node."""
    shown = blocks(node, "en", on, changed(node, **changes))
    told = said(shown["registration"]) if "registration" in shown else []
    return [*warned(shown), *told]


def warned(shown: dict[str, Block]) -> list[str]:
    """The warnings of a card; they are its first lines."""
    warnings = [plain(line.text) for block in shown.values() for line in block.lines if line.warns]
    assert said(next(iter(shown.values())))[: len(warnings)] == warnings
    return warnings


def code(status: str, until: str | None) -> dict[str, object]:
    return {"code": "RNCP1", "status": status, "until": until}


ENDS_SOON = "Please note: the registration ends on {} ({} left). Check before committing yourself."
NONE_IN_FORCE = (
    "Please note: we know of no registration in force. It may have been renewed under another code: "
    "check before committing yourself."
)
UNKNOWN = (
    "Please note: we do not know whether the registration is in force. Check before committing yourself."
)


def test_a_registration_that_runs_for_more_than_a_year_is_plain():
    assert registration("bac-pro-camion") == [
        "RNCP40009: registered until 31 December 2028",
        "First examination session: 2028",
    ]


def test_a_registration_that_ends_within_a_year_warns_and_an_old_code_does_not():
    assert registration("cqp-expert-camion") == [
        ENDS_SOON.format("23 November 2027", "11 months"),
        "RNCP37071: registered until 23 November 2027",
        "RNCP34367: registration ended (day unknown)",
    ]


@pytest.mark.parametrize(
    ("until", "left"),
    [
        ("2026-11-24", "that is today"),
        ("2026-11-25", "1 day left"),
        ("2026-11-30", "6 days left"),
        ("2026-12-14", "20 days left"),
        ("2026-12-15", "3 weeks left"),
        ("2026-12-31", "5 weeks left"),
        ("2027-02-22", "12 weeks left"),
        ("2027-02-23", "2 months left"),
        ("2027-08-31", "9 months left"),
    ],
)
def test_a_warning_says_how_long_is_left_and_never_too_much(until: str, left: str):
    (warning, _) = registration("cap-mecano", rncp=[code("registered", until)])
    assert f"({left})" in warning


def test_the_warning_begins_a_year_before_the_end():
    codes = [code("registered", "2027-11-25")]
    assert registration("cap-mecano", date(2026, 11, 24), rncp=codes) == [
        "RNCP1: registered until 25 November 2027"
    ]
    assert len(registration("cap-mecano", date(2026, 11, 25), rncp=codes)) == 2


def test_the_longest_registration_decides():
    codes = [code("registered", "2026-12-31"), code("registered", "2030-12-31") | {"code": "RNCP2"}]
    assert registration("cap-mecano", rncp=codes) == [
        "RNCP1: registered until 31 December 2026",
        "RNCP2: registered until 31 December 2030",
    ]


def test_a_registration_that_has_ended_without_renewal_warns():
    assert registration("ingenieur-atelier") == [
        NONE_IN_FORCE,
        "RNCP39055: registration ended on 31 August 2026",
    ]


def test_a_registration_is_judged_on_the_day_asked():
    assert (
        registration("ingenieur-atelier", date(2026, 8, 31))[-1]
        == "RNCP39055: registered until 31 August 2026"
    )


def test_a_registration_cites_the_sources_that_name_its_code():
    raw = small_raw()
    cap = next(each for each in raw["qualifications"] if each["id"] == "cap-mecano")
    cap["sources"].append({"id": "survey", "locator": "RNCP39809, p. 2"})
    assert cited(blocks("cap-mecano", catalogue=parse(raw))["registration"]) == [
        ("survey", "RNCP39809, p. 2")
    ]


def test_an_unknown_registration_is_not_taken_for_one_in_force():
    assert registration("cap-mecano", rncp=[code("unknown", None)]) == [
        UNKNOWN,
        "RNCP1: we do not know whether its registration is in force",
    ]


def test_a_registration_without_an_end_is_not_said_to_end():
    assert registration("cap-mecano", rncp=[code("registered", None)]) == ["RNCP1: registered, end unknown"]


def test_no_code_is_said_and_raises_no_alarm():
    assert registration("titre-moniteur") == []
    assert (
        "its registration in the national register (RNCP)"
        in said(blocks("titre-moniteur", "en")["unsaid"])[0]
    )


def test_a_closed_qualification_says_so_first_with_what_replaces_it_and_nothing_of_what_nobody_tells():
    shown = blocks("bep-ancien", "en")
    assert said(shown["what"])[:2] == [
        "Please note: the last day to obtain it was 31 December 2011. Those who hold it keep what it opens.",
        "Replaced by: Vocational baccalaureate in road transport vehicle maintenance",
    ]
    assert shown["what"].lines[1].node == "bac-pro-camion"
    assert list(shown) == ["what", "ways_on", "names"]
    assert len(said(shown["names"])) == 1, "the successor is named once"


def test_a_qualification_that_will_close_warns_in_the_year_before():
    will_close: dict[str, Any] = {"closed_on": "2026-12-31", "sessions": {"last": 2026}}
    told = registration("cap-mecano", rncp=[code("registered", "2027-08-31")], **will_close)
    assert told == [
        (
            "Please note: it can only be obtained until 31 December 2026 (5 weeks left). "
            "Those who hold it will keep what it opens."
        ),
        "RNCP1: registered until 31 August 2027",
        "Last examination session: 2026",
    ]
    replaced = changed("cap-mecano", replaced_by=["bac-pro-camion"], **will_close)
    assert "Replaced by" in said(blocks("cap-mecano", "en", catalogue=replaced)["what"])[1]
    assert not any(
        "Replaced by" in line for line in said(blocks("cap-mecano", "en", catalogue=replaced)["names"])
    )
    told = registration("cap-mecano", date(2025, 12, 30), rncp=[], **will_close)
    assert told[0] == "Last day to obtain it: 31 December 2026. Those who hold it will keep what it opens."


def test_a_registration_that_ends_before_a_qualification_closes_is_warned_of_too():
    told = registration("cap-mecano", rncp=[code("registered", "2026-11-30")], closed_on="2026-12-31")
    assert [line.partition(" (")[2][:6] for line in told[:2]] == ["5 week", "6 days"]


@pytest.mark.parametrize(
    ("status", "warning"),
    [
        ("suppressed", "Attention : ce métier n’est plus dans le répertoire de la branche."),
        ("renumbered", "Attention : cette fiche n’est plus dans le répertoire de la branche sous ce numéro."),
    ],
)
def test_a_role_that_is_no_more_says_so_first_with_its_successor_and_has_no_ladder(status: str, warning: str):
    raw = small_raw()
    role = next(each for each in raw["roles"] if each["id"] == "a-9-1-technicien")
    role |= {"status": status, "replaced_by": ["a-12-2-technicien-expert"], "steps_within": ["10", "11"]}
    raw["steps"] = [step for step in raw["steps"] if "a-9-1-technicien" not in str(step)]
    shown = blocks("a-9-1-technicien", catalogue=parse(raw))
    assert said(shown["what"])[:2] == [warning, "Remplacé par : Technicien expert après-vente"]
    assert [line.node for line in shown["what"].lines[:2]] == [None, "a-12-2-technicien-expert"]
    assert list(shown) == ["what", "sheet", "names"]


# --- rung, content, outcomes, places --------------------------------------------------------------


def test_a_rung_that_depends_on_the_preparation_is_not_one_number():
    assert said(blocks("bac-pro-camion", "en")["rung"]) == [
        "échelon 6 if prepared at school",
        (
            "échelon 9 if prepared in an apprenticeship, on a professional training contract "
            "(contrat de professionnalisation) or in continuing training (adults)"
        ),
    ]


def test_what_no_source_says_is_told_in_one_last_line_with_where_to_ask_and_nobody_is_cited_for_it():
    shown = blocks("titre-moniteur")
    assert said(shown["unsaid"]) == [
        (
            "Nos sources ne disent rien de : ce qu’on y apprend, ce que cela aide à ouvrir, ce que "
            "deviennent les diplômés, les lieux de formation, son inscription au répertoire national "
            "(RNCP) et sa place dans la grille de la branche. À demander à l’ANFA, l’association "
            "qui s’occupe de la formation dans la branche, ou dans un CIO (centre d’information et "
            "d’orientation)."
        )
    ]
    assert list(shown)[-1] == "unsaid"
    assert shown["unsaid"].citations == ()
    assert not {"content", "ways_on", "outcomes", "places", "registration"} & set(shown)


def test_an_entry_that_stands_for_any_diploma_is_not_said_to_lack_what_nobody_could_tell():
    stand_in = changed("bep-ancien", kind="other", closed_on=None)
    assert "unsaid" not in blocks("bep-ancien", catalogue=stand_in)
    assert "unsaid" in blocks("bep-ancien", catalogue=changed("bep-ancien", closed_on=None))


def test_an_outcome_has_its_population_cohort_and_source():
    outcomes = blocks("cqp-expert-camion", "en")["outcomes"]
    assert said(outcomes) == ["in work on leaving: 78.5% — those leaving a CQP of the field (2022)"]
    (reference,) = outcomes.citations
    assert reference.text("en") == "Enquête d’insertion (La branche, 2024), p. 4"


def test_places_give_town_and_capacity():
    assert said(blocks("bac-pro-camion")["places"]) == [
        "Centre des apprentis (Argenteuil)",
        "Lycée du Nord (Lille), 24 places en 2024",
    ]


def test_a_citation_has_all_that_is_known_of_its_source():
    (reference,) = blocks("cap-mecano")["what"].citations
    assert reference.url == "https://example.org/register"
    legal = replace(reference, locator="fiche A.12.2 (KALIARTI000041973062)")
    assert legal.text("fr").endswith("1er janvier 2021), fiche A.12.2"), "ids are for machines"
    assert reference.text("fr") == "Répertoire des certifications (La branche, 1er janvier 2021), série 1"


# --- ways in --------------------------------------------------------------------------------------


def test_ways_in_give_access_length_conditions_and_what_the_training_counts_for():
    ways = blocks("cqp-expert-camion", "en")["ways_in"]
    assert said(ways) == [
        "professional training contract (contrat de professionnalisation), 14 to 24 months",
        "  all of:",
        "    one of:",
        "      hold “Vocational baccalaureate in road transport vehicle maintenance”",
        (
            "      hold a qualification of French level 4 (that of the baccalaureate) or above, "
            "in the field of Maintenance (derived by us)"
        ),
        "        Why: “or equivalent”",
        "    the law requires one of:",
        "      be 25 years old at most",
        "      registered as a jobseeker",
        "  Time in training counts as experience in the role: Expert after-sales technician.",
        "recognition of experience (VAE), 6 to 12 months (our deduction)",
        (
            "  12 months of experience in the field of Maintenance, at échelon 9 or above, "
            "within the 5 years before, time in training not counted"
        ),
        "  Why: the branch’s usual length of a VAE",
    ]
    assert cited(ways) == [("leaflet", None), ("leaflet", "Durée et prérequis"), ("register", None)]


def test_the_sources_of_a_condition_are_cited_with_the_ways_in():
    assert ("code", "art. L. 6222-1") in cited(blocks("bac-pro-camion")["ways_in"])


def test_school_comes_before_apprenticeship():
    assert [plain(line.text) for line in blocks("bac-pro-camion")["ways_in"].lines] == [
        "voie scolaire, 3 ans",
        "apprentissage, 24 à 36 mois",
    ]


def test_an_unknown_length_is_unknown_and_a_last_day_is_told_while_it_is_to_come():
    told = said(blocks("ingenieur-atelier", "en", date(2026, 8, 31))["ways_in"])
    assert told[0] == "apprenticeship, unknown length"
    assert told[-1] == "  You can start until 31 August 2026."


def test_a_way_that_has_closed_says_since_when_in_its_heading_and_keeps_its_conditions():
    assert said(blocks("ingenieur-atelier")["ways_in"]) == [
        "apprentissage, durée inconnue — fermé depuis le 1er septembre 2026",
        "  tout ceci :",
        (
            "    d’habitude, sans que ce soit obligatoire : "
            "avoir « Technicien expert après-vente véhicules utilitaires et industriels »"
        ),
        "    à confirmer : les conditions d’admission de l’école",
    ]


def test_a_way_that_has_closed_comes_after_those_that_are_open_without_its_remarks():
    raw = small_raw()
    step = next(each for each in raw["steps"] if each["id"] == "cap-mecano-initial")
    raw["steps"].append(step | {"id": "cap-mecano-vae", "access": "vae", "remarks": []})
    step["valid_to"] = "2026-11-23"
    told = said(blocks("cap-mecano", "en", catalogue=parse(raw))["ways_in"])
    assert told == [
        "recognition of experience (VAE), 24 months",
        "  open to anyone, while there are places",
        "school, 24 months — closed since 24 November 2026",
        "  open to anyone, while there are places",
    ]


def test_every_way_to_a_qualification_that_has_closed_is_closed():
    shut = changed("cap-mecano", closed_on="2026-11-23")
    (way,) = blocks("cap-mecano", "en", catalogue=shut)["ways_in"].lines
    assert plain(way.text) == "school, 24 months — closed since 24 November 2026"


def test_a_way_that_opens_later_says_when_and_one_that_is_open_says_nothing():
    before = said(blocks("titre-moniteur", "en", date(2024, 8, 31))["ways_in"])
    assert before[-1] == "  You can start from 1 September 2024."
    assert not any("start" in line for line in said(blocks("titre-moniteur", "en")["ways_in"]))


def test_a_remark_of_a_step_is_shown_with_it():
    assert said(blocks("cap-mecano")["ways_in"])[-1] == "  Après la troisième."


def test_an_employers_bare_decision_is_a_remark_and_no_way_in():
    shown = blocks("a-12-2-technicien-expert", "en")
    assert said(shown["ways_in"])[0] == "recruitment"
    assert len(shown["ways_in"].lines) == 1
    assert said(shown["bare_decision"])[0].startswith(
        "The employer may give this role to anyone they judge able"
    )
    assert cited(shown["bare_decision"]) == [("sheets", "fiche A.12.2")]


def with_a_legal_condition() -> Catalogue:
    """The small map, where the law asks for a licence to take up the role of expert."""
    raw = small_raw()
    ways = [step for step in raw["steps"] if step["target"] == "a-12-2-technicien-expert"]
    for step in ways:
        step["requires"] = {"all_of": [{"licence": "C", "nature": "law"}, step["requires"]]}
        step["remarks"] = [{"fr": "Le permis dépend du poids.", "en": "The licence depends on weight."}]
    ways[0]["remarks"].append({"fr": "Ailleurs aussi.", "en": "Elsewhere too."})
    return parse(raw)


def test_an_employers_bare_decision_does_not_do_without_what_the_law_asks_for():
    shown = blocks("a-12-2-technicien-expert", catalogue=with_a_legal_condition())
    assert said(shown["bare_decision"])[0] == (
        "L’employeur peut confier ce poste à toute personne qu’il en juge capable, même sans le diplôme "
        "ci-dessus. Ce que la loi exige reste obligatoire. Personne ne peut y compter d’avance."
    )


def test_a_remark_of_the_ways_in_is_not_said_again_of_the_bare_decision():
    shown = blocks("a-12-2-technicien-expert", "en", catalogue=with_a_legal_condition())
    told = [*said(shown["ways_in"]), *said(shown["bare_decision"])]
    assert sum("depends on weight" in line for line in told) == 1
    assert sum("Elsewhere too" in line for line in told) == 1


def test_an_employers_bare_decision_is_not_said_to_do_without_conditions_that_are_not_there():
    raw = small_raw()
    raw["steps"] = [step for step in raw["steps"] if step["id"] != "a-12-2-by-cqp"]
    shown = blocks("a-12-2-technicien-expert", "en", catalogue=parse(raw))
    assert said(shown["bare_decision"])[0] == (
        "The employer may give this role to anyone they judge able. Nobody can count on it beforehand."
    )


# --- ways on --------------------------------------------------------------------------------------


def test_ways_on_say_whether_each_is_required_accepted_usual_or_by_level():
    shown = blocks("cqp-expert-camion", "en", date(2026, 8, 31))["ways_on"]
    assert said(shown) == [
        "Engineering degree in vehicle maintenance — apprenticeship, with other conditions (usual)",
        "Expert after-sales technician — recruitment (the only known way in)",
        "Vehicle inspector — recruitment (because of its level)",
    ]
    assert [line.node for line in shown.lines] == [
        "ingenieur-atelier",
        "a-12-2-technicien-expert",
        "g-9-1-controleur",
    ]


def test_what_a_node_opens_alone_is_told_apart_from_what_it_helps_to_open():
    raw = small_raw()
    step = next(each for each in raw["steps"] if each["id"] == "a-12-2-by-cqp")
    both = "a-12-2-technicien-expert"

    def told(*steps: dict[str, object]) -> str:
        others = [each for each in raw["steps"] if each["target"] != both]
        shown = blocks("cqp-expert-camion", "en", catalogue=parse(raw | {"steps": [*others, *steps]}))
        return next(text for text in said(shown["ways_on"]) if text.startswith("Expert after-sales"))

    cqp = {"holds": "cqp-expert-camion"}
    licensed = {"all_of": [cqp, {"licence": "C"}]}
    helped = step | {"id": "a-12-2-promoted", "access": "promotion", "requires": licensed}
    assert told(step) == "Expert after-sales technician — recruitment (the only known way in)"
    assert told(helped) == (
        "Expert after-sales technician — promotion, with other conditions (the only known way in)"
    )
    assert told(step, helped).startswith(
        "Expert after-sales technician — recruitment; with other conditions: promotion (the only"
    )
    unknown = step | {"requires": {"all_of": [cqp, {"not_published": {"fr": "le reste", "en": "the rest"}}]}}
    assert "with other conditions" in told(unknown), "what nobody publishes is no yes"


def test_ways_on_are_in_the_order_of_their_names_whatever_their_capitals_and_accents():
    raw = small_raw()
    names = {"a-3-1-mecanicien": "Électricien", "bac-pro-camion": "bac pro"}
    for node in (*raw["qualifications"], *raw["roles"]):
        node["label"]["fr"] = names.get(node["id"], node["label"]["fr"])
    raw["steps"].append(
        next(each for each in raw["steps"] if each["id"] == "a-3-1-by-cap")
        | {"id": "g-9-1-by-cap", "target": "g-9-1-controleur"}
    )
    labels = [text.split(" — ")[0] for text in said(blocks("cap-mecano", catalogue=parse(raw))["ways_on"])]
    assert labels == ["bac pro", "Contrôleur technique", "Électricien"]


def test_a_level_opens_nothing_below_itself():
    raw = small_raw()
    step = next(each for each in raw["steps"] if each["id"] == "titre-moniteur-continuing")
    step["requires"] = {"at_least_level": 4, "family": "A"}

    def opened(node: str) -> list[str | None]:
        return [line.node for line in blocks(node, catalogue=parse(raw))["ways_on"].lines]

    assert "titre-moniteur" in opened("cqp-expert-camion"), "level 5 to level 5"
    assert "titre-moniteur" not in opened("ingenieur-atelier"), "level 7 to level 5"


def test_one_branch_of_an_or_is_accepted_and_not_required():
    assert "Maintenance mechanic — recruitment (one of the accepted ways in)" in said(
        blocks("cap-mecano", "en")["ways_on"]
    )


def test_one_part_of_an_and_is_required():
    assert (
        said(blocks("ingenieur-atelier", "en")["ways_on"])[0]
        == "After-sales manager — recruitment, with other conditions (the only known way in)"
    )


def test_one_role_among_those_where_practice_counts_is_accepted_and_not_required():
    assert said(blocks("a-9-1-technicien", "en")["ways_on"]) == [
        "After-sales service adviser — promotion, with other conditions (one of the accepted ways in)"
    ]


def test_a_way_that_has_closed_is_not_open():
    assert (
        "Engineering degree in vehicle maintenance — apprenticeship, with other conditions (usual)"
        in said(blocks("cqp-expert-camion", "en", date(2026, 8, 31))["ways_on"])
    )
    assert not any("Engineering" in line for line in said(blocks("cqp-expert-camion", "en")["ways_on"]))


def test_a_qualification_that_has_closed_is_not_opened():
    raw = small_raw()
    closed = next(each for each in raw["qualifications"] if each["id"] == "bac-pro-camion")
    closed["closed_on"] = "2026-11-23"
    told = said(blocks("cap-mecano", "en", catalogue=parse(raw))["ways_on"])
    assert told == ["Maintenance mechanic — recruitment (one of the accepted ways in)"]


def test_what_one_way_asks_for_is_not_required_while_another_way_does_without():
    raw = small_raw()
    raw["steps"].append(
        {
            "id": "a-12-2-by-degree",
            "target": "a-12-2-technicien-expert",
            "access": "recruitment",
            "requires": {"holds": "ingenieur-atelier"},
            "sources": [{"id": "sheets"}],
        }
    )
    told = said(blocks("cqp-expert-camion", "en", catalogue=parse(raw))["ways_on"])
    assert "Expert after-sales technician — recruitment (one of the accepted ways in)" in told


def test_a_diploma_that_only_opens_a_role_when_prepared_in_some_way_says_so():
    told = said(blocks("bac-pro-camion", "en")["ways_on"])
    at = told.index("Qualified mechanical technician — recruitment (the only known way in)")
    assert told[at + 1] == "  only if prepared in an apprenticeship or in continuing training (adults)"


def test_where_the_map_ends_it_is_our_sources_that_are_silent():
    shown = blocks("g-9-1-controleur")
    assert "ways_on" not in shown
    assert "Nos sources ne disent rien de : ce que cela aide à ouvrir." in said(shown["unsaid"])[0]


def test_what_a_role_shuts_is_named_and_is_not_among_what_it_opens():
    shown = blocks("a-3-1-mecanicien", "en")
    assert said(shown["shuts"]) == ["Vehicle inspector: closed to whoever is or has been in this situation"]
    assert "ways_on" not in shown


def test_what_a_source_names_next_is_shown_in_its_words_with_a_link():
    (line,) = blocks("cqp-expert-camion", "en")["onward"].lines
    assert line.node == "ingenieur-atelier"
    assert line.children[0].text == "Further study: engineering degree"


# --- doubts, sheets, leaflets ---------------------------------------------------------------------


def test_a_conflict_gives_every_value_with_its_date_the_one_used_and_why():
    conflict = blocks("cqp-expert-camion", "en")["conflicts"]
    assert said(conflict) == [
        "the level",
        "  Répertoire des certifications (1 January 2021): level 5 — the value used here",
        "  Plaquette du CQP (undated): “three years after the bac”",
        "  Why: The register prevails.",
    ]
    assert [reference for reference, _ in cited(conflict)] == ["register", "leaflet"]


def test_the_sheet_says_how_often_it_was_amended_without_its_text():
    assert said(blocks("a-12-2-technicien-expert", "en")["sheet"]) == [
        "Code of the sheet (RNQSA): A.12.2",
        "Sheet in force.",
        (
            "We read this sheet as it was in December 2019; the branch has amended it 3 times since "
            "(last on 18 December 2025), without the new text being published."
        ),
    ]


@pytest.mark.parametrize(
    ("changes", "said_of_it"),
    [
        (
            {"amended": {"count": 1, "last": "2025-12-18"}},
            (
                "Nous avons lu cette fiche telle qu’elle était en décembre 2019 ; la branche l’a modifiée "
                "une fois depuis (le 18 décembre 2025), sans que le nouveau texte soit publié."
            ),
        ),
        (
            {"amended": {"count": 2}, "text_known": False},
            "La branche a modifié cette fiche 2 fois, sans que le nouveau texte soit publié.",
        ),
    ],
)
def test_a_sheet_that_was_amended_once_or_that_nobody_read_says_so(
    changes: dict[str, object], said_of_it: str
):
    sheet = blocks("a-12-2-technicien-expert", catalogue=changed("a-12-2-technicien-expert", **changes))[
        "sheet"
    ]
    assert said(sheet)[-1] == said_of_it


def test_a_sheet_whose_text_is_unknown_says_so():
    told = said(blocks("a-c-iii-1-chef-apres-vente", "en")["sheet"])
    assert told[-1] == "The text of this sheet is not published."


def test_other_titles_and_steps_within_a_role_are_shown():
    shown = blocks("a-12-2-technicien-expert")
    assert "Autres intitulés : Metteur au point" in said(shown["what"])
    assert said(shown["rung"]) == [
        "échelon 12",
        "Dans ce poste, on peut monter aux échelons 17 puis 18.",
    ]


@pytest.mark.parametrize(
    ("node", "steps", "lang", "sentence"),
    [
        ("a-9-1-technicien", ["10"], "fr", "Dans ce poste, on peut monter à l’échelon 10."),
        ("a-9-1-technicien", ["10", "11"], "en", "Within this role you can move up to échelons 10 then 11."),
        (
            "a-c-iii-1-chef-apres-vente",
            ["A", "B", "C"],
            "fr",
            "Dans ce poste, on monte par les degrés A, B puis C.",
        ),
        (
            "a-c-iii-1-chef-apres-vente",
            ["A", "B"],
            "en",
            "Within this role you move up through degrees A then B.",
        ),
    ],
)
def test_steps_within_a_role_are_one_sentence(node: str, steps: list[str], lang: Lang, sentence: str):
    assert said(blocks(node, lang, catalogue=changed(node, steps_within=steps))["rung"])[-1] == sentence


def test_a_title_of_the_sheet_that_is_the_name_of_the_role_is_not_another_title():
    titles = {"titles": ["Technicien Expert après-vente", "Metteur au point"]}
    shown = blocks("a-12-2-technicien-expert", catalogue=changed("a-12-2-technicien-expert", **titles))
    assert "Autres intitulés : Metteur au point" in said(shown["what"])
    only = changed("a-12-2-technicien-expert", titles=["Technicien Expert après-vente"])
    assert not any(
        "intitulés" in line for line in said(blocks("a-12-2-technicien-expert", catalogue=only)["what"])
    )


def test_each_part_of_a_leaflet_is_a_block_that_cites_it():
    shown = blocks("cqp-expert-camion", "en")
    assert said(shown["leaflet_advantages"]) == ["Training that fits the market", "A wage"]
    assert said(shown["leaflet_reservation"]) == ["Unless the rules change."]
    assert {
        reference
        for key, block in shown.items()
        if key.startswith("leaflet")
        for reference, _ in cited(block)
    } == {"leaflet"}


def test_notes_cite_their_own_sources():
    notes = blocks("cqp-expert-camion", "en")["notes"]
    assert said(notes) == ["Only the leaflet gives the length."]
    assert cited(notes) == [("leaflet", None)]


# --- beyond the branch ----------------------------------------------------------------------------


def test_a_code_of_rome_is_told_with_its_job_where_the_map_knows_it():
    assert "Dans le ROME, la liste nationale des métiers : I1603 et Mécanicien automobile (I1604)" in said(
        blocks("cqp-expert-camion")["what"]
    )


def test_the_neighbouring_jobs_are_those_of_rome_inside_the_branch_and_outside():
    found = blocks("bac-pro-camion", "en")["exits"]
    assert said(found)[1:] == [
        "From “Car mechanic (I1604)”",
        "  in the branch: Workshop manager (I1103)",
        "  outside the branch: Damage assessor (C1113)",
    ]
    assert cited(found) == [("register", "I1604")]


def test_a_node_whose_neighbours_were_not_looked_up_says_nothing_of_exits():
    assert "exits" not in blocks("cap-mecano")
