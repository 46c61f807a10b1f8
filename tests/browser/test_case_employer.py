"""An employer's agent in a browser: a spreadsheet with progress, a case from the check to the delivery."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect
from tests.browser.employer_seed import PASSWORD
from tests.browser.running import platform

from jifen_service.casework.identity import id_check_character

NOON = "2026-11-23T12:00"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The platform with a small world of its own and a worker; its address."""
    folder = tmp_path_factory.mktemp("employer")
    with platform(folder, NOON, seed="tests.browser.employer_seed", worker=True) as served:
        yield served.address


def sign_in(page: Page) -> None:
    page.goto("/account/login/")
    page.fill("#id_login", "agent")
    page.fill("#id_password", PASSWORD)
    page.locator("form:has(#id_password)").get_by_role("button").click()
    page.goto("/employer/")


def number(serial: int) -> str:
    first = f"31010119880514{serial:03d}"
    return first + id_check_character(first)


#: education, degree, insured since, base: what the invented employees bring
KINDS = ("本科,是,2016-07,13000", "大专,否,2021-03,8200", "硕士,是,2022-09,26000", "本科,是,2024-01,9000")
NAMES = "李晓梅 王建国 陈思远 周子涵 吴佳 郑海 孙立 赵一鸣 钱芳 冯宇 蒋欣 沈默"


def employees() -> bytes:
    """29 rows that can be read and one that cannot."""
    names = NAMES.split()
    lines = ["姓名,身份证号,居住证签发日期,居住证有效期至,最高学历,有学位,本市参保起始月,缴费基数"]
    lines += [
        f"{names[n % len(names)]},{number(n)},2021-03-01,2028-02-28,{KINDS[n % len(KINDS)]}"
        for n in range(1, 30)
    ]
    lines += ["王五,123,2021-03-01,2028-02-30,火星,是,2016-13,九千"]
    return "\n".join(lines).encode()


def import_employees(page: Page) -> None:
    page.goto("/employer/imports/")
    page.set_input_files("#file", {"name": "员工.csv", "mimeType": "text/csv", "buffer": employees()})
    page.get_by_role("button", name="读入并预览").click()
    expect(page.get_by_role("heading", name="要改的单元格")).to_be_visible()
    expect(page.locator(".problems-table")).to_contain_text("不认识这个写法")
    page.get_by_role("button", name="导入这 29 人并预评").click()


def test_from_the_spreadsheet_to_the_results(page: Page):
    sign_in(page)
    import_employees(page)
    expect(page.get_by_text("29 人都算完了")).to_be_visible(timeout=30_000)
    expect(page.locator(".results-table tbody tr")).to_have_count(29)
    with page.expect_download() as download:
        page.get_by_role("link", name="下载表格 (Excel)").click()
    assert download.value.suggested_filename == "jifen-2026-11-23.xlsx"
    page.goto("/employer/imports/")
    expect(page.get_by_text("29 人已算完").first).to_be_visible()


def test_the_same_without_script(plain: Page):
    sign_in(plain)
    import_employees(plain)
    expect(plain.get_by_text("29 人都算完了")).to_be_visible(timeout=30_000)


def test_confirmed_and_delivered(contexts):
    # Chromium complains of the answer 422 to a delivery with something missing.
    page = contexts(complaints_expected=True).new_page()
    sign_in(page)
    page.get_by_role("link", name="待审核").click()
    page.locator(".cases-table a").first.click()
    page.get_by_role("button", name="显示全部").first.click()
    page.get_by_role("button", name="内容无误, 确认").click()
    expect(page.locator("#status")).to_have_text("(新办)单位已确认, 待送件")
    with page.expect_navigation():
        page.get_by_role("button", name="材料已送到, 送件").click()
    expect(page.get_by_role("alert")).to_contain_text("还没勾选已备齐")
    for box in page.locator(".handed input").all():
        box.check()
    page.get_by_role("button", name="材料已送到, 送件").click()
    expect(page.locator("#status")).to_have_text("(新办)待受理")


def test_returned_with_reasons_on_a_phone(phone: Page):
    sign_in(phone)
    phone.get_by_role("link", name="待审核").tap()
    phone.locator(".cases-table a").first.tap()
    phone.get_by_text("这一部分有问题").first.tap()
    phone.get_by_label("申请表填写有误").check()
    phone.fill("#note", "姓名和身份证不一致")
    phone.get_by_role("button", name="退回给员工").tap()
    expect(phone.locator(".timeline")).to_contain_text("姓名和身份证不一致")
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
