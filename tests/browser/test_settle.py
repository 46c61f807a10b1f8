"""The settlement self-test in a browser: gone on with later, and whole without script."""

from playwright.sync_api import Page, expect


def test_answers_are_gone_on_with_later_and_forgotten_when_asked(page: Page) -> None:
    page.goto("/settle")
    first = page.locator("legend").inner_text()
    page.check("#answer-no")
    page.get_by_role("button", name="下一问").click()
    second = page.locator("legend").inner_text()
    assert second != first
    page.goto("/en/settle")
    page.get_by_role("button", name="Go on").click()
    page.get_by_text("Your answers; change any of them").click()
    expect(page.locator(".answers li")).to_have_count(1)
    page.get_by_role("link", name="Start again").click()
    expect(page.locator("#resume")).to_be_hidden()


def test_without_script_one_answers_and_goes_back(plain: Page) -> None:
    plain.goto("/settle")
    plain.check("#answer-yes")
    plain.get_by_role("button", name="下一问").click()
    expect(plain.locator(".standing .closed")).to_have_text("走不通")
    plain.get_by_role("button", name="退回上一问").click()
    expect(plain.locator("#answer-yes")).to_be_checked()
    expect(plain.locator("#resume")).to_be_hidden()
