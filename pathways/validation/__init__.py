"""
Every fault of a data file, in one go: the shape first, then references, rules and circles.

A fault is told with its place, a cause and a remedy, for the person who keeps the file and has never read
this code. Faults of one entry do not hide those of another, nor make new ones elsewhere.
"""

from __future__ import annotations

from pathways.model import CareersFile
from pathways.problems import Problem
from pathways.validation.loops import endless_successions, self_requiring
from pathways.validation.references import broken_references
from pathways.validation.rules import (
    backward_dates,
    empty_groups,
    repeated_names,
    unused_values,
    without_source,
    wrong_directions,
    wrong_exclusions,
)
from pathways.validation.shape import read

_RULES = (
    repeated_names,
    broken_references,
    without_source,
    wrong_directions,
    backward_dates,
    unused_values,
    empty_groups,
    wrong_exclusions,
    endless_successions,
    self_requiring,
)


def check(text: str) -> tuple[CareersFile | None, tuple[Problem, ...]]:
    """
    Read a data file and look for faults.

    Returns
    -------
    file, problems
        The file when its shape is sound, whatever else is wrong with it; every problem found.

    Raises
    ------
    UnreadableData
        The text is not JSON.
    """
    file, draft, problems = read(text)
    return file, (*problems, *(problem for rule in _RULES for problem in rule(draft)))
