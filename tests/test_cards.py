"""What the cards of the small map say, block by block."""

from __future__ import annotations

from datetime import date

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
        "what", "names", "registration", "rung", "content", "ways_in", "ways_on", "onward", "exits",
        "outcomes", "places", "leaflet_nature", "leaflet_contract", "leaflet_advantages",
        "leaflet_afterwards", "leaflet_reasons", "leaflet_where_to_ask", "leaflet_reservation",
        "conflicts", "notes",
    ]  # fmt: skip


def test_the_card_of_a_role_has_its_sheet_and_the_bare_decision_as_a_remark():
    assert list(blocks("a-12-2-technicien-expert")) == [
        "what", "names", "sheet", "rung", "ways_in", "bare_decision", "ways_on",
    ]  # fmt: skip


def test_title_and_subtitle_say_what_it_is():
    french, english = (card(small(), "cqp-expert-camion", lang, TODAY) for lang in ("fr", "en"))
    assert french.title == "Technicien expert après-vente véhicules utilitaires et industriels"
    assert french.subtitle == "CQP · niveau 5 (bac + 2), EQF 5 · Maintenance · échelon 12"
    assert english.title == "Expert after-sales technician, trucks"
    assert "EQF 5" in english.subtitle
    assert (french.edition, french.on) == ("small.1", TODAY)


def test_the_subtitle_of_a_qualification_whose_rung_depends_on_its_preparation_gives_both():
    assert card(small(), "bac-pro-camion", "fr", TODAY).subtitle.endswith("échelon 6 ou échelon 9")


def test_an_unknown_id_has_no_card():
    with pytest.raises(UnknownId):
        card(small(), "cqp-expert", "fr", TODAY)


def test_further_blocks_come_last():
    pay = Block("pay", "Rémunération", (Line("1 213,56 €"),))
    assert card(small(), "cap-mecano", "fr", TODAY, extra=[pay]).blocks[-1] is pay


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("node", sorted(small().nodes))
def test_every_block_of_every_card_says_something_and_what_it_knows_is_cited(node: str, lang: Lang):
    shown = card(small(), node, lang, TODAY)
    silent = {"content", "outcomes", "places", "ways_in", "ways_on", "rung"}
    for block in shown.blocks:
        assert block.title
        assert all(text.strip() and "{" not in text for text in said(block))
        assert block.lines
        assert block.citations or block.key in silent
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


def test_names_give_todays_and_former_ones_with_their_source():
    names = blocks("bac-pro-camion")["names"]
    assert said(names) == [
        "Nom actuel : Bac pro Maintenance des véhicules de transport routier",
        "En anglais : Vocational baccalaureate in road transport vehicle maintenance",
        "Ancien nom : Bac pro Maintenance de véhicules industriels",
    ]
    assert cited(names) == [("register", "série 2")]


def test_a_replaced_qualification_names_its_successor():
    line = blocks("bep-ancien")["names"].lines[-1]
    assert plain(line.text) == "Remplacé par : Bac pro Maintenance des véhicules de transport routier"
    assert line.node == "bac-pro-camion"


def registration(node: str, on: date = TODAY, **changes: object) -> list[str]:
    """The registration block of a node of the small map, after changing some of its fields."""
    raw = small_raw()
    for entry in raw["qualifications"]:
        if entry["id"] == node:
            entry.update(changes)
    return said(blocks(node, "en", on, parse(raw))["registration"])


def code(status: str, until: str | None) -> dict[str, object]:
    return {"code": "RNCP1", "status": status, "until": until}


ENDS_SOON = "Beware: the registration ends on {}, in less than a year. Check before committing yourself."
NONE_IN_FORCE = (
    "Beware: we know of no registration in force. It may have been renewed under another code: "
    "check before committing yourself."
)
UNKNOWN = "Beware: we do not know whether the registration is in force. Check before committing yourself."


