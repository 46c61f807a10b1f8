"""The OpenAPI description of the calls: the profile document's own schema, the result's shape."""

from __future__ import annotations

from typing import Any

from jifen.profile import json_schema
from jifen_service.api.shapes import DATE as _DATE
from jifen_service.api.shapes import MAYBE_DATE as _MAYBE_DATE
from jifen_service.api.shapes import MAYBE_TEXT as _MAYBE_TEXT
from jifen_service.api.shapes import TEXT as _TEXT
from jifen_service.api.shapes import listed as _list
from jifen_service.api.shapes import objects as _object

SOURCE = _object(
    {"tag": _TEXT, "document": _TEXT, "status": _TEXT}, {"article": _TEXT, "text": _TEXT, "link": _TEXT}
)
CONDITION = _object(
    {"id": _TEXT, "name": _TEXT, "met": {"type": "boolean"}, "because": _TEXT, "sources": _list(SOURCE)},
    {"other_reading": _object({"met": {"type": "boolean"}, "because": _TEXT, "dispute": _MAYBE_TEXT})},
)
INDICATOR = _object(
    {
        "id": _TEXT,
        "group": {"enum": ["basic", "bonus", "deduction"]},
        "name": _TEXT,
        "points": {"type": "integer"},
        "max": {"type": ["integer", "null"]},
        "counted": {"type": "boolean"},
        "because": _TEXT,
        "next": _MAYBE_TEXT,
        "sources": _list(SOURCE),
    }
)
RESULT = _object(
    {
        "on": _DATE,
        # Numbers of published amendments of which a value is in force; absent where there are none.
        "policy": _object({"id": _TEXT, "effective_from": _DATE}, {"amendments": _list({"type": "integer"})}),
        "total": {"type": "integer"},
        "pass_mark": {"type": "integer"},
        "passes": {"type": "boolean"},
        "vetoed": {"type": "boolean"},
        "eligible": {"type": "boolean"},
        "eligibility": _list(CONDITION),
        "vetoes": _list(CONDITION),
        "indicators": _list(INDICATOR),
        "assumptions": _list(_TEXT),
        "warnings": _list(_object({"id": _TEXT, "text": _TEXT})),
    }
)
FACT = _object(
    {"at": _TEXT, "name": _TEXT, "value": {"type": ["string", "number", "boolean", "null"]}, "text": _TEXT}
)
FINDING = _object(
    {
        "id": _TEXT,
        "reason": _TEXT,
        "severity": {"enum": ["return", "likely", "look"]},
        "because": _TEXT,
        "remedy": _TEXT,
        "facts": _list(FACT),
        "certainty": _TEXT,
        "sources": _list(SOURCE),
    }
)
REASON = _object(
    {
        "id": _TEXT,
        "name": _TEXT,
        "state": {"enum": ["found", "open", "clear"]},
        "findings": _list(_TEXT),
        "not_checked": _list(_object({"at": _TEXT, "text": _TEXT})),
        "sources": _list(SOURCE),
    }
)
MATERIAL = _object(
    {
        "id": _TEXT,
        "name": _TEXT,
        "form": {"enum": ["original", "copy", "both"]},
        "where": _TEXT,
        "by": {"enum": ["applicant", "employer"]},
        "required": {"type": "boolean"},
        "at_hand": {"type": ["boolean", "null"]},
        "for": _list(_object({"id": _TEXT, "name": _TEXT})),
        "certainty": _TEXT,
        "sources": _list(SOURCE),
    }
)
_BAND = _list(
    _object(
        {"from": _TEXT, "to": _TEXT, "ongoing": {"type": "boolean"}, "employer": _MAYBE_TEXT, "at": _TEXT}
    )
)
BANDS = {
    **_object(
        {
            "from": _TEXT,
            "to": _TEXT,
            "resume": _BAND,
            "insurance": _BAND,
            "marks": _list(_object({"from": _TEXT, "to": _TEXT, "finding": _TEXT})),
        }
    ),
    "type": ["object", "null"],
}
CHECKED = _object(
    {
        **{key: RESULT["properties"][key] for key in ("on", "policy", "total", "pass_mark", "passes")},
        **{key: RESULT["properties"][key] for key in ("vetoed", "eligible", "eligibility", "vetoes")},
        "findings": _list(FINDING),
        "reasons": _list(REASON),
        "materials": _list(MATERIAL),
        "bands": BANDS,
        "assumptions": _list(_TEXT),
    }
)
_ERROR_LIST = {"errors": _list(_object({"at": _TEXT, "message": _TEXT}, {"found": {}, "code": _TEXT}))}
ERRORS = _object(_ERROR_LIST)
NOTICE_ANSWER = _object(
    {
        "code": _TEXT,
        "state": {"enum": ["valid", "expired", "revoked", "superseded"]},
        "holder": _object({"name": _TEXT, "id_number": _TEXT}),
        "points": {"type": ["integer", "null"]},
        "passes": {"type": ["boolean", "null"]},
        "decided_on": _DATE,
        "issued_on": _DATE,
        "valid_until": _MAYBE_DATE,
        "ended_on": _MAYBE_DATE,
    }
)
POLICY_VERSION = _object(
    {"id": _TEXT, "effective_from": _DATE, "effective_to": _MAYBE_DATE, "name": _TEXT, "certainty": _TEXT},
    {"note": _MAYBE_TEXT, "sources": _list(SOURCE)},
)
VALUE = _object(
    {
        "key": _TEXT,
        "name": _TEXT,
        "unit": _TEXT,
        "value": {},
        "from": _DATE,
        "to": _MAYBE_DATE,
        "certainty": _TEXT,
    },
    {
        "sources": _list(SOURCE),
        "dispute": _MAYBE_TEXT,
        "note": _MAYBE_TEXT,
        "amendment": {"type": "integer"},
    },
)
AMENDMENT = _object({"number": {"type": "integer"}, "name": _TEXT, "published": _DATE})
SECTION = _object(
    {"id": _TEXT, "kind": _TEXT, "name": _TEXT, "parameters": _list(VALUE), "sources": _list(SOURCE)},
    {"group": _MAYBE_TEXT},
)


