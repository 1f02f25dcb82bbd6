"""Compare: two to four qualifications and roles, routes of a question, or two people with one goal."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Final

import streamlit as st

from pathways.errors import NotOnRecord
from pathways.model import LICENCES, MOST_MONTHS, TRAININGS, Lang, Profile
from pathways.sheets.comparison import FEWEST, MOST, ComparisonSheet, Kind, comparison_table
from pathways.spreadsheets import SEPARATORS, csv_of
from pathways.ui.address import MOST_ROUTES, OLDEST, Asked, read_asked
from pathways.ui.cache import (
    nodes_compared,
    people_compared,
    routes_compared,
    the_answer,
    the_map,
    the_way_in_one_line,
)
from pathways.ui.comparison import draw_comparison
from pathways.ui.examples import examples
from pathways.ui.frame import draw_frame
from pathways.ui.state import address, keep_in_address, language, query, routes_address, say_in_address, tell
from pathways.ui.widgets import bullets, draw_words, message_for, plain
from pathways.wording import AUDIENCES, day, say

KINDS: Final[tuple[Kind, ...]] = ("nodes", "routes", "profiles")
LETTERS: Final = {"A": "", "B": "2"}
PERSON: Final = ("age", "hold", "exp", "licence", "status")
USUAL_MONTHS: Final = 12
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
        {"nodes": _nodes, "routes": _routes, "profiles": _people}[kind](said, lang)
    except NotOnRecord as error:
        st.warning(plain(say("error.not_on_record", lang, what=error)))


def _kind(said: Mapping[str, Sequence[str]]) -> Kind:
    """What the address compares, as it says or as follows from what it names."""
    for kind in KINDS:
        if kind in said.get("what", ()):
            return kind
    if "node" in said or "to" not in said:
        return "nodes"
    return "profiles" if any(f"{name}2" in said for name in PERSON) else "routes"


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
    _draw(nodes_compared(tuple(nodes), lang), lang)


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
    _draw(routes_compared(question, tuple(numbers), lang), lang)


def _goal(asked: Asked, lang: Lang) -> None:
    catalogue = the_map()
    st.session_state["goal"] = asked.to
    st.selectbox(tell("routes.goal"), sorted(catalogue.nodes, key=_label(lang)), key="goal", index=None,
                 format_func=_label(lang), on_change=_keep_goal,
                 placeholder=tell("routes.goal_example"))  # fmt: skip


def _keep_goal() -> None:
    """Another goal has other routes: which of them were compared is forgotten."""
    kept = {
        name: texts for name, texts in query().items() if name not in ("to", "route", "way", "lang", "as")
    }
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


# --- people ---------------------------------------------------------------------------------------


def _people(said: Mapping[str, Sequence[str]], lang: Lang) -> None:
    catalogue = the_map()
    first = read_asked(catalogue, said)
    people = {letter: _person_in(said, number) for letter, number in LETTERS.items()}
    for letter, number in LETTERS.items():
        misread = ((f"{name}{number}", text, nearest) for name, text, nearest in people[letter].misread)
        message_for(misread, lang)
    message_for((each for each in first.misread if each[0] not in PERSON), lang)
    _goal(first, lang)
    st.caption(plain(tell("compare.people_help")))
    for (letter, person), column in zip(people.items(), st.columns(len(people), border=True), strict=True):
        with column:
            _form(letter, person, lang)
    if first.to is None:
        st.info(plain(tell("compare.choose_goal")))
        return
    question = replace(first.question(first.to, catalogue.file.as_of), profile=Profile())
    profiles = tuple((letter, person.profile) for letter, person in people.items())
    way = _way_compared(first.to, said, lang)
    with st.spinner(tell("routes.searching")):
        sheet = people_compared(question, profiles, way, lang)
    _draw(sheet, lang)


def _way_compared(goal: str, said: Mapping[str, Sequence[str]], lang: Lang) -> str | None:
    """The way to the goal that is compared condition by condition; the usual one where none is named."""
    catalogue = the_map()
    ways = {step.id: step for step in catalogue.ways_in(goal)}
    named = next(iter(said.get("way", ())), None)
    if named is not None and named not in ways:
        message_for([("way", named, catalogue.nearest(named, ways))], lang)
    st.session_state["way"] = named if named in ways else None
    st.selectbox(tell("compare.way"), list(ways), key="way", index=None, on_change=keep_in_address,
                 args=("way", "way"), placeholder=tell("compare.way_usual"),
                 format_func=lambda step: the_way_in_one_line(step, lang))  # fmt: skip
    return named if named in ways else None


def _person_in(said: Mapping[str, Sequence[str]], number: str) -> Asked:
    """Who one of the two is: said as on the page of routes, with the number of the person behind."""
    return read_asked(the_map(), {name: said.get(f"{name}{number}", ()) for name in PERSON})


def _form(letter: str, person: Asked, lang: Lang) -> None:
    catalogue, state = the_map(), st.session_state
    st.header(plain(say("compare.profile", lang, label=letter)), anchor=False)
    held = dict(text.partition("@")[::2] for text in person.holds)
    state[f"age-{letter}"] = person.age
    state[f"holds-{letter}"] = list(held)
    state[f"worked-{letter}"] = [role for role, _ in person.experience]
    state[f"licences-{letter}"] = list(person.licences)
    state[f"statuses-{letter}"] = list(person.statuses)
    with st.container(key=f"person-{letter}"):
        st.number_input(say("profile.age", lang), 0, OLDEST, key=f"age-{letter}", value=None, step=1,
                        on_change=_keep_person, args=(letter,))  # fmt: skip
        st.multiselect(say("profile.holds", lang), sorted(catalogue.qualifications, key=_label(lang)),
                       key=f"holds-{letter}", format_func=_label(lang), on_change=_keep_person,
                       args=(letter,), select_all=False,
                       placeholder=say("profile.holds_example", lang))  # fmt: skip
        for qualification, way in held.items():
            if catalogue.qualifications[qualification].rung_when or way:
                _way(letter, qualification, way or None, lang)
        st.multiselect(say("profile.worked", lang), sorted(catalogue.roles, key=_label(lang)),
                       key=f"worked-{letter}", format_func=_label(lang), on_change=_keep_person,
                       args=(letter,), select_all=False,
                       placeholder=say("profile.worked_example", lang))  # fmt: skip
        for role, months in person.experience:
            state[f"months-{letter}-{role}"] = months
            st.number_input(plain(say("profile.months_in", lang, label=catalogue.label(role, lang))), 1,
                            MOST_MONTHS, key=f"months-{letter}-{role}", step=1, on_change=_keep_person,
                            args=(letter,))  # fmt: skip
        st.multiselect(say("profile.licences", lang), LICENCES, key=f"licences-{letter}",
                       on_change=_keep_person, args=(letter,), select_all=False,
                       placeholder=say("profile.licences_example", lang))  # fmt: skip
        st.multiselect(say("profile.statuses", lang), list(catalogue.statuses), key=f"statuses-{letter}",
                       format_func=lambda code: catalogue.statuses[code].label[lang], on_change=_keep_person,
                       args=(letter,), select_all=False,
                       placeholder=say("profile.statuses_example", lang))  # fmt: skip


def _way(letter: str, qualification: str, way: str | None, lang: Lang) -> None:
    st.session_state[f"way-{letter}-{qualification}"] = way
    st.selectbox(
        plain(say("profile.way", lang, label=the_map().label(qualification, lang))), TRAININGS, index=None,
        key=f"way-{letter}-{qualification}", format_func=lambda each: say(f"access.{each}", lang),
        on_change=_keep_person, args=(letter,), placeholder=say("profile.way_unsaid", lang),
    )  # fmt: skip


def _keep_person(letter: str) -> None:
    """Let the address say who one of the two is."""
    state, number = st.session_state, LETTERS[letter]
    ways = {each: state.get(f"way-{letter}-{each}") for each in state[f"holds-{letter}"]}
    months = {each: state.get(f"months-{letter}-{each}", USUAL_MONTHS) for each in state[f"worked-{letter}"]}
    person = Asked(
        age=state[f"age-{letter}"],
        holds=tuple(f"{each}@{way}" if way else each for each, way in ways.items()),
        experience=tuple(months.items()),
        licences=tuple(state[f"licences-{letter}"]),
        statuses=tuple(state[f"statuses-{letter}"]),
    )
    own = {f"{name}{number}" for name in PERSON}
    kept = {name: texts for name, texts in query().items() if name not in own | {"lang", "as", "what"}}
    told = {f"{name}{number}": value for name, value in person.query().items()}
    say_in_address({**kept, **told, "what": "profiles"})


# --- the table ------------------------------------------------------------------------------------


def _draw(sheet: ComparisonSheet, lang: Lang) -> None:
    st.header(plain(sheet.title), anchor=False)
    st.caption(plain(say("card.dated", lang, day=day(sheet.on, lang), edition=sheet.edition)))
    apart = [*filter(None, [sheet.diverges_at]), *sheet.differences]
    if apart:
        st.markdown(bullets((0, line) for line in apart))
    st.session_state["only-differences"] = st.query_params.get("diff") == "1"
    only = st.toggle(tell("compare.only"), key="only-differences", on_change=_keep_only)
    rows = sheet.differing if only else sheet.rows
    draw_comparison(the_map(), sheet, rows, lang)
    st.markdown(bullets((0, remark) for remark in sheet.remarks))
    st.download_button(
        tell("compare.download"), csv_of(comparison_table(sheet), separator=SEPARATORS[lang]),
        file_name=tell("compare.file"), mime="text/csv", key="download", on_click="ignore",
    )  # fmt: skip
    texts = (line.text for row in sheet.rows for cell in row.cells for line in cell.lines)
    draw_words(the_map(), texts, lang, "compare")


def _keep_only() -> None:
    if st.session_state["only-differences"]:
        st.query_params["diff"] = "1"
    else:
        st.query_params.pop("diff", None)


main()
