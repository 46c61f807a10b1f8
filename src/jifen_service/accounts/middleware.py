"""Who is asking, put on every request; officers' idle sessions end; a second factor where it must be."""

import time
from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.functional import SimpleLazyObject

from jifen_service.accounts.access import ACTING, Person
from jifen_service.accounts.models import CitySetting
from jifen_service.config import clock

#: session key: seconds since the epoch of the last request of an officer, kept to the minute
_SEEN = "seen"
_SEEN_STEP_SECONDS = 60
#: what an officer who must set up a second factor may open meanwhile
_ALLOWED_NAMES = frozenset({
    "account_logout", "account_reauthenticate", "mfa_index", "mfa_activate_totp", "mfa_list_webauthn",
    "mfa_add_webauthn", "mfa_reauthenticate", "mfa_reauthenticate_webauthn", "accounts:second_factor_needed",
    "accounts:act", "account_set_password",
})  # fmt: skip

Handler = Callable[[HttpRequest], HttpResponse]


class WhoIsIt:
    """Sets ``request.person``. Nothing is asked of the database for who is not signed in."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Handle one request."""
        request.person = SimpleLazyObject(lambda: person_of(request))
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_what: object) -> HttpResponse | None:
        """End an idle officer's session, or send the officer to set up a second factor."""
        if not request.person.is_officer:
            return None
        if _idle_too_long(request):
            logout(request)
            return redirect(f"{resolve_url(settings.LOGIN_URL)}?idle=1")
        if request.resolver_match.view_name in _ALLOWED_NAMES or not _lacks_second_factor(request.person):
            return None
        return redirect("accounts:second_factor_needed")


def person_of(request: HttpRequest) -> Person:
    """The person behind a request, today."""
    if not request.session.session_key or not request.user.is_authenticated:
        return Person(AnonymousUser(), clock.today())
    return Person(request.user, clock.today(), request.session.get(ACTING))


def _lacks_second_factor(person: Person) -> bool:
    return CitySetting.current().second_factor_required and not is_mfa_enabled(person.user)


def _idle_too_long(request: HttpRequest) -> bool:
    """True after settings.OFFICER_IDLE_SECONDS without a request, by real time, not a demonstration's."""
    now, seen = int(time.time()), request.session.get(_SEEN)
    if seen is not None and now - seen > settings.OFFICER_IDLE_SECONDS:
        return True
    if seen is None or now - seen >= _SEEN_STEP_SECONDS:
        request.session[_SEEN] = now
    return False
