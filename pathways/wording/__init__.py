"""What the interface says, in French and in English."""

from pathways.wording.conditions import Outline, outline
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
    unbroken,
)

__all__ = [
    "Outline",
    "day",
    "decimal",
    "duration",
    "euros",
    "listing",
    "outline",
    "rung",
    "say",
    "say_many",
    "sentences",
    "unbroken",
]
