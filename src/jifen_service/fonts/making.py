"""Fonts (字体) of the prints: for each document one small TrueType font made of just the characters it needs.

Fonts with all of Chinese take most of a second to read and to cut down. So each is read once in a process,
each glyph is taken out of it once, and a document's font is put together from glyphs that are there already.
A character that the first font lacks comes from the next, so that a rare one of a name stands among the rest.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph as TTGlyph
from fpdf import FPDF
from fpdf.fonts import TTFFont

from jifen_service.fonts.errors import FontMissingError, GlyphMissingError

REGULAR, BOLD = "", "B"
#: what to install for Chinese, and for characters that few fonts have
PACKAGES, RARE_PACKAGES = "fonts-noto-cjk fonts-hanazono", "fonts-hanazono"
_NOTO = (
    "/usr/share/fonts/opentype/noto",
    "/usr/share/fonts/google-noto-sans-cjk-fonts",
    "/usr/share/fonts/noto",
    "/usr/share/fonts/noto-cjk",
)
_SIMPLIFIED = 2  # the face with the forms of mainland China within Noto's collections
_OTHER = (
    ("/usr/share/fonts/truetype/wqy/wqy-microhei.ttc", 0),
    ("/System/Library/Fonts/STHeiti Light.ttc", 1),
)
_RARE = tuple(
    (f"{folder}/{name}", 0)
    for folder in ("/usr/share/fonts/truetype/hanazono", "/usr/share/fonts/hanazono", "/usr/share/fonts/TTF")
    for name in ("HanaMinA.ttf", "HanaMinB.ttf")
)
_EM = 1000
_CURVE_ERROR = 1.0  # how far, in thousandths of an em, a curve may stray when its kind is changed
_ASCENT, _CAPITAL = 880, 733
_DESCENT = _ASCENT - _EM
_PLAIN, _HEAVY = 400, 700
_NOTHING = ".notdef"


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character's outline as a TrueType font holds it. ``advance``, ``bounds``: in thousandths of an em.

    ``bounds`` are left, bottom, right, top; ``points`` and ``contours`` are counts.
    """

    outline: bytes
    advance: int
    bounds: tuple[int, int, int, int]
    points: int
    contours: int


class Face:
    """One font file, read once; its glyphs are taken out one by one and kept."""

    def __init__(self, path: str, number: int) -> None:
        self._font = TTFont(path, fontNumber=number, lazy=True)
        self._names: Mapping[int, str] = self._font.getBestCmap()
        self._set = self._font.getGlyphSet()
        self._scale = _EM / self._font["head"].unitsPerEm
        self._cubic = "glyf" not in self._font
        self._taken: dict[str, Glyph] = {}

    def glyph(self, character: str) -> Glyph | None:
        """The glyph of a character; None where the font has none."""
        name = self._names.get(ord(character))
        if name is None:
            return None
        if name not in self._taken:
            self._taken[name] = self._take(name)
        return self._taken[name]

    def _take(self, name: str) -> Glyph:
        recorded = DecomposingRecordingPen(self._set)
        self._set[name].draw(recorded)
        pen = TTGlyphPen(None)
        # Outlines of PostScript fonts turn the other way round and have curves of another kind.
        curves = Cu2QuPen(pen, _CURVE_ERROR, reverse_direction=self._cubic)
        recorded.replay(TransformPen(curves, (self._scale, 0, 0, self._scale, 0, 0)))
        drawn = pen.glyph()
        outline = drawn.compile(_ALONE)
        bounds = (drawn.xMin, drawn.yMin, drawn.xMax, drawn.yMax) if outline else (0, 0, 0, 0)
        points = len(drawn.coordinates) if outline else 0
        advance = round(self._set[name].width * self._scale)
        return Glyph(outline, advance, bounds, points, drawn.numberOfContours)


_EMPTY = Glyph(b"", _EM, (0, 0, 0, 0), 0, 0)
# What a glyph asks of its table when it is written: nothing, unless it is made of others.
_ALONE: Any = None

# Taking out a glyph moves within the file, so that two threads must not do it at once.
_lock = Lock()


