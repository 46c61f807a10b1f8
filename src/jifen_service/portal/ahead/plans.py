"""The page of the plans (规划): ways to the mark that last, as cards to open, compare and adjust."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_POST

from jifen import default_engine
from jifen.advice import Question, forecast, plan
from jifen.advice.milestones import deadlines
from jifen.errors import InputError
from jifen.profile import Profile, parse, read, to_document
from jifen.profile.months import add_months
from jifen_service.config.clock import now, today
from jifen_service.forms.language import language
from jifen_service.portal.ahead import calendar
from jifen_service.portal.ahead import need as needs
from jifen_service.portal.ahead.curve import Curve, draw
from jifen_service.portal.refusal import refused

Json = Mapping[str, Any]
#: a milestone nearer than so many months is passed over when nobody has chosen one
_HALF_A_YEAR = 6


@dataclass(frozen=True, slots=True)
class Card:
    """A plan with the picture of its points; ``kind``: good, falling, nearest or earliest."""

    kind: str
    plan: Json
    curve: Curve


@dataclass(frozen=True, slots=True)
class Asked:
    """A document and what is needed of it; ``days`` None where nobody says for when."""

    document: Json
    profile: Profile
    on: date
    need: needs.Need
    deadlines: tuple[Json, ...]
    days: tuple[date, date] | None


@require_POST
def plans(request: HttpRequest) -> HttpResponse:
    """The cards for the document (form field `document`) and the need of the form."""
    lang = language()
    try:
        asked = _read(request, lang)
        found = _plan(asked, lang) if asked.days else None
        cards = _cards(found, asked, lang) if found else ()
    except InputError as error:
        return refused(request, error)
    context = {
        "asked": asked,
        "need": asked.need,
        "document": asked.document,
        "found": found,
        "cards": cards,
        "good": [card for card in cards if card.kind == "good"],
        "chosen": next((needs.key_of(one) for one in asked.deadlines if _is(one, asked.days)), ""),
    }
    response = render(request, "portal/ahead/plans.html", context)
    add_never_cache_headers(response)
    return response


@require_POST
def steps_file(request: HttpRequest) -> HttpResponse:
    """The steps and deadlines of one plan (form field `plan`, its id) as a calendar file."""
    lang = language()
    try:
        asked = _read(request, lang)
        found = _plan(asked, lang) if asked.days else None
    except InputError as error:
        return refused(request, error)
    wanted = request.POST.get("plan", "")
    chosen = next((one for _kind, one in _all(found) if one["id"] == wanted), None) if found else None
    if chosen is None or found is None:
        raise Http404
    response = HttpResponse(calendar.write(chosen, found, now()), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="jifen-{asked.on.isoformat()}.ics"'
    add_never_cache_headers(response)
    return response


def _read(request: HttpRequest, lang: str) -> Asked:
    typed = to_document(read(request.POST.get("document", "")))
    need = needs.read(request.POST, typed)
    document = needs.with_children(typed, need)
    profile = parse(document)
    on = profile.on or today()
    law = default_engine().book.law_on(on)
    ahead = tuple(
        {
            "child": one.child,
            "milestone": one.milestone,
            "name": one.name[lang],
            "by": one.by.isoformat(),
            "until": one.until.isoformat(),
        }
        for one in deadlines(profile, on, law)
    )
    days = needs.days(need, ahead, add_months(on, _HALF_A_YEAR))
    return Asked(document, profile, on, need, ahead, days)


def _plan(asked: Asked, lang: str) -> dict[str, Any]:
    by, until = asked.days or (asked.on, asked.on)
    question = Question(by, until, months=asked.need.months)
    return plan(default_engine(), asked.profile, asked.on, question, lang="en" if lang == "en" else "zh")


def _all(found: Json) -> list[tuple[str, Json]]:
    """Every plan of an answer with what it is good for."""
    alone = [(kind, found[kind]) for kind in ("nearest", "earliest") if found[kind]]
    falling = [("falling", one) for one in found["falling"]]
    return [*(("good", one) for one in found["plans"]), *falling, *alone]


def _cards(found: Json, asked: Asked, lang: str) -> tuple[Card, ...]:
    return tuple(Card(kind, one, _curve(one, found, asked, lang)) for kind, one in _all(found))


def _curve(one: Json, found: Json, asked: Asked, lang: str) -> Curve:
    until = max(found["until"], one["reached"] or "")
    course = forecast(
        default_engine(),
        parse(one["profile"]),
        asked.on,
        until=date.fromisoformat(until),
        lang="en" if lang == "en" else "zh",
    )
    return draw(course, lang, {found["by"]: "by", found["until"]: "until"})


def _is(deadline: Json, days: tuple[date, date] | None) -> bool:
    return days is not None and (deadline["by"], deadline["until"]) == tuple(day.isoformat() for day in days)
