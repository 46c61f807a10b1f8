"""A change of the law by two administrators: written, proposed, published, in force everywhere, withdrawn."""

import json
import urllib.request
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.browser.running import Platform, platform

PASSWORD = "two-for-the-law"
MOMENT = "2026-11-26T10:00"
SEED = f"""
from datetime import date
from jifen_service.accounts.models import Membership, User
for name in ("first", "second"):
    user = User.objects.create_user(name, {PASSWORD!r}, display_name=name)
    Membership.objects.create(user=user, role="city_admin", since=date(2026, 1, 1))
"""


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Platform]:
    """Two processes answer, each with a law of its own in memory."""
    with platform(tmp_path_factory.mktemp("city"), MOMENT, GRANIAN_WORKERS="2") as served:
        served.run(SEED)
        yield served


@pytest.fixture(scope="module")
def server(city: Platform) -> str:
    return city.address


def signed_in(contexts: Any, name: str) -> Page:
    page = contexts().new_page()
    page.goto("/account/login/")
    page.fill("#id_login", name)
    page.fill("#id_password", PASSWORD)
    page.locator("form:has(#id_password)").get_by_role("button").click()
    page.wait_for_url("**/city/**")
    page.goto("/city/law/")
    return page


def marks(city: Platform) -> set[int]:
    """The pass marks that the interface tells, asked often enough to meet both processes."""
    body = json.dumps({"profile": {"birth_date": "1990-06-15"}, "on": "2026-11-26"}).encode()
    found = set()
    for _ in range(8):
        with urllib.request.urlopen(f"{city.address}/api/v1/score", body) as answer:
            found.add(json.load(answer)["pass_mark"])
    return found


def step(page: Page, name: str, reason: str = "") -> None:
    page.get_by_role("link", name=name, exact=True).click()
    if reason:
        page.fill("#id_reason", reason)
    page.locator("form.law-confirm").get_by_role("button", name=name).click()


def write(page: Page) -> None:
    """A pass mark of 125 from today, cited to a document that is new."""
    page.get_by_role("link", name="新建草案").click()
    page.fill("#id_zh", "标准分值 125")
    page.fill("#id_en", "Pass mark 125")
    page.get_by_role("button", name="新建", exact=True).click()
    page.get_by_role("link", name="加一个值").click()
    page.get_by_role("link", name="标准分值", exact=True).click()
    expect(page.locator("#id_document_zh")).to_be_hidden()
    page.select_option("#id_source", "new")
    typed = {
        "begins": "2026-11-26", "value": "125", "quote": "标准分值为 125 分", "document_zh": "测试文件",
        "document_en": "a test's document", "meaning_zh": "只用来测试", "meaning_en": "for tests only",
    }  # fmt: skip
    for name, text in typed.items():
        page.fill(f"#id_{name}", text)
    page.select_option("#id_certainty", "estimate")
    page.get_by_role("button", name="放进草案").click()
    expect(page.locator(".law-turns .now")).to_have_text("125 分")


def test_two_administrators_change_the_law_and_take_it_back(city: Platform, contexts: Any) -> None:
    assert marks(city) == {120}
    first, second = signed_in(contexts, "first"), signed_in(contexts, "second")
    write(first)
    step(first, "提出", "为了测试")
    expect(first.get_by_role("link", name="发布", exact=True)).to_have_count(0)
    second.get_by_role("link", name="规则草案").click()
    second.get_by_role("link", name="标准分值 125").click()
    step(second, "发布")
    expect(second.locator("h1")).to_contain_text("已发布")
    assert marks(city) == {125}
    second.goto("/news/2026-11-26")
    expect(second.locator("main")).to_contain_text("125")
    second.goto("/city/law/")
    second.get_by_role("link", name="标准分值 125").click()
    step(second, "申请撤回", "试完了")
    first.reload()
    step(first, "确认撤回")
    expect(first.locator("h1")).to_contain_text("已撤回")
    assert marks(city) == {120}
