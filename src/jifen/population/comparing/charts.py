"""Charts of a comparison: labelled directly, readable in grey, the pass marks on every scale."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any
from unicodedata import east_asian_width

from jifen.population.comparing.drawing import Anchor, Box, Drawing, Line, Words
from jifen.population.comparing.figures import STEP, hidden_as
from jifen.population.comparing.wording import word

#: The drawing's own units; it is scaled to the page.
_WIDTH, _ROW, _GAP, _NUMBER = 912, 28, 16, 84
#: units that a Chinese character and another take at the size of the drawing's text
_WIDE, _NARROW = 14, 8

Json = dict[str, Any]
Shapes = list[Box | Line | Words]


def charts_of(data: Json, lang: str) -> dict[str, Drawing]:
    """Give the charts of a comparison's data by name; none where nothing may be shown."""
    found = {
        key: crossing(data[key], word(key, lang))
        for key in ("by_age", "by_education")
        if any(row["up"] or row["down"] for row in data[key])
    }
    if len(data["distribution"]) > 1:
        names = [word(side, lang) for side in ("before", "after")]
        found["distribution"] = distribution(
            data["distribution"], data["pass_marks"], names, word("distribution", lang)
        )
    return found


def crossing(rows: Sequence[Json], title: str) -> Drawing:
    """Draw who crosses by kind of people: newly reaching to the right, no longer reaching to the left.

    Where all cross in one direction, there is one: to the right.
    """
    ways = [way for way in ("down", "up") if any(row[way] for row in rows)]
    most = max(row[way] or 0 for row in rows for way in ways)
    label = max(_length(row["name"]) for row in rows) + _GAP
    half = (_WIDTH - label) / len(ways) - _NUMBER
    middle = label if len(ways) == 1 else label + _NUMBER + half
    height = len(rows) * _ROW + 8
    shapes: Shapes = [Line("axis", ((middle, 0), (middle, height)))]
    for place, row in enumerate(rows):
        y = place * _ROW + 4
        shapes.append(Words("words", 0, y + 17, row["name"]))
        for way in ways:
            leftwards = way == "down" and len(ways) > 1
            length = (row[way] or 0) / most * half
            shapes.append(Box(way, middle - length if leftwards else middle, y + 3, length, 18))
            if row[way] != 0:
                x = middle - length - 6 if leftwards else middle + length + 6
                anchor: Anchor = "end" if leftwards else "start"
                shapes.append(Words("words", x, y + 17, hidden_as(row[way]), anchor))
    return Drawing(_WIDTH, height, title, shapes)


def _length(text: str) -> int:
    return sum(_WIDE if east_asian_width(character) in "WF" else _NARROW for character in text)


def distribution(steps: Sequence[Json], marks: Sequence[int], names: Sequence[str], title: str) -> Drawing:
    """Draw people by total: the first law as bars, the second as a line, the pass marks upright.

    A wide step is as high as its people spread over it; the ends, which are open, are drawn as usual ones.
    """
    top, base, height = 44, 286, 312
    first, last = steps[0]["below"] - STEP, steps[-1]["from"] + STEP
    edges = [first, *(step["from"] for step in steps[1:]), last]
    sides = {
        side: [
            (step[side] or 0) * STEP / (high - low)
            for step, low, high in zip(steps, edges, edges[1:], strict=False)
        ]
        for side in ("before", "after")
    }
    most = max(*sides["before"], *sides["after"]) or 1

    def x_of(total: float) -> float:
        return float((total - first) / (last - first) * _WIDTH)

    def y_of(people: float) -> float:
        return base - people / most * (base - top)

    shapes: Shapes = [
        Box("now", x_of(low) + 1, y_of(people), max(x_of(high) - x_of(low) - 2, 1), base - y_of(people))
        for people, low, high in zip(sides["before"], edges, edges[1:], strict=False)
    ]
    if steps[0]["after"] is not None:
        outline = zip(sides["after"], edges, edges[1:], strict=False)
        shapes.append(
            Line("then", [(x_of(x), y_of(people)) for people, low, high in outline for x in (low, high)])
        )
    shapes += [Line("axis", ((0, base), (_WIDTH, base))), *_ticks(edges, x_of, height)]
    shapes += _marks(marks, names, x_of, base)
    return Drawing(_WIDTH, height, title, shapes)


def _ticks(edges: Sequence[int], x_of: Callable[[float], float], height: int) -> Iterable[Words]:
    """Write round totals along the axis, about ten of them."""
    every = max(round((edges[-1] - edges[0]) / 10 / (2 * STEP)), 1) * 2 * STEP
    # The last is left out where it would run over the edge.
    for total in range(-(-edges[0] // every) * every, edges[-1] - STEP, every):
        yield Words("soft", x_of(total), height - 6, str(total))


def _marks(
    marks: Sequence[int], names: Sequence[str], x_of: Callable[[float], float], base: int
) -> Iterable[Line | Words]:
    for row, mark in enumerate(sorted(set(marks))):
        x, y = x_of(mark), row * 18
        which = " / ".join(name for name, of in zip(names, marks, strict=True) if of == mark)
        yield Line("mark", ((x, y + 4), (x, base)))
        yield Words("words", x + 6, y + 16, f"{mark} · {which}")
