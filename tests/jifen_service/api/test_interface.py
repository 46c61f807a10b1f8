"""The HTTP interface against its contract: results, errors with places, nothing else."""

import json
from typing import Any

import pytest
from django.test import Client

from jifen import check, score

PROFILE = {"birth_date": "1990-06-15", "education": [{"level": "bachelor", "degree": True}]}


def post(body: Any, **headers: Any) -> Any:
    content = body if isinstance(body, bytes | str) else json.dumps(body)
    return Client().post("/api/v1/score", content, content_type="application/json", **headers)


def errors(body: Any) -> list[dict[str, Any]]:
    response = post(body)
    assert response.status_code == 422, response.content
    found: list[dict[str, Any]] = response.json()["errors"]
    assert all(error["message"] for error in found)
    return found


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_answer_is_the_librarys(lang: Any) -> None:
    response = post({"profile": PROFILE, "on": "2026-11-22", "lang": lang})
    assert response.status_code == 200
    from datetime import date

    assert response.json() == score(PROFILE, on=date(2026, 11, 22), lang=lang)


def test_decimals_are_exact() -> None:
    run = '{"from": "2026-07", "base": %s}'
    body = '{"profile": {"birth_date": "1990-06-15", "social_insurance": [%s]}, "on": "2026-11-22"}'

    def months(base: str) -> str:
        answer = post(body % (run % base)).json()
        return next(item["because"] for item in answer["indicators"] if item["id"] == "si_base")

    assert months("10061.60") != months("10061.59")


def test_places_begin_with_profile() -> None:
    found = errors({"profile": {**PROFILE, "social_insurance": [{"from": "2020-01", "base": -1}]}})
    assert [error["at"] for error in found] == ["profile.social_insurance[0].base"]
    assert found[0]["found"] in (-1, "-1")


def test_everything_wrong_is_named_at_once() -> None:
    found = errors({"profile": {"birthdate": "x"}, "on": "soon", "lang": "fr", "prfile": 1})
    assert {error["at"] for error in found} >= {
        "prfile",
        "on",
        "lang",
        "profile.birthdate",
        "profile.birth_date",
    }


def test_messages_in_the_asked_language() -> None:
    assert post({"profile": {}, "lang": "en"}).json()["errors"][0]["message"].isascii()


@pytest.mark.parametrize(
    "body", ["", "[]", "null", "{", "\x00", '{"profile": []}', "{}", '{"profile": {}} x']
)
def test_nonsense(body: str) -> None:
    errors(body)


def test_too_large() -> None:
    assert post(b" " * 2_000_000).status_code == 413


def test_a_date_without_policy() -> None:
    assert errors({"profile": PROFILE, "on": "2015-06-30"})[0]["at"] == "on"


def test_policies() -> None:
    listed = Client().get("/api/v1/policies?lang=en").json()
    assert [policy["id"] for policy in listed] == ["shanghai-2015", "shanghai-2018", "shanghai-2023"]
    one = Client().get("/api/v1/policies/shanghai-2018?on=2018-05-01").json()
    assert one["policy"]["id"] == "shanghai-2018"
    assert all(value["sources"] for section in one["sections"] for value in section["parameters"])
    # The routes to the household registration are not known for that day, but for today.
    assert one["settlement"] is None
    known = Client().get("/api/v1/policies/shanghai-2023").json()["settlement"]
    assert {"permit", "returned"} < {route["id"] for route in known["routes"]}
    assert all(value["sources"] for value in known["parameters"])


def test_policies_unknown_and_outside() -> None:
    assert Client().get("/api/v1/policies/shanghai-1999").status_code == 404
    assert Client().get("/api/v1/policies/shanghai-2018?on=2024-01-01").status_code == 422
    assert Client().get("/api/v1/policies/shanghai-2018?on=soon").status_code == 422


def test_a_page_to_try_it_that_asks_no_other_host() -> None:
    page = Client().get("/api/v1/docs")
    assert page.status_code == 200
    assert "//" not in page.content.decode().replace("http://testserver", "").replace("<!--", "").replace(
        "-->", ""
    )


def test_the_pre_check_is_the_librarys_and_names_both_facts() -> None:
    from datetime import date

    job = {"employer": "甲公司", "contract_until": "2026-12-01"}
    paid = [{"from": "2020-01", "base": 9000, "employer": "乙公司"}]
    profile = {**PROFILE, "employment": job, "social_insurance": paid}
    body = json.dumps({"profile": profile, "on": "2026-11-22", "lang": "en"})
    response = Client().post("/api/v1/check", body, content_type="application/json")
    assert response.status_code == 200
    assert response.json() == check(profile, on=date(2026, 11, 22), lang="en")
    places = {item["id"]: [fact["at"] for fact in item["facts"]] for item in response.json()["findings"]}
    assert places == {
        "payer_not_contract": ["employment.employer", "social_insurance[0].employer"],
        "contract_ending": ["employment.contract_until", "on"],
    }


def test_the_pre_check_says_of_each_material_whether_it_is_at_hand() -> None:
    def asked(have: object) -> dict:
        body = json.dumps({"profile": PROFILE, "on": "2026-11-22", "lang": "en", "have": have})
        return Client().post("/api/v1/check", body, content_type="application/json").json()

    there = {item["id"]: item["at_hand"] for item in asked(["permit"])["materials"]}
    assert [name for name, at_hand in there.items() if at_hand] == ["permit"]
    assert {item["at_hand"] for item in asked(None)["materials"]} == {None}
    assert [error["at"] for error in asked("permit")["errors"]] == ["have"]
    assert [error["at"] for error in asked(["permit", 7])["errors"]] == ["have[1]"]
    assert "passport" in asked(["passport"])["errors"][0]["message"]
