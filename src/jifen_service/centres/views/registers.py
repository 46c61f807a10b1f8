"""Registers at the desk: asked once more, what they found taken over, evidence kept of a check by hand."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from jifen_service.accounts.uploads import takes_uploads
from jifen_service.casework import queries
from jifen_service.casework import service as casework
from jifen_service.casework.errors import CaseworkError, NotConcerned
from jifen_service.centres.plan import part_of_topic
from jifen_service.centres.request import circumstances, file_response, number, officer
from jifen_service.centres.views.steps import back_to_case
from jifen_service.forms.language import language
from jifen_service.registries import evidence, service
from jifen_service.registries.queries import asked


@require_POST
@officer
def ask(request: HttpRequest, case_id: UUID, topic: str) -> HttpResponse:
    """Have the register asked once more."""
    queries.case_for(request.person, case_id)
    try:
        service.ask_again(case_id, request.person, topic, **circumstances(request))
    except NotConcerned:
        raise
    except CaseworkError as refused:
        messages.error(request, refused.message(language()))
    else:
        messages.success(request, _("已重新查询, 答复会出现在这里。"))
    return back_to_case(request, case_id, part=part_of_topic(topic))


@require_POST
@officer
def take_over(request: HttpRequest, case_id: UUID, topic: str) -> HttpResponse:
    """Let a fact count as the register has it: an amendment whose reason is where it comes from."""
    found = queries.case_for(request.person, case_id)
    place, version = request.POST.get("take", ""), number(request.POST.get("case_version", ""))
    answered = (one for one in asked(found, language()).get(topic, ()) if one.lookup.answer is not None)
    answer = next(answered, None)
    value = answer.found_at(place) if answer else None
    if answer is None or value is None:
        messages.error(request, _("登记机关没有给出这一项。"))
        return back_to_case(request, case_id, part=part_of_topic(topic))
    try:
        casework.amend_fact(
            case_id,
            request.person,
            place,
            value,
            reason=_("按“%(registry)s”的查询结果更正") % {"registry": answer.registry},
            expected_version=-1 if version is None else version,
            **circumstances(request),
        )
    except NotConcerned:
        raise
    except CaseworkError as refused:
        messages.error(request, refused.message(language()))
    else:
        messages.success(request, _("已按查到的更正。填报的内容保留在旁边, 申请人会看到更正和原因。"))
    return back_to_case(request, case_id, part=part_of_topic(topic))


@takes_uploads
@require_POST
@officer
def keep(request: HttpRequest, case_id: UUID, topic: str) -> HttpResponse:
    """Keep a page of a check by hand: a picture or a PDF."""
    queries.case_for(request.person, case_id)
    file = request.FILES.get("file")
    try:
        if file is not None:
            told = circumstances(request)
            evidence.keep(case_id, request.person, topic, file.name or "", file.read(), **told)
    except NotConcerned:
        raise
    except CaseworkError as refused:
        messages.error(request, refused.message(language()))
    else:
        messages.success(request, _("凭据已留存。") if file else _("请先选一个文件。"))
    return back_to_case(request, case_id, part=part_of_topic(topic))


@require_GET
@officer
def kept(request: HttpRequest, evidence_id: UUID) -> HttpResponse:
    """A page that was kept, as a download; the look is recorded."""
    found, content = evidence.read(request.person, evidence_id, **circumstances(request))
    suffix = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}.get(found.media_type, "heic")
    return file_response(content, found.media_type, f"{found.topic}.{suffix}")
