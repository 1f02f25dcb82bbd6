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

from pathways.catalogue import Catalogue, load, problems_of
from pathways.model import (
    Access,
    Basis,
    Experience,
    InPost,
    Leaf,
    NotPublished,
    Qualification,
    Role,
    Step,
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
    by_code = {
        code_of(role): role for role in branch.roles.values() if role.status in ("in_force", "renamed")
    }
    for sheet in facts("rnqsa.json")["sheets"]:
        role = by_code.get(re.sub(r"[^A-Z0-9]", "", sheet["code"].upper()))
        if role is not None and sheet["status"] in ("in force", "renamed"):
            assert role.rung is not None
            assert (role.rung.echelon, role.rung.cadre) == (sheet["echelon"], sheet["cadre_level"]), role.id


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
