"""The document's JSON schema, for OpenAPI and for editors."""

from copy import deepcopy
from functools import cache
from typing import Any

from jifen.profile.models import Profile


def json_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of the document, with descriptions in Chinese and English.

    A fresh copy each time, without references, so that it can be put into any other document. It says
    what keys and values are allowed; what must hold between values (a run's end after its beginning)
    only `jifen.profile.parse` knows.
    """
    return deepcopy(_schema())


@cache
def _schema() -> dict[str, Any]:
    schema = Profile.model_json_schema(by_alias=True)
    definitions = schema.pop("$defs")
    schema["properties"] = {key: _inlined(value, definitions) for key, value in schema["properties"].items()}
    return _model(schema)


def _inlined(value: dict[str, Any], definitions: dict[str, Any]) -> dict[str, Any]:
    """A section's schema in the place of the reference to it; what is said beside the reference wins."""
    if "items" in value:
        return {**value, "items": _inlined(value["items"], definitions)}
    if "$ref" not in value:
        return value
    name = value["$ref"].rsplit("/", 1)[-1]
    beside = {key: item for key, item in value.items() if key != "$ref"}
    return {**_model(definitions[name]), **beside}


def _model(schema: dict[str, Any]) -> dict[str, Any]:
    required = schema.get("required", ())
    properties = {
        key: _plain(value) if key in required else _or_null(_plain(value))
        for key, value in schema["properties"].items()
    }
    return {**{key: item for key, item in schema.items() if key != "title"}, "properties": properties}


def _plain(value: dict[str, Any]) -> dict[str, Any]:
    """Without titles that only repeat the key, and with such defaults only as a document may hold."""
    kept = {key: item for key, item in value.items() if key not in ("title", "default")}
    default = value.get("default")
    if isinstance(default, str) and value.get("type") == "number":
        kept["default"] = float(default)
    elif isinstance(default, bool | int | str | list):
        kept["default"] = default
    if isinstance(by_year := kept.get("additionalProperties"), dict):
        kept["additionalProperties"] = _or_null(by_year)
    return kept


def _or_null(value: dict[str, Any]) -> dict[str, Any]:
    """The same or null, which is the same as absent; annotations stay outside."""
    annotations = {key: item for key, item in value.items() if key in _BESIDE or key.startswith("x-")}
    allowed = {key: item for key, item in value.items() if key not in annotations}
    return {"anyOf": [allowed, {"type": "null"}], **annotations}


_BESIDE = ("description", "default")
