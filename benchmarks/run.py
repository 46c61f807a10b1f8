"""`make bench`: measures Jifen, beside OpenFisca-Core. A slow answer never fails it, a wrong one does."""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import advice, command_line, in_process, notices, openfisca, paint, report, service
from benchmarks.report import Line, UnmeasuredError, WrongAnswerError

#: load for each core above which other work disturbs the measurement
BUSY = 0.5
KEPT = Path(__file__).parent / "latest.json"
SUITES: dict[str, Callable[[], Iterator[Line]]] = {
    "process": in_process.measure,
    "forecast": advice.measure_forecast,
    "plan": advice.measure_plan,
    "start": command_line.measure_start,
    "jsonl": command_line.measure_lines,
    "api": service.measure_api,
    "page": service.measure_page,
    "paint": paint.measure_paint,
    "notices": notices.measure,
    "openfisca": openfisca.measure,
}


def main() -> int:
    """Run the suites named on the command line, all without any; 1 when an answer was wrong."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.run", description=__doc__)
    parser.add_argument("suite", nargs="*", choices=[[], *SUITES], help="what to measure; everything if none")
    wanted = parser.parse_args().suite or list(SUITES)
    print(machine(), *busy(), report.header(), sep="\n", flush=True)
    lines: list[Line] = []
    wrong = False
    for name in wanted:
        try:
            for line in SUITES[name]():
                lines.append(line)
                print(line.text(), flush=True)
        except UnmeasuredError as reason:
            lines.append(Line(name, None, "", note=str(reason)))
            print(lines[-1].text(), flush=True)
        except WrongAnswerError as reason:
            wrong = True
            print(f"{name}: WRONG ANSWER: {reason}", flush=True)
    print(report.counts(lines), machine(), sep="\n")
    _keep(lines)
    return int(wrong)


def machine() -> str:
    """Say what this runs on; the load tells how far the figures may be trusted."""
    load = f", load {os.getloadavg()[0]:.2f}" if hasattr(os, "getloadavg") else ""
    python = f"Python {platform.python_version()}"
    return f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, {python}{load}"


def busy() -> list[str]:
    """Say so when other work takes the machine before anything is measured here."""
    if hasattr(os, "getloadavg") and os.getloadavg()[0] > BUSY * (os.cpu_count() or 1):
        return ["The machine is busy with other work and will look slower than it is: repeat when idle."]
    return []


def _keep(lines: list[Line]) -> None:
    kept = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": machine(),
        "lines": [line.as_dict() for line in lines],
    }
    KEPT.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    sys.exit(main())
