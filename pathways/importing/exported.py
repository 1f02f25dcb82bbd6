"""
A map that was exported as a graph (GraphML, GEXF, JSON, JGF, CSV tables), read back from its nodes and links.

Steps, conditions and groups are rebuilt from the network; the attributes that only repeat them for readers
(``exports.FOR_READERS``) are passed over. What other programs added is left out, and said. Whether the map is
sound is judged where it is saved. Nothing of an exported map is lost; pay never was in it.
"""

from __future__ import annotations

import csv
import io
import json
import warnings
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final
from xml.etree import ElementTree as ET
from zipfile import BadZipFile, ZipFile

import networkx as nx
from pydantic import BaseModel, ValidationError

from pathways.errors import InvalidData, UnreadableData
from pathways.exports.attributes import Attributes, nested
from pathways.exports.formats import GEXF_VERSION, SOURCES, zipped
from pathways.exports.network import COUNTS, FOR_READERS, OF_THE_MAP, counts_of, in_order
from pathways.exports.parts import ROUTE, SEGMENT
from pathways.importing.remarks import ReadBack, Remark
from pathways.model import (
    Age,
    AtLeastLevel,
    CareersFile,
    EmployerDecision,
    Experience,
    Holds,
    InPost,
    Licence,
    NotPublished,
    Qualification,
    Role,
    Status,
    Step,
)
from pathways.problems import Problem
from pathways.spreadsheets import as_meant
from pathways.validation import check
from pathways.validation.files import decoded

MOST_BYTES: Final = 100_000_000
_LEAVES: Final = (
    Holds, AtLeastLevel, Experience, Age, Licence, Status, EmployerDecision, InPost, NotPublished,
)  # fmt: skip
_KNOWN: Final[Mapping[str, frozenset[str]]] = {
    "qualification": frozenset(Qualification.model_fields),
    "role": frozenset(Role.model_fields),
    "step": frozenset(Step.model_fields),
    "group": frozenset(),
    "condition": frozenset().union(*(leaf.model_fields for leaf in _LEAVES)),
}
_DAMAGED: Final = (
    nx.NetworkXException, ET.ParseError, BadZipFile, zlib.error, csv.Error, EOFError, NotImplementedError,
    RuntimeError,
)  # fmt: skip
_GRAPH_ITSELF: Final = frozenset({"node_default", "edge_default", "mode"})


def read_exported(content: bytes, name: str) -> ReadBack:
    """
    The map of an exported file, of whatever graph format.

    Parameters
    ----------
    content
        The file as it was written.
    name
        What problems call it.

    Raises
    ------
    UnreadableData
        It is none of the formats, too large, or cut short.
    InvalidData
        It is a graph, and not that of a map.

    Examples
    --------
    >>> from pathways.exports import export_bytes
    >>> from tests.small_map import small
    >>> back = read_exported(export_bytes(small(), "gexf"), "small.gexf")
    >>> CareersFile.model_validate(back.raw) == small().file, back.remarks
    (True, ())
    """
    graph = _graph_of(content, name)
    return _Rebuilding(graph, name).read_back()


def content_of(path: Path) -> bytes:
    """
    A file, or the CSV tables of a folder as one.

    Raises
    ------
    UnreadableData
        It cannot be read.
    """
    try:
        if path.is_dir():
            return zipped({each.name: each.read_bytes() for each in sorted(path.glob("*.csv"))})
        return path.read_bytes()
    except OSError as error:
        what = f"the file cannot be read ({error.strerror})"
        raise _unreadable(str(path), what, "check its name and place") from None


# --- files ----------------------------------------------------------------------------------------


def _graph_of(content: bytes, name: str) -> nx.DiGraph:
    if len(content) > MOST_BYTES:
        raise _unreadable(name, f"it is over {MOST_BYTES // 1_000_000} MB", "export a part of the map")
    start = content.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    readers: Mapping[bytes, Callable[[bytes], nx.DiGraph]] = {b"<": _xml, b"{": _json, b"P": _tables}
    if start not in readers:
        raise _unreadable(
            name, "it is no graph that can be read", "export as graphml, gexf, json, jgf or csv"
        )
    try:
        with warnings.catch_warnings(action="ignore"):  # networkx guesses where a file is damaged
            return readers[start](content)
    except _DAMAGED as error:
        raise _unreadable(name, f"it is cut short or damaged ({error})", "export it again") from None
    except (AttributeError, KeyError, LookupError, TypeError, ValueError) as error:
        what = f"it is not laid out as an exported map ({type(error).__name__}: {error})"
        raise _unreadable(name, what, "export it again") from None


