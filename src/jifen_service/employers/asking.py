"""What every page of this front asks of a request: which employer is acted for, and from where."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from jifen_service.accounts.lockout import address
from jifen_service.accounts.models import Employer
from jifen_service.accounts.organisations import NotTheirs
from jifen_service.config import clock


def employer_of(request: HttpRequest) -> Employer:
    """The employer that the person acts for; NotTheirs (404) for none."""
    acting = request.person.acting
    if acting is None or acting.employer_id is None:
        raise NotTheirs
    return acting.employer


def traced(request: HttpRequest) -> dict[str, Any]:
    """When and from where, as every change records it."""
    return {"at": clock.now(), "ip": address(request)}


def absolute(request: HttpRequest, name: str, *args: object) -> str:
    """The whole address of a page, to be sent to somebody."""
    return request.build_absolute_uri(reverse(name, args=args))
