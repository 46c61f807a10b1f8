"""Writing an invented population in a stream: so many people at a time, whatever their number."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from jifen.law import DatedSeries
from jifen.population.engines import Tell
from jifen.population.generating.careers import Wages, careers, wages_of
from jifen.population.generating.people import people
from jifen.population.places import written_aside

#: People at a time: a row group of the ledger. Part of what makes the files alike, byte for byte.
_AT_A_TIME = 16_384


@dataclass(frozen=True)
class Wanted:
    """How many people, how many months until which last one, and the seed."""

    persons: int
    months: int
    until: int
    seed: int

    @property
    def first(self) -> int:
        """The first month."""
        return self.until - self.months + 1


def generate(wanted: Wanted, wages: DatedSeries, out: str, tell: Tell) -> None:
    """Write ``persons.parquet`` and ``ledger.parquet`` into a folder; the wages are the law's."""
    parts = _parts(wanted, wages_of(wages, wanted.first, wanted.months))
    with written_aside(out, []) as target:
        target.result.mkdir()
        _write(target.result, parts, wanted.persons, tell)


def _parts(wanted: Wanted, wages: Wages) -> Iterator[tuple[pa.Table, pa.Table]]:
    for start in range(1, wanted.persons + 1, _AT_A_TIME):
        ids = np.arange(start, min(start + _AT_A_TIME, wanted.persons + 1), dtype=np.int64)
        some = people(wanted.seed, ids, wanted.until)
        yield some.table, careers(wanted.seed, some, wanted.first, wages)


def _write(folder: Path, parts: Iterator[tuple[pa.Table, pa.Table]], persons: int, tell: Tell) -> None:
    """Write while the next people are invented."""
    writers: list[Any] = []
    pending: Future[None] | None = None
    with ThreadPoolExecutor(1) as pool:
        try:
            for number, tables in enumerate(parts):
                writers = writers or [
                    _writer(folder / f"{name}.parquet", table)
                    for name, table in zip(("persons", "ledger"), tables, strict=True)
                ]
                if pending is not None:
                    pending.result()
                pending = pool.submit(_append, writers, tables)
                tell(min((number + 1) * _AT_A_TIME / persons, 1))
            if pending is not None:
                pending.result()
        finally:
            for writer in writers:
                writer.close()


def _append(writers: list[Any], tables: tuple[pa.Table, pa.Table]) -> None:
    for writer, table in zip(writers, tables, strict=True):
        writer.write_table(table)


def _writer(file: Path, table: pa.Table) -> Any:
    return pq.ParquetWriter(
        file,
        table.schema,
        compression="snappy",
        store_decimal_as_integer=True,
        dictionary_pagesize_limit=4 * 2**20,
    )
