"""The map of the branch: sound, sourced, and true to the leaflet and to the registers."""

from __future__ import annotations

import csv
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pathways import names
from pathways.catalogue import DEFAULT_FILE, Catalogue, load, problems_of
from pathways.eligibility import Eligibility, Situation, Verdict
from pathways.model import (
    Access,
    Age,
    AnyOf,
    Basis,
    Experience,
    Holds,
    InPost,
    Leaf,
    NotPublished,
    Profile,
    Qualification,
    Requirement,
    Role,
    Rung,
    Status,
    Step,
    children,
    walk,
)

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
FACTS, ROME = SHARED / "facts", SHARED / "data" / "rome_v460"
LEAFLET = "cqp-technicien-expert-apres-vente-camion"
needs_facts = pytest.mark.skipif(not FACTS.exists(), reason=f"the official facts are not at {FACTS}")
needs_rome = pytest.mark.skipif(not ROME.exists(), reason=f"the release of ROME is not at {ROME}")


@pytest.fixture(scope="module")
def branch() -> Catalogue:
    return load()


def facts(name: str) -> Any:
    return json.loads((FACTS / name).read_text(encoding="utf-8"))


def code_of(role: Role) -> str:
    return re.sub(r"[^A-Z0-9]", "", (role.rnqsa or "").upper())


def test_the_map_has_no_problem():
    assert problems_of() == ()


def test_every_fact_has_a_source_and_every_assumption_says_why(branch: Catalogue):
    for entry in (*branch.nodes.values(), *branch.steps.values()):
        assert entry.sources, entry.id
    for step in branch.steps.values():
        for leaf in walk(step.requires):
            if isinstance(leaf, Leaf) and leaf.basis is Basis.ASSUMED:
                assert leaf.why is not None, step.id


def test_silence_is_never_an_open_door(branch: Catalogue):
    """A CQP that asks nothing is said to be open by a source, or by a rule that says why."""
    for step in branch.steps.values():
        if step.requires is None and branch.qualifications[step.target].kind == "cqp":
            assert step.basis is Basis.STATED or step.why is not None, step.id


def test_practice_without_a_length_is_one_rule(branch: Catalogue):
    rule = branch.file.practice
    assert rule is not None
    lengths = {
        leaf.experience.months
        for step in branch.steps.values()
        if not step.is_training
        for leaf in walk(step.requires)
        if isinstance(leaf, Experience) and leaf.basis is Basis.ASSUMED
    }
    assert lengths == {rule.months}


def test_a_bac_pro_opens_two_rungs_by_how_it_was_prepared(branch: Catalogue):
    bac_pro = branch.qualifications["bac-pro-maintenance-vehicules-transport-routier-2025"]
    rungs = {access: case.rung.echelon for case in bac_pro.rung_when for access in case.prepared_by}
    assert (rungs[Access.INITIAL], rungs[Access.APPRENTICESHIP]) == (6, 9)


# --- the leaflet ----------------------------------------------------------------------------------


def test_the_leaflet_is_there_in_full(branch: Catalogue):
    title = branch.qualifications[LEAFLET]
    (leaflet,) = branch.leaflets_for(LEAFLET)
    assert len(title.content) == 7
    assert (len(leaflet.contract_advantages), len(leaflet.sector_reasons)) == (5, 3)
    assert "leaflet" in {each.id for each in leaflet.sources}
    steps = {step.access: step for step in branch.steps_to[LEAFLET]}
    contract = steps[Access.PROFESSIONALISATION]
    assert contract.months is not None
    assert (contract.months.min, contract.months.max) == (14, 24)
    studies = {each.target for each in title.onward if each.kind == "further_study"}
    assert studies == {
        "licence-pro-omsa", "cqp-receptionnaire-apres-vente-option-vui", "ingenieur-cnam-mecatronique",
    }  # fmt: skip
    said = " ".join(each.said.fr for each in title.onward if each.kind == "role")
    for role in (
        "Réceptionnaire après-vente camion",
        "Ingénieur en maintenance",
        "Chef d'atelier",
        "Chef après-vente",
    ):
        assert role in said


