"""Both readings of one law: people in columns on DuckDB, and one by one in the scalar engine."""

from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

import ibis
import pyarrow as pa
from tests.parity import strategies
from tests.parity.rows import profile_of

from jifen.population import formats
from jifen.population.compiling import counts_of, scored
from jifen.scoring import Engine

TYPES = {
    "id": pa.int64(),
    "date": pa.date32(),
    "bool": pa.bool_(),
    "word": pa.string(),
    "count": pa.int32(),
    "amount": pa.float64(),
    "month": pa.int32(),
    "money": pa.decimal128(10, 2),
}
PERSONS = pa.schema([(column.name, TYPES[column.kind]) for column in formats.PERSONS])
LEDGER = pa.schema([(column.name, TYPES[column.kind]) for column in formats.LEDGER])
WHOLE_BASES = LEDGER.set(LEDGER.get_field_index("base"), pa.field("base", pa.int32()))

Row = dict[str, Any]


@cache
def connection() -> Any:
    return ibis.duckdb.connect(threads=1)


def sql_of(engine: Engine, day: date, ledger: pa.Schema = LEDGER) -> str:
    """The query of a law on a day over tables of fixed names."""
    schemas = [ibis.Schema.from_pyarrow(schema) for schema in (PERSONS, ledger)]
    persons, paid = ibis.table(schemas[0], name="persons"), ibis.table(schemas[1], name="ledger")
    program = engine.program_on(day)
    counts = counts_of([program], persons, day, strategies.FIRST_MONTH)
    return ibis.to_sql(scored({"": program}, counts.beside(persons, paid), day, counts), dialect="duckdb")


def in_columns(sql: str, persons: list[Row], ledger: list[Row], schema: pa.Schema = LEDGER) -> list[Row]:
    raw = connection().con
    tables = {
        "persons": pa.Table.from_pylist(persons, schema=PERSONS),
        "ledger": pa.Table.from_pylist(ledger, schema=schema),
    }
    for name, table in tables.items():
        raw.register(name, table)
    return raw.sql(sql + " ORDER BY person_id").to_arrow_table().to_pylist()


def one_by_one(engine: Engine, persons: list[Row], ledger: list[Row], day: date) -> Iterator[Row]:
    for person in persons:
        paid = [row for row in ledger if row["person_id"] == person["person_id"]]
        answer = engine.score(profile_of(person, paid, day), day)
        points = answer.points()
        yield {"person_id": person["person_id"], **points, "total": answer.total, "passes": answer.passes}


def tables_of(drawn: list[tuple[Row, list[Row]]], day: date) -> tuple[list[Row], list[Row]]:
    """Give the drawn people who are born by then, and the ledger of all, each under their number."""
    persons = [{"person_id": number, **person} for number, (person, _) in enumerate(drawn)]
    ledger = [{"person_id": number, **row} for number, (_, rows) in enumerate(drawn) for row in rows]
    return [person for person in persons if person["birth_date"] <= day], ledger
