"""The terms of populations as data (人口表的规定): terms.yaml, read once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from functools import cache
from pathlib import Path

import yaml

from jifen_service.casework.rules import Term

_FILE = Path(__file__).with_name("terms.yaml")


@cache
def terms() -> Mapping[str, Term]:
    """``keep``: how long an uploaded population is kept, in days."""
    read = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return {key: Term(**{**entry, "sources": tuple(entry["sources"])}) for key, entry in read.items()}


def kept() -> timedelta:
    """How long an uploaded population is kept."""
    return timedelta(days=terms()["keep"].value)
