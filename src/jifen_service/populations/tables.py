"""A population's tables for as long as they are worked with (人口表的取用)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from jifen import default_engine
from jifen.errors import Problem, TableError
from jifen.profile.months import month_of
from jifen_service.populations import engine, folders
from jifen_service.populations.in_memory import file_of
from jifen_service.populations.models import Kind, Population
from jifen_service.vault import files

#: months of an invented ledger: eight years, as the command invents
MONTHS = 8 * 12
_AVERAGE_WAGE = "average_wage.wage"


@contextmanager
def tables_of(population: Population, work: Path) -> Iterator[Any]:
    """Give `jifen.population.Tables`: unsealed in memory, or where they lie, or invented into ``work``.

    Raises TableError when a named folder is gone, FileLost when the vault has lost what was uploaded.
    """
    if population.kind == Kind.UPLOADED:
        with _unsealed(population) as tables:
            yield tables
    elif population.kind == Kind.NAMED:
        found = folders.tables(population.folder)
        if found is None:
            raise TableError([Problem("persons", "no_such_files", population.folder)])
        yield found
    else:
        yield _invented(population, work / "invented")


@contextmanager
def _unsealed(population: Population) -> Iterator[Any]:
    with ExitStack() as stack:
        places = [
            stack.enter_context(file_of(files.read(key))) if key else None
            for key in (population.persons_key, population.ledger_key)
        ]
        yield engine.Tables(str(places[0]), places[1])


def _invented(population: Population, folder: Path) -> Any:
    """Invent it as of the day it was asked for: the same people each time."""
    wages = default_engine().book.parameters[_AVERAGE_WAGE]
    until = month_of(population.made_at.date())
    wanted = engine.Wanted(population.people or 1, MONTHS, until, population.seed or 0)
    engine.generate(wanted, wages, str(folder), lambda _done: None)
    return engine.Tables(str(folder / "persons.parquet"), str(folder / "ledger.parquet"))
