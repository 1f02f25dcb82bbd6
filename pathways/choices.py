"""
What a choice closes: what is within reach before a step and after it, and what two steps leave open.

The person takes one step today and thinks again when it is over. What was within reach and is not any more is
*closed*: an age is passed, a date is over, an incompatibility shuts. Months are counted from today, the step
included. A training given up half-way and a role left again are not modelled: each step is taken to its end,
in its shortest length, and a role once entered stays entered. The age said counts as reached today, as it
does for routes, and goes on by the months of the step.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from pathways.catalogue import Catalogue
from pathways.eligibility import Verdict
from pathways.errors import BadValue, UnknownId
from pathways.gaps import Missing, missing_today
from pathways.model import Access, Profile, Step
from pathways.questions import OpenMap, Question, is_left_out, month_of
from pathways.reach import NO_GOAL, Reached, map_after, reached_in, reached_on

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Prospect:
    """
    A qualification or role that is within reach after a choice.

    Parameters
    ----------
    months
        From today, the step chosen included.
    at_least
        True when it may take longer.
    is_fastest
        Whether it is proved that nothing is faster after the choice.
    before
        The same before the choice; None for what it newly opens.
    """

    node: str
    months: int
    at_least: bool
    is_fastest: bool
    before: Reached | None

    @property
    def months_later(self) -> int | None:
        """Months after the choice minus months before it: above 0 it comes later; None for what is new."""
        return None if self.before is None else self.months - self.before.months


@dataclass(frozen=True)
class Choice:
    """
    One step, and what it changes.

    Parameters
    ----------
    question
        Who chooses, and on which day.
    within
        Months from today beyond which nothing is looked at; None for no limit.
    to_confirm
        What is not known of the step's own conditions, the least of it; None when they are met.
    before, after
        What is within reach today, and once the step is over (months counted from then).
    """

    question: Question
    step: Step
    within: int | None
    to_confirm: Missing | None
    before: tuple[Reached, ...]
    after: tuple[Reached, ...]

    @property
    def months(self) -> int:
        """The length of the step, its shortest; 0 where it is unknown or takes no time."""
        return _months(self.step)

    @cached_property
    def closes(self) -> tuple[Reached, ...]:
        """What was within reach and no longer is; where no route was found in time, it was only perhaps."""
        left = {each.node for each in self.prospects}
        return tuple(each for each in self.before if each.node not in left)

    @property
    def keeps(self) -> tuple[Prospect, ...]:
        """What was within reach and still is, the step's own target included."""
        return tuple(each for each in self.prospects if each.before is not None)

    @property
    def opens(self) -> tuple[Prospect, ...]:
        """What was not within reach and now is."""
        return tuple(each for each in self.prospects if each.before is None)

    @cached_property
    def prospects(self) -> tuple[Prospect, ...]:
        """All that is within reach after the choice, the soonest first."""
        before = {each.node: each for each in self.before}
        unsure, target = self.step.duration_is_unknown, self.step.target
        found = [Prospect(target, self.months, unsure, not unsure, before.get(target))]
        for each in self.after:
            months = each.months + self.months
            known = before.get(each.node)
            found.append(Prospect(each.node, months, unsure or each.at_least, each.is_fastest, known))
        in_time = (each for each in found if self.within is None or each.months <= self.within)
        return tuple(sorted(in_time, key=lambda each: (each.months, each.node)))


@dataclass(frozen=True, slots=True)
class TwoChoices:
    """Two steps side by side, each taken instead of the other."""

    first: Choice
    second: Choice

    @property
    def only_first(self) -> tuple[Prospect, ...]:
        """What only the first leaves open."""
        return _without(self.first, self.second)

    @property
    def only_second(self) -> tuple[Prospect, ...]:
        """What only the second leaves open."""
        return _without(self.second, self.first)

    @property
    def both(self) -> tuple[tuple[Prospect, Prospect], ...]:
        """What both leave open, after the first and after the second."""
        second = {each.node: each for each in self.second.prospects}
        return tuple((each, second[each.node]) for each in self.first.prospects if each.node in second)


