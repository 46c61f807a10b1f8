"""The platform with a database of its own and a clock that a test moves, for tests of cases."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.ready_database import copy_ready_database

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class CaseServer:
    """A running platform: its address, and the environment in which its commands run."""

    address: str
    environment: dict[str, str]
    clock: Path

    def set_clock(self, moment: str) -> None:
        """Make it another moment, such as ``2026-07-06T10:00``."""
        self.clock.write_text(moment, encoding="ascii")

    def run(self, code: str) -> str:
        """Run Python with the platform set up; gives what it printed."""
        return _manage(self.environment, "shell", "--no-imports", "-c", code)


def _manage(environment: dict[str, str], *command: str) -> str:
    call = [sys.executable, "-m", "jifen_service.manage", *command]
    done = subprocess.run(
        call, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


@contextmanager
def case_server(folder: Path, moment: str) -> Iterator[CaseServer]:
    """Serve an empty platform from `folder`, at `moment` by its clock."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    clock = folder / "clock"
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    environment |= {"JIFEN_VAR": str(folder / "var"), "JIFEN_CLOCK_FILE": str(clock), "JIFEN_DEBUG": "0"}
    served = CaseServer(f"http://127.0.0.1:{port}", environment, clock)
    copy_ready_database(folder, folder / "var")
    served.set_clock(moment)
    command = [str(Path(sys.executable).with_name("granian")), "--interface", "wsgi", "--host", "127.0.0.1"]
    command += ["--port", str(port), "--no-ws", "jifen_service.config.wsgi:application"]
    log = folder / "log"
    with log.open("w") as out, subprocess.Popen(command, stdout=out, stderr=out, env=environment) as process:
        try:
            _wait(served.address, process, log)
            yield served
        finally:
            process.terminate()


def _wait(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(300):
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"{address}/account/login/") as answer:
                assert answer.status == 200
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"the server does not answer; it said:\n{log.read_text()}")
