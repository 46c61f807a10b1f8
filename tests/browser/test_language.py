"""English by a switch, and back, with the answers carried over."""

from playwright.sync_api import Page, expect


def test_the_switch_leads_to_the_same_page(page: Page, server: str) -> None:
    page.goto("/sources")
    page.get_by_role("link", name="English").click()
    expect(page).to_have_url(f"{server}/en/sources")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.get_by_role("link", name="中文").click()
    expect(page).to_have_url(f"{server}/sources")
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")


def test_answers_go_along_with_the_language(page: Page) -> None:
    page.goto("/quick")
    page.fill("#birth_date_year", "1990")
    page.fill("#birth_date_month", "6")
    page.fill("#birth_date_day", "15")
    page.check("#education-bachelor_degree")
    expect(page.locator("#live .figure")).to_have_text("120")
    page.get_by_role("link", name="English").click()
    expect(page.locator("#live .verdict")).to_have_text("120 reached")
    expect(page.locator("#education-bachelor_degree")).to_be_checked()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Do your residence-permit points reach 120?")
