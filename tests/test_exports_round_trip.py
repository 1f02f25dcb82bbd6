"""Exported and read back, a map is the same map; a file that is none is refused in words."""

from __future__ import annotations

import io
import json
from contextlib import suppress
from datetime import date
from typing import Any
from zipfile import ZipFile

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pathways import export_bytes, find_routes
from pathways.catalogue import Catalogue
from pathways.errors import InvalidData, UnreadableData
from pathways.exports.attributes import flat, nested, opened
from pathways.exports.files import As
from pathways.importing import read_ctdl, read_exported
from pathways.importing.exported import content_of
from pathways.model import CareersFile, Note, Source, Text
from tests.maps import questions
from tests.small_map import small
from tests.test_exports import GOAL, GRAPHS, SOMEONE, branch, of_the_branch

TODAY = date(2026, 1, 1)
HARD = [
    "=1+1",
    "'=1",
    "'",
    " x ",
    "a\nb\r\nc\td",
    "\x00\x0b\x1b",
    "\x85\u2028",
    "<&>\"']]>",
    "\ufeff",
    "[1]",
    "true",
    "{}",
    "5",
]
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8) | st.sampled_from(HARD)


def back(catalogue: Catalogue, as_: As, **how: Any) -> CareersFile:
    """The map after a journey."""
    is_branch = catalogue is branch()
    content = of_the_branch(as_) if is_branch else export_bytes(catalogue, as_, **how)
    found = read_ctdl(content, "it", as_of=TODAY) if as_ == "ctdl" else read_exported(content, "it")
    assert found.remarks == ()
    return CareersFile.model_validate_json(json.dumps(found.raw), strict=True)


def in_no_order(file: CareersFile) -> dict[str, Any]:
    """Everything that a map says, by id: CTDL holds steps with their targets, and has no order of its own."""
    told = file.model_dump()
    for kind in ("qualifications", "roles", "steps"):
        told[kind] = {entry["id"]: entry for entry in told[kind]}
    return told


@st.composite
def hard_maps(draw: st.DrawFn) -> Catalogue:
    """Random maps with texts that XML, JSON and spreadsheets each find hard to carry."""
    file = draw(questions()).file
    words = st.builds(Text, fr=TEXTS, en=TEXTS)
    qualifications = tuple(
        each.model_copy(
            update={
                "label": draw(words),
                "former_labels": tuple(draw(st.lists(TEXTS, max_size=2))),
                "certifier": draw(st.none() | TEXTS | st.just("")),
                "notes": tuple(draw(st.lists(st.builds(Note, fr=TEXTS, en=TEXTS), max_size=1))),
            }
        )
        for each in file.qualifications
    )
    steps = tuple(each.model_copy(update={"why": draw(st.none() | words)}) for each in file.steps)
    source = Source(id="s", title=draw(TEXTS), publisher=draw(TEXTS), date="2019", kind="own")
    said = {"licence": draw(TEXTS), "title": draw(words), "edition": draw(TEXTS), "sources": (source,)}
    return Catalogue(file.model_copy(update={"qualifications": qualifications, "steps": steps, **said}))


# --- the same map ---------------------------------------------------------------------------------


MAPS = [
    pytest.param(small(), id="small"),
    pytest.param(branch(), id="branch", marks=pytest.mark.slow),
]


@pytest.mark.parametrize("as_", GRAPHS)
@pytest.mark.parametrize("catalogue", MAPS)
def test_a_map_comes_back_as_it_was_in_every_field(catalogue: Catalogue, as_: As):
    assert back(catalogue, as_) == catalogue.file


@pytest.mark.parametrize("catalogue", MAPS)
def test_a_map_comes_back_from_ctdl_with_every_node_step_tree_and_date(catalogue: Catalogue):
    assert in_no_order(back(catalogue, "ctdl")) == in_no_order(catalogue.file)


@pytest.mark.parametrize("as_", GRAPHS)
@given(question=questions())
@settings(max_examples=30)
def test_any_map_comes_back_as_it_was(as_: As, question: Any):
    assert back(Catalogue(question.file), as_) == question.file


@given(question=questions())
def test_any_map_comes_back_from_ctdl(question: Any):
    assert in_no_order(back(Catalogue(question.file), "ctdl")) == in_no_order(question.file)


