"""Filling in an application for points through its pages, as somebody with a phone does."""

import io
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page

PASSWORD = "a-long-enough-secret"
NAME = "张小明"
#: invented; the check digit is right, or the form would not take it
ID_NUMBER = "310101198805140010"
NEXT = "保存并去下一项"
RECORD = "月份\t缴费基数\t单位\n" + "\n".join(
    f"{year}-{month:02d}\t13000\t上海晨星软件有限公司" for year in range(2019, 2026) for month in range(1, 13)
)


def sign_in(page: Page, username: str) -> None:
    """Sign in by user name and password."""
    page.goto("/account/login/")
    page.fill("#id_login", username)
    page.fill("#id_password", PASSWORD)
    page.locator("form:has(#id_password)").get_by_role("button").click()


def begin(page: Page) -> str:
    """Begin an application through the employer; gives the address of the case."""
    page.goto("/my/")
    page.get_by_role("link", name="开始申请").click()
    page.fill("#q", "晨星")
    page.get_by_role("button", name="查找").click()
    page.get_by_role("button", name="选这个单位").click()
    return page.url


def save(page: Page) -> None:
    """Save a page of the form and go on."""
    page.get_by_role("button", name=NEXT).click()


def personal(page: Page) -> None:
    """Name, number, phone; the date of birth follows from the number."""
    page.fill("#personal-name", NAME)
    page.fill("#personal-id_number", ID_NUMBER)
    page.fill("#personal-phone", "13812345678")
    save(page)


def household(page: Page) -> None:
    """Permit and addresses."""
    page.fill("#permit-issued", "2019-03-01")
    page.fill("#permit-valid_until", "2028-02-28")
    page.fill("#personal-permit_number", "310000198805140019")
    page.fill("#personal-household_address", "安徽省合肥市包河区示例路1号")
    page.fill("#personal-residence_address", "上海市奉贤区示例路2号")
    save(page)


def education(page: Page) -> None:
    """A bachelor with the degree."""
    page.locator("#education").click()
    page.select_option("#education-0-level", "bachelor")
    page.fill("#education-0-graduated", "2010-07-01")
    page.check("#education-0-degree")
    page.fill("#education-0-school", "某大学")
    page.fill("#education-0-major", "计算机科学与技术")
    save(page)


def credentials(page: Page) -> None:
    """None to enter."""
    page.check("#none")
    save(page)


def employment(page: Page) -> None:
    """The contract and one station of the résumé."""
    page.fill("#employment-employer", "上海晨星软件有限公司")
    page.fill("#employment-position", "软件工程师")
    page.fill("#employment-contract_from", "2024-01-01")
    page.fill("#employment-contract_until", "2028-12-31")
    page.locator("#resume").click()
    page.fill("#resume-0-from", "2010-07")
    page.fill("#resume-0-employer", "上海晨星软件有限公司")
    save(page)


def insurance(page: Page) -> None:
    """The record, pasted from a table."""
    page.fill("#pasted", RECORD)
    page.check("#still-paid")
    page.get_by_role("button", name="读入记录").click()
    page.locator("#record-outcome").wait_for()
    save(page)


def family(page: Page) -> None:
    """Married, one child."""
    page.select_option("#personal-marital_status", "married")
    page.fill("#personal-spouse_name", "李小红")
    page.fill("#spouse-married", "2015-10-01")
    page.locator("#personal-family").click()
    page.select_option("#personal-family-0-relation", "child")
    page.fill("#personal-family-0-name", "张小小")
    page.fill("#personal-family-0-birth_date", "2016-03-09")
    save(page)


def indicators(page: Page) -> None:
    """What is claimed."""
    for name in ("age", "education", "si_years", "si_base"):
        page.check(f"#indicator-{name}")
    save(page)


PAGES = (personal, household, education, credentials, employment, insurance, family, indicators)


def fill_in(page: Page, case: str) -> None:
    """Fill in the whole form; ends on the page of materials."""
    page.goto(f"{case}/form/personal")
    for part in PAGES:
        part(page)


def scan(folder: Path, name: str, shade: int = 200) -> Path:
    """A picture to hand in."""
    out = io.BytesIO()
    Image.new("RGB", (600, 800), (shade, shade, shade - 20)).save(out, "PNG")
    file = folder / name
    file.write_bytes(out.getvalue())
    return file


def hand_in(page: Page, folder: Path) -> None:
    """Hand in a picture for every item that the holder brings; the page of materials is open."""
    codes = [item.get_attribute("id").removeprefix("item-") for item in page.locator(".material").all()]
    for number, code in enumerate(codes):
        item = page.locator(f"#item-{code}")
        if item.locator("form.upload").count() and not item.locator(".files").count():
            page.set_input_files(f"#file-{code}", scan(folder, f"{code}.png", 120 + number * 3))
            with page.expect_navigation():
                item.locator("form.upload button").click()
