"""What a step closes, keeps and opens: whole answers on the small map, reach asked twice on random ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import HealthCheck, assume, given, settings

from pathways.catalogue import Catalogue, parse
from pathways.choices import Choice, Prospect, TwoChoices, choice, two_choices
from pathways.errors import BadValue, UnknownId
from pathways.model import Experience, Profile, Step, leaves
from pathways.reach import Reached, reach
from tests import brute_force
from tests.maps import Question as Asked
from tests.maps import questions
from tests.small_map import small, small_raw
from tests.toys import toy

WITH_BAC = Profile(age=18, holds=["bac-pro-camion@initial", "cap-mecano"])


def nodes(found: tuple[Reached | Prospect, ...]) -> set[str]:
    return {each.node for each in found}


def months(found: tuple[Prospect, ...]) -> dict[str, tuple[int | None, int]]:
    """By node, months before the choice and after it, both from today."""
    return {each.node: (each.before.months if each.before else None, each.months) for each in found}


# --- whole answers --------------------------------------------------------------------------------


def test_who_becomes_a_mechanic_can_no_longer_inspect_vehicles_and_loses_nothing_else():
    """
    At 18 with a CAP and a bac pro: mechanic and inspector at once, the CQP by contract in 14 months and with
    it the expert's job, the adviser's ten months of practice later (24), as the CQP counts as work. A bac pro
    from school is none that opens the technician's job. Whoever has repaired vehicles may not inspect them.
    """
    found = choice(small(), WITH_BAC, "a-3-1-mecanicien")
    assert nodes(found.closes) == {"g-9-1-controleur"}
    assert months(found.keeps) == {
        "a-3-1-mecanicien": (0, 0),
        "cqp-expert-camion": (14, 14),
        "a-12-2-technicien-expert": (14, 14),
        "a-20-1-receptionnaire": (24, 24),
        "titre-moniteur": (32, 32),
    }
    assert found.opens == ()


def test_a_school_leaver_who_takes_the_cap_first_reaches_everything_else_as_soon_or_later():
    """
    At 15 the CAP takes 24 months. The technician's way (24 + 24) leads through it anyway; the CQP after the
    three years at school (36 + 14 = 50) is now reached by way of the apprenticeship (24 + 24 + 14 = 62), so
    the inspector and the expert's jobs come twelve months later too; the title waits for the age of 20.
    """
    found = choice(small(), Profile(age=15), "cap-mecano-initial")
    assert found.closes == ()
    assert months(found.keeps) == {
        "cap-mecano": (24, 24),
        "a-3-1-mecanicien": (24, 24),
        "bac-pro-camion": (36, 48),
        "g-9-1-controleur": (36, 48),
        "a-9-1-technicien": (48, 48),
        "cqp-expert-camion": (50, 62),
        "a-12-2-technicien-expert": (50, 62),
        "a-20-1-receptionnaire": (60, 72),
        "titre-moniteur": (68, 68),
    }
    assert {each.node: each.months_later for each in found.keeps}["bac-pro-camion"] == 12


def test_an_age_that_is_passed_meanwhile_shuts_a_door_exactly_in_its_month():
    """At 24, 23 months more leave somebody young enough for a contract up to 25, 24 months do not."""
    someone = Profile(age=24, holds=["bac-pro-camion"])
    for length, shut in ((23, False), (24, True)):
        raw = small_raw()
        (school,) = [step for step in raw["steps"] if step["id"] == "cap-mecano-initial"]
        school["months"] = {"min": length, "max": length}
        found = choice(parse(raw), someone, "cap-mecano-initial")
        (cqp,) = [each.route for each in found.after if each.node == "cqp-expert-camion"]
        assert cqp is not None
        assert bool(cqp.to_confirm) is shut, "that of a jobseeker is left to confirm"


def test_a_date_that_passes_meanwhile_shuts_a_door():
    raw = small_raw()
    (school,) = [step for step in raw["steps"] if step["id"] == "bac-pro-camion-initial"]
    school["valid_to"] = "2028-01-01"
    found = choice(parse(raw), Profile(age=30), "cap-mecano-initial")
    assert {"bac-pro-camion", "g-9-1-controleur"} <= nodes(found.closes)


def test_a_training_that_counts_as_work_still_counts_when_it_was_the_choice():
    """The CQP counts as 14 of the adviser's 24 months: ten are left after it, 24 in all."""
    found = choice(small(), WITH_BAC, "cqp-expert-camion-professionalisation")
    assert months(found.keeps)["a-20-1-receptionnaire"] == (24, 24)


