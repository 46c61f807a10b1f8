"""The settlement self-test: one question a screen. Nothing is stored; the page carries the answers."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_http_methods

from jifen.errors import InputError
from jifen_service.config.clock import today
from jifen_service.forms.language import language
from jifen_service.portal.refusal import refused
from jifen_service.portal.settle.sitting import sit


@require_http_methods(["GET", "HEAD", "POST"])
def settle(request: HttpRequest) -> HttpResponse:
    """The next question, or the routes; a profile document (form field `document`) answers what it can."""
    try:
        sitting = sit(request.POST, today(), language())
    except InputError as error:
        return refused(request, error)
    status = 422 if sitting.error else 200
    response = render(request, "portal/settle/settle.html", {"sitting": sitting}, status=status)
    if request.method == "POST":
        add_never_cache_headers(response)
    return response
