"""The OpenAPI description of the settlement self-test."""

from __future__ import annotations

from typing import Any

from jifen_service.api.schema import SOURCE, on_a_profile
from jifen_service.api.shapes import DATE, MAYBE_TEXT, TEXT, listed, objects

_BOOLEAN = {"type": "boolean"}
_CONDITION = objects(
    {
        "id": TEXT,
        "name": TEXT,
        "state": {"enum": ["yes", "no", "unknown"]},
        "needs": TEXT,
        "certainty": TEXT,
        "certainty_text": TEXT,
        "sources": listed(SOURCE),
        "wait_months": {"type": ["integer", "null"]},
    }
)
_ROUTE = objects(
    {
        "id": TEXT,
        "name": TEXT,
        "state": {"enum": ["met", "near", "closed", "advice", "open"]},
        "text": TEXT,
        "earliest": {
            **MAYBE_TEXT,
            "description": "month in which waiting may bring what is missing",
        },
        "caution": {**MAYBE_TEXT, "description": "what is disputed or not known of the route's rules"},
        "certainty": TEXT,
        "certainty_text": TEXT,
        "conditions": listed(_CONDITION),
        "sources": listed(SOURCE),
    }
)
_QUESTION = objects(
    {
        "id": {**TEXT, "description": "the key of the answer in the profile's `settlement` section"},
        "kind": {"enum": ["yes_no", "choice", "months", "number"]},
        "text": TEXT,
        "hint": MAYBE_TEXT,
        "choices": listed(objects({"id": TEXT, "text": TEXT})),
    }
)
_ANSWERS = {"type": "object", "additionalProperties": {"type": ["boolean", "string", "integer"]}}

SETTLE: dict[str, Any] = on_a_profile(
    "every route, and the next question that still matters",
    objects(
        {
            "on": DATE,
            "decided": _BOOLEAN,
            "routes": listed(_ROUTE),
            "next": {"anyOf": [_QUESTION, {"type": "null"}]},
            "answers": _ANSWERS,
            "from_profile": listed(TEXT),
        }
    ),
)
