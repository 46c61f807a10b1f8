"""First contentful paint of the public pages, as a slow phone on a slow network meets them."""

from __future__ import annotations

import os
import shutil
import statistics
from collections.abc import Iterator

from playwright.sync_api import Browser, sync_playwright

from benchmarks.report import Line, UnmeasuredError
from benchmarks.service import serve

PAGES = ("/", "/quick", "/exact", "/guide/ways", "/materials", "/settle", "/benefits", "/places", "/news")
GOAL = 1.8
ROUNDS = 5
#: Lighthouse's phone: a quarter of the processor; 150 ms there and back, 1.6 Mbit/s down, 750 kbit/s up
_SLOWER = 4
_NETWORK = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 93_750}
_PAINT = """() => new Promise((told) => new PerformanceObserver((list, seen) => {
    const found = list.getEntriesByName("first-contentful-paint")[0];
    if (found) { seen.disconnect(); told(found.startTime); }
}).observe({ type: "paint", buffered: true }))"""


def measure_paint() -> Iterator[Line]:
    """Open each page with nothing kept from before; the median of the rounds, and the best."""
    program = os.environ.get("JIFEN_CHROMIUM") or shutil.which("chromium")
    if program is None:
        raise UnmeasuredError("first paint: no Chromium")
    with serve() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        for page in PAGES:
            _painted(browser, address + page)
            taken = [_painted(browser, address + page) for _ in range(ROUNDS)]
            yield Line(f"first paint of {page}, slow phone", statistics.median(taken), "s", GOAL, min(taken))
        browser.close()


def _painted(browser: Browser, address: str) -> float:
    """Seconds until the first content of a page is painted, in a fresh context."""
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, device_scale_factor=2, is_mobile=True
    )
    page = context.new_page()
    tools = context.new_cdp_session(page)
    tools.send("Network.enable")
    tools.send("Network.emulateNetworkConditions", _NETWORK)
    tools.send("Emulation.setCPUThrottlingRate", {"rate": _SLOWER})
    page.goto(address)
    painted: float = page.evaluate(_PAINT)
    context.close()
    return painted / 1000
