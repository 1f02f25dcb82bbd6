"""The one door to all formats: what to export, as what, under which name."""

from __future__ import annotations

from typing import Final, Literal, get_args

from pathways.catalogue import Catalogue
from pathways.exports.ctdl import ctdl_bytes
from pathways.exports.network import exported_network
from pathways.exports.parts import add_route, part_of_map
from pathways.model import Lang
from pathways.names import fold
from pathways.routes import Route

As = Literal["graphml", "gexf", "json", "jgf", "csv", "ctdl"]

FORMATS: Final[tuple[As, ...]] = get_args(As)
_ENDINGS: Final[dict[As, str]] = {
    "graphml": "graphml",
    "gexf": "gexf",
    "json": "json",
    "jgf": "jgf.json",
    "csv": "csv.zip",
    "ctdl": "ctdl.jsonld",
}


def export_bytes(
    catalogue: Catalogue,
    as_: As,
    *,
    route: Route | None = None,
    into: str | None = None,
    lang: Lang = "fr",
    mark: bool = True,
) -> bytes:
    """
    A map as a file, or a part of it: steps, with all their conditions and every node that these name.

    Parameters
    ----------
    as_
        ``csv`` is a ZIP of tables; the others are one document.
    route
        The steps of a route alone, as ``find_routes`` found it; who asked for it is not in the file.
    into
        The ways into this qualification or role alone: who feeds it, under which conditions.
    lang
        Of labels, and of the manner of CSV tables (French spreadsheets expect semicolons).
    mark
        Whether CSV tables begin with the mark by which Excel knows UTF-8.

    Raises
    ------
    UnknownId
        The map has no such node.

    Examples
    --------
    >>> from tests.small_map import small
    >>> export_bytes(small(), "graphml")[:13]
    b'<?xml version'
    """
    goal = into if route is None else route.steps[-1].target
    part = catalogue if goal is None else part_of_map(catalogue, goal, None if route is None else route.steps)
    if as_ == "ctdl":
        return ctdl_bytes(part, goal)
    from pathways.exports.formats import WRITERS, csv_files, zipped  # noqa: PLC0415  (slow to load, and most questions need it not)

    graph = exported_network(part, lang)
    if route is not None:
        add_route(graph, route)
    return zipped(csv_files(graph, lang, mark=mark)) if as_ == "csv" else WRITERS[as_](graph)


def file_name(catalogue: Catalogue, as_: As, goal: str | None = None) -> str:
    """
    What to call the file: the goal or the whole map, the edition, the format.

    Examples
    --------
    >>> from tests.small_map import small
    >>> file_name(small(), "csv"), file_name(small(), "ctdl", "a-3-1-mecanicien")
    ('careers-small.1.csv.zip', 'a-3-1-mecanicien-small.1.ctdl.jsonld')
    """
    edition = "".join(c if c.isalnum() or c in ".-" else "-" for c in fold(catalogue.file.edition))
    return f"{goal or 'careers'}-{edition}.{_ENDINGS[as_]}"
