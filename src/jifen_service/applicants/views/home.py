"""My cases (我的申请), starting one, taking up an employer's invitation, one's own data."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jifen_service.accounts.invitations import InvitationError, accept_invitation, invitation_of
from jifen_service.accounts.organisations import NotTheirs
from jifen_service.accounts.roles import Role
from jifen_service.applicants import employers
from jifen_service.applicants.request import applicant, back_to, circumstances, page
from jifen_service.applicants.status import Standing, standing, standings
from jifen_service.casework import queries, service
from jifen_service.casework.states import Kind
from jifen_service.config import clock
from jifen_service.notices import service as notices
from jifen_service.registries import queries as registries
from jifen_service.telling import inbox


@require_safe
@applicant
def home(request: HttpRequest) -> HttpResponse:
    """Every case of one's own, the last changed first."""
    cases = standings(queries.own_cases(request.person), clock.today())
    return page(request, "home.html", {"cases": cases})


@require_http_methods(["GET", "HEAD", "POST"])
@applicant
def start(request: HttpRequest) -> HttpResponse:
    """Begin a new application: look an employer up, or go on without one for now."""
    if request.method != "POST":
        asked = request.GET.get("q", "")
        context = {"asked": asked, "found": employers.found(asked), "decided": _decided(request)}
        return page(request, "start.html", context)
    employer_id = employers.chosen_id(request.POST.get("employer", ""))
    case = service.create(Kind.NEW, request.person, employer_id=employer_id, **circumstances(request))
    if employer_id is not None and case.employer_id != employer_id:
        service.choose_employer(case.pk, request.person, employer_id, **circumstances(request))
    return back_to(case)


def _decided(request: HttpRequest) -> list[Standing]:
    """One's decided cases with the kinds of case that may follow each."""
    there = (standing(case, clock.today()) for case in queries.own_cases(request.person))
    return [one for one in there if one.following]


@require_http_methods(["GET", "HEAD", "POST"])
@applicant
def invited(request: HttpRequest, token: str) -> HttpResponse:
    """Take up the invitation of an employer to apply through it."""
    try:
        invitation = invitation_of(token, clock.now())
        if invitation.role != Role.APPLICANT:
            raise NotTheirs
        if request.method != "POST":
            return page(request, "invited.html", {"invitation": invitation})
        with transaction.atomic():
            accept_invitation(request.user, token, **circumstances(request))
            case = service.create(
                Kind.NEW, request.person, employer_id=invitation.employer_id, **circumstances(request)
            )
            if case.employer_id != invitation.employer_id:
                service.choose_employer(
                    case.pk, request.person, invitation.employer_id, **circumstances(request)
                )
    except InvitationError as error:
        messages.warning(request, error.message)
        return redirect("applicants:home")
    messages.success(request, _("已加入单位的邀请, 可以开始填写了。"))
    return back_to(case)


@require_POST
@applicant
def my_data(request: HttpRequest) -> HttpResponse:
    """All that is kept of oneself, as a ZIP file."""
    above = (inbox, notices, registries)
    more = {name: kept for layer in above for name, kept in layer.exported(request.user).items()}
    content = service.export_own(request.user, **circumstances(request), more=more)
    response = HttpResponse(content, content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="jifen-my-data-{clock.today().isoformat()}.zip"'
    response["Cache-Control"] = "no-store"
    return response
