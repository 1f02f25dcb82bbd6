"""What a person reads, or hears, instead of seeing a drawing: lines, and such lines as a nested list."""

from __future__ import annotations

from collections.abc import Callable, Iterable
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
    kind
        What sort of line it is, where that shows: the key of a group of conditions.
    pages
        Parts of its text with the official page that is about each.
    tag
        A short word that stands after it.
    """

    depth: int
    text: str
    node: str | None = None
    family: str | None = None
    kind: str | None = None
    pages: tuple[tuple[str, str], ...] = ()
    tag: str | None = None


def nested_list(lines: Iterable[TwinLine], written: Callable[[TwinLine], str]) -> str:
    """
    Lines as a nested list in HTML; ``written`` gives each line's own HTML.

    Examples
    --------
    >>> either = [TwinLine(0, "one of:", kind="any_of"), TwinLine(1, "a CAP"), TwinLine(0, "16 or more")]
    >>> nested_list(either, lambda line: line.text)
    '<ul><li class="any_of">one of:<ul><li>a CAP</li></ul></li><li>16 or more</li></ul>'
    """
    parts: list[str] = []
    depth = -1
    for line in lines:
        if line.depth > depth:
            parts.append("<ul>" * (line.depth - depth))
        else:
            parts.append("</li>" + "</ul></li>" * (depth - line.depth))
        depth = line.depth
        kind = f' class="{line.kind}"' if line.kind else ""
        parts.append(f"<li{kind}>{written(line)}")
    return "".join(parts) + "</li></ul>" * (depth + 1)
