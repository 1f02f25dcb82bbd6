"""
One network as a file in each of the graph formats.

GraphML and GEXF as networkx writes them, node-link JSON as ``networkx.node_link_graph(…, edges="edges")``
reads it, JSON Graph Format version 2, and CSV tables in a ZIP. JSON formats hold lists as lists; the others
hold them as JSON text. GEXF has no place for what is said of the whole but its description: it stands there,
in words and then as JSON. The same network gives the same bytes on every day and machine.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final
from xml.etree.ElementTree import SubElement
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import networkx as nx
from networkx.readwrite.gexf import GEXFWriter

from pathways.exports.attributes import as_json, flat, opened
from pathways.exports.network import COUNTS
from pathways.model import Lang
from pathways.spreadsheets import SEPARATORS, Table, csv_of

GEXF_VERSION: Final = "1.2draft"
SOURCES: Final = "sources"
_LISTED: Final = "[]"
_NO_TIME: Final = (1980, 1, 1, 0, 0, 0)


def graphml(graph: nx.DiGraph) -> bytes:
    """The network in GraphML."""
    file = io.BytesIO()
    nx.write_graphml_xml(graph, file)
    return file.getvalue()


def gexf(graph: nx.DiGraph) -> bytes:
    """The network in GEXF, dated by the map and not by the day of writing."""
    writer = GEXFWriter(version=GEXF_VERSION)
    writer.add_graph(graph)
    meta = writer.xml.find("meta")
    meta.set("lastmodifieddate", graph.graph["as_of"])
    meta.find("creator").text = graph.graph["format"]
    SubElement(meta, "description").text = f"{in_a_line(graph)}\n{as_json(graph.graph)}"
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def in_a_line(graph: nx.DiGraph) -> str:
    """Title, edition, day, licence and counts of a network."""
    said = graph.graph
    title = said.get(f"title.{said['lang']}", "")
    counts = [
        f"{value} {name.split('.')[1]}" for name, value in said.items() if name.startswith(f"{COUNTS}.")
    ]
    parts = (title, said.get("edition", ""), said["as_of"], said.get("licence", ""), ", ".join(counts))
    return " — ".join(part for part in parts if part)


def node_link(graph: nx.DiGraph) -> bytes:
    """The network in the JSON of networkx, the links under ``edges``."""
    told = nx.node_link_data(_opened(graph), edges="edges")
    return _as_text(told)


def _opened(graph: nx.DiGraph) -> nx.DiGraph:
    new = nx.DiGraph()
    new.graph.update(opened(graph.graph))
    new.add_nodes_from((name, opened(values)) for name, values in graph.nodes(data=True))
    new.add_edges_from((start, end, opened(values)) for start, end, values in graph.edges(data=True))
    return new


def json_graph(graph: nx.DiGraph) -> bytes:
    """The network in JSON Graph Format, version 2: nodes by id, everything of ours under ``metadata``."""
    return _as_text(
        {
            "graph": {
                "directed": True,
                "type": graph.graph["format"],
                "label": in_a_line(graph),
                "metadata": opened(graph.graph),
                "nodes": {name: _jgf_node(values) for name, values in graph.nodes(data=True)},
                "edges": [_jgf_edge(*edge) for edge in graph.edges(data=True)],
            }
        }
    )


def _jgf_node(values: Mapping[str, Any]) -> dict[str, Any]:
    told = opened(values)
    return {"label": told.pop("label"), "metadata": told}


def _jgf_edge(start: str, end: str, values: Mapping[str, Any]) -> dict[str, Any]:
    told = opened(values)
    edge = {"source": start, "target": end, "relation": told.pop("relation")}
    return edge | ({"metadata": told} if told else {})


def _as_text(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


# --- tables ---------------------------------------------------------------------------------------


def tables(graph: nx.DiGraph) -> dict[str, Table]:
    """
    The network as tables, by the names of their files.

    ``nodes`` and ``links`` are the network, ``sources`` the documents, ``about`` what is said of the whole: a
    row for a value, or for each entry of a list.
    """
    nodes = [{"id": name, **values} for name, values in graph.nodes(data=True)]
    links = [{"source": a, "target": b, **values} for a, b, values in graph.edges(data=True)]
    whole = opened(graph.graph)
    sources = [flat(source) for source in whole.pop(SOURCES, [])]
    return {
        "nodes": _table(nodes, "id", "type", "label"),
        "links": _table(links, "source", "target", "relation"),
        SOURCES: _table(sources, "id", "title", "publisher", "date", "url", "kind"),
        "about": Table(("name", "value"), tuple(_about(whole))),
    }


def _about(whole: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    for name, value in whole.items():
        if isinstance(value, list):
            yield from ((name + _LISTED, as_json(each)) for each in value)
        else:
            ((found, plain),) = flat({name: value}).items()
            yield found, str(plain)


def _table(rows: list[dict[str, Any]], *first: str) -> Table:
    columns = tuple(dict.fromkeys((*first, *(name for row in rows for name in row))))
    return Table(columns, tuple(tuple(_cell(row.get(name)) for name in columns) for row in rows))


def _cell(value: Any) -> str | int | float | None:
    return str(value).lower() if isinstance(value, bool) else value


def csv_files(graph: nx.DiGraph, lang: Lang, *, mark: bool = True) -> dict[str, bytes]:
    """The tables of a network as CSV files by name, in the manner of a country."""
    separator = SEPARATORS[lang]
    return {
        f"{name}.csv": csv_of(table, separator=separator, mark=mark) for name, table in tables(graph).items()
    }


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Files in a ZIP that says nothing of the time it was made."""
    packed = io.BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = ZipInfo(name, _NO_TIME)
            entry.compress_type, entry.external_attr = ZIP_DEFLATED, 0o644 << 16
            archive.writestr(entry, content)
    return packed.getvalue()


WRITERS: Final[Mapping[str, Callable[[nx.DiGraph], bytes]]] = {
    "graphml": graphml,
    "gexf": gexf,
    "json": node_link,
    "jgf": json_graph,
}
