"""Addresses read and written: nothing is lost on the way, nothing wrong is taken for right."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from pathways.model import TRAININGS
from pathways.ui.address import Asked, read_asked
from tests.small_map import small

QUALIFICATIONS, ROLES = sorted(small().qualifications), sorted(small().roles)
HELD = st.sampled_from([*QUALIFICATIONS, *(f"{q}@apprenticeship" for q in QUALIFICATIONS)])
ASKED = st.builds(
    Asked,
    to=st.none() | st.sampled_from([*QUALIFICATIONS, *ROLES]),
    age=st.none() | st.integers(0, 99),
    holds=st.lists(HELD, unique_by=lambda text: text.partition("@")[0]).map(tuple),
    experience=st.dictionaries(st.sampled_from(ROLES), st.integers(1, 600)).map(lambda d: tuple(d.items())),
    licences=st.lists(st.sampled_from("BCD"), unique=True).map(tuple),
    statuses=st.lists(st.sampled_from(sorted(small().statuses)), unique=True).map(tuple),
    by=st.sampled_from(["fastest", "paid", "surest"]),
    k=st.integers(1, 10),
    practice=st.none() | st.integers(1, 600),
    relax=st.booleans(),
    bare=st.booleans(),
    only=st.lists(st.sampled_from(TRAININGS), unique=True).map(tuple),
    no_decisions=st.booleans(),
    stated_only=st.booleans(),
    longest=st.none() | st.integers(0, 600),
    within=st.none() | st.integers(0, 600),
    on=st.none() | st.dates(date(2000, 1, 1), date(2100, 1, 1)),
)


@given(ASKED)
def test_an_address_reads_back_as_what_it_was_written_from(asked: Asked):
    query = {name: [value] if isinstance(value, str) else value for name, value in asked.query().items()}
    assert read_asked(small(), query) == asked
    assert not read_asked(small(), query).misread


NAMES = (
    "to age hold exp licence status by k practice relax bare only nodecision stated longest within on"
).split()


@given(st.dictionaries(st.sampled_from(NAMES), st.lists(st.text())))
def test_nonsense_is_told_and_never_a_crash(query: dict[str, list[str]]):
    asked = read_asked(small(), query)
    assert asked.to is None or asked.to in small().nodes
    assert asked.profile is not None


def test_an_unknown_id_names_its_nearest():
    asked = read_asked(small(), {"to": ["cap-mecan"]})
    assert asked.to is None
    assert asked.misread == (("to", "cap-mecan", small().nearest("cap-mecan")),)


def test_an_address_never_holds_a_name_or_a_birth_date():
    every = Asked(
        "x", 17, ("q",), (("r", 3),), ("B",), ("s",), "paid", 2, 6, True, True, ("vae",), True, True, 24, 12,
        date(2026, 1, 1),
    )  # fmt: skip
    assert set(every.query()) == set(NAMES)
