"""Drawings: layouts, surroundings and sheets with colours and words, as Plotly figures and as text."""

from plotly.graph_objects import Figure

from pathways.figures.overview import cells_in_text, lanes_in_text, node_clicked, overview_figure
from pathways.figures.route import route_figure
from pathways.figures.surroundings import spot_text, surroundings_figure, surroundings_in_text
from pathways.figures.timeline import timeline_figure
from pathways.figures.twin import TwinLine

__all__ = [
    "Figure",
    "TwinLine",
    "cells_in_text",
    "lanes_in_text",
    "node_clicked",
    "overview_figure",
    "route_figure",
    "spot_text",
    "surroundings_figure",
    "surroundings_in_text",
    "timeline_figure",
]
