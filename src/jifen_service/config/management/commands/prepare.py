"""``prepare``: brings the database to what this version needs; `jifen serve` runs it before the server."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from jifen_service.accounts.centres import ensure_centres
from jifen_service.accounts.housekeeping import forget_unproved
from jifen_service.config import clock
from jifen_service.demo import loading
from jifen_service.lawdrafts import files as law_files
from jifen_service.registries.service import resume

_LOCK_NUMBER = 0x6A6966656E


class Command(BaseCommand):
    """Apply migrations, make the cache table, tidy up; two at once take turns."""

    help = "Bring the database to what this version needs. Safe to run again."

    def handle(self, *_args: Any, **_options: Any) -> None:
        with _alone():
            call_command("migrate", interactive=False, verbosity=0)
            call_command("createcachetable", verbosity=0)
            call_command("clearsessions", verbosity=0)
            ensure_centres()
            self._read_the_law()
            resume(clock.now())
            if settings.DEMO:
                self._demonstrate()

    def _read_the_law(self) -> None:
        """Put the published law in place; refuse to start where it cannot be read."""
        try:
            put = law_files.follow()
        except OSError as error:
            raise CommandError(f"The folder of published law, {law_files.folder()}: {error}") from error
        for name in put:
            self.stdout.write(f"规则文件已按发布记录放好: {name}")
        for name in law_files.foreign():
            self.stdout.write(f"规则文件夹里有一个不是经这里发布的文件: {name}")
        if fault := law_files.fault():
            raise CommandError(f"The published law in {law_files.folder()} cannot be read: {fault}")

    def _demonstrate(self) -> None:
        """Load the sample world into an empty database; refuse where people's own accounts are."""
        if loading.is_empty():
            self.stdout.write("载入演示数据…")
            self.stdout.flush()
            call_command("load_demo", stdout=self.stdout)
        elif not loading.is_loaded():
            # A demonstration shows sign-in codes to whoever asks.
            raise CommandError(
                "JIFEN_DEMO is on, but this database holds accounts that are not the demonstration's. "
                "Set JIFEN_DEMO=0, or JIFEN_VAR or DATABASE_URL to an empty place."
            )
            forget_unproved(clock.now())


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
