"""How soon a wrong table is named: the command from its start to its message, on the tables of a city."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from benchmarks.timing import processor_seconds

COMMAND = [sys.executable, "-c", "import sys; from jifen.cli import main; sys.exit(main())"]
DAY = "2026-11-22"
#: within so many seconds a wrong table is to be named
MOST_SECONDS = 2.0

Change = Callable[[pa.Table], pa.Table]


class Named(NamedTuple):
    """What was wrong, seconds by the clock and of processors, the message."""

    what: str
    wall: float
    cpu: float
    message: str


class Wrong(NamedTuple):
    """What is wrong with which table; ``change`` is made to its first, its last or to all row groups."""

    what: str
    table: str
    where: str
    change: Change
    statistics: bool = True


def _with(column: str, make: Callable[[pa.ChunkedArray], pa.Array]) -> Change:
    """Change one column."""

    def change(table: pa.Table) -> pa.Table:
        place = table.schema.get_field_index(column)
        values = make(table[column])
        return table.set_column(place, pa.field(column, values.type), values)

    return change


def _last(wrong: Any) -> Callable[[pa.ChunkedArray], pa.Array]:
    """Replace the last value."""

    def make(values: pa.ChunkedArray) -> pa.ChunkedArray:
        return pa.chunked_array([*values.slice(0, len(values) - 1).chunks, pa.array([wrong], values.type)])

    return make


def _renamed(table: pa.Table) -> pa.Table:
    return table.rename_columns(
        ["birthdate" if name == "birth_date" else name for name in table.column_names]
    )


WRONG = (
    Wrong("a column of another name", "persons", "all", _renamed),
    Wrong("a column of another type", "persons", "all", _with("vetoed", lambda v: pc.cast(v, pa.int8()))),
    Wrong("a word that is none of the allowed", "persons", "last", _with("education", _last("highschool"))),
    Wrong("a date of the future", "persons", "last", _with("birth_date", _last(date(2027, 1, 1)))),
    Wrong("an amount that is no number", "persons", "last", _with("tax_average", _last(float("nan")))),
    Wrong("a person twice", "persons", "last", _with("person_id", _last(1))),
    Wrong("a base below zero, early", "ledger", "first", _with("base", _last(-1))),
    Wrong("a base below zero, late", "ledger", "last", _with("base", _last(-1))),
    Wrong("a month 13, early", "ledger", "first", _with("month", _last(202413))),
    Wrong("a month 13, late", "ledger", "last", _with("month", _last(202413))),
    Wrong("a month of five digits", "ledger", "last", _with("month", _last(20241))),
    Wrong("a base below zero, no statistics", "ledger", "last", _with("base", _last(-1)), statistics=False),
    Wrong("a null", "ledger", "last", _with("back_paid", _last(None))),
)


def measure(place: Path, folder: Path, times: int) -> Iterator[Named]:
    """Spoil the tables in ``place`` in every way, one at a time in ``folder``; give the best of some runs."""
    for what, tables in _spoilt(place, folder):
        told = [_told(what, tables, folder) for _ in range(times)]
        yield told[0]._replace(wall=min(one.wall for one in told), cpu=min(one.cpu for one in told))


def _spoilt(place: Path, folder: Path) -> Iterator[tuple[str, Mapping[str, Path]]]:
    """Walk what is wrong, with the tables while they are so."""
    whole = {name: place / f"{name}.parquet" for name in ("persons", "ledger")}
    for wrong in WRONG:
        spoilt = folder / "spoilt.parquet"
        _spoil(whole[wrong.table], spoilt, wrong)
        yield wrong.what, {**whole, wrong.table: spoilt}
        spoilt.unlink()
    yield "a file that is not there", {**whole, "ledger": folder / "nothing.parquet"}
    yield from _parts(whole, folder)


def _parts(whole: Mapping[str, Path], folder: Path) -> Iterator[tuple[str, Mapping[str, Path]]]:
    """Make a folder in which one file of two is broken."""
    parts = folder / "parts"
    parts.mkdir()
    (parts / "part-0.parquet").hardlink_to(whole["ledger"])
    start = whole["ledger"].read_bytes()[:-1000]
    (parts / "part-1.parquet").write_bytes(start)
    yield "a folder with a file cut short", {**whole, "ledger": parts}
    group = pq.ParquetFile(whole["ledger"]).read_row_group(0)
    pq.write_table(_with("base", lambda v: pc.cast(v, pa.float64()))(group), parts / "part-1.parquet")
    yield "a folder with a file of another type", {**whole, "ledger": parts}


def _spoil(source: Path, out: Path, wrong: Wrong) -> None:
    """Copy a table row group by row group, and change what is to be wrong."""
    with pq.ParquetFile(source) as content:
        last = content.num_row_groups - 1
        places = {"first": {0}, "last": {last}, "all": range(last + 1)}[wrong.where]
        writer = None
        for number in range(last + 1):
            group = content.read_row_group(number)
            group = wrong.change(group) if number in places else group
            writer = writer or pq.ParquetWriter(
                out, group.schema, store_decimal_as_integer=True, write_statistics=wrong.statistics
            )
            writer.write_table(group)
        writer.close()


def _told(what: str, tables: Mapping[str, Path], folder: Path) -> Named:
    places = [f"--{name}={place}" for name, place in tables.items()]
    call = [*COMMAND, "population", "score", *places, f"--on={DAY}", f"--out={folder / 'out.parquet'}"]
    before, begin = processor_seconds(), perf_counter()
    run = subprocess.run([*call, "--lang=en"], capture_output=True, text=True, check=False)
    wall, cpu = perf_counter() - begin, processor_seconds() - before
    if run.returncode != 2 or "Traceback" in run.stderr:
        sys.exit(f"{what}: not refused as it should be: {run.returncode} {run.stderr}")
    return Named(what, wall, cpu, run.stderr.strip().splitlines()[0].replace(str(folder), "…"))
