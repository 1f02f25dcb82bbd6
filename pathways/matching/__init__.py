"""
An employer's job titles on the map: the role that each means, how sure that is, and what else it may mean.

A title is *matched* when it says a name of one role and of no other; *to check* when several roles are as
likely, or when the words agree only in part; *unmatched* when nothing on the map is like it. It errs towards
asking: a wrong match misleads, a question costs a minute. A person confirms or corrects; nothing is kept.

How sure (``docs/decisions/0007-how-titles-are-matched.md``): 100 × trust × 2E / (A + N), where A is the
weight of the title's words, N that of the name's, E that of the words that both have.
"""

from pathways.matching.appellations import Appellations, appellations
from pathways.matching.known import Evidence
from pathways.matching.matches import (
    Asked,
    Candidate,
    Decisions,
    Listed,
    Match,
    Post,
    State,
    decided,
    family_of,
    match_title,
    match_titles,
)

__all__ = [
    "Appellations",
    "Asked",
    "Candidate",
    "Decisions",
    "Evidence",
    "Listed",
    "Match",
    "Post",
    "State",
    "appellations",
    "decided",
    "family_of",
    "match_title",
    "match_titles",
]
