"""What every response carries, and what only pages need: the HTTP interface passes by the rest untouched."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.middleware.gzip import GZipMiddleware
from django.middleware.locale import LocaleMiddleware

from jifen_service.config.refusals import API_PREFIX, bad_request, too_large

Handler = Callable[[HttpRequest], HttpResponse]


def security_headers(get_response: Handler) -> Handler:
    """Add the headers that keep a page to itself: nothing foreign in it, it in nothing foreign."""
    policy = "; ".join(f"{name} {value}" for name, value in settings.CONTENT_SECURITY.items())
    headers = {
        "Content-Security-Policy": policy,
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        # Under no-referrer a browser calls the origin of a form "null", which no check of it can pass.
        "Referrer-Policy": "same-origin",
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


def known_host(get_response: Handler) -> Handler:
    """Refuse a request for a host that settings.ALLOWED_HOSTS does not name, with a 400."""

    def handle(request: HttpRequest) -> HttpResponse:
        request.get_host()
        return get_response(request)

    return handle


def no_null_characters(get_response: Handler) -> Handler:
    """Refuse an address with a character that no text has and that PostgreSQL cannot take, with a 400."""

    def handle(request: HttpRequest) -> HttpResponse:
        if "\x00" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            return bad_request(request, BadRequest())
        return get_response(request)

    return handle


class BodyLimit:
    """Refuse a body by its length before anything of it is read.

    The limit is settings.BODY_LIMIT bytes, or what the view was given by `accounts.uploads.takes_uploads`.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Handle one request; no page at all takes more than an upload."""
        return (
            self.get_response(request) if _fits(request, settings.UPLOAD_BODY_LIMIT) else too_large(request)
        )

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], *_what: object
    ) -> HttpResponse | None:
        """Hold the request to the limit of its view."""
        limit = getattr(view, "body_limit", settings.BODY_LIMIT)
        return None if _fits(request, limit) else too_large(request)


def _fits(request: HttpRequest, limit: int) -> bool:
    length = request.META.get("CONTENT_LENGTH") or "0"
    return length.isdigit() and int(length) <= limit


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
