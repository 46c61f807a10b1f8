"""Sealed files: random addresses, no clear byte, whole or not there."""

import pytest

from jifen_service.vault import files
from jifen_service.vault.errors import VaultError


def test_content_comes_back_and_lies_sealed(vault_folder):
    key = files.store(b"ID 310101199001011234")
    assert files.read(key) == b"ID 310101199001011234"
    (place,) = (path for path in vault_folder.rglob("*") if path.is_file())
    assert b"310101" not in place.read_bytes()
    assert place.stat().st_mode & 0o077 == 0


def test_the_same_content_has_two_addresses():
    assert files.store(b"x") != files.store(b"x")


def test_a_file_put_in_anothers_place_does_not_open(vault_folder):
    first, second = files.store(b"first"), files.store(b"second")
    (vault_folder / first[:2] / first[2:]).replace(vault_folder / second[:2] / second[2:])
    with pytest.raises(VaultError, match="altered"):
        files.read(second)


@pytest.mark.parametrize("key", ["../../etc/passwd", "", "A" * 64, "0" * 63])
def test_a_key_that_is_none(key: str):
    with pytest.raises(VaultError, match="64 hexadecimal"):
        files.read(key)


def test_what_is_erased_is_gone():
    key = files.store(b"x")
    files.erase(key)
    files.erase(key)
    with pytest.raises(VaultError, match="not in the vault"):
        files.read(key)
