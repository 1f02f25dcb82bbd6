"""Compare: two to four qualifications and roles, or routes of a question."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping, Sequence
from typing import Final

import streamlit as st

from pathways.errors import NotOnRecord
from pathways.model import Lang
from pathways.sheets.comparison import FEWEST, MOST, Kind
from pathways.ui.address import MOST_ROUTES, Asked, read_asked
from pathways.ui.cache import (
    nodes_compared,
    routes_compared,
    the_answer,
    the_map,
)
from pathways.ui.comparison import draw_sheet
from pathways.ui.examples import examples
from pathways.ui.frame import draw_frame
from pathways.ui.state import address, language, query, routes_address, say_in_address, tell
from pathways.ui.widgets import message_for, plain
from pathways.wording import AUDIENCES, say

KINDS: Final[tuple[Kind, ...]] = ("nodes", "routes")
FIRST: Final = [1, 2]
NO_ROUTE: Final = "0"


def main() -> None:
    """Draw the page that the address asks for."""
    lang = language()
    draw_frame("compare")
    st.title(tell("compare.title"), anchor=False)
    said = query()
    kind = _kind(said)
    st.session_state["kind"] = kind
    st.radio(tell("compare.kind"), KINDS, key="kind", horizontal=True, on_change=_choose_kind,
             format_func=lambda each: tell(f"compare.kind.{each}"))  # fmt: skip
    try:
        {"nodes": _nodes, "routes": _routes}[kind](said, lang)
    except NotOnRecord as error:
        st.warning(plain(say("error.not_on_record", lang, what=error)))


def _kind(said: Mapping[str, Sequence[str]]) -> Kind:
    """What the address compares, as it says or as follows from what it names."""
    for kind in KINDS:
        if kind in said.get("what", ()):
            return kind
    return "nodes" if "node" in said or "to" not in said else "routes"


def _choose_kind() -> None:
    goal = st.query_params.get("to")
    say_in_address({"what": st.session_state["kind"], **({"to": goal} if goal else {})})


# --- qualifications and roles ---------------------------------------------------------------------


def _nodes(said: Mapping[str, Sequence[str]], lang: Lang) -> None:
    catalogue = the_map()
    named = list(dict.fromkeys(said.get("node", ())))
    known = [node for node in named if node in catalogue.nodes]
    message_for((("node", node, catalogue.nearest(node)) for node in named if node not in known), lang)
    if len(known) > MOST:
        st.warning(plain(tell("compare.too_many", most=MOST, n=len(known))))
    nodes = known[:MOST]
    st.session_state["nodes"] = nodes
    st.multiselect(
        tell("compare.nodes"),
        sorted(catalogue.nodes, key=_label(lang)),
        key="nodes",
        format_func=_label(lang),
        max_selections=MOST,
        select_all=False,
        on_change=_keep_nodes,
        placeholder=tell("compare.nodes_example"),
    )
    if len(nodes) < FEWEST:
        st.info(plain(tell("compare.one_more" if nodes else "compare.choose")))
        _examples()
        return
    draw_sheet(catalogue, nodes_compared(tuple(nodes), lang), lang)


def _examples() -> None:
    """Comparisons that people really ask for, to click."""
    asked = (example for who in AUDIENCES for example in examples(the_map(), who))
    links = (
        f'<li><a href="{html.escape(address(each.page, each.said))}">'
        f"{html.escape(tell(f'home.ask.{each.key}'))}</a></li>"
        for each in asked
        if each.page == "compare"
    )
    st.html(f"<ul>{''.join(links)}</ul>")


def _label(lang: Lang) -> Callable[[str], str]:
    catalogue = the_map()
    return lambda node: catalogue.label(node, lang)


def _keep_nodes() -> None:
    diff = st.query_params.get("diff", "")
    say_in_address({"node": st.session_state["nodes"], **({"diff": diff} if diff else {})})


# --- routes ---------------------------------------------------------------------------------------


def _routes(said: Mapping[str, Sequence[str]], lang: Lang) -> None:
    asked = read_asked(the_map(), said)
    message_for(asked.misread, lang)
    _goal(asked, lang)
    if asked.to is None:
        st.info(plain(tell("compare.choose_goal")))
        return
    wanted, unread = _numbers(said)
    message_for((("route", text, ()) for text in unread), lang)
    question = asked.question(asked.to, the_map().file.as_of, at_least=max(wanted, default=1))
    with st.spinner(tell("routes.searching")):
        answer = the_answer(question, lang)
    link = html.escape(routes_address(asked.query()))
    st.html(f'<p class="pathways-links"><a href="{link}">{html.escape(tell("compare.change"))}</a></p>')
    st.markdown(plain(answer.message))
    number = len(answer.routes)
    if number < FEWEST:
        st.info(plain(say("compare.not_two", lang)))
        return
    message_for((("route", str(each), ()) for each in wanted if each > number), lang)
    numbers = [each for each in wanted if each <= number][:MOST] if "route" in said else FIRST
    _boxes([route.headline for route in answer.routes], numbers)
    if len(numbers) < FEWEST:
        st.info(plain(tell("compare.one_more")))
        return
    draw_sheet(the_map(), routes_compared(question, tuple(numbers), lang), lang)


def _goal(asked: Asked, lang: Lang) -> None:
    catalogue = the_map()
    st.session_state["goal"] = asked.to
    st.selectbox(tell("routes.goal"), sorted(catalogue.nodes, key=_label(lang)), key="goal", index=None,
                 format_func=_label(lang), on_change=_keep_goal,
                 placeholder=tell("routes.goal_example"))  # fmt: skip


def _keep_goal() -> None:
    """Another goal has other routes: which of them were compared is forgotten."""
    kept = {name: texts for name, texts in query().items() if name not in ("to", "route", "lang", "as")}
    goal = st.session_state["goal"]
    say_in_address({**kept, **({"to": goal} if goal else {}), "what": st.session_state["kind"]})


def _numbers(said: Mapping[str, Sequence[str]]) -> tuple[list[int], list[str]]:
    """The places of routes that the address names, each once; and what of it is no place."""
    texts = dict.fromkeys(said.get("route", ()))
    read = [text for text in texts if text.isdecimal() and int(text) <= MOST_ROUTES]
    return [int(text) for text in read if text != NO_ROUTE], [text for text in texts if text not in read]


def _boxes(headlines: Sequence[str], chosen: Sequence[int]) -> None:
    """A box for each route; none can be added where as many as fit are chosen."""
    st.markdown(plain(tell("compare.routes", most=MOST)))
    for number, headline in enumerate(headlines, start=1):
        st.session_state[f"route-{number}"] = number in chosen
        st.checkbox(
            plain(f"{number}. {headline}"),
            key=f"route-{number}",
            disabled=len(chosen) >= MOST and number not in chosen,
            on_change=_keep_routes,
            args=(len(headlines),),
        )


def _keep_routes(number: int) -> None:
    chosen = [str(each) for each in range(1, number + 1) if st.session_state[f"route-{each}"]]
    st.query_params["route"] = chosen or [NO_ROUTE]


main()
