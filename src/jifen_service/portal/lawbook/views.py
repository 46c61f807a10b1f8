"""The pages of the law: its contents on a day, a section with its history, what differs between days."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from jifen import default_engine, default_settler
from jifen.law import LawBook, Section
from jifen_service.config import clock
from jifen_service.forms.language import language
from jifen_service.lawdrafts.records import records
from jifen_service.portal.lawbook.asked import Asked, read_day, year_before
from jifen_service.portal.lawbook.chapters import SETTLEMENT, Chapter, Part, contents, in_order
from jifen_service.portal.lawbook.difference import difference
from jifen_service.portal.lawbook.history import history_of
from jifen_service.portal.lawbook.record import in_words
from jifen_service.portal.lawbook.routes import asked_values, routes_on
from jifen_service.portal.lawbook.rules import rules_of
from jifen_service.portal.lawbook.versions import versions_of
from jifen_service.portal.search.entries import law_entries
from jifen_service.portal.search.finding import score, terms_of
from jifen_service.portal.ways import address_of
from jifen_service.portal.words import plain_name

_READING = Path(__file__).with_name("reading.yaml")
_A_DAY = timedelta(days=1)
_REFUSED = 422


def law(request: HttpRequest) -> HttpResponse:
    """Every section with its values on a day (`on`), only those in which something is found (`q`)."""
    book, lang, today = default_engine().book, language(), clock.today()
    asked, query = read_day(request.GET.get("on", ""), book, today), request.GET.get("q", "").strip()
    parts = contents(book, default_settler().settlement, asked.day, lang)
    context = {
        "asked": asked,
        "query": query,
        "parts": tuple(_found(parts, query, lang)),
        "today": today,
        "policy": book.policy_on(asked.day),
        "policy_name": book.policy_on(asked.day).name[lang],
        "versions": versions_of(book, today, lang),
        "first": book.policies[0].effective_from,
    }
    return render(request, "portal/law/contents.html", context, status=_status(asked))


def _status(*asked: Asked) -> int:
    return _REFUSED if any(each.error for each in asked) else HttpResponse.status_code


def _found(parts: tuple[Part, ...], query: str, lang: str) -> Iterator[Part]:
    """The parts with the chapters in which every word is found: by name, pinyin, initials, or value."""
    terms = terms_of(query)
    entries = {entry.page: entry for entry in law_entries()} if terms else {}

    def holds(chapter: Chapter) -> bool:
        said = (f"{value.name} {value.said}" for value in chapter.values)
        words = " ".join([chapter.name, chapter.term, *said]).casefold()
        entry = entries.get(chapter.id)
        return all(term in words or (entry is not None and score(entry, [term])) for term in terms)

    for part in parts:
        chapters = tuple(chapter for chapter in part.chapters if holds(chapter))
        if chapters:
            yield replace(part, chapters=chapters)


def section(request: HttpRequest, section: str) -> HttpResponse:
    """A section with every value it has had, the rules beside them, and who says so."""
    book, lang, today = default_engine().book, language(), clock.today()
    found = book.sections.get(section)
    if found is None:
        raise Http404
    name = plain_name(found.id, found.name[lang], lang)
    context = {
        "section": found,
        "name": name,
        "term": "" if name == found.name[lang] else found.name[lang],
        "histories": [history_of(found, series, today, lang) for series in found.parameters.values()],
        "headings": rules_of(found, book.law_on(today), lang),
        "sources": [source.as_dict(lang) for source in found.sources],
        "guide": address_of(_reading(found)),
        "today": today,
    }
    return render(request, "portal/law/section.html", context)


def settlement(request: HttpRequest) -> HttpResponse:
    """The routes to the household registration: conditions, values, who says so."""
    lang, today = language(), clock.today()
    held = default_settler().settlement
    routes = routes_on(held, today, lang)
    context = {
        "routes": routes,
        "asked_values": asked_values(held, today, lang),
        "certainties": in_order(route.told["certainty"] for route in routes),
        "guide": address_of(_words()[SETTLEMENT]),
    }
    return render(request, "portal/law/settlement.html", context)


def compare(request: HttpRequest) -> HttpResponse:
    """What differs between two days (`from`, `to`); without them, over the last year."""
    book, lang, today = default_engine().book, language(), clock.today()
    after = read_day(request.GET.get("to", ""), book, today)
    before = read_day(request.GET.get("from", ""), book, _earlier(book, after.day))
    refused = bool(after.error or before.error)
    context = {
        "before": before,
        "after": after,
        "refused": refused,
        "groups": ()
        if refused
        else difference(book, default_settler().settlement, before.day, after.day, lang),
        "versions": [book.policy_on(asked.day).name[lang] for asked in (before, after)],
        "first": book.policies[0].effective_from,
        "changes": [(day - _A_DAY, day) for day in reversed(book.change_dates[1:])],
        "editions": _editions(book, lang),
    }
    return render(request, "portal/law/difference.html", context, status=_status(before, after))


def changes(request: HttpRequest) -> HttpResponse:
    """What this platform's administrators have published over the law files, what was withdrawn included."""
    book, lang = default_engine().book, language()
    published = in_words(records(book), book, clock.today(), lang)
    return render(request, "portal/law/changes.html", {"published": published})


def _earlier(book: LawBook, day: date) -> date:
    return max(year_before(day), book.policies[0].effective_from)


def _editions(book: LawBook, lang: str) -> list[dict[str, Any]]:
    """Each version of the law beside the one before it, by the day on which it began."""
    return [
        {"before": old.effective_from, "after": new.effective_from, "names": (old.name[lang], new.name[lang])}
        for old, new in zip(book.policies, book.policies[1:], strict=False)
    ]


@cache
def _words() -> dict[str, str]:
    return yaml.safe_load(_READING.read_text(encoding="utf-8"))


def _reading(found: Section) -> str:
    return _words().get(found.id) or _words().get(found.kind, "")
