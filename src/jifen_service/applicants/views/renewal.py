"""Renewal with nothing changed in two clicks (续办); a change, of which only what changed is asked (变更)."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from jifen_service.applicants.request import applicant, back_to, circumstances, own_case, page
from jifen_service.applicants.status import standing
from jifen_service.casefile.facts import Reader
from jifen_service.casefile.parts import Part, parts_of
from jifen_service.casework import queries, service
from jifen_service.casework.errors import CaseworkError, NotConcerned
from jifen_service.casework.models import Case
from jifen_service.casework.sections import CHANGED, sections_of
from jifen_service.casework.states import FORM_OPEN, Kind
from jifen_service.config import clock
from jifen_service.forms.language import language

_UNFIT = 422


@require_http_methods(["GET", "HEAD", "POST"])
@applicant
def renew(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Read back what was decided and what it will come to; a POST says that nothing has changed."""
    case = own_case(request, case_id)
    if Kind.RENEWAL not in dict(standing(case, clock.today()).following):
        return back_to(case)
    if request.method != "POST":
        return _renew_page(request, case)
    try:
        renewed = service.renew_unchanged(case.pk, request.person, **circumstances(request))
    except NotConcerned:
        raise
    except CaseworkError as refused:
        return _renew_page(request, case, refused.message(language()), _UNFIT)
    messages.success(request, _("续办已送到受理点。登记机关核查一致后, 由一位工作人员核定, 不用交材料。"))
    return back_to(renewed)


def _renew_page(request: HttpRequest, case: Case, refused: str = "", status: int = 200) -> HttpResponse:
    lang = language()
    found = queries.renewal(case, clock.today(), lang)
    if found is None:
        raise Http404
    service.look(case, request.person, what="renew", **circumstances(request))
    result = found.score.result
    context = {
        "case": case,
        "lang": lang,
        "renewal": found,
        "result": result,
        "conditions": result["eligibility"] if result else (),
        "parts": _as_decided(case, found, lang),
        "refused": refused,
    }
    return page(request, "renew.html", context, status)


def _as_decided(case: Case, found: queries.Renewal, lang: str) -> tuple[Part, ...]:
    """The form as it would be sent: the facts that were decided, the particulars on file."""
    sent = Case(pk=case.pk, kind=Kind.RENEWAL, profile=found.decision.profile, personal=case.personal)
    return parts_of(Reader(sent, lang, found.on, frozenset()))


@require_http_methods(["GET", "HEAD", "POST"])
@applicant
def changes(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Tick what changed; only that is asked, and only what proves it."""
    case = own_case(request, case_id)
    if case.kind != Kind.CHANGE or case.state not in FORM_OPEN:
        return back_to(case)
    refused = ""
    if request.method == "POST":
        try:
            chosen = request.POST.getlist("section")
            service.choose_changes(case.pk, request.person, chosen, **circumstances(request))
        except NotConcerned:
            raise
        except CaseworkError as error:
            refused = error.message(language())
        else:
            messages.success(request, _("下面只问有变化的部分, 其余照上次核定的。"))
            return back_to(case)
    context = {
        "case": case,
        "lang": language(),
        "sections": [section for section in sections_of(case.kind) if section.key != "materials"],
        "chosen": case.personal.get(CHANGED) or (),
        "refused": refused,
    }
    return page(request, "changes.html", context, _UNFIT if refused else 200)
