"""
Run the measurements and write what they gave into ``RESULTS.md``.

``python -m benchmarks`` runs every part; ``python -m benchmarks k_shortest`` only the parts named. A part is
a module here with ``run()``, which answers with its section, and is named in ``PARTS``.
"""

from __future__ import annotations

import sys
from importlib import import_module

from benchmarks.report import write_section

PARTS = ("k_shortest", "questions", "analysis", "matching", "clicks")


def main(wanted: list[str]) -> None:
    """Run the parts wanted, or all."""
    unknown = sorted(set(wanted) - set(PARTS))
    if unknown:
        sys.exit(f"no such part: {', '.join(unknown)}; there is {', '.join(PARTS)}")
    for part in wanted or PARTS:
        write_section(part, import_module(f"benchmarks.{part}").run())


if __name__ == "__main__":
    main(sys.argv[1:])
