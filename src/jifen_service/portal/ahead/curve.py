"""The score over the years as a picture (积分曲线): stacked by indicator, month by month. Pure.

Places and widths in per cent of the picture's width, heights in CSS px; points come from the forecast.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from jifen.profile.months import parse_month
from jifen_service.portal.words import plain_name

#: heights in CSS px: of the picture above the years, and of the line of the years
HEIGHT, FOOT = 300, 22
#: how far above the curve an event's number stands, in px
_NUMBER_ABOVE = 7
#: how far apart two numbers must stand to be read side by side, on a phone and at all, in per cent
_APART_NARROW, _APART = 5.0, 2.2
#: room above the highest total, for the numbers of the events
_HEADROOM = 1.14
_MOST_YEARS = 7
_NOTHING: Mapping[str, str] = {}
_MONTH = len("YYYY-MM")
#: steps of the scale at the side
_TICKS = 3


@dataclass(frozen=True, slots=True)
class Block:
    """One indicator over months in which neither it nor what lies beneath it changes.

    The id ``deducted`` is what deductions take from the top.
    """

    id: str
    x: float
    width: float
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Level:
    """The total over months in which it stays; ``rise``: px to the next level's y, 0 at the end."""

    x: float
    end: float
    y: float
    rise_to: float


@dataclass(frozen=True, slots=True)
class Event:
    """A change of the curve; those of one month share a ``number``, the first of them draws it at x, y.

    ``crowded``: its number stands so near the one before it that a phone has no room for both. So near that
    no screen has, ``drawn`` is false.
    """

    number: int
    first: bool
    drawn: bool
    crowded: bool
    x: float
    y: float
    on: str
    id: str
    name: str
    kind: str
    points: int
    total: int
    text: str
    sources: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Row:
    """What counts from a month on: for the table beside the picture, and for reading with a pointer."""

    month: str
    at: int
    total: int
    passes: bool
    points: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Curve:
    """The picture and its table. ``names``: id, name and kind, in the order of a row's points.

    ``needed``: where the points are needed from and until, each with its word.
    """

    blocks: tuple[Block, ...]
    levels: tuple[Level, ...]
    events: tuple[Event, ...]
    rows: tuple[Row, ...]
    names: tuple[tuple[str, str, str], ...]
    years: tuple[tuple[float, int], ...]
    ticks: tuple[tuple[float, int], ...]
    pass_mark: int
    mark_at: float
    months: int
    begin: str
    end: str
    needed: tuple[tuple[float, str], ...] = ()

    @property
    def height(self) -> int:
        """The whole height, in px."""
        return HEIGHT + FOOT

    @property
    def foot(self) -> int:
        """Where the years begin, in px."""
        return HEIGHT


def draw(forecast: Mapping[str, Any], lang: str, needed: Mapping[str, str] = _NOTHING) -> Curve:
    """Lay out a forecast (`jifen.advice.forecast`). ``needed``: days to be marked, each with its word."""
    months = forecast["months"]
    order = [item["id"] for item in forecast["indicators"]]
    kinds = {item["id"]: _kind(item["group"]) for item in forecast["indicators"]}
    names = tuple(
        (item["id"], plain_name(item["id"], item["name"], lang), kinds[item["id"]])
        for item in forecast["indicators"]
    )
    highest = max(*(_stack(month) for month in months), forecast["pass_mark"])
    scale = _Scale(parse_month(months[0]["month"]), len(months), highest * _HEADROOM)
    return Curve(
        (*_blocks(months, order, scale), *_deducted(months, scale)),
        tuple(_levels(months, scale)),
        tuple(_events(forecast, scale, kinds, lang)),
        tuple(_rows(months, order)),
        names,
        _years(scale),
        _ticks(forecast["pass_mark"], highest, scale),
        forecast["pass_mark"],
        scale.height_of(forecast["pass_mark"]),
        len(months),
        months[0]["month"],
        months[-1]["month"],
        tuple((scale.place(parse_month(day[:_MONTH]) - scale.first), word) for day, word in needed.items()),
    )


def _kind(group: str) -> str:
    """How an indicator's swatch is drawn."""
    return "deducted" if group == "deduction" else "counted"


@dataclass(frozen=True, slots=True)
class _Scale:
    """From months and points to the picture."""

    first: int
    months: int
    top: float

    def place(self, index: int) -> float:
        return round(100 * index / self.months, 3)

    def height_of(self, points: int) -> float:
        return round(HEIGHT * (1 - max(points, 0) / self.top), 2)


