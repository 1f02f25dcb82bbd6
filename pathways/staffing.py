"""
What an employer's own roles show, once a person has said which titles are which: ladders and weak points.

A *move* is a step from one role into another for which the work in the first counts: being in post there, or
months of work there. Whether time alone is enough is asked of somebody who has been in post for long, and
holds nothing else that we know of; how much time, of somebody who has just taken the post up. Heads are added
up only where each is known. It errs towards asking too much: people hold diplomas that nobody listed
here. Nothing is stored.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any, Final

from pathways.catalogue import Catalogue, asked
from pathways.errors import UnknownId
from pathways.gaps import Missing, WayGap, has_begun, way_today
from pathways.matching import Post
from pathways.model import Experience, Holds, Profile, Role, Step
from pathways.questions import LONGEST_PRACTICE, OpenMap, Question
from pathways.reach import NO_GOAL
from pathways.structure import structure_of

_OUTSIDE: Final = ""


class Direction(StrEnum):
    """Where a move goes on the branch's ladder."""

    UP = "up"
    ACROSS = "across"
    DOWN = "down"
    NOT_KNOWN = "not_known"


class Nearness(StrEnum):
    """What somebody long in post still lacks for a move: nothing but a yes, one condition, or more."""

    TIME_IS_ENOUGH = "time_is_enough"
    ONE_CONDITION = "one_condition"
    FURTHER = "further"


@dataclass(frozen=True, slots=True)
class OurRole:
    """
    A role that an employer has.

    Parameters
    ----------
    titles
        What the employer calls it.
    heads
        How many people have it; None where one of the titles does not say.
    """

    role: Role
    titles: tuple[str, ...]
    heads: int | None

    @property
    def id(self) -> str:
        """That of the role."""
        return self.role.id


@dataclass(frozen=True, slots=True)
class Move:
    """
    A step out of a role into another.

    Parameters
    ----------
    way
        The step as it stands for somebody long in post in the first role.
    months
        How long one must have been in post for that: 0 where being there is enough.
    """

    source: str
    target: str
    direction: Direction
    way: WayGap
    months: int

    @property
    def step(self) -> Step:
        """The step."""
        return self.way.step

    @property
    def missing(self) -> Missing:
        """The smallest set that somebody long in post lacks; empty when the way is open."""
        return self.way.missing[0] if self.way.missing else Missing()

    @property
    def nearness(self) -> Nearness:
        """How near somebody long in post is."""
        unmet = len(self.missing.unmet)
        if not unmet:
            return Nearness.TIME_IS_ENOUGH
        return Nearness.ONE_CONDITION if unmet == 1 else Nearness.FURTHER

    @property
    def trainings(self) -> tuple[str, ...]:
        """The qualifications that one of the smallest sets asks for, each once."""
        smallest = (each for each in self.way.missing if each.size == self.missing.size)
        named = (leaf.holds for each in smallest for leaf in each.unmet if isinstance(leaf, Holds))
        return tuple(dict.fromkeys(named))


@dataclass(frozen=True, slots=True)
class WeakPoint:
    """
    A role of ours that every way within the company to others of ours passes through.

    Parameters
    ----------
    lost
        Those others: without it, nobody within the company gets there.
    from_outside
        For each of them, the ways in that ask for no role of ours.
    """

    role: str
    lost: tuple[str, ...]
    from_outside: Mapping[str, tuple[Step, ...]]


