"""
The published JSON Schema of ``data/pay.json``, made from the models.

``python -m pathways.pay.schema`` writes ``data/pay.schema.json`` anew.
"""

from __future__ import annotations

import json
from typing import Any

from pathways.pay.reading import PAY_FILE
from pathways.pay.tables import PayTables

SCHEMA_FILE = PAY_FILE.with_suffix(".schema.json")


def pay_schema() -> dict[str, Any]:
    """
    The JSON Schema of the pay tables.

    Examples
    --------
    >>> pay_schema()["title"]
    'PayTables'
    """
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **PayTables.model_json_schema()}


def schema_text() -> str:
    """The schema as its file holds it."""
    return json.dumps(pay_schema(), ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    SCHEMA_FILE.write_text(schema_text(), encoding="utf-8")
