"""What the interface says, in French and in English."""

from pathways.wording.conditions import Outline, in_one_line, outline, prepared
from pathways.wording.words import (
    day,
    decimal,
    duration,
    euros,
    listing,
    rung,
    say,
    say_many,
    sentences,
)

__all__ = [
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
    "sentences",
]