def choice(
    catalogue: Catalogue,
    profile: Profile,
    step: str,
    *,
    on: date | None = None,
    within: int | None = None,
    bare_decisions: bool = False,
    relax_advised: bool = False,
    practice_months: int | None = None,
    only_by: Collection[Access] = (),
    no_decisions: bool = False,
    stated_only: bool = False,
    progress: Progress = lambda *_: None,
) -> Choice:
    """
    What one step closes, keeps and opens.

    Parameters
    ----------
    step
        The id of a step; or of a qualification or role that has only one way in.
    within
        Months from today; what takes longer is left out, before and after. None for everything.
    progress
        Told how many goals are done, of how many, once before the step and once after it.

    Raises
    ------
    UnknownId
        The step, or something that the profile names, is not on the map.
    BadValue
        The step cannot be taken today, or several steps lead to what is named.

    Examples
    --------
    >>> from tests.small_map import small
    >>> someone = Profile(age=18, holds=["bac-pro-camion", "cap-mecano"])
    >>> [each.node for each in choice(small(), someone, "a-3-1-mecanicien").closes]
    ['g-9-1-controleur']
    """
    question = Question(
        profile, NO_GOAL, on or catalogue.file.as_of, k=1, bare_decisions=bare_decisions,
        relax_advised=relax_advised, practice_months=practice_months, only_by=frozenset(only_by),
        no_decisions=no_decisions, stated_only=stated_only,
    )  # fmt: skip
    return choices_in(catalogue, question, (step,), within, progress)[0]


def two_choices(
    catalogue: Catalogue,
    profile: Profile,
    first: str,
    second: str,
    *,
    on: date | None = None,
    within: int | None = None,
    bare_decisions: bool = False,
    relax_advised: bool = False,
    practice_months: int | None = None,
    only_by: Collection[Access] = (),
    no_decisions: bool = False,
    stated_only: bool = False,
    progress: Progress = lambda *_: None,
) -> TwoChoices:
    """
    What each of two steps leaves open that the other does not; the parameters are those of ``choice``.

    Raises
    ------
    UnknownId
        A step, or something that the profile names, is not on the map.
    BadValue
        A step cannot be taken today, or several steps lead to what is named.

    Examples
    --------
    >>> from tests.small_map import small
    >>> someone = Profile(age=18, holds=["bac-pro-camion", "cap-mecano"])
    >>> both = two_choices(small(), someone, "a-3-1-mecanicien", "g-9-1-controleur")
    >>> [each.node for each in both.only_first], [each.node for each in both.only_second]
    ([], ['g-9-1-controleur'])
    """
    question = Question(
        profile, NO_GOAL, on or catalogue.file.as_of, k=1, bare_decisions=bare_decisions,
        relax_advised=relax_advised, practice_months=practice_months, only_by=frozenset(only_by),
        no_decisions=no_decisions, stated_only=stated_only,
    )  # fmt: skip
    return TwoChoices(*choices_in(catalogue, question, (first, second), within, progress))


def choices_in(
    catalogue: Catalogue,
    question: Question,
    steps: Collection[str],
    within: int | None,
    progress: Progress = lambda *_: None,
) -> tuple[Choice, ...]:
    """The same for a question already put together and any number of steps, all looked at before one is."""
    named = [step_named(catalogue, step) for step in steps]
    to_confirm = [_doubt(catalogue, question, step) for step in named]
    before = reached_in(catalogue, question, within, progress)
    return tuple(
        Choice(question, step, within, doubt, before, _after(catalogue, question, step, within, progress))
        for step, doubt in zip(named, to_confirm, strict=True)
    )