def test_a_registration_that_runs_for_more_than_a_year_is_plain():
    assert registration("bac-pro-camion") == [
        "RNCP40009: registered until 31 December 2028",
        "First examination session: 2028",
    ]


def test_a_registration_that_ends_within_a_year_warns_and_an_old_code_does_not():
    assert registration("cqp-expert-camion") == [
        "RNCP37071: registered until 23 November 2027",
        "RNCP34367: registration ended, on an unknown day",
        ENDS_SOON.format("23 November 2027"),
    ]


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
        "RNCP39055: registration ended on 31 August 2026",
        NONE_IN_FORCE,
    ]


def test_a_registration_is_judged_on_the_day_asked():
    assert (
        registration("ingenieur-atelier", date(2026, 8, 31))[0]
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
        "RNCP1: we do not know whether its registration is in force",
        UNKNOWN,
    ]


def test_a_registration_without_an_end_is_not_said_to_end():
    assert registration("cap-mecano", rncp=[code("registered", None)]) == ["RNCP1: registered, end unknown"]


def test_no_code_is_said_and_raises_no_alarm():
    assert registration("titre-moniteur") == ["No RNCP code in our sources."]


def test_a_closed_qualification_can_be_held_and_no_longer_obtained():
    assert registration("bep-ancien")[1].startswith("The last day to obtain it was 31 December 2011.")
    ways = blocks("bep-ancien", "en")["ways_in"]
    assert said(ways) == ["It can no longer be obtained: it only counts for those who hold it."]


def test_a_qualification_that_will_close_says_until_when():
    told = registration("cap-mecano", closed_on="2026-12-31", sessions={"last": 2026})
    assert told[-2:] == [
        "Last day to obtain it: 31 December 2026. Those who hold it will keep what it opens.",
        "Last examination session: 2026",
    ]


# --- rung, content, outcomes, places --------------------------------------------------------------


def test_a_rung_that_depends_on_the_preparation_is_not_one_number():
    assert said(blocks("bac-pro-camion", "en")["rung"]) == [
        "échelon 6 when prepared by school",
        (
            "échelon 9 when prepared by apprenticeship, professional training contract "
            "(contrat de professionnalisation) or continuing training (adults)"
        ),
    ]


def test_what_no_source_says_is_said_to_be_unsaid_and_nobody_is_cited_for_it():
    shown = blocks("cap-mecano", "en")
    assert said(shown["content"]) == ["Our sources do not say what one learns."]
    assert said(shown["outcomes"]) == ["No published figure in our sources."]
    assert shown["content"].citations == shown["outcomes"].citations == ()


def test_an_outcome_has_its_population_cohort_and_source():
    outcomes = blocks("cqp-expert-camion", "en")["outcomes"]
    assert said(outcomes) == ["in work on leaving: 78.5% (those leaving a CQP of the field, 2022)"]
    (reference,) = outcomes.citations
    assert reference.text("en") == "Enquête d'insertion (La branche, 2024), p. 4"


def test_places_give_town_and_capacity():
    assert said(blocks("bac-pro-camion")["places"]) == [
        "Centre des apprentis (Argenteuil)",
        "Lycée du Nord (Lille), 24 places en 2024",
    ]


def test_a_citation_has_all_that_is_known_of_its_source():
    (reference,) = blocks("cap-mecano")["what"].citations
    assert reference.url == "https://example.org/register"
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
        "    one of:",
        "      be 25 years old at most — the law requires it",
        "      registered as a jobseeker — the law requires it",
        "  Time in training counts as practice in the role: Expert after-sales technician.",
        "recognition of experience (VAE), 6 to 12 months (derived by us)",
        (
            "  12 months of practice in the field of Maintenance, at échelon 9 or above, "
            "within the 5 years before, time in training not counted"
        ),
        "  Why: the branch's usual length of a VAE",
    ]
    assert cited(ways) == [("leaflet", None), ("leaflet", "Durée et prérequis"), ("register", None)]


