"""Routes: who asks, for what goal, and the routes that lead there; without a goal, what is within reach."""

from __future__ import annotations

import html
from dataclasses import replace

import streamlit as st

from pathways.eligibility import Verdict
from pathways.errors import NotOnRecord
from pathways.figures import Figure
from pathways.model import LICENCES, MOST_MONTHS, TRAININGS, Lang, Profile
from pathways.questions import LONGEST_PRACTICE, RANKINGS, Question
from pathways.reach import NO_GOAL
from pathways.sheets import AnswerSheet, RouteSheet, Stage
from pathways.ui.address import OLDEST, Asked, read_asked, starting_from
from pathways.ui.cache import the_answer, the_drawings, the_gap, the_map, the_reach
from pathways.ui.frame import draw_frame
from pathways.ui.state import compare_address, language, query, routes_address, say_in_address, tell
from pathways.ui.widgets import bullets, draw_list, draw_words, flat, message_for, plain, sources
from pathways.wording import day, duration, euros, say

STATES = {Verdict.MET: "met", Verdict.UNKNOWN: "to_confirm", Verdict.UNMET: "unmet"}
TIMES, FIRST_TIME = (12, 24, 36, 60, 0), 24


def main() -> None:
    """Draw the page that the address asks for."""
    lang = language()
    draw_frame("routes")
    st.title(tell("routes.title"), anchor=False)
    asked = read_asked(the_map(), query())
    _take_over(asked)
    message_for(asked.misread, lang)
    _entry_points(lang)
    _form(lang)
    if asked.to is None:
        st.info(plain(tell("routes.choose_goal")))
    try:
        if asked.to is not None:
            _answer(asked, lang)
        elif asked.profile != Profile():
            _within_reach(asked, lang)
    except NotOnRecord as error:
        st.warning(plain(say("error.not_on_record", lang, what=error)))


# --- the form -------------------------------------------------------------------------------------


def _take_over(asked: Asked) -> None:
    """Let the widgets show what the address says, whenever it has changed by itself."""
    if st.session_state.get("seen") == asked:
        return
    state = st.session_state
    state["seen"] = asked
    state["to"] = asked.to
    state["age"] = asked.age
    state["holds"] = [text.partition("@")[0] for text in asked.holds]
    for text in asked.holds:
        qualification, _, way = text.partition("@")
        state[f"way-{qualification}"] = way or None
    state["worked"] = [role for role, _ in asked.experience]
    for role, months in asked.experience:
        state[f"months-{role}"] = months
    state["licences"] = list(asked.licences)
    state["statuses"] = list(asked.statuses)
    state["by"] = asked.by
    state["practice"] = asked.practice or _assumed_months()
    state["relax"] = asked.relax
    state["bare"] = asked.bare
    state["only"] = list(asked.only)
    state["no-decisions"] = asked.no_decisions
    state["stated-only"] = asked.stated_only
    state["longest"] = asked.longest
    state["within"] = FIRST_TIME if asked.within is None else asked.within


def _assumed_months() -> int:
    rule = the_map().file.practice
    return rule.months if rule else 24


def _write() -> None:
    """Put what the widgets say in the address."""
    state = st.session_state
    holds = []
    for qualification in state["holds"]:
        way = state.get(f"way-{qualification}")
        holds.append(f"{qualification}@{way}" if way else qualification)
    before = read_asked(the_map(), query())
    asked = Asked(
        to=state["to"],
        age=state["age"],
        holds=tuple(holds),
        experience=tuple((role, state.get(f"months-{role}", 12)) for role in state["worked"]),
        licences=tuple(state["licences"]),
        statuses=tuple(state["statuses"]),
        by=state["by"],
        k=before.k,
        practice=None if state["practice"] == _assumed_months() else state["practice"],
        relax=state["relax"],
        bare=state["bare"],
        only=tuple(state["only"]),
        no_decisions=state["no-decisions"],
        stated_only=state["stated-only"],
        longest=state["longest"],
        within=None if state["within"] == FIRST_TIME else state["within"],
        on=before.on,
    )
    state["seen"] = asked
    say_in_address(asked.query())


