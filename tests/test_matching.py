"""An employer's job titles: what is matched, what is asked about, what is left unmatched, and how surely."""

from __future__ import annotations

import math
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.matching import HELD_OUT, TUNED, answered, scores
from pathways.catalogue import Catalogue, load
from pathways.matching import Evidence, Listed, State, appellations, family_of, match_title, match_titles
from pathways.matching.hearing import heard
from pathways.matching.known import known_names
from tests.small_map import small
from tests.toys import text, toy

BRANCH = load()
ALL = answered(BRANCH)
IN_FORCE = [role for role in BRANCH.roles.values() if role.is_in_force]
HIRED = {"sources": [{"id": "own"}]}


def garage() -> Catalogue:
    """Four roles: a mechanic and a skilled one, a painter once called a lacquerer, a sheet that is gone."""
    return toy(
        {},
        roles={
            "mechanic": {
                "label": text("Mécanicien automobile"),
                "also_called": ["mécano"],
                "vehicles": ["car"],
            },
            "skilled": {"label": text("Mécanicien spécialiste automobile"), "family": "A"},
            "painter": {
                "label": text("Peintre"),
                "former_labels": ["Laqueur"],
                "family": "B",
                "rnqsa": "B.6.2",
            },
            "gone": {"label": text("Vernisseur"), "status": "suppressed", "replaced_by": ["painter"]},
        },
    )


def role_of(catalogue: Catalogue, title: str, family: str | None = None) -> tuple[str, str | None, int]:
    found = match_title(catalogue, Listed(title, family=family))
    return found.state.value, found.role, found.confidence


# --- the benchmark --------------------------------------------------------------------------------


def test_on_the_half_kept_aside_what_is_accepted_is_right_and_nothing_of_another_branch_is():
    kept = scores(ALL)[HELD_OUT]
    assert len(kept.answered) > 120
    assert kept.accepted > 50
    assert kept.precision >= 0.95
    assert kept.others > 25
    assert kept.others_accepted == 0
    assert kept.recall_offered >= 0.95


def test_no_title_of_another_branch_is_accepted_in_either_half():
    wrong = [each.title for each in ALL if not each.right and each.is_accepted]
    assert wrong == []


def test_the_benchmark_has_enough_titles_and_the_halves_are_drawn_by_the_titles_alone():
    all_of_them = ALL
    assert len(all_of_them) >= 200
    assert len({each.title for each in all_of_them}) == len(all_of_them)
    halves = {half: sum(each.half == half for each in all_of_them) for half in (TUNED, HELD_OUT)}
    assert abs(halves[TUNED] - halves[HELD_OUT]) < 40
    assert all(each.right <= BRANCH.roles.keys() for each in all_of_them)


# --- what a title says ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mécanicienne", "mécanicien"),
        ("Vendeuse VO", "vendeur véhicules d’occasion"),
        ("Technicien(ne) confirmé(e)", "technicienne confirmée"),
        ("Conseiller·ère client", "conseiller client"),
        ("Cheffe d'équipe", "chef équipe"),
        ("Mécanicien/Mécanicienne poids lourds", "MECANICIEN PL"),
        ("Préparatrice F/H", "préparateur"),
        ("Tech. expert APV", "technicien expert après-vente"),
        ("Resp. APV VI", "responsable après-vente véhicules industriels"),
        ("Magasinier CDI 35h", "magasinier"),
        ("Mécanicien Renault senior (H/F)", "mécanicien"),
        ("Vendeur V.O.", "vendeur VO"),
        ("Agent de stationnement", "agents de parking"),
    ],
)
def test_two_ways_to_write_a_title_say_the_same(one: str, other: str):
    assert heard(one) == heard(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mécanicien PL", "Mécanicien moto"),
        ("Mécanicien", "Mécanicien spécialiste"),
        ("Carrossier", "Carrossier-peintre"),
        ("Peintre en carrosserie", "Carrossier peintre"),
        ("Vendeur VN", "Vendeur VO"),
        ("Agent d'entretien", "Agent de maintenance"),
        ("Moniteur", "Monteur"),
    ],
)
def test_what_tells_two_jobs_apart_is_kept(one: str, other: str):
    assert heard(one) != heard(other)


