"""`jifen population`, run as a command: what it writes, what a broken run leaves, what it says."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.jifen.population.conftest import COMMAND, population

from jifen import default_engine

DAY = "2026-11-22"


def test_the_output_is_what_the_contract_promises(people: Path, tmp_path: Path):
    out = tmp_path / "out" / "scores"
    run = population("score", "--persons", people / "persons.parquet", "--ledger", people / "led*.parquet",
                     "--on", DAY, "--out", out)  # fmt: skip
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")
    schema = pq.read_schema(next(out.glob("*.parquet")))
    ids = default_engine().book.indicators
    wanted = [("person_id", pa.int64()), *((name, pa.int16()) for name in ids)]
    assert [(field.name, field.type) for field in schema] == [
        *wanted,
        ("total", pa.int32()),
        ("passes", pa.bool_()),
    ]
    assert pq.read_table(out).num_rows == 300
    assert [entry.name for entry in out.parent.iterdir()] == ["scores"]


def test_a_wrong_call_is_told_in_words(people: Path, tmp_path: Path):
    run = population("score", "--persons", people / "persons.parquet", "--ledger", people / "persons.parquet",
                     "--on", DAY, "--out", tmp_path / "o.parquet", "--lang", "en")  # fmt: skip
    assert run.returncode == 2
    assert run.stderr.startswith("ledger.month: There is no column 'month'.")
    assert "Traceback" not in run.stderr


def stopped(call: list[object], out: Path, stop: int = signal.SIGKILL, until: str = "spill") -> int:
    """Start the command, stop it when it has cleared up and begun to work aside, and give its status."""
    aside = out.parent / f".{out.name}.unfinished"
    left = aside / "left"
    if aside.exists():
        left.touch()
    process = subprocess.Popen([*COMMAND, *map(str, [*call, "--out", out])], stderr=subprocess.DEVNULL)
    while (left.exists() or not (aside / until).exists()) and process.poll() is None:
        time.sleep(0.001)
    process.send_signal(stop)
    return process.wait(60)


def test_killed_runs_leave_one_folder_that_does_not_grow(people: Path, tmp_path: Path):
    """Whatever was killed before, the next run for the same output clears up, and an earlier output stays."""
    out, earlier = tmp_path / "out", b"the earlier output"
    out.mkdir()
    (out / "part-0.parquet").write_bytes(earlier)
    tables = ["--persons", people / "persons.parquet", "--ledger", people / "ledger.parquet", "--on", DAY]
    generate = ["generate", "--people", 200_000, "--seed", 1]
    for call, until in ((generate, "result.parquet/ledger.parquet"), (["facts", *tables], "spill")):
        assert stopped(call, out, until=until) == -signal.SIGKILL, call
        assert sorted(entry.name for entry in tmp_path.iterdir()) == [".out.unfinished", "out"]
        assert [entry.read_bytes() for entry in out.iterdir()] == [earlier]
    # As if killed in the instant between two renames: the earlier output is put back, whatever comes next.
    out.rename(tmp_path / ".out.unfinished" / "before")
    assert population("score", *tables[:2], "--on", DAY, "--out", out).returncode == 2
    assert [entry.read_bytes() for entry in out.iterdir()] == [earlier]
    assert [entry.name for entry in tmp_path.iterdir()] == ["out"]


def test_a_killed_comparison_leaves_no_report_and_may_be_started_again(people: Path, tmp_path: Path):
    law = Path(__file__).resolve().parents[3] / "examples" / "what-if" / "pass-mark-125.yaml"
    tables = ["--persons", people / "persons.parquet", "--ledger", people / "ledger.parquet", "--on", DAY]
    call, out = ["compare", *tables, "--after", law], tmp_path / "out.html"
    assert stopped(call, out) == -signal.SIGKILL
    assert [entry.name for entry in tmp_path.iterdir()] == [".out.html.unfinished"]
    assert population(*call, "--out", out).returncode == 0
    assert [entry.name for entry in tmp_path.iterdir()] == ["out.html"]


@pytest.mark.parametrize(("stop", "status"), [(signal.SIGKILL, -signal.SIGKILL), (signal.SIGTERM, 2)])
def test_a_stopped_run_leaves_no_output_and_the_next_one_clears_up(people, tmp_path, stop, status):
    out = tmp_path / "scores.parquet"
    call = ["score", "--persons", str(people / "persons.parquet"), "--ledger", str(people / "ledger.parquet"),
            "--on", DAY]  # fmt: skip
    assert stopped(call, out, stop) == status
    assert not out.exists()
    assert len(list(tmp_path.iterdir())) == (stop == signal.SIGKILL)
    assert population(*call, "--out", out).returncode == 0
    assert [entry.name for entry in tmp_path.iterdir()] == ["scores.parquet"]


def test_one_seed_gives_the_same_bytes_and_another_seed_others(tmp_path: Path):
    for name, seed in (("a", 3), ("b", 3), ("c", 4)):
        run = population("generate", "--people", 50, "--months", 14, "--seed", seed, "--out", tmp_path / name)
        assert run.returncode == 0, run.stderr
    for table in ("persons.parquet", "ledger.parquet"):
        contents = [(tmp_path / name / table).read_bytes() for name in "abc"]
        assert contents[0] == contents[1] != contents[2]


def test_the_engine_works_without_the_column_library(tmp_path: Path):
    """Whoever installed `jifen` alone scores documents, and learns what a population needs."""
    (tmp_path / "ibis.py").write_text("raise ImportError('not installed', name='ibis')\n")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), *sys.path])}
    script = "import jifen, sys; from jifen.cli import main; sys.exit(main(sys.argv[1:]))"
    call = [
        sys.executable,
        "-c",
        script,
        "population",
        "generate",
        "--people",
        "1",
        "--seed",
        "1",
        "--out",
        "x",
    ]
    run = subprocess.run(call, capture_output=True, text=True, env=environment, check=False, cwd=tmp_path)
    assert run.returncode == 2
    assert "jifen[population]" in run.stderr
