"""What all visitors share: the map, its tables and its drawings, read once and never changed."""

from __future__ import annotations

import gc
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Any, Final, Generic, TypeVar

import streamlit as st

from pathways.analysis import (
    Analysis,
    Droppable,
    Measure,
    Telling,
    accepting,
    analyse,
    droppable,
    feeders,
    without,
)
from pathways.cards import Block, Card, Writer, card, short_way
from pathways.catalogue import Catalogue, file_named, load
from pathways.choices import Choice, Progress, TwoChoices, choices_in, open_steps
from pathways.cohort import compared
from pathways.counting import what_counts
from pathways.coverage import Coverage, common_starts, coverage
from pathways.errors import DataError
from pathways.figures import Figure, route_figure, timeline_figure
from pathways.gaps import missing_today
from pathways.layout import Overview, overview
from pathways.model import AllOf, Experience, Holds, Lang, Practice, Profile, Requirement
from pathways.openers import would_open
from pathways.pay import PayTables, load_pay
from pathways.questions import Question
from pathways.reach import reached_in
from pathways.routes import Answer, answer
from pathways.selection import Selection, Sieve
from pathways.sheets import AnswerSheet, GapSheet, answer_sheet, gap_sheet, pay_blocks
from pathways.sheets.analysis import MeasureSheet, measure_sheet
from pathways.sheets.changes import LoggedEdition, read_log
from pathways.sheets.choices import (
    ChoiceSheet,
    OpenStep,
    TwoChoicesSheet,
    choice_sheet,
    open_steps_in_words,
    two_choices_sheet,
)
from pathways.sheets.cohort import CohortSheet, cohort_sheet
from pathways.sheets.compared_nodes import compare_nodes
from pathways.sheets.compared_profiles import compare_profiles
from pathways.sheets.compared_routes import compare_routes
from pathways.sheets.comparison import ComparisonSheet
from pathways.sheets.counting import CountingSheet, counting_sheet
from pathways.sheets.feeders import droppable_in_words, feeders_sheet, supposed_sheet
from pathways.sheets.reach import ReachSheet, reach_sheet
from pathways.ui.widgets import plain
from pathways.wording import in_one_line, outline, say

MOST_CARDS: Final = 1_000
MOST_SELECTIONS: Final = 200
MOST_QUESTIONS: Final = 500
MOST_CHOICES: Final = 200
MOST_ANALYSES: Final = 50
_LOGS: Final[dict[Lang, str]] = {"fr": "CHANGELOG.fr.md", "en": "CHANGELOG.md"}

Value = TypeVar("Value")


@st.cache_resource(show_spinner=False)
def the_map() -> Catalogue:
    """
    The map that ``PATHWAYS_DATA`` names, or that of the branch.

    Streamlit looks through all memory for garbage after each run of a page: what never changes is left out.
    """
    catalogue = load()
    gc.collect()
    gc.freeze()
    return catalogue


def can_be_read(lang: Lang) -> bool:
    """Whether the data can be read; where not, the page says what is wrong, and nothing else is drawn."""
    try:
        the_map()
    except DataError as error:
        st.title(say("error.no_data", lang), anchor=False)
        st.error(plain(str(error)))
        return False
    return True


@st.cache_resource(show_spinner=False)
def the_pay() -> PayTables:
    """The pay tables."""
    return load_pay()


@st.cache_resource(show_spinner=False)
def the_sieve() -> Sieve:
    """The map, ready to be filtered."""
    return Sieve(the_map())


@st.cache_resource(show_spinner=False, max_entries=MOST_SELECTIONS)
def the_layout(selection: Selection) -> Overview:
    """Where what is shown of the map is drawn."""
    return overview(the_map(), the_sieve().shown(selection))


@st.cache_resource(show_spinner=False)
def the_coverage() -> Coverage:
    """What the map holds and lacks."""
    return coverage(the_map())


@st.cache_resource(show_spinner=False)
def the_log(lang: Lang) -> tuple[LoggedEdition, ...]:
    """What changed from edition to edition, as told beside the map; nothing where there is no log."""
    path = file_named(None).with_name(_LOGS[lang])
    return read_log(path.read_text(encoding="utf-8")) if path.is_file() else ()


@st.cache_resource(show_spinner=False, max_entries=MOST_CARDS)
def the_card(node: str, lang: Lang) -> Card:
    """The card of a node on the day of the map, with its pay; visitors who open the same share it."""
    writer = _writer(lang)
    return card(writer.catalogue, node, lang, writer.on, extra=pay_blocks(writer, the_pay(), node))


