"""Employers that wait for the centre's verification (单位核验)."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from jifen_service.accounts import organisations
from jifen_service.accounts.access import requires
from jifen_service.accounts.models import Employer
from jifen_service.casework import intake
from jifen_service.casework.errors import UploadRefused
from jifen_service.centres.request import circumstances, file_response, officer, page

#: who verifies; the others see the employer of a case
_verifier = requires(*sorted(organisations.VERIFIERS))
_LICENCE_WIDTH = 1000


@require_GET
@_verifier
def waiting(request: HttpRequest) -> HttpResponse:
    """The employers that wait, oldest first."""
    return page(request, "employers.html", {"employers": organisations.to_verify(request.person)})


@require_http_methods(["GET", "POST"])
@officer
def employer(request: HttpRequest, employer_id: UUID) -> HttpResponse:
    """What an employer says of itself beside its licence; verified or refused with a reason."""
    found = organisations.employer_for(request.person, employer_id)
    may_judge = bool(request.person.roles & organisations.VERIFIERS)
    reason = error = ""
    if request.method == "POST":
        reason = request.POST.get("reason", "")
        try:
            return _judged(request, found, reason)
        except organisations.OrganisationError as refused:
            error = refused.message
            found.refresh_from_db()
    context = {
        "employer": found,
        "licence": found.licences.first(),
        "may_judge": may_judge and found.status == Employer.Status.PENDING,
        "reason": reason,
        "error": error,
    }
    return page(request, "employer.html", context, status=422 if error else 200)


@require_GET
@officer
def licence(request: HttpRequest, employer_id: UUID) -> HttpResponse:
    """The licence as a picture; the look is recorded."""
    content, media_type = organisations.licence_of(request.person, employer_id, **circumstances(request))
    try:
        return file_response(intake.render(content, media_type, 1, _LICENCE_WIDTH), "image/jpeg")
    except UploadRefused:
        raise Http404 from None


def _judged(request: HttpRequest, found: Employer, reason: str) -> HttpResponse:
    if request.POST.get("verdict") == "verify":
        organisations.verify(request.person, found.pk, **circumstances(request))
        messages.success(request, _("%(name)s 已核验。") % {"name": found.name})
    else:
        organisations.refuse(request.person, found.pk, reason, **circumstances(request))
        messages.success(request, _("%(name)s 未通过, 原因已告知。") % {"name": found.name})
    return redirect("centres:employers")
