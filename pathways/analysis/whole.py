"""All measures of a map in one call, with what they share worked out once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any, Final, Literal, get_args

from pathways.analysis.ends import Ends, Island, ends, islands
from pathways.analysis.gateways import Gateways, gateways
from pathways.analysis.hubs import Hubs, hubs
from pathways.analysis.mobility import Mobility, mobility
from pathways.analysis.moves import (
    Moves,
    gateways_of,
    hubs_of,
    islands_of,
    moves_of,
    openness_of,
    resilience_of,
)
from pathways.analysis.narrow import WaysIn, fewest_ways_in
from pathways.analysis.openness import Openness, openness
from pathways.analysis.resilience import Resilience, resilience
from pathways.analysis.starts import Start, starts_of
from pathways.analysis.survey import Survey, known_ids, roles_in_force, survey
from pathways.catalogue import Catalogue

Measure = Literal[
    "reach", "hubs", "gateways", "dead-ends", "islands", "fewest-ways-in", "mobility", "resilience"
]
MEASURES: Final[tuple[Measure, ...]] = get_args(Measure)
Part = Literal["routes", "reach", "hubs", "gateways", "resilience"]
Telling = Callable[[Part, int, int], None]


@dataclass(frozen=True)
class Analysis:
    """
    The measures of a map on a day; None for those that were not asked for.

    Parameters
    ----------
    goals
        The roles in force, or those that were named.
    plain
        True for a plain map on which everybody begins in some role (``moves``).
    """

    catalogue: Catalogue
    on: date
    starts: tuple[Start, ...]
    goals: tuple[str, ...]
    plain: bool = False
    reach: tuple[Openness, ...] | None = None
    hubs: Hubs | None = None
    gateways: Gateways | None = None
    dead_ends: Ends | None = None
    islands: tuple[Island, ...] | None = None
    fewest_ways_in: tuple[WaysIn, ...] | None = None
    mobility: Mobility | None = None
    resilience: Resilience | None = None

    def only(self, nodes: Collection[str]) -> Analysis:
        """The same, with only the hubs and gateways that are among some nodes: our own roles, for example."""
        among = frozenset(nodes)
        hubs, gateways = self.hubs, self.gateways
        if hubs is not None:
            hubs = replace(hubs, ranked=tuple(each for each in hubs.ranked if each.node in among))
        if gateways is not None:
            gateways = replace(gateways, ranked=tuple(each for each in gateways.ranked if each.node in among))
        return replace(self, hubs=hubs, gateways=gateways)


def _nobody(part: Part, done: int, of: int) -> None:
    """How far it is, told to nobody."""


def analyse(
    catalogue: Catalogue,
    measures: Collection[Measure] = MEASURES,
    *,
    to: Collection[str] | None = None,
    on: date | None = None,
    n_jobs: int | None = None,
    backend: str | None = None,
    progress: Telling = _nobody,
) -> Analysis:
    """
    What the structure of a map says.

    Parameters
    ----------
    measures
        Which; all when left out.
    to
        The goals that matter; the roles in force when left out. A plain map is measured whole.
    on
        The day asked; the map's own day when left out.
    n_jobs
        How many processes; None for what ``joblib.parallel_config`` says, else one.
    backend
        The backend that networkx is to use; None for its own.
    progress
        Told of each long part how far it is.

    Raises
    ------
    UnknownId
        A goal is not on the map.

    Examples
    --------
    >>> from tests.small_map import small
    >>> found = analyse(small(), ["hubs", "islands"])
    >>> found.hubs.ranked[0].node, found.islands[0].role, found.gateways
    ('bac-pro-camion', 'a-c-iii-1-chef-apres-vente', None)
    """
    on = on or catalogue.file.as_of
    goals = roles_in_force(catalogue) if to is None else known_ids(catalogue, to)
    found = Analysis(
        catalogue,
        on,
        starts_of(catalogue),
        goals,
        dead_ends=ends(catalogue, on) if "dead-ends" in measures else None,
        mobility=mobility(catalogue, on) if "mobility" in measures else None,
    )
    moves = moves_of(catalogue, on)
    made = (
        _of_routes(found, measures, n_jobs, progress)
        if moves is None
        else _of_moves(found, moves, n_jobs, backend, progress)
    )
    wanted = {measure.replace("-", "_"): make() for measure, make in made.items() if measure in measures}
    return replace(found, plain=moves is not None, **wanted)


def _of_routes(
    found: Analysis, measures: Collection[Measure], n_jobs: int | None, progress: Telling
) -> Mapping[Measure, Callable[[], Any]]:
    """How each measure is made that counts routes."""
    if not {*measures} - {"dead-ends", "mobility"}:
        return {}
    routes = survey(
        found.catalogue, on=found.on, starts=found.starts, goals=found.goals, n_jobs=n_jobs,
        progress=partial(progress, "routes"),
    )  # fmt: skip
    return {
        "reach": lambda: openness(routes, n_jobs=n_jobs, progress=partial(progress, "reach")),
        "hubs": lambda: hubs(routes),
        "gateways": lambda: gateways(routes, n_jobs=n_jobs, progress=partial(progress, "gateways")),
        "islands": lambda: islands(routes),
        "fewest-ways-in": lambda: fewest_ways_in(routes),
        "resilience": lambda: resilience(routes, n_jobs=n_jobs, progress=partial(progress, "resilience")),
    }


def _of_moves(
    found: Analysis, moves: Moves, n_jobs: int | None, backend: str | None, progress: Telling
) -> Mapping[Measure, Callable[[], Any]]:
    """How each measure is made on a plain map."""
    without_routes = Survey(found.catalogue, found.on, found.starts, found.goals, (), ())
    return {
        "reach": lambda: openness_of(moves),
        "hubs": lambda: hubs_of(moves, backend),
        "gateways": lambda: gateways_of(moves),
        "islands": lambda: islands_of(moves),
        "fewest-ways-in": lambda: fewest_ways_in(without_routes),
        "resilience": lambda: resilience_of(moves, n_jobs=n_jobs, progress=partial(progress, "resilience")),
    }
