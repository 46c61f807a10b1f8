"""``prepare``: brings the database to what this version needs; `jifen serve` runs it before the server."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection

_LOCK_NUMBER = 0x6A6966656E


class Command(BaseCommand):
    """Apply migrations and make the cache table; two at once take turns."""

    help = "Bring the database to what this version needs. Safe to run again."

    def handle(self, *_args: Any, **_options: Any) -> None:
        with _alone():
            call_command("migrate", interactive=False, verbosity=0)
            call_command("createcachetable", verbosity=0)
            call_command("clearsessions", verbosity=0)


@contextmanager
def _alone() -> Iterator[None]:
    """Wait until no other process prepares the same database."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [_LOCK_NUMBER])
            try:
                yield
            finally:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK_NUMBER])
        return
    place = Path(settings.VAR) / ".prepare.lock"
    place.parent.mkdir(parents=True, exist_ok=True)
    with place.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
