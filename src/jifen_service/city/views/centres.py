"""The districts' centres: what an administrator knows of each, the rest marked as to be filled."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from jifen_service.accounts.centres import keep_changes
from jifen_service.accounts.models import Centre
from jifen_service.city.request import administrator, note, page
from jifen_service.config import clock


class CentreForm(forms.ModelForm):
    """What people are told of a centre; the district and its code are fixed."""

    class Meta:
        model = Centre
        fields = ("name", "address", "hours", "phone", "map_link")
        help_texts = {
            "hours": gettext_lazy("写成“工作日 8:30–11:30, 13:00–16:30”, 公众页面就会说现在是不是办公时间。"),
        }


@require_GET
@administrator
def centres(request: HttpRequest) -> HttpResponse:
    """All centres, with what is still to be filled in."""
    return page(request, "centres.html", {"centres": Centre.objects.order_by("pk")})


@require_http_methods(["GET", "POST"])
@administrator
def centre(request: HttpRequest, centre_id: int) -> HttpResponse:
    """Change what is told of a centre."""
    found = get_object_or_404(Centre, pk=centre_id)
    form = CentreForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            form.save()
            keep_changes(found, form.changed_data, form.initial, form.cleaned_data, clock.now())
            note(request, "centre_changed", "centre", found.pk, fields=form.changed_data)
        messages.success(request, gettext("%(name)s 已保存。") % {"name": found.name})
        return redirect("city:centres")
    return page(request, "centre.html", {"form": form, "centre": found}, status=422 if form.errors else 200)
