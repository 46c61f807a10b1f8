"""The search page. What is asked stands in the address, so that it can be passed on; it is not logged."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from jifen_service.config.clock import today
from jifen_service.forms.language import language
from jifen_service.portal.search.entries import entries
from jifen_service.portal.search.finding import find

_MOST_HITS = 12
_LONGEST = 80


def search(request: HttpRequest) -> HttpResponse:
    """What is found for `q`, in the page's language."""
    lang, query = language(), request.GET.get("q", "").replace("\0", "").strip()[:_LONGEST]
    hits = [
        {"address": hit.entry.address[lang], "title": hit.entry.title[lang], "hit": hit}
        for hit in find(entries(today()), query, lang, _MOST_HITS)
    ]
    return render(request, "portal/search/search.html", {"query": query, "hits": hits})
