"""
The published JSON Schemas of the data files, written from the models.

``python -m pathways.schemas`` writes them all anew beside the data.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

from pydantic import BaseModel

from pathways.catalogue import DEFAULT_FILE
from pathways.model import CareersFile

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def careers_schema() -> str:
    """The schema of ``careers.json``, as the text of its file."""
    return schema_of(CareersFile)


def schema_of(model: type[BaseModel]) -> str:
    """The JSON Schema of a model, as the text of a file."""
    schema = {"$schema": _DIALECT, **model.model_json_schema()}
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


SCHEMAS: Mapping[str, Callable[[], str]] = {"careers.schema.json": careers_schema}


def write(folder: Path = DEFAULT_FILE.parent) -> None:
    """Write every schema into a folder."""
    for name, schema in SCHEMAS.items():
        (folder / name).write_text(schema(), encoding="utf-8")


if __name__ == "__main__":
    write()