def _stack(month: Mapping[str, Any]) -> int:
    """What lies upon one another in a month: the points that add, without deductions."""
    return max(sum(points for points in month["points"].values() if points > 0), month["total"])


def _blocks(months: Sequence[Mapping[str, Any]], order: Sequence[str], scale: _Scale) -> Iterator[Block]:
    for name in order:
        lies = [_lies(month, order, name) for month in months]
        for begin, end in _stretches(lies):
            low, high = lies[begin]
            if high > low:
                x, y = scale.place(begin), scale.height_of(high)
                yield Block(name, x, round(scale.place(end) - x, 3), y, round(scale.height_of(low) - y, 2))


def _deducted(months: Sequence[Mapping[str, Any]], scale: _Scale) -> Iterator[Block]:
    for begin, end in _stretches([(month["total"], _stack(month)) for month in months]):
        total, stack = months[begin]["total"], _stack(months[begin])
        if stack > total:
            x, y = scale.place(begin), scale.height_of(stack)
            yield Block(
                "deducted", x, round(scale.place(end) - x, 3), y, round(scale.height_of(total) - y, 2)
            )


def _stretches(values: Sequence[object]) -> Iterator[tuple[int, int]]:
    """Where each value begins and where the next one does."""
    starts = [index for index, value in enumerate(values) if index == 0 or value != values[index - 1]]
    return zip(starts, [*starts[1:], len(values)], strict=True)


def _lies(month: Mapping[str, Any], order: Sequence[str], name: str) -> tuple[int, int]:
    """Between which points an indicator lies in a month's stack."""
    below = 0
    for other in order:
        points = max(month["points"].get(other, 0), 0)
        if other == name:
            return below, below + points
        below += points
    return below, below


def _levels(months: Sequence[Mapping[str, Any]], scale: _Scale) -> Iterator[Level]:
    for begin, end in _stretches([month["total"] for month in months]):
        y = scale.height_of(months[begin]["total"])
        rise_to = scale.height_of(months[end]["total"]) if end < len(months) else y
        yield Level(scale.place(begin), scale.place(end), y, rise_to)


def _events(
    forecast: Mapping[str, Any], scale: _Scale, kinds: Mapping[str, str], lang: str
) -> Iterator[Event]:
    number, month, narrow, wide = 0, "", -_APART_NARROW, -_APART
    for event in forecast["events"]:
        first = event["month"] != month
        number, month = number + first, event["month"]
        index = parse_month(month) - scale.first
        place = scale.place(index)
        drawn, crowded = first and place - wide >= _APART, place - narrow < _APART_NARROW
        wide, narrow = place if drawn else wide, narrow if crowded else place
        yield Event(
            number,
            first,
            drawn,
            crowded,
            place,
            scale.height_of(_stack(forecast["months"][index])) - _NUMBER_ABOVE,
            event["on"],
            event["indicator"],
            plain_name(event["indicator"], event["name"], lang),
            kinds.get(event["indicator"], "counted"),
            event["points"],
            event["total"],
            event["text"],
            tuple(event["sources"]),
        )


def _rows(months: Sequence[Mapping[str, Any]], order: Sequence[str]) -> Iterator[Row]:
    """A row wherever something counts otherwise than in the month before."""
    for at, month in enumerate(months):
        if at == 0 or month["points"] != months[at - 1]["points"]:
            points = tuple(month["points"].get(name, 0) for name in order)
            yield Row(month["month"], at, month["total"], month["passes"], points)


def _years(scale: _Scale) -> tuple[tuple[float, int], ...]:
    """The Januaries within, written every so many years."""
    years = range(-(-scale.first // 12), (scale.first + scale.months - 1) // 12 + 1)
    step = -(-len(years) // _MOST_YEARS) or 1
    return tuple((scale.place(year * 12 - scale.first), year) for year in years[::step])


def _ticks(pass_mark: int, highest: int, scale: _Scale) -> tuple[tuple[float, int], ...]:
    """Points at the side: thirds of the pass mark, as far up as the picture goes."""
    step = pass_mark // _TICKS
    return tuple(
        (scale.height_of(points), points) for points in range(step, highest + 1, step) if points != pass_mark
    )
