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

from pathways.cards import card
from pathways.catalogue import Catalogue, load
from pathways.errors import (
    BadValue,
    DataError,
    InvalidData,
    NotOnRecord,
    PathwaysError,
    QuestionError,
    UnknownId,
    UnreadableData,
)
from pathways.gaps import Gap, gap
from pathways.model import Access, Profile
from pathways.openers import Opener, would_open
from pathways.reach import Reached, reach
from pathways.routes import Answer, Route, Segment, find_routes

__all__ = [
    "Access",
    "Answer",
    "BadValue",
    "Catalogue",
    "DataError",
    "Gap",
    "InvalidData",
    "NotOnRecord",
    "Opener",
    "PathwaysError",
    "Profile",
    "QuestionError",
    "Reached",
    "Route",
    "Segment",
    "UnknownId",
    "UnreadableData",
    "card",
    "find_routes",
    "gap",
    "load",
    "reach",
    "would_open",
]