def counting_title(outside_training: bool) -> Catalogue:
    """The title takes a year that counts as a technician's, and is soon over; the VAE asks for a year."""
    raw = small_raw()
    for step in raw["steps"]:
        if step["id"] == "titre-moniteur-continuing":
            step["counts_as_experience"] = "a-9-1-technicien"
            step["months"] = {"min": 12, "max": 12}
            step["valid_to"] = "2026-12-24"
        if step["id"] == "cqp-expert-camion-vae":
            step["requires"]["experience"] |= {"within_years": None, "outside_training": outside_training}
    return parse(raw)


@pytest.mark.parametrize(("outside_training", "way"), [(False, "vae"), (True, "professionalisation")])
def test_a_training_that_counts_opens_what_asks_for_practice_unless_work_outside_training_is_asked(
    outside_training: bool, way: str
):
    someone = Profile(age=30, licences=frozenset({"B"}), statuses=frozenset({"clean-record", "jobseeker"}))
    found = choice(counting_title(outside_training), someone, "titre-moniteur")
    (cqp,) = [each.route for each in found.after if each.node == "cqp-expert-camion"]
    assert cqp is not None
    assert cqp.steps[-1].access == way


def test_a_length_that_nobody_knows_makes_all_that_follows_a_lower_bound():
    raw = small_raw()
    (school,) = [step for step in raw["steps"] if step["id"] == "cap-mecano-initial"]
    school["months"] = None
    found = choice(parse(raw), Profile(age=15), "cap-mecano")
    assert found.prospects
    assert all(each.at_least for each in found.prospects)


def test_within_a_time_what_comes_too_late_after_the_choice_is_closed():
    found = choice(small(), Profile(age=15), "cap-mecano", within=40)
    assert nodes(found.closes) == {"bac-pro-camion", "g-9-1-controleur"}
    assert nodes(found.keeps) == {"cap-mecano", "a-3-1-mecanicien"}


def test_two_choices_tell_by_name_what_only_one_of_them_leaves_open():
    found = two_choices(small(), WITH_BAC, "a-3-1-mecanicien", "g-9-1-controleur")
    assert nodes(found.only_first) == set()
    assert nodes(found.only_second) == {"g-9-1-controleur"}
    assert {a.node for a, _ in found.both} == nodes(found.first.prospects)


# --- what cannot be chosen ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("profile", "step", "words"),
    [
        (Profile(), "a-3-1-by-cap", "a condition is not met; 'gap --to a-3-1-mecanicien'"),
        (Profile(), "ingenieur-atelier-apprenticeship", "it is over"),
        (Profile(), "a-12-2-by-decision", "only an employer's word"),
        (WITH_BAC, "cap-mecano-initial", "'cap-mecano' is held already"),
        (Profile(), "cqp-expert-camion", "2 ways in.*professionalisation, cqp-expert-camion-vae"),
        (Profile(), "bep-ancien", "0 ways in"),
    ],
)
def test_a_step_that_cannot_be_chosen_is_refused_with_the_reason(profile: Profile, step: str, words: str):
    with pytest.raises(BadValue, match=words):
        choice(small(), profile, step)


def test_a_step_that_begins_later_names_the_day():
    with pytest.raises(BadValue, match="before 2024-09-01"):
        choice(small(), Profile(age=30), "titre-moniteur", on=date(2024, 1, 1))


def test_what_the_map_does_not_have_names_the_nearest_step():
    with pytest.raises(UnknownId, match="cap-mecano-initial"):
        choice(small(), Profile(), "cap-mecano-initiall")


