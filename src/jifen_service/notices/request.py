"""What the views of the notices take from a request, and the rule of those about a case."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from jifen_service.accounts.access import requires
from jifen_service.accounts.lockout import address
from jifen_service.accounts.roles import CENTRE_ROLES, Role
from jifen_service.config import clock

View = Callable[..., HttpResponse]

#: whoever a case can concern; whether this one does is asked of the casework
concerned: Callable[[View], View] = requires(Role.APPLICANT, Role.AGENT, *sorted(CENTRE_ROLES))


def circumstances(request: HttpRequest) -> dict[str, Any]:
    """When and from where, as the services want it."""
    return {"at": clock.now(), "ip": address(request)}


def site(request: HttpRequest) -> str:
    """The address of the platform as prints give it, without a slash at the end."""
    return settings.PUBLIC_URL or request.build_absolute_uri("/").rstrip("/")
