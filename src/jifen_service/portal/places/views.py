"""The pages of the service points: all of them, one, and the one that is competent for an employer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

from jifen_service.accounts.credit_codes import credit_code_fault, normal_code
from jifen_service.accounts.districts import district_name, district_of
from jifen_service.accounts.models import Centre
from jifen_service.config import clock
from jifen_service.forms.language import language
from jifen_service.portal.places.hours import Span, Standing, read_hours, standing
from jifen_service.portal.places.structured import service_of

_LONGEST_CODE = 26


@dataclass(frozen=True, slots=True)
class Place:
    """A centre as its page shows it; ``spans`` and ``standing`` only where the hours are understood."""

    centre: Centre
    district: str
    name: str
    spans: tuple[Span, ...]
    standing: Standing | None

    @property
    def is_known(self) -> bool:
        """Whether people can be told where it is."""
        return bool(self.centre.address)


def place_of(centre: Centre, now: datetime, lang: str) -> Place:
    """A centre at a local time, in a language."""
    spans = read_hours(centre.hours)
    english = district_name(centre.code, "en") or centre.district
    district = centre.district if lang == "zh" else english
    name = centre.name if lang == "zh" else _("%(district)s 人才服务中心") % {"district": english}
    return Place(centre, district, name, spans, standing(spans, now) if spans else None)


def places(request: HttpRequest) -> HttpResponse:
    """All centres, as an overview of the districts and as a list."""
    return render(request, "portal/places/places.html", {"places": _all()})


def find(request: HttpRequest) -> HttpResponse:
    """The centre that is competent for an employer (POST `code`: its unified social credit code)."""
    code = normal_code(request.POST.get("code", "")[:_LONGEST_CODE])
    fault = credit_code_fault(code)
    found = None if fault else district_of(code)
    context = {"places": _all(), "asked": True, "typed": code, "fault": fault}
    context["found"] = next((place for place in context["places"] if place.centre.code == found), None)
    response = render(request, "portal/places/places.html", context, status=422 if fault else 200)
    add_never_cache_headers(response)
    return response


def place(request: HttpRequest, code: str) -> HttpResponse:
    """One centre."""
    centre = Centre.objects.filter(code=code).first()
    if centre is None:
        raise Http404
    shown = place_of(centre, clock.now(), language())
    context: dict[str, Any] = {
        "place": shown,
        "changes": centre.changes.all(),
        "data": service_of(centre, _("上海居住证积分受理"), shown.district, shown.spans),
    }
    return render(request, "portal/places/place.html", context)


def _all() -> list[Place]:
    now, lang = clock.now(), language()
    return [place_of(centre, now, lang) for centre in Centre.objects.order_by("pk")]
