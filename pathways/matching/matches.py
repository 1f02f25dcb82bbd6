"""A title compared with every name of the map; the likeliest roles, and whether one of them is the answer."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from pathways.catalogue import Catalogue
from pathways.matching.hearing import heard
from pathways.matching.known import TRUST, Evidence, KnownName, KnownNames, known_names, squeezed
from pathways.model import Occupation, Role
from pathways.names import words

ACCEPTED_FROM: Final = 80
LEAD: Final = 5
WORTH_CHECKING_FROM: Final = 50
APPELLATION_ALIKE: Final = 0.85
MOST_CANDIDATES: Final = 5
WITHOUT_TRADE: Final = 0.97
WITHOUT_VEHICLE: Final = 0.85
OTHER_FAMILY: Final = 0.8
_TRADE: Final = frozenset("vl vehicule garage concession".split())
"""Words that say no more than which branch this is."""
_VEHICLES: Final[Mapping[str, str]] = {"pl": "truck", "vu": "truck", "moto": "motorcycle", "velo": "bicycle"}


Asked = tuple[str, str | None]
"""A title, and the family that it is filed under."""
Decisions = Mapping[Asked, str | None]
"""The roles that a person gave to titles; None where none of the map is right."""


class State(StrEnum):
    """What is to be done with a title: nothing, look at it, or find it a role by hand."""

    MATCHED = "matched"
    TO_CHECK = "to_check"
    UNMATCHED = "unmatched"


@dataclass(frozen=True, slots=True)
class Listed:
    """
    A line of an employer's list.

    Parameters
    ----------
    title
        As the employer writes it.
    heads
        How many people have it; None when not said.
    family
        The field that the employer files it under, by its letter on the map; None when not said.
    line
        Where it stands in the file; 0 when it comes from none.
    """

    title: str
    heads: int | None = None
    family: str | None = None
    line: int = 0

    @property
    def asked(self) -> Asked:
        """What the map is asked: lines that say the same mean the same role."""
        return self.title, self.family


@dataclass(frozen=True, slots=True)
class Candidate:
    """
    A role that a title may mean.

    Parameters
    ----------
    confidence
        0 to 100: by how much of their words the title and the name agree.
    name
        The name of the role that the title is like.
    is_whole
        Whether the name accounts for every word of the title.
    """

    role: str
    confidence: int
    name: str
    evidence: Evidence
    is_whole: bool


@dataclass(frozen=True, slots=True)
class Match:
    """
    A title, and what it may mean.

    Parameters
    ----------
    candidates
        The likeliest first; none when nothing is like it.
    elsewhere
        The job of the national list that the title names, where no role of the map belongs to it.
    """

    listed: Listed
    state: State
    candidates: tuple[Candidate, ...]
    elsewhere: Occupation | None = None

    @property
    def role(self) -> str | None:
        """The role, where the title is matched."""
        return self.candidates[0].role if self.state is State.MATCHED else None

    @property
    def confidence(self) -> int:
        """That of the likeliest role; 0 when there is none."""
        return self.candidates[0].confidence if self.candidates else 0

    @property
    def post(self) -> Post:
        """The line with its role, where the title is matched: what a person has not yet confirmed."""
        return Post(self.listed, self.role)


@dataclass(frozen=True, slots=True)
class Post:
    """A line of an employer's list, and the role that a person gave it; None where no role was given."""

    listed: Listed
    role: str | None


def match_titles(
    catalogue: Catalogue,
    listed: Sequence[Listed],
    progress: Callable[[int, int], None] = lambda *_: None,
) -> tuple[Match, ...]:
    """
    Each line of a list, in its order, with what it may mean; none is left out.

    Parameters
    ----------
    progress
        Told how many lines are done, of how many.

    Examples
    --------
    >>> from tests.small_map import small
    >>> listed = [Listed("Mécanicienne de maintenance (H/F)", heads=4), Listed("Infirmière", heads=1)]
    >>> [(each.state.value, each.role, each.confidence) for each in match_titles(small(), listed)]
    [('matched', 'a-3-1-mecanicien', 100), ('unmatched', None, 0)]
    """
    known: dict[Asked, Match] = {}
    found = []
    for done, each in enumerate(listed, start=1):
        if each.asked not in known:
            known[each.asked] = match_title(catalogue, each)
        found.append(replace(known[each.asked], listed=each))
        progress(done, len(listed))
    return tuple(found)


def decided(matches: Iterable[Match], decisions: Decisions) -> tuple[Post, ...]:
    """
    Each line with the role that a person gave its title, none included; where nobody did, its match.

    Examples
    --------
    >>> from tests.small_map import small
    >>> matches = match_titles(small(), [Listed("Mécanicien de maintenance"), Listed("Infirmière")])
    >>> said = {("Infirmière", None): "a-9-1-technicien"}
    >>> [post.role for post in decided(matches, said)]
    ['a-3-1-mecanicien', 'a-9-1-technicien']
    """
    return tuple(Post(each.listed, decisions.get(each.listed.asked, each.role)) for each in matches)


