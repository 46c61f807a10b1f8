"""Officers and their roles."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from jifen_service.accounts.models import Centre, Membership
from jifen_service.accounts.roles import OFFICER_ROLES
from jifen_service.city import officers as people
from jifen_service.city.request import administrator, note, number, page
from jifen_service.config import clock

_ROWS = 50


@require_http_methods(["GET", "POST"])
@administrator
def officers(request: HttpRequest) -> HttpResponse:
    """The roles that hold, by centre; a new one is given here, and a new password shown this once."""
    today = clock.today()
    form, password, made = people.OfficerForm(initial={"since": today}), "", None
    if request.method == "POST":
        form = people.OfficerForm(request.POST)
        if form.is_valid():
            with transaction.atomic():
                made, password = people.appoint(form)
                note(
                    request,
                    "officer_appointed",
                    "account",
                    made.user_id,
                    role=made.role,
                    centre=made.centre_id,
                )
            form = people.OfficerForm(initial={"since": today})
    held = Membership.objects.filter(role__in=sorted(OFFICER_ROLES)).select_related("user", "centre")
    chosen = request.GET.get("centre", "")
    if (centre_id := number(chosen)) is not None:
        held = held.filter(centre_id=centre_id)
    rows = Paginator(held.order_by("centre_id", "role", "user__username", "pk"), _ROWS)
    context = {
        "form": form,
        "rows": rows.get_page(request.GET.get("page")),
        "centres": Centre.objects.order_by("pk"),
        "chosen": chosen,
        "today": today,
        "made": made,
        "password": password,
    }
    return page(request, "officers.html", context, status=422 if form.errors else 200)


@require_POST
@administrator
def end(request: HttpRequest, membership_id: int) -> HttpResponse:
    """End a role at once; the last administrator stays."""
    today = clock.today()
    with transaction.atomic():
        held = Membership.objects.on(today).filter(role__in=sorted(OFFICER_ROLES))
        membership = held.select_for_update().filter(pk=membership_id).first()
        if membership is None:
            raise Http404
        if people.is_last_administrator(membership, today):
            messages.error(request, _("至少要有一位市级管理员。"))
            return redirect("city:officers")
        people.end(membership, today)
        note(request, "officer_ended", "account", membership.user_id, role=membership.role)
    messages.success(request, _("这个身份已结束。"))
    return redirect("city:officers")
