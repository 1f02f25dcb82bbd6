"""
What a step and its conditions stand on: a text, a deduction or a guess; the law, the register or mere use.

A condition says so itself, or its sources do; what is deduced or assumed binds nobody.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from pathways.catalogue import Catalogue
from pathways.model import Basis, Citation, Leaf, Nature, Step, leaves

_WEAKEST_LAST: Final = (Basis.STATED, Basis.DERIVED, Basis.ASSUMED)


def basis_of(step: Step) -> Basis:
    """
    What a step rests on as a whole: the basis of its weakest part, its length and each condition included.

    Examples
    --------
    >>> from tests.small_map import small
    >>> basis_of(small().steps["a-20-1-by-promotion"])
    <Basis.ASSUMED: 'assumed'>
    """
    parts = [step.basis, *(leaf.basis or step.basis for leaf in leaves(step.requires))]
    if step.months is not None:
        parts.append(step.months.basis or step.basis)
    return max(parts, key=_WEAKEST_LAST.index)


def binding(catalogue: Catalogue, leaf: Leaf, step: Step) -> Nature | None:
    """
    How binding a condition is: as it says itself, else as its source; None for what no law or register says.

    Examples
    --------
    >>> from tests.small_map import small
    >>> step = small().steps["a-3-1-by-cap"]
    >>> {binding(small(), leaf, step) for leaf in leaves(step.requires)}
    {<Nature.REGISTER: 'register'>}
    """
    return binding_by(catalogue, leaf.nature, leaf.basis or step.basis, leaf.sources or step.sources)


def binding_by(
    catalogue: Catalogue, nature: Nature | None, basis: Basis | None, sources: Iterable[Citation]
) -> Nature | None:
    """The same from the nature that a condition says itself, what it rests on, and its sources."""
    if nature is not None:
        return nature
    if basis is not Basis.STATED:
        return None
    kinds = {catalogue.sources[cited.id].kind for cited in sources}
    if "law" in kinds:
        return Nature.LAW
    return Nature.REGISTER if "register" in kinds else None
