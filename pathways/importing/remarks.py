"""What a reader of a foreign file could not carry over, each remark a sentence of the interface."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pathways.model import Lang
from pathways.wording import say, say_many


@dataclass(frozen=True, slots=True)
class Remark:
    """
    One thing that was left out, or read in one of several ways.

    Parameters
    ----------
    key
        Of the sentence; that of ``key.one`` and ``key.other`` where ``number`` is given.
    """

    key: str
    values: Mapping[str, Any] = field(default_factory=dict)
    number: int | None = None

    def text(self, lang: Lang) -> str:
        """The remark in words."""
        if self.number is None:
            return say(self.key, lang, **self.values)
        return say_many(self.key, self.number, lang, **self.values)


@dataclass(frozen=True, slots=True)
class ReadBack:
    """
    A file as a map.

    Parameters
    ----------
    raw
        The map as JSON has it; ``saving`` writes it when it is sound.
    remarks
        What the map does not have of the file.
    """

    raw: dict[str, Any]
    remarks: tuple[Remark, ...] = ()
