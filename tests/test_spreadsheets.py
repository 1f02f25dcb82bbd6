"""Tables as files: what is written is read back, and nothing in them runs."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.spreadsheets import SEPARATORS, Table, csv_of, harmless

TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", " =", "\t", "\r", "\n"])
def test_a_cell_that_a_spreadsheet_would_run_is_written_as_text(start: str):
    assert harmless(f"{start}cmd|' /C calc'!A0").startswith("'")


@pytest.mark.parametrize("separator", SEPARATORS.values())
@given(rows=st.lists(st.tuples(TEXTS, st.integers() | st.none()), max_size=5))
def test_what_is_written_is_read_back(separator: str, rows: list[tuple[str, int | None]]):
    written = csv_of(Table(("text", "number"), tuple(rows)), separator=separator).decode("utf-8-sig")
    read = list(csv.reader(io.StringIO(written, newline=""), delimiter=separator))
    assert read[0] == ["text", "number"]
    assert read[1:] == [[harmless(text), "" if n is None else str(n)] for text, n in rows]


def test_a_table_for_french_spreadsheets_has_a_comma_in_its_numbers():
    table = Table(("euros", "months"), ((1026.86, 12),))
    assert csv_of(table, separator=";", mark=False) == b"euros;months\r\n1026,86;12\r\n"
    assert csv_of(table, mark=False) == b"euros,months\r\n1026.86,12\r\n"
