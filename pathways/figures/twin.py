"""A line of a drawing's text twin: what a person reads, or hears, who does not see the drawing."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TwinLine:
    """
    A line of a nested list.

    Parameters
    ----------
    depth
        How deep it stands, from 0.
    node, family
        The qualification or role, or the family, that it names, when it names one.
    """

    depth: int
    text: str
    node: str | None = None
    family: str | None = None
