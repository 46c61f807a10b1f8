"""From a compiled law to one expression over the tables: points, total, pass for every person (按列评分)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from jifen.mechanisms import Program, Value
from jifen.population.months import MonthCounts
from jifen.population.table import Persons
from jifen.profile.months import month_of
from jifen.scoring import passes_column, points_columns, total_column, vetoed_column


def counts_of(programs: Sequence[Program], people: Value, on: date, first_month: int) -> MonthCounts:
    """Gather the counts of months that laws ask of a ledger that begins with ``first_month``."""
    counts = MonthCounts(month_of(on), first_month)
    for program in programs:
        table = Persons(people, on, counts, gathering=True)
        points_columns(program, table)
        vetoed_column(program, table)
    return counts


def scored(program: Program, facts: Value, on: date, counts: MonthCounts, keep: Sequence[str] = ()) -> Value:
    """Give ``person_id``, points by indicator, ``total``, ``passes`` of a table of facts.

    ``keep``: further columns of the facts that stand before the points.
    """
    table = Persons(facts, on, counts)
    names = [indicator.id for indicator in program.indicators]
    points = {_own(name): value for name, value in points_columns(program, table).items()}
    points[_own("")] = vetoed_column(program, table)
    step = facts.select("person_id", *keep, **points)
    total = total_column(program, table, {name: step[_own(name)] for name in names})
    # Through int64, since Ibis thinks some expressions smaller than an engine makes them.
    step = step.mutate(total=total.cast("int64").cast("int32"))
    columns = {name: step[_own(name)].cast("int64").cast("int16") for name in names}
    passes = passes_column(program, step.total, step[_own("")])
    return step.select("person_id", *keep, **columns, total=step.total, passes=passes)


def _own(name: str) -> str:
    """Name a step's column so that it is none of the table's: both have one of that name."""
    return f"points_{name}"
