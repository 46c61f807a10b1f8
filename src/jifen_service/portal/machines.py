"""For machines that read (给搜索引擎): which pages there are, and which need not be read."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override

from jifen import default_engine
from jifen_service.accounts.districts import districts
from jifen_service.portal.guide import library
from jifen_service.portal.news.entries import entries

#: pages that everybody reads, without arguments
_PLAIN = (
    "home",
    "quick",
    "exact",
    "guide",
    "settle",
    "materials",
    "benefits",
    "places",
    "news",
    "law",
    "law_changes",
    "law_difference",
    "law_settlement",
    "sources",
    "guide_checked",
)
#: what no search engine has to look into
_CLOSED = ("/account/", "/my/", "/employer/", "/desk/", "/city/", "/search", "/api/")
_LANGUAGES = {"zh-Hans": "zh-hans", "en": "en"}


def sitemap(request: HttpRequest) -> HttpResponse:
    """Every public page with its other language (sitemaps.org)."""
    pages = [
        {lang: request.build_absolute_uri(_address(code, route)) for lang, code in _LANGUAGES.items()}
        for route in _routes()
    ]
    text = render_to_string("portal/sitemap.xml", {"pages": pages})
    return HttpResponse(text, content_type="application/xml; charset=utf-8")


def robots(request: HttpRequest) -> HttpResponse:
    """What may be read by robots, and where the list of pages is."""
    closed = [f"Disallow: {prefix}{path}" for prefix in ("", "/en") for path in _CLOSED]
    listed = f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}"
    return HttpResponse(
        "\n".join(["User-agent: *", *closed, listed, ""]), content_type="text/plain; charset=utf-8"
    )


def _routes() -> Iterator[tuple[str, ...]]:
    yield from ((f"portal:{name}",) for name in _PLAIN)
    yield ("notices:verify",)
    yield from (("portal:guide_page", page.slug) for page in library.in_language("zh"))
    yield from (("portal:place", code) for code in districts())
    yield from (("portal:law_section", name) for name in default_engine().book.sections)
    yield from (
        ("portal:news_entry", entry.day.isoformat()) for entry in entries(default_engine().book, "zh")
    )


def _address(code: str, route: tuple[str, ...]) -> str:
    name, *arguments = route
    with override(code):
        return reverse(name, args=arguments)
