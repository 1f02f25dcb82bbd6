"""What every test may ask for."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from hypothesis import settings

from tests.serving import Server, serving

# In CI the examples are the same at every run; at a desk they vary, and a failure prints how to repeat it.
# No deadline: two workers and a server share two cores. "thorough" is for tests against plain enumeration.
settings.register_profile("desk", deadline=None, print_blob=True)
settings.register_profile("ci", deadline=None, print_blob=True, derandomize=True)
settings.register_profile("thorough", deadline=None, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "desk")


@pytest.fixture(scope="session")
def running_explorer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One explorer for each worker, started when the first test asks for it."""
    with serving(tmp_path_factory.mktemp("explorer")) as explorer:
        yield explorer


@pytest.fixture(scope="session")
def server(running_explorer: Server) -> str:
    """The address of a running explorer, without a slash at its end."""
    return running_explorer.url
