"""The state of the registers that checks are asked of."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from jifen_service.accounts.lockout import address
from jifen_service.city.request import administrator, page
from jifen_service.config import clock
from jifen_service.forms.language import language
from jifen_service.registries import service
from jifen_service.registries.queries import DAYS, standings


@require_GET
@administrator
def registers(request: HttpRequest) -> HttpResponse:
    """Every register: its circuit, what waits, what was answered."""
    found = standings(clock.today(), language())
    context = {"standings": found, "days": DAYS, "may_try": True, "try_url": "city:try_register"}
    return page(request, "registers.html", context)


@require_POST
@administrator
def try_register(request: HttpRequest, registry: str) -> HttpResponse:
    """Close a register's circuit and have asked what waits for it."""
    asked = service.try_now(registry, request.person, at=clock.now(), ip=address(request))
    words = ngettext("正在重新查询 %(n)s 项。", "正在重新查询 %(n)s 项。", asked) % {"n": asked}
    messages.success(request, words)
    return redirect("city:registers")