def _unreadable(name: str, what: str, remedy: str) -> UnreadableData:
    return UnreadableData(Problem(name, what, remedy))


def _xml(content: bytes) -> nx.DiGraph:
    """GraphML or GEXF; a document that declares entities is refused, since it can grow without end."""
    if b"<!DOCTYPE" in content or b"\0" in content:
        raise ValueError("a document type is declared, or the text is not UTF-8")
    root = ET.fromstring(content)  # noqa: S314  (no entities: see above)
    if root.tag.endswith("graphml"):
        return nx.read_graphml(io.BytesIO(content))
    version = "1.3" if "gexf.net/1.3" in root.tag else GEXF_VERSION
    graph = nx.read_gexf(io.BytesIO(content), version=version)
    (told,) = [each.text or "" for each in root.iter() if each.tag.endswith("}description")][:1] or [""]
    graph.graph = json.loads(told.partition("\n")[2] or "{}")
    return graph


def _json(content: bytes) -> nx.DiGraph:
    raw = decoded(content.decode("utf-8-sig"))
    return _json_graph(raw["graph"]) if "nodes" in raw["graph"] else nx.node_link_graph(raw, edges="edges")


def _json_graph(told: Mapping[str, Any]) -> nx.DiGraph:
    graph = nx.DiGraph()
    graph.graph.update(told["metadata"])
    graph.add_nodes_from((name, node["metadata"]) for name, node in told["nodes"].items())
    graph.add_edges_from(
        (edge["source"], edge["target"], {"relation": edge["relation"], **edge.get("metadata", {})})
        for edge in told["edges"]
    )
    return graph


def _tables(content: bytes) -> nx.DiGraph:
    with ZipFile(io.BytesIO(content)) as archive:
        if sum(each.file_size for each in archive.infolist()) > MOST_BYTES:
            raise ValueError(f"unpacked, it is over {MOST_BYTES // 1_000_000} MB")
        nodes, links, sources, about = (
            list(_rows(archive.read(f"{name}.csv"))) for name in ("nodes", "links", SOURCES, "about")
        )
    graph = nx.DiGraph()
    graph.graph.update(_whole(about))
    graph.graph[SOURCES] = [nested(row) for row in sources]
    graph.add_nodes_from((row.pop("id"), row) for row in nodes)
    graph.add_edges_from((row.pop("source"), row.pop("target"), row) for row in links)
    return graph


def _rows(content: bytes) -> Iterator[dict[str, str]]:
    """The rows of a table, without their empty cells."""
    text = content.decode("utf-8-sig")
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    csv.field_size_limit(MOST_BYTES)
    for row in csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
        yield {name: as_meant(value) for name, value in row.items() if value}


