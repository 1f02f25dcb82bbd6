"""
The published JSON Schemas of ``data/careers.json`` and ``data/pay.json``, written from the models.

``python -m pathways.schemas`` writes both anew.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from pydantic import BaseModel

from pathways.catalogue import DEFAULT_FILE
from pathways.model import CareersFile
from pathways.pay import PAY_FILE, PayTables

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
SCHEMAS: Final[Mapping[Path, type[BaseModel]]] = {
    DEFAULT_FILE.with_suffix(".schema.json"): CareersFile,
    PAY_FILE.with_suffix(".schema.json"): PayTables,
}


def schema_text(shape: type[BaseModel]) -> str:
    """
    The schema of a kind of data file, as the text of its own file.

    Examples
    --------
    >>> json.loads(schema_text(PayTables))["title"]
    'PayTables'
    """
    schema = {"$schema": _DIALECT, **shape.model_json_schema()}
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    for file, described in SCHEMAS.items():
        file.write_text(schema_text(described), encoding="utf-8")