def test_the_sources_of_a_condition_are_cited_with_the_ways_in():
    assert ("code", "art. L. 6222-1") in cited(blocks("bac-pro-camion")["ways_in"])


def test_school_comes_before_apprenticeship():
    assert [plain(line.text) for line in blocks("bac-pro-camion")["ways_in"].lines] == [
        "voie scolaire, 3 ans",
        "apprentissage, 24 à 36 mois",
    ]


def test_an_unknown_length_is_unknown_and_a_past_last_day_is_past():
    told = said(blocks("ingenieur-atelier", "en")["ways_in"])
    assert told[0] == "apprenticeship, unknown length"
    assert told[-1] == "  The last day to begin was 31 August 2026."
    told = said(blocks("ingenieur-atelier", "en", date(2026, 8, 31))["ways_in"])
    assert told[-1] == "  One can begin until 31 August 2026."


def test_a_way_that_opens_later_says_when_and_one_that_is_open_says_nothing():
    before = said(blocks("titre-moniteur", "en", date(2024, 8, 31))["ways_in"])
    assert before[-1] == "  One can begin from 1 September 2024."
    assert not any("begin" in line for line in said(blocks("titre-moniteur", "en")["ways_in"]))


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


# --- ways on --------------------------------------------------------------------------------------


def test_ways_on_say_whether_each_is_required_accepted_usual_or_by_level():
    shown = blocks("cqp-expert-camion", "en", date(2026, 8, 31))["ways_on"]
    assert said(shown) == [
        "Engineering degree in vehicle maintenance — apprenticeship (usual)",
        "Expert after-sales technician — recruitment (required)",
        "Vehicle inspector — recruitment (by its level)",
    ]
    assert [line.node for line in shown.lines] == [
        "ingenieur-atelier",
        "a-12-2-technicien-expert",
        "g-9-1-controleur",
    ]


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
        == "After-sales manager — recruitment (required)"
    )


def test_one_role_among_those_where_practice_counts_is_accepted_and_not_required():
    assert said(blocks("a-9-1-technicien", "en")["ways_on"]) == [
        "After-sales service adviser — promotion (one of the accepted ways in)"
    ]


def test_a_way_that_has_closed_is_not_open():
    assert "Engineering degree in vehicle maintenance — apprenticeship (usual)" in said(
        blocks("cqp-expert-camion", "en", date(2026, 8, 31))["ways_on"]
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
    at = told.index("Qualified mechanical technician — recruitment (required)")
    assert told[at + 1] == "  only when prepared by apprenticeship or continuing training (adults)"


def test_where_the_map_ends_it_says_so():
    assert said(blocks("g-9-1-controleur")["ways_on"]) == ["Cette carte ne va pas plus loin."]


def test_what_a_role_shuts_is_named_and_is_not_among_what_it_opens():
    shown = blocks("a-3-1-mecanicien", "en")
    assert said(shown["shuts"]) == ["Vehicle inspector: closed to whoever is or has been in this situation"]
    assert "ways_on" in shown
    assert not any("Vehicle inspector" in line for line in said(shown["ways_on"]))


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
            "Sheet amended 3 times since this text, without the new one being published. "
            "Last amended on 18 December 2025."
        ),
    ]


def test_a_sheet_whose_text_is_unknown_says_so():
    assert (
        "The text of the sheet is not published"
        in said(blocks("a-c-iii-1-chef-apres-vente", "en")["sheet"])[-1]
    )


def test_other_titles_and_steps_within_a_role_are_shown():
    shown = blocks("a-12-2-technicien-expert")
    assert "Autres intitulés : Metteur au point" in said(shown["what"])
    assert said(shown["rung"]) == [
        "échelon 12",
        "Progression dans le poste :",
        "  12 : à l'entrée",
        "  12 + 4 : après formation",
    ]


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
