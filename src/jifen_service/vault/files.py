"""Sealed files (加密文件): each at a random address in settings.VAULT_FILES, which nothing serves.

A file is there whole or not at all: written aside, forced to disk, then renamed. None is ever overwritten.
"""

import logging
import math
import os
import re
import secrets
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from jifen_service.vault.errors import FileLost, VaultError
from jifen_service.vault.sealing import newest_key_id, seal, unseal

_log = logging.getLogger(__name__)
_KEY = re.compile(r"[0-9a-f]{64}")
_DRAFT = ".draft-"


def store(content: bytes) -> str:
    """Seal and keep `content`; give its key, 64 random hexadecimal digits."""
    key = secrets.token_hex(32)
    _write(_place(key), seal(content, _context(key)))
    return key


def read(key: str) -> bytes:
    """What was stored under `key`.

    Raises:
        FileLost: there is no such file, or it was altered.
        VaultError: the key is none.
    """
    place = _place(key)
    try:
        return unseal(place.read_bytes(), _context(key))
    except FileNotFoundError:
        fault = "is not in the vault"
    except VaultError:
        fault = "was altered, or its key is not in the ring"
    _log.error("file %s… %s", key[:8], fault)
    raise FileLost(f"file {key[:8]}… {fault}")


def exists(key: str) -> bool:
    """Whether a file is stored under ``key``; whether it can be opened, only reading tells."""
    return _place(key).is_file()


def erase(key: str) -> None:
    """Remove the file, if it is there."""
    _place(key).unlink(missing_ok=True)


def all_keys(before: float = math.inf) -> Iterator[str]:
    """The key of each file in the vault; of those written before a moment (seconds since the epoch)."""
    for path in sorted(Path(settings.VAULT_FILES).glob("??/*")):
        if _KEY.fullmatch(path.parent.name + path.name) and path.stat().st_mtime < before:
            yield path.parent.name + path.name


def erase_drafts(before: float) -> int:
    """Remove what was being written when the power failed, if it is older than a moment; give how many."""
    drafts = [
        path for path in Path(settings.VAULT_FILES).glob(f"??/{_DRAFT}*") if path.stat().st_mtime < before
    ]
    for draft in drafts:
        draft.unlink(missing_ok=True)
    return len(drafts)


def reseal(key: str) -> bool:
    """Seal a file with the newest key; False when it is already."""
    place = _place(key)
    sealed = place.read_bytes()
    if sealed.startswith(newest_key_id()):
        return False
    _write(place, seal(unseal(sealed, _context(key)), _context(key)))
    return True


def _place(key: str) -> Path:
    if not _KEY.fullmatch(key):
        raise VaultError("a key of the vault is 64 hexadecimal digits")
    return Path(settings.VAULT_FILES) / key[:2] / key[2:]


def _context(key: str) -> str:
    return f"file:{key}"


def _write(place: Path, content: bytes) -> None:
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = place.with_name(_DRAFT + secrets.token_hex(8))
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        draft.rename(place)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    _sync_folder(place.parent)


def _sync_folder(folder: Path) -> None:
    """Force the name of a new file to disk, not only its content."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
