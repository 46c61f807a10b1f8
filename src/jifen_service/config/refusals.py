"""What is refused or breaks, in the house's words: as a page, or as JSON for programs."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import is_valid_path
from django.utils.translation import override

from jifen_service.vault.errors import FileLost

API_PREFIX = "/api/"


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: a host that is not ours, a body that is no form."""
    return _refuse(request, 400, "The request cannot be read.")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: no such address; 410: a file that was there and cannot be read any more.

    Who typed an address with a slash too many at its end, or one too few, is led to the page.
    """
    meant = _meant(request)
    if meant is not None:
        return redirect(meant)
    if isinstance(exception, FileLost):
        return _refuse(request, 410, "This file was handed in but cannot be read any more.")
    return _refuse(request, 404, "There is nothing at this address.")


def broken(request: HttpRequest) -> HttpResponse:
    """500: our own fault. The page asks nothing of what may be broken: no address, no language."""
    if request.path_info.startswith(API_PREFIX):
        return _as_json(500, "Something broke on our side; nothing was stored.")
    return HttpResponse(render_to_string("500.html"), status=500)


def too_large(request: HttpRequest) -> HttpResponse:
    """413: more than settings.BODY_LIMIT bytes."""
    return _refuse(request, 413, f"The body is larger than {settings.BODY_LIMIT} bytes.")


def _meant(request: HttpRequest) -> str | None:
    """The page whose address differs by the last slash alone; None where there is none to be read."""
    path = request.path_info
    if request.resolver_match is not None or request.method not in {"GET", "HEAD"}:
        return None
    other = path.rstrip("/") if path.endswith("/") else f"{path}/"
    # `//example.org` would lead to another site.
    if other.startswith("//") or path.startswith(API_PREFIX):
        return None
    with override(_language(path)):
        if not is_valid_path(other):
            return None
    query = request.META.get("QUERY_STRING", "")
    return f"{other}?{query}" if query else other


def _language(path: str) -> str:
    """The language of the address, which is not chosen yet where this is called from."""
    return "en" if f"{path}/".startswith("/en/") else settings.LANGUAGE_CODE


def _refuse(request: HttpRequest, status: int, message: str) -> HttpResponse:
    path = request.path_info
    if path.startswith(API_PREFIX):
        return _as_json(status, message)
    with override(_language(path)):
        return render(request, f"{status}.html", status=status)


def _as_json(status: int, message: str) -> JsonResponse:
    return JsonResponse({"errors": [{"at": "", "found": None, "message": message}]}, status=status)
