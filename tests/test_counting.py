"""What work already done counts for: the length asked, whether it is reached, the proof wanted."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings

from pathways.cards import Writer
from pathways.catalogue import Catalogue, load
from pathways.counting import Counts, what_counts
from pathways.eligibility import Eligibility, Situation, Verdict
from pathways.model import Experience, Lang, Profile, leaves
from pathways.questions import OpenMap, Question
from pathways.reach import NO_GOAL
from pathways.sheets.counting import counting_sheet, group_of
from tests.maps import Question as Asked
from tests.maps import questions
from tests.small_map import small

TYRES = "a-3-4-operateur-maintenance-pneumatiques-vi"
EXPERT = "a-12-2-technicien-expert"


def counted(catalogue: Catalogue, **worked: int) -> tuple[Counts, ...]:
    experience = {role.replace("_", "-"): months for role, months in worked.items()}
    profile = Profile(experience=experience)
    return what_counts(catalogue, Question(profile, NO_GOAL, catalogue.file.as_of))


def test_a_condition_is_met_lacks_months_or_takes_another_role():
    """A year as an expert: enough for the VAE if recent, half of an adviser's, nothing to a manager."""
    found = {each.step.target: (group_of(each), each.missing) for each in counted(small(), **{EXPERT: 12})}
    assert found == {
        "a-20-1-receptionnaire": ("not_enough", 12),
        "a-c-iii-1-chef-apres-vente": ("not_taken", 36),
        "cqp-expert-camion": ("to_confirm", 0),
    }


def test_three_years_in_a_tyre_centre_are_long_enough_for_a_vae_and_the_proof_is_told():
    sheet = counting_sheet(Writer(load(), "fr", load().file.as_of), counted(load(), **{TYRES: 36}))
    vae = next(line for line in sheet.groups if "VAE" in line.text)
    told = [line.text for line in vae.children]
    name = "CQP Opérateur maintenance pneumatiques véhicules industriels"
    assert f"{name}\xa0: 12\xa0mois demandés, déduction de notre part" in told
    assert any("bulletins de paie" in proof for proof in sheet.proofs)
    assert any(line.text.startswith("Ne compte pas") for line in sheet.groups)
    assert sheet.citations


def test_a_few_months_count_without_being_enough_and_say_what_is_missing():
    sheet = counting_sheet(Writer(load(), "en", load().file.as_of), counted(load(), **{TYRES: 6}))
    assert not any("Long enough" in line.text for line in sheet.groups)
    (short,) = [line for line in sheet.groups if "not long enough" in line.text]
    assert any("6 months missing" in line.text for line in short.children)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_no_line_is_told_twice_under_a_heading_that_counts_them(lang: Lang):
    counts = counted(load(), **{TYRES: 36})
    sheet = counting_sheet(Writer(load(), lang, load().file.as_of), counts)
    for group in sheet.groups:
        told = Counter(line.text for line in group.children)
        assert set(told.values()) == {1}
        assert str(len(told)) in group.text


@given(asked=questions())
@settings(max_examples=150, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_experience_that_takes_the_work_is_found_and_judged_as_the_search_judges_it(asked: Asked):
    catalogue = Catalogue(asked.file)
    question = Question(asked.profile, NO_GOAL, asked.on)
    open_map, person = OpenMap(catalogue, question), Situation.of(asked.profile)
    eligibility = Eligibility(catalogue)
    worked = {role for role, _ in asked.profile.experience}
    expected = [
        (step.id, leaf, eligibility.verdict(leaf, person))
        for _, step in sorted(open_map.steps.items())
        if not open_map.has(step.target)
        for leaf in leaves(step.requires)
        if isinstance(leaf, Experience) and eligibility.counting_roles(leaf.experience) & worked
    ]
    found = [each for each in what_counts(catalogue, question) if each.takes]
    assert [(each.step.id, each.leaf, each.verdict) for each in found] == expected
    assert all((each.missing > 0) is (each.verdict is Verdict.UNMET) for each in found if each.missing)
