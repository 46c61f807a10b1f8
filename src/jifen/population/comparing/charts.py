"""Charts of a comparison as SVG: labelled directly, readable in grey, the pass marks on every scale."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from typing import Any

from jifen.population.comparing.figures import STEP, hidden_as

#: The drawing's own units; it is scaled to the page.
_WIDTH, _ROW, _LABEL, _NUMBER = 912, 28, 170, 84

Json = dict[str, Any]


def crossing(rows: Sequence[Json], title: str) -> str:
    """Draw who crosses by kind of people: newly reaching to the right, no longer reaching to the left."""
    most = max([row[way] or 0 for row in rows for way in ("up", "down")], default=0) or 1
    half = (_WIDTH - _LABEL) / 2 - _NUMBER
    middle = _LABEL + _NUMBER + half
    height = len(rows) * _ROW + 8
    parts = [f'<line class="axis" x1="{middle}" y1="0" x2="{middle}" y2="{height}"/>']
    for place, row in enumerate(rows):
        y = place * _ROW + 4
        parts.append(f'<text x="0" y="{y + 16}">{escape(row["name"])}</text>')
        for way, sign in (("down", -1), ("up", 1)):
            length = (row[way] or 0) / most * half
            x = middle if sign > 0 else middle - length
            parts.append(f'<rect class="{way}" x="{x:.1f}" y="{y + 3}" width="{length:.1f}" height="18"/>')
            if row[way] != 0:
                anchor = "start" if sign > 0 else "end"
                at = middle + sign * (length + 6)
                where = f'x="{at:.1f}" y="{y + 17}" text-anchor="{anchor}"'
                parts.append(f"<text {where}>{hidden_as(row[way])}</text>")
    return _svg(height, title, parts)


def distribution(steps: Sequence[Json], marks: Sequence[int], names: Sequence[str], title: str) -> str:
    """Draw people by total: the first law as bars, the second as a line, the pass marks upright."""
    top, bottom, height = 44, 26, 300 + 12
    most = max([step[side] or 0 for step in steps for side in ("before", "after")], default=0) or 1
    width = _WIDTH / len(steps)
    first = steps[0]["from"]

    def x_of(total: float) -> float:
        return float((total - first) / STEP * width)

    def y_of(people: int) -> float:
        return height - bottom - people / most * (height - top - bottom)

    parts = [*_bars(steps, width, y_of, height - bottom), _line(steps, width, y_of)]
    base = height - bottom
    parts.append(f'<line class="axis" x1="0" y1="{base}" x2="{_WIDTH}" y2="{base}"/>')
    every = max(len(steps) // 11, 1)
    for place, step in enumerate(steps):
        if place % every == 0:
            parts.append(f'<text class="soft" x="{place * width:.1f}" y="{height - 6}">{step["from"]}</text>')
    for row, mark in enumerate(sorted(set(marks))):
        x = x_of(mark)
        parts.append(f'<line class="mark" x1="{x:.1f}" y1="{row * 18 + 4}" x2="{x:.1f}" y2="{base}"/>')
        which = " / ".join(name for name, of in zip(names, marks, strict=True) if of == mark)
        parts.append(f'<text x="{x + 6:.1f}" y="{row * 18 + 16}">{mark} · {escape(which)}</text>')
    return _svg(height, title, parts)


def _bars(steps: Sequence[Json], width: float, y_of: Callable[[int], float], base: float) -> list[str]:
    bars = []
    for place, step in enumerate(steps):
        y = y_of(step["before"] or 0)
        bars.append(
            f'<rect class="now" x="{place * width + 1:.1f}" y="{y:.1f}" width="{width - 2:.1f}" '
            f'height="{base - y:.1f}"/>'
        )
    return bars


def _line(steps: Sequence[Json], width: float, y_of: Callable[[int], float]) -> str:
    points = [
        f"{(place + side) * width:.1f},{y_of(step['after'] or 0):.1f}"
        for place, step in enumerate(steps)
        for side in (0, 1)
    ]
    return f'<polyline class="then-line" points="{" ".join(points)}"/>'


def _svg(height: float, title: str, parts: Sequence[str]) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height:.0f}" role="img">'
        f"<title>{escape(title)}</title>{''.join(parts)}</svg>"
    )
