"""The résumé above the insurance record as a picture (两条带): places and widths in per cent. Pure.

Months run from left to right; stretches that overlap go on lanes beneath each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from jifen.profile.months import Month, parse_month

#: heights in CSS px: of a lane, between lanes, of the line of names above a band, of the years beneath
LANE, GAP, HEAD, FOOT = 26, 3, 22, 21
#: the narrowest thing that can be seen, in per cent
_LEAST = 0.7
#: the least distance between the numbers of two marks, in per cent
_APART = 2.6
#: about how wide letters are, and the two widths of the picture in which labels are tried, in CSS px
_WIDE, _NARROW, _MARGIN = 12.2, 6.8, 10.0
_CONTAINERS = (300, 680)
#: at most so many years are written beneath
_MOST_YEARS = 7

_MARKS: Mapping[str, str | Promise] = {
    "payer_not_in_resume": _("缴费单位不同"),
    "insurance_without_resume": _("履历空白"),
    "resume_without_insurance": _("没有社保"),
    "insurance_interrupted": _("中断"),
    "insurance_twice": _("两处同缴"),
}


@dataclass(frozen=True, slots=True)
class Stretch:
    """One station or run: ``y`` in px; ``fits``: narrow, wide or never, where its label has room."""

    x: float
    width: float
    y: int
    label: str
    fits: str
    begin: str
    end: str
    ongoing: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch at which the two part, over both bands; ``number`` ties it to the list beneath."""

    x: float
    width: float
    number: int
    number_x: float
    word: str | Promise
    begin: str
    end: str


@dataclass(frozen=True, slots=True)
class Bands:
    """The picture: two bands, marks across them, years beneath; ``height`` and tops in px."""

    resume: tuple[Stretch, ...]
    insurance: tuple[Stretch, ...]
    marks: tuple[Mark, ...]
    years: tuple[tuple[float, int], ...]
    insurance_at: int
    height: int
    begin: str
    end: str

    @property
    def foot(self) -> int:
        """The top of the years, in px."""
        return self.height - FOOT

    @property
    def years_at(self) -> int:
        """The line on which the years are written, in px."""
        return self.height - FOOT // 3

    @property
    def insurance_name_at(self) -> int:
        """The line of the lower band's name, in px."""
        return self.insurance_at - FOOT // 3


def draw(bands: Mapping[str, Any]) -> Bands:
    """Lay out the bands of a pre-check (`jifen.advice.check`)."""
    first, last = parse_month(bands["from"]), parse_month(bands["to"])
    scale = _Scale(first, last - first + 1)
    resume, lower = _band(bands["resume"], scale, HEAD)
    insurance_at = lower + HEAD
    insurance, bottom = _band(bands["insurance"], scale, insurance_at)
    return Bands(
        resume,
        insurance,
        tuple(_marks(bands["marks"], scale)),
        _years(first, last, scale),
        insurance_at,
        bottom + FOOT,
        bands["from"],
        bands["to"],
    )


@dataclass(frozen=True, slots=True)
class _Scale:
    """From months to per cent of the picture's width."""

    first: Month
    months: int

    def place(self, month: Month) -> float:
        return round(100 * (month - self.first) / self.months, 3)

    def span(self, begin: str, end: str) -> tuple[float, float]:
        x = self.place(parse_month(begin))
        width = max(self.place(parse_month(end) + 1) - x, _LEAST)
        return min(x, 100 - width), round(width, 3)


def _band(stretches: Sequence[Mapping[str, Any]], scale: _Scale, top: int) -> tuple[tuple[Stretch, ...], int]:
    """The stretches on their lanes, and where the band ends, in px; an empty band keeps a lane."""
    free: list[str] = []
    laid = []
    for stretch in stretches:
        lane = next((number for number, end in enumerate(free) if end < stretch["from"]), len(free))
        free[lane : lane + 1] = [stretch["to"]]
        x, width = scale.span(stretch["from"], stretch["to"])
        label = stretch["employer"] or ""
        laid.append(
            Stretch(
                x,
                width,
                top + lane * (LANE + GAP),
                label,
                _fits(label, width),
                stretch["from"],
                stretch["to"],
                stretch["ongoing"],
            )
        )
    return tuple(laid), top + max(len(free), 1) * (LANE + GAP)


def _fits(label: str, share: float) -> str:
    needed = sum(_WIDE if ord(letter) > 0x2E80 else _NARROW for letter in label) + _MARGIN
    for name, width in zip(("narrow", "wide"), _CONTAINERS, strict=True):
        if share / 100 * width >= needed:
            return name
    return "never"


def _marks(marks: Iterable[Mapping[str, Any]], scale: _Scale) -> Iterator[Mark]:
    number_x = -_APART
    for number, mark in enumerate(sorted(marks, key=lambda mark: (mark["from"], mark["finding"])), 1):
        x, width = scale.span(mark["from"], mark["to"])
        number_x = max(x, number_x + _APART)
        yield Mark(x, width, number, number_x, _MARKS[mark["finding"]], mark["from"], mark["to"])


def _years(first: Month, last: Month, scale: _Scale) -> tuple[tuple[float, int], ...]:
    """The Januaries within, written every so many years, newest kept."""
    years = range(-(-first // 12), last // 12 + 1)
    step = -(-len(years) // _MOST_YEARS) or 1
    return tuple((scale.place(year * 12), year) for year in years if (years[-1] - year) % step == 0)
