"""The front for everybody: few taps to an answer, nobody shut out, light, and without script."""

import gzip
import re
from collections.abc import Iterator
from typing import Any
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Page, expect
from tests.browser.public_pages import PAGES, faults, results, settled, submit, whole_site
from tests.browser.running import platform

#: the centres, and who answers at one of them
ADVISER = """
from datetime import date
from jifen_service.accounts.centres import ensure_centres
from jifen_service.accounts.models import Centre, Membership, User
ensure_centres()
user = User.objects.create_user("window", password="a-window-in-fengxian", display_name="窗口")
centre = Centre.objects.get(code="FX")
Membership.objects.create(user=user, role="window", since=date(2020, 1, 1), centre=centre)
"""
MOST_BYTES = 100_000
NARROW, HALF = 320, 640
_WIDE = "document.documentElement.scrollWidth"
_TWICE = """() => {
    const root = document.documentElement;
    root.style.fontSize = 2 * parseFloat(getComputedStyle(root).fontSize) + "px";
}"""
_LINKED = re.compile(r'(?:href|src)="(/static/[^"]+)"')


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A demonstration with its centres and an adviser, on a working morning."""
    with platform(tmp_path_factory.mktemp("public"), "2026-11-26T09:30", JIFEN_DEMO="1") as served:
        served.run(ADVISER)
        yield served.address


def taps(page: Page, *names: str) -> int:
    """Tap one link or button after another; give how many."""
    for name in names:
        page.locator("main").get_by_role("link", name=name, exact=True).first.tap()
    return len(names)


def test_a_stranger_reaches_score_materials_and_centre_in_few_taps(phone: Page) -> None:
    phone.goto("/")
    used = taps(phone, "快速自测")
    for field, value in (("year", "1991"), ("month", "1"), ("day", "1")):
        phone.fill(f"#birth_date_{field}", value)
    phone.check("#education-bachelor_degree")
    assert 1 <= phone.locator(".question .number").count() <= 10
    phone.get_by_role("button", name="看完整结果和依据").tap()
    expect(phone.locator("#result .figure")).to_be_visible()
    assert used + 1 <= 3

    phone.goto("/")
    assert taps(phone, "材料清单") <= 4
    expect(phone.get_by_text("户口簿 (有完整地址的首页和本人页)")).to_be_visible()

    phone.goto("/")
    assert taps(phone, "找受理点", "奉贤区") <= 3
    expect(phone.get_by_text("望园南路1529弄B楼二层B209")).to_be_visible()
    expect(phone.get_by_text("现在办公, 到 11:30")).to_be_visible()


def test_no_public_page_shuts_anybody_out(contexts: Any) -> None:
    page, wrong = contexts(viewport={"width": NARROW, "height": 700}).new_page(), []
    for number, (address, fields) in enumerate([*((address, None) for address in PAGES), *results()]):
        page.emulate_media(color_scheme="dark" if number % 2 else "light")
        if fields is None:
            page.goto(address)
        else:
            submit(page, address, fields)
        wide, found = page.evaluate(_WIDE), faults(page)
        # Text twice as large, in the width that is left of 1280 px when a page is enlarged twice.
        page.set_viewport_size({"width": HALF, "height": 700})
        page.evaluate(_TWICE)
        enlarged = page.evaluate(_WIDE)
        page.set_viewport_size({"width": NARROW, "height": 700})
        if found or wide > NARROW or enlarged > HALF:
            wrong.append((address, found, wide, enlarged))
    assert wrong == []


def test_every_page_of_the_site_is_light_and_kept_for_a_while(server: str) -> None:
    sizes: dict[str, int] = {}
    wrong = []
    for address in whole_site(server):
        content, headers = _fetched(f"{server}{address}")
        for part in set(_LINKED.findall(gzip.decompress(content).decode())):
            if part not in sizes:
                sizes[part] = len(_fetched(f"{server}{part}")[0])
            content += bytes(sizes[part])
        # What the verification says holds for the moment alone.
        kept = "no-store" if address.endswith("/verify") else "public, max-age="
        if not 5_000 < len(content) < MOST_BYTES or kept not in headers["Cache-Control"]:
            wrong.append((address, len(content), headers["Cache-Control"]))
    assert wrong == []


def _fetched(address: str) -> tuple[bytes, Any]:
    """What comes over the network, compressed as it is, and its headers."""
    with urlopen(Request(address, headers={"Accept-Encoding": "gzip"})) as answer:
        return answer.read(), answer.headers


def test_everything_answers_without_script(contexts: Any) -> None:
    # Chromium complains of the 422 that a wrong code is answered with.
    plain = contexts(java_script_enabled=False, complaints_expected=True).new_page()
    plain.goto("/materials")
    expect(plain.get_by_text("学位证书", exact=True)).to_have_count(0)
    plain.check("#claim-education")
    plain.check("#fact-degree")
    plain.get_by_role("button", name="看我的清单").click()
    expect(plain.get_by_text("学位证书", exact=True)).to_be_visible()
    expect(plain.locator("#fact-degree")).to_be_checked()
    plain.goto("/")
    plain.get_by_role("searchbox").fill("xueli")
    plain.get_by_role("button", name="搜索").click()
    expect(plain.get_by_role("link", name=re.compile("分数怎么算"))).to_be_visible()
    plain.goto("/places")
    plain.get_by_label("单位的统一社会信用代码").fill("91310120MA1ABCDE1X")
    plain.get_by_role("button", name="查是哪个区").click()
    expect(plain.locator("#answer")).to_contain_text("代码里有一位不对")


def test_a_call_back_from_the_answer_to_the_adviser_and_away(contexts: Any) -> None:
    # Chromium complains of the 404 that a link is answered with once all is withdrawn.
    page = contexts(complaints_expected=True).new_page()
    page.goto("/settle")
    submit(page, "/settle", settled())
    page.get_by_role("button", name="请人给我回电").click()
    expect(page.locator("pre")).to_contain_text("居转户")
    for field, value in (("name", "欧阳小禾"), ("phone", "13812345678"), ("words", "孩子明年中考")):
        page.fill(f"#id_{field}", value)
    page.select_option("#id_centre", label="奉贤区")
    page.check("#id_attach")
    page.check("#id_consent")
    page.get_by_role("button", name="发验证码").click()
    first = _code(page)
    assert faults(page) == []
    page.get_by_role("button", name="再发一次").click()
    expect(page.get_by_text("新的验证码已发出")).to_be_visible()
    assert _code(page) != first
    page.fill("#id_code", _code(page))
    page.get_by_role("button", name="确认", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("预约好了")
    expect(page.get_by_text("2026-11-27 结束前打 138****5678")).to_be_visible()
    assert faults(page) == []
    link = page.url

    desk = contexts().new_page()
    _answer_at_the_desk(desk)

    page.goto(link)
    expect(page.get_by_role("heading", level=1)).to_have_text("这个回电已经办完")
    page.get_by_role("button", name="撤回, 删掉我的号码").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("已撤回")
    assert faults(page) == []
    page.goto(link)
    expect(page.get_by_role("heading", level=1)).to_have_text("这一页不在了")
    desk.goto("/call-back/desk/?show=closed")
    expect(desk.locator("tr[data-row]")).to_have_count(0)


def _code(page: Page) -> str:
    """The code of the last text, as a demonstration shows it."""
    found = re.search(r"\d{6}", page.locator("p.notice").last.inner_text())
    assert found is not None
    return found[0]


def _answer_at_the_desk(desk: Page) -> None:
    """Take the only call-back by keyboard, see number and words, write down that it is answered."""
    desk.goto("/account/login/")
    desk.fill("#id_login", "window")
    desk.fill("#id_password", "a-window-in-fengxian")
    desk.locator("form:has(#id_password)").get_by_role("button").click()
    desk.wait_for_url("**/desk/**")
    desk.goto("/call-back/desk/")
    row = desk.locator("tr[data-row]")
    expect(row).to_contain_text("欧**")
    expect(row).to_contain_text("11-27 前")
    expect(row).not_to_contain_text("13812345678")
    assert faults(desk) == []
    for key in ("j", "c"):
        desk.keyboard.press(key)
    expect(desk.get_by_role("link", name="13812345678")).to_be_visible()
    expect(desk.get_by_text("孩子明年中考")).to_be_visible()
    expect(desk.locator("pre")).to_contain_text("居转户")
    assert faults(desk) == []
    desk.fill("#id_notes", "按月数讲了, 资料不用带")
    desk.select_option("#id_outcome", label="答复了")
    desk.get_by_role("button", name="保存").click()
    expect(desk.get_by_text("这里现在没有人")).to_be_visible()
    desk.get_by_role("link", name="办完的").click()
    expect(row).to_contain_text("答复了")


@pytest.mark.parametrize("fragment", ["#q=eyJzcG91c2UiOlsibm8iXX0", "#opening-title"])
def test_a_link_with_answers_is_led_on_from_the_root(page: Page, server: str, fragment: str) -> None:
    page.goto(f"/{fragment}")
    if fragment.startswith("#q="):
        expect(page).to_have_url(f"{server}/quick{fragment}")
        expect(page.locator("#spouse-no")).to_be_checked()
    else:
        expect(page).to_have_url(f"{server}/{fragment}")
