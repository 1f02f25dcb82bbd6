"""What can be taken away from a page: a hand-out to print, a table for a spreadsheet, its full address."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode, urlsplit

import streamlit as st

from pathways.model import Lang
from pathways.spreadsheets import SEPARATORS, Table, csv_of
from pathways.ui.state import query
from pathways.wording import say


def offer_pdf(key: str, lang: Lang, name: str, make: Callable[[], bytes]) -> None:
    """
    A button that gives a page to print; the page is made when it is clicked, not before.

    Parameters
    ----------
    name
        That of the file, without its ending.
    make
        Makes the PDF. It must ask nothing of the page: take the address before, with ``page_address``.
    """
    st.download_button(
        say("download.pdf", lang), make, f"{name}.pdf", "application/pdf", key=key,
        on_click="ignore", icon=":material/print:",
    )  # fmt: skip


def offer_csv(
    key: str, lang: Lang, name: str, table: Callable[[], Table], *, label: str = "download.csv"
) -> None:
    """
    A button that gives a table for a spreadsheet of the reader's country, made when it is clicked.

    ``label`` is the key of what stands on the button, where a page offers several tables.
    """

    def make() -> bytes:
        return csv_of(table(), separator=SEPARATORS[lang])

    st.download_button(
        say(label, lang), make, f"{name}.csv", "text/csv", key=key,
        on_click="ignore", icon=":material/table:",
    )  # fmt: skip


def page_address() -> str:
    """The full address of the page that is open, with all that it says; empty where nobody can tell."""
    url, said = st.context.url, urlencode(query(), doseq=True)
    if not url:
        return ""
    page = url if urlsplit(url).path else f"{url}/"
    return f"{page}?{said}" if said else page
