"""Papers to hand in (样例材料): drawn pages that say what they stand for, and that they are samples."""

import io
from functools import cache

from PIL import Image, ImageDraw

_SIZE = (420, 594)
_MARGIN = 44
_LINE = 22
_PICTURES = frozenset({"applicant_id", "permit", "diploma", "degree", "licence"})


@cache
def paper(code: str) -> tuple[str, bytes]:
    """A file's name and content: certificates as a photo (PNG), anything else as a PDF of one page."""
    page = _drawn(code)
    out = io.BytesIO()
    if code in _PICTURES:
        page.save(out, "PNG")
        return f"{code}.png", out.getvalue()
    page.save(out, "PDF", resolution=72)
    return f"{code}.pdf", out.getvalue()


def _drawn(code: str) -> Image.Image:
    tint = sum(code.encode()) % 40
    page = Image.new("RGB", _SIZE, (250 - tint // 4, 248, 240 + tint // 4))
    pen = ImageDraw.Draw(page)
    wide, high = _SIZE
    pen.rectangle((14, 14, wide - 15, high - 15), outline=(150, 60, 50), width=2)
    pen.text((_MARGIN, _MARGIN), f"SAMPLE: {code}", fill=(40, 40, 40), font_size=20)
    for number, y in enumerate(range(_MARGIN + 60, high - 150, _LINE)):
        # Grey bars for lines of print, of uneven length as a ragged paragraph has them.
        length = wide - 2 * _MARGIN - (number * 37 + tint * 11) % 128
        pen.rectangle((_MARGIN, y, _MARGIN + length, y + 8), fill=(205, 203, 196))
    pen.ellipse((wide - 150, high - 150, wide - 50, high - 50), outline=(190, 40, 40), width=4)
    pen.text((wide - 128, high - 108), "SAMPLE", fill=(190, 40, 40), font_size=16)
    return page
