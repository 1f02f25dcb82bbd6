"""A fault in a data file, told so that the person who keeps the file can mend it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """
    One fault: where it is, what is wrong, what to do.

    Examples
    --------
    >>> print(Problem("steps[3].target", "no node 'cap-mv'", "did you mean 'cap-mvm'?"))
    steps[3].target: no node 'cap-mv' — did you mean 'cap-mvm'?
    """

    where: str
    what: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what} — {self.remedy}"
