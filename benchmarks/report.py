"""What the parts share: the machine in words, tables, and the sections of ``RESULTS.md``."""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

HERE = Path(__file__).resolve().parent
RESULTS = HERE / "RESULTS.md"
ROME = HERE.parent.parent / "shared" / "data" / "rome_v460"
"""The national list of jobs, where it is at hand."""
_HEAD = """# What was measured

Written by `make bench`. Each section says when and on what machine; figures of other machines differ, the
ratios less so.
"""


def machine(*packages: str) -> str:
    """The day, the processor, the memory and the versions that a section was measured with."""
    versions = [f"Python {platform.python_version()}", *(f"{each} {version(each)}" for each in packages)]
    gigabytes = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    what = f"{_processor()}, {os.cpu_count()} cores, {gigabytes:.0f} GB of memory, {platform.system()}"
    return f"{datetime.now(UTC):%Y-%m-%d}; {what}; {', '.join(versions)}."


def _processor() -> str:
    described = Path("/proc/cpuinfo")
    text = described.read_text(encoding="utf-8") if described.exists() else ""
    named = re.search(r"model name\s*: (.*)", text)
    return named[1].strip() if named else platform.processor() or platform.machine()


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """
    A table in Markdown, numbers to the right.

    Examples
    --------
    >>> print(table(["what", "ms"], [["one", 2]]))
    | what | ms |
    |---|---:|
    | one | 2 |
    """
    lines = [head, *([str(cell) for cell in row] for row in rows)]
    rule = "|".join(["---", *("---:" for _ in head[1:])])
    texts = [f"| {' | '.join(line)} |" for line in lines]
    return "\n".join([texts[0], f"|{rule}|", *texts[1:]])


def brief(number: float) -> str:
    """
    A number with three digits that count.

    Examples
    --------
    >>> brief(0.012345), brief(1.5), brief(123456)
    ('0.0123', '1.50', '123,456')
    """
    if abs(number) >= 100:
        return f"{number:,.0f}"
    return f"{number:#.3g}".rstrip(".")


def write_section(name: str, text: str) -> None:
    """Put a section into the results, in the place of the one before it, and print it."""
    print(text)
    begin, end = f"<!-- {name} -->", f"<!-- end of {name} -->"
    section = f"{begin}\n\n{text.strip()}\n\n{end}\n"
    written = RESULTS.read_text(encoding="utf-8") if RESULTS.exists() else _HEAD
    before, found, rest = written.partition(begin)
    after = rest.partition(f"{end}\n")[2] if found else ""
    RESULTS.write_text(f"{before.rstrip()}\n\n{section}{after}", encoding="utf-8")
