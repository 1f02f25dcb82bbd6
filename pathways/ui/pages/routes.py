"""Routes: who asks, for what goal, and the routes that lead there; without a goal, what is within reach."""

from __future__ import annotations

import html
from dataclasses import replace

import streamlit as st

from pathways.cards import Writer
from pathways.eligibility import Verdict
from pathways.errors import NotOnRecord
from pathways.handout import route_handout
from pathways.model import MOST_MONTHS, TRAININGS, Lang, Profile
from pathways.questions import LONGEST_PRACTICE, RANKINGS, Question
from pathways.reach import NO_GOAL
from pathways.sheets import AnswerSheet, RouteSheet, Stage
from pathways.sheets.tables import checklist_table, gap_table, money_table, reach_table, routes_table
from pathways.ui.address import Asked, read_asked, starting_from
from pathways.ui.cache import (
    the_answer,
    the_counting,
    the_gap,
    the_map,
    the_pay_of,
    the_reach,
    the_starts,
)
from pathways.ui.choosing import draw_choices
from pathways.ui.downloads import offer_csv, offer_pdf, page_address
from pathways.ui.finding import draw_search
from pathways.ui.frame import draw_frame
from pathways.ui.one_route import draw_route, headline, told
from pathways.ui.profile_form import draw_profile, show_profile, with_profile
from pathways.ui.state import address, compare_address, language, query, routes_address, say_in_address, tell
from pathways.ui.widgets import bullets, draw_list, draw_words, flat, message_for, plain, sources
from pathways.wording import day, duration, say

STATES = {Verdict.MET: "met", Verdict.UNKNOWN: "to_confirm", Verdict.UNMET: "unmet"}
TIMES, FIRST_TIME = (12, 24, 36, 60, 0), 24
LONGEST_SLIDER = 60
MOST_NAMES = 4
ANSWER = "answer"


def main() -> None:
    """Draw the page that the address asks for."""
    lang = language()
    draw_frame("routes")
    st.title(tell("routes.title"), anchor=False)
    asked = read_asked(the_map(), query())
    _take_over(asked)
    message_for(asked.misread, lang)
    has_answer = asked.to is not None or asked.profile != Profile()
    if has_answer:
        st.html(f'<p><a href="#{ANSWER}">{html.escape(tell("routes.to_answer"))}</a></p>')
    _form(asked, lang)
    if not has_answer:
        st.info(plain(tell("routes.begin")))
        return
    st.html(f'<div id="{ANSWER}" tabindex="-1"></div>')
    try:
        if asked.to is not None:
            _answer(asked, lang)
        else:
            _within_reach(asked, lang)
        if asked.profile.experience:
            _counting(asked.question(asked.to or NO_GOAL, the_map().file.as_of), lang)
        if asked.profile != Profile():
            draw_choices(asked, lang)
    except NotOnRecord as error:
        st.warning(plain(say("error.not_on_record", lang, what=error)))


# --- the form -------------------------------------------------------------------------------------


def _take_over(asked: Asked) -> None:
    """Let the widgets show what the address says, whenever it has changed by itself."""
    if st.session_state.get("seen") == asked and "to" in st.session_state:
        return
    state = st.session_state
    state["seen"] = asked
    show_profile(asked)
    state["to"] = asked.to
    state["by"] = asked.by
    state["practice"] = asked.practice or _assumed_months()
    state["relax"] = asked.relax
    state["bare"] = asked.bare
    state["only"] = list(asked.only)
    state["no-decisions"] = asked.no_decisions
    state["stated-only"] = asked.stated_only
    state["longest"] = asked.longest
    state["within"] = FIRST_TIME if asked.within is None else asked.within
    state["route"] = asked.route - 1
    state["choose"] = asked.choose
    state["instead"] = asked.instead


def _assumed_months() -> int:
    rule = the_map().file.practice
    return rule.months if rule else 24


def _write() -> None:
    """Put what the widgets say in the address; another question begins at its first route."""
    state = st.session_state
    before = read_asked(the_map(), query())
    asked = with_profile(
        replace(
            before,
            to=state["to"],
            by=state["by"],
            practice=None if state["practice"] == _assumed_months() else state["practice"],
            relax=state["relax"],
            bare=state["bare"],
            only=tuple(state["only"]),
            no_decisions=state["no-decisions"],
            stated_only=state["stated-only"],
            longest=state["longest"],
            within=None if state.get("within", FIRST_TIME) == FIRST_TIME else state["within"],
            route=1,
            misread=(),
        )
    )
    if asked.profile != before.profile:
        asked = replace(asked, choose=None, instead=None)
    say_in_address(asked.query())


