"""Which database the tests run on, and how SQLite is set."""

import os

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import connection

from jifen_service.config.database import database


@pytest.mark.django_db
def test_the_tests_run_on_the_database_that_was_asked_for():
    asked = os.environ.get("DATABASE_URL", "sqlite:").partition(":")[0]
    assert connection.vendor == {"postgres": "postgresql"}.get(asked, asked)


@pytest.mark.django_db
def test_sqlite_has_a_log_beside_it_and_postgres_its_version():
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA journal_mode")
            assert cursor.fetchone() == ("wal",)
        else:
            cursor.execute("SHOW server_version_num")
            assert int(cursor.fetchone()[0]) >= 150000


@pytest.mark.django_db
def test_migrations_are_as_the_models_want_them():
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_a_database_of_another_kind_is_refused(monkeypatch, tmp_path):
    monkeypatch.setenv("DATABASE_URL", "mysql://somewhere/jifen")
    with pytest.raises(ImproperlyConfigured, match="sqlite:/// or postgres://"):
        database(tmp_path)


def test_sqlite_lies_in_the_variable_folder_unless_told_otherwise(monkeypatch, tmp_path):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    found = database(tmp_path)
    assert found["NAME"] == str(tmp_path / "jifen.sqlite3")
    assert found["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
