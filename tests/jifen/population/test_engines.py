"""Long work says how far it is, and stops when it is told to."""

from pathlib import Path

import pytest

from jifen.population.engines import DuckDB

LONG = "CREATE VIEW long AS SELECT hash(range) % 7 AS seven, count(*) AS n FROM range(400000000) GROUP BY 1"


class StopError(Exception):
    """Somebody has seen enough."""


def test_duckdb_tells_how_far_it_is_and_can_be_stopped(tmp_path: Path):
    engine = DuckDB(tmp_path, threads=1)
    engine.connection.con.execute(LONG)
    told: list[float | None] = []

    def tell(done: float | None) -> None:
        told.append(done)
        if len(told) == 2:
            raise StopError

    with pytest.raises(StopError):
        engine.write(engine.connection.table("long"), tmp_path / "out.parquet", True, tell)
    first, second = told
    assert first is not None
    assert second is not None
    assert 0 <= first < second < 1
