"""The stage of the story: platform, worker and register as processes, and a screen for each person."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page
from tests.browser.conftest import PATIENCE_MS, Watch
from tests.browser.running import Platform, environment_in, platform, process

PASSWORD = "a-story-of-july"
PEOPLE = ("holder", "agent", "window", "reviewer", "approver", "lead", "anybody")


@dataclass
class Stage:
    """A server with a clock that the story moves, and a browser context for each of the people."""

    served: Platform
    contexts: dict[str, BrowserContext] = field(default_factory=dict)

    @property
    def address(self) -> str:
        """Where the server is."""
        return self.served.address

    def on(self, moment: str) -> None:
        """It is this moment now, for the server and its worker."""
        self.served.set_clock(moment)

    def visit(self, who: str, place: str = "/account/home/") -> Page:
        """A page of somebody's at an address, signed in by name and password where they are not yet."""
        context = self.contexts[who]
        page = context.pages[0] if context.pages else context.new_page()
        page.goto(place)
        if "/account/login/" in page.url:
            page.locator("#id_login").fill(who)
            page.locator("#id_password").fill(PASSWORD)
            page.locator("main").get_by_role("button", name="登录", exact=True).click()
            page.wait_for_url(lambda address: "/account/login/" not in address)
            page.goto(place)
        return page


@contextmanager
def staged(browser: Browser, folder: Path) -> Iterator[Stage]:
    """Everything running in `folder`, on the morning of the story's first day."""
    way, seed = str(folder / "registries.yaml"), "tests.browser.story_world"
    register = ("tests.browser.story_register", way)
    with process(register, environment_in(folder), folder / "register-log", heard=True) as answering:
        assert answering.stdout is not None
        assert answering.stdout.readline().strip() == b"ready", (folder / "register-log").read_text()
        with platform(folder, "2026-07-04T09:00", seed=seed, worker=True, JIFEN_REGISTRIES=way) as served:
            yield from _watched(browser, Stage(served))


def until(page: Page, holds: Callable[[], bool]) -> None:
    """Load a page again until it shows what another process brings about."""
    for _ in range(100):
        if holds():
            return
        page.wait_for_timeout(200)
        page.reload()
    raise AssertionError(f"{page.url} does not come to show it")


def _watched(browser: Browser, stage: Stage) -> Iterator[Stage]:
    """The stage with its people; none of their pages may have complained or asked elsewhere."""
    watches = []
    for who in PEOPLE:
        context = browser.new_context(
            base_url=stage.address, viewport={"width": 1280, "height": 900}, locale="zh-CN"
        )
        context.set_default_timeout(PATIENCE_MS)
        stage.contexts[who] = context
        watches.append(Watch(context, stage.address))
    yield stage
    for context in stage.contexts.values():
        context.close()
    assert [address for watch in watches for address in watch.foreign] == []
    assert [complaint for watch in watches for complaint in watch.complaints] == []
