"""
A place for a file that the keyboard and a screen reader find; its label tells the largest that is read.

What Streamlit tells, the largest that reaches us (.streamlit/config.toml), is not shown: no page reads it.
"""

from __future__ import annotations

from typing import Any, Final

import streamlit as st

# Streamlit gives the place for a file, which the keyboard reaches, the role of mere decoration.
_NOT_DECORATION: Final = """<script>
(function mend(left) {
  const place = document.querySelector('[data-testid="stFileUploaderDropzone"]');
  if (place) place.removeAttribute("role");
  else if (left) setTimeout(mend, 50, left - 1);
})(100);
</script>"""


def draw_uploader(label: str, **options: Any) -> Any:
    """Ask for a file, as ``st.file_uploader`` does with the same options."""
    given = st.file_uploader(label, **options)
    st.html(_NOT_DECORATION, unsafe_allow_javascript=True)
    return given
