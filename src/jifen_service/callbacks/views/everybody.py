"""Asking for a call-back, its code, its link; no account. Reached from answers, never before them."""

from __future__ import annotations

from allauth.core.ratelimit import consume
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from jifen_service.accounts import sms
from jifen_service.accounts.access import everybody, stateless
from jifen_service.callbacks import asking
from jifen_service.callbacks.forms import AskForm, CodeForm
from jifen_service.callbacks.models import CallBack
from jifen_service.config import clock
from jifen_service.telling.sms_gateway import NotSentError

_WRONG, _TOO_MANY, _UNAVAILABLE = 422, 429, 503


@require_http_methods(["GET", "HEAD", "POST"])
@everybody
def ask(request: HttpRequest) -> HttpResponse:
    """The form; handed in, a code goes out, and the link leads on."""
    if request.method != "POST":
        return _form(request, AskForm())
    form = AskForm(request.POST)
    if not sms.available():
        return _form(request, form, _UNAVAILABLE)
    if not form.is_valid():
        return _form(request, form, _WRONG)
    if not _may_send(request, form.cleaned_data["phone"]):
        form.add_error(None, _("这个号码或这个网络刚才预约得太多了, 请过一会儿再来。"))
        return _form(request, form, _TOO_MANY)
    try:
        token = asking.ask(form.wish(), clock.now())
    except NotSentError:
        form.add_error(None, _("短信现在发不出去, 什么也没有保存。请过几分钟再试。"))
        return _form(request, form, _UNAVAILABLE)
    return redirect("callbacks:own", token)


@require_POST
@stateless
def with_result(request: HttpRequest) -> HttpResponse:
    """The form, with the result that somebody comes from; nothing is kept, and it is not ticked."""
    return _form(request, AskForm(initial={"result": request.POST.get("result", "")}))


@require_http_methods(["GET", "HEAD", "POST"])
@everybody
def own(request: HttpRequest, token: str) -> HttpResponse:
    """Behind the link: the code is asked for, then when the call comes and how to take it back."""
    found, form = _of(token), CodeForm(request.POST or None)
    if request.method != "POST" or found.confirmed_at:
        return _own(request, found, CodeForm(), token)
    if not consume(request, action="call_back_code"):
        return _own(request, found, _refused(form, _("试得太快了, 请过一会儿再试。")), token, _TOO_MANY)
    if form.is_valid() and asking.confirm(found, form.cleaned_data["code"], clock.now()):
        asking.send_link(found, token)
        return redirect("callbacks:own", token)
    wrong = _("验证码不对或过期了。核对一下, 或者回去重新填。")
    return _own(request, found, _refused(form, wrong) if form.is_valid() else form, token, _WRONG)


@require_POST
@everybody
def again(request: HttpRequest, token: str) -> HttpResponse:
    """Another code to the same number: not at once after the last, and as seldom as another call-back."""
    found, form = _of(token), CodeForm()
    if found.confirmed_at:
        return redirect("callbacks:own", token)
    # The wait is asked about first, so that whoever taps twice has not spent a code of the day.
    if not (consume(request, action="call_back_again", key=token) and _may_send(request, found.phone)):
        return _own(request, found, form, token, _TOO_MANY, _("刚发过, 或者今天发得太多了。等半分钟再试。"))
    try:
        asking.send_again(found, clock.now())
    except NotSentError:
        return _own(request, found, form, token, _UNAVAILABLE, _("短信现在发不出去。请过几分钟再试。"))
    messages.success(request, _("新的验证码已发出, 用新的那个。"))
    return redirect("callbacks:own", token)


@require_POST
@everybody
def withdraw(request: HttpRequest, token: str) -> HttpResponse:
    """Take it back: all of it is erased at once."""
    asking.withdraw(_of(token), clock.now())
    return _page(request, "withdrawn.html", {})


def _may_send(request: HttpRequest, phone: str) -> bool:
    """Whether one more code may go to a number, and from this network."""
    return bool(consume(request, action="call_back", key=phone))


def _of(token: str) -> CallBack:
    found = asking.of_token(token)
    if found is None:
        raise Http404
    return found


def _refused(form: CodeForm, why: str) -> CodeForm:
    form.add_error("code", why)
    return form


def _form(request: HttpRequest, form: AskForm, status: int = 200) -> HttpResponse:
    return _page(request, "ask.html", {"form": form, "possible": sms.available()}, status)


def _own(
    request: HttpRequest, found: CallBack, form: CodeForm, token: str, status: int = 200, problem: str = ""
) -> HttpResponse:
    context = {"call": found, "code_form": form, "token": token, "problem": problem}
    return _page(request, "own.html", context, status)


def _page(request: HttpRequest, template: str, context: dict[str, object], status: int = 200) -> HttpResponse:
    response = render(request, f"callbacks/{template}", context, status=status)
    add_never_cache_headers(response)
    return response
