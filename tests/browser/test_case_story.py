"""The story of the public page, day by day: five people at their own screens, up to the decision."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from tests.browser.conftest import PATIENCE_MS, Watch, _wait

from jifen_service.casefile import application_form

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "a-story-of-july"
PEOPLE = ("holder", "agent", "window", "reviewer", "approver")
ID_NUMBER = "310101198805140010"
ACCEPTED = "(新办)受理通过,等待审批"
PASSED = "(新办)通过(积分通知书未打印,请及时去受理网点打印或在线打印)"
RECORD = "\n".join(
    ["月份\t缴费基数\t单位"]
    + [f"{year}-{month:02}\t13000\t示例科技有限公司" for year in range(2021, 2026) for month in range(1, 13)]
    + [f"2026-{month:02}\t13000\t示例科技有限公司" for month in range(1, 8)]
)
# One white pixel: the smallest file that a window would take for a scan.
SCAN = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b55"
    "0000000a49444154789c63f80f00010101001bb6ee560000000049454e44ae426082"
)


@dataclass
class Stage:
    """A server with a clock that the story moves, and a browser context for each of the people."""

    address: str
    clock: Path
    contexts: dict[str, BrowserContext] = field(default_factory=dict)

    def on(self, moment: str) -> None:
        """It is this moment now."""
        self.clock.write_text(moment, encoding="ascii")

    def visit(self, who: str, place: str = "/account/home/") -> Page:
        """A page of somebody's at an address, signed in by name and password where they are not yet."""
        context = self.contexts[who]
        page = context.pages[0] if context.pages else context.new_page()
        page.goto(place)
        if "/account/login/" in page.url:
            page.locator("#id_login").fill(who)
            page.locator("#id_password").fill(PASSWORD)
            page.locator("main").get_by_role("button", name="登录", exact=True).click()
            page.wait_for_url(lambda address: "/account/login/" not in address)
            page.goto(place)
        return page


@pytest.fixture
def stage(browser: Browser, tmp_path: Path) -> Iterator[Stage]:
    clock = tmp_path / "clock"
    clock.write_text("2026-07-04T09:00", encoding="ascii")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"} | {
        "JIFEN_VAR": str(tmp_path / "var"),
        "JIFEN_CLOCK_FILE": str(clock),
        "JIFEN_DEMO": "0",
        "DJANGO_SETTINGS_MODULE": "jifen_service.config.settings",
        "PYTHONPATH": str(ROOT),
    }
    for words in (["-m", "jifen_service.manage", "prepare"], ["-m", "tests.browser.story_world"]):
        subprocess.run([sys.executable, *words], env=environment, cwd=ROOT, check=True)
    command = [sys.executable, "-m", "granian", "jifen_service.config.wsgi:application"]
    command += ["--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--no-ws"]
    log = tmp_path / "log"
    with log.open("w") as output, subprocess.Popen(
        command, env=environment, cwd=ROOT, stdout=output, stderr=output
    ) as server:  # fmt: skip
        stage = Stage(f"http://127.0.0.1:{port}", clock)
        try:
            _wait(stage.address, server, log)
            yield from _watched(browser, stage)
        finally:
            server.terminate()


def _watched(browser: Browser, stage: Stage) -> Iterator[Stage]:
    """The stage with its people; none of their pages may have complained or asked elsewhere."""
    watches = []
    for who in PEOPLE:
        context = browser.new_context(
            base_url=stage.address, viewport={"width": 1280, "height": 900}, locale="zh-CN"
        )
        context.set_default_timeout(PATIENCE_MS)
        stage.contexts[who] = context
        watches.append(Watch(context, stage.address))
    yield stage
    for context in stage.contexts.values():
        context.close()
    assert [address for watch in watches for address in watch.foreign] == []
    assert [complaint for watch in watches for complaint in watch.complaints] == []


