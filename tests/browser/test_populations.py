"""A population is uploaded, two laws are compared over it beside the pages, and the report is read."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.browser.running import Platform, platform

from jifen import default_engine
from jifen.population.generating import Wanted, generate

WAGES = Path(__file__).resolve().parents[2] / "examples" / "what-if" / "wage-plus-10.yaml"
PASSWORD = "what-if-it-were"
SEED = f"""
from datetime import date
from jifen_service.accounts.models import Membership, User
user = User.objects.create_user("city", {PASSWORD!r}, display_name="city")
Membership.objects.create(user=user, role="city_admin", since=date(2026, 1, 1))
"""


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Platform]:
    """A platform with its worker, which starts another for whole populations."""
    with platform(tmp_path_factory.mktemp("city"), "2026-11-26T10:00", worker=True) as served:
        served.run(SEED)
        yield served


@pytest.fixture(scope="module")
def server(city: Platform) -> str:
    return city.address


@pytest.fixture
def page(contexts: Any) -> Page:
    """The page of populations, as the city's administrator sees it on a telephone."""
    page: Page = contexts(viewport={"width": 390, "height": 844}).new_page()
    page.goto("/account/login/")
    page.fill("#id_login", "city")
    page.fill("#id_password", PASSWORD)
    page.locator("form:has(#id_password)").get_by_role("button").click()
    page.wait_for_url("**/city/**")
    page.goto("/city/populations/")
    return page


def test_from_tables_to_a_report(page: Page, tmp_path: Path) -> None:
    people = tmp_path / "people"
    wages = default_engine().book.parameters["average_wage.wage"]
    generate(Wanted(2000, 60, 2026 * 12 + 9, seed=7), wages, str(people), lambda done: None)
    page.get_by_role("link", name="添加人口").click()
    upload = page.locator("form", has=page.locator("#upload-persons"))
    upload.get_by_label("名称").fill("抽样")
    upload.get_by_label("人员表").set_input_files(people / "persons.parquet")
    upload.get_by_label("缴费明细表").set_input_files(people / "ledger.parquet")
    upload.get_by_role("button", name="检查并上传").click()
    expect(page.get_by_text("2,000")).to_be_visible()
    page.get_by_role("link", name="在这些人身上比较两种规则").click()
    page.get_by_label("或者上传改动文件").set_input_files(WAGES)
    page.get_by_role("button", name="开始比较").click()
    # The worker looks, starts a process, which compares; the page follows by itself.
    expect(page.locator(".law-report .answer strong")).to_contain_text("人达到标准分值", timeout=60_000)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.get_by_role("link", name="看报告").click()
    page.wait_for_url("**/report.html")
    expect(page.get_by_role("heading", level=1)).to_contain_text("平均工资高 10%")
    # Its own sheet holds under its own policy.
    assert page.evaluate("getComputedStyle(document.querySelector('.pair')).display") == "flex"
