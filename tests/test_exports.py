"""
What is exported: the same counts wherever it is opened, groups intact, nothing that runs, nobody's profile.

The map of these tests is the small one; golden files show each format of it whole.
"""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from functools import cache
from typing import Any
from zipfile import ZipFile

import networkx as nx
import pytest

from pathways import Profile, export_bytes, file_name, find_routes, load
from pathways.catalogue import Catalogue
from pathways.errors import UnknownId
from pathways.exports import FORMATS
from pathways.exports.ctdl import ctdl
from pathways.exports.files import As
from pathways.exports.formats import WRITERS
from pathways.exports.network import exported_network
from pathways.exports.parts import part_of_map
from pathways.model import AllOf, AnyOf, CareersFile, Leaf, NoneOf, Text, walk
from pathways.spreadsheets import as_meant, harmless
from pathways.validation import check
from tests.golden import FOLDER, goldens
from tests.small_map import small

GRAPHS: tuple[As, ...] = ("graphml", "gexf", "json", "jgf", "csv")


@cache
def branch() -> Catalogue:
    """The map of the branch, read once."""
    return load()


@cache
def of_the_branch(as_: As) -> bytes:
    """The whole branch in a format, written once for all tests."""
    return export_bytes(branch(), as_)


def opened(content: bytes, as_: As) -> nx.DiGraph:
    """The file as a stranger opens it, without any code of ours."""
    match as_:
        case "graphml":
            return nx.read_graphml(io.BytesIO(content))
        case "gexf":
            return nx.read_gexf(io.BytesIO(content), version="1.2draft")
        case "json":
            return nx.node_link_graph(json.loads(content), edges="edges")
        case "jgf":
            return of_json_graph(json.loads(content)["graph"])
        case _:
            return of_tables(content)


def of_json_graph(told: Any) -> nx.DiGraph:
    graph = nx.DiGraph()
    graph.add_nodes_from((name, node["metadata"]) for name, node in told["nodes"].items())
    graph.add_edges_from(
        (each["source"], each["target"], {"relation": each["relation"]}) for each in told["edges"]
    )
    return graph


def of_tables(content: bytes, delimiter: str = ";") -> nx.DiGraph:
    nodes, links = rows(content, "nodes", delimiter), rows(content, "links", delimiter)
    graph = nx.DiGraph()
    graph.add_nodes_from((row["id"], row) for row in nodes)
    graph.add_edges_from((row["source"], row["target"], row) for row in links)
    return graph


def rows(content: bytes, name: str, delimiter: str = ";") -> list[dict[str, str]]:
    text = ZipFile(io.BytesIO(content)).read(f"{name}.csv").decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter))


def counted(catalogue: Catalogue) -> Counter[str]:
    """How many nodes of each type the file asks for, counted in the file itself."""
    parts = [part for step in catalogue.file.steps for part in walk(step.requires)]
    return Counter(
        {
            "qualification": len(catalogue.qualifications),
            "role": len(catalogue.roles),
            "step": len(catalogue.steps),
            "group": sum(isinstance(part, AllOf | AnyOf | NoneOf) for part in parts),
            "condition": sum(isinstance(part, Leaf) for part in parts),
        }
    )


# --- golden files ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", goldens())
def test_the_small_map_is_written_as_it_always_was(name: str):
    assert goldens()[name].decode() == (FOLDER / name).read_bytes().decode(), (
        "see what changed for those who read these files, then: python -m tests.golden"
    )


def test_there_is_a_golden_file_for_each_format_and_no_other():
    assert {path.name for path in FOLDER.iterdir() if path.suffix not in (".py", "")} == set(goldens())


# --- the same graph everywhere --------------------------------------------------------------------


@pytest.mark.parametrize("as_", GRAPHS)
def test_a_stranger_finds_as_many_nodes_of_each_type_as_the_map_has(as_: As):
    graph = opened(export_bytes(small(), as_), as_)
    assert Counter(kind for _, kind in graph.nodes(data="type")) == counted(small())


@pytest.mark.parametrize("as_", GRAPHS)
def test_all_formats_have_the_same_links(as_: As):
    graph = opened(export_bytes(small(), as_), as_)
    told = exported_network(small())
    assert set(graph.edges(data="relation")) == set(told.edges(data="relation"))


@pytest.mark.parametrize("catalogue", [small(), branch()], ids=["small", "branch"])
def test_networkx_and_igraph_open_graphml_with_the_same_counts(catalogue: Catalogue, tmp_path: Any):
    igraph = pytest.importorskip("igraph", reason="igraph is not installed (requirements-dev.txt)")
    file = tmp_path / "map.graphml"
    is_small = catalogue is small()
    file.write_bytes(export_bytes(catalogue, "graphml") if is_small else of_the_branch("graphml"))
    ours, theirs = nx.read_graphml(file), igraph.Graph.Read_GraphML(str(file))
    assert (theirs.vcount(), theirs.ecount()) == (ours.number_of_nodes(), ours.number_of_edges())
    assert Counter(theirs.vs["type"]) == counted(catalogue)
    assert theirs["edition"] == ours.graph["edition"] == catalogue.file.edition