def _open_route() -> None:
    """
    Open another of the routes found.

    A choice made among routes that are no longer there comes as a text that Streamlit cannot place: it opens
    none.
    """
    place = st.session_state["route"]
    if isinstance(place, int):
        say_in_address(replace(read_asked(the_map(), query()), route=place + 1).query())


def _start(entry_id: str) -> None:
    entry = next(each for each in the_map().file.entry_points if each.id == entry_id)
    asked = starting_from(entry, read_asked(the_map(), query()))
    say_in_address(replace(asked, route=1, choose=None, instead=None).query())


def _form(asked: Asked, lang: Lang) -> None:
    st.markdown(plain(tell("routes.goal_or_none")))
    st.markdown(f"**{plain(tell('routes.where_from'))}**")
    _entry_points(asked, lang)
    draw_profile(lang, _write)
    st.caption(plain(tell("profile.no_name")))
    st.markdown(f"**{plain(tell('routes.where_to'))}**")
    nodes = sorted(the_map().nodes, key=lambda node: the_map().label(node, lang))
    st.selectbox(tell("routes.goal"), nodes, key="to", on_change=_write, index=None,
                 format_func=lambda node: the_map().label(node, lang),
                 placeholder=say("routes.goal_example", lang), label_visibility="collapsed")  # fmt: skip
    if asked.to is None:
        draw_search(tell("routes.own_words"), lang, lambda node: _routes_to(node, asked))
    _ranking(lang)


def _entry_points(asked: Asked, lang: Lang) -> None:
    """Common situations to start from; folded away for who came with a profile."""
    entries = the_map().file.entry_points
    if not entries:
        return
    is_first = st.session_state.setdefault("began-empty", asked.profile == Profile())
    with (
        st.expander(tell("routes.typical"), key="typical", expanded=is_first),
        st.container(horizontal=True, key="entry-points"),
    ):
        for entry in entries:
            st.button(plain(entry.label[lang]), key=f"start-{entry.id}", on_click=_start, args=(entry.id,))


def _ranking(lang: Lang) -> None:
    left, right = st.columns(2)
    left.radio(say("routes.by", lang), RANKINGS, key="by", on_change=_write,
               format_func=lambda by: say(f"routes.by.{by}", lang))  # fmt: skip
    with right:
        _practice(lang)
    with st.expander(say("routes.limits", lang), key="limits", expanded=_is_limited()):
        _limits(lang)


def _practice(lang: Lang) -> None:
    """The length of practice that no text gives: it may be moved, and ranks the routes anew."""
    rule, most = the_map().file.practice, max(LONGEST_SLIDER, st.session_state["practice"])
    st.slider(say("routes.practice", lang), 1, min(most, LONGEST_PRACTICE), key="practice", on_change=_write)
    if rule is not None:
        with st.popover(say("routes.why_practice", lang), key="why-practice", type="tertiary"):
            st.markdown(plain(rule.why[lang]))


def _is_limited() -> bool:
    """Whether a question leaves something out, or lets something go: then it is not hidden."""
    state = st.session_state
    named = any(state[key] for key in ("only", "relax", "bare", "no-decisions", "stated-only"))
    return named or state["longest"] is not None


def _limits(lang: Lang) -> None:
    """What the routes must keep to, or may let go of."""
    st.pills(tell("routes.only"), TRAININGS, selection_mode="multi", key="only", on_change=_write,
             format_func=lambda way: say(f"access.{way}", lang))  # fmt: skip
    with st.container(horizontal=True, key="lets-go"):
        for name in ("relax", "bare", "no_decisions", "stated_only"):
            st.checkbox(say(f"routes.{name}", lang), key=name.replace("_", "-"), on_change=_write,
                        help=say(f"routes.{name}_help", lang))  # fmt: skip
    st.number_input(say("routes.longest", lang), 0, MOST_MONTHS, key="longest", on_change=_write, step=1,
                    value=None, placeholder=say("reach.any_time", lang),
                    help=say("routes.longest_help", lang))  # fmt: skip


# --- without a goal -------------------------------------------------------------------------------


