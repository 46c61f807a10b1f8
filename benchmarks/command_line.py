"""The command line: from start to answer, and thousands of profiles in one call."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks import people
from benchmarks.report import Line, WrongAnswerError
from benchmarks.timing import on_one_core, processor_seconds, seconds_of

JIFEN = Path(sys.executable).parent / "jifen"
START_GOAL, RATE_GOAL = 0.4, 3000
STARTS, RUNS = 10, 5
PEOPLE, BAD_SHARE = 5000, 0.01
#: as somebody has it from the second call on: Python keeps what it has compiled
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def measure_start() -> Iterator[Line]:
    """Time calls for one YAML file, each a new process; and Python alone, a part of every one of them."""
    file = str(people.PROFILES / "example.yaml")
    score = [str(JIFEN), "score", file, "--on", people.ON.isoformat()]
    yield _starts("command line, start to answer, table", score, START_GOAL)
    yield _starts("command line, start to answer, --json", [*score, "--json"], START_GOAL)
    yield _starts("  of this: Python that starts and ends", [sys.executable, "-c", "pass"])


def _starts(what: str, command: list[str], goal: float | None = None) -> Line:
    _run(command)
    taken = [seconds_of(lambda: _run(command)) for _ in range(STARTS)]
    return Line(what, statistics.median(taken), "s", goal, min(taken))


def _run(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=ENVIRONMENT)
    if done.returncode:
        raise WrongAnswerError(f"{' '.join(command)}: exit status {done.returncode}: {done.stderr.strip()}")


def measure_lines() -> Iterator[Line]:
    """Time `jifen score --jsonl` on one core over invented profiles, all good, then with some bad lines."""
    invented = people.invented(PEOPLE)
    what = f"jifen score --jsonl, {PEOPLE:,} profiles, one core"
    yield _lines(what, people.lines(invented), bad=0)
    bad = round(PEOPLE * BAD_SHARE)
    yield _lines(f"{what}, {bad} lines bad", people.lines(invented, BAD_SHARE), bad)


def _lines(what: str, texts: list[str], bad: int) -> Line:
    with tempfile.TemporaryDirectory() as folder, on_one_core():
        given, answers = Path(folder, "given.jsonl"), Path(folder, "answers.jsonl")
        given.write_text("\n".join(texts) + "\n", "utf-8")
        before = processor_seconds()
        taken = [seconds_of(lambda: _score_lines(given, answers, bad)) for _ in range(RUNS)]
        spent = (processor_seconds() - before) / RUNS
        _check(answers, len(texts), bad)
        size = answers.stat().st_size / len(texts) / 1000
    rates = [len(texts) / seconds for seconds in taken]
    note = f"start included; {len(texts) / spent:,.0f} a second of processor time; {size:.1f} KB each"
    return Line(what, statistics.median(rates), "/s", RATE_GOAL, max(rates), note)


def _score_lines(given: Path, answers: Path, bad: int) -> None:
    command = [str(JIFEN), "score", "--jsonl", str(given), "--on", people.ON.isoformat()]
    with answers.open("wb") as out:
        done = subprocess.run(command, stdout=out, stderr=subprocess.PIPE, check=False, env=ENVIRONMENT)
    if done.returncode != (1 if bad else 0):
        words = done.stderr.decode(errors="replace")[-500:]
        raise WrongAnswerError(f"--jsonl: exit status {done.returncode}: {words}")


def _check(answers: Path, expected: int, bad: int) -> None:
    """Each line must be a whole result or an error, and as many errors as lines were spoilt."""
    found = [json.loads(line) for line in answers.read_text("utf-8").splitlines()]
    errors = sum("error" in answer for answer in found)
    whole = sum({"total", "indicators", "eligibility"} <= answer.keys() for answer in found)
    if (len(found), errors, whole) != (expected, bad, expected - bad):
        raise WrongAnswerError(f"--jsonl: {len(found)} lines, {errors} errors, {whole} results")