@pytest.mark.parametrize("as_", GRAPHS)
@given(catalogue=hard_maps(), lang=st.sampled_from(["fr", "en"]), mark=st.booleans())
@settings(max_examples=40)
def test_no_text_is_too_hard_to_carry(as_: As, catalogue: Catalogue, lang: Any, mark: bool):
    assert back(catalogue, as_, lang=lang, mark=mark) == catalogue.file


@given(catalogue=hard_maps())
@settings(max_examples=30)
def test_no_text_is_too_hard_for_ctdl(catalogue: Catalogue):
    assert in_no_order(back(catalogue, "ctdl")) == in_no_order(catalogue.file)


@pytest.mark.parametrize("as_", GRAPHS)
def test_the_steps_of_a_route_come_back_and_their_order_is_said_to_be_left_out(as_: As):
    route = find_routes(small(), SOMEONE, GOAL, k=1).routes[0]
    found = read_exported(export_bytes(small(), as_, route=route), "it")
    assert {step["id"] for step in found.raw["steps"]} == {step.id for step in route.steps}
    assert [remark.key for remark in found.remarks] == ["import.left_out.route"]


@given(
    st.recursive(
        TEXTS | st.integers() | st.booleans() | st.just(""),
        lambda inner: (
            st.dictionaries(st.sampled_from("abc"), inner, min_size=1) | st.lists(inner, min_size=1)
        ),
    ).map(lambda value: {"x": value})
)
def test_flat_attributes_are_read_back_and_so_are_opened_ones(values: dict[str, Any]):
    assert nested(flat(values)) == values
    assert nested(opened(flat(values))) == values


def test_tables_in_a_folder_are_read_as_those_in_a_zip(tmp_path: Any):
    ZipFile(io.BytesIO(export_bytes(small(), "csv"))).extractall(tmp_path)
    found = read_exported(content_of(tmp_path), "folder")
    assert CareersFile.model_validate(found.raw) == small().file


@pytest.mark.parametrize("as_", ["json", "jgf"])
@given(data=st.data())
@settings(max_examples=10)
def test_the_parts_of_a_group_keep_their_order_whatever_that_of_the_links(as_: As, data: st.DataObject):
    raw = json.loads(export_bytes(small(), as_))
    told = raw if as_ == "json" else raw["graph"]
    told["edges"] = data.draw(st.permutations(told["edges"]))
    found = read_exported(json.dumps(raw).encode(), "shuffled")
    assert CareersFile.model_validate(found.raw) == small().file


# --- what others did to it ------------------------------------------------------------------------


def changed(change: Any, as_: As = "json") -> bytes:
    """The small map in node-link JSON, with something done to it."""
    raw = json.loads(export_bytes(small(), as_))
    change(raw)
    return json.dumps(raw).encode()


def test_what_another_program_added_is_left_out_and_said():
    def colour(raw: Any) -> None:
        for node in raw["nodes"]:
            node["modularity_class"] = 3
        raw["nodes"].append({"id": "note", "type": "comment"})

    found = read_exported(changed(colour), "coloured")
    assert CareersFile.model_validate(found.raw) == small().file
    assert [remark.text("en") for remark in found.remarks] == [
        "Left out: the attribute “modularity_class”, which the format of the map does not know (64 times).",
        "Left out: 1 node of type “comment”.",
        "The file announces 64 for “nodes”; it contains 65.",
    ]


def test_a_file_with_fewer_steps_than_it_announces_says_so():
    def shorten(raw: Any) -> None:
        gone = "step:a-3-1-by-cap"
        raw["nodes"] = [node for node in raw["nodes"] if node["id"] != gone]
        raw["edges"] = [edge for edge in raw["edges"] if gone not in (edge["source"], edge["target"])]

    told = [remark.text("en") for remark in read_exported(changed(shorten), "short").remarks]
    assert "The file announces 14 for “steps”; it contains 13." in told


def test_a_gexf_of_version_1_3_is_read_as_well():
    newer = export_bytes(small(), "gexf").replace(b"http://www.gexf.net/1.2draft", b"http://gexf.net/1.3")
    newer = newer.replace(b'version="1.2"', b'version="1.3"')
    assert CareersFile.model_validate(read_exported(newer, "newer").raw) == small().file


def without_target(raw: Any) -> None:
    raw["edges"] = [edge for edge in raw["edges"] if edge["relation"] != "leads_to"]


