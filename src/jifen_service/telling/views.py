"""The inbox (消息) and how one wants to be told, for everybody with an account."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from allauth.core.ratelimit import consume
from django.conf import settings as django_settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from jifen_service.accounts import sms
from jifen_service.accounts.access import everybody, signed_in
from jifen_service.accounts.lockout import address as ip_of
from jifen_service.config import clock
from jifen_service.telling import inbox, preferences, texts, watching
from jifen_service.telling.calendar_file import MEDIA_TYPE, calendar_file
from jifen_service.telling.forms import AddressForm, CodeForm
from jifen_service.telling.models import Delivery, Message

_ROWS = 32


@require_GET
@signed_in
def messages_page(request: HttpRequest) -> HttpResponse:
    """One's messages, newest first; all, or what is not read."""
    only_unread = request.GET.get("show") == "unread"
    found = inbox.messages_of(request.user)
    if only_unread:
        found = found.filter(read_at=None)
    rows = Paginator(found, _ROWS).get_page(request.GET.get("page"))
    return _page(request, "inbox.html", {"rows": rows, "only_unread": only_unread})


@require_GET
@signed_in
def message(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """One message; opening it marks it read."""
    found = _own(request, message_id)
    inbox.mark_read(request.user, clock.now(), message_id)
    case_page, opens = inbox.leads_to(found, request.person)
    return _page(request, "message.html", {"message": found, "case_page": case_page, "opens": opens})


@require_POST
@signed_in
def unread(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """Keep a message for later."""
    inbox.mark_unread(request.user, _own(request, message_id).pk)
    return redirect("telling:inbox")


@require_POST
@signed_in
def read_all(request: HttpRequest) -> HttpResponse:
    """Mark all read."""
    inbox.mark_read(request.user, clock.now())
    return redirect("telling:inbox")


@require_GET
@signed_in
def calendar(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """The day of a reminder as a calendar file."""
    found = _own(request, message_id)
    if found.ends_on is None:
        raise Http404
    response = HttpResponse(calendar_file(found), content_type=f"{MEDIA_TYPE}; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="jifen.ics"'
    add_never_cache_headers(response)
    return response


@require_GET
@everybody
def sent(request: HttpRequest) -> HttpResponse:
    """What a demonstration sent to nobody, for the tester to read; there is no such page elsewhere."""
    if not django_settings.DEMO:
        raise Http404
    at, rows = clock.now(), watching.found(Delivery.State.DELIVERED, "")[:_ROWS]
    return _page(request, "sent.html", {"rows": watching.lines(list(rows), at)})


@signed_in
def settings(request: HttpRequest) -> HttpResponse:
    """Channels, language, e-mail address."""
    shown = preferences.choices(request.user, request.person.roles)
    if request.method == "POST":
        language = request.POST.get("language", "")
        possible = {choice.channel for choice in shown if choice.possible}
        if language in texts.LANGUAGES:
            chosen = request.POST.getlist("channel")
            preferences.choose(request.user, chosen, possible, language)
            messages.success(request, _("已保存。"))
        return redirect("telling:settings")
    return _settings(request, {})


@require_POST
@signed_in
def address(request: HttpRequest) -> HttpResponse:
    """Take an address and send it a code."""
    form, at = AddressForm(request.POST), clock.now()
    if not form.is_valid():
        return _settings(request, {"address_form": form}, status=422)
    if not preferences.may_ask(preferences.preference_of(request.user), at) or not consume(
        request, action="confirm_email", user=request.user
    ):
        form.add_error("address", _("刚发过验证码, 请过一会儿再试。"))
        return _settings(request, {"address_form": form}, status=429)
    code = preferences.ask(request.user, form.cleaned_data["address"], at)
    if django_settings.DEMO:
        sms.keep_for_demo(form.cleaned_data["address"], code)
    messages.success(request, _("验证码已发到你的邮箱。"))
    return redirect("telling:settings")


@require_POST
@signed_in
def confirm(request: HttpRequest) -> HttpResponse:
    """Confirm the address by its code."""
    form = CodeForm(request.POST)
    if form.is_valid() and preferences.confirm(
        request.user, form.cleaned_data["code"], clock.now(), ip_of(request)
    ):
        messages.success(request, _("邮箱已确认, 以后也用它告诉你。"))
        return redirect("telling:settings")
    if form.is_valid():
        form.add_error("code", _("验证码不对或过期了。可以再发一个。"))
    return _settings(request, {"code_form": form}, status=422)


@require_POST
@signed_in
def remove(request: HttpRequest) -> HttpResponse:
    """Forget the address."""
    preferences.remove(request.user, clock.now(), ip_of(request))
    messages.success(request, _("邮箱已删除。"))
    return redirect("telling:settings")


def _settings(request: HttpRequest, more: dict[str, Any], status: int = 200) -> HttpResponse:
    told = preferences.preference_of(request.user)
    context = {
        "choices": preferences.choices(request.user, request.person.roles),
        "told": told,
        "languages": (("zh", "中文"), ("en", "English")),
        "email_possible": preferences.can_send_email(),
        "address_form": AddressForm(),
        "code_form": CodeForm(),
        "demo_code": sms.kept_for_demo(told.pending),
        **more,
    }
    return _page(request, "settings.html", context, status)


def _own(request: HttpRequest, message_id: UUID) -> Message:
    found = inbox.own(request.user, message_id)
    if found is None:
        raise Http404
    return found


def _page(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    response = render(request, f"telling/{template}", context, status=status)
    add_never_cache_headers(response)
    return response
