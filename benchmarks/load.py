"""Posting one body again and again over a few connections: by wrk, or where it is missing by asyncio."""

from __future__ import annotations

import asyncio
import json
import re
import shutil
import statistics
import subprocess
import tempfile
import time
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from benchmarks.report import WrongAnswerError

ROOT = Path(__file__).resolve().parent.parent
SCRIPT = Path(__file__).parent / "post.lua"
CONNECTIONS = 8
WARM_UP, SECONDS = 2, 8


class Load(NamedTuple):
    """What a load gave: requests a second, latencies in milliseconds, bytes of an answer with its head."""

    rate: float
    p50: float
    p90: float
    p99: float
    answer_bytes: float
    by: str

    def latencies(self) -> str:
        """Give the latencies in words."""
        return f"p50 {self.p50:.1f}, p90 {self.p90:.1f}, p99 {self.p99:.1f} ms, by {self.by}"


def load(url: str, body: bytes, seconds: int = SECONDS) -> Load:
    """Warm up, then load; WrongAnswerError when one request failed or was not answered with 200."""
    generate = _wrk if have_wrk() else _asyncio
    generate(url, body, WARM_UP)
    return generate(url, body, seconds)


def have_wrk() -> bool:
    """Whether wrk is there; as root on Debian it is installed when it is not."""
    if shutil.which("wrk") is None:
        subprocess.run([ROOT / "scripts" / "system_packages.sh", "wrk"], check=False)
    return shutil.which("wrk") is not None


def _wrk(url: str, body: bytes, seconds: int) -> Load:
    with tempfile.NamedTemporaryFile() as file:
        file.write(body)
        file.flush()
        call = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "-s", str(SCRIPT), url, "--", file.name]
        done = subprocess.run(call, capture_output=True, text=True, check=False)
    found = re.search(r"^FIGURES (.*)$", done.stdout, re.MULTILINE)
    if found is None:
        raise WrongAnswerError(f"wrk: {done.stdout} {done.stderr}")
    figures = json.loads(found[1])
    if figures["failed"] or not figures["requests"]:
        raise WrongAnswerError(f"{url}: {figures['failed']} of {figures['requests']} requests failed")
    p50, p90, p99 = (figures[name] / 1000 for name in ("p50", "p90", "p99"))
    rate = figures["requests"] / (figures["microseconds"] / 1e6)
    return Load(rate, p50, p90, p99, figures["bytes"] / figures["requests"], "wrk")


def _asyncio(url: str, body: bytes, seconds: int) -> Load:
    return asyncio.run(_post_for(url, body, seconds))


async def _post_for(url: str, body: bytes, seconds: int) -> Load:
    address = urlsplit(url)
    head = f"POST {address.path} HTTP/1.1\r\nHost: {address.netloc}\r\nContent-Type: application/json\r\n"
    request = f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body
    begin = time.perf_counter()
    place = (address.hostname, address.port)
    parts = await asyncio.gather(*(_post(place, request, begin + seconds) for _ in range(CONNECTIONS)))
    taken = time.perf_counter() - begin
    samples = [sample for part in parts for sample in part]
    cuts = statistics.quantiles([latency * 1000 for latency, _ in samples], n=100)
    size = statistics.mean(size for _, size in samples)
    return Load(len(samples) / taken, cuts[49], cuts[89], cuts[98], size, "asyncio, itself slow")


async def _post(
    place: tuple[str | None, int | None], request: bytes, until: float
) -> list[tuple[float, int]]:
    """Post until the time is up; gives latency in seconds and size in bytes of each answer."""
    reader, writer = await asyncio.open_connection(*place)
    samples = []
    while (begin := time.perf_counter()) < until:
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        length = re.search(rb"(?i)\r\ncontent-length: *(\d+)", head)
        if not head.startswith(b"HTTP/1.1 200") or length is None:
            raise WrongAnswerError(head.decode(errors="replace"))
        await reader.readexactly(int(length[1]))
        samples.append((time.perf_counter() - begin, len(head) + int(length[1])))
    writer.close()
    await writer.wait_closed()
    return samples
