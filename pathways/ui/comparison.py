"""
Things side by side, as a table that a screen reader can walk, and on a phone as one list for each row.

The roles of the table are written out: a browser forgets them where a table is laid out as anything else.
What differs is told by a sign, a word and the weight of the line, never by a colour.
"""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from typing import Final

import streamlit as st

from pathways.cards import Reference
from pathways.catalogue import Catalogue
from pathways.handout import comparison_handout
from pathways.model import Lang
from pathways.sheets.comparison import (
    Cell,
    CellLine,
    Column,
    ComparisonSheet,
    Row,
    comparison_table,
    mark,
    numbers_in,
)
from pathways.ui.downloads import offer_csv, offer_pdf, page_address
from pathways.ui.state import card_address, tell
from pathways.ui.widgets import bullets, draw_words, plain
from pathways.wording import day, say, say_many

MOST_LINES_IN_SIGHT: Final = 7

STYLE: Final = """<style>
.compared { width: 100%; border-collapse: collapse; table-layout: fixed; line-height: 1.45; }
.compared caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.compared .of { display: none; }
.compared th, .compared td {
  border: 1px solid #7a8594; padding: 0.5rem 0.65rem; text-align: left; vertical-align: top;
  overflow-wrap: anywhere; font-weight: 400; color: inherit;
}
.compared thead th { font-weight: 700; }
.compared thead th:first-child { width: 15rem; }
.compared small { font-weight: 400; font-size: 0.875rem; }
.compared tbody th { border-left-width: 1px; }
.compared .differs > th { font-weight: 700; border-left: 0.4rem solid currentColor; }
.compared .mark { display: block; font-size: 0.875rem; }
.compared td > small { display: block; margin-top: 0.35rem; }
.compared ul { margin: 0; padding-left: 1.1rem; }
.compared td > ul.alone { list-style: none; padding-left: 0; }
.compared .silent { font-style: italic; }
.compared summary { cursor: pointer; text-decoration: underline; padding: 0.25rem 0; }
@media (max-width: 800px) {
  .compared, .compared thead, .compared tbody, .compared tr, .compared th, .compared td { display: block; }
  .compared thead th:first-child { display: none; }
  .compared thead th { width: auto; border-bottom-width: 0; }
  .compared thead th:last-child { border-bottom-width: 1px; }
  .compared tbody tr { margin-top: 1.25rem; }
  .compared tbody th { font-size: 1.05rem; }
  .compared tbody td { border-top-width: 0; }
  .compared .of { display: block; font-weight: 700; margin-bottom: 0.2rem; }
}
</style>"""


def draw_sheet(catalogue: Catalogue, sheet: ComparisonSheet, lang: Lang) -> None:
    """A whole comparison: what differs in sentences, the table, its remarks, a file of it, its words."""
    st.header(plain(sheet.title), anchor=False)
    st.caption(plain(say("card.dated", lang, day=day(sheet.on, lang), edition=sheet.edition)))
    apart = [*filter(None, [sheet.diverges_at]), *sheet.differences]
    if apart:
        st.markdown(bullets((0, line) for line in apart))
    draw_comparison(catalogue, sheet, lang)
    st.markdown(bullets((0, remark) for remark in sheet.remarks))
    here, name = page_address(), say("compare.file", lang)
    with st.container(horizontal=True, key="take-away"):
        offer_pdf("compared-pdf", lang, name, lambda: comparison_handout(sheet, address=here))
        offer_csv("compared-csv", lang, name, lambda: comparison_table(sheet))
    texts = (line.text for row in sheet.rows for cell in row.cells for line in cell.lines)
    draw_words(catalogue, texts, lang, "compare")


def draw_comparison(catalogue: Catalogue, sheet: ComparisonSheet, lang: Lang) -> None:
    """The table, of all rows or of those that differ."""
    st.session_state["only-differences"] = st.query_params.get("diff") == "1"
    only = st.toggle(tell("compare.only"), key="only-differences", on_change=_keep_only)
    st.html(STYLE)
    st.html(table(catalogue, sheet, sheet.differing if only else sheet.rows, lang))


def _keep_only() -> None:
    if st.session_state["only-differences"]:
        st.query_params["diff"] = "1"
    else:
        st.query_params.pop("diff", None)


def table(catalogue: Catalogue, sheet: ComparisonSheet, rows: Sequence[Row], lang: Lang) -> str:
    """The table as HTML."""
    head = "".join(_heading(column) for column in sheet.columns)
    documents = sheet.citations
    body = "".join(_row(catalogue, sheet.columns, row, documents, lang) for row in rows)
    corner = html.escape(say("compare.table.row", lang))
    return (
        f'<table class="compared" role="table"><caption>{html.escape(sheet.title)}</caption>'
        f'<thead role="rowgroup"><tr role="row"><th scope="col" role="columnheader">{corner}</th>{head}'
        f'</tr></thead><tbody role="rowgroup">{body}</tbody></table>'
    )


