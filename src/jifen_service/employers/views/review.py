"""A case as the agent checks it: read, return with reasons, confirm, print for the seal, deliver."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from jifen_service.accounts.access import requires
from jifen_service.accounts.roles import Role
from jifen_service.accounts.uploads import takes_uploads
from jifen_service.casefile import application_form
from jifen_service.casefile.facts import Reader
from jifen_service.casefile.parts import Part, parts_of
from jifen_service.casework import queries, rules, service
from jifen_service.casework.errors import CaseworkError, NotAllowed, NotReady, StaleCase, UploadRefused
from jifen_service.casework.models import Case
from jifen_service.casework.states import DECIDED, FORM_OPEN, MATERIALS_OPEN, State, status_line
from jifen_service.config import clock
from jifen_service.employers.asking import employer_of, traced
from jifen_service.employers.standing import NEXT, tone_of
from jifen_service.fonts.errors import PrintError
from jifen_service.forms.language import language
from jifen_service.precheck.fields import section_of
from jifen_service.precheck.shown import Precheck, precheck_of

_STALE, _NOT_READY = 409, 422
_STEPS = ("return_to_applicant", "confirm", "deliver")
#: reasons that only a centre's decision can have
_CENTRES_REASONS = frozenset({"veto", "false_materials", "new_facts"})


@dataclass(frozen=True, slots=True)
class Said:
    """What the page has to say after a step that did not go through, with what was typed."""

    errors: tuple[str, ...] = ()
    happened: tuple[str, ...] = ()
    reasons: Sequence[str] = ()
    note: str = ""
    ticked: Sequence[str] = ()


@require_safe
@requires(Role.AGENT)
def case(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The case: what was filled in, the score as it stands, what the agent may do now."""
    found = queries.case_for(request.person, case_id)
    service.look(found, request.person, what="answers", **traced(request))
    return _page(request, found)


def _page(
    request: HttpRequest,
    case: Case,
    said: Said = Said(),
    opened: frozenset[str] = frozenset(),
    status: int = 200,
) -> HttpResponse:
    lang, today = language(), clock.today()
    rows, decision = queries.materials(case), queries.decision(case)
    decided = queries.decided_score(decision, lang) if decision and case.state in DECIDED else None
    live = queries.live_score(case, today, lang)
    reader = Reader.of(case, lang, today, opened)
    steps = {step.name for step in service.possible(case, request.person, at=clock.now())}
    context = {
        "tab": "cases",
        "employer": employer_of(request),
        "case": case,
        "lang": lang,
        "status": status_line(case.kind, case.state),
        "tone": tone_of(case.state),
        "next": NEXT[case.state],
        "clock": queries.clock(case, today),
        "parts": _with_reasons(parts_of(reader)),
        "other_reasons": _reasons("materials") if "return_to_applicant" in steps else (),
        "materials": [(row, range(1, row.current.pages + 1) if row.current else ()) for row in rows],
        "amended": reader.amendments(),
        "result": decided or live.result,
        "lacks": [lack.message(lang) for lack in live.lacks],
        "precheck": _precheck(case, today, lang) if "confirm" in steps else None,
        "timeline": [(entry, status_line(case.kind, entry.target)) for entry in queries.timeline(case)],
        "steps": steps & set(_STEPS),
        "may_hand_in": case.state in MATERIALS_OPEN - FORM_OPEN,
        "printable": case.state not in FORM_OPEN | {State.EMPLOYER_REVIEW},
        "said": said,
    }
    return render(request, "employers/case.html", context, status=status)


def _precheck(case: Case, today: date, lang: str) -> Precheck | None:
    """What would be returned, each finding with the part of this page that it is about."""

    def part_of(place: str) -> str:
        key = section_of(case, place)
        return f"#part-{key}" if key else ""

    return precheck_of(case, today, lang, part_of)


def _with_reasons(parts: tuple[Part, ...]) -> list[tuple[Part, list[tuple[str, rules.Reason]]]]:
    """Each section with the reasons of the catalogue that are about it."""
    return [(part, _reasons(part.key)) for part in parts]


def _reasons(section: str) -> list[tuple[str, rules.Reason]]:
    return [
        (code, reason)
        for code, reason in rules.reasons().items()
        if reason.section == section and code not in _CENTRES_REASONS
    ]