def test_where_the_register_says_otherwise_both_are_kept(branch: Catalogue):
    about = {conflict.about.fr for conflict in branch.qualifications[LEAFLET].conflicts}
    assert {"Nom et nature de la certification", "Prime d'intégration"} <= about
    adviser = branch.roles["a-20-1-conseiller-client-apres-vente"]
    assert {value.source for value in adviser.conflicts[0].values} == {"leaflet", "rnqsa-2021-04-08"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("camion", LEAFLET),
        ("receptionnaire", "a-20-1-conseiller-client-apres-vente"),
        ("maintenance de véhicules industriels", "bac-pro-maintenance-vehicules-transport-routier-2014"),
        ("RNCP37071", LEAFLET),
        ("chef d'atelier", "a-23-1-gestionnaire-atelier"),
        ("A.12.2", "a-12-2-technicien-expert-apres-vente"),
    ],
)
def test_what_people_type_finds_what_they_mean(branch: Catalogue, text: str, found: str):
    assert found in [hit.id for hit in branch.search(text, None)]


# --- the registers --------------------------------------------------------------------------------


@needs_facts
def test_every_sheet_in_force_is_a_role_and_every_stated_evolution_a_step_and_no_other(branch: Catalogue):
    sheets = [s for s in facts("rnqsa.json")["sheets"] if s["status"] in ("in force", "renamed")]
    codes = {re.sub(r"[^A-Z0-9]", "", sheet["code"].upper()) for sheet in sheets}
    assert codes <= {code_of(role) for role in branch.roles.values()}
    assert set(_stated_evolutions(sheets, codes)) == set(_evolutions(branch))


def _stated_evolutions(sheets: list[Any], codes: set[str]) -> Iterator[tuple[str, str]]:
    for sheet in sheets:
        for key in ("evolution_vertical", "evolution_transversal"):
            for link in sheet.get(key) or []:
                target = isinstance(link, dict) and link.get("current_code")
                plain = re.sub(r"[^A-Z0-9]", "", target.upper()) if target else ""
                if plain in codes:
                    yield re.sub(r"[^A-Z0-9]", "", sheet["code"].upper()), plain


def _evolutions(branch: Catalogue) -> Iterator[tuple[str, str]]:
    for step in branch.steps.values():
        if step.access is Access.PROMOTION:
            (lower,) = [leaf.in_post for leaf in walk(step.requires) if isinstance(leaf, InPost)]
            yield code_of(branch.roles[lower]), code_of(branch.roles[step.target])


@needs_facts
def test_the_rung_of_a_role_is_that_of_its_sheet(branch: Catalogue):
    by_code = {code_of(role): role for role in branch.roles.values() if role.is_in_force}
    for sheet in facts("rnqsa.json")["sheets"]:
        role = by_code.get(re.sub(r"[^A-Z0-9]", "", sheet["code"].upper()))
        if role is not None and sheet["status"] in ("in force", "renamed"):
            assert role.rung is not None
            assert (role.rung.echelon, role.rung.cadre) == (sheet["echelon"], sheet["cadre_level"]), role.id


ANY_TITLE = frozenset(
    names.words("titre à finalité professionnelle professionnel ministère chargé emploi bac pro CQP ne trice")
)


def called(name: str) -> frozenset[str]:
    """The words that tell a certification from others, of the first of several names."""
    told = names.words(name.split(" ou ", maxsplit=1)[0])
    return frozenset(word for word in told if len(word) > 1) - ANY_TITLE


@needs_facts
def test_a_certification_opens_the_rung_that_the_register_gives_it(branch: Catalogue):
    """
    All of the last edition that is public, but for three lines that the map words in another way.

    A node whose rung another text changed since keeps the register's value among its conflicts.
    """
    named = [
        (called(name), node)
        for node in branch.qualifications.values()
        for name in (node.label.fr, *node.former_labels, *node.also_called)
    ]
    not_found = []
    for certification in facts("rncsa.json")["certifications"]:
        asked, rung = called(certification["name"]), certification["echelon_reference"]
        same = [node for name, node in named if name == asked] or [n for name, n in named if asked <= name]
        if not same:
            not_found.append(certification["name"])
        elif rung is not None:
            assert any(Rung(echelon=rung) in _rungs(node) or _is_disputed(node) for node in same), asked
    assert len(not_found) <= 3, not_found


