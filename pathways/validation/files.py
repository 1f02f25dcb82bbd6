"""A data file as text and as what its JSON says, or the one problem that keeps it from being read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pathways.errors import UnreadableData
from pathways.problems import Problem
from pathways.validation.plain_words import not_json


def text_of(path: Path) -> str:
    """
    The text of a file.

    Raises
    ------
    UnreadableData
        It is missing or not UTF-8.
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        cause = f"the file cannot be read ({error.strerror})"
        raise UnreadableData(Problem(str(path), cause, "check its name and place")) from None
    except UnicodeDecodeError as error:
        raise UnreadableData(
            Problem(str(path), f"byte {error.start} is not UTF-8", "save it in UTF-8")
        ) from None


def decoded(text: str) -> Any:
    """
    What a JSON text says.

    Raises
    ------
    UnreadableData
        It is not JSON, with line and column; or its brackets are nested too deeply.
    """
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise UnreadableData(not_json(text, error)) from None
    except RecursionError:
        nested = Problem("the file", "its brackets are nested too deeply", "flatten its conditions")
        raise UnreadableData(nested) from None
