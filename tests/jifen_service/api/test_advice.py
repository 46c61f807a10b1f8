"""Forecast and plan over HTTP: the library's own answers, errors with places, nothing expensive."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

from django.test import Client

from jifen import forecast, plan, settle
from jifen.profile.models import Settlement

PROFILE = {"birth_date": "1983-03-15", "education": [{"level": "bachelor", "degree": True}]}
ON = date(2026, 11, 22)


def post(call: str, **body: Any) -> Any:
    content = json.dumps({"profile": PROFILE, "on": ON.isoformat(), **body})
    return Client().post(f"/api/v1/{call}", content, content_type="application/json")


def test_a_forecast_is_the_librarys() -> None:
    response = post("forecast", until="2030-01", wage_growth=3.5, lang="en")
    assert response.status_code == 200
    growth = Decimal("3.5")
    assert response.json() == forecast(PROFILE, on=ON, until=date(2030, 1, 1), wage_growth=growth, lang="en")
    assert post("forecast").json()["until"] == "2036-11-30"


def test_a_plan_is_the_librarys() -> None:
    response = post("plan", by="2027-12-01", until="2034-06-30", months={"intermediate": 9})
    assert response.status_code == 200
    asked = {"by": date(2027, 12, 1), "until": date(2034, 6, 30), "months": {"intermediate": 9}}
    assert response.json() == plan(PROFILE, on=ON, **asked)


def places(response: Any) -> set[str]:
    assert response.status_code == 422, response.content
    return {error["at"] for error in response.json()["errors"] if error["message"]}


def test_everything_wrong_is_named_at_once() -> None:
    wrong = {"until": "soon", "wage_growth": "much", "months": {"intermediate": 1.5}, "unitl": 1}
    response = post("plan", profile={"birthdate": "x"}, **wrong)
    asked = {"by", "until", "wage_growth", "months.intermediate", "unitl"}
    assert places(response) == asked | {"profile.birthdate", "profile.birth_date"}
    assert places(post("forecast", until="2026-13", by="2027-01-01")) == {"until", "by"}
    assert places(post("plan", by="2027-01-01", months=[])) == {"months"}


def test_what_would_cost_too_much_is_refused() -> None:
    assert places(post("forecast", until="2090-01")) == {"until"}
    assert places(post("plan", by="2027-01-01", until="2090-01-01")) == {"until"}
    runs = [{"from": "2020-01", "base": 9000 + number} for number in range(301)]
    assert places(post("plan", profile={**PROFILE, "social_insurance": runs}, by="2028-01-01")) == {
        "social_insurance"
    }


def test_the_settlement_test_is_the_librarys() -> None:
    known = {**PROFILE, "settlement": {"bad_conduct": True, "family": "spouse"}}
    response = post("settle", profile=known, lang="en")
    assert response.status_code == 200
    assert response.json() == settle(known, on=ON, lang="en")
    assert response.json()["next"]["id"] in Settlement.model_fields
    wrong = {**PROFILE, "settlement": {"family": "cousin"}}
    assert places(post("settle", profile=wrong)) == {"profile.settlement.family"}
