"""The published schemas are those of the models."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pathways import schemas
from pathways.catalogue import DEFAULT_FILE


@pytest.mark.parametrize("name", schemas.SCHEMAS)
def test_a_published_schema_is_current(name: str):
    published = (DEFAULT_FILE.parent / name).read_text(encoding="utf-8")
    assert published == schemas.SCHEMAS[name](), f"{name} is not current: run `python -m pathways.schemas`"


def test_writing_the_schemas_makes_every_published_file(tmp_path: Path):
    schemas.write(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == set(schemas.SCHEMAS)


def test_the_schema_of_careers_knows_every_kind_of_condition():
    known = json.loads(schemas.careers_schema())["$defs"]
    conditions = {
        "AllOf", "AnyOf", "NoneOf", "Holds", "AtLeastLevel", "Experience", "Age", "Licence", "Status",
        "EmployerDecision", "InPost", "NotPublished",
    }  # fmt: skip
    assert conditions <= set(known)
    assert all(known[name]["additionalProperties"] is False for name in conditions)
