"""The exact self-test as a person meets it: a record pasted, entries added, mistakes mended, then again."""

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from jifen.profile.months import format_month, month_of
from jifen_service.config.clock import today

MONTHS = 40


def record(base: str = "13,000") -> str:
    """A record of the last months through this one, as copied from a spreadsheet."""
    now = month_of(today())
    rows = [f"{format_month(month)}\t{base}\t某某公司\t否" for month in range(now - MONTHS + 1, now + 1)]
    return "\n".join(["月份\t缴费基数\t单位\t补缴", *rows])


def born(page: Page, years: int = 36) -> None:
    page.fill("#birth_date", f"{today().year - years}-01-01")


def open_topic(page: Page, name: str) -> None:
    topic = page.locator(f"#topic-{name}")
    if topic.get_attribute("open") is None:
        topic.locator("> summary").click()


def add_education(page: Page, number: int, level: str) -> None:
    open_topic(page, "education")
    page.get_by_role("button", name="添加学历").click()
    page.select_option(f"#education-{number - 1}-level", level)


def total(page: Page) -> Any:
    return expect(page.locator("#live .figure"))


def kept(page: Page) -> str:
    return page.evaluate("localStorage.getItem('jifen.exact') ?? ''")


def wait_until_kept(page: Page, text: str) -> None:
    page.wait_for_function("text => (localStorage.getItem('jifen.exact') ?? '').includes(text)", arg=text)


# ── filling in ────────────────────────────────────────────────────────────────────────────────────


def test_a_pasted_record_moves_the_total_without_reload(page: Page) -> None:
    page.goto("/exact")
    page.evaluate("window.stayed = true")
    born(page)
    total(page).to_have_text("30")
    open_topic(page, "insurance")
    page.fill("#pasted", record() + "\n2026-13\t9000\t某某公司\t否")
    page.get_by_role("button", name="读入记录").click()
    outcome = page.locator("#record-outcome")
    expect(outcome).to_contain_text(f"{MONTHS} 个月已读入")
    expect(outcome).to_contain_text("1 行有问题")
    expect(outcome).to_be_focused()
    total(page).to_have_text("89")
    expect(page.locator("#points-insurance")).to_contain_text("社保基数")
    expect(page.locator(".years .month.paid")).to_have_count(MONTHS)
    expect(page.locator("#pasted")).to_have_value(record() + "\n2026-13\t9000\t某某公司\t否")
    assert page.evaluate("window.stayed")


def test_a_second_diploma_counts_where_it_is_better(page: Page) -> None:
    page.goto("/exact")
    born(page)
    add_education(page, 1, "junior_college")
    total(page).to_have_text("80")
    add_education(page, 2, "master")
    expect(page.locator("#education-1-level")).to_be_focused()
    page.check("#education-1-degree")
    total(page).to_have_text("130")
    expect(page.locator("#points-education")).to_contain_text("100")
    page.get_by_role("button", name="删去 学历 2").click()
    total(page).to_have_text("80")
    expect(page.locator("#education-1-level")).to_have_count(0)
    expect(page.locator("#education-0-level")).to_have_value("junior_college")
    expect(page.locator("#education-0")).to_be_focused()


def test_questions_appear_when_they_arise(page: Page) -> None:
    page.goto("/exact")
    add_education(page, 1, "bachelor")
    expect(page.locator("#education-0-study_place_matches")).to_be_hidden()
    page.select_option("#education-0-study_mode", "part_time")
    expect(page.locator("#education-0-study_place_matches")).to_be_visible()


def test_what_is_folded_away_is_said_beside_its_heading(page: Page) -> None:
    page.goto("/exact")
    add_education(page, 1, "bachelor")
    page.locator("#education-0 .aside-fields > summary").click()
    page.select_option("#education-0-verified_online", "false")
    expect(page.locator("#education-0 .said")).to_have_text("学信网查得到: 否")


