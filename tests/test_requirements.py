"""The environment is the one that was tested: every version is written down, and installed."""

from __future__ import annotations

import re
from importlib.metadata import version

import pytest

from tests.serving import ROOT

PIN = re.compile(r"(?P<name>[A-Za-z0-9._-]+)(\[[a-z,]+\])?==(?P<version>[A-Za-z0-9.]+)")


def entries(name: str) -> list[str]:
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    return [line for line in map(str.strip, lines) if line and not line.startswith(("#", "-r "))]


ALL = entries("requirements.txt") + entries("requirements-dev.txt")


@pytest.mark.parametrize("line", ALL)
def test_a_requirement_names_one_version_and_that_one_is_installed(line: str):
    pin = PIN.fullmatch(line)
    assert pin is not None, f"'{line}' does not name one version with =="
    assert version(pin["name"]) == pin["version"]


def test_the_checks_need_all_that_the_explorer_needs():
    assert "-r requirements.txt" in (ROOT / "requirements-dev.txt").read_text(encoding="utf-8").splitlines()
