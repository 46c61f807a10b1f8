"""Colours of the bar in print: those of the pages, read from the house's tokens."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from django.conf import settings

_TOKEN = re.compile(r"--([\w-]+): #([0-9a-f]{6});")

Colour = tuple[int, int, int]


@cache
def colours() -> dict[str, Colour]:
    """The colours of the light scheme by the name of their token: red, green, blue up to 255."""
    sheet = Path(settings.STATICFILES_DIRS[0], "css", "tokens.css").read_text(encoding="utf-8")
    light = sheet.partition("@media")[0]
    return {
        name: (int(hue[:2], 16), int(hue[2:4], 16), int(hue[4:], 16)) for name, hue in _TOKEN.findall(light)
    }