def test_what_is_not_known_of_the_step_is_left_to_confirm():
    found = choice(small(), Profile(age=30), "titre-moniteur")
    assert found.to_confirm is not None
    assert [type(leaf).__name__ for leaf in found.to_confirm.unknown] == ["Licence", "Status"]
    assert choice(small(), WITH_BAC, "a-3-1-mecanicien").to_confirm is None


# --- random maps ----------------------------------------------------------------------------------

several = settings(max_examples=100, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))


def chosen(asked: Asked) -> list[Choice]:
    """The choice of each step of a map that can be taken on the day."""
    catalogue, found = Catalogue(asked.file), []
    for step in catalogue.steps:
        try:
            found.append(choice(catalogue, asked.profile, step, on=asked.on, **asked.options._asdict()))
        except BadValue:
            continue
    return found


@given(asked=questions())
@several
def test_what_was_within_reach_is_either_closed_or_kept_and_nothing_new_was_there(asked: Asked):
    catalogue = Catalogue(asked.file)
    before = reach(catalogue, asked.profile, on=asked.on, **asked.options._asdict())
    for each in chosen(asked):
        closes, keeps, opens = nodes(each.closes), nodes(each.keeps), nodes(each.opens)
        assert closes | keeps == nodes(before)
        assert closes.isdisjoint(keeps)
        assert opens.isdisjoint(nodes(before))
        assert each.step.target in keeps | opens
        assert not closes & nodes(each.after)


@given(asked=questions())
@several
def test_the_two_sides_of_two_choices_share_nothing(asked: Asked):
    found = chosen(asked)
    for first in found:
        for second in found:
            two = TwoChoices(first, second)
            both = {each.node for each, _ in two.both}
            assert nodes(two.only_first) | both == nodes(first.prospects)
            assert nodes(two.only_second) | both == nodes(second.prospects)
            assert nodes(two.only_first).isdisjoint(nodes(two.only_second))


@given(asked=questions(most_steps=6))
@several
def test_what_is_within_reach_after_a_step_is_what_plain_enumeration_goes_on_to_from_there(asked: Asked):
    assume(asked.on.day <= 28)  # a month after the 31st is the 30th, and two months the 31st again
    for each in chosen(asked):
        if not (each.step.counts_as_experience and _asks_for_recent_practice(asked.file.steps)):
            assert {(e.node, e.months + each.months) for e in each.after} == set(
                _enumerated(asked, each.step)
            )


@dataclass(frozen=True)
class _AskedAfter(brute_force.Asked):
    """A question whose first step is taken already."""

    first: Step

    @property
    def start(self) -> brute_force.Moment:
        return brute_force.take(self.first, super().start)


def _enumerated(asked: Asked, first: Step) -> Iterator[tuple[str, int]]:
    """Each node that can be got to after a first step, with the months from today."""
    for goal in Catalogue(asked.file).nodes:
        question = _AskedAfter(asked.file, asked.profile, goal, asked.on, asked.options, first)
        routes = brute_force.ranked(brute_force.all_routes(question), "fastest", question)
        if routes:
            yield goal, min(totals.months for totals in routes[0].best)


def _asks_for_recent_practice(steps: tuple[Step, ...]) -> bool:
    """Months of the first step carry no date: what must be recent is then to be confirmed, never refused."""
    asked = (leaf for step in steps for leaf in leaves(step.requires))
    return any(isinstance(leaf, Experience) and leaf.experience.within_years is not None for leaf in asked)


def test_a_filter_that_shuts_the_step_is_named():
    """One promotion needs an employer to decide."""
    decided = {"any_of": [{"employer_decision": True}]}
    catalogue = toy(
        {
            "low by recruitment": {},
            "high by promotion": {"requires": {"all_of": [{"in_post": "low"}, decided]}},
        }
    )
    someone = Profile(experience={"low": 12})
    assert choice(catalogue, someone, "high").step.id == "high-by-promotion"
    with pytest.raises(
        BadValue, match="needs an employer's decision, or something assumed, which is left out"
    ):
        choice(catalogue, someone, "high", no_decisions=True)