FORM: dict[str, dict[str, Any]] = {
    "personal": {
        "#personal-name": "张小明",
        "#personal-id_number": ID_NUMBER,
        "#personal-phone": "13812345678",
    },
    "household": {
        "#permit-issued": "2019-03-01",
        "#permit-valid_until": "2028-02-28",
        "#personal-permit_number": "310000198805140019",
        "#personal-household_address": "安徽省合肥市包河区示例路1号",
        "#personal-residence_address": "上海市浦东新区示例路2号",
    },
    "education": {
        "add": "education",
        "#education-0-level": "bachelor",
        "#education-0-degree": True,
        "#education-0-graduated": "2010-07-01",
        "#education-0-school": "某大学",
        "#education-0-major": "计算机",
    },
    "credentials": {"#none": True},
    "employment": {
        "add": "resume",
        "#employment-position": "工程师",
        "#employment-contract_from": "2024-01-01",
        "#employment-contract_until": "2028-12-31",
        "#resume-0-from": "2021-01",
        "#resume-0-employer": "示例科技有限公司",
        "#resume-0-position": "工程师",
    },
    "insurance": {"#pasted": RECORD, "#still-paid": True},
    "family": {"#personal-marital_status": "single"},
    "indicators": {
        "#indicator-age": True, "#indicator-education": True, "#indicator-si_years": True,
        "#indicator-si_base": True,
    },
}  # fmt: skip


def fill(page: Page, section: str, told: dict[str, Any]) -> None:
    """Fill in a page of the form and go on to the next."""
    page.goto(f"{case_of(page)}/form/{section}")
    for place, value in told.items():
        if place == "add":
            page.locator(f"button[name=_add][value={value}]").click()
        elif value is True:
            page.locator(place).check()
        elif page.locator(place).evaluate("it => it.tagName") == "SELECT":
            page.select_option(place, value)
        else:
            page.fill(place, value)
    if section == "insurance":
        page.get_by_role("button", name="读入记录").click()
        expect(page.locator("#record-outcome")).to_contain_text("67 个月")
    page.get_by_role("button", name="保存并去下一项").click()
    page.wait_for_url(lambda address: f"/form/{section}" not in address)


def case_of(page: Page) -> str:
    """The address of the case that a page is about."""
    return page.url.split("?")[0].split("#")[0][: page.url.index("/cases/") + len("/cases/") + 36]


def hand_in(page: Page) -> None:
    """Hand in a scan for every item that has none yet and takes one."""
    forms = page.locator("li.material:not(:has(ul.files)) form.upload")
    while forms.count():
        form = forms.first
        page.evaluate("document.querySelectorAll('details').forEach(it => it.open = true)")
        form.locator("input[type=file]").set_input_files(
            {"name": "scan.png", "mimeType": "image/png", "buffer": SCAN}
        )
        form.locator("button").click()
        page.wait_for_load_state()


def fill_in_and_submit(stage: Stage) -> str:
    page = stage.visit("holder", "/my/start?q=示例科技")
    page.get_by_role("button", name="选这个单位 示例科技有限公司").click()
    case = case_of(page)
    for section, told in FORM.items():
        fill(page, section, told)
    page.goto(f"{case}/materials")
    hand_in(page)
    submit(stage, case)
    return case.rsplit("/", 1)[1]


def submit(stage: Stage, case: str) -> None:
    page = stage.visit("holder", f"{case}/check")
    page.get_by_role("button", name="提交给单位").click()
    expect(page.get_by_text("(新办)待单位审核").first).to_be_visible()


def confirm(stage: Stage, case_id: str) -> None:
    page = stage.visit("agent", "/employer/")
    page.locator(f"a[href*='{case_id}']").first.click()
    page.get_by_role("button", name="内容无误, 确认").click()
    expect(page.get_by_text("(新办)单位已确认, 待送件").first).to_be_visible()
    printed = page.request.get(f"/employer/cases/{case_id}/print/")
    assert ID_NUMBER in (words_of(printed.body()) if application_form.font() else printed.text())


def words_of(pdf: bytes) -> str:
    return "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))


