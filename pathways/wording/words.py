"""
The sentences of the interface in both languages, and numbers, days and lengths as each language writes them.

Sentences stand in ``pathways/locales``, one file a language, with the same keys. Nothing here knows the
clock or the machine's own language: both are arguments.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal, get_args

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_currency, format_decimal

from pathways.model import Lang, Rung
from pathways.typography import typeset

Audience = Literal["student", "counsellor", "recruiter"]

LANGUAGES: Final[tuple[Lang, ...]] = get_args(Lang)
AUDIENCES: Final[tuple[Audience, ...]] = get_args(Audience)
LOCALES = Path(__file__).resolve().parent.parent / "locales"
_COUNTRY = {"fr": "fr_FR", "en": "en_GB"}
_FROM_HERE_IN_YEARS = 36


def say(key: str, lang: Lang, **values: Any) -> str:
    """
    A sentence of the interface, as it is printed.

    Raises
    ------
    KeyError
        No sentence has this key, or a value that it needs is not given.

    Examples
    --------
    >>> say("rung.echelon", "fr", echelon=12)
    'échelon 12'
    """
    return typeset(sentences(lang)[key].format(**values), lang)


def say_many(key: str, number: int, lang: Lang, **values: Any) -> str:
    """
    A sentence that counts something: the one of ``key.one`` or ``key.other``, as the language has it.

    Examples
    --------
    >>> [say_many("duration.years", years, "en") for years in (1, 2)]
    ['1 year', '2 years']
    """
    form = "one" if Locale(lang).plural_form(number) == "one" else "other"
    return say(f"{key}.{form}", lang, n=decimal(number, lang), **values)


def say_to(audience: Audience | None, key: str, lang: Lang, **values: Any) -> str:
    """
    A sentence in words for whoever reads it (``key.student``), where there are some; else the one for all.

    Examples
    --------
    >>> say_to(None, "profile.age", "en"), say_to("student", "profile.age", "en")
    ('Age', 'My age')
    """
    own = f"{key}.{audience}"
    return say(own if own in sentences(lang) else key, lang, **values)


@cache
def sentences(lang: Lang) -> Mapping[str, str]:
    """Every sentence of a language by its key, as it was typed."""
    sentences_by_key: dict[str, str] = json.loads((LOCALES / f"{lang}.json").read_text(encoding="utf-8"))
    return sentences_by_key


# --- numbers and days -----------------------------------------------------------------------------


def decimal(number: float | Decimal, lang: Lang) -> str:
    """
    A number.

    Examples
    --------
    >>> decimal(78.5, "fr"), decimal(78.5, "en")
    ('78,5', '78.5')
    """
    return str(format_decimal(number, locale=_COUNTRY[lang]))


def euros(amount: float | Decimal, lang: Lang, *, cents: bool = True) -> str:
    """
    An amount in euros and cents, or in whole euros.

    Examples
    --------
    >>> euros(1213.56, "en"), euros(1213.56, "en", cents=False)
    ('€1,213.56', '€1,214')
    """
    if cents:
        return str(format_currency(amount, "EUR", locale=_COUNTRY[lang]))
    pattern = Locale.parse(_COUNTRY[lang]).currency_formats["standard"].pattern.replace(".00", "")
    return str(format_currency(amount, "EUR", pattern, locale=_COUNTRY[lang], currency_digits=False))


def day(when: date | str, lang: Lang) -> str:
    """
    A day, a month or a year; a text gives as much of the date as is known.

    Examples
    --------
    >>> day(date(2026, 11, 1), "fr"), day("2026-11", "fr"), day("2026", "en")
    ('1er novembre 2026', 'novembre 2026', '2026')
    """
    year, *rest = (int(part) for part in str(when).split("-"))
    if not rest:
        return str(year)
    month, number = rest[0], rest[1] if len(rest) > 1 else None
    if number is None:
        return str(format_date(date(year, month, 1), "LLLL y", locale=_COUNTRY[lang]))
    text = str(format_date(date(year, month, number), "d MMMM y", locale=_COUNTRY[lang]))
    return f"1er{text[1:]}" if lang == "fr" and number == 1 else text


# --- lengths of time ------------------------------------------------------------------------------


def duration(shortest: int | None, longest: int | None, lang: Lang, *, at_least: bool = False) -> str:
    r"""
    A length of time: in months, or in years from three years up.

    Parameters
    ----------
    shortest, longest
        Months; None when not known.
    at_least
        Only the shortest length is sure: something of unknown length comes on top.

    Examples
    --------
    >>> duration(14, 24, "fr"), duration(36, 36, "fr"), duration(24, 24, "fr", at_least=True)
    ('14 à 24\xa0mois', '3\xa0ans', 'au moins 24\xa0mois')
    >>> duration(None, None, "en"), duration(38, None, "en")
    ('unknown length', '3 years and 2 months')
    """
    if shortest is None or (at_least and shortest == 0):
        return say("duration.unknown", lang)
    if at_least:
        return say("duration.at_least", lang, length=_length(shortest, lang))
    if longest is None or longest == shortest:
        return _length(shortest, lang)
    return _range(shortest, longest, lang)


def _range(shortest: int, longest: int, lang: Lang) -> str:
    if shortest < _FROM_HERE_IN_YEARS:
        months = say_many("duration.months", longest, lang)
        return say("duration.range", lang, shortest=shortest, longest=months)
    if shortest % 12 == 0 and longest % 12 == 0:
        return say("duration.range", lang, shortest=shortest // 12, longest=_length(longest, lang))
    return say("duration.range", lang, shortest=_length(shortest, lang), longest=_length(longest, lang))


def _length(months: int, lang: Lang) -> str:
    if months == 0:
        return say("duration.none", lang)
    if months < _FROM_HERE_IN_YEARS:
        return say_many("duration.months", months, lang)
    years, rest = divmod(months, 12)
    in_years = say_many("duration.years", years, lang)
    if not rest:
        return in_years
    in_months = say_many("duration.months", rest, lang)
    return say("duration.years_and_months", lang, years=in_years, months=in_months)


# --- words of the trade ---------------------------------------------------------------------------


def rung(place: Rung, lang: Lang) -> str:
    """
    A place on the branch's ladder.

    Examples
    --------
    >>> rung(Rung(echelon=12), "fr"), rung(Rung(cadre="III"), "fr")
    ('échelon 12', 'cadre III')
    """
    if place.cadre is not None:
        return say("rung.cadre", lang, degree=place.cadre)
    return say("rung.echelon", lang, echelon=place.echelon)


def listing(items: Sequence[str], lang: Lang, link: Literal["and", "or"] = "and") -> str:
    """
    Things one after the other.

    Examples
    --------
    >>> listing(["A", "B", "C"], "fr", "or")
    'A, B ou C'
    """
    return str(format_list(list(items), style="or" if link == "or" else "standard", locale=_COUNTRY[lang]))
