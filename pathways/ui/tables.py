"""
A table that a phone can show as well: there each row is a block, each cell with its column before it.

Roles are written out: a browser forgets those of a table that is laid out as anything else.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence

import streamlit as st


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
    head = "".join(f'<th scope="col" role="columnheader">{column}</th>' for column in heads)
    body = "".join(f'<tr role="row">{_row(heads, row)}</tr>' for row in rows)
    st.html(
        f'<table class="pathways-table" role="table" aria-label="{html.escape(name)}">'
        f'<thead role="rowgroup"><tr role="row">{head}</tr></thead>'
        f'<tbody role="rowgroup">{body}</tbody></table>'
    )


def _row(heads: Sequence[str], row: Sequence[str]) -> str:
    first, *cells = row
    both = zip(heads[1:], cells, strict=True)
    told = "".join(f'<td role="cell" data-column="{head}">{cell}</td>' for head, cell in both)
    return f'<th scope="row" role="rowheader">{first}</th>{told}'
