"""The front for everybody: few taps to an answer, nobody shut out, light, and without script."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Request, expect
from tests.browser.running import platform

AXE = Path(__file__).parents[1] / "vendor" / "axe-core" / "axe-4.14.1.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
MOST_BYTES = 100_000
NARROW = 320
#: one page of each template, the longest where there are several, and some in English
PAGES = (
    "/", "/quick", "/exact", "/guide", "/guide/questions", "/guide/ways", "/guide/way", "/guide/insurance",
    "/materials", "/settle", "/benefits", "/places", "/places/FX", "/news", "/news/2018-01-01", "/sources",
    "/checked", "/search?q=jzz", "/verify", "/en/", "/en/guide/score", "/en/materials",
    "/en/places", "/en/benefits", "/en/verify", "/law", "/law/average_wage", "/law/settlement",
    "/law/changes", "/en/law/difference", "/en/law/actions",
)  # fmt: skip


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A platform with its centres, on a working morning."""
    with platform(tmp_path_factory.mktemp("public"), "2026-11-26T09:30") as served:
        served.run("from jifen_service.accounts.centres import ensure_centres; ensure_centres()")
        yield served.address


def taps(page: Page, *names: str) -> int:
    """Tap one link or button after another; give how many."""
    for name in names:
        page.locator("main").get_by_role("link", name=name, exact=True).first.tap()
    return len(names)


def test_a_stranger_reaches_score_materials_and_centre_in_few_taps(phone: Page) -> None:
    phone.goto("/")
    used = taps(phone, "快速自测")
    assert phone.locator("fieldset.question").count() <= 10
    for field, value in (("year", "1991"), ("month", "1"), ("day", "1")):
        phone.fill(f"#birth_date_{field}", value)
    phone.check("#education-bachelor_degree")
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


def test_no_public_page_shuts_anybody_out_or_weighs_much(contexts: Any) -> None:
    context = contexts(viewport={"width": NARROW, "height": 700})
    # A route keeps the browser from taking anything out of its cache: every page is weighed whole.
    context.route("**/*", lambda route: route.continue_())
    page, axe, wrong = context.new_page(), AXE.read_text(encoding="utf-8"), []
    arrived: list[Request] = []
    # A method of a list takes no mark, which Playwright puts on its handlers.
    page.on("requestfinished", lambda request: arrived.extend([request]))
    for number, address in enumerate(PAGES):
        page.emulate_media(color_scheme="dark" if number % 2 else "light")
        arrived.clear()
        page.goto(address, wait_until="load")
        wide = page.evaluate("document.documentElement.scrollWidth")
        page.evaluate(axe)
        options = {"runOnly": RULES, "resultTypes": ["violations"]}
        found = page.evaluate("options => axe.run(document, options)", options)["violations"]
        weight = sum(_bytes(request) for request in arrived)
        problems = [(rule["id"], rule["nodes"][0]["target"]) for rule in found]
        if problems or not 5_000 < weight < MOST_BYTES or wide > NARROW:
            wrong.append((address, problems, weight, wide))
    assert wrong == []


def _bytes(request: Request) -> int:
    sizes = request.sizes()
    return sizes["responseBodySize"] + sizes["responseHeadersSize"]


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


@pytest.mark.parametrize("fragment", ["#q=eyJzcG91c2UiOlsibm8iXX0", "#opening-title"])
def test_a_link_with_answers_is_led_on_from_the_root(page: Page, server: str, fragment: str) -> None:
    page.goto(f"/{fragment}")
    if fragment.startswith("#q="):
        expect(page).to_have_url(f"{server}/quick{fragment}")
        expect(page.locator("#spouse-no")).to_be_checked()
    else:
        expect(page).to_have_url(f"{server}/{fragment}")
