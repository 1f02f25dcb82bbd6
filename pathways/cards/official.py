"""The official page about a code: only where its address has long been built from the code alone."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

_REGISTER: Final = "https://www.francecompetences.fr/recherche"
_JOBS: Final = "https://candidat.francetravail.fr/metierscope/fiche-metier"

Pages = tuple[tuple[str, str], ...]


def official_page(code: str) -> str:
    """
    The page of the national register, or of ROME, about one of its codes.

    Examples
    --------
    >>> official_page("RNCP37071")
    'https://www.francecompetences.fr/recherche/rncp/37071/'
    >>> official_page("I1604")
    'https://candidat.francetravail.fr/metierscope/fiche-metier/I1604'
    """
    for register in ("RNCP", "RS"):
        number = code.removeprefix(register)
        if number != code:
            return f"{_REGISTER}/{register.lower()}/{number}/"
    return f"{_JOBS}/{code}"


def official_pages(codes: Iterable[str]) -> Pages:
    """Codes with their pages, for a line that names them."""
    return tuple((code, official_page(code)) for code in codes)
