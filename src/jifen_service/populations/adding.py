"""Adding and removing populations (人口表的添加与删除). All of it audited."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from jifen import default_engine
from jifen.errors import JifenError, Problem, TableError
from jifen.profile.months import format_month, month_of
from jifen_service.accounts.roles import Role
from jifen_service.audit import service as audit
from jifen_service.lawdrafts.service import Author
from jifen_service.populations import engine, folders, rules
from jifen_service.populations.in_memory import file_of
from jifen_service.populations.models import Kind, Population
from jifen_service.populations.tables import MONTHS
from jifen_service.vault import files

_SUBJECT = "population"
#: a Parquet file begins and ends so
_MAGIC = b"PAR1"
#: A page's check has little memory: what is uploaded is small, unless somebody means harm.
_MEANS = {"memory": "512MB", "threads": 1}
#: an invented population is made anew for each comparison, within seconds
MOST_INVENTED = 200_000


def upload(author: Author, name: str, persons: bytes, ledger: bytes | None) -> Population:
    """Check tables by all that the engine asks of them, then keep them sealed.

    Raises TableError naming every fault; nothing is kept then.
    """
    seen = _checked(persons, ledger, localdate(author.at))
    population = Population(
        name=name,
        kind=Kind.UPLOADED,
        persons_key=files.store(persons),
        ledger_key=files.store(ledger) if ledger else "",
        people=seen.people,
        seen=_as_json(seen),
    )
    return _keep(population, author)


def name_folder(author: Author, name: str, folder: str) -> Population:
    """Take a folder of the operator's; its columns are looked at now, its values when it is worked with."""
    tables = folders.tables(folder)
    if tables is None:
        raise TableError([Problem("persons", "no_such_files", folder)])
    seen = engine.look(tables, localdate(author.at), means=engine.Means(**_MEANS))
    told = {"people": seen.people, "seen": _as_json(seen)}
    return _keep(Population(name=name or folder, kind=Kind.NAMED, folder=folder, **told), author)


def invent(author: Author, name: str, people: int, seed: int) -> Population:
    """Note who is to be invented; nothing is stored."""
    last = month_of(localdate(author.at))
    months = [format_month(last - MONTHS + 1), format_month(last)]
    population = Population(name=name, kind=Kind.INVENTED, people=people, seed=seed, seen={"months": months})
    return _keep(population, author)


@transaction.atomic
def remove(author: Author, population_id: UUID) -> str:
    """Erase a population with its tables; its comparisons stay. Gives its name; Population.DoesNotExist."""
    population = Population.objects.get(pk=population_id)
    _erase(population)
    _record(author, "population_removed", population)
    return population.name


def erase_due(at: datetime) -> int:
    """Erase the uploaded populations whose term is over; give how many."""
    due = list(Population.objects.filter(kind=Kind.UPLOADED, made_at__lte=at - rules.kept()))
    for population in due:
        with transaction.atomic():
            _erase(population)
            audit.record(None, Role.SYSTEM, "population_erased", _SUBJECT, population.pk, at)
    return len(due)


def kept_until(population: Population) -> date | None:
    """The day on which an uploaded population is erased; None for the others."""
    return localdate(population.made_at + rules.kept()) if population.kind == Kind.UPLOADED else None


def _erase(population: Population) -> None:
    key = population.pk
    for stored in (population.persons_key, population.ledger_key):
        if stored:
            # Only once the row is gone for good: a file without a row is swept, a row without one is lost.
            transaction.on_commit(lambda stored=stored: files.erase(stored))
    population.delete()
    population.pk = key


def _checked(persons: bytes, ledger: bytes | None, on: date) -> Any:
    given = {"persons": persons} | ({"ledger": ledger} if ledger is not None else {})
    problems = [
        Problem(table, "not_parquet", table, {"reason": "PAR1"})
        for table, content in given.items()
        if not (content.startswith(_MAGIC) and content.endswith(_MAGIC))
    ]
    if problems:
        raise TableError(problems)
    with file_of(persons) as place, file_of(ledger or b"") as ledger_place:
        tables = engine.Tables(place, ledger_place if ledger is not None else None)
        try:
            return engine.look(tables, on, default_engine().program_on(on), engine.Means(**_MEANS))
        except TableError as error:
            raise TableError(_without_place(error)) from None
        except (JifenError, engine.DuckDBError, engine.ArrowError, OSError) as error:
            # A file whose ends are right and whose inside is not; which of the two, nobody says.
            raise TableError([_broken(", ".join(given), error)]) from None


def _broken(table: str, error: Exception) -> Problem:
    return Problem(table, "not_parquet", table, {"reason": type(error).__name__})


def _without_place(error: TableError) -> list[Problem]:
    """The name of a file in memory tells nobody anything."""
    return [
        _broken(problem.at, error) if problem.code == "not_parquet" else problem for problem in error.problems
    ]


def _keep(population: Population, author: Author) -> Population:
    population.made_by, population.made_at = author.user, author.at
    with transaction.atomic():
        population.save(force_insert=True)
        _record(author, "population_added", population, people=population.people)
    return population


def _as_json(seen: Any) -> dict[str, Any]:
    return {
        "born": [day.isoformat() for day in seen.born] if seen.born else None,
        "rows": seen.rows,
        "months": [f"{month // 100}-{month % 100:02d}" for month in seen.months] if seen.months else None,
    }


def _record(author: Author, action: str, population: Population, **detail: Any) -> None:
    told = {"kind": population.kind, **detail}
    audit.record(author.user, Role.CITY_ADMIN, action, _SUBJECT, population.pk, author.at, author.ip, told)
