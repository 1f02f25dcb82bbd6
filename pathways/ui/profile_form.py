"""
The form in which somebody says where they start; what it says is in the address and nowhere else.

It never asks for a name or a birth date. Several people may be asked for on one page: each has a prefix, in
the keys of the widgets as in the address (``a.hold=…&b.hold=…``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, Final

import streamlit as st

from pathways.model import LICENCES, MOST_MONTHS, TRAININGS, Lang
from pathways.ui.address import OLDEST, Asked, Query
from pathways.ui.cache import the_common_starts, the_map
from pathways.ui.state import tell
from pathways.ui.widgets import plain
from pathways.wording import duration, say

MONTHS_WORKED: Final = (
    1,
    2,
    3,
    4,
    5,
    6,
    9,
    12,
    15,
    18,
    24,
    30,
    36,
    48,
    60,
    72,
    84,
    96,
    108,
    120,
    180,
    240,
    360,
)
FIRST_MONTHS: Final = 12


# --- the address and the widgets ------------------------------------------------------------------


def said_of(query: Query, prefix: str) -> dict[str, list[str]]:
    """
    What an address says of one person.

    Examples
    --------
    >>> said_of({"to": ["x"], "a.age": ["18"]}, "a.")
    {'age': ['18']}
    """
    return {name.removeprefix(prefix): list(said) for name, said in query.items() if name.startswith(prefix)}


def show_profile(asked: Asked, prefix: str = "") -> None:
    """Let the widgets show what an address says of somebody."""
    state, common = st.session_state, the_common_starts()
    held = [text.partition("@")[0] for text in asked.holds]
    state[f"{prefix}age"] = asked.age
    state[f"{prefix}chips"] = [each for each in held if each in common]
    state[f"{prefix}holds"] = [each for each in held if each not in common]
    for text in asked.holds:
        qualification, _, way = text.partition("@")
        state[f"{prefix}way-{qualification}"] = way or None
    state[f"{prefix}worked"] = [role for role, _ in asked.experience]
    for role, months in asked.experience:
        state[f"{prefix}months-{role}"] = months
    state[f"{prefix}licences"] = list(asked.licences)
    state[f"{prefix}statuses"] = list(asked.statuses)


def with_profile(asked: Asked, prefix: str = "") -> Asked:
    """The same question, asked by whoever the widgets describe."""
    state = st.session_state
    return replace(
        asked,
        age=state[f"{prefix}age"],
        holds=tuple(_holds(prefix)),
        experience=tuple(
            (role, state.get(f"{prefix}months-{role}", FIRST_MONTHS)) for role in state[f"{prefix}worked"]
        ),
        licences=tuple(state[f"{prefix}licences"]),
        statuses=tuple(state[f"{prefix}statuses"]),
    )


def _held(prefix: str) -> list[str]:
    state = st.session_state
    return [*state[f"{prefix}chips"], *state[f"{prefix}holds"]]


def _holds(prefix: str) -> Iterator[str]:
    for qualification in _held(prefix):
        way = st.session_state.get(f"{prefix}way-{qualification}")
        yield f"{qualification}@{way}" if way else qualification


# --- the form -------------------------------------------------------------------------------------


def draw_profile(lang: Lang, on_change: Callable[[], Any], prefix: str = "") -> None:
    """Ask what is held, the age, and, to unfold, the work done, licences and situation."""
    catalogue = the_map()

    def label(node: str) -> str:
        return catalogue.label(node, lang)

    common = the_common_starts()
    others = sorted((each for each in catalogue.qualifications if each not in common), key=label)
    st.pills(tell("profile.chips"), common, selection_mode="multi", key=f"{prefix}chips", on_change=on_change,
             format_func=lambda node: plain(label(node)))  # fmt: skip
    left, right = st.columns([3, 1])
    left.multiselect(tell("profile.others"), others, key=f"{prefix}holds", format_func=label,
                     on_change=on_change, placeholder=say("profile.holds_example", lang))  # fmt: skip
    right.number_input(tell("profile.age"), 0, OLDEST, key=f"{prefix}age", on_change=on_change, value=None,
                       step=1, help=tell("profile.age_help"))  # fmt: skip
    for qualification in _held(prefix):
        if catalogue.qualifications[qualification].rung_when:
            _draw_way(qualification, lang, on_change, prefix)
    with st.expander(tell("profile.more"), key=f"{prefix}profile-more"):
        _draw_more(lang, on_change, prefix)


def _draw_way(qualification: str, lang: Lang, on_change: Callable[[], Any], prefix: str) -> None:
    st.selectbox(
        plain(tell("profile.way", label=the_map().label(qualification, lang))), TRAININGS, index=None,
        key=f"{prefix}way-{qualification}", format_func=lambda way: say(f"access.{way}", lang),
        on_change=on_change, placeholder=tell("profile.way_unsaid"),
    )  # fmt: skip


def _draw_more(lang: Lang, on_change: Callable[[], Any], prefix: str) -> None:
    catalogue = the_map()
    roles = sorted(catalogue.roles, key=lambda role: catalogue.label(role, lang))
    st.multiselect(tell("profile.worked"), roles, key=f"{prefix}worked", on_change=on_change,
                   format_func=lambda role: catalogue.label(role, lang),
                   placeholder=say("profile.worked_example", lang))  # fmt: skip
    for role in st.session_state[f"{prefix}worked"]:
        _draw_months(role, lang, on_change, prefix)
    st.pills(tell("profile.licences"), LICENCES, selection_mode="multi", key=f"{prefix}licences",
             on_change=on_change)  # fmt: skip
    st.pills(tell("profile.statuses"), list(catalogue.statuses), selection_mode="multi",
             key=f"{prefix}statuses", on_change=on_change,
             format_func=lambda code: plain(catalogue.statuses[code].label[lang]))  # fmt: skip


def _draw_months(role: str, lang: Lang, on_change: Callable[[], Any], prefix: str) -> None:
    """How long somebody has worked in a role; whatever an address says is offered too."""
    key = f"{prefix}months-{role}"
    said = st.session_state.setdefault(key, FIRST_MONTHS)
    offered = sorted({*MONTHS_WORKED, min(said, MOST_MONTHS)})
    worked = tell("profile.months_in", label=the_map().label(role, lang))
    st.select_slider(plain(worked), offered, key=key, on_change=on_change,
                     format_func=lambda months: duration(months, None, lang))  # fmt: skip
