"""A page that offers a card to take away, for the tests of what can be taken away."""

import streamlit as st

from pathways.cards import card
from pathways.catalogue import load
from pathways.handout import card_handout
from pathways.sheets.tables import card_table
from pathways.ui.downloads import offer_csv, offer_pdf, page_address
from pathways.ui.state import language

NODE = "a-12-2-technicien-expert-apres-vente"

lang, catalogue, address = language(), load(), page_address()
shown = card(catalogue, NODE, lang, catalogue.file.as_of)
st.text(address)
offer_pdf("pdf", lang, NODE, lambda: card_handout(shown, address=address))
offer_csv("csv", lang, NODE, lambda: card_table(shown))
