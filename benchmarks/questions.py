"""
Questions about routes on the branch, with all conditions: how long an answer takes.

The same questions, drawn at random once, are asked under each ranking, one after the other in one process,
after a first one that is told apart. Garbage is collected as everywhere. Where the national list of jobs is
at hand, questions about the role with the most ways in follow.
"""

from __future__ import annotations

import math
import os
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from statistics import median
from typing import NamedTuple, TypeVar

from benchmarks.report import HERE, ROME, brief, machine, table
from pathways import Profile, find_routes, load
from pathways.catalogue import Catalogue, parse
from pathways.importing import import_rome
from pathways.questions import RANKINGS, By
from pathways.structure import structure_of

K = 5
QUESTIONS = 500
ROME_QUESTIONS = 100
TIMES = 5
AGES = (None, 15, 17, 19, 24, 30, 45)
MONTHS = (6, 12, 36)
TRADE_OFFS = "pareto"
TOGETHER = "together"
IMPORT = "import time; start = time.perf_counter(); import pathways; print(time.perf_counter() - start)"
T = TypeVar("T")


class Asked(NamedTuple):
    """Who asks, and for which goal."""

    profile: Profile
    goal: str


@dataclass(frozen=True)
class Measured:
    """What the questions took, in milliseconds, shortest first; how many searches were cut, or found none."""

    took: Sequence[float]
    cut: int
    none: int

    def within(self, share: float) -> float:
        """So large a share of the questions took no longer."""
        return self.took[math.ceil(share * len(self.took)) - 1]

    def __add__(self, other: Measured) -> Measured:
        return Measured(sorted((*self.took, *other.took)), self.cut + other.cut, self.none + other.none)


class Ready(NamedTuple):
    """What is done before an answer, in milliseconds: medians, but for the first question."""

    import_ms: float
    load_ms: float
    compile_ms: float
    first_question_ms: float


# --- the questions --------------------------------------------------------------------------------


def questions(catalogue: Catalogue) -> Iterator[Asked]:
    """So many, drawn at random once; whoever has the goal asks for another."""
    chance = random.Random(QUESTIONS)
    goals = sorted({step.target for step in catalogue.steps.values()})
    qualifications, roles = sorted(catalogue.qualifications), sorted(catalogue.roles)
    for _ in range(QUESTIONS):
        held = chance.sample(qualifications, chance.randint(0, 2))
        worked = {role: chance.choice(MONTHS) for role in chance.sample(roles, chance.randint(0, 1))}
        wanted = [goal for goal in goals if goal not in held and goal not in worked]
        yield Asked(Profile(age=chance.choice(AGES), holds=held, experience=worked), chance.choice(wanted))


def towards_a_hub(catalogue: Catalogue) -> tuple[list[Asked], int]:
    """People with a job each who ask for the role with the most ways in; and how many ways that are."""
    [(hub, ways)] = Counter(step.target for step in catalogue.steps.values()).most_common(1)
    chance = random.Random(ROME_QUESTIONS)
    starts = chance.sample(sorted(catalogue.roles.keys() - {hub}), ROME_QUESTIONS)
    return [Asked(Profile(experience={role: 12}), hub) for role in starts], ways


# --- measuring ------------------------------------------------------------------------------------


def timed(work: Callable[[], T]) -> tuple[float, T]:
    """Milliseconds that some work took, and what came of it."""
    start = time.perf_counter()
    done = work()
    return 1_000 * (time.perf_counter() - start), done


def asked_all(catalogue: Catalogue, asked: Sequence[Asked], by: By) -> Measured:
    """Ask all questions under a ranking."""
    timings = [timed(partial(find_routes, catalogue, *each, k=K, by=by)) for each in asked]
    answers = [answer for _, answer in timings]
    return Measured(
        sorted(took for took, _ in timings),
        sum(not answer.complete for answer in answers),
        sum(not answer.routes for answer in answers),
    )


def ready() -> Ready:
    """Import, load, compile and ask for the first time; each but the last several times."""
    imports = [
        1_000 * float(subprocess.check_output([sys.executable, "-c", IMPORT], cwd=HERE.parent))
        for _ in range(TIMES)
    ]
    loads, compiles = zip(*(_loaded_and_compiled() for _ in range(TIMES)), strict=True)
    fresh = load()
    first, _ = timed(partial(find_routes, fresh, *next(questions(fresh)), k=K))
    return Ready(median(imports), median(loads), median(compiles), first)