def match_title(catalogue: Catalogue, listed: Listed) -> Match:
    """What one line may mean."""
    candidates = tuple(_ranked(catalogue, _candidates(catalogue, listed)))
    best = candidates[0].confidence if candidates else 0
    elsewhere = _elsewhere(catalogue, listed.title, best)
    if elsewhere is not None or best < WORTH_CHECKING_FROM:
        return Match(listed, State.UNMATCHED, (), elsewhere)
    kept = tuple(each for each in candidates if each.confidence >= WORTH_CHECKING_FROM)[:MOST_CANDIDATES]
    return Match(listed, State.MATCHED if _is_sure(candidates) else State.TO_CHECK, kept)


def _is_sure(candidates: Sequence[Candidate]) -> bool:
    """Sure enough to be taken unless somebody objects: whole, close, and well ahead of the next role."""
    first, *others = candidates
    ahead = not others or first.confidence - others[0].confidence >= LEAD
    return first.is_whole and first.confidence >= ACCEPTED_FROM and ahead


def _ranked(catalogue: Catalogue, found: Iterable[tuple[float, Candidate]]) -> Iterator[Candidate]:
    """The best candidate of each role, the likeliest first; of equals, the nearest by its own names."""
    best: dict[str, tuple[tuple[object, ...], Candidate]] = {}
    for own, each in found:
        height = _height(catalogue, each.role)
        place = -each.confidence, -round(own, 6), not each.is_whole, height, each.role, each.name
        if each.role not in best or place < best[each.role][0]:
            best[each.role] = place, each
    return (each for _, each in sorted(best.values(), key=lambda kept: kept[0]))


def _height(catalogue: Catalogue, role: str) -> int:
    rung = catalogue.roles[role].rung
    return rung.height if rung else 0


# --- one title against every name -----------------------------------------------------------------


def _candidates(catalogue: Catalogue, listed: Listed) -> Iterator[tuple[float, Candidate]]:
    """Every role that shares a word with a title, with how alike the words are."""
    names = known_names(catalogue)
    coded = names.by_code.get(squeezed(listed.title), ())
    if coded:
        yield from ((1.0, Candidate(role, 100, listed.title, Evidence.CODE, True)) for role in coded)
        return
    asked = {word: names.nearest_word(word) for word in heard(listed.title)}
    telling = {known for known, _ in asked.values()} - _TRADE
    near = {name for word in telling for name in names.by_word.get(word, ())}
    own: dict[str, float] = {}
    for name in sorted(near, key=lambda each: (each.evidence is Evidence.ROME, each.role, each.text)):
        alike, is_whole = _alike(names, catalogue.roles[name.role], name, asked)
        if name.evidence is Evidence.ROME and alike < APPELLATION_ALIKE:
            continue
        own[name.role] = max(own.get(name.role, 0), 0 if name.evidence is Evidence.ROME else alike)
        confidence = round(100 * alike * TRUST[name.evidence] * _in_family(catalogue, name.role, listed))
        yield own[name.role], Candidate(name.role, confidence, name.text, name.evidence, is_whole)


def _alike(
    names: KnownNames, role: Role, name: KnownName, asked: Mapping[str, tuple[str, float]]
) -> tuple[float, bool]:
    """How far a title and a name agree (0 to 1), and whether neither says alone what sets a job apart."""
    known = dict(asked.values())
    unsaid = {word for word in known if word not in name.words and _goes_without_saying(word, role)}
    counted = {word: like for word, like in known.items() if word not in unsaid}
    shared = counted.keys() & name.words
    both = sum(names.weight(word) * counted[word] for word in sorted(shared))
    alike = 2 * both / (names.weight_of(counted) + names.weights[name])
    is_whole = len(shared) == len(counted) and not (name.words - shared) & (_TRADE | _VEHICLES.keys())
    return alike * _less_for(unsaid), is_whole


def _goes_without_saying(word: str, role: Role) -> bool:
    """Whether a word of a title says only what is so for a role anyway: the branch, or its vehicles."""
    if word in _TRADE:
        return True
    return word in _VEHICLES and (not role.vehicles or _VEHICLES[word] in role.vehicles)


def _less_for(unsaid: Collection[str]) -> float:
    """What is left of a likeness where a name leaves out the branch, or the vehicles, that a title says."""
    if not unsaid:
        return 1.0
    return WITHOUT_TRADE if _TRADE.issuperset(unsaid) else WITHOUT_VEHICLE


def _in_family(catalogue: Catalogue, role: str, listed: Listed) -> float:
    is_other = listed.family is not None and catalogue.roles[role].family != listed.family
    return OTHER_FAMILY if is_other else 1.0


def _elsewhere(catalogue: Catalogue, title: str, best: int) -> Occupation | None:
    """The job of the national list that a title names word by word, unless a role is as like it."""
    job = known_names(catalogue).elsewhere.get(frozenset(heard(title)))
    return job if best < ACCEPTED_FROM else None


def family_of(catalogue: Catalogue, text: str) -> str | None:
    """
    The letter of the family that a text means, by its letter or its name; None when it means none.

    Examples
    --------
    >>> from tests.small_map import small
    >>> family_of(small(), "a"), family_of(small(), "Cuisine")
    ('A', None)
    """
    letter = text.strip().upper()
    if letter in catalogue.families:
        return letter
    asked = words(text)
    for family in catalogue.families.values():
        if asked and asked in (words(family.label.fr), words(family.label.en)):
            return family.id
    return None
