"""The explorer: ``streamlit run app.py``. Page setup, language and navigation, nothing else."""

import streamlit as st

from pathways.ui.state import declare_language, language

NAME = {"fr": "Explorateur de parcours", "en": "Career pathway explorer"}
HOME = {"fr": "Accueil", "en": "Home"}

lang = language()
pages = [st.Page("pathways/ui/pages/home.py", title=HOME[lang], default=True)]
page = st.navigation(pages, position="hidden")
st.set_page_config(page_title=f"{page.title} · {NAME[lang]}", page_icon="pathways/ui/icon.svg", layout="wide")
declare_language(lang)
page.run()