def _response(text: str, body: dict[str, Any]) -> dict[str, Any]:
    return {"description": text, "content": {"application/json": {"schema": body}}}


def _query(name: str, body: dict[str, Any], text: str) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": False, "schema": body, "description": text}


_LANG = _query("lang", {"enum": ["zh", "en"], "default": "zh"}, "language of the texts")
_REFUSED = _response("the input is wrong: every problem with its place", ERRORS)


def on_a_profile(
    text: str,
    body: dict[str, Any],
    required: dict[str, Any] | None = None,
    optional: dict[str, Any] | None = None,
    example: dict[str, Any] | None = None,
) -> dict[str, Any]:
    """A call whose body is a profile document, perhaps a day and a language, and what else it takes."""
    return {
        "requestBody": {
            "required": True,
            "content": {
                "application/json": {
                    "schema": _object(
                        {"profile": json_schema(), **(required or {})},
                        {
                            "on": _MAYBE_DATE,
                            "lang": {"enum": ["zh", "en", None], "default": "zh"},
                            **(optional or {}),
                        },
                    ),
                    "example": {
                        "profile": {
                            "birth_date": "1990-06-15",
                            "education": [{"level": "bachelor", "degree": True}],
                        },
                        "on": "2026-11-22",
                        "lang": "zh",
                        **(example or {}),
                    },
                }
            },
        },
        "responses": {200: _response(text, body), 400: _REFUSED, 413: _REFUSED, 422: _REFUSED},
    }


SCORE = on_a_profile("the score, explained", RESULT)
CHECK = on_a_profile(
    "what would come back, what could not be checked, what to bring",
    CHECKED,
    optional={
        "have": {
            "type": ["array", "null"],
            "items": _TEXT,
            "description": "ids of the materials at hand; without it `at_hand` is null",
        }
    },
)
HISTORY: dict[str, Any] = {
    "parameters": [{"name": "section_id", "in": "path", "required": True, "schema": _TEXT}, _LANG],
    "responses": {
        200: _response(
            "the section with every value that its parameters have had",
            _object(
                {
                    **{key: SECTION["properties"][key] for key in ("id", "kind", "group", "name", "sources")},
                    "parameters": _list(
                        _object(
                            {
                                **{key: VALUE["properties"][key] for key in ("key", "name", "unit")},
                                "carries_on": {"type": "boolean"},
                                "values": _list(VALUE),
                            }
                        )
                    ),
                }
            ),
        ),
        404: _response("no such section", ERRORS),
        422: _REFUSED,
    },
}
POLICIES: dict[str, Any] = {
    "parameters": [_LANG],
    "responses": {
        200: _response("the policy versions, oldest first", _list(POLICY_VERSION)),
        400: _REFUSED,
        422: _REFUSED,
    },
}
POLICY: dict[str, Any] = {
    "parameters": [
        {"name": "policy_id", "in": "path", "required": True, "schema": _TEXT},
        _query("on", _DATE, "a day of the version; without it, the values last in force"),
        _LANG,
    ],
    "responses": {
        200: _response(
            "every value with its citation",
            _object(
                {"on": _DATE, "policy": POLICY_VERSION, "sections": _list(SECTION)},
                {"amendments": _list(AMENDMENT)},
            ),
        ),
        404: _response("no such version", ERRORS),
        400: _REFUSED,
        422: _REFUSED,
    },
}
NOTICE: dict[str, Any] = {
    "parameters": [
        {"name": "code", "in": "path", "required": True, "schema": _TEXT, "description": "as printed"},
        _LANG,
    ],
    "responses": {
        200: _response("what the notice is worth today, the holder masked", NOTICE_ANSWER),
        404: _response("no notice has this code", _object({"state": {"const": "unknown"}, **_ERROR_LIST})),
        400: _REFUSED,
        422: _REFUSED,
        429: {
            **_response("too many codes that do not exist; wait", ERRORS),
            "headers": {"Retry-After": {"schema": {"type": "integer"}, "description": "seconds to wait"}},
        },
    },
}
