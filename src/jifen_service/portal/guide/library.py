"""All pages of the guide (全部指南页), read once per process and rendered once per state of the law."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from pathlib import Path

from jifen import default_engine
from jifen.law import Law
from jifen.scoring import Engine
from jifen_service.portal.guide.filling import fill
from jifen_service.portal.guide.marking import Part, parts_of
from jifen_service.portal.guide.page import GuideError, Page, read_page

FOLDER = Path(__file__).parent / "content"
LANGUAGES = ("zh", "en")


@dataclass(frozen=True, slots=True)
class Rendered:
    """A page ready to be shown: HTML before the first heading, and the parts."""

    opening: str
    parts: tuple[Part, ...]


@cache
def pages() -> Mapping[tuple[str, str], Page]:
    """Every page by slug and language, in the order in which they are read.

    Raises:
        GuideError: a page is missing in a language, or not as it must be.
    """
    found = sorted(
        (read_page(path) for path in FOLDER.glob("*.md")), key=lambda page: (page.order, page.lang)
    )
    by_key = {(page.slug, page.lang): page for page in found}
    lacking = {(slug, lang) for slug, _ in by_key for lang in LANGUAGES} - set(by_key)
    if lacking:
        raise GuideError(f"pages without their other language: {sorted(lacking)}")
    return by_key


def in_language(lang: str) -> tuple[Page, ...]:
    """The pages of a language, in order."""
    return tuple(page for page in pages().values() if page.lang == lang)


def page(slug: str, lang: str) -> Page | None:
    """A page by its slug; None when there is none."""
    return pages().get((slug, lang))


def filled(page: Page, law: Law) -> str:
    """The page's Markdown with the numbers of the law."""
    return fill(page.text, law, page.lang)


def rendered(page: Page, on: date) -> Rendered:
    """The page's HTML under the law of a day; the language of the request must be the page's."""
    engine = default_engine()
    return _rendered(page, engine, engine.book.law_on(on).since)


@lru_cache(maxsize=256)
def _rendered(page: Page, engine: Engine, since: date) -> Rendered:
    return Rendered(*parts_of(filled(page, engine.book.law_on(since))))


def oldest_first(on: date) -> tuple[tuple[Page, bool], ...]:
    """Every page with whether it has not been checked for a year: what an editor looks at next."""
    listed = sorted(in_language(LANGUAGES[0]), key=lambda page: (page.checked, page.order))
    return tuple((page, page.is_old(on) or _other(page).is_old(on)) for page in listed)


def _other(page: Page) -> Page:
    return pages()[page.slug, LANGUAGES[1]]
