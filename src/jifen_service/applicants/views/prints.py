"""The application form on paper: as PDF, or as a page to print where the machine lacks a font."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from jifen_service.applicants.request import applicant, circumstances, own_case, page
from jifen_service.casefile import application_form
from jifen_service.casework import service
from jifen_service.config import clock
from jifen_service.fonts.errors import PrintError


@require_safe
@applicant
def pdf(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The form as PDF, everything in full; that it was printed is recorded."""
    case = own_case(request, case_id)
    try:
        content = application_form.write(application_form.sheet_of(case, clock.today()))
    except PrintError:
        return redirect(f"{reverse('applicants:print', args=[case.pk])}?instead")
    service.look(case, request.person, what="application_form", **circumstances(request))
    name = f'attachment; filename="{case.number}.pdf"'
    headers = {"Content-Disposition": name, "Cache-Control": "no-store"}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


@require_safe
@applicant
def paper(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The form as a page to print."""
    case = own_case(request, case_id)
    service.look(case, request.person, what="application_form", **circumstances(request))
    context = {"case": case, "sheet": application_form.sheet_of(case, clock.today())}
    context["instead"] = "instead" in request.GET
    return page(request, "paper.html", context)