@dataclass(frozen=True)
class Staffing:
    """
    An employer's roles on the map.

    Parameters
    ----------
    ours
        Each role once, the lowest rung first.
    unplaced
        The lines without a role.
    moves
        Every move out of a role of ours, by the role, the nearest first.
    outside_ways
        For each role of ours, the ways in that no move within the company uses.
    """

    on: date
    ours: tuple[OurRole, ...]
    unplaced: tuple[Post, ...]
    moves: Mapping[str, tuple[Move, ...]]
    outside_ways: Mapping[str, tuple[Step, ...]]

    @cached_property
    def inside(self) -> tuple[Move, ...]:
        """The moves from one role of ours to another."""
        ids = {each.id for each in self.ours}
        return tuple(move for each in self.ours for move in self.moves[each.id] if move.target in ids)

    @cached_property
    def hires(self) -> Mapping[str, tuple[Move, ...]]:
        """For each role of ours, the moves into it from others of ours, the nearest first."""
        into: dict[str, list[Move]] = {each.id: [] for each in self.ours}
        for move in self.inside:
            into[move.target].append(move)
        return {role: tuple(sorted(moves, key=_by_nearness)) for role, moves in into.items()}

    @cached_property
    def ladders(self) -> tuple[tuple[str, ...], ...]:
        """From each role that none of ours leads up to, the longest climb to each that leads no further."""
        climbs = self._network(move for move in self.inside if move.direction is Direction.UP)
        tops = {role for role in climbs if climbs.in_degree(role) and not climbs.out_degree(role)}
        starts = [role for role in climbs if not climbs.in_degree(role)]
        found = [climb for start in starts for top, climb in _longest(climbs, start).items() if top in tops]
        return tuple(sorted(found, key=lambda climb: (-len(climb), climb)))

    @cached_property
    def weak_points(self) -> tuple[WeakPoint, ...]:
        """The roles of ours that others of ours hang on, those that most hang on first."""
        lost = _hanging_on(self._network(self.inside))
        found = (
            WeakPoint(role, tuple(others), {other: self.outside_ways[other] for other in others})
            for role, others in lost.items()
        )
        return tuple(sorted(found, key=lambda point: (-len(point.lost), point.role)))

    def climbs_through(self, role: str) -> tuple[tuple[str, ...], ...]:
        """The ladders that pass through a role, or begin or end there."""
        return tuple(ladder for ladder in self.ladders if role in ladder)

    def _network(self, moves: Iterable[Move]) -> Any:
        import networkx as nx  # noqa: PLC0415  (slow to load, and most questions need it not)

        network = nx.DiGraph()
        network.add_nodes_from(each.id for each in self.ours)
        network.add_edges_from((move.source, move.target) for move in moves)
        return network


def staffing(
    catalogue: Catalogue,
    posts: Sequence[Post],
    *,
    on: date | None = None,
    progress: Callable[[int, int], None] = lambda *_: None,
) -> Staffing:
    """
    What an employer's confirmed list shows.

    Parameters
    ----------
    posts
        Lines with the roles that a person gave them.
    on
        The day asked; the map's own day when left out.
    progress
        Told how many roles are done, of how many.

    Raises
    ------
    UnknownId
        A line has a role that is not on the map.

    Examples
    --------
    >>> from pathways.matching import Listed
    >>> from tests.small_map import small
    >>> expert = Post(Listed("Technicien", heads=3), "a-12-2-technicien-expert")
    >>> posts = [expert, Post(Listed("Accueil"), "a-20-1-receptionnaire")]
    >>> found = staffing(small(), posts)
    >>> [(move.source, move.target, move.months) for move in found.inside]
    [('a-12-2-technicien-expert', 'a-20-1-receptionnaire', 24)]
    """
    day = on or catalogue.file.as_of
    ours = _ours(catalogue, posts)
    moves: dict[str, tuple[Move, ...]] = {}
    for done, each in enumerate(ours, start=1):
        moves[each.id] = moves_from(catalogue, each.id, day)
        progress(done, len(ours))
    inside = {move.step.id for each in ours for move in moves[each.id]}
    outside = {
        each.id: tuple(
            step
            for step in catalogue.ways_in(each.id)
            if step.id not in inside and catalogue.can_be_taken(step, day)
        )
        for each in ours
    }
    return Staffing(day, ours, tuple(post for post in posts if post.role is None), moves, outside)


def _ours(catalogue: Catalogue, posts: Iterable[Post]) -> tuple[OurRole, ...]:
    lines: dict[str, list[Post]] = defaultdict(list)
    for post in posts:
        if post.role is not None:
            lines[post.role].append(post)
    for role in lines:
        if role not in catalogue.roles:
            raise UnknownId(role, catalogue.nearest(role, catalogue.roles))
    found = (_our_role(catalogue.roles[role], having) for role, having in lines.items())
    return tuple(sorted(found, key=lambda each: (_height(each.role) or 0, each.id)))


def _our_role(role: Role, posts: Sequence[Post]) -> OurRole:
    known = [post.listed.heads for post in posts if post.listed.heads is not None]
    titles = tuple(sorted({post.listed.title for post in posts}))
    return OurRole(role, titles, sum(known) if len(known) == len(posts) else None)


