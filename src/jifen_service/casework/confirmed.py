"""The confirmed facts beside the claimed ones (核实内容), as plain documents with the same places. Pure.

What is struck out stays as None in its place, so that a place names the same fact in both documents.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jifen_service.forms.places import Path


def put(held: Any, path: Path, value: Any) -> Any:
    """A copy of what is held with another value at a path.

    Raises LookupError where the path leaves entries out: a list grows by one entry at a time.
    """
    if not path:
        return value
    step, rest = path[0], path[1:]
    if isinstance(step, int):
        entries = list(held) if isinstance(held, list) else []
        if step > len(entries):
            raise LookupError(step)
        old = entries[step] if step < len(entries) else None
        return [*entries[:step], put(old, rest, value), *entries[step + 1 :]]
    table = dict(held) if isinstance(held, Mapping) else {}
    return {**table, step: put(table.get(step), rest, value)}


def standing(held: Any) -> Any:
    """The document without what was struck out."""
    if isinstance(held, Mapping):
        return {key: standing(value) for key, value in held.items() if value is not None}
    if isinstance(held, list):
        return [standing(value) for value in held if value is not None]
    return held