@require_POST
@requires(Role.AGENT)
def show_field(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The same page with one particular in full; that it was asked for is recorded."""
    found = queries.case_for(request.person, case_id)
    field = request.POST.get("field", "")
    service.unmask(found, request.person, field, **traced(request))
    return _page(request, found, opened=frozenset({field}))


@require_POST
@requires(Role.AGENT)
def act(request: HttpRequest, case_id: UUID, name: str) -> HttpResponse:
    """Take a step at the version that was seen; who was too late is told what came in between."""
    if name not in _STEPS:
        raise Http404
    found = queries.case_for(request.person, case_id)
    said = Said(
        reasons=request.POST.getlist("reasons"),
        note=request.POST.get("note", "").strip(),
        ticked=request.POST.getlist("handed_in"),
    )
    if name == "deliver" and (missing := _not_ticked(found, said.ticked)):
        return _page(request, found, _with(said, errors=missing), status=_NOT_READY)
    try:
        _apply(request, found, name, said)
    except StaleCase as stale:
        if not stale.done_already:
            now = queries.case_for(request.person, case_id)
            return _page(
                request,
                now,
                _with(said, happened=tuple(stale.message(language()).splitlines())),
                status=_STALE,
            )
    except (NotReady, NotAllowed) as refused:
        return _page(request, found, _with(said, errors=_lines(refused)), status=_NOT_READY)
    messages.success(request, _done(name))
    return redirect("employers:case", case_id)


def _apply(request: HttpRequest, case: Case, name: str, said: Said) -> None:
    returned = name == "return_to_applicant"
    service.apply(
        case.pk,
        name,
        request.person,
        expected_version=_version(request),
        reasons=tuple(said.reasons) if returned else (),
        note=said.note if returned else "",
        data={"handed_in": list(said.ticked)} if name == "deliver" else None,
        **traced(request),
    )


def _version(request: HttpRequest) -> int:
    try:
        return int(request.POST.get("version", ""))
    except ValueError:
        raise Http404 from None


def _with(said: Said, errors: tuple[str, ...] = (), happened: tuple[str, ...] = ()) -> Said:
    return Said(errors, happened, said.reasons, said.note, said.ticked)


def _lines(refused: CaseworkError) -> tuple[str, ...]:
    return tuple(refused.message(language()).splitlines())


def _not_ticked(case: Case, ticked: Sequence[str]) -> tuple[str, ...]:
    """Required materials that the agent has not said to have in hand."""
    return tuple(
        _("还没勾选已备齐: %(name)s") % {"name": row.item.name[language()]}
        for row in queries.materials(case)
        if row.material.required and row.code not in ticked
    )


def _done(name: str) -> str:
    return {
        "return_to_applicant": _("已退回, 员工会看到每一条原因。"),
        "confirm": _("已确认。下一步: 打印申请表, 盖章, 备齐材料后送件。"),
        "deliver": _("已送件, 等受理点核对材料。"),
    }[name]


@require_safe
@requires(Role.AGENT)
def printed(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The application form with everything in full, to be printed and sealed; the look is recorded.

    A PDF, or a page to print where the machine lacks a font.
    """
    found = queries.case_for(request.person, case_id)
    if found.state in FORM_OPEN | {State.EMPLOYER_REVIEW}:
        raise Http404
    service.look(found, request.person, what="application_form", **traced(request))
    sheet = application_form.sheet_of(found, clock.today())
    try:
        content = application_form.write(sheet)
    except PrintError:
        return render(request, "employers/printed.html", {"case": found, "sheet": sheet})
    name = f'inline; filename="{found.number}.pdf"'
    headers = {"Content-Disposition": name, "Cache-Control": "no-store"}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


@takes_uploads
@require_POST
@requires(Role.AGENT)
def hand_in(request: HttpRequest, case_id: UUID, code: str) -> HttpResponse:
    """Hand in a file for an item of the checklist."""
    found, file = queries.case_for(request.person, case_id), request.FILES.get("file")
    try:
        content = file.read() if file else b""
        name = file.name or "" if file else ""
        service.add_upload(found.pk, request.person, code, name, content, **traced(request))
    except (UploadRefused, NotAllowed) as refused:
        messages.error(request, refused.message(language()))
    else:
        messages.success(request, _("文件已收下。"))
    response = redirect("employers:case", case_id)
    response["Location"] += f"#material-{code}"
    return response


@require_safe
@requires(Role.AGENT)
def page(request: HttpRequest, upload_id: UUID) -> HttpResponse:
    """A page of a file as a picture; the look is recorded."""
    number = request.GET.get("page", "1")
    if not number.isdecimal():
        raise Http404
    opened = service.read_page(request.person, upload_id, int(number), **traced(request))
    return _picture(opened)


@require_safe
@requires(Role.AGENT)
def thumbnail(request: HttpRequest, upload_id: UUID) -> HttpResponse:
    """The small picture of a file."""
    return _picture(service.read_thumbnail(request.person, upload_id))


def _picture(opened: service.Opened) -> HttpResponse:
    return HttpResponse(opened.content, content_type=opened.media_type, headers={"Cache-Control": "no-store"})
