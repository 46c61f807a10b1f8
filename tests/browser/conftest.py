"""A real server and a real Chromium for the browser tests; each worker of a parallel run has its own."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright
from tests.browser.running import free_port, wait_for, web_server

ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run",
]  # fmt: skip
PATIENCE_MS = 10_000


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The platform under granian on a free port: its address without a slash at the end."""
    port, log = free_port(), tmp_path_factory.mktemp("server") / "log"
    address = f"http://127.0.0.1:{port}"
    with web_server(port, os.environ | {"JIFEN_DEBUG": "0"}, log) as started:
        wait_for(address, started, log)
        yield address


# Ends with its file: while it runs, the thread counts as asynchronous, and Django would refuse the database.
@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="module")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """The system's Chromium, or the one that JIFEN_CHROMIUM names."""
    program = os.environ.get("JIFEN_CHROMIUM") or shutil.which("chromium")
    if program is None:
        pytest.fail("no Chromium: `make test-tools` installs one, or JIFEN_CHROMIUM names one")
    running = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
    yield running
    running.close()


class Watch:
    """What a context must not do: ask another host, complain on the console, break."""

    def __init__(self, context: BrowserContext, server: str) -> None:
        self.server = server
        self.foreign: list[str] = []
        self.complaints: list[str] = []
        context.on("request", self._see_request)
        context.on("console", self._see_message)
        context.on("weberror", lambda error: self.complaints.append(str(error.error)))

    def _see_request(self, request: Any) -> None:
        if not request.url.startswith((self.server, "data:", "blob:", "about:")):
            self.foreign.append(request.url)

    def _see_message(self, message: Any) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(message.text)


@pytest.fixture
def contexts(browser: Browser, server: str) -> Iterator[Any]:
    """Makes contexts that start at the server; at the end none may have asked elsewhere or complained."""
    made: list[tuple[BrowserContext, Watch]] = []
    lenient: list[BrowserContext] = []

    def make(*, complaints_expected: bool = False, **options: Any) -> BrowserContext:
        options = {"base_url": server, "viewport": {"width": 1280, "height": 900}} | options
        context = browser.new_context(**options)
        context.set_default_timeout(PATIENCE_MS)
        made.append((context, Watch(context, server)))
        if complaints_expected:
            lenient.append(context)
        return context

    yield make
    for context, _watch in made:
        context.close()
    assert [address for _context, watch in made for address in watch.foreign] == []
    strict = [watch for context, watch in made if context not in lenient]
    assert [complaint for watch in strict for complaint in watch.complaints] == []


@pytest.fixture
def page(contexts: Any) -> Page:
    """A page on a desktop, with script, in Chinese."""
    return contexts().new_page()


@pytest.fixture
def phone(contexts: Any) -> Page:
    """A page of 390 px, with touch."""
    return contexts(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True).new_page()


@pytest.fixture
def plain(contexts: Any) -> Page:
    """A page in a browser without script."""
    return contexts(java_script_enabled=False).new_page()