def _writer(lang: Lang) -> Writer:
    return Writer(the_map(), lang, the_map().file.as_of)


@st.cache_resource(show_spinner=False, max_entries=MOST_QUESTIONS)
def _found(question: Question) -> Answer:
    return answer(the_map(), question)


@st.cache_resource(show_spinner=False, max_entries=MOST_QUESTIONS)
def the_answer(question: Question, lang: Lang) -> AnswerSheet:
    """The answer to a question about routes; visitors who ask the same share it."""
    found = _found(question)
    openers = would_open(the_map(), found)
    return answer_sheet(Writer(the_map(), lang, question.on), the_pay(), found, openers)


@st.cache_resource(show_spinner=False, max_entries=MOST_CARDS)
def nodes_compared(nodes: tuple[str, ...], lang: Lang) -> ComparisonSheet:
    """Nodes side by side on the day of the map."""
    return compare_nodes(_writer(lang), the_pay(), nodes)


@st.cache_resource(show_spinner=False, max_entries=MOST_QUESTIONS)
def routes_compared(question: Question, numbers: tuple[int, ...], lang: Lang) -> ComparisonSheet:
    """Routes of an answer side by side."""
    writer = Writer(the_map(), lang, question.on)
    return compare_routes(writer, the_pay(), the_answer(question, lang), numbers)


@st.cache_resource(show_spinner=False, max_entries=MOST_CARDS)
def the_way_in_one_line(step_id: str, lang: Lang) -> str:
    """A way in with its conditions, to be told from others of its kind."""
    writer, step = _writer(lang), the_map().step(step_id)
    conditions = outline(step.requires, writer.catalogue, lang, step=step)
    return f"{short_way(writer, step)} – {in_one_line(conditions, lang)}"


@st.cache_resource(show_spinner=False, max_entries=MOST_QUESTIONS)
def the_drawings(question: Question, number: int, lang: Lang) -> tuple[Figure, Figure]:
    """One route of an answer, from left to right and along the months."""
    route = the_answer(question, lang).routes[number]
    return route_figure(route, lang), timeline_figure(route, lang)


@st.cache_resource(show_spinner=False, max_entries=MOST_QUESTIONS)
def the_reach(question: Question, within: int | None, lang: Lang) -> ReachSheet:
    """What the person of a question can get to; its goal does not matter."""
    writer = Writer(the_map(), lang, question.on)
    return reach_sheet(writer, reached_in(the_map(), question, within), within)


@st.cache_resource(show_spinner=False)
def the_common_starts() -> tuple[str, ...]:
    """What people who begin hold most often."""
    return common_starts(the_map())


@st.cache_resource(show_spinner=False, max_entries=MOST_QUESTIONS)
def the_pay_of(node: str, question: Question, lang: Lang) -> tuple[Block, ...]:
    """What a role pays at least, or what one earns while preparing a qualification, on the day asked."""
    return pay_blocks(Writer(the_map(), lang, question.on), the_pay(), node)


@st.cache_resource(show_spinner=False, max_entries=MOST_QUESTIONS)
def the_starts(question: Question, lang: Lang) -> CohortSheet:
    """How far the typical people of the map are from the goal of a question."""
    people = [(entry.id, entry.profile) for entry in the_map().file.entry_points]
    return cohort_sheet(Writer(the_map(), lang, question.on), compared(the_map(), question, people))


def the_cohort(
    question: Question,
    profiles: tuple[tuple[str, Profile], ...],
    way: str | None,
    lang: Lang,
    progress: Progress,
) -> CohortSheet:
    """
    How far several people are from the goal of a question, and how they differ on one way to it.

    Worked out for each visit: a list of people is nobody else's, and nothing keeps it.
    """
    found = compared(the_map(), question, profiles, way, progress)
    return cohort_sheet(Writer(the_map(), lang, question.on), found)


def people_compared(sheet: CohortSheet, lang: Lang) -> ComparisonSheet:
    """A few people with one goal side by side."""
    return compare_profiles(Writer(the_map(), lang, sheet.cohort.question.on), the_pay(), sheet)


@st.cache_resource(show_spinner=False, max_entries=MOST_QUESTIONS)
def the_counting(question: Question, lang: Lang) -> CountingSheet:
    """What the work that the person of a question has done counts for."""
    return counting_sheet(Writer(the_map(), lang, question.on), what_counts(the_map(), question))