def _start(entry_id: str) -> None:
    entry = next(each for each in the_map().file.entry_points if each.id == entry_id)
    asked = starting_from(entry, read_asked(the_map(), query()))
    say_in_address(asked.query())


def _entry_points(lang: Lang) -> None:
    entries = the_map().file.entry_points
    if not entries:
        return
    st.markdown(plain(tell("routes.start_as")))
    with st.container(horizontal=True, key="entry-points"):
        for entry in entries:
            st.button(plain(entry.label[lang]), key=f"start-{entry.id}", on_click=_start, args=(entry.id,))


def _form(lang: Lang) -> None:
    catalogue = the_map()

    def label(node: str) -> str:
        return catalogue.label(node, lang)

    nodes = sorted(catalogue.nodes, key=label)
    st.selectbox(tell("routes.goal"), nodes, key="to", format_func=label, on_change=_write, index=None,
                 placeholder=say("routes.goal_example", lang))  # fmt: skip
    left, right = st.columns(2)
    with left:
        qualifications = sorted(catalogue.qualifications, key=label)
        st.multiselect(tell("profile.holds"), qualifications, key="holds", format_func=label,
                       on_change=_write, placeholder=say("profile.holds_example", lang))  # fmt: skip
        for qualification in st.session_state["holds"]:
            if catalogue.qualifications[qualification].rung_when:
                _way(qualification, lang)
    with right:
        st.number_input(tell("profile.age"), 0, OLDEST, key="age", on_change=_write, value=None, step=1,
                        help=tell("profile.age_help"))  # fmt: skip
    with st.expander(tell("profile.more"), key="profile-more"):
        _more(lang)
    _ranking(lang)


def _way(qualification: str, lang: Lang) -> None:
    st.selectbox(
        plain(say("profile.way", lang, label=the_map().label(qualification, lang))), TRAININGS, index=None,
        key=f"way-{qualification}", format_func=lambda way: say(f"access.{way}", lang), on_change=_write,
        placeholder=tell("profile.way_unsaid"),
    )  # fmt: skip


def _more(lang: Lang) -> None:
    catalogue = the_map()
    roles = sorted(catalogue.roles, key=lambda role: catalogue.label(role, lang))
    st.multiselect(say("profile.worked", lang), roles, key="worked", on_change=_write,
                   format_func=lambda role: catalogue.label(role, lang),
                   placeholder=say("profile.worked_example", lang))  # fmt: skip
    for role in st.session_state["worked"]:
        st.session_state.setdefault(f"months-{role}", 12)
        worked = say("profile.months_in", lang, label=catalogue.label(role, lang))
        st.number_input(plain(worked), 1, MOST_MONTHS, key=f"months-{role}", on_change=_write)
    st.multiselect(say("profile.licences", lang), LICENCES, key="licences", on_change=_write,
                   placeholder=say("profile.licences_example", lang))  # fmt: skip
    st.multiselect(tell("profile.statuses"), list(catalogue.statuses), key="statuses", on_change=_write,
                   format_func=lambda code: catalogue.statuses[code].label[lang],
                   placeholder=tell("profile.statuses_example"))  # fmt: skip


def _ranking(lang: Lang) -> None:
    st.radio(say("routes.by", lang), RANKINGS, key="by", horizontal=True, on_change=_write,
             format_func=lambda by: say(f"routes.by.{by}", lang))  # fmt: skip
    with st.expander(say("routes.limits", lang), key="limits", expanded=_is_limited()):
        _limits(lang)


def _is_limited() -> bool:
    """Whether a question leaves something out, or lets something go: then it is not hidden."""
    state = st.session_state
    kept = state["practice"] == _assumed_months() and state["longest"] is None
    return not kept or any(state[key] for key in ("only", "relax", "bare", "no-decisions", "stated-only"))


