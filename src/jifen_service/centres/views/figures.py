"""Figures of the district: how many, how far, how old, why returned; drawn, tabled and as a spreadsheet."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from jifen_service.casework.figures import figures as figures_of
from jifen_service.centres.request import file_response, officer, page
from jifen_service.charts.figures import charts_of
from jifen_service.charts.period import period
from jifen_service.charts.sheet import MEDIA_TYPE, workbook
from jifen_service.config import clock
from jifen_service.forms.language import language


@require_GET
@officer
def figures(request: HttpRequest) -> HttpResponse:
    """The charts of a period, each with its table."""
    since, until = period(request.GET, clock.today())
    found = figures_of(request.person, since, until, clock.today())
    context = {"charts": charts_of(found, language()), "since": since, "until": until}
    return page(request, "figures.html", context)


@require_GET
@officer
def sheet(request: HttpRequest) -> HttpResponse:
    """The same figures as a spreadsheet."""
    since, until = period(request.GET, clock.today())
    found = figures_of(request.person, since, until, clock.today())
    content = workbook(request.person.place, since, until, charts_of(found, language()))
    return file_response(content, MEDIA_TYPE, f"jifen-{since}-{until}.xlsx")