def _loaded_and_compiled() -> tuple[float, float]:
    loading, catalogue = timed(load)
    compiling, _ = timed(partial(structure_of, catalogue))
    return loading, compiling


def measured(catalogue: Catalogue) -> Mapping[str, Measured]:
    """Each ranking, those that give one order of routes together, and the trade-offs where there are such."""
    asked = list(questions(catalogue))
    found: dict[str, Measured] = {}
    for by in RANKINGS:
        print(f"… {by}", file=sys.stderr, flush=True)
        found[by] = asked_all(catalogue, asked, by)
    ordered = [each for by, each in found.items() if by != TRADE_OFFS]
    return {**found, TOGETHER: sum(ordered[1:], ordered[0])}


# --- in words -------------------------------------------------------------------------------------


def run() -> str:
    """Measure everything; the section for the results."""
    before, catalogue = ready(), load()
    find_routes(catalogue, Profile(), next(questions(catalogue)).goal, k=1)
    found = measured(catalogue)
    return "\n\n".join(
        [_opening(catalogue), _times(found), _before(before), _rome(), _targets(found, before)]
    )


def _opening(catalogue: Catalogue) -> str:
    many = f"{len(catalogue.nodes):,} nodes and {len(catalogue.steps):,} steps"
    return f"""## Questions about routes, with all conditions

{machine()} Load average {os.getloadavg()[0]:.1f}, of which this
program is 1: where it is more than the cores, all took longer.

{QUESTIONS} questions about the branch ({many}), k = {K}, drawn at random once: an age or none, up to two
qualifications held, up to one role worked in, any goal that has a way in. Milliseconds of `find_routes`, of
all questions, the same for each ranking. *Cut*: the search was stopped before all was proved, and says so."""


def _times(found: Mapping[str, Measured]) -> str:
    return table(_HEAD, [_row(name, each) for name, each in found.items()])


_HEAD = ("ranking", "median", "95th percentile", "99th", "longest", "cut", "without a route", "questions")


def _row(name: str, each: Measured) -> list[str]:
    times = [
        brief(number) for number in (median(each.took), each.within(0.95), each.within(0.99), each.took[-1])
    ]
    return [name, *times, str(each.cut), str(each.none), str(len(each.took))]


def _before(before: Ready) -> str:
    names = (
        "`import pathways` in a fresh process",
        "loading and checking the map",
        "compiling its conditions (`structure_of`)",
        "the first question asked of a fresh map, compiling included",
    )
    rows = [[name, brief(each)] for name, each in zip(names, before, strict=True)]
    return f"### Before the first answer\n\nMedians of {TIMES}; the first question once.\n\n" + table(
        ["", "ms"], rows
    )


def _rome() -> str:
    title = "### The national list of jobs"
    if not ROME.exists():
        return f"{title}\n\nLeft out: its tables are not at `{ROME.name}` beside this project."
    catalogue = parse(import_rome(ROME, as_of=date(2026, 11, 24)).raw)
    asked, ways = towards_a_hub(catalogue)
    first, _ = timed(partial(find_routes, catalogue, *asked[0], k=K))
    what = (
        f"{ROME_QUESTIONS} people with a job each ask for the role that most moves lead to ({ways} moves).\n"
        f"A route is a path there. The first question of all takes {brief(first)} ms: it compiles the map.\n"
        "The first under another ranking, the longest of its line, makes the network for that one."
    )
    rows = [_row(by, asked_all(catalogue, asked, by)) for by in RANKINGS if by != TRADE_OFFS]
    return "\n\n".join([title, what, table(_HEAD, rows)])


def _targets(found: Mapping[str, Measured], before: Ready) -> str:
    rows = [
        [what, f"under {wanted} ms", f"{brief(took)} ms", "met" if took < wanted else "**missed**"]
        for what, wanted, took in _judged(found, before)
    ]
    return "### What was asked for\n\n" + table(["", "wanted", "measured", ""], rows)


def _judged(found: Mapping[str, Measured], before: Ready) -> Iterator[tuple[str, int, float]]:
    for name in ("fastest", TOGETHER):
        yield f"{name}: median", 10, median(found[name].took)
        yield f"{name}: 95th percentile", 50, found[name].within(0.95)
    if TRADE_OFFS in found:
        yield f"{TRADE_OFFS}: 95th percentile", 150, found[TRADE_OFFS].within(0.95)
    yield "import", 500, before.import_ms
    yield "compiling", 100, before.compile_ms
