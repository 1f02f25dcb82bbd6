"""The published schema is that of the models, and says of a file what the models say of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest

from pathways.catalogue import DEFAULT_FILE
from pathways.pay import PAY_FILE
from pathways.schemas import SCHEMAS, schema_text
from tests.small_map import DATA, small_raw

PUBLISHED = {file: json.loads(file.read_text(encoding="utf-8")) for file in SCHEMAS}
OF_MAPS, OF_PAY = (PUBLISHED[file.with_suffix(".schema.json")] for file in (DEFAULT_FILE, PAY_FILE))


def breaches(raw: object, schema: dict[str, Any]) -> list[str]:
    return [error.message for error in jsonschema.Draft202012Validator(schema).iter_errors(raw)]


@pytest.mark.parametrize("file", SCHEMAS, ids=lambda file: file.name)
def test_the_published_schema_is_current(file: Path):
    assert file.read_text(encoding="utf-8") == schema_text(SCHEMAS[file]), "run: python -m pathways.schemas"


def test_a_sound_map_obeys_the_published_schema():
    assert breaches(small_raw(), OF_MAPS) == []


@pytest.mark.parametrize(("file", "schema"), [(DEFAULT_FILE, OF_MAPS), (PAY_FILE, OF_PAY)])
def test_the_files_that_we_publish_obey_their_schema(file: Path, schema: dict[str, Any]):
    assert breaches(json.loads(file.read_text(encoding="utf-8")), schema) == []


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
    assert breaches(raw, OF_MAPS)