def _within_reach(asked: Asked, lang: Lang) -> None:
    """What the person can get to, by time, what is open at once first; each leads to its routes."""
    st.header(say("reach.title", lang), anchor=False)
    times = sorted({*TIMES[:-1], st.session_state["within"]} - {0})
    st.selectbox(say("reach.within", lang), [*times, 0], key="within", on_change=_write,
                 format_func=lambda months: _time(months, lang))  # fmt: skip
    question = asked.question(NO_GOAL, the_map().file.as_of)
    with st.spinner(say("reach.searching", lang)):
        sheet = the_reach(question, st.session_state["within"] or None, lang)
    _dated(question, lang)
    st.markdown(bullets((0, line) for line in (sheet.message, *sheet.remarks)))

    for key, lines in (("sure", sheet.sure), ("perhaps", sheet.perhaps)):
        if not lines:
            continue
        st.subheader(say(f"reach.{key}", lang), anchor=False)
        for number, line in enumerate(lines):
            label = say("reach.time", lang, time=line.text, n=len(line.children))
            with st.expander(plain(label), key=f"reach-{key}-{number}", expanded=key == "sure"):
                draw_list(the_map(), flat(line.children), lang, lambda node: _routes_to(node, asked))
    writer = Writer(the_map(), lang, question.on)
    offer_csv("reach-csv", lang, "reach", lambda: reach_table(writer, sheet), label="download.csv.reach")


def _routes_to(node: str, asked: Asked) -> str:
    """The address of the same person's routes to a goal."""
    return routes_address(replace(asked, to=node, choose=None, instead=None).query())


def _time(months: int, lang: Lang) -> str:
    return duration(months, None, lang) if months else say("reach.any_time", lang)


# --- the answer -----------------------------------------------------------------------------------


def _answer(asked: Asked, lang: Lang) -> None:
    assert asked.to is not None
    question = asked.question(asked.to, the_map().file.as_of)
    with st.spinner(say("routes.searching", lang)):
        sheet = the_answer(question, lang)
    st.header(plain(sheet.message), anchor=False)
    _also_called(asked.to, lang)
    _dated(question, lang)
    st.markdown(bullets((0, remark) for remark in sheet.remarks))
    if sheet.routes:
        number = min(asked.route, len(sheet.routes)) - 1
        _which(sheet, number, lang)
        _links(asked)
        _to_take_away(sheet, number, question, lang)
        draw_route(number, sheet.routes[number], asked, question, lang)
        _pay_there(question, sheet, lang)
    else:
        _to_take_away(sheet, 0, question, lang)
    _blocks(sheet, lang)
    if asked.profile == Profile():
        _starts(asked, question, lang)
    texts = [line for route in sheet.routes for line in route.lines()]
    texts += [condition.text for route in sheet.routes for s in route.stages for condition in s.leans_on]
    draw_words(the_map(), texts, lang, "routes")
    if not sheet.answer.held_already:
        _gap(question, lang)


def _dated(question: Question, lang: Lang) -> None:
    edition = the_map().file.edition
    st.caption(plain(say("card.dated", lang, day=day(question.on, lang), edition=edition)))


def _also_called(goal: str, lang: Lang) -> None:
    """The everyday names of the goal: the title that somebody asked for may be another one."""
    names = the_map().node(goal).also_called[:MOST_NAMES]
    if names:
        st.caption(plain(say("routes.also_called", lang, names=", ".join(names))))


def _links(asked: Asked) -> None:
    """Where the same routes are laid side by side, and where the one that is open is shown to a group."""
    links = {
        "compare.link.routes": compare_address(replace(asked, route=1).query()),
        "present.link.route": address("present", asked.query()),
    }
    drawn = (f'<a href="{html.escape(link)}">{html.escape(tell(key))}</a>' for key, link in links.items())
    st.html(f'<p class="pathways-links">{" ".join(drawn)}</p>')


def _to_take_away(sheet: AnswerSheet, number: int, question: Question, lang: Lang) -> None:
    """The open route, or why there is none, on paper; and the routes as tables."""
    writer, here, goal = Writer(the_map(), lang, question.on), page_address(), question.goal
    with st.container(horizontal=True, key="take-away"):
        offer_pdf("route-pdf", lang, goal, lambda: route_handout(writer, sheet, number + 1, address=here))
        if not sheet.routes:
            return
        route = sheet.routes[number]
        tables = {
            "routes": lambda: routes_table(writer, sheet.routes),
            "money": lambda: money_table(writer, route),
            "checks": lambda: checklist_table(writer, route),
        }
        for name, table in tables.items():
            offer_csv(f"{name}-csv", lang, f"{goal}-{name}", table, label=f"download.csv.{name}")


# --- one route ------------------------------------------------------------------------------------


def _which(sheet: AnswerSheet, number: int, lang: Lang) -> None:
    """All routes in short, one of them open; a single one needs no choice."""
    if len(sheet.routes) == 1:
        return
    st.session_state["route"] = number
    st.radio(say("routes.which", lang), range(len(sheet.routes)), key="route", on_change=_open_route,
             format_func=lambda place: plain(headline(place, sheet.routes[place], lang)),
             captions=[plain(_in_short(route, lang)) for route in sheet.routes])  # fmt: skip