def open_steps(catalogue: Catalogue, question: Question) -> tuple[Step, ...]:
    """
    The steps that somebody can take today, perhaps with something left to confirm; in the order of their ids.

    Examples
    --------
    >>> from tests.small_map import small
    >>> someone = Question(Profile(age=16, holds=["cap-mecano"]), NO_GOAL, small().file.as_of)
    >>> [step.id for step in open_steps(small(), someone)][:2]
    ['a-3-1-by-cap', 'bac-pro-camion-apprenticeship']
    """
    today = OpenMap(catalogue, question)
    return tuple(
        step
        for _, step in sorted(today.steps.items())
        if not today.has(step.target)
        and (step.valid_from is None or step.valid_from <= question.on)
        and today.eligibility.verdict(today.requires[step.id], today.start) is not Verdict.UNMET
    )


def step_named(catalogue: Catalogue, name: str) -> Step:
    """
    The step of an id, or the only one that leads to a node.

    Raises
    ------
    UnknownId
        The map has neither such a step nor such a node.
    BadValue
        None, or several, lead to the node.
    """
    if name in catalogue.steps:
        return catalogue.steps[name]
    if name not in catalogue.nodes:
        raise UnknownId(name, catalogue.nearest(name, (*catalogue.steps, *catalogue.nodes)))
    ways = catalogue.ways_in(name)
    if len(ways) != 1:
        ids = ", ".join(step.id for step in ways) or "none"
        raise BadValue(f"'{name}' has {len(ways)} ways in: name the step itself ({ids})")
    return ways[0]


# --- whether the step can be taken ----------------------------------------------------------------


def _doubt(catalogue: Catalogue, question: Question, step: Step) -> Missing | None:
    """What is left to confirm of a step's conditions today; refused when one of them is not met."""
    open_map = OpenMap(catalogue, question)
    if open_map.has(step.target):
        raise BadValue(f"step '{step.id}': '{step.target}' is held already")
    if step.id not in open_map.steps:
        raise BadValue(f"step '{step.id}' cannot be chosen: {_why_shut(catalogue, step, question)}")
    if step.valid_from is not None and step.valid_from > question.on:
        raise BadValue(f"step '{step.id}' cannot be taken before {step.valid_from}: ask for that day")
    gap = missing_today(catalogue, replace(question, goal=step.target))
    (way,) = (each for each in gap.ways if each.step.id == step.id)
    if way.verdict is Verdict.UNMET:
        told = f"'gap --to {step.target}' tells which"
        raise BadValue(f"step '{step.id}' cannot be taken today: a condition is not met; {told}")
    return min((each for each in way.missing if not each.unmet), key=lambda each: each.size, default=None)


def _why_shut(catalogue: Catalogue, step: Step, question: Question) -> str:
    if is_left_out(step, question.only_by):
        return "this way of training is left out"
    if step.is_bare_decision and not question.bare_decisions:
        return "only an employer's word opens it, which is left out"
    unfiltered = OpenMap(catalogue, replace(question, no_decisions=False, stated_only=False))
    if step.id in unfiltered.steps:
        return "it needs an employer's decision, or something assumed, which is left out"
    return "it is over, or its certification closes before it ends"


# --- after the step -------------------------------------------------------------------------------


def _after(
    catalogue: Catalogue, question: Question, step: Step, within: int | None, progress: Progress
) -> tuple[Reached, ...]:
    """What is within reach on the day when the step is over."""
    left = None if within is None else within - _months(step)
    if left is not None and left < 0:
        return ()
    today = OpenMap(catalogue, replace(question, k=1, by="fastest"))
    later = map_after(today, month_of(question.on, _months(step)), step)
    return reached_on(later, left, progress)


def _months(step: Step) -> int:
    return step.months.min if step.months else 0


def _without(choice: Choice, other: Choice) -> tuple[Prospect, ...]:
    left = {each.node for each in other.prospects}
    return tuple(each for each in choice.prospects if each.node not in left)
