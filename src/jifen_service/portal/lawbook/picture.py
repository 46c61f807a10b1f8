"""The values of a parameter over time as a picture (沿革图): steps of figures, or bands. Pure.

Places and widths in per cent of the picture's width, heights in CSS px.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from jifen.explain.template import in_words
from jifen.explain.values import entries_of
from jifen.law import Dated, DatedSeries, Section

#: heights in CSS px: of steps, of a band, and of the line of the years beneath
HEIGHT, BAND, FOOT = 260, 34, 22
_MOST_LINES = 4
#: room above the highest figure, for its label
_HEADROOM = Fraction(9, 8)
#: the least distance between two labels, in px
_APART = 17
_LABEL_ABOVE = 7
_MOST_YEARS = 7
_TICKS = 4
#: beyond this a word no longer fits before the edge, in per cent
_EDGE = 94
_WHOLE = 100
_DECIMALS = 3
_A_YEAR = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Run:
    """A figure while it held; ``rise_to``: height of the next; ``kind``: its certainty; ``said`` in words."""

    x: float
    end: float
    y: float
    rise_to: float
    kind: str
    said: str


@dataclass(frozen=True, slots=True)
class Line:
    """One figure over time with its label at the end."""

    key: str
    label: str
    label_at: float
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Band:
    """A value while it held, as a piece of a band; ``says`` yes, no, or nothing that one sees at once."""

    x: float
    width: float
    word: str
    says: str
    kind: str
    said: str


@dataclass(frozen=True, slots=True)
class Picture:
    """Steps (``lines``) or bands; ``ticks`` are heights with their figures, ``years`` places with theirs."""

    lines: tuple[Line, ...]
    bands: tuple[Band, ...]
    ticks: tuple[tuple[float, str], ...]
    years: tuple[tuple[float, int], ...]
    today: float
    foot: int

    @property
    def height(self) -> int:
        """The whole height, in px."""
        return self.foot + FOOT


def place_between(first: date, last: date, day: date) -> float:
    """Where a day stands on a line from the first to the last, in per cent; what lies beyond, at its end."""
    share = Fraction((day - first).days, max((last - first).days, 1))
    return round(float(_WHOLE * min(max(share, Fraction(0)), Fraction(1))), _DECIMALS)


@dataclass(frozen=True, slots=True)
class _Scale:
    """From days and figures to the picture."""

    first: date
    last: date
    low: Fraction = Fraction(0)
    high: Fraction = Fraction(1)

    def place(self, day: date) -> float:
        return place_between(self.first, self.last, day)

    def height_of(self, figure: Fraction) -> float:
        return round(float(HEIGHT * (self.high - figure) / (self.high - self.low)), 2)


def draw(section: Section, series: DatedSeries, today: date, lang: str) -> Picture:
    """Lay out every value of a parameter; figures as steps, anything else as bands."""
    first, newest = series.values[0].from_, series.values[-1]
    last = max(newest.to or newest.from_ + _A_YEAR, today)
    figures = [_figures(dated.value) for dated in series.values]
    scale = _Scale(first, last)
    if not all(figures) or len({tuple(found) for found in figures}) > 1:
        bands = tuple(_bands(section, series, scale, lang))
        return Picture((), bands, (), tuple(_years(scale)), scale.place(today), BAND)
    every = [figure for found in figures for figure in found.values()]
    scale = _Scale(first, last, min(Fraction(0), *every), max(Fraction(0), *every) * _HEADROOM or Fraction(1))
    lines = tuple(_line(section, series, key, scale, lang) for key in figures[0])
    return Picture(
        tuple(_apart(lines)), (), tuple(_ticks(scale)), tuple(_years(scale)), scale.place(today), HEIGHT
    )


def _figures(value: Any) -> Mapping[str, Fraction]:
    """The figures of a value by key; nothing where it has none, or too many for one picture."""
    found = value if isinstance(value, Mapping) else {"": value}
    plain = all(isinstance(each, int | Decimal) and not isinstance(each, bool) for each in found.values())
    return {key: Fraction(each) for key, each in found.items()} if plain and len(found) <= _MOST_LINES else {}


def _line(section: Section, series: DatedSeries, key: str, scale: _Scale, lang: str) -> Line:
    heights = [scale.height_of(_figures(dated.value)[key]) for dated in series.values]
    runs = [
        Run(
            scale.place(dated.from_),
            scale.place(_end(dated, scale)),
            at,
            rise_to,
            dated.certainty,
            _said(section, series, dated, lang, key),
        )
        for dated, at, rise_to in zip(series.values, heights, [*heights[1:], heights[-1]], strict=True)
    ]
    last = runs[-1]
    if series.carries_on and last.end < scale.place(scale.last):
        # After its last day the value is used on, which is an assumption.
        runs.append(replace(last, x=last.end, end=scale.place(scale.last), kind="estimate"))
    entries = entries_of(section, series, series.values[-1].value, lang)
    now = next(entry for entry in entries if entry.key == key)
    label = f"{now.name} {now.bare}" if now.name else now.text
    return Line(key, label, last.y - _LABEL_ABOVE, tuple(runs))


def _end(dated: Dated, scale: _Scale) -> date:
    """The day after the last one of a value."""
    return scale.last if dated.to is None else dated.to + timedelta(days=1)


def _said(section: Section, series: DatedSeries, dated: Dated, lang: str, key: str | None = None) -> str:
    entries = entries_of(section, series, dated.value, lang)
    words = "; ".join(f"{entry.name} {entry.text}".strip() for entry in entries if key in (None, entry.key))
    return f"{dated.from_} – {dated.to or ''}: {words}"


def _apart(lines: Sequence[Line]) -> Iterator[Line]:
    """Labels that would lie upon one another, moved apart upwards from the lowest."""
    ceiling = float("inf")
    moved = {}
    for line in sorted(lines, key=lambda line: -line.label_at):
        at = min(line.label_at, ceiling - _APART)
        moved[line.key], ceiling = at, at
    for line in lines:
        yield replace(line, label_at=moved[line.key])


def _bands(section: Section, series: DatedSeries, scale: _Scale, lang: str) -> Iterator[Band]:
    for dated in series.values:
        x = scale.place(dated.from_)
        end = scale.place(_end(dated, scale))
        known = isinstance(dated.value, bool)
        (entry, *_more) = entries_of(section, series, dated.value, lang)
        word = entry.text if known else str(dated.from_.year)
        says = ("no", "yes")[dated.value] if known else ""
        width = round(end - x, _DECIMALS)
        yield Band(x, width, word, says, dated.certainty, _said(section, series, dated, lang))


def _years(scale: _Scale) -> Iterator[tuple[float, int]]:
    years = range(scale.first.year + 1, scale.last.year + 1)
    step = -(-len(years) // _MOST_YEARS) or 1
    for year in years[::step]:
        place = scale.place(date(year, 1, 1))
        if place < _EDGE:
            yield place, year


def _ticks(scale: _Scale) -> Iterator[tuple[float, str]]:
    """A few round figures from nothing to the highest."""
    rough = (scale.high - scale.low) / _TICKS
    power = Fraction(10) ** (len(str(int(rough))) - 1) if rough >= 1 else Fraction(1, 10)
    step = next(power * digit for digit in (1, 2, 5, 10) if power * digit >= rough)
    figure = step * -(-scale.low // step)
    while figure < scale.high:
        yield scale.height_of(figure), in_words(figure, {}, "zh")
        figure += step
