"""What the map holds and lacks, counted on the small map by hand."""

from __future__ import annotations

from datetime import date

from pathways.catalogue import load
from pathways.coverage import coverage
from tests.small_map import small


def test_qualifications_are_told_apart_by_their_registration():
    found = coverage(small())
    assert found.registered == ("bac-pro-camion", "cap-mecano", "cqp-expert-camion")
    assert found.lapsed == ("ingenieur-atelier",)
    assert found.unsure == ()
    assert found.without_code == ("bep-ancien", "titre-moniteur")


def test_what_lapses_within_a_year_is_listed_with_its_day_soonest_first():
    assert coverage(small()).lapsing == (
        ("cap-mecano", date(2027, 8, 31)),
        ("cqp-expert-camion", date(2027, 11, 23)),
    )


def test_steps_are_counted_once_by_the_weakest_fact_that_they_rest_on():
    found = coverage(small())
    assert found.assumed == ("a-20-1-by-promotion",)
    assert found.derived == ("cqp-expert-camion-professionalisation", "cqp-expert-camion-vae")


def test_an_assumption_is_told_with_its_reason_and_the_number_of_facts_that_rest_on_it():
    ((why, count),) = coverage(small()).assumptions
    assert (why.en, count) == ("No text gives the length.", 1)


def test_on_the_branch_every_node_and_step_is_counted_once():
    catalogue, found = load(), coverage(load())
    by_registration = (*found.registered, *found.lapsed, *found.unsure, *found.without_code)
    assert sorted(by_registration) == sorted(catalogue.qualifications)
    assert sorted((*found.told, *found.untold)) == sorted(catalogue.roles)
    assert sorted((*found.stated, *found.derived, *found.assumed)) == sorted(catalogue.steps)
    assert {qualification for qualification, _ in found.lapsing} <= set(found.registered)
