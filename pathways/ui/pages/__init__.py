"""One file per page. Streamlit runs it from top to bottom at each visit; nothing imports it."""
