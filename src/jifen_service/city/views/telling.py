"""Messages to people: how far deliveries came, and the texts."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jifen_service.city.request import administrator, note, number, page
from jifen_service.config import clock
from jifen_service.forms.language import language
from jifen_service.telling import editing, texts, watching
from jifen_service.telling.models import Channel, Delivery
from jifen_service.telling.texts import Words

_ROWS = 64


@require_GET
@administrator
def deliveries(request: HttpRequest) -> HttpResponse:
    """What leaves the house, the newest first."""
    state, channel = request.GET.get("state", ""), request.GET.get("channel", "")
    found, at = watching.found(state, channel), clock.now()
    before = number(request.GET.get("before", ""))
    if before is not None:
        found = found.filter(pk__lt=before)
    rows = list(found[: _ROWS + 1])
    context = {
        "rows": watching.lines(rows[:_ROWS], at),
        "next_page": rows[_ROWS - 1].pk if len(rows) > _ROWS else None,
        "state": state,
        "channel": channel,
        "states": Delivery.State,
        "channels": [one for one in Channel if one != Channel.SITE],
        "counts": watching.open_and_given_up(),
        "today": watching.today(at),
    }
    return page(request, "deliveries.html", context)


@require_POST
@administrator
def try_again(request: HttpRequest, delivery_id: int) -> HttpResponse:
    """Let a delivery that was given up begin anew."""
    with transaction.atomic():
        if watching.try_again(delivery_id, clock.now()) is None:
            raise Http404
        note(request, "delivery_tried_again", "delivery", delivery_id)
    messages.success(request, _("已重新排队。"))
    return redirect("city:deliveries")


@require_GET
@administrator
def all_texts(request: HttpRequest) -> HttpResponse:
    """Every text, by whom it tells."""
    return page(request, "texts.html", {"groups": editing.listed()})


@require_http_methods(["GET", "POST"])
@administrator
def text(request: HttpRequest, key: str, channel: str) -> HttpResponse:
    """One text in both languages: changed, previewed, reverted."""
    if not editing.is_text(key, channel):
        raise Http404
    if request.method != "POST":
        return _shown(request, key, channel, editing.words_of(key, channel))
    edited = _read(request)
    if "revert" in request.POST:
        return _kept(request, key, channel, edited, revert=True)
    wrong = editing.faults(key, channel, edited)
    if wrong or "keep" not in request.POST:
        return _shown(request, key, channel, edited, wrong)
    return _kept(request, key, channel, edited)


def _kept(
    request: HttpRequest, key: str, channel: str, edited: editing.Edited, *, revert: bool = False
) -> HttpResponse:
    since, at = number(request.POST.get("since", "")) or 0, clock.now()
    try:
        with transaction.atomic():
            if revert:
                editing.revert(key, channel, since, request.user, at)
                note(request, "text_reverted", "text", f"{key}/{channel}")
            else:
                editing.keep(key, channel, edited, since, request.user, at)
                note(request, "text_changed", "text", f"{key}/{channel}")
    except editing.EditedMeanwhileError:
        wrong = [("", _("别人刚改过这段文案, 请看过下面的历史再存。"))]
        return _shown(request, key, channel, edited, wrong)
    messages.success(request, _("已恢复默认。") if revert else _("已保存, 以后的消息用新文案。"))
    return redirect("city:text", key, channel)


def _read(request: HttpRequest) -> dict[str, Words]:
    def told(of: str, part: str) -> str:
        return request.POST.get(f"{of}-{part}", "").replace("\r\n", "\n").strip()

    return {of: Words(told(of, "text"), told(of, "subject"), told(of, "template")) for of in texts.LANGUAGES}


def _shown(
    request: HttpRequest,
    key: str,
    channel: str,
    edited: editing.Edited,
    wrong: list[tuple[str, str]] | None = None,
) -> HttpResponse:
    faults = dict(wrong or [])

    def beside(of: str) -> dict[str, str]:
        return {part: faults.get(f"{of}-{part}", "") for part in ("subject", "template", "text")}

    context: dict[str, Any] = {
        "lang": language(),
        "name": editing.name_of(key),
        "channel": Channel(channel),
        "is_sms": channel == Channel.SMS,
        "columns": [(of, words, beside(of)) for of, words in edited.items()],
        "wrong": wrong or [],
        "previews": [] if wrong else editing.previews(edited, channel),
        "placeholders": [(name, texts.placeholders()[name]) for name in texts.allowed(key, channel)],
        "since": editing.version(key, channel),
        "history": editing.history(key, channel),
    }
    return page(request, "text.html", context, status=422 if wrong else 200)
