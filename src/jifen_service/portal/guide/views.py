"""The guide's pages: contents, one page, and when each was last checked."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from jifen import default_engine
from jifen_service.config.clock import today
from jifen_service.forms.language import language
from jifen_service.portal.guide import library
from jifen_service.portal.guide.drawings import DRAWINGS
from jifen_service.portal.guide.filling import fill
from jifen_service.portal.guide.marking import Part
from jifen_service.portal.guide.page import AUDIENCES, Page
from jifen_service.portal.guide.structured import questions_and_answers


def contents(request: HttpRequest) -> HttpResponse:
    """All pages of the guide, by whom they are for."""
    pages = library.in_language(language())
    groups = {name: [page for page in pages if page.audience[0] == name] for name in AUDIENCES}
    return render(request, "portal/guide/contents.html", {"groups": groups, "on": today()})


def page(request: HttpRequest, slug: str) -> HttpResponse:
    """One page of the guide."""
    lang, on = language(), today()
    found = library.page(slug, lang)
    if found is None:
        raise Http404
    return render(request, "portal/guide/page.html", _context(found, on, lang))


def _context(found: Page, on: date, lang: str) -> dict[str, Any]:
    rendered, pages = library.rendered(found, on), library.in_language(lang)
    place = pages.index(found)
    return {
        "page": found,
        "summary": fill(found.summary, default_engine().book.law_on(on), lang),
        "opening": rendered.opening,
        "parts": rendered.parts,
        "old": found.is_old(on),
        "drawing": f"portal/guide/drawn_{found.drawing}.html" if found.drawing else "",
        "drawn": DRAWINGS[found.drawing](on, lang) if found.drawing else (),
        "after": pages[place + 1] if place + 1 < len(pages) else None,
        "data": _data(found, rendered.parts),
    }


def _data(found: Page, parts: tuple[Part, ...]) -> dict[str, Any] | None:
    """What search engines are told: questions with their answers, where the page has them."""
    return questions_and_answers(parts) if found.topic == "questions" else None


def checked(request: HttpRequest) -> HttpResponse:
    """When each page was last checked, the oldest first: what an editor looks at next."""
    listed = [(library.page(page.slug, language()), is_old) for page, is_old in library.oldest_first(today())]
    return render(request, "portal/guide/checked.html", {"listed": listed})
