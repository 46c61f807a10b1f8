"""Generated people through the command's own way, on DuckDB and on Spark, beside the scalar engine."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from tests.parity.cluster import standalone_cluster
from tests.parity.rows import profile_of

from jifen import default_engine
from jifen.population import Means, Tables, score
from jifen.population.generating import Wanted, generate

DAY = date(2026, 11, 22)
UNTIL = 2026 * 12 + 10
#: one day of each version on which the windows lie where wages are on file, the newest first
DAYS = [DAY, date(2022, 12, 31), date(2017, 12, 31)]


def generated(folder: Path, people: int, months: int = 96) -> Tables:
    wages = default_engine().book.parameters["average_wage.wage"]
    generate(Wanted(people, months, UNTIL, seed=11), wages, str(folder), lambda done: None)
    return Tables(str(folder / "persons.parquet"), str(folder / "ledger.parquet"))


def by_person(file: Path | str) -> list[dict[str, Any]]:
    return sorted(pq.read_table(file).to_pylist(), key=itemgetter("person_id"))


def one_by_one(tables: Tables, day: date) -> Iterator[dict[str, Any]]:
    ledger = groupby(pq.read_table(tables.ledger).to_pylist(), key=itemgetter("person_id"))
    paid = {person: in_runs(rows) for person, rows in ledger}
    for person in pq.read_table(tables.persons).to_pylist():
        answer = default_engine().score(profile_of(person, paid.get(person["person_id"], []), day), day)
        points = answer.points()
        yield {"person_id": person["person_id"], **points, "total": answer.total, "passes": answer.passes}


def in_runs(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same payments with months that follow one another as one run, which is how people write them."""
    runs: list[dict[str, Any]] = []
    open_runs: dict[Any, dict[str, Any]] = {}
    for row in rows:
        key = tuple(row[name] for name in ("base", "back_paid", "matches_contract", "tax_consistent"))
        run = open_runs.get(key)
        if run is not None and row["month"] in (run["until"] + 1, run["until"] + 89):
            run["until"] = row["month"]
        else:
            open_runs[key] = {**row, "until": row["month"]}
            runs.append(open_runs[key])
    return runs


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Tables:
    return generated(tmp_path_factory.mktemp("city") / "people", 1500)


def scored(tables: Tables, day: date, folder: Path, means: Means) -> list[dict[str, Any]]:
    out = folder / f"{means.engine}.parquet"
    score(default_engine().program_on(day), tables, day, str(out), means)
    return by_person(out)


def test_duckdb_is_the_scalar_engine(tables: Tables, tmp_path: Path):
    assert scored(tables, DAY, tmp_path, Means(threads=1)) == list(one_by_one(tables, DAY))


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_spark_is_duckdb(tables: Tables, tmp_path: Path, day: date):
    spark = Means("spark", master="local[1]")
    assert scored(tables, day, tmp_path, spark) == scored(tables, day, tmp_path, Means(threads=1))


@pytest.mark.cluster
def test_twenty_thousand_people_on_every_version(tmp_path: Path):
    tables = generated(tmp_path / "people", 20_000, 139)
    for day in DAYS:
        assert scored(tables, day, tmp_path, Means()) == list(one_by_one(tables, day)), day


@pytest.mark.cluster
def test_a_cluster_is_the_scalar_engine(tmp_path: Path):
    tables = generated(tmp_path / "people", 20_000, 139)
    with standalone_cluster(tmp_path) as master:
        for day in DAYS:
            answer = scored(tables, day, tmp_path, Means("spark", master=master))
            assert answer == list(one_by_one(tables, day)), day
