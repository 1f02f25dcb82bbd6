"""The public surface is a list, and the list is true."""

from __future__ import annotations

import subprocess
import sys
import types

import pathways


def test_every_public_name_is_there_and_nothing_else_is_promised():
    public = {
        name
        for name, value in vars(pathways).items()
        if not name.startswith("_") and not isinstance(value, types.ModuleType)
    }
    assert public == set(pathways.__all__)
    assert pathways.__all__ == sorted(pathways.__all__)


def test_the_errors_are_one_family():
    errors = {name for name in pathways.__all__ if isinstance(getattr(pathways, name), type)}
    family = {name for name in errors if issubclass(getattr(pathways, name), Exception)}
    assert all(issubclass(getattr(pathways, name), pathways.PathwaysError) for name in family)
    assert len(family) == 9


def test_importing_the_package_brings_neither_streamlit_nor_plotly():
    code = "import sys, pathways; print(sorted({'streamlit', 'plotly', 'pandas'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
