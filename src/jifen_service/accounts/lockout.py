"""Lock-out (锁定): what django-axes is told of who tries, and what the person sees."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.contrib.auth.signals import user_login_failed
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from jifen_service.accounts.models import User
from jifen_service.accounts.phones import normal
from jifen_service.vault import keyed_hash


def who(request: HttpRequest, credentials: Mapping[str, Any] | None) -> str:
    """The account that is tried, as a keyed hash: by user name or number, the same account counts once."""
    told = credentials or {}
    text = str(told.get("phone") or told.get("username") or request.POST.get("login") or "")
    if phone := normal(text):
        owner = User.objects.filter(phone_key=keyed_hash(phone), phone_verified=True).first()
        text = owner.username if owner else phone
    return keyed_hash(text)


def address(request: HttpRequest) -> str:
    """The address of the client; behind proxies of ours, the last one that they did not write themselves."""
    forwarded = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    proxies = settings.PROXY_COUNT
    if proxies and len(forwarded) >= proxies and forwarded[-proxies]:
        return forwarded[-proxies]
    return request.META.get("REMOTE_ADDR") or "0.0.0.0"


def described(*_what: object) -> str:
    """How logs call the client: not at all."""
    return "a client"


def count_wrong_code(sender: type, request: HttpRequest, user: User, **_more: Any) -> None:
    """A wrong code is a failure of its account, like a wrong password."""
    user_login_failed.send(sender, credentials={"username": user.username}, request=request)


def response(request: HttpRequest, *_more: object) -> HttpResponse:
    """The page of who is locked out."""
    minutes = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
    return render(request, "account/locked_out.html", {"minutes": minutes}, status=429)