def _rungs(node: Qualification) -> set[Rung | None]:
    return {node.rung, *(case.rung for case in node.rung_when)}


def _is_disputed(node: Qualification) -> bool:
    return any("échelon" in conflict.about.fr.lower() for conflict in node.conflicts)


@needs_facts
def test_no_description_is_copied(branch: Catalogue):
    """No run of eight words of a summary stands in the fact files."""
    words = re.compile(r"\w+")
    known: set[tuple[str, ...]] = set()
    for sheet in facts("rnqsa.json")["sheets"]:
        text = words.findall((sheet.get("purpose_summary") or "").lower())
        known |= {tuple(text[i : i + 8]) for i in range(len(text) - 7)}
    for node in branch.nodes.values():
        text = words.findall(node.summary.fr.lower()) if node.summary else []
        assert not known & {tuple(text[i : i + 8]) for i in range(len(text) - 7)}, node.id


def _asks_something_unpublished(step: Step) -> bool:
    return any(isinstance(leaf, NotPublished) for leaf in walk(step.requires))


def test_an_entry_level_that_no_source_gives_is_a_gap(branch: Catalogue):
    unpublished = [step for step in branch.steps.values() if _asks_something_unpublished(step)]
    assert len(unpublished) > 100
    targets = [branch.nodes[step.target] for step in unpublished if step.is_training]
    assert all(isinstance(target, Qualification) for target in targets)


# --- what a pupil must not be told wrongly --------------------------------------------------------


def verdict(branch: Catalogue, requirement: Requirement | None, profile: Profile) -> Verdict:
    return Eligibility(branch).verdict(requirement, Situation.of(profile))


def _of_kind(branch: Catalogue, kind: str, access: Access) -> list[Step]:
    return [
        step
        for step in branch.steps.values()
        if step.access is access
        and step.target in branch.qualifications
        and branch.qualifications[step.target].kind == kind
    ]


@pytest.mark.parametrize(("kind", "shortest"), [("bac_pro", 24), ("cap", 12), ("bts", 12)])
def test_no_contract_is_shorter_than_the_diploma_it_prepares(branch: Catalogue, kind: str, shortest: int):
    contracts = _of_kind(branch, kind, Access.PROFESSIONALISATION)
    assert contracts
    for step in contracts:
        assert step.months is not None, step.id
        assert step.months.min >= shortest, step.id


@pytest.mark.parametrize(
    ("age", "said"),
    [(14, Verdict.UNMET), (15, Verdict.MET), (29, Verdict.MET), (30, Verdict.UNKNOWN), (50, Verdict.UNKNOWN)],
)
def test_an_apprentice_over_29_is_to_be_confirmed_and_never_a_plain_no(
    branch: Catalogue, age: int, said: Verdict
):
    apprenticeships = [step for step in branch.steps.values() if step.access is Access.APPRENTICESHIP]
    for step in apprenticeships:
        (ages,) = [
            group
            for group in walk(step.requires)
            if isinstance(group, AnyOf) and any(isinstance(each, Age) for each in children(group))
        ]
        assert verdict(branch, ages, Profile(age=age)) is said, step.id


def test_a_general_baccalaureat_lets_one_join_a_bac_pro_in_premiere(branch: Catalogue):
    two_years = [step for step in _of_kind(branch, "bac_pro", Access.INITIAL) if step.id.endswith("-24")]
    assert len(two_years) == 13
    for step in two_years:
        assert verdict(branch, step.requires, Profile(holds=["bac-general"])) is Verdict.MET, step.id
        assert verdict(branch, step.requires, Profile()) is Verdict.UNKNOWN, "a seconde is no diploma"


