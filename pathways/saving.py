"""
How a map is written to its file: readable, one value a line, the same text for the same facts.

Nothing unsound is ever written, and a file is never left half written.
"""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from pathways.errors import InvalidData
from pathways.validation import check

_FOR_ALL_TO_READ = 0o644


def file_text(raw: Any) -> str:
    """
    The text of a data file.

    Examples
    --------
    >>> print(file_text({"edition": "2026.1", "title": {"fr": "Métiers"}}), end="")
    {
     "edition": "2026.1",
     "title": {
      "fr": "Métiers"
     }
    }
    """
    return json.dumps(raw, ensure_ascii=False, indent=1) + "\n"


def save(raw: Any, path: Path) -> None:
    """
    Write a map in one go.

    Parameters
    ----------
    raw
        The map as JSON has it.

    Raises
    ------
    InvalidData
        The map breaks the rules of its format; the file is left as it was.
    """
    text = file_text(raw)
    _, problems = check(text)
    if problems:
        raise InvalidData(problems)
    with NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, delete=False) as beside:
        beside.write(text)
    written = Path(beside.name)
    written.chmod(path.stat().st_mode if path.exists() else _FOR_ALL_TO_READ)
    written.replace(path)
