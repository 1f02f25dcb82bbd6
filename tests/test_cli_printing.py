"""``handout`` at the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.printed import Paper
from tests.small_map import SMALL
from tests.test_cli_asking import run, run_json

ON_SMALL = ("--data", str(SMALL), "--lang", "en")
ADDRESS = "https://explorer.example/?node=cap-mecano"


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("--card", "cap-mecano"), "Vocational certificate in vehicle maintenance"),
        (("--to", "a-9-1-technicien", "--age", "18", "--hold", "cap-mecano"), "Route to"),
        (("--compare", "cap-mecano", "--compare", "bac-pro-camion"), "Side by side"),
        (("--to", "a-9-1-technicien", "--age", "18", "--route", "1", "--route", "2"), "side by side"),
    ],
)
def test_a_page_is_written_with_its_address(tmp_path: Path, asked: tuple[str, ...], said: str):
    out = tmp_path / "page.pdf"
    told = run_json("handout", str(out), *asked, *ON_SMALL, "--address", ADDRESS)
    paper = Paper(out.read_bytes())
    assert told == {"out": str(out)}
    assert paper.pages == 1
    assert paper.says(said)
    assert ADDRESS in paper.text


def test_where_there_is_no_route_the_reason_is_written_and_the_code_says_so(tmp_path: Path):
    out = tmp_path / "page.pdf"
    run("handout", str(out), "--to", "bep-ancien", *ON_SMALL, code=1)
    assert Paper(out.read_bytes()).says("What is in the way")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ((), "one of --card ID"),
        (("--card", "cap-mecano", "--to", "a-9-1-technicien"), "one of --card ID"),
        (("--card", "cap-mecan"), "cap-mecano"),
        (("--compare", "cap-mecano"), "are needed"),
        (("--card", "cap-mecano", "--address", "javascript:alert(1)"), "https://"),
        (("--to", "cap-mecano", "--route", "9"), "route 9: the answer has"),
    ],
)
def test_a_question_that_cannot_be_understood_says_why(tmp_path: Path, asked: tuple[str, ...], said: str):
    out = tmp_path / "page.pdf"
    assert said in run("handout", str(out), *asked, *ON_SMALL, code=2)
    assert not out.exists()


def test_a_file_that_cannot_be_written_is_named(tmp_path: Path):
    out = tmp_path / "nowhere" / "page.pdf"
    assert str(out) in run("handout", str(out), "--card", "cap-mecano", *ON_SMALL, code=2).replace("\n", "")
