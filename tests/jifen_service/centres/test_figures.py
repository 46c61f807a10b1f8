"""The figures of a district: counted within it, drawn, tabled, as a spreadsheet."""

import io

import pytest
from openpyxl import load_workbook
from tests.jifen_service.casework import world as w

from jifen_service.charts.bars import chart
from jifen_service.charts.period import period
from jifen_service.charts.sheet import _harmless


@pytest.fixture
def returned(world):
    case = w.advance(world, w.new_case(world), "deliver")
    w.take(world, case, "refuse", "window", reasons=["address", "permit"])
    return case


def test_reasons_and_returns_are_counted_in_their_district_alone(world, returned, sign_in):
    asked = "/desk/figures/?since=2026-07-01&until=2026-07-31"
    here = {chart.key: chart for chart in sign_in("lead").get(asked).context["charts"]}
    assert {bar.key: bar.count for bar in here["reasons"].bars} == {"address": 1, "permit": 1}
    assert {bar.key: bar.count for bar in here["returns"].bars}["refuse"] == 1
    there = {chart.key: chart for chart in sign_in("window_elsewhere").get(asked).context["charts"]}
    assert there["reasons"].is_empty
    assert there["funnel"].is_empty


def test_every_bar_has_a_table_under_it(world, returned, sign_in):
    page = sign_in("lead").get("/desk/figures/?since=2026-07-01&until=2026-07-31").content.decode()
    assert page.count("<figure") == 8
    assert page.count('<table class="table">') == page.count('class="bars"')
    assert "style=" not in page


def test_the_spreadsheet_has_a_sheet_a_chart(world, returned, sign_in):
    answer = sign_in("lead").get("/desk/figures/sheet/?since=2026-07-01&until=2026-07-31")
    book = load_workbook(io.BytesIO(answer.content))
    assert len(book.sheetnames) == 9
    assert book.worksheets[0]["B1"].value.startswith("浦东新区")
    reasons = dict(list(book["为什么退回"].iter_rows(values_only=True, max_col=2))[1:])
    assert reasons["居住证即将到期或未签注"] == 1


def test_a_text_is_never_a_formula():
    assert _harmless("=1+1") == "'=1+1"
    assert _harmless("送件") == "送件"


def test_shares_are_of_the_first_bar_and_widths_of_the_longest():
    drawn = chart("funnel", "", "", [("a", "A", 4), ("b", "B", 1)], tone="funnel")
    assert [(bar.width, bar.share) for bar in drawn.bars] == [(100.0, 100), (25.0, 25)]
    assert chart("x", "", "", []).is_empty


def test_a_period_that_cannot_be_read_is_the_usual_one():
    today = w.START.date()
    usual = period({}, today)
    assert period({"since": "soon", "until": "later"}, today) == usual
    assert period({"since": "0001-01-01", "until": "9999-12-31"}, today) == usual
    assert period({"since": "0001-01-01", "until": "0001-01-03"}, today) == usual
    since, until = period({"since": "2026-08-01", "until": "2026-07-01"}, today)
    assert since < until
