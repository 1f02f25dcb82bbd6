"""
What the model says of one thing, as flat attributes that every graph format can carry, and back.

Names inside names are joined by dots (``label.fr``, ``months.min``). What is no single plain value (a list, a
text of several lines, a text that XML or a spreadsheet would change) travels as JSON, under its name and
``.json``. Nothing is lost: what is absent is what the model leaves empty by itself.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, Final

Plain = str | int | float | bool
Attributes = Mapping[str, Any]

JSON: Final = ".json"
_UNPLAIN: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def flat(values: Attributes, under: str = "") -> dict[str, Plain]:
    """
    Nested values as flat attributes.

    Parameters
    ----------
    values
        What JSON can say.
    under
        What stands before each name.

    Examples
    --------
    >>> flat({"label": {"fr": "Chef", "en": "Head"}, "rome": ["I1103"], "rung": None})
    {'label.fr': 'Chef', 'label.en': 'Head', 'rome.json': '["I1103"]'}
    """
    found: dict[str, Plain] = {}
    for name, value in values.items():
        if isinstance(value, Mapping) and value:
            found |= flat(value, f"{under}{name}.")
        elif _is_plain(value):
            found[under + name] = value
        elif value is not None and value != []:
            found[under + name + JSON] = as_json(value)
    return found


def nested(attributes: Attributes) -> dict[str, Any]:
    """
    Flat attributes as the nested values that they come from; a list may stand as it is.

    Raises
    ------
    ValueError
        An attribute that should be JSON is not, or two names contradict each other.

    Examples
    --------
    >>> nested({"label.fr": "Chef", "label.en": "Head", "rome.json": '["I1103"]'})
    {'label': {'fr': 'Chef', 'en': 'Head'}, 'rome': ['I1103']}
    """
    found: dict[str, Any] = {}
    for name, value in opened(attributes).items():
        *above, last = name.split(".")
        place: Any = found
        for each in above:
            place = place.setdefault(each, {}) if isinstance(place, dict) else None
        if not isinstance(place, dict):
            raise ValueError(f"a part of '{name}' has a value of its own")  # noqa: TRY004
        place[last] = value
    return found


def opened(attributes: Attributes) -> dict[str, Any]:
    """
    The same attributes with the JSON texts read, for formats that have lists of their own.

    Examples
    --------
    >>> opened({"level": 4, "rome.json": '["I1103"]'})
    {'level': 4, 'rome': ['I1103']}
    """
    return {
        name.removesuffix(JSON): json.loads(value) if name.endswith(JSON) else value
        for name, value in attributes.items()
    }


def shown(text: str) -> str:
    r"""
    A text for readers alone, on one line, without what XML cannot carry.

    Examples
    --------
    >>> shown("Chef\n d’atelier\x00")
    'Chef d’atelier'
    """
    return re.sub(" {2,}", " ", _UNPLAIN.sub(" ", text)).strip()


def as_json(value: Any) -> str:
    """The JSON of a value; a character that XML cannot carry is escaped."""
    text = json.dumps(value, ensure_ascii=False)
    return json.dumps(value) if _UNPLAIN.search(text) else text


def _is_plain(value: Any) -> bool:
    """True for what comes back unchanged from XML and from a spreadsheet."""
    if isinstance(value, str):
        return value != "" and not value.startswith("'") and _UNPLAIN.search(value) is None
    return isinstance(value, int | float)
