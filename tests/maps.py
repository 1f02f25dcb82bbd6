"""
Random small maps and people, for the search and the plain enumeration to agree on.

A map has a few qualifications and roles and up to six steps between them, and uses everything that the
format knows: every condition, groups two deep, every access, unknown and assumed lengths, dates around the
day asked, lapsed and closed qualifications, circles. Numbers are few and small, so that they meet: months
that are just enough, ages that are just missed, costs that tie.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple, TypeVar

from hypothesis import strategies as st

from pathways.model import (
    Access,
    Age,
    AgeWindow,
    AllOf,
    AnyOf,
    AtLeastLevel,
    Basis,
    CareersFile,
    Duration,
    EmployerDecision,
    Experience,
    Family,
    Held,
    Holds,
    InPost,
    Licence,
    Nature,
    NoneOf,
    NotPublished,
    Practice,
    Profile,
    Qualification,
    Registration,
    Requirement,
    Role,
    Rung,
    Status,
    StatusCode,
    Step,
    Text,
)
from tests.brute_force import Asked, Options

T = TypeVar("T")

QUALIFICATIONS = ("qa", "qb", "qc")
ROLES = ("ra", "rb", "rc")
TRAININGS = tuple(access for access in Access if access.is_training)
ENTRIES = tuple(access for access in Access if not access.is_training)
DAYS_ASKED = (date(2026, 11, 24), date(2027, 1, 31), date(2027, 8, 1), date(2028, 2, 29))


class Question(NamedTuple):
    """A map, who asks, and for what."""

    file: CareersFile
    profile: Profile
    goal: str
    on: date
    options: Options

    @property
    def asked(self) -> Asked:
        return Asked(self.file, self.profile, self.goal, self.on, self.options)


def text(words: str) -> Text:
    return Text(fr=words, en=words)


@cache
def place_among(number: int) -> st.SearchStrategy[int]:
    """One strategy for each number of choices: making strategies is slower than drawing from them."""
    return st.integers(0, number - 1)


class _Maker:
    """Draws the parts of one map; ``may_exclude`` says whether it has a ``none_of``."""

    def __init__(self, draw: st.DrawFn, may_exclude: bool = True) -> None:
        self.draw = draw
        self.may_exclude = may_exclude
        self.on = self.one_of(DAYS_ASKED)
        self.qualifications = QUALIFICATIONS[: self.one_of((1, 2, 3))]
        self.roles = ROLES[: self.one_of((1, 2, 3))]
        self.ladder = draw(st.permutations(self.qualifications + self.roles))
        self.named: Sequence[str] = self.ladder

    def one_of(self, choices: Sequence[T]) -> T:
        return choices[self.draw(place_among(len(choices)))]

    def once_in(self, times: int) -> bool:
        """True once in so many times."""
        return self.draw(place_among(times)) == times - 1

    def some_of(self, choices: Sequence[T], at_most: int = 2) -> list[T]:
        chosen = [self.one_of(choices) for _ in range(self.one_of(range(at_most + 1)))]
        return sorted(set(chosen), key=choices.index)

    def day_near(self) -> date:
        """A day a few months from the day asked, often to the day."""
        asked = self.on.year * 12 + self.on.month - 1 + self.one_of((0, 3, 6, 12, 24, -1))
        first = date(asked // 12, asked % 12 + 1, min(self.on.day, 28))
        return first + timedelta(days=self.one_of((0, 0, -1, 1)))

    # --- nodes

    def qualification(self, name: str) -> Qualification:
        return Qualification(
            id=name,
            label=text(name),
            kind="other",
            level=self.one_of((3, 4, 4, 5, None)),
            family=self.one_of(("A", "A", "B", None)),
            rncp=self.registrations() if self.once_in(3) else (),
            closed_on=self.day_near() if self.once_in(8) else None,
        )

    def registrations(self) -> tuple[Registration, ...]:
        yesterday, today = self.on - timedelta(days=1), self.on
        lapsed = Registration(code="RNCP1", status="lapsed")
        ended = Registration(code="RNCP2", status="registered", until=yesterday)
        ending = Registration(code="RNCP3", status="lapsed", until=today)
        unknown = Registration(code="RNCP4", status="unknown")
        return self.one_of(
            ((lapsed,), (ended,), (ended, lapsed), (ending,), (ended, ending), (ended, unknown))
        )

    def role(self, name: str) -> Role:
        rung = self.one_of((None, Rung(echelon=3), Rung(echelon=6), Rung(cadre="I")))
        return Role(id=name, label=text(name), family=self.one_of(("A", "A", "B", None)), rung=rung)

    # --- requirements

    def requirement(self, depth: int = 2) -> Requirement:
        kinds = ["leaf"] * 3 + ["all_of"] * 2 + ["any_of"] * 3 + ["none_of"] * (2 * self.may_exclude)
        match self.one_of(kinds) if depth else "leaf":
            case "all_of":
                return AllOf(all_of=self.branches(self.requirement, depth))
            case "any_of":
                return AnyOf(any_of=self.branches(self.requirement, depth))
            case "none_of":
                return NoneOf(none_of=self.branches(self.exclusion, depth, fewest=1))
        return self.leaf()

    def exclusion(self, depth: int) -> Requirement:
        """What a ``none_of`` may say: nothing that could not be denied."""
        match self.one_of(("leaf", "leaf", "leaf", "all_of", "any_of")) if depth else "leaf":
            case "all_of":
                return AllOf(all_of=self.branches(self.exclusion, depth))
            case "any_of":
                return AnyOf(any_of=self.branches(self.exclusion, depth))
        return self.one_of((self.holds, self.level, self.licence, self.status, self.in_post))()

    def branches(
        self, make: Callable[[int], Requirement], depth: int, fewest: int = 2
    ) -> tuple[Requirement, ...]:
        return tuple(make(depth - 1) for _ in range(self.one_of((fewest, fewest, 2, 3 if depth == 2 else 2))))

    def leaf(self) -> Requirement:
        kinds = {
            self.holds: 4,
            self.in_post: 3,
            self.experience: 5,
            self.level: 2,
            self.age: 3,
            self.licence: 1,
            self.status: 1,
            self.employer_decision: 2,
            self.not_published: 1,
        }
        return self.one_of([make for make, weight in kinds.items() for _ in range(weight)])()

    def standing(self) -> dict[str, Basis | Nature | None]:
        """On what basis a leaf stands, and how binding it is."""
        basis = self.one_of((None, None, None, Basis.ASSUMED, Basis.ASSUMED, Basis.DERIVED, Basis.STATED))
        return {"basis": basis, "nature": self.one_of((None, None, None, Nature.LAW, *Nature))}

    def holds(self) -> Requirement:
        ways = tuple(self.some_of(TRAININGS)) if self.once_in(3) else ()
        return Holds(
            holds=self.one_of(self.named_among(self.qualifications)), prepared_by=ways, **self.standing()
        )

    def level(self) -> Requirement:
        family = self.one_of((None, "A", "B"))
        return AtLeastLevel(at_least_level=self.one_of((4, 4, 5)), family=family, **self.standing())

    def experience(self) -> Requirement:
        in_roles, near = self.one_of((True, True, False)), self.named_among(self.roles)
        practice = Practice(
            months=self.one_of((1, 6, 12, 12, 24)),
            roles=tuple(self.one_of([(role,) for role in near] + [self.roles])) if in_roles else (),
            family=None if in_roles else self.one_of(("A", "A", "B")),
            min_echelon=None if in_roles else self.one_of((None, 3, 6)),
            within_years=self.one_of((None, None, None, 1, 2)),
            outside_training=self.once_in(4),
        )
        return Experience(experience=practice, **self.standing())

    def age(self) -> Requirement:
        low, high = self.one_of(((16, None), (18, None), (19, None), (None, 18), (None, 29), (17, 18)))
        return Age(age=AgeWindow(min=low, max=high), **self.standing())

    def licence(self) -> Requirement:
        return Licence(licence=self.one_of(("B", "C")), **self.standing())

    def status(self) -> Requirement:
        return Status(status=self.one_of(("jobseeker", "clean")), **self.standing())

    def in_post(self) -> Requirement:
        return InPost(in_post=self.one_of(self.named_among(self.roles)), **self.standing())

    def employer_decision(self) -> Requirement:
        return EmployerDecision(employer_decision=True, **self.standing())

    def not_published(self) -> Requirement:
        return NotPublished(not_published=text("?"), **self.standing())

    # --- steps

    def step(self, name: str, target: str) -> Step:
        to_a_role = target in self.roles
        dated = self.one_of((None,) * 5 + ("from", "to", "both"))
        days = sorted((self.day_near(), self.day_near())) if dated else [None, None]
        counts_for = None if to_a_role else self.one_of((None, None, *self.roles))
        return Step(
            id=name,
            target=target,
            access=self.one_of(ENTRIES if to_a_role else TRAININGS),
            months=self.duration(to_a_role),
            requires=self.requirement_for(target),
            valid_from=days[0] if dated in ("from", "both") else None,
            valid_to=days[1] if dated in ("to", "both") else None,
            counts_as_experience=counts_for,
            basis=self.one_of((Basis.STATED, Basis.STATED, Basis.DERIVED, Basis.ASSUMED)),
        )

    def requirement_for(self, target: str) -> Requirement | None:
        """
        What a step asks for: more often what stands lower on the ladder than the target, so that routes are
        long; at the foot often nothing, so that there are some.
        """
        lower = self.ladder[: self.ladder.index(target)]
        if self.once_in(2 + 2 * len(lower)):
            return None
        self.named = self.one_of((lower, lower, lower, self.ladder))
        if lower and self.once_in(2):
            below = self.one_of((self.holds, self.in_post, self.experience))()
            return AllOf(all_of=(below, self.requirement(depth=1)))
        return self.requirement()

    def named_among(self, nodes: Sequence[str]) -> Sequence[str]:
        """The nodes that a condition of the step at hand may name."""
        return [node for node in nodes if node in self.named] or nodes

    def duration(self, to_a_role: bool) -> Duration | None:
        if to_a_role:
            return None
        shortest = self.one_of((None, 3, 6, 12, 12, 24))
        if shortest is None:
            return None
        basis = self.one_of((None, None, Basis.STATED, Basis.ASSUMED))
        return Duration(min=shortest, max=shortest + self.one_of((0, 6)), basis=basis)

    # --- the whole

    def file(self, most_steps: int) -> CareersFile:
        count = self.one_of(range(3, most_steps + 1))
        names = self.draw(st.permutations([f"s{place}" for place in range(count)]))
        targets = [*self.ladder, *(self.one_of(self.ladder) for _ in names)]
        return CareersFile(
            edition="random",
            as_of=self.on,
            title=text("random"),
            licence="none",
            sources=(),
            families=(Family(id="A", label=text("A")), Family(id="B", label=text("B"))),
            statuses=tuple(StatusCode(code=code, label=text(code)) for code in ("jobseeker", "clean")),
            qualifications=tuple(self.qualification(name) for name in self.qualifications),
            roles=tuple(self.role(name) for name in self.roles),
            steps=tuple(self.step(*each) for each in zip(names, targets, strict=False)),
        )

    def profile(self) -> Profile:
        held = [
            Held(qualification=name, prepared_by=self.one_of((None, None, *TRAININGS)))
            for name in self.some_of(self.qualifications, at_most=1)
        ]
        return Profile(
            age=self.one_of((None, 15, 16, 17, 17, 18, 19, 30)),
            holds=held,
            experience={role: self.one_of((0, 1, 6, 12, 36)) for role in self.some_of(self.roles, at_most=1)},
            licences=frozenset(self.some_of(("B", "C"))),
            statuses=frozenset(self.some_of(("jobseeker", "clean"))),
        )

    def options(self) -> Options:
        return Options(
            bare_decisions=self.one_of((True, False)),
            relax_advised=self.one_of((False, False, True)),
            practice_months=self.one_of((None, None, None, 3, 18)),
        )

    def question(self, most_steps: int) -> Question:
        file, profile = self.file(most_steps), self.profile()
        had = {held.qualification for held in profile.holds} | {
            role for role, months in profile.experience if months
        }
        goals = [node for node in self.ladder if node not in had] or self.ladder
        return Question(file, profile, self.one_of(goals[-2:]), self.on, self.options())


@st.composite
def questions(draw: st.DrawFn, most_steps: int = 7, may_exclude: bool = True) -> Question:
    """A question about a small map, more often than not one that has an answer."""
    return _Maker(draw, may_exclude).question(most_steps)
