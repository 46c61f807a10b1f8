"""One measured piece of work in a process of its own, so that its processor time and memory are its own."""

from __future__ import annotations

import json
import re
import resource
import sys
import tempfile
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any

DAY = date(2026, 11, 22)
MEMORY = "2500MB"
UNTIL, MONTHS = 2026 * 12 + 10, 96


def main() -> None:
    """Carry out what standard input asks and print wall seconds, processor seconds, peak memory."""
    asked = json.loads(sys.stdin.read())
    work = {"made": made, "jifen": jifen, "facts": facts, "sql": sql}[asked.pop("work")]
    # Loading libraries is not what is compared: both sides have theirs loaded.
    work(**asked, dry=True)
    before = resource.getrusage(resource.RUSAGE_SELF)
    begin = perf_counter()
    work(**asked)
    wall = perf_counter() - begin
    used = resource.getrusage(resource.RUSAGE_SELF)
    spent = used.ru_utime + used.ru_stime - before.ru_utime - before.ru_stime
    print(json.dumps({"wall": wall, "cpu": spent, "memory": _peak()}))


def _peak() -> float:
    """Give this process's own peak of memory in megabytes; resource's would begin with its parent's."""
    status = Path("/proc/self/status").read_text("ascii")
    return int(re.search(r"VmHWM:\s+(\d+) kB", status)[1]) / 1024


def made(people: int, out: str, dry: bool = False) -> None:
    from jifen import default_engine
    from jifen.population.generating import Wanted, generate

    wages = default_engine().book.parameters["average_wage.wage"]
    if not dry:
        generate(Wanted(people, MONTHS, UNTIL, seed=1), wages, out, lambda done: None)


def jifen(persons: str, ledger: str | None, out: str, dry: bool = False) -> None:
    import ibis

    from jifen import default_engine
    from jifen.population import Means, Tables, score

    program = default_engine().program_on(DAY)
    if dry:
        ibis.to_sql(ibis.literal(1), dialect="duckdb")
        ibis.duckdb.connect()
    else:
        score(program, Tables(persons, ledger), DAY, out, Means(memory=MEMORY))


def facts(persons: str, ledger: str, out: str, dry: bool = False) -> None:
    from jifen import default_engine
    from jifen.population import Means, Tables, derive_facts

    program = default_engine().program_on(DAY)
    if not dry:
        derive_facts(program, Tables(persons, ledger), DAY, out, Means(memory=MEMORY))


def sql(query: str, out: str | None = None, dry: bool = False) -> Any:
    import duckdb

    if dry:
        return
    with tempfile.TemporaryDirectory() as spill:
        settings = {"memory_limit": MEMORY, "temp_directory": spill, "preserve_insertion_order": False}
        connection = duckdb.connect(config=settings)
        for part in query.split("; "):
            connection.execute(f"COPY ({part}) TO '{Path(out)}' (FORMAT parquet)" if out else part).fetchall()


if __name__ == "__main__":
    main()
