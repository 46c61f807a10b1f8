"""A forecast as a small SVG (曲线图): points stacked by month, the line at the mark, labels beside them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

from jifen.advice.words import say

#: the same colour for the same indicator everywhere: the platform's tokens, which a test compares
COLOURS = {
    "age": "#9cc8bf",
    "education": "#0f6165",
    "credential": "#2f7d86",
    "si_years": "#c3dcc9",
    "si_base": "#1d4f74",
    "entrepreneur": "#3d4a86",
    "intermediary": "#aab4dc",
    "shortage_major": "#6a5a94",
    "investment": "#c9bce0",
    "public_service": "#5d7432",
    "remote_area": "#bccb93",
    "fresh_graduate": "#dbe6b9",
    "award": "#7c3f6d",
    "spouse": "#deb9d2",
}
_PAPER, _INK, _SOFT, _LINE, _SEAL = "#fbf9f4", "#1b1d1c", "#646a67", "#dcd6c9", "#a3211b"
_WIDTH, _HEIGHT = 960, 440
_LEFT, _RIGHT, _TOP, _BOTTOM = 52, 196, 84, 44
#: pixels that a label needs, and points above the highest value that stay free
_LINE_HEIGHT, _ROOM = 17, 12
_FACE = "-apple-system, 'PingFang SC', 'Noto Sans CJK SC', 'Microsoft YaHei', 'Segoe UI', sans-serif"
_MONTHS = 12


@dataclass(frozen=True)
class _Scale:
    """Where months and points lie on the drawing."""

    months: int
    low: int
    high: int

    def x(self, month: float) -> float:
        return round(_LEFT + month * (_WIDTH - _LEFT - _RIGHT) / self.months, 1)

    def y(self, points: float) -> float:
        height = _HEIGHT - _TOP - _BOTTOM
        return round(_TOP + (self.high - points) * height / (self.high - self.low), 1)


def drawing(answer: Mapping[str, Any], lang: str) -> str:
    """Draw a forecast, as `jifen.advice.forecast` gives it, months side by side: a whole SVG document."""
    months: Sequence[Mapping[str, Any]] = answer["months"]
    tops = [sum(max(points, 0) for points in month["points"].values()) for month in months]
    lows = [month["total"] for month in months]
    scale = _Scale(len(months), min(0, *lows), max(answer["pass_mark"], *tops) + _ROOM)
    parts = [
        *_years(months, scale),
        *_bands(answer, scale),
        *_deducted(tops, months, scale, lang),
        *_mark(answer, scale),
        _total(months, scale),
        *_crossings(answer, scale),
        *_names(answer, scale),
        *_heading(answer, lang),
    ]
    return "\n".join([_head(answer, lang), *parts, "</svg>", ""])


def _head(answer: Mapping[str, Any], lang: str) -> str:
    title = escape(say("drawing", "title", lang, on=answer["on"], until=answer["until"]))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" width="{_WIDTH}" '
        f'height="{_HEIGHT}" role="img" font-family="{_FACE}" font-size="13" fill="{_INK}">\n'
        f"<title>{title}</title>\n"
        '<defs><pattern id="off" width="6" height="6" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45)"><rect width="6" height="6" fill="{_PAPER}" fill-opacity="0.55"/>'
        f'<path d="M0 0V6" stroke="{_INK}" stroke-opacity="0.55"/></pattern></defs>\n'
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="{_PAPER}"/>'
    )


def _text(x: float, y: float, words: str, **more: object) -> str:
    given = "".join(f' {key.replace("_", "-")}="{value}"' for key, value in more.items())
    return f'<text x="{x}" y="{y}"{given}>{escape(words)}</text>'


def _years(months: Sequence[Mapping[str, Any]], scale: _Scale) -> Iterator[str]:
    """A hairline and a figure at each new year; every second one where they would be crowded."""
    places = [place for place, month in enumerate(months) if month["month"].endswith("-01")]
    apart = 1 if len(places) <= _MONTHS else 2
    base = scale.y(scale.low)
    for number, place in enumerate(places):
        x = scale.x(place)
        yield f'<line x1="{x}" x2="{x}" y1="{_TOP}" y2="{base + 4}" stroke="{_LINE}"/>'
        if number % apart == 0:
            yield _text(
                x, base + _LINE_HEIGHT + 3, months[place]["month"][:4], text_anchor="middle", fill=_SOFT
            )


def _bands(answer: Mapping[str, Any], scale: _Scale) -> Iterator[str]:
    """What counts, stacked in the law's order, one band an indicator, parted by the colour of the paper."""
    floor = [0] * scale.months
    for name in _drawn(answer):
        held = [max(month["points"].get(name, 0), 0) for month in answer["months"]]
        ceiling = [low + points for low, points in zip(floor, held, strict=True)]
        there = _edge(ceiling, scale)
        back = list(reversed(_edge(floor, scale)))
        path = " ".join(f"{x},{y}" for x, y in (*there, *back))
        colour = COLOURS.get(name, _SOFT)
        yield f'<polygon points="{path}" fill="{colour}" stroke="{_PAPER}"/>'
        floor = ceiling