def _heading(column: Column) -> str:
    title = html.escape(column.title)
    if column.node is not None:
        title = f'<a href="{html.escape(card_address(column.node))}">{title}</a>'
    under = f"<br><small>{html.escape(column.subtitle)}</small>" if column.subtitle else ""
    return f'<th scope="col" role="columnheader">{title}{under}</th>'


def _row(
    catalogue: Catalogue,
    columns: Sequence[Column],
    row: Row,
    documents: Sequence[Sequence[Reference]],
    lang: Lang,
) -> str:
    sign, kind = ("≠", "differs") if row.differs else ("=", "same")
    label = html.escape(row.label)
    indent = f' style="padding-left: {0.65 + row.depth}rem"' if row.depth else ""
    told = f'<span class="mark">{sign} {html.escape(mark(row, lang))}</span>'
    cells = (
        f'<td role="cell"><span class="of" aria-hidden="true">{html.escape(column.title)}</span>'
        f"{_cell(catalogue, cell, row.key, lang)}{_sources(numbers_in(cited, cell), lang)}</td>"
        for column, cell, cited in zip(columns, row.cells, documents, strict=True)
    )
    return (
        f'<tr role="row" class="{kind}"><th scope="row" role="rowheader"{indent}>{label}{told}</th>'
        f"{''.join(cells)}</tr>"
    )


def _sources(numbers: str, lang: Lang) -> str:
    """Which of the documents at the foot of the column a cell comes from."""
    if not numbers:
        return ""
    return f"<small>{html.escape(say('source.numbers', lang, numbers=numbers))}</small>"


def _cell(catalogue: Catalogue, cell: Cell, key: str, lang: Lang) -> str:
    """The lines of a cell; the first of many, and the rest to unfold; documents all to unfold."""
    if not cell.lines:
        return f'<span class="silent">{html.escape(cell.reason)}</span>'
    items = list(_items(cell.lines))
    if key == "sources":
        return _folded(catalogue, items, say_many("compare.documents", len(items), lang), lang)
    shown = _in_sight(items)
    rest = items[shown:]
    told = _list(catalogue, items[:shown], lang)
    if not rest:
        return told
    return told + _folded(catalogue, rest, say_many("compare.rest", len(rest), lang), lang)


def _folded(catalogue: Catalogue, items: Sequence[Sequence[CellLine]], summary: str, lang: Lang) -> str:
    return f"<details><summary>{html.escape(summary)}</summary>{_list(catalogue, items, lang)}</details>"


def _items(lines: Sequence[CellLine]) -> Iterator[list[CellLine]]:
    """Each line of the first depth with those under it."""
    item: list[CellLine] = []
    for line in lines:
        if line.depth == 0 and item:
            yield item
            item = []
        item.append(line)
    yield item


def _in_sight(items: Sequence[Sequence[CellLine]]) -> int:
    """How many items to show at once: at least one, and no more lines than fit well; never all but one."""
    shown, lines = 1, len(items[0])
    while shown < len(items) and lines + len(items[shown]) <= MOST_LINES_IN_SIGHT:
        lines += len(items[shown])
        shown += 1
    return len(items) if shown == len(items) - 1 and len(items[-1]) == 1 else shown


def _list(catalogue: Catalogue, items: Sequence[Sequence[CellLine]], lang: Lang) -> str:
    """Items as a list; without a dot where there is one alone."""
    alone = ' class="alone"' if len(items) == 1 else ""
    inside = "".join(_nested(catalogue, item, lang) for item in items)
    return f"<ul{alone}>{inside}</ul>"


def _nested(catalogue: Catalogue, lines: Sequence[CellLine], lang: Lang) -> str:
    """A line with those under it as a list of its own."""
    first, *under = lines
    raised = [CellLine(line.text, line.depth - 1, line.node) for line in under]
    inside = "".join(_nested(catalogue, item, lang) for item in _items(raised)) if raised else ""
    return f"<li>{_linked(catalogue, first, lang)}{f'<ul>{inside}</ul>' if inside else ''}</li>"


def _linked(catalogue: Catalogue, line: CellLine, lang: Lang) -> str:
    """A line whose name of a node leads to its card; the whole line where it does not say the name."""
    if line.node is None:
        return html.escape(line.text)
    before, found, after = line.text.partition(catalogue.label(line.node, lang))
    if not found:
        before, found, after = "", line.text, ""
    link = f'<a href="{html.escape(card_address(line.node))}">{html.escape(found)}</a>'
    return f"{html.escape(before)}{link}{html.escape(after)}"