# --- moves ----------------------------------------------------------------------------------------


def moves_from(catalogue: Catalogue, role: str, on: date) -> tuple[Move, ...]:
    """
    Every step out of a role into another, the nearest first.

    Examples
    --------
    >>> from tests.small_map import small
    >>> for move in moves_from(small(), "a-12-2-technicien-expert", date(2026, 11, 24)):
    ...     print(move.target, move.direction.value, move.nearness.value, move.months)
    a-20-1-receptionnaire up time_is_enough 24
    """
    new, long = (
        OpenMap(catalogue, Question(Profile(experience={role: months}), NO_GOAL, on))
        for months in (1, LONGEST_PRACTICE)
    )
    steps = (step for step in _steps_counting(catalogue, role) if step.id in long.steps)
    ways = [(way_today(new, step), way_today(long, step)) for step in steps if has_begun(step, on)]
    found = (_move(catalogue, role, at_first, later) for at_first, later in ways)
    return tuple(sorted(found, key=_by_nearness))


def _move(catalogue: Catalogue, role: str, at_first: WayGap, later: WayGap) -> Move:
    """A move, from what somebody lacks who is new in post and who has been there for long."""
    target = later.step.target
    direction = _direction(catalogue.roles[role], catalogue.roles[target])
    needed = later.missing[0].unmet if later.missing else ()
    waited = (
        [leaf.experience.months for leaf in each.unmet if isinstance(leaf, Experience) and leaf not in needed]
        for each in at_first.missing
        if all(leaf in needed or isinstance(leaf, Experience) for leaf in each.unmet)
    )
    months = min((max(each, default=0) for each in waited), default=0)
    return Move(role, target, direction, later, months)


def _steps_counting(catalogue: Catalogue, role: str) -> Iterator[Step]:
    """The steps into other roles, still there, for which being or working in a role counts."""
    supporters = structure_of(catalogue).supporters_of
    for target, steps in catalogue.steps_to.items():
        other = catalogue.roles.get(target)
        if other is None or other.is_gone or target == role:
            continue
        yield from (s for s in steps if any(role in tuple(supporters(leaf)) for leaf in asked(s.requires)))


def _direction(source: Role, target: Role) -> Direction:
    before, after = _height(source), _height(target)
    if before is None or after is None:
        return Direction.NOT_KNOWN
    if after == before:
        return Direction.ACROSS
    return Direction.UP if after > before else Direction.DOWN


def _height(role: Role) -> int | None:
    return None if role.rung is None else role.rung.height


def _by_nearness(move: Move) -> tuple[object, ...]:
    place = list(Nearness).index(move.nearness)
    return place, move.months, move.source, move.target, move.step.id


# --- what hangs on what ---------------------------------------------------------------------------


def _longest(climbs: Any, start: str) -> dict[str, tuple[str, ...]]:
    """The longest climb from a role to each above it; of equals, the first in the order of ids."""
    import networkx as nx  # noqa: PLC0415  (slow to load, and most questions need it not)

    best: dict[str, tuple[str, ...]] = {start: (start,)}
    for role in nx.lexicographical_topological_sort(climbs):
        for above in climbs.successors(role) if role in best else ():
            longer = (*best[role], above)
            if above not in best or (-len(longer), longer) < (-len(best[above]), best[above]):
                best[above] = longer
    return best


def _hanging_on(network: Any) -> dict[str, list[str]]:
    """
    By role, the others that nobody within the company gets to but through it.

    Everybody comes in at a role that no other leads to, or at one of a ring of roles that none leads into.
    """
    import networkx as nx  # noqa: PLC0415  (slow to load, and most questions need it not)

    rings = nx.condensation(network)
    entries = [role for ring in rings if not rings.in_degree(ring) for role in rings.nodes[ring]["members"]]
    within = network.copy()
    within.add_edges_from((_OUTSIDE, role) for role in entries)
    above = nx.immediate_dominators(within, _OUTSIDE) if entries else {}
    lost: dict[str, list[str]] = defaultdict(list)
    for role in sorted(network):
        gate = above.get(role, _OUTSIDE)
        while gate not in (_OUTSIDE, None):
            lost[gate].append(role)
            gate = above.get(gate, _OUTSIDE)
    return dict(lost)
