"""What every response carries, and what only pages need: the HTTP interface passes by the rest untouched."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.gzip import GZipMiddleware
from django.middleware.locale import LocaleMiddleware
from django.shortcuts import render
from django.utils.translation import override

API_PREFIX = "/api/"

Handler = Callable[[HttpRequest], HttpResponse]


def security_headers(get_response: Handler) -> Handler:
    """Add the headers that keep a page to itself: nothing foreign in it, it in nothing foreign, no trace left."""
    policy = "; ".join(f"{name} {value}" for name, value in settings.CONTENT_SECURITY.items())
    headers = {
        "Content-Security-Policy": policy,
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Permissions-Policy": ", ".join(f"{name}=()" for name in settings.PERMISSIONS),
    }
    if settings.HSTS_AGE:
        headers["Strict-Transport-Security"] = f"max-age={int(settings.HSTS_AGE.total_seconds())}"

    def handle(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        for name, value in headers.items():
            response.headers.setdefault(name, value)
        return response

    return handle


def body_limit(get_response: Handler) -> Handler:
    """Refuse a body above settings.BODY_LIMIT bytes by its length, before anything of it is read."""

    def handle(request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdigit() and int(length) <= settings.BODY_LIMIT:
            return get_response(request)
        return _too_large(request)

    return handle


def _too_large(request: HttpRequest) -> HttpResponse:
    if request.path_info.startswith(API_PREFIX):
        message = f"The body is larger than {settings.BODY_LIMIT} bytes."
        body = {"errors": [{"at": "", "found": request.META.get("CONTENT_LENGTH"), "message": message}]}
        return JsonResponse(body, status=413)
    with override("en" if request.path_info.startswith("/en/") else settings.LANGUAGE_CODE):
        return render(request, "413.html", status=413)


class PageLanguage(LocaleMiddleware):
    """Choose the language by the address, for pages; the HTTP interface is told it in the call."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Handle one request."""
        if request.path_info.startswith(API_PREFIX):
            return self.get_response(request)
        return super().__call__(request)


class PageCompression(GZipMiddleware):
    """Compress pages; the HTTP interface leaves that to the proxy, which does it cheaper."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Handle one request."""
        if request.path_info.startswith(API_PREFIX):
            return self.get_response(request)
        return super().__call__(request)
