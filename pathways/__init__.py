"""
Which routes lead from what a person holds to the role they want, under the real conditions.

Examples
--------
>>> from pathways import Profile, find_routes, load
>>> catalogue = load()
>>> someone = Profile(age=19, holds=["bac-pro-maintenance-vehicules-transport-routier-2014"])
>>> answer = find_routes(catalogue, someone, "a-12-2-technicien-expert-apres-vente", k=1)
>>> answer.routes[0].months > 0
True
"""

from pathways.analysis import (
    Analysis,
    Feeder,
    Feeders,
    Supposed,
    analyse,
    feeders,
    removal,
    suppose,
    survey,
    without,
)
from pathways.cards import card
from pathways.catalogue import Catalogue, load
from pathways.choices import Choice, Prospect, TwoChoices, choice, two_choices
from pathways.cohort import Cohort, Compared, Standing, cohort
from pathways.errors import (
    BadTable,
    BadValue,
    DataError,
    InvalidData,
    NotOnRecord,
    PathwaysError,
    QuestionError,
    UnknownId,
    UnreadableData,
)
from pathways.exports import export_bytes, file_name
from pathways.gaps import Gap, gap
from pathways.matching import Listed, Match, Post, match_titles
from pathways.model import Access, Profile
from pathways.openers import Opener, would_open
from pathways.reach import Reached, reach
from pathways.routes import Answer, Route, Segment, find_routes, pareto_routes
from pathways.staffing import Move, OurRole, Staffing, WeakPoint, staffing

__all__ = [
    "Access",
    "Analysis",
    "Answer",
    "BadTable",
    "BadValue",
    "Catalogue",
    "Choice",
    "Cohort",
    "Compared",
    "DataError",
    "Feeder",
    "Feeders",
    "Gap",
    "InvalidData",
    "Listed",
    "Match",
    "Move",
    "NotOnRecord",
    "Opener",
    "OurRole",
    "PathwaysError",
    "Post",
    "Profile",
    "Prospect",
    "QuestionError",
    "Reached",
    "Route",
    "Segment",
    "Staffing",
    "Standing",
    "Supposed",
    "TwoChoices",
    "UnknownId",
    "UnreadableData",
    "WeakPoint",
    "analyse",
    "card",
    "choice",
    "cohort",
    "export_bytes",
    "feeders",
    "file_name",
    "find_routes",
    "gap",
    "load",
    "match_titles",
    "pareto_routes",
    "reach",
    "removal",
    "staffing",
    "suppose",
    "survey",
    "two_choices",
    "without",
    "would_open",
]
