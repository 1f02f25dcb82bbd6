"""Structure: what the map says as a whole, one measure at a time, with the list behind each number."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Final

import streamlit as st

from pathways.analysis import MEASURES, Measure, Part
from pathways.exports import FORMATS, export_bytes, file_name
from pathways.figures import MOST_BARS, grid_figure, measure_figure
from pathways.model import MOST_MONTHS, Lang
from pathways.sheets.analysis import MeasureSheet
from pathways.ui.cache import the_conditions, the_feeders, the_map, the_measure, the_supposed
from pathways.ui.downloads import offer_csv
from pathways.ui.frame import draw_frame
from pathways.ui.ranked import draw_ranked
from pathways.ui.state import audience, language, query, say_in_address, tell
from pathways.ui.widgets import bullets, message_for, plain, sources
from pathways.wording import Audience, say

Said = Mapping[str, Sequence[str]]

OF_A_ROLE: Final = ("feeders", "supposed")
ALL: Final = (*OF_A_ROLE, "gateways", "resilience", "hubs", "fewest-ways-in", "dead-ends", "islands", "reach",
              "mobility")  # fmt: skip
FIRST: Final[dict[Audience | None, str]] = {
    None: "gateways",
    "student": "reach",
    "counsellor": "gateways",
    "recruiter": "feeders",
}
TOWARDS: Final = ("gateways", "hubs", "resilience")
WITH_LEGEND: Final = ("resilience", "supposed", "dead-ends", "islands")
NO_CONDITION: Final[dict[str, list[str]]] = {"step": [], "drop": [], "instead": [], "months": []}
PLAIN: Final = {"displayModeBar": False}
NAMING_NODES: Final = frozenset({"feeders", "gateways", "hubs", "resilience", "fewest-ways-in"})


# Who types to find an option types plain spaces.
_NO_BREAK: Final = "\N{NO-BREAK SPACE}"


def main() -> None:
    """Draw the page that the address asks for."""
    lang = language()
    draw_frame("structure")
    st.title(tell("structure.page.title"), anchor=False)
    st.markdown(plain(tell("structure.page.what")))
    said = query()
    measure = _measure(said, lang)
    goals = _goals(said, lang)
    if measure in OF_A_ROLE:
        role = _role(goals, lang)
        if role is not None:
            _of_a_role(measure, role, said, lang)
    else:
        _of_the_map(next(each for each in MEASURES if each == measure), goals, lang)
    _downloads(lang)


# --- what is asked --------------------------------------------------------------------------------


def _measure(said: Said, lang: Lang) -> str:
    """The measure that the address asks for, or the one that its reader wants first."""
    asked = said.get("measure", [""])[0]
    if asked and asked not in ALL:
        message_for([("measure", asked, the_map().nearest(asked, ALL))], lang)
    measure = asked if asked in ALL else FIRST[audience()]
    st.session_state["measure"] = measure
    st.pills(tell("structure.page.measure"), ALL, key="measure", on_change=_choose_measure,
             format_func=lambda each: tell(f"structure.page.measure.{each}"))  # fmt: skip
    return measure


def _choose_measure() -> None:
    """Another measure, of the same roles; the one in sight again where none is left pressed."""
    chosen = st.session_state["measure"]
    if chosen is not None:
        _say(measure=[chosen], **NO_CONDITION)


def _say(**told: Sequence[str]) -> None:
    """Let the address say this instead, and go on saying the rest."""
    said = {**query(), **told}
    say_in_address({name: list(each) for name, each in said.items() if each})


def _goals(said: Said, lang: Lang) -> tuple[str, ...]:
    """The roles that the address names; what else it names is told."""
    catalogue, named = the_map(), tuple(dict.fromkeys(said.get("to", ())))
    unknown = [node for node in named if node not in catalogue.nodes]
    message_for((("to", node, catalogue.nearest(node, catalogue.roles)) for node in unknown), lang)
    for node in named:
        if node in catalogue.qualifications:
            name = catalogue.label(node, lang)
            st.warning(plain(tell("structure.page.not_a_role", name=name)))
    return tuple(node for node in named if node in catalogue.roles)


def _by_name(lang: Lang) -> list[str]:
    return sorted(the_map().roles, key=_label(lang))


def _label(lang: Lang) -> Callable[[str], str]:
    catalogue = the_map()
    return lambda node: catalogue.label(node, lang)


# --- of one role ----------------------------------------------------------------------------------


def _role(goals: tuple[str, ...], lang: Lang) -> str | None:
    st.session_state["role"] = goals[0] if goals else None
    role = st.selectbox(tell("structure.page.role"), _by_name(lang), key="role", index=None,
                        format_func=_label(lang), placeholder=tell("structure.page.role_example"),
                        on_change=_choose_role)  # fmt: skip
    if role is None:
        st.info(plain(tell("structure.page.choose_role")))
    return role


def _choose_role() -> None:
    role = st.session_state["role"]
    _say(to=[role] if role else [], **NO_CONDITION)


def _of_a_role(measure: str, role: str, said: Said, lang: Lang) -> None:
    with st.spinner(tell("structure.page.searching")):
        sheet = the_feeders(role, lang) if measure == "feeders" else _supposed(role, said, lang)
    if sheet is not None:
        _draw(sheet, role, lang)
    _into(role, lang)


def _supposed(role: str, said: Said, lang: Lang) -> MeasureSheet | None:
    """Who enters when the condition that the address names is dropped."""
    options = {
        (each.step.id, each.name): words.replace(_NO_BREAK, " ") for each, words in the_conditions(role, lang)
    }
    if not options:
        st.info(plain(tell("structure.page.no_condition", role=the_map().label(role, lang))))
        return None
    asked = (said.get("step", [""])[0], said.get("drop", [""])[0])
    if any(asked) and asked not in options:
        message_for([("drop", " ".join(asked).strip(), ())], lang)
    st.session_state["condition"] = asked if asked in options else None
    chosen = st.selectbox(tell("structure.page.condition"), list(options), key="condition", index=None,
                          format_func=lambda each: options[each], on_change=_choose_condition,
                          placeholder=tell("structure.page.condition_example"))  # fmt: skip
    if chosen is None:
        st.info(plain(tell("structure.page.choose_condition")))
        return None
    instead, months = _instead(role, said, lang)
    return the_supposed(*chosen, instead, months, lang)


def _choose_condition() -> None:
    step, drop = st.session_state["condition"] or ("", "")
    _say(step=[step] if step else [], drop=[drop] if drop else [])


def _instead(role: str, said: Said, lang: Lang) -> tuple[str | None, int]:
    """What is accepted in the place of the condition: a qualification, and months of work in the field."""
    catalogue, named = the_map(), said.get("instead", [""])[0]
    known = named in catalogue.qualifications
    if named and not known:
        message_for([("instead", named, catalogue.nearest(named, catalogue.qualifications))], lang)
    st.session_state["instead"] = named if known else None
    st.selectbox(tell("structure.page.instead"), sorted(catalogue.qualifications, key=_label(lang)),
                 key="instead", index=None, format_func=_label(lang), on_change=_choose_instead,
                 placeholder=tell("structure.page.instead_example"))  # fmt: skip
    family = catalogue.roles[role].family
    if not known or family is None:
        return (named if known else None), 0
    asked = said.get("months", [""])[0]
    months = min(int(asked), MOST_MONTHS) if asked.isascii() and asked.isdigit() else 0
    st.session_state["months"] = months
    name = catalogue.families[family].label[lang]
    st.number_input(tell("structure.page.months", family=name), 0, MOST_MONTHS, key="months", step=6,
                    on_change=_choose_instead)  # fmt: skip
    return named, months


def _choose_instead() -> None:
    instead, months = st.session_state["instead"], st.session_state.get("months", 0)
    _say(instead=[instead] if instead else [], months=[str(months)] if instead and months else [])


# --- of the whole map -----------------------------------------------------------------------------


def _of_the_map(measure: Measure, goals: tuple[str, ...], lang: Lang) -> None:
    chosen = goals if measure in TOWARDS else ()
    if measure in TOWARDS:
        st.session_state["roles"] = list(goals)
        st.multiselect(tell("structure.page.roles"), _by_name(lang), key="roles", format_func=_label(lang),
                       placeholder=tell("structure.page.roles_example"), on_change=_choose_roles,
                       select_all=False)  # fmt: skip
    bar = st.progress(0.0, tell("structure.page.searching"))

    def progress(part: Part, done: int, of: int) -> None:
        bar.progress(done / of if of else 1.0, say(f"structure.searching.{part}", lang))

    try:
        sheet = the_measure(measure, chosen, lang, progress)
    finally:
        bar.empty()
    _draw(sheet, chosen[0] if len(chosen) == 1 else None, lang)


def _choose_roles() -> None:
    _say(to=st.session_state["roles"])


# --- one measure ----------------------------------------------------------------------------------


def _draw(sheet: MeasureSheet, role: str | None, lang: Lang) -> None:
    """A measure: what it means, the drawing, the list behind it, how it is counted, its table."""
    st.header(plain(sheet.title), anchor=False)
    st.markdown(plain(sheet.meaning))
    st.markdown(f"**{plain(sheet.message)}**")
    if sheet.lines:
        _drawing(sheet, lang)
        draw_ranked(the_map(), sheet, lang)
    else:
        st.info(plain(tell("structure.page.none")))
    st.subheader(tell("structure.page.counted"), anchor=False)
    st.markdown(bullets((0, text) for text in (sheet.formula, *sheet.limits)))
    sources(sheet.citations, lang)
    st.caption(plain(sheet.dated))
    if sheet.table.rows:
        name = "-".join(part for part in ("structure", sheet.key, role) if part)
        offer_csv("structure-csv", lang, name, lambda: sheet.table)


def _drawing(sheet: MeasureSheet, lang: Lang) -> None:
    """The drawing, with its legend; a small screen gets the list alone."""
    with st.container(key="drawing-structure"):
        for number, grid in enumerate(sheet.grids):
            st.subheader(plain(grid.heading), anchor=False)
            st.plotly_chart(grid_figure(grid, lang), key=f"grid-{number}-{lang}",
                            config=PLAIN, alt=f"{sheet.title}. {grid.heading}")  # fmt: skip
        if sheet.bars:
            st.plotly_chart(measure_figure(the_map(), sheet, lang), key=f"bars-{sheet.key}-{lang}",
                            config=PLAIN, alt=_alt(sheet))  # fmt: skip
        if legend := _legend(sheet, lang):
            st.caption(plain(" ".join(legend)))


def _alt(sheet: MeasureSheet) -> str:
    told = (f"{bar.name} : {bar.said}" for bar in sheet.bars[:MOST_BARS])
    return f"{sheet.title}. {' ; '.join(told)}"


def _legend(sheet: MeasureSheet, lang: Lang) -> list[str]:
    told = []
    if sheet.key in NAMING_NODES:
        key = "legend" if len(sheet.bars) > MOST_BARS else "legend_all"
        told.append(say(f"structure.page.{key}", lang, n=MOST_BARS))
    if sheet.key in WITH_LEGEND or sheet.grids:
        told.append(say(f"structure.page.legend.{sheet.key}", lang))
    if sheet.grids:
        told.append(say("structure.page.no_head_counts", lang))
    return told


# --- to take away ---------------------------------------------------------------------------------


def _into(role: str, lang: Lang) -> None:
    """The ways into a role as files."""
    st.header(tell("structure.page.download.into"), anchor=False)
    name = the_map().label(role, lang)
    st.markdown(plain(tell("structure.page.download.into_what", role=name)))
    _files("into", role, lang)


def _downloads(lang: Lang) -> None:
    """The whole map as files."""
    st.header(tell("structure.page.download"), anchor=False)
    st.markdown(plain(tell("structure.page.download.what")))
    _files("map", None, lang)


def _files(key: str, into: str | None, lang: Lang) -> None:
    """A button for each format; the file is made when it is clicked."""
    catalogue = the_map()
    with st.container(horizontal=True, key=f"files-{key}"):
        for each in FORMATS:
            make = partial(export_bytes, catalogue, each, into=into, lang=lang)
            name = file_name(catalogue, each, into)
            st.download_button(tell(f"structure.page.format.{each}"), make, name, key=f"{key}-{each}",
                               on_click="ignore", icon=":material/download:")  # fmt: skip


main()
