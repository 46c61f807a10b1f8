"""The quick self-test in a browser without script."""

from playwright.sync_api import Page, expect


def answer(page: Page) -> None:
    page.fill("#birth_date_year", "1990")
    page.fill("#birth_date_month", "6")
    page.fill("#birth_date_day", "15")
    page.check("#education-bachelor_degree")


def test_answers_result_and_corrections(plain: Page) -> None:
    plain.goto("/quick")
    answer(plain)
    plain.get_by_role("button", name="看完整结果和依据").click()
    expect(plain.locator("#result .figure")).to_have_text("120")
    expect(plain.locator("#education-bachelor_degree")).to_be_checked()
    plain.check("#education-master")
    plain.get_by_role("button", name="再算一次").click()
    expect(plain.locator("#result .figure")).to_have_text("130")
    row = plain.locator("#result details.row").first
    row.locator("summary").click()
    expect(row.get_by_text("政府文件原文")).to_be_visible()


def test_mistakes_are_said_beside_the_field_and_kept(plain: Page) -> None:
    plain.goto("/en/quick")
    answer(plain)
    plain.fill("#birth_date_day", "40")
    plain.get_by_role("button", name="See the full result").click()
    expect(plain.locator(".error-summary")).to_contain_text("Question 1")
    expect(plain.locator("#birth_date-error")).to_contain_text("no day")
    expect(plain.locator("#birth_date_day")).to_have_value("40")


def test_nothing_is_offered_that_needs_script(plain: Page) -> None:
    plain.goto("/quick")
    expect(plain.get_by_role("button", name="复制带答案的链接")).to_be_hidden()
