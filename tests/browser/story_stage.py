"""The stage of the story: platform, worker and register as processes, and a screen for each person."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from playwright.sync_api import Browser, BrowserContext, Page
from tests.browser.conftest import PATIENCE_MS, Watch, _wait

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "a-story-of-july"
_SERVED = ("jifen_service.config.wsgi:application", "--interface", "wsgi", "--host", "127.0.0.1", "--no-ws")
PEOPLE = ("holder", "agent", "window", "reviewer", "approver", "lead", "anybody")


@dataclass
class Stage:
    """A server with a clock that the story moves, and a browser context for each of the people."""

    address: str
    clock: Path
    contexts: dict[str, BrowserContext] = field(default_factory=dict)

    def on(self, moment: str) -> None:
        """It is this moment now, for the server and its worker."""
        draft = self.clock.with_suffix(".new")
        draft.write_text(moment, encoding="ascii")
        draft.replace(self.clock)

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
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    stage = Stage(f"http://127.0.0.1:{port}", folder / "clock")
    stage.on("2026-07-04T09:00")
    environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"} | {
        "JIFEN_VAR": str(folder / "var"),
        "JIFEN_CLOCK_FILE": str(stage.clock),
        "JIFEN_REGISTRIES": str(folder / "registries.yaml"),
        "JIFEN_DEMO": "0",
        "DJANGO_SETTINGS_MODULE": "jifen_service.config.settings",
        "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]),
    }
    with ExitStack() as running:
        log = running.enter_context((folder / "log").open("w"))

        def start(*words: str, stdout: int | IO[str] = log) -> subprocess.Popen[bytes]:
            return running.enter_context(_running(words, environment, stdout, log))

        register = start(
            "tests.browser.story_register", str(folder / "registries.yaml"), stdout=subprocess.PIPE
        )
        for words in (["jifen_service.manage", "prepare"], ["tests.browser.story_world"]):
            subprocess.run([sys.executable, "-m", *words], env=environment, cwd=ROOT, check=True)
        assert register.stdout is not None
        assert register.stdout.readline().strip() == b"ready", (folder / "log").read_text()
        server = start("granian", *_SERVED, "--port", str(port))
        start("jifen_service.manage", "work", "--interval", "0.2")
        _wait(stage.address, server, folder / "log")
        yield from _watched(browser, stage)


@contextmanager
def _running(
    words: tuple[str, ...], environment: Mapping[str, str], stdout: int | IO[str], stderr: IO[str]
) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-m", *words]
    with subprocess.Popen(command, env=environment, cwd=ROOT, stdout=stdout, stderr=stderr) as process:
        try:
            yield process
        finally:
            process.terminate()


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
