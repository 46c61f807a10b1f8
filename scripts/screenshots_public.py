"""Takes the pictures of the public pages under docs/screenshots from a server in demo mode (`make run`).

usage: .venv/bin/python scripts/screenshots_public.py [http://127.0.0.1:8000] [folder]

Every public page in both languages on a phone, four to a sheet, and some pages of a desktop; then the
settlement test to its end, and a call-back from there to the adviser's desk.
"""

import re
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page
from shooting import chromium, open_page, place, sign_in, still

PAGES = (
    "", "quick", "exact", "guide", "guide/what", "guide/who", "guide/score", "guide/ways", "guide/insurance",
    "guide/way", "guide/returned", "guide/yearly", "guide/changes", "guide/employers", "guide/questions",
    "materials", "settle", "benefits", "places", "places/FX", "places/HP", "news", "news/2023-01-01",
    "search?q=jzz", "law", "law/average_wage", "law/changes", "sources", "checked", "verify", "call-back/",
    "no-such-page",
)  # fmt: skip
#: the law as the platform reads it, on a sheet of its own
LAW = ("law", "law/average_wage", "law/difference", "law/settlement")
WIDE = ("", "guide/way", "places", "guide/ways", "law", "law/average_wage")
PHONE, DESKTOP, HEIGHT, TO_A_SHEET, GAP = 390, 1280, 1480, 4, 8
COLOURS = 96
MONTHS = "100"
ADVISER = "demo-fx-window"


def shot(browser: Browser, address: str, width: int) -> Image.Image:
    """The upper part of a page."""
    page = browser.new_page(viewport={"width": width, "height": HEIGHT if width == PHONE else 1000})
    page.goto(address)
    picture = Image.open(BytesIO(page.screenshot())).convert("RGB")
    page.close()
    return picture


def keep(picture: Image.Image, file: Path) -> None:
    """Write a picture with few colours, so that it stays small."""
    picture.quantize(COLOURS).save(file, optimize=True)


def sheet(pictures: list[Image.Image]) -> Image.Image:
    """Pictures side by side."""
    whole = Image.new("RGB", (len(pictures) * (PHONE + GAP) - GAP, HEIGHT), "#8b8779")
    for number, picture in enumerate(pictures):
        whole.paste(picture, (number * (PHONE + GAP), 0))
    return whole


def snap(page: Page, folder: Path, name: str) -> None:
    """The whole of a page that somebody came to."""
    still(page)
    keep(Image.open(BytesIO(page.screenshot(full_page=True))).convert("RGB"), folder / f"{name}.png")


def settled(page: Page, address: str) -> None:
    """Answer every question of the settlement test."""
    page.goto(address)
    while page.locator("input[name=asking]").count():
        number = page.locator("#answer")
        if number.count():
            number.fill(MONTHS)
        else:
            page.locator("input[name=answer]").first.check()
        with page.expect_navigation():
            page.locator("button[value=next]").click()


def settlement(browser: Browser, base: str, folder: Path) -> None:
    """A question and the routes, on a phone in Chinese and on a desktop in English."""
    for width, address, name in ((PHONE, "/settle", ""), (DESKTOP, "/en/settle", "en-")):
        page = open_page(browser, base, width)
        page.goto(address)
        snap(page, folder, f"settle-question-{name}{width}")
        settled(page, address)
        snap(page, folder, f"settle-routes-{name}{width}")
        page.close()


def call_back(browser: Browser, base: str, folder: Path) -> None:
    """From the end of the settlement test to the code, the booking and the desk."""
    page = open_page(browser, base, PHONE)
    settled(page, "/settle")
    page.locator("form.onward button").click()
    snap(page, folder, f"call-back-{PHONE}")
    page.fill("#id_name", "柏女士")
    page.fill("#id_phone", "13800138000")
    page.check("#id_attach")
    page.check("#id_consent")
    page.locator("main .buttons button").click()
    code = re.search(r"\d{6}", page.locator("p.notice").inner_text())
    page.fill("#id_code", code[0] if code else "")
    snap(page, folder, f"call-back-code-{PHONE}")
    page.locator("main .buttons button").first.click()
    snap(page, folder, f"call-back-booked-{PHONE}")
    page.close()
    desk = open_page(browser, base, DESKTOP)
    sign_in(desk, ADVISER)
    desk.goto("/en/call-back/desk/")
    snap(desk, folder, f"call-back-desk-en-{DESKTOP}")
    desk.close()


def main() -> None:
    """Make all pictures."""
    base, folder = place()
    with chromium() as browser:
        for lang, prefix in (("zh", "/"), ("en", "/en/")):
            for first in range(0, len(PAGES), TO_A_SHEET):
                addresses = [f"{base}{prefix}{page}" for page in PAGES[first : first + TO_A_SHEET]]
                pictures = [shot(browser, address, PHONE) for address in addresses]
                keep(sheet(pictures), folder / f"public-{lang}-{first // TO_A_SHEET + 1}.png")
            law = [shot(browser, f"{base}{prefix}{page}", PHONE) for page in LAW]
            keep(sheet(law), folder / f"public-law-{lang}.png")
        for page in WIDE:
            name = page.replace("/", "-") or "home"
            keep(shot(browser, f"{base}/{page}", DESKTOP), folder / f"public-{name}-{DESKTOP}.png")
        settlement(browser, base, folder)
        call_back(browser, base, folder)


if __name__ == "__main__":
    main()
