"""Files of a case for who reviews it: pictures of pages, drawn from the vault; the original as a download."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from jifen_service.casework import service
from jifen_service.casework.errors import UploadRefused
from jifen_service.centres.request import circumstances, file_response, officer

#: widths in px that a page is drawn in
WIDTH, WIDE = 1000, 2000
_SUFFIXES = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png", "image/heic": "heic"}


@require_GET
@officer
def small(request: HttpRequest, upload_id: UUID) -> HttpResponse:
    """The small picture of the first page."""
    opened = service.read_thumbnail(request.person, upload_id)
    return file_response(opened.content, opened.media_type)


@require_GET
@officer
def page(request: HttpRequest, upload_id: UUID, number: int) -> HttpResponse:
    """A page as a picture; the look is recorded."""
    width = WIDE if request.GET.get("wide") else WIDTH
    try:
        opened = service.read_page(request.person, upload_id, number, width, **circumstances(request))
    except UploadRefused:
        raise Http404 from None
    return file_response(opened.content, opened.media_type)


@require_GET
@officer
def original(request: HttpRequest, upload_id: UUID) -> HttpResponse:
    """The file as it was handed in, to be kept by who must; the look is recorded."""
    opened = service.read_upload(request.person, upload_id, **circumstances(request))
    suffix = _SUFFIXES.get(opened.media_type, "bin")
    name = f"{opened.upload.material.code}-{opened.upload.sequence}.{suffix}"
    return file_response(opened.content, opened.media_type, name)
