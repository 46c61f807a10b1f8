"""Which database: SQLite beside the other files unless DATABASE_URL names another (tested: PostgreSQL 15)."""

import os
from pathlib import Path
from typing import Any

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

_BUSY_SECONDS = 20
_KEEP_CONNECTION_SECONDS = 60
_ENGINES = {"django.db.backends.sqlite3", "django.db.backends.postgresql"}


def database(folder: Path) -> dict[str, Any]:
    """Django's settings of the one database.

    Raises:
        ImproperlyConfigured: DATABASE_URL names neither SQLite nor PostgreSQL.
    """
    url = os.environ.get("DATABASE_URL") or f"sqlite:///{folder / 'jifen.sqlite3'}"
    try:
        found: dict[str, Any] = dict(dj_database_url.parse(url))
    except ValueError:
        found = {}
    if found.get("ENGINE") not in _ENGINES:
        raise ImproperlyConfigured("DATABASE_URL must begin with sqlite:/// or postgres://")
    return found | (_sqlite(found) if "sqlite" in found["ENGINE"] else _postgresql(found))


def _sqlite(found: dict[str, Any]) -> dict[str, Any]:
    """Readers never wait for a writer (WAL); a writer takes its turn at the start, not failing later."""
    options = {
        "transaction_mode": "IMMEDIATE",
        "timeout": _BUSY_SECONDS,
        "init_command": "PRAGMA journal_mode=WAL;",
    }
    # Tests with threads need a file: connections to a database in memory do not wait for one another.
    tests = {"NAME": f"{found['NAME']}.test"}
    return {"OPTIONS": {**options, **found.get("OPTIONS", {})}, "TEST": tests}


def _postgresql(found: dict[str, Any]) -> dict[str, Any]:
    return {
        "CONN_MAX_AGE": _KEEP_CONNECTION_SECONDS,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": found.get("OPTIONS", {}),
    }
