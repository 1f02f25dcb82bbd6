"""
One route on a page: drawn from left to right and along the months, then told stage by stage.

Drawings and texts come from the same sheet. A small screen gets the texts alone.
"""

from __future__ import annotations

import html
from dataclasses import replace

import streamlit as st

from pathways.figures import Figure
from pathways.model import Lang
from pathways.questions import Question
from pathways.sheets import RouteSheet, Stage
from pathways.sheets.timeline import timeline_lines
from pathways.ui.address import Asked
from pathways.ui.cache import the_drawings
from pathways.ui.state import routes_address, tell
from pathways.ui.widgets import bullets, plain, sources
from pathways.wording import duration, say


def headline(place: int, route: RouteSheet, lang: Lang) -> str:
    """What a route is called among others: its place, its length, the months without pay."""
    return say("routes.which.option", lang, n=place + 1, headline=route.headline)


def draw_route(number: int, sheet: RouteSheet, asked: Asked, question: Question, lang: Lang) -> None:
    """The route at a place of an answer, from 0."""
    drawn, in_time = the_drawings(question, number, lang)
    with st.container(border=True, key=f"route-{number + 1}"):
        st.subheader(plain(headline(number, sheet, lang)), anchor=False)
        st.markdown(bullets((0, line) for line in (*sheet.honesty, sheet.kept_for) if line))
        _drawing("drawing-route", say("routes.drawn", lang), say("routes.drawn_legend", lang), drawn,
                 " ".join(sheet.lines()))  # fmt: skip
        in_text = list(timeline_lines(sheet, lang))
        _drawing("drawing-route-time", say("routes.in_time", lang), say("timeline.legend", lang), in_time,
                 " ".join(text for _, text in in_text))  # fmt: skip
        with st.expander(say("routes.in_text", lang), key="text-route", expanded=True):
            for place, stage in enumerate(sheet.stages, start=1):
                _stage(place, stage, lang)
                _meanwhile(stage, asked, lang)
        with st.expander(say("routes.in_time_as_text", lang), key="time-in-text"):
            st.markdown(bullets(in_text))
            sources(sheet.pay_sources, lang)
        with st.expander(tell("routes.checklist"), key="checks-route", expanded=True):
            st.markdown(bullets((0, told(check.state, check.text, lang)) for check in sheet.checks))


def _drawing(key: str, title: str, legend: str, figure: Figure, alt: str) -> None:
    """A drawing with its name and its legend; a small screen gets the text instead."""
    with st.container(key=key):
        st.markdown(f"**{plain(title)}**")
        st.plotly_chart(figure, key=f"chart-{key}", config={"displayModeBar": False}, alt=alt)
        st.caption(plain(legend))


def told(state: str, text: str, lang: Lang) -> str:
    """A condition with its state in words: no sign stands alone."""
    return f"[{say(f'route.leans.{state}', lang)}] {text}"


def _stage(place: int, stage: Stage, lang: Lang) -> None:
    st.markdown(f"**{plain(f'{place}. {stage.title}')}**")
    lines = [(0, fact) for fact in stage.facts]
    for condition in stage.leans_on:
        state = stage.state_of(condition)
        lines += [(depth, text if depth else told(state, text, lang)) for depth, text in condition.lines()]
    lines += [(0, remark) for remark in stage.remarks]
    st.markdown(bullets(lines))
    sources(stage.citations, lang)


def _meanwhile(stage: Stage, asked: Asked, lang: Lang) -> None:
    """What can be done while one waits: a link to what is within reach by then."""
    months = stage.segment.months
    if stage.kind == "wait" and months:
        said = replace(asked, to=None, within=months, route=1, choose=None, instead=None).query()
        text = say("routes.meanwhile", lang, length=duration(months, None, lang))
        st.html(f'<p><a href="{html.escape(routes_address(said))}">{html.escape(text)}</a></p>')
