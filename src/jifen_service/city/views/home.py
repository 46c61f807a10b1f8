"""The city's figures, and what holds for everybody."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from jifen_service.accounts.models import CitySetting
from jifen_service.casework.figures import figures as figures_of
from jifen_service.charts.figures import charts_of
from jifen_service.charts.period import period
from jifen_service.charts.sheet import MEDIA_TYPE, workbook
from jifen_service.city.request import administrator, note, page
from jifen_service.config import clock
from jifen_service.forms.language import language


@require_GET
@administrator
def home(request: HttpRequest) -> HttpResponse:
    """The figures of the whole city, and the requirement of a second factor."""
    since, until = period(request.GET, clock.today())
    found = figures_of(request.person, since, until, clock.today())
    context = {
        "charts": charts_of(found, language()),
        "since": since,
        "until": until,
        "setting": CitySetting.current(),
    }
    return page(request, "home.html", context)


@require_GET
@administrator
def sheet(request: HttpRequest) -> HttpResponse:
    """The same figures as a spreadsheet."""
    since, until = period(request.GET, clock.today())
    found = figures_of(request.person, since, until, clock.today())
    content = workbook(request.person.place, since, until, charts_of(found, language()))
    response = HttpResponse(content, content_type=MEDIA_TYPE)
    response["Content-Disposition"] = f'attachment; filename="jifen-{since}-{until}.xlsx"'
    return response


@require_POST
@administrator
def second_factor(request: HttpRequest) -> HttpResponse:
    """Require a second factor of all officers, or no longer."""
    required = request.POST.get("required") == "yes"
    with transaction.atomic():
        CitySetting.objects.update_or_create(pk=1, defaults={"second_factor_required": required})
        note(request, "second_factor_required", "city", 1, required=required)
    messages.success(
        request,
        _("工作人员下次打开页面时须设第二重验证。") if required else _("第二重验证不再是必须的。"),
    )
    return redirect("city:home")
