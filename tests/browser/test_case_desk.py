"""The officers' desk in a browser: by keyboard from the queue to the decision, by two officers."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.browser import desk_world
from tests.browser.running import platform


class Desk:
    """A server with a database of its own, and what was put into it."""

    def __init__(self, address: str, facts: dict[str, str]) -> None:
        self.address, self.first, self.number = address, facts["first"], facts["number"]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with platform(tmp_path_factory.mktemp("desk"), "2026-07-13T10:00") as served:
        yield Desk(served.address, json.loads(served.module("tests.browser.desk_world").splitlines()[-1]))


@pytest.fixture(scope="module")
def server(desk: Desk) -> str:
    """The contexts of these tests start at the desk's server."""
    return desk.address


@pytest.fixture
def sign_in(contexts: Any) -> Any:
    """`sign_in("window")`: a page of that officer at the desk."""

    def make(name: str, **options: Any) -> Page:
        page = contexts(**options).new_page()
        page.goto("/account/login/")
        page.fill("#id_login", name)
        page.fill("#id_password", desk_world.PASSWORD)
        page.locator("form:has(#id_password)").get_by_role("button").click()
        page.wait_for_url("**/desk/**")
        return page

    return make


def test_accept_propose_decide_by_keyboard(desk: Desk, sign_in: Any) -> None:
    window = sign_in("window")
    expect(window.locator("tr[data-row]").first).to_contain_text(desk.number)
    for key in ("?", "?", "j", "j", "k", "c"):
        window.keyboard.press(key)
        if key == "c":
            window.wait_for_load_state()
    expect(window.locator("tr.at")).to_contain_text("window某")
    window.keyboard.press("Enter")
    expect(window.locator("#status")).to_contain_text("待受理")
    _see_everything(window)
    window.keyboard.press("a")
    window.keyboard.press("Enter")
    expect(window.locator("#status")).to_have_text("(新办)受理通过,等待审批")
    expect(window.get_by_role("link", name="收件凭证")).to_be_visible()

    reviewer = sign_in("reviewer")
    reviewer.goto(f"/desk/cases/{desk.first}/?state=verifying")
    while reviewer.locator(".parts a.todo").count():
        reviewer.locator(".parts a.todo").first.click()
        reviewer.locator(".lookup.open").first.get_by_role("button", name="人工核实").click()
    reviewer.keyboard.press("a")
    reviewer.keyboard.press("Tab")
    reviewer.keyboard.press("Tab")
    reviewer.keyboard.press("Enter")
    expect(reviewer.locator("#status")).to_contain_text("已提出核定意见")

    approver = sign_in("approver")
    approver.goto(f"/desk/cases/{desk.first}/?state=proposed")
    expect(approver.locator("main")).to_contain_text("reviewer某提出")
    approver.keyboard.press("a")
    approver.keyboard.press("Enter")
    expect(approver.locator("#status")).to_contain_text("(新办)通过")
    approver.keyboard.press("n")
    expect(approver.locator("main")).to_contain_text("这一列没有下一件了")
    approver.keyboard.press("j")
    approver.keyboard.press("Enter")
    first = approver.locator(".case-number").inner_text()
    approver.keyboard.press("n")
    expect(approver.locator(".case-number")).not_to_have_text(first)
    expect(approver.locator("#status")).to_contain_text("已提出核定意见")


def _see_everything(page: Page) -> None:
    """Press 1 on one item after the other until none is open."""
    for _ in range(30):
        if not page.locator(".parts .count").count():
            return
        left = page.locator(".items [aria-current]").inner_text()
        page.keyboard.press("1")
        page.wait_for_function(
            "left => document.querySelector('.items [aria-current]')?.innerText !== left", arg=left
        )
    raise AssertionError("some item stays open")


def test_thirty_rows_fit_an_officers_screen(sign_in: Any) -> None:
    page = sign_in("lead", viewport={"width": 1280, "height": 1080})
    assert page.locator("tr[data-row]").count() == 30
    last = page.locator("tr[data-row]").last.bounding_box()
    assert last["y"] + last["height"] <= 1080


def test_facts_proof_and_lookup_are_in_sight_together(desk: Desk, sign_in: Any) -> None:
    page = sign_in("window")
    page.goto(f"/desk/cases/{desk.first}/?part=education")
    page.wait_for_function("() => [...document.images].every(image => image.complete)")
    for title in ("填报", "材料", "核查与积分"):
        box = page.get_by_role("heading", name=title, exact=True).bounding_box()
        assert 0 <= box["y"] < 300, title
    assert page.evaluate("document.querySelector('.sheet img').naturalWidth") > 500


def test_a_phone_shows_the_queue_and_a_case_without_scrolling_sideways(desk: Desk, sign_in: Any) -> None:
    page = sign_in("lead", viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    for address in ("/desk/?state=all", f"/desk/cases/{desk.first}/?part=education", "/desk/figures/"):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, address


def test_without_script_an_item_is_judged_and_a_filter_set(desk: Desk, sign_in: Any) -> None:
    page = sign_in("lead", java_script_enabled=False)
    page.select_option("select[name=kind]", "new")
    page.get_by_role("button", name="筛选").click()
    assert "kind=new" in page.url
    page.goto("/desk/?state=filed")
    page.locator("[data-open]").first.click()
    page.get_by_role("button", name="已核").click()
    expect(page.locator(".items .verdict.seen, .parts .done").first).to_be_visible()
