"""Agents and employees: invited by a link that is good once, taken back, removed; the link taken up."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jifen_service.accounts import invitations, organisations
from jifen_service.accounts.access import ACTING, requires, signed_in
from jifen_service.accounts.invitations import InvitationError
from jifen_service.accounts.models import Invitation
from jifen_service.accounts.organisations import OrganisationError
from jifen_service.accounts.roles import Role
from jifen_service.config import clock
from jifen_service.employers.asking import absolute, employer_of, traced

#: session key of the link that was just made, shown once
_LINK = "invitation_link"
#: where a link leads: an employee's begins a case, which is the applicants' front
_PAGES = {Role.AGENT: "employers:invitation", Role.APPLICANT: "applicants:invited"}
_INVITE = {Role.AGENT: invitations.invite_agent, Role.APPLICANT: invitations.invite_employee}


@requires(Role.AGENT)
def people(request: HttpRequest) -> HttpResponse:
    """Agents, and who was invited."""
    employer, at = employer_of(request), clock.now()
    context = {
        "tab": "people",
        "employer": employer,
        "agents": organisations.agents(employer.pk, at.date()),
        "agent_invitations": _listed(invitations.invitations_of(employer.pk, Role.AGENT), at),
        "employee_invitations": _listed(invitations.invitations_of(employer.pk, Role.APPLICANT), at),
        "days": invitations.GOOD_FOR.days,
        "made": request.session.pop(_LINK, None),
    }
    return render(request, "employers/people.html", context)


def _listed(found: object, at: object) -> list[tuple[Invitation, str]]:
    return [(invitation, invitation.standing(at)) for invitation in found]


@require_POST
@requires(Role.AGENT)
def invite(request: HttpRequest) -> HttpResponse:
    """Make a link for an agent or an employee; it is shown on the next page, once."""
    employer, label = employer_of(request), request.POST.get("label", "")
    make = _INVITE.get(request.POST.get("role", ""))
    if make is None:
        raise Http404
    try:
        invitation, token = make(request.person, employer.pk, label, **traced(request))
    except InvitationError as error:
        messages.error(request, error.message)
    else:
        request.session[_LINK] = {
            "link": absolute(request, _PAGES[Role(invitation.role)], token),
            "label": invitation.label,
            "role": invitation.role,
        }
    return redirect(f"{reverse('employers:people')}#made")


@require_POST
@requires(Role.AGENT)
def revoke(request: HttpRequest, invitation_id: UUID) -> HttpResponse:
    """Take a link back."""
    invitations.revoke(request.person, invitation_id, **traced(request))
    messages.success(request, _("邀请收回了, 那个链接不能再用。"))
    return redirect("employers:people")


@require_POST
@requires(Role.AGENT)
def remove(request: HttpRequest, membership_id: int) -> HttpResponse:
    """Remove an agent, at once."""
    try:
        removed = organisations.remove_agent(request.person, membership_id, **traced(request))
    except OrganisationError as error:
        messages.error(request, error.message)
        return redirect("employers:people")
    messages.success(request, _("%(name)s 不再是专员。") % {"name": removed.user.get_full_name()})
    return redirect("accounts:home" if removed.user_id == request.user.pk else "employers:people")


@signed_in
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind an agent's link: who invites; taken up by a press of the button."""
    try:
        found = invitations.invitation_of(token, clock.now())
        if found.role != Role.AGENT:
            return redirect(_PAGES[Role.APPLICANT], token)
        if request.method == "POST":
            return _accept(request, token)
    except InvitationError as error:
        return render(request, "employers/invitation.html", {"refused": error.message}, status=410)
    return render(request, "employers/invitation.html", {"invitation": found})


def _accept(request: HttpRequest, token: str) -> HttpResponse:
    taken = invitations.accept_invitation(request.user, token, **traced(request))
    held = organisations.agents(taken.employer_id, clock.today()).get(user=request.user)
    request.session[ACTING] = held.pk
    messages.success(request, _("你现在是 %(name)s 的专员。") % {"name": taken.employer.name})
    return redirect("employers:home")
