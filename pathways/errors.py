"""
Everything that can go wrong, sorted by who can put it right.

PathwaysError
├── DataError                the person who keeps the data file
│   ├── UnreadableData       the file is missing, cut short or not JSON
│   └── InvalidData          the file was read; it breaks its own rules (all problems at once)
├── QuestionError            the person who asks
│   ├── UnknownId            an id that the map does not have; names the nearest ones
│   ├── BadTable             a table of profiles or titles that breaks its rules (all problems at once)
│   └── BadValue             an age of −3, a date that is not one, k = 0
└── NotOnRecord              nobody here: the tables do not go back (or forward) that far

A question that is understood and has no answer is not an error: the answer says why.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pathways.problems import Problem


class PathwaysError(Exception):
    """The root: catch this to catch everything that the package raises on purpose."""


class DataError(PathwaysError):
    """The data file is at fault."""


class UnreadableData(DataError):
    """The file is missing, truncated or not JSON."""


class InvalidData(DataError):
    """The file was read, and breaks the rules of its format."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class QuestionError(PathwaysError):
    """The question cannot be understood as it was asked."""


class UnknownId(QuestionError):
    """The map has no such id."""

    def __init__(self, unknown: str, nearest: Sequence[str] = ()) -> None:
        self.unknown = unknown
        self.nearest = tuple(nearest)
        hint = f"; nearest: {', '.join(self.nearest)}" if self.nearest else ""
        super().__init__(f"unknown id '{unknown}'{hint}")


class BadTable(QuestionError):
    """A table of profiles, or of job titles, cannot be understood."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class BadValue(QuestionError):
    """A value that no question can mean."""


class NotOnRecord(PathwaysError):
    """A dated table was asked for a day outside what it knows."""
