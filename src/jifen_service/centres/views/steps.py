"""What an officer does to a case: claim, verdicts, look-ups, steps. Refusals keep what was typed."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jifen_service.casefile.facts import Reader
from jifen_service.casework import queries, service
from jifen_service.casework.errors import CaseworkError, NotConcerned, StaleCase, StaleItem
from jifen_service.casework.models import Case, Check, Material
from jifen_service.centres import choice
from jifen_service.centres.amending import value_of
from jifen_service.centres.compare import VALUES, lines_of
from jifen_service.centres.plan import part_of_topic, plans
from jifen_service.centres.request import circumstances, number, officer
from jifen_service.centres.review import next_open
from jifen_service.centres.steps import Attempt
from jifen_service.centres.views.case import Tried, show
from jifen_service.config import clock
from jifen_service.forms.language import language

_CONFLICT, _UNFIT = 409, 422
_LONGEST = 2000


@require_POST
@officer
def claim(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Take a case on one's own desk."""
    try:
        service.claim(case_id, request.person, **circumstances(request))
    except NotConcerned:
        raise
    except CaseworkError as refused:
        messages.warning(request, refused.message(language()))
    return _back(request, case_id)


@require_POST
@officer
def release(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Put a case back into the queue."""
    queries.case_for(request.person, case_id)
    try:
        service.release(case_id, request.person, **circumstances(request))
    except NotConcerned:
        raise
    except CaseworkError as refused:
        messages.warning(request, refused.message(language()))
    return _back(request, case_id)


@officer
def step(request: HttpRequest, case_id: UUID, name: str) -> HttpResponse:
    """Take a step at the version that was seen; when somebody was first, say who did what, keep the note."""
    found = queries.case_for(request.person, case_id)
    if request.method != "POST":
        return back_to_case(request, case_id)
    attempt = Attempt(
        name, "", request.POST.getlist("reason"), _note(request), request.POST.get("outcome", "")
    )
    try:
        service.apply(
            case_id,
            name,
            request.person,
            expected_version=_version(request),
            reasons=attempt.reasons,
            note=attempt.note,
            data={"outcome": attempt.outcome} if attempt.outcome else None,
            **circumstances(request),
        )
    except NotConcerned:
        raise
    except StaleCase as stale:
        if stale.done_already:
            return _done(request, found, name)
        return _refused(request, case_id, attempt, stale, _CONFLICT)
    except CaseworkError as refused:
        return _refused(request, case_id, attempt, refused, _UNFIT)
    return _done(request, found, name)


@require_POST
@officer
def judge(request: HttpRequest, case_id: UUID, code: str) -> HttpResponse:
    """A verdict on an item; then the next item that nobody has judged."""
    found = queries.case_for(request.person, case_id)
    verdict = request.POST.get("verdict", "")
    try:
        service.judge_material(
            case_id,
            request.person,
            code,
            verdict,
            expected_version=_version(request),
            reason=request.POST.get("reason", ""),
            note=_note(request),
            **circumstances(request),
        )
    except NotConcerned:
        raise
    except StaleItem as stale:
        messages.warning(request, stale.message(language()))
        typed = {"reason": request.POST.get("reason", ""), "note": _note(request)}
        tried = Tried(at={"item": code}, verdict=typed)
        return show(request, queries.case_for(request.person, case_id), tried=tried, status=_CONFLICT)
    except CaseworkError as refused:
        messages.error(request, refused.message(language()))
        return back_to_case(request, case_id, item=code)
    following = next_open(found, code, language()) if verdict != Material.Verdict.OPEN else None
    return back_to_case(request, case_id, item=following.code if following else code)


@require_POST
@officer
def check(request: HttpRequest, case_id: UUID, topic: str) -> HttpResponse:
    """What a look-up said, fact by fact, and how the check ended."""
    found = queries.case_for(request.person, case_id)
    status, part = request.POST.get("status", ""), part_of_topic(topic)
    values = {
        name.removeprefix("found:"): text.strip()[:200]
        for name, text in request.POST.items()
        if name.startswith("found:") and text.strip()
    }
    if status == Check.Status.AGREES and (label := _differing(found, part, topic, values)):
        messages.error(request, _("“%(label)s”与填报不一致, 请选“不一致”或“人工核实”。") % {"label": label})
        status = Check.Status.OPEN
    finding = {VALUES: values, "note": _note(request)}
    try:
        service.finish_check(
            case_id,
            request.person,
            topic,
            status,
            expected_version=_version(request),
            finding={VALUES: values},
            note=_note(request),
            **circumstances(request),
        )
    except NotConcerned:
        raise
    except StaleItem as stale:
        messages.warning(request, stale.message(language()))
        tried = Tried(at={"part": part, "item": ""}, finding={topic: finding})
        return show(request, queries.case_for(request.person, case_id), tried=tried, status=_CONFLICT)
    except CaseworkError as refused:
        messages.error(request, refused.message(language()))
    return back_to_case(request, case_id, part=part)


@require_POST
@officer
def amend(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Let another value count than the one claimed; what was claimed stays beside it."""
    queries.case_for(request.person, case_id)
    typed = {key: request.POST.get(key, "")[:_LONGEST] for key in ("place", "value", "reason")}
    place = typed["place"]
    # Of an entry that is added, its fields.
    typed |= {name: text[:_LONGEST] for name, text in request.POST.items() if name.startswith(f"{place}.")}
    try:
        service.amend_fact(
            case_id,
            request.person,
            place,
            value_of(place, typed),
            reason=typed["reason"],
            expected_version=_version(request),
            **circumstances(request),
        )
    except NotConcerned:
        raise
    except CaseworkError as refused:
        found = queries.case_for(request.person, case_id)
        tried = Tried(amended=typed, message=refused.message(language()))
        status = _CONFLICT if isinstance(refused, StaleCase) else _UNFIT
        return show(request, found, tried=tried, status=status)
    messages.success(request, _("已更正。填报的内容保留在旁边, 申请人会看到更正和原因。"))
    return back_to_case(request, case_id, part=request.GET.get("part", ""))


def _differing(found: Case, part: str, topic: str, values: dict[str, str]) -> str:
    """The label of the first fact that the register says otherwise; "" when none does."""
    reader = Reader.of(found, language(), clock.today())
    places = plans()[part].checks.get(topic, ())
    lines = lines_of([fact for place in places for fact in reader.at(place)], {VALUES: values})
    return next((line.label for line in lines if line.state == "differs"), "")


def _version(request: HttpRequest) -> int:
    """The version that was seen; -1, which is none, for anything that is no number."""
    version = number(request.POST.get("version", ""))
    return -1 if version is None else version


def _note(request: HttpRequest) -> str:
    return request.POST.get("note", "").strip()[:_LONGEST]


def _done(request: HttpRequest, found: Case, name: str) -> HttpResponse:
    """Say what was done; go to the next case when that was asked."""
    words = {
        "accept": _("%(number)s 已受理, 可以打印收件凭证。"),
        "refuse": _("%(number)s 已退回, 原因已告知。"),
        "ask_supplement": _("%(number)s 待补正, 时限已停。"),
        "supplement": _("%(number)s 补正已收, 时限继续。"),
        "propose": _("%(number)s 已提出核定意见, 等另一位核定。"),
    }.get(name, _("%(number)s 已办理。"))
    messages.success(request, words % {"number": found.number})
    chosen = choice.read(request.GET, request.person)
    if request.POST.get("then") == "next":
        place = urlencode({"place": request.GET.get("place", "")})
        return redirect(f"{reverse('centres:next')}?{chosen.query()}&{place}")
    return back_to_case(request, found.pk)


def _refused(
    request: HttpRequest, case_id: UUID, attempt: Attempt, refused: CaseworkError, status: int
) -> HttpResponse:
    """The case as it is now, the panel open with what was typed and why it did not go."""
    told = Attempt(attempt.name, refused.message(language()), attempt.reasons, attempt.note, attempt.outcome)
    return show(request, queries.case_for(request.person, case_id), tried=Tried(told), status=status)


def back_to_case(request: HttpRequest, case_id: UUID, **asked: str) -> HttpResponse:
    """The case again, in the same queue, at a part or an item."""
    query = choice.read(request.GET, request.person).query()
    if place := request.GET.get("place"):
        asked["place"] = place
    more = urlencode(asked)
    return redirect(f"{reverse('centres:case', args=[case_id])}?{query}&{more}")


def _back(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Where the button stood: the queue or the case."""
    if request.POST.get("from") == "queue":
        query = choice.read(request.GET, request.person).query()
        return redirect(f"{reverse('centres:queue')}?{query}#case-{case_id}")
    return back_to_case(request, case_id)
