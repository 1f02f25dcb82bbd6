"""About the data: what the map holds, what is assumed, what is dated, where it all comes from."""

from __future__ import annotations

import html
from collections.abc import Sequence

import streamlit as st

from pathways.cards import Reference, Writer, conflict_in_words
from pathways.coverage import Coverage
from pathways.figures import TwinLine
from pathways.model import Lang
from pathways.ui.cache import the_coverage, the_map
from pathways.ui.frame import draw_frame
from pathways.ui.state import address, language
from pathways.ui.widgets import bullets, draw_list, flat, linked_source, plain
from pathways.wording import day, say, say_many

COUNTED = {
    "qualifications": ("registered", "lapsed", "unsure", "without_code"),
    "roles": ("told", "untold"),
    "steps": ("stated", "derived", "assumed", "unknown_lengths"),
    "places": (),
    "sources": (),
}


def main() -> None:
    """Draw the page."""
    lang = language()
    draw_frame("about")
    st.title(say("about.title", lang), anchor=False)
    file = the_map().file
    edition = say("about.edition", lang, edition=file.edition, day=day(file.as_of, lang))
    st.markdown(plain(f"{file.title[lang]}. {edition}"))
    link = html.escape(address("changes"))
    st.html(f'<p><a href="{link}">{html.escape(say("about.changes", lang))}</a></p>')
    found = the_coverage()
    _coverage(found, lang)
    _assumed(found, lang)
    _dated(found, lang)
    _conflicts(lang)
    _sources(lang)
    for part in ("limits", "licence"):
        st.header(say(f"about.{part}", lang), anchor=False)
        words = say(f"about.{part}_text", lang, licence=file.licence)
        st.markdown(bullets((0, line) for line in words.split("\n")))


# --- what it holds --------------------------------------------------------------------------------


def _coverage(found: Coverage, lang: Lang) -> None:
    file = the_map().file
    totals = {
        "qualifications": len(file.qualifications),
        "roles": len(file.roles),
        "steps": len(file.steps),
        "places": len(file.training_places),
        "sources": len(file.sources),
    }
    st.header(say("about.coverage", lang), anchor=False)
    lines = []
    for whole, parts in COUNTED.items():
        lines.append((0, say_many(f"about.count.{whole}", totals[whole], lang)))
        lines += [(1, say_many(f"about.count.{part}", len(getattr(found, part)), lang)) for part in parts]
    st.markdown(bullets(lines))


def _assumed(found: Coverage, lang: Lang) -> None:
    st.header(say("about.assumed", lang), anchor=False)
    rule = the_map().file.practice
    if rule is not None:
        st.markdown(plain(say_many("about.practice", rule.months, lang, why=rule.why[lang])))
    st.markdown(plain(say_many("about.assumptions", len(found.assumptions), lang)))
    st.markdown(
        bullets(
            (0, say_many("about.assumption", count, lang, why=why[lang])) for why, count in found.assumptions
        )
    )


def _dated(found: Coverage, lang: Lang) -> None:
    st.header(say("about.dated", lang), anchor=False)
    st.markdown(plain(say_many("about.lapsing", len(found.lapsing), lang)))
    ends = [
        TwinLine(0, say("about.ends", lang, name=the_map().label(node, lang), day=day(end, lang)), node)
        for node, end in found.lapsing
    ]
    draw_list(the_map(), ends, lang)
    _named("lapsed", found.lapsed, lang)
    _named("unsure", found.unsure, lang)
    _named("untold", found.untold, lang)
    _named("islands", found.without_way_in, lang)


def _named(key: str, nodes: Sequence[str], lang: Lang) -> None:
    """Some cards by name, to unfold."""
    if nodes:
        with st.expander(say_many(f"about.{key}", len(nodes), lang), key=key):
            lines = sorted((the_map().label(node, lang), node) for node in nodes)
            draw_list(the_map(), (TwinLine(0, label, node) for label, node in lines), lang)


def _conflicts(lang: Lang) -> None:
    catalogue = the_map()
    writer = Writer(catalogue, lang, catalogue.file.as_of)
    st.header(say("about.conflicts", lang), anchor=False)
    st.caption(plain(say("about.conflicts_text", lang)))
    for node in catalogue.nodes.values():
        for number, conflict in enumerate(node.conflicts):
            told = conflict_in_words(writer, conflict)
            label = say("about.conflict", lang, name=node.label[lang], about=told.text)
            with st.expander(plain(label), key=f"conflict-{node.id}-{number}"):
                draw_list(catalogue, [TwinLine(0, node.label[lang], node.id), *flat(told.children)], lang)


# --- its sources ------------------------------------------------------------------------


def _sources(lang: Lang) -> None:
    st.header(say("about.sources", lang), anchor=False)
    listed = sorted(the_map().file.sources, key=lambda source: (source.publisher, source.title))
    with st.expander(say_many("about.sources_n", len(listed), lang), key="all-sources"):
        known = (Reference(s.id, s.title, s.publisher, s.date, s.url, None) for s in listed)
        items = "".join(f"<li>{linked_source(reference, lang)}</li>" for reference in known)
        st.html(f"<ul>{items}</ul>")


main()
