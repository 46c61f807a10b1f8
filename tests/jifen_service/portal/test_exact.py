"""The exact self-test's page: it works without script, answers nonsense with words, and keeps nothing."""

import io
import re
from datetime import date
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from tests.jifen.profile.examples import TEXT
from tests.strategies import documents

from jifen.profile import load
from jifen_service.forms.insurance import read_record
from jifen_service.portal.exact import views
from jifen_service.portal.exact.form import write_json

PAGE, LIVE = "/exact", "/exact/live"
TODAY = "2026-11-22"
BACHELOR = {
    "_form": "1",
    "birth_date": "1990-06-15",
    "on": TODAY,
    "_entry": ["education[0]"],
    "education[0].level": "bachelor",
    "education[0].degree": "true",
}
RECORD = "月份\t缴费基数\n2026-07\t9000\n2026-08\t9000\n2026-13\t9000\n"


@pytest.fixture
def page():
    client = Client(SERVER_NAME="localhost", enforce_csrf_checks=True)
    client.raise_request_exception = True
    return client


def text(response):
    assert response.status_code == 200
    return unescape(response.content.decode())


def document_in(response):
    """The document that the page holds for the browser to keep."""
    return load(
        unescape(re.search(r'<textarea id="document"[^>]*>(.*?)</textarea>', text(response), re.DOTALL)[1])
    )


def fields_in(response):
    """What the page's form would send if one pressed a button at once."""
    sent: dict[str, list[str]] = {}
    form = re.search(r'<form id="exact-form".*?</form>', response.content.decode(), re.DOTALL)[0]
    for tag in re.findall(r"<input[^>]*>", form):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        ticked = 'type="checkbox"' not in tag or " checked" in tag
        if name and ticked and 'type="file"' not in tag:
            sent.setdefault(unescape(name[1]), []).append(unescape(value[1]) if value else "")
    for name, options in re.findall(r'<select[^>]*name="([^"]*)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', options)
        sent.setdefault(unescape(name), []).append(unescape(chosen[1]) if chosen else "")
    return sent


# ── the page ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("address", "title"), [("/exact", "精确测算"), ("/en/exact", "Exact")])
def test_a_fresh_page_asks_and_complains_of_nothing(page, address, title):
    shown = text(page.get(address))
    assert title in shown
    assert "error-summary" not in shown
    assert "aria-invalid" not in shown
    assert "style=" not in shown


def test_computing_shows_the_result_and_keeps_what_was_typed(page):
    response = page.post(PAGE, {**BACHELOR, "_compute": "1"})
    shown = text(response)
    assert 'id="result"' in shown
    assert re.search(r'class="figure">120<', shown)
    assert fields_in(response)["education[0].level"] == ["bachelor"]
    assert response.headers["Cache-Control"].startswith("max-age=0")
    assert not response.cookies


def test_the_live_part_has_the_total_and_the_headings(page):
    shown = text(page.post(LIVE, BACHELOR))
    assert re.search(r'class="figure">120<', shown)
    assert 'id="points-education" hx-swap-oob' in shown
    assert "<html" not in shown


def test_entries_are_added_and_removed_by_buttons_alone(page):
    response = page.post(PAGE, {"_form": "1", "_add": "education"})
    response = page.post(PAGE, {**fields_in(response), "_add": "education"})
    sent = fields_in(response)
    assert sent["_entry"] == ["education[0]", "education[1]"]
    assert re.search(r'id="education-1-level"[^>]*autofocus', text(response))
    sent |= {
        "education[0].level": "junior_college",
        "education[1].level": "master",
        "birth_date": "1990-06-15",
    }
    response = page.post(PAGE, {**sent, "_remove": "education[0]"})
    assert document_in(response)["education"] == [{"level": "master"}]


def test_a_full_document_survives_being_shown_and_sent_back(page):
    arrived = page.post(PAGE, {"document": TEXT})
    returned = page.post(PAGE, {**fields_in(arrived), "_compute": "1"})
    assert document_in(returned) == load(write_json(load(TEXT)))
    assert 'name="children[0].birth_date' in text(returned)


@settings(max_examples=25, deadline=None)
@given(documents())
def test_every_document_arrives_and_returns(document):
    client = Client(SERVER_NAME="localhost")
    arrived = client.post(PAGE, {"document": write_json(document)})
    returned = client.post(PAGE, {**fields_in(arrived), "_compute": "1"})
    assert 'id="whole"' in text(returned)
    assert document_in(returned) == document_in(arrived)


def test_the_years_asked_for_follow_the_evaluation_date(page):
    shown = text(page.post(PAGE, {**BACHELOR, "on": "2024-05-01", "business.taxes.2012": "7"}))
    assert re.findall(r'name="business.taxes.(\d+)"', shown) == ["2012", "2021", "2022", "2023"]


def test_the_levels_bear_the_names_of_the_law(page):
    shown = text(page.post("/en/exact", {"_form": "1", "_add": "credentials"}))
    assert "skill level 5" in shown


# ── what must be put right ────────────────────────────────────────────────────────────────────────


def test_errors_stand_on_top_with_links_and_beside_their_fields(page):
    wrong = {**BACHELOR, "birth_date": "yesterday", "_entry": ["education[0]", "social_insurance[0]"]}
    wrong |= {"social_insurance[0].from": "2026-01", "social_insurance[0].base": "九千"}
    shown = text(page.post(PAGE, {**wrong, "_compute": "1"}))
    assert '<a href="#birth_date">出生日期</a>' in shown
    assert '<a href="#social_insurance-0-base">缴费段 1 · 月基数 (元)</a>' in shown
    field = re.search(r'<input[^>]*id="social_insurance-0-base"[^>]*>', shown)[0]
    assert 'value="九千"' in field
    assert 'aria-invalid="true"' in field
    assert 'aria-describedby="social_insurance-0-base-error"' in field
    assert 'id="social_insurance-0-base-error"' in shown
    assert re.search(r'<input[^>]*type="text"[^>]*id="birth_date"[^>]*value="yesterday"', shown)
    assert re.search(r'<details class="topic more" id="topic-insurance" open\b', shown)


