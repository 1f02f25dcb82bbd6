"""An employer's own job titles: which role each means, and what these roles show; all in memory only."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable, Iterator, Sequence
from math import ceil
from typing import Final

import streamlit as st

from pathways.cards import Block, Line
from pathways.errors import BadTable
from pathways.importing import titles_template
from pathways.matching import Match, State
from pathways.model import Lang
from pathways.names import fold
from pathways.sheets.matching import MatchingSheet, Placed, role_with_code, title_with_heads, why_in_words
from pathways.sheets.staffing import StaffingSheet
from pathways.sheets.tables import ladders_table, moves_table, our_roles_table, weak_points_table
from pathways.spreadsheets import SEPARATORS, Table, csv_of
from pathways.staffing import OurRole
from pathways.ui.cache import the_map
from pathways.ui.downloads import offer_csv
from pathways.ui.examples import TITLES
from pathways.ui.frame import draw_frame
from pathways.ui.own_titles import (
    WAYS,
    OwnList,
    Progress,
    forget,
    in_words,
    keep,
    kept,
    staffing_in_words,
    writer,
)
from pathways.ui.state import card_address, keep_in_address, language, query, tell
from pathways.ui.tables import draw_table
from pathways.ui.uploading import draw_uploader
from pathways.ui.widgets import bullets, draw_list, flat, plain, plain_label, sources
from pathways.wording import day, say, say_many

NO_ROLE: Final = ""
MOST_IN_SIGHT: Final = 50
MOST_OTHERS: Final = {True: 1, False: 3}
"""Other possibilities in sight, of a line with a role and of one without; the choice below has them all."""
MOST_DECIDED_AT_ONCE: Final = 10
LONGEST_PASTED: Final = 200_000


def main() -> None:
    """Draw the page that the address asks for."""
    lang = language()
    draw_frame("titles")
    st.title(tell("own.title"), anchor=False)
    st.markdown(plain(tell("own.what")))
    st.caption(plain(tell("own.in_memory")))
    own = _given(_way(lang), lang)
    if own is None:
        return
    try:
        matches = own.matches(lang, _progress(say("own.matching", lang)))
    except BadTable as error:
        _refused(error)
        return
    sheet = in_words(own, matches, lang)
    _matched(sheet, lang)
    _decide(own, sheet, lang)
    _show(own, matches, lang)


def _progress(text: str) -> Progress:
    """A bar that shows how far something is; it goes when that is done."""
    place = st.empty()

    def show(done: int, total: int) -> None:
        if done == total:
            place.empty()
        elif 100 * done // total > 100 * (done - 1) // total:
            place.progress(done / total, text)

    return show


# --- the list -------------------------------------------------------------------------------------


def _way(lang: Lang) -> str:
    """How the list is given: the address says it, and nothing of the list."""
    asked = query().get("list", [WAYS[0]])[-1]
    st.session_state["own-way"] = asked if asked in WAYS else WAYS[0]
    st.radio(tell("own.way"), WAYS, key="own-way", horizontal=True, on_change=keep_in_address,
             args=("own-way", "list"), format_func=lambda way: say(f"own.way.{way}", lang))  # fmt: skip
    way: str = st.session_state["own-way"]
    return way


def _given(way: str, lang: Lang) -> OwnList | None:
    if way == "file":
        _ask_file(lang)
    elif way == "text":
        _ask_text()
    else:
        st.caption(plain(tell("own.example")))
        if kept(way) is None:
            keep(way, OwnList("", TITLES))
    own = kept(way)
    if own is not None and way != "example":
        name = own.name or say("titles.pasted", lang)
        st.button(plain_label(tell("own.forget", name=name)), key="own-forget", on_click=_forget, args=(way,))
    return own


def _ask_file(lang: Lang) -> None:
    """A place for a file; its key changes when a list is forgotten, so that the place is empty again."""
    key = f"own-file-{st.session_state.get('own-files', 0)}"
    draw_uploader(tell("own.upload"), key=key, on_change=_take_file, args=(key,))
    st.markdown(plain(tell("own.columns")))
    st.download_button(
        tell("own.template"), csv_of(titles_template(lang), separator=SEPARATORS[lang]),
        f"{tell('own.template_name')}.csv", "text/csv", key="own-template", on_click="ignore",
    )  # fmt: skip


def _take_file(key: str) -> None:
    given = st.session_state[key]
    if given is None:
        forget("file")
    else:
        keep("file", OwnList(given.name, given.getvalue()))


def _ask_text() -> None:
    own = kept("text")
    if own is not None and "own-text" not in st.session_state:
        st.session_state["own-text"] = own.content
    with st.form("own-text-form"):
        st.text_area(tell("own.text"), key="own-text", height=220, max_chars=LONGEST_PASTED,
                     placeholder=tell("own.text_example"), help=tell("own.text_help"))  # fmt: skip
        st.form_submit_button(tell("own.text_go"), key="own-text-go", on_click=_take_text)


def _take_text() -> None:
    keep("text", OwnList("", st.session_state["own-text"]))


def _forget(way: str) -> None:
    forget(way)
    st.session_state["own-files"] = st.session_state.get("own-files", 0) + 1
    st.session_state.pop("own-text", None)


def _refused(error: BadTable) -> None:
    st.error(plain(tell("own.refused")))
    told = (tell("class.problem", where=p.where, what=p.what, remedy=p.remedy) for p in error.problems)
    st.markdown(bullets((0, text) for text in told))


# --- which role each title means ------------------------------------------------------------------


def _matched(sheet: MatchingSheet, lang: Lang) -> None:
    st.header(plain(sheet.message), anchor=False)
    counted = [say_many(f"own.count.{state}", n, lang) for state, n in _numbers(sheet.lines) if n]
    st.markdown(plain(f"{' · '.join(counted)}."))
    columns = [say(f"own.column.{column}", lang) for column in ("title", "state", "role", "others")]
    _draw_lines(columns, sheet.lines[:MOST_IN_SIGHT], lang)
    if len(sheet.lines) > MOST_IN_SIGHT:
        more = say_many("own.more_lines", len(sheet.lines) - MOST_IN_SIGHT, lang)
        with st.expander(plain(more), key="own-more"):
            _draw_lines(columns, sheet.lines[MOST_IN_SIGHT:], lang)
    with st.expander(tell("own.how"), key="own-how"):
        st.markdown(bullets((0, remark) for remark in sheet.remarks))


def _numbers(lines: Sequence[Placed]) -> Iterator[tuple[str, int]]:
    """How many lines have a role, are still to be looked at, and have none."""
    undecided = [line.match.state for line in lines if line.role is None]
    waiting = undecided.count(State.TO_CHECK)
    yield "placed", len(lines) - len(undecided)
    yield "waiting", waiting
    yield "without", len(undecided) - waiting


def _draw_lines(columns: Sequence[str], lines: Iterable[Placed], lang: Lang) -> None:
    draw_table(tell("own.lines"), columns, (tuple(_cells(line, lang)) for line in lines))


def _cells(line: Placed, lang: Lang) -> Iterator[str]:
    yield html.escape(title_with_heads(writer(lang), line.match))
    yield html.escape(line.state)
    if line.role is not None:
        yield _role(line.role, line.confidence, lang)
    else:
        yield html.escape(why_in_words(writer(lang), line.match, None) or tell("own.none"))
    likeliest = line.others[: MOST_OTHERS[line.role is not None]]
    yield "<br>".join(_role(each.role, each.confidence, lang) for each in likeliest)


def _role(role: str, confidence: int | None, lang: Lang) -> str:
    """A role that leads to its card, with how like the title it is."""
    link = _link(role, role_with_code(writer(lang), role))
    return link if confidence is None else say("own.scored", lang, role=link, confidence=confidence)


# --- a person decides -----------------------------------------------------------------------------


def _decide(own: OwnList, sheet: MatchingSheet, lang: Lang) -> None:
    st.subheader(tell("own.decide"), anchor=False)
    st.markdown(plain(tell("own.decide_how")))
    by_state = {state: _once(line for line in sheet.lines if line.match.state is state) for state in State}
    found = [state for state in (State.TO_CHECK, State.UNMATCHED, State.MATCHED) if by_state[state]]
    shown = st.radio(tell("own.decide_which"), found, key="own-state", horizontal=True,
                     format_func=lambda s: say_many(f"own.state.{s}", len(by_state[s]), lang))  # fmt: skip
    for line in _page(by_state[shown], lang):
        _ask_role(own, line, lang)
    st.markdown(plain(tell("own.corrected")))
    offer_csv("own-csv", lang, tell("own.corrected_name"), lambda: sheet.table)


def _once(lines: Iterable[Placed]) -> list[Placed]:
    """One line for each title that is asked of the map."""
    return list({line.match.listed.asked: line for line in reversed(list(lines))}.values())[::-1]


def _page(lines: list[Placed], lang: Lang) -> list[Placed]:
    """A few lines at a time."""
    pages = ceil(len(lines) / MOST_DECIDED_AT_ONCE)
    if pages == 1:
        return lines
    number = int(st.number_input(say("own.page", lang, n=pages), 1, pages, key=f"own-page-{pages}"))
    return lines[MOST_DECIDED_AT_ONCE * (number - 1) : MOST_DECIDED_AT_ONCE * number]


def _ask_role(own: OwnList, line: Placed, lang: Lang) -> None:
    """Which role a title means: the likeliest first, then that it is none, then all others."""
    asked, match = line.match.listed.asked, line.match
    key = f"own-role-{id(own)}-{asked}"
    likely = {each.role: each.confidence for each in match.candidates}
    others = (role for role in sorted(the_map().roles, key=_by_label(lang)) if role not in likely)
    is_set_aside = line.role is None and asked in own.decisions
    st.session_state[key] = NO_ROLE if is_set_aside else line.role
    st.selectbox(
        plain_label(tell("own.role_of", title=title_with_heads(writer(lang), match))),
        [*likely, NO_ROLE, *others], index=None, key=key, on_change=_take_role, args=(own, match, key),
        format_func=lambda role: _option(role, likely.get(role), lang), placeholder=tell("own.choose"),
    )  # fmt: skip
    why = why_in_words(writer(lang), match, line.role)
    if why:
        st.caption(plain(why))


def _by_label(lang: Lang) -> Callable[[str], tuple[str, str]]:
    return lambda role: (fold(the_map().label(role, lang)), role)


def _option(role: str, confidence: int | None, lang: Lang) -> str:
    if role == NO_ROLE:
        return say("own.no_role", lang)
    name = role_with_code(writer(lang), role)
    return name if confidence is None else say("own.scored", lang, role=name, confidence=confidence)


def _take_role(own: OwnList, match: Match, key: str) -> None:
    """What a person chose; nothing chosen any more is as if nobody had decided."""
    role = st.session_state[key]
    if role is None:
        own.decisions.pop(match.listed.asked, None)
    else:
        own.decisions[match.listed.asked] = role or None


# --- what the roles show --------------------------------------------------------------------------


def _show(own: OwnList, matches: tuple[Match, ...], lang: Lang) -> None:
    found = own.staffing(matches, _progress(say("staffing.searching", lang)))
    if not found.ours:
        st.info(plain(tell("own.no_roles")))
        return
    sheet = staffing_in_words(found, lang)
    blocks = {block.key: block for block in sheet.blocks}
    _our_roles(sheet, lang)
    _ladders(sheet, blocks["staffing.ladders"], lang)
    _weak(sheet, blocks["staffing.weak"], lang)
    _hires(sheet, blocks["staffing.hires"], lang)
    _next(sheet, blocks["staffing.next"], lang)
    if "staffing.unplaced" in blocks:
        _head(blocks["staffing.unplaced"])
        draw_list(the_map(), flat(blocks["staffing.unplaced"].lines), lang)
    st.markdown(bullets((0, remark) for remark in sheet.remarks))


def _our_roles(sheet: StaffingSheet, lang: Lang) -> None:
    st.header(plain(sheet.message), anchor=False)
    edition, on = the_map().file.edition, the_map().file.as_of
    st.caption(plain(say("card.dated", lang, day=day(on, lang), edition=edition)))
    st.markdown(plain(tell("own.meaning.grid")))
    columns = [say("staffing.column.rung", lang), *sheet.grid.families]
    rows = (
        (html.escape(name), *(_standing(cell, lang) for cell in cells)) for name, cells in sheet.grid.rows
    )
    draw_table(tell("own.grid"), columns, rows)
    st.markdown(plain(tell("own.meaning.minimum")))
    linked = (
        (_link(ours.id, row[0]), *(html.escape(str(cell)) for cell in row[1:]))
        for ours, row in zip(sheet.staffing.ours, sheet.table.rows, strict=True)
    )
    draw_table(tell("own.minima"), sheet.table.columns, linked)
    sources(sheet.pay_sources, lang)
    offer_csv("own-roles-csv", lang, tell("own.roles_name"), lambda: our_roles_table(writer(lang), sheet))


def _standing(cell: Iterable[OurRole], lang: Lang) -> str:
    """The roles of a place on the map, with how many people have them."""
    return "<br>".join(
        _link(ours.id, writer(lang).label(ours.id))
        + ("" if ours.heads is None else html.escape(say("own.heads", lang, n=ours.heads)))
        for ours in cell
    )


def _link(role: str, text: object) -> str:
    return f'<a href="{html.escape(card_address(role))}">{html.escape(str(text))}</a>'


def _head(block: Block) -> None:
    """What a block is called, and what it means."""
    st.header(plain(block.title), anchor=False)
    st.markdown(plain(tell(f"own.meaning.{_short(block)}")))


def _foot(block: Block, lang: Lang, table: Callable[[], Table]) -> None:
    """The sources of a block, and its table to take away."""
    sources(block.citations, lang)
    offer_csv(f"own-{_short(block)}-csv", lang, tell(f"own.{_short(block)}_name"), table)


def _short(block: Block) -> str:
    return block.key.rpartition(".")[2]


def _ladders(sheet: StaffingSheet, block: Block, lang: Lang) -> None:
    """The ladders, each role of them leading to its card."""
    _head(block)
    items = (_ladder(ladder, lang) for ladder in sheet.staffing.ladders)
    if sheet.staffing.ladders:
        st.html(f"<ol>{''.join(f'<li>{item}</li>' for item in items)}</ol>")
    else:
        draw_list(the_map(), flat(block.lines), lang)
    _foot(block, lang, lambda: ladders_table(writer(lang), sheet))


def _weak(sheet: StaffingSheet, block: Block, lang: Lang) -> None:
    """Each role that others hang on, with those others and the ways there from outside."""
    _head(block)
    points = [line for line in block.lines if line.node]
    for place, line in enumerate(points):
        with st.expander(plain(line.text), key=f"own-weak-{line.node}", expanded=not place):
            draw_list(the_map(), flat(line.children), lang)
    if not points:
        draw_list(the_map(), flat(block.lines), lang)
    _foot(block, lang, lambda: weak_points_table(writer(lang), sheet))


def _ladder(ladder: Sequence[str], lang: Lang) -> str:
    roles = " → ".join(_link(role, writer(lang).label(role)) for role in ladder)
    return say_many("staffing.ladder", len(ladder), lang, roles=roles)


def _hires(sheet: StaffingSheet, block: Block, lang: Lang) -> None:
    """Who could come from inside, role by role; those for whom nobody could are named together."""
    _head(block)
    some = [line for line in block.lines if line.children]
    for line in some:
        with st.expander(_fewer(line, lang), key=f"own-hires-{line.node}"):
            draw_list(the_map(), flat(line.children), lang)
    nobody = [line for line in block.lines if not line.children]
    if nobody:
        draw_list(the_map(), flat(nobody), lang)
    _foot(block, lang, lambda: moves_table(writer(lang), sheet, inside=True))


def _fewer(line: Line, lang: Lang) -> str:
    assert line.node is not None
    role = the_map().label(line.node, lang)
    return plain(say_many("own.ways_from_inside", len(line.children), lang, role=role))


def _next(sheet: StaffingSheet, block: Block, lang: Lang) -> None:
    """What comes next for one of our roles."""
    _head(block)
    by_role = {line.node: line for line in block.lines if line.node}
    if st.session_state.get("own-next") not in by_role:
        st.session_state["own-next"] = next(iter(by_role))
    role = st.selectbox(tell("own.next_of"), list(by_role), key="own-next",
                        format_func=lambda role: role_with_code(writer(lang), role))  # fmt: skip
    line = by_role[role]
    draw_list(the_map(), flat(line.children or (line,)), lang)
    _foot(block, lang, lambda: moves_table(writer(lang), sheet, inside=False))


main()
