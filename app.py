"""The explorer: ``streamlit run app.py``. Page setup, language and navigation, nothing else."""

import streamlit as st

from pathways.ui.cache import can_be_read
from pathways.ui.state import ABOUT, EXPLORE, ROUTES, declare_language, language
from pathways.wording import say

lang = language()
pages = [
    st.Page(EXPLORE, title=say("nav.explore", lang), default=True),
    st.Page(ROUTES, title=say("nav.routes", lang), url_path="routes"),
    st.Page(ABOUT, title=say("nav.about", lang), url_path="about"),
]
page = st.navigation(pages, position="hidden")
title = f"{page.title} · {say('nav.name', lang)}"
st.set_page_config(page_title=title, page_icon="pathways/ui/icon.svg", layout="wide")
declare_language(lang)
if can_be_read(lang):
    page.run()
