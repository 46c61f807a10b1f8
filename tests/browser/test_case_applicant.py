"""An applicant with a phone: fills a case in, hands it on, sees it come back, corrects it, follows it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.browser import case_form as form
from tests.browser.running import Platform, platform

PEOPLE = f"""
from datetime import date
from jifen_service.accounts.models import Centre, Employer, Membership, User
from jifen_service.config import clock
centre = Centre.objects.create(district="奉贤区", code="FX", name="奉贤区人才服务中心")
employer = Employer.objects.create(
    credit_code="91310120MA1HXXXX0A", name="上海晨星软件有限公司", centre=centre, status="verified",
    created_at=clock.now(),
)
for name, role, place in (
    ("zhang", None, {{}}), ("li", None, {{}}), ("agent", "agent", {{"employer": employer}}),
    ("window", "window", {{"centre": centre}}), ("reviewer", "reviewer", {{"centre": centre}}),
    ("approver", "approver", {{"centre": centre}}),
):
    user = User.objects.create_user(name, password={form.PASSWORD!r}, display_name=name)
    if role:
        Membership.objects.create(user=user, role=role, since=date(2020, 1, 1), **place)
"""

#: what the others do meanwhile, through the services; `steps` as (transition, user name, reasons)
OTHERS = """
from jifen_service.accounts.access import Person
from jifen_service.accounts.models import User
from jifen_service.casework import service
from jifen_service.casework.models import Case
from jifen_service.config import clock
for name, who, reasons in {steps}:
    case = Case.objects.get(pk="{case}")
    person = Person(User.objects.get(username=who), clock.today())
    if name == "accept":
        for material in case.materials.all():
            seen = {{"expected_version": material.version, "at": clock.now()}}
            service.judge_material(case.pk, person, material.code, "seen", **seen)
    service.apply(case.pk, name, person, expected_version=case.version, at=clock.now(), reasons=reasons)
"""


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Platform]:
    with platform(tmp_path_factory.mktemp("case"), "2026-07-04T09:30") as served:
        served.run(PEOPLE)
        yield served


@pytest.fixture
def server(running: Platform) -> str:
    """The pages of `contexts` are at this address."""
    return running.address


def others(running: Platform, case: str, steps: list[tuple[str, str, list[str]]]) -> None:
    running.run(OTHERS.format(case=case.rpartition("/")[2], steps=steps))


def status(page: Page) -> Any:
    return expect(page.locator("#status"))


def test_a_case_from_the_empty_page_to_acceptance(phone: Page, running: Platform, tmp_path: Path) -> None:
    form.sign_in(phone, "zhang")
    case = form.begin(phone)
    status(phone).to_have_text("(新办)填写中")
    form.fill_in(phone, case)
    expect(phone.locator("h1")).to_have_text("材料清单")
    form.hand_in(phone, tmp_path)
    phone.goto(case)
    expect(phone.locator(".task-state.done")).to_have_count(10)
    expect(phone.locator(".score-card .figure")).to_have_text("191")
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390

    phone.get_by_role("link", name="检查并提交给单位").click()
    body = phone.locator("main")
    expect(body).to_contain_text("3101**********0010")
    expect(body).not_to_contain_text(form.ID_NUMBER)
    phone.get_by_role("button", name="显示完整的 身份证号").click()
    expect(phone.locator("main")).to_contain_text(form.ID_NUMBER)
    phone.get_by_role("button", name="提交给单位").click()
    status(phone).to_have_text("(新办)待单位审核")

    running.set_clock("2026-07-06T10:00")
    others(running, case, [
        ("confirm", "agent", []), ("deliver", "agent", []), ("refuse", "window", ["address", "form_wrong"]),
    ])  # fmt: skip
    phone.reload()
    status(phone).to_have_text("(新办)受理未通过")
    expect(phone.locator(".reasons").first).to_contain_text("按证件原文填写")

    running.set_clock("2026-07-10T20:00")
    phone.get_by_role("link", name="户籍与居住证").click()
    phone.fill("#personal-household_address", "安徽省合肥市包河区示例路1号2幢301室")
    phone.get_by_role("button", name="保存, 回到清单").click()
    phone.get_by_role("link", name="检查并提交给单位").click()
    phone.get_by_role("button", name="提交给单位").click()

    running.set_clock("2026-07-17T10:00")
    others(running, case, [
        ("confirm", "agent", []), ("deliver", "agent", []), ("accept", "window", []),
    ])  # fmt: skip
    phone.reload()
    status(phone).to_have_text("(新办)受理通过,等待审批")
    expect(phone.locator(".status-line")).to_contain_text("2026-08-14")


def test_the_form_works_without_script_and_a_number_that_is_wrong_is_said(
    contexts: Any, running: Platform
) -> None:
    # Chromium notes an answer of 422 on its console.
    plain: Page = contexts(java_script_enabled=False, complaints_expected=True).new_page()
    form.sign_in(plain, "li")
    case = form.begin(plain)
    plain.goto(f"{case}/form/personal")
    plain.fill("#personal-name", form.NAME)
    plain.fill("#personal-id_number", form.ID_NUMBER[:-1] + "1")
    form.save(plain)
    expect(plain.locator(".error-summary")).to_contain_text("校验位不对")
    expect(plain.locator("#personal-name")).to_have_value(form.NAME)
    plain.fill("#personal-id_number", form.ID_NUMBER)
    form.save(plain)
    expect(plain.locator("#errors")).to_contain_text("手机号")
    plain.goto(case)
    plain.get_by_role("link", name="撤回申请").click()
    plain.get_by_role("button", name="撤回申请").click()
    status(plain).to_have_text("(新办)已撤回")
