"""What a choice closes: a step that is open today, taken to its end, and perhaps another one beside it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import streamlit as st

from pathways.cards import Line
from pathways.errors import BadValue
from pathways.model import Lang
from pathways.questions import Question
from pathways.reach import NO_GOAL
from pathways.sheets.choices import ChoiceSheet, TwoChoicesSheet
from pathways.ui.address import Asked, read_asked
from pathways.ui.cache import the_choices, the_map, the_open_steps
from pathways.ui.state import query, say_in_address, tell
from pathways.ui.widgets import bullets, draw_list, flat, plain
from pathways.wording import say


def draw_choices(asked: Asked, lang: Lang) -> None:
    """Ask for a choice, and tell what it closes, opens and keeps for the person of a question."""
    question = replace(asked, by="fastest", k=1, longest=None).question(NO_GOAL, the_map().file.as_of)
    st.header(tell("choices.header"), anchor=False)
    st.markdown(plain(tell("choices.what")))
    options = {each.step.id: each.text for each in the_open_steps(question, lang)}
    if not options:
        st.info(plain(tell("choices.none_open")))
        return
    if any(step is not None and step not in options for step in (asked.choose, asked.instead)):
        st.warning(plain(tell("choices.not_open")))
    chosen = _step_box("choose", options, asked.choose, lang)
    if chosen is None:
        return
    instead = _step_box("instead", {k: v for k, v in options.items() if k != chosen}, asked.instead, lang)
    _draw_choice(question, (chosen, instead) if instead else (chosen,), lang)


def _choose_step() -> None:
    """Look at another choice."""
    state = st.session_state
    chosen = state["choose"]
    instead = state.get("instead") if chosen and state.get("instead") != chosen else None
    say_in_address(replace(read_asked(the_map(), query()), choose=chosen, instead=instead).query())


def _step_box(key: str, options: dict[str, str], said: str | None, lang: Lang) -> str | None:
    st.session_state[key] = said if said in options else None
    return st.selectbox(tell(f"choices.{key}"), list(options), key=key, index=None, on_change=_choose_step,
                        format_func=lambda step: options[step],
                        placeholder=say(f"choices.{key}_example", lang))  # fmt: skip


def _draw_choice(question: Question, steps: tuple[str, ...], lang: Lang) -> None:
    searching = say("reach.searching", lang)
    bar = st.progress(0.0, searching)

    def progress(done: int, of: int) -> None:
        bar.progress(done / of, searching)

    try:
        one, two = the_choices(question, steps, lang, progress)
    except BadValue:
        st.warning(plain(tell("choices.not_open")))
        return
    finally:
        bar.empty()
    if two is None:
        _one_choice(one, lang)
    else:
        _two_choices(two, lang)


def _one_choice(sheet: ChoiceSheet, lang: Lang) -> None:
    st.subheader(plain(sheet.title), anchor=False)
    lines = (sheet.closes, *((sheet.opens,) if sheet.opens else ()), *sheet.keeps)
    _unfolded("choice", lines, lang)
    st.markdown(bullets((0, remark) for remark in sheet.remarks))


def _two_choices(sheet: TwoChoicesSheet, lang: Lang) -> None:
    _unfolded("choice", (sheet.only_first, sheet.only_second), lang)
    st.markdown(bullets((0, text) for text in (sheet.both, *sheet.remarks)))


def _unfolded(key: str, lines: Iterable[Line], lang: Lang) -> None:
    """Headings that unfold, the first one open; one that nothing stands under is only said."""
    for number, line in enumerate(lines):
        if not line.children:
            st.markdown(f"**{plain(line.text)}**")
            continue
        with st.expander(plain(line.text), key=f"{key}-{number}", expanded=number == 0):
            draw_list(the_map(), flat(line.children), lang)
