"""From the self-test to the years ahead, to a plan, into the calendar: the way of a parent."""

from datetime import date, timedelta
from pathlib import Path

from icalendar import Calendar
from playwright.sync_api import Page, expect
from tests.browser.public_pages import AXE

from jifen_service.config.clock import today


def test_from_the_self_test_to_a_plan_in_the_calendar(page: Page) -> None:
    day = today()
    page.goto("/quick")
    # Who turns 44 on the first of next month.
    birthday = (day.replace(day=28) + timedelta(days=7)).replace(day=1)
    page.fill("#birth_date_year", str(birthday.year - 44))
    page.fill("#birth_date_month", str(birthday.month))
    page.fill("#birth_date_day", "1")
    page.check("#education-bachelor_degree")
    page.check("#study-full_time")
    page.select_option("#credential", "none")
    page.fill("#years", "0")
    page.check("#spouse-no")
    page.check("#standing-permit")
    page.get_by_role("button", name="看完整结果和依据").click()
    page.get_by_role("button", name="看往后几年").click()
    expect(page.locator(".headline")).to_have_text(f"现在 120 分, 到 {birthday} 降到 120 以下")

    figure = page.locator(".curve")
    figure.focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".read-out")).to_contain_text(f"{day:%Y-%m} · 合计 120")
    first = date(day.year + 1, 7, 1)
    page.fill("#base_from", f"{first:%Y-%m}")
    page.fill("#ratio", "1")
    expect(page.locator(".compared")).to_contain_text("不改的话")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    assert page.evaluate("axe.run(document, {runOnly: ['wcag2a', 'wcag2aa']})")["violations"] == []

    page.get_by_role("button", name="怎么到标准分").click()
    page.fill("#by", f"{day.year + 6}-10-01")
    page.fill("#until", f"{day.year + 7}-06-30")
    page.get_by_role("button", name="找办法").click()
    card = page.locator("details.plan").first
    expect(card).to_have_attribute("open", "")
    with page.expect_download() as taken:
        card.get_by_role("button", name="放进日历").click()
    calendar = Calendar.from_ical(Path(taken.value.path()).read_bytes())
    days = {str(event["summary"]): event["dtstart"].dt for event in calendar.events}
    assert days["从这天起要用积分"] == date(day.year + 6, 10, 1)
