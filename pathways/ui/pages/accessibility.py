"""Accessibility: what was tested and how, what was not, what is known to be wrong, and whom to tell."""

from __future__ import annotations

import streamlit as st

from pathways.ui.frame import draw_frame
from pathways.ui.state import tell
from pathways.ui.widgets import bullets, plain

PARTS = ("state", "tested", "untested", "wrong", "instead", "report")


def main() -> None:
    """Draw the statement: what follows a colon is a list, everything else paragraphs."""
    draw_frame("accessibility")
    st.title(tell("accessibility.title"), anchor=False)
    for part in PARTS:
        st.header(tell(f"accessibility.{part}"), anchor=False)
        first, *others = tell(f"accessibility.{part}_text").split("\n")
        st.markdown(plain(first))
        if first.endswith(":"):
            st.markdown(bullets((0, line) for line in others))
        else:
            st.markdown("\n\n".join(plain(line) for line in others))


main()