def _limits(lang: Lang) -> None:
    """What the routes must keep to, or may let go of."""
    st.multiselect(tell("routes.only"), TRAININGS, key="only", on_change=_write,
                   format_func=lambda way: say(f"access.{way}", lang),
                   placeholder=say("routes.only_example", lang))  # fmt: skip
    rule = the_map().file.practice
    st.number_input(say("routes.practice", lang), 1, LONGEST_PRACTICE, key="practice", on_change=_write,
                    help=plain(rule.why[lang]) if rule else None)  # fmt: skip
    with st.container(horizontal=True, key="lets-go"):
        st.checkbox(
            say("routes.relax", lang), key="relax", on_change=_write, help=say("routes.relax_help", lang)
        )
        st.checkbox(
            say("routes.bare", lang), key="bare", on_change=_write, help=say("routes.bare_help", lang)
        )
    _filters(lang)


def _filters(lang: Lang) -> None:
    """What routes must not lean on, and how long they may take."""
    with st.container(horizontal=True, key="leaves-out"):
        for name in ("no_decisions", "stated_only"):
            st.checkbox(say(f"routes.{name}", lang), key=name.replace("_", "-"), on_change=_write,
                        help=say(f"routes.{name}_help", lang))  # fmt: skip
    st.number_input(say("routes.longest", lang), 0, MOST_MONTHS, key="longest", on_change=_write, step=1,
                    value=None, placeholder=say("reach.any_time", lang),
                    help=say("routes.longest_help", lang))  # fmt: skip


# --- without a goal -------------------------------------------------------------------------------


def _within_reach(asked: Asked, lang: Lang) -> None:
    """What the person can get to, by time; each leads to its routes."""
    st.header(say("reach.title", lang), anchor=False)
    times = sorted({*TIMES[:-1], st.session_state["within"]} - {0})
    st.selectbox(say("reach.within", lang), [*times, 0], key="within", on_change=_write,
                 format_func=lambda months: _time(months, lang))  # fmt: skip
    question = _question(asked, NO_GOAL)
    with st.spinner(say("reach.searching", lang)):
        sheet = the_reach(question, st.session_state["within"] or None, lang)
    st.markdown(bullets((0, line) for line in (sheet.message, *sheet.remarks)))

    def to_routes(node: str) -> str:
        return routes_address(replace(asked, to=node).query())

    for number, line in enumerate(sheet.by_time):
        label = say("reach.time", lang, time=line.text, n=len(line.children))
        with st.expander(plain(label), key=f"reach-{number}", expanded=number == 0):
            draw_list(the_map(), flat(line.children), lang, to_routes)


def _time(months: int, lang: Lang) -> str:
    return duration(months, None, lang) if months else say("reach.any_time", lang)


# --- the answer -----------------------------------------------------------------------------------


def _answer(asked: Asked, lang: Lang) -> None:
    catalogue = the_map()
    assert asked.to is not None
    question = _question(asked, asked.to)
    with st.spinner(say("routes.searching", lang)):
        sheet = the_answer(question, lang)
    st.header(plain(sheet.message), anchor=False)
    st.caption(plain(say("card.dated", lang, day=day(question.on, lang), edition=catalogue.file.edition)))
    _remarks(sheet)
    if len(sheet.routes) > 1:
        _link_to_comparison(asked)
    drawings = zip(sheet.routes, the_drawings(question, lang), strict=True)
    for number, (route, (drawn, money)) in enumerate(drawings, start=1):
        _route(number, route, drawn, money, lang)
    _blocks(sheet, lang)
    texts = [line for route in sheet.routes for line in route.lines()]
    texts += [condition.text for route in sheet.routes for s in route.stages for condition in s.leans_on]
    draw_words(catalogue, texts, lang, "routes")
    if not sheet.answer.held_already:
        _gap(question, lang)


def _question(asked: Asked, goal: str) -> Question:
    return asked.question(goal, the_map().file.as_of)


