"""What every response carries, and what only pages need: the HTTP interface passes by the rest untouched."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.gzip import GZipMiddleware
from django.middleware.locale import LocaleMiddleware

from jifen_service.config.refusals import API_PREFIX, too_large

Handler = Callable[[HttpRequest], HttpResponse]


def security_headers(get_response: Handler) -> Handler:
    """Add the headers that keep a page to itself: nothing foreign in it, it in nothing foreign."""
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


def known_host(get_response: Handler) -> Handler:
    """Refuse a request for a host that settings.ALLOWED_HOSTS does not name, with a 400."""

    def handle(request: HttpRequest) -> HttpResponse:
        request.get_host()
        return get_response(request)

    return handle


def body_limit(get_response: Handler) -> Handler:
    """Refuse a body above settings.BODY_LIMIT bytes by its length, before anything of it is read."""

    def handle(request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdigit() and int(length) <= settings.BODY_LIMIT:
            return get_response(request)
        return too_large(request)

    return handle


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