def in_a_circle(raw: Any) -> None:
    groups = [node["id"] for node in raw["nodes"] if node["type"] == "group"]
    raw["edges"].append({"source": groups[0], "target": groups[0], "relation": "part_of", "position": 9})


def of_no_type(raw: Any) -> None:
    for node in raw["nodes"]:
        if node["type"] == "condition":
            node["type"] = "wish"


def without_operator(raw: Any) -> None:
    for node in raw["nodes"]:
        node.pop("operator", None)


def misspelt(raw: Any) -> None:
    raw["nodes"][0]["kind"] = "bac_proo"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (without_target, "0 links lead from it"),
        (in_a_circle, "it contains itself"),
        (of_no_type, "neither a group nor a condition"),
        (misspelt, "kind"),
        (without_operator, "an attribute is missing"),
    ],
)
def test_a_graph_that_is_no_map_is_refused_with_the_place(change: Any, words: str):
    with pytest.raises((InvalidData, UnreadableData), match=words):
        read_exported(changed(change), "it")


def test_conditions_nested_too_deeply_are_refused_in_words():
    def deepen(raw: Any) -> None:
        top = next(edge for edge in raw["edges"] if edge["relation"] == "required_by")
        for n in range(600):
            raw["nodes"].append({"id": f"g{n}", "type": "group", "operator": "all_of"})
            raw["edges"].append({"source": f"g{n + 1}", "target": f"g{n}", "relation": "part_of"})
        raw["edges"].append({"source": top["source"], "target": "g600", "relation": "part_of"})
        top["source"] = "g0"

    with pytest.raises(UnreadableData, match="nested too deeply"):
        read_exported(changed(deepen), "it")


BOMB = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><graphml>&a;</graphml>'


def packed(**files: str) -> bytes:
    content = io.BytesIO()
    with ZipFile(content, "w") as archive:
        for name, text in files.items():
            archive.writestr(f"{name}.csv", text)
    return content.getvalue()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "no graph"),
        (b"id,type\n", "no graph"),
        (b"\x89PNG", "no graph"),
        (b"PK\x03\x04cut", "cut short"),
        (b"<graphml", "cut short"),
        (b"<html></html>", "damaged"),
        (BOMB, "document type"),
        (BOMB.decode().encode("utf-16-le"), "not UTF-8"),
        (b'{"nodes": []', "cut short"),
        (b'{"nodes": []}', "not laid out"),
        (b'{"graph": []}', "not laid out"),
        (b'{"graph": {"nodes": {"a": 1}, "metadata": {}, "edges": []}}', "not laid out"),
        (b'{"graph": {"nodes": {}, "metadata": {"sources.json": "["}, "edges": []}}', "cannot be read"),
        (packed(nodes="id;type\n"), "not laid out"),
        (
            packed(nodes="id,type\n", links="source\n", sources="id\n", about="name;value\nx;1"),
            "'edition' is missing",
        ),
        (b"\xef\xbb\xbf{\xff}", "not laid out"),
    ],
)
def test_a_file_that_is_none_of_the_formats_is_refused_in_words(content: bytes, words: str):
    with pytest.raises((UnreadableData, InvalidData), match=words):
        read_exported(content, "it")


@given(st.binary(max_size=60))
def test_no_bytes_make_it_stumble(content: bytes):
    with pytest.raises((UnreadableData, InvalidData)):
        read_exported(content, "it")


@given(st.data())
@settings(max_examples=25)
def test_no_damage_to_a_file_makes_it_stumble(data: st.DataObject):
    """With a stretch cut out or overwritten, a file is read or refused in words, never anything else."""
    content = bytearray(export_bytes(small(), data.draw(st.sampled_from(GRAPHS))))
    at = data.draw(st.integers(0, len(content) - 1))
    content[at : at + 3] = data.draw(st.binary(max_size=3))
    with suppress(UnreadableData, InvalidData):
        assert read_exported(bytes(content), "it").raw


def test_a_file_that_is_missing_is_told(tmp_path: Any):
    with pytest.raises(UnreadableData, match="cannot be read"):
        content_of(tmp_path / "nothing.gexf")


def test_the_network_of_others_is_no_map():
    file = io.BytesIO()
    nx.write_graphml_xml(nx.path_graph(3), file)
    with pytest.raises(InvalidData, match="edition"):
        read_exported(file.getvalue(), "path")
