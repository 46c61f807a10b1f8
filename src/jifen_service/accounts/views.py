"""One's account: where to go after sign-in, in which role to act, ending all sessions."""

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jifen_service.accounts.access import ACTING, Person, signed_in
from jifen_service.accounts.roles import CENTRE_ROLES, Role

#: the first page of each role; a front that is not there yet leaves the account's own page
_FIRST_PAGES = (
    (CENTRE_ROLES, "centres:queue"),
    (frozenset({Role.AGENT}), "employers:home"),
    (frozenset({Role.CITY_ADMIN}), "city:home"),
    (frozenset({Role.APPLICANT}), "applicants:home"),
)


@signed_in
def home(request: HttpRequest) -> HttpResponse:
    """Lead to the first page of the role acted in."""
    return redirect(first_page(request.person) or "accounts:settings")


@signed_in
def settings(request: HttpRequest) -> HttpResponse:
    """One's account: number, password, second factors, sessions, memberships."""
    return render(request, "account/settings.html")


@require_POST
@signed_in
def act(request: HttpRequest) -> HttpResponse:
    """Act in another membership, or as an applicant (0)."""
    chosen = request.POST.get("membership", "")
    possible = {str(membership.pk) for membership in request.person.memberships} | {"0"}
    if chosen not in possible:
        raise Http404
    request.session[ACTING] = int(chosen)
    return redirect("accounts:home")


@require_POST
@signed_in
def sign_out_everywhere(request: HttpRequest) -> HttpResponse:
    """End every session of this account, this one too."""
    for session in UserSession.objects.filter(user_id=request.user.pk):
        session.end()
    logout(request)
    messages.success(request, _("所有设备上都已退出。"))
    return redirect("account_login")


@signed_in
def second_factor_needed(request: HttpRequest) -> HttpResponse:
    """Say that a second factor must be set up first, and lead to both kinds."""
    return render(request, "account/second_factor_needed.html")


def first_page(person: Person) -> str:
    """The address of the first page of the role acted in; empty while its front is not there."""
    for roles, name in _FIRST_PAGES:
        if roles & person.roles:
            try:
                return reverse(name)
            except NoReverseMatch:
                return ""
    return ""