def _whole(rows: Iterable[Mapping[str, str]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for row in rows:
        name, value = row["name"], row["value"]
        if name.endswith("[]"):
            found.setdefault(name.removesuffix("[]"), []).append(json.loads(value))
        else:
            found[name] = value
    return found


# --- the map --------------------------------------------------------------------------------------


class _Rebuilding:
    """Rebuilds a map from its network, and keeps what it does not carry over."""

    def __init__(self, graph: nx.DiGraph, name: str) -> None:
        self._graph, self._name = graph, name
        self._left_out: Counter[str] = Counter()

    def read_back(self) -> ReadBack:
        try:
            raw = self._raw()
        except RecursionError:
            raise _unreadable(self._name, "its conditions are nested too deeply", "flatten them") from None
        except (AttributeError, LookupError, TypeError, ValueError) as error:
            what = f"an attribute is missing or cannot be read ({error})"
            raise _unreadable(self._name, what, "export it again") from None
        return ReadBack(_typed(raw), tuple(self._remarks()))

    def _raw(self) -> dict[str, Any]:
        whole = {name: value for name, value in self._graph.graph.items() if name not in _GRAPH_ITSELF}
        known = frozenset(CareersFile.model_fields) - OF_THE_MAP
        return {
            SOURCES: [],
            **self._fields({n: v for n, v in whole.items() if not n.startswith(f"{COUNTS}.")}, known),
            "qualifications": [self._node(name) for name in in_order(self._graph, "qualification")],
            "roles": [self._node(name) for name in in_order(self._graph, "role")],
            "steps": [self._step(name) for name in in_order(self._graph, "step")],
        }

    def _fields(self, attributes: Attributes, known: frozenset[str]) -> dict[str, Any]:
        """The fields of the model among attributes; the rest is noted."""
        kept = {}
        for name, value in attributes.items():
            if name in FOR_READERS or name.startswith(f"{ROUTE}."):
                continue
            if name.split(".")[0] in known:
                kept[name] = value
            else:
                self._left_out[name] += 1
        return nested(kept)

    def _node(self, name: str) -> dict[str, Any]:
        values = self._graph.nodes[name]
        return {"id": name, **self._fields(values, _KNOWN[values["type"]])}

    def _step(self, name: str) -> dict[str, Any]:
        values = self._graph.nodes[name]
        ends = [end for _, end, how in self._graph.out_edges(name, data="relation") if how == "leads_to"]
        roots = self._linked(name, "required_by")
        if len(ends) != 1 or len(roots) > 1:
            what = f"{len(ends)} links lead from it and {len(roots)} conditions to it"
            raise InvalidData([Problem(name, what, "a step leads to one node, from one condition or none")])
        asked = {"requires": self._tree(roots[0], frozenset())} if roots else {}
        step = self._fields(values, _KNOWN["step"])
        return {"id": name.removeprefix("step:"), "target": ends[0], **step, **asked}

    def _tree(self, name: str, above: frozenset[str]) -> dict[str, Any]:
        values = self._graph.nodes[name]
        if name in above or values.get("type") not in ("group", "condition"):
            what = "it contains itself" if name in above else "it is neither a group nor a condition"
            raise InvalidData([Problem(name, what, "export the map again")])
        if values["type"] == "group":
            parts = self._linked(name, "part_of")
            self._fields(values, _KNOWN["group"])
            return {str(values["operator"]): [self._tree(part, above | {name}) for part in parts]}
        leaf = self._fields(values, _KNOWN["condition"])
        return leaf | ({"employer_decision": True} if "employer_decision" in leaf else {})

    def _linked(self, name: str, relation: str) -> list[str]:
        """The conditions that a relation links to a group or a step, in their order."""
        links = [
            (int(values.get("position", 0)), start)
            for start, _, values in self._graph.in_edges(name, data=True)
            if values.get("relation") == relation
        ]
        return [start for _, start in sorted(links, key=lambda link: link[0])]

    def _remarks(self) -> Iterator[Remark]:
        for name, times in sorted(self._left_out.items()):
            yield Remark("import.left_out.attribute", {"name": name}, times)
        if next(in_order(self._graph, SEGMENT), None):
            yield Remark("import.left_out.route")
        known = {*_KNOWN, SEGMENT}
        others = Counter(str(kind) for _, kind in self._graph.nodes(data="type") if kind not in known)
        for kind, times in sorted(others.items()):
            yield Remark("import.left_out.node", {"kind": kind}, times)
        for name, number in counts_of(self._graph).items():
            said = self._graph.graph.get(name)
            if said is not None and int(said) != number:
                values = {"what": name.removeprefix(f"{COUNTS}."), "said": said, "read": number}
                yield Remark("import.counts_differ", values)


def _typed(raw: dict[str, Any]) -> dict[str, Any]:
    """
    The map with numbers as numbers, which CSV tables do not tell from texts.

    Raises
    ------
    InvalidData
        A field has another shape; all problems at once.
    """
    try:
        file: BaseModel = CareersFile.model_validate(raw)
    except ValidationError:
        _, problems = check(json.dumps(raw))
        raise InvalidData(problems) from None
    return file.model_dump(mode="json", exclude_defaults=True)
