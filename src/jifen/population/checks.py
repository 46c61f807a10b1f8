"""Every check of the tables before work begins (先查后算): columns, types, values, each by its name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

import ibis

from jifen.errors import Problem, TableError
from jifen.mechanisms import Value
from jifen.population.engines import Engine
from jifen.population.footers import Differs, Known
from jifen.population.formats import Column
from jifen.profile.diagnosis import nearest
from jifen.profile.months import FIRST_YEAR, LAST_YEAR

#: what a column of each kind may be, in the words of Parquet's logical types
_TYPES = {
    "id": "int64",
    "date": "date",
    "bool": "bool",
    "word": "string",
    "count": "int32",
    "amount": "double",
    "month": "int32 (yyyymm)",
    "money": "decimal(10,2) / int32",
}
#: More than any life has: events on record, months worked; what a column of points can still hold.
_MOST_EVENTS, _MOST_MONTHS, _MOST_MONEY = 200, 200 * 12, 10**13
_FIRST_DAY = date(FIRST_YEAR, 1, 1)


class _Range(NamedTuple):
    low: Any
    high: Any


def columns_problems(table: Value, columns: Sequence[Column], name: str, known: Known) -> list[Problem]:
    """Say which columns are missing or of a wrong type, and which are not alike in all files of a table."""
    schema = table.schema()
    found = list(schema.names)
    problems = []
    for column in columns:
        at = f"{name}.{column.name}"
        if column.name not in found:
            near = nearest(column.name, tuple(found))
            params: dict[str, object] = {"key": column.name, "nearest": near, "columns": found}
            problems.append(Problem(at, "missing_column", None, params))
        elif not _fits(schema[column.name], column.kind):
            allowed = _TYPES[column.kind]
            problems.append(Problem(at, "column_type", str(schema[column.name]), {"allowed": allowed}))
        elif column.name in known.differing:
            problems.append(_differs(at, known.differing[column.name]))
    return problems


def _differs(at: str, differs: Differs) -> Problem:
    """An engine would read a later file as the first one is, and round its amounts without a word."""
    params: dict[str, object] = {"file": differs.file, "first_file": differs.first_file}
    if differs.found is None:
        return Problem(at, "part_without", None, params)
    return Problem(at, "part_differs", differs.found, {**params, "allowed": differs.first})


def _fits(kind: Any, wanted: str) -> bool:
    if wanted in ("id", "count", "month"):
        return bool(kind.is_integer())
    if wanted == "money":
        return bool(kind.is_integer() or (kind.is_decimal() and kind.scale <= len("00")))
    if wanted == "amount":
        return bool(kind.is_floating() or kind.is_integer() or kind.is_decimal())
    return bool({"date": kind.is_date, "bool": kind.is_boolean, "word": kind.is_string}[wanted]())


def values_problems(
    engine: Engine, table: Value, columns: Sequence[Column], name: str, on: date, known: Known
) -> list[Problem]:
    """Say which values cannot be; what the files' own footers prove is not read again."""
    tests = {
        (column.name, code): test
        for column in columns
        for code, test in _tests(table[column.name], column, on, known)
    }
    asked: dict[str, Value] = {"rows": table.count()} if known.rows is None else {}
    asked |= {f"bad_{number}": test.sum() for number, test in enumerate(tests.values())}
    row = engine.ask(table.aggregate(**asked))[0] if asked else {}
    if (row["rows"] if known.rows is None else known.rows) == 0:
        return [Problem(name, "no_rows")]
    bad = {key: row[f"bad_{number}"] for number, key in enumerate(tests) if row[f"bad_{number}"]}
    of = {column.name: column for column in columns}
    examples = _examples(engine, table, {key: tests[key] for key in bad})
    return [
        Problem(f"{name}.{column}", code, example, {"count": count, **_allowed(of[column], code, on)})
        for ((column, code), count), example in zip(bad.items(), examples, strict=True)
    ]


def _examples(engine: Engine, table: Value, tests: dict[tuple[str, str], Value]) -> list[Any]:
    """Give one wrong value for each test; only asked where there is one, for it costs more than a count."""
    asked = {
        f"example_{number}": table[column].cast("string").min(where=test)
        for number, ((column, _), test) in enumerate(tests.items())
    }
    return list(engine.ask(table.aggregate(**asked))[0].values()) if asked else []


def _tests(values: Value, column: Column, on: date, known: Known) -> Iterator[tuple[str, Value]]:
    """Walk the tests that a column needs, each true for a row that cannot be used."""
    if not column.may_be_null and not known.no_nulls(column.name):
        yield "column_null", values.isnull()
    if column.words:
        yield "column_value", ~values.isin(column.words)
    if column.kind == "month":
        # The one test that reads a column of every row, so it does no more than it must.
        wrong = ~(values % 100).between(1, 12)
        first, last = FIRST_YEAR * 100 + 1, LAST_YEAR * 100 + 12
        yield (
            "column_month",
            wrong if known.within(column.name, first, last) else wrong | ~values.between(first, last),
        )
    limits = _limits(column, on)
    if limits is not None and not known.within(column.name, *limits):
        outside = (values < ibis.literal(limits.low)) | (values > ibis.literal(limits.high))
        if values.type().is_floating():
            # Statistics leave NaN out, and engines believe them; of a difference they have none.
            outside |= (values - values) != 0
        yield "column_range", outside


def _limits(column: Column, on: date) -> _Range | None:
    if column.kind == "date":
        # A marriage of the future is only one that does not count yet; nobody of the table is yet unborn.
        return _Range(_FIRST_DAY, date(LAST_YEAR, 12, 31) if column.may_be_null else on)
    if column.kind == "count":
        return _Range(0, _MOST_MONTHS if column.name.endswith("_months") else _MOST_EVENTS)
    if column.kind in ("amount", "money"):
        return _Range(0, _MOST_MONEY)
    return None


def _allowed(column: Column, code: str, on: date) -> dict[str, object]:
    limits = _limits(column, on)
    if code == "column_value":
        return {"allowed": list(column.words)}
    if code == "column_month":
        return {"low": f"{FIRST_YEAR}01", "high": f"{LAST_YEAR}12"}
    if code == "column_range" and limits is not None:
        return {"low": str(limits.low), "high": str(limits.high)}
    return {}


def raise_if(problems: list[Problem]) -> None:
    """Refuse tables with problems, all of them at once."""
    if problems:
        raise TableError(problems)
