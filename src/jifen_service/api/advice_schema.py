"""The OpenAPI description of forecasts and plans."""

from __future__ import annotations

from typing import Any

from jifen.advice.wages import LEAST, MOST
from jifen.advice.ways import LONGEST
from jifen_service.api.schema import RESULT, SOURCE, on_a_profile
from jifen_service.api.shapes import DATE, MAYBE_DATE, MAYBE_TEXT, TEXT, listed, objects

_INTEGER = {"type": "integer"}
_MAYBE_INTEGER = {"type": ["integer", "null"]}
_BOOLEAN = {"type": "boolean"}

POINT = objects(
    {
        "month": TEXT,
        "on": DATE,
        "total": _INTEGER,
        "passes": _BOOLEAN,
        "eligible": _BOOLEAN,
        "points": {"type": "object", "additionalProperties": _INTEGER},
    }
)
EVENT = objects(
    {
        "month": TEXT,
        "on": DATE,
        "indicator": TEXT,
        "name": TEXT,
        "points": _INTEGER,
        "total": _INTEGER,
        "text": TEXT,
        "other": MAYBE_TEXT,
        "sources": listed(SOURCE),
    }
)
FORECAST_ANSWER = objects(
    {
        "on": DATE,
        "until": DATE,
        "pass_mark": _INTEGER,
        "wage_growth": TEXT,
        "policy": RESULT["properties"]["policy"],
        "today": POINT,
        "months": listed(POINT),
        "events": listed(EVENT),
        "conditions": listed(
            objects({"month": TEXT, "on": DATE, "id": TEXT, "name": TEXT, "met": _BOOLEAN, "text": TEXT})
        ),
        "indicators": listed(objects({"id": TEXT, "group": TEXT, "name": TEXT, "sources": listed(SOURCE)})),
        "passes_from": MAYBE_DATE,
        "below_from": MAYBE_DATE,
        "assumptions": listed(TEXT),
    }
)
STEP = objects(
    {
        "action": TEXT,
        "family": TEXT,
        "name": TEXT,
        "start": TEXT,
        "finish": MAYBE_TEXT,
        "months": _MAYBE_INTEGER,
        "effort": _INTEGER,
        "certainty": TEXT,
        "pitfalls": listed(TEXT),
        "sources": listed(SOURCE),
    }
)
ONE_PLAN = objects(
    {
        "id": TEXT,
        "title": TEXT,
        "kind": listed(TEXT),
        "effort": _INTEGER,
        "effort_class": TEXT,
        "effort_name": TEXT,
        "reached": MAYBE_DATE,
        "slack_months": _MAYBE_INTEGER,
        "tight": _BOOLEAN,
        "least_over": _INTEGER,
        "falls": MAYBE_DATE,
        "eligible_from": MAYBE_DATE,
        "note": MAYBE_TEXT,
        "steps": listed(STEP),
        "keep": {"anyOf": [objects({"until": TEXT, "text": TEXT, "after": MAYBE_TEXT}), {"type": "null"}]},
        "months": listed(POINT),
        "events": listed(EVENT),
        "rules": listed(
            objects(
                {"id": TEXT, "name": TEXT, "points": _INTEGER, "because": TEXT, "sources": listed(SOURCE)}
            )
        ),
        "profile": {"type": "object"},
    }
)
_MAYBE_PLAN = {"anyOf": [ONE_PLAN, {"type": "null"}]}
PLAN_ANSWER = objects(
    {
        "on": DATE,
        "by": DATE,
        "until": DATE,
        "pass_mark": _INTEGER,
        "policy": RESULT["properties"]["policy"],
        "wage_growth": TEXT,
        "today": POINT,
        "reached": _BOOLEAN,
        "plans": listed(ONE_PLAN),
        "falling": listed(ONE_PLAN),
        "nearest": _MAYBE_PLAN,
        "earliest": _MAYBE_PLAN,
        "handling_months": _INTEGER,
        "start_before_months": _INTEGER,
        "deadlines": listed(
            objects({"child": _INTEGER, "milestone": TEXT, "name": TEXT, "by": DATE, "until": DATE})
        ),
        "assumptions": listed(TEXT),
    }
)
_GROWTH = {
    "type": ["number", "null"],
    "minimum": int(LEAST),
    "maximum": int(MOST),
    "description": "assumed yearly growth of the average wage in per cent, where none is published",
}

FORECAST: dict[str, Any] = on_a_profile(
    "the score month by month",
    FORECAST_ANSWER,
    optional={
        "until": {**MAYBE_TEXT, "description": "last month (YYYY-MM) or day; ten years ahead without it"},
        "wage_growth": _GROWTH,
    },
    example={"until": "2034-06"},
)
PLAN: dict[str, Any] = on_a_profile(
    "plans, or what comes nearest",
    PLAN_ANSWER,
    required={"by": {**DATE, "description": "the day on which the points are needed"}},
    optional={
        "until": {**MAYBE_DATE, "description": "the day through which they must be kept; `by` without it"},
        "wage_growth": _GROWTH,
        "months": {
            "type": ["object", "null"],
            "additionalProperties": {"type": "integer", "minimum": 1, "maximum": LONGEST},
            "description": "your own estimates of how long actions take, by the action's id",
        },
    },
    example={"by": "2030-10-01", "until": "2034-06-30"},
)
