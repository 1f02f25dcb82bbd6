"""
The same work for many parts of a map, one after the other or side by side.

All of it goes through joblib. Nothing is said about where it runs: ``joblib.parallel_config`` decides, so
that a Dask or Ray cluster takes over without a change here (``docs/decisions/0005-what-removal-means.md``
has the one setting). A map travels once to each process, however many parts it works on.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Sequence
from functools import cached_property, lru_cache
from typing import Any, TypeVar

from pathways.catalogue import Catalogue
from pathways.collecting import no_collecting

Progress = Callable[[int, int], None]
Task = TypeVar("Task")
Done = TypeVar("Done")


def told_to_nobody(done: int, of: int) -> None:
    """How far it is, told to nobody."""


class _Parcel:
    """A map on its way to other processes, which open it once."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue

    @cached_property
    def _packed(self) -> bytes:
        return pickle.dumps(self.catalogue.file)

    def __reduce__(self) -> tuple[Callable[[bytes], _Parcel], tuple[bytes]]:
        return _opened, (self._packed,)


@lru_cache(maxsize=2)
def _opened(packed: bytes) -> _Parcel:
    return _Parcel(Catalogue(pickle.loads(packed)))  # noqa: S301  (what this program packed itself)


def sweep(
    catalogue: Catalogue,
    work: Callable[[Catalogue, Task], Done],
    tasks: Sequence[Task],
    n_jobs: int | None = None,
    progress: Progress = told_to_nobody,
) -> list[Done]:
    """
    What some work gives for each task, in the order of the tasks.

    Parameters
    ----------
    work
        A function of a module, so that other processes find it.
    n_jobs
        How many processes; None for what ``joblib.parallel_config`` says, else one.
    progress
        Told how many tasks are done, of how many.
    """
    from joblib import Parallel, delayed  # noqa: PLC0415  (slow to load, and most questions need it not)

    parcel, done = _Parcel(catalogue), []
    parallel = Parallel(n_jobs=n_jobs, return_as="generator")
    for result in parallel(delayed(_work)(work, parcel, task) for task in tasks):
        done.append(result)
        progress(len(done), len(tasks))
    return done


@no_collecting()
def _work(work: Callable[[Catalogue, Any], Done], parcel: _Parcel, task: Any) -> Done:
    return work(parcel.catalogue, task)
