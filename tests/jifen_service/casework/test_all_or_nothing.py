"""Many at once, and the power cut: in processes of their own, on the database that the suite runs on."""

import json
import os
import subprocess
import sys
import uuid
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(__file__).resolve().parents[3]
THREADS = 50


def _postgres_database(name: str, command: str) -> None:
    import psycopg

    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        connection.execute(f'{command} DATABASE "{name}"')


@pytest.fixture(scope="module")
def work(tmp_path_factory):
    """`work("race", "50")` runs the worker on a database of its own and gives what it printed."""
    folder: Path = tmp_path_factory.mktemp("worker")
    on_postgres = "postgresql" in settings.DATABASES["default"]["ENGINE"]
    name = f"jifen_{uuid.uuid4().hex[:12]}"
    url = f"sqlite:///{folder / 'jifen.sqlite3'}"
    if on_postgres:
        _postgres_database(name, "CREATE")
        url = f"{os.environ['DATABASE_URL'].rsplit('/', 1)[0]}/{name}"
    environment = {**os.environ, "DATABASE_URL": url, "JIFEN_VAR": str(folder)}

    def run(*command: str) -> object:
        call = [sys.executable, "-m", "tests.jifen_service.casework.worker", *command]
        done = subprocess.run(
            call, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300, check=False
        )
        assert done.returncode == 0, done.stderr[-3000:]
        return json.loads(done.stdout.splitlines()[-1])

    run("migrate")
    yield run
    if on_postgres:
        _postgres_database(name, "DROP")


def test_of_fifty_who_press_accept_one_accepts(work):
    outcomes = work("race", str(THREADS))
    assert len(outcomes) == THREADS
    assert outcomes.count("done") == 1
    assert set(outcomes) == {"done", "stale", "again"}, outcomes
    found = work("state")["race"]
    assert (found["events"], found["audit"], found["messages"]) == (1, 1, 2)
    assert found["state"] == "verifying"
    assert found["version"] == 4


@pytest.mark.parametrize("step", ["accept", "decide_passed"])
def test_a_killed_process_leaves_all_of_a_step_or_nothing(work, step):
    before = work("state")[step]
    assert before["events"] == 0
    rounds = work("kill", step)
    assert len(rounds) > 10, "a step has more statements than that: was anything counted?"
    *interrupted, last = rounds
    for found in interrupted:
        assert found["killed"]
        assert {key: found[key] for key in before} == before, f"killed before statement {found['before']}"
    # The last one was killed once the commit had returned: all of it is there, each message once.
    assert last["killed"]
    assert (last["events"], last["audit"], last["messages"]) == (1, 1, 2)
    assert last["version"] == before["version"] + 1
    assert last["stamped"]
    assert last["decisions"] == (step == "decide_passed")
