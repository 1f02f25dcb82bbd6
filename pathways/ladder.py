"""
Where qualifications and roles stand on the branch's ladder, and which way a move goes.

A qualification stands on the rung that it opens; of several, by how it was prepared, on the highest. What has
no rung in our sources has no height, and a move from or to it has no direction: we do not guess one.
"""

from __future__ import annotations

from typing import Final, Literal

from pathways.catalogue import Catalogue
from pathways.model import Qualification, Role, Rung

Move = Literal["up", "level", "down"]

NO_RUNG: Final = "none"
_AFTER_ALL_RUNGS: Final = 99


def place_on_ladder(node: Qualification | Role) -> Rung | None:
    """The rung of a node; of several, by how it was prepared, the highest."""
    if node.rung is not None:
        return node.rung
    cases = node.rung_when if isinstance(node, Qualification) else ()
    return max((case.rung for case in cases), key=height_of, default=None)


def height_of(rung: Rung | None) -> int:
    """A number that grows up the ladder; what has no rung comes after all that do."""
    return rung.height if rung is not None else _AFTER_ALL_RUNGS


def rung_key(rung: Rung | None) -> str:
    """
    A rung as an address says it.

    Examples
    --------
    >>> rung_key(Rung(echelon=12)), rung_key(Rung(cadre="III")), rung_key(None)
    ('12', 'cadre-III', 'none')
    """
    if rung is None:
        return NO_RUNG
    return str(rung.echelon) if rung.cadre is None else f"cadre-{rung.cadre}"


def move_between(catalogue: Catalogue, source: str, target: str) -> Move | None:
    """
    Whether going from one node to another leads up the ladder, along it or down; None where nobody knows.

    Examples
    --------
    >>> from tests.small_map import small
    >>> move_between(small(), "a-12-2-technicien-expert", "a-20-1-receptionnaire")
    'up'
    """
    before, after = (place_on_ladder(catalogue.node(node)) for node in (source, target))
    if before is None or after is None:
        return None
    if before.height == after.height:
        return "level"
    return "up" if before.height < after.height else "down"