def test_one_firm_s_rule_does_not_open_a_certificate_to_everyone(branch: Catalogue):
    for step in branch.steps_to["cqp-operateur-vitrage"]:
        assert verdict(branch, step.requires, Profile(age=20)) is not Verdict.MET, step.id


def test_nobody_trains_as_an_inspector_without_the_test_of_the_branch(branch: Catalogue):
    for step in branch.steps_to["cqp-controleur-technique-vl"]:
        if step.access is not Access.VAE:
            asked = {leaf.status for leaf in walk(step.requires) if isinstance(leaf, Status)}
            assert "anfa-inspector-test" in asked, step.id


def test_a_car_salesperson_certified_today_starts_on_rung_9_and_is_promoted_to_20(branch: Catalogue):
    title = branch.qualifications["titre-vendeur-automobile"]
    assert title.rung == Rung(echelon=9)
    today = branch.file.as_of
    ways = {
        step.access
        for step in branch.steps_to["c-20-1-vendeur-automobile-confirme"]
        if (step.valid_from or today) <= today <= (step.valid_to or today)
        and any(isinstance(leaf, Holds) and leaf.holds == title.id for leaf in walk(step.requires))
    }
    assert ways == {Access.PROMOTION}


def test_a_status_that_no_condition_asks_for_is_not_offered(branch: Catalogue):
    asked = {
        leaf.status
        for step in branch.steps.values()
        for leaf in walk(step.requires)
        if isinstance(leaf, Status)
    }
    assert set(branch.statuses) == asked


def test_no_group_names_one_condition_twice(branch: Catalogue):
    for step in branch.steps.values():
        for group in walk(step.requires):
            if not isinstance(group, Leaf):
                said = [each.model_dump(exclude={"why", "basis", "sources"}) for each in children(group)]
                assert all(said.count(each) == 1 for each in said), step.id


# --- outcomes and places --------------------------------------------------------------------------

GENERAL_RATES = {73.0, 43.0}


def test_the_rates_of_the_whole_branch_come_together_and_with_their_caveat(branch: Catalogue):
    """Pupils do less well for reasons that are not their route's: the two rates never stand without it."""
    bearers = 0
    for title in branch.qualifications.values():
        general = {row.value_percent for row in title.outcomes if "branche ensemble" in row.population.fr}
        caveats = [row for row in title.outcomes if "quartiers prioritaires" in row.population.fr]
        assert general in (set(), GENERAL_RATES), title.id
        assert len(caveats) == bool(general), title.id
        bearers += bool(general)
        field = title.kind in ("cap", "bac_pro", "bts") and title.family in ("A", "B")
        if field and branch.steps_to.get(title.id):
            assert general == GENERAL_RATES, title.id
    assert bearers == 23


def test_no_place_shouts(branch: Catalogue):
    for place in branch.file.training_places:
        assert place.town is None or not place.town.isupper(), place.town
        assert not re.search(r"[A-ZÀ-Ý]{8}", place.name), "initials are short, a word in capitals is not"
        assert "  " not in place.name, place.name


def _school_code(locator: str | None) -> str | None:
    found = re.search(r"\b\d{7}[A-Z]\b", locator or "")
    return found.group() if found else None


def test_a_school_has_one_name_in_one_town(branch: Catalogue):
    spelt: dict[str, set[tuple[str, str | None]]] = defaultdict(set)
    for place in branch.file.training_places:
        code = _school_code(place.sources[0].locator)
        if code is not None:
            spelt[code].add((place.name, place.town))
    assert len(spelt) > 100
    assert {code: names for code, names in spelt.items() if len(names) > 1} == {}


@needs_facts
def test_every_known_place_of_a_bts_is_listed_named_or_not(branch: Catalogue):
    """Seats of 2024, option by option, as in the facts; a school without a name goes by its code."""
    options = {"A": "voitures-particulieres", "B": "transport-routier", "C": "motocycles"}
    for record in facts("qualifications.json"):
        option = re.search(r"^BTS Maintenance des véhicules option ([ABC])", record["title_fr"])
        if option is None:
            continue
        node = f"bts-maintenance-vehicules-{options[option.group(1)]}-2016"
        listed = [place.capacity for place in branch.places_for(node) if place.capacity is not None]
        known = [site["places_2024"] for site in record["training_places"] if site.get("uai")]
        assert sorted(listed) == sorted(known), node


