"""Registering an employer, and where its verification stands."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from jifen_service.accounts import organisations
from jifen_service.accounts.access import ACTING, requires, signed_in
from jifen_service.accounts.models import Employer
from jifen_service.accounts.organisations import OrganisationError
from jifen_service.accounts.roles import Role
from jifen_service.accounts.uploads import takes_uploads
from jifen_service.config import clock
from jifen_service.employers.asking import employer_of, traced
from jifen_service.employers.forms import RegistrationForm


@takes_uploads
@signed_in
def register(request: HttpRequest) -> HttpResponse:
    """Register an employer; who does so becomes its agent and acts for it from then on."""
    form = RegistrationForm(request.POST or None, request.FILES or None, initial=_known(request))
    if request.method == "POST" and form.is_valid():
        try:
            employer = organisations.register(request.user, form.registration, **traced(request))
        except OrganisationError as error:
            form.add_error("credit_code" if error.code.startswith("code") else None, error.message)
        else:
            held = organisations.agents(employer.pk, clock.today()).get(user=request.user)
            request.session[ACTING] = held.pk
            messages.success(request, _("登记好了。区人才服务中心核验营业执照后, 就可以确认和送件。"))
            return redirect("employers:about")
    status = 422 if form.errors else 200
    return render(request, "employers/register.html", {"form": form}, status=status)


def _known(request: HttpRequest) -> dict[str, object]:
    """What a refused employer said the last time, so that it need not be typed again."""
    acting = request.person.acting
    employer = acting.employer if acting else None
    if employer is None or employer.status != Employer.Status.REFUSED:
        return {}
    fields = ("credit_code", "name", "address")
    return {name: getattr(employer, name) for name in fields} | {"centre": employer.centre_id}


@requires(Role.AGENT)
def about(request: HttpRequest) -> HttpResponse:
    """The employer: what it said, and where its verification stands."""
    employer = employer_of(request)
    context = {"employer": employer, "licences": employer.licences.all(), "tab": "about"}
    return render(request, "employers/about.html", context)


@requires(Role.AGENT)
def licence(request: HttpRequest) -> HttpResponse:
    """The newest licence, as a file to keep."""
    employer = employer_of(request)
    content, media_type = organisations.licence_of(request.person, employer.pk, **traced(request))
    ending = media_type.rpartition("/")[2].replace("jpeg", "jpg")
    return HttpResponse(
        content,
        content_type=media_type,
        headers={
            "Content-Disposition": f'attachment; filename="licence.{ending}"',
            "Cache-Control": "no-store",
        },
    )
