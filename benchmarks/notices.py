"""Printing notices: drawn, signed and recorded, one after the other in one process; files checked after."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator

from benchmarks.load import ROOT
from benchmarks.report import Line, UnmeasuredError, WrongAnswerError

NOTICES = 100
ONE_GOAL, ALL_GOAL = 0.3, 15


def measure() -> Iterator[Line]:
    """Print on a platform of the benchmark's own, on SQLite."""
    told = _worker()
    if not told["sound"]:
        raise WrongAnswerError("a printed notice is not valid")
    each = told["each"]
    note = f"{told['bytes'] / 1000:.0f} KB each"
    yield Line("a notice printed, warm", statistics.median(each), "s", ONE_GOAL, min(each), note)
    worst = f"worst {max(each):.2f} s; one process, {told['processor']:.1f} s of processor time"
    yield Line(f"{NOTICES} notices printed", sum(each), "s", ALL_GOAL, note=worst)
    yield Line("  the first of a process, which reads the fonts", told["first"], "s")


def _worker() -> dict[str, object]:
    with tempfile.TemporaryDirectory() as folder:
        environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
        environment |= {"JIFEN_VAR": folder, "DJANGO_SETTINGS_MODULE": "jifen_service.config.settings"}
        command = [sys.executable, "-m", "benchmarks.notices_worker", str(NOTICES)]
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise UnmeasuredError(f"no notice was printed: {done.stderr.strip()[-300:]}")
    found: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return found
