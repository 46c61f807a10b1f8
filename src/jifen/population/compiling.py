"""From a compiled law to one expression over the tables: points, total, pass for every person (按列评分)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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


def scored(
    programs: Mapping[str, Program], facts: Value, on: date, counts: MonthCounts, keep: Sequence[str] = ()
) -> Value:
    """Give ``person_id``, and for each prefix points by indicator, ``total``, ``passes`` of a table of facts.

    One law has the prefix ``""``. ``keep``: further columns of the facts, before the points.
    """
    # Measures are known by their names, so each law reads the table for itself.
    tables = {prefix: Persons(facts, on, counts) for prefix in programs}
    steps: dict[str, Value] = {}
    for prefix, program in programs.items():
        points = points_columns(program, tables[prefix])
        points[_VETOED] = vetoed_column(program, tables[prefix])
        steps |= {_own(prefix, name): value for name, value in points.items()}
    step = facts.select("person_id", *keep, **steps)
    # Through int64, since Ibis thinks some expressions smaller than an engine makes them.
    totals = {
        f"{prefix}total": total_column(program, tables[prefix], _points(program, prefix, step))
        for prefix, program in programs.items()
    }
    step = step.mutate(**{name: total.cast("int64").cast("int32") for name, total in totals.items()})
    columns: dict[str, Value] = {}
    for prefix, program in programs.items():
        for name, value in _points(program, prefix, step).items():
            columns[f"{prefix}{name}"] = value.cast("int64").cast("int16")
        columns[f"{prefix}total"] = step[f"{prefix}total"]
        vetoed = step[_own(prefix, _VETOED)]
        columns[f"{prefix}passes"] = passes_column(program, step[f"{prefix}total"], vetoed)
    return step.select("person_id", *keep, **columns)


#: kinds of sections of which a total and whether it passes are made
_SCORED = frozenset({"indicator", "choice", "veto", "settings"})


def bears_on(program: Program, key: str) -> bool:
    """Say whether a parameter can change a score of a table: not where its measure comes ready made."""
    section = program.law.section(key.partition(".")[0])
    nodes = [ref.node for indicator in program.indicators for ref in indicator.measures.values()]
    ready = {dated.key for node in nodes if node.ready for dated in node.parameters}
    return section.kind in _SCORED and key not in ready


#: a step's column that is no indicator's
_VETOED = ""


def _points(program: Program, prefix: str, step: Value) -> dict[str, Value]:
    return {indicator.id: step[_own(prefix, indicator.id)] for indicator in program.indicators}


def _own(prefix: str, name: str) -> str:
    """Name a step's column so that it is none of the table's: both have one of that name."""
    return f"points_{prefix}{name}"
