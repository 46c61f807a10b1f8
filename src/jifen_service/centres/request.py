"""What every view of this front takes from a request: who asks, when, from where."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers

from jifen_service.accounts.access import requires
from jifen_service.accounts.lockout import address
from jifen_service.accounts.roles import CENTRE_ROLES
from jifen_service.config import clock

View = Callable[..., HttpResponse]
_TOO_LONG = 10

#: the rule of the desk's pages: acting as somebody of a district centre
officer: Callable[[View], View] = requires(*sorted(CENTRE_ROLES))


def number(text: str) -> int | None:
    """A whole number that an address or a form names; None for anything else, however long."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < _TOO_LONG else None


def circumstances(request: HttpRequest) -> dict[str, Any]:
    """When and from where, as the services want it."""
    return {"at": clock.now(), "ip": address(request)}


def page(request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """A page with somebody's data: no cache may keep it."""
    response = render(request, f"centres/{template}", context, status=status)
    add_never_cache_headers(response)
    return response


def file_response(content: bytes, media_type: str, name: str = "") -> HttpResponse:
    """A file of a case: never kept, never run; ``name`` makes it a download."""
    response = HttpResponse(content, content_type=media_type)
    add_never_cache_headers(response)
    response["X-Content-Type-Options"] = "nosniff"
    if name:
        response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
