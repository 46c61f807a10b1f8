"""The quick self-test as a person meets it: on a desktop, on a phone, by keyboard, with mistakes."""

import re
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from jifen.profile import read
from jifen_service.config.clock import today


def fill(page: Page) -> None:
    """The issue's scenario: 36 years old, bachelor with the degree, five years at the average wage's step."""
    day = today()
    page.fill("#birth_date_year", str(day.year - 36))
    page.fill("#birth_date_month", "1")
    page.fill("#birth_date_day", "1")
    page.check("#education-bachelor_degree")
    page.check("#study-full_time")
    page.select_option("#credential", "none")
    page.fill("#years", "5")
    page.check("#base-standard")
    page.fill("#since_year", str(day.year - 5))
    page.fill("#since_month", str(day.month))
    page.check("#spouse-no")
    page.check("#standing-permit")
    page.check("#standing-employed")


def total(page: Page) -> Any:
    return expect(page.locator("#live .figure"))


def test_the_total_moves_with_each_answer_without_reload(page: Page) -> None:
    page.goto("/quick")
    page.evaluate("window.stayed = true")
    expect(page.locator("#live")).to_contain_text("先填第 1 题")
    page.fill("#birth_date_year", str(today().year - 36))
    page.fill("#birth_date_month", "1")
    page.fill("#birth_date_day", "1")
    total(page).to_have_text("30")
    expect(page.locator("#live")).to_contain_text("还差 90 分")
    page.check("#education-bachelor_degree")
    total(page).to_have_text("120")
    expect(page.locator("#live .verdict")).to_have_text("已达 120")
    page.check("#education-bachelor")
    total(page).to_have_text("90")
    expect(page.locator("#spoken")).to_contain_text("90 分")
    page.fill("#years", "5")
    total(page).to_have_text("105")
    assert page.evaluate("window.stayed")
    expect(page.locator("#live svg[role=img]")).to_have_attribute("aria-label", re.compile("总分 105"))


def test_the_whole_result(page: Page) -> None:
    page.goto("/quick")
    fill(page)
    total(page).to_have_text("185")
    page.get_by_role("button", name="看完整结果和依据").click()
    result = page.locator("#result")
    expect(result.locator(".figure")).to_have_text("185")
    expect(result.get_by_role("heading", name="现在可以申请")).to_be_visible()
    row = result.locator("details.row", has_text="教育背景")
    expect(row.get_by_text("政府文件原文")).to_be_hidden()
    row.locator("summary").click()
    expect(row.get_by_text("政府文件原文")).to_be_visible()
    expect(page.locator("#birth_date_month")).to_have_value("1")


def test_a_change_after_the_result_moves_the_result_too(page: Page) -> None:
    page.goto("/quick")
    fill(page)
    page.get_by_role("button", name="看完整结果和依据").click()
    page.check("#education-junior_college")
    expect(page.locator("#result .figure")).to_have_text("145")
    total(page).to_have_text("145")


def test_mistakes_lead_to_their_fields(page: Page) -> None:
    page.goto("/quick")
    page.fill("#birth_date_year", "1990")
    page.fill("#birth_date_month", "13")
    page.fill("#birth_date_day", "1")
    page.fill("#years", "viele")
    page.get_by_role("button", name="看完整结果和依据").click()
    summary = page.locator("#errors")
    expect(summary).to_be_focused()
    expect(page).to_have_title(re.compile("^请看一下"))
    summary.get_by_role("link", name="第 5 题").click()
    expect(page.locator("#years")).to_be_focused()
    expect(page.locator("#years")).to_have_value("viele")
    expect(page.locator("#years")).to_have_accessible_description(re.compile("找到的是“viele”"))


def test_by_keyboard_alone(page: Page) -> None:
    page.goto("/quick")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="跳到正文")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    for text in (str(today().year - 36), "1", "1"):
        page.keyboard.type(text)
        page.keyboard.press("Tab")
    total(page).to_have_text("30")
    # Tab went on to the radio buttons; arrows choose among them.
    for _ in range(3):
        page.keyboard.press("ArrowDown")
    total(page).to_have_text("120")
    expect(page.locator("#education-bachelor_degree")).to_be_focused()


def test_every_control_has_a_name(page: Page) -> None:
    page.goto("/quick")
    nameless = page.evaluate(
        """() => [...document.querySelectorAll("input:not([type=hidden]), select, button")].filter(
          (control) =>
          !(control.labels?.length || control.getAttribute("aria-labelledby") || control.textContent.trim()))
          .map((control) => control.id)"""
    )
    assert nameless == []
    dangling = page.evaluate(
        """() => [...document.querySelectorAll("[aria-labelledby], [aria-describedby]")].flatMap((node) =>
          `${node.getAttribute("aria-labelledby") ?? ""} ${node.getAttribute("aria-describedby") ?? ""}`
          .split(" ").filter((id) => id && !document.getElementById(id)))"""
    )
    assert dangling == []


