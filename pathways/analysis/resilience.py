"""
Resilience: what is lost when a qualification can no longer be obtained, or a condition changes.

Taken away is the *way to obtain* it, not what people hold: a diploma that has lapsed still opens what it
opened to whoever has it. Each qualification goes in turn, and then together those whose last registration is
known to end within a year or two. Of every start and role whose fastest route used what is gone, the fastest
route that is left is looked for; nobody else's changes. What is compared is what the ranking ``fastest``
compares: gaps of the map, then months. A route may so be shorter and have one gap more: both are told.

It errs towards *worse*: a registration that ends is often renewed, or followed by another code that the map
does not know yet, and everything counts as gone from the first day, also what could be obtained in time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, NamedTuple

from pathways.analysis.quick import Quick, QuickSearch
from pathways.analysis.starts import Start
from pathways.analysis.survey import BestRoute, Survey
from pathways.analysis.sweeping import Progress, sweep, told_to_nobody
from pathways.catalogue import Catalogue
from pathways.questions import month_of

HORIZONS: Final = (12, 24)
"""Within how many months registrations are taken to lapse together."""


@dataclass(frozen=True, slots=True)
class Change:
    """
    One route that a removal takes away or makes longer.

    Parameters
    ----------
    before
        The fastest route before.
    after
        The length of the fastest one left; without steps where none is.
    """

    before: BestRoute
    after: Quick

    @property
    def is_lost(self) -> bool:
        """True where it is certain that no route is left."""
        return self.after.steps is None and self.after.is_sure

    @property
    def is_unsure(self) -> bool:
        """True where the search was cut before it found a route."""
        return self.after.steps is None and not self.after.is_sure

    @property
    def months_more(self) -> int:
        """Months by which the fastest route gets longer; 0 where none is left. It may be below 0."""
        return 0 if self.after.steps is None else self.after.months - self.before.months

    @property
    def gaps_more(self) -> int:
        """Gaps of the map by which it gets worse; 0 where none is left."""
        return 0 if self.after.steps is None else self.after.gaps - self.before.gaps

    @property
    def is_longer(self) -> bool:
        """True where a route is left that is worse in gaps or months."""
        return bool(self.months_more or self.gaps_more)


@dataclass(frozen=True, slots=True)
class Removal:
    """
    What happens when some qualifications can no longer be obtained.

    Parameters
    ----------
    within
        The months in which all of them lapse; None where one is taken away whatever its dates.
    changes
        Every route that used them, those of one role side by side; on a plain map they are counted only.
    lost
        The roles that no start reaches any more.
    pairs
        How many starts and roles have no route left between them.
    """

    removed: tuple[str, ...]
    within: int | None
    changes: tuple[Change, ...]
    lost: tuple[str, ...]
    pairs: int

    @property
    def is_counted_only(self) -> bool:
        """True on a plain map, where nobody looks for what is left instead: how much longer is not known."""
        return bool(self.pairs) and not self.changes

    @property
    def lost_routes(self) -> tuple[Change, ...]:
        """The starts and roles of which no route is left."""
        return tuple(each for each in self.changes if each.is_lost)

    @property
    def longer(self) -> tuple[Change, ...]:
        """Those that are left with a worse route."""
        return tuple(each for each in self.changes if each.is_longer)

    @property
    def months_more(self) -> int:
        """The months that all routes left grow by, together."""
        return sum(each.months_more for each in self.changes)

    @property
    def place(self) -> tuple[int, int, int, tuple[str, ...]]:
        """Its place: roles lost, then routes lost, then months more; the worst first."""
        return -len(self.lost), -self.pairs, -self.months_more, self.removed


@dataclass(frozen=True, slots=True)
class Resilience:
    """
    Each qualification that some best route uses, taken away in turn, the worst first; and those that lapse.

    Parameters
    ----------
    total
        How many best routes there are.
    """

    ranked: tuple[Removal, ...]
    lapsing: tuple[Removal, ...]
    total: int


class _Gone(NamedTuple):
    """What is taken away, and the best routes that used it."""

    on: date
    starts: tuple[Start, ...]
    removed: tuple[str, ...]
    routes: tuple[BestRoute, ...]


def resilience(
    found: Survey,
    *,
    horizons: Sequence[int] = HORIZONS,
    n_jobs: int | None = None,
    progress: Progress = told_to_nobody,
) -> Resilience:
    """
    What is lost when each qualification goes, and when those go together that lapse within some months.

    Examples
    --------
    >>> from pathways.analysis.survey import survey
    >>> from tests.small_map import small
    >>> worst = resilience(survey(small())).ranked[0]
    >>> worst.removed, len(worst.lost)
    (('cqp-expert-camion',), 2)
    """
    together = [lapsing(found.catalogue, found.on, months) for months in horizons]
    sets = [(node,) for node in sorted(_used(found))] + together
    changes = _changes(found, sets, n_jobs, progress)
    removals = [_removal(found, removed, each) for removed, each in zip(sets, changes, strict=True)]
    one_by_one, lapses = removals[: len(sets) - len(together)], removals[len(sets) - len(together) :]
    dated = (replace(each, within=months) for each, months in zip(lapses, horizons, strict=True))
    return Resilience(tuple(sorted(one_by_one, key=lambda each: each.place)), tuple(dated), len(found.routes))


def removal(found: Survey, nodes: Collection[str]) -> Removal:
    """
    What is lost when no step leads to some nodes any more, all together.

    Examples
    --------
    >>> from pathways.analysis.survey import survey
    >>> from tests.small_map import small
    >>> removal(survey(small()), ["cap-mecano"]).lost
    ('a-3-1-mecanicien',)
    """
    removed = tuple(sorted(nodes))
    (changes,) = _changes(found, [removed], 1, told_to_nobody)
    return _removal(found, removed, changes)


def lapsing(catalogue: Catalogue, on: date, within: int) -> tuple[str, ...]:
    """
    The qualifications whose last registration in force is known to end within some months of a day.

    Examples
    --------
    >>> from tests.small_map import small
    >>> lapsing(small(), small().file.as_of, 12)
    ('cap-mecano', 'cqp-expert-camion')
    """
    last = month_of(on, within)
    ends = ((each.id, each.last_registered_day(on)) for each in catalogue.qualifications.values())
    return tuple(node for node, end in ends if end is not None and end <= last)


def _used(found: Survey) -> set[str]:
    """The qualifications that some best route obtains."""
    nodes = {node for route in found.routes for node in route.nodes}
    return nodes & found.catalogue.qualifications.keys()


def _changes(
    found: Survey, sets: Sequence[tuple[str, ...]], n_jobs: int | None, progress: Progress
) -> list[tuple[Change, ...]]:
    using: dict[str, list[BestRoute]] = defaultdict(list)
    for route in found.routes:
        for node in route.nodes:
            using[node].append(route)
    tasks = [_Gone(found.on, found.starts, removed, _that_use(using, removed)) for removed in sets]
    # The longest first: so the last ones are short, and no process waits long for another.
    in_turn = sorted(tasks, key=lambda task: -len(task.routes))
    done = sweep(found.catalogue, _changed, in_turn, n_jobs, progress)
    changes = {task.removed: each for task, each in zip(in_turn, done, strict=True)}
    return [changes[removed] for removed in sets]


def _that_use(using: Mapping[str, Sequence[BestRoute]], removed: tuple[str, ...]) -> tuple[BestRoute, ...]:
    return tuple(dict.fromkeys(route for node in removed for route in using.get(node, ())))


def _changed(catalogue: Catalogue, gone: _Gone) -> tuple[Change, ...]:
    """The routes that used what is gone, and what is left instead; what helps one start may help another."""
    starts = {start.id: start for start in gone.starts}
    known: dict[str, dict[frozenset[str], None]] = defaultdict(dict)
    searches: dict[str, QuickSearch] = {}
    changes = []
    for route in sorted(gone.routes, key=lambda each: (each.goal, each.start)):
        if route.start not in searches:
            open_map = starts[route.start].sees(catalogue, gone.on)
            searches[route.start] = QuickSearch(open_map.without(gone.removed))
        after = _left(searches[route.start], route, known[route.goal])
        if after.steps is not None:
            known[route.goal][after.steps] = None
        changes.append(Change(route, after))
    return tuple(changes)


def _left(search: QuickSearch, route: BestRoute, known: Mapping[frozenset[str], None]) -> Quick:
    """The fastest route that is left: nothing is faster than before, if that was the fastest."""
    return search.fastest(route.goal, route.length if route.is_fastest else 0, known)


def _removal(found: Survey, removed: tuple[str, ...], changes: tuple[Change, ...]) -> Removal:
    lost: dict[str, int] = defaultdict(int)
    for each in changes:
        lost[each.before.goal] += each.is_lost
    gone = (goal for goal, number in lost.items() if number and number == len(found.towards(goal)))
    return Removal(removed, None, changes, tuple(sorted(gone)), sum(lost.values()))
