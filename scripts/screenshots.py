"""Takes the pictures under docs/screenshots from a running server.

usage: .venv/bin/python scripts/screenshots.py [http://127.0.0.1:8000] [folder]

The scenario: a 36-year-old bachelor with the degree, a five-year record of insurance at 13,000 CNY.
"""

from datetime import date
from decimal import Decimal
from pathlib import Path

from playwright.sync_api import Browser, Page
from shooting import SIZES, chromium, open_page, place, still

from jifen import default_engine
from jifen.profile.months import format_month, month_of
from jifen_service.config.clock import today
from jifen_service.portal.quick.questions import fields, questions

AGE, YEARS, BASE = 36, 5, Decimal(13000)


def step_of(base: Decimal, on: date) -> str:
    """The answer to choose for a base in yuan, by the law of the day."""
    law = default_engine().book.law_on(on)
    wage = law.value("average_wage.wage")["wage"]
    options = fields(questions(law, "zh"))["base"].options
    return [option.key for option in options if option.ratio and option.ratio * wage <= base][-1]


def answer(page: Page, on: date) -> None:
    """Answer the quick questions as the scenario says."""
    page.fill("#birth_date_year", str(on.year - AGE))
    page.fill("#birth_date_month", "1")
    page.fill("#birth_date_day", "15")
    page.check("#education-bachelor_degree")
    page.check("#study-full_time")
    page.select_option("#credential", "none")
    page.fill("#years", str(YEARS))
    page.check(f"#base-{step_of(BASE, on)}")
    first = on.year * 12 + on.month - 12 * YEARS
    page.fill("#since_year", str(first // 12))
    page.fill("#since_month", str(first % 12 + 1))
    page.check("#spouse-no")
    page.check("#standing-permit")
    page.check("#standing-employed")


def shoot(browser: Browser, base: str, folder: Path, width: int) -> None:
    """The questions once they are answered, then the result, at one width."""
    page = open_page(browser, base, width, scale=2)
    page.goto("/quick")
    answer(page, today())
    page.locator("#live .tally li").nth(3).wait_for(state="attached")
    still(page)
    page.screenshot(path=folder / f"quick-{width}.png")
    page.get_by_role("button", name="看完整结果和依据").click()
    page.locator("#result details.row").nth(1).locator("summary").click()
    still(page)
    box = page.locator("#result").bounding_box()
    assert box is not None, "the result has no place on the page"
    clip = {"x": 0, "y": 0, "width": width, "height": box["y"] + box["height"] + 24}
    page.screenshot(path=folder / f"result-{width}.png", full_page=True, clip=clip)
    page.close()


def shoot_exact(browser: Browser, base: str, folder: Path, width: int) -> None:
    """The exact test with the same scenario: the record pasted, the months it holds drawn."""
    now = month_of(today())
    months = (format_month(month) for month in range(now - 12 * YEARS + 1, now + 1))
    record = "\n".join(["月份\t缴费基数\t单位", *(f"{month}\t{BASE}\t某某科技有限公司" for month in months)])
    page = open_page(browser, base, width, scale=2)
    page.goto("/exact")
    page.fill("#birth_date", f"{today().year - AGE}-01-15")
    page.locator("#topic-you > summary").click()
    page.locator("#topic-education > summary").click()
    page.get_by_role("button", name="添加学历").click()
    page.select_option("#education-0-level", "bachelor")
    page.check("#education-0-degree")
    page.locator("#topic-insurance > summary").click()
    page.fill("#pasted", record)
    page.get_by_role("button", name="读入记录").click()
    page.locator("#record-outcome").wait_for()
    still(page)
    page.screenshot(path=folder / f"exact-{width}.png", full_page=True)
    page.close()


def main() -> None:
    """Make all pictures."""
    base, folder = place()
    with chromium() as browser:
        for width in SIZES:
            shoot(browser, base, folder, width)
            shoot_exact(browser, base, folder, width)


if __name__ == "__main__":
    main()
