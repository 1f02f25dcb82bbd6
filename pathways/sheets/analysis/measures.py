"""Each measure with the sheet that puts it in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from pathways.analysis import Analysis, Measure
from pathways.cards import Writer
from pathways.sheets.analysis.crossings import gateways_sheet, hubs_sheet
from pathways.sheets.analysis.ends import dead_ends_sheet, islands_sheet
from pathways.sheets.analysis.mobility import mobility_sheet
from pathways.sheets.analysis.narrow import fewest_ways_in_sheet
from pathways.sheets.analysis.openness import reach_sheet
from pathways.sheets.analysis.resilience import resilience_sheet
from pathways.sheets.analysis.sheet import MeasureSheet
from pathways.wording import sentences

_SHEETS: Final[Mapping[Measure, Callable[[Writer, Analysis], MeasureSheet]]] = {
    "reach": reach_sheet,
    "hubs": hubs_sheet,
    "gateways": gateways_sheet,
    "dead-ends": dead_ends_sheet,
    "islands": islands_sheet,
    "fewest-ways-in": fewest_ways_in_sheet,
    "mobility": mobility_sheet,
    "resilience": resilience_sheet,
}


def measure_sheet(writer: Writer, found: Analysis, measure: Measure) -> MeasureSheet:
    """
    Put a measure in words, in the language and on the day of the writer.

    Parameters
    ----------
    measure
        One that the analysis has.

    Examples
    --------
    >>> from pathways.analysis import analyse
    >>> from tests.small_map import small
    >>> writer = Writer(small(), "en", small().file.as_of)
    >>> measure_sheet(writer, analyse(small(), ["islands"]), "islands").message
    '1 role without a route'
    """
    sheet = _SHEETS[measure](writer, found)
    about_plain = f"structure.plain.{measure}"
    if not found.plain or about_plain not in sentences(writer.lang):
        return sheet
    return replace(sheet, limits=(*sheet.limits, writer.say(about_plain)))
