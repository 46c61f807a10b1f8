"""Sign-in on record: who came in, who failed, who left, whose second factors changed.

It stands here, above both, because the audit knows nothing of accounts.
"""

from typing import Any

from allauth.account.signals import password_changed, password_set
from allauth.mfa.signals import authenticator_added, authenticator_removed
from axes.signals import user_locked_out
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.http import HttpRequest

from jifen_service.accounts.access import Person
from jifen_service.accounts.lockout import address
from jifen_service.accounts.models import User
from jifen_service.audit.service import record
from jifen_service.config import clock


def connect() -> None:
    """Listen."""
    user_logged_in.connect(_signed_in)
    user_logged_out.connect(_signed_out)
    user_locked_out.connect(_locked_out)
    for signal, action in (
        (password_changed, "password_changed"),
        (password_set, "password_set"),
        (authenticator_added, "second_factor_added"),
        (authenticator_removed, "second_factor_removed"),
    ):
        signal.connect(_changed(action), weak=False)


def _signed_in(request: HttpRequest | None, user: User, **_more: Any) -> None:
    _record(user, "signed_in", request)


def _signed_out(request: HttpRequest | None, user: User | None, **_more: Any) -> None:
    if user is not None:
        _record(user, "signed_out", request)


def _locked_out(request: HttpRequest, username: str, ip_address: str, **_more: Any) -> None:
    """The account is known by its keyed hash only: it may be none."""
    record(None, "", "locked_out", "account", username[:40], clock.now(), ip_address or "")


def _changed(action: str) -> Any:
    def on_change(request: HttpRequest, user: User, **_more: Any) -> None:
        _record(user, action, request)

    return on_change


def _record(user: User, action: str, request: HttpRequest | None) -> None:
    role = Person(user, clock.today()).role
    ip = address(request) if request is not None else ""
    record(user, role or "", action, "account", user.pk, clock.now(), ip)
