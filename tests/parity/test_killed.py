"""A run on Spark that is killed with all that it started leaves nothing that would grow."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.parity.test_generated import DAY, generated

COMMAND = [sys.executable, "-c", "import sys; from jifen.cli import main; sys.exit(main())", "population"]


def begun(aside: Path) -> bool:
    return aside.exists()


def java_works(aside: Path) -> bool:
    return any(aside.parent.glob("temporary/jifen-scratch-*/blockmgr-*"))


def being_written(aside: Path) -> bool:
    return any(aside.glob("result.folder/_temporary/*"))


@pytest.mark.cluster
def test_a_killed_spark_is_swept_away_by_the_next_run(tmp_path: Path):
    """The process group is killed as a container is, so that Java has no moment to clear up after itself."""
    tables = generated(tmp_path / "people", 20_000)
    place, temporary = tmp_path / "place", tmp_path / "place" / "temporary"
    temporary.mkdir(parents=True)
    call = [*COMMAND, "score", "--persons", tables.persons, "--ledger", tables.ledger, "--on", str(DAY),
            "--engine", "spark", "--master", "local[1]", "--out", str(place / "out.parquet")]  # fmt: skip
    environment = {**os.environ, "TMPDIR": str(temporary)}
    for moment in (begun, java_works, being_written):
        _kill_at(moment, call, environment, place / ".out.parquet.unfinished")
        assert sorted(entry.name for entry in place.iterdir()) == [".out.parquet.unfinished", "temporary"]
        assert len(list(temporary.iterdir())) <= 1
    run = subprocess.run(call, env=environment, capture_output=True, text=True, timeout=120, check=False)
    assert run.returncode == 0, run.stderr
    assert sorted(entry.name for entry in place.iterdir()) == ["out.parquet", "temporary"]
    assert list(temporary.iterdir()) == []


def _kill_at(moment: Callable[[Path], bool], call: list[str], environment: dict[str, str], aside: Path):
    process = subprocess.Popen(call, env=environment, stderr=subprocess.DEVNULL, start_new_session=True)
    while not moment(aside) and process.poll() is None:
        time.sleep(0.002)
    os.killpg(process.pid, signal.SIGKILL)
    assert process.wait(60) == -signal.SIGKILL, moment.__name__