# ── mistakes ──────────────────────────────────────────────────────────────────────────────────────


def test_a_mistake_is_said_beside_the_field_once_one_leaves_it(page: Page) -> None:
    page.goto("/exact")
    born(page)
    open_topic(page, "insurance")
    page.get_by_role("button", name="添加缴费段").click()
    page.fill("#social_insurance-0-from", "2026-01")
    base = page.locator("#social_insurance-0-base")
    base.fill("九千")
    expect(page.locator("#to-do")).to_contain_text("月基数")
    expect(base).not_to_have_attribute("aria-invalid", "true")
    base.blur()
    expect(base).to_have_attribute("aria-describedby", "social_insurance-0-base-error")
    expect(page.locator("#social_insurance-0-base-error")).to_contain_text("九千")
    base.fill("9000")
    base.blur()
    expect(page.locator("#social_insurance-0-base-error")).to_have_count(0)
    expect(base).not_to_have_attribute("aria-invalid", "true")
    total(page).to_have_text("30")


def test_the_summary_leads_to_the_field(page: Page) -> None:
    page.goto("/exact")
    add_education(page, 1, "bachelor")
    page.select_option("#education-0-level", "")
    page.check("#education-0-degree")
    page.get_by_role("button", name="看完整结果和依据").last.click()
    summary = page.locator("#errors")
    expect(summary).to_be_focused()
    summary.get_by_role("link", name="学历 1 · 学历层次").click()
    level = page.locator("#education-0-level")
    expect(level).to_be_focused()
    expect(level).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#education-0-degree")).to_be_checked()


def test_a_file_too_large_is_told_before_it_is_sent(page: Page, tmp_path: Path) -> None:
    noise = tmp_path / "noise.xlsx"
    noise.write_bytes(bytes(5 * 1024 * 1024))
    page.goto("/exact")
    open_topic(page, "insurance")
    page.set_input_files("#record-file", noise)
    page.get_by_role("button", name="读入记录").click()
    expect(page.locator("#too-large")).to_be_visible()


# ── kept in this browser, taken along as a file ───────────────────────────────────────────────────


def test_a_reload_restores_and_can_be_undone(page: Page) -> None:
    page.goto("/exact")
    born(page)
    add_education(page, 1, "bachelor")
    page.check("#education-0-degree")
    total(page).to_have_text("120")
    wait_until_kept(page, "degree")
    page.goto("/exact")
    expect(page.locator("#restored")).to_be_visible()
    total(page).to_have_text("120")
    expect(page.locator("#education-0-level")).to_have_value("bachelor")
    open_topic(page, "you")
    page.fill("#name", "小王")
    wait_until_kept(page, "小王")
    page.get_by_role("button", name="撤销, 从空白开始").click()
    expect(page.locator("#live")).to_contain_text("先填出生日期")
    page.get_by_role("button", name="换回那一份").click()
    expect(page.locator("#name")).to_have_value("小王")
    total(page).to_have_text("120")


def test_clearing_leaves_nothing_in_the_browser(page: Page) -> None:
    page.goto("/exact")
    born(page)
    wait_until_kept(page, "birth_date")
    page.get_by_role("button", name="清空重填").click()
    expect(page.locator("#birth_date")).to_have_value("")
    page.goto("/exact")
    expect(page.locator("#live")).to_contain_text("先填出生日期")
    assert kept(page) == ""


def test_the_language_changes_and_the_answers_stay(page: Page) -> None:
    page.goto("/exact")
    born(page)
    wait_until_kept(page, "birth_date")
    page.get_by_role("link", name="English").click()
    total(page).to_have_text("30")
    expect(page.locator("#restored")).to_be_visible()