@st.cache_resource(show_spinner=False, max_entries=MOST_QUESTIONS)
def the_open_steps(question: Question, lang: Lang) -> tuple[OpenStep, ...]:
    """The steps that the person of a question can take today."""
    return open_steps_in_words(Writer(the_map(), lang, question.on), open_steps(the_map(), question))


def the_choices(
    question: Question, steps: tuple[str, ...], lang: Lang, progress: Progress
) -> tuple[ChoiceSheet, TwoChoicesSheet | None]:
    """
    What one step closes, or what each of two leaves open that the other does not.

    Raises
    ------
    BadValue
        A step cannot be taken today.
    """
    found = _choices().get((question, steps), lambda: choices_in(the_map(), question, steps, None, progress))
    writer = Writer(the_map(), lang, question.on)
    two = two_choices_sheet(writer, TwoChoices(*found)) if len(found) > 1 else None
    return choice_sheet(writer, found[0]), two


@st.cache_resource(show_spinner=False)
def _choices() -> Kept[tuple[Choice, ...]]:
    return Kept(MOST_CHOICES)


# --- the structure of the map ---------------------------------------------------------------------

_OF_ONE_SEARCH: Final[tuple[Measure, ...]] = ("reach", "hubs", "gateways", "islands", "fewest-ways-in")


def the_measure(measure: Measure, goals: tuple[str, ...], lang: Lang, progress: Telling) -> MeasureSheet:
    """
    A measure of the map on its day, towards some roles or all that are in force.

    Those that rest on one search of all routes are made together: who looks at one looks at the next.
    """
    together = _OF_ONE_SEARCH if measure in _OF_ONE_SEARCH else (measure,)
    found = _analyses().get(
        (together, goals), lambda: analyse(the_map(), together, to=goals or None, progress=progress)
    )
    return measure_sheet(_writer(lang), found, measure)


@st.cache_resource(show_spinner=False)
def _analyses() -> Kept[Analysis]:
    return Kept(MOST_ANALYSES)


@st.cache_resource(show_spinner=False, max_entries=MOST_CARDS)
def the_feeders(role: str, lang: Lang) -> MeasureSheet:
    """Who feeds a role, on the day of the map."""
    return feeders_sheet(_writer(lang), feeders(the_map(), role))


@st.cache_resource(show_spinner=False, max_entries=MOST_CARDS)
def the_conditions(role: str, lang: Lang) -> tuple[tuple[Droppable, str], ...]:
    """The conditions of a role that could be dropped, in words."""
    return tuple((each, droppable_in_words(_writer(lang), each)) for each in droppable(the_map(), role))


@st.cache_resource(show_spinner=False, max_entries=MOST_CARDS)
def the_supposed(step: str, condition: str, instead: str | None, months: int, lang: Lang) -> MeasureSheet:
    """
    Who enters when a step no longer asks for a condition, or accepts a qualification in its place.

    ``months`` of work in the field of the role are then asked for beside it.
    """
    catalogue = the_map()
    if instead is None:
        return supposed_sheet(_writer(lang), without(catalogue, step, [condition]))
    accepted = _with_work(instead, months, catalogue.roles[catalogue.step(step).target].family)
    return supposed_sheet(_writer(lang), accepting(catalogue, step, [condition], accepted))


def _with_work(qualification: str, months: int, family: str | None) -> Requirement:
    held = Holds(holds=qualification)
    if not months or family is None:
        return held
    return AllOf(all_of=(held, Experience(experience=Practice(months=months, family=family))))


# --- what is kept ---------------------------------------------------------------------------------


class Kept(Generic[Value]):
    """
    Values worked out once and shared: those used last are kept.

    Streamlit's own caches do not let what fills them draw, and so show no progress.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._values: OrderedDict[Any, Value] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Any, make: Callable[[], Value]) -> Value:
        """The value of a key; made where there is none, and not kept where that fails."""
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
                return self._values[key]
        made = make()
        with self._lock:
            self._values[key] = made
            while len(self._values) > self._most:
                self._values.popitem(last=False)
        return made


@st.cache_resource(show_spinner=False, max_entries=MOST_QUESTIONS)
def the_gap(question: Question, lang: Lang) -> GapSheet:
    """What is missing today for the goal of a question."""
    return gap_sheet(Writer(the_map(), lang, question.on), missing_today(the_map(), question))
