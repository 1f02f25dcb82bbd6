"""
The published JSON Schema of ``data/careers.json``, written from the models.

``python -m pathways.schemas`` writes ``data/careers.schema.json`` anew.
"""

from __future__ import annotations

import json

from pathways.catalogue import DEFAULT_FILE
from pathways.model import CareersFile

SCHEMA_FILE = DEFAULT_FILE.with_suffix(".schema.json")
_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def careers_schema() -> str:
    """The schema of a map, as the text of its file."""
    schema = {"$schema": _DIALECT, **CareersFile.model_json_schema()}
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    SCHEMA_FILE.write_text(careers_schema(), encoding="utf-8")