@pytest.mark.slow
def test_gexf_of_the_branch_opens_with_as_many_nodes_as_the_map_has():
    graph = opened(of_the_branch("gexf"), "gexf")
    assert Counter(kind for _, kind in graph.nodes(data="type")) == counted(branch())


def test_json_graph_has_its_nodes_by_id_and_everything_of_ours_under_metadata():
    graph = json.loads(export_bytes(small(), "jgf", lang="en"))["graph"]
    assert graph["directed"] is True
    assert graph["nodes"]["a-9-1-technicien"]["label"] == "Qualified mechanical technician"
    assert {key for node in graph["nodes"].values() for key in node} == {"label", "metadata"}
    assert {key for edge in graph["edges"] for key in edge} <= {"source", "target", "relation", "metadata"}
    assert all({edge["source"], edge["target"]} <= graph["nodes"].keys() for edge in graph["edges"])


# --- conditions -----------------------------------------------------------------------------------


def test_alternatives_hang_on_a_group_of_their_own_that_needs_one():
    graph = exported_network(small())
    (root,) = [start for start, _ in graph.in_edges("step:a-3-1-by-cap")]
    assert (graph.nodes[root]["operator"], graph.nodes[root]["required_number"]) == ("any_of", 1)
    parts = [start for start, _, how in graph.in_edges(root, data="relation") if how == "part_of"]
    named = {start for part in parts for start, _ in graph.in_edges(part)}
    assert named == {"cap-mecano", "bep-ancien"}


def test_what_a_group_needs_is_all_of_its_parts_one_or_none():
    graph = exported_network(branch())
    for name, values in graph.nodes(data=True):
        if values["type"] == "group":
            parts = sum(how == "part_of" for _, _, how in graph.in_edges(name, data="relation"))
            assert (
                values["required_number"] == {"all_of": parts, "any_of": 1, "none_of": 0}[values["operator"]]
            )


def test_what_shuts_a_door_is_never_linked_as_what_opens_it():
    graph = exported_network(small())
    shut = {start for start, _, how in graph.edges(data="relation") if how == "excluded_by"}
    assert shut == {"a-3-1-mecanicien", "a-20-1-receptionnaire"}
    (step,) = small().steps_to["g-9-1-controleur"]
    feeders = {
        start
        for start, end, how in graph.edges(data="relation")
        if how == "named_in" and end.startswith(f"condition:{step.id}/")
    }
    assert feeders.isdisjoint(shut)


def test_no_step_hangs_on_two_conditions_side_by_side():
    graph = exported_network(branch())
    roots = Counter(end for _, end, how in graph.edges(data="relation") if how == "required_by")
    assert set(roots.values()) == {1}


def test_a_condition_carries_its_own_data():
    graph = exported_network(small(), "en")
    ages = [values for _, values in graph.nodes(data=True) if "age.min" in values]
    assert {(each["age.min"], each.get("age.max"), each["nature"]) for each in ages} == {
        (16, 29, "law"),
        (20, None, "law"),
    }
    (practice,) = [each for _, each in graph.nodes(data=True) if each.get("experience.months") == 36]
    assert (practice["experience.roles.json"], practice["label"]) == (
        '["a-20-1-receptionnaire"]',
        "3 years of experience as After-sales service adviser",
    )


def test_the_row_of_a_step_tells_its_target_and_its_groups_in_one_line():
    values = exported_network(small(), "en").nodes["step:a-3-1-by-cap"]
    assert values["label"] == "recruitment → Maintenance mechanic"
    assert values["asks"] == (
        "one of: hold “Vocational certificate in vehicle maintenance”; "
        "hold “Vocational certificate in vehicle maintenance (closed)” (no longer taught)"
    )


# --- what a file says of itself -------------------------------------------------------------------


@pytest.mark.parametrize("as_", FORMATS)
def test_each_file_carries_title_edition_day_licence_sources_and_counts(as_: As):
    content = export_bytes(small(), as_)
    if as_ == "csv":
        archive = ZipFile(io.BytesIO(content))
        text = "".join(archive.read(name).decode() for name in archive.namelist())
    else:
        text = content.decode()
    counts = counted(small())
    for said in (
        "Une petite carte",
        "small.1",
        "2026-11-24",
        "CC BY 4.0",
        "Fiches de qualification",
        "2019-12",
    ):
        assert said in text
    for kind in ("qualification", "role", "step", "condition"):
        assert f"{kind}s" in text
        assert str(counts[kind]) in text


def test_a_row_of_a_node_carries_its_codes_of_rncp_rome_and_rnqsa():
    nodes = {row["id"]: row for row in rows(of_the_branch("csv"), "nodes")}
    bac = nodes["bac-pro-maintenance-vehicules-transport-routier-2014"]
    codes = branch().qualifications["bac-pro-maintenance-vehicules-transport-routier-2014"]
    assert bac["rncp_codes"].split() == [each.code for each in codes.rncp]
    assert bac["rome_codes"].split() == list(codes.rome)
    assert nodes["a-12-2-technicien-expert-apres-vente"]["rnqsa"] == "A.12.2"


