"""The casework with 200,000 cases: medians and numbers of queries, asked directly and over HTTP.

    scripts/with_postgres.sh .venv/bin/python -m benchmarks.casework [--cases 200000] [--rounds 30]

With DATABASE_URL unset it measures SQLite. The database must be empty; it is filled first.
"""

import argparse
import os
import statistics
import sys
import time
from collections.abc import Callable

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jifen_service.config.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from benchmarks import casework_pages  # noqa: E402
from jifen_service.accounts.access import Person  # noqa: E402
from jifen_service.accounts.models import Membership  # noqa: E402
from jifen_service.accounts.roles import Role  # noqa: E402
from jifen_service.casework import queries  # noqa: E402
from jifen_service.casework.figures import figures  # noqa: E402
from jifen_service.casework.models import Case  # noqa: E402
from jifen_service.config.clock import today  # noqa: E402

GOAL_MS = 150


def prepare(cases: int) -> None:
    """Fill the database, unless it is filled."""
    call_command("migrate", verbosity=0)
    if not Case.objects.exists():
        began = time.perf_counter()
        call_command("generate_cases", cases=cases)
        print(f"generated in {time.perf_counter() - began:.0f} s")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def person(role: str) -> Person:
    """Somebody in a role."""
    held = Membership.objects.filter(role=role).first()
    return Person(held.user, today(), held.pk)


def page(who: Person, case: Case) -> None:
    """What a case's page asks."""
    found = queries.case_for(who, case.pk)
    rows = queries.materials(found)
    queries.timeline(found)
    queries.tasks(found, rows)
    queries.checks(found)
    queries.decision(found)
    queries.clock(found, today())


def tries() -> dict[str, Callable[[], object]]:
    """What is measured, by name."""
    officer, agent = person(Role.WINDOW), person(Role.AGENT)
    case = queries.visible_cases(officer).filter(decided_at__isnull=False).select_related("employer").first()

    def queue(who: Person = officer, page: str = "", **filters: object) -> queries.Page:
        return queries.queue(who, queries.Filters(today(), **filters), page)

    deep = ""
    for _ in range(40):
        deep = queue(page=deep, order="changed").next or deep
    return {
        "queue, open": lambda: queue(state="open"),
        "queue, waiting for acceptance": lambda: queue(state="filed", order="filed"),
        "queue, late": lambda: queue(colour="late"),
        "queue, mine": lambda: queue(mine=True),
        "queue, everything": lambda: queue(order="changed"),
        "queue, page 41": lambda: queue(page=deep, order="changed"),
        "queue of an employer": lambda: queue(agent, order="changed"),
        "search, number": lambda: queue(q=case.number),
        "search, name": lambda: queue(q=case.personal["name"]),
        "search, ID number": lambda: queue(q=case.personal["id_number"]),
        "search, employer": lambda: queue(q=case.employer.name[:8]),
        "a case's page": lambda: page(officer, case),
        "figures of a district": lambda: figures(officer, today().replace(month=1, day=1), today(), today()),
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=200_000)
    parser.add_argument("--rounds", type=int, default=30)
    told = parser.parse_args()
    prepare(told.cases)
    print(f"{Case.objects.count()} cases on {connection.vendor}; goal {GOAL_MS} ms\n")
    print(f"{'what':<32}{'median ms':>10}{'worst ms':>10}{'queries':>9}")
    slow = 0
    for name, ask in tries().items():
        with CaptureQueriesContext(connection) as captured:
            ask()
        taken = []
        for _ in range(told.rounds):
            began = time.perf_counter()
            ask()
            taken.append((time.perf_counter() - began) * 1000)
        median = statistics.median(taken)
        slow += median > GOAL_MS
        print(f"{name:<32}{median:>10.1f}{max(taken):>10.1f}{len(captured):>9}")
    print(f"\n{'over HTTP':<32}{'median ms':>10}{'worst ms':>10}{'computing':>11}{'queries':>9}")
    for page in casework_pages.measure(told.rounds):
        slow += page.median > GOAL_MS
        told_ms = f"{page.median:>10.1f}{max(page.milliseconds):>10.1f}{page.computing:>11.1f}"
        print(f"{page.name:<32}{told_ms}{page.queries:>9}")
    sys.exit(1 if slow else 0)


if __name__ == "__main__":
    main()
