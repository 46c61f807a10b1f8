"""The page of the benefits; a child's month of birth comes by POST and is not kept."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers

from jifen import default_engine
from jifen_service.config.clock import today
from jifen_service.forms.language import language
from jifen_service.portal.benefits.benefits import others, stages, told
from jifen_service.portal.benefits.child import Child, read


def benefits(request: HttpRequest) -> HttpResponse:
    """What the pass mark brings, stage by stage; with the dates of one's own child when it is told."""
    on, lang = today(), language()
    law = default_engine().book.law_on(on)
    child = read(request.POST, on, law) if request.method == "POST" else Child()
    shown = stages(on, lang)
    context = {
        "stages": [(stage, child.dates.get(stage.id), stage.id in child.passed) for stage in shown],
        "child": child,
        "others": others(lang),
        "mark": law.value("pass_mark.pass_mark"),
        "checked": told()["checked"],
        "sources": sorted({tag for stage in shown for tag in stage.sources}),
    }
    response = render(request, "portal/benefits/benefits.html", context, status=422 if child.error else 200)
    if request.method == "POST":
        add_never_cache_headers(response)
    return response
