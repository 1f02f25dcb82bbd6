"""What the address bar says, and nothing that it does not; and the links that say it to other pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, Literal
from urllib.parse import urlencode

import streamlit as st

from pathways.model import Lang
from pathways.selection import FACETS, Selection
from pathways.wording import AUDIENCES, LANGUAGES, Audience, say_to

Said = Mapping[str, str | Sequence[str]]

_EVERYWHERE: Final = ("lang", "as")


# --- what the address says ------------------------------------------------------------------------


def language() -> Lang:
    """The language that the address asks for; French where it asks for none that we have."""
    asked = st.query_params.get("lang")
    return asked if asked in LANGUAGES else "fr"


def audience() -> Audience | None:
    """Who reads, where the person has said so on the first page."""
    asked = st.query_params.get("as")
    return asked if asked in AUDIENCES else None


def tell(key: str, **values: Any) -> str:
    """A sentence of the interface, in the language of the page and in words for whoever reads it."""
    return say_to(audience(), key, language(), **values)


def query() -> dict[str, list[str]]:
    """Everything that the address says."""
    return {name: st.query_params.get_all(name) for name in st.query_params}


def say_in_address(said: Mapping[str, str | list[str]]) -> None:
    """Let the address say this, in the same language and to the same reader."""
    st.query_params.from_dict({**said, **_carried()})


def keep_in_address(widget: str, name: str) -> None:
    """Let the address say what a widget says; nothing when it says nothing."""
    said = st.session_state[widget]
    if said:
        st.query_params[name] = said
    else:
        st.query_params.pop(name, None)


# --- links ----------------------------------------------------------------------------------------


def address(
    page: str,
    said: Said | None = None,
    *,
    lang: Lang | None = None,
    reader: Audience | Literal[""] | None = None,
) -> str:
    """
    A link to a page, which keeps the language and the reader unless others are named; ``""`` is no reader.

    It is relative, so that it holds wherever the explorer is served.
    """
    spoken = {"lang": lang, "as": reader}
    told = {
        **(said or {}),
        **_carried(),
        **{name: value for name, value in spoken.items() if value is not None},
    }
    told = {name: value for name, value in told.items() if (name, value) != ("lang", "fr") and value}
    way = "." if page == "home" else f"./{page}"
    return f"{way}?{urlencode(told, doseq=True)}" if told else way


def card_address(node: str) -> str:
    """The address of a card; it keeps what the map is narrowed down to."""
    return address("explore", {"node": node, **_kept(*FACETS)})


def part_address(selection: Selection) -> str:
    """The address of a part of the map, with no card open."""
    return address("explore", selection.said)


def kept_by_links() -> str:
    """What the links of a page keep of its address: pages that keep the same share what they have written."""
    return urlencode(_kept(*FACETS, *_EVERYWHERE))


def family_address(family: str | None) -> str:
    """The address of the map of one family, or of the whole map."""
    return address("explore", {"family": family} if family else {})


def routes_address(said: Said) -> str:
    """The address of the routes that answer what is said."""
    return address("routes", said)


def compare_address(said: Said) -> str:
    """
    The address of a comparison: of the nodes that ``node`` names, or of the routes of a question.

    A question is said as on the page of routes, with the places of its routes in ``route``.
    """
    return address("compare", said)


def _carried() -> dict[str, str]:
    return _kept(*_EVERYWHERE)


def _kept(*names: str) -> dict[str, str]:
    return {name: st.query_params[name] for name in names if name in st.query_params}
