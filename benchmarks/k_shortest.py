"""
The k shortest loopless paths: our search beside those of networkx, igraph and scipy.

Each answers the same questions about the same networks, in a process of its own, until it has answered all or
its time is up; that the lengths are the same is checked. Origins and goals are drawn at
random, once, and those that some path joins are kept.
"""

from __future__ import annotations

import json
import math
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from statistics import linear_regression, median
from typing import Any, NamedTuple

from benchmarks.competitors import WHO, Arrays
from benchmarks.report import HERE, ROME, brief, machine, table
from pathways import load
from pathways.catalogue import Catalogue
from pathways.graph import network
from pathways.importing.rome import import_rome
from pathways.model import CareersFile
from pathways.paths import Network, k_best

K = 10
PAIRS = 30
SECONDS = float(os.environ.get("BENCH_SECONDS", "120"))
SIZES = (1_000, 10_000, 100_000)
STEPS_EACH = 10
DEAREST = 1_000
PICTURE = HERE / "k_shortest.svg"
MEGABYTE = 1e6


class Given(NamedTuple):
    """A network and the questions about it."""

    name: str
    arrays: Arrays
    pairs: Sequence[tuple[int, int]]


@dataclass(frozen=True)
class Measured:
    """
    What one competitor did on one network.

    Parameters
    ----------
    late
        It was stopped, as its time was up: what it did not answer takes longer.
    broken
        Why it ended with an error, if it did: that says nothing about its speed.
    """

    built: Mapping[str, Any]
    answers: Sequence[Mapping[str, Any]]
    late: bool = False
    broken: str = ""

    @cached_property
    def seconds(self) -> float | None:
        """The median time of a question."""
        return median(each["s"] for each in self.answers) if self.answers else None


Results = Mapping[str, Mapping[str, Measured]]
"""By network, by competitor."""


# --- the networks ---------------------------------------------------------------------------------


def networks() -> Iterator[Given]:
    """The random networks, the national list of jobs where it is at hand, the branch."""
    for nodes in SIZES:
        yield _with_pairs(f"random, {nodes:,} nodes", _random(nodes))
    if ROME.exists():
        yield _with_pairs("ROME 4.60", _rome())
    yield _with_pairs("the branch", _branch(load()))


def _random(nodes: int) -> Arrays:
    chance = random.Random(nodes)
    origins, targets = [], []
    for node in range(nodes):
        others = [other for other in chance.sample(range(nodes), STEPS_EACH + 1) if other != node]
        targets += others[:STEPS_EACH]
        origins += [node] * STEPS_EACH
    return Arrays(nodes, origins, targets, [chance.randint(1, DEAREST) for _ in origins])


def _rome() -> Arrays:
    """The moves between jobs; each costs 1, as the list says nothing of how long one takes."""
    raw = import_rome(ROME, as_of=date(2026, 11, 24)).raw
    rome = Catalogue(CareersFile.model_validate(raw))
    return _drawn(rome, dict.fromkeys(rome.steps, 1))


def _branch(catalogue: Catalogue) -> Arrays:
    """The drawn graph of the branch; a step costs its months (nothing where unknown), and one."""
    months = {step.id: step.months.min if step.months else 0 for step in catalogue.steps.values()}
    return _drawn(catalogue, {step: 1 + each for step, each in months.items()})


def _drawn(catalogue: Catalogue, costs: Mapping[str, int]) -> Arrays:
    """The network of ids without what excludes; of steps side by side the cheapest, as some know but one."""
    numbers = {node: number for number, node in enumerate(catalogue.nodes)}
    cheapest: dict[tuple[int, int], int] = {}
    for start, end, step, mention in network(catalogue).edges(keys=True, data="mention"):
        pair = numbers[start], numbers[end]
        if start != end and mention != "excluded":
            cheapest[pair] = min(costs[step], cheapest.get(pair, costs[step]))
    origins, targets = zip(*cheapest, strict=True)
    return Arrays(len(numbers), origins, targets, list(cheapest.values()))


def _with_pairs(name: str, arrays: Arrays) -> Given:
    """So many questions that have an answer, drawn at random."""
    chance, packed, pairs = random.Random(name), Network.of(*arrays), []
    while len(pairs) < PAIRS:
        origin, goal = chance.sample(range(arrays.nodes), 2)
        if k_best(packed, [origin], goal, 1):
            pairs.append((origin, goal))
    return Given(name, arrays, pairs)


# --- measuring ------------------------------------------------------------------------------------


