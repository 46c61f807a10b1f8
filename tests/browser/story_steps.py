"""What each of the people of the story does at their own screen, step by step, up to the decision."""

from __future__ import annotations

from typing import Any

import pypdfium2
from playwright.sync_api import Page, expect
from tests.browser.conftest import PATIENCE_MS
from tests.browser.story_stage import Stage, until

ID_NUMBER = "310101198805140010"
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
    printed = page.request.get(f"/employer/cases/{case_id}/print/", timeout=3 * PATIENCE_MS)
    is_pdf = printed.headers["content-type"] == "application/pdf"
    assert ID_NUMBER in (words_of(printed.body()) if is_pdf else printed.text())


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


def propose(stage: Stage, case_id: str) -> tuple[int, int]:
    """Propose to pass once every check has ended; gives how many a register ended, and how many by hand."""
    page = desk(stage, "reviewer", case_id)
    parts = [it.get_attribute("href") for it in page.locator("nav a[href*='part=']").all()]
    by_register = by_hand = 0
    for part in parts or [""]:
        page.goto(f"/desk/cases/{case_id}/{part}")
        still_asked = page.locator("form.lookup:not(:has(.asked.answered, .asked.by_hand))")
        until(page, lambda asked=still_asked: not asked.count())
        by_register += page.locator("form.lookup.agrees", has_text="与登记一致").count()
        by_hand += agree(page)
    take(page, "propose")
    return by_register, by_hand


def agree(page: Page) -> int:
    """Find that every open look-up of the open part agrees with what was claimed; gives how many."""
    for done in range(20):
        waiting = page.locator("form.lookup.open")
        if not waiting.count():
            return done
        waiting.first.locator("button[value=agrees]").click()
        page.wait_for_load_state()
    raise AssertionError("there is no end of look-ups")
