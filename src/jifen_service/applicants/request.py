"""What every view of this front takes from a request: who asks, when, from where."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import add_never_cache_headers

from jifen_service.accounts.access import requires
from jifen_service.accounts.lockout import address
from jifen_service.accounts.roles import Role
from jifen_service.casework import queries
from jifen_service.casework.models import Case
from jifen_service.config import clock

View = Callable[..., HttpResponse]

#: the rule of every page here: signed in, and acting as an applicant
applicant: Callable[[View], View] = requires(Role.APPLICANT)


def own_case(request: HttpRequest, case_id: UUID) -> Case:
    """The case, if the person who asks holds it; NotConcerned, a 404, otherwise."""
    return queries.case_for(request.person, case_id)


def circumstances(request: HttpRequest) -> dict[str, Any]:
    """When and from where, as the services want it."""
    return {"at": clock.now(), "ip": address(request)}


def page(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """A page with somebody's data: no cache may keep it."""
    response = render(request, f"applicants/{template}", context, status=status)
    add_never_cache_headers(response)
    return response


def back_to(case: Case, name: str = "case", *arguments: object) -> HttpResponse:
    """Lead to a page of a case."""
    return redirect(f"applicants:{name}", case.pk, *arguments)
