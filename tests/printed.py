"""A hand-out read back from its PDF, as whoever has the paper, or a screen reader, gets it."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ContentStream

_SPACES = re.compile(r"\s+")
_COLOURS = {b"rg", b"RG", b"scn", b"SCN", b"k", b"K"}


def joined(text: str) -> str:
    """Text with each run of spaces, narrow or not, and each end of a line as one space."""
    return _SPACES.sub(" ", text)


class Paper:
    """The pages of a PDF."""

    def __init__(self, made: bytes) -> None:
        self.reader = PdfReader(io.BytesIO(made))

    @property
    def pages(self) -> int:
        """How many sheets of paper it takes."""
        return len(self.reader.pages)

    @cached_property
    def text(self) -> str:
        """All its words in order, in one line; a word cut at its own hyphen is put together again."""
        return joined(self.reader.pages[0].extract_text()).replace("- ", "-")

    def says(self, text: str) -> bool:
        """Whether a text stands on it, wherever its lines end."""
        return joined(text).replace("- ", "-") in self.text

    @property
    def root(self) -> Any:
        """The catalogue of the PDF."""
        return self.reader.trailer["/Root"]

    def tags(self) -> Iterator[tuple[str, str | None]]:
        """Every tag of its structure in order, with the alternative text of a figure."""
        yield from _tags(self.root["/StructTreeRoot"])

    def colours(self) -> set[tuple[float, ...]]:
        """Every colour that its page sets, as numbers."""
        page = self.reader.pages[0]
        streams = [page.get_contents()]
        resources: Any = page["/Resources"]
        streams += [each.get_object() for each in resources.get("/XObject", {}).values()]
        operations = [each for stream in streams for each in ContentStream(stream, self.reader).operations]
        return {tuple(map(float, values)) for values, operator in operations if operator in _COLOURS}


def _tags(element: Any) -> Iterator[tuple[str, str | None]]:
    element = element.get_object()
    if not isinstance(element, dict):
        return
    if "/S" in element:
        yield element["/S"], element.get("/Alt")
    inside = element.get("/K", [])
    for child in inside if isinstance(inside, list) else [inside]:
        yield from _tags(child)
