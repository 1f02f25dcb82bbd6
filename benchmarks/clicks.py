"""
A click in the explorer beside a bare Streamlit page: the server's time, the bytes sent, the first drawing.

Real servers answer, each in a process of its own: the explorer, a page that prints the same text with one
call, and a page with one Plotly chart of as many marks. Their clicks take turns, so that both meet the same
machine. A client that speaks Streamlit's protocol times the server, and asserts that each answer holds the
card asked for; a browser counts what a click sends and waits until a first visit can be used. What it sends
is counted twice: as the page reads it, and compressed, as it came over the line.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from threading import Thread
from typing import Any, Final, NamedTuple

from benchmarks.report import HERE, brief, machine, table
from pathways.cards import Writer, card, in_lines
from pathways.catalogue import Catalogue, load
from pathways.pay import load_pay
from pathways.sheets import pay_blocks

CARDS: Final = 25
ROUNDS: Final = 5
VISITS: Final = 7
KEPT_RUNS: Final = 2  # so long a browser keeps a message that it has not needed again
TEXTS: Final = "PATHWAYS_BENCH_TEXTS"
WAIT_SECONDS: Final = 60
DENSEST: Final = 5
TARGETS: Final = {"time": 3.0, "bytes": 30_000, "visit": 1.5}
BROWSERS: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

BARE_TEXT: Final = f'''
import json, os
import streamlit as st
texts = st.cache_resource(lambda: json.load(open(os.environ["{TEXTS}"], encoding="utf-8")))()
st.markdown(texts.get(st.query_params.get("node"), "-"))
'''
BARE_CHART: Final = f'''
import json, os
import plotly.graph_objects as go
import streamlit as st
names = st.cache_resource(lambda: json.load(open(os.environ["{TEXTS}"], encoding="utf-8")))()["names"]
marks = go.Scatter(
    x=[i % 60 for i in range(len(names))], y=[i // 60 for i in range(len(names))], text=names, mode="markers"
)
st.plotly_chart(go.Figure(marks).update_layout(height=1000))
'''
READY: Final = (
    '[data-testid="stApp"][data-test-script-state="notRunning"][data-test-connection-state="CONNECTED"]'
)


# --- what is asked --------------------------------------------------------------------------------


def _text_of(catalogue: Catalogue, writer: Writer, node: str) -> str:
    """What the card of a node says, as Markdown, with the id, so that an answer can be recognised."""
    found = card(catalogue, node, "fr", writer.on, extra=pay_blocks(writer, load_pay(), node))
    parts = [f"# {found.title}", f"{node} {found.subtitle}"]
    for block in found.blocks:
        sources = " · ".join(reference.text("fr") for reference in block.citations)
        lines = "\n".join(f"- {line.strip()}" for line in in_lines(block.lines))
        parts += [f"## {block.title}", lines, sources]
    return "\n\n".join(parts)


def _texts(catalogue: Catalogue, nodes: Sequence[str]) -> dict[str, Any]:
    writer = Writer(catalogue, "fr", catalogue.file.as_of)
    names = [catalogue.label(node, "fr") for node in catalogue.nodes]
    return {"names": names, **{node: _text_of(catalogue, writer, node) for node in nodes}}


# --- servers --------------------------------------------------------------------------------------


@contextmanager
def _serving(script: Path, texts: Path) -> Iterator[str]:
    """A Streamlit server of its own for a script; its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    options = ("--server.headless=true", f"--server.port={port}", "--server.address=127.0.0.1",
               "--server.fileWatcherType=none", "--browser.gatherUsageStats=false")  # fmt: skip
    command = [sys.executable, "-m", "streamlit", "run", str(script), *options]
    quiet = subprocess.DEVNULL
    environment = {**os.environ, TEXTS: str(texts)}
    with subprocess.Popen(command, cwd=HERE.parent, env=environment, stdout=quiet, stderr=quiet) as process:
        try:
            _wait_for(url)
            yield url
        finally:
            process.terminate()


def _wait_for(url: str) -> None:
    deadline = time.monotonic() + WAIT_SECONDS
    while True:
        try:
            with urllib.request.urlopen(f"{url}/_stcore/health", timeout=5):  # noqa: S310
                return
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


