"""Scoring a whole population (全体评分): tables in, checks first, one expression, a table out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from jifen.errors import Problem, TableError
from jifen.mechanisms import Program, Value
from jifen.population import formats
from jifen.population.checks import columns_problems, raise_if, values_problems
from jifen.population.compiling import counts_of, scored
from jifen.population.engines import MEMORY, DuckDB, Engine, Tell
from jifen.population.footers import Known, all_different, footers
from jifen.population.months import MonthCounts, month_from
from jifen.population.places import Target, files_at, written_aside
from jifen.population.spark import spark_engine
from jifen.profile.months import format_month


@dataclass(frozen=True)
class Tables:
    """Where the tables are: persons, and a ledger unless the persons bring their months counted."""

    persons: str
    ledger: str | None


@dataclass(frozen=True)
class Means:
    """What work may use: the engine, DuckDB's memory and threads, Spark's master."""

    engine: str = "duckdb"
    memory: str = MEMORY
    threads: int | None = None
    master: str = "local[*]"

    def start(self, spill: Path) -> AbstractContextManager[Engine]:
        """Start the engine for one piece of work; ``spill`` takes what does not fit into memory."""
        if self.engine == "spark":
            return spark_engine(self.master)
        return nullcontext(DuckDB(spill, self.memory, self.threads))


@dataclass(frozen=True)
class Opened:
    """Checked tables on an engine: persons with what rules ask counted beside them."""

    engine: Engine
    facts: Value
    counts: MonthCounts


def _silent(done: float | None) -> None:
    """Tell nobody."""


@contextmanager
def opened(
    programs: Sequence[Program], tables: Tables, on: date, out: str, means: Means
) -> Iterator[tuple[Opened, Target]]:
    """Check the tables and give their facts with a target to write; TableError names what is wrong."""
    person_files = files_at(tables.persons, "persons")
    ledger_files = files_at(tables.ledger, "ledger") if tables.ledger else []
    with (
        written_aside(out, [*person_files, *ledger_files]) as target,
        means.start(target.spill) as engine,
    ):
        persons = _source(engine, person_files, "persons")
        ledger = _source(engine, ledger_files, "ledger") if ledger_files else None
        facts, counts = _facts(engine, programs, on, persons, ledger)
        yield Opened(engine, facts, counts), target


@dataclass(frozen=True)
class _Source:
    """A table on the engine, the files it is read from, and what their footers prove."""

    table: Value
    files: Sequence[str]
    known: Known


def _source(engine: Engine, files: Sequence[str], name: str) -> _Source:
    known = footers(files, name)
    return _Source(engine.read(files, name), files, known)


def _facts(
    engine: Engine, programs: Sequence[Program], on: date, persons: _Source, ledger: _Source | None
) -> tuple[Value, MonthCounts]:
    people = persons.table
    raise_if(_wrong_columns(persons, ledger))
    problems = values_problems(engine, people, formats.PERSONS, "persons", on, persons.known)
    problems += _repeated(engine, persons)
    if ledger is None:
        raise_if(problems)
        counts = counts_of(programs, people, on, 0)
        return _ready_facts(people, counts, on), counts
    paid = ledger.table
    problems += values_problems(engine, paid, formats.LEDGER, "ledger", on, ledger.known)
    raise_if(problems)
    counts = counts_of(programs, people, on, month_from(_first_month(engine, paid, ledger.known)))
    raise_if(_without_wage(engine, paid, counts, on))
    kept = people.select(*(column.name for column in formats.PERSONS))
    return counts.beside(kept, paid), counts


def _wrong_columns(persons: _Source, ledger: _Source | None) -> list[Problem]:
    problems = columns_problems(persons.table, formats.PERSONS, "persons", persons.known)
    if ledger is None:
        return problems
    return problems + columns_problems(ledger.table, formats.LEDGER, "ledger", ledger.known)


def _repeated(engine: Engine, persons: _Source) -> list[Problem]:
    if all_different(persons.files, "person_id", persons.known):
        return []
    people = persons.table
    row = engine.ask(people.aggregate(rows=people.person_id.count(), persons=people.person_id.nunique()))[0]
    more = row["rows"] - row["persons"]
    return [Problem("persons.person_id", "not_unique", None, {"count": more})] if more else []


def _ready_facts(people: Value, counts: MonthCounts, on: date) -> Value:
    missing = [name for name in counts.asked if name not in people.columns]
    if missing:
        raise TableError([Problem("persons", "facts_do_not_fit", None, {"on": on.isoformat()})])
    return people


def _first_month(engine: Engine, ledger: Value, known: Known) -> int:
    found = known.columns.get("month")
    if found is not None and found.certain and found.low is not None:
        return int(found.low)
    return int(engine.ask(ledger.aggregate(first=ledger.month.min()))[0]["first"])


def _without_wage(engine: Engine, ledger: Value, counts: MonthCounts, on: date) -> list[Problem]:
    """Find rows whose base a rule would compare with a wage that is not on file."""
    tests = counts.unknown(ledger)
    if not tests:
        return []
    asked = {f"rows_{number}": test.sum() for number, (_, test) in enumerate(tests)}
    row = engine.ask(ledger.aggregate(**asked))[0]
    return [
        Problem(
            "ledger.month",
            "wage_unknown",
            None,
            {"count": row[f"rows_{number}"], "first": format_month(first), "on": on.isoformat()},
        )
        for number, (first, _) in enumerate(tests)
        if row[f"rows_{number}"]
    ]


@dataclass(frozen=True)
class Seen:
    """What the footers of tables say of them; None where they do not say it, or there is no ledger."""

    people: int | None
    born: tuple[date, date] | None
    rows: int | None
    months: tuple[int, int] | None


def look(tables: Tables, on: date, program: Program | None = None, means: Means | None = None) -> Seen:
    """Check the columns of tables and say what they hold; with a law also every value, as scoring does.

    Raises TableError naming all that is wrong.
    """
    ledger_files = files_at(tables.ledger, "ledger") if tables.ledger else []
    with (
        TemporaryDirectory(prefix="jifen-") as spill,
        (means or Means()).start(Path(spill)) as engine,
    ):
        persons = _source(engine, files_at(tables.persons, "persons"), "persons")
        ledger = _source(engine, ledger_files, "ledger") if ledger_files else None
        if program is None:
            raise_if(_wrong_columns(persons, ledger))
        else:
            _facts(engine, [program], on, persons, ledger)
        return Seen(
            persons.known.rows,
            _range(persons.known, "birth_date"),
            ledger.known.rows if ledger else None,
            _range(ledger.known, "month") if ledger else None,
        )


def _range(known: Known, column: str) -> Any:
    found = known.columns.get(column)
    return (found.low, found.high) if found and found.certain and found.low is not None else None


def score(
    program: Program, tables: Tables, on: date, out: str, means: Means | None = None, tell: Tell = _silent
) -> None:
    """Score everybody and write ``person_id``, points by indicator, ``total``, ``passes`` as Parquet.

    Raises TableError before any work when a table is wrong, PlaceError when ``out`` cannot be written,
    EngineError when the engine gives up; nothing is left behind then, and an earlier output stays.
    """
    with opened([program], tables, on, out, means or Means()) as (work, target):
        answer = scored({"": program}, work.facts, on, work.counts)
        work.engine.write(answer, target.result, target.one_file, tell)


def derive_facts(
    program: Program, tables: Tables, on: date, out: str, means: Means | None = None, tell: Tell = _silent
) -> None:
    """Write the persons with the months that a law counts beside them: scored again without the ledger."""
    with opened([program], tables, on, out, means or Means()) as (work, target):
        work.engine.write(work.facts, target.result, target.one_file, tell)