def _link_to_comparison(asked: Asked) -> None:
    link = html.escape(compare_address(asked.query()))
    st.html(f'<p class="pathways-links"><a href="{link}">{html.escape(tell("compare.link.routes"))}</a></p>')


def _remarks(sheet: AnswerSheet) -> None:
    st.markdown(bullets((0, remark) for remark in sheet.remarks))


def _route(number: int, sheet: RouteSheet, drawn: Figure, money: Figure, lang: Lang) -> None:
    with st.container(border=True, key=f"route-{number}"):
        st.subheader(plain(f"{number}. {sheet.headline}"), anchor=False)
        st.markdown(bullets((0, line) for line in sheet.honesty))
        with st.container(key=f"drawing-route-{number}"):
            st.plotly_chart(drawn, key=f"drawn-{number}", config={"displayModeBar": False})
        with st.expander(say("routes.in_text", lang), key=f"text-{number}", expanded=number == 1):
            for place, stage in enumerate(sheet.stages, start=1):
                _stage(f"{number}-{place}", place, stage, lang)
        with st.expander(tell("routes.checklist"), key=f"checks-{number}"):
            st.markdown(bullets((0, _told(check.state, check.text, lang)) for check in sheet.checks))
        with st.expander(say("routes.money", lang), key=f"money-{number}"):
            st.plotly_chart(money, key=f"line-{number}", config={"displayModeBar": False})
            st.markdown(bullets((0, line) for line in _money_lines(sheet, lang)))


def _money_lines(sheet: RouteSheet, lang: Lang) -> list[str]:
    """The time line in text: what each stage adds."""
    lines = []
    for stage in sheet.stages:
        if stage.earned.gross is not None and stage.kind != "enter":
            earned = euros(stage.earned.gross, lang)
            lines.append(say("routes.money_known", lang, title=stage.title, earned=earned))
        elif stage.kind != "enter":
            reasons = ", ".join(say(f"pay.unknown.{each}", lang) for each in stage.earned.unknown)
            lines.append(say("routes.money_unknown", lang, title=stage.title, why=reasons))
    return lines


def _told(state: str, text: str, lang: Lang) -> str:
    """A condition with its state in words: no sign stands alone."""
    return f"[{say(f'route.leans.{state}', lang)}] {text}"


def _stage(key: str, place: int, stage: Stage, lang: Lang) -> None:
    st.markdown(f"**{plain(f'{place}. {stage.title}')}**")
    lines = [(0, fact) for fact in stage.facts]
    for condition in stage.leans_on:
        state = stage.state_of(condition)
        lines += [(depth, text if depth else _told(state, text, lang)) for depth, text in condition.lines()]
    lines += [(0, remark) for remark in stage.remarks]
    st.markdown(bullets(lines))
    sources(stage.citations, lang, f"stage-{key}")


def _blocks(sheet: AnswerSheet, lang: Lang) -> None:
    for number, line in enumerate(sheet.blocked_by):
        st.markdown(f"**{plain(line.text)}**")
        if line.condition is not None:
            st.markdown(bullets(line.condition.lines()))
        sources(line.citations, lang, f"block-{number}")
    if sheet.would_open:
        st.markdown(f"**{plain(say('opens.title', lang))}**")
        st.markdown(bullets((0, line.text) for line in sheet.would_open))


def _gap(question: Question, lang: Lang) -> None:
    sheet = the_gap(question, lang)
    st.header(say("routes.gap", lang), anchor=False)
    st.markdown(plain(sheet.message))
    for number, way in enumerate(sheet.ways):
        with st.expander(plain(f"{way.title} — {way.state}"), key=f"gap-{number}"):
            st.markdown(bullets((0, text) for text in way.missing))
            st.caption(plain(say("routes.every_condition", lang)))
            st.markdown(
                bullets(
                    (depth, text if verdict is None else _told(STATES[verdict], text, lang))
                    for depth, verdict, text in way.conditions
                )
            )
            sources(way.citations, lang, f"gap-{number}")


main()
