"""Choosing a parameter of the law for a draft, giving it a dated value, taking one out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jifen import default_engine
from jifen.explain.sources import render
from jifen.explain.values import entries_of
from jifen.law import DatedSeries, LawBook, Section
from jifen_service.city.law.forms import ValueForm
from jifen_service.city.request import administrator, page
from jifen_service.city.views.law import author_of, draft_page, of_a_draft, version_seen
from jifen_service.config import clock
from jifen_service.forms.language import language
from jifen_service.lawdrafts import content, service
from jifen_service.lawdrafts.errors import DraftError
from jifen_service.lawdrafts.models import Draft

_WRONG, _LONGEST_QUERY = 422, 64


@require_GET
@administrator
@of_a_draft
def choose(request: HttpRequest, found: Draft) -> HttpResponse:
    """The parameters of the whole law by section; `q` narrows them by name."""
    query = request.GET.get("q", "").strip()[:_LONGEST_QUERY]
    groups = list(_groups(default_engine().book, query, language()))
    return page(request, "law/choose.html", {"draft": found, "query": query, "groups": groups})


def _groups(book: LawBook, query: str, lang: str) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    today, wanted = clock.today(), query.casefold()
    for section in book.law_on(today).in_order():
        rows = [
            {
                "key": series.key,
                "name": series.name[lang],
                "now": entries_of(section, series, book.law_on(today).value(series.key), lang),
            }
            for series in section.parameters.values()
            if _fits(section, series, wanted)
        ]
        if rows:
            yield section.name[lang], rows


def _fits(section: Section, series: DatedSeries, wanted: str) -> bool:
    said = " ".join([series.key, *series.name.values(), *section.name.values()]).casefold()
    return all(word in said for word in wanted.split())


@require_http_methods(["GET", "POST"])
@administrator
@of_a_draft
def value(request: HttpRequest, found: Draft, key: str) -> HttpResponse:
    """What the law says of a parameter on every day, and a value that the draft is to give it."""
    book, lang, today = default_engine().book, language(), clock.today()
    series = book.parameters.get(key)
    if series is None:
        raise Http404
    section, told = book.sections[key.partition(".")[0]], content.read(found.text)
    form = ValueForm(book, section, series, told, today, lang, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            kept = form.with_value(found.pk)
            service.edit(found.pk, version_seen(request), author_of(request), kept)
        except DraftError as error:
            form.add_error(None, error.message())
        else:
            messages.success(request, _("已放进草案。"))
            return redirect("city:law_draft", found.pk)
    context = {
        "draft": found,
        "form": form,
        "section": section.name[lang],
        "series": series.name[lang],
        "key": key,
        "history": _history(section, series, lang),
        "today": today,
    }
    return page(request, "law/value.html", context, status=_WRONG if form.errors else 200)


def _history(section: Section, series: DatedSeries, lang: str) -> list[dict[str, Any]]:
    """Every value that the parameter has, the newest first."""
    return [
        {
            "from": dated.from_,
            "to": dated.to,
            "entries": entries_of(section, series, dated.value, lang),
            "certainty": dated.certainty,
            "sources": render(dated.sources, lang),
        }
        for dated in reversed(series.values)
    ]


@require_POST
@administrator
@of_a_draft
def remove(request: HttpRequest, found: Draft) -> HttpResponse:
    """Take a value out of a draft."""
    try:
        begins = date.fromisoformat(request.POST.get("from", ""))
    except ValueError:
        raise Http404 from None
    held = content.read(found.text)
    told = content.without_value(held, request.POST.get("key", ""), begins)
    if told == held:
        raise Http404
    try:
        service.edit(found.pk, version_seen(request), author_of(request), told)
    except DraftError as error:
        return draft_page(request, found, error.message())
    messages.success(request, _("已从草案里移除。"))
    return redirect("city:law_draft", found.pk)
