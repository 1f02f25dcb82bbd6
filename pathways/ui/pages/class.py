"""A group: two candidates typed here, or a list, and one goal: how far each is, condition by condition."""

from __future__ import annotations

import html
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

import streamlit as st

from pathways.eligibility import Verdict
from pathways.errors import BadTable, NotOnRecord
from pathways.importing.profiles import profiles_in, template
from pathways.model import Lang, Profile
from pathways.questions import Question
from pathways.sheets.cohort import CohortSheet, ComparedLine
from pathways.spreadsheets import SEPARATORS, Table, csv_of
from pathways.ui.address import Asked, read_asked
from pathways.ui.cache import people_compared, the_cohort, the_map, the_way_in_one_line
from pathways.ui.comparison import draw_sheet
from pathways.ui.downloads import offer_csv
from pathways.ui.frame import draw_frame
from pathways.ui.profile_form import draw_profile, said_of, show_profile, with_profile
from pathways.ui.state import keep_in_address, language, query, say_in_address, tell
from pathways.ui.tables import draw_table
from pathways.ui.uploading import draw_uploader
from pathways.ui.widgets import bullets, message_for, plain
from pathways.wording import day, say

CANDIDATES: Final = ("A", "B")
STATES: Final = {Verdict.MET: "met", Verdict.UNKNOWN: "to_confirm", Verdict.UNMET: "unmet"}
Profiles = tuple[tuple[str, Profile], ...]


def main() -> None:
    """Draw the page that the address asks for."""
    lang = language()
    draw_frame("class")
    st.title(tell("class.title"), anchor=False)
    st.markdown(plain(tell("class.what")))
    st.caption(plain(tell("class.no_names")))
    asked = read_asked(the_map(), {name: said for name, said in query().items() if "." not in name})
    people = {label: read_asked(the_map(), said_of(query(), _prefix(label))) for label in CANDIDATES}
    _take_over(asked, people)
    for each in (asked, *people.values()):
        message_for(each.misread, lang)
    _goal(lang)
    profiles = _from_list(lang) if st.session_state["how"] == "list" else _typed(people, lang)
    if asked.to is None or not profiles:
        st.info(plain(tell("class.choose_goal")))
        return
    way = _way(asked.to, lang)
    try:
        _answer(Question(Profile(), asked.to, asked.on or the_map().file.as_of), profiles, way, lang)
    except NotOnRecord as error:
        st.warning(plain(say("error.not_on_record", lang, what=error)))


# --- the address ----------------------------------------------------------------------------------


def _prefix(label: str) -> str:
    return f"{label.lower()}."


def _take_over(asked: Asked, people: dict[str, Asked]) -> None:
    """Let the widgets show what the address says, whenever it has changed by itself."""
    state = st.session_state
    how = "list" if "list" in query() else "two"
    if state.get("class-seen") == (asked, people, how) and "class-to" in state:
        return
    state["class-seen"] = (asked, people, how)
    state["class-to"] = asked.to
    state["how"] = how
    for label, each in people.items():
        show_profile(each, _prefix(label))


def _write() -> None:
    """Put what the widgets say in the address; an uploaded list is not in it."""
    state = st.session_state
    asked = replace(read_asked(the_map(), query()), to=state["class-to"])
    said = {name: each for name, each in asked.query().items() if name in ("to", "on")}
    if asked.to == st.query_params.get("to") and "way" in st.query_params:
        said["way"] = st.query_params["way"]
    if state["how"] == "list":
        said["list"] = "1"
    for label in CANDIDATES:
        prefix = _prefix(label)
        typed = read_asked(the_map(), said_of(query(), prefix))
        if f"{prefix}age" in state:
            typed = with_profile(typed, prefix)
        said |= {f"{prefix}{name}": each for name, each in typed.query().items()}
    say_in_address(said)


# --- the goal and the people ----------------------------------------------------------------------


def _goal(lang: Lang) -> None:
    nodes = sorted(the_map().nodes, key=lambda node: the_map().label(node, lang))
    st.selectbox(tell("class.goal"), nodes, key="class-to", on_change=_write, index=None,
                 format_func=lambda node: the_map().label(node, lang),
                 placeholder=say("routes.goal_example", lang))  # fmt: skip
    st.radio(tell("class.how"), ("two", "list"), key="how", horizontal=True, on_change=_write,
             format_func=lambda how: say(f"class.how.{how}", lang))  # fmt: skip


def _typed(people: dict[str, Asked], lang: Lang) -> Profiles:
    """Two people, described as on the page of routes; none until something is said of each."""
    for label in CANDIDATES:
        with st.container(border=True, key=f"candidate-{label.lower()}"):
            st.header(tell("class.profile", label=label), anchor=False)
            draw_profile(lang, _write, _prefix(label))
    st.caption(plain(tell("class.two_in_link")))
    profiles = tuple((label, each.profile) for label, each in people.items())
    return profiles if all(profile != Profile() for _, profile in profiles) else ()


