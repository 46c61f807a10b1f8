"""Printing notices: drawn, signed and recorded, in two processes as two workers would; then checked."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from benchmarks.load import ROOT
from benchmarks.report import Line, UnmeasuredError, WrongAnswerError

NOTICES, PROCESSES = 100, 2
ONE_GOAL, ALL_GOAL = 0.3, 15


def measure() -> Iterator[Line]:
    """Print on platforms of the benchmark's own, on SQLite, one for each process."""
    with ThreadPoolExecutor(PROCESSES) as pool:
        told = list(pool.map(_worker, [NOTICES // PROCESSES] * PROCESSES))
    if not all(one["sound"] for one in told):
        raise WrongAnswerError("a printed notice is not valid")
    each = [seconds for one in told for seconds in one["each"]]
    note = f"worst {max(each):.2f} s; {told[0]['bytes'] / 1000:.0f} KB each"
    yield Line("a notice printed, warm", statistics.median(each), "s", ONE_GOAL, min(each), note)
    taken, spent = max(sum(one["each"]) for one in told), sum(one["processor"] for one in told)
    what = f"{NOTICES} notices printed by {PROCESSES} processes"
    yield Line(what, taken, "s", ALL_GOAL, note=f"{spent:.1f} s of processor time")
    yield Line("  the first of a process, which reads the fonts", told[0]["first"], "s")


def _worker(notices: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
        environment |= {"JIFEN_VAR": folder, "DJANGO_SETTINGS_MODULE": "jifen_service.config.settings"}
        command = [sys.executable, "-m", "benchmarks.notices_worker", str(notices)]
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise UnmeasuredError(f"no notice was printed: {done.stderr.strip()[-300:]}")
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found
