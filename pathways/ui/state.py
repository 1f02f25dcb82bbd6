"""What the address bar says, and nothing that it does not."""

from __future__ import annotations

from typing import get_args

import streamlit as st

from pathways.model import Lang

LANGUAGES: tuple[Lang, ...] = get_args(Lang)


def language() -> Lang:
    """The language that the address asks for; French where it asks for none that we have."""
    asked = st.query_params.get("lang")
    return asked if asked in LANGUAGES else "fr"


def declare_language(lang: Lang) -> None:
    """Tell the browser, and so a screen reader, the language of the page: Streamlit always says English."""
    st.html(f"<script>document.documentElement.lang = '{lang}'</script>", unsafe_allow_javascript=True)