def deliver(stage: Stage, case_id: str) -> None:
    page = stage.visit("agent", f"/employer/cases/{case_id}/")
    hand_in(page)
    for box in page.locator("input[name=handed_in]").all():
        box.check()
    page.get_by_role("button", name="材料已送到, 送件").click()
    expect(page.get_by_text("(新办)待受理").first).to_be_visible()


def desk(stage: Stage, who: str, case_id: str) -> Page:
    """The case on the desk of an officer, found in their queue."""
    page = stage.visit(who, "/desk/")
    page.locator(f"a[href*='{case_id}']").first.click()
    return page


def take(page: Page, step: str) -> None:
    """Open a step's panel and take it."""
    panel = page.locator("details.step", has=page.locator(f"form[action*='/steps/{step}/']"))
    if panel.get_attribute("open") is None:
        panel.locator("summary").click()
    panel.locator("button[data-confirm]").click()
    page.wait_for_load_state()


def refuse(stage: Stage, case_id: str) -> None:
    page = desk(stage, "window", case_id)
    panel = page.locator("details.step", has=page.locator("form[action*='/steps/refuse/']"))
    panel.locator("summary").click()
    panel.get_by_label("地址与身份证、居住证不是逐字一致").check()
    panel.locator("textarea").fill("居住地址少了室号")
    take(page, "refuse")


def accept(stage: Stage, case_id: str) -> None:
    page = desk(stage, "window", case_id)
    see_everything(page, case_id)
    take(page, "accept")


def see_everything(page: Page, case_id: str) -> None:
    """Mark item after item as seen; the desk leads from each to the next open one."""
    page.goto(f"/desk/cases/{case_id}/")
    for _ in range(40):
        seen = page.locator("form.verdict-form button[value=seen]")
        if not seen.count() or page.locator("form.verdict-form legend .verdict.seen").count():
            return
        seen.click()
        page.wait_for_load_state()


def test_from_an_empty_form_to_the_decision(stage):
    stage.on("2026-07-04T09:30")
    case_id = fill_in_and_submit(stage)
    case = f"/my/cases/{case_id}"
    stage.on("2026-07-04T15:00")
    confirm(stage, case_id)

    stage.on("2026-07-06T10:00")
    deliver(stage, case_id)
    stage.on("2026-07-06T14:00")
    refuse(stage, case_id)
    page = stage.visit("holder", case)
    expect(page.get_by_text("(新办)受理未通过").first).to_be_visible()
    expect(page.get_by_text("居住地址少了室号").first).to_be_visible()

    stage.on("2026-07-10T20:00")
    fill(page, "household", {"#personal-residence_address": "上海市浦东新区示例路2号301室"})
    submit(stage, case)
    stage.on("2026-07-10T21:00")
    confirm(stage, case_id)

    stage.on("2026-07-17T10:00")
    deliver(stage, case_id)
    stage.on("2026-07-17T11:00")
    accept(stage, case_id)
    expect(stage.visit("holder", case).get_by_text(ACCEPTED, exact=True).first).to_be_visible()

    stage.on("2026-07-24T10:00")
    propose(stage, case_id)
    stage.on("2026-07-25T10:00")
    take(desk(stage, "approver", case_id), "decide_passed")
    page = stage.visit("holder", case)
    expect(page.get_by_text(PASSED, exact=True).first).to_be_visible()
    days = page.locator(".timeline time").evaluate_all("all => all.map(it => it.dateTime.slice(5, 10))")
    assert sorted(set(days)) == ["07-04", "07-06", "07-10", "07-17", "07-24", "07-25"]


def propose(stage: Stage, case_id: str) -> None:
    page = desk(stage, "reviewer", case_id)
    parts = [it.get_attribute("href") for it in page.locator("nav a[href*='part=']").all()]
    for part in parts or [""]:
        page.goto(f"/desk/cases/{case_id}/{part}")
        agree(page)
    take(page, "propose")


def agree(page: Page) -> None:
    """Find that every look-up of the open part agrees with what was claimed."""
    for _ in range(20):
        waiting = page.locator("form.lookup.open")
        if not waiting.count():
            return
        waiting.first.locator("button[value=agrees]").click()
        page.wait_for_load_state()
