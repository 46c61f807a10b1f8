"""The front door: three doors by need, three by role, and what this is in five sentences."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from jifen_service.config.clock import today
from jifen_service.forms.language import language
from jifen_service.portal.home.doors import by_need, by_role
from jifen_service.portal.home.example import example


def home(request: HttpRequest) -> HttpResponse:
    """The home page. The quick self-test stood here once: what an old page hands in is led on to it."""
    if request.method == "POST":
        return HttpResponseRedirect(reverse("portal:quick"), preserve_request=True)
    context = {
        "example": example(today(), language()),
        "needs": by_need(),
        "roles": by_role(),
        "operator": settings.OPERATOR,
    }
    return render(request, "portal/home/home.html", context)
