"""OpenFisca-Core on the same machine: a comparable person in process, and `openfisca serve` under load."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jifen
from benchmarks import parameters, people
from benchmarks.load import CONNECTIONS, ROOT, load
from benchmarks.report import Line, UnmeasuredError, WrongAnswerError
from benchmarks.servers import HOST, free_port, serving
from benchmarks.service import WORKERS, loaded, serve

VENV = ROOT / ".venv-bench"
LOCK = Path(__file__).parent / "requirements-openfisca.lock"
SECTIONS = ("age", "education", "credential", "si_years", "si_base", "average_wage")
COMPARED = ("age", "education", "credential", "si_years", "si_base")
PERSON = f"{people.MONTHS_OF_RECORD} monthly entries"
MONTH = people.ON.strftime("%Y-%m")


def measure() -> Iterator[Line]:
    """Measure OpenFisca in process and served, and Jifen served once more beside it, for the same person."""
    python = _environment()
    document = people.month_by_month()
    expected = _points(document)
    with tempfile.TemporaryDirectory() as folder:
        parameters.write(jifen.default_engine().book, SECTIONS, Path(folder))
        env = {"JIFEN_BENCH_PARAMETERS": folder, "PYTHONPATH": f"{ROOT}:{ROOT / 'benchmarks'}"}
        yield from _in_process(python, env, document, expected)
        yield _served(python, env, document, expected)
    with serve() as address:
        yield loaded(address, f"{PERSON} (beside OpenFisca)", document)


def _environment() -> Path:
    """Make the environment as the lock says, once; gives its Python."""
    python = VENV / "bin" / "python"
    stamp, wanted = VENV / ".lock", hashlib.sha256(LOCK.read_bytes()).hexdigest()
    if python.exists() and stamp.exists() and stamp.read_text() == wanted:
        return python
    print(f"installing OpenFisca-Core into {VENV.name}", flush=True)
    pip = [str(python), "-m", "pip", "--disable-pip-version-check", "-qq", "install", "--require-hashes"]
    for command in ([sys.executable, "-m", "venv", "--clear", str(VENV)], [*pip, "-r", str(LOCK)]):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise UnmeasuredError(f"OpenFisca-Core cannot be installed: {done.stderr.strip()[-300:]}")
    stamp.write_text(wanted)
    return python


def _points(document: people.Document) -> int:
    """Give what Jifen makes of the indicators that both compute, so that the answers can be compared."""
    indicators = jifen.score(document, on=people.ON)["indicators"]
    return sum(item["points"] for item in indicators if item["id"] in COMPARED and item["counted"])


def situation(document: people.Document) -> dict[str, Any]:
    """Give the same person as OpenFisca is told: levels as they count, and a base for each month."""
    education, credential = document["education"][0], document["credentials"][0]
    person = {
        "birth_date": {"ETERNITY": document["birth_date"]},
        "education": {"ETERNITY": education["level"] + ("_degree" if education["degree"] else "")},
        "credential": {"ETERNITY": credential["level"]},
        "base": {run["from"]: run["base"] for run in document["social_insurance"]},
        "total": {MONTH: None},
    }
    return {"persons": {"somebody": person}}


def _in_process(
    python: Path, env: dict[str, str], document: people.Document, expected: int
) -> Iterator[Line]:
    told = {"situation": situation(document), "month": MONTH}
    done = subprocess.run(
        [python, "-m", "benchmarks.openfisca_worker"],
        input=json.dumps(told), capture_output=True, text=True, check=False, cwd=ROOT, env=env,
    )  # fmt: skip
    if done.returncode:
        raise WrongAnswerError(f"OpenFisca in process: {done.stderr[-1500:]}")
    figures = json.loads(done.stdout)
    _agree(figures["total"], expected)
    name = f"OpenFisca-Core {figures['version']}, {PERSON}"
    both, alone = figures["both"], figures["alone"]
    yield Line(f"{name}: input → total", both[0], "µs", best=both[1], note="5 of 17 indicators, no sentences")
    yield Line("  of this: the calculation, once the simulation is built", alone[0], "µs", best=alone[1])


def _served(python: Path, env: dict[str, str], document: people.Document, expected: int) -> Line:
    body = json.dumps(situation(document)).encode()
    port = free_port()
    command = [str(python.parent / "openfisca"), "serve", "--country-package", "openfisca_country"]
    command += ["--bind", f"{HOST}:{port}", "--workers", WORKERS]
    with serving(command, port, "/parameters", env) as address:
        url = f"{address}/calculate"
        request = urllib.request.Request(url, body, {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=10) as answer:
            _agree(json.load(answer)["persons"]["somebody"]["total"][MONTH], expected)
        figures = load(url, body)
    what = f"openfisca serve, {PERSON}, {WORKERS} workers, {CONNECTIONS} connections"
    return Line(what, figures.rate, "/s", note=figures.latencies())


def _agree(total: int, expected: int) -> None:
    if total != expected:
        raise WrongAnswerError(f"OpenFisca computes {total}, Jifen {expected}")
