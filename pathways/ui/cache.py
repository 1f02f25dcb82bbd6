"""What all visitors share: the map, its tables and its drawings, read once and never changed."""

from __future__ import annotations

import streamlit as st

from pathways.catalogue import Catalogue, load
from pathways.errors import DataError
from pathways.figures import Figure, overview_figure
from pathways.layout import overview
from pathways.model import Lang
from pathways.pay import PayTables, load_pay
from pathways.questions import Question
from pathways.routes import Answer, answer
from pathways.ui.widgets import plain
from pathways.wording import say


@st.cache_resource(show_spinner=False)
def the_map() -> Catalogue:
    """The map that ``PATHWAYS_DATA`` names, or that of the branch."""
    return load()


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
def the_overview(family: str | None, lang: Lang) -> Figure:
    """The drawing of the whole map, or of one family."""
    families = frozenset({family}) if family else None
    return overview_figure(the_map(), overview(the_map(), families), lang)


@st.cache_resource(show_spinner=False, max_entries=500)
def the_answer(question: Question) -> Answer:
    """The answer to a question about routes; visitors who ask the same share it."""
    return answer(the_map(), question)
