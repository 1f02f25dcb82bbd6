"""Drawings: layouts, surroundings and sheets with colours and words, as Plotly figures."""

from plotly.graph_objects import Figure

from pathways.figures.overview import node_clicked, overview_figure
from pathways.figures.route import route_figure
from pathways.figures.surroundings import spot_text, surroundings_figure, twin
from pathways.figures.timeline import timeline_figure

__all__ = [
    "Figure",
    "node_clicked",
    "overview_figure",
    "route_figure",
    "spot_text",
    "surroundings_figure",
    "timeline_figure",
    "twin",
]