def measure(given: Given) -> Mapping[str, Measured]:
    """All competitors on one network; the lengths they find are checked against ours."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        given.arrays.save(folder)
        (folder / "pairs.json").write_text(json.dumps(given.pairs), encoding="utf-8")
        found = {who: _run(who, folder) for who in WHO}
    if len(found["ours"].answers) < len(given.pairs):
        raise SystemExit(f"{given.name}: ours did not answer all: {found['ours'].broken or 'too slow'}")
    for who, measured in found.items():
        _check(given.name, who, measured, found["ours"])
    return found


def _run(who: str, folder: Path) -> Measured:
    command = [sys.executable, "-m", "benchmarks.competitors", who, str(folder), str(K)]
    print(f"… {who}", file=sys.stderr, flush=True)
    try:
        done = subprocess.run(command, cwd=HERE.parent, capture_output=True, timeout=SECONDS, check=True)
        printed, late, broken = done.stdout, False, ""
    except subprocess.TimeoutExpired as stopped:
        printed, late, broken = stopped.stdout or b"", True, ""
    except subprocess.CalledProcessError as fault:
        said = fault.stderr.decode().strip().splitlines()
        printed, late, broken = fault.stdout, False, said[-1] if said else f"ended with {fault.returncode}"
    whole_lines = printed.decode().split("\n")[:-1]
    lines = [json.loads(line) for line in whole_lines]
    return Measured(lines[0] if lines else {}, lines[1:], late, broken)


def _check(name: str, who: str, measured: Measured, ours: Measured) -> None:
    for number, (theirs, own) in enumerate(zip(measured.answers, ours.answers, strict=False)):
        expected = own["lengths"][: 1 if who == "backward pass" else K]
        if theirs["lengths"] != expected:
            raise SystemExit(f"{name}, question {number}: {who} finds {theirs['lengths']}, ours {expected}")


# --- in words -------------------------------------------------------------------------------------


def run() -> str:
    """Measure everything and draw it; the section for the results."""
    results: dict[str, Mapping[str, Measured]] = {}
    sizes: dict[str, tuple[int, int]] = {}
    for given in networks():
        print(given.name, file=sys.stderr, flush=True)
        results[given.name] = measure(given)
        sizes[given.name] = given.arrays.nodes, len(given.arrays.costs)
    _draw(results)
    parts = [_opening(), *(_of_network(name, sizes[name], found) for name, found in results.items())]
    if not ROME.exists():
        parts.append(f"### ROME 4.60\n\nLeft out: its tables are not at `{ROME.name}` beside this project.")
    return "\n\n".join([*parts, _growth(results), _targets(results)])


def _opening() -> str:
    return f"""## The {K} shortest loopless paths

{machine("networkx", "igraph", "scipy", "numpy")}

{PAIRS} questions on each network, an origin and a goal at random that some path joins. Each competitor has a
process of its own and {SECONDS:.0f} s for building and answering; where that was not enough, the figures are
of what it had answered by then. Equal lengths are checked, question by question. *Times slower*: the median,
over the questions that both answered, of their time by ours. *Index*: what the process holds more once the
network is built, beyond the libraries and the bare numbers of the network; *peak*: the most it held until the
last answer. Random networks have {STEPS_EACH} steps from each node, at whole costs from 1 to {DEAREST:,}, no
two side by side. The backward pass is one plain Dijkstra from the goal through everything, in our code; it
finds no paths.

Times are of the wall clock, one competitor after the other. On this kind of machine, shared with others, the
same figure came out up to two or three times as large from one run to the next: read a ratio by its order of
magnitude, and the powers below as rough, from three sizes each.

