"""
Job titles as garages write them, beside the role that each means: how many are found, how many wrongly.

``titles.csv`` has the titles and their right answers, written by hand before anything was tuned: the codes of
the roles that an adviser would take (several where the title alone does not tell), or none for a title of
another branch. A title belongs to one half or the other by its own letters; thresholds, weights and words
were chosen by looking at the first half only, and the second was kept for the figures.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from benchmarks.report import HERE, ROME, table
from pathways import load
from pathways.catalogue import Catalogue
from pathways.importing.rome import table_of
from pathways.matching import Listed, Match, State, match_title
from pathways.names import fold

TITLES = HERE / "titles.csv"
TUNED, HELD_OUT = "tuned on", "held out"
_HOW_TO_READ = """
Map of edition {edition}. *Accepted*: taken without asking a person; *precision*: the share of those that is
right; *recall*: the share of the branch's titles accepted rightly; *right one offered*: the share for which a
right role is accepted or among those to check; *others*: titles of other branches. Many titles name several
roles of the branch ("chef d'atelier"), so a person has to be asked and recall cannot be whole. The halves are
drawn by a hash of the title; only the first was looked at while tuning.
""".strip()


@dataclass(frozen=True)
class Answered:
    """A title, the roles that are right (none: of another branch), and what was found."""

    title: str
    right: frozenset[str]
    found: Match

    @property
    def half(self) -> str:
        """The half that the title's own letters put it in."""
        digest = hashlib.sha256(fold(self.title).encode()).digest()
        return HELD_OUT if digest[0] % 2 else TUNED

    @property
    def is_accepted(self) -> bool:
        """Whether a role was taken without asking."""
        return self.found.state is State.MATCHED

    @property
    def is_right(self) -> bool:
        """Whether the role taken is a right one."""
        return self.found.role in self.right

    @property
    def is_offered(self) -> bool:
        """Whether a right role was taken, or is among those to check."""
        return any(each.role in self.right for each in self.found.candidates)


@dataclass(frozen=True)
class Score:
    """What came of some titles."""

    answered: Sequence[Answered]

    @property
    def ours(self) -> int:
        """How many are of the branch."""
        return sum(bool(each.right) for each in self.answered)

    @property
    def others(self) -> int:
        """How many are of another branch."""
        return len(self.answered) - self.ours

    @property
    def accepted(self) -> int:
        """How many were taken without asking."""
        return sum(each.is_accepted for each in self.answered)

    @property
    def accepted_rightly(self) -> int:
        """How many of those are right."""
        return sum(each.is_accepted and each.is_right for each in self.answered)

    @property
    def offered(self) -> int:
        """How many titles of the branch got a right role, taken or to check."""
        return sum(bool(each.right) and each.is_offered for each in self.answered)

    @property
    def others_accepted(self) -> int:
        """How many titles of another branch were taken without asking: none should be."""
        return sum(not each.right and each.is_accepted for each in self.answered)

    @property
    def others_asked(self) -> int:
        """How many of them a person is asked about."""
        return sum(not each.right and each.found.state is State.TO_CHECK for each in self.answered)

    @property
    def precision(self) -> float:
        """The share of what was taken that is right."""
        return self.accepted_rightly / self.accepted if self.accepted else 1.0

    @property
    def recall(self) -> float:
        """The share of the branch's titles that were taken rightly, without asking."""
        return self.accepted_rightly / self.ours

    @property
    def recall_offered(self) -> float:
        """The share of the branch's titles for which a right role was taken or offered."""
        return self.offered / self.ours


def answered(catalogue: Catalogue) -> tuple[Answered, ...]:
    """Every title of the list, with what is found for it."""
    with TITLES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return tuple(
        Answered(row["title"], _roles(catalogue, row["codes"]), match_title(catalogue, Listed(row["title"])))
        for row in rows
    )


def _roles(catalogue: Catalogue, codes: str) -> frozenset[str]:
    wanted = set(filter(None, codes.split("|")))
    return frozenset(r.id for r in catalogue.roles.values() if r.rnqsa in wanted and not r.is_gone)


def scores(titles: Sequence[Answered]) -> dict[str, Score]:
    """The two halves."""
    return {half: Score([each for each in titles if each.half == half]) for half in (TUNED, HELD_OUT)}


def run() -> str:
    """The section of the results."""
    catalogue = load()
    found = scores(answered(catalogue))
    rows = [list(_row(half, score)) for half, score in found.items()]
    head = [
        "half", "titles", "of the branch", "accepted", "right", "precision", "recall", "right one offered",
        "others", "others accepted", "others asked about",
    ]  # fmt: skip
    wrong = [
        each for score in found.values() for each in score.answered if each.is_accepted and not each.is_right
    ]
    return "\n".join(
        [
            "## Job titles matched to roles",
            "",
            _HOW_TO_READ.format(edition=catalogue.file.edition),
            "",
            table(head, rows),
            "",
            *(["Accepted wrongly:", "", *_lines(wrong)] if wrong else ["None was accepted wrongly."]),
            *(_of_other_codes(catalogue) if ROME.exists() else ()),
        ]
    )


def _row(half: str, score: Score) -> Iterator[object]:
    yield from (half, len(score.answered), score.ours, score.accepted, score.accepted_rightly)
    yield from (f"{share:.3f}" for share in (score.precision, score.recall, score.recall_offered))
    yield from (score.others, score.others_accepted, score.others_asked)


def _lines(some: Iterable[Answered]) -> Iterator[str]:
    return (f"- {each.title}: {each.found.role}" for each in some)


def _of_other_codes(catalogue: Catalogue) -> Iterator[str]:
    """What becomes of every appellation of ROME whose code no role names: most are of other branches."""
    ours = {code for role in catalogue.roles.values() for code in role.rome}
    rows = table_of(ROME, "appellations", "libelle", "code_rome")
    titles = sorted({row["libelle"] for row in rows if row["code_rome"] not in ours})
    found = [Answered(title, frozenset(), match_title(catalogue, Listed(title))) for title in titles]
    score = Score(found)
    yield ""
    yield (
        f"Of {len(titles):,} appellations of ROME whose code no role names, {score.others_accepted} are "
        f"accepted, {score.others_asked} asked about. Those accepted, for a reader to judge:"
    )
    yield ""
    yield from _lines(each for each in found if each.is_accepted)
