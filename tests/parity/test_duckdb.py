"""The scalar engine and DuckDB give the same points, for every indicator under every policy version."""

from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from tests.parity import strategies
from tests.parity.columns import LEDGER, WHOLE_BASES, Row, in_columns, one_by_one, sql_of, tables_of

from jifen import default_engine
from jifen.population import formats
from jifen.profile.months import month_of

#: a day of every version, the last of them after the last wage on file
DAYS = [date(2016, 3, 15), date(2019, 6, 30), date(2024, 2, 29), date(2026, 11, 22), date(2028, 1, 31)]


@cache
def query(day: date, schema: pa.Schema = LEDGER) -> str:
    """The law of a day as a query, compiled once."""
    return sql_of(default_engine(), day, schema)


def same(persons: list[Row], ledger: list[Row], day: date, schema: pa.Schema = LEDGER) -> list[Row]:
    """Hold both readings equal, and give the rows."""
    rows = in_columns(query(day, schema), persons, ledger, schema)
    assert rows == list(one_by_one(default_engine(), persons, ledger, day))
    return rows


@pytest.mark.parametrize("day", DAYS, ids=str)
@settings(max_examples=15, deadline=None)
@given(data=strategies.st.data())
def test_every_indicator_is_the_same(day: date, data: Any):
    drawn = data.draw(strategies.populations(month_of(day)))
    same(*tables_of(drawn, day), day)


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
    rows = same([person(1), person(2)], ledger, DAYS[3], schema)
    assert [row["si_base"] > 0 for row in rows] == [True, False]


def test_two_payments_in_a_month_are_one_month_at_the_higher_base():
    ledger = [*paid(1, 36, Decimal("5000.00")), *paid(1, 36, Decimal("30000.00"))]
    assert same([person(1)], ledger, DAYS[3]) == same([person(1)], paid(1, 36, Decimal("30000.00")), DAYS[3])


def test_a_record_longer_than_an_integer_of_bits_is_counted_whole():
    same([person(1)], paid(1, 139, Decimal("9000.00")), DAYS[3])
