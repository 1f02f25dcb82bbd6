"""The data dictionary is that of the models and the data, and its report on reach is true."""

from __future__ import annotations

import pytest

from pathways.catalogue import Catalogue, load
from pathways.dictionary import DICTIONARY, dictionary
from pathways.model import CareersFile
from pathways.pay import PayTables, load_pay
from pathways.reach import out_of_reach
from pathways.routes import find_routes
from tests.small_map import small


@pytest.fixture(scope="module")
def branch() -> Catalogue:
    return load()


def test_the_published_dictionary_is_current(branch: Catalogue):
    published = DICTIONARY.read_text(encoding="utf-8")
    assert published == dictionary(branch, load_pay()), "run: python -m pathways.dictionary"


@pytest.mark.parametrize("shape", [CareersFile, PayTables])
def test_every_field_of_a_file_says_what_it_means(shape: type[CareersFile | PayTables]):
    schema = shape.model_json_schema()
    fields = {
        f"{name}.{field}": told
        for name, kind in {shape.__name__: schema, **schema["$defs"]}.items()
        for field, told in kind.get("properties", {}).items()
    }
    assert [name for name, told in fields.items() if not told.get("description")] == []


def test_a_role_out_of_reach_is_told_with_what_shuts_the_way():
    """The engineer's degree of the small map has lapsed: the chief's only way in asks for it."""
    told = dictionary(small(), load_pay())
    assert "1 cannot be reached from any of the 2 entry points" in told
    assert "(`a-c-iii-1-chef-apres-vente`): hold “Engineering degree in vehicle maintenance”" in told


def test_conflicts_and_assumptions_are_listed_with_their_reasons():
    told = dictionary(small(), load_pay())
    assert "- No text gives the length. (1 fact)" in told
    (conflict,) = [each for node in small().nodes.values() for each in node.conflicts]
    assert conflict.about.en in told
    assert all(value.value.en in told for value in conflict.values)
    assert conflict.why.en in told


@pytest.mark.slow
def test_every_role_in_force_is_reached_from_an_entry_point_or_listed_with_the_reason(branch: Catalogue):
    listed = {each.role: each.blocked_by for each in out_of_reach(branch)}
    profiles = [point.profile for point in branch.file.entry_points]
    for role in branch.roles.values():
        if role.is_in_force:
            reached = any(find_routes(branch, profile, role.id, k=1).routes for profile in profiles)
            assert reached is not bool(listed.get(role.id)), role.id
