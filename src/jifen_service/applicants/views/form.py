"""The pages of the application form: one section each, saved as one goes."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from jifen_service.applicants import employers, section_form, section_page
from jifen_service.applicants.questions import Questions, questions
from jifen_service.applicants.request import applicant, back_to, circumstances, own_case, page
from jifen_service.applicants.section_form import Filled
from jifen_service.casework import service
from jifen_service.casework.errors import NotAllowed, NotReady, StaleSection
from jifen_service.casework.lacks import Lack
from jifen_service.casework.models import Case
from jifen_service.casework.sections import lacks_of
from jifen_service.casework.states import FORM_OPEN
from jifen_service.config import clock
from jifen_service.forms.language import language

_STALE = 409
_WRONG = 422


@require_http_methods(["GET", "HEAD", "POST"])
@applicant
def section(request: HttpRequest, case_id: UUID, key: str) -> HttpResponse:
    """A page of the form. A POST saves what was sent, complete or not, and does what its button says."""
    case = own_case(request, case_id)
    asked = _questions(case, key)
    if case.state not in FORM_OPEN:
        return back_to(case)
    if request.method == "POST":
        return _save(request, case, asked)
    lacks = lacks_of(asked.section, case.profile, case.personal) if "missing" in request.GET else ()
    return _page(request, case, asked, lacks=lacks)


def _questions(case: Case, key: str) -> Questions:
    if key not in {section.key for section in section_page.sections_with_pages(case)} & questions().keys():
        raise Http404(key)
    return questions()[key]


def _save(request: HttpRequest, case: Case, asked: Questions) -> HttpResponse:
    filled = section_form.read(asked, request.POST, request.FILES)
    try:
        lacks = service.save_section(
            case.pk,
            request.person,
            asked.section.key,
            section_form.data_of(asked, filled),
            seen=request.POST.get("_seen"),
            **circumstances(request),
        )
    except NotReady as refused:
        return _page(request, case, asked, filled, refused.lacks, _WRONG)
    except StaleSection:
        return _page(request, own_case(request, case.pk), asked, filled, status=_STALE)
    except NotAllowed as refused:
        messages.warning(request, refused.message(language()))
        return back_to(case)
    if filled.pressed not in ("save", "next"):
        return _page(request, own_case(request, case.pk), asked, filled)
    return _after(request, case, asked, filled, lacks)


def _after(
    request: HttpRequest, case: Case, asked: Questions, filled: Filled, lacks: tuple[Lack, ...]
) -> HttpResponse:
    """Go on: to the task list, to the next page, or stay where something is missing."""
    if filled.pressed == "save":
        messages.success(request, _("已保存: %(section)s。") % {"section": asked.section.name[language()]})
        return back_to(case)
    if lacks:
        return redirect(f"{request.path}?missing=1")
    return redirect(section_page.next_address(case, asked.section))


def _page(
    request: HttpRequest,
    case: Case,
    asked: Questions,
    filled: Filled | None = None,
    lacks: tuple[Lack, ...] = (),
    status: int = 200,
) -> HttpResponse:
    shown = section_page.show(asked, case, clock.today(), language(), lacks, filled)
    context = {
        "case": case,
        "shown": shown,
        "filled": filled,
        "stale": status == _STALE,
        "wrong": status == _WRONG,
        "next_address": section_page.next_address(case, asked.section),
    }
    return page(request, "section.html", context, status)


@require_http_methods(["GET", "HEAD", "POST"])
@applicant
def employer(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Choose the employer that the case goes through."""
    case = own_case(request, case_id)
    if case.state not in FORM_OPEN:
        return back_to(case)
    if request.method == "POST":
        chosen = employers.chosen_id(request.POST.get("employer", ""))
        if chosen is None:
            raise Http404
        service.choose_employer(case.pk, request.person, chosen, **circumstances(request))
        messages.success(request, _("单位已选好。"))
        return back_to(case)
    asked = request.GET.get("q", "")
    return page(request, "employer.html", {"case": case, "asked": asked, "found": employers.found(asked)})
