"""From a result onward, over HTTP: the curve at 44, what if, what would come back; the document travels."""

import json
import re
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client
from icalendar import Calendar

from jifen import forecast
from jifen_service.portal.ahead import asked as asking
from jifen_service.portal.ahead.curve import HEIGHT, draw

TODAY = date(2026, 11, 22)
BACHELOR: dict[str, Any] = {
    "birth_date": "1983-03-15",
    "on": "2026-11-22",
    "education": [{"level": "bachelor", "degree": True}],
}
PAID = {**BACHELOR, "social_insurance": [{"from": "2024-12", "base": 9000, "employer": "某公司"}]}
DETAINED = {**PAID, "conduct": {"detentions": ["2024-05-01"]}, "credentials": [{"level": "skill_4"}]}


@pytest.fixture
def client() -> Client:
    return Client(headers={"host": "localhost"})


def post(client: Client, name: str, document: dict[str, Any], **more: str) -> str:
    response = client.post(f"/self-test/{name}", {"document": json.dumps(document), **more})
    assert response.status_code == 200, response.content.decode()[:500]
    assert "no-store" in response["Cache-Control"]
    return unescape(response.content.decode())


def test_at_44_the_curve_falls_below_the_mark_and_with_insurance_it_does_not(client: Client) -> None:
    falls = post(client, "years", BACHELOR)
    assert "现在 120 分, 到 2027-03-15 降到 120 以下" in falls
    assert re.search(r"44 周岁</td><td class=\"figure\">−1</td><td class=\"figure\"><strong>119<", falls)
    holds = post(client, "years", PAID)
    assert "一直不低于 120" in holds
    assert (
        'name="document" value="{&quot;birth_date'
        in client.post("/self-test/years", {"document": json.dumps(PAID)}).content.decode()
    )


def test_what_if_is_answered_against_going_on_as_now(client: Client) -> None:
    live = post(client, "years/live", BACHELOR, base_from="2027-01", ratio="1")
    assert "2027-12-01 又回到 120。" in live
    assert "不改的话: 现在 120 分, 到 2027-03-15 降到 120 以下。" in live
    assert 'class="before"' in live
    assert 'id="events" hx-swap-oob="innerHTML"' in live
    wrong = post(client, "years/live", BACHELOR, base_from="2026-11", wage_growth="much")
    assert 'id="base_from-error" hx-swap-oob="outerHTML">要从下个月或更晚开始' in wrong
    assert 'id="wage_growth-error" hx-swap-oob="outerHTML">写百分数' in wrong
    assert 'class="before"' not in wrong


def test_a_changed_base_ends_the_run_of_today_and_goes_on_with_its_employer() -> None:
    asked = asking.read(QueryDict("base_from=2027-07&ratio=1.5&stop_from=2030-01"), TODAY)
    assert asking.changed(PAID, asked)["social_insurance"] == [
        {"from": "2024-12", "base": 9000, "employer": "某公司", "to": "2027-06"},
        {"from": "2027-07", "ratio": 1.5, "employer": "某公司", "to": "2029-12"},
    ]
    half = asking.read(QueryDict("ratio=2"), TODAY)
    assert half.errors == {"base_from": "月份和倍数要一起填"}
    assert asking.changed(PAID, half) == PAID


@pytest.mark.parametrize("document", [BACHELOR, PAID, DETAINED], ids=["bachelor", "paid", "detained"])
def test_the_picture_is_the_forecast(document: dict[str, Any]) -> None:
    found = forecast(document, until=date(2040, 1, 1))
    curve = draw(found, "zh")
    per_point = (HEIGHT - curve.mark_at) / curve.pass_mark
    for index, month in enumerate(found["months"]):
        here = 100 * (index + 0.5) / len(found["months"])
        blocks = {block.id: block for block in curve.blocks if block.x < here < block.x + block.width}
        taken = blocks.pop("deducted", None)
        heights = {name: round(block.height / per_point) for name, block in blocks.items()}
        assert heights == {name: points for name, points in month["points"].items() if points > 0}
        total = sum(heights.values()) - (round(taken.height / per_point) if taken else 0)
        assert total == month["total"]
        row = [row for row in curve.rows if row.at <= index][-1]
        assert row.total == month["total"]
        assert (
            dict(zip([name for name, *_ in curve.names], row.points, strict=True)).items()
            >= month["points"].items()
        )


