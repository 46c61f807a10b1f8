"""Where lines break (断行): between Chinese characters, at blanks elsewhere; no mark begins a line. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

_HAN = "\u2e80-\ufeff\U00020000-\U0003ffff"
_OPENING, _CLOSING = r"(\[《“‘（【", r",.;:!?%)\]》”’，。、；：！？）】…"
_UNIT = re.compile(rf"\s+|[{_OPENING}]*(?:[{_HAN}]|[^\s{_HAN}]+)[{_CLOSING}]*|\S")

Measure = Callable[[str], float]


def lines(text: str, width: float, measure: Measure) -> list[str]:
    """Break a text into lines no wider than ``width`` in the unit of ``measure``; at least one line."""
    return [line for paragraph in text.split("\n") for line in _paragraph(paragraph, width, measure)]


def _paragraph(text: str, width: float, measure: Measure) -> Iterator[str]:
    line, taken = "", 0.0
    for unit in _units(text, width, measure):
        more = measure(unit)
        if line and taken + more > width:
            yield line.rstrip()
            line, taken = "", 0.0
            if unit.isspace():
                continue
        line, taken = line + unit, taken + more
    yield line.rstrip()


def _units(text: str, width: float, measure: Measure) -> Iterator[str]:
    """What stays together; a word wider than a whole line is cut after any of its characters."""
    for unit in _UNIT.findall(text):
        if len(unit) > 1 and measure(unit) > width:
            yield from unit
        else:
            yield unit
