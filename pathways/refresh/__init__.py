"""
A new official release against the map: what lapsed, what was renewed, renamed or added since.

Nothing is changed unless asked for, and then only what the register itself decides.
"""

from pathways.refresh.comparing import WRITTEN, Finding, Kind, codes_of, compare
from pathways.refresh.register import Progress, Record, Register, read_register
from pathways.refresh.writing import rewritten

__all__ = [
    "WRITTEN",
    "Finding",
    "Kind",
    "Progress",
    "Record",
    "Register",
    "codes_of",
    "compare",
    "read_register",
    "rewritten",
]