@cache
def _face(path: str, number: int) -> Face | None:
    return Face(path, number) if Path(path).is_file() else None


def _faces(style: str) -> Iterable[Face]:
    """The fonts to look in, the best first: of the style, then any that has the character."""
    weights = ("Bold", "Regular") if style == BOLD else ("Regular",)
    noto = [(f"{folder}/NotoSansCJK-{weight}.ttc", _SIMPLIFIED) for weight in weights for folder in _NOTO]
    for path, number in (*noto, *_OTHER, *_RARE):
        if (found := _face(path, number)) is not None:
            yield found


def font_of(text: str, style: str = REGULAR) -> bytes:
    """A TrueType font of exactly the characters of a text.

    Raises FontMissingError without any Chinese font, GlyphMissingError for characters that no font has.
    """
    with _lock:
        glyphs = _glyphs(sorted({*text, " "} - {"\n"}), style)
    names = {character: f"u{ord(character):05X}" for character in glyphs}
    builder = FontBuilder(_EM, isTTF=True)
    builder.setupGlyphOrder([_NOTHING, *names.values()])
    builder.setupCharacterMap({ord(character): name for character, name in names.items()})
    _fill(builder, {_NOTHING: _EMPTY} | {names[character]: glyph for character, glyph in glyphs.items()})
    builder.setupNameTable({"familyName": "Jifen", "styleName": "Bold" if style else "Regular"})
    weight = _HEAVY if style else _PLAIN
    builder.setupOS2(
        sTypoAscender=_ASCENT, sTypoDescender=_DESCENT, usWeightClass=weight, sCapHeight=_CAPITAL
    )
    builder.setupPost(keepGlyphNames=False)
    out = io.BytesIO()
    builder.save(out)
    return out.getvalue()


def add_font(paper: FPDF, face: str, text: str, style: str = REGULAR) -> None:
    """Give a PDF a font of exactly the characters of a text, under the name ``face``. Raises as `font_of`."""
    font = TTFFont(paper, io.BytesIO(font_of(text, style)), face + style, style)  # type: ignore[arg-type]
    # Its figures are right as they are; to find them anew every outline would be unpacked.
    font.ttfont.recalcBBoxes = False
    paper.fonts[face + style] = font


def _fill(builder: FontBuilder, glyphs: Mapping[str, Glyph]) -> None:
    """Put in the outlines as they are, with the figures that would else be found by reading them all."""
    font = builder.font
    font.recalcBBoxes = False
    builder.setupGlyf({name: _as_it_is(glyph) for name, glyph in glyphs.items()}, calcGlyphBounds=False)
    metrics = {name: (glyph.advance, glyph.bounds[0]) for name, glyph in glyphs.items()}
    builder.setupHorizontalMetrics(metrics)
    builder.setupHorizontalHeader(ascent=_ASCENT, descent=_DESCENT)
    lefts, bottoms, rights, tops = zip(*(glyph.bounds for glyph in glyphs.values()), strict=True)
    head, most = font["head"], font["maxp"]
    head.xMin, head.yMin, head.xMax, head.yMax = min(lefts), min(bottoms), max(rights), max(tops)
    most.numGlyphs = len(glyphs)
    most.maxPoints = max(glyph.points for glyph in glyphs.values())
    most.maxContours = max(glyph.contours for glyph in glyphs.values())


def _as_it_is(glyph: Glyph) -> TTGlyph:
    ready = TTGlyph(glyph.outline)
    # What has contours would be unpacked and searched for curves that TrueType has not; they were changed.
    ready.numberOfContours = 0
    return ready


def _glyphs(characters: Iterable[str], style: str) -> dict[str, Glyph]:
    faces = tuple(_faces(style))
    if not faces:
        raise FontMissingError(PACKAGES)
    found = {character: _first(faces, character) for character in characters}
    missing = [character for character, glyph in found.items() if glyph is None]
    if missing:
        raise GlyphMissingError(missing, RARE_PACKAGES)
    return {character: glyph for character, glyph in found.items() if glyph is not None}


def _first(faces: Iterable[Face], character: str) -> Glyph | None:
    return next((glyph for face in faces if (glyph := face.glyph(character)) is not None), None)
