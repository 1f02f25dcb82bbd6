"""The pages that people see: the one place that imports Streamlit."""