def test_typing_is_not_asking(page):
    response = page.post(PAGE, {"_form": "1", "_add": "education"})
    assert "error-summary" not in text(response)
    shown = text(page.post(LIVE, {"_form": "1", "_entry": "education[0]", "education[0].degree": "true"}))
    assert "还有 2 处要看" in shown


def test_what_no_field_shows_can_be_taken_out(page):
    response = page.post(PAGE, {"document": '{"birth_date": "1990-06-15", "hobby": "chess"}'})
    assert 'name="_drop" value="hobby"' in text(response)
    response = page.post(PAGE, {**fields_in(response), "_drop": "hobby"})
    assert document_in(response) == {"birth_date": "1990-06-15"}


@pytest.mark.parametrize(("on", "words"), [("2010-01-01", "没有生效的积分政策"), ("soon", "日期要写成")])
def test_a_day_without_law_is_said_at_the_day(page, on, words):
    shown = text(page.post(PAGE, {**BACHELOR, "on": on, "_compute": "1"}))
    assert '<a href="#on">计算日期</a>' in shown
    assert words in shown


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "[1, 2]",
        "birth_date: [",
        "\0",
        "x" * 5000,
        '{"birth_date": {"a": [[[[[[]]]]]]}}',
        "education: oops",
    ],
)
def test_a_document_that_cannot_be_read_is_told_and_replaces_nothing(page, content):
    upload = SimpleUploadedFile("profile.yaml", content.encode())
    shown = text(page.post(PAGE, {**BACHELOR, "_document_file": upload, "_open": "1"}))
    assert 'id="errors"' in shown
    assert "Traceback" not in shown


def test_a_broken_file_leaves_the_answers_as_they_were(page):
    upload = SimpleUploadedFile("profile.yaml", b"\x89PNG\r\n")
    response = page.post(PAGE, {**BACHELOR, "_document_file": upload, "_open": "1"})
    assert fields_in(response)["education[0].level"] == ["bachelor"]


NAMES = [
    "_rest", "_entry", "_add", "_remove", "_drop", "_record", "_pasted", "_open", "document", "on",
    "birth_date", "education[0].level", "education", "social_insurance[3].from", "conduct.crimes[0]",
    "business.taxes.2024", "[0]", ".",
]  # fmt: skip
VALUES = ["education", "education[0]", "[[[1],2]]", '[[["a",0,"b"],{}]]', "2024-01"]


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(st.sampled_from(NAMES), st.text(max_size=30) | st.sampled_from(VALUES), max_size=6),
    st.booleans(),
    st.sampled_from([PAGE, LIVE, "/en/exact"]),
)
def test_nonsense_is_answered_with_a_page(sent, own_form, address):
    client = Client(SERVER_NAME="localhost")
    response = client.post(address, {**sent, **({"_form": "1"} if own_form else {})})
    assert response.status_code == 200


def test_more_fields_than_anyone_has_are_refused_in_words(page):
    response = page.post(PAGE, {"_form": "1", **{f"x{n}": "" for n in range(5000)}})
    assert 'id="errors"' in text(response)


# ── the insurance record ──────────────────────────────────────────────────────────────────────────


def test_a_pasted_record_moves_the_total_and_tells_its_wrong_rows(page):
    response = page.post(PAGE, {**BACHELOR, "_pasted": RECORD, "_record": "replace"})
    shown = text(response)
    assert "2 个月已读入 (2026-07 至 2026-08), 1 行有问题" in shown
    assert re.search(r'<td class="figure">4</td><td>月份</td>', shown)
    assert "2026-13" in re.search(r'<textarea[^>]*id="pasted".*?</textarea>', shown, re.DOTALL)[0]
    assert document_in(response)["social_insurance"] == [{"from": "2026-07", "to": "2026-08", "base": 9000}]


def test_a_file_is_read_by_its_content_whatever_its_name(page):
    upload = SimpleUploadedFile("record.pdf", RECORD.replace("\t", ",").encode("gb18030"))
    response = page.post(PAGE, {**BACHELOR, "_record_file": upload, "_record": "replace", "_still_paid": "1"})
    assert document_in(response)["social_insurance"] == [{"from": "2026-07", "base": 9000}]


def test_a_record_without_anything_is_told(page):
    shown = text(page.post(PAGE, {**BACHELOR, "_record": "replace"}))
    assert "没有读入任何月份。" in shown
    assert "没有读到内容" in shown


@pytest.mark.parametrize("address", ["/exact/record-template.", "/en/exact/record-template."])
def test_the_templates_can_be_downloaded_and_read_back(page, address):
    csv, xlsx = page.get(address + "csv"), page.get(address + "xlsx")
    assert read_record(csv.content).months == read_record(xlsx.content).months != ()
    assert "attachment" in csv.headers["Content-Disposition"]
    assert load_workbook(io.BytesIO(xlsx.content)).active.max_row == 4
    assert page.get(address + "exe").status_code == 404


def test_the_views_read_the_clock_in_one_place_only(page, monkeypatch):
    monkeypatch.setattr(views, "today", lambda: date(2020, 2, 29))
    shown = text(page.post(PAGE, {"_form": "1", "birth_date": "1990-06-15", "_compute": "1"}))
    assert "2020-02-29" in shown