def _in_short(route: RouteSheet, lang: Lang) -> str:
    """What is taken, in order, and what to know of it; among trade-offs, why it is there."""
    chain = " → ".join(_link(stage, lang) for stage in route.stages if stage.segment.takes_step)
    told = (chain, *route.honesty, route.kept_for)
    return " · ".join(text.rstrip(".") for text in told if text)


def _link(stage: Stage, lang: Lang) -> str:
    """A step of a chain: what it leads to, and of a training the way."""
    label = the_map().label(stage.node, lang)
    way = stage.segment.access if stage.kind == "train" else None
    return say("choices.option", lang, label=label, way=say(f"access.{way}", lang)) if way else label


def _pay_there(question: Question, sheet: AnswerSheet, lang: Lang) -> None:
    """What the goal pays at least, for whom, before or after tax, on which day, and who says so."""
    if question.goal not in the_map().roles:
        return
    st.subheader(say("routes.pay_there", lang), anchor=False)
    found = the_pay_of(question.goal, question, lang)
    if not found:
        st.markdown(plain(say("routes.pay_none", lang, goal=sheet.goal)))
    for block in found:
        population = say("routes.pay_population", lang, day=day(question.on, lang))
        st.markdown(bullets((0, text) for text in (*(line.text for line in block.lines), population)))
        sources(block.citations, lang)


# --- why not, and from where ----------------------------------------------------------------------


def _blocks(sheet: AnswerSheet, lang: Lang) -> None:
    for line in sheet.blocked_by:
        st.markdown(f"**{plain(line.text)}**")
        if line.condition is not None:
            st.markdown(bullets(line.condition.lines()))
        sources(line.citations, lang)
    if sheet.would_open:
        st.markdown(f"**{plain(say('opens.title', lang))}**")
        st.markdown(bullets((0, line.text) for line in sheet.would_open))


def _starts(asked: Asked, question: Question, lang: Lang) -> None:
    """How far the goal is from each common situation; each is a link to its routes."""
    entries = {entry.id: entry for entry in the_map().file.entry_points}
    if not entries:
        return
    st.header(say("routes.starts", lang), anchor=False)
    st.markdown(plain(say("routes.starts_what", lang)))
    with st.spinner(say("routes.searching", lang)):
        rows = the_starts(question, lang).nearest_first()
    items = []
    for entry_id, time in rows:
        entry = entries[entry_id]
        link = html.escape(routes_address(starting_from(entry, replace(asked, route=1)).query()))
        who = f'<a href="{link}">{html.escape(entry.label[lang])}</a>'
        items.append(f"<li>{say('routes.starts_line', lang, who=who, time=html.escape(time))}</li>")
    st.html(f"<ul>{''.join(items)}</ul>")


def _gap(question: Question, lang: Lang) -> None:
    sheet = the_gap(question, lang)
    st.header(say("routes.gap", lang), anchor=False)
    st.markdown(plain(sheet.message))
    for number, way in enumerate(sheet.ways):
        with st.expander(plain(f"{way.title} — {way.state}"), key=f"gap-{number}"):
            if way.shut_by:
                st.markdown(f"**{plain(say('routes.shut_by', lang))}**")
            for text, citations in way.shut_by:
                st.markdown(bullets([(0, text)]))
                sources(citations, lang)
            if way.missing:
                st.markdown(f"**{plain(say('routes.opened_by', lang))}**")
                st.markdown(bullets((0, text) for text in way.missing))
            st.markdown(f"**{plain(say('routes.every_condition', lang))}**")
            st.markdown(
                bullets(
                    (depth, text if verdict is None else told(STATES[verdict], text, lang))
                    for depth, verdict, text in way.conditions
                )
            )
            sources(way.citations, lang)
    if sheet.ways:
        writer = Writer(the_map(), lang, question.on)
        offer_csv("gap-csv", lang, f"{question.goal}-gap", lambda: gap_table(writer, sheet),
                  label="download.csv.gap")  # fmt: skip


# --- what work counts for -------------------------------------------------------------------------


def _counting(question: Question, lang: Lang) -> None:
    sheet = the_counting(question, lang)
    st.header(tell("counting.header"), anchor=False)
    for number, line in enumerate(sheet.groups):
        with st.expander(plain(line.text), key=f"counting-{number}", expanded=number == 0):
            draw_list(the_map(), flat(line.children), lang)
    if sheet.proofs:
        st.markdown(f"**{plain(say('counting.proofs', lang))}**")
        st.markdown(bullets((0, proof) for proof in sheet.proofs))
    st.markdown(bullets((0, remark) for remark in sheet.remarks))
    sources(sheet.citations, lang)


main()
