"""
Conditions in words: a requirement as a tree of lines that a pupil can read.

What is advised, usual, derived or assumed says so in its own line, or in the line of the group where the
whole group is: a reader who sees nothing but the text must not take it for more than it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from pathways.catalogue import Catalogue
from pathways.model import (
    Access,
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
    Text,
    children,
    leaves,
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
        Those of the condition, or else of its step; a group has the nature that all in it share.
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
    requirement: Requirement | None,
    catalogue: Catalogue,
    lang: Lang,
    *,
    step: Step | None = None,
    on: date | None = None,
    said: Nature | None = None,
) -> Outline:
    """
    A requirement in words.

    Parameters
    ----------
    requirement
        None asks for nothing.
    step
        Whose basis and sources hold for the conditions that have none of their own.
    on
        The day on which a diploma counts as closed; that of the map when not given.
    said
        The nature that a group above has already said of all in it.

    Examples
    --------
    >>> from tests.small_map import small
    >>> for depth, line in outline(small().steps["a-3-1-by-cap"].requires, small(), "en").lines():
    ...     print("  " * depth + line)
    one of:
      hold “Vocational certificate in vehicle maintenance”
      hold “Vocational certificate in vehicle maintenance (closed)” (no longer taught)
    """
    if requirement is None:
        return Outline(say("outline.open", lang), "open", sources=step.sources if step else ())
    return _Writer(catalogue, lang, step, on or catalogue.file.as_of).write(requirement, _Shared(said))


def in_one_line(told: Outline, lang: Lang) -> str:
    """
    A condition with its branches in one line, a group inside another in brackets; without its reasons.

    Examples
    --------
    >>> from tests.small_map import small
    >>> either = outline(small().steps["a-3-1-by-cap"].requires, small(), "en")
    >>> in_one_line(either, "en").split("“")[0]
    'one of: hold '
    """
    listed = [_bracketed(each, lang) for each in told.children if each.kind != "why"]
    return f"{told.text} {say('outline.separator', lang).join(listed)}" if listed else told.text


def _bracketed(told: Outline, lang: Lang) -> str:
    text = in_one_line(told, lang)
    return text if text == told.text else f"({text})"


def prepared(accesses: Iterable[Access], lang: Lang) -> str:
    """
    How something was prepared, as one says it after "prepared".

    Examples
    --------
    >>> prepared([Access.INITIAL, Access.VAE], "fr")
    'à l’école ou par la VAE'
    """
    return listing([say(f"outline.prepared.{access}", lang) for access in accesses], lang, "or")


@dataclass(frozen=True, slots=True)
class _Shared:
    """What all conditions of a group have in common: how binding they are, why they stand."""

    nature: Nature | None = None
    why: Text | None = None

    def beyond(self, said: _Shared) -> _Shared:
        """What has not been said yet."""
        return _Shared(None if said.nature else self.nature, None if said.why else self.why)


@dataclass(frozen=True, slots=True)
class _Writer:
    catalogue: Catalogue
    lang: Lang
    step: Step | None
    on: date

    def write(self, requirement: Requirement, said: _Shared) -> Outline:
        """Any condition in words, without what the group above has said."""
        if not isinstance(requirement, AllOf | AnyOf | NoneOf):
            return self._leaf(requirement, said)
        branches = _worth_saying(requirement)
        if isinstance(requirement, AllOf) and len(branches) == 1:
            return self.write(branches[0], said)
        if isinstance(requirement, NoneOf) and len(branches) == 1 and isinstance(branches[0], Leaf):
            return self._excluded(branches[0], said)
        return self._group(requirement, branches, said)

    def _excluded(self, leaf: Leaf, said: _Shared) -> Outline:
        """The one thing that a group rules out, in one line with it."""
        nature = None if said.nature else leaf.nature
        inner = self._leaf(leaf, replace(said, nature=leaf.nature))
        text = self._say(_of_nature("excluded", nature), condition=inner.text)
        return replace(inner, text=text, kind="none_of", nature=nature)

    def _group(
        self, group: AllOf | AnyOf | NoneOf, branches: tuple[Requirement, ...], said: _Shared
    ) -> Outline:
        kind = next(iter(type(group).model_fields))
        shared = self._shared(group)
        new = shared.beyond(said)
        return Outline(
            self._say(_of_nature(kind, new.nature)),
            kind,
            nature=new.nature,
            children=(*(self.write(branch, shared) for branch in branches), *self._why_of(group, new.why)),
        )

    def _shared(self, group: Requirement) -> _Shared:
        """What all conditions have in common, or all that are derived: those say so, each in its line."""
        natures = {leaf.nature for leaf in leaves(group)}
        reasons = {leaf.why for leaf in leaves(group)}
        if len(reasons) == 2 and None in reasons and self._only_what_is_derived_has_a_why(group):
            reasons.discard(None)
        return _Shared(
            natures.pop() if len(natures) == 1 else None, reasons.pop() if len(reasons) == 1 else None
        )

    def _only_what_is_derived_has_a_why(self, group: Requirement) -> bool:
        """Also that more than one branch has such a condition: what is in one branch is said there."""
        explained = [leaf.why is not None for leaf in leaves(group)]
        is_derived = [self._basis(leaf) is Basis.DERIVED for leaf in leaves(group)]
        branches = [branch for branch in children(group) if any(leaf.why for leaf in leaves(branch))]
        return explained == is_derived and len(branches) > 1

    def _why_of(self, group: Requirement, why: Text | None) -> Iterator[Outline]:
        """The reason that a group shares, said of what is derived in it where the rest has none."""
        if why is not None and any(leaf.why is None for leaf in leaves(group)):
            yield Outline(self._say("why_derived", why=why[self.lang]), "why")
        else:
            yield from self._why(why)

    def _basis(self, leaf: Leaf) -> Basis | None:
        return leaf.basis or (self.step.basis if self.step else None)

    def _leaf(self, leaf: Leaf, said: _Shared) -> Outline:
        basis = self._basis(leaf)
        new = _Shared(leaf.nature, leaf.why).beyond(said)
        return Outline(
            text=self._headed(leaf, self._qualified(leaf, basis, new.nature)),
            kind=_kind(leaf),
            basis=basis,
            nature=leaf.nature,
            sources=leaf.sources or (self.step.sources if self.step else ()),
            node=_node(leaf),
            children=(*self._roles(leaf), *self._why(new.why)),
        )

    def _headed(self, leaf: Leaf, text: str) -> str:
        has_a_list = isinstance(leaf, Experience) and _has_many_roles(leaf.experience)
        return self._say("list_below", condition=text) if has_a_list else text

    def _qualified(self, leaf: Leaf, basis: Basis | None, nature: Nature | None) -> str:
        """A condition with what it stands on: advised, usual, derived, assumed."""
        if isinstance(leaf, NotPublished):
            return self._not_published(leaf, nature)
        text = self._text(leaf)
        if basis is Basis.ASSUMED:
            text = self._say("assumed_length" if isinstance(leaf, Experience) else "assumed", condition=text)
        elif basis is Basis.DERIVED:
            text = self._say("derived", condition=text)
        return self._say(f"nature.{nature}", condition=text) if nature else text

    def _not_published(self, leaf: NotPublished, nature: Nature | None) -> str:
        """What is to be confirmed, and how binding that would be; what is not known has no basis."""
        what = leaf.not_published[self.lang]
        if nature is not None and nature.is_advice:
            return self._say(f"not_published.{nature}", what=what)
        text = self._say("not_published", what=what)
        return self._say(f"nature.{nature}", condition=text) if nature else text

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
            case EmployerDecision():
                return self._say("employer_decision")
            case _:
                raise TypeError(f"not a leaf: {leaf!r}")

    def _holds(self, leaf: Holds) -> str:
        name = self._say("named", qualification=self._label(leaf.holds))
        if self.catalogue.qualifications[leaf.holds].is_closed(self.on):
            name = self._say("no_longer_taught", qualification=name)
        if not leaf.prepared_by:
            return self._say("holds", qualification=name)
        return self._say("holds_prepared_by", qualification=name, ways=prepared(leaf.prepared_by, self.lang))

    def _level(self, leaf: AtLeastLevel) -> str:
        level = say(f"level.{leaf.at_least_level}", self.lang)
        if leaf.family is not None:
            text = self._say("at_least_level_in", level=level, family=self._family(leaf.family))
        else:
            text = self._say("at_least_level_diploma" if leaf.diploma else "at_least_level", level=level)
        vehicles = [say(f"vehicle.{vehicle}", self.lang) for vehicle in leaf.vehicles]
        return (
            self._say("for_vehicles", condition=text, vehicles=listing(vehicles, self.lang, "or"))
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

    def _why(self, why: Text | None) -> Iterator[Outline]:
        if why is not None:
            yield Outline(self._say("why", why=why[self.lang]), "why")

    def _say(self, key: str, **values: object) -> str:
        return say(f"outline.{key}", self.lang, **values)

    def _label(self, node: str) -> str:
        return self.catalogue.label(node, self.lang)

    def _family(self, letter: str) -> str:
        return self.catalogue.families[letter].label[self.lang]


def _worth_saying(group: AllOf | AnyOf | NoneOf) -> tuple[Requirement, ...]:
    """The branches of a group, without a post in which the group asks for a length of practice."""
    branches = children(group)
    if not isinstance(group, AllOf):
        return branches
    practised = {branch.experience.roles for branch in branches if isinstance(branch, Experience)}
    return tuple(
        branch for branch in branches if not (isinstance(branch, InPost) and (branch.in_post,) in practised)
    )


def _of_nature(key: str, nature: Nature | None) -> str:
    """The key of the sentence that also says how binding it is, where that is worth saying."""
    return key if nature in (None, Nature.REGISTER) else f"{key}.{nature}"


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
