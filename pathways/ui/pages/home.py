"""The first page."""

import streamlit as st

from pathways.ui.state import language

TITLE = {"fr": "Explorer les parcours", "en": "Explore the pathways"}
LEAD = {
    "fr": "Diplômes et métiers des services de l'automobile, du camion, de la moto et du vélo.",
    "en": "Qualifications and jobs in car, truck, motorcycle and bicycle services.",
}

lang = language()
st.title(TITLE[lang])
st.write(LEAD[lang])
