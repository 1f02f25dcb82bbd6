"""What the interface says, in French and in English."""

from pathways.wording.conditions import Outline, in_one_line, outline, prepared
from pathways.wording.words import (
    AUDIENCES,
    LANGUAGES,
    Audience,
    day,
    decimal,
    duration,
    euros,
    listing,
    rung,
    say,
    say_many,
    say_to,
    sentences,
)

__all__ = [
    "AUDIENCES",
    "LANGUAGES",
    "Audience",
    "Outline",
    "day",
    "decimal",
    "duration",
    "euros",
    "in_one_line",
    "listing",
    "outline",
    "prepared",
    "rung",
    "say",
    "say_many",
    "say_to",
    "sentences",
]
