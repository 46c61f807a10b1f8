"""What the scripts that take pictures share: a browser, two widths, signing in, pages that stand still.

A script of pictures is a tuple of `Picture` and `take(PICTURES, prefix)`; its arguments are the server's
address and the folder.
"""

import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, StorageState, sync_playwright

# The scripts ask the platform's clock which day it is.
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jifen_service.config.settings")

#: width → height of the window, in px
SIZES = {390: 844, 1280: 900}
_ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
#: what moves has come to rest
_SETTLED_MS = 300


@dataclass(frozen=True)
class Picture:
    """A page of somebody's ("" for nobody): where it begins, and the links (CSS) that lead on from there.

    ``press`` (CSS) is opened on it; ``file`` is handed in at the field for one, and ``press`` sends it.
    """

    name: str
    who: str
    start: str
    links: tuple[str, ...] = ()
    press: str = ""
    file: Path | None = None


def place() -> tuple[str, Path]:
    """The server's address and the folder for the pictures, as the command line has them."""
    base = (sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000").rstrip("/")
    folder = Path(sys.argv[2] if len(sys.argv) > 2 else "docs/screenshots")
    folder.mkdir(parents=True, exist_ok=True)
    return base, folder


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser: the one named by JIFEN_CHROMIUM, the system's, or Playwright's own."""
    path = os.environ.get("JIFEN_CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=_ARGUMENTS)
        yield browser
        browser.close()


def open_page(
    browser: Browser, base: str, width: int, scale: float = 1, state: StorageState | None = None
) -> Page:
    """A new page of a width, in Chinese; addresses are those of the server. ``state``: who is signed in."""
    return browser.new_page(
        storage_state=state,
        base_url=base,
        viewport={"width": width, "height": SIZES[width]},
        locale="zh-CN",
        device_scale_factor=scale,
    )


def sign_in(page: Page, who: str) -> None:
    """Sign in as one of the accounts that the sign-in page lists in demo mode."""
    page.goto("/account/login/")
    page.locator(f"form:has(input[value='{who}']) button").click()
    page.wait_for_url(lambda address: "/login/" not in address)


_signed_in: dict[str, StorageState] = {}


def page_of(browser: Browser, base: str, who: str, width: int = max(SIZES)) -> Page:
    """A page of somebody who is signed in; once each, as an address may sign in only so often a minute."""
    if who and who not in _signed_in:
        page = open_page(browser, base, width)
        sign_in(page, who)
        _signed_in[who] = page.context.storage_state()
        page.context.close()
    return open_page(browser, base, width, state=_signed_in.get(who))


def still(page: Page) -> None:
    """Nothing is pointed at, focused or moving, and the top is in sight."""
    page.mouse.move(0, 0)
    page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
    page.wait_for_timeout(_SETTLED_MS)


def follow(page: Page, picture: Picture) -> None:
    """Go where a picture is taken."""
    page.goto(picture.start)
    for link in picture.links:
        address = page.locator(link).first.get_attribute("href")
        assert address is not None, f"{picture.name}: no {link}"
        page.goto(address if address.startswith("/") else page.url.split("?")[0] + address)
    if picture.file:
        page.set_input_files("input[type=file]", picture.file)
    if picture.press:
        page.locator(picture.press).first.click()


def shrink(path: Path) -> None:
    """Keep a picture in 256 colours, which is all that our pages need: a third of the bytes."""
    with Image.open(path) as picture:
        small = picture.convert("RGB").quantize(256)
    small.save(path, optimize=True)


def take(pictures: Iterable[Picture], prefix: str = "") -> None:
    """Make all pictures at both widths, whole pages, as PREFIXname-WIDTH.png."""
    base, folder = place()
    with chromium() as browser:
        for picture in pictures:
            for width in SIZES:
                page = page_of(browser, base, picture.who, width)
                follow(page, picture)
                still(page)
                path = folder / f"{prefix}{picture.name}-{width}.png"
                page.screenshot(path=path, full_page=True)
                shrink(path)
                page.context.close()
