"""Exported at the command line and brought back: the same map, or a reason in words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pathways.catalogue import load
from pathways.cli import app
from pathways.exports import FORMATS
from pathways.exports.files import As
from tests.small_map import SMALL, small

GOAL = "a-12-2-technicien-expert"
GRAPHS = tuple(each for each in FORMATS if each != "ctdl")


def run(*words: str) -> tuple[int, str, str]:
    """The exit code, and what was printed and complained."""
    done = CliRunner().invoke(app, ["--data", str(SMALL), *words])
    return done.exit_code, done.stdout, done.stderr


def without_narrow_spaces(text: str) -> str:
    return text.replace("\u202f", " ").replace("\xa0", " ")


@pytest.mark.parametrize("as_", GRAPHS)
def test_a_map_goes_out_and_comes_back_the_same(as_: As, tmp_path: Path):
    out, again = tmp_path / "out", tmp_path / "again.json"
    assert run("export", "--as", as_, str(out), "--lang", "en") == (0, f"{out}: the map, 14 steps.\n", "")
    code, told, _ = run("import", "graph", str(out), str(again), "--lang", "en")
    assert (code, told) == (0, f"{again}: qualifications (6), roles (6), steps (14).\n")
    assert load(again).file == small().file


def test_a_map_goes_out_as_ctdl_and_comes_back_with_no_remark(tmp_path: Path):
    out, again = tmp_path / "out.jsonld", tmp_path / "again.json"
    assert run("export", "--as", "ctdl", str(out))[0] == 0
    code, told, _ = run("import", "ctdl", str(out), str(again), "--format", "json")
    assert (code, json.loads(told)["remarks"]) == (0, [])
    assert load(again).steps == small().steps


def test_tables_are_written_one_by_one_into_a_folder_and_read_from_it(tmp_path: Path):
    again = tmp_path / "again.json"
    assert run("export", "--as", "csv", str(tmp_path), "--no-bom", "--lang", "en")[0] == 0
    assert {each.name for each in tmp_path.iterdir()} == {
        "nodes.csv",
        "links.csv",
        "sources.csv",
        "about.csv",
    }
    assert (tmp_path / "nodes.csv").read_bytes().startswith(b"id,type")
    assert run("import", "graph", str(tmp_path), str(again))[0] == 0
    assert load(again).file == small().file


def test_another_format_gets_a_name_of_its_own_in_a_folder(tmp_path: Path):
    assert run("export", "--as", "jgf", str(tmp_path))[0] == 0
    assert [each.name for each in tmp_path.iterdir()] == ["careers-small.1.jgf.json"]


def test_the_best_route_goes_out_with_its_steps_alone(tmp_path: Path):
    out = tmp_path / "route.json"
    question = ("--to", GOAL, "--hold", "cap-mecano", "--age", "17", "--format", "json")
    code, told, _ = run("export", "--as", "json", str(out), *question)
    said = json.loads(told)
    assert (code, said["what"]) == (0, "route")
    steps = [node for node in json.loads(out.read_bytes())["nodes"] if node["type"] == "step"]
    routes = json.loads(run("routes", *question, "-k", "1")[1])["routes"]
    taken = {segment["step"] for segment in routes[0]["segments"]} - {None}
    assert {node["id"] for node in steps} == {f"step:{step}" for step in taken}
    assert said["steps"] == len(taken)


def test_the_ways_into_a_role_go_out_with_their_conditions(tmp_path: Path):
    out = tmp_path / "ways.jsonld"
    code, told, _ = run("export", "--as", "ctdl", str(out), "--into", GOAL, "--lang", "en")
    ways = len(small().steps_to[GOAL])
    assert (code, told.startswith(f"{out}: {ways} way")) == (0, True)


def test_where_there_is_no_route_the_reason_is_told_and_nothing_is_written(tmp_path: Path):
    out = tmp_path / "none.gexf"
    code, told, _ = run("export", "--as", "gexf", str(out), "--to", "a-20-1-receptionnaire", "--no-decisions")
    reason = run("routes", "--to", "a-20-1-receptionnaire", "--no-decisions", "-k", "1")
    assert (code, told) == (1, reason[1])
    assert not out.exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--to", "a-12-2-technicien"), "a-12-2-technicien-expert"),
        (("--into", "a-12-2-technicien"), "a-12-2-technicien-expert"),
        (("--to", GOAL, "--into", GOAL), "--to"),
        (("--to", GOAL, "--by", "luck"), "fastest"),
    ],
)
def test_a_question_that_cannot_be_understood_is_told(words: tuple[str, ...], said: str, tmp_path: Path):
    code, _, complaint = run("export", "--as", "json", str(tmp_path / "x"), *words)
    assert code == 2
    assert said in complaint


def test_a_place_that_cannot_be_written_and_a_format_that_is_none_are_told(tmp_path: Path):
    code, _, complaint = run("export", "--as", "json", str(tmp_path / "no" / "where"))
    assert (code, "where" in complaint) == (2, True)
    code, _, complaint = run("export", "--as", "pdf", str(tmp_path / "x"))
    assert (code, "graphml" in complaint) == (2, True)


def test_a_file_that_is_no_map_is_refused_and_nothing_is_written(tmp_path: Path):
    wrong, out = tmp_path / "wrong.gexf", tmp_path / "out.json"
    wrong.write_text("<gexf", encoding="utf-8")
    for kind in ("graph", "ctdl"):
        code, _, complaint = run("import", kind, str(wrong), str(out), "--lang", "en")
        assert (code, complaint != "") == (2, True)
    assert not out.exists()


def test_a_pathway_of_others_is_told_with_what_it_lost(tmp_path: Path):
    pathway, out = tmp_path / "it.json", tmp_path / "out.json"
    thing = {"@id": "ex:a", "@type": "ceterms:JobComponent", "ceterms:name": {"en": "Welder"}}
    pathway.write_text(json.dumps({"@graph": [{"@id": "ex:p", "@type": "ceterms:Pathway"}, thing]}))
    code, told, _ = run("import", "ctdl", str(pathway), str(out), "--on", "2026-11-24")
    assert code == 0
    assert "1 étape n’a aucune condition écrite" in without_narrow_spaces(told)
    assert load(out).roles["welder"].label.fr == "Welder [en]"
