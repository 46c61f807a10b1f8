"""The OpenAPI description of the calls that tell the law: versions, one whole, a section's history."""

from __future__ import annotations

from typing import Any

from jifen_service.api.schema import ERRORS, LANG, REFUSED, SOURCE, query, response
from jifen_service.api.shapes import DATE, MAYBE_DATE, MAYBE_TEXT, TEXT, listed, objects

_VERSION = objects(
    {"id": TEXT, "effective_from": DATE, "effective_to": MAYBE_DATE, "name": TEXT, "certainty": TEXT},
    {"note": MAYBE_TEXT, "sources": listed(SOURCE)},
)
_VALUE = objects(
    {
        "key": TEXT,
        "name": TEXT,
        "unit": TEXT,
        "value": {},
        "from": DATE,
        "to": MAYBE_DATE,
        "certainty": TEXT,
    },
    {
        "sources": listed(SOURCE),
        "dispute": MAYBE_TEXT,
        "note": MAYBE_TEXT,
        "amendment": {"type": "integer"},
    },
)
_AMENDMENT = objects({"number": {"type": "integer"}, "name": TEXT, "published": DATE})
_SECTION = objects(
    {"id": TEXT, "kind": TEXT, "name": TEXT, "parameters": listed(_VALUE), "sources": listed(SOURCE)},
    {"group": MAYBE_TEXT},
)
_ROUTE = objects(
    {
        "id": TEXT,
        "name": TEXT,
        "certainty": TEXT,
        "caution": {**MAYBE_TEXT, "description": "what is disputed or not known of the route's rules"},
        "conditions": listed(
            objects({"id": TEXT, "name": TEXT, "needs": TEXT, "certainty": TEXT, "sources": listed(SOURCE)})
        ),
        "parameters": listed(_VALUE),
        "sources": listed(SOURCE),
    }
)
_SETTLEMENT = {
    "anyOf": [objects({"routes": listed(_ROUTE), "parameters": listed(_VALUE)}), {"type": "null"}],
    "description": "routes to the household registration; null on a day for which they are not known",
}

HISTORY: dict[str, Any] = {
    "parameters": [{"name": "section_id", "in": "path", "required": True, "schema": TEXT}, LANG],
    "responses": {
        200: response(
            "the section with every value that its parameters have had",
            objects(
                {
                    **{
                        key: _SECTION["properties"][key] for key in ("id", "kind", "group", "name", "sources")
                    },
                    "parameters": listed(
                        objects(
                            {
                                **{key: _VALUE["properties"][key] for key in ("key", "name", "unit")},
                                "carries_on": {"type": "boolean"},
                                "values": listed(_VALUE),
                            }
                        )
                    ),
                }
            ),
        ),
        404: response("no such section", ERRORS),
        400: REFUSED,
        422: REFUSED,
    },
}
POLICIES: dict[str, Any] = {
    "parameters": [LANG],
    "responses": {
        200: response("the policy versions, oldest first", listed(_VERSION)),
        400: REFUSED,
        422: REFUSED,
    },
}
POLICY: dict[str, Any] = {
    "parameters": [
        {"name": "policy_id", "in": "path", "required": True, "schema": TEXT},
        query("on", DATE, "a day of the version; without it, the values last in force"),
        LANG,
    ],
    "responses": {
        200: response(
            "every value with its citation",
            objects(
                {"on": DATE, "policy": _VERSION, "sections": listed(_SECTION)},
                {"amendments": listed(_AMENDMENT), "settlement": _SETTLEMENT},
            ),
        ),
        404: response("no such version", ERRORS),
        400: REFUSED,
        422: REFUSED,
    },
}
