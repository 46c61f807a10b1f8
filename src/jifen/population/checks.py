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


class _Check(NamedTuple):
    """A test of a column that is true for a row that cannot be used."""

    column: Column
    code: str
    wrong: Value


def values_problems(
    engine: Engine, table: Value, columns: Sequence[Column], name: str, on: date, known: Known
) -> list[Problem]:
    """Say which values cannot be; what the files' own footers prove is not read again."""
    rows = engine.ask(table.aggregate(rows=table.count()))[0]["rows"] if known.rows is None else known.rows
    if rows == 0:
        return [Problem(name, "no_rows")]
    checks = [check for column in columns for check in _checks(table[column.name], column, on, known)]
    problems = (_problem(engine, table, check, name, on) for check in checks)
    return [problem for problem in problems if problem]


def _problem(engine: Engine, table: Value, check: _Check, name: str, on: date) -> Problem | None:
    """Count the wrong rows and give the least of them.

    A filter a check reads only its own column, and of that only what the footers leave in doubt: quicker than
    all sums in one reading.
    """
    column = check.column.name
    wrong = table.filter(check.wrong)
    row = engine.ask(wrong.aggregate(count=wrong.count(), least=wrong[column].min().cast("string")))[0]
    if not row["count"]:
        return None
    params = {"count": row["count"], **_allowed(check.column, check.code, on)}
    return Problem(f"{name}.{column}", check.code, row["least"], params)


def _checks(values: Value, column: Column, on: date, known: Known) -> Iterator[_Check]:
    """Walk the checks that a column needs."""
    if not column.may_be_null and not known.no_nulls(column.name):
        yield _Check(column, "column_null", values.isnull())
    if column.words:
        yield _Check(column, "column_value", ~values.isin(column.words))
    if column.kind == "month":
        # The one test that reads a column of every row, so it does no more than it must.
        wrong = ~(values % 100).between(1, 12)
        first, last = FIRST_YEAR * 100 + 1, LAST_YEAR * 100 + 12
        within = known.within(column.name, first, last)
        yield _Check(column, "column_month", wrong if within else wrong | ~values.between(first, last))
    limits = _limits(column, on)
    if limits is not None and not known.within(column.name, *limits):
        outside = (values < ibis.literal(limits.low)) | (values > ibis.literal(limits.high))
        if values.type().is_floating():
            # Statistics leave NaN out, and engines believe them; of a difference they have none.
            outside |= (values - values) != 0
        yield _Check(column, "column_range", outside)


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
