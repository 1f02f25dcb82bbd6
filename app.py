"""The explorer: ``streamlit run app.py``. Page setup, language and navigation, nothing else."""

import streamlit as st

from pathways.ui.cache import can_be_read
from pathways.ui.frame import FOLDER, PAGES, WITHOUT_FOOT, declare_language, draw_foot, name_window
from pathways.ui.state import language
from pathways.wording import say

lang = language()
pages = [
    st.Page(
        FOLDER / f"{name}.py",
        title=say(f"nav.{name}", lang),
        url_path=None if name == "home" else name,
        default=name == "home",
    )
    for name in PAGES
]
page = st.navigation(pages, position="hidden")
title = f"{page.title} · {say('nav.name', lang)}"
st.set_page_config(page_title=title, page_icon="pathways/ui/icon.svg", layout="wide")
declare_language(lang)
if can_be_read(lang):
    name_window(page.title)
    page.run()
    if (name := page.url_path or "home") not in WITHOUT_FOOT:
        draw_foot(name)
