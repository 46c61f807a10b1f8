"""Takes the pictures under docs/screenshots from a running server.

usage: .venv/bin/python scripts/screenshots.py [http://127.0.0.1:8000] [folder]

The scenario: a 36-year-old bachelor with the degree and a five-year record of insurance at 13,000 CNY a month.
"""

import os
import shutil
import sys
from datetime import date
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

WIDTHS = {390: 844, 1280: 900}
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


def answer(page: Page, today: date) -> None:
    """Answer the quick questions as the scenario says."""
    page.fill("#birth_date_year", str(today.year - 36))
    page.fill("#birth_date_month", "6")
    page.fill("#birth_date_day", "15")
    page.check("#education-bachelor_degree")
    page.check("#study-full_time")
    page.select_option("#credential", "none")
    page.fill("#years", "5")
    page.get_by_label("12,577").or_(page.locator("#base-standard")).first.check()
    page.fill("#since_year", str(today.year - 5))
    page.fill("#since_month", str(today.month + 1) if today.month < 12 else "12")
    page.check("#spouse-no")
    page.check("#standing-permit")
    page.check("#standing-employed")


def shoot(browser: Browser, base: str, folder: Path, width: int, scheme: str = "light") -> None:
    """The questions while they are answered, then the result, at one width."""
    page = browser.new_page(
        viewport={"width": width, "height": WIDTHS[width]}, color_scheme=scheme, device_scale_factor=2
    )
    page.goto(f"{base}/")
    suffix = f"{width}{'' if scheme == 'light' else '-' + scheme}.png"
    answer(page, date.today())  # noqa: DTZ011  a picture's scenario, not a score
    page.locator("#live .figure", has_text="149").or_(page.locator("#live .figure")).first.wait_for()
    page.wait_for_timeout(700)
    page.evaluate("scrollTo(0, 0)")
    page.screenshot(path=folder / f"quick-{suffix}")
    page.get_by_role("button", name="看完整结果和依据").click()
    page.locator("#result").wait_for()
    page.screenshot(path=folder / f"result-{suffix}", clip=_clip(page))
    page.close()


def _clip(page: Page) -> dict[str, float]:
    """From the top of the page to the end of the result."""
    box = page.locator("#result").bounding_box()
    assert box is not None
    size = page.viewport_size
    assert size is not None
    return {"x": 0, "y": 0, "width": size["width"], "height": box["y"] + box["height"] + 24}


def main() -> None:
    """Make all pictures."""
    base = (sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000").rstrip("/")
    folder = Path(sys.argv[2] if len(sys.argv) > 2 else "docs/screenshots")
    folder.mkdir(parents=True, exist_ok=True)
    chromium = os.environ.get("JIFEN_CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        for width in WIDTHS:
            shoot(browser, base, folder, width)
        browser.close()


if __name__ == "__main__":
    main()
