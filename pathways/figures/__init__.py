"""Drawings: layouts, surroundings and sheets in colours and words: links, Plotly figures, and text."""

from plotly.graph_objects import Figure

from pathways.figures.markup import legend
from pathways.figures.overview import (
    cells_in_text,
    focus_drawing,
    focus_in_text,
    lane_in_text,
    overview_drawing,
    overview_table,
    value_in_words,
)
from pathways.figures.route import route_figure
from pathways.figures.structure import MOST_BARS, bars_drawn, grid_figure, measure_figure
from pathways.figures.surroundings import spot_text, surroundings_drawing, surroundings_in_text
from pathways.figures.timeline import timeline_figure
from pathways.figures.twin import TwinLine, nested_list

__all__ = [
    "MOST_BARS",
    "Figure",
    "TwinLine",
    "bars_drawn",
    "cells_in_text",
    "focus_drawing",
    "focus_in_text",
    "grid_figure",
    "lane_in_text",
    "legend",
    "measure_figure",
    "nested_list",
    "overview_drawing",
    "overview_table",
    "route_figure",
    "spot_text",
    "surroundings_drawing",
    "surroundings_in_text",
    "timeline_figure",
    "value_in_words",
]
