"""Materials (材料): what is asked, files handed in, what the officer found."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from jifen_service.accounts.uploads import takes_uploads
from jifen_service.applicants.request import applicant, back_to, circumstances, own_case, page
from jifen_service.applicants.status import standing
from jifen_service.casework import queries, service
from jifen_service.casework.errors import NotAllowed, UploadRefused
from jifen_service.casework.models import Case
from jifen_service.config import clock
from jifen_service.forms.language import language

_WRONG = 422
#: media types that every browser shows and that cannot run anything; others are downloads
_SHOWN_INLINE = frozenset({"image/jpeg", "image/png"})

_SUFFIXES = {"application/pdf": ".pdf", "image/jpeg": ".jpg", "image/png": ".png", "image/heic": ".heic"}


@require_safe
@applicant
def materials(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The checklist with the files handed in."""
    return _page(request, own_case(request, case_id))


def _page(
    request: HttpRequest, case: Case, refused: tuple[str, list[str]] = ("", []), status: int = 200
) -> HttpResponse:
    rows = queries.materials(case)
    context = {
        "lang": language(),
        "case": case,
        "standing": standing(case, clock.today()),
        "mine": [row for row in rows if row.item.by == "applicant"],
        "employers": [row for row in rows if row.item.by == "employer"],
        "refused_code": refused[0],
        "refused": refused[1],
    }
    return page(request, "materials.html", context, status)


@takes_uploads
@require_POST
@applicant
def upload(request: HttpRequest, case_id: UUID, code: str) -> HttpResponse:
    """Hand in files for an item; the last becomes the current one, none is overwritten."""
    case = own_case(request, case_id)
    try:
        given = request.FILES.getlist("file")
    except (RequestDataTooBig, TooManyFilesSent):
        return _page(request, case, (code, [_("一次传得太多或太大, 请分几次传。")]), _WRONG)
    wrong = [] if given else [_("请先选文件。")]
    taken = 0
    for file in given:
        try:
            service.add_upload(
                case.pk, request.person, code, file.name or "", file.read(), **circumstances(request)
            )
            taken += 1
        except UploadRefused as refused:
            wrong.append(f"{file.name}: {refused.message(language())}")
        except NotAllowed as refused:
            messages.warning(request, refused.message(language()))
            return back_to(case)
    if wrong:
        return _page(request, case, (code, wrong), _WRONG)
    messages.success(request, _("已收到 %(n)s 个文件。") % {"n": taken})
    response = back_to(case, "materials")
    response["Location"] += f"#item-{code}"
    return response


@require_safe
@applicant
def file(request: HttpRequest, upload_id: UUID) -> HttpResponse:
    """A file as it was handed in; the look is recorded."""
    opened = service.read_upload(request.person, upload_id, **circumstances(request))
    response = HttpResponse(opened.content, content_type=opened.media_type)
    kind = "inline" if opened.media_type in _SHOWN_INLINE else "attachment"
    name = f"{opened.upload.material.code}-{opened.upload.sequence}{_SUFFIXES.get(opened.media_type, '')}"
    response["Content-Disposition"] = f'{kind}; filename="{name}"'
    response["Cache-Control"] = "no-store"
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    return response


@require_safe
@applicant
def thumbnail(request: HttpRequest, upload_id: UUID) -> HttpResponse:
    """The small picture of a file's first page."""
    opened = service.read_thumbnail(request.person, upload_id)
    response = HttpResponse(opened.content, content_type=opened.media_type)
    response["Cache-Control"] = "private, max-age=600"
    return response
