"""The terms of call-backs as data (回电规定): terms.yaml, read once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from jifen_service.casework.rules import Term

_FILE = Path(__file__).with_name("terms.yaml")
_CODE = "code"


@cache
def _read() -> Mapping[str, Any]:
    return yaml.safe_load(_FILE.read_text(encoding="utf-8"))


@cache
def terms() -> Mapping[str, Term]:
    """``call`` in working days; ``keep`` and ``unconfirmed`` in days."""
    return {
        key: Term(**{**entry, "sources": tuple(entry["sources"])})
        for key, entry in _read().items()
        if key != _CODE
    }


def kept() -> timedelta:
    """How long a call-back is kept, whatever became of it."""
    return timedelta(days=terms()["keep"].value)


def unconfirmed() -> timedelta:
    """How long a number is kept that nobody has proved to be theirs."""
    return timedelta(days=terms()["unconfirmed"].value)


def code_holds() -> timedelta:
    """How long a code confirms a number."""
    return timedelta(minutes=code_minutes())


def code_minutes() -> int:
    """The same in minutes."""
    return _read()[_CODE]["minutes"]


def code_tries() -> int:
    """How often a code may be wrong."""
    return _read()[_CODE]["tries"]
