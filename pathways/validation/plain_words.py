"""Faults of shape, told in plain words with a remedy, for a person who keeps data and reads no Python."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from pydantic_core import ErrorDetails

from pathways import model
from pathways.model import CONDITIONS, Frozen
from pathways.names import nearest
from pathways.problems import Problem
from pathways.validation.draft import GROUPS, Place, name_of

Words = tuple[str, str]

SCHEMA = "careers.schema.json"


def not_json(text: str, error: json.JSONDecodeError) -> Problem:
    """Why a text is not JSON, with line and column."""
    where = f"line {error.lineno}, column {error.colno}"
    if not text.strip():
        return Problem(where, "the file is empty", "fetch or save it again")
    if error.pos >= len(text.rstrip()) or error.msg.startswith("Unterminated string"):
        return Problem(where, "the file stops in the middle", "it was cut short: fetch or save it again")
    remedy = "look here and just before for a missing or superfluous comma, quote or bracket"
    return Problem(where, f"this is not JSON ({error.msg})", remedy)


def in_words(fault: ErrorDetails, items: Mapping[Place, Any]) -> Problem:
    """One fault that pydantic found; ``items`` are the entries of the file, to call them by their names."""
    what, remedy = _WORDS.get(fault["type"], _as_given)(fault)
    return Problem(_where(fault["loc"], items), what, remedy)


def _where(loc: tuple[int | str, ...], items: Mapping[Place, Any]) -> str:
    match loc:
        case (str(name), int(number), *inside) if (place := Place(name, number)) in items:
            return f"{place.called(name_of(place, items[place]))} {_path(inside)}".rstrip()
        case _:
            return _path(loc) or "the file"


def _path(loc: Iterable[int | str]) -> str:
    """A path as it stands in the file: pydantic also names the kind of each condition on the way."""
    path, field, names_a_kind = "", "", False
    for part in loc:
        if isinstance(part, int):
            path += f"[{part}]"
            names_a_kind = field in GROUPS.values()
        elif names_a_kind:
            names_a_kind = False
        else:
            path += f".{part}"
            field, names_a_kind = part, part == "requires"
    return path.removeprefix(".")


def _field(fault: ErrorDetails) -> str:
    return str(fault["loc"][-1]) if fault["loc"] else ""


def _shown(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 50 else f"{text[:49]}…"


def _as_given(fault: ErrorDetails) -> Words:
    return fault["msg"], f"{SCHEMA} says what may stand here"


_LANGUAGES = {"fr": "French", "en": "English"}


def _missing(fault: ErrorDetails) -> Words:
    field = _field(fault)
    if field in _LANGUAGES:
        return (
            f"the {_LANGUAGES[field]} words are missing",
            f"add '{field}': every text stands in both languages",
        )
    return f"'{field}' is missing", f"add it; {SCHEMA} says what it holds"


def _too_short_text(fault: ErrorDetails) -> Words:
    language = _LANGUAGES.get(_field(fault))
    return f"the {language} words are empty" if language else "the text is empty", "write them out"


def _superfluous(fault: ErrorDetails) -> Words:
    field, others = _field(fault), fault["loc"][-2:-1]
    if field in CONDITIONS and others and others[0] in CONDITIONS:
        return (
            f"'{others[0]}' and '{field}' are two conditions",
            "put each in its own braces, in an all_of or any_of",
        )
    guess = nearest(field, _fields() - {field}, limit=1, at_least_percent=75)
    meant = f"did you mean '{guess[0]}'? Otherwise " if guess else ""
    return f"the format has no field '{field}' here", f"{meant}take it out"


def _fields() -> set[str]:
    """Every field that the format has anywhere."""
    shapes = (
        shape for shape in vars(model).values() if isinstance(shape, type) and issubclass(shape, Frozen)
    )
    return {name for shape in shapes for name in shape.model_fields}


def _none_of_the_values(fault: ErrorDetails) -> Words:
    expected = str(fault.get("ctx", {}).get("expected", ""))
    return f"{_shown(fault['input'])} is none of the values allowed", f"write one of {expected}"


def _not_a_date(fault: ErrorDetails) -> Words:
    return f"{_shown(fault['input'])} is not a date", "write a day as YYYY-MM-DD, for example 2026-11-24"


def _not(kind: str, remedy: str) -> Callable[[ErrorDetails], Words]:
    def words(fault: ErrorDetails) -> Words:
        return f"{_shown(fault['input'])} is not {kind}", remedy

    return words


def _below(fault: ErrorDetails) -> Words:
    least = fault.get("ctx", {}).get("ge")
    return f"{_shown(fault['input'])} is too small", f"write {least} or more"


def _above(fault: ErrorDetails) -> Words:
    most = fault.get("ctx", {}).get("le")
    return f"{_shown(fault['input'])} is too large", f"write {most} or less"


def _too_few(fault: ErrorDetails) -> Words:
    context = fault.get("ctx", {})
    return "the list is too short", f"at least {context.get('min_length')} are needed here"


_PATTERNS = {
    r"^[a-z0-9]+(-[a-z0-9]+)*$": (
        "an id",
        "small letters and figures with single hyphens, like cap-carrossier",
    ),
    r"^[A-Z]\d{4}$": ("a ROME code", "a capital letter and four figures, like I1604"),
    r"^(RNCP|RS)\d+$": ("an RNCP or RS code", "the letters and the number together, like RNCP37071"),
    r"^[A-Z]{1,5}$": ("a family id", "one to five capital letters, like A or AA"),
    r"^\d{4}(-\d{2}(-\d{2})?)?$": ("a date", "YYYY, YYYY-MM or YYYY-MM-DD"),
}


def _not_as_written(fault: ErrorDetails) -> Words:
    pattern = str(fault.get("ctx", {}).get("pattern"))
    kind, example = _PATTERNS.get(pattern, ("written as it should be", pattern))
    return f"{_shown(fault['input'])} is not {kind}", f"write {example}"


_RULES_REMEDIES = {
    "experience": "give 'roles' or 'family', and not both",
    "age": "give min, max or both, the lower one as min",
    "rung": 'write {"echelon": 1 to 12 or 17 to 25} or {"cadre": "I" to "V"}',
    "months": "write the shorter length as min and the longer one as max",
}


def _against_a_rule(fault: ErrorDetails) -> Words:
    remedy = _RULES_REMEDIES.get(_field(fault), "change it so that this holds")
    return str(fault.get("ctx", {}).get("error", fault["msg"])), remedy


def _no_condition(fault: ErrorDetails) -> Words:
    keys = tuple(fault["input"]) if isinstance(fault["input"], dict) else ()
    guesses = [guess for key in keys for guess in nearest(str(key), CONDITIONS, limit=1)]
    meant = f"did you mean '{guesses[0]}'? " if guesses else ""
    return f"{_shown(fault['input'])} is no condition", f"{meant}Write one of {', '.join(CONDITIONS)}"


_WHOLE = _not("a whole number", "write a number, without quotes and without decimals")
_NUMBER = _not("a number", "write a number, without quotes")
_LIST = _not("a list", "write it between [ and ]")
_OBJECT = _not("an object", "write it between { and }")

_WORDS: Mapping[str, Callable[[ErrorDetails], Words]] = {
    "missing": _missing,
    "string_too_short": _too_short_text,
    "extra_forbidden": _superfluous,
    "literal_error": _none_of_the_values,
    "enum": _none_of_the_values,
    "date_type": _not_a_date,
    "date_parsing": _not_a_date,
    "date_from_datetime_parsing": _not_a_date,
    "date_from_datetime_inexact": _not_a_date,
    "int_type": _WHOLE,
    "int_from_float": _WHOLE,
    "float_type": _NUMBER,
    "string_type": _not("text", "write it between quotes"),
    "bool_type": _not("true or false", "write true or false, without quotes"),
    "tuple_type": _LIST,
    "model_type": _OBJECT,
    "greater_than_equal": _below,
    "less_than_equal": _above,
    "too_short": _too_few,
    "string_pattern_mismatch": _not_as_written,
    "value_error": _against_a_rule,
    "unknown_requirement": _no_condition,
}
