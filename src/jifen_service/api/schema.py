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


def response(text: str, body: dict[str, Any]) -> dict[str, Any]:
    """One answer of a call: what it says, its shape."""
    return {"description": text, "content": {"application/json": {"schema": body}}}


def query(name: str, body: dict[str, Any], text: str) -> dict[str, Any]:
    """A value that may stand in the query."""
    return {"name": name, "in": "query", "required": False, "schema": body, "description": text}


LANG = query("lang", {"enum": ["zh", "en"], "default": "zh"}, "language of the texts")
REFUSED = response("the input is wrong: every problem with its place", ERRORS)


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
        "responses": {200: response(text, body), 400: REFUSED, 413: REFUSED, 422: REFUSED},
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
NOTICE: dict[str, Any] = {
    "parameters": [
        {"name": "code", "in": "path", "required": True, "schema": _TEXT, "description": "as printed"},
        LANG,
    ],
    "responses": {
        200: response("what the notice is worth today, the holder masked", NOTICE_ANSWER),
        404: response("no notice has this code", _object({"state": {"const": "unknown"}, **_ERROR_LIST})),
        400: REFUSED,
        422: REFUSED,
        429: {
            **response("too many codes that do not exist; wait", ERRORS),
            "headers": {"Retry-After": {"schema": {"type": "integer"}, "description": "seconds to wait"}},
        },
    },
}
