"""Takes the pictures of the public pages under docs/screenshots from a running server.

usage: .venv/bin/python scripts/screenshots_public.py [http://127.0.0.1:8000] [folder]

Every public page in both languages as a phone shows it, four to a sheet, and some pages of a desktop.
"""

import os
import shutil
import sys
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

PAGES = (
    "", "quick", "guide", "guide/what", "guide/who", "guide/score", "guide/ways", "guide/insurance",
    "guide/way", "guide/returned", "guide/yearly", "guide/changes", "guide/employers", "guide/questions",
    "materials", "settle", "benefits", "places", "places/FX", "places/HP", "news", "search?q=jzz", "sources",
    "checked", "verify",
)  # fmt: skip
#: the law as the platform reads it, on a sheet of its own
LAW = ("law", "law/average_wage", "law/difference", "law/settlement")
WIDE = ("", "guide/way", "places", "guide/ways", "law", "law/average_wage")
PHONE, DESKTOP, HEIGHT, TO_A_SHEET, GAP = 390, 1280, 1480, 4, 8
COLOURS = 96


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
    for place, picture in enumerate(pictures):
        whole.paste(picture, (place * (PHONE + GAP), 0))
    return whole


def main() -> None:
    """Make all pictures."""
    base = (sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000").rstrip("/")
    folder = Path(sys.argv[2] if len(sys.argv) > 2 else "docs/screenshots")
    chromium = os.environ.get("JIFEN_CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
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
        browser.close()


if __name__ == "__main__":
    main()