def test_letters_that_mean_a_job_when_alone_mean_nothing_of_the_kind_in_a_longer_title():
    assert heard("CDA") == heard("chef d'atelier")
    assert heard("assistante CDA") != heard("assistante chef d'atelier")


TITLES = st.sampled_from(
    [name.text for name in known_names(BRANCH).names if name.evidence is not Evidence.ROME]
)


@given(TITLES, st.randoms(use_true_random=False))
@settings(max_examples=150, deadline=None)
def test_capitals_and_accents_change_nothing(title: str, chance: random.Random):
    mixed = "".join(chance.choice([letter.upper(), letter.lower()]) for letter in title)
    bare = mixed.translate(str.maketrans("éèêëàâîïôûùçÉÈÊËÀÂÎÏÔÛÙÇ", "eeeeaaiiouucEEEEAAIIOUUC"))
    assert role_of(BRANCH, bare) == role_of(BRANCH, title)


@given(
    st.lists(
        st.sampled_from("mécanicien poids-lourds confirmé atelier chef vendeur".split()),
        unique=True,
        min_size=1,
    )
)
@settings(deadline=None)
def test_the_order_of_words_changes_nothing(said: list[str]):
    assert role_of(BRANCH, " ".join(said)) == role_of(BRANCH, " ".join(reversed(said)))


# --- states ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", IN_FORCE, ids=lambda role: role.id)
def test_a_title_that_is_a_label_is_as_sure_as_can_be_and_never_goes_to_another_role(role):
    found = match_title(BRANCH, Listed(role.label.fr))
    surest = [each.role for each in found.candidates if each.confidence == 100]
    assert role.id in surest
    assert found.role in (role.id, None)
    same_words = [other for other in IN_FORCE if heard(other.label.fr) == heard(role.label.fr)]
    assert (found.state is State.MATCHED) or len(same_words) > 1 or len(surest) > 1 or _is_near(found)


def _is_near(found) -> bool:
    return len(found.candidates) > 1 and found.candidates[1].confidence > 95


def test_the_whole_answer_on_a_small_garage():
    """Three roles in force: "mécanicien" and "automobile" are words of two of them, the others of one."""
    two_of_three, rare = 1 + math.log(3 / 2), 1 + math.log(3)
    part = round(100 * 2 * rare / (rare + (rare + 2 * two_of_three)))
    titles = {
        "mécano": ("matched", "mechanic", 92),
        "Mécanicienne auto": ("matched", "mechanic", 100),
        "auto mécanicien spé": ("matched", "skilled", 100),
        "Spécialiste": ("to_check", None, part),
        "Laqueuse": ("matched", "painter", 97),
        "Vernisseur": ("matched", "painter", 97),
        "B.6.2": ("matched", "painter", 100),
        "Peintre décorateur": ("to_check", None, 67),
        "Boucher": ("unmatched", None, 0),
        "CDI": ("unmatched", None, 0),
    }
    found = match_titles(garage(), [Listed(title) for title in titles])
    assert {each.listed.title: (each.state.value, each.role, each.confidence) for each in found} == titles
    assert part == 60


def test_a_title_that_two_roles_bear_is_to_check_with_both():
    two = toy({}, roles={"a": {"label": text("Chef d'atelier")}, "b": {"label": text("Chef atelier")}})
    found = match_title(two, Listed("chef d'atelier"))
    assert found.state is State.TO_CHECK
    assert [(each.role, each.confidence) for each in found.candidates] == [("a", 100), ("b", 100)]


