"""
What stands around one node: the ways in with their conditions, and what follows.

Alternatives are a spot of their own ("one of"), so that nobody takes them for joint requirements; a way in
carries its own "all of"; a group that names no card (ages, statuses) is one condition. The same condition of
several ways is drawn once. The whole is cut to what can be read on a screen, and says how much more there
is: alternatives are left out before ways in, and of what is asked together nothing ever is.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final, Literal

from pathways.catalogue import Catalogue, asked, named_by
from pathways.ladder import Move, move_between
from pathways.model import (
    AllOf,
    AnyOf,
    Basis,
    EmployerDecision,
    Holds,
    InPost,
    Leaf,
    NoneOf,
    Requirement,
    Step,
    children,
    leaves,
)

Line = Literal["stated", "assumed", "decision"]
Kind = Literal["qualification", "role", "way", "one_of", "all_of", "none_of", "condition", "more"]

MOST_SPOTS: Final = 30
MOST_WAYS_ON: Final = 8
_MOST_ALTERNATIVES: Final = (6, 5, 4, 3, 2)
_LINES: tuple[Line, ...] = ("stated", "assumed", "decision")


@dataclass(frozen=True, slots=True)
class Spot:
    """
    Something drawn around a node.

    Parameters
    ----------
    key
        Its name in the drawing.
    column
        0 for the node in the middle, -1 for the ways in, below that their conditions; 1 for what follows.
    node
        The qualification or role that it is, or that its condition names.
    requirement
        The condition that it stands for; for a way in, the one that all of its conditions hang on.
    step
        The way in that it is, or that it belongs to.
    more
        How many more there are, for a spot that stands for what was left out.
    """

    key: str
    kind: Kind
    column: int
    node: str | None = None
    requirement: Requirement | None = None
    step: Step | None = None
    more: int = 0


@dataclass(frozen=True, slots=True)
class Tie:
    """
    A line of the drawing, from what is needed to what needs it.

    Parameters
    ----------
    line
        Whether a source or a rule says it, we assume it, or an employer decides.
    move
        Whether who takes it climbs the ladder, stays on a rung or steps down; None where that is not known,
        and where the line stands for no one move.
    """

    source: str
    target: str
    line: Line
    move: Move | None = None


@dataclass(frozen=True, slots=True)
class Surroundings:
    """A node, what leads to it and what follows, in the order in which it is to be read."""

    centre: str
    spots: tuple[Spot, ...]
    ties: tuple[Tie, ...]


def surroundings(catalogue: Catalogue, node: str) -> Surroundings:
    """
    What stands around a node, cut to ``MOST_SPOTS``.

    Raises
    ------
    UnknownId
        The map has no such node.

    Examples
    --------
    >>> from tests.small_map import small
    >>> for depth, spot, _ in reading_order(surroundings(small(), "a-3-1-mecanicien")):
    ...     print("  " * depth + (spot.node or spot.kind))
    a-3-1-mecanicien
      way
        one_of
          cap-mecano
          bep-ancien
    """
    catalogue.node(node)
    drawn = _Drawn()
    drawn.put(Spot(node, _kind(catalogue, node), 0, node=node))
    _draw_after(drawn, catalogue, node)
    _draw_before(drawn, catalogue, node)
    return Surroundings(node, tuple(drawn.spots.values()), tuple(drawn.ties.values()))


def reading_order(around: Surroundings) -> Iterator[tuple[int, Spot, Tie | None]]:
    """
    Every spot with its depth and its tie to what needs it: the node, what leads to it, what follows.

    A condition that several ways share is told with each of them.
    """
    by_key = {spot.key: spot for spot in around.spots}

    def before(key: str, depth: int) -> Iterator[tuple[int, Spot, Tie | None]]:
        for tie in around.ties:
            if tie.target == key:
                yield depth, by_key[tie.source], tie
                yield from before(tie.source, depth + 1)

    yield 0, by_key[around.centre], None
    yield from before(around.centre, 1)
    yield from ((1, by_key[tie.target], tie) for tie in around.ties if tie.source == around.centre)


def hanging_on(catalogue: Catalogue, node: str) -> tuple[Tie, ...]:
    """
    What leads to a node and what it helps to open, straight from node to node and left uncut.

    Each two nodes have one line, that of their firmest way; ways that are over are left out.

    Raises
    ------
    UnknownId
        The map has no such node.

    Examples
    --------
    >>> from tests.small_map import small
    >>> for tie in hanging_on(small(), "a-20-1-receptionnaire"):
    ...     print(tie.source, tie.target, tie.line, tie.move)
    a-12-2-technicien-expert a-20-1-receptionnaire decision up
    a-9-1-technicien a-20-1-receptionnaire decision up
    a-20-1-receptionnaire a-c-iii-1-chef-apres-vente stated up
    """
    catalogue.node(node)
    on = catalogue.file.as_of
    ways_in = [step for step in catalogue.ways_in(node) if catalogue.can_be_taken(step, on)]
    ways_on = [step for step in catalogue.opens(node) if catalogue.can_be_taken(step, on)]
    before = _firmest((named, line_of(step)) for step in ways_in for named in sorted(_named_in(step)))
    after = _firmest((step.target, line_of(step)) for step in ways_on)
    return (
        *(Tie(each, node, line, move_between(catalogue, each, node)) for each, line in before.items()),
        *(Tie(node, each, line, move_between(catalogue, node, each)) for each, line in after.items()),
    )


def _firmest(lines: Iterable[tuple[str, Line]]) -> dict[str, Line]:
    firmest: dict[str, Line] = {}
    for node, line in lines:
        firmest[node] = min(firmest.get(node, line), line, key=_LINES.index)
    return firmest


def _named_in(step: Step) -> set[str]:
    """The nodes that help to meet the conditions of a step."""
    return {node for leaf in asked(step.requires) for node in named_by(leaf)}


def line_of(step: Step) -> Line:
    """How a step is drawn as a whole: by its weakest condition."""
    own: Line = "assumed" if step.basis is Basis.ASSUMED else "stated"
    return max([own, *(_line_of_leaf(leaf, step) for leaf in leaves(step.requires))], key=_LINES.index)


def _line_of_leaf(leaf: Leaf, step: Step) -> Line:
    if isinstance(leaf, EmployerDecision):
        return "decision"
    return "assumed" if (leaf.basis or step.basis) is Basis.ASSUMED else "stated"


# --- drawing --------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Drawn:
    """Spots and ties as they are found, each once."""

    spots: dict[str, Spot] = field(default_factory=dict)
    ties: dict[tuple[str, str], Tie] = field(default_factory=dict)

    def put(self, spot: Spot) -> None:
        self.spots.setdefault(spot.key, spot)

    def tie(self, source: str, target: str, line: Line, move: Move | None = None) -> None:
        self.ties.setdefault((source, target), Tie(source, target, line, move))


def _draw_before(drawn: _Drawn, catalogue: Catalogue, node: str) -> None:
    ways = catalogue.ways_in(node)
    still_open = [step for step in ways if not step.is_over(catalogue.file.as_of)]
    room = MOST_SPOTS - len(drawn.spots) - (len(still_open) < len(ways))
    whole, drawn_ways = _most_that_fits(catalogue, still_open, room)
    drawn.spots.update(whole.spots)
    drawn.ties.update(whole.ties)
    if drawn_ways < len(ways):
        _rest(drawn, f"{node}:in", -1, len(ways) - drawn_ways, node)


def _most_that_fits(catalogue: Catalogue, ways: list[Step], room: int) -> tuple[_Drawn, int]:
    """All the ways in, with as many alternatives as fit; else the first ways only, and how many they are."""
    if len(ways) <= room:
        for whole in (_ways_drawn(catalogue, ways, most) for most in _MOST_ALTERNATIVES):
            if len(whole.spots) <= room:
                return whole, len(ways)
    possible = range(min(len(ways), room))
    fewer = ((kept, _ways_drawn(catalogue, ways[:kept], _MOST_ALTERNATIVES[-1])) for kept in possible)
    kept, most_of_them = [each for each in fewer if len(each[1].spots) < room][-1]
    return most_of_them, kept


def _ways_drawn(catalogue: Catalogue, ways: list[Step], most: int) -> _Drawn:
    """Some ways in, with at most so many alternatives wherever one is enough."""
    drawn = _Drawn()
    for step in ways:
        _Way(drawn, catalogue, step, most).draw()
    return drawn


@dataclass(frozen=True, slots=True)
class _Way:
    drawn: _Drawn
    catalogue: Catalogue
    step: Step
    most: int

    def draw(self) -> None:
        """Draw the way, and what hangs on it: its conditions, or the groups that they form."""
        root = self.step.requires
        joint = root if isinstance(root, AllOf) else None
        self.drawn.put(Spot(self.step.id, "way", -1, requirement=joint, step=self.step))
        self.drawn.tie(self.step.id, self.step.target, line_of(self.step), self._move(_named_in(self.step)))
        if joint is not None:
            self._branches(joint, self.step.id, -2)
        elif root is not None:
            self._condition(root, self.step.id, -2)

    def _condition(self, requirement: Requirement, into: str, column: int) -> None:
        """Draw a condition and tie it to what needs it; a group of one is its branch."""
        branches = children(requirement) if _names_a_node(requirement) else ()
        if len(branches) == 1 and not isinstance(requirement, NoneOf):
            self._condition(branches[0], into, column)
            return
        key = self._key(requirement, column)
        is_new = key not in self.drawn.spots
        self.drawn.put(self._spot(requirement, key, column))
        line = "stated" if branches else self._line_of(requirement)
        helps = not branches and self.drawn.spots[into].kind != "none_of"
        named = {node for leaf in leaves(requirement) for node in named_by(leaf)} if helps else set()
        self.drawn.tie(key, into, line, self._move(named))
        if is_new and branches:
            self._branches(requirement, key, column - 1)

    def _move(self, named: Iterable[str]) -> Move | None:
        """Which way one goes from any of some nodes; None where that differs."""
        moves = {move_between(self.catalogue, node, self.step.target) for node in named}
        return moves.pop() if len(moves) == 1 else None

    def _line_of(self, requirement: Requirement) -> Line:
        """How a condition that is drawn as one card is tied: by its weakest leaf."""
        return max((_line_of_leaf(leaf, self.step) for leaf in leaves(requirement)), key=_LINES.index)

    def _branches(self, group: Requirement, into: str, column: int) -> None:
        branches = children(group)
        fits = not isinstance(group, AnyOf) or len(branches) <= self.most
        shown = len(branches) if fits else self.most - 1
        for branch in branches[:shown]:
            self._condition(branch, into, column)
        if shown < len(branches):
            _rest(self.drawn, into, column, len(branches) - shown, into)

    def _spot(self, requirement: Requirement, key: str, column: int) -> Spot:
        match requirement:
            case Holds(holds=node) | InPost(in_post=node):
                kind = _kind(self.catalogue, node)
                return Spot(key, kind, column, node=node, requirement=requirement, step=self.step)
            case AnyOf() | AllOf() | NoneOf() if _names_a_node(requirement):
                return Spot(key, _group_kind(requirement), column, requirement=requirement, step=self.step)
            case _:
                return Spot(key, "condition", column, requirement=requirement, step=self.step)

    def _key(self, requirement: Requirement, column: int) -> str:
        """The same for the same condition on the same basis in the same column."""
        said = f"{self.step.basis}{requirement.model_dump_json()}"
        return f"{column}:{hashlib.blake2b(said.encode(), digest_size=8).hexdigest()}"


def _draw_after(drawn: _Drawn, catalogue: Catalogue, node: str) -> None:
    follow = [tie for tie in hanging_on(catalogue, node) if tie.source == node]
    for tie in follow[:MOST_WAYS_ON]:
        key = f"1:{tie.target}"
        drawn.put(Spot(key, _kind(catalogue, tie.target), 1, node=tie.target))
        drawn.tie(node, key, tie.line, tie.move)
    left_out = len(follow) - MOST_WAYS_ON
    if left_out > 0:
        drawn.put(Spot(f"{node}:on:more", "more", 1, more=left_out))
        drawn.tie(node, f"{node}:on:more", "stated")


def _rest(drawn: _Drawn, name: str, column: int, count: int, into: str) -> None:
    drawn.put(Spot(f"{name}:more", "more", column, more=count))
    drawn.tie(f"{name}:more", into, "stated")


def _kind(catalogue: Catalogue, node: str) -> Kind:
    return "role" if node in catalogue.roles else "qualification"


def _names_a_node(requirement: Requirement) -> bool:
    """True where a card is worth drawing for what a condition names; ages and statuses need none each."""
    return any(named_by(leaf) for leaf in leaves(requirement))


def _group_kind(group: AnyOf | AllOf | NoneOf) -> Kind:
    if isinstance(group, AnyOf):
        return "one_of"
    return "all_of" if isinstance(group, AllOf) else "none_of"
