"""The platform as processes of their own: the one way to serve it for browser tests."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.ready_database import copy_ready_database

ROOT = Path(__file__).resolve().parents[2]
_GRANIAN = ("granian", "jifen_service.config.wsgi:application", "--interface", "wsgi", "--no-ws")
_WORKER = ("jifen_service.manage", "work", "--interval", "0.2")
_LOOKS, _BETWEEN_SECONDS = 300, 0.1


@dataclass(frozen=True)
class Platform:
    """A running platform: its address, and the environment in which its commands run."""

    address: str
    environment: Mapping[str, str]
    clock: Path

    def set_clock(self, moment: str) -> None:
        """Make it another moment, such as ``2026-07-06T10:00``."""
        draft = self.clock.with_suffix(".new")
        draft.write_text(moment, encoding="ascii")
        draft.replace(self.clock)

    def run(self, code: str) -> str:
        """Run Python with the platform set up; gives what it printed."""
        return self.module("jifen_service.manage", "shell", "--no-imports", "-c", code)

    def module(self, *words: str) -> str:
        """Run a module with arguments; gives what it printed."""
        call = [sys.executable, "-m", *words]
        done = subprocess.run(
            call, cwd=ROOT, env=self.environment, capture_output=True, text=True, timeout=120, check=False
        )
        assert done.returncode == 0, done.stderr[-3000:]
        return done.stdout


def environment_in(folder: Path, **more: str) -> dict[str, str]:
    """The environment of a platform with data and clock in `folder`, on SQLite; `more` are its settings."""
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    ours = {"JIFEN_VAR": str(folder / "var"), "JIFEN_CLOCK_FILE": str(folder / "clock")}
    return kept | ours | {"JIFEN_DEBUG": "0", "JIFEN_DEMO": "0"} | more


@contextmanager
def platform(
    folder: Path, moment: str, *, seed: str = "", worker: bool = False, **more: str
) -> Iterator[Platform]:
    """Serve an empty platform from `folder`, at `moment` by its clock.

    `seed` is a module that fills it while the server starts; `worker` runs its background tasks.
    """
    port, environment = free_port(), environment_in(folder, **more)
    served = Platform(f"http://127.0.0.1:{port}", environment, folder / "clock")
    copy_ready_database(folder, folder / "var")
    served.set_clock(moment)
    with ExitStack() as running:
        web = running.enter_context(web_server(port, environment, folder / "log"))
        if seed:
            served.module(seed)
        if worker:
            running.enter_context(process(_WORKER, environment, folder / "worker-log"))
        wait_for(served.address, web, folder / "log")
        yield served


@contextmanager
def web_server(port: int, environment: Mapping[str, str], log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Granian on a port of this machine; it may not answer yet (`wait_for`)."""
    with process((*_GRANIAN, "--host", "127.0.0.1", "--port", str(port)), environment, log) as started:
        yield started


@contextmanager
def process(
    words: tuple[str, ...], environment: Mapping[str, str], log: Path, *, heard: bool = False
) -> Iterator[subprocess.Popen[bytes]]:
    """A module that runs until the end and writes into `log`; `heard`: its output is to be read instead."""
    with log.open("w") as out:
        stdout = subprocess.PIPE if heard else out
        command = [sys.executable, "-m", *words]
        with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=stdout, stderr=out) as started:
            try:
                yield started
            finally:
                started.terminate()


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def wait_for(address: str, started: subprocess.Popen[bytes], log: Path) -> None:
    """Return once the home page answers.

    Raises:
        RuntimeError: the server has ended, or does not answer in time.
    """
    for _look in range(_LOOKS):
        if started.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"{address}/"):
                return
        except OSError:
            time.sleep(_BETWEEN_SECONDS)
    raise RuntimeError(f"the server does not answer; it said:\n{log.read_text()}")
