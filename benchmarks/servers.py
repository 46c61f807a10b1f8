"""Starting a server on a free loopback port and ending it: only what was started here."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress

from benchmarks.report import WrongAnswerError

HOST = "127.0.0.1"
READY_WITHIN = 60.0


def free_port() -> int:
    """Ask the system for a port that nobody uses now."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def serving(command: list[str], port: int, ready: str, env: Mapping[str, str] | None = None) -> Iterator[str]:
    """Run a server meanwhile; gives its address once ``ready`` (a path) answers 200."""
    address = f"http://{HOST}:{port}"
    with tempfile.TemporaryFile() as log:
        environment = {**os.environ, **(env or {})}
        server = subprocess.Popen(
            command, stdout=log, stderr=subprocess.STDOUT, env=environment, start_new_session=True
        )
        try:
            if not _answers(address + ready, server):
                log.seek(0)
                words = log.read().decode(errors="replace")[-1500:]
                raise WrongAnswerError(f"{' '.join(command)} does not answer {ready}:\n{words}")
            yield address
        finally:
            _end(server)


def _answers(url: str, server: subprocess.Popen[bytes]) -> bool:
    until = time.monotonic() + READY_WITHIN
    while time.monotonic() < until and server.poll() is None:
        with suppress(OSError), urllib.request.urlopen(url, timeout=5) as answer:
            return bool(answer.status == 200)
        time.sleep(0.1)
    return False


def _end(server: subprocess.Popen[bytes]) -> None:
    """End the server's own session: it, and the workers it started."""
    for kind, seconds in ((signal.SIGTERM, 10), (signal.SIGKILL, 10)):
        with suppress(ProcessLookupError):
            os.killpg(server.pid, kind)
        with suppress(subprocess.TimeoutExpired):
            server.wait(seconds)
            return
