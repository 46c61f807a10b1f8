"""The advisers' pages: the queue by the promised day, one call-back, taking it, what came of it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jifen_service.accounts.access import requires
from jifen_service.accounts.lockout import address
from jifen_service.accounts.roles import Role
from jifen_service.callbacks import desk
from jifen_service.callbacks.forms import CallForm
from jifen_service.callbacks.models import CallBack
from jifen_service.config import clock

#: who advises: the window and the lead of a centre, and the city
adviser = requires(Role.WINDOW, Role.LEAD, Role.CITY_ADMIN)


@require_GET
@adviser
def queue(request: HttpRequest) -> HttpResponse:
    """Who waits for a call, the promised day first; or what is done."""
    closed = request.GET.get("show") == "closed"
    pages = desk.page(request.person, clock.today(), request.GET.get("after", ""), closed=closed)
    return _page(request, "desk.html", {"pages": pages, "closed": closed})


@require_http_methods(["GET", "HEAD", "POST"])
@adviser
def call(request: HttpRequest, callback_id: UUID) -> HttpResponse:
    """One call-back; its taker sees the number in full and writes down what was said."""
    found, at = desk.one(request.person, callback_id), clock.now()
    told = {"notes": found.notes, "outcome": found.outcome, "case": found.case.number if found.case else ""}
    if request.method != "POST":
        desk.look(request.person, found, at, address(request))
        return _call(request, found, CallForm(initial=told))
    if found.taken_by_id != request.user.pk:
        messages.error(request, _("先领取, 再记录。"))
        return redirect("callbacks:call", callback_id)
    form = CallForm(request.POST)
    if not form.is_valid():
        return _call(request, found, form, 422)
    outcome, number = form.cleaned_data["outcome"], form.cleaned_data["case"]
    case = desk.case_numbered(request.person, number) if number else None
    if case is None and (number or desk.needs_case(outcome)):
        form.add_error("case", _("找不到这个编号的案件。请核对编号。"))
        return _call(request, found, form, 422)
    kept = (form.cleaned_data["notes"], outcome, case)
    desk.write_down(request.person, callback_id, kept, at=at, ip=address(request))
    messages.success(request, _("已保存。"))
    return redirect("callbacks:desk" if outcome else "callbacks:call", *([] if outcome else [callback_id]))


@require_POST
@adviser
def take(request: HttpRequest, callback_id: UUID) -> HttpResponse:
    """Take it, and see the number."""
    desk.take(request.person, callback_id, clock.now(), address(request))
    return redirect("callbacks:call", callback_id)


def _call(request: HttpRequest, found: CallBack, form: CallForm, status: int = 200) -> HttpResponse:
    mine = found.taken_by_id == request.user.pk
    context = {"call": found, "form": form, "mine": mine, "at_centre": not request.person.is_city_admin}
    return _page(request, "call.html", context, status)


def _page(request: HttpRequest, template: str, context: dict[str, object], status: int = 200) -> HttpResponse:
    response = render(request, f"callbacks/{template}", context, status=status)
    add_never_cache_headers(response)
    return response
