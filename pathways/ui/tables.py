"""A table that a phone can show as well: there each row is a block, each cell with its column before it."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from typing import Final

import streamlit as st

_STYLE: Final = """<style>
.pathways-table { border-collapse: collapse; width: 100%; }
.pathways-table :is(th, td) {
  border: 1px solid #7a8594; padding: 0.35rem 0.6rem; text-align: left; vertical-align: top;
}
@media (max-width: 800px) {
  .pathways-table thead { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; }
  .pathways-table :is(tbody, tr, th, td) { display: block; }
  .pathways-table tr { margin-bottom: 0.8rem; }
  .pathways-table td:empty { display: none; }
  .pathways-table td::before { content: attr(data-column) " : "; font-weight: 600; }
}
</style>"""


def draw_table(name: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """
    Draw a table; the first cell of each row names the row.

    Parameters
    ----------
    name
        What the table is called, for whoever hears it.
    rows
        Cells in HTML: what is text must have been escaped.
    """
    heads = [html.escape(column) for column in columns]
    head = "".join(f'<th scope="col">{column}</th>' for column in heads)
    body = "".join(f"<tr>{_row(heads, row)}</tr>" for row in rows)
    st.html(
        f'{_STYLE}<table class="pathways-table" aria-label="{html.escape(name)}">'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def _row(heads: Sequence[str], row: Sequence[str]) -> str:
    first, *cells = row
    told = "".join(
        f'<td data-column="{head}">{cell}</td>' for head, cell in zip(heads[1:], cells, strict=True)
    )
    return f'<th scope="row">{first}</th>{told}'