def test_the_family_that_the_employer_gives_decides_between_them():
    named = {"label": text("Chef d'atelier")}
    two = toy({}, roles={"a": {**named, "family": "A"}, "b": {**named, "family": "B"}})
    assert role_of(two, "chef d'atelier", "B") == ("matched", "b", 100)
    assert [
        each.confidence for each in match_title(two, Listed("chef d'atelier", family="B")).candidates
    ] == [100, 80]


def test_a_word_that_nothing_explains_is_never_passed_over():
    found = match_title(BRANCH, Listed("Comptable confirmé pâtissier"))
    assert found.state is not State.MATCHED
    assert found.candidates
    assert not found.candidates[0].is_whole


def test_a_letter_wrong_costs_certainty_and_no_more():
    found = match_title(BRANCH, Listed("Magazinier"))
    assert found.role == "d-3-1-magasinier"
    assert 80 <= found.confidence < 100


def test_a_longer_word_with_another_beginning_is_no_slip_of_the_pen():
    for title in ("Géotechnicien", "Zootechnicienne", "Technicien R&D"):
        assert match_title(BRANCH, Listed(title)).state is not State.MATCHED


def test_a_trade_that_the_title_does_not_tell_is_asked_about():
    assert match_title(BRANCH, Listed("Esthéticienne")).state is State.TO_CHECK
    assert match_title(BRANCH, Listed("Esthéticienne auto")).role == "e-6-1-renovateur-vo"


def test_an_appellation_of_rome_is_never_enough_by_itself():
    found = match_title(BRANCH, Listed("Garagiste"))
    assert found.state is State.TO_CHECK
    assert {each.evidence for each in found.candidates} == {Evidence.ROME}
    assert {each.confidence for each in found.candidates} == {60}


def test_a_job_of_the_national_list_that_no_role_belongs_to_is_named():
    found = match_title(BRANCH, Listed("Bûcheronne"))
    assert found.state is State.UNMATCHED
    assert found.elsewhere is not None
    assert found.elsewhere.code == "A1201"


def test_the_appellations_say_where_they_come_from_and_are_those_of_the_roles_own_codes():
    read = appellations()
    codes = {code for role in BRANCH.roles.values() if role.status != "outside" for code in role.rome}
    assert (read.publisher, read.released, read.licence) == (
        "France Travail",
        "2025-09-18",
        "Licence Ouverte 2.0",
    )
    assert read.by_code.keys() == codes


# --- the list -------------------------------------------------------------------------------------

LINES = st.lists(
    st.builds(
        Listed,
        st.sampled_from(["Mécanicien", "Chef APV", "Boucher", "Vendeur VO", ""]),
        st.none() | st.integers(0, 9),
    ),
    max_size=8,
)


@given(LINES, st.randoms(use_true_random=False))
@settings(deadline=None)
def test_every_line_comes_back_once_and_the_order_of_the_lines_changes_no_answer(
    lines: list[Listed], chance: random.Random
):
    found = match_titles(BRANCH, lines)
    assert [each.listed for each in found] == lines
    mixed = chance.sample(range(len(lines)), len(lines))
    again = match_titles(BRANCH, [lines[place] for place in mixed])
    assert list(again) == [found[place] for place in mixed]


def test_the_order_of_the_file_changes_no_answer():
    raw = BRANCH.file.model_copy(update={"roles": tuple(reversed(BRANCH.file.roles))})
    turned = Catalogue(raw)
    for title in ("Chef d'atelier", "Mécanicien PL", "Carrossier", "Garagiste"):
        assert match_title(turned, Listed(title)) == match_title(BRANCH, Listed(title))


def test_a_family_is_known_by_its_letter_or_its_name_in_either_language():
    said = ("b", "Carrosserie-Peinture", "Driving schools", "Achats", "")
    assert [family_of(BRANCH, each) for each in said] == ["B", "B", "K", None, None]


def test_a_match_on_the_small_map_names_what_it_was_found_by():
    found = match_title(small(), Listed("mécanicienne de maintenance"))
    assert found.candidates[0].evidence is Evidence.LABEL
    assert found.post.role == "a-3-1-mecanicien"
