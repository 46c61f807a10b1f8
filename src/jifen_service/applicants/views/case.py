"""A case: where it stands, checking and handing it on, taking it back, what may follow, who looked."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jifen_service.accounts.roles import Role
from jifen_service.applicants.request import applicant, back_to, circumstances, own_case, page
from jifen_service.applicants.returned import returned
from jifen_service.applicants.section_page import field_address, link_of, sections_with_pages
from jifen_service.applicants.status import standing
from jifen_service.audit.service import looks_at
from jifen_service.casefile import trail
from jifen_service.casefile.facts import Reader
from jifen_service.casefile.parts import Part, parts_of
from jifen_service.casework import queries, service
from jifen_service.casework.errors import NotAllowed, NotReady, StaleCase
from jifen_service.casework.lacks import Lack
from jifen_service.casework.models import Case
from jifen_service.casework.states import FORM_OPEN, Kind, status_line
from jifen_service.config import clock
from jifen_service.forms.language import language
from jifen_service.precheck.shown import precheck_of

_STALE, _NOT_READY = 409, 422
_MOST_LOOKS = 100


@require_safe
@applicant
def case(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The case's first page: the task list while the form is open, the timeline always."""
    return _case_page(request, own_case(request, case_id))


def _case_page(
    request: HttpRequest, case: Case, stale: StaleCase | None = None, status: int = 200
) -> HttpResponse:
    lang, there = language(), standing(case, clock.today())
    rows = queries.materials(case)
    decision, entries = queries.decision(case), _timeline(case)
    tasks = queries.tasks(case, rows) if there.form_open else ()
    context = {
        "lang": lang,
        "standing": there,
        "case": case,
        "tasks": [(task, _first_words(task.lacks, lang)) for task in tasks],
        "ready": all(task.state == "done" for task in tasks if task.section.key != "materials")
        and case.employer_id,
        "materials": rows,
        "wanting": [row for row in rows if row.material.required and row.item.upload and not row.uploads],
        "faulty": [row for row in rows if row.material.verdict in ("missing", "faulty")],
        "timeline": entries,
        "returned": returned([entry for entry, _status, _role in entries], case, there),
        "amended": Reader.of(case, lang, clock.today()).amendments(),
        "decision": decision,
        "decided": queries.decided_score(decision, lang) if decision else None,
        "live": None if decision or there.tone == "ended" else _live(case, lang),
        "may_withdraw": _may(case, request, "withdraw"),
        "happened": stale.message(lang).splitlines() if stale else (),
    }
    return page(request, "case.html", context, status)


def _live(case: Case, lang: str) -> dict[str, Any] | None:
    return queries.live_score(case, clock.today(), lang).result


def _first_words(lacks: tuple[Lack, ...], lang: str) -> str:
    """What a task lacks, in a line: the first thing, and how many there are."""
    if not lacks:
        return ""
    if len(lacks) == 1:
        return lacks[0].message(lang)
    return _("%(first)s 等 %(n)s 处") % {"first": lacks[0].message(lang), "n": len(lacks)}


def _timeline(case: Case) -> list[tuple[queries.Entry, str, str]]:
    """Each event with the status it led to and the role it was done in."""
    return [
        (entry, status_line(case.kind, entry.target), str(Role(entry.role).label))
        for entry in queries.timeline(case)
    ]


def _may(case: Case, request: HttpRequest, name: str) -> bool:
    steps = service.possible(case, request.person, at=clock.now())
    return any(step.name == name for step in steps)