def test_exported_and_opened_again_it_is_the_same(page: Page, tmp_path: Path) -> None:
    page.goto("/exact")
    born(page)
    open_topic(page, "insurance")
    page.fill("#pasted", record("10,061.60"))
    page.get_by_role("button", name="读入记录").click()
    add_education(page, 1, "bachelor")
    page.get_by_role("button", name="看完整结果和依据").last.click()
    before = page.locator("#result .figure").text_content()
    with page.expect_download() as download:
        page.locator("#result").get_by_role("button", name="存成文件").click()
    file = tmp_path / "profile.yaml"
    download.value.save_as(file)
    assert "10061.6" in file.read_text(encoding="utf-8")
    page.get_by_role("button", name="清空重填").click()
    open_topic(page, "file")
    page.set_input_files("#document-file", file)
    page.get_by_role("button", name="打开文件").click()
    expect(page.locator("#result .figure")).to_have_text(before or "")
    expect(page.locator("#social_insurance-0-base")).to_have_value("10061.6")


def test_the_quick_test_hands_its_answers_over(page: Page) -> None:
    page.goto("/quick")
    page.fill("#birth_date_year", "1990")
    page.fill("#birth_date_month", "6")
    page.fill("#birth_date_day", "15")
    page.check("#education-bachelor_degree")
    page.get_by_role("button", name="看完整结果和依据").click()
    page.get_by_role("button", name="接着精确测算").click()
    expect(page).to_have_url(re.compile("/exact$"))
    total(page).to_have_text("120")
    expect(page.locator("#education-0-level")).to_have_value("bachelor")


# ── by keyboard, on a phone, without script ───────────────────────────────────────────────────────


def test_by_keyboard_alone(page: Page) -> None:
    page.goto("/exact")
    page.locator("#birth_date").focus()
    page.keyboard.type("01011990")
    total(page).to_have_text("30")
    page.locator("#topic-education > summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#education-0-level")).to_be_focused()
    for _ in range(3):
        page.keyboard.press("ArrowDown")
    expect(page.locator("#education-0-level")).to_have_value("bachelor")
    total(page).to_have_text("90")
    # Mode of study, the three parts of a date and its picker, then the degree.
    for _ in range(6):
        page.keyboard.press("Tab")
    expect(page.locator("#education-0-degree")).to_be_focused()
    page.keyboard.press("Space")
    total(page).to_have_text("120")
    page.locator("#name").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#result .figure")).to_have_text("120")


@pytest.mark.parametrize("width", [320, 390])
def test_nothing_overflows_a_phone(phone: Page, width: int) -> None:
    phone.set_viewport_size({"width": width, "height": 844})
    phone.goto("/exact")
    born(phone)
    open_topic(phone, "insurance")
    phone.fill("#pasted", record())
    phone.get_by_role("button", name="读入记录").click()
    expect(phone.locator("#record-outcome")).to_be_visible()
    for topic in ("education", "credentials", "bonus", "conduct", "day", "file"):
        open_topic(phone, topic)
    assert phone.evaluate("document.documentElement.scrollWidth") <= width


def test_without_script(plain: Page, tmp_path: Path) -> None:
    plain.goto("/exact")
    born(plain)
    open_topic(plain, "education")
    plain.get_by_role("button", name="添加学历").click()
    plain.select_option("#education-0-level", "bachelor")
    plain.check("#education-0-degree")
    open_topic(plain, "insurance")
    file = tmp_path / "record.csv"
    file.write_bytes(record().replace("\t13,000\t", "\t13000\t").replace("\t", ",").encode("gb18030"))
    plain.set_input_files("#record-file", file)
    plain.get_by_role("button", name="读入记录").click()
    expect(plain.locator("#record-outcome")).to_contain_text(f"{MONTHS} 个月已读入")
    total(plain).to_have_text("179")
    plain.get_by_role("button", name="看完整结果和依据").last.click()
    expect(plain.locator("#result .figure")).to_have_text("179")
    open_topic(plain, "education")
    plain.get_by_role("button", name="删去 学历 1").click()
    total(plain).to_have_text("89")
    expect(plain.locator("#restored")).to_be_hidden()
