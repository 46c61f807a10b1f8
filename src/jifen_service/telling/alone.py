"""One at a time (独占): a lock that the system takes back from a process that dies, however it dies."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection

_NUMBER = 0x74656C6C


@contextmanager
def alone() -> Iterator[bool]:
    """Whether nobody else delivers from this database now; the lock is held until the block ends."""
    with _on_postgres() if connection.vendor == "postgresql" else _on_file() as mine:
        yield mine


@contextmanager
def _on_postgres() -> Iterator[bool]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [_NUMBER])
        mine = cursor.fetchone()[0]
        try:
            yield mine
        finally:
            if mine:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [_NUMBER])


@contextmanager
def _on_file() -> Iterator[bool]:
    place = Path(settings.VAR) / ".telling.lock"
    place.parent.mkdir(parents=True, exist_ok=True)
    with place.open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True
