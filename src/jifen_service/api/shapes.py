"""The small shapes of which the OpenAPI descriptions are made."""

from __future__ import annotations

from typing import Any

TEXT = {"type": "string"}
DATE = {"type": "string", "format": "date"}
MAYBE_TEXT = {"type": ["string", "null"]}
MAYBE_DATE = {"type": ["string", "null"], "format": "date"}


def objects(required: dict[str, Any], optional: dict[str, Any] | None = None) -> dict[str, Any]:
    """The schema of an object with keys that are always there, and others."""
    return {"type": "object", "required": list(required), "properties": {**required, **(optional or {})}}


def listed(items: dict[str, Any]) -> dict[str, Any]:
    """The schema of a list."""
    return {"type": "array", "items": items}