def _from_list(lang: Lang) -> Profiles:
    """The people of a file; what is wrong with it is told, and nothing of it is read."""
    st.caption(plain(tell("class.in_memory")))
    given = draw_uploader(tell("class.upload"), type="csv", key="class-list")
    with st.container(horizontal=True):
        st.download_button(
            tell("class.template"),
            csv_of(template(the_map()), separator=SEPARATORS[lang]),
            "profils.csv",
            "text/csv",
            key="template",
        )
    st.markdown(plain(tell("class.columns")))
    _find_id(lang)
    if given is None:
        return ()
    try:
        return profiles_in(the_map(), given.name, given.getvalue(), lang)
    except BadTable as error:
        st.error(plain(tell("class.refused")))
        told = (tell("class.problem", where=p.where, what=p.what, remedy=p.remedy) for p in error.problems)
        st.markdown(bullets((0, text) for text in told))
        return ()


def _find_id(lang: Lang) -> None:
    nodes = sorted(the_map().nodes, key=lambda node: the_map().label(node, lang))
    found = st.selectbox(tell("class.find_id"), nodes, key="find-id", index=None,
                         format_func=lambda node: the_map().label(node, lang),
                         placeholder=say("routes.goal_example", lang))  # fmt: skip
    if found:
        st.code(found, language=None)


def _way(goal: str, lang: Lang) -> str | None:
    """The way to the goal that is compared condition by condition; the usual one where none is named."""
    ways = {step.id: step for step in the_map().ways_in(goal)}
    named = st.query_params.get("way")
    if named is not None and named not in ways:
        message_for([("way", named, the_map().nearest(named, ways))], lang)
    st.session_state["way"] = named if named in ways else None
    st.selectbox(tell("compare.way"), list(ways), key="way", index=None, on_change=keep_in_address,
                 args=("way", "way"), placeholder=tell("compare.way_usual"),
                 format_func=lambda step: the_way_in_one_line(step, lang))  # fmt: skip
    return named if named in ways else None


# --- the answer -----------------------------------------------------------------------------------


def _answer(question: Question, profiles: Profiles, way: str | None, lang: Lang) -> None:
    searching = say("cohort.searching", lang)
    bar = st.progress(0.0, searching)
    sheet = the_cohort(question, profiles, way, lang, lambda done, of: _move(bar, done / of, searching))
    bar.empty()
    if st.session_state["how"] == "two":
        draw_sheet(the_map(), people_compared(sheet, lang), lang)
    else:
        _many(sheet, question, lang)


def _many(sheet: CohortSheet, question: Question, lang: Lang) -> None:
    """A row for each; then the conditions, each with who meets it."""
    st.header(plain(sheet.message), anchor=False)
    edition = the_map().file.edition
    st.caption(plain(say("card.dated", lang, day=day(question.on, lang), edition=edition)))
    st.markdown(bullets((0, line) for line in (*sheet.nearest, *sheet.reasons)))
    st.subheader(tell("class.time"), anchor=False)
    rows = ([html.escape(cell) for cell in row] for row in sheet.rows)
    draw_table(tell("class.table_name"), sheet.columns, rows)
    offer_csv("cohort-csv", lang, question.goal, lambda: Table(sheet.columns, sheet.rows))
    _conditions(sheet, lang)
    st.markdown(bullets((0, remark) for remark in sheet.remarks))


def _move(bar: st.delta_generator.DeltaGenerator, done: float, text: str) -> None:
    bar.progress(done, text)


def _conditions(sheet: CohortSheet, lang: Lang) -> None:
    """First what sets the profiles apart, then every condition, each with who meets it."""
    if not sheet.way:
        return
    st.subheader(tell("class.differ"), anchor=False)
    st.markdown(plain(sheet.way))
    apart = [line for line in sheet.conditions if len(line.by_verdict) > 1]
    if apart:
        st.markdown(bullets((0, _told(line, lang)) for line in apart))
    else:
        st.markdown(plain(tell("class.differ_none")))
    if sheet.conditions:
        with st.expander(tell("class.every_condition"), key="every-condition", expanded=not apart):
            st.markdown(bullets((line.depth, _told(line, lang)) for line in sheet.conditions))


def _told(line: ComparedLine, lang: Lang) -> str:
    """A condition with who meets it, in words."""
    states = say("class.separator", lang).join(_states(line, lang))
    return say("class.condition", lang, condition=line.text, states=states) if states else line.text


def _states(line: ComparedLine, lang: Lang) -> Iterator[str]:
    for verdict, labels in line.by_verdict:
        state = say(f"route.leans.{STATES[verdict]}", lang)
        yield say("class.state", lang, state=state, labels=", ".join(labels))


main()
