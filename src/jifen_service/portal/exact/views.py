"""The page of the exact self-test, its live total, the template of an insurance record. Nothing is stored."""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import Http404, HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jifen.errors import Problem
from jifen_service.config.clock import today
from jifen_service.forms.insurance import template_csv, template_xlsx
from jifen_service.forms.language import language
from jifen_service.portal.exact.sitting import Sitting, sit
from jifen_service.portal.exact.state import FRESH, State, read

_UNREADABLE = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent, MultiPartParserError)
_TEMPLATES: dict[str, tuple[Callable[..., bytes], str]] = {
    "csv": (template_csv, "text/csv; charset=utf-8"),
    "xlsx": (template_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


@require_http_methods(["GET", "HEAD", "POST"])
def exact(request: HttpRequest) -> HttpResponse:
    """The page; a POST does what its button says and gives the page back with the result, or with errors."""
    return _page(request, "portal/exact/page.html")


@require_POST
def exact_live(request: HttpRequest) -> HttpResponse:
    """The total for what is filled in so far: the parts of the page that move as one types."""
    return _page(request, "portal/exact/live.html", moved=True)


@require_safe
def record_template(request: HttpRequest, form: str) -> HttpResponse:
    """The empty insurance record to fill in, as CSV or XLSX."""
    if form not in _TEMPLATES:
        raise Http404(form)
    make, content_type = _TEMPLATES[form]
    response = HttpResponse(make(language(), today()), content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="jifen-insurance-record.{form}"'
    return response


def _page(request: HttpRequest, template: str, *, moved: bool = False) -> HttpResponse:
    sitting = _sit(request)
    response = render(request, template, {"sitting": sitting, "shown": sitting.shown, "moved": moved})
    if request.method == "POST":
        add_never_cache_headers(response)
    return response


def _sit(request: HttpRequest) -> Sitting:
    state = FRESH
    if request.method == "POST":
        try:
            state = read(request.POST, request.FILES)
        except _UNREADABLE:
            state = State({}, "open", refused=(Problem("", "too_many_fields"),))
    return sit(state, today(), language())
