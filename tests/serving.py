"""The explorer as a program of its own, for tests that visit it as a browser or a script would."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build"

START_SECONDS = 60
STOP_SECONDS = 15


@dataclass(frozen=True)
class Server:
    """A running explorer: its address, and the file that its words go to."""

    url: str
    log: Path

    def said(self) -> str:
        """Everything that the server has printed so far."""
        return self.log.read_text(encoding="utf-8", errors="replace")

    def complaints_after(self, length: int = 0) -> str:
        """What it has printed since its log was this long, if a traceback is in it; else nothing."""
        said = self.said()[length:]
        return said if "Traceback" in said else ""


@contextmanager
def serving(folder: Path, script: Path = ROOT / "app.py", **environment: str) -> Iterator[Server]:
    """
    Start the explorer on a free port and stop it afterwards.

    Parameters
    ----------
    folder
        Where its log goes, and its home: no setting of the person who runs the tests is read.
    script
        What to serve instead of the explorer.
    environment
        What to add to the environment, for instance ``PATHWAYS_DATA``.
    """
    server = Server(f"http://127.0.0.1:{_free_port()}", folder / "server.log")
    with (
        server.log.open("wb") as log,
        subprocess.Popen(
            _command(script, server.url),
            cwd=ROOT,
            env=_environment(folder, environment),
            stdout=log,
            stderr=log,
        ) as process,
    ):
        try:
            _wait_until_healthy(server, process)
            yield server
        finally:
            _stop(process)


def _command(script: Path, url: str) -> list[str]:
    port = url.rpartition(":")[2]
    options = {"server.address": "127.0.0.1", "server.port": port, "server.headless": "true"}
    options["server.fileWatcherType"] = "none"
    flags = [part for option, value in options.items() for part in (f"--{option}", value)]
    return [sys.executable, "-m", "streamlit", "run", str(script), *flags]


def _environment(folder: Path, extra: dict[str, str]) -> dict[str, str]:
    own = {
        name: value for name, value in os.environ.items() if not name.startswith(("PATHWAYS_", "STREAMLIT_"))
    }
    return {**own, "HOME": str(folder), "NO_COLOR": "1", "COLUMNS": "160", **extra}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_healthy(server: Server, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not _is_healthy(server.url):
        if process.poll() is not None:
            pytest.fail(f"the explorer ended with code {process.returncode} while starting:\n{server.said()}")
        if time.monotonic() > deadline:
            pytest.fail(f"the explorer did not answer within {START_SECONDS} s:\n{server.said()}")
        time.sleep(0.05)


def _is_healthy(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/_stcore/health", timeout=5) as answer:
            return bool(answer.read() == b"ok")
    except (urllib.error.URLError, OSError):
        return False


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
