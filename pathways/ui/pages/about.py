"""About the data: what the map holds, what is assumed, what is dated, where it all comes from."""

from __future__ import annotations

import streamlit as st

from pathways.coverage import Coverage, coverage
from pathways.model import Lang
from pathways.ui.cache import the_map
from pathways.ui.state import draw_navigation, language
from pathways.ui.widgets import bullets, plain
from pathways.wording import day, say, say_many


def main() -> None:
    """Draw the page."""
    lang = language()
    draw_navigation(lang)
    st.title(say("about.title", lang), anchor=False)
    catalogue = the_map()
    found = coverage(catalogue)
    file = catalogue.file
    st.markdown(plain(say("about.edition", lang, edition=file.edition, day=day(file.as_of, lang))))
    st.markdown(plain(file.title[lang]))
    _coverage(found, lang)
    _assumed(lang)
    _dated(found, lang)
    _conflicts(lang)
    _glossary(lang)
    _sources(lang)
    for part in ("limits", "access", "licence"):
        st.header(say(f"about.{part}", lang), anchor=False)
        words = say(f"about.{part}_text", lang, licence=file.licence)
        st.markdown(bullets((0, line) for line in words.split("\n")))


def _coverage(found: Coverage, lang: Lang) -> None:
    st.header(say("about.coverage", lang), anchor=False)
    st.markdown(bullets((0, say_many(f"about.count.{key}", n, lang)) for key, n in found.counts().items()))


def _assumed(lang: Lang) -> None:
    st.header(say("about.assumed", lang), anchor=False)
    rule = the_map().file.practice
    if rule is not None:
        st.markdown(plain(say_many("about.practice", rule.months, lang, why=rule.why[lang])))


def _dated(found: Coverage, lang: Lang) -> None:
    catalogue = the_map()
    st.header(say("about.dated", lang), anchor=False)
    lapsing = [(0, f"{catalogue.label(node, lang)} : {day(until, lang)}") for node, until in found.lapsing]
    st.markdown(plain(say_many("about.lapsing", len(lapsing), lang)))
    st.markdown(bullets(lapsing))
    with st.expander(say_many("about.lapsed", len(found.lapsed), lang), key="lapsed"):
        st.markdown(bullets((0, catalogue.label(node, lang)) for node in found.lapsed))
    with st.expander(say_many("about.untold", len(found.untold), lang), key="untold"):
        st.markdown(bullets((0, catalogue.label(node, lang)) for node in found.untold))
    with st.expander(say_many("about.islands", len(found.without_way_in), lang), key="islands"):
        st.markdown(bullets((0, catalogue.label(node, lang)) for node in found.without_way_in))


def _conflicts(lang: Lang) -> None:
    catalogue = the_map()
    st.header(say("about.conflicts", lang), anchor=False)
    st.caption(plain(say("about.conflicts_text", lang)))
    for node in catalogue.nodes.values():
        for number, conflict in enumerate(node.conflicts):
            title = f"{node.label[lang]} — {conflict.about[lang]}"
            with st.expander(plain(title), key=f"conflict-{node.id}-{number}"):
                lines = []
                for place, value in enumerate(conflict.values):
                    key = "line.conflict_used" if place == conflict.used else "line.conflict_unused"
                    when = day(value.date, lang) if value.date else say("source.undated", lang)
                    title = catalogue.sources[value.source].title
                    lines.append((0, say(key, lang, source=title, date=when, value=value.value[lang])))
                st.markdown(bullets([*lines, (0, say("line.why", lang, why=conflict.why[lang]))]))


def _glossary(lang: Lang) -> None:
    st.header(say("about.glossary", lang), anchor=False)
    entries = sorted(the_map().file.glossary, key=lambda entry: entry.term.casefold())
    for entry in entries:
        st.markdown(f"**{plain(entry.term)}** — {plain(entry.text[lang])}")


def _sources(lang: Lang) -> None:
    st.header(say("about.sources", lang), anchor=False)
    listed = sorted(the_map().file.sources, key=lambda source: (source.publisher, source.title))
    with st.expander(say_many("about.sources_n", len(listed), lang), key="all-sources"):
        lines = []
        for source in listed:
            when = day(source.date, lang) if source.date else say("source.undated", lang)
            text = plain(
                say("source.document", lang, title=source.title, publisher=source.publisher, date=when)
            )
            lines.append(f"- [{text}]({source.url})" if source.url else f"- {text}")
        st.markdown("\n".join(lines))


main()