def test_the_bts_that_can_be_entered_has_the_schools_of_the_closed_one(branch: Catalogue):
    today = {place.name for place in branch.places_for("bts-maintenance-vehicules-2025")}
    for option in ("voitures-particulieres", "transport-routier", "motocycles"):
        for place in branch.places_for(f"bts-maintenance-vehicules-{option}-2016"):
            assert place.name in today or place.capacity is None, place.name


# --- words ----------------------------------------------------------------------------------------


def test_what_is_not_published_reads_after_to_be_confirmed(branch: Catalogue):
    for step in branch.steps.values():
        for leaf in walk(step.requires):
            if isinstance(leaf, NotPublished):
                for words in (leaf.not_published.fr, leaf.not_published.en):
                    assert words[0].islower(), (step.id, words)
                    assert not words.endswith("."), (step.id, words)


def test_every_remark_is_a_sentence(branch: Catalogue):
    for step in branch.steps.values():
        for remark in step.remarks:
            for words in (remark.fr, remark.en):
                assert not words[0].islower(), (step.id, words)
                assert words.endswith("."), (step.id, words)


def test_no_two_cards_have_the_same_title(branch: Catalogue):
    titles = [node.label.fr for node in branch.nodes.values()]
    assert len(titles) == len(set(titles))


def test_no_summary_changes_its_voice(branch: Catalogue):
    """A qualification is told to « tu »: no infinitive, no « on », no verb without its subject."""
    voiceless = re.compile(r"(^|\. )(Mène|Menait|Ouvre|On|[A-ZÉ][a-zéèê]+(er|ir|oir))\b")
    for title in branch.qualifications.values():
        assert title.summary is None or not voiceless.search(title.summary.fr), title.id


def test_a_vae_is_never_open_to_somebody_who_has_never_worked(branch: Catalogue):
    """Its name says so: it validates what work has taught."""
    for step in branch.steps.values():
        if step.access is Access.VAE:
            assert any(isinstance(leaf, Experience) for leaf in walk(step.requires)), step.id
            assert Eligibility(branch).verdict(step.requires, Situation()) is Verdict.UNMET, step.id


# --- beyond the branch ----------------------------------------------------------------------------


def test_every_code_of_rome_is_a_job_whose_neighbours_are_known(branch: Catalogue):
    codes = {code for node in branch.nodes.values() for code in node.rome}
    assert {code for code in codes if branch.occupations[code].neighbours} == codes


@needs_rome
def test_the_neighbours_of_a_job_are_those_of_the_release_in_its_order(branch: Catalogue):
    stated: dict[str, list[tuple[int, str]]] = defaultdict(list)
    with (ROME / "mobilite.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            stated[row["code_rome"]].append((int(row["numero_ordre"]), row["code_rome_cible"]))
    for job in branch.occupations.values():
        if job.neighbours:
            assert job.neighbours == tuple(code for _, code in sorted(stated[job.code])), job.code


# --- what is said beside it -----------------------------------------------------------------------


def test_the_change_log_begins_with_the_edition_of_the_map(branch: Catalogue):
    log = DEFAULT_FILE.with_name("CHANGELOG.md").read_text(encoding="utf-8")
    editions = re.findall(r"^## Edition (\S+)", log, re.MULTILINE)
    assert editions[0] == branch.file.edition
    assert len(set(editions)) == len(editions)


def test_what_the_change_log_says_of_the_newest_edition_is_on_the_map_or_was_taken_out(branch: Catalogue):
    log = DEFAULT_FILE.with_name("CHANGELOG.md").read_text(encoding="utf-8")
    newest = log.split("\n## ")[1]
    for section in newest.split("\n### "):
        heading = re.search(r"\(`([a-z0-9-]+)`\)$", section.split("\n", 1)[0])
        if heading is not None and "- taken out" not in section:
            assert heading[1] in branch.nodes
