"""The published schema is that of the models, and says of a file what the models say of it."""

from __future__ import annotations

import json

import jsonschema  # type: ignore[import-untyped]
import pytest

from pathways.schemas import SCHEMA_FILE, careers_schema
from tests.small_map import DATA, small_raw

PUBLISHED = json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))


def test_the_published_schema_is_current():
    assert SCHEMA_FILE.read_text(encoding="utf-8") == careers_schema(), "run: python -m pathways.schemas"


def test_a_sound_map_obeys_the_published_schema():
    jsonschema.validate(small_raw(), PUBLISHED)


@pytest.mark.parametrize(
    "name",
    [
        "missing-field",
        "unknown-field",
        "number-in-quotes",
        "unknown-kind",
        "no-condition",
        "two-conditions-in-one",
    ],
)
def test_a_map_of_unsound_shape_breaks_the_published_schema(name: str):
    raw = json.loads((DATA / "invalid" / f"{name}.json").read_text(encoding="utf-8"))
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(raw, PUBLISHED)
