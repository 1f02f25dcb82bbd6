"""
The small map in each format, as it was written once: ``python -m tests.golden`` writes the files anew.

The difference shows what readers of these files will see change.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from pathways.exports import export_bytes, file_name
from pathways.exports.formats import csv_files
from pathways.exports.network import exported_network
from tests.small_map import small

FOLDER: Final = Path(__file__).parent
_LANG: Final = "en"


def goldens() -> dict[str, bytes]:
    """The files by name; the tables one by one, since what is packed cannot be compared at a glance."""
    whole = {
        file_name(small(), as_): export_bytes(small(), as_, lang=_LANG)
        for as_ in ("graphml", "gexf", "json", "jgf", "ctdl")
    }
    return whole | csv_files(exported_network(small(), _LANG), _LANG)


def rewrite() -> None:
    """Write what is exported today."""
    for name, content in goldens().items():
        (FOLDER / name).write_bytes(content)