@pytest.mark.parametrize("as_", FORMATS)
def test_the_same_map_gives_the_same_bytes(as_: As):
    again = Catalogue(CareersFile.model_validate(small().file.model_dump()))
    assert export_bytes(small(), as_) == export_bytes(again, as_)


def test_the_name_of_a_file_tells_what_is_in_it():
    assert file_name(small(), "jgf") == "careers-small.1.jgf.json"
    strange = Catalogue(small().file.model_copy(update={"edition": "Été ../2"}))
    assert file_name(strange, "gexf") == "careers-ete-..-2.gexf"


# --- tables ---------------------------------------------------------------------------------------


def test_tables_begin_with_the_mark_for_excel_unless_told_not_to():
    for mark, start in ((True, b"\xef\xbb\xbfid"), (False, b"id;t")):
        archive = ZipFile(io.BytesIO(export_bytes(small(), "csv", mark=mark)))
        assert archive.read("nodes.csv").startswith(start)


def test_no_cell_of_a_table_begins_as_a_formula():
    wicked = Text(fr="=HYPERLINK(A1)", en="@SUM(1)")
    roles = tuple(role.model_copy(update={"label": wicked}) for role in small().file.roles)
    catalogue = Catalogue(small().file.model_copy(update={"roles": roles, "licence": "-2+3"}))
    content = export_bytes(catalogue, "csv")
    cells = [
        cell
        for name in ("nodes", "links", "sources", "about")
        for row in rows(content, name)
        for cell in row.values()
    ]
    assert "'=HYPERLINK(A1)" in cells
    assert "'-2+3" in cells
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))] == []


@pytest.mark.parametrize("text", ["=1+1", "plain", "'tis", " =x", "-2"])
def test_what_was_made_harmless_means_again_what_it_meant(text: str):
    assert as_meant(harmless(text)) == text


# --- a part of the map ----------------------------------------------------------------------------

GOAL = "a-12-2-technicien-expert"
SOMEONE = Profile(age=17, holds=["cap-mecano"], licences=["B"])


def test_a_route_is_exported_with_its_steps_in_order_and_all_their_alternatives():
    route = find_routes(small(), SOMEONE, GOAL, k=1).routes[0]
    graph = opened(export_bytes(small(), "graphml", route=route), "graphml")
    steps = {name for name, kind in graph.nodes(data="type") if kind == "step"}
    assert steps == {f"step:{step.id}" for step in route.steps}
    done = [f"segment:{place}" for place in range(len(route.segments))]
    assert [graph.nodes[each]["segment.kind"] for each in done] == [
        segment.kind for segment in route.segments
    ]
    taken = [end for each in done for _, end, how in graph.out_edges(each, data="relation") if how == "takes"]
    assert taken == [f"step:{step.id}" for step in route.steps]
    assert nx.dag_longest_path(graph.subgraph(done)) == done
    assert graph.graph["route.goal"] == GOAL
    assert (graph.graph["route.months"], graph.graph["route.gaps"]) == (route.months, route.gaps)
    whole = exported_network(small())
    for name, kind in graph.nodes(data="type"):
        if kind in ("group", "condition"):
            assert set(graph.predecessors(name)) - set(done) == set(whole.predecessors(name))


@pytest.mark.parametrize("as_", FORMATS)
def test_nothing_of_who_asked_is_in_the_file_of_a_route(as_: As):
    """Two people of different ages and licences on the same route get the same file."""
    other = SOMEONE.model_copy(update={"age": 18, "licences": frozenset()})
    one, two = (find_routes(small(), each, GOAL, k=1).routes[0] for each in (SOMEONE, other))
    assert [step.id for step in one.steps] == [step.id for step in two.steps]
    assert export_bytes(small(), as_, route=one) == export_bytes(small(), as_, route=two)


@pytest.mark.parametrize("goal", ["a-12-2-technicien-expert", "g-9-1-controleur", "titre-moniteur"])
def test_the_ways_into_a_node_are_a_sound_map_of_their_own(goal: str):
    part = part_of_map(small(), goal)
    _, problems = check(part.file.model_dump_json())
    assert problems == ()
    assert part.steps == {step.id: step for step in small().steps_to[goal]}


@pytest.mark.slow
def test_the_ways_into_each_role_of_the_branch_are_a_sound_map():
    for role in list(branch().roles)[::20]:
        _, problems = check(part_of_map(branch(), role).file.model_dump_json())
        assert problems == ()


def test_an_unknown_goal_is_told():
    with pytest.raises(UnknownId, match="a-9-1"):
        export_bytes(small(), "json", into="a-9-2-technicien")
    with pytest.raises(UnknownId):
        ctdl(small(), "nowhere")


def test_every_graph_format_has_a_writer():
    assert {*WRITERS, "csv", "ctdl"} == set(FORMATS)
