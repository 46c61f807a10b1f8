"""What `jifen serve` serves: the HTTP interface under load, and the weight of the self-test page."""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Iterator
from contextlib import AbstractContextManager

import jifen
from benchmarks import people
from benchmarks.command_line import JIFEN
from benchmarks.load import CONNECTIONS, load
from benchmarks.page import weigh
from benchmarks.report import Line, WrongAnswerError
from benchmarks.servers import HOST, free_port, serving

RATE_GOAL, WEIGHT_GOAL = 1500, 60
WORKERS = "2"
PATH = "/api/v1/score"


def serve() -> AbstractContextManager[str]:
    """Run `jifen serve` with two workers on a free port; gives its address."""
    port = free_port()
    command = [str(JIFEN), "serve", "--host", HOST, "--port", str(port), "--workers", WORKERS]
    return serving(command, port, "/api/v1/policies")


def measure_api() -> Iterator[Line]:
    """Load POST /api/v1/score, whole results with all sentences, for three kinds of people."""
    with serve() as address:
        for name, goal in (("example", RATE_GOAL), ("simple", None), ("rich", None)):
            yield loaded(address, name, people.named(name), goal)
        yield loaded(address, f"{people.MONTHS_OF_RECORD} monthly entries", people.month_by_month())


def loaded(address: str, name: str, document: people.Document, goal: float | None = None) -> Line:
    """Load the interface with one person; the answer must be what the engine gives in process, all along."""
    body = json.dumps({"profile": document, "on": people.ON.isoformat(), "lang": "zh"}).encode()
    before = _post(address + PATH, body)
    if json.loads(before) != json.loads(json.dumps(jifen.score(document, on=people.ON))):
        raise WrongAnswerError(f"{PATH}: the answer for {name} is not the engine's")
    figures = load(address + PATH, body)
    after = _post(address + PATH, body)
    if after != before or figures.answer_bytes < len(before):
        raise WrongAnswerError(f"{PATH}: answers for {name} were not whole under load")
    what = f"POST {PATH}, {name}, {WORKERS} workers, {CONNECTIONS} connections"
    return Line(what, figures.rate, "/s", goal, note=f"{figures.latencies()}, {len(before) / 1000:.1f} KB")


def _post(url: str, body: bytes) -> bytes:
    request = urllib.request.Request(url, body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=10) as answer:
        whole: bytes = answer.read()
        return whole


def measure_page() -> Iterator[Line]:
    """Weigh the self-test page in both languages with everything it loads, as compressed on the way."""
    with serve() as address:
        for path in ("/", "/en/"):
            page = weigh(address, path)
            total = sum(page.sizes.values()) / 1000
            note = "asks other hosts: " + (", ".join(page.others) or "none")
            what = f"self-test page {path} with all it loads, compressed"
            yield Line(what, total, "KB", WEIGHT_GOAL, note=note)
            for part, size in page.sizes.items():
                yield Line(f"  {part}", size / 1000, "KB")
