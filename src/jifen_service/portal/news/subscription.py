"""The pages of the subscription: asking for it, and the link that confirms or leaves."""

from __future__ import annotations

from allauth.core.ratelimit import consume
from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

from jifen_service.config import clock
from jifen_service.forms.language import language
from jifen_service.portal.news import subscribing
from jifen_service.portal.news.views import context_of_news

#: what a mail program sends when its own button is pressed (RFC 8058)
_ONE_CLICK = "List-Unsubscribe"


class AddressForm(forms.Form):
    """One e-mail address."""

    address = forms.EmailField(max_length=254)


def subscribe(request: HttpRequest) -> HttpResponse:
    """Send the question to the address given. The answer never says whether it was known."""
    if not subscribing.is_offered():
        raise Http404
    form = AddressForm(request.POST)
    if not form.is_valid():
        return _news(request, error=_("这不像一个邮箱地址, 请再看一下。"), status=422)
    if not consume(request, action="subscribe_news"):
        return _news(request, error=_("刚才试得太多了, 请过一会儿再来。"), status=429)
    subscribing.ask(form.cleaned_data["address"], language(), clock.now())
    return _news(request, asked=True)


def subscription(request: HttpRequest, token: str) -> HttpResponse:
    """Confirm or leave. A look alone does neither: mail servers look at links before people do."""
    subscriber = subscribing.subscriber_of(token)
    if subscriber is None:
        raise Http404
    done = ""
    if request.method == "POST":
        done = "left" if _ONE_CLICK in request.POST or "leave" in request.POST else "confirmed"
        if done == "left":
            subscribing.leave(subscriber)
        else:
            subscribing.confirm(subscriber, clock.now())
    context = {"done": done, "confirmed": subscriber.confirmed_at is not None}
    response = render(request, "portal/news/subscription.html", context)
    add_never_cache_headers(response)
    return response


def _news(request: HttpRequest, *, status: int = 200, **more: object) -> HttpResponse:
    context = {**context_of_news(), **more, "typed": request.POST.get("address", "")}
    response = render(request, "portal/news/news.html", context, status=status)
    add_never_cache_headers(response)
    return response