class _Line:
    """Stands between a browser and a server, hands on what they say, and counts what the server sends."""

    def __init__(self, url: str) -> None:
        self.received = 0
        self._server = url.removeprefix("http://").split(":")
        self._door = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._door.getsockname()[1]}"
        Thread(target=self._let_in, daemon=True).start()

    def _let_in(self) -> None:
        while True:
            browser, _ = self._door.accept()
            server = socket.create_connection((self._server[0], int(self._server[1])))
            for ways in ((browser, server, False), (server, browser, True)):
                Thread(target=self._hand_on, args=ways, daemon=True).start()

    def _hand_on(self, speaker: socket.socket, listener: socket.socket, is_counted: bool) -> None:
        with suppress(OSError):
            while said := speaker.recv(1 << 16):
                self.received += len(said) if is_counted else 0
                listener.sendall(said)
            listener.shutdown(socket.SHUT_WR)


# --- the server's time ----------------------------------------------------------------------------


class _Visitor:
    """Someone who clicks, as the server sees it: asks for an address and waits until the page is written."""

    def __init__(self, stack: ExitStack, url: str, page: str = "") -> None:
        from websockets.sync.client import connect

        address = f"{url.replace('http', 'ws')}/_stcore/stream"
        self._socket = stack.enter_context(connect(address, subprotocols=["streamlit"], max_size=None))
        self._page, self._hash = page, ""
        self._last_used: dict[str, int] = {}
        self._runs = 0
        self.click("")
        self.click("")

    def click(self, query: str) -> tuple[float, int, bytes]:
        """Milliseconds until the page is written, bytes received, and those bytes."""
        from streamlit.proto.BackMsg_pb2 import BackMsg
        from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

        asked = BackMsg()
        asked.rerun_script.query_string = query
        asked.rerun_script.page_script_hash = self._hash
        self._runs += 1
        kept = (each for each, used in self._last_used.items() if self._runs - used <= KEPT_RUNS)
        asked.rerun_script.cached_message_hashes.extend(kept)
        start, received = time.perf_counter(), b""
        self._socket.send(asked.SerializeToString())
        while True:
            raw = self._socket.recv(timeout=WAIT_SECONDS)
            assert isinstance(raw, bytes)
            received += raw
            told = ForwardMsg()
            told.ParseFromString(raw)
            if told.metadata.cacheable or told.ref_hash:
                self._last_used[told.ref_hash or told.hash] = self._runs
            for page in told.navigation.app_pages:
                # The hash of the message "navigation" is that of the page; another one runs the first page.
                if page.url_pathname == self._page:
                    self._hash = page.page_script_hash
            if told.WhichOneof("type") == "script_finished":
                return (time.perf_counter() - start) * 1000, len(received), received


class Times(NamedTuple):
    """Milliseconds of the server, click by click."""

    bare: list[float]
    first: list[float]
    again: list[float]


def _server_times(bare_url: str, url: str, nodes: Sequence[str]) -> Times:
    times = Times([], [], [])
    with ExitStack() as stack:
        bare, ours = _Visitor(stack, bare_url), _Visitor(stack, url, "explore")
        for turn in range(ROUNDS + 1):
            for node in nodes:
                for visitor, kept in ((bare, times.bare), (ours, times.again if turn else times.first)):
                    took, _, received = visitor.click(f"node={node}")
                    assert node.encode() in received, f"the answer is not the card of {node}"
                    kept.append(took)
    return times


# --- in a browser ---------------------------------------------------------------------------------


class Seen(NamedTuple):
    """What a browser sees: bytes of each click, and seconds of each first visit, of both pages."""

    sent: list[int]
    compressed: list[int]
    map_again: int
    visits: list[float]
    bare_visits: list[float]


def _seen(chart_url: str, url: str, nodes: Sequence[str]) -> Seen:
    from playwright.sync_api import sync_playwright

    browser_path = next(filter(None, map(shutil.which, BROWSERS)))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        sent, compressed, map_again = _bytes_of_clicks(browser, url, nodes)
        visits: list[float] = []
        bare_visits: list[float] = []
        for _ in range(VISITS):
            bare_visits.append(_first_visit(browser, chart_url, ".js-plotly-plot .point"))
            visits.append(_first_visit(browser, f"{url}/explore", ".map a.role"))
        browser.close()
    return Seen(sent, compressed, map_again, visits, bare_visits)


