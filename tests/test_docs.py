"""What the documents say is there: commands, make targets, links."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import typer

from pathways.cli import app

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = sorted((*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("data/*.md")))


def test_the_readme_shows_every_command():
    shown = (ROOT / "README.md").read_text(encoding="utf-8")
    commands = typer.main.get_command(app).commands  # type: ignore[attr-defined]
    assert [name for name in commands if f"python -m pathways {name}" not in shown] == []


def test_the_guide_for_contributors_tells_every_make_target():
    targets = re.findall(r"^([a-z]+):.*## ", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    told = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert [target for target in targets if f"make {target}" not in told] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_to_a_file_leads_to_one(document: Path):
    links = re.findall(r"\]\((?!https?:)([^)#\s]+)", document.read_text(encoding="utf-8"))
    assert [link for link in links if not (document.parent / link).exists()] == []


def test_every_module_of_the_package_is_in_the_picture_of_the_layers():
    """The architecture names what a newcomer meets first: each package and module below ``pathways``."""
    told = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    modules = {path.stem for path in (ROOT / "pathways").iterdir() if not path.name.startswith("__")}
    assert sorted(module for module in modules if module not in told) == []
