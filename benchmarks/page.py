"""The weight of a page: itself and what it loads, in bytes as they travel, and the hosts it asks."""

from __future__ import annotations

import gzip
import re
import urllib.request
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from benchmarks.report import WrongAnswerError

_STYLE_LINK = re.compile(r"""(?:url\(|@import)\s*["']?([^"')\s]+)""")
_LOADED = {"script": "src", "img": "src", "source": "src", "iframe": "src", "use": "href", "image": "href"}
_LOADED_LINKS = {"stylesheet", "icon", "preload", "modulepreload", "manifest", "apple-touch-icon"}


@dataclass
class Weight:
    """Bytes by part of the page (``sizes``), and addresses on other hosts that it would load (``others``)."""

    sizes: dict[str, int] = field(default_factory=dict)
    others: list[str] = field(default_factory=list)


class _Links(HTMLParser):
    """Collects what a browser loads for a page; where a person may go to is not loaded."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "link" and _LOADED_LINKS & set((values.get("rel") or "").split()):
            self.found.append(values.get("href") or "")
        elif tag in _LOADED:
            self.found.append(values.get(_LOADED[tag]) or "")
        self.found += (part.split()[0] for part in (values.get("srcset") or "").split(",") if part.strip())
        self.found += _STYLE_LINK.findall(values.get("style") or "")


def weigh(address: str, path: str) -> Weight:
    """Load a page and, once each, what it and its style sheets load."""
    weight = Weight()
    waiting = [address + path]
    seen = set(waiting)
    while waiting:
        url = waiting.pop(0)
        size, kind, text = _fetch(url)
        weight.sizes[urlsplit(url).path] = size
        for link in _links(kind, text):
            target = urljoin(url, link).partition("#")[0]
            if not link or target in seen or link.startswith(("#", "data:")):
                continue
            seen.add(target)
            (waiting if target.startswith(address + "/") else weight.others).append(target)
    return weight


def _fetch(url: str) -> tuple[int, str, str]:
    """Give size on the way, type and text of what is at an address."""
    request = urllib.request.Request(url, headers={"Accept-Encoding": "gzip", "Accept": "*/*"})
    with urllib.request.urlopen(request, timeout=10) as answer:
        sent: bytes = answer.read()
        kind: str = answer.headers.get_content_type()
        coded = answer.headers.get("Content-Encoding")
        if answer.status != 200:
            raise WrongAnswerError(f"{url}: status {answer.status}")
    body = gzip.decompress(sent) if coded == "gzip" else sent
    return len(sent), kind, body.decode("utf-8", "replace")


def _links(kind: str, text: str) -> list[str]:
    if kind == "text/html":
        links = _Links()
        links.feed(text)
        return links.found
    return _STYLE_LINK.findall(text) if kind == "text/css" else []