def _bytes_of_clicks(browser: Any, url: str, nodes: Sequence[str]) -> tuple[list[int], list[int], int]:
    """Bytes that each click on a mark brings, as read and compressed; how many brought the map again."""
    page, line = browser.new_page(), _Line(url)
    frames: list[str | bytes] = []

    def hear(frame: str | bytes) -> None:
        frames.append(frame)

    page.on("websocket", lambda line: line.on("framereceived", hear))
    page.goto(f"{line.url}/explore")
    page.wait_for_selector(".map a.role")
    page.wait_for_selector(READY)
    sent, compressed, map_again = [], [], 0
    for node in nodes:
        frames.clear()
        before = line.received
        page.locator(f'.map a[href$="node={node}"]').first.evaluate("mark => mark.click()")
        page.wait_for_selector(f'.pathways-links a[href*="to={node}"]', state="attached")
        page.wait_for_selector(READY)
        page.wait_for_function("() => new Promise(done => setTimeout(() => done(true), 150))")
        received = [frame if isinstance(frame, bytes) else frame.encode() for frame in frames]
        sent.append(sum(map(len, received)))
        compressed.append(line.received - before)
        map_again += any(b'class="map"' in frame for frame in received)
    page.close()
    return sent, compressed, map_again


def _first_visit(browser: Any, url: str, drawn: str) -> float:
    """Seconds until a visitor with an empty cache sees the drawing and can use the page."""
    context = browser.new_context()
    page = context.new_page()
    start = time.perf_counter()
    page.goto(url, wait_until="commit")
    page.wait_for_selector(drawn, state="attached")
    page.wait_for_selector(READY)
    took = time.perf_counter() - start
    context.close()
    return took


# --- the report -----------------------------------------------------------------------------------


def run() -> str:
    """Measure, and say how far the targets are met."""
    catalogue = load()
    nodes = random.Random(1).sample(sorted(catalogue.nodes), CARDS)
    writer = Writer(catalogue, "fr", catalogue.file.as_of)
    by_length = sorted(catalogue.nodes, key=lambda node: len(_text_of(catalogue, writer, node)))
    densest = by_length[-DENSEST:]
    with TemporaryDirectory() as folder:
        texts = Path(folder, "texts.json")
        texts.write_text(json.dumps(_texts(catalogue, nodes)), encoding="utf-8")
        scripts = {"text": BARE_TEXT, "chart": BARE_CHART}
        for name, script in scripts.items():
            Path(folder, f"{name}.py").write_text(script, encoding="utf-8")
        with (
            _serving(Path(folder, "text.py"), texts) as bare_url,
            _serving(Path(folder, "chart.py"), texts) as chart_url,
            _serving(HERE.parent / "app.py", texts) as url,
        ):
            times = _server_times(bare_url, url, nodes)
            seen = _seen(chart_url, url, [*nodes, *densest])
    return _report(times, seen)


def _report(times: Times, seen: Seen) -> str:
    bare, again, first = median(times.bare), median(times.again), median(times.first)
    visit, bare_visit = median(seen.visits), median(seen.bare_visits)
    rows = [
        ["click that opens a card, server, ms", brief(bare), brief(again), f"{again / bare:.2f}"],
        ["… that nobody has opened yet", brief(bare), brief(first), f"{first / bare:.2f}"],
        ["first visit until it can be used, s", brief(bare_visit), brief(visit), f"{visit / bare_visit:.2f}"],
    ]
    heads = ["bytes", "median", "nine in ten at most", f"the {DENSEST} longest cards at most"]
    return f"""## A click, and a first visit

{machine("streamlit", "plotly")}

{table(["median", "bare page", "explorer", "times"], rows)}

The bare page prints the text of the card with one `st.markdown`; for the first visit, it draws one Plotly
chart of as many marks as the map. {CARDS} cards drawn at random once, {ROUNDS} times each after the first, in
turns; {VISITS} visits each with an empty cache. Targets: {TARGETS["time"]:g} and {TARGETS["visit"]:g} times.

What a click on the map brings; the target is {brief(TARGETS["bytes"])} bytes. The map itself was sent again
in {seen.map_again} of {len(seen.sent)} clicks.

{table(heads, _bytes_of(seen))}"""


def _bytes_of(seen: Seen) -> Iterator[list[str]]:
    for name, sent in (("over the line, compressed", seen.compressed), ("as the page reads it", seen.sent)):
        at_random = sorted(sent[:CARDS])
        figures = median(at_random), at_random[int(0.9 * CARDS)], max(sent[CARDS:])
        yield [name, *map(brief, figures)]