def test_what_would_come_back_names_both_facts_and_leads_to_their_fields(client: Client) -> None:
    document = {
        **PAID,
        "employment": {"employer": "另一家公司", "contract_until": "2026-12-01"},
        "resume": [{"from": "2024-12", "to": "2025-06", "place": "上海", "employer": "某公司"}],
    }
    page = post(client, "check", document)
    assert "有 3 处可能让申请被退回" in page
    assert "2025-07–2026-11 有社保, 履历里这段时间是空的" in page
    for field in ("employment-employer", "social_insurance-0-employer", "employment-contract_until"):
        assert f'formaction="/exact#{field}"' in page
    assert 'class="part"' in page
    english = Client(headers={"host": "localhost"}).post(
        "/en/self-test/check", {"document": json.dumps(document)}
    )
    assert not re.search(
        r"[一-鿿]", re.sub(r"某公司|另一家公司|上海|<[^>]*>|中文|学信网", "", english.content.decode())
    )


@pytest.mark.parametrize("name", ["years", "years/live", "check"])
def test_what_cannot_be_read_is_said_with_its_place(client: Client, name: str) -> None:
    response = client.post(f"/self-test/{name}", {"document": '{"birthdate": "x"}'})
    assert response.status_code == 422
    assert "birthdate" in response.content.decode()


MOTHER: dict[str, Any] = {
    "birth_date": "1988-06-15",
    "on": "2026-11-26",
    "education": [{"level": "junior_college"}],
    "social_insurance": [{"from": "2018-07", "base": 9600, "employer": "某公司"}],
    "children": [{"birth_date": "2016-03-09"}],
}


def test_a_child_brings_the_milestones_and_a_plan_goes_into_the_calendar(client: Client) -> None:
    page = post(client, "plans", MOTHER)
    assert "种办法能在 2030-10-01 前达到 120" in page
    assert 'value="0-gaokao"' in page
    later = post(client, "plans", MOTHER, milestone="0-gaokao")
    assert "从 2033-10-01 要用到 2034-06-30" in later
    plan_id = re.search(r'name="plan" value="([^"]+)"', page)
    assert plan_id
    response = client.post("/self-test/plans/steps.ics", {"document": json.dumps(MOTHER), "plan": plan_id[1]})
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    events = {str(event["summary"]): event for event in Calendar.from_ical(response.content).events}
    assert events["从这天起要用积分"]["dtstart"].dt == date(2030, 10, 1)
    assert events["到这天为止积分要一直够"]["dtstart"].dt == date(2031, 6, 30)
    assert any(summary.startswith("开始: ") for summary in events)
    assert "1988" not in response.content.decode()
    missing = client.post("/self-test/plans/steps.ics", {"document": json.dumps(MOTHER), "plan": "none"})
    assert missing.status_code == 404


def test_days_and_estimates_are_taken_as_typed_and_without_a_need_nothing_is_planned(client: Client) -> None:
    alone = {key: value for key, value in MOTHER.items() if key != "children"}
    assert "先说什么时候要用" in post(client, "plans", alone)
    typed = post(client, "plans", alone, _asked="1", by="2029-09-01", until="2028-01-01", child="soon")
    assert "从 2029-09-01 要用到 2029-09-01" in typed
    assert "不能早于要用的那天" in typed
    assert "写日期, 如 2030-09-01" in typed
    soon = post(client, "plans", alone, _asked="1", by="2027-02-01")
    assert "没有办法能在 2027-02-01 前达到 120 并一直够用" in soon
    assert "赶不上, " in soon
