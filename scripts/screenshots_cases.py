"""Takes the pictures of cases under docs/screenshots from a running server in demo mode (`make run`).

usage: .venv/bin/python scripts/screenshots_cases.py [http://127.0.0.1:8000] [folder]
"""

import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

SIZES = {390: 844, 1280: 900}
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


@dataclass(frozen=True)
class Picture:
    """A page of somebody's: where it begins, and the links (CSS) that lead on from there."""

    name: str
    who: str
    start: str
    links: tuple[str, ...] = ()


CASE = "main a[href*='/cases/']"
PICTURES = (
    Picture("sign-in", "", "/account/login/"),
    Picture("applicant-home", "demo-printed", "/my/"),
    Picture("applicant-form", "demo-filling", "/my/", (CASE,)),
    Picture("applicant-section", "demo-filling", "/my/", (CASE, "a[href*='/form/employment']")),
    Picture("applicant-check", "demo-filling", "/my/", (CASE, "a[href$='/check']")),
    Picture("applicant-materials", "demo-filling", "/my/", (CASE, "a[href*='/materials']")),
    Picture("applicant-refused", "demo-refused", "/my/", (CASE,)),
    Picture("applicant-passed", "demo-passed", "/my/", (CASE,)),
    Picture("agent-cases", "demo-agent-chenxing", "/employer/"),
    Picture("agent-case", "demo-agent-chenxing", "/employer/?state=employer_review", (CASE,)),
    Picture("window-queue", "demo-fx-window", "/desk/"),
    Picture("window-case", "demo-fx-window", "/desk/?state=filed", (CASE,)),
    Picture("reviewer-case", "demo-fx-reviewer", "/desk/?state=verifying", (CASE,)),
    Picture("approver-case", "demo-pd-approver", "/desk/?state=proposed", (CASE,)),
    Picture("lead-figures", "demo-fx-lead", "/desk/figures/"),
    Picture("city-home", "demo-city", "/city/"),
    Picture("city-audit", "demo-city", "/city/audit/"),
)


def sign_in(page: Page, who: str) -> None:
    """Sign in as one of the accounts listed on the page."""
    page.goto("/account/login/")
    page.locator(f"form:has(input[value='{who}']) button").click()
    page.wait_for_url(lambda address: "/login/" not in address)


def shoot(browser: Browser, base: str, folder: Path, width: int, picture: Picture) -> None:
    """One page at one width, the whole of it."""
    page = browser.new_page(
        base_url=base,
        viewport={"width": width, "height": SIZES[width]},
        locale="zh-CN",
        device_scale_factor=1,
    )
    if picture.who:
        sign_in(page, picture.who)
    page.goto(picture.start)
    for link in picture.links:
        address = page.locator(link).first.get_attribute("href")
        assert address is not None, f"{picture.name}: no {link}"
        page.goto(address if address.startswith("/") else page.url.split("?")[0] + address)
    page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
    page.wait_for_timeout(300)
    page.screenshot(path=folder / f"case-{picture.name}-{width}.png", full_page=True)
    page.close()


def main() -> None:
    """Make all pictures."""
    base = (sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000").rstrip("/")
    folder = Path(sys.argv[2] if len(sys.argv) > 2 else "docs/screenshots")
    folder.mkdir(parents=True, exist_ok=True)
    chromium = os.environ.get("JIFEN_CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        for picture in PICTURES:
            for width in SIZES:
                shoot(browser, base, folder, width, picture)
        browser.close()


if __name__ == "__main__":
    main()