def test_no_identity_is_given_twice(page: Page) -> None:
    page.goto("/quick")
    fill(page)
    page.get_by_role("button", name="看完整结果和依据").click()
    page.locator("#result").wait_for()
    page.check("#education-junior_college")
    total(page).to_have_text("145")
    twice = page.evaluate(
        """() => { const ids = [...document.querySelectorAll("[id]")].map((node) => node.id);
          return ids.filter((id, index) => ids.indexOf(id) !== index); }"""
    )
    assert twice == []


def test_the_link_with_the_answers_stays_behind_the_hash(page: Page, contexts: Any, server: str) -> None:
    page.goto("/quick")
    fill(page)
    total(page).to_have_text("185")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="复制带答案的链接").click()
    expect(page.get_by_role("button", name="已复制")).to_be_visible()
    link = page.evaluate("navigator.clipboard.readText()")
    address, _, fragment = link.partition("#")
    assert address == f"{server}/quick"
    assert re.fullmatch(r"q=[\w-]+", fragment)
    other = contexts().new_page()
    asked: list[str] = []
    other.on("request", lambda request: asked.append(request.url))
    other.goto(link)
    total(other).to_have_text("185")
    expect(other.locator("#education-bachelor_degree")).to_be_checked()
    assert not any(fragment in url for url in asked)


@pytest.mark.parametrize("fragment", ["q=%%%", "q=bm9wZQ", "q=", "q=eyJiYXNlIjo1fQ", "other"])
def test_a_broken_link_is_an_empty_form(page: Page, fragment: str) -> None:
    page.goto(f"/quick#{fragment}")
    expect(page.locator("#live")).to_contain_text("先填第 1 题")
    page.check("#spouse-no")
    expect(page.locator("#live")).to_contain_text("先填第 1 题")


def test_a_lost_connection_is_said(contexts: Any) -> None:
    page = contexts(complaints_expected=True).new_page()
    page.goto("/quick")
    page.route("**/quick/result", lambda route: route.fulfill(status=503, body=""))
    with page.expect_response("**/quick/result"):
        page.check("#spouse-no")
    expect(page.locator("#live [role=alert]")).to_contain_text("分数没有更新")


def test_a_phone_keeps_the_total_in_sight_and_nothing_overflows(phone: Page) -> None:
    phone.goto("/quick")
    fill(phone)
    total(phone).to_have_text("185")
    expect(phone.locator("#live .figure")).to_be_in_viewport()
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    small = phone.evaluate(
        """() => [...document.querySelectorAll("main :is(.choice, .input, .select, .button), .nav a")]
          .filter((node) => node.offsetParent && node.getBoundingClientRect().height < 44)
          .map((node) => node.outerHTML.slice(0, 80))"""
    )
    assert small == []


@pytest.mark.parametrize("path", ["/quick", "/en/quick", "/sources", "/en/sources"])
def test_pages_work_at_320_px(contexts: Any, path: str) -> None:
    page = contexts(viewport={"width": 320, "height": 640}).new_page()
    page.goto(path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_page_weighs_less_than_60_kb(contexts: Any) -> None:
    page = contexts().new_page()
    sizes: dict[str, int] = {}

    def weigh(request: Any) -> None:
        measured = request.sizes()
        sizes[request.url] = measured["responseBodySize"] + measured["responseHeadersSize"]

    page.on("requestfinished", weigh)
    page.goto("/", wait_until="networkidle")
    assert len(sizes) >= 4
    assert sum(sizes.values()) <= 60_000, sizes


def test_print_shows_the_result_opened_and_hides_the_form(page: Page) -> None:
    page.goto("/quick")
    fill(page)
    page.get_by_role("button", name="看完整结果和依据").click()
    page.locator("#result").wait_for()
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(page.locator("#quick")).to_be_hidden()
    expect(page.locator("#result details.row").first.get_by_text("政府文件原文")).to_be_visible()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("#result details[open]").count() == 0


def test_the_profile_is_kept_as_a_file(page: Page) -> None:
    page.goto("/quick")
    fill(page)
    page.get_by_role("button", name="看完整结果和依据").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="存成文件").click()
    assert download.value.suggested_filename.endswith(".yaml")
    text = download.value.path().read_text(encoding="utf-8")
    assert read(text).birth_date == date(today().year - 36, 1, 1)
