"""
Conditions in words: a requirement as a tree of lines that a pupil can read.

What is advised, usual, derived or assumed says so in its own line: a reader who sees nothing but the text
must not take it for more than it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pathways.catalogue import Catalogue
from pathways.model import (
    Age,
    AgeWindow,
    AllOf,
    AnyOf,
    AtLeastLevel,
    Basis,
    Citation,
    EmployerDecision,
    Experience,
    Holds,
    InPost,
    Lang,
    Leaf,
    Licence,
    Nature,
    NoneOf,
    NotPublished,
    Practice,
    Requirement,
    Status,
    Step,
    children,
)
from pathways.wording.words import duration, listing, say, say_many

_MOST_ROLES_IN_A_LINE = 3


@dataclass(frozen=True, slots=True)
class Outline:
    """
    A condition as a line, with its branches below.

    Parameters
    ----------
    kind
        The key of the condition in the data file; ``open`` where nothing is asked, ``role`` for one of
        the many roles in which practice counts, ``why`` for the reason of a condition.
    basis, nature, sources
        Those of the condition, or else of its step; a group of conditions has none of its own.
    node
        The qualification or role that the condition names, when it names one.
    """

    text: str
    kind: str
    basis: Basis | None = None
    nature: Nature | None = None
    sources: tuple[Citation, ...] = ()
    node: str | None = None
    children: tuple[Outline, ...] = ()

    def lines(self, depth: int = 0) -> Iterator[tuple[int, str]]:
        """Every line with its depth, from the top."""
        yield depth, self.text
        for child in self.children:
            yield from child.lines(depth + 1)


def outline(
    requirement: Requirement | None, catalogue: Catalogue, lang: Lang, *, step: Step | None = None
) -> Outline:
    """
    A requirement in words.

    Parameters
    ----------
    requirement
        None asks for nothing.
    step
        Whose basis and sources hold for the conditions that have none of their own.

    Examples
    --------
    >>> from tests.small_map import small
    >>> for depth, line in outline(small().steps["a-3-1-by-cap"].requires, small(), "en").lines():
    ...     print("  " * depth + line)
    one of:
      hold “Vocational certificate in vehicle maintenance”
      hold “Vocational certificate in vehicle maintenance (closed)”
    """
    if requirement is None:
        return Outline(say("outline.open", lang), "open", sources=step.sources if step else ())
    return _Writer(catalogue, lang, step).write(requirement)


@dataclass(frozen=True, slots=True)
class _Writer:
    catalogue: Catalogue
    lang: Lang
    step: Step | None

    def write(self, requirement: Requirement) -> Outline:
        """Any condition in words."""
        if isinstance(requirement, AllOf | AnyOf | NoneOf):
            kind = next(iter(type(requirement).model_fields))
            branches = tuple(self.write(branch) for branch in children(requirement))
            return Outline(self._say(kind), kind, children=branches)
        return self._leaf(requirement)

    def _leaf(self, leaf: Leaf) -> Outline:
        basis = leaf.basis or (self.step.basis if self.step else None)
        return Outline(
            text=self._headed(leaf, self._qualified(leaf, basis)),
            kind=_kind(leaf),
            basis=basis,
            nature=leaf.nature,
            sources=leaf.sources or (self.step.sources if self.step else ()),
            node=_node(leaf),
            children=(*self._roles(leaf), *self._why(leaf)),
        )

    def _headed(self, leaf: Leaf, text: str) -> str:
        has_a_list = isinstance(leaf, Experience) and _has_many_roles(leaf.experience)
        return self._say("list_below", condition=text) if has_a_list else text

    def _qualified(self, leaf: Leaf, basis: Basis | None) -> str:
        """A condition with what it stands on: advised, usual, derived, assumed."""
        text = self._text(leaf)
        if basis is Basis.ASSUMED:
            text = self._say("assumed_length" if isinstance(leaf, Experience) else "assumed", condition=text)
        elif basis is Basis.DERIVED:
            text = self._say("derived", condition=text)
        return self._say(f"nature.{leaf.nature}", condition=text) if leaf.nature else text

    def _text(self, leaf: Leaf) -> str:
        match leaf:
            case Holds():
                return self._holds(leaf)
            case AtLeastLevel():
                return self._level(leaf)
            case Experience(experience=practice):
                return self._experience(practice)
            case Age(age=window):
                return self._age(window)
            case Licence(licence=code):
                return self._say("licence", code=code)
            case Status(status=code):
                return self._say("status", status=self.catalogue.statuses[code].label[self.lang])
            case InPost(in_post=role):
                return self._say("in_post", role=self._label(role))
            case NotPublished(not_published=what):
                return self._say("not_published", what=what[self.lang])
            case EmployerDecision():
                return self._say("employer_decision")
            case _:
                raise TypeError(f"not a leaf: {leaf!r}")

    def _holds(self, leaf: Holds) -> str:
        qualification = self._label(leaf.holds)
        if not leaf.prepared_by:
            return self._say("holds", qualification=qualification)
        ways = listing([say(f"access.{access}", self.lang) for access in leaf.prepared_by], self.lang, "or")
        return self._say("holds_prepared_by", qualification=qualification, ways=ways)

    def _level(self, leaf: AtLeastLevel) -> str:
        level = say(f"level.{leaf.at_least_level}", self.lang)
        if leaf.family is not None:
            text = self._say("at_least_level_in", level=level, family=self._family(leaf.family))
        else:
            text = self._say("at_least_level_diploma" if leaf.diploma else "at_least_level", level=level)
        vehicles = [say(f"vehicle.{vehicle}", self.lang) for vehicle in leaf.vehicles]
        return (
            self._say("for_vehicles", condition=text, vehicles=listing(vehicles, self.lang))
            if vehicles
            else text
        )

    def _age(self, window: AgeWindow) -> str:
        bounds = {"min": window.min, "max": window.max}
        known = [name for name, bound in bounds.items() if bound is not None]
        return self._say(f"age.{known[0] if len(known) == 1 else 'between'}", **bounds)

    def _experience(self, practice: Practice) -> str:
        text = self._practice(practice)
        if practice.within_years is not None:
            text = say_many("outline.within_years", practice.within_years, self.lang, condition=text)
        if practice.outside_training:
            text = self._say("outside_training", condition=text)
        return text

    def _practice(self, practice: Practice) -> str:
        months = duration(practice.months, None, self.lang)
        if practice.family is not None:
            family = self._family(practice.family)
            if practice.min_echelon is None:
                return self._say("experience_in", months=months, family=family)
            from_rung = say("rung.echelon", self.lang, echelon=practice.min_echelon)
            return self._say("experience_in_from", months=months, family=family, rung=from_rung)
        if _has_many_roles(practice):
            return self._say("experience_in_one_of", months=months)
        roles = listing([self._label(role) for role in practice.roles], self.lang, "or")
        return self._say("experience", months=months, roles=roles)

    def _roles(self, leaf: Leaf) -> Iterator[Outline]:
        """The roles in which practice counts, a line each when they are too many for one."""
        if isinstance(leaf, Experience) and _has_many_roles(leaf.experience):
            for role in leaf.experience.roles:
                yield Outline(self._label(role), "role", node=role)

    def _why(self, leaf: Leaf) -> Iterator[Outline]:
        if leaf.why is not None:
            yield Outline(self._say("why", why=leaf.why[self.lang]), "why")

    def _say(self, key: str, **values: object) -> str:
        return say(f"outline.{key}", self.lang, **values)

    def _label(self, node: str) -> str:
        return self.catalogue.label(node, self.lang)

    def _family(self, letter: str) -> str:
        return self.catalogue.families[letter].label[self.lang]


def _has_many_roles(practice: Practice) -> bool:
    return len(practice.roles) > _MOST_ROLES_IN_A_LINE


def _kind(leaf: Leaf) -> str:
    """The key of a leaf in the data file: its own field, after those that all leaves have."""
    return next(name for name in type(leaf).model_fields if name not in Leaf.model_fields)


def _node(leaf: Leaf) -> str | None:
    match leaf:
        case Holds(holds=node) | InPost(in_post=node):
            return node
        case _:
            return None
