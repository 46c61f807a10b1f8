"""The page of the benefits."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from jifen import default_engine
from jifen_service.config.clock import today
from jifen_service.portal.benefits.benefits import others, stages, told
from jifen_service.portal.words import language


def benefits(request: HttpRequest) -> HttpResponse:
    """What the pass mark brings, stage by stage."""
    on, lang = today(), language()
    context = {
        "stages": stages(on, lang),
        "others": others(lang),
        "mark": default_engine().book.law_on(on).value("pass_mark.pass_mark"),
        "checked": told()["checked"],
        "sources": sorted({tag for stage in stages(on, lang) for tag in stage.sources}),
    }
    return render(request, "portal/benefits/benefits.html", context)
