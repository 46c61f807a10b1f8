"""What every view of this front takes from a request: who asks, when, from where."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers

from jifen_service.accounts.access import requires
from jifen_service.accounts.lockout import address
from jifen_service.accounts.roles import Role
from jifen_service.audit.service import record
from jifen_service.config import clock
from jifen_service.lawdrafts.service import Author

View = Callable[..., HttpResponse]
_TOO_LONG = 18

#: the rule of every page here
administrator: Callable[[View], View] = requires(Role.CITY_ADMIN)


def number(text: str) -> int | None:
    """A whole number that an address names; None for anything else, however long."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < _TOO_LONG else None


def page(request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """A page that no cache may keep."""
    response = render(request, f"city/{template}", context, status=status)
    add_never_cache_headers(response)
    return response


def author_of(request: HttpRequest) -> Author:
    """Who acts, when, from where, as the services want it."""
    return Author(request.user, clock.now(), address(request))


def note(request: HttpRequest, action: str, subject: str, key: object, **detail: Any) -> None:
    """Record what the administrator did, within the caller's transaction."""
    record(request.user, Role.CITY_ADMIN, action, subject, key, clock.now(), address(request), detail)
