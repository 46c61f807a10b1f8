"""The steps of a draft, each on a page that says what it does before it is done."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from jifen_service.city.law.forms import ReasonForm
from jifen_service.city.law.shown import shown
from jifen_service.city.request import administrator, page
from jifen_service.city.views.law import author_of, draft_page, of_a_draft, version_seen
from jifen_service.config import clock
from jifen_service.forms.language import language
from jifen_service.lawdrafts import service
from jifen_service.lawdrafts.errors import DraftError, NotAllowed
from jifen_service.lawdrafts.models import Draft
from jifen_service.lawdrafts.states import STEPS, refusal

_WRONG = 422
#: steps that have a page of their own; editing has others
_PAGES = {
    "propose": gettext_lazy("提出后, 另一位市级管理员可以发布它; 要改内容, 先退回修改。"),
    "take_back": gettext_lazy("退回后又能修改, 改完要重新提出。"),
    "discard": gettext_lazy("草案不再办理, 内容和经过留着。"),
    "publish": gettext_lazy(
        "发布后, 每个值从写明的那天起就是规则: 没有核定的申请按它算, 已经核定的不变。"
        "公众页面、接口和变动通知都会跟着改。"
    ),
    "ask_withdrawal": gettext_lazy("撤回也要两个人: 由另一位市级管理员确认。确认之前它一直有效。"),
    "keep": gettext_lazy("撤回的申请不予确认, 它继续有效。"),
    "withdraw": gettext_lazy(
        "确认后立即失效: 没有核定的申请回到原来的规则, 它生效期间核定的不变。发布记录留着。"
    ),
}


@require_http_methods(["GET", "POST"])
@administrator
@of_a_draft
def step(request: HttpRequest, found: Draft, name: str) -> HttpResponse:
    """Say what a step does, ask for the reason where it needs one, and take it."""
    if name not in _PAGES:
        raise Http404
    standing = service.standing_of(found)
    if request.method != "POST" and (why := refusal(name, standing, request.user.pk)):
        return draft_page(request, found, NotAllowed(name, why).message())
    form = ReasonForm(request.POST or None) if STEPS[name].reason else None
    if request.method == "POST" and (form is None or form.is_valid()):
        try:
            _take(request, found, name, form.cleaned_data["reason"] if form else "")
        except DraftError as error:
            return draft_page(request, Draft.objects.get(pk=found.pk), error.message())
        messages.success(request, _("已办: %(step)s。") % {"step": STEPS[name].label})
        return redirect("city:law_draft", found.pk)
    context = {
        "lang": language(),
        "shown": shown(found, request.user.pk, standing, clock.today(), language()),
        "step": STEPS[name],
        "says": _PAGES[name],
        "form": form,
    }
    return page(request, "law/step.html", context, status=_WRONG if form and form.errors else 200)


def _take(request: HttpRequest, found: Draft, name: str, reason: str) -> None:
    version, author = version_seen(request), author_of(request)
    if name == "propose":
        service.propose(found.pk, version, author, reason)
    elif name == "publish":
        service.publish(found.pk, version, author)
    elif name == "withdraw":
        service.withdraw(found.pk, version, author)
    else:
        service.step(found.pk, version, author, name, reason)
