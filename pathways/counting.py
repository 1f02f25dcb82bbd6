"""
What work already done counts for, and what it does not: every condition of experience that is near it.

Near are the conditions that take one of the roles worked in, whether the months are enough or not; and, of
those that take none of them, the ones of the same families. What else a step asks for is no matter here. It
errs on the side of leaving out: work that no condition names counts for nothing, though a jury or an employer
may well take it into account.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pathways.catalogue import Catalogue
from pathways.eligibility import Situation, Verdict
from pathways.model import Experience, Step, leaves
from pathways.questions import OpenMap, Question


@dataclass(frozen=True, slots=True)
class Counts:
    """
    A condition of experience, and how somebody's work stands to it.

    Parameters
    ----------
    takes
        Whether it takes one of the roles worked in at all.
    months
        How many the condition asks for, as the question reads it.
    missing
        How many are still missing; 0 when it is met, or when only its date is to be confirmed.
    """

    step: Step
    leaf: Experience
    takes: bool
    verdict: Verdict
    months: int
    missing: int


def what_counts(catalogue: Catalogue, question: Question) -> tuple[Counts, ...]:
    """
    The conditions of experience near the person's work; in the order of the ids of their steps.

    Examples
    --------
    >>> from tests.small_map import small
    >>> from pathways.model import Profile
    >>> worked = Profile(experience={"a-12-2-technicien-expert": 12})
    >>> question = Question(worked, "a-20-1-receptionnaire", small().file.as_of)
    >>> for each in what_counts(small(), question):
    ...     print(each.step.target, each.takes, each.missing)
    a-20-1-receptionnaire True 12
    a-c-iii-1-chef-apres-vente False 36
    cqp-expert-camion True 0
    """
    today = OpenMap(catalogue, question)
    worked = {role for role, _ in question.profile.experience}
    families = {catalogue.roles[role].family for role in worked}
    return tuple(
        counted
        for _, step in sorted(today.steps.items())
        if not today.has(step.target)
        for counted in _of_step(today, step, worked)
        if counted.takes or catalogue.node(step.target).family in families
    )


def _of_step(today: OpenMap, step: Step, worked: set[str]) -> Iterator[Counts]:
    person: Situation = today.start
    for leaf in leaves(today.requires[step.id]):
        if not isinstance(leaf, Experience):
            continue
        asked, eligibility = leaf.experience, today.eligibility
        takes = bool(eligibility.counting_roles(asked) & worked)
        missing = eligibility.missing_months(asked, person) or 0
        yield Counts(step, leaf, takes, eligibility.verdict(leaf, person), asked.months, missing)
