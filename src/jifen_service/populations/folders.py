"""Named populations (服务器上的人口表): folders that the operator lays below one root, chosen from a list.

Nobody writes a path: a name is looked for among those that there are, so it cannot lead elsewhere.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings

from jifen_service.populations import engine

_PERSONS, _LEDGER = "persons", "ledger"


def names() -> tuple[str, ...]:
    """The folders below the root that hold persons, in order."""
    root = _root()
    if not root.is_dir():
        return ()
    return tuple(sorted(entry.name for entry in root.iterdir() if _holds_persons(root, entry)))


def tables(name: str) -> Any:
    """The tables (`jifen.population.Tables`) of a folder; None when there is none of that name any more."""
    if name not in names():
        return None
    folder = _root() / name
    ledger = _place(folder, _LEDGER)
    return engine.Tables(str(_place(folder, _PERSONS)), str(ledger) if ledger else None)


def _root() -> Path:
    return Path(settings.POPULATIONS)


def _holds_persons(root: Path, entry: Path) -> bool:
    # A link that leads out of the root is not followed.
    inside = entry.is_dir() and entry.resolve().is_relative_to(root.resolve())
    return inside and entry.name[0] not in "._" and _place(entry, _PERSONS) is not None


def _place(folder: Path, name: str) -> Path | None:
    """A table as one file, or as a folder of files."""
    return next((place for place in (folder / f"{name}.parquet", folder / name) if place.exists()), None)
