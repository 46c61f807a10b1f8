"""What a file is and whether it can be taken (收件检查), by its content, never by its name. No database."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

import pypdfium2
from django.conf import settings
from django.utils.module_loading import import_string
from PIL import Image, ImageOps
from pillow_heif import register_heif_opener

from jifen_service.casework.errors import UploadRefused

#: bytes of one file
LARGEST = 20_000_000
#: pages of one PDF
MOST_PAGES = 60
#: pixels of one picture
MOST_PIXELS = 60_000_000
#: width in pixels of a thumbnail
THUMBNAIL_WIDTH = 360
_MEGABYTE = 1_000_000
_HEAD = 1024
_HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
_WIDEST = 2400

# PDFium may be called by one thread at a time.
_PDFIUM = Lock()
# Pillow reads what its registered plug-ins read; only these three are ever asked.
register_heif_opener(thumbnails=False)
_FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/heic": "HEIF"}


@dataclass(frozen=True, slots=True)
class Inspected:
    """A file that can be taken: its media type, its pages, and a thumbnail (JPEG)."""

    media_type: str
    pages: int
    thumbnail: bytes


def inspect(content: bytes) -> Inspected:
    """Check a file and draw its thumbnail; UploadRefused says why it cannot be taken."""
    if not content:
        raise UploadRefused("empty")
    if len(content) > LARGEST:
        raise UploadRefused("too_big", limit=LARGEST // _MEGABYTE)
    media_type = media_type_of(content)
    if media_type is None:
        raise UploadRefused("not_allowed_type")
    if _scanner()(content, media_type):
        raise UploadRefused("scanner")
    pages = _pdf_pages(content) if media_type == "application/pdf" else _picture_pages(content, media_type)
    return Inspected(media_type, pages, render(content, media_type, 1, THUMBNAIL_WIDTH))


def media_type_of(content: bytes) -> str | None:
    """Give the media type that the first bytes show; None for anything that is not taken."""
    if b"%PDF-" in content[:_HEAD]:
        return "application/pdf"
    if content.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if content[4:8] == b"ftyp" and content[8:12] in _HEIC_BRANDS:
        return "image/heic"
    return None


def render(content: bytes, media_type: str, page: int, width: int) -> bytes:
    """Draw a page (from 1) as a JPEG of at most ``width`` pixels: safe to show, whatever is in the file."""
    width = max(1, min(width, _WIDEST))
    try:
        if media_type == "application/pdf":
            picture = _pdf_page(content, page, width)
        else:
            picture = _picture(content, media_type)
            picture.thumbnail((width, width * 4))
        out = io.BytesIO()
        picture.convert("RGB").save(out, "JPEG", quality=82)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, pypdfium2.PdfiumError) as error:
        raise UploadRefused("unreadable") from error
    return out.getvalue()


def accept_everything(_content: bytes, _media_type: str) -> str:
    """The scanner where none is configured: finds nothing."""
    return ""


def _scanner() -> Callable[[bytes, str], str]:
    """The configured scanner: content and media type in, what it found out; "" for nothing."""
    default = "jifen_service.casework.intake.accept_everything"
    return import_string(getattr(settings, "UPLOAD_SCANNER", "") or default)


def _pdf_pages(content: bytes) -> int:
    try:
        with _PDFIUM, pypdfium2.PdfDocument(content) as document:
            pages = len(document)
    except pypdfium2.PdfiumError as error:
        locked = getattr(error, "err_code", None) == pypdfium2.raw.FPDF_ERR_PASSWORD
        raise UploadRefused("encrypted" if locked else "unreadable") from error
    if pages > MOST_PAGES:
        raise UploadRefused("too_many_pages", limit=MOST_PAGES)
    if not pages:
        raise UploadRefused("unreadable")
    return pages


def _pdf_page(content: bytes, page: int, width: int) -> Image.Image:
    with _PDFIUM, pypdfium2.PdfDocument(content) as document:
        drawn = document[min(max(page, 1), len(document)) - 1]
        wide, high = drawn.get_size()
        # A page of a mile's length must not fill the memory: its longer side is held too.
        scale = min(width / wide, width * 4 / high)
        return drawn.render(scale=scale).to_pil()


def _picture_pages(content: bytes, media_type: str) -> int:
    try:
        with Image.open(io.BytesIO(content), formats=[_FORMATS[media_type]]) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise UploadRefused("too_many_pixels")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise UploadRefused("unreadable") from error
    return 1


def _picture(content: bytes, media_type: str) -> Image.Image:
    with Image.open(io.BytesIO(content), formats=[_FORMATS[media_type]]) as picture:
        picture.load()
        return ImageOps.exif_transpose(picture)
