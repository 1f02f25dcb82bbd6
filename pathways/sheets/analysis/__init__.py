"""
The measures of a map's structure in words: what each means, how it is counted, its limits, the list behind.

A sheet and its table come from the same object, in the same order, so that a drawing, the text and the file
cannot disagree. Nothing here says that much is good: a share is a count, and what it leaves out stands below.
"""

from pathways.sheets.analysis.measures import measure_sheet
from pathways.sheets.analysis.resilience import removal_sheet
from pathways.sheets.analysis.sheet import (
    BETWEEN,
    Bar,
    Grid,
    MeasureSheet,
    length_of,
    sheet_of,
    start_name,
    step_name,
)

__all__ = [
    "BETWEEN",
    "Bar",
    "Grid",
    "MeasureSheet",
    "length_of",
    "measure_sheet",
    "removal_sheet",
    "sheet_of",
    "start_name",
    "step_name",
]