![Time of a question by the size of the network]({PICTURE.name})"""


def _of_network(name: str, size: tuple[int, int], found: Mapping[str, Measured]) -> str:
    head = [
        "",
        "ms",
        "slowest, ms",
        "times slower",
        "answered",
        "nodes touched",
        "built, s",
        "index, MB",
        "peak, MB",
    ]
    rows = [_row(who, measured, found["ours"]) for who, measured in found.items()]
    notes = [*_unfinished(found), *_faster(found)]
    what = f"{size[0]:,} nodes, {size[1]:,} steps. {COSTS.get(name, '')}".strip()
    return "\n\n".join([f"### {name[0].upper()}{name[1:]}", what, table(head, rows), *notes])


COSTS = {
    "ROME 4.60": "Each move costs 1, so nearly all is tied; ours alone puts ties into an order.",
    "the branch": "A step costs its months, unknown ones none, and one; conditions are left out.",
}


def _unfinished(found: Mapping[str, Measured]) -> Iterator[str]:
    for who, measured in found.items():
        if measured.late:
            yield f"{who}: not finished in {SECONDS:.0f} s, {len(measured.answers)} of {PAIRS} answered."
        if measured.broken:
            yield f"{who}: not measured, it ended with an error: `{measured.broken}`"


def _faster(found: Mapping[str, Measured]) -> Iterator[str]:
    for who, measured in found.items():
        if measured.answers and slower(measured, found["ours"]) < 1:
            yield f"{who} is faster than ours here{', but finds no paths' if who == 'backward pass' else ''}."


def _row(who: str, measured: Measured, ours: Measured) -> list[str]:
    built, answers = measured.built, measured.answers
    index = [brief(built["build_s"]), brief(built["index_bytes"] / MEGABYTE)] if built else ["–", "–"]
    if not answers:
        return [who, "–", "–", "–", "0", "–", *index, "–"]
    touched = [each["touched"] for each in answers if each["touched"] is not None]
    return [
        who,
        brief(1_000 * median(each["s"] for each in answers)),
        brief(1_000 * max(each["s"] for each in answers)),
        brief(slower(measured, ours)),
        str(len(answers)),
        f"{median(touched):,.0f}" if touched else "–",
        *index,
        brief(max(each["peak_bytes"] for each in answers) / MEGABYTE),
    ]


def slower(measured: Measured, ours: Measured) -> float:
    """How many times longer a question takes than with ours: the median over those that both answered."""
    both = zip(measured.answers, ours.answers, strict=False)
    return median(theirs["s"] / own["s"] for theirs, own in both)


def growth(results: Results, who: str) -> float | None:
    """The power of the size with which the time grows, on the random networks; None if some have no time."""
    times = [results[f"random, {nodes:,} nodes"][who].seconds for nodes in SIZES]
    if None in times:
        return None
    logs = [math.log(each) for each in times if each is not None]
    return linear_regression([math.log(nodes) for nodes in SIZES], logs).slope


def _growth(results: Results) -> str:
    powers = {who: growth(results, who) for who in WHO}
    rows = [[who, "–" if power is None else f"{power:.2f}"] for who, power in powers.items()]
    return "### Growth\n\nTime grows as the number of nodes to this power (random networks):\n\n" + table(
        ["", "power"], rows
    )


def _targets(results: Results) -> str:
    rows = [
        [what, wanted, found, "met" if met else "**missed**"] for what, wanted, found, met in _judged(results)
    ]
    return "### What was asked for\n\n" + table(["", "wanted", "measured", ""], rows)


def _judged(results: Results) -> Iterator[tuple[str, str, str, bool]]:
    for nodes, least in ((100_000, 50), (10_000, 10)):
        found = results[f"random, {nodes:,} nodes"]
        for who in ("igraph", "scipy"):
            yield f"{nodes:,} nodes: faster than {who}", f"{least} times", *_judge(found, who, least)
    for name, found in results.items():
        yield f"{name}: not slower than networkx", "1 time", *_judge(found, "networkx", 1)
    held = results["random, 100,000 nodes"]["ours"].built["index_bytes"] / MEGABYTE
    yield "index for 100,000 nodes, 1,000,000 steps", "under 400 MB", f"{brief(held)} MB", held < 400
    own, whole = growth(results, "ours"), growth(results, "backward pass")
    if own is not None and whole is not None:
        said = f"{own:.2f} and {whole:.2f}"
        yield "grows no faster than one backward pass", "a power no larger", said, own <= whole


def _judge(found: Mapping[str, Measured], who: str, least: float) -> tuple[str, bool]:
    """How many times slower it is, and whether that is enough; what was not measured meets nothing."""
    measured, ours = found[who], found["ours"]
    if measured.broken or not (measured.answers or measured.late):
        return "not measured", False
    if measured.answers:
        times = slower(measured, ours)
        return f"{brief(times)} times", times >= least
    left = SECONDS - measured.built.get("build_s", SECONDS)
    times = left / (ours.seconds or math.inf)
    return f"more than {brief(times)} times", times >= least


def _draw(results: Results) -> None:
    import matplotlib as mpl

    mpl.use("svg")
    from matplotlib import pyplot as plt

    mpl.rcParams["svg.hashsalt"] = "k_shortest"
    figure, axes = plt.subplots(figsize=(7, 4.5), layout="constrained")
    for (who, marker), line in zip(MARKERS.items(), ("-", "--", "-.", ":", (0, (1, 3))), strict=True):
        times = [(nodes, results[f"random, {nodes:,} nodes"][who].seconds) for nodes in SIZES]
        known = [(nodes, 1_000 * each) for nodes, each in times if each is not None]
        if known:
            axes.loglog(*zip(*known, strict=True), marker=marker, linestyle=line, color="black", label=who)
    axes.set(xlabel="nodes", ylabel=f"ms for the {K} shortest paths (median)")
    axes.grid(visible=True, color="0.85")
    axes.legend()
    figure.savefig(PICTURE, metadata={"Date": None})


MARKERS = {"ours": "o", "networkx": "s", "igraph": "^", "scipy": "x", "backward pass": "D"}
