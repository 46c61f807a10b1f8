"""A drawing (图): shapes in one list, written as SVG for a page and as PNG for everything else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from io import BytesIO
from pathlib import Path
from typing import Any, Literal, NamedTuple

from PIL import Image, ImageDraw, ImageFont

from jifen.errors import JifenError

Anchor = Literal["start", "end"]


class Box(NamedTuple):
    """A filled rectangle; ``kind`` says how it looks."""

    kind: str
    x: float
    y: float
    width: float
    height: float


class Line(NamedTuple):
    """A line through points."""

    kind: str
    points: Sequence[tuple[float, float]]


class Words(NamedTuple):
    """One line of text, standing on ``y``."""

    kind: str
    x: float
    y: float
    text: str
    anchor: Anchor = "start"


@dataclass(frozen=True)
class Drawing:
    """What is drawn, in the drawing's own units (a page's pixels), and what it shows."""

    width: float
    height: float
    title: str
    shapes: Sequence[Box | Line | Words]


class Look(NamedTuple):
    """Colour, width of a line, lengths of its dashes and gaps."""

    colour: str
    width: float = 1
    dashes: tuple[int, int] | None = None


#: how each kind looks on paper; a page that follows the dark scheme has its own sheet
LOOKS = {
    "up": Look("#0b585c"),
    "down": Look("#a3211b"),
    "now": Look("#9cc8bf"),
    "then": Look("#0b585c", 2),
    "axis": Look("#8b8779"),
    "mark": Look("#1b1d1c", 1.5, (5, 3)),
    "words": Look("#1b1d1c"),
    "soft": Look("#474d4b"),
}
_PAPER = "#fff"
_SIZE = 14


class FontMissingError(JifenError):
    """No font with Chinese characters is installed, so no PNG can be drawn."""

    code = "font_missing"


def svg(drawing: Drawing) -> str:
    """Write a drawing for a page whose sheet says how the kinds look."""
    shapes = "".join(_element(shape) for shape in drawing.shapes)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {drawing.width:.0f} {drawing.height:.0f}" '
        f'role="img"><title>{escape(drawing.title)}</title>{shapes}</svg>'
    )


def svg_file(drawing: Drawing) -> str:
    """Write a drawing as a file of its own, that looks as on paper."""
    rules = "".join(f".{kind}{{{_rule(kind, look)}}}" for kind, look in LOOKS.items())
    font = f'text{{font:{_SIZE}px "Noto Sans CJK SC","PingFang SC","Microsoft YaHei",sans-serif}}'
    whole = _titled(drawing)
    paper = f'<rect width="{whole.width}" height="{whole.height}" fill="{_PAPER}"/>'
    return svg(whole).replace("</title>", f"</title><style>{font}{rules}</style>{paper}") + "\n"


def _titled(drawing: Drawing) -> Drawing:
    """Put what is drawn below a line that says what it shows."""
    down = 2 * _SIZE
    moved: list[Box | Line | Words] = [Words("words", 0, _SIZE, drawing.title)]
    for shape in drawing.shapes:
        if isinstance(shape, Line):
            moved.append(Line(shape.kind, [(x, y + down) for x, y in shape.points]))
        else:
            moved.append(shape._replace(y=shape.y + down))
    return Drawing(drawing.width, drawing.height + down, drawing.title, moved)


def _rule(kind: str, look: Look) -> str:
    if kind not in ("then", "axis", "mark"):
        return f"fill:{look.colour}"
    dashes = f";stroke-dasharray:{look.dashes[0]} {look.dashes[1]}" if look.dashes else ""
    return f"fill:none;stroke:{look.colour};stroke-width:{look.width}{dashes}"


def _element(shape: Box | Line | Words) -> str:
    if isinstance(shape, Box):
        where = f'x="{shape.x:.1f}" y="{shape.y:.1f}" width="{shape.width:.1f}" height="{shape.height:.1f}"'
        return f'<rect class="{shape.kind}" {where}/>'
    if isinstance(shape, Line):
        points = " ".join(f"{x:.1f},{y:.1f}" for x, y in shape.points)
        return f'<polyline class="{shape.kind}" points="{points}"/>'
    where = f'x="{shape.x:.1f}" y="{shape.y:.1f}" text-anchor="{shape.anchor}"'
    return f'<text class="{shape.kind}" {where}>{escape(shape.text)}</text>'


#: a picture has so many pixels for a unit, and is drawn larger still, since Pillow's lines have hard edges
_SCALE, _FINER = 2, 2
_MARGIN = 12


def png(drawing: Drawing) -> bytes:
    """Draw as PNG, as on paper; FontMissingError without a Chinese font."""
    drawing = _titled(drawing)
    scale = _SCALE * _FINER
    size = [round((length + 2 * _MARGIN) * scale) for length in (drawing.width, drawing.height)]
    image = Image.new("RGB", (size[0], size[1]), _PAPER)
    canvas = ImageDraw.Draw(image)
    for shape in drawing.shapes:
        _draw(canvas, shape, scale)
    out = BytesIO()
    small = image.resize((size[0] // _FINER, size[1] // _FINER), Image.Resampling.LANCZOS)
    small.save(out, "PNG", optimize=True)
    return out.getvalue()


def _draw(canvas: ImageDraw.ImageDraw, shape: Box | Line | Words, scale: int) -> None:
    def at(x: float, y: float) -> tuple[float, float]:
        return (x + _MARGIN) * scale, (y + _MARGIN) * scale

    look = LOOKS[shape.kind]
    if isinstance(shape, Box):
        if shape.width > 0 and shape.height > 0:
            canvas.rectangle(
                [at(shape.x, shape.y), at(shape.x + shape.width, shape.y + shape.height)], look.colour
            )
    elif isinstance(shape, Line):
        for stretch in _stretches(shape.points, look.dashes):
            canvas.line([at(*point) for point in stretch], look.colour, round(look.width * scale))
    else:
        anchor = "ls" if shape.anchor == "start" else "rs"
        canvas.text(
            at(shape.x, shape.y), shape.text, look.colour, _font(_SIZE * scale), anchor, language="zh-Hans"
        )


def _stretches(
    points: Sequence[tuple[float, float]], dashes: tuple[int, int] | None
) -> list[Sequence[tuple[float, float]]]:
    """Cut an upright line into its dashes; any other is drawn whole."""
    if dashes is None:
        return [points]
    (x, top), (_, bottom) = points
    starts = range(round(top), round(bottom), sum(dashes))
    return [((x, start), (x, min(start + dashes[0], bottom))) for start in starts]


#: fonts with Chinese characters and the number of the face with the forms of mainland China
_FONTS = (
    ("NotoSansCJK-Regular.ttc", 2),
    ("NotoSansSC-Regular.otf", 0),
    ("SourceHanSansSC-Regular.otf", 0),
    ("wqy-microhei.ttc", 0),
    ("STHeiti Light.ttc", 1),
    ("msyh.ttc", 0),
)
_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "/System/Library/Fonts", "C:/Windows/Fonts")


@cache
def _font(size: int) -> Any:
    for name, number in _FONTS:
        for folder in _FOLDERS:
            for path in Path(folder).rglob(name):
                return ImageFont.truetype(str(path), size, index=number)
    raise FontMissingError("PNG: install fonts-noto-cjk / 画 PNG 要中文字体: fonts-noto-cjk")
