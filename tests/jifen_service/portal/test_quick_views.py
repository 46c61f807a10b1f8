"""The quick self-test over HTTP: as a page, as a fragment, with nonsense, in both languages."""

import re
from html import unescape

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from jifen_service.config import clock
from jifen_service.portal.quick.questions import fields, questions

ANSWERS = {
    "birth_date_year": "1990", "birth_date_month": "6", "birth_date_day": "15",
    "education": "bachelor_degree", "study": "full_time", "credential": "none", "years": "5",
    "base": "standard", "since_year": str(clock.today().year - 5), "since_month": str(clock.today().month),
    "spouse": "no", "standing": ["permit", "employed"],
}  # fmt: skip


@pytest.fixture
def client() -> Client:
    return Client(headers={"host": "localhost"})


def body(response: object) -> str:
    return unescape(response.content.decode())


def text(response: object) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", body(response)))


def test_the_front_door_asks_at_once(client: Client) -> None:
    page = body(client.get("/quick"))
    assert '<html lang="zh-Hans">' in page
    assert "你的出生日期" in page
    assert "先填第 1 题" in page
    assert page.count("<fieldset") <= 10
    assert page.count("<legend") == page.count("<fieldset")


def test_english_by_the_address(client: Client) -> None:
    page = body(client.get("/en/quick"))
    assert '<html lang="en">' in page
    assert "When were you born?" in page
    assert 'href="/quick"' in page
    assert not re.search(r"[\u4e00-\u9fff]", re.sub(r"学信网|大专|中文", "", re.sub(r"<[^>]*>", "", page)))


def test_handing_in_gives_the_result_and_keeps_the_answers(client: Client) -> None:
    response = client.post("/quick", ANSWERS)
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    page = body(response)
    assert 'id="result"' in page
    assert re.search(r'<span class="figure">185</span>', page)
    assert "已达 120" in page
    assert "现在可以申请" in page
    assert "你说现在有效" in page
    assert 'value="1990"' in page
    assert re.search(r'id="education-bachelor_degree"[^>]* checked', page)
    assert '"birth_date":"1990-06-15"' in page


def test_the_result_names_every_indicator_with_reason_source_and_certainty(client: Client) -> None:
    result = body(client.post("/quick", ANSWERS)).split('id="result"')[1].split('class="quick"')[0]
    assert result.count('<details class="row') == 17
    assert result.count('class="because"') == 17
    assert "政府文件原文" in result
    assert "口径有争议" in result
    assert "你的学历在学信网查得到" in result
    assert "没有得分的 13 项" in result


def test_the_fragment_moves_with_the_answers(client: Client) -> None:
    first = client.post(
        "/quick/result", {name: ANSWERS[name] for name in ANSWERS if name.startswith("birth")}
    )
    assert '<span class="figure">30</span>' in body(first)
    assert "还差 90 分" in body(first)
    whole = body(client.post("/quick/result", ANSWERS))
    assert '<span class="figure">185</span>' in whole
    assert 'role="img" aria-label="总分 185' in whole
    assert "<html" not in whole
    assert 'id="result"' not in whole
    assert 'id="result"' in body(client.post("/quick/result", ANSWERS | {"whole": "1"}))


def test_the_fragment_leaves_out_what_it_cannot_read_and_says_which(client: Client) -> None:
    page = body(client.post("/quick/result", ANSWERS | {"education": "professor", "years": "many"}))
    assert '<a href="#education-none">第 2 题' in page
    assert '<a href="#years">第 5 题' in page
    assert '<span class="figure">95</span>' in page


def test_the_fragment_does_not_nag_while_one_types(client: Client) -> None:
    half = ANSWERS | {"since_month": ""}
    assert 'class="unread"' not in body(client.post("/quick/result", half))
    assert "请把年、月填全" in body(client.post("/quick", half))


def test_errors_stand_in_a_summary_and_beside_the_field(client: Client) -> None:
    page = body(client.post("/quick", ANSWERS | {"birth_date_month": "13", "years": "many"}))
    assert page.index('class="error-summary"') < page.index("<form")
    assert '<a href="#birth_date_year">第 1 题' in page
    assert '<a href="#years">第 5 题' in page
    assert 'id="years-error"' in page
    assert re.search(r'id="years"[^>]*aria-invalid="true" aria-describedby="years-error"', page)
    assert 'value="many"' in page
    assert 'id="result"' not in page
    assert "<title>请看一下:" in page


def test_handing_in_nothing_asks_for_the_birth_date(client: Client) -> None:
    response = client.post("/quick", {})
    assert response.status_code == 200
    assert "请填写出生日期" in text(response)


def test_unanswered_questions_are_named_in_the_result(client: Client) -> None:
    only = {name: value for name, value in ANSWERS.items() if name.startswith(("birth", "education"))}
    assert "第 3、4、5、6、8 题没有答" in text(client.post("/quick", only))


def test_a_veto_is_the_first_thing_said(client: Client) -> None:
    page = text(client.post("/quick", ANSWERS | {"conduct": ["serious_crime"]}))
    assert "有一票否决情形" in page
    assert "现在不能申请" in page
    assert "现在可以申请" not in page


def test_what_was_typed_is_escaped(client: Client) -> None:
    page = client.post("/quick", ANSWERS | {"years": '"><script>alert(1)</script>'}).content.decode()
    assert "<script>alert" not in page


def names() -> list[str]:
    from jifen import default_engine

    asked = fields(questions(default_engine().book.law_on(clock.today()), "zh"))
    parts = [f"{name}_{part}" for name in ("birth_date", "since") for part in ("year", "month", "day")]
    return [*asked, *parts, "whole", "csrf", "document"]


WORDS = st.sampled_from(
    ["1990", "6", "15", "standard", "yes", "-1", "0", "1e9", "NaN", "Infinity", "٣", "\x00", "๑๙"]
)


@given(
    st.dictionaries(st.sampled_from(names()), st.lists(WORDS | st.text(max_size=12), max_size=3), max_size=12)
)
def test_nonsense_is_answered_and_never_breaks(posted: dict[str, list[str]]) -> None:
    client = Client(headers={"host": "localhost"})
    for address in ("/quick", "/quick/result", "/en/quick"):
        assert client.post(address, posted).status_code == 200
