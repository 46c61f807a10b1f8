"""Takes the pictures of notices under docs/screenshots from a running server in demo mode (`make run`).

usage: .venv/bin/python scripts/screenshots_notices.py [http://127.0.0.1:8000] [folder]
The printed page is drawn from the PDF that the server gives; an account's first print moves its case on.
"""

import tempfile
from pathlib import Path

import pypdfium2
from playwright.sync_api import Browser, Page
from shooting import SIZES, chromium, open_page, place, sign_in, still

STATES = ("valid", "expired", "revoked", "superseded")
_SCALE = 1.3


def shoot(page: Page, folder: Path, name: str, width: int) -> None:
    """The whole page."""
    still(page)
    page.screenshot(path=folder / f"notice-{name}-{width}.png", full_page=True)


def verification(page: Page, folder: Path, width: int) -> None:
    """The form, and a notice in each state by the codes that a demonstration lists."""
    page.goto("/verify")
    shoot(page, folder, "verify", width)
    listed = page.locator("[aria-labelledby=samples-title] a").evaluate_all("all => all.map(one => one.href)")
    for state, address in zip(STATES, listed, strict=True):
        if state != "valid" and width != max(SIZES):
            continue
        page.goto(address)
        shoot(page, folder, f"verify-{state}", width)


def printed(page: Page, folder: Path, width: int) -> Path:
    """The page of a notice with its prints; gives the PDF."""
    sign_in(page, "demo-passed")
    page.goto("/my/")
    for link in ("main a[href*='/cases/']", "main a[href*='/notices/']"):
        page.goto(page.locator(link).first.get_attribute("href") or "/")
    with page.expect_download() as told:
        page.locator("main form.buttons button").first.click()
    page.reload()
    shoot(page, folder, "page", width)
    return told.value.path()


def draw(file: Path, folder: Path, name: str) -> None:
    """The first page of a PDF as a picture."""
    pypdfium2.PdfDocument(file)[0].render(scale=_SCALE).to_pil().save(
        folder / f"notice-{name}.png", optimize=True
    )


def altered(page: Page, file: Path, folder: Path, width: int) -> None:
    """What the page says to a file of which one byte was changed."""
    content = bytearray(file.read_bytes())
    content[len(content) // 3] ^= 1
    with tempfile.TemporaryDirectory() as kept:
        changed = Path(kept, "notice.pdf")
        changed.write_bytes(content)
        page.goto("/verify")
        page.set_input_files("#file", changed)
        page.locator("form[enctype] button").click()
        page.locator(".verdict-card").wait_for()
    shoot(page, folder, "verify-changed", width)


def pictures(browser: Browser, base: str, folder: Path, width: int) -> None:
    """All pictures of one width; on the wide one also what is printed."""
    page = open_page(browser, base, width)
    verification(page, folder, width)
    file = printed(page, folder, width)
    if width == max(SIZES):
        altered(page, file, folder, width)
        draw(file, folder, "printed")
    page.close()


def main() -> None:
    """Make all pictures."""
    base, folder = place()
    with chromium() as browser:
        for width in SIZES:
            pictures(browser, base, folder, width)


if __name__ == "__main__":
    main()
