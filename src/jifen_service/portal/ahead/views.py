"""The pages from a result onward. Each is asked with the profile document, and keeps nothing of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_POST

from jifen import default_engine
from jifen.advice import forecast
from jifen.errors import InputError
from jifen.profile import parse, read, to_document
from jifen.profile.months import add_years
from jifen_service.config.clock import today
from jifen_service.forms.language import language
from jifen_service.forms.places import html_id
from jifen_service.portal.ahead import asked as asking
from jifen_service.portal.ahead.curve import draw
from jifen_service.portal.ahead.outlook import outlook
from jifen_service.portal.refusal import refused
from jifen_service.precheck.shown import precheck

DOCUMENT = "document"


@require_POST
def check(request: HttpRequest) -> HttpResponse:
    """What would be returned if the document (form field `document`) were handed in today."""
    exact = reverse("portal:exact")
    try:
        profile = read(request.POST.get(DOCUMENT, ""))
        found = precheck(profile, profile.on or today(), language(), lambda at: f"{exact}#{html_id(at)}")
    except InputError as error:
        return refused(request, error)
    context = {"precheck": found, "document": to_document(profile)}
    return _unkept(request, "portal/ahead/check.html", context)


@require_POST
def years(request: HttpRequest) -> HttpResponse:
    """The years ahead of the document, as it is and as the questions of the form would have it."""
    return _years(request, "portal/ahead/years.html")


@require_POST
def years_live(request: HttpRequest) -> HttpResponse:
    """The answer, the curve and its events for the questions as they stand: what moves as one types."""
    return _years(request, "portal/ahead/years_live.html")


def _years(request: HttpRequest, template: str) -> HttpResponse:
    lang = language()
    try:
        profile = read(request.POST.get(DOCUMENT, ""))
        on = profile.on or today()
        asked = asking.read(request.POST, on)
        document = to_document(profile)
        found = _forecast(document, asked, on, lang)
        before = _forecast(document, asking.plain(asked), on, lang) if asked.changes_something else None
    except InputError as error:
        return refused(request, error)
    context = {
        "document": document,
        "asked": asked,
        "horizons": asking.YEARS,
        "curve": draw(found, lang),
        "before": draw(before, lang) if before else None,
        "outlook": outlook(found, before),
        "forecast": found,
    }
    return _unkept(request, template, context)


def _forecast(document: Mapping[str, Any], asked: asking.Asked, on: Any, lang: str) -> dict[str, Any]:
    return forecast(
        default_engine(),
        parse(asking.changed(document, asked)),
        on,
        until=add_years(on, asked.years),
        wage_growth=asked.wage_growth,
        lang="en" if lang == "en" else "zh",
    )


def _unkept(request: HttpRequest, template: str, context: Mapping[str, Any]) -> HttpResponse:
    response = render(request, template, context)
    add_never_cache_headers(response)
    return response
