"""What of the map is shown: filters combine, a way in answers as a whole, and counts are true."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pathways.catalogue import Catalogue, load
from pathways.grounds import basis_of, binding
from pathways.ladder import place_on_ladder, rung_key
from pathways.model import Basis, Nature, Qualification, Step, leaves
from pathways.selection import FACETS, NO_FAMILY, Selection, Sieve
from tests.small_map import small

SMALL, BRANCH = Sieve(small()), Sieve(load())


def natures(catalogue: Catalogue, step: Step) -> set[str | None]:
    return {binding(catalogue, leaf, step) for leaf in leaves(step.requires)}


def by_hand(catalogue: Catalogue, wanted: Selection) -> list[str]:
    """The same by the plain reading of each filter."""
    found = []
    for node in catalogue.nodes.values():
        kind = node.kind if isinstance(node, Qualification) else "role"
        own: dict[str, Sequence[str]] = {
            "family": [node.family or NO_FAMILY],
            "rung": [rung_key(place_on_ladder(node))],
            "vehicle": list(node.vehicles),
            "kind": [kind],
        }
        if any(getattr(wanted, name) not in (None, *values) for name, values in own.items()):
            continue
        ways = [
            step
            for step in catalogue.ways_in(node.id)
            if catalogue.can_be_taken(step, catalogue.file.as_of)
            and wanted.access in (None, step.access)
            and wanted.basis in (None, basis_of(step))
            and (wanted.nature is None or wanted.nature in natures(catalogue, step))
        ]
        if ways or (wanted.access, wanted.basis, wanted.nature) == (None, None, None):
            found.append(node.id)
    return found


def selections(sieve: Sieve) -> st.SearchStrategy[Selection]:
    values = {facet: st.none() | st.sampled_from(sieve.options[facet]) for facet in FACETS}
    return st.builds(Selection, **values)


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(selections(BRANCH))
def test_what_is_shown_is_what_the_plain_reading_of_each_filter_leaves(wanted: Selection):
    assert list(BRANCH.shown(wanted)) == by_hand(load(), wanted)


@settings(max_examples=40, deadline=None)
@given(selections(BRANCH), st.sampled_from(FACETS))
def test_a_count_beside_a_value_is_what_choosing_it_shows(wanted: Selection, facet: str):
    counts = BRANCH.counts(wanted, facet)
    for value in BRANCH.options[facet]:
        shown = BRANCH.shown(replace(wanted, **{facet: value}))
        assert counts.get(value, 0) == len(shown)


@settings(max_examples=40, deadline=None)
@given(selections(BRANCH))
def test_one_filter_more_never_shows_more(wanted: Selection):
    for facet in wanted.said:
        assert set(BRANCH.shown(wanted)) <= set(BRANCH.shown(replace(wanted, **{facet: None})))


def test_the_way_that_answers_one_filter_must_answer_the_others():
    """The technician's CQP is stated by apprenticeship-like contract, its VAE derived: never both at once."""
    for wanted in (
        Selection(access=access, basis=basis) for access in SMALL.options["access"] for basis in Basis
    ):
        for node in SMALL.shown(wanted):
            ways = small().ways_in(node)
            assert any(step.access == wanted.access and basis_of(step) == wanted.basis for step in ways)


def test_a_way_that_leans_on_one_guess_is_assumed_as_a_whole():
    promotion = small().steps["a-20-1-by-promotion"]
    assert promotion.basis is Basis.STATED
    assert basis_of(promotion) is Basis.ASSUMED
    assert "a-20-1-receptionnaire" not in SMALL.shown(Selection(basis="stated"))


def test_what_an_assumption_asks_for_binds_nobody():
    (practice,) = [
        leaf for leaf in leaves(small().steps["a-20-1-by-promotion"].requires) if leaf.basis is Basis.ASSUMED
    ]
    assert binding(small(), practice, small().steps["a-20-1-by-promotion"]) is None


def test_what_nobody_can_begin_any_more_has_no_way_in():
    assert "bep-ancien" in SMALL.shown(Selection())
    assert not any(
        "bep-ancien" in SMALL.shown(Selection(access=access)) for access in SMALL.options["access"]
    )


@pytest.mark.parametrize("sieve", [SMALL, BRANCH], ids=["small", "branch"])
def test_every_value_offered_shows_something(sieve: Sieve):
    for facet in FACETS:
        for value in sieve.options[facet]:
            assert sieve.shown(Selection(**{facet: value}))


def test_law_and_habit_are_told_apart():
    assert {Nature.LAW, Nature.USUAL} <= set(BRANCH.options["nature"])
    assert BRANCH.shown(Selection(nature="law")) != BRANCH.shown(Selection(nature="usual"))
