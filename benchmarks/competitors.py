"""
Who is measured on the k shortest paths, each in a process of its own.

``python -m benchmarks.competitors WHO FOLDER K`` reads a network and questions from a folder, builds what
WHO needs, answers the questions and prints a line of JSON for each thing done, so that whoever started it can
stop it at any time and keep what there is. Memory is what the process holds beyond the libraries and the bare
numbers of the network.
"""

from __future__ import annotations

import gc
import json
import re
import sys
import time
from array import array
from collections.abc import Callable, Sequence
from heapq import heappop, heappush
from itertools import islice, pairwise
from pathlib import Path
from typing import NamedTuple

NAMES = ("origins", "targets", "costs")


class Arrays(NamedTuple):
    """A network as bare numbers: how many nodes; of each step its origin, target and cost."""

    nodes: int
    origins: Sequence[int]
    targets: Sequence[int]
    costs: Sequence[int]

    def save(self, folder: Path) -> None:
        """Write the numbers where another process reads them."""
        (folder / "nodes").write_text(str(self.nodes), encoding="utf-8")
        for name, numbers in zip(NAMES, self[1:], strict=True):
            (folder / name).write_bytes(array("q", numbers).tobytes())

    @classmethod
    def read(cls, folder: Path) -> Arrays:
        """Read what was saved."""
        numbers = [array("q", (folder / name).read_bytes()) for name in NAMES]
        return cls(int((folder / "nodes").read_text(encoding="utf-8")), *numbers)


class Answered(NamedTuple):
    """The lengths found, and on how many nodes; None where the library does not tell."""

    lengths: list[int]
    touched: int | None = None


Ask = Callable[[int, int, int], Answered]


def ours(given: Arrays) -> Ask:
    """``pathways.paths``."""
    from pathways.paths import Network, Search

    network = Network.of(*given)

    def ask(origin: int, goal: int, k: int) -> Answered:
        search = Search(network, [origin], goal)
        return Answered([path.cost for path in islice(search, k)], search.touched)

    return ask


def backward_pass(given: Arrays) -> Ask:
    """One full backward pass from the goal (a plain Dijkstra) over our network: no paths, only distances."""
    from pathways.paths import Network

    network = Network.of(*given)

    def ask(origin: int, goal: int, _k: int) -> Answered:
        never = network.total_cost + 1
        distances, waiting, settled = [never] * given.nodes, [(0, goal)], 0
        distances[goal] = 0
        while waiting:
            length, node = heappop(waiting)
            if length > distances[node]:
                continue
            settled += 1
            for end, cost, _ in network._entering.at(node):
                if length + cost < distances[end]:
                    distances[end] = length + cost
                    heappush(waiting, (length + cost, end))
        return Answered([distances[origin]], settled)

    return ask


def networkx(given: Arrays) -> Ask:
    """``networkx.shortest_simple_paths``, weighted."""
    import networkx as nx

    graph = nx.DiGraph()
    graph.add_nodes_from(range(given.nodes))
    graph.add_weighted_edges_from(zip(*given[1:], strict=True))

    def ask(origin: int, goal: int, k: int) -> Answered:
        paths = islice(nx.shortest_simple_paths(graph, origin, goal, "weight"), k)
        return Answered([sum(graph.edges[step]["weight"] for step in pairwise(path)) for path in paths])

    return ask


def igraph(given: Arrays) -> Ask:
    """``igraph.Graph.get_k_shortest_paths``, weighted."""
    import igraph as ig

    graph = ig.Graph(given.nodes, list(zip(given.origins, given.targets, strict=True)), directed=True)
    graph.es["cost"] = list(given.costs)

    def ask(origin: int, goal: int, k: int) -> Answered:
        paths = graph.get_k_shortest_paths(origin, goal, k=k, weights="cost", output="epath")
        return Answered([sum(given.costs[step] for step in path) for path in paths])

    return ask


def scipy(given: Arrays) -> Ask:
    """``scipy.sparse.csgraph.yen``."""
    import numpy as np
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import yen

    costs = np.asarray(given.costs, dtype=float)
    ends = np.asarray(given.origins, dtype=np.int32), np.asarray(given.targets, dtype=np.int32)
    graph = csr_array((costs, ends), shape=(given.nodes, given.nodes))

    def ask(origin: int, goal: int, k: int) -> Answered:
        return Answered([round(length) for length in yen(graph, origin, goal, k)])

    return ask


WHO: dict[str, Callable[[Arrays], Ask]] = {
    "ours": ours,
    "networkx": networkx,
    "igraph": igraph,
    "scipy": scipy,
    "backward pass": backward_pass,
}


def _held(what: str) -> int:
    """Bytes that this process holds (``VmRSS``), or has held at most (``VmHWM``)."""
    found = re.search(rf"{what}:\s+(\d+) kB", Path("/proc/self/status").read_text(encoding="utf-8"))
    return int(found[1]) * 1024 if found else 0


def _import_first(who: str) -> None:
    """Let a library take its memory before the network is built: it is not the network's."""
    tiny = Arrays(3, array("q", (0, 1)), array("q", (1, 2)), array("q", (1, 1)))
    WHO[who](tiny)(0, 2, 1)


def main(who: str, folder: Path, k: int) -> None:
    """Build, then answer; print each as it is done."""
    given = Arrays.read(folder)
    pairs = json.loads((folder / "pairs.json").read_text(encoding="utf-8"))
    _import_first(who)
    gc.collect()
    before, start = _held("VmRSS"), time.perf_counter()
    ask = WHO[who](given)
    built = time.perf_counter() - start
    gc.collect()
    print(json.dumps({"build_s": built, "index_bytes": _held("VmRSS") - before}), flush=True)
    for origin, goal in pairs:
        start = time.perf_counter()
        lengths, touched = ask(origin, goal, k)
        took = time.perf_counter() - start
        done = {"s": took, "lengths": lengths, "touched": touched, "peak_bytes": _held("VmHWM") - before}
        print(json.dumps(done), flush=True)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
