"""What was read, carried sealed through the browser: nothing need be saved before it is confirmed."""

from __future__ import annotations

import base64
import binascii
import uuid
import zlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

import orjson

from jifen_service.employers.imports.reading import Employee
from jifen_service.vault.errors import VaultError
from jifen_service.vault.sealing import seal, unseal

#: how long a preview may wait for its confirmation
GOOD_FOR = timedelta(hours=4)


@dataclass(frozen=True, slots=True)
class Preview:
    """Employees that were read; ``id`` becomes that of the import, so that two presses make one."""

    id: uuid.UUID
    file_name: str
    read_at: datetime
    employees: tuple[Employee, ...]


class PreviewGoneError(Exception):
    """The preview is too old, was altered, or belongs to somebody else: the file must be chosen again."""


def write(preview: Preview, whose: str) -> str:
    """The preview as text for a hidden field; ``whose`` binds it to who may confirm it."""
    content = {
        "id": str(preview.id),
        "file_name": preview.file_name,
        "read_at": preview.read_at.isoformat(),
        "employees": [asdict(employee) for employee in preview.employees],
    }
    return base64.b64encode(seal(zlib.compress(orjson.dumps(content)), _context(whose))).decode("ascii")


def read(text: str, whose: str, at: datetime) -> Preview:
    """What `write` wrote for the same person; PreviewGoneError otherwise."""
    try:
        content: Mapping[str, Any] = orjson.loads(
            zlib.decompress(unseal(base64.b64decode(text), _context(whose)))
        )
    except (VaultError, zlib.error, binascii.Error, ValueError) as error:
        raise PreviewGoneError from error
    read_at = datetime.fromisoformat(content["read_at"])
    if not timedelta(0) <= at - read_at <= GOOD_FOR:
        raise PreviewGoneError
    employees = tuple(Employee(**employee) for employee in content["employees"])
    return Preview(uuid.UUID(content["id"]), content["file_name"], read_at, employees)


def _context(whose: str) -> str:
    return f"import preview:{whose}"
