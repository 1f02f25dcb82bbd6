"""
The structure of a map: how long its measures take, alone and shared between two processes.

Each part is asked once, in one process after a first measure that starts the others, with its processor time
beside the time on the clock: on a busy machine the two are apart. Where the national list of jobs is at hand,
the same is asked of it.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from datetime import date

from benchmarks.k_shortest import ROME
from benchmarks.report import brief, machine, table
from pathways import load
from pathways.analysis import MEASURES, Measure, analyse
from pathways.catalogue import Catalogue, parse
from pathways.importing import import_rome

PROCESSES = (1, 2)


def run() -> str:
    """The section of the results."""
    busy = os.getloadavg()[0]
    about = f"{machine('networkx', 'joblib')} Load of the machine before: {busy:.1f}."
    parts = [f"## The structure of a map\n\n{about}"]
    parts.append(_section("The branch", load()))
    if ROME.exists():
        parts.append(_section("ROME 4.60", parse(import_rome(ROME, as_of=date(2026, 11, 24)).raw)))
    return "\n\n".join(parts)


def _section(name: str, catalogue: Catalogue) -> str:
    head = ["seconds", *(f"{n} process{'es' * (n > 1)}" for n in PROCESSES), "processor, 1 process"]
    rows = list(_rows(catalogue))
    roles, steps = len(catalogue.roles), len(catalogue.steps)
    size = f"{len(catalogue.nodes)} nodes, {roles} of them roles, {steps} steps"
    return f"**{name}**: {size}.\n\n{table(head, rows)}"


def _rows(catalogue: Catalogue) -> Iterator[list[str]]:
    analyse(catalogue, ["hubs"], n_jobs=2)
    everything: dict[str, tuple[Measure, ...]] = {"all measures": MEASURES}
    for name, measures in {**everything, **{each: (each,) for each in MEASURES}}.items():
        took = [_took(catalogue, measures, processes) for processes in PROCESSES]
        yield [name, *(brief(clock) for clock, _ in took), brief(took[0][1])]


def _took(catalogue: Catalogue, measures: tuple[Measure, ...], processes: int) -> tuple[float, float]:
    clock, processor = time.perf_counter(), time.process_time()
    analyse(catalogue, measures, n_jobs=processes)
    return time.perf_counter() - clock, time.process_time() - processor
