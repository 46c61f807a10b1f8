"""`jifen serve` in a demonstration: what it starts answers, and ends with it however it ends."""

import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from tests.browser.running import ROOT, environment_in, free_port
from tests.ready_database import copy_ready_database, manage

#: somebody of the sample world, so that it is not loaded: that takes longer than all of this
SOMEBODY = """
from datetime import date
from jifen_service.accounts.models import Centre, Membership, User
user = User.objects.create(username="demo-somebody")
centre = Centre.objects.create(district="示例区", code="X01", name="示例中心")
Membership.objects.create(user=user, role="window", centre=centre, since=date(2026, 7, 1))
"""
_PATIENCE_SECONDS = 120
pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="sessions are read from /proc")


@pytest.fixture(scope="module")
def var(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("serving")
    copy_ready_database(folder, folder / "var")
    manage(folder / "var", "shell", "--no-imports", "-c", SOMEBODY)
    return folder


@contextmanager
def served(folder: Path, port: int, register: int) -> Iterator[subprocess.Popen[str]]:
    """The command in a session of its own, once it says its address; nothing of it is left afterwards."""
    environment = environment_in(folder, JIFEN_DEMO="1", JIFEN_SANDBOX_PORT=str(register))
    del environment["JIFEN_CLOCK_FILE"]
    command = [sys.executable, "-m", "jifen", "serve", "--port", str(port), "--workers", "1"]
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, start_new_session=True
    ) as server:
        try:
            assert server.stdout is not None
            assert any(f":{port}/" in line for line in server.stdout)
            yield server
        finally:
            for pid in alive_in(server.pid):
                os.kill(pid, signal.SIGKILL)


def alive_in(session: int) -> list[int]:
    """The processes of a session that have not ended."""
    found = []
    for place in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            state, _parent, _group, of_session, *_more = place.read_text().rpartition(")")[2].split()
            if int(of_session) == session and state != "Z":
                found.append(int(place.parent.name))
    return found


def soon(happens) -> bool:
    """Whether something happens before patience ends."""
    end = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < end:
        with suppress(OSError):
            if happens():
                return True
        time.sleep(0.1)
    return False


def test_site_register_and_gateway_answer_and_end_with_a_server_that_is_killed(var):
    port, register = free_port(), free_port()
    with served(var, port, register) as server:
        assert soon(lambda: urllib.request.urlopen(f"http://127.0.0.1:{port}/api/v1/policies").status == 200)
        question = urllib.request.Request(f"http://127.0.0.1:{register}/education", b"{}")
        assert soon(lambda: urllib.request.urlopen(question).read() == b'{"found":false}')
        # The server and its worker, the register, the worker of tasks and its gateway.
        assert soon(lambda: len(alive_in(server.pid)) >= 5)
        server.kill()
        assert soon(lambda: not alive_in(server.pid))


def test_nothing_is_left_of_one_that_is_interrupted_while_it_starts(var):
    with served(var, free_port(), free_port()) as server:
        server.send_signal(signal.SIGINT)
        assert soon(lambda: not alive_in(server.pid))