def _edge(values: Sequence[int], scale: _Scale) -> list[tuple[float, float]]:
    """The corners of a stair: each month's value over the month's whole width."""
    corners: list[tuple[float, float]] = []
    for place, value in enumerate(values):
        if place and value == values[place - 1]:
            corners[-1] = (scale.x(place + 1), scale.y(value))
        else:
            corners += [(scale.x(place), scale.y(value)), (scale.x(place + 1), scale.y(value))]
    return corners


def _total(months: Sequence[Mapping[str, Any]], scale: _Scale) -> str:
    path = " ".join(f"{x},{y}" for x, y in _edge([month["total"] for month in months], scale))
    return f'<polyline points="{path}" fill="none" stroke="{_INK}" stroke-width="2.5"/>'


def _deducted(
    tops: Sequence[int], months: Sequence[Mapping[str, Any]], scale: _Scale, lang: str
) -> Iterator[str]:
    """What deductions take from the top of the stack, hatched."""
    totals = [month["total"] for month in months]
    if totals == list(tops):
        return
    path = " ".join(f"{x},{y}" for x, y in (*_edge(tops, scale), *reversed(_edge(totals, scale))))
    yield f'<polygon points="{path}" fill="url(#off)"/>'
    place = next(place for place, top in enumerate(tops) if top != totals[place])
    middle = scale.y((tops[place] + totals[place]) / 2) + 5
    words = say("drawing", "deducted", lang, points=tops[place] - totals[place])
    halo = {"stroke": _PAPER, "stroke_width": 4, "paint_order": "stroke"}
    yield _text(scale.x(place) + 6, middle, words, **halo)


def _mark(answer: Mapping[str, Any], scale: _Scale) -> Iterator[str]:
    """The firm line at the pass mark."""
    y = scale.y(answer["pass_mark"])
    end = scale.x(scale.months)
    line = f'<line x1="{_LEFT}" x2="{end}" y1="{y}" y2="{y}"'
    yield f'{line} stroke="{_PAPER}" stroke-width="4"/>'
    yield f'{line} stroke="{_INK}" stroke-width="1.5" stroke-dasharray="6 3"/>'
    yield _text(_LEFT - 8, y + 5, str(answer["pass_mark"]), text_anchor="end", font_weight="bold")
    yield _text(_LEFT - 8, scale.y(0) + 5, "0", text_anchor="end", fill=_SOFT)


def _crossings(answer: Mapping[str, Any], scale: _Scale) -> Iterator[str]:
    """Where the total first reaches the mark, and first misses it again."""
    y = scale.y(answer["pass_mark"])
    for key, colour in (("passes_from", _INK), ("below_from", _SEAL)):
        place = _place(answer["months"], answer[key])
        if place:
            x = scale.x(place)
            yield f'<circle cx="{x}" cy="{y}" r="4.5" fill="{_PAPER}" stroke="{colour}" stroke-width="2.5"/>'


def _place(months: Sequence[Mapping[str, Any]], day: str | None) -> int | None:
    return next((n for n, month in enumerate(months) if day and month["month"] == day[:7]), None)


def _names(answer: Mapping[str, Any], scale: _Scale) -> Iterator[str]:
    """The name and points of each band beside its end, moved apart where bands are thin."""
    last = answer["months"][-1]
    names = {item["id"]: item["name"] for item in answer["indicators"]}
    x, floor, lowest = scale.x(scale.months) + 10, 0, float(_HEIGHT)
    for name in _drawn(answer):
        points = max(last["points"].get(name, 0), 0)
        if not points:
            continue
        y = min(scale.y(floor + points / 2) + 5, lowest)
        yield f'<rect x="{x}" y="{y - 10}" width="10" height="10" fill="{COLOURS.get(name, _SOFT)}"/>'
        yield _text(x + 16, y, f"{_short(names[name])} {points}")
        floor, lowest = floor + points, y - _LINE_HEIGHT


def _short(name: str) -> str:
    """Names of the law may be long; what is cut is in the table beside."""
    room = 10 if not name.isascii() else 18
    return name if len(name) <= room else f"{name[: room - 1]}…"


def _drawn(answer: Mapping[str, Any]) -> list[str]:
    return [item["id"] for item in answer["indicators"] if item["group"] != "deduction"]


def _heading(answer: Mapping[str, Any], lang: str) -> Iterator[str]:
    """The answer first: the points of today and when the mark is reached or lost."""
    today = answer["today"]["total"]
    yield _text(_LEFT, 34, say("drawing", "today", lang, total=today), font_size=21, font_weight="bold")
    reached, lost = answer["passes_from"], answer["below_from"]
    at_once = reached == answer["on"]
    if lost:
        key = "lost" if at_once else "reached_lost"
    else:
        key = "never" if reached is None else "kept" if at_once else "reached"
    words = say(
        "drawing", key, lang, mark=answer["pass_mark"], reached=reached, lost=lost, until=answer["until"]
    )
    yield _text(_LEFT, 58, words, fill=_SOFT if key in ("kept", "reached") else _SEAL)
