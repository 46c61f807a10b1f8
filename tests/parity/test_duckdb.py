"""The scalar engine and DuckDB give the same points, for every indicator under every policy version."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

import ibis
import pyarrow as pa
import pytest
from hypothesis import given, settings
from tests.parity import strategies
from tests.parity.rows import profile_of

from jifen import default_engine
from jifen.population import formats
from jifen.population.compiling import counts_of, scored
from jifen.profile.months import month_of

#: a day of every version, the last of them after the last wage on file
DAYS = [date(2016, 3, 15), date(2019, 6, 30), date(2024, 2, 29), date(2026, 11, 22), date(2028, 1, 31)]
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


@cache
def connection() -> Any:
    return ibis.duckdb.connect(threads=1)


@cache
def sql_of(day: date, ledger: pa.Schema = LEDGER) -> str:
    """The query of a day over tables of fixed names; compiled once."""
    schemas = [ibis.Schema.from_pyarrow(schema) for schema in (PERSONS, ledger)]
    persons, paid = ibis.table(schemas[0], name="persons"), ibis.table(schemas[1], name="ledger")
    program = default_engine().program_on(day)
    counts = counts_of([program], persons, day, strategies.FIRST_MONTH)
    return ibis.to_sql(scored({"": program}, counts.beside(persons, paid), day, counts), dialect="duckdb")


def in_columns(persons: list[Any], ledger: list[Any], day: date, schema: pa.Schema = LEDGER) -> list[Any]:
    raw = connection().con
    tables = {
        "persons": pa.Table.from_pylist(persons, schema=PERSONS),
        "ledger": pa.Table.from_pylist(ledger, schema=schema),
    }
    for name, table in tables.items():
        raw.register(name, table)
    return raw.sql(sql_of(day, schema) + " ORDER BY person_id").to_arrow_table().to_pylist()


def one_by_one(persons: list[Any], ledger: list[Any], day: date) -> Iterator[dict[str, Any]]:
    for person in persons:
        paid = [row for row in ledger if row["person_id"] == person["person_id"]]
        answer = default_engine().score(profile_of(person, paid, day), day)
        yield {
            "person_id": person["person_id"],
            **answer.points(),
            "total": answer.total,
            "passes": answer.passes,
        }


@pytest.mark.parametrize("day", DAYS, ids=str)
@settings(max_examples=15, deadline=None)
@given(data=strategies.st.data())
def test_every_indicator_is_the_same(day: date, data: Any):
    drawn = data.draw(strategies.populations(month_of(day)))
    persons = [{"person_id": number, **person} for number, (person, _) in enumerate(drawn)]
    persons = [person for person in persons if person["birth_date"] <= day]
    ledger = [{"person_id": number, **row} for number, (_, rows) in enumerate(drawn) for row in rows]
    assert in_columns(persons, ledger, day) == list(one_by_one(persons, ledger, day))


def person(number: int, **other: Any) -> dict[str, Any]:
    nothing = {"word": "none", "bool": False, "count": 0}
    nobody = {column.name: nothing.get(column.kind) for column in formats.PERSONS}
    return {**nobody, "person_id": number, "birth_date": date(1990, 1, 1), **other}


def paid(number: int, months: int, base: Any, until: int = 2026 * 12 + 10) -> list[dict[str, Any]]:
    flags = {"back_paid": False, "matches_contract": True, "tax_consistent": True}
    return [
        {"person_id": number, "month": month // 12 * 100 + month % 12 + 1, "base": base, **flags}
        for month in range(until - months + 1, until + 1)
    ]


@pytest.mark.parametrize(
    ("schema", "reaches", "falls_short"),
    [(LEDGER, Decimal("10061.60"), Decimal("10061.59")), (WHOLE_BASES, 10062, 10061)],
    ids=["fen", "whole yuan"],
)
def test_a_threshold_is_met_to_the_fen(schema: pa.Schema, reaches: Any, falls_short: Any):
    """0.8 x 12,577 = 10,061.60 in the five months of that wage; the months before are well above."""
    ledger = [
        row
        for number, base in ((1, reaches), (2, falls_short))
        for row in (*paid(number, 5, base), *paid(number, 31, 12_000, 2026 * 12 + 5))
    ]
    rows = in_columns([person(1), person(2)], ledger, DAYS[3], schema)
    assert [row["si_base"] > 0 for row in rows] == [True, False]
    assert rows == list(one_by_one([person(1), person(2)], ledger, DAYS[3]))


def test_two_payments_in_a_month_are_one_month_at_the_higher_base():
    ledger = [*paid(1, 36, Decimal("5000.00")), *paid(1, 36, Decimal("30000.00"))]
    (row,) = in_columns([person(1)], ledger, DAYS[3])
    assert [row] == list(one_by_one([person(1)], ledger, DAYS[3]))
    (once,) = in_columns([person(1)], paid(1, 36, Decimal("30000.00")), DAYS[3])
    assert row == once


def test_a_record_longer_than_an_integer_of_bits_is_counted_whole():
    ledger = paid(1, 139, Decimal("9000.00"))
    assert in_columns([person(1)], ledger, DAYS[3]) == list(one_by_one([person(1)], ledger, DAYS[3]))
