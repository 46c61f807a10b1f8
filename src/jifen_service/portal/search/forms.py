"""A text in the shapes in which people look for it (检索形式): as it stands, as pinyin, as initials. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pypinyin import lazy_pinyin

_CHINESE = re.compile(r"[\u3400-\u9fff]+")
#: between runs of Chinese, so that no match reaches across
_BREAK = "|"


@dataclass(frozen=True, slots=True)
class Shapes:
    """``plain`` is folded; ``pinyin`` has its syllables joined, ``starts`` are where one begins."""

    plain: str
    pinyin: str
    starts: frozenset[int]
    initials: str


def shapes_of(text: str) -> Shapes:
    """The shapes of a text."""
    pinyin, initials, starts = "", "", set()
    for run in _CHINESE.findall(text):
        for syllable in lazy_pinyin(run):
            starts.add(len(pinyin))
            pinyin += syllable
            initials += syllable[:1]
        pinyin += _BREAK
        initials += _BREAK
    return Shapes(text.casefold(), pinyin, frozenset(starts), initials)


def has_word(shapes: Shapes, term: str) -> bool:
    """Whether the text itself has a term: anywhere in Chinese, from the beginning of a word in English."""
    if not term.isascii():
        return term in shapes.plain
    return re.search(rf"(?<![a-z0-9]){re.escape(term)}", shapes.plain) is not None


def has_pinyin(shapes: Shapes, term: str) -> bool:
    """Whether a term is pinyin of the text, from the beginning of a syllable; the last may be unfinished."""
    place = shapes.pinyin.find(term)
    while place >= 0:
        if place in shapes.starts:
            return True
        place = shapes.pinyin.find(term, place + 1)
    return False


def has_initials(shapes: Shapes, term: str) -> bool:
    """Whether a term is the initials of neighbouring characters of the text."""
    return term in shapes.initials