@require_http_methods(["GET", "HEAD", "POST"])
@applicant
def check(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Check the answers; a POST hands the form on, at the version that was seen."""
    case = own_case(request, case_id)
    if request.method == "POST":
        return _hand_on(request, case)
    if case.state not in FORM_OPEN:
        return back_to(case)
    service.look(case, request.person, what="answers", **circumstances(request))
    return _check_page(request, case)


def _check_page(request: HttpRequest, case: Case, status: int = 200, shown: str = "") -> HttpResponse:
    lang, there = language(), standing(case, clock.today())
    lacks = service.blockers(case, there.step, request.person, at=clock.now())
    context = {
        "lang": lang,
        "case": case,
        "standing": there,
        "parts": [part for part in _parts(case, shown) if part.key in _asked(case)],
        "lacks": [(lack.message(lang), link_of(lack, case)) for lack in lacks],
        "pressed": status == _NOT_READY,
        "precheck": precheck_of(case, clock.today(), lang, partial(field_address, case)),
        "live": queries.live_score(case, clock.today(), lang),
    }
    return page(request, "check.html", context, status)


def _asked(case: Case) -> frozenset[str]:
    return frozenset(section.key for section in sections_with_pages(case))


def _parts(case: Case, shown: str = "") -> tuple[Part, ...]:
    """What was filled in, the particular ``shown`` in full."""
    return parts_of(Reader.of(case, language(), clock.today(), frozenset({shown})))


def _hand_on(request: HttpRequest, case: Case) -> HttpResponse:
    step = standing(case, clock.today()).step
    outcome = _apply(request, case, step)
    if outcome is not None:
        return outcome
    if step == "submit":
        messages.success(request, _("已提交给单位。专员核对后会确认、打印并盖章。"))
    else:
        messages.success(request, _("已提交给受理点。"))
    return back_to(case)


def _apply(request: HttpRequest, case: Case, step: str) -> HttpResponse | None:
    """Take a step; give the page that tells what came in between, or None when it was taken."""
    try:
        version = int(request.POST.get("version", ""))
        service.apply(case.pk, step, request.person, expected_version=version, **circumstances(request))
    except StaleCase as stale:
        if stale.done_already:
            return None
        return _case_page(request, own_case(request, case.pk), stale, _STALE)
    except NotReady:
        return _check_page(request, own_case(request, case.pk), _NOT_READY)
    except NotAllowed as refused:
        messages.warning(request, refused.message(language()))
        return back_to(case)
    except ValueError:
        raise Http404 from None
    return None


@require_http_methods(["GET", "HEAD", "POST"])
@applicant
def withdraw(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Take the application back, after a page that says what it means."""
    case = own_case(request, case_id)
    if request.method == "POST":
        outcome = _apply(request, case, "withdraw")
        if outcome is None:
            messages.success(request, _("申请已撤回。填过的内容还能看到, 重新申请时可以照着填。"))
        return outcome or back_to(case)
    if not _may(case, request, "withdraw"):
        return back_to(case)
    return page(request, "withdraw.html", {"case": case, "standing": standing(case, clock.today())})


@require_POST
@applicant
def follow(request: HttpRequest, case_id: UUID, kind: str) -> HttpResponse:
    """Begin the case that follows a decided one: renewal, change, appeal, cancellation."""
    case = own_case(request, case_id)
    if kind not in dict(standing(case, clock.today()).following):
        raise Http404(kind)
    begun = service.create(kind, request.person, previous_id=case.pk, **circumstances(request))
    if kind == Kind.CHANGE:
        return back_to(begun, "changes")
    messages.success(request, _("已开始填写, 上次的内容都带过来了。"))
    return back_to(begun)


@require_safe
@applicant
def looks(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Who looked at my case (谁看过), newest first."""
    case = own_case(request, case_id)
    seen = trail.records(looks_at("case", case.pk)[:_MOST_LOOKS], language(), reader=request.user)
    return page(request, "looks.html", {"case": case, "looks": seen})


@require_POST
@applicant
def show(request: HttpRequest, case_id: UUID, field: str) -> HttpResponse:
    """The answers with one particular in full; that it was asked for is recorded."""
    case = own_case(request, case_id)
    service.unmask(case, request.person, field, **circumstances(request))
    if case.state in FORM_OPEN and request.POST.get("from") != "answers":
        return _check_page(request, case, shown=field)
    context = {"case": case, "parts": _parts(case, field), "lang": language()}
    return page(request, "answers.html", context)


@require_safe
@applicant
def filled_in(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """What was filled in, to read."""
    case = own_case(request, case_id)
    service.look(case, request.person, what="answers", **circumstances(request))
    context = {"case": case, "parts": _parts(case), "lang": language()}
    return page(request, "answers.html", context)
