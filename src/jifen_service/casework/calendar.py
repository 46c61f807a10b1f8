"""Working days by the Chinese public-holiday calendar (工作日), and the clock of a case.

The day on which a term begins is not counted. Years that the State Council has not announced yet are taken
as Monday to Friday, and the answer says so.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from itertools import accumulate

import chinese_calendar
from chinese_calendar import constants

from jifen.profile.months import add_years
from jifen_service.casework.rules import terms

_DAY = timedelta(days=1)
_WEEKEND = 5


@dataclass(frozen=True, slots=True)
class Due:
    """The last day of a term (到期日); ``certain`` False when it reaches into a year not announced yet."""

    on: date
    certain: bool


class Colour(StrEnum):
    """How a case stands against its clock (时限颜色)."""

    NONE = "none"
    PAUSED = "paused"
    OK = "ok"
    SOON = "soon"
    LATE = "late"


@cache
def announced_years() -> tuple[int, int]:
    """The first and the last year whose holidays are known."""
    years = {day.year for day in constants.holidays}
    return min(years), max(years)


def is_announced(day: date) -> bool:
    """Whether the holidays of the day's year are known."""
    first, last = announced_years()
    return first <= day.year <= last


def is_working_day(day: date) -> bool:
    """Whether offices work: holidays and shifted weekends as announced, else Monday to Friday."""
    if is_announced(day):
        return bool(chinese_calendar.is_workday(day))
    return day.weekday() < _WEEKEND


@cache
def _counted(year: int) -> tuple[int, ...]:
    """How many working days a year has had up to and including each of its days."""
    first = date(year, 1, 1)
    days = (date(year + 1, 1, 1) - first).days
    return tuple(accumulate(is_working_day(first + step * _DAY) for step in range(days)))


def _place(day: date) -> int:
    return (day - date(day.year, 1, 1)).days


def add_working_days(start: date, count: int) -> Due:
    """Give the ``count``-th working day after ``start``; ``start`` itself when ``count`` is 0 or less."""
    on, year, left = start, start.year, count + _counted(start.year)[_place(start)]
    if count > 0:
        while left > _counted(year)[-1]:
            left, year = left - _counted(year)[-1], year + 1
        # The first day on which so many have been worked is the day of the last of them.
        on = date(year, 1, 1) + bisect_left(_counted(year), left) * _DAY
    return Due(on, is_announced(on))


def working_days_between(start: date, end: date) -> int:
    """Count the working days after ``start`` up to and with ``end``; negative when ``end`` is earlier."""
    if end < start:
        return -working_days_between(end, start)
    whole_years = sum(_counted(year)[-1] for year in range(start.year, end.year))
    return whole_years + _counted(end.year)[_place(end)] - _counted(start.year)[_place(start)]


def due_after_acceptance(accepted_on: date) -> Due:
    """Give the day by which a case accepted on a day must be decided."""
    return add_working_days(accepted_on, terms()["scoring"].value)


def due_after_pause(due_on: date, paused_on: date, resumed_on: date) -> Due:
    """Give the new due day after a pause: the working days left when it began are left when it ends.

    A case that was late already when the clock stopped stays as late as it was.
    """
    left = working_days_between(paused_on, due_on)
    if left <= 0:
        return Due(due_on, is_announced(due_on))
    return add_working_days(resumed_on, left)


def confirmation_after(decided_on: date, number: int = 1) -> date:
    """Give the day by which points are confirmed for the ``number``-th time after a decision."""
    return add_years(decided_on, number * terms()["confirmation"].value)


def soon_until(today: date) -> date:
    """Give the last due day that counts as soon on ``today``."""
    return add_working_days(today, terms()["soon"].value).on


def colour(due_on: date | None, today: date, *, paused: bool = False) -> Colour:
    """Give the colour of a clock: late after the due day, soon when few working days are left."""
    if due_on is None:
        return Colour.NONE
    if paused:
        return Colour.PAUSED
    if due_on < today:
        return Colour.LATE
    return Colour.SOON if due_on <= soon_until(today) else Colour.OK
