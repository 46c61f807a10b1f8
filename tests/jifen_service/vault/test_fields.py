"""Sealed fields: nothing clear in the database, nothing found by looking into them, keys that rotate."""

from io import StringIO

import pytest
from django.core.exceptions import FieldError
from django.core.management import call_command
from django.db import connection

from jifen_service.accounts.models import User
from jifen_service.vault import files, keyed_hash
from jifen_service.vault.errors import VaultError
from jifen_service.vault.sealing import new_key, seal, unseal

PHONE = "13812345678"


def stored(column: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM accounts_user ORDER BY id")
        return [row[0] for row in cursor.fetchall()]


@pytest.mark.django_db
def test_a_sealed_value_comes_back_and_is_not_clear():
    User.objects.create_user("a", phone=PHONE, display_name="张小明")
    user = User.objects.get(username="a")
    assert (user.phone, user.display_name) == (PHONE, "张小明")
    assert PHONE not in stored("phone")[0]
    assert stored("phone")[0] != stored("display_name")[0]


@pytest.mark.django_db
def test_two_seals_of_one_value_differ():
    User.objects.create_user("a", display_name="张小明")
    User.objects.create_user("b", display_name="张小明")
    first, second = stored("display_name")
    assert first != second


@pytest.mark.django_db
def test_a_value_moved_to_another_column_does_not_open():
    User.objects.create_user("a", phone=PHONE)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE accounts_user SET display_name = phone")
    with pytest.raises(VaultError, match="display_name"):
        User.objects.get()


@pytest.mark.django_db
def test_the_hash_follows_its_source_and_finds_it():
    user = User.objects.create_user("a", phone=PHONE)
    assert User.objects.get(phone_key=keyed_hash("１３８ 1234 5678")) == user
    user.phone = ""
    user.save()
    assert User.objects.get().phone_key is None


@pytest.mark.django_db
def test_a_query_with_clear_text_is_refused():
    with pytest.raises(ValueError, match="keyed_hash"):
        User.objects.filter(phone_key=PHONE).exists()
    with pytest.raises(FieldError, match="encrypted"):
        User.objects.filter(phone=PHONE).exists()
    assert not User.objects.filter(phone__isnull=True).exists()


def test_altered_bytes_do_not_open():
    sealed = bytearray(seal(b"content", "here"))
    sealed[-1] ^= 1
    with pytest.raises(VaultError, match="altered"):
        unseal(bytes(sealed), "here")


def test_a_hash_depends_on_its_key(settings):
    before = keyed_hash("31010119900101123x")
    assert before == keyed_hash("31010119900101123X")
    settings.VAULT_HASH_KEY = "another"
    assert keyed_hash("31010119900101123X") != before


@pytest.mark.django_db
def test_rotation(settings):
    """Old values open while their key is in the ring; after vault_rotate the old key can go."""
    (old,) = settings.VAULT_KEYS
    User.objects.create_user("a", phone=PHONE, display_name="")
    key = files.store(b"scan")
    settings.VAULT_KEYS = (new_key(), old)
    assert User.objects.get().phone == PHONE
    said = StringIO()
    call_command("vault_rotate", stdout=said)
    assert "accounts.user.phone: 1" in said.getvalue()
    assert "files: 1" in said.getvalue()
    settings.VAULT_KEYS = settings.VAULT_KEYS[:1]
    assert User.objects.get().phone == PHONE
    assert files.read(key) == b"scan"
    settings.VAULT_KEYS = (old,)
    with pytest.raises(VaultError, match="not in the ring"):
        User.objects.get()


@pytest.mark.django_db
def test_rotating_twice_changes_nothing_more():
    User.objects.create_user("a", phone=PHONE)
    said = StringIO()
    call_command("vault_rotate", stdout=said)
    assert "accounts.user.phone: 0" in said.getvalue()
