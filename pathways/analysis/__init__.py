"""
What the structure of a map says, each measure in a sentence that a counsellor or a recruiter can act on.

Every measure reads requirements as routes do: what is needed together, what is one of several, how long one
has to have worked. None is taken from a drawing. ``whole`` makes them all; each module says what its own
measure counts, what it leaves out and which way it errs.
"""

from pathways.analysis.ends import End, Ends, Island, ends, islands
from pathways.analysis.feeders import Feeder, Feeders, feeders
from pathways.analysis.gateways import Gateway, Gateways, gateways
from pathways.analysis.hubs import Hub, Hubs, hubs
from pathways.analysis.mobility import Mobility, Move, mobility
from pathways.analysis.narrow import WaysIn, fewest_ways_in
from pathways.analysis.openness import FirstChoice, Openness, openness
from pathways.analysis.resilience import Change, Removal, Resilience, lapsing, removal, resilience
from pathways.analysis.starts import NOBODY, Start, starts_of
from pathways.analysis.supposing import (
    Droppable,
    Entering,
    Supposed,
    accepting,
    droppable,
    requirement_in,
    suppose,
    without,
)
from pathways.analysis.survey import BestRoute, Survey, survey
from pathways.analysis.whole import MEASURES, Analysis, Measure, Part, Telling, analyse

__all__ = [
    "MEASURES",
    "NOBODY",
    "Analysis",
    "BestRoute",
    "Change",
    "Droppable",
    "End",
    "Ends",
    "Entering",
    "Feeder",
    "Feeders",
    "FirstChoice",
    "Gateway",
    "Gateways",
    "Hub",
    "Hubs",
    "Island",
    "Measure",
    "Mobility",
    "Move",
    "Openness",
    "Part",
    "Removal",
    "Resilience",
    "Start",
    "Supposed",
    "Survey",
    "Telling",
    "WaysIn",
    "accepting",
    "analyse",
    "droppable",
    "ends",
    "feeders",
    "fewest_ways_in",
    "gateways",
    "hubs",
    "islands",
    "lapsing",
    "mobility",
    "openness",
    "removal",
    "requirement_in",
    "resilience",
    "starts_of",
    "suppose",
    "survey",
    "without",
]
